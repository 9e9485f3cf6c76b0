"""People and things counted beside an event, that nobody read as what: they are of it, and join nothing."""

from __future__ import annotations

import pytest
from link_claims import FAR, claim, day, groups, judged, link

COUNTED = {"kind": "other", "object": "name", "place": None, "when": None, "at": 120}


def names(*claims) -> list[str]:
    return sorted(each.figure_id for each in claims)


@pytest.mark.parametrize(
    ("more", "is_of_it"),
    [
        pytest.param({}, True, id="told next"),
        pytest.param({"when": day(5)}, True, id="of its day"),
        pytest.param({"when": day(2)}, False, id="of another day"),
        pytest.param({"place": FAR}, False, id="elsewhere"),
        pytest.param({"at": 2000}, False, id="far off"),
        pytest.param({"unit": "km"}, False, id="a measure of something"),
    ],
)
def test_a_count_of_no_sort_is_of_the_event_told_nearest(more, is_of_it):
    dead, counted = claim(1, count=34), claim(1, "name", 34, **{**COUNTED, **more})
    assert groups(link(dead, counted)) == ([names(dead, counted)] if is_of_it else [names(dead)])


def test_it_goes_with_what_was_told_before_it_sooner_than_with_what_follows():
    first, then = claim(1, count=34), claim(1, count=9, place=FAR, at=230, anew=True)
    counted = claim(1, "name", 7, **{**COUNTED, "at": 150})
    linked = link(first, then, counted)
    assert linked.why(first.figure_id, counted.figure_id).together
    assert not linked.why(then.figure_id, counted.figure_id).together


def test_equal_counts_beside_two_events_make_them_no_one():
    others = [claim(1, count=34), claim(2, count=8, place=FAR)]
    beside = [claim(n, "name", 61, **COUNTED) for n in (1, 2)]
    assert len(link(*others, *beside).events) == 2


def test_a_person_who_parts_it_from_its_event_is_obeyed():
    dead, counted = claim(1, count=34), claim(1, "name", 34, **COUNTED)
    assert groups(link(dead, counted, judgements=[judged(dead, counted, "different")])) == [names(dead)]
