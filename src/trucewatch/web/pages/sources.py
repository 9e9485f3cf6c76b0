"""Who says what: all who are heard, how often others say otherwise, and one source with its figures, words and stands.

Being contested says nothing of who is right: it counts how often a source's figure stands in a disputed series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import records, sources
from trucewatch.web.asked import Missing
from trucewatch.web.labels import voice
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]


def _sources(asked: Asked) -> Shown:
    wanted = sources.Heard(
        part=asked.word("name"),
        side=asked.word("side"),
        order=asked.choice("show", ("contested",)) or "records",
        as_of=asked.as_of,
    )
    shown = sources.source_rows(asked.view, wanted, cursor=asked.word("after"))
    return {"title": "Sources", "shown": shown, "is_later": asked.is_grouped_today}


def _source(asked: Asked) -> Shown:
    view, name, as_of = asked.view, asked.parts["id"], asked.as_of
    held = sources.source(view, name)
    positions = list(sources.latest(view, "position", name, as_of=as_of, limit=15))
    if held is None and not positions:
        raise Missing(f"Nobody of the name {name} is heard in this ledger.")
    contested = sources.contested_events(view, name, as_of=as_of)
    own = records.figures_of(view, [row["figure_id"] for row in contested])
    return {
        "title": voice(name),
        "crumbs": [("Sources", asked.url("/sources")), (voice(name), None)],
        "name": name,
        "held": held,
        "is_later": asked.is_grouped_today,
        "contested": [{**row, "figure": own.get(row["figure_id"])} for row in contested],
        "figures": list(sources.latest(view, "figure", name, as_of=as_of, limit=25)),
        "statements": list(sources.latest(view, "statement", name, as_of=as_of, limit=15)),
        "positions": positions,
        "events": sources.own_events(view, name, as_of=as_of, limit=15),
        "outlets": sources.outlets(view, name, as_of=as_of),
        "tellings": sources.tellings(view, name, as_of=as_of),
    }


PAGES = (
    Page("sources", "/sources", "Sources", _sources, group="Evidence", about="Who says what, how often contested"),
    Page("source", "/source/{id:path}", "Source", _source),
)
