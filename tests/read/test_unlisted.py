"""A name that no list holds is a place where the words around it say so, and only there."""

from __future__ import annotations

import re

import pytest

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
