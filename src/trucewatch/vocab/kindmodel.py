"""Kind model: the weights by which `read/kindsense` judges what a number counts.

`data/kinds.tsv` is made by `make kinds` from passages written for this project: the labels in the first line
("toll/killed", "damage/destroyed", "force" …), then a feature and its weights in sixteenths a line.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from trucewatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCALE", "KindModel", "kind_model"]

SCALE = 16.0
"""A weight of 1 is so much in the file."""


@dataclass(frozen=True, slots=True)
class KindModel:
    """The labels, and for each feature one weight a label, a signed byte each in parts of `SCALE`."""

    labels: tuple[str, ...]
    weights: Mapping[str, bytes]


@lru_cache(maxsize=1)
def kind_model() -> KindModel:
    """Return the shipped model; ConfigError where it is missing or broken."""
    path = files("trucewatch.vocab").joinpath("data", "kinds.tsv")
    try:
        first, *lines = path.read_text(encoding="utf-8").splitlines()
        labels = tuple(first.split("\t"))
        weights = {name: _row(packed, len(labels)) for name, packed in (line.split("\t") for line in lines)}
    except (OSError, ValueError) as error:
        message = f"kinds.tsv is missing or broken ({error}): install Trucewatch again"
        raise ConfigError(message) from error
    return KindModel(labels, weights)


def _row(packed: str, count: int) -> bytes:
    whole = b64decode(packed)
    if len(whole) != count:
        raise ValueError(f"{len(whole)} weights for {count} labels")
    return whole
