"""A word points to the country it names, and to no other."""

from __future__ import annotations

import pytest

from trucewatch.vocab.countries import Country, countries, side_of


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("Britain", "GB"),
        ("US", "US"),
        ("U.S.", "US"),
        ("the United States", "US"),
        ("America", "US"),
        ("DRC", "CD"),
        ("Congo", "CD"),
        ("Republic of the Congo", "CG"),
        ("Türkiye", "TR"),
        ("Cote d’Ivoire", "CI"),
        ("Kosovo", "XK"),
        ("Palestine", "PS"),
        ("Taiwan", "TW"),
        ("RUSSIA", "RU"),
        ("the Netherlands", "NL"),
        ("South Sudan", "SS"),
        ("Myanmar", "MM"),
        ("Burma", "MM"),
    ],
)
def test_a_name_or_alias_finds_its_country(word: str, code: str) -> None:
    found = countries().find(word)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("word", ["us", "Us", "uk", "it", "Gaza", "West Bank", "Moscow", "Russian", "", "Nowhere"])
def test_a_word_that_names_no_country_finds_none(word: str) -> None:
    assert countries().find(word) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Russian", "RU"),
        ("Russians", "RU"),
        ("Ukrainian", "UA"),
        ("British", "GB"),
        ("Britons", "GB"),
        ("French", "FR"),
        ("Thai", "TH"),
        ("Thais", "TH"),
        ("Cambodian", "KH"),
        ("Israelis", "IL"),
        ("Lebanese", "LB"),
        ("Congolese", "CD"),
        ("Rwandan", "RW"),
        ("Sudanese", "SD"),
        ("South Sudanese", "SS"),
        ("Saudi", "SA"),
        ("Emirati", "AE"),
        ("Yemeni", "YE"),
        ("Azeri", "AZ"),
        ("Palestinians", "PS"),
    ],
)
def test_a_word_for_a_people_finds_its_country(word: str, code: str) -> None:
    found = countries().demonym(word)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("word", ["Congoleses", "Frenchs", "Chineses"])
def test_no_plural_is_made_of_a_word_that_has_none(word: str) -> None:
    assert countries().demonym(word) is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Moscow", "RU"),
        ("Kyiv", "UA"),
        ("Kiev", "UA"),
        ("Washington", "US"),
        ("KYIV", "UA"),
        ("Phnom Penh", "KH"),
        ("Sana’a", "YE"),
        ("N'Djamena", "TD"),
        ("Bogotá", "CO"),
        ("Tel Aviv", "IL"),
        ("New Delhi", "IN"),
    ],
)
def test_a_capital_finds_its_country(word: str, code: str) -> None:
    found = countries().capital(word)
    assert found is not None
    assert found.code == code


def test_the_united_kingdom_is_uk_as_a_side_and_gb_as_a_place() -> None:
    britain = countries().find("Britain")
    assert britain is not None
    assert (britain.code, side_of(britain)) == ("GB", "UK")
    assert countries().code("UK") == britain


def test_a_made_up_country_can_be_added_without_touching_the_table() -> None:
    more = countries().extended([Country("QA", "Vardonia", demonyms=("Vardonian",), capital="Osk")])
    assert [c and c.name for c in (more.find("Vardonia"), more.demonym("Vardonians"), more.capital("Osk"))] == [
        "Vardonia"
    ] * 3
    assert countries().find("Vardonia") is None


def test_codes_are_unique_and_the_world_is_covered() -> None:
    codes = [c.code for c in countries()]
    assert len(codes) == len(set(codes)) == len(countries())
    assert len(codes) >= 195
