"""`watch` as a command: one round, a stop by signal, misuse; over a site on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from trucewatch.ledger import View

SOURCE = Path(__file__).parents[2] / "src"
WORDS = "Shells hit the market of Varn on Saturday, and 3 people were hurt there, the mayor said."


@pytest.fixture
def site(tmp_path):
    """A feed with one article; returns its feeds file."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            here = f"http://127.0.0.1:{self.server.server_port}"
            pages = {
                "/rss": f"<rss><channel><item><link>{here}/a</link></item></channel></rss>",
                "/a": f"<html><body><article><p>{WORDS}</p></article></body></html>",
            }
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = tmp_path / "feeds.toml"
    here = f"127.0.0.1:{server.server_port}"
    path.write_text(f'[watch]\nallow = ["{here}"]\ndelay = "0s"\n[[feed]]\nurl = "http://{here}/rss"\n')
    yield path
    server.shutdown()
    server.server_close()


def test_once_adds_what_is_new_and_says_so(run, site, tmp_path):
    code, out, err = run("watch", site, "--once", "--ledger", tmp_path / "a.db")
    assert (code, err) == (0, "")
    assert "1 new report in" in out
    code, out, err = run("watch", site, "--once", "--ledger", tmp_path / "a.db")
    assert (code, err) == (0, "")
    assert "0 new reports in" in out
    assert (tmp_path / "a.db.feeds" / "archive").is_dir()


def test_a_ledger_made_anew_gets_everything_from_the_archive(run, site, tmp_path):
    run("watch", site, "--once", "--ledger", tmp_path / "a.db")
    for left in tmp_path.glob("a.db*"):
        if left.is_file():
            left.unlink()
    assert "1 new report in" in run("watch", site, "--once", "--ledger", tmp_path / "a.db")[1]


def test_a_problem_makes_the_exit_code_1(run, site, tmp_path):
    site.write_text(site.read_text().replace("/rss", "/none"))
    code, _, err = run("watch", site, "--once", "--ledger", tmp_path / "a.db")
    assert (code, "answers 404" in err) == (1, True)
    assert "answers 404" in run("problems", "--ledger", tmp_path / "a.db", "--format", "jsonl")[1]


def test_a_faulty_feeds_file_is_misuse_and_leaves_no_ledger(run, site, tmp_path):
    site.write_text('[watch]\nevry = "5m"\n')
    code, _, err = run("watch", site, "--once", "--ledger", tmp_path / "a.db")
    assert (code, "line 2" in err) == (2, True)
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_good_order(site, tmp_path, asked):
    script = (
        "import sys; from trucewatch import pipeline; from trucewatch.cli import main; "
        "from trucewatch.model import Page, Reading; "
        "pipeline.reader = lambda _=(): lambda report: Reading(report, Page(), 'stub 1'); sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "watch", str(site), "--ledger", str(tmp_path / "a.db")]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as watching:
        assert "1 new report in" in watching.stdout.readline()
        with View.open(tmp_path / "a.db") as view:
            assert len(list(view.reports())) == 1, "readers see it while the watch goes on"
        time.sleep(0.2)
        watching.send_signal(asked)
        out, err = watching.communicate(timeout=15)
    assert (watching.returncode, out, err) == (0, "", "")
