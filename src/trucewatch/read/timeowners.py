"""Time owners: which times do the other figures of a story have, and how are these like the one asked for?

What `timechoice` weighs of a candidate beside how it stands in the text: the figure before, behind, of the same number,
the story's first blow, its largest toll, and what the rules give to each of them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.read.kindsets import BLOWS
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.model import When
    from trucewatch.read.grammar import Parse
    from trucewatch.read.settling import Draft

__all__ = ["FEATURES", "Dated", "Days", "Owners", "Ownership", "days_of", "row_of"]

FEATURES: tuple[str, ...] = (
    "its kin", "kin before", "kin behind",
    "before", "behind", "same number", "same measure", "same place", "owners", "whole's", "own",
    "first blow's", "second blow's", "room for a part", "largest's", "owner here", "care", "first blow's of care",
)  # fmt: skip

Days = tuple[str, str]
"""First and last day of a time, as in the ledger."""

_CARE = word_list("calendar", "inherit", "care")


class Dated(NamedTuple):
    """A figure whose time is asked for: the word that it hangs on, its own sentence's time by the rules, its place."""

    draft: Draft
    at: int
    own: When | None
    place: str | None


class Owners(NamedTuple):
    """Which times other figures of the story have as their own, by how these are like the figure asked for."""

    before: Days | None
    behind: Days | None
    number: frozenset[Days]
    measure: Mapping[Days, int]
    place: Mapping[Days, int]
    all: Mapping[Days, int]
    whole: Days | None
    own: Days | None
    kin: Mapping[Days, int]
    kin_before: Days | None
    kin_behind: Days | None
    blows: Sequence[Days]
    largest: Days | None
    most: Mapping[Days, float]
    sentences: Mapping[Days, set[int]]
    low: float
    in_care: bool


class Ownership:
    """Which figures of a report have which times: asked for each figure, then for each of its candidates."""

    def __init__(self, parse: Parse, figures: Sequence[Dated], ruled: Sequence[When | None]) -> None:
        """Take a report's figures, and the time that the rules give to each."""
        self._parse = parse
        self._figures = figures
        self._ruled = [days_of(when) for when in ruled]
        self._own = [days_of(f.own) for f in figures]
        self._sentences = [parse.sentence_index[f.draft.count.core] for f in figures]
        self._of_story: dict[int, list[int]] = {}
        for k, number in enumerate(self._sentences):
            self._of_story.setdefault(parse.sentences[number].story, []).append(k)

    def of(self, n: int) -> Owners:
        """Return what the other figures of its story have, for figure `n`."""
        one = self._figures[n].draft
        number = self._sentences[n]
        story = [k for k in self._of_story[self._parse.sentences[number].story] if k != n]
        told = [(k, days) for k in story if (days := self._own[k]) is not None]
        kin = [(k, days) for k in story if (days := self._ruled[k]) is not None]
        violent = [(k, days) for k, days in told if self._figures[k].draft.kind in BLOWS]
        kind = [(self._figures[k].draft, days) for k, days in told if self._figures[k].draft.kind is one.kind]
        alike = [(self._low(k), days) for k, days in violent if self._figures[k].draft.measure == one.measure]
        place = self._figures[n].place
        most: dict[Days, float] = {}
        for low, days in alike:
            most[days] = max(most.get(days, 0.0), low)
        sentences: dict[Days, set[int]] = {}
        for k, days in violent:
            sentences.setdefault(days, set()).add(self._sentences[k])
        s = self._parse.sentences[number]
        return Owners(
            next((days for k, days in reversed(violent) if k < n), None),
            next((days for k, days in violent if k > n), None),
            frozenset(days for d, days in kind if (d.low, d.high) == (one.low, one.high)),
            Counter(days for d, days in kind if d.measure == one.measure),
            Counter(days for k, days in told if place is not None and self._figures[k].place == place),
            Counter(days for _, days in told),
            self._own[one.part_of] if one.part_of is not None else None,
            self._own[n],
            Counter(days for _, days in kin),
            next((days for k, days in reversed(kin) if k < n), None),
            next((days for k, days in kin if k > n), None),
            list(dict.fromkeys(days for _, days in violent)),
            max(alike, key=lambda p: p[0])[1] if alike else (violent[0][1] if violent else None),
            most,
            sentences,
            self._low(n),
            any(w.lemma.lower() in _CARE for w in self._parse.words[s.first : s.last]),
        )

    def _low(self, k: int) -> float:
        return self._figures[k].draft.low or 0.0


def row_of(o: Owners, days: Days, sentence: int | None) -> list[float]:
    """Return what is seen of a candidate by the figures that have it; `sentence` is where it is told."""
    is_first = bool(o.blows) and o.blows[0] == days
    return [
        float(o.kin.get(days, 0)),
        float(days == o.kin_before),
        float(days == o.kin_behind),
        float(days == o.before),
        float(days == o.behind),
        float(days in o.number),
        float(o.measure.get(days, 0)),
        float(o.place.get(days, 0)),
        float(o.all.get(days, 0)),
        float(days == o.whole),
        float(o.own is not None) + float(days == o.own),
        float(is_first),
        float(len(o.blows) > 1 and o.blows[1] == days),
        float(o.most[days] >= o.low) if days in o.most else -1.0,
        float(days == o.largest),
        float(sentence in o.sentences.get(days, ())),
        float(o.in_care),
        float(o.in_care and is_first),
    ]


def days_of(when: When | None) -> Days | None:
    """Return the first and last day of a time, None where there is none."""
    return None if when is None else (when.start, when.end)
