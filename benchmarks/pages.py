"""How long does the desk take over a ledger of 100,000 reports and 1,000,000 figures? Every page and route of the API.

    python -m benchmarks.pages --ledger build/bench/huge.db

fills the ledger where there is none (`benchmarks.ledger`), asks each address in its variations (filters, as-of, ids,
ways to narrow) through the whole application, and prints the server's median and 95th percentile in milliseconds, and
the largest answer in kilobytes. `cold` is the first request of a route, the file put out of memory before it; it counts
among the others. `read` is what the slowest had to fetch from disk. Exits 1 where a page misses the aim.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from benchmarks.ledger import fill

if TYPE_CHECKING:
    from starlette.testclient import TestClient

__all__ = ["Timed", "addresses", "routes_of", "timed"]

MEDIAN, P95 = 150, 500
LARGEST = 2_000  # kilobytes of an answer, before it is packed for the wire
ROUNDS = 20
SEED = 5
_KNOWN_ON = "as_of={middle}"


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of the requests of one route; `cpu` and `cold_cpu`, of the first one, are the processor's alone.

    `slowest` is the address that took longest, `read` the kilobytes it fetched from disk (-1: the system does not say),
    `largest` the kilobytes of the largest answer.
    """

    route: str
    asked: int
    cold: float
    cold_cpu: float
    median: float
    p95: float
    cpu: float
    read: int
    largest: int
    slowest: str

    @property
    def is_over(self) -> bool:
        """Whether it misses the aim."""
        return self.median > MEDIAN or self.p95 > P95 or self.largest > LARGEST


def _samples(path: Path) -> dict[str, list[str]]:
    """Return ids, names and days of the ledger: the largest of each sort, then some by chance."""
    rng = random.Random(SEED)
    queries = {
        "event": "SELECT event_id FROM event ORDER BY figures DESC",
        "figure": "SELECT figure_id FROM event_point ORDER BY rowid",
        "family": "SELECT lineage_id FROM lineage ORDER BY reports DESC",
        "report": "SELECT report_id FROM report ORDER BY report_no DESC",
        "statement": "SELECT statement_id FROM statement WHERE reading_no % 997 = 1",
        "position": "SELECT position_id FROM position WHERE reading_no % 997 = 1",
        "problem": "SELECT problem_id FROM problem",
        "source": "SELECT name FROM source ORDER BY records DESC",
        "place": "SELECT name FROM name WHERE sort = 'place' ORDER BY records DESC",
        "outlet": "SELECT name FROM name WHERE sort = 'outlet' ORDER BY records DESC",
        "holder": "SELECT name FROM name WHERE sort = 'holder' ORDER BY records DESC",
        "actor": "SELECT DISTINCT actor FROM figure WHERE reading_no < 2000 AND actor IS NOT NULL",
        "side": "SELECT DISTINCT source_side FROM figure WHERE reading_no < 2000 AND source_side IS NOT NULL",
    }
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        found = {name: [row[0] for row in connection.execute(query)] for name, query in queries.items()}
        days = [row[0] for row in connection.execute("SELECT day FROM day WHERE day > '' ORDER BY day")]
    made = {name: [*held[:1], *rng.sample(held, min(len(held), 6))] for name, held in found.items()}
    at = len(days) // 2
    return made | {
        "last": days[-1:],
        "before": days[-8:-7] or days[:1],
        "middle": [days[at]],
        "since": [days[max(0, at - 7)]],
    }


PAGES = {
    "/plan": [""],
    "/": ["", "?since={before}", f"?{_KNOWN_ON}", f"?{_KNOWN_ON}&since={{since}}"],
    "/map": ["", "?where={place}", "?where=CO", "?side={side}", "?actor={actor}", "?since={since}&until={middle}",
             "?state=disputed", f"?{_KNOWN_ON}", "?view=5,-74,8"],
    "/events": ["", "?where={place}", "?source={source}", "?actor={actor}", "?side={side}", "?state=disputed",
                "?state=near", "?since={since}&until={middle}", f"?{_KNOWN_ON}", "?actor=nobody+at+all", "?side=XX"],
    "/event/{event}": ["", "?rule=ucdp", f"?{_KNOWN_ON}"],
    "/boards/attacks": ["", "?where={place}", f"?{_KNOWN_ON}", "?since={since}&until={middle}", "?source={source}"],
    "/boards/raids": ["", f"?{_KNOWN_ON}", "?since={since}&until={middle}"],
    "/boards/force": ["", f"?{_KNOWN_ON}", "?since={since}&until={middle}", "?source={source}"],
    "/boards/ceasefire": ["", f"?{_KNOWN_ON}", "?source={source}"],
    "/boards/support": ["", f"?{_KNOWN_ON}", "?source={source}"],
    "/boards/positions": ["", f"?{_KNOWN_ON}", "?holder={holder}", "?topic=ceasefire",
                          "?since={since}&until={middle}", "?where={place}"],
    "/boards/disruption": ["", f"?{_KNOWN_ON}"],
    "/reports": ["", "?outlet={outlet}", "?place={place}", "?measure=killed", f"?{_KNOWN_ON}"],
    "/report/{report}": ["", f"?{_KNOWN_ON}"],
    "/figures": ["", "?place={place}", "?source={source}", "?status=denied", "?side={side}", "?outlet={outlet}",
                 "?day={middle}", f"?{_KNOWN_ON}", "?side=XX"],
    "/figure/{figure}": ["", f"?{_KNOWN_ON}"],
    "/statements": ["", "?source={source}", "?mode=indirect", f"?{_KNOWN_ON}"],
    "/families": ["", "?change=source_lost", f"?{_KNOWN_ON}"],
    "/family/{family}": ["", f"?{_KNOWN_ON}"],
    "/sources": ["", "?side={side}", f"?{_KNOWN_ON}"],
    "/source/{source}": ["", f"?{_KNOWN_ON}"],
    "/problems": ["", f"?{_KNOWN_ON}"],
    "/search": ["?q=hospital", "?q={place}", "?q=a", "?q=%22railway+arches%22+surgeon", f"?q=ceasefire&{_KNOWN_ON}"],
    "/review": ["", "?queue=events", "?queue=families", "?queue=figures", f"?queue=figures&{_KNOWN_ON}"],
    "/enter": [""],
}  # fmt: skip
"""Every page of the desk with the ways of asking it."""

_NARROWED = ["", "?where={place}", "?source={source}", f"?{_KNOWN_ON}", "?since={since}&until={middle}", "?limit=200"]
_KINDS = ("report", "statement", "figure", "position", "problem", "event")
_BOARDS = ("force", "ceasefire", "attacks", "raids", "support", "disruption")
API = {
    "/ledger": [""],
    **{f"/{kind}s": _NARROWED for kind in _KINDS},
    "/series": _NARROWED,
    **{f"/{kind}s/{{{kind}}}": [""] for kind in _KINDS},
    "/reports/{report}/text": [""],
    "/lineages": ["", f"?{_KNOWN_ON}"],
    "/lineages/{family}": [""],
    "/drift": ["", "?lineage={family}"],
    "/boards": [""],
    **{f"/boards/{name}": ["", f"?{_KNOWN_ON}"] for name in _BOARDS},
    "/boards/standing": ["", f"?{_KNOWN_ON}", "?where={place}", "?since={since}&until={middle}"],
    "/search": ["?q=hospital", "?q={place}"],
    "/judgements": [""],
}  # fmt: skip
"""The routes of the API under /api/v1 with the ways of asking them."""


def routes_of() -> dict[str, list[str]]:
    """Return every route that is timed, with its variations as they are written."""
    return PAGES | {f"/api/v1{route}": told for route, told in API.items()}


def addresses(samples: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the addresses of each route, every sample in its place, each variation with the next one in turn.

    What the ledger holds no sample of is left out.
    """
    made: dict[str, list[str]] = {}
    for route, told in routes_of().items():
        several = max([1, *(len(samples[name]) for name in _slots(route))])
        made[route] = [
            _filled(route + variation, samples, place + turn)
            for turn in range(max(several, 2))
            for place, variation in enumerate(told)
            if all(samples[name] for name in _slots(route + variation))
        ]
    return {route: asked for route, asked in made.items() if asked}


def _slots(text: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", text)


def _filled(text: str, samples: dict[str, list[str]], turn: int) -> str:
    for name in _slots(text):
        text = text.replace("{" + name + "}", quote(samples[name][turn % len(samples[name])], safe=""))
    return text


def timed(client: TestClient, route: str, asked: list[str], ledger: Path, rounds: int) -> Timed:
    """Ask the addresses of a route in turn, `rounds` times in all or each once; RuntimeError where one fails."""
    took: list[tuple[float, int, str]] = []
    busy: list[float] = []
    largest = 0
    _forget(ledger)
    for number in range(max(rounds, len(asked))):
        address = asked[number % len(asked)]
        fetched, started, worked = _fetched(), time.perf_counter(), time.process_time()
        answer = client.get(address)
        took.append((1000 * (time.perf_counter() - started), _fetched() - fetched, address))
        busy.append(1000 * (time.process_time() - worked))
        largest = max(largest, len(answer.content) // 1000)
        is_later = "as_of=" in address and answer.status_code == 404  # told of after that day
        if answer.status_code not in {200, 303} and not is_later:
            raise RuntimeError(f"{address}: {answer.status_code} {answer.text[:300]}")
    times = sorted(ms for ms, _, _ in took)
    at = min(len(times) - 1, round(0.95 * len(times)))
    middle, worked = statistics.median(times), statistics.median(busy)
    slowest = max(took)
    return Timed(
        route, len(times), took[0][0], busy[0], middle, times[at], worked, slowest[1] // 1000, largest, slowest[2]
    )


def _fetched() -> int:
    """Return the bytes that this process had read from disk so far, where the system tells."""
    told = Path("/proc/self/io")
    found = re.search(r"read_bytes: (\d+)", told.read_text("ascii")) if told.exists() else None
    return int(found[1]) if found else -1


def _forget(ledger: Path) -> None:
    """Let the system put the file out of memory, where it knows how."""
    if hasattr(os, "posix_fadvise"):
        with ledger.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _client(ledger: Path, folder: Path) -> TestClient:
    from starlette.testclient import TestClient

    from trucewatch.web.app import create_app, warm
    from trucewatch.web.settings import Settings

    warm()  # as `trucewatch serve` does at its start
    gate: dict[str, Any] = {"token": "a token for the benchmark", "names": ("testserver",), "rate": 1e6, "burst": 10**6}
    settings = Settings(ledger=ledger, folder=folder, clock=lambda: "2026-01-01T00:00:00Z", **gate)
    return TestClient(create_app(settings), follow_redirects=False)


_TIMES = ("cold", "cold_cpu", "median", "p95", "cpu")
HEAD = f"{'route, times in ms, reads and sizes in KB':<40}  cold  its cpu   median      p95      cpu    read   size"


def _line(row: Timed) -> str:
    over = f"  over, at {row.slowest}" if row.is_over else ""
    times = " ".join(f"{getattr(row, name):>8.0f}" for name in _TIMES)
    return f"{row.route:<34} {row.asked:>2} {times} {row.read:>7} {row.largest:>6}{over}"


def _told(rows: list[Timed], ledger: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        held = {
            table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
            for table in ("report", "figure", "statement", "position", "event", "lineage")
        }
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {python}"
    routes = {
        row.route: {name: getattr(row, name) for name in ("asked", *_TIMES, "read", "largest", "slowest")}
        for row in rows
    }
    return {"machine": machine, "ledger": held, "megabytes": ledger.stat().st_size // 10**6, "ms": routes}


def main() -> int:
    """Print the table, keep it as JSON, and say what misses the aim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, default=Path("build/bench/huge.db"), help="made where it is missing")
    parser.add_argument("--reports", type=int, default=100_000, help="how many reports one that is made holds")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="requests a route, at least")
    parser.add_argument("--only", help="routes that hold this")
    parser.add_argument("--json", type=Path, default=Path("build/bench/pages.json"), help="where the figures go")
    a = parser.parse_args()
    if not a.ledger.exists():
        fill(a.ledger, a.reports)
    asked = {route: told for route, told in addresses(_samples(a.ledger)).items() if not a.only or a.only in route}
    with tempfile.TemporaryDirectory() as folder, _client(a.ledger, Path(folder)) as client:
        client.get("/enter")  # loads what every page needs
        rows: list[Timed] = []
        print(HEAD)
        for route, told in asked.items():
            rows.append(timed(client, route, told, a.ledger, a.rounds))
            print(_line(rows[-1]), flush=True)
    a.json.parent.mkdir(parents=True, exist_ok=True)
    a.json.write_text(json.dumps(_told(rows, a.ledger), indent=1) + "\n", "utf-8")
    over = sum(row.is_over for row in rows)
    aim = f"a median of {MEDIAN} ms, a p95 of {P95} ms and answers up to {LARGEST} KB"
    print(f"{len(rows) - over} of {len(rows)} routes at {aim}; {a.json}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
