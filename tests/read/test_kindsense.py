"""What a number counts, where no listed verb says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.read_text import figures_of

from trucewatch.model import FigureKind
from trucewatch.vocab.linearmodel import linear_model

PASSAGES = Path(__file__).resolve().parents[2] / "training" / "kinds.jsonl"


def kinds(text: str) -> dict[str, tuple[str, str]]:
    return {figure.span.wording: (figure.kind.value, figure.measure) for figure in figures_of(text)}


@pytest.mark.parametrize(
    ("text", "wording", "kind"),
    [
        ("At least 14 guards of the depot laid down their lives, the ministry said.", "At least 14 guards", "toll"),
        ("The mayor said that six classrooms were gone after the night's shelling.", "six classrooms", "damage"),
        ("The barrage put three tanks and a radar out of action, the army said.", "three tanks", "damage"),
        (
            "Some 900 families spent the night in schools after the shelling of Osk.",
            "Some 900 families",
            "displacement",
        ),
        ("The injured number 61: 30 civilians and 31 soldiers, the hospital said.", "30 civilians", "toll"),
    ],
)
def test_long_tails_of_language_are_read(text: str, wording: str, kind: str) -> None:
    assert kinds(text)[wording][0] == kind


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Three shops in the square stayed open all week, said the baker.", "Three shops"),
        ("The village has two wells and 40 houses, according to its elder.", "40 houses"),
        ("Some 120 delegates sat in the old hall and listened to the poet.", "Some 120 delegates"),
    ],
)
def test_what_is_not_harmed_is_no_harm(text: str, wording: str) -> None:
    assert kinds(text)[wording][0] not in {"toll", "damage", "raid"}


@pytest.mark.parametrize(
    ("text", "wording", "kind"),
    [
        ("The governor promised 500,000 naira to each bereaved family.", "500,000 naira", "aid"),
        ("The ministry said 900 villagers had returned since the truce.", "900 villagers", "displacement"),
    ],
)
def test_what_the_rules_say_is_weighed(text: str, wording: str, kind: str) -> None:
    assert kinds(text)[wording][0] == kind


@pytest.mark.parametrize(
    ("text", "wording", "measure"),
    [
        ("Shells fell on Osk in the night. Four people were shot by snipers in the square.", "Four people", "injured"),
        ("Five miners were missing after the blast; relatives feared them dead.", "Five miners", "missing"),
    ],
)
def test_the_model_chooses_neither_the_dead_nor_the_missing(text: str, wording: str, measure: str) -> None:
    assert kinds(text)[wording] == ("toll", measure)


def test_the_model_gives_chances_of_known_kinds() -> None:
    model = linear_model("kinds")
    chances = model.chances({"one": 1.0, "anc=kill": 1.0, "h=soldier": 1.0})
    assert sum(chances) == pytest.approx(1.0)
    assert model.labels[chances.index(max(chances))] == "toll/killed"
    assert {label.partition("/")[0] for label in model.labels} <= {kind.value for kind in FigureKind}


def test_every_passage_names_its_quantities_by_offsets() -> None:
    rows = [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]
    assert len(rows) > 3000
    for row in rows:
        assert all(0 <= start < end <= len(row["text"]) for start, end, _ in row["figures"]), row["text"]
