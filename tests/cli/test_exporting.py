"""`export` and `bundle` from the command line: files whole or not at all, and misuse told in one line."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

FORMATS = ("acled", "ucdp", "hxl", "geojson", "claims", "annotations", "ninjs", "ftm")


@pytest.fixture
def _kept(run, report):
    run("add", report("In Varn 12 people were hurt. “We back it” she said.\n"))


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_printed_or_written(run, form, tmp_path):
    code, out, err = run("export", form)
    assert (code, err) == (0, "")
    code, said, _ = run("export", form, "--out", tmp_path / "x")
    assert (code, said) == (0, "")
    assert (tmp_path / "x").read_text("utf-8") == out
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith(".part")) == []


@pytest.mark.usefixtures("_kept")
def test_a_view_or_a_board_is_written_as_csv(run):
    (row,) = csv.DictReader(io.StringIO(run("export", "csv", "--view", "figures")[1]))
    assert (row["measure"], row["low"], row["denied_by"]) == ("injured", "12", "Ministry")
    assert "launched,launched.evidence" in run("export", "csv", "--view", "raids")[1]
    assert run("export", "csv", "--view", "figures", "--where", "Nowhere")[1].count("\n") == 1


@pytest.mark.usefixtures("_kept")
def test_all_views_go_into_a_folder(run, tmp_path):
    assert run("export", "csv", "--out", tmp_path / "all")[0] == 0
    names = {path.name for path in (tmp_path / "all").iterdir()}
    assert {"figures.csv", "series.csv", "drift.csv", "force.csv", "standing.csv"} <= names
    assert len(names) == 18


@pytest.mark.usefixtures("_kept")
def test_parquet_is_written_to_a_file(run, tmp_path):
    arrow = pytest.importorskip("pyarrow.parquet")
    assert run("export", "parquet", "--view", "figures", "-o", tmp_path / "f.parquet")[0] == 0
    assert arrow.read_table(tmp_path / "f.parquet").num_rows == 1


@pytest.mark.usefixtures("_kept")
def test_a_bundle_is_the_same_file_each_time(run, tmp_path):
    code, said, err = run("bundle", "--out", tmp_path / "a.zip")
    assert (code, err) == (0, "")
    assert "bytes" in said
    run("bundle", "--out", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert json.loads(archive.read("about.json"))["reports"] == 1


@pytest.mark.usefixtures("_kept")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "nothing"), "no format"),
        (("export", "csv"), "--view"),
        (("export", "csv", "--view", "nothing"), "no view"),
        (("export", "acled", "--view", "figures"), "--view"),
        (("export", "geojson", "--outlet", "x"), "--outlet"),
        (("export", "csv", "--out", "all", "--outlet", "x"), "--outlet"),
        (("export", "acled", "--as-of", "soon"), "not a date"),
        (("export", "acled", "--profile", "soon"), "no profile"),
        (("export", "acled", "--out", "no/such/folder/x"), "cannot be written"),
        (("bundle", "--out", "no/such/folder/x.zip"), "cannot be written"),
    ],
)
def test_misuse_is_one_line_and_writes_nothing(run, arguments, said):
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_a_ledger_that_is_missing_leaves_no_file_behind(run, tmp_path):
    assert run("export", "acled", "--out", "x.csv")[0] == 2
    assert run("bundle", "--out", "x.zip")[0] == 2
    assert not list(tmp_path.iterdir())
