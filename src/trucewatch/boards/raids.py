"""Raids: a row a night, side and thing sent: launched, intercepted, lost, struck, and what the figures leave open.

The residual is launched minus all known fates, only where one voice counts both, exactly, of the same things; two
voices are never mixed. Local counts stand beside the count of the whole night and are not added to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.numbers import interval
from trucewatch.boards.rows import Row, name_of, of_figure
from trucewatch.vocab.boards import board_words
from trucewatch.vocab.countries import countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.boards.known import Known

__all__ = ["COLUMNS", "raids"]

Record = dict[str, Any]

COLUMNS = (
    *("night_start", "night_end", "side", "place", "object"),
    *("launched", "intercepted", "lost", "struck", "residual"),
    *("counted_by", "status", "reports", "event_id"),
)
_FATES = ("intercepted", "lost", "struck")
_MEASURES = ("launched", *_FATES)
_COUNTRY = 6  # precision of a place that is a whole country, or more


def raids(known: Known) -> Iterator[Row]:
    """Yield the rows, by night, side and place."""
    told: dict[str, list[Record]] = {}
    for figure in known.all_figures.values():
        if figure["kind"] == "raid" and not figure["repeat"]:
            told.setdefault(figure["report_id"], []).append(figure)
    asked = {figure["figure_id"] for figure in known.figures if figure["kind"] == "raid"}
    found: list[Row] = []
    for event in known.events:
        counted = [known.all_figures[each] for each in event["figures"] if each in asked and each in known.all_figures]
        scopes: dict[tuple[str, str, str], list[Record]] = {}
        for figure in counted:
            scopes.setdefault(_scope(figure, counted), []).append(figure)
        for (thing, local, _), figures in sorted(scopes.items()):
            voice = [] if _is_torn(figures, thing, told) else _voice(figures)
            found.append(_row(event, (thing, local), figures, voice))
    yield from sorted(found, key=_order)


def _scope(figure: Record, everyone: Sequence[Record]) -> tuple[str, str, str]:
    """Return what may stand in one row: one thing, over one stretch or the whole country, sent by one side."""
    thing, place = _thing(figure), figure["place"]
    is_local = place is not None and place["precision"] < _COUNTRY
    local = (
        next(e["place"]["name"] for e in everyone if e["place"] and e["place"]["precision"] < _COUNTRY)
        if is_local
        else ""
    )
    sides = {side for each in everyone if _thing(each) == thing and (side := _side([each]))}
    side = _side([figure]) or (min(sides) if len(sides) == 1 else None)
    return thing, local, side or ""


def _thing(figure: Record) -> str:
    """Return what is sent, without what sort of it: a decoy drone is a drone, and so is a decoy by itself."""
    board = board_words()
    words = (figure["object"] or "").split()
    kept = [word for word in words if not board.patterns["raids.sorts"].fullmatch(word)]
    lone = board.kinds["raids.lone"]
    return (
        kept[-1] if kept else next((each.name for each in lone for word in words if each.pattern.fullmatch(word)), "")
    )


def _order(row: Row) -> tuple[str, ...]:
    named = ("night_start", "night_end", "side", "place", "object", "event_id")
    return tuple(str(row.cells[name] or ("~" if name == "night_start" else "")) for name in named)


def _row(event: Record, scope: tuple[str, str], figures: Sequence[Record], voice: Sequence[Record]) -> Row:
    thing, local = scope
    by_measure = {measure: [f for f in figures if f["measure"] == measure] for measure in _MEASURES}
    evidence = {measure: tuple(map(of_figure, found)) for measure, found in by_measure.items()}
    evidence["residual"] = tuple(map(of_figure, voice))
    everybody = tuple(map(of_figure, figures))
    evidence["counted_by"] = everybody
    when = event["when"] or {"start": None, "end": None}
    return Row(
        "raids",
        {
            "night_start": when["start"],
            "night_end": when["end"],
            "side": _side(figures),
            "place": local or next((f["place"]["name"] for f in figures if f["place"]), None),
            "object": thing or None,
            **{measure: _told(found) for measure, found in by_measure.items()},
            "residual": _residual(voice),
            "counted_by": name_of(everybody),
            "status": "; ".join(sorted({f["status"] for f in figures} - {"asserted"})) or None,
            "reports": len({figure["report_id"] for figure in figures}),
            "event_id": event["event_id"],
        },
        evidence,
    )


def _told(figures: Sequence[Record]) -> str | None:
    """Return the values told, each once."""
    return " / ".join(dict.fromkeys(interval(figure) for figure in figures)) or None


def _is_torn(figures: Sequence[Record], thing: str, told: Mapping[str, Sequence[Record]]) -> bool:
    """Whether a voice that tells a launch tells fates of that night elsewhere: then it is unclear what is left."""
    mine = {figure["figure_id"] for figure in figures}
    return any(
        _is_same_voice(launch, other) and _night(launch) == _night(other)
        for launch in figures
        if launch["measure"] == "launched"
        for other in told[launch["report_id"]]
        if other["figure_id"] not in mine and other["measure"] in _FATES and _thing(other) == thing
    )


def _night(figure: Record) -> str | None:
    return None if figure["when"] is None else str(figure["when"]["start"])


def _voice(figures: Sequence[Record]) -> list[Record]:
    """Return the figures of the one voice in one report that tells a launch and the most fates, each exactly once."""
    best: list[Record] = []
    for launch in sorted(figures, key=lambda figure: str(figure["figure_id"])):
        if launch["measure"] != "launched" or not _is_exact(launch):
            continue
        told = [f for f in figures if f["measure"] in _FATES and _is_same_voice(f, launch)]
        measures = [figure["measure"] for figure in told]
        clear = len(set(measures)) == len(measures) and all(map(_is_exact, told))
        if clear and len(told) + 1 > len(best) and told:
            best = [launch, *told]
    return best


def _is_same_voice(one: Record, other: Record) -> bool:
    same = one["report_id"] == other["report_id"] and one["source"]["name"] == other["source"]["name"]
    places = {None if each["place"] is None else str(each["place"]["name"]) for each in (one, other)}
    return same and len(places) == 1


def _is_exact(figure: Record) -> bool:
    return figure["modifier"] == "exact" and figure["low"] == figure["high"] and figure["low"] is not None


def _residual(voice: Sequence[Record]) -> int | None:
    if not voice:
        return None
    left: int = int(voice[0]["low"]) - sum(int(figure["low"]) for figure in voice[1:])
    return left if left >= 0 else None  # more fates than launches: the counts are not of one scope


def _side(figures: Sequence[Record]) -> str | None:
    """Return who sent them: who acts in a launch, a loss or a hit, and is acted against in an interception."""
    named = [f["target"] if f["measure"] == "intercepted" else f["actor"] for f in figures]
    told = [name for name in named if name]
    if not told:
        return None
    country = countries().any(max(sorted(set(told)), key=told.count))
    return country.name if country else max(sorted(set(told)), key=told.count)
