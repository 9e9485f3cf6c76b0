"""Small scenarios for the planner's tests: written as a user writes them, or made at random."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import strategies as st

from trucewatch.plan import checking
from trucewatch.plan.model import turns
from trucewatch.plan.reading import read_scenario
from trucewatch.plan.schedule import Lead, Schedule, Tour
from trucewatch.plan.solver import Limits

EXACT = Limits(seconds=20, gap=0.0)

TWO_NATIONS = """
name = "two nations"
months = 12
[rules]
tour = 3
rest = 1
[events]
ceasefire = 2
backstop = false
[hold]
from = 3
[[contribution]]
country = "Arl"
role = "land"
strength = 100
units = 3
after_ceasefire = true
[[contribution]]
country = "Bem"
role = "air"
strength = 50
units = 2
needs_backstop = true
"""


def scenario_of(text: str):
    scenario, faults = read_scenario(text)
    assert not faults, faults
    assert scenario is not None
    return scenario


@st.composite
def small(draw, *, has_needs: bool = False):
    """Return the text of a scenario that can be worked out by trying everything."""
    months = draw(st.integers(3, 5))
    lines = [f"months = {months}", "[events]", f"ceasefire = {draw(st.sampled_from(['1', '2', 'false']))}"]
    lines += ["backstop = 1"]
    nations = draw(st.booleans())
    if nations:
        share = draw(st.sampled_from([0.3, 0.5]))
        lines += ["[headquarters]", 'nations = ["A", "B"]', f"months = {draw(st.integers(1, 3))}", f"share = {share}"]
        lines += [f'order = "{draw(st.sampled_from(["free", "given"]))}"']
    for number, country in enumerate(["A", "B"]):
        tour = draw(st.integers(1, 3))
        lines += ["[[contribution]]", f'country = "{country}"', f'role = "{draw(st.sampled_from(["land", "air"]))}"']
        lines += [f"strength = {draw(st.sampled_from([20, 30, 50]))}", f"units = {draw(st.integers(1, 2 - number))}"]
        lines += [f"tour = {tour}", f"rest = {draw(st.sampled_from([0, 0.5, 1, 2]))}"]
        lines += [f"overlap = {draw(st.integers(0, min(1, tour - 1)))}", f"from = {draw(st.integers(1, 2))}"]
        if draw(st.booleans()):
            lines += ["after_ceasefire = true"]
    if draw(st.booleans()):
        lines += ["[[ceiling]]", f"soldiers = {draw(st.sampled_from([30, 50, 80]))}"]
    if has_needs:
        lines += ["[[phase]]", "from = 2", f"strength = {draw(st.sampled_from([20, 50, 70]))}", "roles = { air = 20 }"]
    return "\n".join(lines)


def schedules(scenario):
    """Yield every schedule that keeps the rules: each unit's tours in all ways, each order of the headquarters."""
    ways = []
    for each in scenario.counted:
        starts = range(1, scenario.months + 1)
        for unit in range(1, each.units + 1):
            found = [
                tuple(Tour(each.id, unit, s, s + each.tour - 1, each.overlap) for s in chosen)
                for count in range(scenario.months + 1)
                for chosen in combinations(starts, count)
            ]
            alone = [tours for tours in found if not _alone(scenario, tours)]
            ways.append(alone)
    for chosen in product(*ways):
        tours = tuple(sorted(tour for held in chosen for tour in held))
        for leads in _orders(scenario):
            schedule = Schedule(tours, leads)
            if not checking.faults(scenario, schedule):
                yield schedule


def _alone(scenario, tours):
    return [*checking._tours(scenario, Schedule(tours)), *checking._rests(scenario, Schedule(tours))]


def _orders(scenario):
    rule = scenario.headquarters
    if rule is None:
        return [()]
    found = turns(scenario, rule)
    return [
        tuple(Lead(m[0], m[-1], nation) for m, nation in zip(found, chosen, strict=True))
        for chosen in product(rule.nations, repeat=len(found))
    ]
