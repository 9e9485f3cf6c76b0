"""Following a site that changes, hangs, lies and forbids: nothing lost, nothing doubled, the rest goes on."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest

ONE = "Shells hit the market of Varn on Saturday, and three people were hurt there, the mayor said."
TWO = "A drone struck a depot near Varn overnight, and nobody was hurt in it, officials said on Sunday."
EDITED = ONE.replace("three", "four")


def _feed(site, path="/rss", **more) -> str:
    rest = "".join(f"{name} = {value}\n" for name, value in more.items())
    return f'[[feed]]\nurl = "{site.url(path)}"\n{rest}'


def _kinds(told) -> list[str]:
    return sorted(kind for kind, _, _ in told)


def test_the_articles_of_a_feed_come_once(site, feeds_file, follow, reports, clock):
    site.feed("/rss", "/a", "/b", etag='"1"')
    site.article("/a", ONE)
    site.article("/b", TWO)
    path = feeds_file(_feed(site))
    assert _kinds(follow(path)) == ["new", "new"]
    assert {row["text"] if "text" in row else row["url"] for row in reports()} == {site.url("/a"), site.url("/b")}
    asked = len(site.asked)
    assert follow(path) == []
    assert len(site.asked) == asked, "nothing is asked for before it is due"
    clock.time += 1_000
    assert follow(path) == []
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert len(reports()) == 2


def test_a_new_entry_is_all_that_is_fetched(site, feeds_file, follow, clock):
    site.feed("/rss", "/a")
    site.article("/a", ONE)
    path = feeds_file(_feed(site))
    follow(path)
    site.feed("/rss", "/b", "/a")
    site.article("/b", TWO)
    clock.time += 1_000
    assert [(kind, url) for kind, url, _ in follow(path)] == [("new", site.url("/b"))]


def test_a_silent_edit_is_a_new_version_of_the_report(site, feeds_file, follow, reports, clock):
    site.feed("/rss", "/a")
    site.article("/a", ONE)
    path = feeds_file(_feed(site), watch='recheck = ["1h"]')
    follow(path)
    site.article("/a", EDITED)
    clock.time += 4_000
    assert [(kind, words) for kind, _, words in follow(path)] == [("new_version", EDITED)]
    rows = reports()
    assert [(row["version"], row["versions"], row["newest"]) for row in rows] == [(1, 2, False), (2, 2, True)]
    assert rows[0]["url"] == rows[1]["url"]
    assert rows[0]["fetched"] < rows[1]["fetched"]
    clock.time += 10 * 86_400
    site.article("/a", TWO)
    assert follow(path) == [], "an article is looked at again only as often as `recheck` says"


def test_what_a_feed_says_has_changed_is_fetched_at_once(site, feeds_file, follow, clock):
    link = site.url("/a")
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>T</title>'
        '<link href="/a"/><updated>2025-11-2{}T10:00:00Z</updated></entry></feed>'
    )
    site.serve("/atom", atom.format(1))
    site.article("/a", ONE)
    path = feeds_file(_feed(site, "/atom"), watch='recheck = ["30d"]')
    assert follow(path) == [("new", link, ONE)]
    site.serve("/atom", atom.format(2))
    site.article("/a", EDITED)
    clock.time += 1_000
    assert follow(path) == [("new_version", link, EDITED)]


def test_other_addresses_go_on_when_one_hangs_and_one_drips(site, feeds_file, follow):
    def hang(connection, _):
        site.leaving.wait(5)

    def drip(connection, _):
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9000\r\n\r\n")
        while not site.leaving.wait(0.05):
            connection.sendall(b"a")

    site.routes["/hang"], site.routes["/drip"] = hang, drip
    site.feed("/rss", "/a")
    site.article("/a", ONE)
    began = time.monotonic()
    watch = 'timeout = "0.2s"\n' + 'deadline = "0.6s"\nattempts = 1'
    told = follow(feeds_file(_feed(site, "/hang"), _feed(site, "/drip"), _feed(site), watch=watch))
    assert time.monotonic() - began < 5
    assert _kinds(told) == ["new", "passing", "passing"]
    words = {url: message for kind, url, message in told if kind == "passing"}
    assert "gave no sign for 0.2 s" in words[site.url("/hang")]
    assert "not whole after 0.6 s" in words[site.url("/drip")]


def test_a_gzip_bomb_is_cut_off(site, feeds_file, follow, reports):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(60)) + packer.flush()
    assert len(bomb) < 200_000
    site.feed("/rss", "/bomb", "/a")
    site.serve("/bomb", bomb, content_encoding="gzip")
    site.serve(
        "/a",
        gzip.compress(f"<html><body><article><p>{ONE}</p></article></body></html>".encode()),
        content_encoding="gzip",
    )
    told = follow(feeds_file(_feed(site)))
    assert ("new", site.url("/a"), ONE) in told
    assert next(words for kind, _, words in told if kind == "problem").startswith("is larger than 5 MB once unpacked")


def test_what_says_it_is_too_large_is_not_even_read(site, feeds_file, follow):
    site.feed("/rss", "/big")
    site.serve("/big", "x", content_length="99000000")
    ((kind, _, words),) = follow(feeds_file(_feed(site)))
    assert (kind, words.startswith("is larger than 5 MB")) == ("problem", True)


def test_a_body_shorter_than_it_says_is_tried_again(site, feeds_file, follow, clock):
    site.feed("/rss", "/a")
    site.serve("/a", ONE, content_length="9000")
    path = feeds_file(_feed(site))
    ((kind, _, words),) = follow(path)
    assert kind == "passing"
    assert "broke off" in words
    assert site.paths().count("/a") == 3
    site.article("/a", ONE)
    clock.time += 400
    assert _kinds(follow(path)) == ["new"]


def test_a_redirect_to_a_private_address_is_refused(site, feeds_file, follow):
    site.feed("/rss", "/a", "/b")
    site.serve("/a", "", "302 Found", location="http://localhost:1/secret")
    site.serve("/b", "", "302 Found", location="http://169.254.169.254/latest/meta-data")
    told = follow(feeds_file(_feed(site)))
    assert _kinds(told) == ["problem", "problem"]
    assert all("is not on the open internet" in words for _, _, words in told)


def test_nothing_private_is_asked_unless_the_file_names_it(site, feeds_file, follow):
    site.feed("/rss", "/a")
    ((kind, _, words),) = follow(feeds_file(_feed(site), allow=""))
    assert kind == "problem"
    assert f'allow = ["127.0.0.1:{site.port}"]' in words
    assert site.asked == []


def test_an_outside_feed_never_leads_to_what_the_file_allows(site, feeds_file, follow):
    outside = "http://news.example/rss"
    path = feeds_file(f'[[feed]]\nurl = "{outside}"\n', watch="robots = false")
    inside = {"news.example": ["127.0.0.1"], "127.0.0.1": ["127.0.0.1"]}
    ((kind, url, words),) = follow(path, resolve=lambda host, _: inside[host])
    assert (kind, url, "is not on the open internet" in words) == ("problem", outside, True)
    assert site.asked == []


def test_redirects_are_followed_to_where_the_page_is_but_not_forever(site, feeds_file, follow):
    site.feed("/rss", "/a", "/loop")
    site.serve("/a", "", "301 Moved", location="/b")
    site.article("/b", ONE)
    site.serve("/loop", "", "302 Found", location="/loop")
    told = follow(feeds_file(_feed(site)))
    assert ("new", site.url("/a"), ONE) in told
    assert any("sent on more than 5 times" in words for _, _, words in told)


def test_robots_txt_is_obeyed(site, feeds_file, follow):
    site.serve("/robots.txt", "User-agent: *\nDisallow: /private\n", content_type="text/plain")
    site.feed("/rss", "/private/a", "/b")
    site.article("/private/a", ONE)
    site.article("/b", TWO)
    told = follow(feeds_file(_feed(site)))
    assert _kinds(told) == ["new", "problem"]
    assert "/private/a" not in site.paths()


def test_a_robots_txt_that_fails_forbids_for_now(site, feeds_file, follow):
    site.serve("/robots.txt", "", "500 Oops")
    site.feed("/rss", "/a")
    ((kind, _, words),) = follow(feeds_file(_feed(site), watch="attempts = 1"))
    assert (kind, "robots.txt" in words) == ("passing", True)
    assert site.paths() == []


def test_a_delay_is_kept_between_requests_to_one_host(site, feeds_file, follow, clock):
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", content_type="text/plain")
    site.feed("/rss", "/a", "/b")
    site.article("/a", ONE)
    site.article("/b", TWO)
    follow(feeds_file(_feed(site), watch='delay = "3s"'))
    assert clock.slept == [3.0, 7.0, 7.0]


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_short_retry_after_is_waited_for(site, feeds_file, follow, clock, status):
    answers = iter([f"HTTP/1.1 {status}\r\nretry-after: 20\r\ncontent-length: 0\r\n\r\n".encode()])
    site.feed("/rss", "/a")
    site.article("/a", ONE)
    then = site.routes["/a"]

    def busy_once(connection, asked):
        first = next(answers, None)
        if first:
            connection.sendall(first)
        else:
            then(connection, asked)

    site.routes["/a"] = busy_once
    assert _kinds(follow(feeds_file(_feed(site), watch='delay = "0s"'))) == ["new"]
    assert 20.0 in clock.slept


def test_a_long_retry_after_puts_the_host_off_even_after_a_restart(site, feeds_file, follow, clock):
    site.feed("/rss", "/a", "/b")
    site.serve("/a", "", "429 Too Many Requests", retry_after="3600")
    site.article("/b", TWO)
    path = feeds_file(_feed(site))
    ((kind, _, words),) = follow(path)
    assert (kind, "left alone for 3600 s" in words) == ("passing", True)
    assert site.paths() == ["/rss", "/a"], "the host is left alone at once"
    clock.time += 1_800
    assert follow(path) == []
    assert site.paths() == ["/rss", "/a"]
    site.article("/a", ONE)
    clock.time += 1_900
    assert _kinds(follow(path)) == ["new", "new"]


def test_tries_wait_longer_each_time(site, feeds_file, follow, clock):
    site.serve("/robots.txt", "")
    site.serve("/rss", "", "502 Bad Gateway")
    follow(feeds_file(_feed(site), watch='delay = "0s"\nattempts = 4'))
    assert clock.slept == [1.0, 2.0, 4.0]


def test_an_article_that_never_comes_is_told_to_the_ledger_in_the_end(site, feeds_file, follow, clock):
    site.feed("/rss", "/a")
    site.serve("/a", "", "500 Oops")
    path = feeds_file(_feed(site), watch="attempts = 1")
    told = []
    for _ in range(12):
        told += follow(path)
        clock.time += 3_600
    assert [kind for kind, _, _ in told] == ["passing"] * 5 + ["problem"]
    assert site.paths().count("/a") == 6


def test_a_malformed_feed_is_a_problem_and_the_others_go_on(site, feeds_file, follow, clock):
    site.serve("/bad", "<rss><channel><item><link>http://127.0.0.1/x</lin", content_type="text/xml")
    site.serve("/page", "<html><body>Log in</body></html>")
    site.feed("/rss", "/a")
    site.article("/a", ONE)
    told = follow(feeds_file(_feed(site, "/bad"), _feed(site, "/page"), _feed(site)))
    assert _kinds(told) == ["new", "problem", "problem"]
    words = {url: message for kind, url, message in told if kind == "problem"}
    assert "malformed XML" in words[site.url("/bad")]
    assert "is an HTML page" in words[site.url("/page")]


def test_entities_are_refused(site, feeds_file, follow):
    inside = "file:" + "///etc/passwd"  # in two parts: no such address may stand in the project
    bomb = f'<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c SYSTEM "{inside}">]><rss><channel>&c;</channel></rss>'
    site.serve("/rss", bomb)
    ((kind, _, words),) = follow(feeds_file(_feed(site)))
    assert (kind, "declares XML entities" in words) == ("problem", True)


def test_a_page_that_is_taken_down_is_told_and_its_report_stays(site, feeds_file, follow, reports, clock):
    site.article("/a", ONE)
    path = feeds_file(f'[[page]]\nurl = "{site.url("/a")}"\nevery = "1h"\n')
    assert _kinds(follow(path)) == ["new"]
    site.serve("/a", "", "410 Gone")
    clock.time += 4_000
    ((kind, _, words),) = follow(path)
    assert (kind, "taken down" in words) == ("problem", True)
    assert len(reports()) == 1


def test_a_page_of_the_file_is_looked_at_again_and_again(site, feeds_file, follow, clock):
    path = feeds_file(f'[[page]]\nurl = "{site.url("/a")}"\nevery = "1h"\noutlet = "The Varn Post"\n')
    told = []
    for text in (ONE, ONE, EDITED, TWO):
        site.article("/a", text)
        told += follow(path)
        clock.time += 3_700
    assert [kind for kind, _, _ in told] == ["new", "new_version", "new_version"]


def test_a_feeds_own_words_are_read_where_its_articles_are_not_to_be_fetched(site, feeds_file, follow, reports, clock):
    words = f"<description><![CDATA[<p>{ONE}</p>]]></description><pubDate>Sat, 22 Nov 2025 10:00:00 GMT</pubDate>"
    from tests.collect.conftest import rss

    site.serve("/rss", rss("https://varn.example/1", more=words))
    path = feeds_file(_feed(site, follow="false", outlet='"The Varn Post"'))
    assert follow(path) == [("new", "https://varn.example/1", ONE)]
    (row,) = reports()
    assert (row["outlet"], row["published"]) == ("The Varn Post", "2025-11-22")
    site.serve("/rss", rss("https://varn.example/1", more=words.replace("three", "four")))
    clock.time += 1_000
    assert _kinds(follow(path)) == ["new_version"]


def test_links_that_count_clicks_and_consent_pages_never_mix_articles_up(site, feeds_file, follow, reports):
    site.feed("/rss", "/a?utm_source=x", "/b?utm_source=x", "/c")
    site.article("/a?utm_source=x", ONE)
    for path in ("/b?utm_source=x", "/c"):
        site.serve(path, "", "302 Found", location="/consent")
    site.article("/consent", "Please agree to what we do with your data, and then you may read on, we promise.")
    follow(feeds_file(_feed(site)))
    assert {row["url"] for row in reports()} == {site.url("/a"), site.url("/b"), site.url("/c")}


def test_what_was_fetched_comes_again_for_a_ledger_made_anew(site, tmp_path, feeds_file, follow, reports, clock):
    from trucewatch.collect.feeds.memory import Memory

    site.feed("/rss", "/a")
    site.article("/a", ONE)
    path = feeds_file(_feed(site))
    follow(path)
    (tmp_path / "a.db").unlink()
    memory = Memory(tmp_path / "state")
    memory.reopen()
    memory.close()
    asked = len(site.asked)
    assert _kinds(follow(path)) == ["new"]
    assert len(site.asked) == asked, "it comes from the archive"


def test_links_that_lead_to_one_page_elsewhere_stay_apart_once_it_shows_their_articles(
    site, feeds_file, follow, reports, clock
):
    links = [f"http://{name}.example:{site.port}/go" for name in ("one", "two")]
    from tests.collect.conftest import rss

    site.serve("/rss", rss(*links))
    elsewhere = f"http://news.example:{site.port}/consent"
    site.serve("/go", "", "302 Found", location=elsewhere)
    site.article("/consent", "Please agree to what we do with your data, and then you may read on, we promise.")
    names = ", ".join(f'"{name}.example"' for name in ("one", "two", "news"))
    path = feeds_file(_feed(site), allow=f'"127.0.0.1:{site.port}", {names}', watch='recheck = ["1h"]')
    follow(path, resolve=lambda *_: ["127.0.0.1"])
    assert len({row["url"] for row in reports()}) == 2


def test_a_page_that_breaks_a_library_costs_itself_only(site, feeds_file, follow, monkeypatch):
    from trucewatch.collect.feeds import visitor

    def breaks(_):
        raise LookupError

    site.feed("/rss", "/a")
    monkeypatch.setattr(visitor.Protego, "parse", breaks)
    ((kind, _, words),) = follow(feeds_file(_feed(site)))
    assert (kind, "please report this bug" in words) == ("problem", True)


@pytest.mark.parametrize("broken", ["archive", "watch.db", "later"])
def test_a_disk_that_fails_ends_the_watch_with_the_remedy(site, tmp_path, feeds_file, follow, clock, broken):
    from trucewatch.errors import LedgerError

    site.feed("/rss", "/a")
    state = tmp_path / "state"
    path = feeds_file(_feed(site))
    if broken == "archive":
        state.mkdir()
        (state / "archive").write_text("")
    elif broken == "watch.db":
        state.mkdir()
        (state / "watch.db").write_text("no database, but long enough to be read as one" * 90)
    else:
        follow(path)
        clock.time += 86_400
        site.feed("/rss", "/b")
        (state / "archive" / "feeds-20251123-0001.warc.gz").symlink_to("/nonexistent/folder/file")
    with pytest.raises(LedgerError, match="start a"):
        follow(path)


def test_a_feed_that_is_not_there_is_asked_less_and_less(site, feeds_file, follow, clock):
    path = feeds_file(_feed(site, "/none"))
    for _ in range(40):
        follow(path)
        clock.time += 900
    assert 5 < site.paths().count("/none") < 10, "after 15, 30, 60 minutes, and then every two hours"
