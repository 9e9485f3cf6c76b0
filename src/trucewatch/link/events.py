"""The whole of linking: claims in, events out, the same whatever the order in which they came.

Scenes of each report, candidate pairs, facts, takes, clusters; then each cluster with figures is an event with its
series, voices and grade, and events that nearly were one are warned of, never merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from math import log10
from typing import TYPE_CHECKING

from trucewatch.link.aftermath import may_be_one
from trucewatch.link.block import candidates
from trucewatch.link.bonds import bonds
from trucewatch.link.claims import Telling
from trucewatch.link.cluster import cluster
from trucewatch.link.compare import compare
from trucewatch.link.judge import Judged, Take, are_refuted, judge, judge_retold
from trucewatch.link.parts import is_more
from trucewatch.link.portrait import Known, portray
from trucewatch.link.retelling import may_be_again, may_be_anew, may_be_wider
from trucewatch.link.scenes import scenes
from trucewatch.model import Event, Near
from trucewatch.vocab.events import profile as profile_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trucewatch.link.bonds import Bonds
    from trucewatch.link.claims import Claim
    from trucewatch.link.compare import Facts
    from trucewatch.link.scene import Scene
    from trucewatch.model import Judgement

__all__ = ["Asked", "Linked", "Why", "link_events", "ordered", "rarity", "warning"]

Pair = tuple[int, int]

_STRUCK = {"attack", "raid"}  # a night's raid over a country is told by some as an attack at one place


@dataclass(frozen=True, slots=True)
class Why:
    """What was made of two figures: whether one event holds both, the take on their scenes, its score and reasons."""

    together: bool
    take: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Events in order of day, label and id; `reports` of each also holds those without figures; `pairs` compared."""

    events: tuple[Event, ...]
    pairs: int
    scenes: tuple[Scene, ...] = ()
    judged: Mapping[Pair, Judged] = field(default_factory=dict[Pair, Judged])
    ask: Asked | None = None

    def why(self, one: str, other: str) -> Why | None:
        """Return what was made of two figures, None where one of them is in no scene."""
        homes = [_home(self.scenes, figure) for figure in (one, other)]
        if self.ask is None or homes[0] is None or homes[1] is None:
            return None
        together = any({one, other} <= set(event.figures) for event in self.events)
        bound = self.ask.bonds
        if bound.tied(one, other) or bound.parted(one, other):
            return Why(together, "judged", 0.0, ("a person judged so",))
        if homes[0] == homes[1]:
            return Why(together, "same", 0.0, ("one story tells both of one place, day and attack",))
        low, high = sorted((homes[0], homes[1]))
        verdict = self.ask.judged(low, high)
        return Why(together, verdict.take.value, verdict.score, verdict.reasons)


def link_events(
    figures: Iterable[Claim],
    *,
    tellings: Iterable[Telling] = (),
    families: Mapping[str, str] | None = None,
    judgements: Iterable[Judgement] = (),
    profile: str = "literal",
    retold: Iterable[tuple[str, str]] = (),
) -> Linked:
    """Link claims to events.

    `families` maps a report_id, or `REPORT#2` for the third story of a page, to the id of its family of copies
    (each report is its own origin unless named); `retold` are pairs of figures that two copies tell in one place;
    `profile` names the rule for low, best and high, UsageError where there is none.
    """
    held, told = _by_report(figures, tellings)
    kin = dict(families or {})
    bound = bonds(judgements)
    found = sorted(
        (scene for report in sorted(told) for scene in scenes(held.get(report, []), told[report], bound)),
        key=lambda scene: (scene.key, scene.group),
    )
    asked = Asked(found, _rarity(told), kin, bound, _retold(found, retold))
    pairs = sorted({*candidates(found, kin), *asked.retold})
    home = _homes(found)
    clusters = cluster(len(found), pairs, asked.judged, tied=_ties(home, bound), parted=_partings(home, bound))
    known = Known(kin, profile_named(profile), {t.report_id: t.house for many in told.values() for t in many})
    portraits = {members: portray([found[n] for n in members], known) for members in clusters}
    events = {members: event for members, event in portraits.items() if event is not None}
    warned = _near(events, pairs, asked)
    in_order = sorted((replace(e, near=warned.get(m, ())) for m, e in events.items()), key=ordered)
    return Linked(tuple(in_order), asked.compared, tuple(found), asked.takes, asked)


class Asked:
    """The takes on pairs of scenes (by their numbers), each made once; `retold` counts figures in the same place."""

    def __init__(
        self,
        found: Sequence[Scene] | Mapping[int, Scene],
        rarity: Mapping[str, float],
        kin: Mapping[str, str],
        bound: Bonds,
        retold: Mapping[Pair, int],
    ) -> None:
        self._scenes = found
        self._compare = partial(compare, rarity=rarity, families=kin)
        self.bonds = bound
        self.retold = retold
        self.takes: dict[Pair, Judged] = {}

    @property
    def compared(self) -> int:
        """How many pairs were asked of."""
        return len(self.takes)

    def judged(self, low: int, high: int) -> Judged:
        """Return the take on two scenes, the lower number first."""
        known = self.takes.get((low, high))
        if known is None:
            known = self.takes[low, high] = self.made(low, high)
        return known

    def parted(self, low: int, high: int) -> bool:
        """Whether a person parted them."""
        one, other = self._bound(low), self._bound(high)
        return any(self.bonds.parted(a, b) for a in one for b in other)

    def _bound(self, number: int) -> list[str]:
        """Return those figures of a scene of which a person judged."""
        return [claim.figure_id for claim in self._scenes[number].claims if self.bonds.binds(claim.figure_id)]

    def made(self, low: int, high: int) -> Judged:
        """Return the take on two scenes, made now and not kept."""
        one, other = self._scenes[low], self._scenes[high]
        retold = self.retold.get((low, high), 0)
        if retold and {one.group, other.group} <= _STRUCK:
            return judge_retold(retold)
        if one.group != other.group:
            take = Take.UNKNOWN if {one.group, other.group} <= _STRUCK else Take.DIFFERENT
            return Judged(take, 0.0, (f"one is of kind {one.group}, the other {other.group}",))
        if (one.telling.report_id, one.telling.story) == (other.telling.report_id, other.telling.story):
            return _told_apart(one, other, self._compare(one, other))
        return judge(one.group, self._compare(one, other)) if not retold else judge_retold(retold)


def _told_apart(one: Scene, other: Scene, facts: Facts) -> Judged:
    """Return the take on two scenes of one story: two, unless another report may show them to be one."""
    if may_be_wider(one, other) or may_be_wider(other, one):
        return Judged(Take.UNKNOWN, 0.0, ("one story tells a place, and one around it",))
    if may_be_anew(one, other):
        return Judged(Take.UNKNOWN, 0.0, ("one story tells of a toll, and how it changed",))
    if may_be_again(one, other):
        return Judged(Take.UNKNOWN, 0.0, ("one story tells twice of one place and day",))
    is_of_days = facts.gap == 0 or bool(facts.tally) or one.days is other.days is None
    placed = replace(facts, wide=False)  # a land may be all that a sentence tells of a town
    if one.group == "attack" and is_of_days and not facts.reply and not are_refuted(placed) and may_be_one(one, other):
        return Judged(Take.UNKNOWN, 0.0, ("one story tells both of the same days, and nothing that parts them",))
    take = Take.APART if one.group == "attack" and may_be_one(one, other) else Take.DIFFERENT
    return Judged(take, 0.0, ("one story tells them apart",))


def _by_report(
    figures: Iterable[Claim], tellings: Iterable[Telling]
) -> tuple[dict[str, list[Claim]], dict[str, list[Telling]]]:
    held: dict[str, dict[str, Claim]] = {}
    told: dict[str, dict[int, Telling]] = {}
    for claim in figures:
        held.setdefault(claim.report_id, {})[claim.figure_id] = claim
    for claims in held.values():
        claims |= {
            name: replace(c, part_of=None) for name, c in claims.items() if is_more(c, claims.get(c.part_of or ""))
        }
    for telling in tellings:
        told.setdefault(telling.report_id, {})[telling.story] = telling
    for report, claims in held.items():
        for claim in claims.values():
            told.setdefault(report, {}).setdefault(
                claim.story, Telling(report, claim.story, claim.published, outlet=None)
            )
    claims_of = {report: sorted(c.values(), key=lambda e: (e.start, e.figure_id)) for report, c in held.items()}
    return claims_of, {report: [stories[n] for n in sorted(stories)] for report, stories in told.items()}


def _rarity(told: Mapping[str, Sequence[Telling]]) -> dict[str, float]:
    count = sum(len(stories) for stories in told.values())
    tellers = Counter(name for stories in told.values() for telling in stories for name in telling.names)
    return {name: rarity(count, times) for name, times in tellers.items()}


def rarity(stories: int, times: int) -> float:
    """Return by how many decades a name that so many of the stories tell is rarer than one that all tell."""
    return log10(stories / times)


def _retold(found: Sequence[Scene], pairs: Iterable[tuple[str, str]]) -> dict[Pair, int]:
    """Return how many figures each pair of scenes tells in the same place of one text."""
    home = _homes(found)
    homes = ((home[a], home[b]) for a, b in pairs if a in home and b in home)
    return Counter((min(pair), max(pair)) for pair in homes if pair[0] != pair[1])


def _homes(found: Sequence[Scene]) -> dict[str, int]:
    return {claim.figure_id: number for number, scene in enumerate(found) for claim in scene.claims}


def _ties(home: Mapping[str, int], bound: Bonds) -> list[Pair]:
    tied: list[Pair] = []
    for names in bound.groups:
        numbers = sorted({home[name] for name in names if name in home})
        tied.extend((numbers[0], other) for other in numbers[1:])
    return tied


def _partings(home: Mapping[str, int], bound: Bonds) -> list[Pair]:
    """Return the pairs of scenes that people parted."""
    bound_in: dict[str, set[int]] = defaultdict(set)
    for name, number in home.items():
        if bound.binds(name):
            bound_in[bound.root(name)].add(number)
    return [(a, b) for one, other in bound.partings for a in bound_in.get(one, ()) for b in bound_in.get(other, ())]


def _near(
    events: Mapping[tuple[int, ...], Event], pairs: Sequence[Pair], asked: Asked
) -> dict[tuple[int, ...], tuple[Near, ...]]:
    home = {number: members for members in events for number in members}
    warned: dict[tuple[int, ...], dict[str, str]] = {}
    for low, high in pairs:
        one, other = home.get(low), home.get(high)
        if one is None or other is None or one == other:
            continue
        why = warning(asked.judged(low, high))
        if why is None or asked.parted(low, high):
            continue
        for here, there in ((one, other), (other, one)):
            mine = warned.setdefault(here, {})
            name = events[there].event_id
            mine[name] = min(why, mine.get(name, why))
    return {m: tuple(Near(name, why) for name, why in sorted(found.items())) for m, found in warned.items()}


def warning(verdict: Judged) -> str | None:
    """Return why two scenes of different events nearly were one, None where they were not."""
    if verdict.take not in {Take.SAME, Take.NEAR}:
        return None
    kept = "kept apart" if verdict.take is Take.NEAR else "kept apart by others of the event"
    return f"{kept}: {'; '.join(verdict.reasons)}"


def ordered(event: Event) -> tuple[str, str, str]:
    """Return what events are put in order by: day, label, id."""
    return (event.when.start if event.when else "9999"), event.label, event.event_id


def _home(found: Sequence[Scene], figure: str) -> int | None:
    return next(
        (n for n, scene in enumerate(found) if any(c.figure_id == figure for c in (*scene.claims, *scene.beside))), None
    )
