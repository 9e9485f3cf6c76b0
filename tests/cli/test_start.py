"""How the program starts and ends: at once for `--help`, and quietly when nobody listens any more."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer.main

import trucewatch

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"spacy", "thinc", "numpy", "trafilatura", "htmldate", "lxml", "sqlite3", "rapidfuzz", "charset_normalizer"}


def python(*arguments: str, **more) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more.pop("env", {})}
    return subprocess.run([sys.executable, *arguments], env=env, capture_output=True, timeout=60, check=False, **more)


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["brief", "--help"], ["--version"]])
def test_nothing_heavy_is_imported_for_help(arguments):
    code = (
        "import sys; from trucewatch.cli import main; main(sys.argv[1:]); "
        "print(*sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    told = python("-c", code, *arguments)
    assert told.returncode == 0
    assert not HEAVY & set(told.stderr.decode().split())


def test_the_front_door_opens_without_weight_and_keeps_its_word():
    told = python("-c", "import sys, trucewatch; print(*sys.modules)")
    assert not HEAVY & {name.partition(".")[0] for name in told.stdout.decode().split()}
    for name in trucewatch.__all__:
        assert getattr(trucewatch, name) is not None
    assert len(trucewatch.__all__) <= 12
    with pytest.raises(AttributeError):
        trucewatch.nothing_of_the_kind  # noqa: B018 - asking is the test


def test_the_version_is_the_projects():
    assert f'version = "{trucewatch.__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    told = python("-m", "trucewatch", "--version")
    assert told.stdout.decode() == f"trucewatch {trucewatch.__version__}\n"


def test_a_listener_that_hangs_up_is_no_error(tmp_path):
    code = (
        "import sys; from trucewatch.cli import lines, main; from trucewatch.ledger import View; "
        "View.open = classmethod(lambda c, p: c(__import__('sqlite3').connect(':memory:'), p)); "
        "View.figures = lambda s, f: ({'record': 'figure', 'published': None, 'n': n} for n in range(10**6)); "
        "sys.exit(main(['figures']))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline()
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_no_bug_of_ours():
    with Path("/dev/full").open("wb") as full:
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        asked = [sys.executable, "-m", "trucewatch", "--version"]
        told = subprocess.run(asked, env=env, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    (line,) = told.stderr.decode().splitlines()
    assert told.returncode == 1
    assert "No space left" in line
    assert "free some space" in line
    assert "bug" not in line


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "/srv/out"), "/srv/out: Permission denied; choose a place"),
        (OSError(errno.EMFILE, "Too many open files"), "ulimit -n"),
        (OSError(errno.EIO, "Input/output error"), "see whether the disk"),
        (OSError("odd"), "odd; see whether"),
        (MemoryError(), "out of memory: give fewer reports at once"),
    ],
)
def test_what_the_machine_refuses_is_said_with_a_remedy(run, monkeypatch, error, words):
    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(typer.main, "get_command", lambda _: SimpleNamespace(main=refused))
    code, _, err = run("figures")
    assert code == 1
    assert words in err
    assert "bug" not in err


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_output_is_utf8_whatever_the_locale(tmp_path, locale):
    told = python("-m", "trucewatch", "show", "“é”", env={"LC_ALL": locale, "PYTHONUTF8": "0"}, cwd=tmp_path)
    assert told.returncode == 2
    assert told.stderr.decode("utf-8").startswith("trucewatch: ")
