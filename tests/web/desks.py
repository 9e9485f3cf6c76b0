"""How tests set up a desk: its settings, a client through the gate, a server on a port of its own."""

from __future__ import annotations

import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
NOW = "2026-11-22T06:00:00Z"
TOKEN = "a token that nobody can guess"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


def settings_for(ledger: Path, folder: Path, **changes):
    from trucewatch.web.settings import Settings

    folder.mkdir(exist_ok=True)
    held = {"token": TOKEN, "names": ("testserver",), **changes}
    return Settings(ledger=ledger, folder=folder, clock=lambda: NOW, **held)


def client_of(settings, **changes):
    from starlette.testclient import TestClient

    from trucewatch.web.app import create_app

    return TestClient(create_app(settings), follow_redirects=False, raise_server_exceptions=True, **changes)


def signed_in(client, name: str = "Ada"):
    """Return the client with the cookie of somebody who has shown the token."""
    answer = client.post("/enter", data={"name": name, "token": TOKEN})
    assert answer.status_code == 303, answer.text
    return client


class Desk:
    """A desk on a port of its own, in a thread."""

    def __init__(self, settings, **changes) -> None:
        import socket

        import uvicorn

        from trucewatch.web.app import create_app
        from trucewatch.web.arriving import Arriving

        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        fixed = {"log_level": "error", "access_log": False, "ws": "none", "lifespan": "off", "http": Arriving}
        config = uvicorn.Config(create_app(settings), **fixed, **changes)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.02)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
