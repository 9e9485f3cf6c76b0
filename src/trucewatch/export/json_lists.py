"""One JSON document with a long list in it, written an item a line, so that no list is ever held as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.harmless import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["write_lines", "write_list"]


def write_list(head: Mapping[str, Any], key: str, items: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write the object `head` with `items` under `key` as its last member; `head` is not empty."""
    out.write(f'{as_json(head)[:-1]}, "{key}": [')
    separator = "\n"
    for item in items:
        out.write(separator + as_json(item))
        separator = ",\n"
    out.write("\n]}\n")


def write_lines(items: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write items as JSON Lines."""
    out.writelines(as_json(item) + "\n" for item in items)
