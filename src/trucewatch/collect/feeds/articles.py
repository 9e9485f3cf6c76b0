"""What was fetched to reports: a page's article, or the words that a feed's entries bring themselves.

Pure: bytes, addresses and dates in, `Report` or `Problem` out, so that what lies in the archive gives the same reports
on any day. The page's own date comes first, then what the feed says of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from trucewatch.collect.dates import day_of
from trucewatch.collect.decode import decode
from trucewatch.collect.feeds.addresses import target_of
from trucewatch.collect.html import Article, declared_encoding, extract, host_of, looks_like_html
from trucewatch.errors import UnreadableError
from trucewatch.ids import report_id, text_hash
from trucewatch.model import Problem, Report

if TYPE_CHECKING:
    from trucewatch.collect.feeds.entries import Entry, Feed
    from trucewatch.collect.feeds.exchange import Answer

__all__ = ["Known", "article_of", "entry_reports", "identity_of", "page_report"]

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_TRACKING: Final = re.compile(r"utm_|(?:fbclid|gclid|mc_cid|mc_eid|at_medium|at_campaign)$", re.IGNORECASE)
_READ_AS_HTML: Final = frozenset({"text/html", "application/xhtml+xml", ""})
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page besides its bytes: who publishes it, what its feed says of it, when it was fetched."""

    outlet: str | None
    title: str | None
    published: str | None
    fetched: str


def article_of(answer: Answer) -> Article:
    """Return the article of a page as fetched; UnreadableError where it holds none."""
    told = answer.header("content-type") or ""
    kind = told.partition(";")[0].strip().lower()
    charset = _CHARSET.search(told)
    text = decode(answer.body, charset[1] if charset else declared_encoding(answer.body))
    text = _UNSTORABLE.sub("\ufffd", text)
    if kind in _READ_AS_HTML or looks_like_html(text):
        return extract(text)
    if kind != "text/plain":
        raise UnreadableError(f"is {kind}, not an article: only HTML pages and plain text are read")
    if not text.strip():
        raise UnreadableError("is empty: nothing to read in it")
    return Article(text)


def identity_of(asked: str, answer: Answer, article: Article) -> str:
    """Return the address under which a page's versions are kept: where it was asked for, less what only tracks.

    Where the way led to another host (a link that counts clicks), the address there; where the page names the
    same place itself, its own spelling.
    """
    here = answer.url if host_of(answer.url) != host_of(asked) else asked
    parts = urlsplit(here)
    named = urlsplit(article.url or "")
    if named.hostname == parts.hostname and named.path == parts.path and named.scheme in {"http", "https"}:
        return target_of(article.url or here).url
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    kept = [pair for pair in query if not _TRACKING.match(pair[0])]
    return here if kept == query else urlunsplit(parts._replace(query=urlencode(kept)))


def page_report(article: Article, url: str, known: Known) -> Report:
    """Return the report of a page under the address `url`."""
    sha256 = text_hash(article.text)
    published, evidence = article.published, article.evidence
    if published is None or evidence == "url":
        told = day_of(known.published)
        published, evidence = (told, "metadata") if told else (published, evidence)
    outlet = known.outlet or article.outlet or host_of(url)
    return Report(
        report_id=report_id(url, outlet, sha256),
        name=url,
        text=article.text,
        sha256=sha256,
        outlet=outlet,
        url=url,
        title=article.title or known.title,
        authors=article.authors,
        published=published,
        published_evidence=evidence,
        media_type="html",
        fetched=known.fetched,
    )


def entry_reports(feed: Feed, url: str, outlet: str | None, fetched: str) -> list[Report | Problem]:
    """Return the reports that a feed's entries bring in their own words, and a Problem for those without any."""
    found: list[Report | Problem] = []
    wordless = 0
    for entry in feed.entries:
        try:
            article = _words(entry)
        except UnreadableError:
            wordless += 1
            continue
        known = Known(outlet or feed.title, entry.title, entry.published, fetched)
        found.append(page_report(article, entry.url, known))
    if wordless and not found:
        message = "has no entry with words enough to read: set follow = true, so that its articles are fetched"
        found.append(Problem(url, "collect", message))
    return found


def _words(entry: Entry) -> Article:
    words = _UNSTORABLE.sub("\ufffd", entry.words or "")
    if looks_like_html(words, fragment=True) or "<" in words:
        return extract(words)
    if len(words.split()) < 8:
        raise UnreadableError("has no words of its own")
    return Article(words)
