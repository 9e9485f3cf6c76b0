"""Linear models: the weights by which `read/kindsense` judges what a number counts, `read/namesense` what a name is.

`data/kinds.tsv` and `data/names.tsv` are made by `make kinds` and `make names` from texts written for this project:
the labels in the first line ("toll/killed", "damage/destroyed", "force" …), then a feature and its weights in
sixteenths a line.
"""

from __future__ import annotations

import math
from base64 import b64decode
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from trucewatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCALE", "LinearModel", "linear_model"]

SCALE = 16.0
"""A weight of 1 is so much in the file."""
_SIGN = 128
"""The bit that makes a byte of a weight negative."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """The labels, and for each feature one weight a label, a signed byte each in parts of `SCALE`."""

    labels: tuple[str, ...]
    weights: Mapping[str, bytes]

    def chances(self, seen: Mapping[str, float]) -> list[float]:
        """Return the probability, 0 to 1, of each label for what was `seen`: feature to its strength."""
        sums = self._of_two(seen) if len(self.labels) == 2 else self._of_many(seen)
        top = max(sums)
        powers = [math.exp(each - top) for each in sums]
        whole = sum(powers)
        return [power / whole for power in powers]

    def _of_two(self, seen: Mapping[str, float]) -> list[float]:
        """The same as `_of_many`, to the last bit: two sums are done before an array is made."""
        first = second = 0.0
        for name, strength in seen.items():
            row = self.weights.get(name)
            if row is not None:
                first += ((row[0] ^ _SIGN) - _SIGN) * strength
                second += ((row[1] ^ _SIGN) - _SIGN) * strength
        return [first / SCALE, second / SCALE]

    def _of_many(self, seen: Mapping[str, float]) -> list[float]:
        known = [name for name in seen if name in self.weights]
        rows = np.frombuffer(b"".join([self.weights[name] for name in known]), np.int8)
        values = np.array([seen[name] for name in known]).reshape(len(known), 1)
        return ((rows.reshape(len(known), len(self.labels)) * values).sum(axis=0) / SCALE).tolist()


@lru_cache(maxsize=2)
def linear_model(name: str) -> LinearModel:
    """Return the shipped model `name`, "kinds" or "names"; ConfigError where it is missing or broken."""
    path = files("trucewatch.vocab").joinpath("data", f"{name}.tsv")
    try:
        first, *lines = path.read_text(encoding="utf-8").splitlines()
        labels = tuple(first.split("\t"))
        weights = {name: _row(packed, len(labels)) for name, packed in (line.split("\t") for line in lines)}
    except (OSError, ValueError) as error:
        message = f"{name}.tsv is missing or broken ({error}): install Trucewatch again"
        raise ConfigError(message) from error
    return LinearModel(labels, weights)


def _row(packed: str, count: int) -> bytes:
    whole = b64decode(packed)
    if len(whole) != count:
        raise ValueError(f"{len(whole)} weights for {count} labels")
    return whole
