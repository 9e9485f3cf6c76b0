"""Contexts: which countries does each story speak of, by their names and their peoples'? Part of `mentions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.asked import once
from trucewatch.read.standing import capitals

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.countries import Countries

__all__ = ["spoken_of"]


@once
def spoken_of(parse: Parse, countries: Countries) -> dict[int, frozenset[str]]:
    """Return for each story the ISO-2 codes of the countries and peoples it names."""
    codes: dict[int, set[str]] = {}
    for sentence in parse.sentences:
        inside = codes.setdefault(sentence.story, set())
        for i in capitals(parse, sentence):
            word = parse.words[i]
            state = countries.any(word.text)
            if state is None and i + 1 < sentence.last and parse.words[i + 1].text[:1].isupper():
                state = countries.any(f"{word.text} {parse.words[i + 1].text}")
            if state:
                inside.add(state.code)
    return {story: frozenset(inside) for story, inside in codes.items()}
