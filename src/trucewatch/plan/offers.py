"""What a scenario file says of contributions and of their conditions, with what they take from country and rules."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.plan.fields import Fault
from trucewatch.plan.scenario import ROLES, Condition, ConditionKind, Contribution

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.plan.fields import Table

__all__ = ["Defaults", "Offer", "conditions", "contributions"]

_RATIO = re.compile(r"1\s*:\s*([0-9]{1,2}(?:\.[0-9]{1,4})?)")
_LONGEST_TOUR, _LONGEST_REST = 60, 20
_OPEN = 9999  # a month after every horizon: no end was given
_SHORT = (("after_ceasefire", ConditionKind.CEASEFIRE), ("needs_backstop", ConditionKind.BACKSTOP))


@dataclass(frozen=True, slots=True)
class Offer:
    """A contribution and the conditions that its own table gives."""

    contribution: Contribution
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Defaults:
    """What contributions take where they say nothing themselves: of their country, else of the rules."""

    months: int
    rules: Table
    countries: Mapping[str, Table]
    costs: Table
    steps: Mapping[str, float]

    @staticmethod
    def of(top: Table, months: int, steps: Mapping[str, float]) -> Defaults:
        """Return what the tables `rules`, `country` and `costs` say."""
        named = top.table("country")
        countries = {name: named.table(name) for name in named.held}
        rules, costs = top.table("rules"), top.table("costs")
        for table in (rules, *countries.values()):
            table.asked.update({"tour", "rest", "overlap", "place"})
            table.done()
        costs.asked.update(ROLES)
        costs.done()
        return Defaults(months, rules, countries, costs, steps)

    def giver(self, key: str, own: Table, country: str) -> Table:
        """Return the table that gives a value: the contribution's own, its country's, else the rules."""
        for table in (own, self.countries.get(country)):
            if table is not None and key in table.held:
                return table
        return self.rules


def contributions(top: Table, defaults: Defaults) -> list[Offer]:
    """Return the contributions; faults where ids meet twice."""
    offers = [_offer(table, defaults) for table in top.tables("contribution")]
    counted = Counter(offer.contribution.id for offer in offers)
    for offer in offers:
        found = counted[offer.contribution.id]
        if found > 1:
            words = f"{offer.contribution.id} is there {found} times: give each an id of its own"
            top.faults.append(Fault(offer.contribution.line, words))
    return offers


def conditions(top: Table, offers: Sequence[Offer], months: int) -> tuple[Condition, ...]:
    """Return all conditions: those in the contributions' own tables, and those of the list `[[condition]]`."""
    own = (condition for offer in offers for condition in offer.conditions)
    return (*own, *_listed(top, [offer.contribution for offer in offers], months))


def _offer(table: Table, defaults: Defaults) -> Offer:
    country = table.text("country", None, why="who offers it")
    is_out = table.flag("out")
    unset = "no default is made up: set what you assume, or out = true to leave it out of the plan"
    role = table.choice("role", "land" if is_out else None, ROLES, why=unset)
    strength = table.whole("strength", 1 if is_out else None, 1, 1_000_000, why=f"soldiers of one unit; {unset}")
    units = table.whole("units", 1 if is_out else None, 1, 1000, why=f"how many such units; {unset}")
    unit = table.text("unit", "")
    rhythm = _rhythm(table, defaults, country)
    step = table.text("step", "") or None
    default = defaults.steps.get(step or "", 1.0)
    first = table.whole("from", 1, 1, defaults.months)
    last = table.whole("until", _OPEN, 1, _OPEN)
    if last < first + rhythm["tour"] - 1 and not is_out:
        table.fault("until", f"from {first} until {last} is shorter than one tour of {rhythm['tour']} months")
    cost = defaults.costs.number(role, 0.0, 0, 1e12)
    made = Contribution(
        id=table.text("id", "") or " ".join(filter(None, (country, unit or role))),
        country=country,
        role=role,
        strength=strength,
        units=units,
        first=first,
        last=last,
        line=table.line(),
        unit=unit,
        cost=table.number("cost", cost, 0, 1e12),
        step=step,
        chance=table.number("chance", default, 0, 1),
        readiness=table.number("readiness", 1.0, 0, 1),
        is_out=is_out,
        lines=_lines(table, defaults, country, role),
        claims=table.words("claims"),
        **rhythm,
    )
    asked = tuple(_own_conditions(table, made, defaults.months))
    table.done()
    return Offer(made, asked)


def _rhythm(table: Table, defaults: Defaults, country: str) -> dict[str, Any]:
    """Return tour, rest, overlap and place, each from the nearest table that gives it."""
    table.asked.update({"tour", "rest", "overlap", "place"})
    held = {key: defaults.giver(key, table, country) for key in ("tour", "rest", "overlap", "place")}
    why = "give it in [rules] for all, in [country.NAME], or in the contribution"
    tour = held["tour"].whole("tour", None, 1, _LONGEST_TOUR, why=why)
    return {
        "tour": tour,
        "rest": _rest(held["rest"], f"months of rest a month of tour; {why}"),
        "overlap": held["overlap"].whole("overlap", 0, 0, max(tour - 1, 0)),
        "place": held["place"].text("place", ""),
    }


def _rest(table: Table, why: str) -> float:
    """Return the months of rest for each month of a tour; planners also write them as a ratio: "1:3"."""
    value = table.held.get("rest")
    if not isinstance(value, str):
        return table.number("rest", None, 0, _LONGEST_REST, why=why)
    ratio = _RATIO.fullmatch(value)
    if ratio is None or float(ratio[1]) > _LONGEST_REST:
        wanted = f'a number from 0 to {_LONGEST_REST}, or a ratio as in rest = "1:3", is wanted'
        table.fault("rest", f"rest = {value[:20]!r}: {wanted}")
        return 0.0
    return float(ratio[1])


def _lines(table: Table, defaults: Defaults, country: str, role: str) -> dict[str, int]:
    """Return where the values stand that a plan could do without."""
    found = {key: table.line(key) for key in ("from", "until", "cost") if key in table.held}
    for key in ("tour", "rest", "overlap"):
        giver = defaults.giver(key, table, country)
        if key in giver.held:
            found[key] = giver.line(key)
    if role in defaults.costs.held:
        found.setdefault("cost", defaults.costs.line(role))
    return found


def _own_conditions(table: Table, made: Contribution, months: int) -> Iterator[Condition]:
    for key, kind in _SHORT:
        if table.flag(key):
            yield Condition(kind, (made.id,), table.line(key))
    for place in table.words("not_on"):
        yield Condition(ConditionKind.NOT_ON, (made.id,), table.line("not_on"), place=place)
    if table.has("vote"):
        month = table.whole("vote", 1, 1, months)
        yield Condition(ConditionKind.VOTE, (made.id,), table.line("vote"), month=month)


def _listed(top: Table, offered: Sequence[Contribution], months: int) -> Iterator[Condition]:
    known = {name for each in offered for name in (each.id, each.country)}
    for table in top.tables("condition"):
        kind = ConditionKind(table.choice("kind", None, tuple(map(str, ConditionKind))))
        names = table.words("of")
        if not names:
            table.fault("of", f'{table.name} has no of: whom it binds, as in of = "all" or a list of countries or ids')
        for name in names:
            if name != "all" and name not in known:
                table.fault("of", f"{name} is neither a country nor the id of a contribution here")
        bound = tuple(each.id for each in offered if {"all", each.id, each.country} & set(names))
        place = table.text("place", None) if kind is ConditionKind.NOT_ON else None
        month = table.whole("month", None, 1, months) if kind is ConditionKind.VOTE else None
        said_by = table.text("said_by", "") or None
        table.words("claims")
        table.done()
        yield Condition(kind, bound, table.line(), place, month, said_by)
