"""Do two stories tell one text? The verdict on one pair, with its evidence, whoever else is in the ledger.

Three kinds of evidence: the same words in a row (copy), the same facts in the same order with sentences that say
the same (rewrite), and a shared credit, which lowers what the others must show and proves nothing alone. Two who
were at one press conference share facts, but neither their order nor their wording.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.lineage.align import common_order
from trucewatch.lineage.candidates import LEAST_FACTS
from trucewatch.model import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.lineage.rules import Rules
    from trucewatch.lineage.telling import Telling

__all__ = ["Likeness", "Verdict", "judge", "likeness"]

_MIN_SHINGLES = 20
"""Runs of words that two stories must share before they can be copies: a formula or a list of names is none."""

# Weights of the retelling's score: a logistic fit on 50 retold and 300 other pairs of 14 families, rounded, and
# checked on families not seen (docs/decisions/008). Sharing many numbers in order says more than the share alone,
# and agencies that both claim the text are a sign against.
_BIAS, _ALIGNED, _LESS_ALIGNED, _NUMBERS, _NAMES, _MANY, _RIVALS = -7.5, 4.0, 2.0, 2.5, 3.0, 1.8, -1.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two stories share, each as a share from 0 to 1.

    `words`: word runs, of the shorter one's; `aligned`: sentences that say the same, of each; `numbers`, `names`:
    facts kept in order, of the fewer; `counts`: the numbers in order and the fewer numbers; `agency` is credited by
    both, `rivals` credit different ones; `named` is credited by one and named by the other as whose report it tells.
    """

    words: float
    runs: int
    aligned: tuple[float, float]
    numbers: float
    names: float
    counts: tuple[int, int]
    agency: str | None
    rivals: bool
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one pair: how alike, and the links that hold (none: kept apart)."""

    score: float
    links: tuple[Link, ...]
    detail: str


def likeness(one: Telling, other: Telling, rules: Rules) -> Likeness | None:
    """Measure what two stories share; None where they keep too few facts in order for any link to hold."""
    numbers = common_order(one.facts.numbers, other.facts.numbers)
    names = common_order(one.facts.names, other.facts.names)
    if numbers + names < LEAST_FACTS:  # nothing told, nothing retold: a notice, a login page
        return None
    from trucewatch.lineage.arrays import in_common, shared_sentences  # noqa: PLC0415 - loads NumPy

    runs = in_common(one.shingles, other.shingles)
    fewer = min(len(one.facts.numbers), len(other.facts.numbers))
    fewer_names = min(len(one.facts.names), len(other.facts.names))
    mine, theirs = ({each.agency for each in side.credits} for side in (one, other))
    return Likeness(
        words=runs / max(1, min(len(one.shingles), len(other.shingles))),
        runs=runs,
        aligned=shared_sentences(one.bags, other.bags, rules.aligned),
        # A few facts are soon in order by chance: shares are taken of at least four.
        numbers=numbers / max(4, fewer),
        names=names / max(4, fewer_names),
        counts=(numbers, fewer),
        agency=min(mine & theirs, default=None),
        rivals=bool(mine and theirs and not mine & theirs),
        named=min((mine & other.retells) | (theirs & one.retells), default=None),
    )


def judge(one: Telling, other: Telling, rules: Rules) -> Verdict:
    """Return the verdict on two stories of different reports."""
    like = likeness(one, other, rules)
    if like is None:
        return Verdict(0.0, (), f"fewer than {LEAST_FACTS} numbers and names in the same order")
    rewrite = _retold(like)
    if like.named and rewrite >= rules.named and 2 * like.counts[0] >= like.counts[1] >= LEAST_FACTS:
        rewrite = max(rewrite, rules.rewrite)
    copied = like.words if like.runs >= _MIN_SHINGLES else 0.0
    least = rules.credited if like.agency else rules.rewrite
    score = round(max(rewrite, min(1.0, copied / rules.copy_share * rules.rewrite)), 4)
    a, b = sorted((one.report_id, other.report_id))
    links = tuple(
        Link(a, b, kind, round(value, 4), detail)
        for kind, value, detail in _evidence(like, rewrite, copied, (least, rules.copy_share))
    )
    return Verdict(score, links, _told(like))


def _retold(like: Likeness) -> float:
    """Return from 0 to 1 how surely one retells the other, or both a third."""
    more, less = max(like.aligned), min(like.aligned)
    z = _BIAS + _ALIGNED * more + _LESS_ALIGNED * less + _NUMBERS * like.numbers + _NAMES * like.names
    z += _MANY * math.log1p(like.counts[0]) + _RIVALS * like.rivals
    return 1 / (1 + math.exp(-z))


def _evidence(
    like: Likeness, rewrite: float, copied: float, least: tuple[float, float]
) -> Iterator[tuple[LinkKind, float, str]]:
    found = False
    if copied >= least[1]:
        found = True
        yield LinkKind.COPY, copied, f"{like.words:.0%} of the shorter one's word runs stand in the other ({like.runs})"
    if rewrite >= least[0]:
        found = True
        yield LinkKind.REWRITE, rewrite, _told(like)
    if found and like.agency:
        yield LinkKind.CREDIT, max(rewrite, copied), f"both carry the credit of {like.agency}"
    if found and like.named:
        yield LinkKind.CREDIT, max(rewrite, copied), f"one credits {like.named}, whose report the other says it tells"


def _told(like: Likeness) -> str:
    numbers, of = like.counts
    forth, back = like.aligned
    told = f"{numbers} of {of} numbers in the same order; {forth:.0%} and {back:.0%} of the sentences say the same"
    return f"{told}; {like.words:.1%} of word runs shared"
