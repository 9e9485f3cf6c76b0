"""Takes the pictures of the desk in docs/pictures: Chromium over the examples' ledger, light, 1280 pixels wide.

`python -m tools.handbook.screenshots` makes all of them anew. The clock stands still and the ledger is made from
examples/, so that a picture changes only where the desk or the reader does.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.handbook.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FOLDER", "PICTURES"]

FOLDER = ROOT / "docs" / "pictures"
PICTURES: dict[str, tuple[str, ...]] = {
    # name: where to begin, then what to click (a selector each)
    "brief": ("/",),
    "brief-past": ("/?as_of=2024-03-13",),
    "map": ("/map",),
    "events": ("/events",),
    "event": ("/events?where=Brackwater&until=2024-03-12", "main a[href^='/event/']"),
    "figure": ("/events?where=Brackwater", "main a[href^='/event/']", "main a[href^='/figure/']"),
    "report": ("/reports?outlet=Harbour", "main a[href^='/report/']"),
    "attacks": ("/boards/attacks",),
    "raids": ("/boards/raids",),
    "force": ("/boards/force",),
    "ceasefire": ("/boards/ceasefire",),
    "support": ("/boards/support",),
    "positions": ("/boards/positions",),
    "disruption": ("/boards/disruption",),
    "plan": ("/plan",),
    "reports": ("/reports",),
    "figures": ("/figures",),
    "statements": ("/statements",),
    "families": ("/families",),
    "family": ("/families", "main a[href^='/family/']"),
    "sources": ("/sources",),
    "problems": ("/problems",),
    "search": ("/search?q=market",),
    "review": ("/review",),
}
"""What is shown: every page that the desk's menu names, and those that a click leads to."""

_NOW = "2026-11-22T06:00:00Z"
_SIZE = {"width": 1280, "height": 860}
_QUALITY = 0.7  # of WebP: small type stays crisp, and all pictures together stay below 1.5 MB
_FLAGS = ("--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--hide-scrollbars", "--lang=en-GB")
_SHRINK = """async ([png, quality]) => {
  const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
  const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


def main() -> int:
    """Take all pictures; 2 where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("screenshots: no chromium here: sh tests/web/install_chromium.sh", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, _desk(Path(folder)) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        shrinker = browser.new_page()
        for name, (start, *clicks) in PICTURES.items():
            page = browser.new_page(viewport=_SIZE, color_scheme="light", reduced_motion="reduce", locale="en-GB")
            answer = page.goto(address + start)
            for each in clicks:
                answer = page.goto(address + str(page.locator(each).first.get_attribute("href")))
            if answer is None or not answer.ok:
                raise LookupError(f"{name}: the desk has no page {page.url}")
            png = base64.b64encode(page.screenshot()).decode()
            webp = base64.b64decode(shrinker.evaluate(_SHRINK, [png, _QUALITY]))
            (FOLDER / f"{name}.webp").write_bytes(webp)
            print(f"{len(webp) / 1000:6.0f} kB  docs/pictures/{name}.webp")
            page.close()
        browser.close()
    return 0


@contextmanager
def _desk(folder: Path) -> Iterator[str]:
    """Serve the ledger of the examples on a port of its own, and tell its address."""
    import uvicorn

    from trucewatch.plan.reading import load
    from trucewatch.web.app import create_app
    from trucewatch.web.planning import Planner
    from trucewatch.web.settings import Settings

    ledger = _examples(folder / "trucewatch.db")
    beside = folder / "replays"
    beside.mkdir()
    planner = Planner(load(ROOT / "examples" / "plan" / "ukraine.toml"))
    app = create_app(Settings(ledger=ledger, folder=beside, clock=lambda: _NOW, planner=planner))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    listening: Any = server.servers[0].sockets[0]
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def _examples(path: Path) -> Path:
    """Read the examples into a ledger of their own."""
    from trucewatch.ledger import Ledger
    from trucewatch.pipeline import add_all, read_all, reader

    marren = ROOT / "examples" / "marren"
    paths = [os.path.relpath(each) for each in (ROOT / "examples" / "ukraine", marren / "reports")]
    outcomes = read_all(paths, read=reader([str(marren / "vocabulary.toml")]))
    with Ledger.open(path) as ledger:
        for _ in add_all(ledger, outcomes, clock=lambda: _NOW):
            pass
        ledger.relink()
    return path


if __name__ == "__main__":
    sys.exit(main())
