"""Homeland: which country holds a total that its report puts in no town?"""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Report
from trucewatch.read import read
from trucewatch.read.undated import latest_told


def _places(text: str) -> dict[str, str | None]:
    seen = text_hash(text)
    report = Report(report_id(None, None, seen), "test", text, seen, published="2025-06-26")
    return {f.span.wording: f.place.country if f.place else None for f in read(report).figures}


@pytest.mark.parametrize(
    ("text", "wording", "country"),
    [
        ("Iran and Israel agreed a truce. The health ministry of Iran counted 310 dead.", "310", "IR"),
        ("Iran and Israel agreed a truce. On the Israeli side, rescuers confirmed 17 deaths.", "17 deaths", "IL"),
        ("Iran and Israel agreed a truce. Israeli jets killed 420 people.", "420 people", "IR"),
        ("Iran and Israel agreed a truce. Some 5,000 Israelis cannot go home.", "Some 5,000 Israelis", "IL"),
        # nobody says whose land it was
        ("Iran and Israel agreed a truce. A monitor counted 420 dead.", "420", None),
        # monitors based in a country count elsewhere
        ("Iran and Israel agreed a truce. An Iran-based group counted 420 dead.", "420", None),
    ],
)
def test_a_total_without_a_town_is_of_the_land_that_its_words_tell(text, wording, country):
    found = _places(text)
    assert found[wording] == country, found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shells fell on 9 May. Between 2 March 2024 and 10 May 2024, 300 people died.", date(2024, 5, 10)),
        ("As things stand on Monday 12 May 2025: all is quiet after Monday's raid.", date(2025, 5, 12)),
        # a war's first day alone is never the page's
        ("Since 7 October 2023 the war has killed 300 people.", None),
        # a later year, a day past it
        ("Shells fell on 9 May 2024. Talks go on since 2026. On 8 May a truce broke.", None),
        ("The truce of 10 May 2024 broke on 9 May, and on 30 May it was renewed.", None),
    ],
)
def test_a_page_is_of_the_latest_full_day_it_tells_among_days_around_it(text, day):
    found = latest_told((text,))
    assert (found[0] if found else None) == day
