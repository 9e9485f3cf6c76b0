"""The number guard: every number in a brief leads, on its own line, to a figure that says it.

What may stand without a figure: ids, ISO dates and times, counts of reports, outlets, origins, records and days on
lines that cite none, and names as the ledger holds them ("Channel 4", a file's name). What is left of one figure when
others are taken away may stand beside its reckoning, which is done again here, and an amount of money with what its
text gives for it in other money. Everything else in digits is a problem.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from trucewatch.boards.markdown import shown, unescaped
from trucewatch.boards.numbers import conversion, digits, interval, supported, without_dates
from trucewatch.ledger.pages.records import records_of
from trucewatch.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.ledger import View

__all__ = ["LESS", "guard", "reckoned"]

Record = dict[str, Any]

_ID = re.compile(r"(?<!\\)\[([a-z]1-[0-9a-f]{16})\]")
_COUNT = re.compile(r"(?<![\d.,])\d+ (?:reports?|named outlets?|origins?|figures?|positions?|claims?|days? older)\b")

LESS = " − "
"""What stands between a number and those that are taken from it."""

_RECKONED = re.compile(rf"\*\*(\d[\d,]*)\*\* \((\d[\d,]*(?:{LESS}\d[\d,]*)+)\)")


def reckoned(rest: int, reckoning: str) -> str:
    """Return a number that no report tells, with the reckoning that it comes from."""
    return f"**{rest:,}** ({reckoning})"


def guard(markdown: str, view: View) -> list[Problem]:
    """Return a problem for each number in a brief that leads to no figure of `view` on its line, and each dead id."""
    lines = markdown.splitlines()
    cited = {name: _converted(record, view) for name, record in records_of(view, _ids(markdown)).items()}
    loose = _loose(lines, chain(cited.values(), view.problems()))
    return [
        Problem(report="brief", stage="guard", message=f"line {number}: {fault}")
        for number, line in enumerate(lines, start=1)
        for fault in _line_faults(line, cited, loose)
    ]


def _ids(markdown: str) -> dict[str, None]:
    return dict.fromkeys(_ID.findall(markdown))


def _converted(record: Record, view: View) -> Record:
    """Return a record, one of money with the amount in other money that its text tells behind it."""
    if record["record"] != "figure" or record["kind"] != "aid":
        return record
    return {**record, "same_as": conversion(view.text(record["report_id"]), record["end"])}


def _loose(lines: Iterable[str], records: Iterable[Record]) -> list[str]:
    """Return the names that lines which cite nothing may show, as far as they stand in one."""
    bare = [unescaped(line) for line in lines if not _ID.search(line)]
    told = "\n".join(dict.fromkeys(line for line in bare if any(map(str.isdigit, line))))
    names = dict.fromkeys(name for record in records for name in _loose_names(record) if name)
    return [name for name in _with_digits(names) if name in told]


def _line_faults(line: str, cited: dict[str, Record], loose: list[str]) -> Iterator[str]:
    named = _ID.findall(line)
    yield from (f"{each} is no id in the ledger" for each in named if each not in cited)
    records = [cited[each] for each in named if each in cited]
    rest = unescaped(_ID.sub(" ", line))
    own = _with_digits(name for record in records for name in _names(record))
    for name in own if records else loose:
        if name in rest:
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
    if not records:
        rest = _COUNT.sub(" ", rest)
    figures = [record for record in records if record["record"] == "figure"]
    allowed = {number for figure in figures for number in supported(figure)} | _rests(rest, figures)
    allowed |= {number for figure in figures for number in digits(figure.get("same_as") or "")}
    for number in digits(without_dates(rest)):
        if number not in allowed:
            yield f"the number {number} leads to no figure"


def _rests(line: str, figures: Sequence[Record]) -> set[str]:
    """Return the numbers of a line that are what its figures leave, each taken once from the first."""
    told = _RECKONED.search(line)
    if told is None:
        return set()
    terms = told[2].split(LESS)
    first, *taken = (int(term.replace(",", "")) for term in terms)
    is_right = int(told[1].replace(",", "")) == first - sum(taken)
    return {told[1]} if is_right and sorted(terms) == sorted(map(interval, figures)) else set()


def _names(record: Record) -> Iterator[str | None]:
    """Yield the names that a line may show because it cites this record."""
    yield from (record.get("outlet"), record.get("report"), (record.get("report") or "").rpartition("/")[2])
    for key in ("object", "actor", "target", "unit", "role", "holder"):
        yield record.get(key)
    if record["record"] == "figure":
        yield from (_measure(record), record["source"]["name"], record["source"]["role"], *record["denied_by"])
        yield (record["place"] or {"name": None})["name"]


def _loose_names(record: Record) -> Iterator[str | None]:
    """Yield the names that headings and the list of problems may show without citing anything."""
    if record["record"] == "figure":
        yield from (
            _measure(record),
            record["object"],
            record["actor"],
            record["target"],
            (record["place"] or {"name": None})["name"],
        )
    elif record["record"] == "position":
        yield from (record["topic"], record["topic"][:1].upper() + record["topic"][1:])
    elif record["record"] == "problem":
        yield from (record["report"], record["message"])


def _measure(record: Record) -> str:
    return record["measure"].replace("_", " ")


def _with_digits(names: Iterable[str | None]) -> list[str]:
    """Return the names that hold a digit and a letter, as seen, longest first; bare numbers are no names."""
    seen = {shown(name) for name in names if name}
    telling = [name for name in seen if any(map(str.isdigit, name)) and any(map(str.isalpha, name))]
    return sorted(telling, key=lambda name: (-len(name), name))
