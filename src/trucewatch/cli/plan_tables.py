"""Answers of the planner for people (tables, lines) and for spreadsheets (CSV)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, TextIO

from rich.table import Table
from rich.text import Text

from trucewatch.cli.tables import console
from trucewatch.cli.wording import one_line
from trucewatch.export.harmless import cell
from trucewatch.plan.chances import QUANTILES
from trucewatch.plan.model import Question
from trucewatch.plan.schedule import missing_of, months_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trucewatch.plan.answer import Answer
    from trucewatch.plan.chances import Spread
    from trucewatch.plan.scenario import Scenario
    from trucewatch.plan.schedule import Month
    from trucewatch.plan.whatif import WhatIf

__all__ = [
    "offered",
    "print_answer",
    "print_spread",
    "print_what_if",
    "spread_records",
    "write_answer_csv",
    "write_records_csv",
]


_CUT_SHORT = "the clock cut the search short: more --time may find more, and other machines may find other plans"


def offered(scenario: Scenario) -> Iterator[str]:
    """Yield in words what a scenario offers and asks for."""
    counted = scenario.counted
    units, strength = sum(e.units for e in counted), sum(e.units * e.strength for e in counted)
    begins, ends = (scenario.month_name(month) for month in (1, scenario.months))
    yield f"{scenario.name}: {scenario.months} months, {begins} to {ends}"
    countries = len(scenario.countries)
    yield f"on offer: {strength:,} soldiers in {units:,} units of {countries} countr{'y' if countries == 1 else 'ies'}"
    left = [each.id for each in scenario.contributions if each.is_out]
    if left:
        yield f"left out: {', '.join(left)}"
    first, last = (scenario.month_name(month) for month in (scenario.hold.first, scenario.hold.last))
    yield f"to be held: {first} to {last}"
    from trucewatch.plan.terms import terms

    for term in terms(scenario):
        yield f"line {term.line}: {term.words}"
    yield "fine"


def print_answer(found: Answer) -> None:
    """Print an answer: in words, then why it is impossible, or the months and tours of its schedule."""
    out = console()
    out.print(one_line(found.words))
    if found.is_cut_short:
        out.print(_CUT_SHORT)
    if found.clash is not None:
        out.print("these terms cannot all be kept, whatever else were given up:")
        for term in found.clash.terms:
            out.print(f"  line {term.line}: {one_line(term.words)}")
        without = "give up any one of them, and they no longer clash"
        out.print(
            without if found.clash.is_minimal else "in the time given it was not proved that each of them matters"
        )
        out.print("there may be other clashes beside this one: mend it and ask again")
    if found.schedule.tours:
        out.print(_months(found))
        out.print(_gantt(found))


def _table(*columns: str, right: Sequence[str] = ()) -> Table:
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold underline")
    for name in columns:
        made.add_column(name, justify="right" if name in right else "left", overflow="fold")
    return made


def _months(found: Answer) -> Table:
    months = months_of(found.scenario, found.schedule)
    roles = _roles(months)
    missing = missing_of(found.scenario, months) if found.question is Question.NEED else None
    counts = ("held", *roles, "on the ground", *(() if missing is None else ("missing",)))
    made = _table("month", *counts, "leads", right=counts)
    for each in months:
        told = [f"{each.roles.get(role, 0):,}" for role in roles]
        name = found.scenario.month_name(each.number)
        told += [f"{each.on_ground:,}", *(() if missing is None else (f"{missing.get(each.number, 0):,}",))]
        made.add_row(*map(_cell, (name, f"{each.held:,}", *told, each.lead or "")))
    return made


def _gantt(found: Answer) -> Table:
    """Return a row a unit with a sign a month: = there and holding, - taking over, · not there."""
    rows: dict[tuple[str, int], list[str]] = {}
    for tour in found.schedule.tours:
        signs = rows.setdefault((tour.contribution, tour.unit), ["·"] * found.scenario.months)
        for month in range(tour.first, min(tour.last, found.scenario.months) + 1):
            signs[month - 1] = "=" if month >= tour.holds_from else "-"
    made = _table("unit", "months: - taking over, = holding")
    made.add_row(_cell(""), _cell("".join(f"{month:<6}" for month in range(1, found.scenario.months + 1, 6))))
    for (name, unit), signs in rows.items():
        made.add_row(_cell(f"{name} {unit}"), _cell("".join(signs)))
    return made


def print_what_if(found: WhatIf) -> None:
    """Print what follows: each change with the strength held then and the difference."""
    out = console()
    out.print(f"held as assumed: {_bounded(found.base.value, found.base.bound)}")
    if any(held.is_cut_short for held in (found.base, *(each.held for each in found.changes))):
        out.print(_CUT_SHORT)
    made = _table("what if", "held", "difference", "between", right=("held", "difference"))
    for each in found.changes:
        difference, least, most = each.difference(found.base)
        told = f"{least:+,} and {most:+,}" if least != most else "exact"
        line = f"line {each.line}: " if each.line else ""
        made.add_row(*map(_cell, (line + each.words, f"{each.held.value:,}", f"{difference:+,}", told)))
    out.print(made)
    if found.proposals:
        sizes = _table("proposal", "by", "reach")
        for proposal, reach in found.proposals:
            sizes.add_row(*map(_cell, (_size(proposal.low, proposal.high), proposal.by, reach.value)))
        out.print(sizes)


def print_spread(found: Spread) -> None:
    """Print the spread of the strength held."""
    out = console()
    out.print(f"{found.draws:,} throws with seed {found.seed}: strength held in every month")
    if found.is_cut_short:
        out.print(_CUT_SHORT)
    made = _table("part of the throws at or below", "held", "at most", right=("held", "at most"))
    for part in QUANTILES:
        told = (f"{part:.0%}", f"{found.quantile(part):,}", f"{found.quantile(part, of_bounds=True):,}")
        made.add_row(*map(_cell, told))
    out.print(made)
    if found.proposals:
        sizes = _table("proposal", "strength", "held in", right=("strength", "held in"))
        for by, size, low, high in found.proposals:
            told = f"{low:.0%}" if low == high else f"{low:.0%} to {high:.0%}"
            sizes.add_row(*map(_cell, (by, f"{size:,}", f"{told} of throws")))
        out.print(sizes)


def spread_records(found: Spread) -> Iterator[dict[str, Any]]:
    """Yield a row for each part of the throws."""
    for part in QUANTILES:
        yield {"part": part, "held": found.quantile(part), "at_most": found.quantile(part, of_bounds=True)}


def write_answer_csv(found: Answer, part: str, out: TextIO) -> None:
    """Write one table of an answer: months, tours or headquarters."""
    told: list[dict[str, Any]] = found.record()[part]
    if part == "months":
        months = months_of(found.scenario, found.schedule)
        kinds = (("roles", _roles(months)), ("countries", found.scenario.countries))
        told = [
            {**{key: value for key, value in row.items() if not isinstance(value, dict)}}
            | {f"{kind}.{name}": row[kind].get(name, 0) for kind, names in kinds for name in names}
            for row in told
        ]
    write_records_csv(told, out)


def write_records_csv(records: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write records that may differ in their keys as CSV; what a spreadsheet would run is defused."""
    held = list(records)
    columns = list(dict.fromkeys(key for each in held for key in each))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([cell(name) for name in columns])
    for each in held:
        told = (each.get(name) for name in columns)
        writer.writerow(["" if v is None else cell(v) if isinstance(v, str) else v for v in told])


def _roles(months: Sequence[Month]) -> list[str]:
    return list(dict.fromkeys(role for each in months for role in each.roles))


def _size(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"{low:,} or more" if low is not None else f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _bounded(value: int, bound: int) -> str:
    return f"{value:,}" if value == bound else f"{value:,} (no more than {bound:,} can be)"


def _cell(words: str) -> Text:
    return Text(one_line(words))
