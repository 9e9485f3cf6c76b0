"""Words of reports become cells that no program runs, and come back as they were."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.export.harmless import CONTROLS, as_json, cell, plain, restored


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("18 people", "18 people"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("−5 °C", "'−5 °C"),
        ("  =1", "'  =1"),
        ("\u200b=1", "'\u200b=1"),
        ("'quoted'", "''quoted'"),
        ("\t=1", "\\t=1"),
        ("\r=1", "\\r=1"),
        ("a\nb", "a\\nb"),
        ("a;=1+1", "a;\\x3d1+1"),
        ('a; "=1', 'a; "\\x3d1'),
        ("a|@x", "a|\\x40x"),
        ("a; b - c", "a; b - c"),
        ("C:\\x1b", "C:\\\\x1b"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202egnp", "\\u202egnp"),
        ("half \ud83d", "half \\ud83d"),
        ("a\x00b", "a\\x00b"),
        ("У Варні, שלום 👩‍👧", "У Варні, שלום 👩‍👧"),
    ],
)
def test_a_cell_is_shown_and_never_run(words, written):
    assert cell(words) == written
    assert restored(written) == words


@given(st.text(st.characters(), max_size=60))
def test_every_text_comes_back_from_its_cell(words):
    written = cell(words)
    assert restored(written) == words
    assert not CONTROLS.search(written)
    assert "\n" not in written
    assert written[:1] not in set("=+-@＝＋－＠\t\r")
    assert json.loads(as_json({"words": words})) == {"words": words}
    assert len(as_json({"words": words}).splitlines()) == 1


@given(st.lists(st.text("ab=+-@;,'\"\n\t |＝\\", max_size=12), min_size=1, max_size=4))
def test_no_separator_of_another_country_begins_a_formula(words):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([f"id {cell(each)}" for each in words])
    for delimiter in ";\t|":
        for row in csv.reader(io.StringIO(out.getvalue()), delimiter=delimiter):
            assert not any(field.strip(" \"'").startswith(tuple("=+-@＝")) for field in row), row


def test_files_for_people_keep_their_lines():
    assert plain("a\r\nb\tc\x1b\u202e\ud83d") == "a\nb\tc\\x1b\\u202e\ufffd"
