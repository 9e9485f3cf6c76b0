"""`events`, `judge`, `relink` and `why` from the command line."""

from __future__ import annotations

import json

from trucewatch.ledger import View


def added(run, report):
    run("add", report("On Saturday 18 people were hurt in Varn.", "a.txt"))
    run("add", report("In Varn 18 people were hurt, the mayor said.", "b.txt"))


def listed(run, *more):
    code, out, _ = run("events", "--format", "jsonl", *more)
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def test_events_are_listed_in_every_form(run, report):
    added(run, report)
    (event,) = listed(run)
    assert event["record"] == "event"
    assert len(event["figures"]) == 2
    for form in ("table", "csv"):
        code, out, _ = run("events", "--format", form)
        assert code == 0
        assert event["event_id"][:11] in out


def test_a_judgement_parts_two_figures_and_why_tells_of_it(run, report):
    added(run, report)
    a, b = listed(run)[0]["figures"]
    code, out, _ = run("judge", a, b, "different", "--author", "A. Reader", "--note", "two crashes")
    assert code == 0
    assert a in out
    assert len(listed(run)) == 2
    assert "a person judged so" in run("why", a, b)[1]
    assert run("judge", a, b, "unsure", "--author", "A. Reader")[0] == 0
    assert len(listed(run)) == 1
    assert "the same place" in run("why", a, b)[1]


def test_a_judgement_in_other_words_is_a_misuse(run, report):
    added(run, report)
    a, b = listed(run)[0]["figures"]
    for named in ((a, b), (a, b, "maybe"), (a, b, a, "same"), ("same",)):
        code, _, err = run("judge", *named, "--author", "A")
        assert code == 2, named
        assert "judge" in err


def test_relink_keeps_what_check_proves(run, report):
    added(run, report)
    code, out, _ = run("relink")
    assert code == 0
    assert "1 event record" in out
    assert "byte for byte" in run("check")[1]


def test_adding_links_at_once_unless_told_otherwise(run, report):
    added(run, report)
    assert "byte for byte" in run("check")[1]
    run("add", "--no-link", report("On Monday 4 people were hurt in Varn.", "c.txt"))
    assert "older than the last report" in run("check")[1]
    run("add", report("On Monday 5 people were hurt in Varn.", "d.txt"))
    assert "byte for byte" in run("check")[1]


def test_a_vocabulary_tells_the_ledger_who_is_on_which_side(run, report, tmp_path):
    words = tmp_path / "war.toml"
    words.write_text(
        '[conflict]\nname = "W"\n[[country]]\nname = "Kessaria"\ncode = "QS"\n'
        '[[body]]\nname = "Iron Guard"\nside = "QS"\n',
        "utf-8",
    )
    assert run("add", "--vocab", words, report("On Saturday 18 people were hurt in Varn.", "a.txt"))[0] == 0
    assert run("add", "--vocab", words, report("On Saturday 9 people were hurt in Varn.", "b.txt"))[0] == 0
    with View.open("trucewatch.db") as view:
        assert view.parties() == {"Iron Guard": "QS", "Kessaria": "QS"}
    assert run("check")[0] == 0


def test_an_unknown_profile_or_date_is_a_misuse(run, report):
    added(run, report)
    assert run("events", "--profile", "guess")[0] == 2
    assert run("events", "--as-of", "today")[0] == 2
    assert run("why", "f1-0000", "nothing")[0] == 2
