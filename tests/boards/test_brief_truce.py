"""What the brief answers to those who watch a truce, what it says is not told, and what does not run."""

from __future__ import annotations

from ledger_readings import figure, mention, position, reading, report

from trucewatch.boards.brief import guard, situation_report
from trucewatch.ledger import Filters, Ledger, View
from trucewatch.model import Place, When

NOW, CUTOFF = "2030-05-06T00:00:00Z", "2030-05-06"
FRIDAY = When("2030-05-03", "2030-05-03", "Friday")


def backed(words="He backs a truce."):
    told = report(words, "backed.txt", published="2030-05-04")
    return reading(told, positions=(position(told, words, "Oto Venn", "ceasefire", "supports"),))


def brief_of(tmp_path, *readings, filters=None):
    tmp_path.mkdir(exist_ok=True)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for each in readings:
            ledger.add(each, added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        return situation_report(view, cutoff=CUTOFF, filters=filters or Filters())


def section(brief, title):
    return brief.partition(f"## {title}\n")[2].partition("\n## ")[0].strip().splitlines()


def test_what_nobody_tells_of_a_truce_is_said_to_be_told_by_nobody(tmp_path):
    lines = section(brief_of(tmp_path, backed()), "The truce: told, and not told")
    assert "- who watches or verifies it: **nothing told**" in lines
    assert "- alleged violations: **none told**" in lines


def test_sentences_that_answer_stand_with_their_report(tmp_path):
    text = "Observers of three states are to watch the truce. It takes effect on Sunday. The truce begins at noon."
    told = reading(report(text, "told.txt", published="2030-05-05"))
    lines = section(brief_of(tmp_path, backed(), told), "The truce: told, and not told")
    assert [line.partition(" · ")[0] for line in lines[:2]] == [
        "- who watches or verifies it: “Observers of three states are to watch the truce.”",
        "- when it begins or began: “The truce begins at noon.”",
    ]


def test_where_no_truce_is_spoken_of_or_only_a_part_is_asked_for_nothing_is_said_to_be_missing(tmp_path):
    quiet = reading(report("Monitors watched the ceasefire elsewhere.", "quiet.txt", published="2030-05-04"))
    assert "The truce: told" not in brief_of(tmp_path / "a", quiet)
    assert "The truce: told" not in brief_of(tmp_path / "b", backed(), filters=Filters(where="Ostrel"))


def test_a_count_of_violations_names_whom_its_sentence_accuses(tmp_path):
    text = "Venland accused Ostrel of violating the truce 930 times since Friday."
    told = report(text, "counts.txt", published="2030-05-05")
    venland = mention(text, "Venland", side="VE")
    fields = {"kind": "violation", "measure": "violations", "object": "violation", "source": venland}
    brief = brief_of(tmp_path, reading(told, figures=(figure(told, "930 times", 930, 930, **fields),)))
    (line,) = section(brief, "Violations")[-1:]
    assert "· laid to Ostrel ·" in line
    assert "alleged violations" not in brief


def test_what_does_not_run_is_told_once_and_for_how_long(tmp_path):
    text = "Two Ostrel airports suspended flights for three hours on Friday."
    told = report(text, "flights.txt", published="2030-05-04")
    fields = {"kind": "other", "measure": "airport", "object": "airport", "when": FRIDAY}
    place = Place("Ostrel", "OS", 10.5, 20.25, 1, 7)
    brief = brief_of(
        tmp_path, reading(told, figures=(figure(told, "Two Ostrel airports", 2, 2, place=place, **fields),))
    )
    (line,) = section(brief, "Not running")
    assert line.startswith(
        "- air traffic: **2 airports** · Ostrel, 2030-05-03 · for three hours · the report itself · "
    )
    assert "## Other figures" not in brief


def test_sides_that_count_otherwise_are_said_to_count_each_for_itself(tmp_path):
    def counted(number, who, side, name):
        text = f"{who} said {number} people were killed in Ostrel on Friday."
        told = report(text, name, url=f"https://{name}.example/", outlet=name, published="2030-05-04")
        place = Place("Ostrel", "OS", 10.5, 20.25, 1, 7)
        fields = {"place": place, "when": FRIDAY, "source": mention(text, who, side=side)}
        return reading(told, figures=(figure(told, f"{number} people", number, number, **fields),))

    ours, theirs = counted(18, "Ada Imre", "OS", "One"), counted(85, "Oto Venn", "VE", "Two")
    brief = brief_of(tmp_path / "a", ours, theirs)
    assert section(brief, "Disputed or differing")[0].endswith(" · each side counts for itself")
    brief = brief_of(tmp_path / "b", ours, counted(85, "Oto Venn", "UN", "Two"))
    assert "each side" not in brief


def test_money_stands_with_what_its_text_gives_for_it_in_other_money(tmp_path):
    text = "Ostrel is to get 3 billion euros ($3.3 billion) this year."
    told = report(text, "aid.txt", published="2030-05-04")
    fields = {"kind": "aid", "measure": "amount", "object": "euro", "unit": "EUR"}
    given = figure(told, "3 billion euros", 3_000_000_000, 3_000_000_000, **fields)
    brief = brief_of(tmp_path, reading(told, figures=(given,)))
    (line,) = [line for line in section(brief, "Aid") if line.startswith("- ")]
    assert "**3,000,000,000** · = \\$3.3 billion · “3 billion euros”" in line
    with View.open(tmp_path / "ledger.db") as view:
        assert not guard(brief, view)
        assert [each.message for each in guard(brief.replace("$3.3", "$3.4"), view)]
