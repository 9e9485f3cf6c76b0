"""How an archive is cut: into slices of some hundred articles, each read by one task and written as one shard.

Plain JSON Lines are cut by bytes, tables by rows, web archives by records, all without copying. JSON Lines packed as
one stream cannot be entered in the middle: they are unpacked once, into packed pieces under `work/cut`.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from trucewatch.bulk.storage import Storage, opened
from trucewatch.collect.jsonl import is_lines, read_lines
from trucewatch.collect.limits import Limits
from trucewatch.collect.parquet import parquet_rows, read_parquet
from trucewatch.collect.paths import Found, expand
from trucewatch.collect.unpack import unpacked
from trucewatch.collect.warc import read_warc, warc_places
from trucewatch.errors import UnreadableError
from trucewatch.model import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

__all__ = ["Slice", "articles", "cut", "found", "identity"]

_LINES: Final = frozenset({".jsonl", ".ndjson", ".jl", ".json"})
_FORMS: Final = {
    **dict.fromkeys(_LINES, "lines"),
    **{f"{of}{by}": "packed" for of in _LINES for by in (".gz", ".zst")},
    **dict.fromkeys((".parquet", ".pq"), "rows"),
    **dict.fromkeys((".warc", ".warc.gz"), "records"),
}
_LIMITS: Final = Limits()
_ENDS: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of an input: `count` lines, rows or records from `start` on (a byte, or a row).

    `name` is the input as given, `form` lines, piece (of packed lines), rows or records, `before` the lines in front.
    """

    path: str
    name: str
    form: str
    start: int
    count: int
    before: int = 0

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)


def found(archives: Sequence[str]) -> Iterator[Found | Problem]:
    """Yield the files of archives: files, folders, patterns, addresses; a Problem for what leads nowhere.

    In folders only files of a form that bulk reads count; named ones are given as they are.
    """
    for archive in archives:
        if "://" in archive:
            yield Found(archive)
            continue
        for each in expand([archive]):
            if isinstance(each, Problem) or each.path == archive or each.suffix in _FORMS:
                yield each


def identity(path: str) -> dict[str, Any]:
    """Return what tells an input from another version of itself: its size and a hash of its two ends."""
    with opened(path) as stream:
        head = stream.read(_ENDS)
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _ENDS))
        return {"size": size, "ends": hashlib.sha256(head + stream.read(_ENDS)).hexdigest()}


def cut(each: Found, size: int, storage: Storage) -> Iterator[Slice]:
    """Yield the slices of one input, `size` articles each; UnreadableError where it holds none that bulk reads."""
    form = _FORMS.get(each.suffix)
    if form is None:
        raise UnreadableError("is no archive: bulk reads JSON Lines (plain, .gz, .zst), Parquet and WARC (.gz)")
    with opened(each.path) as stream:
        cutter = {"lines": _cut_lines, "packed": _cut_packed, "rows": _cut_rows, "records": _cut_records}[form]
        yield from cutter(stream, each, size, storage)


def articles(part: Slice, storage: Storage) -> Iterator[Report | Problem]:
    """Yield what a slice holds, article by article, named as `trucewatch add` would name it."""
    try:
        with _entered(part, storage) as stream:
            if part.form in {"lines", "piece"}:
                yield from read_lines(stream, part.name, _LIMITS, part.before)
            elif part.form == "rows":
                yield from read_parquet(stream, part.name, _LIMITS, first=part.start, count=part.count)
            else:
                yield from read_warc(stream, part.name, _LIMITS, count=part.count)
    except UnreadableError as error:
        yield Problem(report=part.name, stage="collect", message=str(error))


@contextmanager
def _entered(part: Slice, storage: Storage) -> Generator[Any]:
    if part.form == "piece":
        arrow = import_module("pyarrow")
        packed = arrow.BufferReader(storage.read(part.path))
        with arrow.CompressedInputStream(packed, "zstd") as stream:
            yield io.BytesIO(stream.read())
        return
    with opened(part.path) as stream:
        if part.form == "lines":
            stream.seek(part.start)
            yield io.BytesIO(stream.read(part.count))
        else:
            if part.form == "records":
                stream.seek(part.start)
            yield stream


def _stretches(stream: BinaryIO, size: int) -> Iterator[tuple[int, list[bytes]]]:
    """Yield `size` lines at a time, with the number of lines before them."""
    before = 0
    while lines := list(islice(iter(lambda: stream.readline(_LIMITS.report + 1), b""), size)):
        if before == 0 and not is_lines(next((line for line in lines if line.strip()), b""), _LIMITS):
            raise UnreadableError("is one JSON document: `trucewatch add` reads it, bulk reads an object a line")
        # A line longer than any report comes in several pieces, which stay together and count once.
        while not lines[-1].endswith(b"\n") and (more := stream.readline(_LIMITS.report + 1)):
            lines.append(more)
        yield before, lines
        before += sum(line.endswith(b"\n") for line in lines)


def _cut_lines(stream: BinaryIO, each: Found, size: int, _: Storage) -> Iterator[Slice]:
    start = 0
    for before, lines in _stretches(stream, size):
        length = sum(map(len, lines))
        yield Slice(each.path, each.name, "lines", start, length, before)
        start += length


def _cut_packed(stream: BinaryIO, each: Found, size: int, storage: Storage) -> Iterator[Slice]:
    arrow = import_module("pyarrow")
    folder = "work/cut/" + hashlib.sha256(each.path.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    number = 0
    try:
        with unpacked(stream, each.suffix) as plain:
            for before, lines in _stretches(io.BufferedReader(plain), size):  # pyright: ignore[reportArgumentType]
                name = f"{folder}/{number:06d}.jsonl.zst"
                sink = arrow.BufferOutputStream()
                with arrow.CompressedOutputStream(sink, "zstd") as packed:
                    packed.write(b"".join(lines))
                storage.write(name, memoryview(sink.getvalue()))
                yield Slice(name, each.name, "piece", 0, sum(map(len, lines)), before)
                number += 1
    except (EOFError, arrow.ArrowException) as error:
        raise UnreadableError(f"is damaged, or breaks off ({error}): fetch it again") from error


def _cut_rows(stream: BinaryIO, each: Found, size: int, _: Storage) -> Iterator[Slice]:
    rows = parquet_rows(stream)
    for first in range(0, rows, size):
        yield Slice(each.path, each.name, "rows", first, min(size, rows - first))


def _cut_records(stream: BinaryIO, each: Found, size: int, _: Storage) -> Iterator[Slice]:
    places = warc_places(stream)
    while stretch := list(islice(places, size)):
        yield Slice(each.path, each.name, "records", stretch[0], len(stretch))
