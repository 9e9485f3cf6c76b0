"""What changed, what is disputed and what rests on one voice: read off events, for the brief.

A change is a point that takes the place of an earlier one, or falls below it; the reason is the report's own words.
One voice is one source in one origin: ten copies of one text that quote one governor are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.boards.claims import everyone
from trucewatch.ledger.events import streamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from trucewatch.boards.claims import Claim
    from trucewatch.ledger import View

__all__ = ["Changed", "Linked", "changed", "disputed", "linked_at", "of_one_voice"]

Record = dict[str, Any]

_WEIGHTY = {"attack", "raid", "force", "aid", "control", "displacement"}
_TAKES_PLACE = {"supersedes", "refines"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A count that another took the place of: both figures, how, whether it fell, and the words that say why."""

    event: Record
    before: Record
    after: Record
    relation: str
    falling: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """What follows from the reports: events, families and what copies changed, each to be gone through once."""

    events: Iterable[Record]
    families: Iterable[Record]
    drifts: Iterable[Record]


def linked_at(view: View, cutoff: str, *, is_past: bool) -> Linked:
    """Return what follows from the reports known at a cut-off.

    `is_past`: something was published after it, so that all is linked anew; in large ledgers it is today's, cut to
    what had been published by then (`is_cut`).
    """
    day = cutoff[:10]
    is_past = is_past or any(judgement.decided[:10] > day for judgement in view.judgements())
    as_of = day if is_past else None
    return Linked(*(streamed(view, kind, as_of=as_of) for kind in ("event", "lineage", "drift")))


def changed(found: Iterable[Record], figures: Mapping[str, Record], only: AbstractSet[str] | None) -> Iterator[Changed]:
    """Yield the changes in order of events, the dead first; `only` names the reports that may bring one, None all."""
    for event in found:
        for series in sorted(event["series"], key=lambda each: each["measure"] != "killed"):
            points = [point for point in series["points"] if point["figure_id"] in figures]
            for number, point in enumerate(points):
                takes = point["relation"] in _TAKES_PLACE or point["falling"]
                if number == 0 or not takes or (only is not None and point["report_id"] not in only):
                    continue
                before = _replaced(points[:number], point)
                # Inside one origin it is a copy that tells it otherwise: drift, not news, unless one report tells both.
                is_told = point["reason"] is not None or before["report_id"] == point["report_id"]
                is_new = is_told or before["origin"] != point["origin"]
                if is_new and (before["low"], before["high"]) != (point["low"], point["high"]):
                    yield Changed(
                        event=event,
                        before=figures[before["figure_id"]],
                        after=figures[point["figure_id"]],
                        relation=point["relation"] or "",
                        falling=point["falling"],
                        reason=point["reason"],
                    )


def _replaced(earlier: Sequence[Record], point: Record) -> Record:
    """Return the point that one takes the place of: its own source's last, else the last."""
    own = [each for each in earlier if each["source"] == point["source"] and each["source"] != "outlet"]
    return (own or list(earlier))[-1]


def disputed(
    found: Iterable[Record], told: Sequence[Claim], known: Sequence[tuple[Claim, ...]]
) -> Iterator[tuple[Claim, ...]]:
    """Yield the claims of each disputed series of an event that `known` disputes do not hold yet."""
    by_figure = {figure["figure_id"]: claim for claim in everyone(told) for figure in claim.figures}
    seen = {figure["figure_id"] for rivals in known for claim in rivals for figure in claim.figures}
    for event in found:
        for series in event["series"]:
            named = [point["figure_id"] for point in series["points"]]
            if series["state"] != "disputed" or seen & set(named):
                continue
            rivals = {id(by_figure[name]): by_figure[name] for name in named if name in by_figure}
            if len({(claim.figure["low"], claim.figure["high"]) for claim in rivals.values()}) > 1:
                yield tuple(rivals.values())


def of_one_voice(found: Iterable[Record]) -> Iterator[Record]:
    """Yield the events on which a single voice is heard; who met whom needs no second one."""
    yield from (event for event in found if len(event["voices"]) == 1 and event["kind"] in _WEIGHTY)
