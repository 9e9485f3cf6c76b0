"""What a page yields: its article, a paragraph a line, and what it says of itself."""

from __future__ import annotations

import contextlib

import pytest

from trucewatch.collect import collect
from trucewatch.collect.html import Article, extract
from trucewatch.errors import UnreadableError
from trucewatch.model import Report

PARAGRAPHS = [
    f"Officials in the town of Varn said on Saturday that {n} people were hurt when shells fell." for n in range(2, 8)
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
HEAD = """<title>Shells hit Varn | Varn Courier</title><meta property="og:site_name" content="Varn Courier">
<meta name="author" content="Jane Roe"><link rel="canonical" href="https://www.courier.example/2031/04/06/varn">"""


def page(body: str = BODY, head: str = HEAD) -> str:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>
    <nav><a href="/">Home</a> <a href="/w">World news</a></nav><article><h1>Shells hit Varn</h1>{body}</article>
    <footer>Copyright 2019 Varn Courier. All rights reserved.</footer></body></html>"""


def test_paragraphs_stand_on_lines_of_their_own():
    lines = extract(page()).text.splitlines()
    assert [line for line in lines if line.startswith("Officials")] == PARAGRAPHS
    assert not any("Copyright" in line or "Home" in line for line in lines)


def test_the_page_says_who_published_what_where():
    article = extract(page())
    assert article.title == "Shells hit Varn"
    assert (article.outlet, article.authors) == ("Varn Courier", ("Jane Roe",))
    assert article.url == "https://www.courier.example/2031/04/06/varn"


@pytest.mark.parametrize(
    ("head", "day", "evidence"),
    [
        (
            HEAD + '<meta property="article:published_time" content="2031-04-05T23:00:00-05:00">',
            "2031-04-05",
            "metadata",
        ),
        (
            HEAD + '<script type="application/ld+json">{"datePublished": "2031-04-04"}</script>',
            "2031-04-04",
            "metadata",
        ),
        (HEAD, "2031-04-06", "url"),
        ("<title>Shells</title>", None, None),
    ],
)
def test_the_date_comes_with_its_evidence_and_never_from_a_copyright_line(head, day, evidence):
    article = extract(page(head=head))
    assert (article.published, article.evidence) == (day, evidence)


def test_an_outlet_without_a_name_is_called_by_its_host():
    assert extract(page(head='<link rel="canonical" href="https://www.courier.example/x">')).outlet == "courier.example"


def test_several_articles_on_a_page_keep_their_headlines_and_dates():
    body = "".join(
        f"<article><h2>Headline {n}</h2><time datetime='2031-04-0{n}T10:00Z'></time>{BODY}</article>" for n in (1, 2)
    )
    text = extract(f"<html><head><title>x</title></head><body>{body}</body></html>").text
    first, second = text.split("\n\n")
    assert first.splitlines()[:3] == ["Headline 1", "2031-04-01", PARAGRAPHS[0]]
    assert second.splitlines()[:2] == ["Headline 2", "2031-04-02"]


def test_a_post_in_one_of_several_articles_keeps_its_author_and_date():
    author = "&mdash; Ana Xu (@anaxu) <a href='/1'>April 5, 2031</a>"
    post = f"<blockquote><p>We saw <b>12</b> rockets.</p>{author}</blockquote>"
    text = extract(f"<html><body><article>{BODY}{post}</article><article>{BODY}</article></body></html>").text
    lines = text.split("\n\n")[0].splitlines()
    assert lines[-2:] == ["We saw 12 rockets.", "— Ana Xu (@anaxu) April 5, 2031"]


def test_teasers_beside_an_article_are_not_stories():
    teasers = "".join(f"<article><h3>Teaser {n}</h3><p>Read more about the talks.</p></article>" for n in range(5))
    assert "Teaser" not in extract(page().replace("<footer>", f"<aside>{teasers}</aside><footer>")).text


def test_a_page_of_one_sentence_is_an_article():
    sentence = "Two people were killed by shells near Varn on Saturday, officials said."
    assert extract(f"<html><head><title>Alert</title></head><body><p>{sentence}</p></body></html>").text == sentence


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>var a = 'One two three four five six seven eight nine ten.';</script>",
        "<nav><ul>" + "".join(f"<li><a href=/{n}>Section {n} of the site</a></li>" for n in range(30)) + "</ul></nav>",
        "<form><label>User</label><input name=u><button>Go</button></form><p>Please sign in.</p>",
    ],
)
def test_a_page_without_an_article_is_unreadable(body):
    with pytest.raises(UnreadableError, match="no article"):
        extract(f"<html><head><title>Varn Courier</title></head><body>{body}</body></html>")


@pytest.mark.parametrize("markup", ["<div>" * 50_000, "<p><b><i>" * 20_000, "<table><tr><td>" * 5_000])
def test_hostile_nesting_breaks_nothing(markup):
    with contextlib.suppress(UnreadableError):
        assert isinstance(extract(f"<html><body>{markup}{WORDY}"), Article)


WORDY = " ".join(PARAGRAPHS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "iso-8859-1"])
def test_the_encoding_a_page_declares_is_used(tmp_path, encoding):
    words = "Обстріл" if encoding == "windows-1251" else "Besançon"
    source = page(BODY + f"<p>{words} stands in this one, the mayor said.</p>").replace("utf-8", encoding)
    (tmp_path / "a.html").write_bytes(source.replace("і", "и").encode(encoding))
    (report,) = collect([str(tmp_path / "a.html")])
    assert isinstance(report, Report)
    assert words.replace("і", "и") in report.text
    assert (report.media_type, report.name) == ("html", str(tmp_path / "a.html"))
