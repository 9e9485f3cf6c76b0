"""Dates: which words of a report name a time, and which days are meant?

Everything is reckoned from the story's own date, never from the clock; where a story has none, only dates
that name their year are resolved. Bare expressions come from `timewords`; here they are composed with the
words around them ("since", "to", "night") and with tense. `when` then gives a figure its time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.citations import is_cited
from trucewatch.read.stories import is_live
from trucewatch.read.timebases import day_before, days_meant, last_named, newest, period, with_year_told
from trucewatch.read.timejoins import joined
from trucewatch.read.timelinks import hook_of, is_telling, verbs
from trucewatch.read.timesense import resolved
from trucewatch.read.timewords import Expression, Kind, expressions
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.blocks import Block
    from trucewatch.read.grammar import Parse, Word

__all__ = ["TimeMention", "resolve"]

_DAY = timedelta(days=1)
# "The week to June 15": from the day after the last one's end to that day.
_WEEK = 6 * _DAY
_SATURDAY = 5
# "an overnight Russian missile assault on Thursday": so many words may stand between.
_NIGHT_SPAN = 6
# The dateline of a story stands over its first sentences, that of an entry of a list below so many; within so many
# sentences back another entry has one.
_OPENING, _ENTRIES = 3, 30
_STATED = 8
# A stretch that ends with the story's day unless its sentence tells more.
_STREETS = word_list("amounts", "nonfigures", "streets") | word_list("calendar", "inherit", "squares")
_BATTLING, _SEEKING = (frozenset(word_list("calendar", "inherit", name)) for name in ("battling", "seeking"))
_NIGHTS = word_list("calendar", "inherit", "nights")
_STAYING = word_list("calendar", "inherit", "staying")
_BACK = word_list("calendar", "cues", "back")
_LOOSE = frozenset({Kind.WINDOW, Kind.DAYS_OF, Kind.NTH_DAY})
# "Since it was set up in 2013", "since it began a year ago".
_BEGINNINGS = frozenset({Kind.DATE, Kind.WEEKDAY, Kind.MONTH, Kind.YEAR, Kind.AGO})
# What is counted back from the day of the telling.
_RELATIVE = frozenset({*_LOOSE, Kind.OFFSET, Kind.PAST, Kind.NIGHT, Kind.FROM_LAST})


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words that name a time, and the days meant.

    `first` and `last` are word indexes, both included. `day` is the date it was reckoned from. `bound` marks
    a limit ("until May 15"), `since` a stretch up to the story's date, `weak` an hour that names no day by itself;
    `apart` are the blocks of a post, whose times never pass to the report around it; `known` marks the name of a known
    event, which gives its time only where no words do; `offset` words ("two days after") date the clause after them.
    """

    start: int
    end: int
    first: int
    last: int
    when: When
    day: date | None
    bound: bool = False
    since: bool = False
    weak: bool = False
    apart: range | None = None
    known: bool = False
    offset: bool = False

    @property
    def head_span(self) -> range:
        """The word indexes it covers."""
        return range(self.first, self.last + 1)


def resolve(
    parse: Parse, story_date: date | Sequence[date | None] | None, blocks: Sequence[Block] = ()
) -> tuple[TimeMention, ...]:
    """Return every time named in a parse, resolved, in text order.

    `story_date` is one date for all, or one for each block (`published.block_dates`): stories of one page and
    posts by others have their own. Without one, "on Saturday" stays unresolved and is left out. With `blocks`
    the times inside posts are marked, and in a live blog an hour is one of its day.
    """
    live = is_live(parse.text, blocks)
    found: list[TimeMention] = []
    loose: set[int] = set()
    seen: dict[int, tuple[Expression, list[Word]]] = {}
    for e in joined(expressions(parse.text), parse.text):
        words = _words(parse, e)
        if words and (is_cited(parse.text, words[0].start) or _is_address(parse, words)):
            continue
        is_stretch = e.until is not None or (e.written is not None and e.written.last is not None)
        if not words or (not is_stretch and _is_in_dateline(parse, words[0])):
            continue
        if e.kind is Kind.NTH_DAY and not _is_of_fighting(parse, words[0]):
            continue  # "talks went into a third day"
        day = _day_of(parse, words[0], story_date)
        mention = _mention(parse, e, words, day, found)
        if mention is not None:
            number = parse.sentence(words[0].i).block
            mention = replace(mention, weak=False) if live else mention
            mention = _of_night(parse, found, mention)
            loose.update({mention.start} if e.kind in _LOOSE else ())
            seen.update({len(found): (e, words)} if e.kind in _RELATIVE else ())
            found.append(replace(mention, apart=_post(blocks, number)))
    for n, (e, words) in seen.items():
        if e.kind is Kind.OFFSET:
            again = _event_behind(parse, found, n)
        else:
            told = _telling_day(parse, found, found[n])
            again = _mention(parse, e, words, told, found[:n]) if told is not None else None
        found[n] = found[n] if again is None else replace(found[n], when=again.when)
    loose.update(m.start for m in found if m.offset and m.when.precision != "day")
    idle = {m.start for m in found if m.start in loose and _is_told_exactly(parse, found, m)}
    return tuple(replace(m, bound=True) if m.start in idle else m for m in found)


def _is_of_fighting(parse: Parse, word: Word) -> bool:
    sentence = parse.sentence(word.i)
    told = {w.lemma for w in parse.words[sentence.first : sentence.last]}
    fighting = calendar().lasting | calendar().battles | _BATTLING
    return not told.isdisjoint(fighting) and told.isdisjoint(calendar().meeting | _SEEKING)


def _is_address(parse: Parse, words: Sequence[Word]) -> bool:
    """Whether a date is the name of a street or square: "a house on 15 April Street"."""
    after = parse.words[words[-1].i + 1 : words[-1].i + 2]
    if not after or after[0].lower.removesuffix("s") not in _STREETS:
        return False
    # "15 April Street", "Stus and 15 April streets"
    return after[0].text[:1].isupper() or (after[0].lower.endswith("s") and parse.words[words[0].i - 1].lower == "and")


def _event_behind(parse: Parse, found: Sequence[TimeMention], n: int) -> TimeMention | None:
    """The day of what "a day after" counts from, if it is told right behind: "a day after the May 3 assault"."""
    after = parse.words[found[n].last]
    event = parse.child(after.i, "pobj") if after.dep == "prep" else None
    if event is None or n + 1 >= len(found):
        return None
    m, last = found[n + 1], max([event.i, *(j for j in parse.children[event.i])])
    is_day = m.when.precision == "day" and not (m.weak or m.since or m.offset or m.known)
    return m if is_day and found[n].last < m.first <= m.last <= last else None


def _telling_day(parse: Parse, found: Sequence[TimeMention], relative: TimeMention) -> date | None:
    """The day before the story's own on which what a sentence tells was said: "over the past day, they said Monday"."""
    here = parse.sentence(relative.first)
    for m in found:
        if m is relative or parse.sentence(m.first) is not here or m.when.precision != "day" or m.day is None:
            continue
        verb, day = next(verbs(parse, hook_of(parse, m).i), None), date.fromisoformat(m.when.start)
        is_said = verb is not None and is_telling(parse, verb) and not (m.weak or m.bound or m.since or m.offset)
        if is_said and _DAY <= m.day - day <= _WEEK:
            return day
    return None


def _is_told_exactly(parse: Parse, found: Sequence[TimeMention], loose: TimeMention) -> bool:
    """Whether its sentence tells when a stretch was: "in two days of fighting in September 2022"."""
    here = parse.sentence(loose.first)
    beside = [m for m in found if m is not loose and not m.bound and parse.sentence(m.first) is here]
    if loose.offset:  # "two months after three blasts on April 10"
        behind = [m for m in beside if m.first > loose.last and m.when.precision == "day"]
        return any(c.isdigit() for m in behind for c in m.when.wording or "")
    return any(m.when.precision != "day" or any(c.isdigit() for c in m.when.wording or "") for m in beside)


def _post(blocks: Sequence[Block], number: int) -> range | None:
    """The blocks of the post that a block stands in, or None."""
    post = blocks[number].embed if number < len(blocks) else None
    if post is None:
        return None
    mine = [n for n, block in enumerate(blocks) if block.embed == post]
    return range(mine[0], mine[-1] + 1)


def _of_night(parse: Parse, found: list[TimeMention], mention: TimeMention) -> TimeMention:
    """Read "an overnight assault on Thursday" as the night to Thursday, both words of it."""
    before = found[-1] if found else None
    if before is None or mention.since or mention.bound or mention.when.start != mention.when.end:
        return mention
    between = parse.words[before.last + 1 : mention.first]
    is_night = (before.when.wording or "").lower() == "overnight" and len(between) <= _NIGHT_SPAN
    is_one = all(w.pos in {"NOUN", "PROPN", "ADJ", "ADP"} for w in between) and bool(between)
    if not is_night or not is_one or parse.sentence(before.first) != parse.sentence(mention.first):
        return mention
    end = date.fromisoformat(mention.when.start)
    start = (end - _DAY).isoformat()
    found[-1] = replace(before, when=replace(before.when, start=start, end=end.isoformat()))
    return replace(mention, when=replace(mention.when, start=start, precision="range"))


def _is_in_dateline(parse: Parse, word: Word) -> bool:
    """Whether a word stands in the dateline of a story; that of a later entry ("Osk, 1 Nov. —") tells when it was."""
    sentence = parse.sentence(word.i)
    if word.i >= sentence.body:
        return False
    earlier = [s for s in parse.sentences[: parse.sentence_index[word.i]] if s.story == sentence.story]
    told = [s for s in earlier if s.last - s.first >= _STATED and parse.words[s.last - 1].text == "."]
    return len(told) < _OPENING and not any(s.body > s.first for s in earlier[-_ENTRIES:])


def _words(parse: Parse, e: Expression) -> list[Word]:
    at = bisect_left(parse.words, e.start, key=lambda w: w.end - 1)
    found: list[Word] = []
    while at < len(parse.words) and parse.words[at].start < e.end:
        found.append(parse.words[at])
        at += 1
    return found


def _day_of(parse: Parse, word: Word, dates: date | Sequence[date | None] | None) -> date | None:
    if dates is None or isinstance(dates, date):
        return dates
    block = parse.sentence(word.i).block
    return dates[block] if block < len(dates) else None


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    """What may stand right before an expression and changes what it means."""
    bound = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in calendar().bound)
    return re.compile(
        rf"\b(?:(?P<since>since)|(?P<weekend>weekend\s+of)|(?P<week>week\s+(?:to|ending|ended|through|up\s+to))|(?P<bound>{bound})"
        r"|(?P<night>overnight(?:\s+(?:on|into|to|from))?|(?:the\s+)?night\s+(?:to|into)|night\s+from))"
        r"\s+(?:(?:on|about|around|at least|late|early|the|mid-?|last|in)\s+)*$",
        re.IGNORECASE,
    )


def _mention(
    parse: Parse, e: Expression, words: list[Word], day: date | None, earlier: list[TimeMention]
) -> TimeMention | None:
    before = parse.text[max(0, e.start - 40) : e.start]
    cue = _before().search(before)
    head = _head(words)
    ahead = _is_ahead(parse, head, range(words[0].i, words[-1].i + 1))
    named = cue.lastgroup if cue else None
    # "ahead of Friday's meeting" dates the meeting: Friday is no limit there.
    is_bound = named == "bound" and "own" not in e.parts and parse.text[e.end : e.end + 2] not in {"'s", "’s"}
    if named == "bound" and cue is not None and cue["bound"].lower() in {"until", "till", "ahead of"}:
        ahead = not _has_lasted(parse, head)
    named_last = last_named(earlier, parse, words[0].i)
    is_offset = e.kind is Kind.OFFSET
    if is_offset and named_last is not None and parse.sentence(named_last.first) != parse.sentence(words[0].i):
        named_last = None
    e = with_year_told(parse, e, named_last, words[0].i)
    if "whole" in e.parts:
        named_last = period(earlier, parse, words[0].i)
    elif e.kind is Kind.SAME and e.parts.get("unit") == "day":
        named_last = day_before(earlier, parse, words[0].i) or named_last
    elif day is None and e.kind is Kind.DATE and named_last is not None:
        named_last = newest(earlier, parse, named_last, words[0].i)
    last = days_meant(named_last) if named_last is not None else None
    if last is not None and named_last is not None and e.parts.get("unit") == "day" and _is_night(e, named_last, last):
        last = (last[1], last[1])  # "65 overnight, and four a day earlier": seen from the day that the night ended on
    named_since = e.since or e.kind in {Kind.SINCE_THEN, Kind.BEGUN} or named == "since"
    if named_since:
        e, ahead = replace(e, since=True), False
    beside = named_last if named_last is not None and _is_beside(parse, named_last, words[0].i) else None
    span = resolved(e, _night_of(e, day, beside), ahead=ahead, last=last)
    if span is None:
        return None
    start, end, precision = span
    if (named == "night" or e.night) and start == end:
        # "Overnight on Wednesday", told on Thursday, is the night that Wednesday begins.
        is_begun = e.kind is Kind.WEEKDAY and day is not None and end < day and _is_on(parse.text[e.start : e.end])
        start, end, precision = (start, end + _DAY, "range") if is_begun else (start - _DAY, end, "range")
    if named == "weekend" and start == end and start.weekday() >= _SATURDAY:
        start -= (start.weekday() - _SATURDAY) * _DAY
        end, precision = start + _DAY, "range"
    if named == "week" and start == end:
        start, precision = end - _WEEK, "range"
    if "evening" in e.parts and start == end and day is not None and start < day:
        end, precision = end + _DAY, "range"
    since = named_since or (e.kind in _BEGINNINGS and _is_in_since(parse, head))
    if since and day is not None and start <= day and e.until is None:
        end, precision = max(start, day), "range"
    begin = e.start if cue is None or named == "bound" else e.start - len(before) + cue.start()
    when = When(start.isoformat(), end.isoformat(), parse.text[begin : e.end], precision)
    return TimeMention(
        e.start, e.end, words[0].i, words[-1].i, when, day, is_bound, since, e.kind is Kind.DAWN, offset=is_offset
    )


def _has_lasted(parse: Parse, head: Word) -> bool:
    """Whether a time under "until" ended what went on before: "they stayed in the town until Friday night"."""
    for w in parse.ancestors(head.i):
        if w.pos == "VERB" and w.tag != "VBG":
            return w.tag == "VBD" and w.lemma in _STAYING
    return False


def _is_on(wording: str) -> bool:
    """Whether a night is told "overnight on Wednesday", and not "overnight into Wednesday"."""
    return re.match(r"overnight\s+(?:on\s+)?\w+$", wording, re.IGNORECASE) is not None


def _is_night(e: Expression, m: TimeMention, days: tuple[date, date]) -> bool:
    """Whether what is told a day earlier or later is so from a time of two days that is the night between them."""
    is_told = any(word in (m.when.wording or "").lower() for word in _NIGHTS)
    return is_told and e.kind is Kind.FROM_LAST and days[1] - days[0] == _DAY


def _is_beside(parse: Parse, m: TimeMention, at: int) -> bool:
    """Whether a time stands in the paragraph of a word."""
    return parse.sentence(m.first).block == parse.sentence(at).block


def _night_of(e: Expression, day: date | None, last: TimeMention | None) -> date | None:
    """The day that "overnight" ends on: in a digest of an older day, the date that its paragraph has told."""
    if e.kind not in {Kind.NIGHT, Kind.PAST} or day is None or last is None:
        return day
    first, end = days_meant(last)
    if e.kind is Kind.PAST:  # "They left on 22 May. Nine had died in the previous two days"
        is_back = e.parts.get("which") in _BACK and e.parts["unit"] == "day"
        return end if is_back and first == end < day and not last.known else day
    # "leaders met last Saturday": seen from the report's own day, so that day is still the story's present.
    is_date = any(c.isdigit() for c in last.when.wording or "")
    is_older = end < day - 2 * _DAY and end - first <= _DAY and day - end <= 14 * _DAY
    return end if is_date and is_older else day


def _head(words: list[Word]) -> Word:
    """The word of an expression that hangs on the rest of the sentence."""
    inside = {w.i for w in words}
    return next((w for w in words if w.head not in inside or w.head == w.i), words[0])


def _is_in_since(parse: Parse, head: Word) -> bool:
    """Whether the time dates a clause under "since": "since the truce took effect on Nov. 27"."""
    for n, w in enumerate((head, *parse.ancestors(head.i))):
        if w.lower == "since":
            return True
        if n and w.tag == "CD":
            return False  # "since Sunday, five of them on Wednesday"
        marks = (parse.words[j] for j in parse.children[w.i] if j < head.i)
        if any(m.lower == "since" and parse.child(m.i, "pobj") is None for m in marks):
            return True
        # "since hostilities flared on May 10" may hang "since" on the noun.
        if (
            n
            and w.pos == "VERB"
            and w.dep != "xcomp"
            and not (w.dep == "acl" and parse.words[parse.words[w.head].head].lower == "since")
        ):
            return False
    return False


def _is_ahead(parse: Parse, head: Word, span: range) -> bool:
    """Whether tense or a word of the future above the time puts it after the story's date.

    A word inside the time itself ("from May until June 15") says nothing of that.
    """
    words = calendar()
    for w in (head, *parse.ancestors(head.i)):
        beside = (parse.words[j] for j in (w.i, *parse.children[w.i]) if j not in span)
        if (cue := next((other.lower for other in beside if other.lower in words.future), None)) is not None:
            return cue not in {"until", "till"} or not _has_lasted(parse, head)
        if w.pos not in {"VERB", "AUX"}:
            continue
        if w.tag in {"VBZ", "VBP"} and w.lemma in words.scheduled:
            return True
        helpers = {parse.words[j].lower for j in parse.children[w.i] if parse.words[j].dep in {"aux", "auxpass"}}
        if helpers & {"have", "has", "had"}:
            return False
        if helpers & words.modals:
            return True
        above = parse.words[w.head]
        if "to" in helpers and w.dep in {"xcomp", "advcl", "acl", "ccomp"} and w.head != w.i:
            return (
                above.lemma in words.ahead or above.lower in words.ahead or (above.lemma == "be" and w.dep == "xcomp")
            )
        return False
    return False
