"""Patterns of boards find what their phrases say, however they are put together."""

from __future__ import annotations

import re

from trucewatch.vocab import boards
from trucewatch.vocab.tables import table

TEXT = (
    "The multinational force would not be based in Arlen; it's headquarters weren’t settled. Power outages hit 500 "
    "households. Parliament had approved the mandate, and air and naval units secured the skies. No-one refused."
)


def test_a_pattern_finds_the_same_as_its_phrases_one_beside_the_other() -> None:
    compared = 0
    for lists in table("boards").values():
        for held in lists.values():
            rows = held if held and isinstance(held[0], dict) else [{"phrases": held}]
            for row in rows:
                longest = sorted(row["phrases"], key=lambda phrase: (-len(phrase), phrase))
                plain = re.compile("|".join(map(boards._expression, longest)) or "(?!)", re.IGNORECASE)
                for text in (TEXT, TEXT.upper(), " … ".join(row["phrases"]).replace("*", "ing").replace("?", "s")):
                    found = [hit.span() for hit in boards.pattern(row["phrases"]).finditer(text)]
                    assert found == [hit.span() for hit in plain.finditer(text)]
                    compared += len(found)
    assert compared > 200
