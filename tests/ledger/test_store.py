"""Opening: what is none of ours is refused with a remedy, and what a kill or a full disk leaves is taken up again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ledger_readings import one, with_figures

from trucewatch.errors import LedgerError
from trucewatch.ledger import Added, Ledger, View, check
from trucewatch.ledger.store import APPLICATION_ID, migrate, migrations

NOW = "2030-05-05T00:00:00Z"


def made(path: Path, *numbers: int) -> Path:
    with Ledger.open(path) as ledger:
        for number in numbers:
            ledger.add(one(number), added=NOW)
    return path


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")


def of_a_newer_version(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def not_sqlite(path: Path) -> None:
    path.write_bytes(b"Dear diary, " * 100)


def cut_short(path: Path) -> None:
    made(path, *range(20))
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\x07" * (len(content) // 2))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.mkdir(), "is a folder"),
        (of_another_program, "another program"),
        (of_a_newer_version, "install a newer trucewatch"),
        (not_sqlite, "not a SQLite file"),
        (cut_short, "damaged"),
    ],
    ids=["a folder", "another program's file", "a newer schema", "no SQLite file", "a damaged file"],
)
@pytest.mark.parametrize("opened", [Ledger.open, View.open], ids=["to write", "to read"])
def test_what_cannot_be_a_ledger_is_refused_by_name_and_with_a_remedy(tmp_path, make, says, opened):
    path = tmp_path / "ledger.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError, match=says) as error, opened(path):
        check(path)  # damage may lie where opening does not look
    assert str(path) in str(error.value)
    assert before is None or path.read_bytes() == before, "what is refused is left alone"


def test_a_missing_ledger_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(LedgerError, match="trucewatch add"):
        View.open(tmp_path / "none.db")
    with pytest.raises(LedgerError, match="trucewatch add"):
        Ledger.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(LedgerError, match=r"its folder .* does not exist"):
        Ledger.open(tmp_path / "no" / "ledger.db")


@pytest.fixture
def closed():
    """Yield a folder and a way to shut it, so that nobody may write there, root's own tests included."""
    nobody = 65534
    with TemporaryDirectory() as made_here:
        folder = Path(made_here)

        def shut() -> None:
            for path in (folder, *folder.iterdir()):
                path.chmod(0o555 if path.is_dir() else 0o444)
            if os.geteuid() == 0:  # root may read and write everything: be somebody else
                os.seteuid(nobody)

        try:
            yield folder, shut
        finally:
            os.seteuid(os.getuid())
            folder.chmod(0o700)


def test_a_folder_without_permission_is_refused(closed):
    folder, shut = closed
    shut()
    with pytest.raises(LedgerError, match=r"permission|may write"):
        Ledger.open(folder / "ledger.db")


def test_a_read_only_ledger_in_a_read_only_folder_can_be_viewed(closed):
    folder, shut = closed
    made(folder / "ledger.db", 1)
    shut()
    with View.open(folder / "ledger.db") as view:
        assert len(list(view.reports())) == 1


@pytest.mark.parametrize("content", [b"", None], ids=["an empty file", "a database without tables"])
def test_what_a_writer_killed_while_creating_leaves_is_taken_up(tmp_path, content):
    path = tmp_path / "ledger.db"
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    else:
        path.write_bytes(content)
    with pytest.raises(LedgerError, match="holds nothing yet"):
        View.open(path)
    assert check(made(path, 1)).is_clean


def test_a_ledger_is_marked_as_ours_and_keeps_a_log(tmp_path):
    path = made(tmp_path / "ledger.db", 1)
    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == len(migrations())
    assert pragma(path, "journal_mode") == "wal"
    assert not Path(f"{path}-wal").exists(), "closing folds the log into the file"


def test_the_writer_waits_for_the_disk_and_holds_foreign_keys(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for name, value in (("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 60_000)):
            assert ledger._connection.execute(f"PRAGMA {name}").fetchone()[0] == value


def test_a_later_migration_runs_once_and_keeps_what_is_there(tmp_path):
    path = made(tmp_path / "ledger.db", 1, 2)
    scripts = (*migrations(), "CREATE TABLE later (later_no INTEGER PRIMARY KEY, verdict TEXT);")
    with Ledger.open(path) as ledger:
        for _ in range(2):
            migrate(ledger._connection, path, scripts)
        assert ledger._connection.execute("SELECT COUNT(*) FROM later").fetchone() == (0,)
        assert ledger._connection.execute("SELECT COUNT(*) FROM report").fetchone() == (2,)
    assert pragma(path, "user_version") == len(scripts)


def test_a_migration_that_fails_leaves_the_old_schema(tmp_path):
    path = made(tmp_path / "ledger.db", 1)
    scripts = (*migrations(), "CREATE TABLE later (verdict TEXT); CREATE TABLE report (again);")
    with Ledger.open(path) as ledger, pytest.raises(LedgerError):
        migrate(ledger._connection, path, (*scripts[:-1], *scripts[-1].replace("; ", ";\n").splitlines(keepends=True)))
    assert pragma(path, "user_version") == len(migrations())
    assert check(path).is_clean


def test_an_older_ledger_is_not_read_before_it_is_brought_up(tmp_path):
    path = made(tmp_path / "ledger.db", 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(LedgerError, match="older schema 1"):
        View.open(path)


def fill(ledger: Ledger, kept: list[Added]) -> None:
    kept.extend(ledger.add(with_figures(one(number), 60), added=NOW) for number in range(200))


def test_a_full_disk_is_said_and_loses_nothing(tmp_path):
    path = made(tmp_path / "ledger.db", 1)
    with Ledger.open(path) as ledger:
        pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
        ledger._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LedgerError, match="disk is full: free some space"):
            fill(ledger, [])
        ledger._connection.execute("PRAGMA max_page_count = 100000")
        assert ledger.add(with_figures(one(500), 60), added=NOW) is Added.NEW
        assert ledger.add(one(1), added=NOW) is Added.KNOWN
    assert check(path).is_clean


@pytest.fixture
def small_disk(tmp_path):
    """A file system of one megabyte, or a skip where none may be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system may be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_disk_that_fills_up_loses_nothing_and_is_gone_on_with_when_there_is_room(small_disk):
    path, ballast = small_disk / "ledger.db", small_disk / "ballast"
    with Ledger.open(path) as ledger:
        ballast.write_bytes(b"\0" * 200_000)
        with pytest.raises(LedgerError, match=r"disk is full|free space"):
            fill(ledger, kept := [])
        kept = len(kept)
        with View.open(path) as view:
            assert len(list(view.reports())) == kept
        ballast.unlink()
        assert ledger.add(with_figures(one(kept), 60), added=NOW) is Added.NEW
    assert 0 < kept < 200
    assert check(path).is_clean
    with View.open(path) as view:
        assert len(list(view.reports())) == kept + 1


_LIMITED = """
import resource, signal, sys
sys.path[:0] = sys.argv[2:]
from ledger_readings import one, with_figures
from trucewatch.ledger import Ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
with Ledger.open(sys.argv[1]) as ledger:
    for number in range(200):
        ledger.add(with_figures(one(number), 60), added="2030-05-05T00:00:00Z")
        print(number, flush=True)
"""


def test_a_quota_that_is_used_up_is_said_and_loses_nothing(tmp_path):
    path, tests = tmp_path / "ledger.db", Path(__file__).parent
    folders = [str(tests), str(tests.parents[1] / "src")]
    command = [sys.executable, "-c", _LIMITED, str(path), *folders]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    kept = len(done.stdout.split())
    assert 0 < kept < 200
    assert "free space" in done.stderr
    assert check(path).is_clean
    with View.open(path) as view:
        assert len(list(view.reports())) == kept


def test_a_locked_ledger_names_the_remedy(tmp_path):
    path = made(tmp_path / "ledger.db", 1)
    with Ledger.open(path) as first, Ledger.open(path) as second:
        first._connection.execute("BEGIN IMMEDIATE")
        second._connection.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(LedgerError, match="another process has kept it locked"):
            second.add(one(2), added=NOW)
        first._connection.execute("ROLLBACK")
        assert second.add(one(2), added=NOW) is Added.NEW


def test_four_writers_at_once_all_succeed(tmp_path):
    path = tmp_path / "ledger.db"
    tests = Path(__file__).parent
    script = (
        f"import sys; sys.path[:0] = [{str(tests)!r}, {str(tests.parents[1] / 'src')!r}]\n"
        "from ledger_readings import one\nfrom trucewatch.ledger import Ledger\n"
        "with Ledger.open(sys.argv[1]) as ledger:\n"
        "    for number in range(40): ledger.add(one(number // 2 if number % 2 else 1000 * int(sys.argv[2]) + number), "
        f"added={NOW!r})\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(path), str(each)], stderr=subprocess.PIPE)
        for each in range(1, 5)
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said.decode()
    with View.open(path) as view:
        assert len(list(view.reports())) == 20 + 4 * 20
    assert check(path).is_clean


def test_a_reader_works_while_a_writer_writes(tmp_path):
    path = made(tmp_path / "ledger.db", 1)
    with Ledger.open(path) as ledger, View.open(path) as view:
        assert len(list(view.reports())) == 1
        ledger.add(one(2), added=NOW)
        ledger.checkpoint()
        assert len(list(view.reports())) == 1, "a view sees one moment"
    with View.open(path) as view:
        assert len(list(view.reports())) == 2
