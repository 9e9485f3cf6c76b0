"""Reports in, readings out and into the ledger, one at a time, whatever happens to one of them."""

from __future__ import annotations

from trucewatch import ids
from trucewatch.ledger import Added, Ledger, View
from trucewatch.model import Page, Position, Problem, Reading, Report, Span, Stance
from trucewatch.pipeline import add_all, read_all


def read(report: Report) -> Reading:
    if "crash" in report.text:
        raise RuntimeError("out of words")
    if "huge" in report.text:
        raise MemoryError
    if "lie" in report.text:
        span = Span(0, 3, "not what stands there")
        named = ids.position_id(report.report_id, (0, 3), "aid", "opposes", "x")
        return Reading(report, Page(), "stub", positions=(Position(named, "x", "aid", Stance.OPPOSES, span),))
    return Reading(report, Page(), "stub")


def clock() -> str:
    return "2031-04-05T10:00:00Z"


def write(tmp_path, *texts: str) -> list[str]:
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text)
    return [str(tmp_path / f"{number}.txt") for number in range(len(texts))]


def test_readings_and_problems_come_in_the_order_of_the_paths(tmp_path):
    paths = write(tmp_path, "one", "", "a crash", "two")
    found = list(read_all(paths, read=read))
    assert [type(item) for item in found] == [Reading, Problem, Problem, Reading]
    assert [item.stage for item in found if isinstance(item, Problem)] == ["collect", "read"]
    assert found[2].report == paths[2]
    assert "RuntimeError at test_pipeline.py:" in found[2].message
    assert "out of words" in found[2].message


def test_a_report_too_large_for_the_memory_is_not_called_a_bug(tmp_path):
    too_large, good = read_all(write(tmp_path, "a huge one", "two"), read=read)
    assert isinstance(good, Reading)
    assert isinstance(too_large, Problem)
    assert "more memory than there is" in too_large.message
    assert "bug" not in too_large.message


def test_reading_is_lazy(tmp_path):
    paths = write(tmp_path, "one", "two")
    seen = []
    found = read_all(paths, read=lambda report: seen.append(report.name) or read(report))
    next(found)
    assert seen == paths[:1]


def test_everything_is_kept_and_adding_twice_changes_nothing(tmp_path):
    paths = write(tmp_path, "one", "", "a crash", "two")
    with Ledger.open(tmp_path / "a.db") as ledger:
        first = [added for _, added in add_all(ledger, read_all(paths, read=read), clock=clock)]
        again = [added for _, added in add_all(ledger, read_all(paths, read=read), clock=clock)]
    assert first == [Added.NEW] * 4
    assert again == [Added.KNOWN] * 4
    with View.open(tmp_path / "a.db") as view:
        assert len(list(view.reports())) == 2
        assert sorted(problem["stage"] for problem in view.problems()) == ["collect", "read"]


def test_a_reading_that_lies_about_its_text_is_a_problem_and_the_rest_goes_on(tmp_path):
    paths = write(tmp_path, "a lie", "two")
    with Ledger.open(tmp_path / "a.db") as ledger:
        (problem, _), (reading, _) = add_all(ledger, read_all(paths, read=read), clock=clock)
    assert isinstance(problem, Problem)
    assert (problem.stage, problem.report) == ("add", paths[0])
    assert paths[0] not in problem.message, "it is named once"
    assert isinstance(reading, Reading)
