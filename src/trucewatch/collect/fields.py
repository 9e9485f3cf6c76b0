"""Which field of a JSON object holds what, by the names that `vocab/data/fields.toml` lists.

Names are compared in lower case without `_`, `-`, `.`, `:` and spaces, so `datePublished`, `date_published`
and `date-published` are one. Where several are present the first in the list that holds something wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from trucewatch.vocab.fields import article_lists, field_names, wrappers

__all__ = ["articles_in", "field", "first_text", "names_in", "unwrap"]

_AND: Final = re.compile(r";|,|\band\b|&")
_BY: Final = re.compile(r"^by\s+", re.IGNORECASE)

Object = Mapping[str, Any]


def articles_in(value: object) -> list[object]:
    """Return the articles of a parsed JSON document: a list's members, a known list inside it, or itself."""
    if isinstance(value, list):
        return cast("list[object]", value)
    if isinstance(value, dict):
        record = cast("dict[str, object]", value)
        if field(record, "text") is None and field(record, "html") is None:
            for name in article_lists():
                inner = record.get(name)
                if isinstance(inner, list) and inner:
                    return cast("list[object]", inner)
    return [value]


def unwrap(record: Object) -> Object:
    """Return the object that holds the article, where a search engine or API wrapped it in another."""
    for key, inner in record.items():
        if _plain(key) in wrappers() and isinstance(inner, dict):
            wrapped = cast("dict[str, object]", inner)
            if field(wrapped, "text") is not None or field(wrapped, "html") is not None:
                return {**record, **wrapped}
    return record


def field(record: Object, kind: str) -> object | None:
    """Return the first value that is not empty among the names of `kind`."""
    by_name = {_plain(key): value for key, value in record.items()}
    for name in field_names(kind):
        value = by_name.get(name)
        if value not in (None, "", [], {}) and not (kind == "text" and isinstance(value, dict)):
            return value
    return None


def first_text(value: object | None) -> str | None:
    """Return a value as one string: itself, a number, the `name` of an object, or the first of a list."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        inner = cast("dict[str, object]", value)
        keys = ("name", "title", "rendered", "value", "domain", "id")
        return next((t for t in map(first_text, map(inner.get, keys)) if t), None)
    if isinstance(value, list):
        return next((t for t in map(first_text, cast("list[object]", value)) if t), None)
    return None


def names_in(value: object | None) -> tuple[str, ...]:
    """Return the authors that a value lists: a list of names or objects, or one byline split at `and`."""
    if isinstance(value, list):
        parts = [first_text(part) for part in cast("list[object]", value)]
    else:
        parts = list(_AND.split(_BY.sub("", first_text(value) or "")))
    return tuple(dict.fromkeys(_BY.sub("", part).strip() for part in parts if part and part.strip()))


def _plain(key: str) -> str:
    return re.sub(r"[\s_.:\-]", "", key).lower()
