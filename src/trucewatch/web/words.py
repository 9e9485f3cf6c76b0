"""How words of others come to a browser: harmless whatever they hold, and cut into pieces where something marks them.

Control characters and marks that turn writing round are shown, not obeyed; escaping is the templates' (autoescape).
Offsets are those of the report's text. Pieces never overlap: where marks nest, the shortest one is linked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Mark", "Paragraph", "Piece", "harmless", "paragraphs", "shortened"]

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that means something: `sort` becomes a CSS class, `href` where it leads, `name` an anchor."""

    start: int
    end: int
    sort: str
    href: str | None = None
    name: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words all of which bear the same marks: their sorts, and the mark (the shortest with a link) they lead to.

    `names`: anchors of marks without a link that begin here.
    """

    words: str
    sorts: tuple[str, ...] = ()
    mark: Mark | None = None
    is_first: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a report; `kind`: text, furniture, embed or headline; `begins_story` numbers a story that begins."""

    start: int
    kind: str
    pieces: tuple[Piece, ...] = field(default=())
    begins_story: int | None = None


def harmless(value: object) -> object:
    """Return text with its control characters written out; anything else, and markup of ours, as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _CONTROLS.sub(_shown, value.replace("\r\n", "\n"))
    return "" if value is None else value


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"


def shortened(text: str | None, longest: int = 160) -> str:
    """Return `text` on one line, cut between words where it is longer than `longest`."""
    flat = " ".join((text or "")[: 8 * longest].split())
    return flat if len(flat) <= longest else (flat[:longest].rpartition(" ")[0] or flat[:longest]).rstrip(" ,;:") + " …"


def paragraphs(
    text: str, offset: int, marks: Sequence[Mark], kinds: Sequence[tuple[int, int, str]] = ()
) -> Iterator[Paragraph]:
    """Yield the lines of `text`, which begins at `offset` of its report, cut into pieces by `marks`.

    `kinds`: stretches (start, end, kind) that are furniture, embed or headline; a line is of the first kind that
    covers its middle. Lines without a visible character are left out.
    """
    waiting = sorted(marks, key=lambda mark: mark.start)
    for line in _LINES.finditer(text):
        if not line[0].strip():
            continue
        start, end = offset + line.start(), offset + line.start() + len(line[0].rstrip())
        here = [mark for mark in waiting if mark.start < end and mark.end > start]
        waiting = [mark for mark in waiting if mark.end > end]
        middle = (start + end) // 2
        kind = next((kind for first, last, kind in kinds if first <= middle < last), "text")
        yield Paragraph(start, kind, tuple(_pieces(text, offset, (start, end), here)))


def _pieces(text: str, offset: int, around: tuple[int, int], marks: Iterable[Mark]) -> Iterator[Piece]:
    start, end = around
    held = list(marks)
    cuts = sorted({start, end, *(min(max(cut, start), end) for mark in held for cut in (mark.start, mark.end))})
    seen: set[int] = set()
    for first, last in pairwise(cuts):
        over = [mark for mark in held if mark.start <= first and mark.end >= last]
        linked = [mark for mark in over if mark.href is not None]
        mark = min(linked, key=lambda each: (each.end - each.start, each.start), default=None)
        is_first = mark is not None and id(mark) not in seen
        if mark is not None:
            seen.add(id(mark))
        sorts = tuple(dict.fromkeys(each.sort for each in over))
        names = tuple(each.name for each in over if each.name and each.href is None and max(each.start, start) == first)
        yield Piece(text[first - offset : last - offset], sorts, mark, is_first, names)
