"""What could not be read: each input or stretch of a report with what went wrong and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.problems import problem_rows, stages
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_REMEDIES = {
    "collect": "make it readable, then add it again",
    "read": "the rest of the report was read; look at it by hand",
    "add": "free what is in the way, then add it again",
}
_FAR = 29_000


def _problems(asked: Asked) -> Shown:
    listed_stages = tuple(row["name"] for row in stages(asked.view))
    shown = problem_rows(
        asked.view,
        stage=asked.word("stage"),
        is_open=asked.choice("show", ("all",)) is None,
        as_of=asked.as_of,
        cursor=asked.word("after"),
    )
    return {
        "title": "Problems",
        "rows": [_told(asked, row) for row in shown.records],
        "following": shown.following,
        "stages": listed_stages,
    }


def _told(asked: Asked, row: Record) -> Record:
    """Return a problem with its message parted into what happened and what to do, and where it stands."""
    what, mark, remedy = str(row["message"]).rpartition(": ")
    near = {} if (row["span_start"] or 0) < _FAR else {"from": row["span_start"]}
    return {
        **row,
        "what": what if mark else row["message"],
        "remedy": remedy if mark else _REMEDIES.get(row["stage"], "look at it by hand"),
        "href": asked.url(f"/report/{row['report_id']}", **near) if row["report_id"] else None,
    }


PAGES = (
    Page("problems", "/problems", "Problems", _problems, group="Evidence", about="What could not be read, and why"),
)
