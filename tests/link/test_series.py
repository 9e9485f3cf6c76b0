"""How the points of a series stand to one another, and what the profiles make of them."""

from __future__ import annotations

from typing import Any

import pytest
from link_claims import claim, day, link

from trucewatch.errors import UsageError
from trucewatch.model import Modifier, Series, Status


def series(*claims: Any, profile: str = "literal", **wanted: Any) -> Series:
    (event,) = link(*claims, profile=profile).events
    wanted = {"measure": "killed", "axis": None, "part_of": None, **wanted}
    return next(s for s in event.series if all(getattr(s, key) == value for key, value in wanted.items()))


MORE = {"high": None, "modifier": Modifier.MORE_THAN}
OFFICIAL = {"source": "Ada Imre", "side": "QM"}


@pytest.mark.parametrize(
    ("second", "relation", "state"),
    [
        ({}, "agrees", "single"),  # one source, whoever quotes it
        ({"source": "Hospital"}, "agrees", "agreed"),
        ({"as_of": "2030-05-07", "count": 19}, "supersedes", "updated"),
        ({"count": 21, "source": "Hospital"}, "supersedes", "updated"),  # bodies of one side count what rises
        ({"count": 21, "source": "Hospital", "side": None}, "conflicts", "disputed"),
        ({"count": 21, "source": "outlet", "side": None}, "supersedes", "updated"),
        ({"count": 21, "source": "Enemy", "side": "QN", "as_of": "2030-05-08"}, "conflicts", "disputed"),
        ({"low": 15, "high": None, "modifier": Modifier.AT_LEAST}, "refines", "agreed"),
    ],
)
def test_a_second_point_stands_to_the_first(second, relation, state):
    first = claim(1, as_of="2030-05-06", **OFFICIAL)
    told = series(first, claim(2, **{"as_of": "2030-05-06", **OFFICIAL, **second}))
    assert [point.relation for point in told.points] == [None, relation]
    assert told.state == state


def test_a_narrower_count_refines():
    first = claim(1, low=15, high=None, modifier=Modifier.AT_LEAST, **OFFICIAL)
    told = series(first, claim(2, **OFFICIAL))
    assert [point.relation for point in told.points] == [None, "refines"]
    assert (told.low, told.best, told.high) == (18, 18, 18)


def test_another_voices_count_far_over_the_least_told_before_replaces_it():
    first = claim(1, low=15, high=None, modifier=Modifier.AT_LEAST, **OFFICIAL)
    assert series(first, claim(2, source="Rescuers", side="QM")).state == "updated"
    assert series(first, claim(2, count=16, source="Rescuers", side="QM")).state == "agreed"
    beside = claim(2, at=300, source="Rescuers", side="QM")
    told_both = series(first, claim(2, low=15, high=None, modifier=Modifier.AT_LEAST, **OFFICIAL), beside)
    assert told_both.state == "agreed"


def test_a_count_put_for_numerous_a_day_later_is_no_update():
    numerous = claim(1, low=3, high=None, modifier=Modifier.VAGUE, as_of="2030-05-06")
    assert series(numerous, claim(2, count=30, as_of="2030-05-07", **OFFICIAL)).state == "agreed"


def test_an_outlet_that_names_nobody_lowers_no_named_count():
    first = claim(1, count=20, as_of="2030-05-06", **OFFICIAL)
    assert series(first, claim(2, count=17, as_of="2030-05-07")).state == "disputed"
    assert series(first, claim(2, count=17, as_of="2030-05-07", **OFFICIAL)).state == "updated"
    sought = claim(1, "missing", 5, as_of="2030-05-06", **OFFICIAL)
    assert series(sought, claim(2, "missing", 0, as_of="2030-05-07"), measure="missing").state == "updated"


def test_a_partys_least_is_disputed_by_a_count_of_more_than_twice_as_many_in_one_report():
    least = {"low": 30, "high": None, "modifier": Modifier.MORE_THAN, "source": "Ministry", "side": "QM"}
    assert series(claim(1, **least), claim(1, count=89, at=300, source="Watch", side=None)).state == "disputed"
    assert series(claim(1, **least), claim(1, count=50, at=300, source="Watch", side=None)).state == "agreed"


def test_a_denial_is_no_other_count():
    denied = claim(2, status=Status.DENIED, denied_by=("Foe",), **OFFICIAL)
    assert series(claim(1), denied).state == "agreed"
    assert series(denied).state == "single"


def test_one_voice_that_counts_two_things_is_not_in_conflict_with_itself():
    told = series(claim(1, count=3), claim(1, count=5, at=5))
    assert [point.relation for point in told.points] == [None, "incomparable"]
    assert told.state == "single"


def test_people_counted_in_ones_own_land_are_no_enemies():
    told = claim(1, source="Mayor", side="QM", actor="Ukraine", target="Russia")
    (event,) = link(told).events
    assert [s.axis for s in event.series] == [None]


def test_a_falling_toll_is_flagged_and_never_clamped():
    first = claim(1, count=20, as_of="2030-05-06", **OFFICIAL)
    told = series(first, claim(2, count=17, as_of="2030-05-09", reason="counted twice", **OFFICIAL))
    assert [point.falling for point in told.points] == [False, True]
    assert told.points[1].reason == "counted twice"
    assert (told.low, told.best, told.high) == (17, 17, 17)
    assert told.members == ("f1-00020000",)


def test_a_part_has_a_series_of_its_own():
    whole = claim(1)
    part = claim(1, count=9, at=5, object="child", part_of=whole.figure_id)
    assert series(whole, part).best == 18
    assert series(whole, part, part_of="person").best == 9


def test_a_sides_count_of_the_other_sides_losses_is_never_best():
    claimed = {"source": "Ministry", "side": "RU", "actor": "Russia", "target": "Ukraine", "object": "soldier"}
    (event,) = link(claim(1), claim(1, count=85, at=5, status=Status.DENIED, **claimed)).events
    axis = next(s for s in event.series if s.axis)
    assert (axis.axis, axis.low, axis.best, axis.high, axis.state) == ("RU", 85, None, 85, "disputed")
    assert next(s for s in event.series if not s.axis).best == 18


VAGUE = {"low": 24, "high": 99, "modifier": Modifier.VAGUE}


@pytest.mark.parametrize(
    ("profile", "bounds"),
    [
        ("literal", (24, None, 99)),
        ("acled", (12, 12, 12)),
        ("ucdp", (24, None, 99)),
        ("aoav", (None, None, None)),
    ],
)
def test_profiles_read_dozens_each_in_its_way(profile, bounds):
    told = series(claim(1, **VAGUE), profile=profile)
    assert (told.low, told.best, told.high) == bounds
    assert told.rule == profile


def test_profiles_choose_the_best_each_in_its_way():
    day_of = {"as_of": "2030-05-06"}
    counts = [
        claim(1, count=20, source="A", **day_of),
        claim(2, count=20, source="B", **day_of),
        claim(3, count=17, source="C", **day_of),
        claim(4, count=21, source="D", **day_of, published="2030-05-08"),
    ]
    assert series(*counts).best == 21
    assert series(*counts, profile="acled").best == 17
    assert series(*counts, profile="ucdp").best == 20
    assert (series(*counts).low, series(*counts).high) == (17, 21)


def test_a_range_is_bounds_and_no_number():
    size = {"kind": "force", "place": None, "when": None, "low": 10, "high": 30, "modifier": Modifier.RANGE}
    told = series(claim(1, "troops", **size), measure="troops")
    assert (told.low, told.best, told.high) == (10, None, 30)


def test_an_unknown_profile_is_a_misuse():
    with pytest.raises(UsageError, match="literal"):
        link(claim(1, when=day(5)), profile="guess")


def test_what_one_voice_counts_now_replaces_what_it_counted_before():
    told = series(claim(1, count=28, **OFFICIAL), claim(1, count=21, at=5, **OFFICIAL))
    assert [(point.low, point.relation) for point in told.points] == [(21, None), (28, "supersedes")]
    assert (told.state, told.low, told.best, told.high) == ("updated", 28, 28, 28)


def test_less_than_half_of_what_a_voice_gives_is_a_part_and_bounds_nothing():
    told = series(claim(1, count=27, **OFFICIAL), claim(1, count=3, at=5, **OFFICIAL))
    assert [(point.low, point.relation) for point in told.points] == [(27, None), (3, "incomparable")]
    assert (told.state, told.low, told.best) == ("single", 27, 27)


def test_two_named_voices_in_one_report_are_set_against_each_other():
    told = series(claim(1, count=9, source="Doctors", as_of="2030-05-05"), claim(1, count=17, at=5, source="Lawyers"))
    assert told.state == "disputed"


def test_a_rounded_count_agrees_with_an_exact_one_near_it():
    told = series(claim(1, count=29), claim(2, count=30, modifier=Modifier.ABOUT))
    assert told.state == "agreed"


def test_women_of_more_people_in_one_report_are_a_part_of_them():
    first = [claim(1, count=18), claim(1, count=6, at=5, object="woman")]
    assert series(*first).best == 18
    assert series(*first, object="woman", part_of="person").best == 6


def test_children_told_without_their_whole_are_counted_with_those_told_as_a_part():
    whole = claim(1)
    told = series(
        whole,
        claim(1, count=9, at=5, object="child", part_of=whole.figure_id),
        claim(2, count=9, object="child"),
        object="child",
        part_of="person",
    )
    assert told.state == "agreed"


def test_protesters_and_persons_of_one_number_in_one_report_are_one_count():
    told = series(claim(1, "injured", 50), claim(1, "injured", 50, at=5, object="protester"), measure="injured")
    assert (len(told.points), told.state) == (2, "single")
    apart = [claim(1, "injured", 70), claim(1, "injured", 50, at=5, object="protester")]
    assert len(series(*apart, measure="injured", object="person").points) == 1


def test_a_lower_count_further_down_one_page_is_what_was_known_before():
    lead = claim(1, count=6, source="Ministry", side="QM")
    before = {"low": 2, "high": None, "modifier": Modifier.AT_LEAST, "source": "Rescuers", "side": "QM"}
    exact = {**before, "low": 3, "high": 3, "modifier": Modifier.EXACT}
    assert series(lead, claim(1, at=300, **before)).state == "updated"
    assert series(lead, claim(1, at=300, **exact)).state == "updated"
    assert series(claim(1, **exact), claim(1, count=6, at=300, source="Ministry", side="QM")).state == "disputed"
    assert series(claim(1, **exact), claim(1, count=6, at=300, source="Watch", side=None)).state == "disputed"
    assert series(lead, claim(1, at=300, **{**exact, "side": None})).state == "disputed"


def test_counts_of_one_list_that_add_up_are_parts_of_the_total():
    told = [claim(1, count=count, at=at, object="soldier") for at, count in ((1, 11), (200, 6), (230, 5))]
    made = series(*told, object="soldier")
    assert (made.best, made.state) == (11, "single")
    assert {point.low: point.relation for point in made.points} == {11: None, 6: "incomparable", 5: "incomparable"}


def test_two_named_voices_of_one_report_dispute_whatever_a_third_leaves_open():
    voices = [
        claim(1, count=40, source="Union"),
        claim(1, at=90, low=40, high=None, modifier=Modifier.AT_LEAST, source="Sources"),
        claim(1, at=180, count=80, source="Rebels"),
    ]
    assert series(*voices).state == "disputed"


def test_fuel_tankers_and_tankers_of_one_number_are_one_series():
    lost = {"kind": "damage", "measure": "destroyed", "count": 40}
    tankers = claim(1, **lost, object="fuel tanker"), claim(2, **lost, object="tanker")
    (made,) = link(*tankers).events[0].series
    assert (made.object, made.state) == ("tanker", "agreed")
    apart = link(*tankers, claim(1, **{**lost, "count": 9}, object="tanker", at=5)).events
    assert sorted(s.object or "" for event in apart for s in event.series) == ["fuel tanker", "tanker"]


def test_a_people_counts_its_dead_as_people():
    assert series(claim(1), claim(2, object="Palestinian")).state == "agreed"


def test_what_an_outlet_repeats_of_a_partys_number_stays_on_the_partys_axis():
    party = {"object": "soldier", "side": "QN", "source": "Army", "actor": "Sallen", "acting": "QN"}
    told = claim(1, count=60, **party), claim(2, count=60, object="soldier"), claim(3, count=7, object="soldier")
    made = {(s.axis, s.best, len(s.points)) for event in link(*told).events for s in event.series}
    assert made == {("QN", None, 2), (None, 7, 1)}


def test_a_rise_shows_though_an_open_count_was_told_in_between():
    told = [claim(1, count=31, published="2030-05-06", **OFFICIAL), claim(2, low=30, **MORE, published="2030-05-08")]
    told.append(claim(3, low=33, **MORE, published="2030-05-09", source="Watch"))
    assert series(*told).state == "updated"


def test_what_one_sentence_adds_up_is_parts_of_its_total():
    voice = {"source": "Ministry", "sentence": 7}
    told = [claim(1, count=4, at=7, **voice), claim(1, count=3, at=20, object="civilian", **voice)]
    told.append(claim(1, count=1, at=40, object="soldier", **voice))
    made = series(*told, object="person", part_of=None)
    assert [point.low for point in made.points] == [4]
    assert series(*told, object="civilian", part_of="person").best == 3


def test_at_least_three_are_not_a_foes_seven():
    own = {"low": 3, "high": None, "modifier": Modifier.AT_LEAST, "object": "soldier", **OFFICIAL}
    foe = {"source": "Enemy", "side": "QN", "actor": "Sallen", "acting": "QN", "object": "soldier", "at": 300}
    assert series(claim(1, **own), claim(1, count=7, **foe), object="soldier").state == "disputed"
    assert series(claim(1, **own), claim(1, count=5, **foe), object="soldier").state != "disputed"
    assert series(claim(1, **own), claim(1, count=6, **foe), object="soldier").state == "disputed"
    assert series(claim(1, **{**own, "object": "person"}), claim(1, count=7, **foe), axis=None).state == "disputed"


def test_first_reports_are_risen_above_not_contradicted():
    early = claim(1, count=1, at=90, source="first reports")
    assert series(early, claim(1, count=24, source="Ada Imre")).state == "updated"
    assert series(claim(1, count=1, at=90, source="Harbour Watch"), claim(1, count=24, source="Ada Imre")).state != (
        "updated"
    )


def test_a_hospitals_count_of_those_it_received_disputes_no_count_of_all():
    all_of_them = claim(1, count=104, source="Health Ministry")
    received = claim(1, count=60, at=90, source="Mercy Hospital")
    assert [point.relation for point in series(all_of_them, received).points] == [None, "incomparable"]
    assert series(all_of_them, claim(1, count=60, at=90, source="Harbour Watch")).state == "disputed"


def test_about_so_many_hides_no_rise_of_one_voice():
    told = [
        claim(1, count=670, as_of="2030-05-06", **OFFICIAL),
        claim(2, count=700, modifier=Modifier.ABOUT, as_of="2030-05-07", **OFFICIAL),
        claim(3, count=690, as_of="2030-05-08", **OFFICIAL),
    ]
    assert series(*told).state == "updated"
    assert series(*told[:2]).state == "agreed"


def test_a_count_that_took_the_place_of_a_lower_one_of_its_day_is_the_best():
    told = series(claim(1, count=2, **OFFICIAL), claim(2, count=3))
    assert [point.relation for point in told.points] == [None, "supersedes"]
    assert (told.low, told.best, told.high) == (3, 3, 3)
