"""Whose raid, whose dead: what a side shoots down, loses or strikes is told apart from what the other does."""

from __future__ import annotations

from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link, telling

from trucewatch.link import tell
from trucewatch.model import Place

HOSPITAL = Place("Dorn Clinic", "QM", 45.01, 20.01, 1, 140)
NIGHT = {"kind": "raid", "object": "drone", "place": COUNTRY, "when": day(4, 5)}
STRUCK = {"actor": "Sallen", "acting": "QN", "hit": "QM"}


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


def test_who_shot_drones_down_did_not_fly_them():
    ours = claim(1, "launched", 90, actor="Sallen", **NIGHT)
    home = {**NIGHT, "place": Place("Sallen", "QN", 47.0, 25.0, 6, 201)}
    theirs = claim(1, "intercepted", 65, actor="Sallen", at=400, **home)
    assert len(link(ours, theirs).events) == 2
    assert together(ours, claim(1, "intercepted", 65, actor="Marren", at=400, **NIGHT))


def test_a_hospitals_share_of_a_regions_dead_is_no_rival_of_a_later_total():
    dead = claim(1, count=104, place=REGION, **STRUCK)
    share = claim(1, count=20, at=600, place=HOSPITAL, at_house=True, **STRUCK)
    assert together(dead, share, claim(1, count=110, at=1200, place=REGION, anew=False, **STRUCK))


def test_the_children_of_a_hospitals_share_stay_with_it():
    dead = claim(1, count=104, place=REGION, **STRUCK)
    share = claim(1, count=20, at=600, place=HOSPITAL, at_house=True, **STRUCK)
    part = {"object": "child", "sentence": 600, "part_of": share.figure_id}
    assert together(dead, share, claim(1, count=13, at=640, place=HOSPITAL, **part, **STRUCK))


def test_somebody_among_the_dead_is_no_other_count_of_them():
    told = claim(1, count=5, source="Clinic of Dorn")
    one = {"count": 1, "at": 900, "place": None, "source": "Clinic of Dorn"}
    assert together(told, claim(1, object="woman", **one))
    assert not together(told, claim(1, **one))


def test_a_soldier_of_the_side_that_strikes_a_region_fell_in_none_of_its_strikes():
    dead = claim(1, count=104, place=REGION, **STRUCK)
    own = {"object": "soldier", "place": REGION, "hit": "QN"}
    assert not together(dead, claim(1, count=1, at=900, **own))
    assert not together(dead, claim(1, count=1, at=900, acting="QZ", **own))


def figure_records(text, spans):
    """Figure records by their words: start and end of the sentence, the number and the measure of each."""
    return [
        {
            "report_id": "r1-1",
            "figure_id": f"f1-{number}",
            "kind": "toll",
            "measure": measure,
            "object": "soldier",
            "modifier": "exact",
            "source": {"name": "outlet", "side": None},
            "status": "asserted",
            "denied_by": [],
            "repeat": False,
            "start": text.rindex(words),
            "sentence": {"start": start, "end": end},
            "wording": words,
            "low": value,
            "high": value,
            **dict.fromkeys(("unit", "actor", "target", "place", "when", "as_of", "part_of")),
        }
        for number, (words, (start, end, value, measure)) in enumerate(spans.items())
    ]


def test_people_told_by_the_name_of_their_land_are_its_own():
    text = "Three French soldiers died near Dorn. Ten villagers died in Ostrel."
    spans = {"Three French soldiers": (0, 37, 3, "killed"), "Ten villagers": (38, len(text), 10, "killed")}
    report = {"report_id": "r1-1", "title": None, "published": None, "outlet": None, "stories": []}
    claims, _ = tell(report, text, figure_records(text, spans))
    assert [each.hit for each in claims] == ["FR", None]


def test_what_runs_on_at_a_quarter_goes_with_its_town_told_in_the_lead():
    quarter = Place("Sheltan", "QM", None, None, 1)
    months = {"when": day(1, 6)}
    one, other = claim(1, count=22, **months), claim(2, count=23, place=quarter, **months)
    lead = telling(1, names=frozenset({"sheltan"}))
    assert len(link(one, other, tellings=[lead]).events) == 1
    assert len(link(one, other, tellings=[telling(1)]).events) == 2


def test_one_voices_odd_count_of_one_place_is_one_event_however_late_it_is_told():
    since = claim(1, count=413, source="Governor of Dorn", when=day(1, 6))
    later = {"source": "Governor of Dorn", "when": None, "published": "2030-05-20"}
    assert together(since, claim(2, count=413, **later))
    assert not together(since, claim(2, count=413, **{**later, "place": FAR}))
    assert not together(since, claim(2, count=410, **later))


def test_fighters_that_a_foe_counts_may_be_among_more_people():
    own = claim(1, count=250, source="Clinic", side="QM", **STRUCK)
    foes = {"object": "militant", "source": "Army", "side": "QN", "at": 300, "place": DORN, **STRUCK}
    (event,) = link(own, claim(1, count=30, **foes)).events
    assert {series.state.value for series in event.series} == {"single"}
    (event,) = link(own, claim(1, count=900, **{**foes, "sentence": 0})).events
    assert {series.state.value for series in event.series} == {"disputed"}


def test_fighters_killed_in_reply_to_an_attack_on_people_are_another_event():
    raided = {"actor": "Band of Ostrel", "acting": "Band", "source": "Governor"}
    reply = {"actor": "Marren", "acting": "QM", "object": "militant", "source": "Air force"}
    dead, fallen = claim(1, count=63, **raided), claim(1, count=30, at=900, **reply)
    assert len(link(dead, fallen).events) == 2
    assert len(link(dead, claim(2, count=30, **reply)).events) == 2
    soldiers = claim(1, count=12, object="soldier", **raided)
    assert together(soldiers, fallen)  # a clash


def test_as_many_soldiers_of_the_side_that_struck_are_no_evidence():
    struck = claim(1, count=13, place=REGION, actor="Sallen", acting="QN", hit="QM")
    own = {"object": "soldier", "place": DORN, "hit": "QN"}
    assert len(link(struck, claim(2, count=13, **own)).events) == 2
    assert len(link(struck, claim(2, count=13, **{**own, "hit": "QM"})).events) == 1


def test_a_story_tells_in_another_sentence_why_its_number_changed():
    text = (
        "Officials corrected the toll to 13, since one name stood on 2 lists. Imre said 13 people died. 40 were hurt."
    )
    spans = {"13 people": (68, 94, 13, "killed"), "40": (95, len(text), 40, "injured")}
    base = figure_records(text, spans)
    claims, _ = tell({"report_id": "r1-1", "title": None, "published": None, "outlet": None, "stories": []}, text, base)
    assert [(each.wording, each.reason, each.why) for each in claims] == [
        ("13 people", None, "corrected"),
        ("40", None, None),
    ]


def test_a_day_told_with_a_blow_is_sure_and_one_told_with_a_count_is_not():
    text = "Drones hit Dorn on Monday. 4 died. The mayor spoke on Friday. 9 died."
    spans = {"4": (27, 34, 4, "killed"), "9": (62, len(text), 9, "killed")}
    days = {"4": "on Monday", "9": "on Friday"}
    told = [
        {
            **each,
            "when": {"start": "2030-05-06", "end": "2030-05-06", "wording": days[each["wording"]], "precision": "day"},
        }
        for each in figure_records(text, spans)
    ]
    report = {"report_id": "r1-1", "title": None, "published": None, "outlet": None, "stories": []}
    claims, _ = tell(report, text, told)
    assert [each.is_dated for each in claims] == [True, False]


def test_its_own_dead_are_told_apart_from_others_only_where_they_stand_alone():
    text = "The front put its own dead at 5. Its own losses were 7 and those of the army 60, it said."
    spans = {"5": (0, 32, 5, "killed"), "7": (33, 89, 7, "killed"), "60": (33, 89, 60, "killed")}
    report = {"report_id": "r1-1", "title": None, "published": None, "outlet": None, "stories": []}
    claims, _ = tell(report, text, figure_records(text, spans))
    assert [each.is_own for each in claims] == [True, False, False]
