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
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from trucewatch.boards.known import Known

__all__ = ["COLUMNS", "left_open", "raids"]

Record = dict[str, Any]
Key = tuple[str | None, ...]

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
    fates = _fates(known.everywhere("raid"))
    asked = {figure["figure_id"]: figure for figure in known.figures("raid")}
    found = [row for event in known.events() for row, _ in _rows_of(event, asked, fates)]
    yield from sorted(found, key=_order)


def left_open(events: Iterable[Record], figures: Iterable[Record]) -> Iterator[tuple[Record, list[Record]]]:
    """Yield each event with a launch of which one voice leaves a rest unexplained: the launch, then the fates it tells.

    `figures` are all that is known; one event may come with several such voices.
    """
    asked = {f["figure_id"]: f for f in figures if f["kind"] == "raid" and not f["repeat"]}
    fates = _fates(asked.values())
    for event in events:
        for row, told in _rows_of(event, asked, fates):
            if row.cells["residual"]:
                yield event, told


def _fates(figures: Iterable[Record]) -> dict[Key, set[str]]:
    """Return the ids of what was told to have become of drones and missiles, by who tells it of which night."""
    fates: dict[Key, set[str]] = {}
    for figure in figures:
        if not figure["repeat"] and figure["measure"] in _FATES:
            fates.setdefault(_telling(figure), set()).add(figure["figure_id"])
    return fates


def _rows_of(
    event: Record, asked: Mapping[str, Record], fates: Mapping[Key, AbstractSet[str]]
) -> Iterator[tuple[Row, list[Record]]]:
    """Yield the rows of an event, each with the figures that its residual is reckoned from."""
    counted = [asked[each] for each in event["figures"] if each in asked]
    for (thing, local, _), figures in sorted(_scopes(counted).items()):
        voice = [] if _is_torn(figures, fates) else _voice(figures)
        yield _row(event, (thing, local), figures, voice), voice


def _scopes(counted: Sequence[Record]) -> dict[tuple[str, str, str], list[Record]]:
    """Return figures by what may stand in one row: one thing, over one stretch or the whole country, of one side."""
    sides: dict[str, set[str]] = {}
    for figure in counted:
        sides.setdefault(_thing(figure), set()).update(filter(None, [_side([figure])]))
    local = [figure["place"] for figure in counted if _is_local(figure)]
    stretch = max(local, key=_precision)["name"] if local else ""  # the widest holds the others
    scopes: dict[tuple[str, str, str], list[Record]] = {}
    for figure in counted:
        thing = _thing(figure)
        lone = next(iter(sides[thing])) if len(sides[thing]) == 1 else None
        scope = (thing, stretch if _is_local(figure) else "", _side([figure]) or lone or "")
        scopes.setdefault(scope, []).append(figure)
    return scopes


def _is_local(figure: Record) -> bool:
    return figure["place"] is not None and _precision(figure["place"]) < _COUNTRY


def _precision(place: Record) -> int:
    """How wide a place is, 1 to 7; a name whose width nobody has told is taken for a spot."""
    return place["precision"] or 1


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


def _is_torn(figures: Sequence[Record], fates: Mapping[Key, AbstractSet[str]]) -> bool:
    """Whether a voice that tells a launch tells fates of that night elsewhere: then it is unclear what is left."""
    mine = {figure["figure_id"] for figure in figures}
    launched = {_telling(figure) for figure in figures if figure["measure"] == "launched"}
    return any(not fates.get(telling, set()) <= mine for telling in launched)


def _telling(figure: Record) -> Key:
    """Return whose voice it is in which report, and of which night and thing it speaks."""
    return (*_heard(figure), _night(figure), _thing(figure))


def _night(figure: Record) -> str | None:
    return None if figure["when"] is None else str(figure["when"]["start"])


def _voice(figures: Sequence[Record]) -> list[Record]:
    """Return the figures of the one voice in one report that tells a launch and the most fates, each exactly once."""
    heard: dict[Key, list[Record]] = {}
    for figure in figures:
        if figure["measure"] in _FATES:
            heard.setdefault(_heard(figure), []).append(figure)
    best: list[Record] = []
    for launch in sorted(figures, key=lambda figure: str(figure["figure_id"])):
        told = heard.get(_heard(launch), [])
        if launch["measure"] != "launched" or not _is_exact(launch) or not len(best) <= len(told) <= len(_FATES):
            continue
        clear = len({figure["measure"] for figure in told}) == len(told) and all(map(_is_exact, told))
        if clear and len(told) + 1 > len(best) and told:
            best = [launch, *told]
    return best


def _heard(figure: Record) -> Key:
    place = None if figure["place"] is None else str(figure["place"]["name"])
    return figure["report_id"], figure["source"]["name"], place


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
