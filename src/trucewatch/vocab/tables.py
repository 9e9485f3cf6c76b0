"""Where the word lists live: TOML files beside this module, each read once.

Other loaders in this room turn a table into lookups; nothing else opens the data files.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from trucewatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["alternatives", "table", "word_list"]


@lru_cache(maxsize=64)
def table(name: str) -> dict[str, Any]:
    """Return the word list `data/NAME.toml` as a dict; raise ConfigError where it is missing or malformed."""
    path = files("trucewatch.vocab").joinpath("data", f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"word list {name}.toml is missing from the installation: install Trucewatch again"
        raise ConfigError(message) from None
    except tomllib.TOMLDecodeError as error:
        message = f"word list {name}.toml is malformed: {error}"
        raise ConfigError(message) from error


@lru_cache(maxsize=512)
def word_list(name: str, *path: str) -> frozenset[str]:
    """Return one list of a table as a set; the path leads to it: "status", "denied", "verbs"."""
    found: Any = table(name)
    for key in path:
        found = found[key]
    return frozenset(found)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of these words or phrases, the longest first; a space stands for any white space."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)) + ")"
