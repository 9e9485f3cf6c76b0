"""Charts say what they show: marks lead to figures, bounds and sides differ by shape, maps pretend no exact point."""

from __future__ import annotations

import pytest

from trucewatch.web.charts import atlas, outlines, scale
from trucewatch.web.charts.steps import step_chart


def point(day, low, high, **more):
    return {
        "as_of": day, "published": day, "low": low, "high": high, "modifier": "exact", "wording": f"{low} <b>dead</b>",
        "source": "outlet", "side": None, "status": "asserted", "figure_id": f"f1-{low}", "relation": None, **more,
    }  # fmt: skip


def test_a_chart_holds_every_count_as_a_link_and_escapes_its_words():
    points = [
        point("2030-05-01", 9, None),
        point("2030-05-02", 14, 14, relation="supersedes", status="denied", side="QT"),
    ]
    drawn = step_chart({"measure": "killed", "points": points}, marked="f1-14")
    assert drawn is not None
    assert 'href="/figure/f1-9"' in drawn
    assert "&lt;b&gt;dead" in drawn
    assert "denied here" in drawn
    assert "<rect" in drawn, "another side has another shape"


def test_a_series_without_days_or_values_has_no_chart():
    assert step_chart({"measure": "killed", "points": [point(None, 3, 3), point("2030-05-01", None, None)]}) is None


@pytest.mark.parametrize(("high", "last"), [(0, 1.0), (1, 1.0), (41, 50.0), (10_000, 10_000.0), (171, 200.0)])
def test_ticks_are_round_and_reach_the_highest(high, last):
    assert scale.ticks(high)[-1] == last


def test_a_region_is_an_area_and_never_a_point():
    exact = atlas.Spot(47.9, 33.4, 1, 0.5, "a town", "/event/a")
    region = atlas.Spot(48.5, 35.0, 4, 0.5, "a region", "/event/b")
    drawn = atlas.draw([exact, region])
    assert drawn.count('class="spot"') == 1
    assert drawn.count('class="area prec-4"') == 1


@pytest.mark.parametrize(("lat", "lon", "code"), [(48.85, 2.35, "FR-"), (50.45, 30.52, "UA-"), (0.0, -30.0, None)])
def test_a_point_lies_in_its_region(lat, lon, code):
    found = outlines.region_at(lat, lon)
    assert (found is None) == (code is None)
    assert found is None or found.code.startswith(code)


def test_no_outline_crosses_the_map_at_the_date_line():
    for shape in outlines.countries():
        for box in shape.boxes:
            assert box.east - box.west < 200 or shape.code == "AQ", shape.name


def test_an_empty_map_is_the_world():
    assert "land" in atlas.draw([])
