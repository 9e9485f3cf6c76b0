"""Every view as CSV and Parquet: all columns, no zero for what is not known, and the same words in both."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from export_ledgers import keep
from ledger_readings import one, with_figures

from trucewatch.errors import UsageError
from trucewatch.export.asked import Asked
from trucewatch.export.columns import VIEWS
from trucewatch.export.harmless import restored
from trucewatch.export.parquet import write_parquet
from trucewatch.export.tables import board_table, table, write_csv
from trucewatch.ledger import Filters, View


def _rows(path, name, asked=None):
    out = io.StringIO()
    with View.open(path) as view:
        write_csv(table(view, name, asked or Asked()), out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_is_a_table_in_both_formats(market_ledger, name):
    arrow = pytest.importorskip("pyarrow.parquet")
    rows = _rows(market_ledger, name)
    out = io.BytesIO()
    with View.open(market_ledger) as view:
        write_parquet(table(view, name, Asked()), out)
    read = arrow.read_table(io.BytesIO(out.getvalue()))
    assert read.column_names == [column.name for column in VIEWS[name]]
    assert read.num_rows == len(rows)
    for ours, theirs in zip(rows, read.to_pylist(), strict=True):
        for column, value in theirs.items():
            if isinstance(value, str):
                assert restored(ours[column]) == value
            elif value is None:
                assert ours[column] == ""
            elif isinstance(value, float | int) and not isinstance(value, bool):
                assert float(ours[column]) == value


def test_an_open_end_is_an_empty_cell(market_ledger):
    tolls = {row["wording"]: row for row in _rows(market_ledger, "figures") if row["measure"] == "killed"}
    assert (tolls["at least nine people"]["low"], tolls["at least nine people"]["high"]) == ("9", "")
    assert (tolls["14 people"]["low"], tolls["14 people"]["high"]) == ("14", "14")


def test_series_and_points_name_their_event(market_ledger):
    events = {row["event_id"] for row in _rows(market_ledger, "events")}
    series, points = _rows(market_ledger, "series"), _rows(market_ledger, "points")
    assert {row["event_id"] for row in series} == events
    assert sum(int(row["points"]) for row in series) == len(points)
    (toll,) = [row for row in series if row["measure"] == "killed"]
    assert (toll["low"], toll["best"], toll["high"], toll["rule"]) == ("14", "14", "14", "literal")


def test_filters_and_days_narrow(market_ledger):
    assert len(_rows(market_ledger, "figures", Asked(Filters(kind="killed")))) == 2
    assert len(_rows(market_ledger, "figures", Asked(Filters(kind="killed"), as_of="2030-05-04"))) == 1
    (toll,) = [row for row in _rows(market_ledger, "series", Asked(as_of="2030-05-04")) if row["measure"] == "killed"]
    assert (toll["low"], toll["best"], toll["high"]) == ("9", "9", "")
    with pytest.raises(UsageError, match="outlet"):
        _rows(market_ledger, "events", Asked(Filters(outlet="Wire")))
    with pytest.raises(UsageError, match="no view"):
        _rows(market_ledger, "nothing")


def test_a_profile_laid_over_what_is_kept_is_what_linking_makes(market_ledger):
    from trucewatch.ledger import derive
    from trucewatch.ledger.events import streamed

    with View.open(market_ledger) as view:
        for profile in ("literal", "acled", "ucdp", "aoav"):
            made = derive(view, profile=profile).records["event"]
            assert list(streamed(view, "event", profile=profile)) == list(made)


def test_a_board_is_a_table_with_the_ids_of_its_evidence():
    row = {"launched": 92, "note": None, "evidence": {"launched": [{"id": "f1-a"}, {"id": "f1-a"}, {"id": "f1-b"}]}}
    out = io.StringIO()
    write_csv(board_table("raids", ("launched", "note"), [row]), out)
    assert out.getvalue() == "launched,launched.evidence,note,note.evidence\n92,f1-a; f1-b,,\n"


class Nowhere(io.RawIOBase):
    """Takes everything and keeps nothing."""

    def writable(self):
        return True

    def write(self, data):
        return len(data)


def _peak(path, write):
    with View.open(path) as view:
        write(table(view, "figures", Asked()))  # what is loaded once, with a first row, is no growth
        made = table(view, "figures", Asked())
        tracemalloc.start()
        write(made)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_ten_times_the_figures_take_no_more_memory(tmp_path, form, monkeypatch):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr("trucewatch.export.parquet._BATCH", 100)

    def write(made):
        if form == "parquet":
            write_parquet(made, io.BufferedWriter(Nowhere()))
        else:
            write_csv(made, io.TextIOWrapper(io.BufferedWriter(Nowhere()), encoding="utf-8"))

    few, many = (
        keep(tmp_path / f"{count}.db", *(with_figures(one(number), 95) for number in range(count)), linked=False)
        for count in (8, 80)
    )
    assert _peak(many, write) < 1.5 * _peak(few, write) + 100_000
