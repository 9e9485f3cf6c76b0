"""Repeats: which paragraphs tell again what an earlier one on the page has told?

Copies and machine rewrites of one page often hold a paragraph twice, word for word or slightly reworded. Word
trigrams shared with one earlier paragraph decide; the second telling is marked and stays readable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["retold"]

_WORD = re.compile(r"\w+")
# Shorter ones repeat by chance ("No casualties were reported.").
_SHORTEST = 10
# Of 0.4, 0.5, 0.6 and 0.7 on the seeds and on the reports of the public sets, 0.6 found each true repeat and no other.
_SHARE = 0.6
_N = 3


def retold(wordings: Sequence[str]) -> list[bool]:
    """Return for each paragraph whether an earlier one holds most of its words in the same order."""
    seen: set[tuple[str, ...]] = set()
    told: list[set[tuple[str, ...]]] = []
    out: list[bool] = []
    for wording in wordings:
        words = _WORD.findall(wording.casefold())
        grams = set(zip(*(words[k:] for k in range(_N)), strict=False))
        wanted = _SHARE * len(grams)
        is_met = len(words) >= _SHORTEST and len(grams & seen) >= wanted
        out.append(is_met and any(len(grams & earlier) >= wanted for earlier in told))
        seen |= grams
        told.append(grams)
    return out
