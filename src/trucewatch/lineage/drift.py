"""What did the copies of a family change? Every telling against its origin, or against the fullest of its siblings.

Where the origin is known only what its copies did to it counts; where it is not, a difference is told in the
direction from the fuller, the more hedged or the better sourced words to the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch import ids
from trucewatch.lineage.changes import Found, changes
from trucewatch.lineage.pairing import Side, Tellings
from trucewatch.lineage.telling import compared_sentences
from trucewatch.model import Change, Drift, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.model import Cited, Lineage, Reading

__all__ = ["compared", "drift"]

_OF_A_SENTENCE = frozenset({Change.HEDGE_FLIPPED, Change.SOURCE_LOST, Change.SOURCE_CHANGED})


def drift(lineage: Lineage, docs: Iterable[Reading]) -> tuple[Drift, ...]:
    """Return what changed inside a family, by place in the text before; `docs` must hold its reports, may hold more.

    A member whose reading is not among `docs` is passed over.
    """
    return compared(lineage, docs)[0]


def compared(lineage: Lineage, docs: Iterable[Reading]) -> tuple[tuple[Drift, ...], tuple[tuple[str, str], ...]]:
    """Return the `drift` of a family, and the pairs of figures, by id, that its tellings retell, sorted.

    Of such a pair value and place in the text agree, so that both are one claim. Each is set against the base only.
    """
    sides = _sides(lineage, docs)
    if len(sides) < 2:
        return (), ()
    base = _base(lineage, sides)
    both_ways = lineage.origin is None
    tellings = [Tellings(base, side) for side in sides if side.part.report_id != base.part.report_id]
    found = (each for both in tellings for each in changes(both, both_ways=both_ways))
    named = {made.drift_id: made for made in (_drift(lineage, each) for each in _once(found))}
    drifts = sorted(named.values(), key=lambda each: (each.before, each.after is not None, each.drift_id))
    pairs = ((one.figure_id, two.figure_id) for both in tellings for one, two in both.figures[0])
    return tuple(drifts), tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """Tell of a source or hedge that several figures of one sentence share only once for each copy."""
    seen: set[tuple[str, ...]] = set()
    for each in found:
        copy = "" if each.after is None else each.after.report_id
        key = (each.change.value, each.before.report_id, str(each.before.start), each.what, str(each.now), copy)
        if each.change in _OF_A_SENTENCE and key in seen:
            continue
        seen.add(key)
        yield each


def _sides(lineage: Lineage, docs: Iterable[Reading]) -> list[Side]:
    readings = {doc.report.report_id: doc for doc in docs if doc.report.report_id in set(lineage.reports)}
    return list(_members(lineage, readings))


def _members(lineage: Lineage, readings: dict[str, Reading]) -> Iterator[Side]:
    for report_id, reading in sorted(readings.items()):
        parts = {part for part in lineage.parts if part.report_id == report_id}
        for story in reading.page.stories:
            part = Part(report_id, story.start, story.end)
            if part in parts:
                yield Side(reading, part, compared_sentences(reading, story))


def _base(lineage: Lineage, sides: list[Side]) -> Side:
    """Return the telling that the others are held against: the origin, else the one with most figures and sentences."""
    own = [side for side in sides if side.part.report_id == lineage.origin]
    return min(own or sides, key=lambda s: (-len(s.figures), -len(s.spans), s.part))


def _drift(lineage: Lineage, found: Found) -> Drift:
    before = _where(found.before)
    after = None if found.after is None else _where(found.after)
    return Drift(
        drift_id=ids.drift_id(lineage.lineage_id, found.change.value, before, after),
        lineage_id=lineage.lineage_id,
        change=found.change,
        before=found.before,
        after=found.after,
        what=found.what,
        now=found.now,
    )


def _where(cited: Cited) -> tuple[str, int, int]:
    return cited.report_id, cited.start, cited.end
