"""Tellings: which weekdays does a story tell, and which of its sentences tell of something long past?

Shared by what dates an undated story: `anchors` by known events, `eradays` by wars and truces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import alternatives, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trucewatch.read.namings import Window

__all__ = ["Anchor", "Told", "is_background", "lengths", "number_of", "patterns", "weekdays_told"]

# Behind a weekday that names no day of this week: its date, or the week that it lay in.
_NO_DAY = re.compile(r",?\s+(?:\d{1,2}\s+)?[A-Z][a-z]+\.?\s+\d|\s+(?:of\s+)?last\s+week\b")
_YEAR = re.compile(r"20(?<![\d-]20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Told:
    """A weekday as told: in which sentence, whether still to come, and whether it owns a meeting ("Friday's talks").

    It is the day of `saying` where it follows such a verb: "he said on Tuesday".
    """

    sentence: int
    weekday: int
    ahead: bool
    meeting: bool
    saying: bool


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day on which something told happened, by the sentences of `window`; `ahead` where it is still to come."""

    day: date
    window: Window
    ahead: bool


@lru_cache(maxsize=1)
def _ending() -> str:
    """What all names of weekdays end in."""
    first, *others = calendar().weekdays
    return next(first[k:] for k in range(len(first) + 1) if all(name.endswith(first[k:]) for name in others))


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the cues of the chronology by their names."""
    cues = table("chronology_cues")
    weekday, nouns = "|".join(w.title() for w in calendar().weekdays), alternatives(cues["kinds"]["nouns"])
    return {
        "weekday": re.compile(rf"\b({weekday})(?:['’]s\s+(?:\w+\s+){{0,3}}?(?P<meeting>{nouns})\b)?"),
        "ahead": re.compile(
            rf"\b(?:{alternatives(cues['ahead']['cues'])}\b(?!.*\b{alternatives(cues['ahead']['told'])}\b)[^.;]{{0,45}}"
            rf"|{alternatives(cues['ahead']['adjacent'])}\s*)$",
            re.IGNORECASE,
        ),
        "saying": re.compile(rf"\b{alternatives(cues['weekday']['saying'])}\b(?:\s+\w+){{0,2}}?\s+$", re.IGNORECASE),
        "began": re.compile(
            rf"\b(?:(?P<truce>{alternatives(cues['eras']['truce'])}|(?P<loose>{alternatives(cues['eras']['loose'])}))|"
            rf"{alternatives(cues['eras']['war'])})\b[^.;]{{0,60}}?\b{alternatives(cues['eras']['opened'])}"
            rf"(?:\s+on\s+(?P<day>{weekday})(?P<week>\s+(?:of\s+)?last\s+week)?)?\b",
            re.IGNORECASE,
        ),
        "into": re.compile(
            rf"\b(?P<n>an?|\d{{1,2}}|{alternatives(calendar().numbers)})\s+(?P<unit>day|week)s?\s+into\s+(?:an?|the|its|their)\s+"
            rf"(?:[\w-]+\s+){{0,3}}?(?:(?P<truce>{alternatives(cues['eras']['truce'])})|{alternatives(cues['eras']['war'])})\b",
            re.IGNORECASE,
        ),
        "nth": re.compile(
            rf"\b(?:for\s+an?|on\s+the|the|its|their)\s+(?:(?P<name>{alternatives(cues['eras']['ordinals'])})|"
            r"(?P<number>\d{1,3}(?:,\d{3})?)(?:st|nd|rd|th))\s+(?:straight\s+|consecutive\s+)?day\b"
            r"|\bday\s+(?P<count>\d{2,3}|\d,\d{3}|1\d{3})\b(?!\s+(?:January|of\s+the\s+month))",
            re.IGNORECASE,
        ),
        "skip": re.compile(rf"\b{alternatives(cues['weekday']['skip'])}\s+$", re.IGNORECASE),
        "dated": re.compile(r",?\s+(?:\d{1,2}\s+)?[A-Z][a-z]+\.?\s+\d"),
        "after": re.compile(
            rf"\b(?P<n>an?|the|\d{{1,2}}|{alternatives(calendar().numbers)})\s+(?P<unit>day|week)s?\s+after\b",
            re.IGNORECASE,
        ),
        "before": re.compile(rf"\b{alternatives(cues['weekday']['day_before'])}\b", re.IGNORECASE),
        "ago": re.compile(
            rf"\s+(?P<n>an?|\d{{1,2}}|{alternatives(calendar().numbers)})\s+(?P<unit>day|week)s?\s+ago\b", re.IGNORECASE
        ),
        "near": re.compile(rf"\b{alternatives(cues['near']['words'])}\b", re.IGNORECASE),
        "past": re.compile(rf"\b{alternatives(cues['past']['cues'])}\b", re.IGNORECASE),
        "since": re.compile(r"\bsince\b", re.IGNORECASE),
        "measure": re.compile(rf"\b{alternatives(cues['past']['measures'])}\b", re.IGNORECASE),
        "future": re.compile(rf"\b{alternatives(cues['ahead']['years'])}\b", re.IGNORECASE),
    }


_HOURS = re.compile(r"^before\s+(?:dawn|daybreak|sunrise|midnight|noon|midday)\b", re.IGNORECASE)


def weekdays_told(sentences: Sequence[str]) -> list[Told]:
    """Return the weekdays of a story that name a day by themselves."""
    found: list[Told] = []
    found_by, ending = patterns(), _ending()
    for number, sentence in enumerate(sentences):
        if ending not in sentence:
            continue
        for m in found_by["weekday"].finditer(sentence):
            before = sentence[: m.start()]
            if found_by["skip"].search(before) or _NO_DAY.match(sentence, m.end()):
                continue
            cue = found_by["ahead"].search(before)
            ahead = cue is not None and not _HOURS.search(cue[0])  # "before dawn on Saturday" is past
            saying = found_by["saying"].search(before) is not None
            found.append(Told(number, calendar().weekdays[m[1].lower()], ahead, bool(m["meeting"]), saying))
    return found


def is_background(sentence: str) -> bool:
    """Return whether a sentence tells of something long past: a year, "last month", an anniversary, "since the"."""
    found_by = patterns()
    since = found_by["since"].search(sentence)
    is_measure = since is not None and found_by["measure"].search(sentence[: since.start()]) is not None
    # "the deadliest since the war began two years ago": what is measured by is past, what is told is not.
    told = sentence[: since.start()] if since is not None and is_measure else sentence
    if found_by["past"].search(told) or _YEAR.search(told):
        return True
    return since is not None and not is_measure


def lengths(after: re.Match[str], rough: int = 0) -> range:
    """Return how many days "two weeks after" may be; "six weeks ago" is `rough`, three days more or less."""
    count = number_of(after["n"])
    if rough and after["unit"].lower() == "week":
        return range(7 * count - rough, 7 * count + rough + 1)
    return range(count, count + 1) if after["unit"].lower() == "day" else range(7 * count - 1, 7 * count + 3)


def number_of(word: str) -> int:
    """Return the number that digits or a word tell, else 1."""
    return int(word) if word.isdigit() else calendar().numbers.get(word.lower(), 1)
