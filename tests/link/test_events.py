"""Which figures of two reports are one event: place, day, kind of attack, names, and what people judged."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, SUBURB, claim, day, groups, judged, link, telling

from trucewatch.model import When

MISSILE, DRONE = frozenset({"missile"}), frozenset({"drone"})


@pytest.mark.parametrize(
    ("other", "one_event"),
    [
        pytest.param({}, True, id="same place and day"),
        pytest.param({"place": SUBURB}, True, id="a suburb of it"),
        pytest.param({"place": FAR}, False, id="a town more than 50 km away"),
        pytest.param({"when": day(3)}, False, id="another day"),
        pytest.param({"when": day(4, 5)}, True, id="the night up to the day"),
        pytest.param({"attack": DRONE}, False, id="another kind of attack"),
        pytest.param({"attack": DRONE | MISSILE}, True, id="one kind of attack in common"),
        pytest.param({"place": COUNTRY, "count": 40}, False, id="the country's tally of the day"),
        pytest.param({"when": None}, True, id="no day, published next day"),
        pytest.param({"when": None, "published": "2030-09-01"}, True, id="no day, months later, the same count"),
        pytest.param({"when": None, "published": "2030-09-01", "count": 7}, False, id="no day, months later, other"),
        pytest.param({"when": None, "published": "2030-05-01"}, False, id="published before it happened"),
        pytest.param({"place": REGION, "count": 3}, False, id="its region with another count"),
        pytest.param({"place": REGION}, True, id="its region with the same large count"),
        pytest.param({"place": None, "when": None}, False, id="neither place nor day"),
    ],
)
def test_two_reports_tell_one_event_or_two(other, one_event):
    linked = link(claim(1, attack=MISSILE), claim(2, **{"attack": MISSILE, **other}))
    assert (len(linked.events) == 1) is one_event


def test_a_later_drone_attack_on_the_same_town_is_another_event():
    both = [
        (claim(n, attack=MISSILE), claim(n, "killed", 1, at=9, when=day(5, 6), attack=DRONE, anew=True)) for n in (1, 2)
    ]
    linked = link(*both[0], *both[1])
    assert groups(linked) == sorted(
        [[pair[0].figure_id, one[0].figure_id] for pair, one in [both]] + [[both[0][1].figure_id, both[1][1].figure_id]]
    )


def test_a_night_is_one_raid_a_side():
    night = {"kind": "raid", "object": "drone", "place": None, "when": day(4, 5)}
    first = [
        claim(1, "launched", 92, actor="Marren", **night),
        claim(1, "intercepted", 51, at=5, actor="Sallen", target="Marren", **night),
        claim(1, "intercepted", 28, at=9, actor="Marren", target="Sallen", **night),
    ]
    linked = link(*first, claim(2, "lost", 31, actor="Marren", **night))
    assert groups(linked) == [["f1-00010000", "f1-00010005", "f1-00020000"], ["f1-00010009"]]
    assert {event.kind for event in linked.events} == {"raid"}


def test_people_named_with_their_age_outweigh_a_wrong_place():
    named = frozenset({"ada imre"})
    tellings = [telling(1, persons=named), telling(2, persons=named)]
    assert len(link(claim(1), claim(2, place=FAR), tellings=tellings).events) == 1


def test_a_report_without_figures_joins_the_event_it_tells_of():
    lane = frozenset({"mill"})
    tellings = [telling(1, streets=lane), telling(2, streets=lane, names=frozenset({"dornhaven"})), telling(3)]
    event = link(claim(1), tellings=tellings).events[0]
    assert event.reports == ("r1-0001", "r1-0002")


def test_alike_does_not_chain():
    # The second is like both others, which contradict each other: it goes to one of them.
    linked = link(claim(1, attack=MISSILE), claim(2), claim(3, attack=DRONE))
    assert sorted(len(event.figures) for event in linked.events) == [1, 2]


def test_near_events_are_warned_of_and_not_merged():
    linked = link(claim(1, count=3), claim(2, count=3, place=REGION))
    assert len(linked.events) == 2
    assert [near.event_id for event in linked.events for near in event.near] == [
        event.event_id for event in reversed(linked.events)
    ]
    assert all(near.why for event in linked.events for near in event.near)


def test_judgements_are_obeyed_and_lifted():
    a, b, c = claim(1), claim(2), claim(3, place=FAR)
    plain = link(a, b, c)
    apart = link(a, b, c, judgements=[judged(a, b, "different")])
    assert groups(apart) == [[a.figure_id], [b.figure_id], [c.figure_id]]
    tied = link(a, b, c, judgements=[judged(a, c, "same")])
    assert [a.figure_id, c.figure_id] in [g[:1] + g[-1:] for g in groups(tied)]
    lifted = [judged(a, b, "different"), judged(a, b, "unsure", "2030-06-02T00:00:00Z")]
    assert link(a, b, c, judgements=lifted).events == plain.events
    turned = [judged(a, c, "same"), judged(a, c, "different", "2030-06-02T00:00:00Z")]
    assert groups(link(a, b, c, judgements=turned)) == groups(plain)


def test_a_judgement_parts_figures_of_one_story():
    a, b = claim(1), claim(1, "injured", 72, at=5)
    assert len(link(a, b).events) == 1
    assert len(link(a, b, judgements=[judged(a, b, "different")]).events) == 2


def test_why_tells_the_reasons():
    a, b, c = claim(1), claim(2), claim(3, place=FAR)
    linked = link(a, b, c)
    same, other = linked.why(a.figure_id, b.figure_id), linked.why(a.figure_id, c.figure_id)
    assert same is not None
    assert other is not None
    assert same.together
    assert any("same place" in reason for reason in same.reasons)
    assert not other.together
    assert any("km apart" in reason for reason in other.reasons)
    assert linked.why(a.figure_id, "f1-unknown") is None


def test_voices_count_origins_and_sources_once():
    quoted = {"source": "Ada Imre", "side": "QM"}
    reports = [claim(n, **quoted) for n in range(1, 6)]
    event = link(*reports).events[0]
    assert len(event.voices) == 5
    assert event.grade == "weak"  # five reports, one governor
    kin = {f"r1-{n:04d}": "l1-1" for n in range(1, 6)}
    assert link(*reports, families=kin).events[0].voices == (("l1-1", "Ada Imre"),)
    assert link(*reports, claim(6, source="Hospital")).events[0].grade == "fair"


def test_a_proposed_size_is_one_event_wherever_it_is_told_again():
    size = {"kind": "force", "object": "troop", "place": None, "when": None, "low": 10000, "high": 30000}
    linked = link(claim(1, "troops", **size), claim(2, "troops", **size), claim(3, "troops", **{**size, "high": 40000}))
    assert groups(linked) == [["f1-00010000", "f1-00020000"], ["f1-00030000"]]


def test_a_place_is_given_without_the_span_of_one_report():
    event = link(claim(1)).events[0]
    assert event.place == DORN
    assert event.when is not None
    assert event.when.start == "2030-05-05"


WEEK = When("2030-04-29", "2030-05-05", "last week", "week")
STRUCK = {"attack": frozenset({"missile"})}


@pytest.mark.parametrize(
    ("later", "is_one"),
    [
        pytest.param({"when": WEEK, "published": "2030-05-10"}, True, id="last week holds its day"),
        pytest.param(
            {"when": When("2030-04-27", "2030-05-03", "last week", "week"), "published": "2030-05-09"},
            True,
            id="the week just gone, as a Sunday's paper says",
        ),
        pytest.param(
            {"when": When("2030-04-15", "2030-04-21", "week of 15 April", "week"), "published": "2030-05-10"},
            False,
            id="an earlier week",
        ),
        pytest.param({"when": day(7), "reason": "raised its", "published": "2030-05-08"}, True, id="told anew"),
        pytest.param({"when": day(7), "published": "2030-05-08"}, False, id="another day"),
        pytest.param({"when": day(4), "reason": "raised its", "published": "2030-05-08"}, False, id="a day before"),
    ],
)
def test_a_day_that_is_not_the_events_own_holds_it_within_reach(later, is_one):
    first = claim(1, when=day(5), published="2030-05-05", **STRUCK)
    assert (len(link(first, claim(2, count=21, **STRUCK, **later)).events) == 1) is is_one
