"""The events of the real reports beside the project: what was counted once, and what must stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.link import link_events, tell
from trucewatch.pipeline import read_all
from trucewatch.records import as_records

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds lie beside the project, not in it")


@pytest.fixture(scope="module")
def linked():
    claims, tellings, families = [], [], {}
    for reading in read_all([str(path) for path in sorted(SEEDS.glob("*.txt"))]):
        report, *records = as_records(reading)
        told = tell(report, reading.report.text, [r for r in records if r["record"] == "figure"])
        claims += told[0]
        tellings += told[1]
        if Path(reading.report.name).name[:3] in {"000", "001"}:
            families[reading.report.report_id] = "l1-rewrites"
    return link_events(claims, tellings=tellings, families=families)


def found(linked, place: str | None, **counts: float):
    """The one event at a place (None: at no town) with those best counts."""
    events = [
        event
        for event in linked.events
        if (place is None or (event.place and event.place.name == place))
        and all(
            any(s.measure == measure and s.best == count and not s.axis for s in event.series)
            for measure, count in counts.items()
        )
    ]
    assert len(events) == 1, [event.label for event in events]
    return events[0]


def test_the_missile_strike_is_one_event_of_one_origin(linked):
    event = found(linked, "Kryvyi Rih", killed=18, injured=72)
    assert event.origins == ("l1-rewrites",)
    assert len(event.reports) == 2
    children = [s for s in event.series if s.object == "child" and s.part_of]
    assert [(s.best, s.state) for s in children] == [(9, "single")]
    assert event.when is not None
    assert (event.when.start, event.when.end) == ("2025-04-04", "2025-04-04")


def test_the_other_sides_count_stands_on_its_own_axis_and_is_denied(linked):
    event = found(linked, "Kryvyi Rih", killed=18)
    claimed = [s for s in event.series if s.axis == "RU" and s.measure == "killed"]
    assert [(s.low, s.best, s.high, s.state) for s in claimed] == [(85, None, 85, "single")]
    assert {point.status for point in claimed[0].points} == {"denied"}


def test_the_later_drone_attack_is_another_event(linked):
    later = found(linked, "Kryvyi Rih", killed=1, injured=7)
    assert later.event_id != found(linked, "Kryvyi Rih", killed=18).event_id
    assert len(later.reports) == 2


@pytest.mark.parametrize(
    ("counts", "night"),
    [
        ({"launched": 92, "intercepted": 51, "lost": 31}, "2025-04-05"),
        ({"launched": 171, "intercepted": 75, "lost": 63}, "2025-03-20"),
        ({"intercepted": 132}, "2025-03-20"),
        ({"intercepted": 111}, "2025-10-24"),
    ],
)
def test_each_night_is_a_raid_of_one_side(linked, counts, night):
    event = found(linked, None, **counts)
    assert event.kind == "raid"
    assert event.when is not None
    assert event.when.end == night


def test_a_size_told_by_three_reports_is_one_proposal(linked):
    (event,) = [
        e for e in linked.events if e.kind == "force" and {(s.low, s.high) for s in e.series} == {(10000, 30000)}
    ]
    assert len(event.reports) == 3
    assert len(event.origins) == 2


def test_no_event_mixes_reports_on_different_years_or_places(linked):
    for event in linked.events:
        if event.kind in {"attack", "raid"}:
            assert len(event.origins) == 1, event.label


def test_no_event_holds_two_stories_of_one_page(linked):
    homes: dict[str, set[tuple[str, int]]] = {}
    for scene in linked.scenes:
        for claim in (*scene.claims, *scene.beside):
            homes[claim.figure_id] = {(claim.report_id, claim.story)}
    pages = {report for found in homes.values() for report, story in found if story}
    assert pages, "one of the seeds is a page of four stories"
    for event in linked.events:
        told = set().union(*(homes[name] for name in event.figures))
        for page in pages:
            assert len({story for report, story in told if report == page}) <= 1, event.label


def test_what_a_page_of_four_stories_counts_keeps_to_its_story(linked):
    claims = {claim.wording: claim for scene in linked.scenes for claim in scene.claims}
    hurt = next(claim for words, claim in claims.items() if words.startswith("at least eight"))
    assert (hurt.story, hurt.published, hurt.place and hurt.place.name) == (2, "2025-05-24", "Kyiv")
    troops = next(claim for words, claim in claims.items() if words.startswith("100,000 to 150,000"))
    assert (troops.story, troops.source, troops.place and troops.place.name) == (0, "Volodymyr Zelenskyy", "Ukraine")
