"""What the brief says changed: a count that took the place of another, and who went over to the other side."""

from __future__ import annotations

from ledger_readings import figure, mention, position, reading, report

from trucewatch.boards.brief import situation_report
from trucewatch.boards.positions import turned
from trucewatch.ledger import Ledger, View
from trucewatch.model import Place, When

FRIDAY = When("2030-05-03", "2030-05-03", "Friday")


def toll(number, day, name, who="Ada Imre"):
    text = f"{who} said {number} people were killed in Ostrel in the strike on Friday."
    told = report(text, name, url=f"https://{name}.example/", outlet=name, published=day)
    place = Place("Ostrel", "OS", 10.5, 20.25, 1, 7)
    ada = mention(text, who, role="governor", side="OS")
    return reading(
        told, figures=(figure(told, f"{number} people", number, number, place=place, when=FRIDAY, source=ada),)
    )


def stand(words, stance, day, name):
    told = report(words, name, published=day)
    return reading(told, positions=(position(told, words, "Oto Venn", "ceasefire", stance),))


def brief_of(tmp_path, *readings, cutoff="2030-06-01", since=None, late=()):
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for each in readings:
            ledger.add(each, added="2030-05-04T12:00:00Z")
        for each in late:
            ledger.add(each, added="2030-05-08T12:00:00Z")
    with View.open(tmp_path / "ledger.db") as view:
        return situation_report(view, cutoff=cutoff, since=since)


def section(brief, title):
    return brief.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_a_toll_that_rose_is_told_with_both_numbers(tmp_path):
    brief = brief_of(tmp_path, toll(18, "2030-05-04", "First"), toll(20, "2030-05-06", "Second"))
    (line,) = section(brief, "Changed, and why").strip().splitlines()
    assert line.startswith("- people killed: from **18** to **20** · Ostrel (OS), 2030-05-03 · ")
    assert line.count("[f1-") == 2


def test_a_change_names_both_voices(tmp_path):
    brief = brief_of(tmp_path, toll(18, "2030-05-04", "First"), toll(16, "2030-05-06", "Second", who="Oto Venn"))
    (line,) = section(brief, "Changed, and why").strip().splitlines()
    assert "**falling** · according to Oto Venn (governor) · before that according to Ada Imre (governor)" in line


def test_since_a_day_only_what_it_brought_is_told(tmp_path):
    held = toll(18, "2030-05-04", "First"), toll(20, "2030-05-05", "Second")
    brief = brief_of(tmp_path, *held, since="2030-05-07", late=[stand("He backs it.", "supports", "2030-05-08", "s")])
    assert "Changed, and why" not in brief


def test_who_went_over_is_told_and_who_only_says_more_is_not(tmp_path):
    brief = brief_of(
        tmp_path,
        stand("He rejects it.", "rejects", "2030-05-01", "a"),
        stand("He backs it.", "supports", "2030-05-05", "b"),
    )
    assert "**Oto Venn** on ceasefire: from **rejects** to **supports** · “He backs it.”" in brief
    same = [
        {
            "topic": "aid",
            "holder": "Y",
            "stance": stance,
            "published": day,
            "report": day,
            "start": 0,
            "position_id": day,
        }
        for stance, day in (("supports", "2030-05-01"), ("offers", "2030-05-02"))
    ]
    assert list(turned(same)) == []


def test_an_earlier_cut_off_knows_no_change(tmp_path):
    brief = brief_of(tmp_path, toll(18, "2030-05-04", "First"), toll(20, "2030-05-06", "Second"), cutoff="2030-05-05")
    assert "Changed, and why" not in brief
    assert "**20**" not in brief


def test_fewer_missing_are_no_falling_toll(tmp_path):
    def missing(number, day, name):
        text = f"Ada Imre said {number} people were missing in Ostrel."
        told = report(text, name, url=f"https://{name}.example/", outlet=name, published=day)
        place, ada = Place("Ostrel", "OS", 10.5, 20.25, 1, 7), mention(text, "Ada Imre", role="governor", side="OS")
        fields = {"measure": "missing", "place": place, "when": FRIDAY, "source": ada}
        return reading(told, figures=(figure(told, f"{number} people", number, number, **fields),))

    brief = brief_of(tmp_path, missing(5, "2030-05-04", "First"), missing(1, "2030-05-06", "Second"))
    (line,) = section(brief, "Changed, and why").strip().splitlines()
    assert "· fewer than before ·" in line
    assert "falling" not in line
