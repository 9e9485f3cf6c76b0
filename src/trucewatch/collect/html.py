"""An HTML page to a report: the article's words, one paragraph a line, and what the page says of itself.

trafilatura finds the article, htmldate the date; both get parsed trees and never an address, so that nothing
is fetched. Only dates that the page or its URL states count, each with its evidence; the clock is never asked.
A page without an article raises `UnreadableError`.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from trucewatch.collect.dates import date_in_url
from trucewatch.collect.fields import names_in
from trucewatch.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Article", "declared_encoding", "extract", "host_of", "looks_like_html"]

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRAGMENT: Final = re.compile(r"<(?:p|div|article|section|br|h[1-6])\b[^<>]*>", re.IGNORECASE)

_SENTENCE: Final = re.compile(r"[.!?…。！？؟।۔។]")
_FEWEST_WORDS: Final = 8
"""Words of a line that ends like a sentence before a page counts as having an article: menus have none."""

_STORY_WORDS: Final = 40
"""Words in the paragraphs of an <article> before it counts as a story of its own: teasers have fewer."""

_LATEST: Final = "2099-12-31"
"""A bound that htmldate asks for; without one it takes today, and a reading would depend on the clock."""


@dataclass(frozen=True, slots=True)
class Article:
    """What a page yields: its text and what it says of itself; `evidence` is metadata or url."""

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    evidence: str | None = None


def looks_like_html(text: str, *, fragment: bool = False) -> bool:
    """Whether a text opens as an HTML page, or (`fragment`) holds paragraphs marked up as HTML."""
    if _OPENING.match(text[:4_000]):
        return True
    return fragment and len(_FRAGMENT.findall(text, 0, 20_000)) > 1


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that a page names in its first `<meta charset>`, or None."""
    found = _CHARSET.search(data[:4_096])
    return found[1].decode("ascii", "ignore") if found else None


def host_of(url: str | None) -> str | None:
    """Return the host of a URL without `www.`, for want of a better name of its outlet."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def extract(page: str) -> Article:
    """Return the article of an HTML page or fragment; UnreadableError where there is none."""
    if not looks_like_html(page):
        page = f"<html><body><article>{page}</article></body></html>"
    article = _guarded(lambda: _extract(page))
    if article is None or not _has_prose(article.text):
        msg = "has no article in its HTML (only menus, forms or scripts): save the article's own page, or its text"
        raise UnreadableError(msg)
    return article


def _guarded(step: Callable[[], Article | None]) -> Article | None:
    """Run a step of the extraction libraries on a page that may be made to break them."""
    from lxml.etree import LxmlError  # noqa: PLC0415 # pyright: ignore[reportUnknownVariableType]

    try:
        return step()
    except RecursionError:
        msg = "has HTML nested too deeply to read: save the article's text instead"
        raise UnreadableError(msg) from None
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError):
        # What these libraries raise on broken markup is not documented; these are what such code can raise.
        msg = "has HTML that cannot be parsed: save the article's text instead"
        raise UnreadableError(msg) from None


def _extract(page: str) -> Article | None:
    tools = _tools()
    found = tools.bare_extraction(
        tools.load_html(page),
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _LATEST},
    )
    text = (found.text or "") if found else ""
    several = _stories(tools.load_html(page))
    text = several or text
    if found is None or not text.strip():
        return None
    url = found.url if host_of(found.url) else None
    published, evidence = _published(tools.load_html(page), url)
    return Article(
        text=text,
        title=found.title,
        url=url,
        outlet=found.sitename or host_of(url),
        authors=names_in(found.author),
        published=published,
        evidence=evidence,
    )


@cache
def _tools() -> Any:
    # A third of a second, which no plain text need pay. Its own log lines would tear the progress bar.
    import trafilatura  # noqa: PLC0415

    for name in ("trafilatura", "htmldate", "readability", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return trafilatura


def _published(tree: Any, url: str | None) -> tuple[str | None, str | None]:
    if tree is not None:
        from htmldate import find_date  # noqa: PLC0415 - see _tools

        # Addresses are taken out first: htmldate would read them too and not say so.
        for node in tree.xpath('//link[@rel="canonical"] | //meta[@property="og:url"] | //base'):
            node.getparent().remove(node)
        day = find_date(tree, extensive_search=False, original_date=True, max_date=_LATEST)
        if day:
            return day, "metadata"
    day = date_in_url(url)
    return day, ("url" if day else None)


def _stories(tree: Any) -> str | None:
    """Return the text of a page of several articles, each under its headline and date; None for any other page.

    trafilatura would run them together without their dates, and one story's day would leak into the next.
    """
    if tree is None:
        return None
    articles = [a for a in tree.xpath("//article[not(ancestor::article)]") if _words_in_paragraphs(a) >= _STORY_WORDS]
    if len(articles) < 2:
        return None
    return "\n\n".join(_story(article) for article in articles)


_TOLD_ABOVE: Final = frozenset({"p", "li", "figure", "nav", "aside", "blockquote"})
"""What is told as one with all in it (a date in a paragraph, a paragraph in a post), or not at all."""


def _story(article: Any) -> str:
    lines: list[str] = []
    for node in article.iter("h1", "h2", "h3", "h4", "time", "p", "li", "blockquote"):
        if any(above.tag in _TOLD_ABOVE for above in node.iterancestors()):
            continue
        if node.tag == "blockquote":
            lines += _post(node)
        elif node.tag == "time":
            lines.append(_line([node.text_content()]) or (node.get("datetime") or "")[:10])
        else:
            lines.append(_line([node.text_content()]))
    return "\n".join(line for line in lines if line)


def _post(quotation: Any) -> list[str]:
    """Return the paragraphs of a quotation or post, then what stands beside them: who wrote it and when."""
    paragraphs = list(quotation.iter("p"))
    inside = {id(node) for paragraph in paragraphs for node in paragraph.iter()}
    beside: list[str] = [quotation.text or ""]
    for node in quotation.iterdescendants():
        if id(node) not in inside and isinstance(node.tag, str):
            beside.append(node.text or "")
        if id(node) not in inside or node.tag == "p":
            beside.append(node.tail or "")
    return [*(_line([paragraph.text_content()]) for paragraph in paragraphs), _line(beside)]


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


def _words_in_paragraphs(article: Any) -> int:
    return sum(len(node.text_content().split()) for node in article.iter("p"))


def _has_prose(text: str) -> bool:
    for line in text.splitlines():
        # Khmer, Thai and Chinese put no spaces between words; five letters a word is what English has.
        words = max(len(line.split()), len(line) // 12)
        if words >= _FEWEST_WORDS and _SENTENCE.search(line):
            return True
    return False
