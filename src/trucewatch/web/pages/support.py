"""The board of aid and sanctions: who gives how much in its currency, how far it has come; nothing is added up."""

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

_STAGES = ("planned", "committed", "allocated", "delivered", "suspended")


def _support(asked: Asked) -> Shown:
    screen = of_reports(asked, "support")
    rows = told(asked, screen.rows, screen.above)
    return {
        "title": "Support",
        "window": screen.window,
        "donors": _by_donor([row for row in rows if row["aspect"] == "amount"]),
        "stands": [row for row in rows if row["aspect"] == "stand"],
        "stages": _STAGES,
    }


def _by_donor(rows: Sequence[Record]) -> list[tuple[str | None, list[Record]]]:
    """Return amounts by donor, those not named last, each donor's latest first."""
    held: dict[str | None, list[Record]] = {}
    for row in sorted(rows, key=lambda row: row["since"] or "", reverse=True):
        held.setdefault(row["donor"], []).append(row)
    return sorted(held.items(), key=lambda each: (each[0] is None, each[0] or ""))


PAGES = (
    Page(
        "support",
        "/boards/support",
        "Support",
        _support,
        group="Boards",
        about="Aid and sanctions: donor, amount, how far it has come; nothing is added up",
    ),
)
