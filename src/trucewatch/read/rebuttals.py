"""Rebuttals: which figures are told only to be denied, in one breath?

"He dismissed the rebels' claim to have killed 30 soldiers": the rebels count, he denies. `denials` ties denials to
figures told before them.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.model import Source
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.sources import Cast

__all__ = ["Rebuttal", "rebutted"]

_DENYING = word_list("status", "denied", "verbs")
_FALSE = word_list("status", "denied", "words")
_CLAIMS = word_list("status", "denied", "rebutted")
_NEWS = word_list("status", "denied", "spread")
_TELLING = word_list("status", "denied", "telling") | word_list("status", "denied", "going_about")
# So many words up from a number its claim stands at most: "claim to have killed at least 30 of the soldiers".
_REACH = 6


class Rebuttal(NamedTuple):
    """Who denies a figure, None for whoever tells it; whose claim it is, where told; and the offsets of the denial."""

    by: str | None
    whose: Source | None
    start: int
    end: int


def rebutted(parse: Parse, cast: Cast, one: Draft) -> Rebuttal | None:
    """Return who denies the claim that a figure stands in, or None."""
    claim = next((w for w in islice(parse.ancestors(one.count.core), _REACH) if w.lemma in _CLAIMS), None)
    if claim is None or claim.i > one.count.core or claim.pos != "NOUN":
        return _spread(parse, one)
    verb = parse.words[claim.head]
    owner = parse.child(claim.i, "poss")
    whose = None if owner is None else cast.resolve(parse.edges(owner.i)[0], owner.i + 1, owner.i)
    if claim.dep == "dobj" and verb.lemma in _DENYING:
        subject = _subject(parse, verb)
        by = None if subject is None else cast.resolve(subject.i, subject.i + 1, subject.i)
        return None if by is None else Rebuttal(by.name, whose, verb.start, claim.end)
    told = parse.child(verb.i, "acomp", "attr") if claim.dep == "nsubj" and verb.lemma == "be" else None
    if told is None or told.lower not in _FALSE or parse.child(verb.i, "neg") is not None:
        return None
    return Rebuttal(None, whose, claim.start, told.end)


def _spread(parse: Parse, one: Draft) -> Rebuttal | None:
    """Return the denial of what only false news tells: "fake news is about, claiming that nine were killed"."""
    above = list(islice(parse.ancestors(one.count.core), 2 * _REACH))
    telling = next((n for n, w in enumerate(above) if w.lemma in _TELLING and w.pos == "VERB"), len(above))
    for verb in above[telling:]:
        news = parse.child(verb.i, "nsubj", "nsubjpass")
        false = None if news is None else next((j for j in parse.children[news.i] if _is_false(parse.words[j])), None)
        if news is not None and false is not None and news.lemma.lower() in _NEWS | _CLAIMS:
            return Rebuttal(None, None, parse.words[false].start, news.end)
    return None


def _is_false(word: Word) -> bool:
    return word.lower in _FALSE and word.dep in {"amod", "compound"}


def _subject(parse: Parse, verb: Word) -> Word | None:
    """Return who does what a verb tells: "raised the toll and dismissed the claim"."""
    found = parse.child(verb.i, "nsubj")
    while found is None and verb.dep == "conj":
        verb = parse.words[verb.head]
        found = parse.child(verb.i, "nsubj")
    return found
