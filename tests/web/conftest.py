"""The desk over the examples, over nothing and over hostile words: ledgers made once, clients through the gate."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "ledger")]

from desks import EXAMPLES, FLAGS, NOW, Desk, client_of, settings_for  # noqa: E402 - the line above makes it importable


def _read_examples(path: Path) -> None:
    from trucewatch.ledger import Ledger
    from trucewatch.pipeline import add_all, read_all, reader

    paths = [str(EXAMPLES / "ukraine"), str(EXAMPLES / "marren" / "reports")]
    outcomes = read_all(paths, read=reader([str(EXAMPLES / "marren" / "vocabulary.toml")]))
    with Ledger.open(path) as ledger:
        for _ in add_all(ledger, outcomes, clock=lambda: NOW):
            pass
        ledger.relink()


@pytest.fixture(scope="session")
def examples(tmp_path_factory) -> Path:
    """The ledger of the examples, read once however many workers run."""
    shared = tmp_path_factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else None
    folder = shared or tmp_path_factory.mktemp("desk")
    path = folder / "desk-examples.db"
    with Path(f"{path}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            half = folder / "desk-half.db"
            _read_examples(half)
            half.rename(path)
    return path


@pytest.fixture
def client(examples, tmp_path):
    """A browser without scripts at the desk of the examples; it does not follow redirects."""
    return client_of(settings_for(examples, tmp_path / "replays"))


@pytest.fixture
def desk(examples, tmp_path):
    """A served desk over a copy of the examples' ledger: `desk.url`; writes stay in the copy."""
    copy = tmp_path / "desk.db"
    shutil.copy(examples, copy)
    with closing(Desk(settings_for(copy, tmp_path / "replays"))) as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, installed where it is missing and may be; skipped with the reason where it may not."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium")
    if found is None:
        script = Path(__file__).parent / "install_chromium.sh"
        told = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False, timeout=600)
        found = shutil.which("chromium")
        if found is None:
            pytest.skip(f"no chromium, and it cannot be installed here: {told.stderr.strip()[-200:]}")
    return found


@pytest.fixture
def page(chromium):
    """A page of a fresh browser; fails on console errors and on requests that leave this machine."""
    from playwright.sync_api import sync_playwright

    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS), headless=True)
        opened = browser.new_page(viewport={"width": 1360, "height": 900})
        opened.set_default_timeout(15_000)
        opened.on("console", lambda told: faults.append(told.text) if told.type in {"error", "warning"} else None)
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("request", lambda asked: None if "//127.0.0.1:" in asked.url else faults.append(asked.url))
        yield opened
        browser.close()
    assert not faults, faults
