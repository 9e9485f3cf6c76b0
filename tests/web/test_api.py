"""The API: each record once whatever the page size, narrowed as on the command line, tagged, and refused politely."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from desks import ROOT, TOKEN, client_of, settings_for

LISTS = ("reports", "statements", "figures", "positions", "problems", "events", "series", "lineages", "drift")
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def everything(client, path, limit=3, **query):
    found, cursor = [], None
    for _ in range(2000):
        answer = client.get(
            f"/api/v1/{path}", params={**query, "limit": limit, **({"cursor": cursor} if cursor else {})}
        )
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert len(page["records"]) <= limit or path.startswith("boards")
        found += page["records"]
        cursor = page["next"]
        if cursor is None:
            return found
    raise AssertionError("a list without an end")


def folded(records):
    return sorted(json.dumps(each, sort_keys=True) for each in records)


def printed(ledger, *words):
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TRUCEWATCH_LEDGER": str(ledger)}
    command = [sys.executable, "-m", "trucewatch", *words, "--format", "jsonl"]
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in told.stdout.splitlines()]


@pytest.fixture
def quick(examples, tmp_path):
    """A client that may ask as often as it likes."""
    return client_of(settings_for(examples, tmp_path / "replays", rate=1e6, burst=10**6))


@pytest.mark.parametrize("path", LISTS)
def test_every_record_comes_once_whatever_the_page(quick, path):
    small, whole = everything(quick, path, limit=7), everything(quick, path, limit=500)
    assert small == whole
    assert len(folded(small)) == len(set(folded(small)))
    assert whole or path == "problems"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("figures", ["--kind", "toll"]),
        ("figures", ["--where", "UA", "--until", "2025-04-05"]),
        ("figures", ["--source", "lysak", "--as-of", "2025-04-06"]),
        ("statements", ["--since", "2025-04-05"]),
        ("positions", []),
        ("reports", ["--kind", "toll", "--outlet", "a"]),
        ("events", ["--where", "UA"]),
        ("events", ["--as-of", "2025-04-06", "--profile", "acled"]),
        ("lineages", []),
        ("drift", ["--kind", "value_lost"]),
    ],
)
def test_filters_are_those_of_the_command_line(quick, examples, path, words):
    query = {
        name.removeprefix("--").replace("-", "_"): value for name, value in zip(words[::2], words[1::2], strict=True)
    }
    command = "lineage" if path == "lineages" else path
    wanted = printed(examples, command, *words)
    assert wanted
    assert folded(everything(quick, path, limit=20, **query)) == folded(wanted)


@pytest.mark.parametrize("name", ["force", "ceasefire", "attacks", "raids", "support", "standing", "disruption"])
def test_boards_are_those_of_the_command_line(quick, examples, name):
    from trucewatch.boards.catalogue import board
    from trucewatch.ledger import View

    with View.open(examples) as view:
        wanted = [json.loads(json.dumps(row.record())) for row in board(name, view)]
    assert everything(quick, f"boards/{name}", limit=5) == wanted


def test_every_record_fits_its_description(quick):
    from trucewatch.web.api import models

    fitting = {"reports": models.Report, "statements": models.Statement, "figures": models.Figure}
    fitting |= {"positions": models.Position, "events": models.Event, "series": models.Series}
    fitting |= {"lineages": models.Lineage, "drift": models.Drift}
    for path, model in fitting.items():
        for record in everything(quick, path, limit=100):
            told = model.model_validate(record)
            assert set(record) == set(told.model_dump()), path
    models.Fullness.model_validate(quick.get("/api/v1/ledger").json())


@pytest.mark.parametrize("path", ["reports", "statements", "figures", "positions", "events", "lineages"])
def test_a_record_is_found_by_its_id(quick, path):
    record = everything(quick, path, limit=100)[-1]
    key = f"{record['record']}_id"
    assert quick.get(f"/api/v1/{path}/{record[key]}").json() == record
    for lost in ("x", record[key][:-1], "..%2f..%2fetc%2fpasswd", "%00"):
        answer = quick.get(f"/api/v1/{path}/{lost}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_offsets_count_in_the_text_of_the_report(quick):
    figure = everything(quick, "figures", limit=100)[0]
    told = quick.get(f"/api/v1/reports/{figure['report_id']}/text").json()
    assert told["text"][figure["start"] : figure["end"]] == figure["wording"]


def test_search_finds_words_and_shows_them(quick):
    found = everything(quick, "search", q="ceasefire", limit=2)
    assert found
    assert any("ceasefire" in each["passage"]["wording"].casefold() for each in found if each["passage"])
    assert everything(quick, "search", q="zzzzzz") == []


@pytest.mark.parametrize(
    "path", ["ledger", "figures?kind=toll", "boards", "boards/raids", "judgements", "search?q=truce"]
)
def test_what_has_not_changed_is_not_sent_again(quick, path):
    first = quick.get(f"/api/v1/{path}")
    again = quick.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert quick.get(f"/api/v1/{path}", headers={"If-None-Match": 'W/"x"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("figures?since=yesterday", 400),
        ("figures?since=2025-04-06&until=2025-04-05", 400),
        ("figures?limit=501", 422),
        ("figures?limit=x", 422),
        ("figures?cursor=x", 400),
        ("figures?cursor=WzEsMSwxLDk5OTk5OTk5OTk5OTk5OTk5OTk5XQ", 400),
        ("figures?where=" + "x" * 201, 422),
        ("series?cursor=-1.", 400),
        ("boards/nothing", 422),
        ("boards/raids?cursor=x", 400),
        ("events?profile=mine", 422),
        ("search", 422),
        ("../../etc/passwd", 404),
        ("%2e%2e/%2e%2e/etc/passwd", 404),
        ("figures/../../../enter", 404),
        ("nothing", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem(quick, path, status):
    answer = quick.get(f"/api/v1/{path}")
    if "../" in path:  # the client may have walked up before it asked
        assert answer.status_code in {status, 200}
        assert "root:" not in answer.text
        return
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({}, b"{}", 401),
        (BEARER, b"{}", 422),
        ({}, b'{"ids": ["f1-12ab", "f1-34cd"], "verdict": "same", "author": "Ada"}', 401),
        ({"Authorization": "Bearer no"}, b'{"ids": ["f1-12ab"], "verdict": "same", "author": "Ada"}', 401),
        (BEARER, b'{"ids": ["f1-12ab"], "verdict": "same", "author": "Ada"}', 400),
        (BEARER, b'{"ids": ["f1-12ab"], "verdict": "maybe", "author": "Ada"}', 422),
        (BEARER, b'{"ids": [], "verdict": "same", "author": "Ada"}', 422),
        (BEARER, b"[" * 20_000, 400),
        (BEARER, b"x" * 70_000, 413),
        ({**BEARER, "Origin": "http://evil.example"}, b"{}", 403),
        ({**BEARER, "Sec-Fetch-Site": "cross-site"}, b"{}", 403),
        ({**BEARER, "Host": "evil.example"}, b"{}", 421),
    ],
)
def test_a_decision_that_may_not_be_taken_is_refused(client, headers, content, status):
    answer = client.post("/api/v1/judgements", content=content, headers={"Content-Type": "application/json", **headers})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/judgements").json()["records"] == []


def test_a_decision_is_kept_and_seen(examples, tmp_path):
    copy = tmp_path / "desk.db"
    shutil.copy(examples, copy)
    client = client_of(settings_for(copy, tmp_path / "replays"))
    before = client.get("/api/v1/events")
    events = client.get("/api/v1/events?kind=killed").json()["records"]
    one, other = events[0]["figures"][0], events[1]["figures"][0]
    asked = {"ids": [one, other], "verdict": "same", "author": " Ada ", "note": "one blow"}
    told = client.post("/api/v1/judgements", json=asked, headers=BEARER)
    assert told.status_code == 201, told.text
    (made,) = told.json()["records"]
    assert (made["author"], made["note"], {made["a"], made["b"]}) == ("Ada", "one blow", {one, other})
    assert client.get("/api/v1/judgements", params={"about": one}).json()["records"] == [made]
    after = client.get("/api/v1/events", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert any({one, other} <= set(event["figures"]) for event in everything(client, "events", limit=100))


def test_a_cookie_alone_decides_nothing(client):
    from desks import signed_in

    asked = {"ids": ["f1-12ab", "f1-34cd"], "verdict": "same", "author": "Ada"}
    assert signed_in(client).post("/api/v1/judgements", json=asked).status_code == 401


def test_reading_from_elsewhere_needs_the_token(examples, tmp_path):
    client = client_of(settings_for(examples, tmp_path / "replays", host="192.0.2.1"))
    refused = client.get("/api/v1/figures")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert client.get("/api/v1/figures", headers=BEARER).status_code == 200


def test_a_large_ledger_is_answered_from_what_is_kept(examples, tmp_path):
    client = client_of(settings_for(examples, tmp_path / "replays", link_up_to=0, rate=1e6, burst=10**6))
    for path in (*LISTS, "boards/force", "boards/raids", "boards/attacks"):
        everything(client, path, limit=20, as_of="2025-04-05")
    for event in everything(client, "events", limit=20, as_of="2025-04-05"):
        days = [point["published"] for series in event["series"] for point in series["points"]]
        assert all(day <= "2025-04-05" for day in days)
        assert client.get(f"/api/v1/events/{event['event_id']}?as_of=2025-04-05").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [{}, {"where": "QT"}, {"where": "london"}, {"since": "2025-01-01"}, {"until": "2024-12-31", "source": "kessaria"}],
)
def test_who_stands_where_is_the_same_however_large_a_ledger_is(examples, tmp_path, asked):
    large = client_of(settings_for(examples, tmp_path / "replays", link_up_to=0, rate=1e6, burst=10**6))
    exact = client_of(settings_for(examples, tmp_path / "exact", rate=1e6, burst=10**6))
    told = (everything(large, "boards/standing", limit=3, **asked), everything(exact, "boards/standing", **asked))
    held = [{(row["holder"], row["topic"], row["stance"]) for row in each} for each in told]
    assert held[0] == held[1]
    assert held[0] or "where" in asked


def test_every_route_is_described(quick):
    told = quick.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for path, methods in told["paths"].items():
        for method, route in methods.items():
            assert route["description"], (path, method)
            assert all(each.get("description") or each["name"] == "name" for each in route.get("parameters", [])), path
