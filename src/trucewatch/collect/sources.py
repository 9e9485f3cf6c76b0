"""Where reports come from: files, directories, patterns and standard input, read lazily one by one.

What cannot become a report is a Problem and the rest goes on; nothing here touches the network. For plain
text the final text is the file's content as it stands, so that offsets lead back into the file.
"""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from trucewatch.collect.decode import decode, is_wide, refuse_binary
from trucewatch.collect.html import declared_encoding, extract, looks_like_html
from trucewatch.collect.jsonl import read_json
from trucewatch.collect.limits import Limits, in_megabytes
from trucewatch.collect.parquet import read_parquet
from trucewatch.collect.paths import STDIN, Found, expand
from trucewatch.collect.unpack import unpacked
from trucewatch.collect.warc import read_warc
from trucewatch.errors import UnreadableError
from trucewatch.ids import report_id, text_hash
from trucewatch.model import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

__all__ = ["collect"]

_TEXT: Final = frozenset({".txt", ".text"})
_HTML: Final = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_JSON: Final = frozenset({".jsonl", ".ndjson", ".json", ".jl"})
_PACKED: Final = frozenset(f"{of}{by}" for of in _JSON for by in (".gz", ".zst"))
_PARQUET: Final = frozenset({".parquet", ".pq"})
_WARC: Final = frozenset({".warc", ".warc.gz"})
_ARCHIVES: Final = _JSON | _PACKED | _PARQUET | _WARC
"""Read an article at a time, so that a file may be of any size."""
_HEAD: Final = 4_096


def collect(
    paths: Sequence[str], *, limits: Limits | None = None, stdin: BinaryIO | None = None
) -> Iterator[Report | Problem]:
    """Yield a Report for each article that `paths` name, in order, and a Problem for each thing that is none.

    A path is a file (plain text, HTML, JSON Lines, JSON, Parquet, WARC), a directory (read recursively in sorted
    order; hidden files, settings, code and tables in it are passed over), a pattern such as `2025-*/*.html`, or `-`
    for `stdin`. Kinds go by the file's ending, and by content where that says nothing. Never raises for what it reads.
    `limits` are those of `Limits()` unless given.
    """
    for found in expand(paths):
        if isinstance(found, Problem):
            yield found
        else:
            yield from _read(found, limits or Limits(), stdin)


def _read(found: Found, limits: Limits, stdin: BinaryIO | None) -> Iterator[Report | Problem]:
    try:
        with _opened(found, limits, stdin) as stream:
            yield from _reports(stream, found, limits)
    except UnreadableError as error:
        yield Problem(report=found.name, stage="collect", message=str(error))
    except PermissionError:
        message = "permission denied: make it readable for this user"
        yield Problem(report=found.name, stage="collect", message=message)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        yield Problem(report=found.name, stage="collect", message=f"cannot be read ({why}): check the file")


@contextmanager
def _opened(found: Found, limits: Limits, stdin: BinaryIO | None) -> Generator[io.BufferedReader]:
    if found.path == STDIN:
        if stdin is None:
            msg = "standard input is not open here: pass a file"
            raise UnreadableError(msg)
        # Not closed: it is the caller's.
        yield stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stdin))
        return
    path = Path(found.path)
    # Size is asked first, so that fifty megabytes on a single line never come into memory.
    if found.suffix not in _ARCHIVES and path.stat().st_size > limits.report:
        with path.open("rb") as stream:
            refuse_binary(stream.read(_HEAD))
        raise UnreadableError(_too_big(limits))
    with path.open("rb") as stream:
        if found.suffix in _PACKED:
            with unpacked(stream, found.suffix) as packed:
                yield io.BufferedReader(cast("io.RawIOBase", _Bounded(packed, limits.unpacked)))
        else:
            yield stream


class _Bounded(io.RawIOBase):
    """The content of a packed file up to a limit: a bomb must not fill the machine."""

    def __init__(self, packed: BinaryIO, limit: int) -> None:
        super().__init__()
        self._packed = packed
        self._limit = limit
        self._left = limit

    def readable(self) -> bool:
        """Return True: it is only ever read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Fill `buffer`; UnreadableError once more came out than the limit allows."""
        data = self._packed.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            msg = f"unpacks to more than {in_megabytes(self._limit)}: unpack and split it"
            raise UnreadableError(msg)
        buffer[: len(data)] = data
        return len(data)


def _reports(stream: io.BufferedReader, found: Found, limits: Limits) -> Iterator[Report | Problem]:
    kind = _kind(found, stream.peek(_HEAD)[:_HEAD])
    if kind == "json":
        yield from read_json(stream, found.name, limits)
        return
    if kind == "parquet":
        yield from read_parquet(stream, found.name, limits)
        return
    if kind == "warc":
        yield from read_warc(stream, found.name, limits)
        return
    data = stream.read(limits.report + 1)
    if len(data) > limits.report:
        raise UnreadableError(_too_big(limits))
    if not data:
        msg = "is empty (0 bytes): nothing to read in it"
        raise UnreadableError(msg)
    text = decode(data, declared_encoding(data) if kind == "html" else None)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b\u2028\u2029\u3000"):
        msg = "holds only white space: nothing to read in it"
        raise UnreadableError(msg)
    if kind == "html" or (kind == "unknown" and looks_like_html(text)):
        yield _from_page(text, found.name)
    elif kind == "unknown" and text.lstrip().startswith("<?xml"):
        msg = "is XML, which is not read: pass its articles as HTML, text or JSON Lines"
        raise UnreadableError(msg)
    else:
        yield _from_text(text, found.name)


def _kind(found: Found, head: bytes) -> str:
    kinds = (("text", _TEXT), ("html", _HTML), ("json", _JSON | _PACKED), ("parquet", _PARQUET), ("warc", _WARC))
    for kind, suffixes in kinds:
        if found.suffix in suffixes:
            return kind
    start = decode(head[: len(head) // 4 * 4]) if is_wide(head) else head.decode("latin-1").removeprefix("ï»¿")
    # Prose may open with a bracket ("[1] …", "{"), JSON goes on with a quotation mark, a brace or its end.
    start = "".join(start.split())[:2]
    return "json" if start in {'{"', "[{", "{}", "[]", "[["} else "unknown"


def _from_text(text: str, name: str) -> Report:
    sha256 = text_hash(text)
    return Report(report_id=report_id(None, None, sha256), name=name, text=text, sha256=sha256)


def _from_page(page: str, name: str) -> Report:
    article = extract(page)
    sha256 = text_hash(article.text)
    return Report(
        report_id=report_id(article.url, article.outlet, sha256),
        name=name,
        text=article.text,
        sha256=sha256,
        outlet=article.outlet,
        url=article.url,
        title=article.title,
        authors=article.authors,
        published=article.published,
        published_evidence=article.evidence,
        media_type="html",
    )


def _too_big(limits: Limits) -> str:
    return f"is larger than {in_megabytes(limits.report)}, the most one report may have: split it, or write JSON Lines"
