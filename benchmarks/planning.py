"""How long does the planner take, and how near the bound does it come? Forces of 10, 30, 60 and 120 units.

    python -m benchmarks.planning [--units 10 30 60 85 120] [--time 120] [--plain]

Made-up forces of up to 30 countries over 60 months: tours of 6 months, rest 1:3, headquarters by turns of 12 months
between the two largest, which give at least 35 %. `--plain`: the program as it is, without what this planner adds.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import Any

from benchmarks.kept import keep
from trucewatch.plan.model import Program, Question, program
from trucewatch.plan.scenario import Contribution, Headquarters, Hold, Scenario
from trucewatch.plan.search import search
from trucewatch.plan.solver import Limits, solve


def force(units: int, seed: int = 1, months: int = 60) -> Scenario:
    """Return a made-up force: the two nations that lead have about a third of the units."""
    chance = random.Random(seed)
    countries = [f"C{number:02d}" for number in range(min(30, max(2, units // 2)))]
    counts = dict.fromkeys(countries, 1)
    weights = [9, 8] + [1] * (len(countries) - 2)
    for _ in range(units - len(countries)):
        counts[chance.choices(countries, weights)[0]] += 1
    offered: list[Contribution] = []
    for country, held in counts.items():
        left = held
        while left > 0:
            alike = min(left, chance.choice([1, 1, 2, 3]))
            left -= alike
            name, role = f"{country} {len(offered)}", chance.choice(["land", "land", "air", "sea"])
            strength = chance.randrange(8, 45) * 50
            offered.append(Contribution(name, country, role, strength, alike, 6, 3.0, 0, 1, 9999, "", len(offered)))
    rule = Headquarters(tuple(countries[:2]), 12, 0.35, is_in_order=False, line=0)
    return Scenario("made up", months, tuple(offered), Hold(1, months, {}), headquarters=rule)


def plain(scenario: Scenario, limits: Limits) -> tuple[int, int]:
    """Return strength and bound of the program without bounds for who leads, and without steps."""
    made: Program = program(scenario, Question.HOLD, is_tight=False)
    found = solve(made, limits)
    return round(-found.cost) if found.values else 0, round(-found.bound)


def main() -> None:
    """Print a line a size."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--units", type=int, nargs="+", default=[10, 30, 60, 85, 120])
    asked.add_argument("--time", type=float, default=120.0, help="seconds a force at most")
    asked.add_argument("--gap", type=float, default=1.0, help="per cent at which it may stop")
    asked.add_argument("--plain", action="store_true", help="the plain program too")
    told = asked.parse_args()
    limits = Limits(seconds=told.time, gap=told.gap / 100)
    rows: list[dict[str, Any]] = []
    print("units  countries  strength     bound    gap  seconds  processor")
    for units in told.units:
        scenario = force(units)
        for way in ("", " plain") if told.plain else ("",):
            began, worked = time.monotonic(), time.process_time()
            if way:
                value, bound = plain(scenario, limits)
            else:
                best = search(scenario, Question.HOLD, limits)
                value, bound = best.value or 0, best.bound or 0
            gap = 100 * (bound - value) / bound if bound else 0.0
            seconds = f"{time.monotonic() - began:8.1f} {time.process_time() - worked:10.1f}"
            countries = len(scenario.countries)
            print(f"{units:5} {countries:10} {value:9,} {bound:9,} {gap:5.1f}% {seconds}{way}", flush=True)
            took = round(time.process_time() - worked, 1)
            rows.append({"units": units, "way": way.strip(), "value": value, "bound": bound, "cpu_seconds": took})
    keep("planning", rows)


if __name__ == "__main__":
    main()
