"""Which scenes are brought together: exactly those that a judge may join, however many others share a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from link_claims import FAR, claim, day, telling

from trucewatch.link.block import candidates
from trucewatch.link.bonds import bonds
from trucewatch.link.judge import NAMED_DAYS
from trucewatch.link.scenes import scenes

if TYPE_CHECKING:
    from trucewatch.link.scene import Scene

ADA = frozenset({"ada imre"})
FIRST = date(2030, 5, 5)


def scene(report: int, later: int = 0, *, dated: bool = True, aged: bool = False, **more) -> Scene:
    """A lead that tells of Ada Imre so many days later, of a place and count of its own."""
    published = (FIRST + timedelta(days=later)).isoformat()
    when = replace(day(5), start=published, end=published) if dated else None
    told = telling(report, published=published, names=ADA, persons=ADA if aged else frozenset())
    more = {"place": FAR if report % 2 else claim(1).place, "count": 10 + report, **more}
    (found,) = scenes([claim(report, published=published, when=when, **more)], [told], bonds(()))
    return found


def meet(*several: Scene) -> bool:
    return bool(candidates(several, {}))


@pytest.mark.parametrize("one_is_aged", [True, False])
def test_a_name_leads_across_weeks_only_where_somebody_tells_it_with_an_age(one_is_aged):
    assert meet(scene(1, aged=one_is_aged), scene(2, 20)) is one_is_aged
    assert not meet(scene(1, aged=one_is_aged), scene(2, NAMED_DAYS + 1))
    assert meet(scene(1, aged=one_is_aged), scene(2, 300, dated=False)) is one_is_aged
    assert meet(scene(1, aged=one_is_aged), scene(2, 1, place=FAR))


def test_what_was_published_before_the_other_happened_is_not_compared():
    before, after = scene(1, 3, dated=False, place=FAR), scene(2, 5, place=FAR)
    assert not meet(before, after)
    assert meet(scene(1, 4, dated=False, place=FAR), after)


def test_a_minister_named_in_every_report_brings_months_together_no_more_than_days():
    pairs = [len(candidates([scene(n, 10 * n) for n in range(many)], {})) for many in (20, 40)]
    assert pairs == [0, 0]
