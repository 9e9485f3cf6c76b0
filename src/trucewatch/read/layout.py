"""Layout: what is a page made of, and which of its words report something?

First step of reading: a report becomes a page (stories, furniture, posts, language, date) and blocks that the
grammar parses apart. Every paragraph is in exactly one block or in furniture; nothing of one story is in another.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.model import Embed, Furniture, Page, Report, Story
from trucewatch.read.blocks import Block
from trucewatch.read.embeds import Post, posts
from trucewatch.read.furniture import Part, parts_of
from trucewatch.read.lines import Paragraph, paragraphs
from trucewatch.read.published import page_date, story_dates
from trucewatch.read.repeats import retold
from trucewatch.read.stories import Division, divide, is_live
from trucewatch.vocab.chronology import Chronology, chronology
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["lay_out"]

# As telling as 1,500 on 3,019 reports of all sets, at half the cost.
_SAMPLE = 800
_SHORTEST_SAMPLE = 40
# So great a share of small words is English where one of them is its own: in 1,500 reports of all sets 99 of 100 have
# it, in other languages' prose they are a few in a hundred ("by", "to" and "for" are words elsewhere too).
_ENGLISH = 0.11
_OWN, _OWN_SHARE = "the", 0.02
# Kinds that the contract of records does not know, by the kind they are printed as.
_PRINTED = {Part.DATE: "label", Part.STAMP: "label", Part.MORE: "heading", Part.LINKS: "widget"}


def lay_out(report: Report, events: Chronology | None = None) -> tuple[Page, tuple[Block, ...]]:
    """Return a report's page and its blocks in reading order; `events` (those that ship) date pages without a date."""
    known = events or chronology()
    lines = paragraphs(report.text)
    parts = parts_of(lines)
    found = posts(lines, [p is not Part.TEXT and p is not Part.HEADING for p in parts])
    for post in found:
        parts[post.first : post.last + 1] = [Part.EMBED] * (post.last + 1 - post.first)
    division = divide(lines, parts)
    repeated = _repeated(lines, division.parts)
    embeds = tuple(Embed(lines[p.first].start, lines[p.last].end, p.author, p.date) for p in found)
    blocks = _blocks(lines, division, repeated, found)
    stories = _stories(report.text, division, blocks, embeds)
    is_one = len(stories) == 1 or is_live(report.text, blocks)
    published, evidence = page_date(report, lines, division.parts, embeds, events=known if is_one else None)
    page = Page(
        published,
        evidence,
        _language(report.text),
        story_dates(stories, lines, division, published, known),
        _furniture(lines, division, repeated, embeds),
        embeds,
    )
    return page, blocks


def _repeated(lines: Sequence[Paragraph], parts: Sequence[Part]) -> list[bool]:
    told = [n for n, p in enumerate(parts) if p is Part.TEXT]
    out = [False] * len(lines)
    for n, again in zip(told, retold([lines[n].wording for n in told]), strict=True):
        out[n] = again
    return out


def _blocks(
    lines: Sequence[Paragraph], division: Division, repeated: Sequence[bool], found: Sequence[Post]
) -> tuple[Block, ...]:
    """One block for each paragraph, one for each post."""
    at = {n: k for k, post in enumerate(found) for n in range(post.first, post.last + 1)}
    blocks: list[Block] = []
    for n, line in enumerate(lines):
        part, story = division.parts[n], division.story[n]
        if n in at:
            post = found[at[n]]
            if n == post.first:
                blocks.append(Block(*post.content, story, "embed", at[n]))
        else:
            kind = "heading" if part is Part.HEADING else _PRINTED.get(part, part.value)
            if part in {Part.MORE, Part.LINKS}:
                kind = "label"
            blocks.append(Block(line.start, line.end, story, kind, repeat=repeated[n]))
    return tuple(blocks)


def _stories(text: str, division: Division, blocks: Sequence[Block], embeds: Sequence[Embed]) -> tuple[Story, ...]:
    """A story runs from its headline, or first prose, to the end of its last words that are read."""
    out: list[Story] = []
    for number in range(len(division.headlines)):
        mine = [b for b in blocks if b.story == number and b.is_read]
        if not mine:
            out.append(Story(0, len(text)) if len(division.headlines) == 1 else Story(0, 0))
            continue
        last = mine[-1]
        end = embeds[last.embed].end if last.embed is not None else last.end
        headline = division.headlines[number]
        head = next((b for b in mine if b.kind == "heading"), None) if headline is not None else None
        out.append(Story(mine[0].start, end, text[head.start : head.end] if head else None))
    return tuple(out)


def _furniture(
    lines: Sequence[Paragraph], division: Division, repeated: Sequence[bool], embeds: Sequence[Embed]
) -> tuple[Furniture, ...]:
    found = [Furniture(e.start, e.end, "embed") for e in embeds]
    for n, line in enumerate(lines):
        part = division.parts[n]
        if repeated[n]:
            found.append(Furniture(line.start, line.end, "repeat"))
        elif part not in {Part.TEXT, Part.EMBED} and n not in division.headlines:
            found.append(Furniture(line.start, line.end, _PRINTED.get(part, part.value)))
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


def _language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text's beginning, None where there is too little of it."""
    if len(text.strip()) < _SHORTEST_SAMPLE:
        return None
    words = text[:_SAMPLE].lower().split()
    is_own = words.count(_OWN) >= _OWN_SHARE * len(words)
    if is_own and sum(map(_english().__contains__, words)) >= _ENGLISH * len(words):
        return "en"
    import py3langid  # noqa: PLC0415 - loads its model when it is first used

    return str(py3langid.classify(text[:_SAMPLE])[0])  # pyright: ignore[reportUnknownArgumentType] - untyped


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return word_list("grammar", "english", "small")
