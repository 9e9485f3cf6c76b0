"""Words of a list are found where a walk through all words finds them, and what was asked is not worked out again."""

from __future__ import annotations

import pytest

from trucewatch.read.asked import once
from trucewatch.read.blocks import Block
from trucewatch.read.grammar import Parse, SpacyGrammar
from trucewatch.read.standing import forms, lemmas, with_lemma

TEXT = "Two men said they SAY little. Nobody says it twice.\nThe raids hit a school; a raid hit a bridge."


@pytest.fixture(scope="module")
def parse() -> Parse:
    end = TEXT.index("\n")
    return SpacyGrammar().parse(TEXT, [Block(0, end, 0, "text"), Block(end + 1, len(TEXT), 0, "text")])


@pytest.mark.parametrize("listed", [{"say"}, {"raid", "hit"}, {"the", "a", "nobody"}, {"unheard"}, set[str]()])
def test_each_sentence_holds_the_words_that_a_walk_finds(parse: Parse, listed: set[str]) -> None:
    words = frozenset(listed)
    for s in parse.sentences:
        inside = parse.words[s.first : s.last]
        assert list(forms(parse, words, s)) == [w.i for w in inside if w.lower in words]
        assert list(lemmas(parse, words, s)) == [w.i for w in inside if w.lemma.lower() in words]
    assert list(with_lemma(parse, words)) == [w.i for w in parse.words if w.lemma.lower() in words]


def test_a_question_is_worked_out_once_for_each_parse_and_value(parse: Parse) -> None:
    asked: list[int] = []

    @once
    def longer(_: Parse, number: int) -> bool:
        asked.append(number)
        return number > 1

    other = SpacyGrammar().parse(TEXT, [])
    assert [longer(parse, 1), longer(parse, 2), longer(parse, 2), longer(other, 2)] == [False, True, True, True]
    assert asked == [1, 2, 2]
