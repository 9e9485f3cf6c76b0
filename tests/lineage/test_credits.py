"""A credit names whose text it is; quoting an agency, or its photograph, does not."""

from __future__ import annotations

import pytest
from lineage_reports import ELSEWHERE, report

from trucewatch.lineage.credits import credits_of, retold_by
from trucewatch.model import Story


def _agencies(text: str, **more) -> set[str]:
    reading = report(text, **more)
    found = credits_of(reading, reading.page.stories[0])
    for each in found:
        if each.start is not None:
            assert text[each.start : each.end] == each.wording
    return {each.agency for each in found}


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"PORT LISSA (AP) — Ships burned. {ELSEWHERE}", "Associated Press"),
        (f"PORT LISSA, Ostria, May 3 (Reuters) - Ships burned. {ELSEWHERE}", "Reuters"),
        (f"By Mara Holt, Associated Press\n\n{ELSEWHERE}", "Associated Press"),
        (f"By The Associated Press\n\n{ELSEWHERE}", "Associated Press"),
        (f"{ELSEWHERE}\nThe Associated Press contributed to this report.", "Associated Press"),
        (f"{ELSEWHERE}\nReuters and local staff contributed reporting to this story.", "Reuters"),
        (f"{ELSEWHERE}\n(Reporting by Jo Fenn for Reuters; editing by Al Reed)", "Reuters"),
        (f"{ELSEWHERE}\nWith files from AFP.", "AFP"),
        (f"{ELSEWHERE}\n— AFP", "AFP"),
        (f"{ELSEWHERE}\nSource: Interfax", "Interfax"),
        (f"{ELSEWHERE}\n© 2031 AFP. All rights reserved.", "AFP"),
        (f"{ELSEWHERE}\nThis story was originally published by Reuters.", "Reuters"),
    ],
)
def test_a_credit_is_found(text: str, agency: str) -> None:
    assert _agencies(text) == {agency}


@pytest.mark.parametrize(
    "text",
    [
        f"Ships burned in Port Lissa, according to AFP. {ELSEWHERE}",
        f"{ELSEWHERE}\nThe minister told Reuters that nothing was lost.",
        f"{ELSEWHERE}\nThe Associated Press counted 12 ships.",
        f"{ELSEWHERE}\nPhoto: Reuters",
        f"{ELSEWHERE}\nAP Photo/Jo Fenn",
        f"{ELSEWHERE}\nThe governor has ap plied for aid (ap).",
    ],
)
def test_what_is_no_credit(text: str) -> None:
    assert _agencies(text) == set()


def test_the_page_itself_may_carry_the_credit() -> None:
    assert _agencies(ELSEWHERE, outlet="AP") == {"Associated Press"}
    assert _agencies(ELSEWHERE, authors=("Agence France-Presse",)) == {"AFP"}


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"Ships burned, Reuters reports. {ELSEWHERE}", {"Reuters"}),
        (f"Ships burned, reported AFP on Monday. {ELSEWHERE}", {"AFP"}),
        (f"Ships burned, said the paper, citing the Associated Press. {ELSEWHERE}", {"Associated Press"}),
        (f"The Interfax news agency writes that ships burned. {ELSEWHERE}", {"Interfax"}),
        (f"The minister told Reuters that nothing was lost. {ELSEWHERE}", set()),
        (f"Ships burned, according to AFP. {ELSEWHERE}", set()),
        (f"{ELSEWHERE}\nReuters", set()),
    ],
)
def test_a_story_may_say_whose_report_it_tells_again(text: str, agency: set[str]) -> None:
    reading = report(text)
    assert retold_by(reading, reading.page.stories[0]) == agency


def test_the_last_story_keeps_the_credit_that_stands_below_it() -> None:
    text = f"{ELSEWHERE}\nReuters\n"
    reading = report(text, stories=(Story(0, len(ELSEWHERE)),))
    assert {each.agency for each in credits_of(reading, reading.page.stories[0])} == {"Reuters"}
    second = report(text + ELSEWHERE, stories=(Story(0, len(ELSEWHERE)), Story(len(text), len(text) + len(ELSEWHERE))))
    assert not credits_of(second, second.page.stories[0])
