"""Train the model that tells what a number counts (`make kinds`): passages of our own in, `data/kinds.tsv` out.

Input: `training/kinds.jsonl`, one passage a line with its quantities (first and last offset, label). All of it was
written for this project. `--without SETS` leaves sets out and prints how these are then told.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from tools.linear import asked, train, write

from trucewatch.read.blocks import Block
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.kindsense import features

if TYPE_CHECKING:
    from trucewatch.vocab.linearmodel import LinearModel

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = ROOT / "training" / "kinds.jsonl"
MODEL = ROOT / "src" / "trucewatch" / "vocab" / "data" / "kinds.tsv"


def examples() -> list[tuple[str, dict[str, float], str]]:
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


def told(rows: list[tuple[str, dict[str, float], str]], model: LinearModel) -> str:
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
    """Train on all passages and write the model, or try it on the sets left out."""
    left_out, out = asked(__doc__, MODEL)
    rows = examples()
    model = train([(found, label) for of_set, found, label in rows if of_set not in left_out])
    write(model, out)
    print(f"{len(rows)} quantities, {len(model.labels)} labels, {out.stat().st_size:,} bytes")
    for name in sorted(left_out):
        print(name, told([row for row in rows if row[0] == name], model))


if __name__ == "__main__":
    main()
