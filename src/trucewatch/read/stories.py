"""Stories: where does one article on a page end and the next begin, and which lines are their headlines?

A heading alone never parts two stories: it takes evidence between the prose before and after it (a section's tag,
"More from …", the time stamp of a live blog, a date line, a newsletter box, headings called after one land each). What
stands above the one byline of a
page (standfirst, pull quote, caption) belongs to what stands below it, and a box of links inside an article parts
nothing where the prose after it goes on with the names of the prose before it. In doubt the page is one story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from trucewatch.read.absolute import written_dates
from trucewatch.read.furniture import Part
from trucewatch.vocab.countries import countries
from trucewatch.vocab.furniture import furniture_words
from trucewatch.vocab.plainwords import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.blocks import Block
    from trucewatch.read.lines import Paragraph

__all__ = ["Division", "divide", "is_called", "is_live"]

# How much each sort of line between two stretches of prose says for a new story; two are enough.
_WEIGHT = {Part.LABEL: 2, Part.MORE: 2, Part.STAMP: 2, Part.DATE: 2, Part.NEWSLETTER: 1, Part.CREDIT: 1, Part.FOOTER: 1}
_ENOUGH = 2
_PROSE = frozenset({Part.TEXT, Part.EMBED})
# "KYIV, Ukraine (AP) —", "GAZA STRIP —": a place in capitals and a dash.
_DATELINE = re.compile(r"[A-Z][A-Z][A-Z'’ .-]{1,30}(?:[,/][^.!?—–]{1,40})?\s*(?:\([^)]{2,30}\))?\s*(?:—|–|--|\s-\s)")
# A headline has at least so many words; of the lines above the first prose the first this long is taken.
_HEADLINE = 3
# So many hours on lines of their own make a live blog.
_ENTRIES, _LONGEST_STAMP = 2, 40
# A line between headline and byline has at most so many words.
_STANDFIRST = 45
_SIGNED = frozenset({Part.CREDIT, Part.DATE})
_SURELY = 6
# Prose after a gap is looked at for so many paragraphs; so many names shared with the prose before it are one matter.
_AHEAD = 3
_SAME_NAMES = 2
_NAME = re.compile(r"\b[A-Z][\w'’-]{2,}")
_WORD = re.compile(r"[^\W\d_]{4,}")
# "2. Yemen: the price of a weekend": so many headings called after different lands part a briefing.
_CALLED = re.compile(r"(?:\(?\d{1,2}[.)]\s+)?(?P<land>[A-Z][\w'’ -]{2,30}):\s\S[^\n]{0,80}[^\n.:;,]")
_READ = frozenset({Part.HEADING, Part.TEXT})
_LANDS = 3
# Two words with so many letters in common at their beginnings are taken for forms of one.
_STEM = 5


@dataclass(frozen=True, slots=True)
class Division:
    """For each paragraph its part and story; for each story the index of its headline, if it has one."""

    parts: tuple[Part, ...]
    story: tuple[int, ...]
    headlines: tuple[int | None, ...]


def divide(lines: Sequence[Paragraph], parts: Sequence[Part]) -> Division:
    """Return which paragraph belongs to which story, with headings and link lists told apart."""
    out = list(parts)
    story = [0] * len(lines)
    headlines: list[int | None] = [None]
    gap: list[int] = []
    told: list[int] = []
    called = _called(lines, out)
    for n in called:
        out[n] = Part.HEADING
    for n, part in enumerate(tuple(out)):
        if part not in _PROSE:
            gap.append(n)
            continue
        if not told:
            headlines[0] = _top(lines, out, gap)
        elif gap and not _is_inside(lines, out, told, gap):
            first = _opening(lines, out, gap, n, called)
            if first is not None:
                headlines.append(first if out[first] is Part.HEADING else None)
                story[first:] = [len(headlines) - 1] * (len(lines) - first)
        told.append(n)
        gap = []
    _close(lines, out, gap, has_prose=bool(told))
    return Division(tuple(out), tuple(story), tuple(headlines))


def is_live(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a page is a live blog: several of its lines are but the hour of an entry."""
    stamp = furniture_words().stamp
    hours = (text[b.start : b.end] for b in blocks if b.kind == "label" and b.end - b.start <= _LONGEST_STAMP)
    return sum(m is not None and not m["later"] for m in map(stamp.fullmatch, hours)) >= _ENTRIES


def _top(lines: Sequence[Paragraph], parts: list[Part], gap: list[int]) -> int | None:
    """The headline among the lines above the first prose; shorter lines before it are labels."""
    able = [n for n in gap if parts[n] is Part.HEADING]
    if not able:
        return None
    chosen = next((n for n in able if lines[n].size >= _SURELY), max(able, key=lambda n: (lines[n].size, n)))
    is_headline = lines[chosen].size >= _HEADLINE
    for n in able:
        if n < chosen or not is_headline:
            parts[n] = Part.LABEL
    return chosen if is_headline else None


def _is_inside(lines: Sequence[Paragraph], parts: list[Part], told: list[int], gap: list[int]) -> bool:
    """Whether what stands between two stretches of prose stands inside one article."""
    if len(told) == 1 and (_is_standfirst(lines, parts, told[0], gap) or _is_above_the_byline(lines, parts, gap)):
        return True
    return _is_link_box(lines, parts, told, gap)


def _is_above_the_byline(lines: Sequence[Paragraph], parts: list[Part], gap: list[int]) -> bool:
    """Whether the one paragraph so far stands above the only byline or date that the page has between its prose.

    A page of briefs signs each of them. The paragraph shares a name with the prose below.
    """
    signed = {Part.STAMP, *_SIGNED}
    if Part.MORE in {parts[n] for n in gap} or not any(parts[n] in signed for n in gap):
        return False
    prose = [n for n, part in enumerate(parts) if part in _PROSE]
    if any(parts[n] in signed for n in range(prose[-1]) if n not in gap):
        return False
    return bool(_names(lines, prose[:1]) & _names(lines, prose[1 : 1 + _AHEAD]))


def _is_link_box(lines: Sequence[Paragraph], parts: list[Part], told: list[int], gap: list[int]) -> bool:
    """Whether "More from …" and the headlines under it only interrupt an article; they are links then.

    The headline next to the prose says nothing of it, and the prose goes on with the names of what came before.
    """
    mores = [n for n in gap if parts[n] is Part.MORE]
    linked = [n for n in gap if mores and n > mores[0] and parts[n] is Part.HEADING]
    after = [n for n in range(gap[-1] + 1, len(parts)) if parts[n] in _PROSE][:_AHEAD]
    if not linked or _stems(lines[linked[-1]].wording) & {s for n in after for s in _stems(lines[n].wording)}:
        return False
    if len(_names(lines, told) & _names(lines, after)) < _SAME_NAMES:
        return False
    for n in linked:
        parts[n] = Part.WIDGET
    return True


def _names(lines: Sequence[Paragraph], prose: Sequence[int]) -> set[str]:
    """The words with a capital, without small words that only open a sentence."""
    return {w for n in prose for w in _NAME.findall(lines[n].wording) if w.lower() not in stop_words()}


def _stems(wording: str) -> set[str]:
    return {w.lower()[:_STEM] for w in _WORD.findall(wording) if w.lower() not in stop_words()}


def _is_standfirst(lines: Sequence[Paragraph], parts: list[Part], first: int, gap: list[int]) -> bool:
    """Whether the first prose only stands between a headline and the byline of its story.

    Then byline or date come right below it, no headline follows them, and none of them stood above it.
    """
    signed = [n for n in gap if parts[n] in _SIGNED]
    if not signed or lines[first].size > _STANDFIRST or first == 0 or parts[first - 1] is not Part.HEADING:
        return False
    if any(parts[n] in {Part.STAMP, Part.MORE} for n in gap):
        return False
    above = any(parts[n] in _SIGNED for n in range(first))
    return not above and not any(parts[n] is Part.HEADING and n > signed[-1] for n in gap)


def is_called(headline: str | None) -> bool:
    """Whether a headline has the form of those of a briefing: "3. Haiti: pledges"."""
    return headline is not None and _CALLED.fullmatch(headline) is not None


def _called(lines: Sequence[Paragraph], parts: Sequence[Part]) -> frozenset[int]:
    """Return the headings of a briefing that are each called after a land or its capital: "3. Haiti: pledges"."""
    told = [
        None if part not in _READ else _CALLED.fullmatch(line.wording) for line, part in zip(lines, parts, strict=True)
    ]
    heads = [n for n, head in enumerate(told[:-1]) if head and told[n + 1] is None and parts[n + 1] in _PROSE]
    named = (head["land"] for n in heads if (head := told[n]) is not None)
    lands = {land.code for name in named if (land := countries().any(name) or countries().capital(name)) is not None}
    if len(lands) < _LANDS:
        return frozenset()
    bounds = [n for n in range(len(parts)) if parts[n] in _PROSE and n not in heads]
    told_of = [_names(lines, [n for n in bounds if a < n < b]) for a, b in pairwise([*heads, len(parts)])]
    # What every land offers to one force is one matter: the sections go on with each other's names.
    goes_on = any(len(one & other) >= _SAME_NAMES for one, other in pairwise(told_of))
    return frozenset() if goes_on else frozenset(heads)


def _opening(
    lines: Sequence[Paragraph], parts: list[Part], gap: list[int], prose: int, called: frozenset[int]
) -> int | None:
    """The paragraph that opens a new story, where the lines between two stretches of prose show one."""
    _link_lists(parts, gap)
    stamped = [n for n in gap if parts[n] is Part.STAMP]
    shortest = 1 if stamped else _HEADLINE
    able = [n for n in gap if parts[n] is Part.HEADING and lines[n].size >= shortest]
    evidence = sum(_WEIGHT.get(parts[n], 0) for n in gap if not lines[n].wording.isdigit())
    if able:
        evidence += _restarts(lines[prose].wording)
        evidence += _ENOUGH * (not called.isdisjoint(able))
        evidence += _ENOUGH * any(furniture_words().clocked.match(lines[n].wording) is not None for n in able)
    if evidence < _ENOUGH or not (able or stamped):
        return None
    last_mark = max((n for n in gap if parts[n] in _WEIGHT and any(a > n for a in able)), default=-1)
    first = next((n for n in able if n > last_mark), None)
    return prose if first is None else first


def _restarts(wording: str) -> int:
    """How much prose under a heading looks like a story's first lines: a dateline is proof, a full date a hint."""
    if _DATELINE.match(wording):
        return _ENOUGH
    return int(any(d.date is not None and d.start < 12 for d in written_dates(wording, 0, 60)))


def _link_lists(parts: list[Part], gap: list[int]) -> None:
    """Headlines right under "Also read" are links."""
    is_open = False
    for n in gap:
        if parts[n] is Part.LINKS:
            is_open = True
        elif is_open and parts[n] is Part.HEADING:
            parts[n] = Part.WIDGET
        else:
            is_open = False


def _close(lines: Sequence[Paragraph], parts: list[Part], gap: list[int], *, has_prose: bool) -> None:
    """What stands below the last prose: link lists; a line that no list opens is read, for it may be prose."""
    _link_lists(parts, gap)
    is_open = False
    for n in gap:
        if parts[n] in {Part.MORE, Part.LINKS, Part.FOOTER, Part.NEWSLETTER, Part.CREDIT, Part.POLICY}:
            is_open = True
        elif parts[n] is Part.HEADING:
            if is_open:
                parts[n] = Part.WIDGET
            elif has_prose and lines[n].size < _HEADLINE:
                parts[n] = Part.LABEL
            elif has_prose:
                parts[n] = Part.TEXT
