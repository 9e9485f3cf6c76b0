"""Names of sources that end, or begin, where a reader of names alone would not expect it."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of, speakers_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Inspector General of Police (IGP) Sajid Anwar said that nine suspects were held.", ["Sajid Anwar"]),
        ("IGP Sajid Anwar said that nine suspects were held.", ["Sajid Anwar"]),
        ("The town's police chief (SSP) Arif Khan said three men were killed.", ["Arif Khan"]),
        ("Clinics Without Limits said at least seven were killed.", ["Clinics Without Limits"]),
        ("Its deputy spokesman, Duop Both Lam, said troops had carried out 16 raids.", ["Duop Both Lam"]),
        ("A 31-year-old porter said he hid for nine hours.", ["porter"]),
        ("In mid-May the militia said that it had killed 20 soldiers.", ["militia"]),
        ("Nine drivers were killed, North Valley Monitor said on Friday.", ["North Valley Monitor"]),
        ("Two people were shot dead, medics at Al-Nur hospital said.", ["medics at Al-Nur hospital"]),
        ("Four sailors died, a source at a shipping firm said.", ["source at shipping firm"]),
        ("Nine were hurt, a nurse at the hospital said.", ["nurse"]),
        ("Yesterday managers said the number of injured was 71.", ["managers"]),
        (
            "At Osk hospital, managers said 71 were injured. Repairs may cost a million, they said.",
            ["managers at Osk hospital", "managers at Osk hospital"],
        ),
        ("The chairman of Osk council, Alhaji Modu Karim, told reporters that nine fled.", ["Alhaji Modu Karim"]),
        ("The Director of Relief of the Varos Coast Guard, Ehis Odal, said nine fled.", ["Ehis Odal"]),
        ("Commander-in-chief Mazlan Koban said that nine fled.", ["Mazlan Koban"]),
        ("The governor of Osk, Lena Karim, yesterday confirmed that nine fled.", ["Lena Karim"]),
        ("Nine fled, said a woman who gave her name only as Narina.", ["Narina"]),
        ("Nine fled, a resident named Yevhen said.", ["Yevhen"]),
        ("Velmar Hospital in Deir al-Varos said it had received 20 bodies.", ["Velmar Hospital"]),
        ("In Gaza, Velmar Hospital in Deir al-Balah said at least 10 bodies came in.", ["Velmar Hospital"]),
        (
            "Lt Gen Karim Odal, who heads the press office, said nine died. No hostage was hurt, he said.",
            ["Karim Odal", "Karim Odal"],
        ),
        (
            "The army's forces fired back. The Houthis gave another account. They said nine died.",
            ["Houthis"],
        ),
        (
            "The ministry said nine died. Seven of them died in the Osk hospital. It said 30 were hurt.",
            ["ministry", "ministry"],
        ),
        (
            "A war monitor said nine died in Osk.\n\nThe Varos Observatory for Rights said 30 were hurt.",
            ["Varos Observatory for Rights", "Varos Observatory for Rights"],
        ),
        (
            "Drone kills nine in Osk, medical group says\n\nThe Varos Doctors Network said it happened at dawn.",
            ["Varos Doctors Network", "Varos Doctors Network"],
        ),
        ("Armenia's Human Rights Defender Ana Grigorian said three civilians were hurt.", ["Ana Grigorian"]),
        (
            "The governor's press centre said nine were hurt. The same office said two had died.",
            ["governor's press centre", "governor's press centre"],
        ),
    ],
)
def test_who_speaks_has_a_whole_name(text: str, names: list[str]) -> None:
    assert speakers_of(text) == names


def test_a_watch_that_a_researcher_works_for_is_not_the_researcher() -> None:
    text = (
        "Nine drivers were killed, North Valley Monitor said on Friday. "
        '"It is a crime," said Ana Moreno, senior researcher at North Valley Monitor.'
    )
    assert speakers_of(text) == ["North Valley Monitor", "Ana Moreno"]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("The harbour office published a list of 875 breaches on Monday.", "875 breaches"),
        ("The harbour office published a list of 875 breaches on Monday. They include 49 raids.", "49 raids"),
        ("The harbour office said it had counted 80 dead. These include nine children.", "nine children"),
    ],
)
def test_who_puts_out_a_list_claims_what_it_counts(text: str, wording: str) -> None:
    assert {f.span.wording: f.source.name for f in figures_of(text)}[wording] == "harbour office"


def test_a_list_that_nobody_put_out_is_the_outlets() -> None:
    text = "A list of 875 breaches lies on the table. They include 49 raids."
    assert {f.source.name for f in figures_of(text)} == {"outlet"}


@pytest.mark.parametrize("land", ["South Sudan's", "The South Sudanese"])
def test_a_land_of_two_words_is_not_the_one_it_ends_with(land: str) -> None:
    assert speakers_of(f"{land} army said it sank nine boats.") == ["South Sudanese Army"]
