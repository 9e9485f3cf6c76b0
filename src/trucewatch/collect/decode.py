"""Bytes to text: which encoding, and whether these are words at all.

A byte-order mark decides and is dropped; then come UTF-16 by its zero bytes, UTF-8, and the single-byte
pages by what their high bytes look like. Line ends stay as they are, so that offsets into the decoded
text are offsets into the file. What is no text raises `UnreadableError` with what it is instead.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from trucewatch.errors import UnreadableError

__all__ = ["decode", "is_wide", "refuse_binary"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CONVERT = "extract its text first and pass that"
_BINARY: Final = (
    (b"%PDF-", "a PDF file", _CONVERT),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save it as plain text, and pass that"),
    (b"PK\x05\x06", "an empty zip archive", "pass the reports themselves"),
    (b"\x1f\x8b", "a gzip file", "unpack it first (only .jsonl.gz and .ndjson.gz are read packed)"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first"),
    (b"(\xb5/\xfd", "a zstandard file", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a rar archive", "unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "pass the words, not their picture"),
    (b"\xff\xd8\xff", "a JPEG image", "pass the words, not their picture"),
    (b"GIF87a", "a GIF image", "pass the words, not their picture"),
    (b"GIF89a", "a GIF image", "pass the words, not their picture"),
    (b"RIFF", "an image, sound or film (RIFF)", "pass the words instead"),
    (b"SQLite format 3\x00", "an SQLite database", "a ledger is named with --ledger, not as a report"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as plain text and pass that"),
    (b"\x7fELF", "a program", "pass a report"),
    (b"{\\rtf", "an RTF document", "save it as plain text and pass that"),
)
# Words that merely start like a magic number (BZh, RIFF) must not be refused: such bytes hold zeros too.
_NEEDS_PROOF: Final = {b"BZh", b"RIFF"}

_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE: Final = 0.02
"""Random bytes hold about 0.1 of these; real text holds none, broken wires a stray one."""

_SAMPLE: Final = 200_000
_HIGH_RUN: Final = re.compile(rb"[\xc0-\xff]{3,}")
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_DAMAGE_SHARE: Final = 0.1
_MOST_CONTROLS_IN_WIDE: Final = 0.01


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text that `data` spells; `declared` is the encoding a page names for itself.

    Raises `UnreadableError` where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    refuse_binary(data)
    if b"\x00" in data:
        text = _decode_wide(data)
        if text is None:
            msg = "is binary (it holds zero bytes), not text: pass a text, HTML or JSONL file"
            raise UnreadableError(msg)
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_narrow(data, declared)


def is_wide(head: bytes) -> bool:
    """Whether the first bytes of a file are UTF-16 or UTF-32, in which lines cannot be told by their bytes."""
    if any(head.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8"):
        return True
    return b"\x00" in head and _decode_wide(head[: len(head) // 2 * 2]) is not None


def refuse_binary(data: bytes) -> None:
    """Raise `UnreadableError` with the kind of file where the first bytes are those of a known binary format."""
    for magic, kind, remedy in _BINARY:
        if data.startswith(magic) and (magic not in _NEEDS_PROOF or _CONTROLS.search(data[:512])):
            msg = f"is {kind}, not text: {remedy}"
            raise UnreadableError(msg)


def _decode_marked(data: bytes, encoding: str) -> str:
    # A cut-off last character must not lose the report, hence no strict decoding here.
    text = data.decode(encoding, "replace")
    if "\x00" in text:
        msg = "is binary (it holds zero characters after its byte-order mark), not text: pass a text file"
        raise UnreadableError(msg)
    return text


def _decode_wide(data: bytes) -> str | None:
    """Read UTF-16 without a mark: of both byte orders the one that gives words and no controls."""
    even = data[: len(data) // 2 * 2]
    best: tuple[float, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = even.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:10_000]
        controls = sum(not c.isprintable() and c not in "\t\n\r\f\u2028\u2029\ufeff\u200b" for c in sample)
        if not sample or controls / len(sample) > _MOST_CONTROLS_IN_WIDE:
            continue
        # Spaces decide: in the wrong order U+0020 becomes U+2000, a blank no newsroom types.
        score = sum(c in " \n" for c in sample) / len(sample)
        if best is None or score > best[0]:
            best = (score, text)
    return best[1] if best and best[0] > 0 and "\x00" not in best[1] else None


def _decode_narrow(data: bytes, declared: str | None) -> str:
    if len(_CONTROLS.findall(data)) > _CONTROL_SHARE * len(data):
        msg = "is binary (it is full of control characters), not text: pass a text, HTML or JSONL file"
        raise UnreadableError(msg)
    for encoding in filter(None, (declared,)):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            break
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= _DAMAGE_SHARE * len(_MULTIBYTE.findall(data)):
        return damaged
    return data.decode(_code_page(data), "replace")


def _code_page(data: bytes) -> str:
    """Name the single-byte encoding.

    Left to itself charset-normalizer takes short Western texts for cp1250 or cp932. Only alphabets other than
    the Latin one set three high letters in a row, so it is asked for those alone.
    """
    if not _HIGH_RUN.search(data):
        return _western(data)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 60 ms that plain UTF-8 need not pay

    match = from_bytes(data[:_SAMPLE]).best()
    return match.encoding if match else _western(data)


def _western(data: bytes) -> str:
    # cp1252 leaves five bytes without a character; Latin-1 has one for each.
    return "latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", data) else "cp1252"
