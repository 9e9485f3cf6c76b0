"""Which reports tell one text? Families of reports with their evidence, agency and origin.

A pure function of the readings and of people's judgements, whatever their order: stories are made ready, candidate
pairs compared, families clustered without chains. In doubt reports stay apart, and the doubt is told (`near`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch import ids
from trucewatch.lineage.candidates import candidates
from trucewatch.lineage.cluster import cluster
from trucewatch.lineage.compare import Verdict, judge
from trucewatch.lineage.rules import STANDARD, Rules
from trucewatch.lineage.telling import Telling, lasting, standing_keys, tellings
from trucewatch.model import Alike, Lineage, Link, LinkKind
from trucewatch.vocab.credits import agency_named
from trucewatch.vocab.outlets import publisher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trucewatch.model import Reading

__all__ = ["NOBODY", "Decided", "Lineages", "Steps", "families", "grown"]

Pair = tuple[int, int]
_TWIN = 0.85
"""From this share of word runs on two stories are one text; its first copy speaks for them all in clustering."""


class Steps:
    """What is done for one report or one pair, whoever else is there: one who remembers may stand in for it."""

    def __init__(self, rules: Rules = STANDARD) -> None:
        self.rules = rules

    def survey(self, reading: Reading) -> Iterable[tuple[int, str]]:
        """Return the key of each sentence of a reading, with the date of its story."""
        return standing_keys(reading)

    def tell(self, reading: Reading, standing: frozenset[int]) -> Sequence[Telling]:
        """Return the stories of a reading, without the sentences that stand."""
        return list(tellings(reading, shingle=self.rules.shingle, standing=standing))

    def judge(self, one: Telling, other: Telling) -> Verdict:
        """Return the verdict on two stories."""
        return judge(one, other, self.rules)


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of stories, by their numbers, that people hold to tell one text (`joined`) or not (`apart`)."""

    joined: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()


NOBODY = Decided()
"""Nobody has decided anything."""


@dataclass(frozen=True, slots=True)
class Lineages:
    """All families, in order of their ids; `compared` counts the comparisons.

    `near` are pairs of reports alike yet kept apart, the best pair of any two families, few of any one report.
    """

    families: tuple[Lineage, ...]
    near: tuple[Alike, ...]
    compared: int

    def family_of(self, report_id: str, at: int | None = None) -> Lineage | None:
        """Return the family of a report, of the story at that offset where its page holds several; None if alone."""
        for family in self.families:
            for part in family.parts:
                if part.report_id == report_id and (at is None or part.start <= at < part.end):
                    return family
        return None

    def origin_of(self, report_id: str, at: int | None = None) -> str:
        """Return what stands for the origin of a report's words when voices are counted: its family, else itself."""
        family = self.family_of(report_id, at)
        return report_id if family is None else family.lineage_id


def families(
    docs: Iterable[Reading], *, judged: Mapping[tuple[str, str], bool] | None = None, steps: Steps | None = None
) -> Lineages:
    """Return the families among `docs`, one reading a report (of two readings of one report the last one counts).

    `judged` maps pairs of report ids, the lower first, to what people decided: one text (True) or not (False);
    `steps` bring the rules.
    """
    steps = steps or Steps()
    rules = steps.rules
    readings = {doc.report.report_id: doc for doc in docs}
    standing = lasting(readings.values(), rules.days, steps.survey)
    told = [each for _, doc in sorted(readings.items()) for each in steps.tell(doc, standing)]
    verdicts = {(m, n): steps.judge(told[m], told[n]) for m, n in candidates(told, rules)}
    compared = len(verdicts)
    decided = _obey(told, verdicts, judged or {}, steps)
    found = grown(told, verdicts, rules, decided)
    return Lineages(found, _near(told, verdicts, found, rules), compared)


def grown(
    told: Sequence[Telling] | Mapping[int, Telling],
    verdicts: Mapping[Pair, Verdict],
    rules: Rules,
    decided: Decided = NOBODY,
) -> tuple[Lineage, ...]:
    """Return the families that verdicts on pairs of stories (by their numbers) make, in order of their ids.

    Stories that no chain of links joins never become one family, so that each such part may be grown by itself.
    """
    return _families(told, verdicts, _grouped(verdicts, rules, decided))


def _obey(
    told: Sequence[Telling], verdicts: dict[Pair, Verdict], judged: Mapping[tuple[str, str], bool], steps: Steps
) -> Decided:
    """Write people's judgements over the verdicts, and return the pairs of stories that they join and hold apart."""
    of: dict[str, list[int]] = defaultdict(list)
    for n, telling in enumerate(told):
        of[telling.report_id].append(n)
    joined: list[Pair] = []
    apart: list[Pair] = []
    for (a, b), same in sorted(judged.items()):
        pairs = [(min(m, n), max(m, n)) for m in of.get(a, ()) for n in of.get(b, ()) if m != n]
        if not same:
            apart += pairs
        elif pairs:
            for pair in pairs:
                verdicts.setdefault(pair, steps.judge(told[pair[0]], told[pair[1]]))
            best = max(pairs, key=lambda pair: (verdicts[pair].score, -pair[0], -pair[1]))
            detail = f"judged to be one text; {verdicts[best].detail}"
            kept = verdicts[best]
            verdicts[best] = Verdict(kept.score, (*kept.links, Link(a, b, LinkKind.REWRITE, 1.0, detail)), detail)
            joined.append(best)
    return Decided(tuple(joined), tuple(apart))


def _grouped(verdicts: Mapping[Pair, Verdict], rules: Rules, decided: Decided) -> list[tuple[int, ...]]:
    """Cluster the stories: twins stand behind the first of them, the rest by average linkage."""
    leader = _twins(verdicts, {number for pair in (*decided.joined, *decided.apart) for number in pair})
    kept = _of_leaders(verdicts, leader)
    linked = [pair for pair, verdict in kept.items() if verdict.links]
    scores = {pair: verdict.score for pair, verdict in kept.items()}
    core = min(rules.core, rules.credited)
    found = cluster(scores, linked, core, apart=decided.apart, joined=decided.joined)
    groups = {group[0]: list(group) for group in found}
    home = {member: first for first, group in groups.items() for member in group}
    for twin, first in sorted(leader.items()):
        groups.setdefault(home.setdefault(first, first), [first]).append(twin)
    return [tuple(sorted(group)) for _, group in sorted(groups.items())]


def _twins(verdicts: Mapping[Pair, Verdict], judged: set[int]) -> dict[int, int]:
    """Return the story behind which each copy stands; one that people judged speaks for itself."""
    leader: dict[int, int] = {}
    for (one, other), verdict in sorted(verdicts.items()):
        twins = any(link.kind == LinkKind.COPY and link.score >= _TWIN for link in verdict.links)
        if twins and not judged & {one, other} and one not in leader and other not in leader:
            leader[other] = one
    return leader


def _of_leaders(verdicts: Mapping[Pair, Verdict], leader: Mapping[int, int]) -> dict[Pair, Verdict]:
    """Return the verdicts on those who speak for others, the best of any of theirs: the first may be an excerpt."""
    kept: dict[Pair, Verdict] = {}
    for (one, other), verdict in verdicts.items():
        low, high = sorted((leader.get(one, one), leader.get(other, other)))
        known = kept.get((low, high))
        if low != high and (known is None or _strength(verdict) > _strength(known)):
            kept[low, high] = verdict
    return kept


def _strength(verdict: Verdict) -> tuple[bool, float]:
    return bool(verdict.links), verdict.score


def _families(
    told: Sequence[Telling] | Mapping[int, Telling], verdicts: Mapping[Pair, Verdict], groups: Sequence[tuple[int, ...]]
) -> tuple[Lineage, ...]:
    members: dict[str, set[int]] = defaultdict(set)
    for group in groups:
        reports = {told[n].report_id for n in group}
        if len(reports) > 1:  # two stories of one page that tell one text are no family
            members[ids.lineage_id(reports)].update(group)
    inside: dict[str, set[Link]] = defaultdict(set)
    home = {n: lineage for lineage, group in members.items() for n in group}
    for (one, other), verdict in verdicts.items():
        if one in home and home[one] == home.get(other):
            inside[home[one]].update(verdict.links)
    return tuple(
        _family(lineage, [told[n] for n in sorted(group)], inside[lineage])
        for lineage, group in sorted(members.items())
    )


def _family(lineage: str, told: Sequence[Telling], links: set[Link]) -> Lineage:
    best: dict[tuple[str, str, LinkKind], Link] = {}
    for link in sorted(links, key=lambda each: (each.score, each.detail)):
        best[link.a, link.b, link.kind] = link
    agency = _agency(told)
    return Lineage(
        lineage_id=lineage,
        agency=agency,
        origin=_origin(told, agency),
        reports=tuple(sorted({each.report_id for each in told})),
        evidence=tuple(sorted(best.values())),
        parts=tuple(sorted(each.part for each in told)),
    )


def _agency(told: Sequence[Telling]) -> str | None:
    """Return who is credited by most reports; None where nobody is, or two equally."""
    credited = Counter(agency for agency, _ in {(each.agency, one.report_id) for one in told for each in one.credits})
    ranked = credited.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _origin(told: Sequence[Telling], agency: str | None) -> str | None:
    """Return the agency's own report, else the first published of those that credit it; None where none is known."""
    if agency is None:
        return None
    own = [each for each in told if agency in (agency_named(each.outlet), publisher(each.outlet, each.url))]
    if not own:
        own = [each for each in told if any(credit.agency == agency for credit in each.credits)]
    dated = [each for each in own if each.published] or (own if len(own) == 1 else [])
    return min(((each.published or "", each.report_id) for each in dated), default=(None, None))[1]


def _near(
    told: Sequence[Telling], verdicts: Mapping[Pair, Verdict], found: Sequence[Lineage], rules: Rules
) -> tuple[Alike, ...]:
    """Return the pairs of reports that are alike but in no family together, those most alike first considered.

    Of two families, or a family and a report, the best pair stands for all.
    """
    homes: dict[str, set[str]] = defaultdict(set)
    for family in found:
        for name in family.reports:
            homes[name].add(family.lineage_id)
    kept: dict[tuple[str, str], Alike] = {}
    held: Counter[str] = Counter()
    for (one, other), verdict in sorted(verdicts.items(), key=lambda item: (-item[1].score, item[0])):
        if verdict.score < rules.near:
            break
        first, second = sorted((told[one], told[other]), key=lambda each: each.report_id)
        a, b = first.report_id, second.report_id
        ends = (min(homes.get(a, {a})), min(homes.get(b, {b})))
        key = (min(ends), max(ends))
        if homes.get(a, {a}) & homes.get(b, {b}) or key in kept or max(held[a], held[b]) >= rules.doubts:
            continue
        kept[key] = Alike(a, b, verdict.score, verdict.detail, (first.part, second.part))
        held.update((a, b))
    return tuple(sorted(kept.values()))
