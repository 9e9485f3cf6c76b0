"""On which line of a TOML file does a value stand? The parser of the standard library does not say.

A small scan over text that the parser has accepted already: headers and keys, past strings and lists of many lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Lines"]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#|[\[\]{}]')


class Lines:
    """The lines of keys and tables; a path is made of names and, for a list of tables, numbers from 0."""

    def __init__(self, text: str) -> None:
        self._found: dict[tuple[str | int, ...], int] = {(): 1}
        self._counts: dict[tuple[str | int, ...], int] = {}
        self._scan(text)

    def of(self, *path: str | int) -> int:
        """Return the line of a value, else of the nearest thing around it that has one."""
        while path not in self._found:
            path = path[:-1]
        return self._found[path]

    def _scan(self, text: str) -> None:
        table: tuple[str | int, ...] = ()
        for number, line in _beginnings(text):
            header = _HEADER.match(line)
            if header is not None:
                table = self._opened(_parts(header[2]), is_list=header[1] == "[[")
                self._found.setdefault(table, number)
            elif (key := _KEY.match(line)) is not None:
                self._found.setdefault((*table, *_parts(key[1])), number)

    def _opened(self, parts: list[str], *, is_list: bool) -> tuple[str | int, ...]:
        path: tuple[str | int, ...] = ()
        for place, part in enumerate(parts):
            path = (*path, part)
            if is_list and place == len(parts) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        return path


def _parts(dotted: str) -> list[str]:
    return ["".join(found) for found in _PART.findall(dotted)]


def _beginnings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that begin a header or a key: not those inside a string or list of several lines."""
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not depth and not quote:
            yield number, line
        is_header = not depth and not quote and _HEADER.match(line) is not None
        if is_header:
            continue
        place = 0
        while place < len(line):
            if quote:
                end = line.find(quote, place)
                if end < 0:
                    break
                place, quote = end + 3, ""
                continue
            token = _TOKEN.search(line, place)
            if token is None or token[0] == "#":
                break
            place = token.end()
            if token[0] in {'"""', "'''"}:
                quote = token[0]
            elif token[0] in "[{":
                depth += 1
            elif token[0] in "]}":
                depth -= 1
