"""Who is meant: canonical names, roles, sides, and who he, she, they, it and the governor are."""

from __future__ import annotations

import pytest

from trucewatch.model import Page
from trucewatch.read.blocks import Block
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.sources import Cast, Kind
from trucewatch.read.statements import find_statements
from trucewatch.vocab.actors import actors, fold

GRAMMAR = SpacyGrammar()


def _sources(text: str):
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return [s.source for s in find_statements(GRAMMAR.parse(text, blocks), blocks, Page(), actors())]


@pytest.mark.parametrize(
    ("phrase", "name", "side"),
    [
        ("Russia's Defense Ministry", "Russian Ministry of Defence", "RU"),
        ("The Russian Defence Ministry", "Russian Ministry of Defence", "RU"),
        ("Ukraine's air force", "Ukrainian Air Force", "UA"),
        ("Chile's Defense Ministry", "Chilean Ministry of Defence", "CL"),
        ("The Chilean Defence Ministry", "Chilean Ministry of Defence", "CL"),
        ("The Ministry of Defence of Chile", "Chilean Ministry of Defence", "CL"),
        ("Chile's army", "Chilean Army", "CL"),
        ("Moscow", "Russia", "RU"),
        ("Britain", "United Kingdom", "UK"),
        ("The Kremlin", "Kremlin", "RU"),
        ("Ukrainian officials", "Ukrainian officials", "UA"),
        ("Chile's security officials", "Chilean security officials", "CL"),
        ("Officials", "officials", None),
        ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", "RU"),
        ("Zelensky", "Volodymyr Zelenskyy", "UA"),
        ("Ukrainian President Volodymyr Zelenskiy", "Volodymyr Zelenskyy", "UA"),
        ("Chilean Interior Minister Rosa Quiroga", "Rosa Quiroga", "CL"),
        ("Brig. Gen. Samir Haddad", "Samir Haddad", None),
        ("Inspector General of Police Sajid Imran", "Sajid Imran", None),
        ("Britain and France", "United Kingdom and France", None),
        ("A senior U.S. official", "senior U.S. official", "US"),
        ("The Sudan Doctors' Union", "Sudan Doctors' Union", "SD"),
        ("A spokesman for the Chilean army", "Chilean Army", "CL"),
        ("The UN mission in Chile", "UN mission in Chile", None),
    ],
)
def test_a_phrase_has_one_canonical_name_and_side(phrase: str, name: str, side: str | None) -> None:
    (source,) = _sources(f"{phrase} said that the bridge was mined.")
    assert (source.name, source.side) == (name, side)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Governor Ilya Sorokin said two died. He said one was a child.", ["Ilya Sorokin", "Ilya Sorokin"]),
        ("Governor Ilya Sorokin said two died. Sorokin said one was a child.", ["Ilya Sorokin", "Ilya Sorokin"]),
        ("Governor Ilya Sorokin said two died. The governor said one was a child.", ["Ilya Sorokin", "Ilya Sorokin"]),
        (
            "Spokeswoman Rosa Quiroga said two died. Mayor Pavlo Denko came. She said one was a child.",
            ["Rosa Quiroga", "Rosa Quiroga"],
        ),
        (
            "Chile's Health Ministry said two died. The ministry said one was a child.",
            ["Chilean Ministry of Health"] * 2,
        ),
        ("Chile's Health Ministry said two died. It said one was a child.", ["Chilean Ministry of Health"] * 2),
        ("Chilean officials said two died. They said one was a child.", ["Chilean officials"] * 2),
        (
            "The Rapid Relief Union (RRU) said two died. Ilya Sorokin, who leads the council, said three died.",
            ["Rapid Relief Union", "Ilya Sorokin"],
        ),
        ("Mara Olin, a nurse, said two died. Olin said one was a child.", ["Mara Olin", "Mara Olin"]),
        ("Chile's air force said two died. The service said one was a pilot.", ["Chilean Air Force"] * 2),
        ("Two NATO officials said two died. One of the officials said six died.", ["NATO officials", "NATO official"]),
        ("Shells hit Konde district. Two died, a district bulletin said.", ["district bulletin"]),
        (
            "The mayor, Pavlo Denko, said two died. The mayor said one was a child.",
            ["Pavlo Denko", "Pavlo Denko"],
        ),
    ],
)
def test_a_later_short_form_leads_back_to_the_full_name(text: str, names: list[str]) -> None:
    assert [s.name for s in _sources(text)] == names


def test_the_role_is_read_from_title_or_apposition() -> None:
    titled, apposed = _sources("Governor Ilya Sorokin said two died.\nMara Olin, head of the clinic, said three died.")
    assert titled.role == "Governor"
    assert apposed.role is not None
    assert apposed.role.endswith("head of the clinic")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelenskiy"),
        ("Zelensky", "Zelenskyi"),
        ("Sergei Aksyonov", "Sergey Aksyonov"),
        ("Mohammed Ali", "Mohamed Ali"),
        ("Володимир Зеленський", "Volodymyr Zelenskyi"),
    ],
)
def test_transliterations_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_do_not_fold_together() -> None:
    assert fold("Terekhov") != fold("Terentiev")


def test_an_abbreviation_counts_only_in_capitals() -> None:
    known = actors()
    found = known.longest(["WHO", "said"])
    assert found is not None
    assert found[1].name == "World Health Organization"
    assert known.longest(["Who", "said"]) is None


def test_the_cast_tells_who_a_word_names() -> None:
    text = "Governor Ilya Sorokin met the army. He left."
    parse = GRAMMAR.parse(text, [Block(0, len(text))])
    cast = Cast(parse, actors())
    he = next(w.i for w in parse.words if w.lower == "he")
    actor = cast.actor(he)
    assert actor is not None
    assert (actor.name, actor.kind) == ("Ilya Sorokin", Kind.PERSON)
