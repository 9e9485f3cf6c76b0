"""Embeds: which lines are a post by a third party shown on the page, by whom and of which day?

A post is known by its signature ("— Name (@handle) April 6, 2025") or its link tail ("pic.twitter.com/…"); its
author is the source of what it says, never the outlet. The signature and the tail are no part of its content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.read.absolute import written_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.lines import Paragraph

__all__ = ["Post", "attribution", "posts"]

_SIGNED = re.compile(
    r"(?:^|(?<=[\s…\w.!?”\"]))[—–―-]+\s*+(?P<name>[^()@—\n]{2,80}?)\s*"
    r"\((?P<handle>@\w{1,40}|[^()]{0,30}\b(?:Telegram|Truth Social|X|Twitter)\b[^()]{0,20})\)"
    r"[\s,·|-]*+(?P<date>[^()]{0,40}?)\s*$"
    r"|^[—–―-]*\s*+(?P<name2>[^()@—\n]{2,80}?)\s+(?P<handle2>@\w{1,40})\s*[·|,]\s*(?P<date2>[^()]{3,40})$"
)
_LINK = re.compile(
    r"(?:https?://)?(?:pic\.(?:twitter|x)\.com|t\.co|t\.me|youtu\.be|truthsocial\.com)/\S", re.IGNORECASE
)
_RUN = re.compile(r"\S+")
_EMOJI = re.compile(r"[\U0001F1E6-\U0001F1FF\U0001F300-\U0001FAFF\u2600-\u27BF\u2B50\u203C]")
_MARKS = re.compile(r"(?<!\w)[#@]\w|pic\.twitter|t\.co/")
# A post of more lines than these has swallowed the report.
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Post:
    """A post: paragraphs `first` to `last` (both included), its content's offsets, its author and date."""

    first: int
    last: int
    content: tuple[int, int]
    author: str | None
    date: str | None


def posts(lines: Sequence[Paragraph], taken: Sequence[bool]) -> list[Post]:
    """Return the posts among the paragraphs; `taken` ones (furniture) are never part of one."""
    found: list[Post] = []
    free = 0
    for n, line in enumerate(lines):
        signed = _SIGNED.search(line.wording) if "@" in line.wording or "(" in line.wording else None
        if signed and (signed["name"] or signed["name2"]) and _is_signature(signed):
            first = n if signed.start() > 0 else _first(lines, taken, n, free)
            end = line.start + signed.start() if first == n else lines[n - 1].end
            if first < n or signed.start() > 0:
                found.append(_post(lines, first, n, end, signed))
                free = n + 1
        elif "/" in line.wording and _tail(line.wording) is not None and not _is_signed_next(lines, n):
            found.append(_post(lines, n, n, line.end, None))
            free = n + 1
    return found


def _is_signature(signed: re.Match[str]) -> bool:
    """A handle in brackets is enough at a line's start; in the middle of a line a date must follow."""
    day = signed["date"] or signed["date2"] or ""
    return bool(written_dates(day)) or (signed.start() == 0 and not day)


def _is_signed_next(lines: Sequence[Paragraph], n: int) -> bool:
    for line in lines[n + 1 : n + 1 + _LONGEST]:
        signed = _SIGNED.search(line.wording)
        if signed:
            return signed.start() == 0
        if line.size > 60:
            return False
    return False


def _first(lines: Sequence[Paragraph], taken: Sequence[bool], n: int, free: int) -> int:
    """The first paragraph of the post that paragraph `n` signs.

    The one right above always belongs to it; those before it only where something shows it: an emoji at their
    start, a hash tag, no blank line between in a text that has them, or a line of the report that ends in ":".
    """
    lowest = max(free, n - _LONGEST)
    if n - 1 < lowest or taken[n - 1]:
        return n
    first = n - 1
    spaced = lines[n].group != lines[0].group
    for k in range(n - 1, lowest - 1, -1):
        if taken[k] or lines[k].size > 120:
            break
        words = lines[k].wording
        if _EMOJI.match(words):
            return k
        if words.endswith(":") and k < n - 1:
            return k + 1
        same_group = spaced and lines[k].group == lines[n].group and lines[k].group != lines[max(0, k - 1)].group
        if k < n - 1 and (_MARKS.search(words) or same_group):
            first = k
    return first


def _post(lines: Sequence[Paragraph], first: int, last: int, end: int, signed: re.Match[str] | None) -> Post:
    start = lines[first].start
    words = lines[first].wording if first == last else ""
    if first == last:
        words = words[: end - start]
    else:
        below = lines[last - 1]
        words = below.wording
        end = below.end
    tail = _tail(words)
    end -= len(words) - (len(words.rstrip()) if tail is None else tail)
    if signed is None:
        return Post(first, last, (start, end), None, None)
    days = written_dates(signed["date"] or signed["date2"] or "")
    day = next((d.date for d in days if d.date), None)
    return Post(first, last, (start, end), _author(signed["name"] or signed["name2"]), day.isoformat() if day else None)


def _tail(words: str) -> int | None:
    """Return where the links begin that end a text, with the space before them; None where it ends in none."""
    if _LINK.search("".join(words.rsplit(None, 1)[-1:])) is None:
        return None
    begins: int | None = None
    runs = [run.span() for run in _RUN.finditer(words)]
    for number in range(len(runs) - 1, -1, -1):
        link = _LINK.search(words, *runs[number])
        if link is None:
            break
        inside = link.start() > runs[number][0]
        begins = link.start() if inside else runs[number - 1][1] if number else 0
        if inside:
            break
    return begins


def _author(name: str) -> str:
    """The name as readers of English know it: of "Name / Имя" the first, without emoji."""
    plain = _EMOJI.sub("", re.split(r" [/|] ", name, maxsplit=1)[0]).replace("\ufe0f", "").strip(" ,-—–")
    return plain or name.strip()


def attribution(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the offsets of the author as written ("Name (@handle)") in a post at these offsets, if signed."""
    line = max(text.rfind("\n", start, end) + 1, start)
    signed = _SIGNED.search(text[line:end])
    if signed is None:
        return None
    group = "name" if signed["name"] else "name2"
    close = signed.end("handle") + 1 if signed["name"] else signed.end("handle2")
    return line + signed.start(group), line + close
