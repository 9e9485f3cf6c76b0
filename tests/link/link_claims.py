"""Claims and tellings built by hand: a report is a number, a figure a measure, a count and what differs."""

from __future__ import annotations

from typing import Any

from trucewatch.link import Claim, Linked, Telling, link_events
from trucewatch.model import Judgement, Modifier, Place, Status, Verdict, When

DORN = Place("Dornhaven", "QM", 45.0, 20.0, 1, 101)
SUBURB = Place("Dornhaven East", "QM", 45.05, 20.05, 1, 102)
FAR = Place("Ostrel", "QM", 46.0, 22.0, 1, 103)
REGION = Place("Dorn region", "QM", 45.2, 20.2, 4, 104)
COUNTRY = Place("Marren", "QM", 45.5, 21.0, 6, 105)


def day(number: int, last: int | None = None) -> When:
    start, end = f"2030-05-{number:02d}", f"2030-05-{last or number:02d}"
    return When(start, end, None, "day" if start == end else "range")


def claim(report: int, measure: str = "killed", count: float | None = 18, **more: Any) -> Claim:
    at = more.pop("at", 0)
    low, high = more.pop("low", count), more.pop("high", count)
    fields: dict[str, Any] = {
        "figure_id": f"f1-{report:04d}{at:04d}",
        "report_id": f"r1-{report:04d}",
        "story": 0,
        "start": at,
        "sentence": at,
        "wording": f"{count} people",
        "kind": "toll",
        "measure": measure,
        "object": "person",
        "low": low,
        "high": high,
        "modifier": Modifier.EXACT,
        "source": "outlet",
        "side": None,
        "status": Status.ASSERTED,
        "published": "2030-05-06",
        "place": DORN,
        "when": day(5),
    }
    return Claim(**{**fields, **more})


def telling(report: int, **more: Any) -> Telling:
    return Telling(f"r1-{report:04d}", 0, more.pop("published", "2030-05-06"), f"Outlet {report}", **more)


def judged(a: Claim, b: Claim, verdict: str, decided: str = "2030-06-01T00:00:00Z") -> Judgement:
    low, high = sorted((a.figure_id, b.figure_id))
    return Judgement(f"j1-{low}{high}{verdict}{decided}", low, high, Verdict(verdict), "A. Reader", decided)


def link(*claims: Claim, **more: Any) -> Linked:
    return link_events(claims, **more)


def groups(linked: Linked) -> list[list[str]]:
    """The events as groups of figure ids, sorted."""
    return sorted(sorted(event.figures) for event in linked.events)
