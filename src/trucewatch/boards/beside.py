"""What does a brief tell beside figures and stands? Whom words give a seat or a role, and what copies lost.

Taken from the boards, so that brief and boards tell the same: the seat and the roles of a peace force, what a truce
spares, and how one text of a family tells it otherwise than another. Each leads to its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from trucewatch.boards.ceasefire_words import off_limits
from trucewatch.boards.disruption import disruption
from trucewatch.boards.force_words import seat_and_roles
from trucewatch.boards.known import Known
from trucewatch.boards.truce import Answers, answers
from trucewatch.model import Change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from trucewatch.boards.rows import Evidence, Row
    from trucewatch.ledger import Filters, View

__all__ = ["Altered", "Beside", "altered", "beside"]

Record = dict[str, Any]

_MOST_STOPPED = 20
_MOST_CHANGES = 300  # looked at, of which the gravest are told
_GRAVITY = (
    *(Change.VALUE_CHANGED, Change.VALUE_LOST, Change.MADE_VAGUE, Change.HEDGE_FLIPPED),
    *(Change.QUOTE_ALTERED, Change.SOURCE_CHANGED, Change.SOURCE_LOST),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Seats and roles of a peace force as rows, and what a truce spares, by what it is, with the sentences.

    `truce` is what reports answer to those who watch one, `stopped` the rows of what does not run, the latest first.
    """

    force: tuple[Row, ...] = ()
    spared: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()
    truce: Answers = field(default_factory=Answers)
    stopped: tuple[Row, ...] = ()
    is_stopped_cut: bool = False

    @property
    def stood(self) -> frozenset[str]:
        """The ids of the figures that are told with what does not run."""
        return frozenset(each.id for row in self.stopped for each in row.evidence.get("value", ()))


@dataclass(frozen=True, slots=True)
class Altered:
    """What one text of a family tells otherwise than another.

    `change` is the drift record; `fuller` and `other` are the heads of the two reports; `figures` those that stand in
    the words of the fuller one, then of the other.
    """

    change: Record
    fuller: Record
    other: Record | None
    figures: tuple[Record, ...]


def beside(view: View, filters: Filters, *, as_of: str | None, since: str | None) -> Beside:
    """Return what boards tell by words alone; `since` leaves out what is older than the figures that a brief tells."""
    days = [day for day in (filters.since, since) if day]
    known = Known(view, as_of=as_of, filters=replace(filters, since=max(days, default=None)))
    spared: dict[str, list[Evidence]] = {}
    for target, sentence in off_limits(known):
        spared.setdefault(target, []).append(sentence.evidence())
    stopped = sorted(disruption(known), key=lambda row: str(row.cells["published"] or ""), reverse=True)
    return Beside(
        force=tuple(seat_and_roles(known)),
        spared=tuple((target, tuple(told)) for target, told in sorted(spared.items())),
        truce=answers(known, is_whole=not days),
        stopped=tuple(stopped[:_MOST_STOPPED]),
        is_stopped_cut=len(stopped) > _MOST_STOPPED,
    )


def altered(
    drifts: Iterable[Record], heads: Mapping[str, Record], figures: Iterable[Record], only: Collection[str] | None
) -> tuple[Altered, ...]:
    """Return what copies changed, the gravest first; `heads` are the reports that a brief tells of, by id.

    `only` names the reports one of which must be among the two, None all.
    """
    told: dict[str, list[Record]] = {}
    for figure in figures:
        told.setdefault(figure["report_id"], []).append(figure)

    def inside(words: Record | None) -> Iterator[Record]:
        if words is not None:
            spans = told.get(words["report_id"], ())
            yield from (f for f in spans if f["start"] < words["end"] and words["start"] < f["end"])

    def sides(change: Record) -> list[str]:
        return [each["report_id"] for each in (change["before"], change["after"]) if each]

    asked = (
        each
        for each in drifts
        if heads.keys() >= set(sides(each)) and (only is None or not set(only).isdisjoint(sides(each)))
    )
    looked_at = islice(asked, _MOST_CHANGES)
    ranked = sorted(looked_at, key=lambda each: (_GRAVITY.index(Change(each["change"])), each["drift_id"]))
    return tuple(
        Altered(
            change=each,
            fuller=heads[each["before"]["report_id"]],
            other=None if each["after"] is None else heads[each["after"]["report_id"]],
            figures=tuple({f["figure_id"]: f for f in (*inside(each["before"]), *inside(each["after"]))}.values()),
        )
        for each in ranked
    )
