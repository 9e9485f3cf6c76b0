"""Train the model that tells what a number counts (`make kinds`): passages of our own in, `data/kinds.tsv` out.

Input: `training/kinds.jsonl`, one passage a line with its quantities (first and last offset, label). All of it was
written for this project. Softmax regression by AdaGrad over the features of `read/kindsense`; the order of examples is
fixed, so the same input gives the same bytes. `--without SETS` leaves sets out and prints how these are then told.
"""

from __future__ import annotations

import argparse
import json
import random
from base64 import b64encode
from collections import Counter
from pathlib import Path

import numpy as np

from trucewatch.read.blocks import Block
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.kindsense import features, guess

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = ROOT / "training" / "kinds.jsonl"
MODEL = ROOT / "src" / "trucewatch" / "vocab" / "data" / "kinds.tsv"
EPOCHS, RATE, PULL = 12, 0.35, 2e-5
LEAST = 2  # features seen less often are left out
SCALE = 16.0  # weights are kept as whole numbers of sixteenths


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


def train(rows: list[tuple[str, dict[str, float], str]]) -> tuple[list[str], dict[str, np.ndarray]]:
    """Return the labels, and the weights of each feature that is seen often enough."""
    labels = sorted({label for _, _, label in rows})
    seen = Counter(name for _, found, _ in rows for name in found)
    names = sorted(name for name, times in seen.items() if times >= LEAST)
    at = {name: n for n, name in enumerate(names)}
    packed = [
        (
            np.array([at[name] for name in found if name in at]),
            np.array([value for name, value in found.items() if name in at]),
            labels.index(label),
        )
        for _, found, label in rows
    ]
    weights, squares = np.zeros((len(names), len(labels))), np.full((len(names), len(labels)), 1e-2)
    mean, steps = np.zeros_like(weights), 0
    order = list(range(len(packed)))
    for epoch in range(EPOCHS):
        random.Random(epoch).shuffle(order)
        for n in order:
            where, values, label = packed[n]
            sums = values @ weights[where]
            chance = np.exp(sums - sums.max())
            chance /= chance.sum()
            chance[label] -= 1
            slope = np.outer(values, chance) + PULL * weights[where]
            squares[where] += slope**2
            weights[where] -= RATE * slope / np.sqrt(squares[where])
        if epoch >= EPOCHS // 2:
            mean, steps = mean + weights, steps + 1
    return labels, dict(zip(names, mean / steps, strict=True))


def packed(weights: dict[str, np.ndarray]) -> dict[str, bytes]:
    """Return the weights as they are shipped, those that say hardly anything left out."""
    whole = {name: np.clip(np.round(row * SCALE), -127, 127).astype(np.int8) for name, row in weights.items()}
    return {name: row.tobytes() for name, row in whole.items() if np.abs(row).max() > 1}


def write(labels: list[str], weights: dict[str, np.ndarray], path: Path) -> None:
    """Write the model: labels in the first line, then a feature and its weights in sixteenths a line."""
    lines = ["\t".join(labels)]
    lines += [f"{name}\t{b64encode(row).decode()}" for name, row in sorted(packed(weights).items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(rows: list[tuple[str, dict[str, float], str]], labels: list[str], weights: dict[str, np.ndarray]) -> str:
    """Say how held-out quantities are told: label, kind, and the kind where the model is sure."""
    shipped = packed(weights)
    right = kinds = sure = sure_right = 0
    for _, found, label in rows:
        chance = guess(shipped, len(labels), found)
        best = max(range(len(labels)), key=chance.__getitem__)
        same = labels[best].split("/")[0] == label.split("/")[0]
        right, kinds = right + (labels[best] == label), kinds + same
        if chance[best] > 0.7:
            sure, sure_right = sure + 1, sure_right + same
    n = max(1, len(rows))
    where_sure = f"sure of {sure}, kind {sure_right / max(1, sure):.3f}"
    return f"{n} quantities: label {right / n:.3f}, kind {kinds / n:.3f}; {where_sure}"


def main() -> None:
    """Train on all passages and write the model, or try it on the sets left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default="", help="sets to leave out, with commas between")
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    left_out = set(arguments.without.split(",")) - {""}
    rows = examples()
    labels, weights = train([row for row in rows if row[0] not in left_out])
    write(labels, weights, arguments.out)
    print(f"{len(rows)} quantities, {len(labels)} labels, {arguments.out.stat().st_size:,} bytes")
    for name in sorted(left_out):
        print(name, told([row for row in rows if row[0] == name], labels, weights))


if __name__ == "__main__":
    main()
