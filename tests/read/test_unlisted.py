"""A name that no list holds is a place where the words around it say so, and only there."""

from __future__ import annotations

import re

import pytest
from tests.read_text import figures_of

from trucewatch.read.blocks import Block
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.places import Mention, find_places
from trucewatch.vocab.countries import countries
from trucewatch.vocab.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.load()


def _read(text: str, world: Gazetteer) -> tuple[Mention, ...]:
    blocks = [Block(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return find_places(SpacyGrammar().parse(text, blocks), blocks, world, countries())


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("Clashes with the army at Kolbura, around 20 kilometers north of Goma, left nine dead.", "Kolbura", "city"),
        ("Militants killed three women from Varola, also south of Mosul.", "Varola", "city"),
        ("The army sent troops to Kolo Vadu, near Bethlehem.", "Kolo Vadu", "city"),
        ("A raid around Bulo Kolmar, in Lower Kolbur, killed nine fighters.", "Bulo Kolmar", "city"),
        ("A raid around Bulo Kolmar, in Lower Kolbur, killed nine fighters.", "Lower Kolbur", "region"),
        ("Shots were fired towards Zabrul in the Lachin district.", "Zabrul", "city"),
        ("The worst day came at Kolmar Vadu, where 54 soldiers died.", "Kolmar Vadu", "city"),
        ("Troops crossed into Yarvoun overnight.", "Yarvoun", "city"),
        ("Volunteers drove 850 people out of Kolbura on Friday.", "Kolbura", "city"),
        ("A stun grenade dropped on Kolbura on Thursday hurt a farmer.", "Kolbura", "city"),
        ("The police laid an ambush at Kolbura community on Sunday.", "Kolbura community", "city"),
        ("Seven people were taken from the community of Kolbura Vadu, home to herders.", "Kolbura Vadu", "city"),
        ("Gunmen raided homes in the Kolbura area of Zamfara state.", "Kolbura area", "district"),
        ("Two rockets hit ground in the Kolbura area.", "Kolbura area", "district"),
        ("Two shells fell at the Al-Kolbar military post.", "Al-Kolbar military post", "site"),
        ("Ten died in the Kolbura valley of Pakistan.", "Kolbura valley", "district"),
        ("Three died in Kolbura village of Bakori Local Government Area.", "Bakori Local Government Area", "district"),
        ("A drone hit homes in the East Kolbar Zone of Ethiopia.", "East Kolbar Zone", "district"),
        ("Jets hit a base in the Southern Kolbars of Borno State.", "Southern Kolbars", "region"),
        ("The firing of two rockets toward Mount Kolv broke the truce.", "Mount Kolv", "city"),
        ("Families in the Kolbura and Daw Ta Ye areas fled.", "Kolbura", "district"),
        ("The worst hit villages included Kolbura, Varnui and Zabrul-Vadu on Friday.", "Kolbura", "city"),
        ("The worst hit villages included Kolbura, Varnui and Zabrul on Friday.", "Zabrul", "city"),
        ("They passed through the villages of Kolbura and Zabrul Vadu around noon.", "Zabrul Vadu", "city"),
        ("Troops stormed the village of Kolbur Al-Naqa on Friday.", "Kolbur Al-Naqa", "city"),
        ("Rebels took Kolbura and Zabrul, two villages in Masisi.", "Kolbura", "city"),
        ("Shells fell on the town and on nearby Kolbura Vadu.", "Kolbura Vadu", "city"),
        ("Fire came down on houses in the Kolbura belt.", "Kolbura belt", "district"),
        ("Rebels seized control of the Kolbura area.", "Kolbura area", "district"),
        ("A family died at Kolbura Vadu in Poonch.", "Kolbura Vadu", "city"),
        ("The car reached Kolbura, around three km from Goma.", "Kolbura", "city"),
        ("Six died in Kolbura village of Uri on Friday.", "Kolbura village", "city"),
        ("Shells hit the Kolbura sector of Bhimber.", "Bhimber", "city"),
        ("Gangs hold the edges of Port-au-Prince, 90% of which is theirs.", "Port-au-Prince", "city"),
    ],
)
def test_a_name_on_no_list_is_a_place_where_its_setting_says_so(
    text: str, name: str, level: str, world: Gazetteer
) -> None:
    found = {m.place.name: m for m in _read(text, world)}
    assert name in found
    assert found[name].level == level
    assert found[name].is_where


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The blame fell on Kolbar, who was away in Goma.", "Kolbar"),
        ("Seyran Kolbaryan, the community head, told of it in Goma.", "Seyran Kolbaryan"),
        ("Leaders of the local Kolbar community came to Goma.", "Kolbar community"),
        ("The Washington Post quoted a soldier as saying so.", "Washington Post"),
        ("The army spoke to Kolbar, in Goma, on Friday.", "Kolbar"),
        ("One ward had been hit in Goma.", "One ward"),
        ("Two South Africans died in Goma.", "South Africans"),
        ("Violence spread through West Africa.", "West Africa"),
        ("At the gate in Goma, John Kolbar, a tailor, waited.", "John Kolbar"),
        ("Gangs roam Port-au-prince by night.", "Port"),
        ("Families fled from the Shiite villages near Goma.", "Shiite"),
    ],
)
def test_persons_peoples_papers_and_wards_are_no_places(text: str, name: str, world: Gazetteer) -> None:
    assert name not in {m.place.name for m in _read(text, world)}


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("A shell hit a house in the Shujaiya neighborhood of Gaza City.", "Shujaiya neighborhood", "Gaza City"),
        ("Shells fell in the Kherson region of Ukraine.", "Kherson region", "Ukraine"),
        ("Shells fell in the Kolbura district of Borno State.", "Kolbura district", "Borno State"),
    ],
)
def test_what_of_names_behind_a_part_only_frames_it(text: str, inner: str, outer: str, world: Gazetteer) -> None:
    found = {m.place.name: m for m in _read(text, world)}
    assert found[outer].within
    assert not found[inner].within


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # cities of other lands bear these names: Ndola in Zambia, Palma in Spain, Mombasa in Kenya
        ("Rebels in Mozambique hit Ntola village. Mozambican troops left Pemba.", "Ntola village"),
        ("Rebels in Mozambique hit Palma district. Mozambican troops left Pemba.", "Palma district"),
        ("Rebels in Congo fought around Mambasa. Congolese troops left Bunia and Goma.", "Mambasa"),
    ],
)
def test_a_village_is_no_city_of_a_land_that_the_story_does_not_name(text: str, name: str, world: Gazetteer) -> None:
    found = {m.place.name: m.place for m in _read(text, world)}
    assert found[name].country is None


def test_a_city_far_off_keeps_its_land_under_its_own_name(world: Gazetteer) -> None:
    text = "Rebels in Congo left Bunia. Congolese envoys met in Istanbul and in Medellin."
    found = {m.place.name: m.place.country for m in _read(text, world)}
    assert (found["Istanbul"], found["Medellin"]) == ("TR", "CO")


def test_a_hamlet_far_off_does_not_speak_for_its_land_however_often_it_is_named() -> None:
    text = (
        "Troops took posts in Hiran on Sunday, officials in Mogadishu said. Two people died in Hiran region. Families "
        "have left Hiran since May. Turkey offered to treat the wounded."
    )
    assert {f.place.country for f in figures_of(text) if f.place is not None} <= {None, "SO"}


def test_what_has_an_article_is_no_place() -> None:
    text = "Four people were killed in the bombing of a Mass at a university in Marawi."
    assert {f.place.name for f in figures_of(text) if f.place is not None} == {"Marawi"}


def test_a_small_word_joins_a_name() -> None:
    text = "Four soldiers were killed in an ambush in Maguindanao del Sur on Sunday."
    assert {f.place.name for f in figures_of(text) if f.place is not None} == {"Maguindanao del Sur"}
