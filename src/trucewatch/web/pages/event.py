"""One event: its toll over time with every claim, both sides' versions, the evidence in its words, and why it is one.

Bounds are made by a named rule over the claims shown; a reader may ask for another. Nothing here is chosen as true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import events, news, records
from trucewatch.vocab.events import profile, profiles
from trucewatch.web import claims
from trucewatch.web.asked import Missing
from trucewatch.web.charts import atlas
from trucewatch.web.charts.steps import step_chart, step_key
from trucewatch.web.labels import days, person, precision
from trucewatch.web.page import Page
from trucewatch.web.words import Mark, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from trucewatch.vocab.events import Profile
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_MOST_CHARTS = 8
_MOST_POINTS = 60  # of a series, the latest
_MOST_REPORTS = 60
_MOST_NAMED = 2000  # points of which a page asks who denies them
_MOST_FIGURES = 40  # with their sentences, on one page
_LONGEST = 600  # characters of a sentence


def _event(asked: Asked) -> Shown:
    rule = profile(asked.choice("rule", tuple(profiles())) or "literal")
    event_id = asked.parts["id"]
    event = events.event_known(asked.view, event_id, as_of=asked.as_of, rule=rule.name)
    row = events.rows_of(asked.view, [event_id], as_of=asked.as_of).get(event_id)
    if event is None or row is None:
        day = f" on {asked.as_of}" if asked.as_of else ""
        raise Missing(f"There is no event {event_id} in this ledger{day}; events are made anew when reports are added.")
    ordered = claims.by_weight(event["series"])
    news.name_deniers(asked.view, [point for each in ordered for point in each["points"]][:_MOST_NAMED])
    several = [each for each in ordered if len(each["points"]) > 1]
    heard = claims.sides(ordered)
    start = asked.number("from", 0, max(0, len(event["figures"]) - 1))
    named = _in_order(ordered, event["figures"])
    shown = named[start : start + _MOST_FIGURES]
    figures = records.figures_of(asked.view, list(dict.fromkeys([*named[:300], *shown])))
    near = events.rows_of(asked.view, [each["event_id"] for each in event["near"]], as_of=asked.as_of)
    reports = events.reports_of(asked.view, event["reports"][:300], as_of=asked.as_of)
    return {
        "title": event["label"],
        "crumbs": [("Events", asked.url("/events")), (event["label"], None)],
        "event": event,
        "row": row,
        "when": days(event["when"]),
        "grade_means": claims.GRADES.get(event["grade"], ""),
        "states": claims.STATES,
        "rule": rule,
        "rules": tuple(profiles()),
        "charted": [_charted(each, rule, is_first=place == 0) for place, each in enumerate(several[:_MOST_CHARTS])],
        "others": several[_MOST_CHARTS:],
        "once": [each for each in ordered if len(each["points"]) == 1],
        "sides": [(side, None if side is None else atlas.country_name(side)) for side in heard],
        "versions": claims.versions(ordered[:20], heard) if len(heard) > 1 else [],
        "attributed": claims.attributed(figures.values(), heard),
        "evidence": list(_evidence(asked, [figures[name] for name in shown if name in figures])),
        "start": start,
        "in_all": len(named),
        "later": start + _MOST_FIGURES if start + _MOST_FIGURES < len(named) else None,
        "near": [
            {"row": near[each["event_id"]], "why": each["why"]} for each in event["near"] if each["event_id"] in near
        ],
        "reports": reports[:_MOST_REPORTS],
        "more_reports": max(0, len(event["reports"]) - _MOST_REPORTS),
        "map": _place(event, asked),
    }


def _in_order(series: Sequence[Record], named: Sequence[str]) -> list[str]:
    """Return the figures of an event in the order of its series, those of none at the end."""
    return list(dict.fromkeys([*(p["figure_id"] for each in series for p in each["points"]), *named]))


def _charted(series: Record, rule: Profile, *, is_first: bool) -> Record:
    """Return a series with its chart, the chart's key, its points in words and the members of its bounds.

    Counts that all say the same are a line of words, no chart, but for the event's first series.
    """
    points = list(claims.explained(series))[-_MOST_POINTS:]
    shown = {**series, "points": series["points"][-_MOST_POINTS:]}
    moves = len({(p["low"], p["high"]) for p in shown["points"]}) > 1
    by_id = {point["figure_id"]: point for point in series["points"]}
    return {
        **series,
        "chart": step_chart(shown, bounds=claims.bounds_over_time(shown, rule)) if is_first or moves else None,
        "key": step_key(shown),
        "told": points,
        "left_out": len(series["points"]) - len(points),
        "rests_on": [by_id[name] for name in series["members"] if name in by_id],
    }


def _evidence(asked: Asked, figures: Sequence[Record]) -> Iterator[Record]:
    """Yield each report with the sentences that hold figures: `figures`, and their words in `lines`, marked."""
    held: dict[str, list[Record]] = {}
    for figure in figures:
        held.setdefault(figure["report_id"], []).append(figure)
    for report_id, found in held.items():
        first = min(min(figure["start"], figure["sentence"]["start"]) for figure in found)
        last = max(max(figure["end"], figure["sentence"]["end"]) for figure in found)
        text = records.text_of(asked.view, report_id, first, last)
        sentences: dict[int, list[Record]] = {}
        for figure in sorted(found, key=lambda each: each["start"]):
            sentences.setdefault(figure["sentence"]["start"], []).append(figure)
        told = [{"figures": each, "lines": _sentence(asked, each, text, first)} for each in sentences.values()]
        yield {"report": found[0], "told": told}


def _sentence(asked: Asked, figures: Sequence[Record], text: str, offset: int) -> list[Any]:
    """Return the sentence that figures stand in, cut where it is endless, with the figures marked."""
    start = max(figures[0]["sentence"]["start"], figures[0]["start"] - _LONGEST // 2)
    end = min(figures[-1]["sentence"]["end"], figures[0]["end"] + _LONGEST)
    marks = [
        Mark(
            figure["start"],
            figure["end"],
            "fig",
            asked.url(f"/figure/{figure['figure_id']}"),
            title=f"says {person(figure['source'])}",
        )
        for figure in figures
    ]
    return list(paragraphs(text[start - offset : end - offset], start, marks))


def _place(event: Record, asked: Asked) -> Markup | None:
    """Return a small map of where the event was, None where that is not known."""
    where = event["place"]
    if where is None or where["lat"] is None:
        return None
    spot = atlas.Spot(
        lat=where["lat"],
        lon=where["lon"],
        precision=where["precision"] or 5,
        size=0.4,
        label=f"{where['name']}: {precision(where['precision'])}",
        href=asked.url("/map", where=where["name"], view=f"{where['lat']:.2f},{where['lon']:.2f},8.00"),
        country=where["country"],
        name=where["name"] or "",
    )
    across = 60.0 if where["precision"] == 6 else 12.0
    return atlas.draw([spot], atlas.frame_at(where["lat"], where["lon"], across), label=f"Where: {spot.label}")


PAGES = (Page("event", "/event/{id}", "Event", _event),)
