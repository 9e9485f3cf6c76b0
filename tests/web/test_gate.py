"""Who gets in: names, origins, sizes, rates and tokens; and what every answer forbids."""

from __future__ import annotations

import pytest
from desks import TOKEN, client_of, settings_for, signed_in

from trucewatch.errors import UsageError
from trucewatch.web.gate import HEADERS
from trucewatch.web.session import COOKIE


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "[::2]", "localhost@x"]
)
def test_a_name_that_is_not_ours_is_refused(client, host):
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Trucewatch" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"])
def test_our_names_are_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/no", "/static/desk.css", "/api/v1/ledger", "/?as_of=x"])
def test_every_answer_carries_the_rules(client, path):
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, 303),
        ({}, 303),
    ],
)
def test_a_form_from_another_site_is_refused(client, headers, status):
    assert client.post("/enter", data={"name": "Ada", "token": TOKEN}, headers=headers).status_code == status


def test_a_wrong_token_lets_nobody_in(client):
    for wrong in ("", "x" * 29, TOKEN + " x"):
        answer = client.post("/enter", data={"name": "Ada", "token": wrong})
        assert answer.status_code == 400
        assert COOKIE not in answer.headers.get("set-cookie", "")


def test_the_cookie_is_for_this_site_and_no_script(client):
    cookie = client.post("/enter", data={"name": "Ada", "token": TOKEN}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.casefold()
    assert TOKEN not in cookie


def test_a_forged_or_outdated_cookie_is_nobody(client, examples, tmp_path):
    signed_in(client)
    held = client.cookies[COOKIE].strip('"')
    assert "You write as" in client.get("/enter").text
    later = settings_for(examples, tmp_path / "later")
    object.__setattr__(later, "clock", lambda: "2027-11-22T06:00:00Z")
    for wrong in (
        held[:-1] + ("0" if held[-1] != "0" else "1"),
        "x." + held.partition(".")[2],
        "..",
        held.rpartition(".")[0],
    ):
        other = client_of(settings_for(examples, tmp_path / "other"), cookies={COOKIE: wrong})
        assert "You write as" not in other.get("/enter").text
    assert "You write as" not in client_of(later, cookies={COOKIE: held}).get("/enter").text


@pytest.mark.parametrize(("size", "status"), [(70_000, 413), (100, 400)])
def test_a_large_body_is_refused_whether_it_says_so_or_not(client, size, status):
    assert client.post("/enter", content=b"a=" + b"x" * size).status_code == status
    assert client.post("/enter", content=(b"x" * 1000 for _ in range(size // 1000 + 1))).status_code == status


def test_a_long_address_and_other_methods_are_refused(client):
    assert client.get("/?q=" + "x" * 9000).status_code == 414
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/").status_code == 405
    assert client.post("/figures").status_code == 405


def test_more_requests_than_a_person_makes_are_told_to_wait(examples, tmp_path):
    held = client_of(settings_for(examples, tmp_path / "r", rate=0.01, burst=3))
    answers = [held.get("/static/icon.svg") for _ in range(5)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "desk.example"])
def test_nobody_else_is_let_in_without_a_token(examples, tmp_path, host):
    with pytest.raises(UsageError, match="token"):
        settings_for(examples, tmp_path / "r", host=host, token=None)
    with pytest.raises(UsageError, match="shorter"):
        settings_for(examples, tmp_path / "r", host=host, token="short")


def test_an_open_desk_asks_for_the_token_before_it_shows_anything(examples, tmp_path):
    held = client_of(settings_for(examples, tmp_path / "r", host="0.0.0.0"))
    assert held.get("/").status_code == 303
    assert held.get("/no/such").status_code == 404
    assert "Brackwater" not in held.get("/no/such").text
    assert held.get("/api/v1/ledger").status_code == 401
    assert held.get("/api/v1/ledger", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert signed_in(held).get("/").status_code == 200


def test_without_a_token_nothing_can_be_written(examples, tmp_path):
    held = client_of(settings_for(examples, tmp_path / "r", token=None))
    assert held.get("/").status_code == 200
    assert held.post("/enter", data={"name": "Ada", "token": ""}).status_code == 400


@pytest.mark.parametrize("where", ["_values", "_told"])
def test_a_page_that_breaks_does_not_say_how(client, monkeypatch, where):
    """Also where what every page needs is broken, that of errors included."""

    def broken(*_: object) -> dict[str, object]:
        raise RuntimeError("a path of this machine")

    client._transport.raise_server_exceptions = False
    monkeypatch.setattr(f"trucewatch.web.app.{where}", broken)
    answer = client.get("/problems")
    assert answer.status_code == 500
    assert "terminal of the desk" in answer.text
    assert "a path of this machine" not in answer.text
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_a_bug_reaches_the_server_that_prints_it(client, monkeypatch):
    def broken(*_: object) -> dict[str, object]:
        raise RuntimeError("a path of this machine")

    monkeypatch.setattr("trucewatch.web.app._values", broken)
    with pytest.raises(RuntimeError, match="a path of this machine"):
        client.get("/problems")
