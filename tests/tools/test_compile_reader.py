"""What `make compiled` makes of the reader's sources, and that what it compiled reads as they do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tools.compile_reader import BUILD, LEFT, ROOMS, ROOT, _unlike, prepared

PLAIN = '''
from __future__ import annotations
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from a.room import Bed, Chair

@dataclass(frozen=True, slots=True)
class House:
    """A house."""

    chair: Chair
    rooms: Sequence[Bed] = ()
    naïve: Bed | None = None  # kept

class Yard(NamedTuple):
    trees: Mapping[str, int]

def sit(chair: Chair) -> None: ...
'''
SCRIPT = """
import json, sys
from trucewatch import ids
from trucewatch.model import Report
from trucewatch.read import grammar, read
from trucewatch.records import as_records
texts = json.load(sys.stdin)
reports = [Report(ids.report_id(None, None, ids.text_hash(t)), "report.txt", t, ids.text_hash(t)) for t in texts]
print(json.dumps([grammar.__file__, [list(as_records(read(report))) for report in reports]]))
"""


def test_types_of_fields_become_strings_and_those_of_data_classes_are_imported() -> None:
    lines = prepared(PLAIN).splitlines()
    assert [line for line in lines if line.startswith("    ") and ": '" in line] == [
        "    chair: 'Chair'",
        "    rooms: 'Sequence[Bed]' = ()",
        "    naïve: 'Bed | None' = None  # kept",
        "    trees: 'Mapping[str, int]'",
    ]
    assert [line for line in lines if line.startswith("from")][-2:] == [
        "from collections.abc import Sequence",
        "from a.room import Chair",
    ]
    assert "def sit(chair: Chair) -> None: ..." in lines


def test_every_module_left_out_stands_in_vocab() -> None:
    assert LEFT - {path.stem for path in (ROOT / "src" / "trucewatch" / "vocab").glob("*.py")} == set()


def _is_current() -> bool:
    package = BUILD / "src" / "trucewatch"
    chosen = [p for room in ROOMS for p in (ROOT / "src" / "trucewatch" / room).glob("*.py") if p.stem not in LEFT]
    copies = [(path, package / path.relative_to(ROOT / "src" / "trucewatch")) for path in chosen]
    return all(
        copy.is_file()
        and copy.read_text("utf-8") == prepared(path.read_text("utf-8"))
        and any(copy.parent.glob(f"{copy.stem}.*.so"))
        for path, copy in copies
    )


@pytest.mark.skipif(not _is_current(), reason="build/compiled is not there or older than the sources: make compiled")
def test_the_compiled_reader_writes_the_same_records() -> None:
    texts = [path.read_bytes().decode() for path in sorted((ROOT / "examples").rglob("*.txt"))]
    told = []
    for source in (ROOT / "src", BUILD / "src"):
        env = {**os.environ, "PYTHONPATH": str(source)}
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=env, input=json.dumps(texts), capture_output=True, text=True, check=True
        )
        told.append(json.loads(ran.stdout))
    assert [Path(file).suffix for file, _ in told] == [".py", ".so"]
    assert told[0][1] == told[1][1]
    assert sum(map(len, told[0][1])) > len(texts)


@pytest.mark.parametrize(
    ("status", "printed", "found"),
    [
        (0, b"a\nb\n", None),
        (0, b"a\nc\n", "read c\nwhere b was due"),
        (0, b"a\nb\nd\n", "one of them read more than the other"),
        (1, b"", "TypeError"),
    ],
)
def test_what_the_compiled_reader_reads_otherwise_is_told(
    status: int, printed: bytes, found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(sources: Path) -> subprocess.CompletedProcess[bytes]:
        if sources == ROOT / "src":
            return subprocess.CompletedProcess([], 0, b"a\nb\n", b"")
        return subprocess.CompletedProcess([], status, printed, b"TypeError")

    monkeypatch.setattr("tools.compile_reader._read", told)
    assert _unlike() == found


def test_two_readers_that_fail_alike_are_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, b"", b"no such report")
    monkeypatch.setattr("tools.compile_reader._read", lambda _: failed)
    assert _unlike() == "no such report"
