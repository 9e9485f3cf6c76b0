"""Where a post ends: its links and signature are no part of it, however often they come."""

from __future__ import annotations

import pytest

from trucewatch.read.embeds import posts
from trucewatch.read.lines import paragraphs
from trucewatch.read.voices import _own


def content(text):
    """The words of the posts in a text."""
    lines = paragraphs(text)
    return [text[slice(*post.content)] for post in posts(lines, [False] * len(lines))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Drones over Varn. pic.twitter.com/abc", ["Drones over Varn."]),
        ("Drones over Varn. https://t.co/a pic.x.com/b", ["Drones over Varn."]),
        ("Drones over Varnpic.twitter.com/abc t.co/b", ["Drones over Varn"]),
        ("The link t.co/a was shared by many people there.", []),
        ("See t.co/ and more", []),
        ("t.co/a" * 40 + " was shared", []),
        ("Look" + " t.co/a" * 4000 + " was shared", []),
    ],
)
def test_the_links_at_the_end_of_a_line_make_it_a_post(text, words):
    assert content(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Shots were heard. — Ada (@ada) May 4", "Shots were heard."),
        ("Shots were heard.\n-- Ada (@ada)", "Shots were heard."),
        ("Shots - many - were heard near (@ada) and later", "Shots"),
        ("Shots were heard https://example.com - then none", "Shots were heard"),
        ("Shots - many - were heard", "Shots - many - were heard"),
        ("- " * 20_000 + "\n(@ada)", ("- " * 19_999).rstrip()),
    ],
)
def test_the_words_of_a_post_end_before_its_first_link_or_its_signature(text, words):
    assert text[: _own(text)].rstrip() == words
