"""Repeats: which paragraphs tell again what an earlier one on the page has told?

Copies and machine rewrites of one page often hold a paragraph twice, word for word or slightly reworded. Word
trigrams shared with one earlier paragraph decide; the second telling is marked and stays readable.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

import numpy as np

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
    seen: dict[tuple[str, ...], array[int]] = {}
    out: list[bool] = []
    for n, wording in enumerate(wordings):
        words = _WORD.findall(wording.casefold())
        grams = set(zip(*(words[k:] for k in range(_N)), strict=False))
        again = [seen[gram] for gram in grams & seen.keys()]
        wanted = _SHARE * len(grams)
        out.append(len(words) >= _SHORTEST and len(again) >= wanted and _most_in_one(again) >= wanted)
        for gram in grams:
            seen.setdefault(gram, array("q")).append(n)
    return out


def _most_in_one(again: Sequence[array[int]]) -> int:
    """Return how many of the lists hold the number that most of them hold, 0 where there is none."""
    return int(np.bincount(np.concatenate(again)).max()) if again else 0
