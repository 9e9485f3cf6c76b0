"""kill -9 in the middle of following: what was fetched is not lost, and nothing comes twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from trucewatch.errors import UsageError
from trucewatch.ledger import View, check

WATCH = Path(__file__).with_name("kill_watch.py")
SOURCE = Path(__file__).parents[2] / "src"
ARTICLES, MOST_STARTS = 14, 40


def _start(folder: Path, feeds: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(WATCH), str(folder), str(feeds)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)


def test_killed_again_and_again_it_still_brings_every_article_once(tmp_path, site, feeds_file):
    seed = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))
    print(f"KILL_SEED={seed}")
    chance = random.Random(seed)
    site.serve("/robots.txt", "", content_type="text/plain")
    site.feed("/rss", *[f"/{number}" for number in range(ARTICLES)], etag='"1"')
    for number in range(ARTICLES):
        site.article(f"/{number}", f"On Saturday {number} shells hit the market of Varn, and nobody was hurt, he said.")
    feeds = feeds_file(f'[[feed]]\nurl = "{site.url("/rss")}"\n', watch='delay = "0s"')
    acknowledged: set[str] = set()
    kills = 0
    for _ in range(MOST_STARTS):
        with _start(tmp_path, feeds) as watch:
            assert watch.stdout is not None
            seen = [watch.stdout.readline() for _ in range(1 + chance.choice((0, 1, 2, 4)))]
            time.sleep(chance.uniform(0, 0.02))
            watch.kill()
            seen += watch.stdout.readlines()
        acknowledged |= {line.strip() for line in seen if line.startswith("http") and line.endswith("\n")}
        if "done\n" in seen:
            break
        kills += 1
    assert kills >= 3, "it must have been killed in the middle of its work"
    assert check(tmp_path / "a.db").is_clean
    with View.open(tmp_path / "a.db") as view:
        urls = [row["url"] for row in view.reports()]
        problems = list(view.problems())
    assert sorted(urls) == sorted(site.url(f"/{number}") for number in range(ARTICLES))
    assert acknowledged <= set(urls)
    assert problems == []
    most = Counter(site.paths()).most_common(1)[0]
    assert most[1] <= kills + 2, "what was fetched is not fetched again, but for what was on its way at a kill"


def test_a_second_watch_on_the_same_folder_is_refused(tmp_path):
    from trucewatch.collect.feeds.memory import Memory

    first = Memory(tmp_path)
    with pytest.raises(UsageError, match="another watch is running"):
        Memory(tmp_path)
    first.close()
    Memory(tmp_path).close()
