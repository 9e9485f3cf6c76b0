"""The numbers by which families are found, as one argument with documented defaults.

Swept on the families of `tests/lineage` and on others kept outside the project; see docs/decisions.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["STANDARD", "Rules"]


@dataclass(frozen=True, slots=True)
class Rules:
    """When two stories tell one text, and how far the search for such pairs goes.

    Scores run from 0 to 1. `copy_share`: shared word shingles over those of the shorter story. `rewrite`: the
    score of a retelling; `credited` of one where both carry the credit of one agency, `named` of one that names the
    agency which the other credits as where it has its report from. `core`: what a family's
    members must reach on average. `aligned`: the cosine of two sentences that say the same. `near`: from here on a
    pair kept apart is told of, `doubts`: so many at most of one report, those most alike. `days`: retellings follow
    within so many. `partners`: pairs compared a story, at most. `crowd`: a fact told by more stories than this
    brings nobody together.
    """

    shingle: int = 5
    copy_share: float = 0.45
    rewrite: float = 0.5
    credited: float = 0.4
    named: float = 0.15
    core: float = 0.45
    aligned: float = 0.4
    near: float = 0.3
    doubts: int = 5
    days: int = 10
    partners: int = 40
    crowd: int = 40


STANDARD = Rules()
"""The rules that ship."""
