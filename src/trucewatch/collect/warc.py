"""Web archives (WARC, plain or packed a record at a time): the pages that a crawler kept, as reports.

Needs fastwarc (`pip install 'trucewatch[bulk]'`). Only answers with status 200 and words in them are reports; pictures,
scripts, requests and redirects are passed over without a word, as a directory's settings are.
"""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from trucewatch.collect.dates import date_in_url
from trucewatch.collect.decode import decode
from trucewatch.collect.html import Article, declared_encoding, extract, host_of
from trucewatch.collect.limits import Limits, in_megabytes
from trucewatch.errors import UnreadableError, UsageError
from trucewatch.ids import report_id, text_hash
from trucewatch.model import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_warc", "warc_places"]

_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXT: Final = "text/plain"
_FINE: Final = 200


def warc_places(stream: BinaryIO) -> Iterator[int]:
    """Yield the byte offset of each record of a web archive that may be a report; UnreadableError where it is none."""
    yield from (record.stream_pos for record in _records(stream, parse_http=False))


def read_warc(stream: BinaryIO, name: str, limits: Limits, *, count: int | None = None) -> Iterator[Report | Problem]:
    """Yield the reports of a web archive from where `stream` stands, of `count` records unless it is None.

    A report is named by its URL. UnreadableError where the stream is no web archive, or breaks off.
    """
    for record in islice(_records(stream, parse_http=True), count):
        url = record.headers.get("WARC-Target-URI")
        try:
            report = _report(record, url, limits)
        except UnreadableError as error:
            yield Problem(report=url or f"{name}:{record.stream_pos}", stage="collect", message=str(error))
        else:
            if report is not None:
                yield report


def _records(stream: BinaryIO, *, parse_http: bool) -> Iterator[Any]:
    try:
        warc = import_module("fastwarc.warc")
    except ImportError as error:
        raise UsageError("WARC files need fastwarc: run `pip install 'trucewatch[bulk]'`") from error
    kinds = warc.WarcRecordType
    wanted = kinds.response | kinds.resource | kinds.conversion
    try:
        yield from warc.ArchiveIterator(stream, record_types=wanted, parse_http=parse_http)
    except OSError as error:
        raise UnreadableError(f"is no web archive, or is damaged from here on ({error}): fetch it again") from error


def _report(record: Any, url: str | None, limits: Limits) -> Report | None:
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in {*_HTML, _TEXT} or (record.http_headers and record.http_headers.status_code != _FINE):
        return None
    data = record.reader.read(limits.report + 1)
    if len(data) > limits.report:
        message = f"is a page of more than {in_megabytes(limits.report)}: no report is that long; split it"
        raise UnreadableError(message)
    stated = record.http_charset or (declared_encoding(data) if kind in _HTML else None)
    text = decode(data, stated)
    article = extract(text) if kind in _HTML else Article(text)
    if not article.text.strip():
        raise UnreadableError("has no text: nothing to read in it")
    where = url if url and host_of(url) else article.url
    outlet = article.outlet or host_of(where)
    day = date_in_url(where)
    sha256 = text_hash(article.text)
    return Report(
        report_id=report_id(where, outlet, sha256),
        name=where or "warc",
        text=article.text,
        sha256=sha256,
        outlet=outlet,
        url=where,
        title=article.title,
        authors=article.authors,
        published=article.published or day,
        published_evidence=article.evidence if article.published else ("url" if day else None),
        media_type="html" if kind in _HTML else "text",
        fetched=None if record.record_date is None else record.record_date.isoformat(),
    )
