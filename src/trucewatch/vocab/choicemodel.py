"""Choice models: how likely is a candidate the one that a figure means, by what is seen of the two?

`data/choices/NAME.json` is made by `make choices` from the annotated reports of `training/`: trees that ask the same
question at each depth (oblivious trees), so that all candidates of a figure go through all trees in one sweep.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from trucewatch.errors import ConfigError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ChoiceModel", "choice_model"]


@dataclass(frozen=True, slots=True)
class ChoiceModel:
    """Trees over named features, at most eight questions deep.

    `asked` and `borders` are (trees, depth), `leaves` (trees, 2 to the depth).
    """

    features: tuple[str, ...]
    asked: NDArray[np.intp]
    borders: NDArray[np.float64]
    leaves: NDArray[np.float64]
    bias: float

    def chances(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row of features (candidates, features) the chance, 0 to 1, that it is the one meant."""
        return 1.0 / (1.0 + np.exp(-self.scores(rows)))

    def scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row of features (candidates, features) its score: the higher, the likelier."""
        trees, depth = self.asked.shape
        # Candidates stand in the last axis, so that each step runs over numbers that lie side by side.
        above: NDArray[np.bool_] = np.ascontiguousarray(rows.T).take(self.asked.T, axis=0) > self.borders.T[:, :, None]
        leaf: NDArray[np.uint8] = np.zeros((trees, len(rows)), np.uint8)
        for level in range(depth - 1, -1, -1):
            np.left_shift(leaf, 1, out=leaf)
            np.bitwise_or(leaf, above[level], out=leaf)
        first = np.arange(trees, dtype=np.intp) * int(self.leaves.shape[1])
        return self.leaves.take(leaf.T + first).sum(axis=1) + self.bias


@lru_cache(maxsize=4)
def choice_model(name: str, features: tuple[str, ...]) -> ChoiceModel:
    """Return a shipped model; ConfigError where it is missing, broken or made for other features."""
    path = files("trucewatch.vocab").joinpath("data", "choices", f"{name}.json")
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        made = ChoiceModel(
            tuple(told["features"]),
            np.array(told["asked"], np.intp),
            np.array(told["borders"], np.float64),
            np.array(told["leaves"], np.float64),
            float(told["bias"]),
        )
    except (OSError, ValueError, KeyError) as error:
        message = f"choices/{name}.json is missing or broken ({error}): install Trucewatch again"
        raise ConfigError(message) from error
    if made.features != features:
        message = f"choices/{name}.json was made for other features than the reader's: run `make choices`"
        raise ConfigError(message)
    return made
