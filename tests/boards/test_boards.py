"""Each board on readings made by hand, of a war that never was."""

from __future__ import annotations

import pytest
from ledger_readings import figure, mention, position, reading, report, statement

from trucewatch.boards.catalogue import BOARDS, board
from trucewatch.boards.known import Known
from trucewatch.boards.sentences import speaking
from trucewatch.errors import UsageError
from trucewatch.ledger import Filters, Ledger, View
from trucewatch.model import Furniture, Modifier, Page, Place, Source, Status, When
from trucewatch.vocab.boards import board_words, in_small

NOW = "2030-05-20T00:00:00Z"
NIGHT = When("2030-05-03", "2030-05-04", "overnight", "range")
VENLAND = Source("Venland", side="VE")


@pytest.fixture
def rows(tmp_path):
    """The rows of a board over readings, as plain cells."""

    def _rows(name, *readings, **asked):
        with Ledger.open(tmp_path / "ledger.db") as ledger:
            for each in readings:
                ledger.add(each, added=NOW)
        with View.open(tmp_path / "ledger.db") as view:
            found = board(name, view, **asked)
        for row in found:
            assert tuple(row.cells) == BOARDS[name].columns, "every row has every column, in order"
            for evidence in (each for cell in row.evidence.values() for each in cell):
                with View.open(tmp_path / "ledger.db") as view:
                    text = view.text(evidence.report_id)
                assert text[evidence.start : evidence.end] == evidence.wording
        return found

    return _rows


def cells(found, *names, **only):
    return [
        tuple(row.cells[name] for name in names)
        for row in found
        if all(row.cells[key] == value for key, value in only.items())
    ]


def raid(text, counts, name="raid.txt", **more):
    told = report(text, name, published="2030-05-04", outlet=name)
    fixed = {"kind": "raid", "object": "drone", "when": NIGHT, "source": VENLAND, **more}
    return reading(
        told, figures=tuple(figure(told, words, n, n, measure=measure, **fixed) for words, n, measure in counts)
    )


RAID = "Venland said 90 drones came overnight; it shot down 50 and another 30 vanished."
FATES = [("90 drones", 90, "launched"), ("50", 50, "intercepted"), ("another 30", 30, "lost")]


def test_what_one_voice_leaves_open_of_a_raid_is_its_residual(rows):
    found = rows("raids", raid(RAID, FATES))
    assert cells(found, "launched", "intercepted", "lost", "struck", "residual", "counted_by") == [
        ("90", "50", "30", None, 10, "Venland")
    ]
    assert [each.wording for each in found[0].evidence["residual"]] == ["90 drones", "50", "another 30"]


def test_fates_that_another_side_may_own_leave_no_residual(rows):
    found = rows("raids", raid(RAID, FATES, actor="Ostrel", target="Venland"))
    assert sorted(cells(found, "side", "intercepted", "residual"), key=str) == [
        ("Ostrel", None, None),
        ("Venland", "50", None),
    ]


def test_a_hedged_count_leaves_no_residual(rows):
    found = rows("raids", raid(RAID, FATES, modifier=Modifier.ABOUT))
    assert cells(found, "launched", "residual") == [("about 90", None)]


def test_more_fates_than_launches_are_of_two_scopes(rows):
    found = rows(
        "raids", raid("Venland: 9 drones came, 50 were shot down.", [("9", 9, "launched"), ("50", 50, "intercepted")])
    )
    assert {row.cells["residual"] for row in found} == {None}


def test_drones_and_missiles_are_counted_apart(rows):
    told = report("Venland met 9 drones and 4 missiles.", published="2030-05-04")
    fixed = {"kind": "raid", "measure": "launched", "when": NIGHT, "source": VENLAND, "actor": "Ostrel"}
    two = (
        figure(told, "9 drones", 9, 9, object="decoy drone", **fixed),
        figure(told, "4 missiles", 4, 4, object="missile", **fixed),
    )
    assert sorted(cells(rows("raids", reading(told, figures=two)), "object", "launched")) == [
        ("drone", "9"),
        ("missile", "4"),
    ]


def test_a_row_over_several_places_is_named_after_the_widest(rows):
    told = report("Venland met 9 drones over Arlen, 7 of them shot down in Upper Marren.", published="2030-05-04")
    fixed = {"kind": "raid", "object": "drone", "when": NIGHT, "source": VENLAND}
    near = {"country": "VE", "lat": 50.0, "lon": 30.0}
    two = (
        figure(told, "9", 9, 9, measure="launched", place=Place("Arlen", precision=1, **near), **fixed),
        figure(told, "7", 7, 7, measure="intercepted", place=Place("Upper Marren", precision=4, **near), **fixed),
    )
    found = rows("raids", reading(told, figures=two))
    assert "Arlen" not in {row.cells["place"] for row in found if row.cells["intercepted"]}


def test_a_place_of_unknown_width_is_taken_for_a_spot(rows):
    found = rows("raids", raid(RAID, FATES, place=Place("Arlen", country="VE")))
    assert {row.cells["place"] for row in found} == {"Arlen"}


def force_page(text, *positions, figures=(), published="2030-05-04", name="force.txt"):
    told = report(text, name, published=published)
    stands = tuple(
        position(told, words, holder, topic, stance, **more) for words, holder, topic, stance, more in positions
    )
    return reading(told, positions=stands, figures=tuple(make(told) for make in figures))


def test_the_ladder_of_pledges_goes_by_stance_and_flags_a_party_on_two_steps(rows):
    page = force_page(
        "France is willing to send troops. Canada and France are open to it. Japan backs the idea.",
        ("willing to send troops", "France", "peace force", "offers", {}),
        ("open to it", "Canada", "peace force", "open_to", {}),
        ("open to it", "France", "peace force", "open_to", {}),
        ("backs the idea", "Japan", "peace force", "supports", {}),
    )
    found = rows("force", page)
    assert cells(found, "party", "step", "note") == [
        ("France", "willing", "one report tells open_to and willing"),
        ("Canada", "open_to", None),
        ("France", "open_to", "one report tells open_to and willing"),
        ("Japan", "mentioned", None),
    ]


def test_to_keep_ones_own_troops_home_is_to_refuse_and_to_bar_others_is_to_object(rows):
    page = force_page(
        "Belmora will not send soldiers. Ostrel will not accept foreign soldiers on its soil.",
        ("will not send soldiers", "Belmora", "peace force", "rejects", {}),
        ("will not accept foreign soldiers on its soil", "Ostrel", "peace force", "rejects", {}),
    )
    assert cells(rows("force", page), "aspect", "party", "step") == [
        ("contribution", "Belmora", "refused"),
        ("objection", "Ostrel", "rejects"),
    ]


def test_conditions_and_the_backstop_have_rows_of_their_own(rows):
    page = force_page(
        "It works only with a backstop, Ada Imre said. Oto Venn wants it under one flag. Venland gave no sign.",
        ("works only with a backstop", "Ada Imre", "peace force", "conditional", {"on": "a backstop"}),
        ("wants it under one flag", "Oto Venn", "peace force", "demands", {}),
        ("gave no sign", "Venland", "US backstop", "undecided", {}),
    )
    assert cells(rows("force", page), "aspect", "party", "condition") == [
        ("backstop", "Venland", None),
        ("condition", "Ada Imre", "a backstop"),
        ("condition", "Oto Venn", "wants it under one flag"),
    ]


def test_sizes_and_pledges_in_numbers(rows):
    size = {"kind": "force", "measure": "troops", "object": "troop", "modifier": Modifier.RANGE, "role": "need"}
    offer = {"kind": "force", "measure": "troops", "object": "soldier", "role": "offer", "actor": "Belmora"}
    page = force_page(
        "Some 10,000 to 30,000 troops are needed. Parliament approved sending 1,200 soldiers.",
        figures=(
            lambda told: figure(told, "10,000 to 30,000 troops", 10_000, 30_000, **size),
            lambda told: figure(told, "1,200 soldiers", 1200, 1200, **offer),
        ),
    )
    found = rows("force", page)
    assert cells(found, "party", "step", "value", aspect="size") == [("outlet", "need", "10,000 to 30,000 troops")]
    assert [row.cells["party"] for row in found if row.cells["aspect"] == "contribution"] == ["Belmora"]


def test_the_seat_of_a_force_its_turns_and_its_roles_are_read_from_words(rows):
    page = force_page(
        "Plans for a peacekeeping force took shape. Its headquarters would alternate between Arlen and Vessin.\n"
        "The force would secure the skies and help train the army, rather than ground troops, officials said.\n"
        "The air force met at a headquarters in Tolmar."
    )
    found = rows("force", page)
    assert cells(found, "party", "value", aspect="command") == [("Arlen", "by turns"), ("Vessin", "by turns")]
    assert cells(found, "step", aspect="role") == [("air",), ("training",)]


def test_a_report_without_a_peace_force_has_no_roles(rows):
    assert rows("force", reading(report("The force would secure the skies.", published="2030-05-04"))) == []


def test_who_agreed_who_proposed_and_who_refused_a_ceasefire(rows):
    text = "Ostrel agreed in principle to a limited ceasefire. Oto Venn rebuffed Imre’s push for a full 30-day truce."
    page = force_page(
        text,
        ("agreed in principle to a limited ceasefire", "Ostrel", "ceasefire", "supports", {}),
        ("rebuffed Imre’s push for a full 30-day truce", "Oto Venn", "ceasefire", "rejects", {}),
    )
    assert cells(rows("ceasefire", page), "party", "step", "terms") == [
        ("Imre", "proposed", "full, 30-day"),
        ("Ostrel", "agreed in principle", "partial"),
        ("Oto Venn", "refused", "full, 30-day"),
    ]


def test_targets_off_limits_and_the_length_of_a_truce(rows):
    days = {"kind": "term", "measure": "duration", "object": "day", "unit": "day", "status": Status.PROPOSED}
    war = {"kind": "term", "measure": "duration", "object": "year", "unit": "year"}
    page = force_page(
        "In the three-year war both vowed not to attack energy infrastructure under the deal, sought by all of them. "
        "A truce of 60 days would follow.",
        figures=(
            lambda told: figure(told, "three-year", 3, 3, **war),
            lambda told: figure(told, "60 days", 60, 60, **days),
        ),
    )
    assert cells(rows("ceasefire", page), "step", "terms", "value") == [
        ("off limits", "energy infrastructure", None),
        ("proposed", None, "60 days"),
    ]


def test_violations_name_accuser_and_accused(rows):
    counted = {"kind": "violation", "measure": "violations", "object": "violation", "source": VENLAND}
    page = force_page(
        "Venland accused Ostrel of violating the truce 40 times. Belmora accused Marren of breaching the ceasefire.",
        figures=(lambda told: figure(told, "40 times", 40, 40, **counted),),
    )
    found = rows("ceasefire", page)
    assert cells(found, "party", "against", "step", "value") == [
        ("Belmora", "Marren", "accused", None),
        ("Venland", "Ostrel", "asserted", "40 violations"),
    ]


def test_a_toll_counted_from_a_truce_on_is_told_apart(rows):
    since = When("2030-04-01", "2030-05-04", "since the ceasefire", "range")
    page = force_page(
        "Since the ceasefire 31 people died.", figures=(lambda told: figure(told, "31 people", 31, 31, when=since),)
    )
    assert cells(rows("ceasefire", page), "aspect", "value", "when_start") == [
        ("toll since", "31 people", "2030-04-01")
    ]


def test_attacks_show_both_sides_and_who_denies(rows):
    told = report("Ada Imre said 18 died in Ostrel. Oto Venn said 40 died there.", published="2030-05-04")
    fixed = {"place": Place("Ostrel", "OS", 1.0, 2.0, 1, 7), "when": When("2030-05-03", "2030-05-03", "Friday")}
    two = (
        figure(told, "18", 18, 18, source=mention(told.text, "Ada Imre", side="OS"), **fixed),
        figure(
            *(told, "40", 40, 40),
            source=mention(told.text, "Oto Venn", side="VE"),
            status=Status.DENIED,
            denied_by=("Ostrel",),
            **fixed,
        ),
    )
    found = rows("attacks", reading(told, figures=two))
    assert cells(found, "state", "denied_by", "versions") == [
        ("disputed", "Ostrel", "18 by Ada Imre (OS); 40 by Oto Venn (VE), denied")
    ]


@pytest.mark.parametrize(
    ("sentence", "donor", "step", "same"),
    [
        ("Germany’s parliament approved 3 billion euros in Swedish military aid.", "Sweden", "allocated", None),
        (
            "A German parliament committee pledged 3 billion euros ($3.3 billion).",
            "Germany",
            "committed",
            "$3.3 billion",
        ),
        ("Officials said 3 billion euros were delivered.", None, "delivered", None),
    ],
)
def test_support_names_the_donor_the_step_and_the_same_amount_in_other_money(rows, sentence, donor, step, same):
    amount = {"kind": "aid", "measure": "amount", "object": "euro", "unit": "EUR"}
    page = force_page(sentence, figures=(lambda told: figure(told, "3 billion euros", 3e9, 3e9, **amount),))
    assert cells(rows("support", page), "donor", "step", "value", "currency", "same_as") == [
        (donor, step, "3,000,000,000", "EUR", same)
    ]


def test_standing_tells_where_a_holder_stood_before(rows):
    stand = ("a truce", "Oto Venn", "ceasefire")
    found = rows(
        "standing",
        force_page("He rejects a truce.", (*stand, "rejects", {}), published="2030-05-01", name="a.txt"),
        force_page("He backs a truce now.", (*stand, "supports", {}), published="2030-05-03", name="b.txt"),
        force_page("He still backs a truce.", (*stand, "supports", {}), published="2030-05-04", name="c.txt"),
    )
    assert cells(found, "stance", "since", "last_told", "before", "changed") == [
        ("supports", "2030-05-03", "2030-05-04", "rejects", "2030-05-03")
    ]


def test_disruption_tells_what_where_and_how_long(rows):
    counted = {"kind": "other", "measure": "airport", "object": "airport", "place": Place("Arlen", "OS", 1.0, 2.0, 1)}
    page = force_page(
        "Two airports near Arlen briefly suspended flights. A blackout in Vessin went on for three hours. Calm.",
        figures=(lambda told: figure(told, "Two airports", 2, 2, **counted),),
    )
    assert cells(rows("disruption", page), "service", "place", "value", "lasting") == [
        ("air traffic", "Arlen", "2 airports", "briefly"),
        ("power", "Vessin", None, "for three hours"),
    ]


@pytest.mark.parametrize("name", BOARDS)
def test_what_was_published_later_or_without_a_date_was_not_known(rows, name):
    later = force_page(
        "A peacekeeping force: its headquarters will be in Arlen. Trains were delayed. Oto Venn backs a truce.",
        ("backs a truce", "Oto Venn", "ceasefire", "supports", {}),
    )
    undated = reading(
        later.report.__class__(**{**_fields(later.report), "published": None, "name": "u.txt"}), page=Page()
    )
    assert rows(name, later, undated, as_of="2030-05-03") == []


def _fields(of):
    return {name: getattr(of, name) for name in of.__slots__}


def test_a_place_asked_for_leaves_out_rows_of_words_alone(rows):
    page = force_page("A peacekeeping force: its headquarters will be in Arlen.")
    assert rows("force", page)
    assert rows("force", page, filters=Filters(where="Arlen")) == []


def test_words_inside_a_statement_are_cited_by_it(tmp_path):
    told = report("Ada Imre said the trains were delayed.", published="2030-05-04")
    said = statement(told, "the trains were delayed", mention(told.text, "Ada Imre"))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading(told, statements=(said,)), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        (row,) = board("disruption", view)
        assert [each.text for each in speaking(Known(view), "disruption.service")] == [told.text]
    assert (row.cells["said_by"], row.evidence["service"][0].id) == ("Ada Imre", said.statement_id)


def test_what_one_voice_says_of_a_seat_in_several_reports_is_one_row(tmp_path):
    text = "A peacekeeping force: its headquarters will be in Arlen."
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for day in (3, 5, 4):
            told = report(f"{text} Day {day}.", published=f"2030-05-0{day}", name=f"day-{day}.txt")
            ledger.add(reading(told, page=Page(published=f"2030-05-0{day}")), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        (row,) = [row for row in board("force", view) if row.cells["aspect"] == "command"]
    assert (row.cells["party"], row.cells["reports"], row.cells["since"]) == ("Arlen", 3, "2030-05-03")
    assert [each.report for each in row.evidence["party"]] == ["day-3.txt", "day-4.txt", "day-5.txt"]


def test_sentences_are_cut_at_marks_and_lines_alone_and_what_reaches_over_two_is_looked_at_in_both(tmp_path):
    first, second = "Power was cut off at 3 p.m. by Mr. Venn.", "No trains ran; airports closed"
    text = f"\n  Flights at Arlen\nwere suspended. {first}\n\n{second}"
    told = report(text, published="2030-05-04")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading(told, page=Page(published="2030-05-04")), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        found = list(speaking(Known(view), "disruption.service"))
    assert [each.text for each in found] == [first, second]
    assert all(told.text[each.start : each.start + len(each.text)] == each.text for each in found)


def test_words_are_cited_by_the_first_statement_they_touch_and_furniture_tells_nothing(tmp_path):
    text = "Ada Imre said the trains were delayed, and airports closed. Oto Venn said power was cut.\nAirports closed."
    told = report(text, published="2030-05-04")
    said = (
        statement(told, "power was cut", mention(text, "Oto Venn")),
        statement(told, "the trains were delayed, and airports closed", mention(text, "Ada Imre")),
        statement(told, "airports closed", mention(text, "Ada Imre")),
    )
    below = text.index("\n") + 1
    page = Page(published="2030-05-04", furniture=(Furniture(below, len(text), "related"),))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading(told, statements=said, page=page), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        cited = {row.cells["service"]: row.evidence["service"][0].id for row in board("disruption", view)}
    assert cited == dict.fromkeys(("railways", "air traffic"), said[1].statement_id)


def test_a_seat_that_moves_between_two_cities_is_both(rows):
    page = force_page("A peacekeeping force took shape. Its headquarters is to move between Arlen and Ostrel.")
    seats = [row for row in rows("force", page) if row.cells["aspect"] == "command"]
    assert [(row.cells["party"], row.cells["value"]) for row in seats] == [
        ("Arlen", "by turns"),
        ("Ostrel", "by turns"),
    ]


@pytest.mark.parametrize(
    ("told", "seats"),
    [
        ("Its command post alternates between two towns, Arlen and Ostrel.", ("Arlen", "Ostrel")),
        (
            "The headquarters, which will alternate between the towns of Arlen and Ostrel, opens soon.",
            ("Arlen", "Ostrel"),
        ),
        ("Between Arlen and Ostrel, the headquarters would alternate each half-year.", ("Arlen", "Ostrel")),
        ("The seat of the force will rotate, with Arlen and Ostrel named.", ()),
        ("The force will have its headquarters in the port of Arlen.", ("Arlen",)),
        ("Its headquarters will open in May.", ()),
    ],
)
def test_the_seat_is_read_wherever_its_places_stand(rows, told, seats):
    found = rows("force", force_page(f"A peacekeeping force took shape. {told}"))
    assert tuple(row.cells["party"] for row in found if row.cells["aspect"] == "command") == seats


def test_an_unknown_board_is_named(tmp_path):
    with Ledger.open(tmp_path / "ledger.db"), View.open(tmp_path / "ledger.db") as view, pytest.raises(UsageError):
        board("weather", view)


def test_the_index_of_words_finds_phrases_over_a_gap_of_names_in_parts(rows):
    names = "to Al-Sharqiyah-West, Saint-Jean-de-Luz and Tel-Aviv-Yafo"
    (row,) = rows("disruption", reading(report(f"Flights {names} were suspended.", published="2030-05-04")))
    assert row.cells["service"] == "air traffic"


@pytest.mark.parametrize("name", ["disruption.service", "force.itself", "ceasefire.off_limits", "ceasefire.accusing"])
def test_pieces_of_words_lead_to_all_sentences_that_a_pattern_finds(name):
    finder = board_words().finders[name]
    phrases = board_words().phrases[name]
    spoken = (each.replace("*", "ed").replace("?", "s").replace(" … ", " of them ") for each in phrases)
    told = [f"On Friday {words.upper()} there." for words in spoken]
    assert all(finder.search(each, in_small(each)) for each in told)
    assert {start for text in told for start, _ in finder.places(in_small(text))}
    assert not finder.is_likely(in_small("Nothing of it was told İn town."))
