"""JSON Lines and JSON documents to reports, one object each.

Lines are read one by one with a bound, so that a file may be of any size; a broken line is a Problem with its
number and the others go on. Lone surrogates and zero characters, which JSON can spell but no store can keep,
become U+FFFD. A report is named by its URL, else by file and line.
"""

from __future__ import annotations

import io
import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, cast

from trucewatch.collect.dates import date_in_url, day_of, time_of
from trucewatch.collect.decode import decode, is_wide, refuse_binary
from trucewatch.collect.fields import articles_in, field, first_text, names_in, unwrap
from trucewatch.collect.html import Article, extract, host_of, looks_like_html
from trucewatch.collect.limits import Limits, in_megabytes
from trucewatch.errors import UnreadableError
from trucewatch.ids import report_id, text_hash
from trucewatch.model import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["is_lines", "read_json", "read_lines", "read_value"]

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_CHUNK: Final = 1 << 20
_DOCUMENT: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*(?:[\[{"\]]|$)|\{\s*$|\{.*[,{\[]\s*$)', re.DOTALL)


def read_json(stream: io.BufferedIOBase, name: str, limits: Limits) -> Iterator[Report | Problem]:
    """Yield the reports of a stream of JSON Lines, or of one JSON document (an object, a list, a known wrapper).

    Which of the two it is shows in the first line: JSON Lines have a whole object there.
    """
    head = stream.readline(limits.report + 1)
    refuse_binary(head)
    if is_wide(head[:4_096]):
        whole = _read_whole(chain([head], _chunks(stream)), limits)
        stream = io.BytesIO(decode(whole).encode("utf-8", "replace"))
        head = stream.readline(limits.report + 1)
    blank = 0
    while head and not head.strip(b" \t\r\n\xef\xbb\xbf"):
        head, blank = stream.readline(limits.report + 1), blank + 1
    found_any = False
    parts = _lines(head, stream, limits, blank) if is_lines(head, limits) else _document(head, stream, limits)
    for number, value in parts:
        found_any = True
        yield read_value(value, f"{name}:{number}" if number else name, limits)
    if not found_any:
        msg = "is empty: nothing to read in it"
        raise UnreadableError(msg)


def read_lines(stream: io.BufferedIOBase, name: str, limits: Limits, before: int = 0) -> Iterator[Report | Problem]:
    """Yield the reports of a stretch of JSON Lines that has `before` lines of its file in front of it."""
    head = stream.readline(limits.report + 1)
    for number, value in _lines(head, stream, limits, before):
        yield read_value(value, f"{name}:{number}", limits)


def read_value(value: object, place: str, limits: Limits) -> Report | Problem:
    """Return the report that a parsed JSON value holds, named by its URL, else `place`; a Problem where it is none."""
    try:
        return _report(value, place, limits)
    except UnreadableError as error:
        return Problem(report=place, stage="collect", message=str(error))


def is_lines(head: bytes, limits: Limits) -> bool:
    """Whether a file that begins with the line `head` holds JSON Lines, and not one JSON document."""
    if len(head) > limits.report and head.lstrip()[:1] != b"[":
        return True
    # A document opens with a list or with an object that goes on below; a line that is merely cut off in the
    # middle of its words must not take the others with it.
    return _DOCUMENT.match(head) is None


def _lines(head: bytes, stream: io.BufferedIOBase, limits: Limits, before: int) -> Iterator[tuple[str, object]]:
    """Yield line numbers (`before` lines were blank) with what each holds: a value, or the error that it is."""
    line, number = head, before
    while line:
        number += 1
        if len(line) > limits.report and not line.endswith(b"\n"):
            _skip_line(stream)
            yield str(number), UnreadableError(_too_long("line", limits.report))
        elif line.strip(b" \t\r\n\x1e"):
            articles = articles_in(_parse(line.strip(b"\x1e")))
            for place, article in enumerate(articles, start=1):
                yield (str(number) if len(articles) == 1 else f"{number}.{place}"), article
        line = stream.readline(limits.report + 1)


def _skip_line(stream: io.BufferedIOBase) -> None:
    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _document(head: bytes, stream: io.BufferedIOBase, limits: Limits) -> Iterator[tuple[str, object]]:
    value = _parse(_read_whole(chain([head], _chunks(stream)), limits))
    if isinstance(value, UnreadableError):
        raise value
    articles = articles_in(value)
    # One object is named like its file; the members of a list are counted.
    counted = len(articles) > 1 or isinstance(value, list)
    for number, article in enumerate(articles, start=1):
        yield (str(number) if counted else ""), article


def _chunks(stream: io.BufferedIOBase) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _read_whole(chunks: Iterable[bytes], limits: Limits) -> bytes:
    whole = bytearray()
    for chunk in chunks:
        whole += chunk
        if len(whole) > limits.document:
            msg = f"is one JSON document of more than {in_megabytes(limits.document)}: write it as JSON Lines (.jsonl)"
            raise UnreadableError(msg)
    return bytes(whole)


def _parse(data: bytes) -> object:
    """Return the value that JSON spells, or the error (not raised: the next line goes on)."""
    try:
        return cast("object", json.loads(decode(data)))
    except RecursionError:
        return UnreadableError("is JSON nested too deeply to read: flatten it")
    except UnreadableError as error:
        return error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        return UnreadableError(f"is not valid JSON ({error.msg} at {where}character {error.colno}): mend or drop it")
    except ValueError:
        return UnreadableError("holds a number too long to read: mend or drop it")


def _report(value: object, place: str, limits: Limits) -> Report:
    if isinstance(value, UnreadableError):
        raise value
    if not isinstance(value, dict):
        msg = f"is JSON, but not an object ({type(value).__name__}): each report is an object with at least a text"
        raise UnreadableError(msg)
    record = unwrap(cast("dict[str, Any]", value))
    article = _article(record)
    text = article.text
    if len(text) > limits.report:
        raise UnreadableError(_too_long("text", limits.report))
    url = _clean(_address(record)) or article.url
    outlet = _clean(first_text(field(record, "outlet"))) or article.outlet or host_of(url)
    published, evidence = _published(record, article, url)
    sha256 = text_hash(text)
    return Report(
        report_id=report_id(url, outlet, sha256),
        name=url or place,
        text=text,
        sha256=sha256,
        outlet=host_of(outlet) or outlet,
        url=url,
        title=_clean(first_text(field(record, "title"))) or article.title,
        authors=tuple(_clean(a) or a for a in names_in(field(record, "authors"))) or article.authors,
        published=published,
        published_evidence=evidence,
        media_type="jsonl",
        fetched=time_of(field(record, "fetched")),
    )


def _article(record: Any) -> Article:
    """Return the words of a record: its text, or the article of the HTML that stands in its place."""
    value = field(record, "text")
    if isinstance(value, list):
        value = "\n".join(part for part in cast("list[object]", value) if isinstance(part, str))
    text = _UNSTORABLE.sub("\ufffd", value if isinstance(value, str) else first_text(value) or "")
    if not text.strip():
        page = first_text(field(record, "html"))
        if not page:
            msg = "has no text: put the report's words under `text` (or content, body, maintext …)"
            raise UnreadableError(msg)
        return extract(_UNSTORABLE.sub("\ufffd", page))
    return extract(text) if looks_like_html(text, fragment=True) else Article(text)


def _published(record: Any, article: Article, url: str | None) -> tuple[str | None, str | None]:
    day = day_of(field(record, "published"))
    if day:
        return day, "metadata"
    if article.published:
        return article.published, article.evidence
    day = date_in_url(url)
    return day, ("url" if day else None)


def _address(record: Any) -> str | None:
    url = first_text(field(record, "url"))
    return url if url and host_of(url) else None


def _clean(text: str | None) -> str | None:
    return _UNSTORABLE.sub("\ufffd", text) if text else None


def _too_long(what: str, limit: int) -> str:
    return f"is a {what} of more than {in_megabytes(limit)}: no report is that long; split it"
