"""`python -m evals`: one table of all sets, with the change against the pinned scores.

Sets that are not there print `absent`; it fails only where something fails to run. Floors are the gate's business.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evals import cases, events, incidents, incidents_linked, muc4, polnear, seeds, table
from evals.score import Options, Score

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "evals" / "pinned.json"
LAST = ROOT / "build" / "eval-last.json"
ANNOTATED = ROOT / "evals" / "annotated"
OWN = tuple(sorted(path.name for path in ANNOTATED.iterdir() if path.is_dir()))
SETS = ("seeds", *OWN, "cases", "examples", "muc4", "polnear", "incidents", "linked", "paired")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"which sets to score: {', '.join(SETS)} (default: all)")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with seeds, gold and data")
    parser.add_argument("--gold", nargs=2, type=Path, metavar=("GOLD", "REPORTS"), help="score this folder's gold too")
    parser.add_argument("--events", type=Path, metavar="FOLDER", help="score a folder of reports, gold and series.json")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--sample", type=int, help="read at most this many reports (or incidents) of each public set")
    size.add_argument("--all", action="store_true", help="read every report")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--cores", type=int, default=2, help="how many processes read")
    parser.add_argument("--gains", action="store_true", help="list what turned since the last run")
    parser.add_argument("--misses", action="store_true", help="list every item that is wrong")
    parser.add_argument("--pin", action="store_true", help="pin these scores in evals/pinned.json")
    arguments = parser.parse_args()
    if unknown := set(arguments.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    return arguments


def _sets(arguments: argparse.Namespace) -> dict[str, Callable[[], Score | None]]:
    options = Options(0 if arguments.all else arguments.sample, arguments.seed, arguments.cores)
    shared: Path = arguments.shared.resolve()
    scorer = shared / "tools" / "score_reading.py"
    found: dict[str, Callable[[], Score | None]] = {
        "seeds": partial(seeds.score, "seeds", shared / "gold" / "reading", shared / "seeds", scorer, options),
        "cases": partial(cases.score, "cases", ROOT / "tests" / "cases" / "en", options),
        "examples": partial(cases.score, "examples", ROOT / "tests" / "cases" / "examples", options),
        "muc4": partial(muc4.score, shared / "data" / "muc4", options),
        "polnear": partial(polnear.score, shared / "data" / "polnear", options),
        "incidents": partial(incidents.score, shared / "data" / "incidents", options),
        "linked": partial(incidents_linked.score, shared / "data" / "incidents", options),
        "paired": partial(events.score, "paired", shared / "gold" / "reading", shared / "seeds", options),
    }
    for name in OWN:
        folder = ANNOTATED / name
        found[name] = partial(seeds.score, name, folder / "gold", folder / "reports", scorer, options)
    wanted = {name: found[name] for name in arguments.sets or SETS}
    if arguments.gold:
        wanted["gold"] = partial(seeds.score, "gold", *arguments.gold, scorer, options)
    if arguments.events:
        wanted["events"] = partial(events.score_folder, arguments.events)
        wanted["events over gold"] = partial(events.score_folder, arguments.events, over_gold=True)
    return wanted


def _print_items(title: str, score: Score, items: list[str]) -> None:
    if items:
        print(f"\n{score.name}: {len(items)} {title}")
        print("\n".join(f"  {item}" for item in items))


def main() -> int:
    """Score the sets asked for, print the table, keep the outcomes."""
    arguments = _arguments()
    started = time.perf_counter()
    scored = [(name, run()) for name, run in _sets(arguments).items()]
    present = [score for _, score in scored if score is not None]
    print("\n".join(table.lines(scored, table.load(PINNED))))
    print(f"all in {time.perf_counter() - started:.0f} s")
    last = table.load(LAST)
    for score in present:
        if arguments.gains:
            gained, lost = table.gains_and_losses(last, score)
            _print_items("gains", score, gained)
            _print_items("losses", score, lost)
        if arguments.misses:
            _print_items("wrong", score, sorted(item for item, ok in score.outcomes.items() if not ok))
    table.remember(LAST, present)
    if arguments.pin:
        table.pin(PINNED, present)
    return 0


if __name__ == "__main__":
    sys.exit(main())
