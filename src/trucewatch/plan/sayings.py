"""What the rows of a force board say that a plan can use: pledges, conditions, turns of the seat, sizes; with claims.

Rows come as records (`boards.rows.Row.record`), so that this room needs no board and no reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.vocab.countries import countries
from trucewatch.vocab.planning import condition_patterns, soldiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Pledge", "Saying", "Wanted", "backed", "pledged", "proposed", "seated", "wanted"]

Record = dict[str, Any]

_GIVING = ("open_to", "willing", "announced", "authorised", "deployed")
_MONTHS = re.compile(r"(\d+) month")
_OWN_VOICE = "outlet"


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim behind a line: its id, who is heard, the words, the report, its outlet and day."""

    id: str
    source: str
    wording: str
    report: str
    published: str | None
    outlet: str | None

    @property
    def told(self) -> str:
        """Who says it, where and when."""
        who = "the report itself" if self.source == _OWN_VOICE else self.source
        return f"{who}, in {self.outlet or self.report}, {self.published or 'undated'}"


@dataclass(frozen=True, slots=True)
class Pledge:
    """What one party would give: the furthest step that is told of, a strength where one is stated, and the claims."""

    party: str
    step: str
    strength: int | None
    says: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition that a plan knows: its kind, the country it binds where a country states it, and the claims."""

    kind: str
    binds: str | None
    says: tuple[Saying, ...]


def backed(row: Record, cell: str) -> list[Saying]:
    """Return the claims behind a cell of a row, those of its words where the cell has none."""
    held: Mapping[str, list[Record]] = row["evidence"]
    return [
        Saying(each["id"], each["source"], each["wording"], each["report"], each["published"], each["outlet"])
        for each in held.get(cell) or held.get("words", [])
    ]


def pledged(rows: Sequence[Record], figures: Mapping[str, Record]) -> Iterator[Pledge]:
    """Yield a pledge for each party on a step that gives something; the claims of all such steps stand with it."""
    by_party: dict[str, list[Record]] = {}
    for row in rows:
        if row["aspect"] == "contribution" and row["step"] in _GIVING and row["party"]:
            by_party.setdefault(row["party"], []).append(row)
    for party, found in by_party.items():
        furthest = max(found, key=lambda row: _GIVING.index(row["step"]))
        says = [each for row in found for each in backed(row, "words")]
        strengths = [low for row in found if (low := _stated(row, figures)[0]) is not None]
        strength = max(strengths, default=None)
        yield Pledge(party, furthest["step"], strength, tuple(dict.fromkeys(says)))


def wanted(rows: Sequence[Record]) -> Iterator[Wanted]:
    """Yield the conditions whose words a plan knows, one for each kind and holder."""
    found: dict[tuple[str, str], list[Saying]] = {}
    for row in rows:
        if row["aspect"] in {"condition", "contribution"} and row["condition"]:
            for kind, pattern in condition_patterns().items():
                if pattern.search(str(row["condition"]).casefold()):
                    found.setdefault((kind, row["party"] or ""), []).extend(backed(row, "condition"))
                    break
    for (kind, party), says in found.items():
        yield Wanted(kind, party if countries().find(party) else None, tuple(dict.fromkeys(says)))


def seated(rows: Sequence[Record]) -> tuple[list[str], int | None, list[Saying]]:
    """Return the seats of a headquarters that moves, the months of a turn where told, and the claims."""
    moving = [row for row in rows if row["aspect"] == "command" and row["value"]]
    seats = list(dict.fromkeys(row["party"] for row in moving))
    told = [_MONTHS.search(row["value"]) for row in moving]
    months = next((int(each[1]) for each in told if each), None)
    says = (each for row in moving for cell in ("value", "words") for each in backed(row, cell))
    return seats, months, list(dict.fromkeys(says))


def proposed(
    rows: Sequence[Record], figures: Mapping[str, Record]
) -> Iterator[tuple[int | None, int | None, str, list[Saying]]]:
    """Yield each size that was named: its bounds, who names it, and the claims; one for all who name the same."""
    found: dict[tuple[int | None, int | None], list[Saying]] = {}
    for row in rows:
        if row["aspect"] == "size":
            bounds = _stated(row, figures)
            if bounds != (None, None):
                found.setdefault(bounds, []).extend(backed(row, "value"))
    for (low, high), says in found.items():
        says.sort(key=lambda each: each.source == _OWN_VOICE)
        named = dict.fromkeys(each.source for each in says if each.source != _OWN_VOICE)
        yield low, high, ", ".join(named) or "the reports themselves", says


def _stated(row: Record, figures: Mapping[str, Record]) -> tuple[int | None, int | None]:
    """Return the bounds of the number of soldiers that a row states."""
    for each in backed(row, "value"):
        figure = figures.get(each.id)
        if figure is not None and (figure["object"] is None or figure["object"] in soldiers()):
            low, high = figure["low"], figure["high"]
            return None if low is None else round(low), None if high is None else round(high)
    return None, None
