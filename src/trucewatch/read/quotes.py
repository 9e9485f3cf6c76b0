"""Quotes: which stretches of a report stand in quotation marks?

Marks of one block are paired; a quotation that is opened anew at the head of the next block runs on there.
Straight and curly marks may be mixed, as pages often do. Statements build on this: marks are stronger
evidence of speech than any parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.read.blocks import Block

__all__ = ["Quotation", "find_quotations"]

_DOUBLE = '"“”„‟«»'
# Any mark, two straight or two grave ones as one; a grave one alone is none. A search skips to the next mark.
_MARK = re.compile(r"[\"“”„‟«»'‘’`](?:(?<=')'|(?<=`)`|(?<!`))")
_OPENERS = "“„‟«‘"
_WORDS = re.compile(r"\w+")
_SINGLE_END = re.compile(r"[\w.,!?…]['’](?!\w)")
# A quotation of so many words counts as speech even without a full stop within its marks.
_SPEECH_WORDS = 5


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, marks included. `runs_on` where the closing mark is left to the next block."""

    start: int
    end: int
    block: int
    runs_on: bool = False
    is_speech: bool = False


def find_quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """Return the quotations of all blocks that are read, in text order, none within another."""
    found: list[Quotation] = []
    for number, block in enumerate(blocks):
        if block.is_read:
            found.extend(_in_block(text, block, number))
    return tuple(found)


def _in_block(text: str, block: Block, number: int) -> Iterator[Quotation]:
    opened: int | None = None
    single = False
    for match in _MARK.finditer(text, block.start, block.end):
        mark, at = match[0], match.start()
        is_single = mark in "'‘’"
        before = text[at - 1] if at > block.start else " "
        after = text[match.end()] if match.end() < block.end else " "
        if opened is None:
            if _opens(mark, before, after) and not (is_single and not _closes_later(text, match.end(), block.end)):
                opened, single = at, is_single
        elif is_single == single and _closes(mark, before, after, single=single):
            doubled = mark == "''" and text[match.end() : match.end() + 1] == "'"
            yield _made(text, opened, match.end() + doubled, number)
            opened = None
        elif mark in "“«" and not single and before.isspace():
            opened = at
    if opened is not None and not single:
        lead = text[block.start : opened].strip()
        if not lead:
            end = block.start + len(text[block.start : block.end].rstrip())
            yield Quotation(opened, end, number, runs_on=True, is_speech=True)


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in {"”", "’"}:
        return False
    loose = before.isspace() or before in "([{-—–/:,;…>*\"“‘'"
    return loose and not after.isspace() and (mark in _OPENERS or after.isalnum() or after in "‘“'\"[(.…-—$€£¡¿#@*")


def _closes(mark: str, before: str, after: str, *, single: bool) -> bool:
    if mark in {"“", "„", "‘"}:
        return False
    if single:
        return not after.isalnum() and not before.isspace()
    return mark in {"”", "»"} or not before.isspace() or not after.isalnum()


def _closes_later(text: str, at: int, end: int) -> bool:
    """Whether a single mark that could open has a partner; an apostrophe has none."""
    return _SINGLE_END.search(text, at, end) is not None


def _made(text: str, start: int, end: int, block: int) -> Quotation:
    inner = text[start:end].strip(_DOUBLE + "'‘’`")
    count = len(_WORDS.findall(inner))
    stopped = inner[-1:] in set(".,!?…—–-") and count > 1
    is_speech = count >= _SPEECH_WORDS or stopped or (count > 0 and inner[-1:] in set(",!?"))
    return Quotation(start, end, block, is_speech=is_speech)
