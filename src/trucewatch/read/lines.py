"""Lines: how do the lines of a report fall into paragraphs?

A line is a paragraph of its own unless the text is hard-wrapped: then the lines of one group (between blank
lines) belong together. First step of layout; offsets are those of the text, white space at the ends left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Paragraph", "paragraphs"]

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
# Wires and plain-text mail are wrapped at 60 to 80 columns; the last lines of a group run shorter.
_WIDEST = 100
_NARROWEST = 40
# Old wires leave a few columns free.
_RAGGED = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text without a break; `group` numbers the stretches between blank lines."""

    start: int
    end: int
    group: int
    wording: str

    @property
    def size(self) -> int:
        """How many words it has."""
        return len(self.wording.split())


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text in order."""
    groups = _groups(text)
    found: list[Paragraph] = []
    for number, lines in enumerate(groups):
        if _is_wrapped(text, lines):
            lines = _unwrapped(text, lines)
        found += [Paragraph(a, b, number, text[a:b]) for a, b in lines]
    return found


def _groups(text: str) -> list[list[tuple[int, int]]]:
    """Lines with words, as offsets without white space at their ends, grouped between blank lines."""
    groups: list[list[tuple[int, int]]] = []
    end = -1
    for m in _LINE.finditer(text):
        words = m[0].strip()
        if not words or not any(not c.isspace() and c.isprintable() for c in words):
            continue
        start = m.start() + len(m[0]) - len(m[0].lstrip())
        if end < 0 or _breaks(text, end, start) > 1:
            groups.append([])
        groups[-1].append((start, start + len(words)))
        end = start + len(words)
    return groups


def _breaks(text: str, start: int, end: int) -> int:
    gap = text[start:end].replace("\r\n", "\n")
    return sum(gap.count(c) for c in "\n\r\u2028\u2029\x0b\x0c")


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines of a group break near one column, in the middle of sentences."""
    width = max(b - a for a, b in lines)
    if len(lines) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = list(pairwise(lines))
    full = sum(_is_full(text, line, after, width) for line, after in pairs)
    cut = sum(_is_cut(text, line, after) for line, after in pairs)
    # Upper-case wires were typed by hand: their right edge is rough.
    rough = 0.5 if all(text[a:b].isupper() for a, b in lines) else 0.8
    return full >= rough * len(pairs) and cut >= 0.4 * len(pairs)


def _is_full(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether the next line's first word had no room at the end of this one."""
    word = text[after[0] : after[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width - _RAGGED


def _is_cut(text: str, line: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a sentence runs on into the next line."""
    if text[line[1] - 1] in '.!?:"”|':
        return False
    is_capital = text[line[0] : line[1]].isupper() and text[after[0] : after[1]].isupper()
    return is_capital or text[after[0]].islower()


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join wrapped lines; an indented line after a full stop opens a paragraph of its own."""
    out = [lines[0]]
    for start, end in lines[1:]:
        indent = start - max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) - 1
        if indent >= 2 and text[out[-1][1] - 1] in '.!?"”':
            out.append((start, end))
        else:
            out[-1] = (out[-1][0], end)
    return out
