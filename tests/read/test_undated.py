"""Undated pages: which day do days without a year tell, by known events and by the wars and truces of their sides?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trucewatch.read.anchors import anchored
from trucewatch.read.undated import day_told
from trucewatch.vocab.chronology import chronology, event_of

SIDES = [["Ruritan*"], ["Tessin*"]]
ROWS = (
    {"label": "War", "start": "2031-05-02", "end": "2031-06-10", "kind": "war", "terms": SIDES},
    {"label": "Truce", "start": "2031-06-10", "kind": "truce", "terms": SIDES},
    {"label": "Long war", "start": "2024-02-24", "kind": "war", "terms": [["Strelsau"], ["Zenda"]]},
    {"label": "Blast", "date": "2031-05-20", "terms": [["Osk"], ["depot"], ["blast"]]},
)
EVENTS = chronology(tuple(event_of(row, "test") for row in ROWS))
EVENTS = replace(EVENTS, eras=tuple(e for e in EVENTS.eras if e.label in {"War", "Truce", "Long war"}))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # a day inside a short war of both sides
        ("Ruritanian shells killed four in Tessin on May 14, officials said.", date(2031, 5, 14)),
        # the weekday that the lead names lies behind the day
        ("Tessin buried four on Friday. Ruritanian shells had killed them on May 14.", date(2031, 5, 16)),
        # a weekday beside the date must be its own
        ("Ruritanian shells killed four in Tessin on Wednesday, May 14.", date(2031, 5, 14)),
        ("Ruritanian shells killed four in Tessin on Monday, May 14.", None),
        # the first words tell of the day after the dated one
        ("Tessin buried four on Thursday. Ruritania shelled it on Wednesday, May 14.", date(2031, 5, 15)),
        # in a long war a weekday beside its date names the year, a date alone does not
        ("Strelsau hit Zenda on Thursday, May 14.", date(2026, 5, 14)),
        ("Strelsau hit Zenda on May 14.", None),
        # a day told by the way far down is no news; of two in a week the later is
        (f"Tessin buried four on Friday. {'Ruritania was silent. ' * 35}Shells killed two on May 14.", None),
        (
            f"Tessin buried four on Friday. {'Ruritania was silent. ' * 35}Shells killed two on May 12 and on May 14.",
            date(2031, 5, 16),
        ),
        # the lead tells of the eve of the day of the telling
        ("Tessin, May 14: Ruritanian shells killed four on Tuesday.", date(2031, 5, 14)),
        # the day of a known event, with the words that tell it
        ("The May 20 blast at a depot in Osk took nine lives.", date(2031, 5, 20)),
        # the start of a truce tells the year but is no news; the end of a month is
        ("Tessin and Ruritania have kept the truce that took effect on June 10.", None),
        (
            (
                "Tessin said on Sunday that Ruritania had killed 9 since the truce took effect on 10 June. "
                "200 trucks came in by the end of June."
            ),
            date(2031, 7, 6),
        ),
        # what is still to come, a later year, sides that are not named: nothing
        ("Ruritania and Tessin will meet on May 14.", None),
        ("Ruritanian shells killed four in Tessin on May 14. They have met since 2033.", None),
        ("Shells killed four in Varos on May 14.", None),
    ],
)
def test_days_without_a_year_date_a_page_whose_war_is_known(text, day):
    found = day_told((text,), EVENTS)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Six died in Osk on Friday, ten days into a truce between Ruritania and Tessin.", date(2031, 6, 20)),
        ("Six died in Osk on Sunday, ten days into a truce between Ruritania and Tessin.", None),
        ("A blast at a depot in Osk, eight days ago, killed nine, the mayor said on Wednesday.", date(2031, 5, 28)),
        ("A blast at a depot in Osk, eight days ago, killed nine, the mayor said on Friday.", None),
        (
            "Ruritanian jets hit Tessin again. The fighting broke out on Friday; guns were heard on Saturday.",
            date(2031, 5, 3),
        ),
    ],
)
def test_days_counted_from_known_events_and_truces_date_a_page(text, day):
    found = anchored((text,), EVENTS)
    assert (found[0] if found else None) == day
