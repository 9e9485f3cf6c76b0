"""Does the search for events grow with the reports, or with their square?

Synthetic reports of made-up attacks, one to four of each, spread over towns and a year, at 1, 2, 4 and 8 times the
size; then as many a day over ever more days, in which the same officials are named again and again; then one attack
that every report tells with 22 counts. Prints time of the processor and pairs of scenes compared for each, beside all
pairs there are, and keeps them as JSON.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.kept import keep
from trucewatch.link import Claim, Telling, link_events
from trucewatch.model import Modifier, Place, Status, When

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1, 2, 4, 8)
SHARE = 10  # as many reports as one event has beside those spread over many
ONE = 500
SEED = 20251123
FIRST_DAY = date(2025, 1, 1)
DAYS = 365
A_DAY = 10
OFFICIALS = 200


def _claim(report: int, at: int, measure: str, count: int, place: Place, day: date) -> Claim:
    return Claim(
        figure_id=f"f1-{report:012d}{at:04d}",
        report_id=f"r1-{report:016d}",
        story=0,
        start=at,
        sentence=0,
        wording=str(count),
        kind="toll",
        measure=measure,
        object="person",
        low=count,
        high=count,
        modifier=Modifier.EXACT,
        source="outlet",
        side=None,
        status=Status.ASSERTED,
        published=(day + timedelta(days=1)).isoformat(),
        place=place,
        when=When(day.isoformat(), day.isoformat()),
    )


def synthetic(count: int, days: int = DAYS) -> tuple[list[Claim], list[Telling]]:
    """Return the claims and tellings of so many reports, the same ones every time; more reports, more towns."""
    rng = random.Random(SEED)
    towns = [
        Place(f"Town {n}", "QM", rng.uniform(-60, 60), rng.uniform(-180, 180), 1, n)
        for n in range(max(10, count // 20))
    ]
    claims: list[Claim] = []
    tellings: list[Telling] = []
    report = 0
    while report < count:
        town, day = rng.choice(towns), FIRST_DAY + timedelta(days=rng.randrange(days))
        killed, injured = rng.randrange(1, 40), rng.randrange(1, 90)
        for _ in range(rng.choice((1, 1, 2, 4))):
            told = killed + rng.choice((0, 0, 1))
            claims += [_claim(report, 0, "killed", told, town, day), _claim(report, 9, "injured", injured, town, day)]
            names = frozenset({town.name.lower(), f"name {rng.randrange(500)}"})
            tellings.append(Telling(claims[-1].report_id, 0, claims[-1].published, "Outlet", names=names))
            report += 1
    return claims, tellings


def recurring(count: int) -> tuple[list[Claim], list[Telling]]:
    """Return the same over a time as long as there are reports, each naming three officials, some with an age."""
    rng = random.Random(SEED)
    claims, tellings = synthetic(count, max(1, count // A_DAY))
    people = [f"ada imre{n}" for n in range(OFFICIALS)]
    named = ((told, frozenset(rng.sample(people, 3))) for told in tellings)
    aged = [(told, names, frozenset(sorted(names)[: rng.random() < 0.1])) for told, names in named]
    return claims, [replace(told, names=told.names | names, persons=persons) for told, names, persons in aged]


def one_event(count: int) -> tuple[list[Claim], list[Telling]]:
    """Return the claims and tellings of so many reports that all tell one attack: tolls by whom, damage by what."""
    town, day = Place("Town 0", "QM", 45.0, 20.0, 1, 0), FIRST_DAY
    counted = [(measure, thing) for measure in ("killed", "injured") for thing in ("person", "child", "soldier")]
    counted += [
        (measure, thing) for measure in ("damaged", "destroyed") for thing in ("house", "car", "school", "shop")
    ]
    claims: list[Claim] = []
    for report in range(count):
        for at in range(22):
            measure, thing = counted[at % len(counted)]
            claim = _claim(report, 60 * at, measure, 10 + at + report // SHARE, town, day)
            kind = "toll" if measure in {"killed", "injured"} else "damage"
            claims.append(replace(claim, sentence=60 * at, kind=kind, object=thing, source=f"Office {at % 3}"))
    return claims, [Telling(f"r1-{report:016d}", 0, claims[0].published, "Outlet") for report in range(count)]


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=ONE, help="how many reports the smallest table row has")
    one = parser.parse_args().reports
    rows = _table("events of synthetic reports", synthetic, one)
    rows += _table("the same names over ever more days", recurring, one)
    rows += _table("one event that every report tells", one_event, one // SHARE)
    keep("events", rows)
    return 0


def _table(title: str, made: Callable[[int], tuple[list[Claim], list[Telling]]], one: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    print(title)
    print(f"{'':>4} {'reports':>8} {'events':>9} {'compared':>9} {'each':>6} {'all pairs':>11} {'s':>7} {'ms each':>8}")
    for factor in SIZES:
        claims, tellings = made(one * factor)
        started = time.process_time()
        linked = link_events(claims, tellings=tellings)
        took = time.process_time() - started
        n = len(tellings)
        row = f"{factor:>3}x {n:>8,} {len(linked.events):>9,} {linked.pairs:>9,} {linked.pairs / n:>6.1f}"
        print(f"{row} {n * (n - 1) // 2:>11,} {took:>7.2f} {1000 * took / n:>8.2f}")
        told = {"reports": n, "events": len(linked.events), "compared": linked.pairs, "seconds": round(took, 2)}
        rows.append({"of": title, "size": factor} | told)
    return rows


if __name__ == "__main__":
    sys.exit(main())
