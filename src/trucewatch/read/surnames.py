"""Surnames: which names of the text are persons', so that a town that shares one is not meant?

Runs of two or three capitalised words that are no place, and single names that say something. Part of `mentions`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.standing import capitals
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.countries import Countries

__all__ = ["is_speech", "surnames"]


def is_speech(lemma: str) -> bool:
    """Whether a verb tells what somebody says or thinks."""
    frames = cue_words().frames.get(lemma, frozenset())
    return "clause" in frames and "private" not in frames


def surnames(parse: Parse, headings: frozenset[int], named: set[int], countries: Countries) -> frozenset[str]:
    """Return the words of the names of persons: capitalised runs of two or three that are no place."""
    found = {w.text for w in parse.words if w.dep == "nsubj" and _is_sayer(parse, w, countries)}
    for sentence in parse.sentences:
        if sentence.block in headings:
            continue
        run: list[Word] = []
        for i in capitals(parse, sentence):
            if parse.words[i].pos != "PROPN" or i in named:
                continue
            if run and i > run[-1].i + 1:
                found.update(_of_person(run))
                run = []
            run.append(parse.words[i])
        found.update(_of_person(run))
    return frozenset(found)


@lru_cache(maxsize=1)
def _no_person() -> frozenset[str]:
    return (role_words().bodies | toponym_words().never) - {"general"}


def _of_person(run: Sequence[Word]) -> Iterable[str]:
    """The words of a run of names that may be a person's."""
    return [w.text for w in run] if 2 <= len(run) <= 4 and _no_person().isdisjoint(w.lower for w in run) else ()


def _is_sayer(parse: Parse, word: Word, countries: Countries) -> bool:
    """Whether a single name says something and is no government's: then it is a person's wherever it stands."""
    is_alone = not any(parse.words[j].text[:1].isupper() for j in parse.children[word.i] if j < word.i)
    is_name = word.pos == "PROPN" and is_alone and is_speech(parse.words[word.head].lemma)
    return is_name and countries.any(word.text) is None
