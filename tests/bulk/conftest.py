"""Archives of a few dozen short articles of our own, with copies and retellings among them."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow", reason="bulk work needs pyarrow (trucewatch[bulk])")

_WHAT = ["a tram depot", "the fish market", "a brick works", "two barges", "the customs house", "a printing shop"]
_WHO = ["harbour master", "district governor", "fire brigade", "hospital", "railway", "border guard"]
_MORE = [
    "Crews cleared the rubble until dawn and found nobody else under it.",
    "Windows broke along the whole quay, and the bridge stays closed for carts.",
    "Schools in the lower town hold their lessons in the afternoon until the end of the week.",
    "The ferry to the islands did not sail, and bread was handed out at the station.",
]


def article(number: int, chance: random.Random) -> dict[str, Any]:
    """Return one article of our own making."""
    killed, hurt = chance.randint(3, 90), chance.randint(91, 400)
    what, who = chance.choice(_WHAT), chance.choice(_WHO)
    day = f"2031-05-{number % 9 + 10}"
    text = (
        f"Shells hit {what} in Varn, and {killed} people died there, the {who} said. Quay {1000 + number} burnt.\n\n"
        f"“We counted {hurt} people with burns,” the {who} told reporters near {_WHO[number % 6].title()} Square.\n\n"
        + " ".join(chance.sample(_MORE, 3))
    )
    return {"url": f"https://lantern.example/{number}", "outlet": "The Lantern", "published": day, "text": text}


def retold(of: dict[str, Any], number: int) -> dict[str, Any]:
    """Return the same text as another outlet prints it."""
    text = of["text"].replace("Shells hit", "On the river, shells hit").replace("did not sail", "stayed in port")
    return of | {"url": f"https://courier.example/{number}", "outlet": "Courier", "text": text}


def articles(count: int) -> list[dict[str, Any]]:
    """Return articles: two in three told anew, the rest retold; one twice, one changed, one broken each way."""
    chance = random.Random(7)
    made = [article(number, chance) for number in range(count * 2 // 3)]
    made += [retold(chance.choice(made), count + number) for number in range(count - len(made))]
    made.insert(5, made[2])
    made.append(made[3] | {"text": made[3]["text"].replace("died", "were killed"), "fetched": "2031-06-01T10:00:00Z"})
    made.insert(9, {"text": "crash: 4 people in Varn", "outlet": "A"})
    made.insert(11, {"text": "murky weather over Varn for 12 people", "outlet": "B"})
    made.insert(12, {"title": "no words"})
    return made


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return a file of JSON Lines, with an empty and a broken line in it."""
    path = tmp_path / "archive.jsonl"
    lines = [json.dumps(each) for each in articles(36)]
    lines.insert(7, "")
    lines.insert(8, '{"text": "cut off in the')
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
