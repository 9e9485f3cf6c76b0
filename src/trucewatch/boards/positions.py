"""Standing: a row a holder and topic: where they stand now, on what condition, since when, and where they stood before.

`trucewatch positions` lists every stand as a report tells it; here those of one holder on one topic make one row.
"Since" is the day the stand was first reported: a stand may be older than the report that tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.rows import Row, of_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence

__all__ = ["COLUMNS", "standing", "turned"]

Record = dict[str, Any]

COLUMNS = (
    "topic",
    "holder",
    "stance",
    "condition",
    "since",
    "last_told",
    "before",
    "changed",
    "words",
    "reports",
    "note",
)


_SIDES = {
    **dict.fromkeys(("offers", "open_to", "supports", "demands", "conditional"), "for"),
    **dict.fromkeys(("opposes", "rejects"), "against"),
}


def standing(known: Known) -> Iterator[Row]:
    """Yield the rows, by topic and holder."""
    held: dict[tuple[str, str], list[Record]] = {}
    for position in known.positions:
        held.setdefault((position["topic"], position["holder"]), []).append(position)
    for (topic, holder), found in sorted(held.items()):
        yield _row(topic, holder, sorted(found, key=_told))


def turned(positions: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Yield the last stand and the one before it of each holder who went over from one side of a topic to the other."""
    held: dict[tuple[str, str], list[Record]] = {}
    for position in positions:
        if position["stance"] in _SIDES and position["published"]:
            held.setdefault((position["topic"], position["holder"]), []).append(position)
    for _, found in sorted(held.items()):
        ordered = sorted(found, key=_told)
        last = ordered[-1]
        today = {_SIDES[each["stance"]] for each in ordered if each["published"] == last["published"]}
        before = [each for each in ordered if each["published"] != last["published"]]
        if before and len(today) == 1 and _SIDES[before[-1]["stance"]] not in today:
            yield before[-1], last


def _told(position: Record) -> tuple[str, str, int, str]:
    # What has no date cannot be the latest word: it stands before all that has one.
    return position["published"] or "", position["report"], position["start"], position["position_id"]


def _row(topic: str, holder: str, found: Sequence[Record]) -> Row:
    """Return the row of one holder; stands of the last day told side by side where they differ."""
    last_day = found[-1]["published"]
    now = [each for each in found if each["published"] == last_day]
    stances = list(dict.fromkeys(each["stance"] for each in now))
    before = [each for each in found if each["published"] != last_day]
    stayed = _stayed(before, stances)
    earlier = [each for each in before if each not in stayed and each["stance"] not in stances]
    current = [*stayed, *now]
    conditions = list(dict.fromkeys(each["on"] for each in now if each["on"]))
    cells: dict[str, object] = {
        "topic": topic,
        "holder": holder,
        "stance": "; ".join(stances),
        "condition": "; ".join(conditions) or None,
        "since": next((each["published"] for each in current if each["published"]), None),
        "last_told": last_day,
        "before": earlier[-1]["stance"] if earlier else None,
        "changed": next((e["published"] for e in current if e["published"]), None) if earlier else None,
        "words": now[-1]["wording"],
        "reports": len({each["report_id"] for each in found}),
        "note": "told in several ways on one day" if len(stances) > 1 else None,
    }
    evidence = tuple(map(of_position, current))
    told: dict[str, tuple[Evidence, ...]] = {"stance": evidence, "since": evidence, "words": evidence}
    told["condition"] = tuple(of_position(each) for each in now if each["on"])
    told["before"] = (of_position(earlier[-1]),) if earlier else ()
    return Row("standing", cells, told)


def _stayed(before: Sequence[Record], stances: Sequence[str]) -> list[Record]:
    """Return the stands right before the last day that were already the same."""
    kept: list[Record] = []
    for each in reversed(before):
        if each["stance"] not in stances:
            break
        kept.append(each)
    return kept[::-1]
