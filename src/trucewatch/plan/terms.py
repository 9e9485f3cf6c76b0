"""What a scenario demands that it could do without: each term with its words, its line, and the scenario without it.

Needs, rests, handovers, dates, conditions, ceilings and the turns of the headquarters are terms. What is on offer,
and how long a tour lasts, is not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trucewatch.plan.scenario import ConditionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from trucewatch.plan.scenario import Condition, Contribution, Scenario

__all__ = ["Term", "terms", "without"]

_OPEN = 9999


@dataclass(frozen=True, slots=True)
class Term:
    """`key`: its kind and line, once each; `words`: as a person says it; `line`: in the scenario file."""

    key: str
    kind: str
    line: int
    words: str
    role: str | None = None

    def record(self) -> dict[str, Any]:
        """Return it as it is written in JSON."""
        return {"key": self.key, "kind": self.kind, "line": self.line, "words": self.words}


def terms(scenario: Scenario) -> list[Term]:
    """Return all terms, needs last: what comes first is given up first when a clash is looked for."""
    found: dict[str, Term] = {}
    for term in (*_of_offers(scenario), *_of_conditions(scenario), *_of_rhythm(scenario), *_of_the_whole(scenario)):
        found.setdefault(term.key, term)
    return list(found.values())


def without(scenario: Scenario, lifted: Iterable[Term]) -> Scenario:
    """Return the scenario as if these terms were not in it."""
    keys = {term.key: term for term in lifted}
    rule = scenario.headquarters
    return replace(
        scenario,
        contributions=tuple(_freed(each, keys) for each in scenario.contributions),
        conditions=tuple(each for each in scenario.conditions if each.key not in keys),
        ceilings=tuple(each for each in scenario.ceilings if f"ceiling@{each.line}" not in keys),
        headquarters=None if rule is None or f"headquarters@{rule.line}" in keys else rule,
        phases=tuple(
            replace(
                each,
                strength=None if f"need@{each.line}" in keys else each.strength,
                roles={role: need for role, need in each.roles.items() if f"need-{role}@{each.line}" not in keys},
            )
            for each in scenario.phases
        ),
        hold=replace(
            scenario.hold,
            roles={role: least for role, least in scenario.hold.roles.items() if f"least-{role}@hold" not in keys},
        ),
    )


def _freed(each: Contribution, keys: Mapping[str, Term]) -> Contribution:
    free = {"rest": ("rest", 0.0), "overlap": ("overlap", 0), "from": ("first", 1), "until": ("last", _OPEN)}
    changes: dict[str, Any] = {
        field: value for name, (field, value) in free.items() if f"{name}@{each.lines.get(name)}" in keys
    }
    return replace(each, **changes) if changes else each


def _of_offers(scenario: Scenario) -> Iterator[Term]:
    for each in scenario.counted:
        if "until" in each.lines and each.last < scenario.months + each.tour:
            line = each.lines["until"]
            yield Term(f"until@{line}", "until", line, f"{each.id} leaves by {scenario.month_name(each.last)}")
        if "from" in each.lines and each.first > 1:
            line = each.lines["from"]
            words = f"{each.id} is not there before {scenario.month_name(each.first)}"
            yield Term(f"from@{line}", "from", line, words)


def _of_conditions(scenario: Scenario) -> Iterator[Term]:
    for each in scenario.conditions:
        if each.of:
            yield Term(each.key, each.kind.value, each.line, _words(scenario, each))


def _words(scenario: Scenario, each: Condition) -> str:
    everyone = {c.id for c in scenario.contributions}
    who = "nobody goes" if everyone <= set(each.of) else f"{_names(each.of)} goes"
    if each.kind is ConditionKind.NOT_ON:
        return f"{who} on no account to {each.place}" if who == "nobody goes" else f"{who} anywhere but to {each.place}"
    what, month = {
        ConditionKind.CEASEFIRE: ("a ceasefire", scenario.events.ceasefire),
        ConditionKind.BACKSTOP: ("the backstop", scenario.events.backstop),
        ConditionKind.VOTE: ("a vote of parliament", each.month),
    }[each.kind]
    when = "which is assumed never to come" if month is None else f"assumed in {scenario.month_name(month)}"
    return f"{who} {'without' if who == 'nobody goes' else 'only after'} {what}, {when}"


def _names(of: tuple[str, ...], most: int = 4) -> str:
    return ", ".join(of[:most]) + (f" and {len(of) - most} more" if len(of) > most else "")


def _of_rhythm(scenario: Scenario) -> Iterator[Term]:
    for name in ("overlap", "rest"):
        lines: dict[int, list[Contribution]] = {}
        for each in scenario.counted:
            if name in each.lines and (each.rest if name == "rest" else each.overlap):
                lines.setdefault(each.lines[name], []).append(each)
        for line, bound in lines.items():
            who = _names(tuple(dict.fromkeys(each.country for each in bound)))
            first = bound[0]
            said = (
                f"{first.rest:g} month{'' if first.rest == 1 else 's'} of rest for each month of a tour"
                if name == "rest"
                else f"a handover of {first.overlap} month{'' if first.overlap == 1 else 's'}"
            )
            yield Term(f"{name}@{line}", name, line, f"{who}: {said}")


def _of_the_whole(scenario: Scenario) -> Iterator[Term]:
    for each in scenario.ceilings:
        what = f"{each.most:,.0f} {'of money a month' if each.is_money else 'soldiers on the ground'}"
        role = f" for {each.role}" if each.role else ""
        yield Term(f"ceiling@{each.line}", "ceiling", each.line, f"{each.name}: no more than {what}{role}")
    rule = scenario.headquarters
    if rule is not None:
        nations = " and ".join(rule.nations) if len(rule.nations) < 4 else f"{len(rule.nations)} nations"
        words = f"headquarters by turns of {rule.months} months among {nations}, {rule.share:.0%} from who leads"
        yield Term(f"headquarters@{rule.line}", "headquarters", rule.line, words)
    for role, least in scenario.hold.roles.items():
        line = scenario.hold.lines.get(role, scenario.hold.line)
        yield Term(f"least-{role}@hold", "least", line, f"at least {least:,} for {role} in every month", role)
    for phase in scenario.phases:
        months = f"{scenario.month_name(phase.first)} to {scenario.month_name(phase.last)}"
        for role, need in phase.roles.items():
            words = f"{phase.name} needs {need:,} for {role} ({months})"
            yield Term(f"need-{role}@{phase.line}", "need", phase.lines.get(role, phase.line), words, role)
        if phase.strength is not None:
            words = f"{phase.name} needs {phase.strength:,} ({months})"
            yield Term(f"need@{phase.line}", "need", phase.lines.get("strength", phase.line), words)
