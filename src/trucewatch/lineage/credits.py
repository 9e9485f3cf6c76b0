"""Whose text does a story say it carries? Datelines, bylines and credit lines, each with its span.

"According to AFP" quotes an agency and is no credit; nor is the credit of a photograph. A story that tells an agency's
report again in words of its own says so otherwise: "Reuters reports".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.vocab.credits import agency_named, credit_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.model import Reading, Story

__all__ = ["Credit", "credits_of", "retold_by"]

_HEAD = 160
_LINE_LENGTH = 160
_LINES_AT_HEAD, _LINES_AT_END = 4, 5
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, order=True)
class Credit:
    """An agency named as author, and the words that name it; a credit of the page's metadata has no span."""

    agency: str
    wording: str
    start: int | None = None
    end: int | None = None


def credits_of(reading: Reading, story: Story) -> tuple[Credit, ...]:
    """Return the credits of one story of a page, those of the page's metadata included."""
    report = reading.report
    found = [_known(name, str(name)) for name in (report.outlet, *report.authors)]
    credited = [each for each in found if each is not None]
    # The last story of a page keeps the page's tail, where a credit of all may stand; others keep to themselves.
    is_last = all(other.start <= story.start for other in reading.page.stories)
    credited += _written(report.text, story.start, len(report.text) if is_last else story.end)
    kept: dict[str, Credit] = {}
    for each in credited:
        kept.setdefault(each.agency, each)
    return tuple(sorted(kept.values(), key=lambda each: each.agency))


def retold_by(reading: Reading, story: Story) -> frozenset[str]:
    """Return the agencies whose reports a story says it tells again: "Reuters reports", "citing AFP"."""
    words, text = credit_words(), reading.report.text
    if words.named.search(text, story.start, story.end) is None:
        return frozenset()
    found = (each for pattern in words.retold for each in pattern.finditer(text, story.start, story.end))
    return frozenset(name for each in found if (name := agency_named(each["agency"])) is not None)


def _known(name: str | None, wording: str) -> Credit | None:
    agency = agency_named(name)
    return None if agency is None else Credit(agency, wording)


def _written(text: str, start: int, end: int) -> Iterator[Credit]:
    words = credit_words()
    if words.named.search(text, start, end) is None:
        return
    lines = [line for line in re.finditer(r"[^\n]+", text[start:end]) if line[0].strip()]
    for line in lines[:_LINES_AT_HEAD]:
        for pattern in words.dateline:
            yield from _credit(pattern.search(line[0][:_HEAD]), start + line.start())
    outer = [*lines[:_LINES_AT_HEAD], *lines[-_LINES_AT_END:]]
    for line in outer:
        stripped = line[0].strip().rstrip(".")
        if len(stripped) > _LINE_LENGTH or _pictures(stripped):
            continue
        offset = start + line.start() + line[0].index(stripped)
        for pattern in words.line:
            yield from _credit(pattern.fullmatch(stripped), offset)
    for pattern in words.sentence:
        for found in pattern.finditer(text, start, end):
            if not _pictures(found[0]):
                yield from _credit(found, 0)


def _pictures(line: str) -> bool:
    return any(word.casefold() in credit_words().pictures for word in _WORDS.findall(line))


def _credit(found: re.Match[str] | None, offset: int) -> Iterator[Credit]:
    if found is None:
        return
    agency = agency_named(found["agency"])
    if agency is not None:
        yield Credit(agency, found[0], offset + found.start(), offset + found.end())
