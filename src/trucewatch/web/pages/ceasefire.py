"""The board of a ceasefire: who agreed, proposed, refused; terms; who accuses whom of breaking it; tolls since then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.web.board_view import of_reports, told
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_STEPS = (
    ("agreed", "agreed"),
    ("agreed in principle", "agreed in principle"),
    ("supports", "supports"),
    ("offers", "proposed"),
    ("proposed", "proposed"),
    ("demands", "demands"),
    ("open_to", "open to it"),
    ("conditional", "on a condition"),
    ("undecided", "undecided"),
    ("refused", "refused"),
)


def _ceasefire(asked: Asked) -> Shown:
    screen = of_reports(asked, "ceasefire")
    by_aspect: dict[str, list[Record]] = {}
    for row in told(asked, screen.rows, screen.above):
        by_aspect.setdefault(row["aspect"], []).append(row)
    return {
        "title": "Ceasefire",
        "window": screen.window,
        "aspects": by_aspect,
        "stands": _by_step(by_aspect.get("stand", ())),
        "accusers": _accusers(by_aspect.get("violation", ())),
    }


def _by_step(rows: Sequence[Record]) -> list[tuple[str, list[Record]]]:
    """Return the stands under headings, from who agreed to who refused; the latest first."""
    latest = sorted(rows, key=lambda row: row["since"] or "", reverse=True)
    headings = dict.fromkeys(heading for _, heading in _STEPS)
    words = dict(_STEPS)
    held = {heading: [row for row in latest if words.get(row["step"]) == heading] for heading in headings}
    other = [row for row in latest if row["step"] not in words]
    return [(heading, found) for heading, found in (*held.items(), ("other", other)) if found]


def _accusers(rows: Sequence[Record]) -> list[tuple[str | None, str | None, list[Record]]]:
    """Return alleged violations by accuser and accused, those not named last."""
    pairs: dict[tuple[str | None, str | None], list[Record]] = {}
    for row in rows:
        pairs.setdefault((row["party"], row["against"]), []).append(row)
    ordered = sorted(pairs, key=lambda pair: (pair[0] is None, pair[0] or "", pair[1] is None, pair[1] or ""))
    return [(*pair, pairs[pair]) for pair in ordered]


PAGES = (
    Page(
        "ceasefire",
        "/boards/ceasefire",
        "Ceasefire",
        _ceasefire,
        group="Boards",
        about="Who agreed, proposed, refused; terms; alleged violations; tolls since then",
    ),
)
