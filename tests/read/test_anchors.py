"""An undated story is dated by the known events that it tells as news, and by nothing that it tells as past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trucewatch.ids import text_hash
from trucewatch.model import Report
from trucewatch.read.anchors import anchored
from trucewatch.read.layout import lay_out
from trucewatch.read.reader import read, standard_rules
from trucewatch.vocab.chronology import chronology, event_of

# 4 April 2031 is a Friday.
EVENTS = chronology(
    (
        event_of(
            {
                "label": "Strike on Osk",
                "date": "2031-04-04",
                "kind": "strike",
                "terms": [["Osk"], ["@missile"], ["playground", "children"]],
            },
            "test",
        ),
        event_of(
            {
                "label": "Velmar talks",
                "date": "2031-04-10",
                "kind": "talks",
                "terms": [["Velmar"], ["Brandt"], ["@talks"]],
            },
            "test",
        ),
    )
)
STRIKE = "A missile hit a playground in Osk"


def day(*paragraphs: str) -> date | None:
    found = anchored(paragraphs, EVENTS)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("paragraphs", "published"),
    [
        ((f"{STRIKE} on Friday and killed nine, officials said.",), date(2031, 4, 4)),
        ((f"Mourners gathered on Saturday. {STRIKE} on Friday and killed nine.",), date(2031, 4, 5)),
        (("The toll of a missile strike on children in Osk rose to nine on Saturday. The missile on Friday hurt 72.",),
         date(2031, 4, 5)),
        (("Generals met in the capital on Tuesday.", f"{STRIKE} on Friday and killed nine."), date(2031, 4, 8)),
        ((f"{STRIKE} on Friday and killed nine.", "The next talks are due on Sunday."), date(2031, 4, 4)),
        ((f"{STRIKE} on Friday.", "A truce agreed on Monday had raised hopes.", "Shops closed on Tuesday."),
         date(2031, 4, 4)),
        ((f"{STRIKE} on Friday.", "Brandt will hold talks in Velmar on Thursday."), date(2031, 4, 4)),
        (("Brandt was expected in Velmar for Thursday's talks.", "Shells fell on Osk on Thursday."), date(2031, 4, 10)),
        ((f"{STRIKE} overnight and killed nine.",), date(2031, 4, 4)),
        ((f"{STRIKE} on Friday in the bloodiest raid since talks failed two years ago.",), date(2031, 4, 4)),
        ((f"OSK, April 5 (Agency) - {STRIKE} late on Friday and killed nine.",), date(2031, 4, 4)),
    ],
)  # fmt: skip
def test_the_latest_day_that_its_weekdays_reach_is_the_storys(paragraphs, published):
    assert day(*paragraphs) == published


@pytest.mark.parametrize(
    "paragraphs",
    [
        (f"{STRIKE} and killed nine.",),
        (f"{STRIKE} on Tuesday and killed nine.",),
        (f"{STRIKE} on Friday, April 4, and killed nine.",),
        (f"In 2031 {STRIKE.lower()} on a Friday.",),
        (f"Talks went on on Friday. {STRIKE} last month.",),
        ("On Friday, a year after a missile hit a playground in Osk, mourners lit candles.",),
        ("No talks were held since a missile hit a playground in Osk, Brandt said on Friday.",),
        (f"{STRIKE} on Friday.", "It was the worst day since then, a court found on 3 May 2031."),
        (f"{STRIKE} on Friday.", "The war ended in 2033."),
        ("Brandt will hold talks in Velmar on Thursday.",),
        ("Shells fell on a market in Tessin on Friday and killed nine.",),
        ("On Friday the court heard a witness.", "Trains ran.", "Rain fell.", "Prices rose.", f"{STRIKE}, he said."),
        (),
    ],
)
def test_in_doubt_a_story_has_no_day(paragraphs):
    assert day(*paragraphs) is None


def test_what_it_rests_on_is_named():
    assert anchored((f"{STRIKE} on Friday.",), EVENTS) == (date(2031, 4, 4), "chronology: Strike on Osk")


def page(text: str):
    return lay_out(Report("r1-test", "test.txt", text, text_hash(text)), EVENTS)[0]


@pytest.mark.parametrize(
    ("text", "published", "evidence"),
    [
        (
            f"{STRIKE} on Friday and killed nine people.\nThe army said nothing.",
            "2031-04-04",
            "chronology: Strike on Osk",
        ),
        (f"Published 9 April 2031\n{STRIKE} on Friday and killed nine people.", "2031-04-09", "date line"),
        (
            f"{STRIKE} on Friday and killed nine.\nWe mourn.\n— Ana (@ana) April 6, 2031\nRain fell.",
            "2031-04-06",
            "embed",
        ),
        (
            f"{STRIKE} on Friday and killed nine.\nWe mourn.\n— Ana (@ana) April 3, 2031\nBrandt spoke on Saturday.",
            "2031-04-05",
            "chronology: Strike on Osk",
        ),
    ],
)
def test_known_events_date_a_page_only_where_nothing_better_does(text, published, evidence):
    found = page(text)
    assert (found.published, found.published_evidence) == (published, evidence)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (
            "12 APR, 09:10\nWaters rise\nThe Osk moratorium on blockades holds, the mayor said on Saturday.",
            "2031-04-12",
        ),
        ("12 APR, 09:10\nWaters rise\nThe Osk moratorium on blockades holds, the mayor said.", "2031-04-12"),
        ("12 APR, 09:10\nWaters rise\nThe Osk moratorium on blockades holds, the mayor said on Monday.", None),
        ("12 SEP, 09:10\nWaters rise\nThe Osk moratorium on blockades holds, the mayor said.", None),
        ("Waters rise\nThe Osk moratorium on blockades holds, the mayor said on Saturday.", None),
    ],
)
def test_what_lasts_for_weeks_gives_a_page_its_year_but_no_day(text, published):
    row = {"label": "Moratorium", "start": "2031-04-02", "end": "2031-05-02", "terms": [["Osk"], ["moratorium"]]}
    found = lay_out(Report("r1-test", "test.txt", text, text_hash(text)), chronology((event_of(row, "test"),)))[0]
    assert found.published == published


def test_events_a_week_apart_date_nothing():
    later = event_of({"label": "Fire", "date": "2031-05-16", "terms": [["Tessin"], ["fire"]]}, "test")
    story = (f"{STRIKE} on Friday.", "A fire broke out in Tessin on Friday.")
    assert anchored(story, chronology((*EVENTS.events[:2], later))) is None


def era(label: str, start: str, kind: str = "truce"):
    return event_of(
        {"label": label, "start": start, "end": "2031-12-31", "kind": kind, "terms": [["Osk*"], ["Velm*"]]}, "test"
    )


WARS = (era("War of Osk", "2031-04-01", "war"), era("Truce of Osk", "2031-05-20"))  # both Tuesdays
FAINT = tuple(
    event_of({"label": f"Fire in {place}", "date": day_, "terms": [[place], ["fire"]], "hints": [["harbour"]]}, "test")
    for place, day_ in (("Tessin", "2031-04-04"), ("Lund", "2031-04-05"), ("Kerk", "2031-08-01"))
)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Mourners met on Sunday, two days after {STRIKE.lower().replace('osk', 'Osk')}.", date(2031, 4, 6)),
        (f"Mourners met on Monday, two days after {STRIKE.lower().replace('osk', 'Osk')}.", None),
        (f"Mourners met on Sunday, a week after {STRIKE.lower().replace('osk', 'Osk')}.", date(2031, 4, 13)),
        ("Shells fell on Thursday, two days after a truce of Osk and Velmar took effect.", date(2031, 5, 22)),
        ("Shells fell on Friday, two days after a truce of Osk and Velmar took effect.", None),
        ("The truce of Osk and Velmar that took effect on Tuesday holds.", date(2031, 5, 20)),
        # the truce's own Tuesday lies in the week before
        (
            "Shells fell, he said on Monday. The agreement of Osk and Velmar took effect on Tuesday of last week.",
            date(2031, 5, 26),
        ),
        (
            "Shells fell on Saturday in the worst hours since a truce of Osk and Velmar began six weeks ago.",
            date(2031, 6, 28),
        ),
        (
            "Mourners met on Saturday, following a missile strike on a playground in Osk the previous day.",
            date(2031, 4, 5),
        ),
        ("In Osk on Saturday, a day after a missile hit a playground near Osk, mourners met.", date(2031, 4, 5)),
        ("Oskan and Velman troops fought for a fourth day on Friday.", date(2031, 4, 4)),
        ("Oskan and Velman troops fought for a fourth day on Sunday.", None),
        ("War of Osk and Velmar: key events on day 120\nShells fell in the night.", date(2031, 7, 30)),
        ("War of Osk and Velmar: key events on day 12\nShells fell in the night.", None),
        # the day of the event is told further down, the story opens with the one after
        (
            (
                f"{STRIKE}, the mayor said on Saturday.\nSmoke hung over the harbour.\nShops were shut all day.\n"
                "Nobody slept in the cellars.\nThe sirens had sounded late on Friday."
            ),
            date(2031, 4, 5),
        ),
        # a later date that is still to come is none of the past
        (f"{STRIKE} on Friday. The mission stays until May 9, 2032.", date(2031, 4, 4)),
        (f"{STRIKE} on Friday. Shells fell on May 9, 2032.", None),
        # what is announced by somebody is not still to come
        (f"An announcement by the army on Friday was short. {STRIKE}.", date(2031, 4, 4)),
        ("A fire broke out in Tessin on Friday.", None),
        ("A fire broke out in Tessin's harbour on Friday.", date(2031, 4, 4)),
        ("A fire broke out in Tessin on Friday. On Saturday a fire began in Lund.", date(2031, 4, 5)),
        ("A fire broke out in Tessin on Friday. On Friday a fire began in Kerk.", None),
    ],
)
def test_a_story_is_dated_by_what_it_counts_from_and_by_faint_events_that_agree(text, published):
    found = anchored((text,), chronology((*EVENTS.events[:2], *WARS, *FAINT)))
    assert (found[0] if found else None) == published


def test_what_was_told_on_the_day_after_dates_a_story_only_where_its_words_are_many():
    row = {"label": "Fire", "date": "2031-05-16", "terms": [["Tessin"], ["fire"], ["mill"], ["nine"]]}  # a Friday
    story = ("A fire in a mill in Tessin killed nine, the mayor said on Saturday.",)
    assert anchored(story, chronology((event_of(row, "test"),))) == (date(2031, 5, 17), "chronology: Fire")
    assert anchored(story, chronology((event_of({**row, "terms": row["terms"][:3]}, "test"),))) is None


NAMED = "A missile that hit a playground in Osk killed nine people, the governor said."


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (f"Published 9 April 2031\n\n{NAMED}", ("2031-04-04", "2031-04-04")),
        (f"Published 9 April 2031\n\n{NAMED}\nThe attack wounded 72 people.", ("2031-04-04", "2031-04-04")),
        (f"Published 9 July 2031\n\n{NAMED}", None),
        (f"Published 2 April 2031\n\n{NAMED}", None),
        (
            "Published 9 April 2031\n\nOn Monday a missile that hit a playground in Osk killed nine people.",
            ("2031-04-07", "2031-04-07"),
        ),
        (NAMED, None),
    ],
)
def test_a_recent_known_event_gives_its_day_to_figures_told_without_a_time(text, when):
    rules = replace(standard_rules(), events=EVENTS)
    figures = read(Report("r1-test", "test.txt", text, text_hash(text)), rules).figures
    assert figures
    assert {(f.when.start, f.when.end) if f.when else None for f in figures} == {when}


def test_the_time_of_a_post_never_reaches_the_report_around_it():
    text = (
        "Generals met in the capital on Saturday.\n"
        f"Shells fell on Tessin last night.\n— Ana (@ana) April 6, 2031\n{NAMED}\n"
        "The attack wounded 72 people."
    )
    rules = replace(standard_rules(), events=EVENTS)
    figures = read(Report("r1-test", "test.txt", text, text_hash(text)), rules).figures
    assert {f.when.start for f in figures if f.when} == {"2031-04-04"}
