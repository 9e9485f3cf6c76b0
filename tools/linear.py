"""Softmax regression by AdaGrad, as `make kinds` and `make names` train and ship it.

The order of examples is fixed, so the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
from base64 import b64encode
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trucewatch.vocab.linearmodel import SCALE, LinearModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LEAST", "asked", "train", "write"]

EPOCHS, RATE, PULL = 12, 0.35, 2e-5
LEAST = 2  # features seen less often are left out


def asked(about: str | None, model: Path) -> tuple[set[str], Path]:
    """Return the sets that the command line leaves out, and where the model goes: to `model`, unless told."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--without", default="", help="sets to leave out, with commas between")
    parser.add_argument("--out", type=Path, default=model)
    arguments = parser.parse_args()
    return set(arguments.without.split(",")) - {""}, arguments.out


def train(rows: Sequence[tuple[Mapping[str, float], str]], rate: float = RATE) -> LinearModel:
    """Return the model learnt from rows of (features, label), its weights rounded as they are shipped."""
    labels = sorted({label for _, label in rows})
    seen = Counter(name for found, _ in rows for name in found)
    names = sorted(name for name, times in seen.items() if times >= LEAST)
    at = {name: n for n, name in enumerate(names)}
    packed = [
        (
            np.array([at[name] for name in found if name in at]),
            np.array([value for name, value in found.items() if name in at]),
            labels.index(label),
        )
        for found, label in rows
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
            weights[where] -= rate * slope / np.sqrt(squares[where])
        if epoch >= EPOCHS // 2:
            mean, steps = mean + weights, steps + 1
    whole = np.clip(np.round(mean / steps * SCALE), -127, 127).astype(np.int8)
    # What says hardly anything is left out.
    kept = {name: row.tobytes() for name, row in zip(names, whole, strict=True) if np.abs(row.astype(int)).max() > 1}
    return LinearModel(tuple(labels), kept)


def write(model: LinearModel, path: Path) -> None:
    """Write the model: labels in the first line, then a feature and its weights in sixteenths a line."""
    lines = ["\t".join(model.labels)]
    lines += [f"{name}\t{b64encode(row).decode()}" for name, row in sorted(model.weights.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
