"""From a scenario file to a `Scenario`: every value checked, each fault with line and remedy (docs/planner.md)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING

from trucewatch.errors import ConfigError
from trucewatch.plan.fields import Fault, Table
from trucewatch.plan.fitting import misfits
from trucewatch.plan.lines import Lines
from trucewatch.plan.offers import Defaults, conditions, contributions
from trucewatch.plan.scenario import (
    ROLES,
    Ceiling,
    Chances,
    Events,
    Headquarters,
    Hold,
    Phase,
    Proposal,
    Scenario,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["faults_of", "load", "read_scenario", "text_of"]

_LARGEST = 4 * 1024 * 1024  # bytes of a file
_LONGEST = 240  # months of a horizon
_MOST = 10_000_000  # soldiers, or anything counted
_START = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DIGITS = re.compile(r"[\d_]{1000}")
_AT = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def load(path: Path) -> Scenario:
    """Return the scenario of a file; ConfigError names the file, the line and the remedy of the first fault."""
    scenario, faults = read_scenario(text_of(path), str(path))
    if scenario is None or faults:
        more = f" (and {len(faults) - 1} more: `trucewatch plan check` lists them)" if len(faults) > 1 else ""
        raise ConfigError(f"{path}:{faults[0].line}: {faults[0].words}{more}")
    return scenario


def text_of(path: Path) -> str:
    """Return the text of a scenario file; ConfigError where it cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{path}: larger than {_LARGEST:,} bytes; give a scenario file (TOML)")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read; give a scenario file (TOML, UTF-8)") from error


def faults_of(text: str) -> list[Fault]:
    """Return what is wrong with the text of a scenario file, in the order of its lines."""
    return read_scenario(text)[1]


def read_scenario(text: str, source: str = "") -> tuple[Scenario | None, list[Fault]]:
    """Return the scenario of a text with its faults; None where it is no TOML at all."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")  # some editors begin a file with a byte order mark
    try:
        held = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return None, [_no_toml(text, error)]
    faults: list[Fault] = []
    scenario = _scenario(Table(held, Lines(text), faults), source)
    return scenario, sorted(set(faults))


def _no_toml(text: str, error: Exception) -> Fault:
    if isinstance(error, RecursionError):
        return Fault(1, "lists or tables lie too deep within one another: a scenario needs three levels at most")
    found = _AT.search(str(error))
    if found is None:  # a number of thousands of digits: Python says of how many, not where
        number = _DIGITS.search(text)
        line = text.count("\n", 0, number.start()) + 1 if number else 1
        return Fault(line, "a number here has too many digits: give at most 18")
    line = int(found[1]) if found[1] else text.count("\n") + 1
    return Fault(line, f"this is no TOML: {_AT.sub('', str(error)).strip()}")


def _scenario(top: Table, source: str) -> Scenario:
    name = top.text("name", "a plan")
    months = top.whole("months", None, 1, _LONGEST, why="how many months to plan, for instance months = 36")
    start = top.text("start", "") or None
    if start is not None and not _START.fullmatch(start):
        top.fault("start", f'start = {start[:20]!r}: the first month is wanted as "2026-01"')
        start = None
    events = _events(top.table("events"), months)
    chances, steps = _chances(top.table("chances"))
    defaults = Defaults.of(top, months, steps)
    offered = contributions(top, defaults)
    asked = conditions(top, offered, months)
    phases = tuple(_phases(top, months))
    scenario = Scenario(
        name=name,
        months=months,
        contributions=tuple(offer.contribution for offer in offered),
        hold=_hold(top.table("hold"), months, 1 + max((o.contribution.overlap for o in offered), default=0)),
        events=events,
        conditions=asked,
        phases=phases,
        headquarters=_headquarters(top.table("headquarters"), months) if top.has("headquarters") else None,
        ceilings=tuple(_ceilings(top, months)),
        proposals=tuple(_proposals(top)),
        chances=chances,
        start=start,
        source=source,
    )
    top.done()
    misfits(top, scenario)
    return scenario


def _events(table: Table, months: int) -> Events:
    told: dict[str, int | None] = {}
    for key in ("ceasefire", "backstop"):
        value = table.held.get(key)
        if isinstance(value, bool):
            table.asked.add(key)
            told[key] = 1 if value else None
        else:
            told[key] = table.whole(key, 0, 1, months) or None
    table.done()
    return Events(**told)


def _chances(table: Table) -> tuple[Chances, dict[str, float]]:
    of_steps = table.table("steps")
    steps = {key: of_steps.number(key, 1.0, 0, 1) for key in of_steps.held}
    told = {key: table.number(key, 1.0, 0, 1) for key in ("ceasefire", "backstop", "vote")}
    table.done()
    return Chances(**told, is_given=bool(table.held)), steps


def _hold(table: Table, months: int, default: int) -> Hold:
    first = table.whole("from", min(default, months), 1, months)
    last = table.whole("until", months, 1, months)
    if last < first:
        table.fault("until", f"until = {last} is before from = {first}: give a later month")
        last = first
    roles = _roles(table)
    table.done()
    return Hold(first, last, roles, table.line(), {role: table.line("roles", role) for role in roles})


def _roles(table: Table) -> dict[str, int]:
    inside = table.table("roles")
    roles = {role: inside.whole(role, 0, 0, _MOST) for role in ROLES if role in inside.held}
    inside.asked.update(ROLES)
    inside.done()
    return roles


def _phases(top: Table, months: int) -> Iterator[Phase]:
    until = 0
    for table in top.tables("phase"):
        first = table.whole("from", until + 1 if until < months else months, 1, months)
        last = table.whole("until", months, 1, months)
        if last < first:
            table.fault("until", f"until = {last} is before from = {first}: give a later month")
        if first <= until:
            table.fault("from", f"from = {first}: the phase before lasts until month {until}; begin after it")
        until = last
        strength = table.whole("strength", 0, 1, _MOST) if table.has("strength") else None
        roles = _roles(table)
        lines = {"strength": table.line("strength"), **{role: table.line("roles", role) for role in roles}}
        name = table.text("name", f"phase {int(table.path[-1]) + 1}")
        table.done()
        yield Phase(name, first, last, strength, roles, table.line(), lines)


def _headquarters(table: Table, months: int) -> Headquarters:
    nations = table.words("nations")
    if not nations:
        table.fault("nations", '[headquarters] has no nations: which lead by turns, as in nations = ["A", "B"]')
    turn = table.whole("months", None, 1, max(12, months), why="how long a turn lasts")
    twice = next((nation for nation, count in Counter(nations).items() if count > 1), None)
    if twice is not None:
        table.fault("nations", f"{twice} stands twice among the nations that lead: name each once")
    share = table.number("share", None, 0, 1, why="the least part of the strength that who leads gives, 0 for none")
    seats = table.words("seats")
    table.words("claims")
    order = table.choice("order", "free", ("free", "given"))
    table.done()
    return Headquarters(nations, turn, share, order == "given", table.line(), seats)


def _ceilings(top: Table, months: int) -> Iterator[Ceiling]:
    for table in top.tables("ceiling"):
        is_money = table.has("money")
        if is_money == table.has("soldiers"):
            words = f"{table.name} needs one of: soldiers = the most on the ground, money = a month's budget"
            table.fault("soldiers", words)
        most = table.number("money", 0, 0, 1e15) if is_money else table.whole("soldiers", 0, 0, _MOST)
        role = table.choice("role", "all", ("all", *ROLES))
        first, last = table.whole("from", 1, 1, months), table.whole("until", months, 1, months)
        if last < first:
            table.fault("until", f"until = {last} is before from = {first}: give a later month")
        name = table.text("name", "a budget" if is_money else "a ceiling")
        table.done()
        yield Ceiling(name, most, is_money, first, last, None if role == "all" else role, table.line())


def _proposals(top: Table) -> Iterator[Proposal]:
    for table in top.tables("proposal"):
        bounds = [table.whole(key, 0, 0, _MOST) if table.has(key) else None for key in ("low", "high")]
        if bounds == [None, None]:
            table.fault("low", f"{table.name} has neither low nor high: give at least one, in soldiers")
        low, high = bounds
        if low is not None and high is not None and high < low:
            table.fault("high", f"high = {high:,} is less than low = {low:,}: change them over")
        by, claim, said = table.text("by", None), table.text("claim"), table.text("said")
        table.done()
        yield Proposal(by, low, high, table.line(), claim or None, said or None)
