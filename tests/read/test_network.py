"""The network gives what spaCy's own loop gives (see test_wordforms), whatever else is read before or beside a text."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from evals.cases import parse

from trucewatch.read import grammar, network

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*/*.md"))
TEXTS = [parse(path).text for path in CASES]


def _network() -> Any:
    return network.Network(grammar._load()[0]._nlp)


def _told(reader: Any, texts: Sequence[str]) -> list[list[list[int]]]:
    """Return tags and trees of texts, each a report of one piece."""
    made = reader.docs([[text] for text in texts])
    return [doc.to_array(["TAG", "HEAD", "DEP", "SENT_START"]).tolist() for (doc,) in made]


def _vectors(reader: Any, texts: list[str]) -> list[bytes]:
    docs = [reader._nlp.make_doc(text) for text in texts]
    with reader._threads.limit(limits=1, user_api="blas"):
        rows = reader._encode([[doc] for doc in docs])
    ends = list(accumulate(map(len, docs)))
    return [rows[end - len(doc) : end].tobytes() for doc, end in zip(docs, ends, strict=True)]


def test_a_word_has_the_same_vector_whatever_is_read_beside_or_before_it_to_the_last_bit() -> None:
    used = _network()
    together = _vectors(used, TEXTS)
    assert _vectors(used, TEXTS[::-1]) == together[::-1]
    assert [_vectors(_network(), [text])[0] for text in TEXTS[::30]] == together[::30]


def test_a_text_is_parsed_the_same_alone_and_among_others() -> None:
    used = _network()
    together = _told(used, TEXTS)
    assert [_told(used, [text])[0] for text in TEXTS[::4]] == together[::4]


def test_a_full_memory_of_words_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _told(_network(), TEXTS[:12])
    monkeypatch.setattr("trucewatch.read.network._MOST", max(len(text) for text in TEXTS[:12]) // 2)
    small = _network()
    for _ in range(2):
        assert [_told(small, [text])[0] for text in TEXTS[:12]] == expected
    assert len(small._known) <= network._MOST


@pytest.mark.parametrize("texts", [[], [""], ["", "Guns fell silent.", ""], ["   "]])
def test_texts_without_words_are_no_trouble(texts: list[str]) -> None:
    assert [[doc.text for doc in docs] for docs in _network().docs([texts, texts])] == [texts, texts]
