"""Stretches that a war or truce measures: by the story's own day, else by the eras that are known."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.read.blocks import Block
from trucewatch.read.dates import resolve
from trucewatch.read.eras import era_times
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.vocab.chronology import chronology, event_of

GRAMMAR = SpacyGrammar()
DAY = date(2031, 6, 20)
SIDES = [["Ostia*"], ["Veld*"]]
EVENTS = chronology(
    (
        event_of({"label": "War", "start": "2031-05-01", "end": "2031-05-12", "kind": "war", "terms": SIDES}, "t"),
        event_of({"label": "Truce", "start": "2031-05-12", "kind": "truce", "terms": SIDES}, "t"),
    )
)


def eras(text: str, day: date = DAY) -> list[tuple[str, str]]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    parse = GRAMMAR.parse(text, blocks)
    days = [day] * len(blocks)
    found = era_times(parse, days, blocks, resolve(parse, days, blocks), EVENTS)
    return [(m.when.start, m.when.end) for m in found]


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ("Since the truce began, 40 people have died.", "2031-05-12", "2031-06-20"),
        ("It counted 40 breaches since the ceasefire between the two sides took effect.", "2031-05-12", "2031-06-20"),
        ("40 people have died since the agreement came into force.", "2031-05-12", "2031-06-20"),
        ("Only 400 trucks entered in the first month of the truce.", "2031-05-12", "2031-06-12"),
        ("The truce is shaky. Only 40 trucks entered in the first week.", "2031-05-12", "2031-05-18"),
    ],
)
def test_a_known_war_or_truce_whose_sides_are_named_gives_its_days(told, start, end):
    assert eras(f"Ostian and Veldish officials met. {told}") == [(start, end)]


def test_the_day_that_the_story_tells_comes_first():
    text = "40 people have been displaced since the violence began.\nThe clashes erupted on Sunday, June 8."
    assert eras(text) == [("2031-06-08", "2031-06-20")]


@pytest.mark.parametrize(
    "text",
    [
        "Since the truce began, 40 people have died.",
        "Ostia and Veld have been calm since the truce took effect on May 12.",
        "Ostia and Veld have kept the peace since the agreement.",
    ],
    ids=["sides unknown", "told with its date", "no word of a start"],
)
def test_nothing_is_guessed(text):
    assert eras(text) == []


def test_days_of_fighting_are_those_of_the_war_that_lasted_so_long():
    text = "Ostia and Veld count their dead: 40 over 12 days of fighting."
    assert eras(text, date(2031, 5, 20)) == [("2031-05-01", "2031-05-12")]


def test_a_war_long_over_is_no_more_the_one_that_began():
    assert eras("Ostia and Veld: 40 have died since the war began.", date(2031, 9, 1)) == []
