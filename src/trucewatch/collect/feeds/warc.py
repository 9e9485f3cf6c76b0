"""The archive: every answer as it came, with time, address and hash, in WARC 1.1 files that other tools open.

One gzip member a record, so that each can be read by itself from where it starts. A record is on disk (fsync) before
its place is told; what a kill left behind the last place that was told is cut off when the archive is opened again.
"""

from __future__ import annotations

import gzip
import os
import uuid
import zlib
from base64 import b32encode
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from trucewatch.collect.feeds.exchange import Answer
from trucewatch.collect.feeds.unpack import unpacked
from trucewatch.errors import LedgerError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

__all__ = ["Archive", "Kept", "digest_of"]

_FULL: Final = 1_000_000_000
_NEVER_KEPT: Final = frozenset({"transfer-encoding", "connection", "keep-alive", "set-cookie"})
"""What says how the bytes travelled, not what they are; a cookie is a key, and no evidence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record lies: the file's name in the archive, and its place and length there in bytes."""

    file: str
    start: int
    length: int


def digest_of(sent: bytes) -> str:
    """Return the hash of a body as it was sent, as WARC files write it: `sha256:` and base 32."""
    return "sha256:" + b32encode(sha256(sent).digest()).decode("ascii")


class Archive:
    """Writes to one file a day in a folder; the caller sees to it that there is one writer."""

    def __init__(self, folder: Path, ends: Mapping[str, int]) -> None:
        """`ends`: for each file the end of its last record whose place was kept; what lies behind is cut off."""
        self._folder = folder
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for file in sorted(folder.glob("feeds-*.warc.gz")):
                if file.stat().st_size > ends.get(file.name, 0):
                    os.truncate(file, ends.get(file.name, 0))

    def append(self, answer: Answer, at: str) -> Kept:
        """Keep an answer that came `at` an ISO time in UTC; return its place once it is on disk (else LedgerError)."""
        path = self._file(at)
        with _told(path), path.open("ab") as stream:
            if stream.tell() == 0:
                stream.write(_member(_opening(path.name, at)))
            start = stream.tell()
            stream.write(_member(_response(answer, at)))
            stream.flush()
            os.fsync(stream.fileno())
            return Kept(path.name, start, stream.tell() - start)

    def load(self, kept: Kept, url: str, largest: int) -> Answer:
        """Return an answer from the archive; UnreadableError where it is not there any more."""
        try:
            with (self._folder / kept.file).open("rb") as stream:
                stream.seek(kept.start)
                record = gzip.decompress(stream.read(kept.length))
            return _answer(record, url, largest)
        except (OSError, EOFError, ValueError, IndexError, zlib.error) as error:
            raise UnreadableError(
                f"was fetched, but its record in {kept.file} cannot be read: restore the archive's folder"
            ) from error

    def _file(self, at: str) -> Path:
        day, number = at[:10].replace("-", ""), 1
        while (path := self._folder / f"feeds-{day}-{number:04d}.warc.gz").exists() and path.stat().st_size > _FULL:
            number += 1
        return path


@contextmanager
def _told(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        remedy = "free some space or mend its permissions, and start again: what was added is safe"
        raise LedgerError(f"archive {path}: {error.strerror}; {remedy}") from error


def _member(record: bytes) -> bytes:
    return gzip.compress(record, mtime=0)


def _record(fields: list[tuple[str, str]], block: bytes) -> bytes:
    fields.append(("WARC-Block-Digest", digest_of(block)))
    fields.append(("Content-Length", str(len(block))))
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n"
    return head.encode("utf-8") + block + b"\r\n\r\n"


def _named(*parts: str) -> str:
    # From what it holds, so that no chance is needed and a record kept twice has one name.
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(parts))}>"


def _opening(name: str, at: str) -> bytes:
    block = b"software: trucewatch\r\nformat: WARC File Format 1.1\r\n"
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", _named(name, at)),
        ("WARC-Date", at),
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    ]
    return _record(fields, block)


def _response(answer: Answer, at: str) -> bytes:
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}".rstrip()]
    lines += [f"{name}: {value}" for name, value in answer.headers if name not in _NEVER_KEPT | {"content-length"}]
    lines += [f"content-length: {len(answer.sent)}", "", ""]
    digest = digest_of(answer.sent)
    fields = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", _named(answer.url, at, digest)),
        ("WARC-Date", at),
        ("WARC-Target-URI", answer.url),
        ("WARC-IP-Address", answer.address),
        ("WARC-Payload-Digest", digest),
        ("Content-Type", "application/http;msgtype=response"),
    ]
    return _record(fields, "\r\n".join(lines).encode("latin-1") + answer.sent)


def _answer(record: bytes, url: str, largest: int) -> Answer:
    warc_head, _, block = record.removesuffix(b"\r\n\r\n").partition(b"\r\n\r\n")
    told = dict(line.split(": ", 1) for line in warc_head.decode("utf-8").split("\r\n")[1:])
    head, _, sent = block.partition(b"\r\n\r\n")
    if digest_of(sent) != told["WARC-Payload-Digest"]:
        raise ValueError("the body is not the one that was kept")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = tuple((name, value) for name, _, value in (line.partition(": ") for line in rest))
    _, status, reason = (first + "  ").split(" ", 2)
    body = unpacked(sent, dict(headers).get("content-encoding", ""), largest)
    return Answer(
        told.get("WARC-Target-URI", url), int(status), reason.strip(), headers, sent, body, told["WARC-IP-Address"]
    )
