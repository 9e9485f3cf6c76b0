"""Any place of the world is found by any of its common names, from one small file that is what it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from trucewatch.errors import ConfigError
from trucewatch.vocab import gazetteer as module
from trucewatch.vocab.build_gazetteer import Raw, compile_index
from trucewatch.vocab.gazetteer import MAGIC, Entry, Gazetteer, fold_name

DATA = Path(module.__file__).parent / "data"


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Kryvyi Rih", "UA", "city"), ("Kharkov", "UA", "city"), ("KHARKIV", "UA", "city"), ("Al-Fashir", "SD", "city"),
        ("el Fasher", "SD", "city"), ("Khan Younis", "PS", "city"), ("Goma", "CD", "city"), ("Poipet", "KH", "city"),
        ("Sana’a", "YE", "capital"), ("São Paulo", "BR", "city"), ("Saint Petersburg", "RU", "city"),
        ("South Kivu", "CD", "region"), ("Saratov Oblast", "RU", "region"), ("Surin", "TH", "region"),
        ("Nagorno-Karabakh", "AZ", "region"), ("Ukraine", "UA", "country"), ("Gaza Strip", "PS", "region"),
    ],
)  # fmt: skip
def test_a_name_in_any_usual_spelling_finds_the_place(world: Gazetteer, name: str, country: str, kind: str) -> None:
    assert any(e.country == country and e.kind == kind for e in world.lookup(name)), world.lookup(name)


def test_several_bearers_of_a_name_come_most_populous_first(world: Gazetteer) -> None:
    found = [e for e in world.lookup("Tripoli") if e.kind in {"city", "capital"}]
    assert {"LY", "LB"} <= {e.country for e in found}
    assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)


def test_a_city_knows_its_region_and_its_degrees(world: Gazetteer) -> None:
    city = next(e for e in world.lookup("Horlivka") if e.kind == "city")
    assert city.admin1 is not None
    assert "Donetsk" in city.admin1
    assert city.lat == pytest.approx(48.3, abs=0.1)
    assert city.lon == pytest.approx(38.0, abs=0.1)


@pytest.mark.parametrize("name", ["", "   ", "Xyzzyville", "12345"])
def test_what_no_place_is_called_finds_none(world: Gazetteer, name: str) -> None:
    assert world.lookup(name) == ()
    assert name not in world


def test_lines_and_seas_are_known_with_their_precision(world: Gazetteer) -> None:
    assert [(world.lookup(n)[0].kind, world.lookup(n)[0].precision) for n in ("Line of Control", "Black Sea")] == [
        ("line", 5),
        ("sea", 5),
    ]


def test_a_place_of_a_vocabulary_file_takes_its_identity_from_geonames(world: Gazetteer) -> None:
    assert world.lookup("El Fasher")[0].geonameid == world.lookup("El Fasher")[1].geonameid


def test_an_added_place_comes_first_under_all_its_names() -> None:
    made_up = Entry(None, "Osk", "XX", 1.0, 2.0, kind="town")
    world = Gazetteer.load([(made_up, ("Old Osk",))])
    assert world.lookup("osk")[0] == world.lookup("OLD OSK")[0] == made_up


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Kharkiv", "kharkiv"), ("Sana’a", "sanaa"), ("Deir al-Balah", "deir al balah"), ("Łódź", "lodz"),
        ("St. Louis", "saint louis"), ("  New   York ", "new york"), ("Şırnak", "sirnak"), ("", ""),
    ],
)  # fmt: skip
def test_folding_keeps_the_letters_only(name: str, folded: str) -> None:
    assert fold_name(name) == folded


def test_the_index_is_the_one_whose_checksum_is_recorded_and_credits_its_source() -> None:
    packed = (DATA / "gazetteer.bin").read_bytes()
    recorded = (DATA / "gazetteer.sha256").read_text(encoding="utf-8").split()[0]
    assert hashlib.sha256(packed).hexdigest() == recorded
    assert packed.startswith(MAGIC)
    assert b"GeoNames" in packed[:200]
    assert b"CC BY 4.0" in packed[:200]
    assert len(packed) < 12_000_000


def test_the_same_places_compile_to_the_same_bytes_in_any_order() -> None:
    places = [
        Raw(1, "Osk", "XX", 1.5, -2.5, 1000, "city", "XX.1", {"osk", "old osk"}),
        Raw(2, "Oskland", "XX", 1.0, -2.0, 5000, "region", "XX.1", {"oskland"}),
        Raw(3, "Osk", "YY", 9.0, 9.0, 20, "city", "", {"osk"}),
    ]
    packed = compile_index(places)
    assert packed == compile_index(places[::-1])
    small = Gazetteer(packed)
    assert [(e.geonameid, e.country, e.admin1) for e in small.lookup("Osk")] == [(1, "XX", "Oskland"), (3, "YY", None)]
    assert small.lookup("old osk")[0] == Entry(1, "Osk", "XX", 1.5, -2.5, 1000, "city", "Oskland")


def test_a_file_that_is_not_ours_is_refused_with_the_remedy() -> None:
    with pytest.raises(ConfigError, match="make gazetteer"):
        Gazetteer(b"PK\x03\x04 something else\n")
