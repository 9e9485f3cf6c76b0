"""Published: on which day was a report most likely published, and what does that rest on?

Best evidence first: the page's metadata, a line with a date, a dateline, the URL, an embedded post (not before
it), a caption, a full date in the lead, known events told as news (`anchors`). Never the clock; where nothing tells
it, None. `block_dates` hands each block the day from which its "Saturday" is reckoned.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.read.absolute import Written, written_dates
from trucewatch.read.anchors import anchored
from trucewatch.read.counters import day_counted
from trucewatch.read.datelines import dateline_end
from trucewatch.read.furniture import Part
from trucewatch.read.reckon import beside, closest_year, day_in, weekday_near
from trucewatch.read.stories import is_called
from trucewatch.read.undated import day_told, latest_told
from trucewatch.read.years import day_of_year
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.chronology import chronology

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Embed, Page, Report, Story
    from trucewatch.read.blocks import Block
    from trucewatch.read.lines import Paragraph
    from trucewatch.read.stories import Division
    from trucewatch.vocab.chronology import Chronology

__all__ = ["block_dates", "page_date", "story_dates"]

Dated = tuple[date, str]
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.]?([01]\d|[1-9])[-/_.]?([0-3]\d|[1-9])(?!\d)")
_DATELINE = re.compile(r"^.{3,120}?(?:\s(?:--|—|–|-)\s|(?<=\))\s*[-–—:]|--|—|:\s)", re.DOTALL)
_TOWN = re.compile(r"(?:[^\W\d_][\w.’'-]*[,/]?\s+){1,5}(?:\(\w+\)\s+)?")
_CENTURY = 2000
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d/-])")
_YEAR = re.compile(r"(20(?<![\d,.$€£-]20)[0-4]\d)(?!\d|%|,\d)")
_SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)
_HOUR = re.compile(r"\b\d{1,2}:\d\d\b")
_WEEKDAY = re.compile(r"\b(" + "|".join(calendar().weekdays) + r")\b", re.IGNORECASE)
_HEADS = frozenset({Part.DATE, Part.LABEL, Part.CREDIT, Part.WIDGET, Part.HEADING, Part.STAMP})
_TOLD = frozenset({Part.TEXT, Part.HEADING})
# "By the World Desk | October 1, 2025" under a headline that reads like prose.
_BYLINE = re.compile(r"\s*by\s", re.IGNORECASE)
_RIGHTS = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
# Lines above the first prose and below the last among which a date of the page may stand.
_NEAR_EDGE = 14
# A line with hardly more than a date has so many words at most.
_SHORT = 6
# A post or a date in the lead is taken this many days on, to the weekday that the lead names.
_FORWARD = 3
# A picture of the news is at most so old.
_PICTURED = timedelta(days=30)
# What the events told as news make it is at most so late.
_BEFORE = timedelta(days=3)


def page_date(
    report: Report,
    lines: Sequence[Paragraph],
    parts: Sequence[Part],
    embeds: Sequence[Embed],
    *,
    events: Chronology | None,
) -> tuple[str | None, str | None]:
    """Return the ISO date of a page and the kind of evidence, or two Nones.

    `events` are given where the page is one story: only then may a post, the lead or a known event date the page.
    """
    if report.published:
        return report.published, report.published_evidence or "metadata"
    found = _date_line(lines, parts) or _dateline(report, lines, parts, events) or _in_url(report.url)
    found = found or _day_line(report, lines, parts, events)
    if found is None and events is not None:
        found = _of_embeds(lines, parts, embeds) or _of_caption(lines, parts) or _of_lead(lines, parts)
        found = _of_events(found, lines, parts, events)
        told = [ln.wording for ln, p in zip(lines, parts, strict=True) if p in _TOLD]
        found = found or day_told(told, events, _of_rights(lines)) or latest_told(told)
        found = found or day_counted("\n".join(told))
    return (found[0].isoformat(), found[1]) if found else (None, None)


def _of_rights(lines: Sequence[Paragraph]) -> int | None:
    """The latest year of the page's notices of rights, or None."""
    noted = [line.wording for line in lines if "20" in line.wording and _RIGHTS.search(line.wording)]
    return max((int(y) for line in noted for y in _YEAR.findall(line.replace("-", " "))), default=None)


def _full(text: str) -> list[Written]:
    return [w for w in written_dates(text) if w.date is not None]


def _date_line(lines: Sequence[Paragraph], parts: Sequence[Part]) -> Dated | None:
    """A date in the lines above the first prose, else below the last; one that says "published" comes first."""
    prose = [n for n, p in enumerate(parts) if p in {Part.TEXT, Part.EMBED}]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    above = range(max(0, first - _NEAR_EDGE), first)
    below = range(last + 1, min(len(lines), last + 1 + _NEAR_EDGE)) if prose else range(0)
    early = range(first, min(len(lines), _NEAR_EDGE))  # under a standfirst that reads like prose
    for where, kinds in ((above, _HEADS), (early, {Part.DATE}), (below, _HEADS | {Part.FOOTER})):
        signed = [n for n in where if where is early and parts[n] is Part.CREDIT and _BYLINE.match(lines[n].wording)]
        found = [(n, w) for n in where if parts[n] in kinds or n in signed for w in _full(lines[n].wording)]
        said = [w for n, w in found if re.search(r"publish|posted|first", lines[n].wording, re.IGNORECASE)]
        best = said or [w for n, w in found if lines[n].size <= 16]
        if best and best[0].date:
            return best[0].date, "date line"
    return None


def _day_line(
    report: Report, lines: Sequence[Paragraph], parts: Sequence[Part], events: Chronology | None
) -> Dated | None:
    """A line like "30 MAR, 14:26" above the first prose: its year is that of the page's dates or of what it tells."""
    prose = next((n for n, p in enumerate(parts) if p is Part.TEXT), len(lines))
    for n in range(min(_NEAR_EDGE, len(lines))):
        is_near = n <= prose or _HOUR.search(lines[n].wording) is not None  # an entry of a live blog
        if not is_near or lines[n].size > _SHORT or parts[n] is Part.EMBED:
            continue
        for w in written_dates(lines[n].wording):
            day = _with_year(w, report, lines, parts, events)
            if day is not None:
                return day, "date line"
    return _by_numbers(lines, parts, range(min(prose + 1, _NEAR_EDGE, len(lines))))


def _by_numbers(lines: Sequence[Paragraph], parts: Sequence[Part], where: range) -> Dated | None:
    """A line with "08/11/2025": which number is the month, the weekday that the lead names tells."""
    opening = [{calendar().weekdays[d.lower()] for d in _WEEKDAY.findall(o)} for o in _opening(lines, parts)[:2]]
    told = next((days for days in opening if days), set[int]())  # those of the second paragraph may be older
    for n in where:
        m = _SLASHED.search(lines[n].wording) if lines[n].size <= _SHORT + _SHORT else None
        if m is None or not told:
            continue
        one, other = int(m[1]), int(m[3])
        year = int(m[4]) if len(m[4]) > 2 else _CENTURY + int(m[4])
        days = {d for month, day in ((one, other), (other, one)) if (d := day_in(year, month, day)) is not None}
        for near in ({0}, {0, 1}):  # told on that day, else of the day before
            fits = {day for day in days if {(day - timedelta(days=k)).weekday() for k in near} & told}
            if len(fits) == 1:
                return fits.pop(), "date line"
            if fits:
                break
    return None


def _opening(lines: Sequence[Paragraph], parts: Sequence[Part]) -> list[str]:
    """The first three paragraphs of prose."""
    return [line.wording for line, p in zip(lines, parts, strict=True) if p is Part.TEXT][:3]


def _dateline(
    report: Report, lines: Sequence[Paragraph], parts: Sequence[Part], events: Chronology | None
) -> Dated | None:
    """The date in "BEIRUT, Jan 5 (Reuters) -", its year from the URL or from the other dates on the page."""
    for wording in _opening(lines, parts)[:1]:
        head = _dateline_of(wording)
        for w in written_dates(head):
            if w.date is not None:
                return w.date, "dateline"
            day = _with_year(w, report, lines, parts, events, filed=True)
            if day is not None:
                return day, "dateline"
    return None


def _dateline_of(lead: str) -> str:
    """The head of a story that says where and when it was filed, or nothing."""
    end = dateline_end(lead, 0, len(lead))
    if end:
        return lead[:end]
    head = _DATELINE.match(lead)
    if head is None:
        return ""
    opens = any(w.start == 0 or _is_filed(head[0], w) for w in written_dates(head[0]))
    return head[0] if opens or lead[:3].isupper() else ""


def _is_filed(head: str, w: Written) -> bool:
    """Whether a town stands before a day and only a mark behind it: "Osk, May 12: Two days after …"."""
    return _TOWN.fullmatch(head, 0, w.start) is not None and not head[w.end :].strip(" -–—:")


def _with_year(
    w: Written,
    report: Report,
    lines: Sequence[Paragraph],
    parts: Sequence[Part],
    events: Chronology | None,
    *,
    filed: bool = False,
) -> date | None:
    """Give a year-less date of the page the year of its address, of the events told as news, or the one that fits."""
    if w.month is None or w.day is None:
        return None
    in_url = _in_url(report.url)
    if in_url is not None:
        return closest_year(in_url[0], w.month, w.day, ahead=False)
    told = [ln.wording for ln, p in zip(lines, parts, strict=True) if p in _TOLD]
    news = anchored(told, events) if events is not None else None
    near = beside(news[0], w.month, w.day) if news is not None else None
    if news is not None and near is not None and -_BEFORE <= near - news[0] <= _PICTURED:
        return near
    return day_of_year((w.month, w.day), told, events or chronology(), printed=_of_rights(lines), filed=filed)


def _in_url(url: str | None) -> Dated | None:
    for m in _IN_URL.finditer(url or ""):
        if (day := day_in(int(m[1]), int(m[2]), int(m[3]))) is not None:
            return day, "url"
    return None


def _forward(day: date, wordings: Sequence[str]) -> date:
    """Move a date that the report cannot be older than on to the weekday the lead names, if that is near."""
    named = [_weekday(w) for w in wordings]
    ahead = [weekday_near(day, w, ahead=True) for w in named if w is not None]
    near = [d for d in ahead if (d - day).days <= _FORWARD]
    return near[0] if near and near[0] > day else day


def _weekday(wording: str) -> int | None:
    m = _WEEKDAY.search(wording)
    return calendar().weekdays[m[1].lower()] if m else None


def _of_embeds(lines: Sequence[Paragraph], parts: Sequence[Part], embeds: Sequence[Embed]) -> Dated | None:
    days = [date.fromisoformat(e.date) for e in embeds if e.date]
    return (_forward(max(days), _opening(lines, parts)[:1]), "embed") if days else None


def _of_caption(lines: Sequence[Paragraph], parts: Sequence[Part]) -> Dated | None:
    captions = [line.wording for line, p in zip(lines, parts, strict=True) if p is Part.CAPTION]
    days = [w.date for c in captions for w in _full(c) if w.date and not c.lower().startswith("file")]
    if not days:
        return None
    told = _told_after(max(days), _opening(lines, parts))
    return (told or _forward(max(days), _opening(lines, parts)[:1]), "caption")


def _told_after(day: date, wordings: Sequence[str]) -> date | None:
    """The day with its weekday that the first paragraphs tell some weeks after a picture was taken, or None."""
    found = [
        d
        for wording in wordings
        for w in written_dates(wording)
        if w.year is None and w.month and w.day and (weekday := _weekday(wording[w.start : w.end])) is not None
        if (d := closest_year(day, w.month, w.day, ahead=True)) is not None and d.weekday() == weekday
    ]
    return max((d for d in found if timedelta() < d - day <= _PICTURED), default=None)


def _of_lead(lines: Sequence[Paragraph], parts: Sequence[Part]) -> Dated | None:
    """A full date in the lead: the day of the news or the one before."""
    opening = [o for o in _opening(lines, parts) if len(o.split()) > _SHORT][:1]
    days = [w.date for o in opening for w in _full(o) if w.date and not _SINCE.search(o[: w.start])]
    return (_forward(max(days), opening), "text") if days else None


def _of_events(
    found: Dated | None, lines: Sequence[Paragraph], parts: Sequence[Part], events: Chronology
) -> Dated | None:
    """The day that known events tell, where nothing else does; a post is a lower bound that they may move on."""
    if found is not None and found[1] != "embed":
        return found
    told = anchored([ln.wording for ln, p in zip(lines, parts, strict=True) if p in _TOLD], events)
    if found is None or told is None:
        return found or told
    return told if found[0] < told[0] <= found[0] + timedelta(days=6) else found


def story_dates(
    stories: Sequence[Story],
    lines: Sequence[Paragraph],
    division: Division,
    published: str | None,
    events: Chronology,
) -> tuple[Story, ...]:
    """Give each story its date: on a line of its own, in its lead, by known events that it tells, else the page's."""
    if len(stories) < 2:
        return tuple(replace(s, published=published) for s in stories)
    out: list[Story] = []
    for number, story in enumerate(stories):
        mine = [n for n in range(len(lines)) if division.story[n] == number]
        own = [w.date for n in mine if division.parts[n] is Part.DATE for w in _full(lines[n].wording) if number]
        lead = next((lines[n] for n in mine if division.parts[n] is Part.TEXT), None)
        if not own and lead is not None:
            own = [*_headed(lead.wording)]
        # A briefing is dated once, above its first heading.
        above = out[0].published if published is None and out and is_called(story.headline) else published
        if not own and above is None:
            own = [w.date for w in _full(lead.wording)][:1] if lead else []
            told = None if own else anchored([lines[n].wording for n in mine if division.parts[n] in _TOLD], events)
            own = own or ([told[0]] if told else [])
        day = next((d for d in own if d is not None), None)
        out.append(replace(story, published=day.isoformat() if day else above))
    return tuple(out)


def _headed(lead: str) -> list[date]:
    """The full date in a story's own dateline, which says more of it than the date of the page."""
    head = _DATELINE.match(lead) if lead[:3].isupper() else None
    return [w.date for w in _full(head[0]) if w.date is not None][:1] if head is not None else []


def block_dates(page: Page, blocks: Sequence[Block], text: str) -> tuple[date | None, ...]:
    """Return for each block the day its words are reckoned from: its post's, else its story's.

    A date that rests on a post alone may lie a day or two after the news; then the weekday that the lead names,
    if it is that near, is the day of the telling ("overnight" in a Saturday story is Friday's night).
    """
    days: list[date | None] = []
    for number, story in enumerate(page.stories):
        iso = story.published or page.published
        day = date.fromisoformat(iso[:10]) if iso else None
        if day is not None and page.published_evidence == "embed":
            lead = next((b for b in blocks if b.story == number and b.kind == "text"), None)
            weekday = _weekday(text[lead.start : lead.end]) if lead else None
            told = weekday_near(day, weekday, ahead=False) if weekday is not None else day
            day = told if day - told <= timedelta(days=2) else day
        days.append(day)
    posted = [date.fromisoformat(e.date) if e.date else None for e in page.embeds]
    return tuple((posted[b.embed] if b.embed is not None else None) or days[b.story] for b in blocks)
