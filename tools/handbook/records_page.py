"""The reference of the records: the nouns of `trucewatch.model`, and the keys that their JSON has."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
from enum import StrEnum
from typing import Any

from tools.handbook.markdown import cell, code, prose, table

__all__ = ["records_page"]

_ROOMS = (
    ("reading", "What comes in, and what reading yields"),
    ("lineages", "What comparing reports makes of it"),
    ("events", "What linking makes of it"),
)

_INTRO = """# Records reference

Made from `trucewatch.model` by `make docs`: every type, field and value. What they mean together: [the
model](../model.md). Keys of the JSON that the HTTP API gives: [HTTP](http.md#schemas).
"""


def records_page() -> str:
    """Return the page: each public type of the model with its fields, each list of words with its values."""
    model = importlib.import_module("trucewatch.model")
    lines, told = [_INTRO], set()
    for room, title in _ROOMS:
        module = importlib.import_module(f"trucewatch.model.{room}")
        lines += [f"## {title}", ""]
        for name in sorted(module.__all__, key=lambda each: _line(getattr(module, each))):
            told.add(name)
            lines += _type(name, getattr(module, name))
    missing = set(model.__all__) - told
    if missing:
        raise LookupError(f"trucewatch.model has {sorted(missing)} from a room that records_page does not know")
    return "\n".join(lines)


def _line(found: Any) -> int:
    return inspect.getsourcelines(found)[1]


def _type(name: str, found: Any) -> list[str]:
    lines = [f"### {name}", "", prose(inspect.cleandoc(found.__doc__ or "")), ""]
    if issubclass(found, StrEnum):
        return [*lines, "One of " + ", ".join(code(each.value) for each in found) + ".", ""]
    rows = [(code(f.name), code(str(f.type)), _default(f)) for f in dataclasses.fields(found)]
    return lines + table(("field", "type", "unless given"), rows) + _properties(found)


def _properties(found: Any) -> list[str]:
    rows = [
        (code(key), cell(held.__doc__ or ""))
        for key, held in vars(found).items()
        if isinstance(held, property) and not key.startswith("_")
    ]
    return table(("follows from these", "what"), rows)


def _default(field: Any) -> str:
    if field.default is not dataclasses.MISSING:
        return code(str(field.default) if isinstance(field.default, StrEnum) else repr(field.default))
    return "empty" if field.default_factory is not dataclasses.MISSING else ""
