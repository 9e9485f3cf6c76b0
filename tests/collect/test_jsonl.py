"""How JSON becomes reports, under the names that crawlers use."""

from __future__ import annotations

import gzip
import json

import pytest

from trucewatch.collect import Limits, collect
from trucewatch.collect.dates import date_in_url, day_of, time_of
from trucewatch.model import Problem, Report

WORDS = "Shells hit the market of Varn, and three people were hurt, the mayor said."


def rows(path, *records, **more):
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return list(collect([str(path)], **more))


@pytest.mark.parametrize(
    "name", ["text", "content", "body", "maintext", "article", "raw_text", "articleBody", "fullText"]
)
def test_the_text_is_found_under_the_names_crawlers_use(tmp_path, name):
    (report,) = rows(tmp_path / "a.jsonl", {name: WORDS})
    assert report.text == WORDS
    assert report.media_type == "jsonl"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"title": "T", "url": "https://a.example/x"},
            {"title": "T", "url": "https://a.example/x", "outlet": "a.example"},
        ),
        ({"headline": "T", "link": "https://www.a.example/"}, {"title": "T", "outlet": "a.example"}),
        ({"source": {"id": None, "name": "Varn Courier"}}, {"outlet": "Varn Courier"}),
        ({"publisher": {"@type": "Organization", "name": "Varn Courier"}}, {"outlet": "Varn Courier"}),
        ({"source_domain": "www.a.example", "date_publish": "2031-04-05 10:00:00"}, {"published": "2031-04-05"}),
        ({"sitename": "Varn Courier", "domain": "a.example"}, {"outlet": "Varn Courier"}),
        ({"pubDate": "Sat, 05 Apr 2031 23:10:00 -0500"}, {"published": "2031-04-05", "published_evidence": "metadata"}),
        ({"published_at": 1_932_112_800}, {"published": "2031-03-24"}),
        ({"date": "05/04/2031"}, {"published": None, "published_evidence": None}),
        ({"url": "https://a.example/2031/04/05/x"}, {"published": "2031-04-05", "published_evidence": "url"}),
        ({"authors": ["Jane Roe", "John Doe"]}, {"authors": ("Jane Roe", "John Doe")}),
        ({"byline": "By Jane Roe and John Doe"}, {"authors": ("Jane Roe", "John Doe")}),
        ({"author": [{"name": "Jane Roe"}]}, {"authors": ("Jane Roe",)}),
        ({"fetched_at": "2031-04-06T01:02:03Z"}, {"fetched": "2031-04-06T01:02:03+00:00"}),
        ({"title": None, "url": "", "authors": []}, {"title": None, "url": None, "authors": ()}),
        ({"url": "not an address"}, {"url": None}),
    ],
)
def test_what_came_with_the_text_is_kept(tmp_path, record, expected):
    (report,) = rows(tmp_path / "a.jsonl", {**record, "text": WORDS})
    assert {key: getattr(report, key) for key in expected} == expected


def test_a_report_is_named_by_its_url_else_by_file_and_line(tmp_path):
    path = tmp_path / "a.jsonl"
    named, numbered = rows(path, {"text": WORDS, "url": "https://a.example/x"}, {"text": WORDS})
    assert (named.name, numbered.name) == ("https://a.example/x", f"{path}:2")


def test_a_broken_line_is_named_by_its_number_and_the_others_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": WORDS})
    path.write_text(f'{good}\n{{"text": "cut of\n\n{good}\nnot json\n{{"text": 1, \n{good}')
    found = list(collect([str(path)]))
    assert [isinstance(item, Report) for item in found] == [True, False, True, False, False, True]
    assert [item.report for item in found if isinstance(item, Problem)] == [f"{path}:{n}" for n in (2, 5, 6)]


def test_a_first_line_that_is_cut_off_does_not_take_the_others(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "cut of\n' + json.dumps({"text": WORDS}))
    assert [type(item) for item in collect([str(path)])] == [Problem, Report]


@pytest.mark.parametrize(
    "value",
    [
        [{"text": WORDS}, {"text": WORDS}],
        {"articles": [{"content": WORDS}, {"content": WORDS}]},
        {"status": "ok", "results": [{"body": WORDS}, {"body": WORDS}]},
        {"items": [{"_source": {"text": WORDS}}, {"article": {"text": WORDS}}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_document_may_list_reports(tmp_path, value, indent):
    path = tmp_path / "a.json"
    path.write_text("\n" + json.dumps(value, indent=indent))
    reports = list(collect([str(path)]))
    assert [r.text for r in reports] == [WORDS, WORDS]
    assert len({r.name for r in reports}) == 2


def test_one_json_object_is_named_like_its_file(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": WORDS}, indent=1))
    assert [r.name for r in collect([str(path)])] == [str(path)]


def test_html_in_a_field_is_taken_apart(tmp_path):
    markup = "".join(f"<p>{WORDS} It was the shell of day {n}.</p>" for n in range(5))
    first, second = rows(tmp_path / "a.jsonl", {"content": markup}, {"html": f"<html><body>{markup}</body></html>"})
    for report in (first, second):
        assert "<p>" not in report.text
        assert len(report.text.splitlines()) == 5


def test_lone_surrogates_and_zeros_do_not_get_in(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Fire \\ud83d in Varn\\u0000, 3 hurt.", "title": "\\udc00", "authors": ["\\ud800"]}\n')
    (report,) = collect([str(path)])
    assert report.text == "Fire \ufffd in Varn\ufffd, 3 hurt."
    assert (report.title, report.authors) == ("\ufffd", ("\ufffd",))


def test_a_packed_file_is_read_and_a_bomb_is_cut(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"text": WORDS}).encode() + b"\n" + b" " * 5_000_000))
    assert isinstance(next(collect([str(path)])), Report)
    found = list(collect([str(path)], limits=Limits(unpacked=1_000_000)))
    assert "unpacks to more than 1 MB" in found[-1].message


def test_a_json_document_is_read_up_to_a_limit(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": WORDS}] * 100, indent=1))
    (problem,) = collect([str(path)], limits=Limits(document=1_000))
    assert "JSON Lines" in problem.message


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2031-04-05", "2031-04-05"),
        ("2031-4-5", "2031-04-05"),
        ("2031-04-05T23:59:59-11:00", "2031-04-05"),
        ("20310405", "2031-04-05"),
        ("20310405T101500Z", "2031-04-05"),
        ("2031/04/05 10:00", "2031-04-05"),
        ("13/04/2031", "2031-04-13"),
        ("04/13/2031", "2031-04-13"),
        ("04/05/2031", None),
        ("5 April 2031", "2031-04-05"),
        ("April 5th, 2031", "2031-04-05"),
        ("Published Sat., Apr 5, 2031 10:00 AM", "2031-04-05"),
        ("Sat, 05 Apr 2031 10:00:00 GMT", "2031-04-05"),
        ("1932112800", "2031-03-24"),
        (1_932_112_800_000, "2031-03-24"),
        ("2031-13-45", None),
        ("soon", None),
        ("", None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (-5, None),
    ],
)
def test_only_a_stated_day_counts(value, day):
    assert day_of(value) == day


def test_moments_and_urls_give_days_too():
    assert time_of("2031-04-05 10:00") == "2031-04-05T10:00:00"
    assert time_of(["x"]) is None
    assert date_in_url("https://a.example/2031/04/05/x") == "2031-04-05"
    assert date_in_url("https://a.example/x-20310405.html") == "2031-04-05"
    assert date_in_url("https://a.example/id/120310499123") is None
