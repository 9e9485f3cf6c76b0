"""Are two scenes one event? Contradictions first, then what speaks for it, summed against a threshold.

Every verdict carries its reasons in words, which `why` prints. Weights and thresholds are one value with documented
defaults; what they were swept on stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.link.compare import Facts

__all__ = [
    "MISREAD",
    "NAMED_DAYS",
    "QUOTED_DAYS",
    "RULES",
    "SWAPPED",
    "Judged",
    "Rules",
    "Take",
    "are_refuted",
    "judge",
    "judge_retold",
]


class Take(StrEnum):
    """What the rules make of a pair: one event, near ones, unknown, told apart by one story, or certainly two."""

    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    APART = "apart"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Judged:
    """The take on a pair, its score and the reasons, strongest first."""

    take: Take
    score: float
    reasons: tuple[str, ...]

    @property
    def leans(self) -> bool:
        """Whether it speaks for one event, if not surely: near, or at one place and told at another time."""
        return self.take not in {Take.UNKNOWN, Take.APART, Take.DIFFERENT} or self.score >= _LEANING


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds and weights; swept on the shootings of shared/data/incidents and checked on the seeds.

    `same` and `near` are sums of evidence from which a pair is one event or worth a warning. `far` and `beyond` are
    kilometres between towns, and to a region, that no event spans.
    """

    same: float = 3.0
    near: float = 2.0
    far: float = 50.0
    beyond: float = 400.0
    place: float = 2.0
    days: float = 1.5
    running: float = 3.0
    person: float = 3.0
    street: float = 1.5
    strangers: float = -1.5
    value: float = 0.75
    names: float = 0.5
    most_names: float = 2.0


QUOTED_DAYS = 45
"""Days between publications within which one amount, proposed or agreed, is taken for the same one."""

NAMED_DAYS = 30
"""Days after which people whom both name no longer outweigh a different day."""

MISREAD = 7
"""Days by which a night may be misread of which two reports tell the same telling counts."""

SWAPPED = 3
"""Days over which one exchange of prisoners may go on."""

RULES = Rules()
"""The rules that ship."""

_LEANING = 1.5  # evidence from which a pair that is not surely one speaks for it in a cluster
_SOON = 3  # days within which a story without a day is taken to tell of an event before it
_TELLING = 3  # what counts tell that are equal from which two nights' raids are one, each of which tells twice at most
_WAR = 500  # days between publications within which two counts of a land's war are of one war


def judge(group: str, facts: Facts, rules: Rules = RULES) -> Judged:
    """Return the take on two scenes of one group."""
    if group == "raid":
        return _judge_raid(facts)
    if group != "attack":
        return _judge_quoted(group, facts)
    against = list(_contradictions(facts, rules))
    if against:
        return Judged(Take.DIFFERENT, 0.0, tuple(against))
    weighed = sorted(_evidence(facts, rules), key=lambda each: (-abs(each[0]), each[1]))
    score = round(sum(weight for weight, _ in weighed), 3)
    take = Take.SAME if score >= rules.same else Take.NEAR if score >= rules.near else Take.UNKNOWN
    if take in {Take.SAME, Take.NEAR} and not _is_grounded(facts):
        take = Take.NEAR if take is Take.SAME else Take.UNKNOWN
    return Judged(take, score, tuple(f"{reason} ({weight:+.2f})" for weight, reason in weighed))


def are_refuted(facts: Facts, rules: Rules = RULES) -> bool:
    """Whether anything holds two attacks apart: their places, days, kinds, or a count over a longer time."""
    return any(True for _ in _contradictions(facts, rules))


def judge_retold(figures: int) -> Judged:
    """Return the take on scenes of which two copies of one text tell `figures` figures in the same place."""
    told = f"two tellings of one text have {figures} figure{'s' * (figures > 1)} in the same place"
    return Judged(Take.SAME, 4.0 + min(4, figures), (told,))


def _is_grounded(facts: Facts) -> bool:
    """Whether more than days and kinds speak for it: a place or name; and if days do not, counts at that place too."""
    if facts.persons or _is_one_war(facts):
        return True
    retold = facts.family and facts.equal_values + facts.equal_ones > 0
    is_placed = facts.same_place or facts.km is not None or facts.told_near
    if facts.tally:
        return (
            facts.same_place
            or facts.told_near
            or facts.told_place
            or facts.theatre
            or facts.inside
            or bool(facts.same_attacker)
            or retold
        )
    late = facts.lag is not None and not 0 <= facts.lag <= _SOON
    undated = facts.gap is None and facts.lag is None and (facts.apart is None or facts.apart > _SOON)
    if facts.about:
        undated = facts.region or facts.wide
    if late or undated:
        is_telling = facts.several and facts.same_attacker is not False
        return is_telling or (is_placed and (facts.equal_values > 0 or facts.near)) or retold
    if facts.region or facts.wide:
        if facts.same_place and facts.gap == 0 and facts.same_attacker and not facts.clashes:
            return True  # one side's toll of one day over one region
        is_named = facts.names > 0 and not facts.more  # a night's toll of a land is no single strike's
        return facts.equal_values > 0 or facts.streets > 0 or is_named or retold
    if facts.theatre and facts.gap == 0 and facts.equal_values:
        return True  # what two parties fought on one day, with a count of it that both tell
    if _may_be_misplaced(facts) or (facts.gap == 0 and facts.several):
        return True  # telling counts of one day, wherever it was
    if facts.unlisted and facts.gap == 0 and facts.same_attacker and facts.equal_values:
        return True  # one side's deed of one day with equal counts, at a village that no list knows
    return is_placed or facts.told_place or facts.streets > 0 or facts.names > 0 or retold


def _is_one_war(facts: Facts) -> bool:
    """Whether both count a war's people in one land, and were published while it may have been the same war."""
    return facts.war and facts.apart is not None and facts.apart <= _WAR


def _judge_raid(facts: Facts) -> Judged:
    if facts.same_attacker is False and not (facts.same_voice and facts.gap == 0):
        return Judged(Take.DIFFERENT, 0.0, ("the drones and missiles are of different sides",))
    if facts.gap is None:
        return Judged(Take.UNKNOWN, 0.0, ("the night is not told",))
    if 0 < facts.gap <= MISREAD and facts.equal_values > _TELLING and facts.same_attacker:
        return Judged(Take.SAME, 3.0, ("one side's raid, with the same counts",))
    if facts.gap > 0:
        return Judged(Take.DIFFERENT, 0.0, (f"the nights are {facts.gap} days apart",))
    if facts.same_attacker or facts.equal_values:
        return Judged(Take.SAME, 3.0 + facts.equal_values, ("one side's raid of one night",))
    return Judged(Take.NEAR, 2.0, ("one night, but whose raid it was is not told",))


def _judge_quoted(group: str, facts: Facts) -> Judged:
    """Judge proposals, terms, meetings and the like, which have values where attacks have places."""
    if facts.swap:
        apart = next((days for days in (facts.gap, facts.lag, facts.apart) if days is not None), 0)
        if apart <= SWAPPED and (facts.equal_values or facts.same_place or facts.family):
            return Judged(Take.SAME, 3.0 + facts.equal_values, ("prisoners exchanged in those days",))
    if facts.gap:
        return Judged(Take.DIFFERENT, 0.0, (f"the days are {facts.gap} apart",))
    if facts.same_attacker is False:
        return Judged(Take.DIFFERENT, 0.0, ("different parties act",))
    if facts.equal_values and facts.apart is not None and facts.apart <= QUOTED_DAYS:
        return Judged(Take.SAME, 3.0 + facts.equal_values, ("the same amount of the same thing",))
    if (facts.equal_ones or facts.equal_values) and facts.family:
        return Judged(Take.SAME, 3.0, ("the same amount in two tellings of one text",))
    if group == "displacement" and facts.same_place and (facts.gap == 0 or facts.tally) and not facts.wide:
        return Judged(Take.SAME, 3.0, ("people uprooted at one place and time",))
    if facts.flight:
        return Judged(Take.SAME, 3.0, ("people uprooted in one land in the same days",))
    if group == "displacement" and _is_one_war(facts):
        return Judged(Take.SAME, 3.0, ("people uprooted by the war in one land",))
    return Judged(Take.UNKNOWN, 0.0, ("nothing but the sort of figure is alike",))


def _contradictions(facts: Facts, rules: Rules) -> Iterator[str]:
    # Somebody named with their age in both is the same person on the same day, whatever a wrongly read place says.
    if facts.persons:
        if (facts.gap or 0) > NAMED_DAYS:
            yield f"the days are {facts.gap} apart"
        return
    if facts.wide and not (facts.equal_values or facts.tally or facts.remembered or _may_be_of_land(facts)):
        yield "one is a tally over a whole country"
    if facts.regions and not (facts.same_place or facts.equal_values):
        yield "they are told of two regions"
    if facts.km is not None and not facts.same_place and not _may_be_misplaced(facts):
        limit = rules.beyond if facts.region or facts.wide else rules.far
        is_sure = not (facts.inside or (facts.tally and facts.theatre) or _may_be_a_namesake(facts))
        if facts.km > limit and is_sure:
            yield f"the places are {facts.km:.0f} km apart"
    if facts.tally is False:
        yield "one counts over a longer time"
    if facts.tally and not (facts.same_place or facts.km is None or facts.theatre or facts.inside):
        yield "they count over different places"
    if facts.gap is not None and (facts.gap > 1 or (facts.gap == 1 and not facts.equal_values)):
        yield f"the days are {facts.gap} apart"
    if facts.lag is not None and (facts.lag < -1 or (facts.lag == -1 and not facts.equal_values)):
        yield "one was published before the other happened"
    if facts.attack is False and not _may_be_of_one_attack(facts):
        yield "different kinds of attack are named"


def _may_be_a_namesake(facts: Facts) -> bool:
    """Whether a village may lie in a region though its list's one lies elsewhere: with its day and equal counts."""
    is_one_deed = facts.names > 0 or bool(facts.same_attacker)
    return (
        facts.region
        and (facts.gap == 0 or facts.about)
        and is_one_deed
        and facts.equal_values > 0
        and not facts.clashes
    )


def _may_be_misplaced(facts: Facts) -> bool:
    """Whether one side's deed of a day is told with a count that is hardly chance, wherever each was read to be."""
    if facts.several and facts.same_attacker is not False:
        return True
    return facts.odd and facts.gap == 0 and not facts.clashes and bool(facts.same_attacker)


def _may_be_of_land(facts: Facts) -> bool:
    """Whether a land may be all that is told of where an attack was: of its day, and one side, rare names or town."""
    return facts.gap == 0 and not facts.clashes and (facts.names > 0 or facts.named or bool(facts.same_attacker))


def _may_be_of_one_attack(facts: Facts) -> bool:
    """Whether two kinds of attack may be one's: a night's missiles and drones of one side on one place."""
    if facts.several and facts.same_attacker is not False:
        return True
    if not facts.same_place:
        is_one_deed = facts.inside and facts.gap == 0 and bool(facts.same_attacker)
        return is_one_deed and facts.equal_values > 1 and not facts.clashes
    is_one_blow = facts.gap == 0 and bool(facts.same_attacker) and not facts.clashes
    return is_one_blow or (facts.remembered and facts.equal_values > 0)


def _evidence(facts: Facts, rules: Rules) -> Iterator[tuple[float, str]]:
    yield from _of_place(facts, rules)
    yield from _of_days(facts, rules)
    if facts.persons:
        yield rules.person + min(2, facts.persons - 1), "the same people are named"
    if facts.other_persons:
        yield rules.strangers, "other people are named"
    if facts.streets:
        yield rules.street, "the same street is named"
    if facts.other_streets:
        yield -0.5, "other streets are named"
    if facts.names:
        yield min(rules.most_names, rules.names * facts.names), "the same names stand in the leads"
    yield from _of_counts(facts, rules)
    if facts.attack:
        yield 0.25, "the same kind of attack"
    if facts.same_attacker is not None:
        yield (0.25, "the same side acted") if facts.same_attacker else (-0.25, "different sides acted")
    if facts.family:
        yield 1.5, "both reports tell one text"


def _of_counts(facts: Facts, rules: Rules) -> Iterator[tuple[float, str]]:
    if facts.equal_values:
        yield rules.value * min(3, facts.equal_values), "counts are equal"
    if facts.several and facts.gap is None:
        yield rules.value, "several telling counts are equal"
    if facts.same_voice and facts.same_place:
        yield 0.5, "one voice tells the same count in both"
    if facts.near:
        yield rules.value, "counts of many are near"
    if facts.equal_ones:
        yield 0.25 * min(2, facts.equal_ones), "small counts are equal"
    if facts.clashes:
        yield -0.5 * facts.clashes, "counts differ"
    if facts.unharmed:
        yield -1.0, "nobody is told to be harmed in one of them"
    if facts.reply:
        yield -1.0, "one tells of fighters that another side killed"


def _of_place(facts: Facts, rules: Rules) -> Iterator[tuple[float, str]]:
    if facts.same_place:
        yield (rules.place if not facts.wide else 0.5), "the same place"
    elif facts.km is not None:
        if facts.region or facts.wide:
            yield 0.25, "a place and a region around it"
        else:
            yield rules.place * (0.75 if facts.km < 15 else 0.25), f"places {facts.km:.0f} km apart"
    elif facts.told_near:
        yield rules.place, "the place of one is named in a sentence of the other"
    elif facts.told_place:
        yield rules.place * 0.75, "the place of one is named in the other"
    if facts.km is not None and facts.km > rules.far and _may_be_misplaced(facts):
        yield rules.place * 0.75, "one side's count of one day, at places far apart"
    if facts.unlisted and facts.same_attacker:
        yield 0.5, "the place of one is on no list"


def _of_days(facts: Facts, rules: Rules) -> Iterator[tuple[float, str]]:
    if facts.tally:
        yield rules.running, "both count on from one day"
    elif facts.gap is not None:
        yield (rules.days, "the same day") if facts.gap == 0 else (-1.0, "a day apart")
    elif facts.lag is not None:
        soon = 0 <= facts.lag <= _SOON
        yield (0.75, "told within days of it") if soon else (-0.25, "told before it or long after")
    elif facts.about:
        yield rules.days / 2, "the day of one may be that of the other"
    elif _is_one_war(facts):
        yield rules.running / 2, "both count a war's people"
    elif facts.apart is not None:
        yield (0.75, "told within days of each other") if facts.apart <= _SOON else (-1.0, "told at other times")
