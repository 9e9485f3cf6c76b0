"""Unlisted names: does the grammar around a name that no list holds make it a place?

"The shelling of Varos", "fled to Varos", "a clinic at Varos": one strikes, flees to and stands at places only.
Lowest of the reading of places, asked by `mentions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.gazetteer import Gazetteer

__all__ = ["is_any_such", "is_glued", "is_in_list", "is_placed", "told_level"]

_GOING = word_list("toponyms", "before", "motion") | {"into", "through", "via"}
_EVENT = word_list("toponyms", "before", "of_event")
_STANDING = frozenset({"at", "outside", "near"})
# Only so many links are followed from a name in a list up to its head.
_LINKS = 3
# So many words of an apposition may come up to its noun.
_APPOSED = 5
# So many words stand between the names of a list.
_JOINTS = 2


def is_any_such(words: Sequence[Word], i: int) -> bool:
    """Whether word `i` only says what sort of building is meant: "a Buddhist pagoda", "two Catholic churches"."""
    before = words[i - 1] if i else None
    return words[i].tag == "JJ" or (before is not None and (before.lower in {"a", "an"} or before.tag == "CD"))


def is_glued(words: Sequence[Word], last: int, gazetteer: Gazetteer) -> bool:
    """Whether the name that ends before word `last` goes on behind a hyphen: no "Carrefour" in "Carrefour-Feuilles"."""
    if last + 1 >= len(words) or words[last].text not in {"-", "–"}:
        return False
    after = words[last + 1]
    is_tight = words[last].start == words[last - 1].end and after.start == words[last].end
    is_name = is_tight and after.text[:1].isupper() and after.tag in {"NNP", "NNPS"}
    return is_name and not gazetteer.lookup(after.text)  # the border of two towns is both towns'


def is_in_list(words: Sequence[Word], first: int, last: int, before: int | None) -> bool:
    """Whether a name goes on with a list of places, the last of which ended before word `before`: "in A, B and C"."""
    if before is None or last >= len(words) or not 1 <= first - before <= _JOINTS:
        return False
    if any(w.text not in {",", "and"} for w in words[before:first]):
        return False
    is_named = all(w.tag == "NNP" for w in words[first:last])
    goes_on = words[last].text in {",", "."} or words[last].lower == "and" or words[last].pos in {"VERB", "AUX"}
    return is_named and goes_on and words[first].dep in {"conj", "appos"}


def told_level(words: Sequence[Word], last: int) -> str | None:
    """Return what an apposition calls the name that ends before word `last`: "Varos, a small town in X" → city."""
    if last + 3 >= len(words) or words[last].text != "," or words[last + 1].lower not in {"a", "an", "the"}:
        return None
    for word in words[last + 2 : last + 2 + _APPOSED]:
        level = toponym_words().after.get(word.lower)
        if level in {"city", "district", "quarter"} and word.tag == "NN":
            return level
        if word.tag not in {"JJ", "NN", "NNP", "HYPH", "VBN", "RB", "JJS"}:
            return None
    return None


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
    if prep == "at" and hook.pos in {"NOUN", "PROPN"} and _is_in_blow(parse, hook):
        return True
    if prep not in _STANDING:
        return False
    if hook.lower in topo.again_city | topo.buildings:
        return True
    # "shot dead six traders at X"
    verb = parse.words[hook.head] if hook.dep in {"dobj", "nsubj", "nsubjpass"} else hook
    return verb.pos == "VERB" and verb.lemma.lower() in topo.strike | topo.happening


def _is_in_blow(parse: Parse, thing: Word) -> bool:
    """Whether a thing is part of what a blow hit: "jets pounded yards full of machines at X"."""
    topo = toponym_words()
    verb = next((w for w in parse.ancestors(thing.i) if w.pos == "VERB" and w.tag != "VBN"), None)
    return verb is not None and verb.lemma.lower() in topo.strike
