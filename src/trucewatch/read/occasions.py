"""Occasions: where and when did that happen which each figure of a report counts?

Goes through the drafts in reading order: one told without a place or a time goes on with what was told. A part
has the place of its whole unless its own words tell one.
"""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.model import FigureKind, When
from trucewatch.read.echoes import Echoes
from trucewatch.read.fightdays import begun, days_told, of_begun, of_fight, of_same_dead
from trucewatch.read.inturn import places_in_turn, times_in_turn, times_of_numbers
from trucewatch.read.kindsets import BLOWS, TIMELESS
from trucewatch.read.timechoice import TimeChoice
from trucewatch.read.timecues import times_within
from trucewatch.read.timelinks import verbs
from trucewatch.read.timeowners import Dated
from trucewatch.read.timeseen import TimesSeen
from trucewatch.read.when import is_composed, when_of
from trucewatch.read.whereabouts import Whereabouts
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place
    from trucewatch.read.dates import TimeMention
    from trucewatch.read.drafts import Draft
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse

__all__ = ["Occasion", "Occasions", "amount_of"]

_WHERE = word_list("toponyms", "before", "standing")
# A toll told again is no less than one part in so many of the one before: nine dead are none of a war's 4,000.
_LEAST = 6
_SUMMED = frozenset({FigureKind.TOLL, FigureKind.DISPLACEMENT})
_ASKING = word_list("calendar", "inherit", "asking")


class Occasion(NamedTuple):
    """Where and when; None where the text tells nothing."""

    place: Place | None = None
    when: When | None = None


class Occasions:
    """The places and times of one report's drafts."""

    def __init__(
        self,
        parse: Parse,
        places: Sequence[Mention],
        times: Sequence[TimeMention],
        drafts: Sequence[Draft],
        days: Sequence[str | None] = (),
        present: Sequence[str | None] = (),
    ) -> None:
        """Take a report's places, times and drafts, each in text order.

        `days` are those of the stories of a live page, `present` those from which each story is told.
        """
        self._parse = parse
        self._places = places
        self._drafts = drafts
        self._echoes = Echoes(parse)
        self._whereabouts = Whereabouts(self._echoes, places)
        self._times = times
        self._days = days
        self._present = present
        self._taken = times_of_numbers(parse, times)
        self._whens: dict[int, When | None] = {}

    def all(self) -> list[Occasion]:
        """Return the occasion of each draft."""
        spots = places_in_turn(self._parse, self._drafts, self._places)
        open_ones = [one for n, one in enumerate(self._drafts) if n not in spots]
        self._whereabouts.weigh([(one.count.core, one.kind, amount_of(one)) for one in open_ones])
        places = [spots.get(n) or self.place(one) for n, one in enumerate(self._drafts)]
        choice = self.time_choice(places)
        turns = times_in_turn(self._parse, self._drafts, self._times)
        return [Occasion(place, turns.get(n) or self._when(choice, n)) for n, place in enumerate(places)]

    def _when(self, choice: TimeChoice, n: int) -> When | None:
        if n not in self._whens:
            self._whens[n] = self._chosen(choice, n)
        return self._whens[n]

    def _chosen(self, choice: TimeChoice, n: int) -> When | None:
        one = self._drafts[n]
        if one.kind is FigureKind.AID and (year := self._of_appeal(one)) is not None:
            return year
        fights = () if one.kind in TIMELESS else self._fights
        fight = of_fight(self._parse, _dated_at(self._parse, one), fights) if fights else None
        if (fight := fight or self._of_onset(choice, n)) is not None:
            return fight
        if (again := self._told_on(choice, n)) is not None:
            return again
        if is_composed(self._parse, _dated_at(self._parse, one)) and (ruled := self._ruled[n]) is not None:
            return ruled
        whole = None if one.part_of is None else self._drafts[one.part_of]
        if whole is not None and whole.sentence == one.sentence and not self._has_own_time(whole, one):
            return self._when(choice, one.part_of or 0)
        return choice.choose(n)

    def _of_onset(self, choice: TimeChoice, n: int) -> When | None:
        """Return the days since a fight broke out for what it has cost by now, or those of it that its words tell."""
        one = self._drafts[n]
        if one.kind not in _SUMMED or not self._onsets:
            return None
        fight = of_begun(self._parse, _dated_at(self._parse, one), self._onsets, self._times)
        own = None if fight is None else choice.choose(n)
        is_told = fight is not None and own is not None and own.start == fight.start < own.end
        return own if is_told else fight  # a night of fighting, told as one

    def _of_appeal(self, one: Draft) -> When | None:
        """Return the whole of the year for which money is asked, where the sentence tells one: "needs 15 billion"."""
        parse, core = self._parse, one.count.core
        first = next(verbs(parse, core), None)
        below = [parse.words[i] for i in parse.children[core]]
        near = [*takewhile(lambda w: first is None or w.i != first.i, parse.ancestors(core)), *below]
        near = near if first is None else [*near, first]
        if not any(w.lemma in _ASKING for w in near):
            return None
        told = times_within(self._times, parse.sentence(core))
        year = next((m.when for m in told if m.when.precision == "year" and m.when.start.endswith("-01-01")), None)
        if year is None or year.start[:4] != year.end[:4]:
            return None
        return When(year.start, f"{year.start[:4]}-12-31", year.wording, "year")

    def _told_on(self, choice: TimeChoice, n: int) -> When | None:
        """Return the days of the toll told before, where a draft tells on of the same dead."""
        one = self._drafts[n]
        if one.kind not in _SUMMED or one.part_of is not None:
            return None
        last = self._drafts[n - 1] if n else None
        if last is not None and one.kind is FigureKind.DISPLACEMENT and last.sentence == one.sentence:
            when = self._told_on(choice, n - 1)  # "20 others were injured and some 5,000 driven out"
            return None if self._has_own_time(last, one) else when
        tolls = (k for k in reversed(range(n)) if self._drafts[k].kind is FigureKind.TOLL)
        k = next((k for k in tolls if self._drafts[k].part_of is None), None)
        if k is None or self._story(k) != self._story(n):
            return None
        when, at = self._when(choice, k), _dated_at(self._parse, one)
        is_small = _LEAST * amount_of(one) < amount_of(self._drafts[k])
        return None if when is None else of_same_dead(self._parse, at, when, self._times, is_small=is_small)

    def _has_own_time(self, last: Draft, one: Draft) -> bool:
        """Whether a time stands between a number and another told behind it in its sentence, or behind that."""
        sentence = self._parse.sentence(one.count.core)
        return any(last.count.core < m.first < sentence.last for m in self._times)

    def _story(self, n: int) -> int:
        return self._parse.sentence(self._drafts[n].count.core).story

    def time_choice(self, places: Sequence[Place | None]) -> TimeChoice:
        """Return what chooses among the times of the report's stories for figures at these places."""
        figures: list[Dated] = []
        for one, place in zip(self._drafts, places, strict=True):
            at = _dated_at(self._parse, one)
            own = when_of(self._parse, at, self._open_to(one), inherit=False)
            figures.append(Dated(one, at, own, None if place is None else place.name))
        seen = TimesSeen(self._echoes, self._times, self._days, self._present)
        return TimeChoice(self._echoes, seen, self._times, figures, self._ruled, self._taken)

    @cached_property
    def _fights(self) -> list[TimeMention]:
        return days_told(self._parse, self._times)

    @cached_property
    def _onsets(self) -> list[TimeMention]:
        return begun(self._parse, self._times)

    @cached_property
    def _ruled(self) -> list[When | None]:
        return [self._by_rules(one) for one in self._drafts]

    def _by_rules(self, one: Draft) -> When | None:
        inherit, violent = one.kind not in TIMELESS, one.kind in BLOWS
        times = self._open_to(one)
        return when_of(self._parse, _dated_at(self._parse, one), times, inherit=inherit, violent=violent)

    def _open_to(self, one: Draft) -> Sequence[TimeMention]:
        """The times that may be a draft's: not those of another number of its sentence alone."""
        if not self._taken:
            return self._times
        core, sentence = one.count.core, self._parse.sentence(one.count.core)
        others = {first for first, number in self._taken.items() if number != core}
        return [m for m in self._times if m.first not in others or self._parse.sentence(m.first) != sentence]

    def place(self, one: Draft) -> Place | None:
        """Return where one draft's matter happened, or None."""
        told = self._right_behind(one)
        if told is not None:
            return told
        own = self._whereabouts.of(one.count.core, one.kind, amount_of(one))
        whole = None if one.part_of is None else self._drafts[one.part_of]
        if whole is None or whole.sentence != one.sentence or whole.part_of is not None:
            return own
        if own is not None and own.start is not None and own.start >= one.end:
            between = any(one.end <= d.start < own.start for d in self._drafts if d.sentence == one.sentence)
            if not between:
                return own
        shared = self._right_behind(whole)
        return shared or self._whereabouts.of(whole.count.core, whole.kind, amount_of(whole)) or own

    def _right_behind(self, one: Draft) -> Place | None:
        """Return the place told right behind a number: "two in the Baalbek region and one in Naqoura"."""
        end = max(one.count.last, one.count.number_end)
        for m in self._places:
            if m.is_where and end < m.first <= end + 3:
                between = [w.lower for w in self._parse.words[end : m.first]]
                if between[0] in _WHERE and set(between[1:]) <= {"the", "a"}:
                    return m.place
        return None


def amount_of(one: Draft) -> float:
    """Return the size of a draft's number, by which totals are told from single losses."""
    return (one.low if one.low is not None else one.high) or 0.0


def _dated_at(parse: Parse, one: Draft) -> int:
    """Return the word whose time a draft's is: of "buried nine people killed on Monday" the killing."""
    at = one.trigger if one.trigger is not None and one.count.noun is None else one.count.core
    if one.trigger is None or parse.words[one.trigger].dep not in {"acl", "relcl"}:
        return at
    return one.trigger if one.count.first <= parse.words[one.trigger].head < one.trigger else at
