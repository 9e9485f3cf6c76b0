"""The brief: what is new, what changed and why, what is disputed, what rests on one voice, as known on a day.

Each part is bounded and says where the rest is; every number leads to its words.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import families, news
from trucewatch.ledger.pages.extent import extent
from trucewatch.web.page import Page
from trucewatch.web.pages.families import CHANGES

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

_FAMILIES = 6  # those told of last, of which the brief shows what copies changed


def _brief(asked: Asked) -> Shown:
    view, as_of, since = asked.view, asked.as_of, asked.day("since")
    held = extent(view, as_of=as_of)
    days = (since, as_of)
    return {
        "title": "Situation brief",
        "held": held,
        "since": since,
        "cutoff": as_of or held.last,
        "age": _age(held.last, as_of or asked.settings.clock()[:10]),
        "marks": _marks(held.last if as_of is None else as_of),
        "new": news.new_reports(view, days),
        "changes": news.changes(view, days),
        "disputes": news.disputes(view, days),
        "one_voice": news.of_one_voice(view, days),
        "doubtful": news.doubtful(view, days),
        "turns": news.turns(view, days),
        "retold": _retold(asked, since),
        "changes_told": CHANGES,
        "events": news.latest_events(view, days),
        "problems": news.problems(view, days),
    }


def _age(last: str | None, today: str) -> int:
    """Return how many days older than the day asked for the newest report is, 0 where none has a date."""
    return 0 if last is None else (date.fromisoformat(today) - date.fromisoformat(last)).days


def _retold(asked: Asked, since: str | None) -> list[dict[str, Any]]:
    """Return the families told of last whose reports tell one text otherwise."""
    wanted = families.Asked(since=since, as_of=asked.as_of)
    return [row for row in families.family_rows(asked.view, wanted, limit=_FAMILIES).records if row["changed"]]


def _marks(last: str | None) -> list[tuple[str, str]]:
    """Return earlier days to compare with, in words."""
    if last is None:
        return []
    day = date.fromisoformat(last)
    spans = (("the day before", 1), ("a week before", 7), ("a month before", 30))
    return [(words, (day - timedelta(days=span)).isoformat()) for words, span in spans]


PAGES = (Page("brief", "/", "Brief", _brief, group="Now", about="What is new, changed, disputed, on one voice"),)
