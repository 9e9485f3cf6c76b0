"""Events in the columns of other data sets: exact names, honest numbers, empty cells for what is not known."""

from __future__ import annotations

import csv
import io
import json

import pytest
from export_ledgers import force, keep, market, place
from ledger_readings import reading, report

from trucewatch.export import acled, hxl, ucdp
from trucewatch.model import Modifier, Status

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,"
    "gwnob"
)
HXL = (
    "#date+event,#date+reported,#country+code,#adm1+name,#adm2+name,#loc+name,#geo+lat,#geo+lon,#event+type,"
    "#affected+killed,#affected+injured,#affected+killed+children,#affected+killed+civilians,#affected+displaced,"
    "#meta+source,#meta+url,#meta+id"
)


def _read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_those_of_the_standards():
    assert ",".join(acled.COLUMNS) == ACLED
    assert len(acled.COLUMNS) == 31
    assert ",".join(ucdp.COLUMNS) == UCDP
    assert len(ucdp.COLUMNS) == 49
    assert ",".join(hxl.TAGS).startswith(HXL)


def test_an_event_told_by_more_reports_than_are_remembered_is_written_whole(market_ledger, exported, monkeypatch):
    whole = exported(market_ledger, "acled")
    monkeypatch.setattr("trucewatch.export.told._REPORTS_KEPT", 1)
    assert exported(market_ledger, "acled") == whole


def test_an_attack_is_a_row_of_acled(market_ledger, exported):
    (row,) = _read(exported(market_ledger, "acled"))
    assert row["event_date"] == "2030-05-03"
    assert (row["year"], row["time_precision"], row["geo_precision"]) == ("2030", "1", "1")
    assert (row["event_type"], row["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    )
    assert (row["iso"], row["country"], row["location"]) == ("804", "Ukraine", "Ostrel")
    assert (row["actor1"], row["actor2"]) == ("Norland", "Ukraine")
    assert (row["latitude"], row["longitude"]) == ("48.5", "35.0")
    assert row["source"] == "Wire 1; Wire 2"
    assert row["fatalities"] == "14"
    assert "rule acled" in row["notes"]
    assert "“at least nine people” Ada Imre 2030-05-04" in row["notes"]
    assert "f1-" in row["notes"]
    assert {row[name] for name in ("inter1", "interaction", "region", "civilian_targeting", "admin3")} == {""}


def test_a_toll_that_nobody_told_is_empty_and_never_zero(tmp_path, exported):
    told = market(1, "14 people", 14, 14)
    injured = reading(told.report, page=told.page, statements=told.statements, figures=told.figures[1:])
    path = keep(tmp_path / "i.db", injured)
    (row,) = _read(exported(path, "acled"))
    assert row["fatalities"] == ""
    assert "injured" in row["notes"]
    assert _read(exported(path, "ucdp")) == []
    (row,) = [each for each in _read(exported(path, "hxl")) if not each["Killed"].startswith("#")]
    assert (row["Killed"], row["Injured"]) == ("", "12")


def test_a_toll_of_none_is_zero_because_somebody_said_so(tmp_path, exported):
    path = keep(tmp_path / "n.db", market(1, "no people", 0, 0))
    (row,) = _read(exported(path, "acled"))
    assert row["fatalities"] == "0"


def test_where_only_a_province_is_known_no_point_is_given(tmp_path, exported):
    text = market(1, "14 people", 14, 14).report.text
    path = keep(tmp_path / "p.db", market(1, "14 people", 14, 14, place=place("Ostrel", text, precision=4)))
    (row,) = _read(exported(path, "acled"))
    assert (row["latitude"], row["longitude"], row["geo_precision"], row["admin1"]) == ("", "", "3", "Ostrel")
    assert "no point" in row["notes"]
    (row,) = _read(exported(path, "ucdp"))
    assert (row["where_prec"], row["geom_wkt"], row["priogrid_gid"], row["adm_1"]) == ("4", "", "", "Ostrel")
    (feature,) = json.loads(exported(path, "geojson"))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["where_prec"] == 4


def test_a_lethal_event_is_a_row_of_ucdp(market_ledger, exported):
    (row,) = _read(exported(market_ledger, "ucdp"))
    assert list(row)[:49] == UCDP.split(",")
    assert (row["low"], row["best"], row["high"]) == ("14", "14", "14")
    assert row["trucewatch_rule"] == "ucdp"
    assert row["trucewatch_members"].startswith("f1-")
    assert row["source_original"] == "Ada Imre"
    assert (row["date_prec"], row["event_clarity"], row["number_of_sources"]) == ("1", "1", "2")
    assert row["priogrid_gid"] == str((277 * 720) + 430 + 1)  # rows from 90° S, columns from 180° W, half a degree each
    assert row["geom_wkt"] == "POINT (35.0 48.5)"
    assert {row[name] for name in ("deaths_a", "deaths_b", "deaths_unknown", "gwnoa", "type_of_violence")} == {""}


def test_a_denied_count_is_no_best_number(tmp_path, exported):
    path = keep(tmp_path / "d.db", market(1, "60 people", 60, 60, status=Status.DENIED))
    (row,) = _read(exported(path, "ucdp"))
    assert (row["low"], row["best"], row["high"]) == ("60", "", "60")
    (row,) = _read(exported(path, "acled"))
    assert row["fatalities"] == ""
    assert "denied" in row["notes"]


def test_vague_words_count_as_the_profile_says(tmp_path, exported):
    path = keep(tmp_path / "v.db", market(1, "dozens of people", 24, 99, modifier=Modifier.VAGUE))
    (row,) = _read(exported(path, "acled"))
    assert row["fatalities"] == "12"
    (row,) = _read(exported(path, "ucdp"))
    assert (row["low"], row["best"], row["high"]) == ("24", "", "99")


def test_tellings_that_differ_on_who_did_it_leave_the_actor_empty(tmp_path, exported):
    other = market(2, "14 people", 14, 14, actor="Southland")
    path = keep(tmp_path / "w.db", market(1, "14 people", 14, 14), other)
    rows = _read(exported(path, "acled"))
    if len(rows) == 1:
        assert rows[0]["actor1"] == ""
        assert "Norland / Southland" in rows[0]["notes"]


def test_an_event_that_hit_nobody_is_no_row_of_acled_or_hxl(tmp_path, exported):
    path = keep(tmp_path / "f.db", force())
    assert _read(exported(path, "acled")) == []
    assert len(_read(exported(path, "hxl"))) == 1, "the hashtags alone"
    assert len(json.loads(exported(path, "geojson"))["features"]) == 1


@pytest.mark.filterwarnings("ignore")
def test_hxl_opens_in_libhxl(market_ledger, hostile_ledger, exported):
    libhxl = pytest.importorskip("hxl")
    for path in (market_ledger, hostile_ledger):
        text = exported(path, "hxl")
        source = libhxl.data(libhxl.make_input(io.BytesIO(text.encode()), libhxl.InputOptions(allow_local=True)))
        assert [column.display_tag for column in source.columns] == list(hxl.TAGS)
        rows = list(source)
        assert len(rows) == 1
    source = libhxl.data(libhxl.make_input(io.BytesIO(exported(market_ledger, "hxl").encode())))
    (row,) = list(source)
    assert row.get("#affected+killed-children-civilians") == "14"
    assert row.get("#country+code") == "UA"


def test_geojson_opens_in_geojson_pydantic(market_ledger, hostile_ledger, exported):
    models = pytest.importorskip("geojson_pydantic")
    for path in (market_ledger, hostile_ledger):
        read = models.FeatureCollection.model_validate_json(exported(path, "geojson"))
        assert read.features
    (attack,) = [
        feature
        for feature in models.FeatureCollection.model_validate_json(exported(market_ledger, "geojson")).features
        if feature.properties["kind"] == "attack"
    ]
    assert tuple(attack.geometry.coordinates)[:2] == (35.0, 48.5), "longitude first"
    (toll,) = [series for series in attack.properties["series"] if series["measure"] == "killed"]
    assert (toll["best"], toll["rule"]) == (14, "literal")


def test_an_empty_ledger_gives_headers_and_empty_lists(tmp_path, exported):
    path = keep(tmp_path / "e.db", reading(report("Nothing happened.", "e.txt")))
    assert exported(path, "acled") == ACLED + "\n"
    assert json.loads(exported(path, "geojson")) == {"type": "FeatureCollection", "features": []}
    assert json.loads(exported(path, "claims"))["@graph"] == []
