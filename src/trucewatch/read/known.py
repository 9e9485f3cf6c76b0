"""Known: which events of the chronology does a dated story name without saying when they happened?

A toll told for days after a strike often stands without a time; the strike's own day is then its time. These times
are the weakest but one: anything said in the figure's sentence comes before them. They never come from a post.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.dates import TimeMention
from trucewatch.read.namings import windows
from trucewatch.read.stories import is_live
from trucewatch.read.tellings import is_background

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trucewatch.read.blocks import Block
    from trucewatch.read.grammar import Parse
    from trucewatch.read.namings import Window
    from trucewatch.vocab.chronology import Chronology, Naming

__all__ = ["known_times"]

# A sentence or its neighbour names the event, and it is at most so old.
_SPREAD = 2
_RECENT = timedelta(days=10)


def known_times(
    parse: Parse, days: Sequence[date | None], blocks: Sequence[Block], events: Chronology
) -> tuple[TimeMention, ...]:
    """Return the days of the recent events that a report names, at the words that name them, in text order.

    `days` gives each block its date (`published.block_dates`); without one nothing is known to be recent. The
    entries of a live blog tell of its own day.
    """
    dated = [day for day in days if day is not None]
    if not parse.sentences or not dated or not events.ended(min(dated), max(dated), _RECENT):
        return ()
    if is_live(parse.text, blocks):
        return ()
    starts = [s.start for s in parse.sentences]
    found: dict[int, TimeMention] = {}
    for naming in events.named(parse.text):
        for window in windows(naming, starts, _SPREAD):
            mention = _mention(parse, naming, window, days, blocks)
            if mention is not None:
                found.setdefault(mention.first, mention)
    return tuple(found[first] for first in sorted(found))


def _mention(
    parse: Parse, naming: Naming, window: Window, days: Sequence[date | None], blocks: Sequence[Block]
) -> TimeMention | None:
    inside = parse.sentences[window.first : window.last + 1]
    main = parse.sentences[window.main]
    day = days[main.block]
    if (
        day is None
        or not window.sure
        or any(s.story != main.story or blocks[s.block].embed is not None for s in inside)
    ):
        return None
    event = naming.event
    if event.is_stretch or not timedelta(0) <= day - event.end <= _RECENT:
        return None
    if any(is_background(parse.text[s.start : s.end]) for s in inside):
        return None
    spans = [span for hits in naming.hits for span in hits if main.start <= span[0] and span[1] <= main.end]
    spans = [s for s in spans if not any(c.isdigit() for c in parse.text[s[0] : s[1]])]
    if not spans:
        return None
    start, end = spans[0]
    first = bisect_right(parse.words, start, key=lambda w: w.start) - 1
    last = bisect_right(parse.words, end - 1, key=lambda w: w.start) - 1
    precision = "day" if event.start == event.end else "range"
    when = When(event.start.isoformat(), event.end.isoformat(), parse.text[start:end], precision)
    return TimeMention(start, end, first, last, when, day, known=True)
