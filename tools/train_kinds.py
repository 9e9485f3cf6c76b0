"""Train the model that tells what a number counts (`make kinds`): texts of our own in, `data/kinds.tsv` out.

Input: `training/kinds.jsonl`, one passage a line with its quantities (first and last offset, label), and
`training/reports.jsonl`, annotated reports, whose figures are told together with what the rules take them for. All of
it was written for this project. `--without SETS` leaves sets out and prints how these are then told.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tools.linear import asked, train, write
from tools.train_choices import REPORTS, paired

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Report
from trucewatch.read.blocks import Block
from trucewatch.read.drafts import ruled
from trucewatch.read.figures import is_dated, is_person
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.kindsense import features, seen
from trucewatch.read.reader import scene_of, standard_rules
from trucewatch.read.witnesses import Witnesses

if TYPE_CHECKING:
    from trucewatch.vocab.linearmodel import LinearModel

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = ROOT / "training" / "kinds.jsonl"
MODEL = ROOT / "src" / "trucewatch" / "vocab" / "data" / "kinds.tsv"
RATE = 0.2
# Some annotators knew ten kinds only, and called "other" what has kinds of its own here: sets with so few of these.
UNTOLD, FEW = ("displacement", "violation"), 1
LATER = re.compile(r"displac|evac|return|fled|flee|violat|breach|attack|durat|refug|day|month|year|hour|week|minute")

Example = tuple[str, dict[str, float], str]


def examples() -> list[Example]:
    """Return (set, features, label) of every quantity of the passages."""
    grammar = SpacyGrammar()
    found = []
    for line in PASSAGES.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        parse = grammar.parse(text, [Block(0, len(text))])
        for start, end, label in row["figures"]:
            inside = [w.i for w in parse.words if w.start < end and w.end > start]
            if inside:
                found.append((row["set"], features(parse, inside[0], inside[-1] + 1), label))
    return found


def annotated() -> list[Example]:
    """Return (set, features, label) of the figures of the annotated reports that the reader finds."""
    rows = [json.loads(line) for line in REPORTS.read_text("utf-8").splitlines()]
    told = Counter(row["set"] for row in rows for figure in row["figures"] if figure["kind"] in UNTOLD)
    few = {row["set"] for row in rows if told[row["set"]] <= FEW}
    with get_context("fork").Pool(2) as pool:
        parts = pool.imap(_of_report, ((row, row["set"] in few) for row in rows), chunksize=8)
        return [one for part in parts for one in part]


def _of_report(given: tuple[dict, bool]) -> list[Example]:
    row, few = given
    text = row["text"]
    report = Report(report_id(None, None, text_hash(text)), row["doc"], text, text_hash(text))
    scene = scene_of(report, standard_rules())
    tells = Witnesses(scene.parse, scene.statements).tells
    drafts = ruled(scene.parse, lambda count: is_dated(scene, count), lambda i: is_person(scene, i), tells)
    found: list[Example] = []
    for figure, n in paired(row["figures"], drafts):
        kind, measure = figure["kind"], figure["measure"]
        later = drafts[n].kind.value in {*UNTOLD, "term"} or LATER.search(measure or "")
        if few and kind == "other" and later:
            continue
        label = f"{kind}/{measure}" if kind in {"toll", "damage", "raid"} else kind
        found.append((row["set"], seen(scene.parse, drafts, n), label))
    return found


def told(rows: list[Example], model: LinearModel) -> str:
    """Say how held-out quantities are told: label, kind, and the kind where the model is sure."""
    right = kinds = sure = sure_right = 0
    for _, found, label in rows:
        chance = model.chances(found)
        best = model.labels[max(range(len(chance)), key=chance.__getitem__)]
        same = best.split("/")[0] == label.split("/")[0]
        right, kinds = right + (best == label), kinds + same
        if max(chance) > 0.7:
            sure, sure_right = sure + 1, sure_right + same
    n = max(1, len(rows))
    where_sure = f"sure of {sure}, kind {sure_right / max(1, sure):.3f}"
    return f"{n} quantities: label {right / n:.3f}, kind {kinds / n:.3f}; {where_sure}"


def main() -> None:
    """Train on all passages and reports and write the model, or try it on the sets left out."""
    left_out, out = asked(__doc__, MODEL)
    rows = examples()
    known = {label for _, _, label in rows}
    rows += [row for row in annotated() if row[2] in known]
    model = train([(found, label) for of_set, found, label in rows if of_set not in left_out], RATE)
    write(model, out)
    print(f"{len(rows)} quantities, {len(model.labels)} labels, {out.stat().st_size:,} bytes")
    for name in sorted(left_out):
        print(name, told([row for row in rows if row[0] == name], model))


if __name__ == "__main__":
    main()
