"""A day on which a site does everything at once: nothing lost, nothing doubled, the rest goes on."""

from __future__ import annotations

import zlib

WORDS = {
    path: f"Shells hit the {place} of Varn on Saturday, and three people were hurt there, the mayor said."
    for path, place in (("/plain", "market"), ("/slow", "station"), ("/busy", "harbour"), ("/bomb", "bridge"))
}
LATER = "Shells hit the market of Varn on Saturday, and five people were hurt there, the mayor said on Sunday."
FAULTS = {
    "/broken": "malformed",
    "/slow": "no sign",
    "/busy": "429",
    "/bomb": "larger than",
    "/away": "not on the open internet",
}
ROUNDS = 8


def _bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(60)) + packer.flush()


def _at_first(site, path, badly) -> None:
    """Answer the first request for a path badly, and every later one well."""
    well, begun = site.routes[path], []

    def answer(connection, asked):
        begun.append(path)
        (badly if len(begun) == 1 else well)(connection, asked)

    site.routes[path] = answer


def _all_goes_wrong(site) -> None:
    def hang(_connection, _asked):
        site.leaving.wait(5)

    def refuse(connection, _asked):
        connection.sendall(b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 600\r\ncontent-length: 0\r\n\r\n")

    site.feed("/rss", *WORDS, "/away", etag='"1"')
    for path, words in WORDS.items():
        site.article(path, words)
    _at_first(site, "/slow", hang)
    _at_first(site, "/busy", refuse)
    site.serve("/broken", "<rss><channel><item><link>http://127.0.0.1/x</lin", content_type="text/xml")
    site.serve("/bomb", _bomb(), content_encoding="gzip")
    site.serve("/away", "", "302 Found", location="http://10.0.0.8/admin")


def test_what_a_bad_day_held_back_comes_once_it_is_over(site, feeds_file, follow, reports, clock):
    _all_goes_wrong(site)
    watch = 'timeout = "0.5s"\ndeadline = "3s"\nattempts = 1\nrecheck = ["1h", "6h"]'
    feeds = feeds_file(*(f'[[feed]]\nurl = "{site.url(path)}"' for path in ("/broken", "/rss")), watch=watch)
    told = []
    for number in range(ROUNDS):
        if number == ROUNDS // 2:
            site.article("/plain", LATER)
        told += follow(feeds)
        clock.time += 4_000
    faults = [(url, words) for kind, url, words in told if not kind.startswith("new")]
    for path, word in FAULTS.items():
        assert any(url == site.url(path) and word in words for url, words in faults), (path, faults)

    kept = sorted((row["url"], row["version"]) for row in reports())
    assert kept == sorted(
        [(site.url("/plain"), 1), (site.url("/plain"), 2), (site.url("/slow"), 1), (site.url("/busy"), 1)]
    )
    assert not [path for path in site.paths() if "admin" in path]
    assert any(asked.get("if-none-match") == '"1"' for path, asked in site.asked if path == "/rss"), "304 was asked for"
