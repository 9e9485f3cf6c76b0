"""Conflicts: the countries, people, bodies, places, weapons and events of each war, from one file a war.

Files in `data/conflicts/` are all read; a user adds more of the same form. A file that cannot be understood
raises ConfigError naming the file, the table and the key, so that a typing slip never passes in silence.
The reader learns a new war here and nowhere else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from trucewatch.errors import ConfigError
from trucewatch.vocab.chronology import Event, event_of
from trucewatch.vocab.countries import Country
from trucewatch.vocab.gazetteer import Entry, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Body", "Conflict", "ConflictPlace", "Conflicts", "Person", "Weapon", "load_conflicts", "shipped_sides"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One war as its file heads it; a fictional one exists to show how a file is written."""

    name: str
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom reports quote: canonical name, other spellings, role, and the side spoken for."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    side: str | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, army, agency or armed group: canonical name, other names, side and kind."""

    name: str
    aliases: tuple[str, ...] = ()
    side: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class ConflictPlace:
    """A place of the war, as the gazetteer takes it, with its other names."""

    entry: Entry
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon by its own name, and what it is counted as (drone, missile, rocket …)."""

    name: str
    aliases: tuple[str, ...] = ()
    object: str | None = None


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Everything that the conflict files say, in the order of the files; a user's files come first."""

    conflicts: tuple[Conflict, ...] = ()
    countries: tuple[Country, ...] = ()
    persons: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[ConflictPlace, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    events: tuple[Event, ...] = ()

    def sides(self) -> dict[str, str]:
        """Return the side of each country, body and person that has one, by canonical name."""
        told = (*((each.name, each.code) for each in self.countries), *((b.name, b.side) for b in self.bodies))
        told += tuple((each.name, each.side) for each in self.persons)
        return {name: side for name, side in reversed(told) if side}

    def gazetteer_rows(self) -> tuple[tuple[Entry, tuple[str, ...]], ...]:
        """Return the places as `Gazetteer.load` takes them."""
        return tuple((place.entry, place.aliases) for place in self.places)


# What each table may hold, and the type of each value; the first key is the one that must be there.
_TEXT, _LIST, _NUMBER, _FLAG = (str,), (list,), (int, float), (bool,)
_TABLES: dict[str, dict[str, tuple[type, ...]]] = {
    "country": {
        "name": _TEXT, "code": _TEXT, "aliases": _LIST, "demonyms": _LIST, "capital": _TEXT, "capital_aliases": _LIST,
    },
    "person": {"name": _TEXT, "aliases": _LIST, "role": _TEXT, "side": _TEXT, "former": _FLAG},
    "body": {"name": _TEXT, "aliases": _LIST, "side": _TEXT, "kind": _TEXT},
    "place": {
        "name": _TEXT, "country": _TEXT, "lat": _NUMBER, "lon": _NUMBER, "kind": _TEXT, "aliases": _LIST,
        "region": _TEXT, "population": _NUMBER, "precision": _NUMBER, "geonameid": _NUMBER,
    },
    "weapon": {"name": _TEXT, "aliases": _LIST, "object": _TEXT},
}  # fmt: skip
_HEAD: dict[str, tuple[type, ...]] = {"name": _TEXT, "fictional": _FLAG}


def _broken(where: str, what: str) -> ConfigError:
    return ConfigError(f"{where}: {what}")


def _checked(row: object, allowed: dict[str, tuple[type, ...]], where: str) -> dict[str, Any]:
    """Return the row if its keys are known and of the right type; else say what is wrong."""
    if not isinstance(row, dict):
        raise _broken(where, "is not a table of keys and values")
    table = cast("dict[str, Any]", row)
    for key, value in table.items():
        if key not in allowed:
            raise _broken(where, f"unknown key {key!r}; known are {', '.join(allowed)}")
        is_bool = isinstance(value, bool) and bool not in allowed[key]
        if is_bool or not isinstance(value, allowed[key]):
            raise _broken(where, f"{key!r} must be {' or '.join(t.__name__ for t in allowed[key])}")
        items = cast("list[object]", value) if isinstance(value, list) else []
        if not all(isinstance(item, str) for item in items):
            raise _broken(where, f"{key!r} must be a list of strings")
    if not str(table.get("name", "")).strip():
        raise _broken(where, "has no 'name'")
    return table


def _listed(data: dict[str, Any], kind: str, file: str) -> list[tuple[object, str]]:
    """The rows of a table, each with the words that say where it stands."""
    found: object = data.get(kind, [])
    if not isinstance(found, list):
        raise _broken(file, f"write [[{kind}]] (two brackets), one for each {kind}")
    rows = cast("list[object]", found)
    return [(row, f"{file}: [[{kind}]] {n}") for n, row in enumerate(rows, start=1)]


def _rows(data: dict[str, Any], kind: str, file: str) -> list[dict[str, Any]]:
    return [_checked(row, _TABLES[kind], where) for row, where in _listed(data, kind, file)]


def _tupled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(cast("list[str]", value)) if isinstance(value, list) else value for key, value in row.items()}


def _parse(text: str, file: str) -> Conflicts:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, f"not valid TOML: {error}") from error
    unknown = set(data) - {"conflict", "event", *_TABLES}
    if unknown:
        raise _broken(file, f"unknown table {min(unknown)!r}; known are conflict, {', '.join(_TABLES)}, event")
    head = _checked(data.get("conflict", {"name": Path(file).stem}), _HEAD, f"{file}: [conflict]")
    states = _rows(data, "country", file)
    for n, row in enumerate(states, start=1):
        if not row.get("code"):
            raise _broken(f"{file}: [[country]] {n}", "has no 'code'")
    entries = (entry_of(row) for row in _rows(data, "place", file))
    return Conflicts(
        conflicts=(Conflict(**head),),
        countries=tuple(Country(**_tupled(row)) for row in states),
        persons=tuple(Person(**_tupled(row)) for row in _rows(data, "person", file)),
        bodies=tuple(Body(**_tupled(row)) for row in _rows(data, "body", file)),
        places=tuple(ConflictPlace(entry, aliases) for entry, aliases in entries),
        weapons=tuple(Weapon(**_tupled(row)) for row in _rows(data, "weapon", file)),
        events=tuple(event_of(row, where) for row, where in _listed(data, "event", file)),
    )


@lru_cache(maxsize=1)
def shipped_sides() -> dict[str, str]:
    """Return the sides that the conflicts which ship give to names."""
    return load_conflicts().sides()


def _joined(parts: Iterable[Conflicts]) -> Conflicts:
    total = Conflicts()
    for part in parts:
        total = replace(
            total,
            conflicts=total.conflicts + part.conflicts,
            countries=total.countries + part.countries,
            persons=total.persons + part.persons,
            bodies=total.bodies + part.bodies,
            places=total.places + part.places,
            weapons=total.weapons + part.weapons,
            events=total.events + part.events,
        )
    return total


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, f"cannot be read: {error}") from error


@lru_cache(maxsize=8)
def load_conflicts(extra: tuple[str, ...] = ()) -> Conflicts:
    """Return what the user's files (`extra`, paths) and those that ship say; raise ConfigError on a bad file."""
    folder = resources.files("trucewatch.vocab") / "data" / "conflicts"
    shipped = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return _joined(
        (
            *(_parse(_read(path), path) for path in extra),
            *(_parse(file.read_text(encoding="utf-8"), file.name) for file in shipped),
        )
    )
