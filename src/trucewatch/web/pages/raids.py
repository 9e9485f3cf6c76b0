"""The board of raids: a night, side and thing sent; a bar of what became of it as one voice counts it, and the rest.

Two voices are never mixed in one bar; where none counts both the launch and a fate exactly, there are numbers only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.events import Asked as Wanted
from trucewatch.web.board_view import of_events, told
from trucewatch.web.charts.stacks import Part, stack
from trucewatch.web.labels import voice
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.boards.rows import Row
    from trucewatch.web.asked import Asked
    from trucewatch.web.board_view import Screen
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_FATES = ("intercepted", "lost", "struck")
_SCREEN = 25


def _raids(asked: Asked) -> Shown:
    wanted = Wanted(
        since=asked.day("since"),
        until=asked.day("until"),
        where=asked.word("where"),
        source=asked.word("source"),
        state="raid",
        as_of=asked.as_of,
    )
    screen = of_events(asked, "raids", wanted, _SCREEN)
    voices = [_voice(screen, row) for row in screen.rows]
    most = max((float(figures[0]["low"]) for figures in voices if figures), default=0.0)
    rows = told(asked, screen.rows, screen.above)
    for row, figures in zip(rows, voices, strict=True):
        row["bar"] = _bar(asked, row, figures, most)
        row["voice"] = voice(figures[0]["source"]["name"]) if figures else None
    return {"title": "Raids", "window": screen.window, "rows": rows, "has_bars": most > 0}


def _voice(screen: Screen, row: Row) -> list[Record]:
    """Return the figures of the one voice that counts the launch (first) and fates."""
    found = [*screen.known.named(each.id for each in row.evidence["residual"]).values()]
    return sorted(found, key=lambda figure: figure["measure"] != "launched")


def _bar(asked: Asked, row: Record, figures: Sequence[Record], most: float) -> object:
    """Return the bar of a row; None where no voice counts both, or counts more fates than launches."""
    if not figures or row["residual"] is None:
        return None
    parts = [
        Part(fate, float(figure["low"]), asked.url(f"/figure/{figure['figure_id']}"))
        for fate in _FATES
        for figure in figures
        if figure["measure"] == fate
    ]
    said = ", ".join(f"{part.value:,.0f} {part.sort}" for part in parts)
    rest = Part("residual", float(row["residual"]))
    words = f"{figures[0]['low']:,} launched: {said}, {row['residual']:,} not told of; counted by {row['counted_by']}"
    return stack([*parts, rest], most, words)


PAGES = (
    Page(
        "raids",
        "/boards/raids",
        "Raids",
        _raids,
        group="Boards",
        about="Launched, intercepted, lost, struck, and what the figures leave open, a night and side",
    ),
)
