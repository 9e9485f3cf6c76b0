"""The feeds file: what to follow, how often, and how to behave; TOML, checked before anything is fetched.

Every fault is told with its line and the remedy, all at once, so that a long file is mended in one go.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from trucewatch.collect.feeds.addresses import target_of
from trucewatch.collect.feeds.exchange import Bounds
from trucewatch.collect.feeds.visitor import Manners
from trucewatch.errors import ConfigError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Followed", "Settings", "load"]

_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
_SPAN: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(kB|MB)")
_HOST: Final = re.compile(r"(?:\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::\d{1,5})?")
_HEADER: Final = re.compile(r"\s*\[{1,2}\s*([\w-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEY: Final = re.compile(r"\s*(?:\"([^\"]+)\"|([\w-]+))\s*=")

_MINUTE, _HOUR, _DAY = 60.0, 3_600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Followed:
    """One feed or page to follow: how often to ask, whether to fetch a feed's articles or take its own words.

    `every` in seconds; `recheck`: how long after an article was first seen it is looked at again for silent edits.
    """

    url: str
    kind: str
    every: float
    outlet: str | None = None
    follows: bool = True
    recheck: tuple[float, ...] = ()
    allow: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a feeds file says; `relink` in seconds between two linkings of the whole ledger, None: never."""

    followed: tuple[Followed, ...]
    bounds: Bounds
    manners: Manners
    relink: float | None = 600.0
    archive: str | None = None


# What each table may hold, with how it is read and what it is unless given.
_WATCH: Final[dict[str, tuple[str, Any]]] = {
    "every": ("span", 15 * _MINUTE),
    "delay": ("span", 2.0),
    "timeout": ("span", 20.0),
    "deadline": ("span", 60.0),
    "largest": ("size", 5_000_000),
    "attempts": ("number", 3),
    "patience": ("span", 30.0),
    "recheck": ("spans", (_HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY)),
    "allow": ("hosts", ()),
    "contact": ("text", None),
    "robots": ("flag", True),
    "relink": ("span or never", 600.0),
    "archive": ("text", None),
}
_FEED: Final[dict[str, tuple[str, Any]]] = {
    "url": ("address", None),
    "outlet": ("text", None),
    "every": ("span", None),
    "recheck": ("spans", None),
    "follow": ("flag", True),
}
_PAGE: Final = {name: kind for name, kind in _FEED.items() if name not in {"follow", "recheck"}}
_TABLES: Final = {"watch": _WATCH, "feed": _FEED, "page": _PAGE}
_LEAST: Final = {"every": 10.0, "timeout": 0.05, "deadline": 0.05, "attempts": 1, "largest": 1_000}


def load(path: str | Path) -> Settings:
    """Return what the feeds file at `path` says; ConfigError with every fault, its line and the remedy."""
    try:
        raw = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise ConfigError(f"{path}: cannot be read ({why}): give the path of a feeds file (docs/feeds.md)") from error
    try:
        tables = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is no TOML: {error}; text stands in quotation marks") from error
    checked = _Checked(str(path), _lines(raw))
    settings = _settings(tables, checked)
    if checked.faults:
        raise ConfigError("\n".join(checked.faults))
    return settings


def _lines(raw: str) -> dict[tuple[str, int, str], int]:
    """Return the line of each table's header (key "") and of each of its keys; lists of tables are counted from 0."""
    found: dict[tuple[str, int, str], int] = {}
    table, counts = "", dict[str, int]()
    for number, line in enumerate(raw.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = header[1]
            counts[table] = counts.get(table, -1) + 1
            found[table, counts[table], ""] = number
        elif key := _KEY.match(line):
            found.setdefault((table, counts.get(table, 0), key[1] or key[2]), number)
    return found


class _Checked:
    """Reads values one by one and gathers what is wrong with them."""

    def __init__(self, path: str, lines: Mapping[tuple[str, int, str], int]) -> None:
        self._path, self._lines = path, lines
        self.faults: list[str] = []

    def fault(self, place: tuple[str, int, str], message: str) -> None:
        table, number, _ = place
        line = self._lines.get(place) or self._lines.get((table, number, "")) or self._lines.get(("", 0, table)) or 1
        self.faults.append(f"{self._path}, line {line}: {message}")

    def table(self, name: str, number: int, value: object) -> dict[str, Any]:
        """Return a table's values, read, with what it is unless given; unknown keys are faults."""
        known = _TABLES[name]
        if not isinstance(value, dict):
            self.fault((name, number, ""), f"`{name}` is a table: write it under [{_brackets(name)}]")
            return {key: standard for key, (_, standard) in known.items()}
        given = cast("dict[str, object]", value)
        for key in given:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                remedy = f"did you mean `{near[0]}`?" if near else f"it may hold {', '.join(known)}"
                self.fault((name, number, key), f"[{_brackets(name)}] has no `{key}`: {remedy}")
        return {
            key: self._value((name, number, key), given[key], kind) if key in given else standard
            for key, (kind, standard) in known.items()
        }

    def _value(self, place: tuple[str, int, str], value: object, kind: str) -> Any:
        key = place[2]
        try:
            read = _READERS[kind](value)
        except UnreadableError as error:
            self.fault(place, f"`{key}` {error}")
            return None
        except (ValueError, TypeError):
            self.fault(place, f"`{key}` is {value!r}: write {_WRITTEN[kind]}")
            return None
        if key in _LEAST and read < _LEAST[key]:
            self.fault(place, f"`{key}` is {value!r}, less than {_LEAST[key]:g}: write more")
        return read


def _settings(tables: Mapping[str, Any], checked: _Checked) -> Settings:
    for name in tables:
        if name not in _TABLES:
            near = difflib.get_close_matches(name, _TABLES, 1)
            remedy = f"did you mean `{near[0]}`?" if near else "it holds [watch], [[feed]] and [[page]]"
            place = (name, 0, "") if isinstance(tables[name], dict | list) else ("", 0, name)
            checked.fault(place, f"a feeds file has no `{name}`: {remedy}")
    watch = checked.table("watch", 0, tables.get("watch", {}))
    followed = [*_followed("feed", tables, watch, checked), *_followed("page", tables, watch, checked)]
    if not followed and not checked.faults:
        checked.fault(("watch", 0, ""), 'nothing to follow: write [[feed]] and below it url = "https://…"')
    if checked.faults:
        return Settings((), Bounds(), Manners())
    return Settings(
        followed=tuple(followed),
        bounds=Bounds(watch["timeout"], watch["deadline"], watch["largest"]),
        manners=Manners(watch["attempts"], watch["delay"], watch["patience"], watch["contact"], watch["robots"]),
        relink=watch["relink"],
        archive=watch["archive"],
    )


def _followed(kind: str, tables: Mapping[str, Any], watch: dict[str, Any], checked: _Checked) -> list[Followed]:
    listed = tables.get(kind, [])
    if not isinstance(listed, list):
        checked.fault((kind, 0, ""), f"[{kind}] may be there several times: write [[{kind}]]")
        return []
    found: list[Followed] = []
    seen: set[str] = set()
    for number, value in enumerate(cast("list[object]", listed)):
        row = checked.table(kind, number, value)
        if row["url"] is None:
            if isinstance(value, dict) and "url" not in value:
                checked.fault((kind, number, ""), f'[[{kind}]] needs an address: write url = "https://…"')
            continue
        if row["url"] in seen:
            checked.fault((kind, number, "url"), f"`url` {row['url']} is there twice: leave one out")
        seen.add(row["url"])
        found.append(_one(kind, row, watch))
    return found


def _one(kind: str, row: dict[str, Any], watch: dict[str, Any]) -> Followed:
    # Only what the file itself names may be private: an article of a feed elsewhere never leads inside.
    target = target_of(row["url"])
    allowed = frozenset(each.strip("[]") if each.endswith("]") else each for each in watch["allow"] or ())
    inside = bool(allowed & {target.host, target.named})
    again: tuple[float, ...] = watch["recheck"] if row.get("recheck") is None else row["recheck"]
    return Followed(
        url=row["url"],
        kind=kind,
        every=row["every"] or watch["every"] or 0.0,
        outlet=row["outlet"],
        follows=row.get("follow", True),
        recheck=again,
        allow=allowed if inside else frozenset(),
    )


def _brackets(name: str) -> str:
    return name if name == "watch" else f"[{name}]"


def _span(value: object) -> float:
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(value)
    return float(found[1]) * _UNITS[found[2]]


def _span_or_never(value: object) -> float | None:
    return None if value == "never" else _span(value)


def _spans(value: object) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(sorted(_span(each) for each in cast("list[object]", value)))


def _size(value: object) -> int:
    found = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(value)
    return int(float(found[1]) * (1_000_000 if found[2] == "MB" else 1_000))


def _hosts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    listed = cast("list[object]", value)
    hosts = tuple(each.lower() for each in listed if isinstance(each, str) and _HOST.fullmatch(each))
    if len(hosts) != len(listed):
        raise ValueError(hosts)
    return hosts


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        raise TypeError(value)
    return value.strip() or None


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _address(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return target_of(value).url


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "span": _span,
    "spans": _spans,
    "span or never": _span_or_never,
    "size": _size,
    "hosts": _hosts,
    "text": _text,
    "flag": _flag,
    "number": _number,
    "address": _address,
}
_WRITTEN: Final = {
    "span": 'a time like "30s", "15m", "6h" or "1d"',
    "spans": 'a list of times like ["1h", "1d"]',
    "span or never": 'a time like "10m", or "never"',
    "size": 'a size like "5 MB" or "500 kB"',
    "hosts": 'a list of hosts like ["localhost:8080"]',
    "text": "words in quotation marks",
    "flag": "true or false",
    "number": "a whole number",
    "address": 'an address in quotation marks, "https://…"',
}
