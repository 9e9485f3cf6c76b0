"""A scene: figures of one story about one thing, the unit that linking compares.

It knows together what its claims tell of place, days, attack and sides; what they do not tell is None or empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from trucewatch.link.claims import number_told, told_of
from trucewatch.link.places import breadth
from trucewatch.link.tallies import LONG, days_of, parties_of, running_from
from trucewatch.vocab.events import adds_to_toll, place_key

if TYPE_CHECKING:
    from trucewatch.link.claims import Claim, Telling
    from trucewatch.model import Place

__all__ = ["HARM", "Scene", "day_number"]

HARM = frozenset({"killed", "injured"})
"""Measures that tell whether anybody was harmed."""

_HELD = 200  # claims of one scene against which another is held, so that a list of thousands costs no square
_WAR = 10_000  # people killed or uprooted, over a land and in no days that are told, from which a whole war is meant
_WEEK = 7  # days before it was told how a toll changed within which its event may lie; and those of a week told anew
_VAGUE = frozenset({"week", "month"})  # precisions of a time that holds the day of an event, and is no count over it
_LATER = 2  # days after which news of a land's toll is no longer of one day


@dataclass(frozen=True)
class Scene:
    """Figures of one story about one thing, with what they know together of place, days, attack and sides.

    What follows from these is kept once asked for: a scene is compared with many.
    """

    claims: tuple[Claim, ...]
    telling: Telling
    group: str
    place: Place | None = None
    days: tuple[int, int] | None = None
    attack: frozenset[str] = frozenset()
    attacker: str | None = None
    lead: bool = False
    beside: tuple[Claim, ...] = ()

    @property
    def key(self) -> str:
        """What names the scene whatever the order of reading: its smallest figure id, else its report and story."""
        told = f"{self.telling.report_id}#{self.telling.story}"
        return min((claim.figure_id for claim in self.claims), default=told)

    @property
    def latest(self) -> tuple[Claim, ...]:
        """The claims last put to it, against which the next one of its story is held: all but of endless lists."""
        return self.claims[-_HELD:]

    @property
    def is_wide(self) -> bool:
        """Whether its place is a whole country or more."""
        return breadth(self.place) > 1

    @property
    def breadth(self) -> int:
        """How wide its place is: 0 a town or none, 1 a region, 2 a country or more."""
        return breadth(self.place)

    @property
    def is_region(self) -> bool:
        """Whether its place is a region, in which it may have been anywhere."""
        return breadth(self.place) == 1

    @property
    def sure_days(self) -> tuple[int, int] | None:
        """Its days where they are few enough to tell events apart; "this year" tells nothing."""
        return self.days if self.days is not None and self.days[1] - self.days[0] <= LONG else None

    @cached_property
    def reach(self) -> tuple[int, int] | None:
        """The days in which it may lie where those told are not its own, None where they are.

        "Last week" holds the day, on a Sunday that of the week just gone; "on Wednesday it raised its count" follows.
        """
        if self.days is None or self.tally_from is not None:
            return None
        first, last = self.days
        told = {c.when.precision for c in self.claims if c.when is not None and days_of(c.when) == self.days}
        if told and told <= _VAGUE:
            is_just_gone = "week" in told and self.published is not None and 0 <= self.published - last <= _WEEK
            return first, (self.published or last) if is_just_gone else last
        is_announced = self.sure_days is not None and any(claim.reason for claim in self.claims)
        is_announced = is_announced and not any(
            adds_to_toll(c.reason or "") and c.attack and c.acting for c in self.claims
        )  # "four more died when bombs hit", of the day of the bombs
        return (first - _WEEK, last) if is_announced else None

    @cached_property
    def tally_from(self) -> int | None:
        """The first day of a count that runs on ("since the war began"), None where its days are those of an event.

        What a hospital treated since August is no reason to take those whom it took in on one day for a tally.
        """
        running = [(start, claim) for claim in self.claims if (start := running_from(claim)) is not None]
        of_days = [claim for claim in self.claims if claim.when is not None and running_from(claim) is None]
        if len(of_days) > len(running):
            return None
        return min((start for start, _ in running), default=None)

    @cached_property
    def runs_from(self) -> int | None:
        """The first day of a count that runs on, or may: a land's toll of one day that is told days later.

        "The fighting that began on Sunday has killed 40" is read of Sunday alone now and then.
        """
        if self.tally_from is not None or self.sure_days is None or self.published is None:
            return self.tally_from
        is_late = self.published - self.sure_days[1] >= _LATER
        return self.sure_days[0] if is_late and (self.place is None or self.is_wide) else None

    @cached_property
    def is_of_war(self) -> bool:
        """Whether it counts a whole war, which nobody dates: "the war has killed 40,000 in Sudan"."""
        if self.days is not None or not self.is_wide or self.group not in {"attack", "displacement"}:
            return False
        return any((claim.low or claim.high or 0.0) >= _WAR for claim in self.claims)

    @cached_property
    def is_harmful(self) -> bool | None:
        """Whether anybody is told to be killed or hurt, None where it counts neither."""
        told = [claim for claim in self.claims if claim.measure in HARM]
        return any(claim.high is None or claim.high > 0 for claim in told) if told else None

    @cached_property
    def told_attack(self) -> frozenset[str]:
        """The kinds of attack that the sentences of its claims name, whatever its story's lead tells of."""
        return frozenset[str]().union(*(claim.attack for claim in self.claims if claim.kind != "other"))

    @cached_property
    def actors(self) -> frozenset[str]:
        """The sides of those who act in it."""
        return frozenset(claim.acting for claim in self.claims if claim.acting)

    @cached_property
    def parties(self) -> frozenset[frozenset[str]]:
        """The pairs of sides that its claims set against each other."""
        return parties_of(self.claims)

    @cached_property
    def published(self) -> int | None:
        """The day its story was published, as a number."""
        return day_number(self.telling.published)

    @cached_property
    def told_places(self) -> frozenset[str]:
        """The names of its story's lead, as names of places are compared."""
        return frozenset(place_key(name) for name in self.telling.names)

    @cached_property
    def counts(self) -> dict[tuple[str, str], set[tuple[float | None, float | None]]]:
        """The bounds told of each measure and whom or what it counts."""
        found: dict[tuple[str, str], set[tuple[float | None, float | None]]] = {}
        for claim in self.claims:
            key = (claim.measure, told_of(claim)) if not claim.is_swap else ("exchanged", "person")
            found.setdefault(key, set()).add((claim.low, claim.high))
        for measure in sorted(HARM):
            # The soldiers of one report may be the people of another.
            if (measure, "soldier") in found:
                found[measure, "person"] = found.get((measure, "person"), set()) | found[measure, "soldier"]
        return found

    @cached_property
    def numbers(self) -> dict[tuple[str, str], set[tuple[float | None, float | None]]]:
        """The numbers told of each measure and whom or what it counts, whether of them or of at least or at most."""
        return {key: {number_told(*value) for value in told} for key, told in self.counts.items()}


def day_number(day: str | None) -> int | None:
    """Return an ISO date as a number of days."""
    return None if day is None else date.fromisoformat(day[:10]).toordinal()
