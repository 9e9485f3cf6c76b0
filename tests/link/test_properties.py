"""Events do not depend on order, and blocked clusters are those of a naive oracle that compares everything."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from link_claims import COUNTRY, DORN, FAR, REGION, SUBURB, claim, day, link, telling

from trucewatch.link.bonds import bonds
from trucewatch.link.compare import compare
from trucewatch.link.events import _rarity, _told_apart
from trucewatch.link.judge import Judged, Take, judge
from trucewatch.link.scenes import scenes
from trucewatch.model import Place

if TYPE_CHECKING:
    from random import Random

WORDS = ("missile", "drone")
PEOPLE = ("ada imre", "bo kern", "cy lund")


def _drawn(draw, report: int, at: int, published: str):
    def chosen(*values):
        return draw(st.sampled_from(values))

    return claim(
        report,
        chosen("killed", "injured"),
        chosen(1, 3, 18),
        at=at,
        published=published,
        kind=chosen("toll", "toll", "toll", "raid", "force"),
        place=chosen(DORN, SUBURB, FAR, REGION, COUNTRY, None),
        when=chosen(day(3), day(4), day(4, 5), day(1, 9), None),
        attack=frozenset(draw(st.lists(st.sampled_from(WORDS), max_size=2))),
        actor=chosen("Marren", "Sallen", None),
        anew=draw(st.booleans()),
    )


@st.composite
def corpora(draw):
    claims, tellings = [], []
    for report in range(draw(st.integers(1, 7))):
        published = f"2030-05-{draw(st.integers(3, 12)):02d}"
        some = frozenset(draw(st.lists(st.sampled_from(PEOPLE), max_size=2)))
        names = frozenset(draw(st.lists(st.sampled_from(("dornhaven", "mill", "kern hall")), max_size=2)))
        tellings.append(telling(report, published=published, persons=some, names=names, streets=names - {"mill"}))
        claims += [_drawn(draw, report, at, published) for at in range(draw(st.integers(0, 3)))]
    kin = {f"r1-{n:04d}": "l1-1" for n in draw(st.lists(st.integers(0, 6), max_size=3))}
    return claims, tellings, kin


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms())
def test_any_order_gives_the_same_events(corpus, chance: Random):
    claims, tellings, kin = corpus
    first = link(*claims, tellings=tellings, families=kin)
    chance.shuffle(claims)
    chance.shuffle(tellings)
    assert link(*claims, tellings=tellings, families=kin).events == first.events


def naive(claims, tellings, kin) -> list[list[str]]:
    """Compare every pair of scenes and merge whole clusters as long as the best pair allows it."""
    told = {each.report_id: [each] for each in tellings}
    none = bonds(())
    held = [s for r in sorted(told) for s in scenes([c for c in claims if c.report_id == r], told[r], none)]
    held.sort(key=lambda scene: (scene.key, scene.group))
    rare = _rarity(told)

    def take(a, b):
        if a.group != b.group:
            return Judged(Take.DIFFERENT, 0.0, ())
        if a.telling is b.telling:
            return _told_apart(a, b, compare(a, b, rare, kin))
        return judge(a.group, compare(a, b, rare, kin))

    takes = {(i, j): take(held[i], held[j]) for i, j in combinations(range(len(held)), 2)}
    clusters = [{i} for i in range(len(held))]
    ranked = sorted((-verdict.score, pair) for pair, verdict in takes.items() if verdict.take is Take.SAME)
    for _, (i, j) in ranked:
        if not held[i].claims and not held[j].claims:
            continue
        one, other = (next(c for c in clusters if n in c) for n in (i, j))
        if one is other:
            continue
        cross = [takes[min(a, b), max(a, b)] for a in one for b in other]
        apart, speaking = sum(v.take is Take.APART for v in cross), sum(v.leans for v in cross)
        are_sure = min(len(one), len(other)) == 1 and apart == 1 and speaking + 1 == len(cross)
        are_sure = are_sure and sum(v.take is Take.SAME for v in cross) > 1
        is_open = all(v.take is not Take.DIFFERENT for v in cross)
        if is_open and (are_sure or (not apart and 2 * speaking >= len(cross))):
            clusters.remove(other)
            one |= other
    figures = [sorted(c.figure_id for n in cluster for c in held[n].claims) for cluster in clusters]
    return sorted(group for group in figures if group)


@settings(max_examples=150, deadline=None)
@given(corpora())
def test_clusters_are_those_of_a_naive_oracle(corpus):
    claims, tellings, kin = corpus
    linked = link(*claims, tellings=tellings, families=kin)
    assert sorted(sorted(event.figures) for event in linked.events) == naive(claims, tellings, kin)


def _spread(size: int):
    """Reports over ever more places, ten a place, over four weeks."""
    for n in range(size):
        place = Place(f"Town {n // 10}", "QM", -60 + (n // 10 * 2) % 120, n // 600 * 4.0, 1, n // 10)
        date = 1 + n % 28
        yield claim(n, count=3 + n % 40, place=place, when=day(date), published=f"2030-05-{date:02d}")


def test_pairs_grow_with_the_corpus_and_not_with_its_square():
    few, many = link(*_spread(200)).pairs, link(*_spread(800)).pairs
    assert 0 < many <= 6 * few


def test_pairs_grow_with_one_event_and_not_with_its_square():
    told = [claim(n, count=20 + n // 50) for n in range(400)]
    few, many = link(*told[:200]), link(*told)
    assert len(many.events) == 1
    assert many.pairs < 3 * few.pairs  # four times as many, were all compared with all
    assert many.events[0].series[0].state == "updated"
