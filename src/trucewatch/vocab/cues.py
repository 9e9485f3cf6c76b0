"""Cues: which words mark speech, and what does each take as its content?

The lists stand in `data/cues.toml`; this module only reads them into sets. Lowest in `vocab`: the reader of
statements asks it by base form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["CueWords", "cue_words"]


@dataclass(frozen=True, slots=True)
class CueWords:
    """The cue lists. `frames` maps a verb's base form to what it takes: clause, quote, object, appeal, …."""

    frames: dict[str, frozenset[str]]
    prepositions: dict[str, frozenset[str]]
    particles: dict[str, frozenset[str]]
    according: dict[str, tuple[tuple[str, ...], ...]]
    claims: frozenset[str]
    echoes: frozenset[str]
    giving: frozenset[str]
    answers: frozenset[str]
    talks: frozenset[str]
    counts: frozenset[str]
    versions: frozenset[str]
    summaries: frozenset[str]
    openers: frozenset[str]
    recording: frozenset[str]
    outlets: frozenset[str]
    turning: frozenset[str]
    media_names: dict[str, str]
    media_kinds: dict[str, str]
    media_prepositions: frozenset[str]
    connectives: frozenset[str]
    times: frozenset[str]
    comments: frozenset[str]
    deeds: frozenset[str]
    naming: frozenset[str]
    carriers: frozenset[str]


def _frames(lists: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for frame, verbs in lists.items():
        for verb in verbs:
            found.setdefault(verb, set()).add(frame)
    return {verb: frozenset(frames) for verb, frames in found.items()}


def _by_first_word(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    split = [tuple(phrase.split()) for phrase in phrases]
    return {first: tuple(p for p in split if p[0] == first) for first in {p[0] for p in split}}


@lru_cache(maxsize=1)
def cue_words() -> CueWords:
    """Return the cue lists, read once."""
    data = table("cues")
    return CueWords(
        frames=_frames(data["verbs"]),
        prepositions={verb: frozenset(words) for verb, words in data["prepositions"].items()},
        particles={verb: frozenset(words) for verb, words in data["particles"].items()},
        according=_by_first_word(data["phrases"]["according"]),
        claims=frozenset(data["nouns"]["claims"]),
        echoes=frozenset(data["nouns"]["echoes"]),
        giving=frozenset(data["nouns"]["giving"]),
        answers=frozenset(data["nouns"]["answers"]),
        talks=frozenset(data["nouns"]["talks"]),
        counts=frozenset(data["nouns"]["counts"]),
        versions=frozenset(data["nouns"]["versions"]),
        summaries=frozenset(data["nouns"]["summaries"]),
        openers=frozenset(data["parts"]["openers"]),
        recording=frozenset(data["nouns"]["recording"]),
        outlets=frozenset(data["nouns"]["outlets"]),
        turning=frozenset(data["nouns"]["turning"]),
        media_names=data["media"]["names"],
        media_kinds=data["media"]["kinds"],
        media_prepositions=frozenset(data["media"]["prepositions"]),
        connectives=frozenset(data["parts"]["connectives"]),
        times=frozenset(data["parts"]["times"]),
        comments=frozenset(data["parts"]["comments"]),
        deeds=frozenset(data["parts"]["deeds"]),
        naming=frozenset(data["parts"]["naming"]),
        carriers=frozenset(data["parts"]["carriers"]),
    )
