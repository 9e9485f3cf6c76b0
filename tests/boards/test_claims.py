"""Which figures are one claim, which are parts, and which cannot all be right."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trucewatch.boards.claims import claims, differing, everyone


def told(number: int, low, high, **more):
    """A figure record as a view yields it: killed persons in Ostrel on one day, said by Imre, unless told otherwise."""
    source = more.pop("source", "Ada Imre")
    place, day = more.pop("place", "Ostrel"), more.pop("day", "2030-05-03")
    report = more.pop("report", "a")
    return {
        "record": "figure",
        "figure_id": f"f{number}",
        "report_id": report,
        "report": report,
        "outlet": "Wire",
        "published": "2030-05-04",
        "start": number,
        "wording": str(low),
        "kind": "toll",
        "measure": "killed",
        "object": "person",
        "unit": None,
        "role": None,
        "low": low,
        "high": high,
        "modifier": "exact",
        "status": "asserted",
        "denied_by": [],
        "actor": None,
        "target": None,
        "as_of": None,
        "part_of": None,
        "repeat": False,
        "source": {"name": source, "role": None},
        "place": place and {"name": place, "country": "OS", "geonameid": None},
        "when": day and {"start": day, "end": day},
        **more,
    }


def shape(found):
    return [([figure["figure_id"] for figure in claim.figures], shape(claim.parts)) for claim in found]


def test_the_same_claim_in_two_reports_is_one_line_with_two_ids():
    assert shape(claims([told(1, 18, 18), told(2, 18, 18, report="b")])) == [(["f1", "f2"], [])]


def test_people_under_two_names_are_one_count_and_children_another():
    found = claims([told(1, 9, 9), told(2, 9, 9, object="resident", report="b"), told(3, 9, 9, object="child")])
    assert sorted(shape(found)) == [(["f1", "f2"], []), (["f3"], [])]


def test_a_copy_that_lost_the_source_tells_the_sources_claim_and_another_text_does_not():
    named, copy = told(1, 18, 18), told(2, 18, 18, source="outlet", report="b")
    part, copied = told(3, 9, 9, part_of="f1"), told(4, 9, 9, source="outlet", report="b", part_of="f2")
    (claim,) = claims([copy, copied, named, part], {"a": "kin", "b": "kin"})
    assert [each["figure_id"] for each in claim.figures] == ["f1", "f2"]
    assert [each["figure_id"] for each in claim.parts[0].figures] == ["f3", "f4"]
    assert len(claims([named, copy], {"a": "kin"})) == 2
    assert len(claims([named, told(2, 19, 19, source="outlet", report="b")], {"a": "kin", "b": "kin"})) == 2


def test_places_that_differ_in_accents_only_are_one():
    assert len(claims([told(1, 18, 18), told(2, 18, 18, report="b", place="ÓSTREL")])) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"source": "Oto Venn"},
        {"status": "denied"},
        {"modifier": "about"},
        {"place": "Brask"},
        {"day": None},
        {"actor": "V"},
    ],
)
def test_another_source_status_hedge_place_day_or_actor_is_another_claim(change):
    assert len(claims([told(1, 18, 18), told(2, 18, 18, report="b", **change)])) == 2


def test_parts_stand_under_their_whole_in_every_report_and_repeats_are_left_out():
    figures = [
        told(1, 18, 18),
        told(2, 9, 9, object="child", part_of="f1"),
        told(3, 4, 4, object="girl", part_of="f2"),
        told(4, 18, 18, report="b"),
        told(5, 9, 9, object="child", part_of="f4", report="b"),
        told(6, 18, 18, repeat=True),
    ]
    assert shape(claims(figures)) == [(["f1", "f4"], [(["f2", "f5"], [(["f3"], [])])])]


def test_a_part_whose_whole_is_not_shown_stands_alone():
    assert shape(claims([told(2, 9, 9, part_of="f1")])) == [(["f2"], [])]


def test_the_order_of_figures_does_not_matter():
    figures = [
        told(1, 18, 18),
        told(2, 9, 9, part_of="f1"),
        told(3, 20, 20, measure="injured"),
        told(4, 18, 18, report="b"),
    ]
    assert claims(figures) == claims(figures[::-1])


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ((18, 18, {}), (20, 20, {"source": "Oto Venn"}), True),
        ((18, 18, {}), (20, 20, {"report": "b"}), True),
        ((18, 18, {}), (20, 20, {"source": "outlet"}), False),  # the report's own voice beside a named one: the same
        ((18, 18, {}), (20, 20, {}), False),  # one voice in one report: two counts of two things
        ((18, 18, {}), (15, None, {"report": "b"}), False),  # at least 15 may be 18
        ((18, 18, {}), (19, None, {"report": "b"}), True),
        ((None, 10, {}), (12, 40, {"report": "b"}), True),
        ((None, None, {}), (12, 40, {"report": "b"}), False),
        ((18, 18, {}), (20, 20, {"report": "b", "object": "child"}), False),
        ((18, 18, {}), (20, 20, {"report": "b", "place": "Brask"}), False),
        ((18, 18, {}), (20, 20, {"report": "b", "day": "2030-05-02"}), False),
        ((18, 18, {"day": None}), (20, 20, {"report": "b", "day": None}), False),
        ((18, 18, {"place": None}), (20, 20, {"report": "b", "place": None}), False),
        ((18, 18, {"place": None, "kind": "raid"}), (20, 20, {"report": "b", "place": None, "kind": "raid"}), True),
        ((18, 18, {"actor": "V", "kind": "raid"}), (20, 20, {"report": "b", "actor": "O", "kind": "raid"}), False),
        ((18, 18, {"day": None, "kind": "force"}), (20, 20, {"report": "b", "kind": "force"}), True),
        ((18, 18, {"role": "cap", "kind": "force"}), (20, 20, {"report": "b", "role": "need", "kind": "force"}), False),
    ],
)
def test_values_differ_where_different_voices_leave_no_value_in_common(one, other, differ):
    found = claims([told(1, one[0], one[1], **one[2]), told(2, other[0], other[1], **other[2])])
    assert bool(differing(found)) is differ
    assert len(everyone(found)) == 2


def test_what_one_voice_says_a_day_later_is_no_difference():
    first, later = told(1, 18, 18), {**told(2, 20, 20, report="b"), "published": "2030-05-05"}
    assert not differing(claims([first, later]))
    assert differing(claims([first, {**later, "source": {"name": "Oto Venn", "role": None}}]))
    assert differing(claims([{**each, "source": {"name": "outlet", "role": None}} for each in (first, later)]))


def test_the_tolls_of_two_strikes_on_one_town_and_day_are_no_difference():
    found = claims([told(1, 18, 18), told(2, 1, 1, report="b")])
    assert differing(found, {"f1": "e1", "f2": "e1"})
    assert not differing(found, {"f1": "e1", "f2": "e2"})


def test_a_part_is_not_set_against_wholes():
    assert not differing(claims([told(1, 18, 18), told(2, 9, 9, part_of="f1"), told(3, 18, 18, report="b")]))


def test_a_count_told_again_on_another_day_is_one_claim_unless_it_held_on_another():
    first = {**told(1, 18, 18), "as_of": "2030-05-04"}
    again = {**told(2, 18, 18, report="b"), "published": "2030-05-05", "as_of": "2030-05-05"}
    assert len(claims([first, again])) == 1
    assert len(claims([first, {**again, "as_of": "2030-05-01"}])) == 2


_BOUND = st.one_of(st.none(), st.integers(0, 4))


@example([(None, 0, "outlet", "a"), (None, 0, "outlet", "b"), (1, None, "outlet", "a")])
@given(st.lists(st.tuples(_BOUND, _BOUND, st.sampled_from(["outlet", "A", "B"]), st.sampled_from("ab")), max_size=7))
def test_rivals_are_found_as_by_comparing_each_with_each(drawn):
    figures = [
        told(number, low, high, source=source, report=report)
        for number, (low, high, source, report) in enumerate(drawn)
    ]

    def clash(one, other):
        voices = {one["source"]["name"], other["source"]["name"]}
        if one["report_id"] == other["report_id"] and (len(voices) == 1 or "outlet" in voices):
            return False
        pairs = ((one["high"], other["low"]), (other["high"], one["low"]))
        return any(high is not None and low is not None and high < low for high, low in pairs)

    assert bool(differing(claims(figures))) == any(clash(one, other) for one, other in combinations(figures, 2))


def test_a_copy_that_lost_whom_it_hit_or_of_what_it_is_a_part_tells_the_same_claim():
    raid = {"kind": "raid", "object": "drone", "actor": "Venland"}
    sent, lost = {"measure": "launched", **raid}, {"measure": "lost", **raid}
    full = [told(1, 92, 92, source="Air force", **sent), told(2, 51, 51, source="Air force", part_of="f1", **lost)]
    copy = [
        told(3, 92, 92, source="outlet", report="b", target="Ostrel", **sent),
        told(4, 51, 51, source="outlet", report="b", **lost),
    ]
    assert shape(claims([*full, *copy], {"a": "kin", "b": "kin"})) == [(["f1", "f3"], [(["f2", "f4"], [])])]
    assert len(everyone(claims([*full, *copy]))) == 4  # two texts


def test_copies_that_name_who_denies_it_otherwise_tell_one_claim():
    denied = {"status": "denied", "denied_by": ["Ostrel"]}
    other = told(2, 85, 85, report="b", status="denied", denied_by=["Army of Ostrel"])
    assert len(claims([told(1, 85, 85, **denied), other], {"a": "kin", "b": "kin"})) == 1
    assert len(claims([told(1, 85, 85, **denied), other])) == 2
