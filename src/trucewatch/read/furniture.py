"""Furniture: which paragraphs of a page are not reporting, and of what kind?

Each paragraph is judged by its own words and by how often it stands on the page; what it means between two others
is decided by `stories`. Precision first: a paragraph of prose is never furniture for being short.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from trucewatch.read.absolute import written_dates
from trucewatch.vocab.furniture import furniture_words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.lines import Paragraph

__all__ = ["Part", "parts_of"]

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\r": " "})
_STOP = re.compile(r"[.!;,:…]['\")\]]*$|[.!?]\s*[\"”’']$")
_SPEECH = re.compile(
    r"[,\"']\s*(?:\w+\s){0,4}(?:said|told|added|wrote)\b[^.]{0,40}$|^(?:he|she|they|it|i|we)\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"[a-z0-9\"')][.!?]\s+[\"'(]?[A-Z]")
_LONGEST_HEADING = 18
_BULLETS = "•▪●‣◦ "
_NUMBERED = re.compile(r"\d")


class Part(StrEnum):
    """What a paragraph is to its page; `model.Furniture.kind` has the same words where both have them."""

    TEXT = "text"
    HEADING = "heading"
    LABEL = "label"
    DATE = "date"
    STAMP = "stamp"
    MORE = "more"
    LINKS = "links"
    WIDGET = "widget"
    NEWSLETTER = "newsletter"
    CAPTION = "caption"
    CREDIT = "credit"
    POLICY = "policy"
    FOOTER = "footer"
    EMBED = "embed"


def parts_of(lines: Sequence[Paragraph]) -> list[Part]:
    """Return what each paragraph of a page is, by its words alone."""
    plain = [line.wording.translate(_STRAIGHT).strip().lstrip(_BULLETS) for line in lines]
    times = Counter(p.casefold() for p in plain)
    found = [_part(p, line.size, times[p.casefold()]) for p, line in zip(plain, lines, strict=True)]
    seen: set[str] = set()
    for n, words in enumerate(plain):
        if found[n] is Part.HEADING and words.casefold() in seen:
            # A headline shown twice is read once.
            found[n] = Part.LABEL
        seen.add(words.casefold())
    _points(lines, found)
    return found


def _points(lines: Sequence[Paragraph], found: list[Part]) -> None:
    """The points of a list that a line of prose opens with a colon are prose, however short."""
    is_open = False
    for n, line in enumerate(lines):
        is_point = line.wording[0] in _BULLETS
        if is_open and is_point and found[n] is Part.HEADING:
            found[n] = Part.TEXT
        is_open = found[n] is Part.TEXT and (line.wording.endswith(":") or (is_open and is_point))


def _part(line: str, size: int, times: int) -> Part:
    words = furniture_words()
    if size > 90:
        return Part.TEXT
    stamp = words.stamp.fullmatch(line)
    if stamp and not stamp["later"]:
        return Part.STAMP
    if stamp or _is_date_line(line, size, opens=True):
        return Part.DATE
    said = words_of(line)
    if words.more.fits(line, size, said):
        return Part.MORE
    if words.links.fits(line, size, said):
        return Part.LINKS
    kind = next((k.name for k in words.kinds if k.fits(line, size, said)), None)
    if kind is not None:
        return Part(kind)
    if size <= 6 and words.tag.fullmatch(line) and ("|" in line or times > 1 or size <= 2):
        return Part.LABEL
    if _is_date_line(line, size):
        return Part.DATE
    is_again = size <= 5 and times > 1 and not _STOP.search(line)
    if is_again or (size <= 8 and re.search(r"[›»>|]", line) and words.trail.fullmatch(line)):
        return Part.LABEL
    return Part.HEADING if _is_heading(line, size) else Part.TEXT


def _is_date_line(line: str, size: int, *, opens: bool = False) -> bool:
    """Whether a line is little more than a full date: "World | 19 April 2025", "Published Nov 3, 2025 18:12"."""
    if size > 16 or not _NUMBERED.search(line):
        return False
    dates = [d for d in written_dates(line) if d.date is not None]
    if not dates or (opens and dates[0].start > 0):
        return False
    rest = line
    for d in reversed(dates):
        rest = rest[: d.start] + rest[d.end :]
    left = [
        w for w in re.findall(r"[a-zA-ZÀ-ɏ]{2,}", rest) if w.upper() not in {"AM", "PM", "GMT", "UTC", "EST", "EDT"}
    ]
    is_prose = line[-1] in ".?!" or (line.endswith(":") and any(w.islower() and len(w) > 3 for w in left))
    return len(left) <= 6 and not is_prose


def _is_heading(line: str, size: int) -> bool:
    """Whether a line may be a headline or a section's heading: short, no full stop, no speech."""
    if size > _LONGEST_HEADING or _STOP.search(line) or _SENTENCES.search(line):
        return False
    first = next((c for c in line if c.isalnum()), "")
    if not (first.isupper() or first.isdigit()):
        return False
    if line[0] in "\"'" and (line.endswith("?") or line[-1] != line[0]) and line.count(line[0]) < 2:
        return False
    if line.endswith("?") and not _is_title_case(line):
        return False
    return not _SPEECH.search(line) or _is_title_case(line)


def _is_title_case(line: str) -> bool:
    long = [w for w in re.findall(r"[^\W\d_][\w'-]*", line) if len(w) > 3]
    return len(long) > 2 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)
