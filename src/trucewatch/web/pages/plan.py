"""The planner: what could be held in every month, by whom, against the sizes that speakers name; with switches.

It shows the scenario that the desk was started with (`serve --plan`), under assumptions that its author made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.errors import ConfigError, UsageError
from trucewatch.ledger.pages import records
from trucewatch.plan.asking import Held
from trucewatch.plan.scenario import ConditionKind
from trucewatch.plan.schedule import months_of
from trucewatch.plan.terms import terms
from trucewatch.plan.whatif import reaches
from trucewatch.web.charts.months import gantt, held_chart
from trucewatch.web.page import Page
from trucewatch.web.planning import Switches

if TYPE_CHECKING:
    from trucewatch.plan.answer import Answer
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown
    from trucewatch.web.planning import Planner

__all__ = ["PAGES"]

_LATE = ("3", "6", "12")
_MOST_ROWS = 120  # units in the chart


def _plan(asked: Asked) -> Shown:
    planner = asked.settings.planner
    if planner is None:
        return {"title": "Plan", "scenario": None}
    scenario, switches = planner.scenario, _switches(asked, planner)
    kinds = {each.kind for each in scenario.conditions}
    shown: Shown = {
        "title": "Plan",
        "scenario": scenario,
        "fields": (
            ("without", "Without", "select", scenario.countries),
            *((("backstop", "The backstop", "select", ("none",)),) if ConditionKind.BACKSTOP in kinds else ()),
            *((("late", "Votes late by months", "select", _LATE),) if ConditionKind.VOTE in kinds else ()),
        ),
        "terms": terms(planner.switched(switches)),
        "fault": None,
        "left": [each.id for each in scenario.contributions if each.is_out],
    }
    try:
        return {**shown, **_answered(asked, planner.answer(switches))}
    except (ConfigError, UsageError) as error:
        return {**shown, "fault": str(error)}


def _switches(asked: Asked, planner: Planner) -> Switches:
    return Switches(
        without=asked.choice("without", planner.scenario.countries),
        has_backstop=asked.choice("backstop", ("none",)) is None,
        late=int(asked.choice("late", _LATE) or 0),
    )


def _answered(asked: Asked, found: Answer) -> Shown:
    scenario, months = found.scenario, months_of(found.scenario, found.schedule)
    held = Held(found.value or 0, found.bound if found.bound is not None else found.value or 0)
    units = {(tour.contribution, tour.unit) for tour in found.schedule.tours}
    return {
        "answer": found,
        "chart": held_chart(scenario, months, scenario.proposals),
        "gantt": gantt(scenario, found.schedule, most=_MOST_ROWS),
        "more": max(0, len(units) - _MOST_ROWS),
        "months": [(scenario.month_name(each.number), each) for each in months],
        "roles": list(dict.fromkeys(role for each in months for role in each.roles)),
        "leads": [
            (scenario.month_name(turn.first), scenario.month_name(turn.last), turn.nation)
            for turn in found.schedule.leads
        ],
        "proposals": [(each, reaches(each, held).value, _href(asked, each.claim)) for each in scenario.proposals],
    }


def _href(asked: Asked, claim: str | None) -> str | None:
    """Return where a claim leads, None where this ledger does not hold it."""
    found: Any = None if claim is None else records.figure(asked.view, claim)
    return None if found is None else asked.url(f"/figure/{claim}")


PAGES = (
    Page(
        "plan",
        "/plan",
        "Plan",
        _plan,
        group="Boards",
        about="What strength could be held, month after month, under stated assumptions",
    ),
)
