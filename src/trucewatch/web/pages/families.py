"""Which reports are one voice, on what evidence, and what the telling changed: two members sentence by sentence.

Direction is told only where the origin is known; else the fuller or firmer words stand first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import families
from trucewatch.model import Change
from trucewatch.web.asked import Missing
from trucewatch.web.labels import counted, person
from trucewatch.web.page import Page
from trucewatch.web.words import Mark, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.ledger.pages.families import Pair
    from trucewatch.lineage import Beside
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["CHANGES", "LINKS", "PAGES"]

Record = dict[str, Any]

CHANGES = {
    "value_lost": "number left out",
    "value_changed": "number changed",
    "made_vague": "number made vague",
    "hedge_flipped": "certainty shifted",
    "source_lost": "source left out",
    "source_changed": "source changed",
    "quote_altered": "quoted words altered",
}
"""What a copy did to the words before it, as people call it."""

LINKS = {
    "credit": "one credit line",
    "copy": "the same words in a row",
    "rewrite": "the same telling in other words",
}
"""What a link between two reports rests on."""

_MOST_LINKS = 60
_ROWS = 120  # sentences side by side on one page


def _families(asked: Asked) -> Shown:
    wanted = families.Asked(
        since=asked.day("since"),
        until=asked.day("until"),
        agency=asked.word("agency"),
        change=asked.choice("change", tuple(Change)),
        as_of=asked.as_of,
    )
    return {
        "shown": families.family_rows(asked.view, wanted, cursor=asked.word("after")),
        "changes": CHANGES,
        "fields": (
            ("since", "Last told from", "date", ()),
            ("until", "To", "date", ()),
            ("agency", "Credited agency", "text", ()),
            ("change", "What changed", "select", tuple(Change)),
        ),
    }


def _family(asked: Asked) -> Shown:
    lineage_id = asked.parts["id"]
    found, row = families.family(asked.view, lineage_id), families.family_row(asked.view, lineage_id)
    if found is None or row is None or (asked.as_of and (row["told"] or "9999") > asked.as_of):
        raise Missing(f"There is no family {lineage_id} in this ledger; families are made anew when reports are added.")
    told = families.members(asked.view, lineage_id, as_of=asked.as_of)
    by_id = {each["report_id"]: each for each in told}
    links = sorted(found["evidence"], key=lambda each: -each["score"])
    links = [each for each in links if each["a"] in by_id and each["b"] in by_id]
    one, other = _chosen(asked, found, told)
    held = families.pair(asked.view, found, one, other) if one and other else None
    start = asked.number("from", 0, max(0, len(held.rows) - 1)) if held else 0
    return {
        "title": f"{row['reports']} reports, one text",
        "crumbs": [("Families", asked.url("/families")), (lineage_id, None)],
        "family": found,
        "row": row,
        "members": told,
        "links": [{**each, "one": by_id[each["a"]], "other": by_id[each["b"]]} for each in links[:_MOST_LINKS]],
        "more_links": max(0, len(links) - _MOST_LINKS),
        "says": LINKS,
        "changes": CHANGES,
        "changed": families.changes_of(asked.view, lineage_id),
        "pair": (by_id[one], by_id[other]) if one and other else None,
        "held": held,
        "aligned": list(_aligned(asked, held, (one, other), start)) if held and one and other else [],
        "start": start,
        "later": start + _ROWS if held and start + _ROWS < len(held.rows) else None,
    }


def _chosen(asked: Asked, found: Record, told: Sequence[Record]) -> tuple[str | None, str | None]:
    """Return the two members to set side by side: those asked for, else the origin (or the first) and the next."""
    names = [each["report_id"] for each in told]
    one = asked.word("one") if asked.word("one") in names else None
    other = asked.word("other") if asked.word("other") in names else None
    first = one or (found["origin"] if found["origin"] in names else next(iter(names), None))
    second = other if other != first else None
    return first, second or next((name for name in names if name != first), None)


def _aligned(asked: Asked, held: Pair, names: tuple[str, str], start: int) -> Iterator[Record]:
    """Yield rows: the lines of each side, marked, how alike they are, and what changed in them."""
    marks = {name: list(_marks(asked, held, name)) for name in names}
    figures = {(f["report_id"], f["start"]): f["figure_id"] for each in held.figures.values() for f in each}
    for row in held.rows[start : start + _ROWS]:
        spans = dict(zip(names, (row.one, row.other), strict=True))
        notes = [each for each in held.changes if _stands(each, spans)]
        yield {
            "sides": [_lines(held, name, span, marks[name]) for name, span in spans.items()],
            "alike": row.alike,
            "same": _is_same(held, names, row),
            "moved": row.moved,
            "notes": [{**each, **_words(each, figures)} for each in notes],
        }


def _stands(change: Record, spans: Mapping[str, tuple[int, int] | None]) -> bool:
    """Whether a change stands in this row: where its fuller words are."""
    span = spans.get(change["before"]["report_id"])
    return span is not None and span[0] <= change["before"]["start"] < span[1]


def _words(change: Record, figures: Mapping[tuple[str, int], str]) -> Record:
    """Return which figures the words before and after are, None where they are none."""
    cited: dict[str, Record | None] = {"before_figure": change["before"], "after_figure": change["after"]}
    return {key: figures.get((each["report_id"], each["start"])) if each else None for key, each in cited.items()}


def _lines(held: Pair, name: str, span: tuple[int, int] | None, marks: Sequence[Mark]) -> list[Any]:
    return [] if span is None else list(paragraphs(held.texts[name][span[0] : span[1]], span[0], marks))


def _is_same(held: Pair, names: tuple[str, str], row: Beside) -> bool:
    if row.one is None or row.other is None:
        return False
    told = [
        " ".join(held.texts[name][slice(*span)].split()) for name, span in zip(names, (row.one, row.other), strict=True)
    ]
    return told[0] == told[1]


def _marks(asked: Asked, held: Pair, name: str) -> Iterator[Mark]:
    for change in held.changes:
        for cited in (change["before"], change["after"]):
            is_place = change["change"] == "value_lost" and cited is change["after"]
            if cited is not None and cited["report_id"] == name and not is_place:
                yield Mark(cited["start"], cited["end"], f"drift {change['change']}")
    for figure in held.figures[name]:
        told = f"{counted(figure)} · {person(figure['source'])}"
        yield Mark(figure["start"], figure["end"], "fig", asked.url(f"/figure/{figure['figure_id']}"), title=told)


PAGES = (
    Page("families", "/families", "Families", _families, group="Evidence"),
    Page("family", "/family/{id}", "Family", _family),
)
