"""Reported text stays text: it links nothing, marks nothing, hides nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.boards.markdown import escaped, shortened, shown, unescaped


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a *bold* claim", r"a \*bold\* claim"),
        ("<script>x</script> & co", "&lt;script&gt;x&lt;/script&gt; &amp; co"),
        ("[click](https://bad.example)", r"\[click\](https:\//bad.example)"),
        ("![x](y)", r"!\[x\](y)"),
        ("`code` | cell ~~gone~~", r"\`code\` \| cell \~\~gone\~\~"),
        ("two\n\n# lines", r"two \# lines"),
        ("www.bad.example", r"www\.bad.example"),
        ("write to a@b.example", r"write to a\@b.example"),
        ("_odd_ but file_name.txt", r"\_odd\_ but file_name.txt"),
        ("a\\b", r"a\\b"),
        ("red\x1b[31m", r"red\[31m"),
        ("\u202egnp.exe", "gnp.exe"),
    ],
)
def test_marks_of_markdown_and_html_are_written_so_that_they_show(text, written):
    assert escaped(text) == written


@given(st.text())
def test_what_is_seen_of_an_escaped_text_is_the_text(text):
    assert unescaped(escaped(text)) == shown(text)


@given(st.text())
def test_an_escaped_text_is_one_line_without_tags(text):
    written = escaped(text)
    assert len(written.splitlines()) <= 1
    assert "<" not in written
    assert ">" not in written


@given(st.text(), st.integers(10, 50))
def test_a_shortened_text_is_about_as_long_as_asked(text, longest):
    assert len(shortened(text, longest)) <= longest + 2


def test_a_text_is_cut_between_words_and_never_inside_a_number():
    assert shortened("one two three", 9) == "one two …"
    assert shortened("x" * 5 + "123456", 8) == "xxxxx …"
