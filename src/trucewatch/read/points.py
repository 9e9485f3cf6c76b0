"""Points: what do the figures of a list's points go on with, where only its lead says what befell them?

"1,120 people have been killed:" and then a point a line, "- 657 people from the city, of whom 124 civilians". Works on
drafts; a point that tells its own harm keeps it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.vocab.frames import frames
from trucewatch.vocab.objects import PEOPLE
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse
    from trucewatch.read.settling import Draft
    from trucewatch.vocab.frames import Frame

__all__ = ["as_listed", "as_points"]

_BULLETS = ("•", "▪", "●", "‣", "◦", "·", "-", "–", "—", "*")
_TOLD = frozenset({FigureKind.TOLL, FigureKind.DISPLACEMENT})
_UNTOLD = frozenset({FigureKind.OTHER, FigureKind.FORCE})
_LISTED = frozenset({FigureKind.OTHER, FigureKind.RAID, FigureKind.DAMAGE})
_LISTING = tuple(word_list("contexts", "violation", "listing"))


def as_points(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those of a list's points with the kind and measure that its lead tells of people."""
    made = list(drafts)
    leads: dict[int, int | None] = {}
    for n, one in enumerate(drafts):
        if one.trigger is not None or one.kind not in _UNTOLD or not (one.count.classes & PEOPLE or not one.object):
            continue
        if one.sentence not in leads:
            leads[one.sentence] = _lead(parse, one.sentence)
        lead = leads[one.sentence]
        whole = next((k for k, d in enumerate(drafts) if d.sentence == lead and d.part_of is None), None)
        if whole is not None and drafts[whole].kind in _TOLD:
            told = drafts[whole]
            part_of = one.part_of if one.part_of is not None else whole
            made[n] = replace(one, kind=told.kind, measure=told.measure, part_of=part_of)
        elif lead is not None and whole is None and (named := _named(parse, lead)) is not None:
            made[n] = replace(one, kind=named.kind, measure=named.measure)
    return made


def as_listed(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those of "They include 49 raids and 150 cases of …" as the violations told just before."""
    made = list(drafts)
    for n, one in enumerate(drafts):
        if one.kind not in _LISTED or one.count.classes & (PEOPLE | {"duration"}) or not _goes_on(parse, one.sentence):
            continue
        before = [d for d in drafts if d.sentence == one.sentence - 1 and d.kind is FigureKind.VIOLATION]
        whole = max(before, key=lambda d: d.high or d.low or 0, default=None)
        if whole is not None and (one.high or 0) < (whole.high or whole.low or 0):
            told = parse.sentences[one.sentence].first
            made[n] = replace(one, kind=FigureKind.VIOLATION, measure="violations", trigger=told)
    return made


def _goes_on(parse: Parse, number: int) -> bool:
    """Whether a sentence lists what the one before has summed up: "They include", "Among them were"."""
    sentence = parse.sentences[number]
    opening = " ".join(w.lower for w in parse.words[sentence.first : sentence.first + 3])
    return number > 0 and opening.startswith(_LISTING)


def _named(parse: Parse, number: int) -> Frame | None:
    """Return what a lead without a number says of the people in its list: "the dead comprise:"."""
    sentence = parse.sentences[number]
    for word in reversed(parse.words[sentence.first : sentence.last]):
        for relation in ("self", "after"):
            found = frames().find(relation, word.lower, frozenset({"person"}))
            if found is not None and found.kind in _TOLD:
                return found
    return None


def _lead(parse: Parse, number: int) -> int | None:
    """Return the number of the sentence that opens the list in whose point a sentence stands, if it does."""
    if not _is_point(parse, number):
        return None
    while number > 0 and _is_point(parse, number):
        number -= 1
    sentence = parse.sentences[number]
    return number if parse.text[sentence.start : sentence.end].rstrip().endswith(":") else None


def _is_point(parse: Parse, number: int) -> bool:
    start = parse.sentences[number].start
    line = parse.text.rfind("\n", 0, start) + 1
    return parse.text[line : start + 1].lstrip().startswith(_BULLETS)
