"""Scene cues: does a sentence go on with the scene told before, open a new one, or sum up over many?

Judged by its own words alone; `whereabouts` decides by it whether a claim takes the place of earlier sentences.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.asked import once
from trucewatch.read.mentions import is_speech
from trucewatch.read.standing import forms, lemmas
from trucewatch.vocab.countries import countries
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["breaks", "opens_anew", "sums_up", "takes_up"]


@once
def takes_up(parse: Parse, sentence: Sentence) -> bool:
    """Whether the sentence speaks of an event told before: "The strike wounded …", "this attack"."""
    sums = sums_up(parse, sentence)
    for i in lemmas(parse, _events(), sentence):
        word = parse.words[i]
        if sums and word.tag in {"NNS", "NNPS"}:
            continue  # "who has tracked the strikes since March"
        if any(parse.words[j].lower in {"the", "this", "that"} for j in parse.children[i]):
            return True
    return False


@lru_cache(maxsize=1)
def _events() -> frozenset[str]:
    topo = toponym_words()
    return (topo.event - topo.wide_event) | topo.resumed


@once
def sums_up(parse: Parse, sentence: Sentence) -> bool:
    """Whether the sentence counts over a long time, which no one scene bounds: "since March", "the war has"."""
    return any(
        parse.words[i].dep != "compound"  # "a war crimes case"
        # "since several were missing" gives a reason, no time.
        and not (parse.words[i].dep == "mark" and _is_state_of_things(parse.words[parse.words[i].head]))
        and not (i and parse.words[i].lower == "total" and parse.words[i - 1].lower == "a")
        for i in forms(parse, toponym_words().sums, sentence)
    )


def _is_state_of_things(verb: Word) -> bool:
    return verb.lemma == "be" or verb.tag == "VBG"


def opens_anew(parse: Parse, sentence: Sentence) -> bool:
    """Whether the first word of a sentence leaves the scene: "Elsewhere", "Separately"; not "Also hit was a van"."""
    opener, after = parse.words[sentence.body], parse.words[min(sentence.body + 1, sentence.last - 1)]
    goes_on = opener.lower == "also" and after.tag in {"VBN", "VBD"} and not is_speech(after.lemma)
    return opener.lower in toponym_words().breaks and not goes_on


def breaks(parse: Parse, sentence: Sentence, *, acts_only: bool) -> bool:
    """Whether the sentence opens a new scene: "Elsewhere", or a state or its forces as the one that acts.

    With `acts_only` a state that merely says something ("Russia's army claimed …") stays in the scene.
    """
    if opens_anew(parse, sentence):
        return True
    for i in range(sentence.body, min(sentence.body + 8, sentence.last)):
        word = parse.words[i]
        if word.dep in {"nsubj", "nsubjpass"} and _is_state(parse, i):
            return not (acts_only and is_speech(parse.words[word.head].lemma))
    return False


def _is_state(parse: Parse, head: int) -> bool:
    table = countries()
    if parse.words[head].lower in toponym_words().watchers:
        return False  # "the Ruritanian Observatory"
    below = (parse.words[j] for j in parse.subtree(head)[:6])
    return any(w.text[:1].isupper() and (table.find(w.text) or table.demonym(w.text)) for w in below)
