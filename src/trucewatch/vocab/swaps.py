"""Words by which prisoners are told to go from one side to another: data/events.toml, under swap."""

from __future__ import annotations

import re
from functools import lru_cache

from trucewatch.vocab.tables import alternatives, word_list

__all__ = ["is_captive", "is_handing", "tells_swap"]


def tells_swap(sentence: str) -> bool:
    """Whether a sentence tells of prisoners who are exchanged."""
    return _swap().search(sentence) is not None


@lru_cache(maxsize=1)
def _swap() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(word_list('events', 'swap', 'words'))})\b", re.IGNORECASE)


def is_captive(thing: str | None) -> bool:
    """Whether a word is one for somebody whom another side holds."""
    return (thing or "") in word_list("events", "swap", "captives")


def is_handing(measure: str) -> bool:
    """Whether a measure tells that people, or bodies, go from one side to another."""
    return measure in word_list("events", "swap", "measures")
