"""Runs: from which day, and up to which, does a stretch run that is told by its start?

"Since May 2, the UN said on Monday" ends on that Monday, "as of Saturday" on that Saturday, and "since the April 22
attack that killed 26" is for those 26 the day itself. Part of `when`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.reckon import months_on
from trucewatch.read.timelinks import (
    hook_of,
    is_number_noun,
    is_under_since,
    is_up_to_now,
    noun_of,
    opens_clause,
    verbs,
)
from trucewatch.read.timestanding import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["of_mention", "up_to_count", "up_to_telling"]

# "As of Saturday" ends a count; a cue has so many letters.
_AS_OF, _CUE = re.compile(r"\bas of\s+(?:\w+\s+)?$", re.IGNORECASE), 20
# The number of a day: "July 2025" has none.
_NUMBERED = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


def of_mention(parse: Parse, at: int, m: TimeMention) -> When | None:
    """Return a mention's time for word `at`: "since the April 22 attack that killed 26" is that day for the 26."""
    if not m.since:
        return m.when
    verb = next(verbs(parse, at), None)
    verb = parse.words[verb.head] if verb is not None and verb.dep == "conj" else verb
    if verb is not None and verb.dep == "relcl" and is_up_to_now(parse, verb):
        return m.when if m.day is not None else None  # "a war since April that has killed thousands"
    noun = noun_of(parse, hook_of(parse, m))
    if noun is not None and is_number_noun(noun):
        return m.when if m.day is not None else None  # "the toll since May 10"
    above = {w.i for w in parse.ancestors(at)}
    is_named = noun is not None and noun.i in above
    if not (is_named or _is_of_day(parse, at, m, above) or opens_clause(parse, at, m)):
        return m.when if m.day is not None else None  # a stretch without an end
    start = date.fromisoformat(m.when.start)
    if start.day == 1 and not _NUMBERED.search(m.when.wording or ""):
        return When(m.when.start, (months_on(start, 1) - timedelta(days=1)).isoformat(), m.when.wording, "month")
    return When(m.when.start, m.when.start, m.when.wording, "day")


def _is_of_day(parse: Parse, at: int, m: TimeMention, above: set[int]) -> bool:
    """Whether word `at`, with the words `above` it, hangs on the day with which a stretch begins."""
    if at < m.first and is_under_since(parse, at):
        return True
    # "since they swapped prisoners on December 13, when 32 were freed": the 32 hang on the day itself.
    if any(i in above and parse.words[i].head != i for i in m.head_span if parse.words[i].pos != "VERB"):
        return True
    # "the largest since the 267 drones launched on February 23": launched on that day.
    verb = next(verbs(parse, hook_of(parse, m).i), None)
    is_since = any(parse.words[i].lower == "since" and i < at for i in above)
    return is_since and verb is not None and verb.dep in {"acl", "relcl"} and verb.head in above


def up_to_telling(
    parse: Parse, at: int, when: When | None, ranked: Sequence[tuple[Standing, int, TimeMention]]
) -> When | None:
    """Return a stretch up to the day on which it was told, if that is before the story's: "the UN said on Monday".

    `ranked` are the times of the sentence by how they stand to word `at`, the first of them the stretch.
    """
    if when is None or when.precision != "range" or not ranked[0][2].since:
        return when
    chain = {verb.i for verb in verbs(parse, at)}
    for standing, _, m in ranked:
        verb = next(verbs(parse, hook_of(parse, m).i), None)
        is_saying = standing is Standing.SPOKEN and not m.weak and verb is not None and verb.i in chain
        if is_saying:
            when = _cut(when, m)
    return when


def up_to_count(parse: Parse, sentence: Sentence, when: When, mentions: Sequence[TimeMention]) -> When:
    """Return a stretch up to the day that its sentence says was the last one counted: "as of Saturday"."""
    for m in mentions:
        is_here = m.bound and sentence.first <= m.first < sentence.last
        if is_here and _AS_OF.search(parse.text, max(0, m.start - _CUE), m.start):
            when = _cut(when, m)
    return when


def _cut(when: When, m: TimeMention) -> When:
    is_inside = m.when.precision in {"day", "month"} and not m.since and when.start < m.when.start
    return When(when.start, m.when.end, when.wording, when.precision) if is_inside and m.when.end < when.end else when
