"""The desk over a ledger on a server answers what it answers over the same ledger in a file, page by page."""

from __future__ import annotations

import re

import pytest
from desks import client_of, settings_for
from engines import NoServerError, served
from test_pages import PATHS, address

from trucewatch.ledger import View, copy
from trucewatch.ledger.pages import news

ASKED = {
    "/events": ("?where=UA", "?source=zelensky", "?kind=attack&state=disputed", "?actor=russia", "?side=UA"),
    "/figures": ("?source=mayor", "?place=kyiv&measure=killed", "?day=2025-04-04", "?outlet=e&country=UA"),
    "/statements": ("?source=president", "?mode=direct&side=UA"),
    "/reports": ("?source=zelensky", "?outlet=e", "?place=kryvyi"),
    "/search": ("?q=truce", "?q=cease-fire+-troops", "?q=drone*+%22were+killed%22", "?q=Zelensky&kind=toll"),
    "/atlas": ("?source=zelensky", "?actor=russia"),
    "/problems": ("?stage=dates",),
    "/sources": ("?order=contested", "?part=mini"),
    "/lineages": ("?agency=a",),
}


@pytest.fixture(scope="module")
def both(examples, tmp_path_factory):
    """Clients of two desks, over the file and over its copy on a server."""
    try:
        with served() as shelf:
            copy(examples, shelf / "examples")
            folder = tmp_path_factory.mktemp("both")
            places = (examples, folder / "file"), (shelf / "examples", folder / "server")
            yield [client_of(settings_for(place, replays)) for place, replays in places]
    except NoServerError as reason:
        pytest.skip(f"PostgreSQL: {reason}")


@pytest.fixture(scope="module")
def ids(examples) -> dict[str, str]:
    with View.open(examples) as view:
        changed = news.changes(view, (None, None))[0]["after"]
        family = next(name for name, _ in view.kept("lineage"))
        event = news.latest_events(view, (None, None))[0]["event_id"]
    named = {"report": changed["report_id"], "figure": changed["figure_id"], "event": event, "family": family}
    return {**named, "source": "outlet"}


def told(client, path: str) -> tuple[int, str]:
    answer = client.get(path)
    return answer.status_code, re.sub(r"/static/[^\"]+|nonce=\S+", "", answer.text)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_the_same(both, ids, path):
    for query in ("", "?as_of=2025-04-06", *ASKED.get(path, ())):
        mine, theirs = (told(client, address(path, ids) + query) for client in both)
        assert mine[0] in {200, 404}
        assert mine == theirs, query


@pytest.mark.parametrize(
    "path",
    [
        *("reports", "statements", "figures", "positions", "problems", "events", "series", "lineages", "drift"),
        *("judgements", "ledger", "search?q=truce", "boards/force", "boards/ceasefire", "boards/raids", "brief"),
        *(
            "figures?where=UA&kind=killed",
            "statements?source=president",
            "events?as_of=2025-04-06",
            "positions?limit=3",
        ),
    ],
)
def test_every_answer_of_the_api_is_the_same(both, path):
    mine, theirs = (told(client, f"/api/v1/{path}") for client in both)
    assert mine == theirs
