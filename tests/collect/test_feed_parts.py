"""The parts of following, one by one: feeds of all kinds, packings, waits, the feeds file, the archive."""

from __future__ import annotations

import gzip
import zlib

import pytest

from trucewatch.collect.feeds.entries import parse
from trucewatch.collect.feeds.exchange import Answer
from trucewatch.collect.feeds.faults import PassingError, RefusedError
from trucewatch.collect.feeds.patience import pause_before, retry_after
from trucewatch.collect.feeds.settings import load
from trucewatch.collect.feeds.unpack import unpacked
from trucewatch.collect.feeds.warc import Archive
from trucewatch.errors import ConfigError, UnreadableError

BASE = "https://news.example/feeds/all"


def packed(words: bytes) -> bytes:
    return gzip.compress(words, mtime=0)


# -------------------------------------------------------------------------------------------------------- feeds

RSS2 = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
<item><title>A &amp; B</title><link> /a </link><pubDate>Sat, 22 Nov 2025 10:00:00 GMT</pubDate>
<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded></item>
<item><guid>https://news.example/b</guid></item><item><guid isPermaLink="false">17</guid></item>
<item><link>https://news.example/a</link></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title></channel>
<item><title>A</title><link>https://news.example/a</link><dc:date>2025-11-22</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"
xml:base="https://other.example/x/"><title>News</title><entry xml:base="y/">
<title type="html">A</title><link rel="self" href="self"/><link href="a"/><published>2025-11-22T10:00:00Z</published>
<updated>2025-11-23T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></div>
</content></entry></feed>"""


def test_an_rss_feed():
    feed = parse(RSS2.encode(), BASE)
    assert [entry.url for entry in feed.entries] == ["https://news.example/a", "https://news.example/b"]
    first = feed.entries[0]
    assert (first.title, first.words, first.published) == ("A & B", "<p>Long</p>", "Sat, 22 Nov 2025 10:00:00 GMT")
    assert feed.fault == "has 1 of 4 entries without an address that can be followed: they were left out"


def test_an_rdf_feed():
    (entry,) = parse(RDF.encode(), BASE).entries
    assert (entry.url, entry.published) == ("https://news.example/a", "2025-11-22")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_atom_feed(encoding):
    (entry,) = parse(ATOM.encode(encoding), BASE).entries
    assert entry.url == "https://other.example/x/y/a"
    assert "<p" in entry.words
    assert entry.published == "2025-11-22T10:00:00Z"


def test_of_a_cut_off_feed_all_but_the_last_entry_is_kept():
    whole = "<rss><channel>" + "".join(f"<item><link>https://news.example/{n}</link></item>" for n in range(9))
    feed = parse(whole[: whole.index("example/8") + 8].encode(), BASE)
    assert [entry.url[-1] for entry in feed.entries] == list("01234567")
    assert "malformed" in feed.fault


def test_a_stray_sign_costs_no_entry():
    feed = parse(
        b"<rss><channel><item><title>A & B &nbsp;</title><link>https://news.example/a</link></item></channel></rss>",
        BASE,
    )
    assert [entry.url for entry in feed.entries] == ["https://news.example/a"]
    assert "1 of its entries" in feed.fault


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no feed can be made out"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"<!doctype html><html><head><title>x</title></head></html>", "HTML page"),
        (b"<opml><body/></opml>", "no RSS or Atom feed"),
        (b"{}", "no feed can be made out"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss/>', "declares XML entities"),
        (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss/>'.encode("utf-16"),
            "entities",
        ),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(data, words):
    with pytest.raises(RefusedError, match=words):
        parse(data, BASE)


def test_a_plain_doctype_is_no_bomb():
    assert parse(
        b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:1/x.dtd"><rss><channel/></rss>', BASE
    )


def test_a_deep_feed_has_a_fault_and_no_entry():
    feed = parse(b"<rss>" * 100_000, BASE)
    assert feed.entries == ()
    assert "malformed" in feed.fault


# ----------------------------------------------------------------------------------------------------- packings


def test_each_packing_that_was_asked_for_unpacks():
    words = b"words " * 100
    bare = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = bare.compress(words) + bare.flush()
    for body, coding in (
        (words, ""),
        (packed(words), "gzip"),
        (packed(words[:300]) + packed(words[300:]), "X-GZIP"),
        (zlib.compress(words), "deflate"),
        (deflated, "deflate"),
    ):
        assert unpacked(body, coding, 10_000) == words


@pytest.mark.parametrize(
    ("body", "coding", "error"),
    [
        (packed(bytes(10_001)), "gzip", RefusedError),
        (packed(bytes(9_000)) * 2, "gzip", RefusedError),
        (bytes(10_001), "", RefusedError),
        (packed(b"words")[:-4], "gzip", PassingError),
        (b"no gzip", "gzip", PassingError),
        (b"x", "br", RefusedError),
        (b"x", "gzip, gzip", RefusedError),
    ],
)
def test_bombs_and_broken_packings_are_refused(body, coding, error):
    with pytest.raises(error):
        unpacked(body, coding, 10_000)


# -------------------------------------------------------------------------------------------------------- waits


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), (" 0 ", 0), ("999999999", 86_400), ("Wed, 21 Oct 2015 07:28:30 GMT", 30), (None, None),
        ("", None),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0), ("soon", None), ("-5", None), ("1.5", None),
    ],
)  # fmt: skip
def test_retry_after_in_seconds_and_as_a_date(value, seconds):
    assert retry_after(value, 1_445_412_480.0) == seconds


def test_pauses_double_and_chance_shortens_them_by_half_at_most():
    assert [pause_before(attempt, 0.0) for attempt in (2, 3, 4, 9, 30)] == [1, 2, 4, 60, 60]
    assert pause_before(2, 1.0) == 0.5


# ------------------------------------------------------------------------------------------------ the feeds file

FEED = '[[feed]]\nurl = "https://news.example/rss"\n'


def test_a_feeds_file_with_everything(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text(
        '[watch]\nevery = "5m"\ndelay = "1.5s"\nlargest = "500 kB"\nattempts = 5\nrecheck = ["1d", "1h"]\n'
        'relink = "never"\n'
        'allow = ["localhost:8080", "[::1]"]\ncontact = "desk@news.example"\nrobots = false\narchive = "kept"\n'
        '[[feed]]\nurl = "HTTP://localhost:8080/rss"\noutlet = "A"\nevery = "1h"\nfollow = false\nrecheck = []\n'
        '[[page]]\nurl = "https://news.example/live"\n'
    )
    settings = load(path)
    feed, page = settings.followed
    assert (feed.url, feed.every, feed.follows, feed.recheck, feed.outlet) == (
        "http://localhost:8080/rss", 3_600, False, (), "A",
    )  # fmt: skip
    assert feed.allow == {"localhost:8080", "::1"}
    assert (page.kind, page.every, page.recheck, page.allow) == ("page", 300, (3_600, 86_400), frozenset())
    assert (settings.bounds.largest, settings.manners.delay, settings.relink) == (500_000, 1.5, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: nothing to follow"),
        ("[watch]\nevery = 5\n" + FEED, 'line 2: `every` is 5: write a time like "30s"'),
        ('[watch]\nevry = "5m"\n' + FEED, "line 2: [watch] has no `evry`: did you mean `every`?"),
        ('[watch]\nevery = "1s"\n' + FEED, "line 2: `every` is '1s', less than 10"),
        ('[watch]\nrelink = "daily"\n' + FEED, 'or "never"'),
        ('[watch]\nallow = ["http://x"]\n' + FEED, "a list of hosts"),
        (FEED + '[[feed]]\n\n# more\nurl = "ftp://x"\n', "line 6: `url` has the scheme ftp"),
        (FEED + '[[feed]]\noutlet = "B"\n', "line 3: [[feed]] needs an address"),
        (FEED + FEED, "line 4: `url` https://news.example/rss is there twice"),
        (FEED + 'follow = "yes"\n', "line 3: `follow` is 'yes': write true or false"),
        (FEED + "every = true\n", "line 3: `every` is True"),
        ('[feed]\nurl = "https://x"\n', "line 1: [feed] may be there several times: write [[feed]]"),
        ("[[feeds]]\n", "line 1: a feeds file has no `feeds`: did you mean `feed`?"),
        ("feed = [1]\n", "`feed` is a table"),
        ("[watch]\nevery = 5m\n", "is no TOML"),
        ("[[page]]\nfollow = true\n", "[[page]] has no `follow`"),
        ("watch = 3\n" + FEED, "line 1: `watch` is a table"),
    ],
)
def test_a_fault_in_a_feeds_file_is_told_with_its_line_and_the_remedy(tmp_path, text, told):
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_all_faults_are_told_at_once(tmp_path):
    path = tmp_path / "feeds.toml"
    path.write_text('[watch]\nevery = 1\ndelay = 2\n[[feed]]\nurl = "x"\n')
    with pytest.raises(ConfigError) as error:
        load(path)
    assert len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_feeds_file_that_cannot_be_read(tmp_path, name):
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / name)


# ------------------------------------------------------------------------------------------------------ archive

NOON = "2025-11-22T12:00:00Z"


def _answer(body: bytes = b"<p>\r\n\r\nwords</p>", url: str = "https://news.example/a") -> Answer:
    sent = packed(body)
    headers = (
        ("content-type", "text/html"), ("content-encoding", "gzip"), ("transfer-encoding", "chunked"),
        ("set-cookie", "k"),
    )  # fmt: skip
    return Answer(url, 200, "OK", headers, sent, body, "93.184.215.14")


def test_what_was_kept_comes_back_and_other_tools_read_it(tmp_path):
    warcio = pytest.importorskip("warcio")
    archive = Archive(tmp_path, {})
    first, second = archive.append(_answer(), NOON), archive.append(_answer(b"more", "https://news.example/b"), NOON)
    assert archive.load(second, "", 1_000).body == b"more"
    back = archive.load(first, "", 1_000)
    assert (back.url, back.status, back.body) == ("https://news.example/a", 200, b"<p>\r\n\r\nwords</p>")
    assert back.header("set-cookie") is back.header("transfer-encoding") is None
    with (tmp_path / first.file).open("rb") as stream:
        records = [
            (
                record.rec_type,
                record.rec_headers["WARC-Target-URI"],
                record.content_stream().read(),
                record.digest_checker.passed,
            )
            for record in warcio.ArchiveIterator(stream, check_digests=True)
        ]
    assert records[1:] == [
        ("response", "https://news.example/a", b"<p>\r\n\r\nwords</p>", True),
        ("response", "https://news.example/b", b"more", True),
    ]
    assert records[0][0] == "warcinfo"


def test_what_a_kill_left_half_written_is_cut_off(tmp_path):
    archive = Archive(tmp_path, {})
    kept = archive.append(_answer(), NOON)
    with (tmp_path / kept.file).open("ab") as stream:
        stream.write(b"\x1f\x8b half a record")
    again = Archive(tmp_path, {kept.file: kept.start + kept.length})
    second = again.append(_answer(b"more"), NOON)
    assert second.start == kept.start + kept.length
    assert again.load(second, "", 1_000).body == b"more"


def test_a_damaged_archive_is_told(tmp_path):
    archive = Archive(tmp_path, {})
    kept = archive.append(_answer(), NOON)
    path = tmp_path / kept.file
    data = bytearray(path.read_bytes())
    data[kept.start + 60] ^= 1
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match="restore the archive"):
        archive.load(kept, "", 1_000)
    path.unlink()
    with pytest.raises(UnreadableError, match="restore the archive"):
        archive.load(kept, "", 1_000)
