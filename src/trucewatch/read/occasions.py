"""Occasions: where and when did that happen which each figure of a report counts?

Goes through the drafts in reading order: one told without a place or a time goes on with what was told. A part
has the place of its whole unless its own words tell one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.read.echoes import Echoes
from trucewatch.read.inturn import places_in_turn, times_in_turn, times_of_numbers
from trucewatch.read.kindsets import BLOWS, TIMELESS
from trucewatch.read.timechoice import TimeChoice
from trucewatch.read.timeowners import Dated
from trucewatch.read.timeseen import TimesSeen
from trucewatch.read.when import is_composed, when_of
from trucewatch.read.whereabouts import Whereabouts
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place, When
    from trucewatch.read.dates import TimeMention
    from trucewatch.read.drafts import Draft
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse

__all__ = ["Occasion", "Occasions", "amount_of"]

_WHERE = word_list("toponyms", "before", "standing")


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
        if is_composed(self._parse, _dated_at(self._parse, one)) and (ruled := self._ruled[n]) is not None:
            return ruled
        whole = None if one.part_of is None else self._drafts[one.part_of]
        if whole is not None and whole.sentence == one.sentence and not self._dated_apart(whole, one):
            return self._when(choice, one.part_of or 0)
        return choice.choose(n)

    def _dated_apart(self, whole: Draft, one: Draft) -> bool:
        """Whether a time stands between a whole and its part, or behind the part."""
        sentence = self._parse.sentence(one.count.core)
        return any(whole.count.core < m.first < sentence.last for m in self._times)

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
