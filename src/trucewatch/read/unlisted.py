"""Unlisted names: does the grammar around a name that no list holds make it a place?

"The shelling of Varos", "fled to Varos", "a clinic at Varos": one strikes, flees to and stands at places only.
Lowest of the reading of places, asked by `mentions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse

__all__ = ["is_placed"]

_GOING = frozenset({"to", "from", "toward", "towards", "into", "through", "via"})
_EVENT = frozenset({"at", "on", "of", "for", "around", "over", "against"})
_STANDING = frozenset({"at", "outside", "near"})
# Only so many links are followed from a name in a list up to its head.
_LINKS = 3


def is_placed(parse: Parse, head: int) -> bool:
    """Whether the name whose head is word `head` stands where the text puts a place."""
    topo = toponym_words()
    word = parse.words[head]
    for _ in range(_LINKS):
        if word.dep not in {"conj", "appos"} or word.head == word.i:
            break
        word = parse.words[word.head]
    above = parse.words[word.head]
    if word.dep == "dobj":
        return above.lemma in topo.overrun
    if word.dep != "pobj":
        return False
    hook = parse.words[above.head]
    prep, lemma = above.lower, hook.lemma.lower()
    if prep in _GOING and lemma in topo.travel:
        return True
    if prep == "between" and lemma in topo.roads:
        return True
    if hook.pos in {"NOUN", "PROPN"} and lemma in topo.event - topo.wide_event and prep in _EVENT:
        return True
    if prep not in _STANDING:
        return False
    if hook.lower in topo.again_city | topo.buildings:
        return True
    # "shot dead six traders at X"
    verb = parse.words[hook.head] if hook.dep in {"dobj", "nsubj", "nsubjpass"} else hook
    return verb.pos == "VERB" and verb.lemma.lower() in topo.strike | topo.happening
