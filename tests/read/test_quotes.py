"""Which stretches stand in quotation marks, whatever marks a page uses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.read.blocks import Block
from trucewatch.read.quotes import find_quotations


def _quoted(text: str) -> list[str]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return [text[q.start : q.end] for q in find_quotations(text, blocks)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “it is over” and left.", ["“it is over”"]),
        ('He said "it is over" and left.', ['"it is over"']),
        ('He said "it is over” and left.', ['"it is over”']),
        ("She wrote «it is over» to him.", ["«it is over»"]),
        ("The guard called it 'a long night' at the gate.", ["'a long night'"]),
        ("''We slept in the cellar,'' she said.", ["''We slept in the cellar,''"]),
        ("“They read the word ‘peace’ aloud,” she said.", ["“They read the word ‘peace’ aloud,”"]),
        ("The town’s mayor and the guards’ chief left.", []),
        ('It measured 5" across.', []),
        ("No marks at all.", []),
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
    ],
)
def test_a_stretch_between_marks_is_a_quotation_and_an_apostrophe_is_none(text: str, quoted: list[str]) -> None:
    assert _quoted(text) == quoted


def test_a_quotation_left_open_runs_on_in_the_next_paragraph() -> None:
    assert _quoted("“We walked all night.\n“Then we slept,” she said.") == ["“We walked all night.", "“Then we slept,”"]


def test_a_mark_never_pairs_across_paragraphs() -> None:
    assert _quoted("He said “it is\nover” and left.") == []


@given(st.text(alphabet="ab \"'“”‘’.,\n", max_size=80))
def test_quotations_lie_within_the_text_and_apart_from_each_other(text: str) -> None:
    found = find_quotations(text, [Block(0, len(text))])
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
