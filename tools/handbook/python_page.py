"""The reference of the Python API, from signatures and docstrings: the front door, answers, errors."""

from __future__ import annotations

import inspect
import typing
from typing import Any

from tools.handbook.markdown import cell, code, prose, table

__all__ = ["python_page", "signature"]

_INTRO = """# Python reference

Made from signatures and docstrings by `make docs`. How to use it, with examples: [the API](../api.md). What the records
hold: [records](records.md).
"""


def python_page() -> str:
    """Return the page: opening a ledger and asking it, what `import trucewatch` offers, errors."""
    import trucewatch
    from trucewatch import answers, errors

    lines = [_INTRO, "## Opening and asking", ""]
    lines += _function("trucewatch.open", answers.open_ledger)
    lines += _class("trucewatch.answers.OpenLedger", answers.OpenLedger)
    lines += _class("trucewatch.answers.Answers", answers.Answers)
    for each in (answers.Narrowing, answers.EventNarrowing, answers.BoardNarrowing):
        lines += _keywords(each)
    lines += ["## The front door", "", "What `import trucewatch` offers besides `open`.", ""]
    for name in trucewatch.__all__:
        found = getattr(trucewatch, name)
        if name == "open" or isinstance(found, str):
            continue
        lines += (_class if inspect.isclass(found) else _function)(f"trucewatch.{name}", found)
    lines += ["## Errors", "", prose(inspect.cleandoc(errors.__doc__ or "")), ""]
    lines += table(
        ("error", "kind of", "meaning"),
        [
            (code(name), code(found.__mro__[1].__name__), cell(found.__doc__ or ""))
            for name in errors.__all__
            if inspect.isclass(found := getattr(errors, name))
        ],
    )
    return "\n".join(lines)


def signature(found: Any, name: str) -> str:
    """Return how it is called, with types as the source writes them."""
    held = inspect.signature(found)
    kept = [each for each in held.parameters.values() if each.name != "self"]
    return name + str(held.replace(parameters=kept)).replace("'", "")


def _function(name: str, found: Any, level: int = 3) -> list[str]:
    short = ".".join(name.split(".")[-2 if level > 3 else -1 :])
    told = inspect.cleandoc(found.__doc__ or "")
    return [f"{'#' * level} {short}", "", "```python", signature(found, name), "```", "", prose(told), ""]


def _class(name: str, found: Any) -> list[str]:
    told = inspect.cleandoc(found.__doc__ or "")
    lines = [f"### {name.rsplit('.', 1)[-1]}", "", "```python", f"class {name}", "```", "", prose(told), ""]
    fields = getattr(found, "__dataclass_fields__", {})
    rows = [(code(key), code(str(field.type)), _field_default(field)) for key, field in fields.items()]
    lines += table(("field", "type", "unless given"), rows)
    for key, held in vars(found).items():
        if key.startswith("_") or not (held.__doc__ or "").strip() or key in fields:
            continue
        if isinstance(held, property):
            lines += [f"#### {found.__name__}.{key}", "", prose(inspect.cleandoc(held.__doc__ or "")), ""]
        elif isinstance(held, (staticmethod, classmethod)) or inspect.isfunction(held):
            lines += _function(f"{found.__name__}.{key}", getattr(found, key), level=4)
    return lines


def _field_default(field: Any) -> str:
    import dataclasses

    if field.default is not dataclasses.MISSING:
        return code(repr(field.default))
    return "empty" if field.default_factory is not dataclasses.MISSING else ""


def _keywords(found: Any) -> list[str]:
    lines = [f"### {found.__name__}", "", prose(inspect.cleandoc(found.__doc__ or "")), ""]
    hints = typing.get_type_hints(found)
    return lines + table(("keyword", "type"), [(code(key), code(_named(kind))) for key, kind in hints.items()])


def _named(kind: Any) -> str:
    return kind.__name__ if inspect.isclass(kind) else str(kind)
