"""Values taken out of a TOML table one by one: each checked, each fault with its line and its remedy.

A table that is done says which of its keys nobody asked for: a misspelt word must not pass for one left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.plan.lines import Lines

__all__ = ["Fault", "Table", "near"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a scenario: the line, and in words what and how to mend it."""

    line: int
    words: str


@dataclass
class Table:
    """One table of the file; every taking of a value that is no such value adds a fault and gives the default."""

    held: Mapping[str, Any]
    lines: Lines
    faults: list[Fault]
    path: tuple[str | int, ...] = ()
    asked: set[str] = field(default_factory=set[str])

    @property
    def name(self) -> str:
        """The table as the file writes it: `[rules]`, `[[phase]] 2`."""
        if not self.path:
            return "the scenario"
        words = ".".join(str(part) for part in self.path if isinstance(part, str))
        return f"[[{words}]] {self.path[-1] + 1}" if isinstance(self.path[-1], int) else f"[{words}]"

    def line(self, *keys: str) -> int:
        """Return the line of a key of this table, else of the table."""
        return self.lines.of(*self.path, *keys)

    def has(self, key: str) -> bool:
        """Whether the file gives this key."""
        self.asked.add(key)
        return key in self.held

    def fault(self, key: str, words: str) -> None:
        """Note what is wrong with a key of this table."""
        self.faults.append(Fault(self.line(key), words))

    def whole(self, key: str, default: int | None, low: int, high: int, *, why: str = "") -> int:
        """Return a whole number from `low` to `high`; where it is missing the default, or a fault if there is none."""
        value = self._value(key, default is None, why or f"a whole number from {low:,} to {high:,}")
        if value is None:
            return default if default is not None else low
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fault(key, f"{key} = {_shown(value)}: a whole number from {low:,} to {high:,} is wanted")
            return default if default is not None else low
        return value

    def number(self, key: str, default: float | None, low: float, high: float, *, why: str = "") -> float:
        """Return a number from `low` to `high`."""
        value = self._value(key, default is None, why or f"a number from {low:,g} to {high:,g}")
        if value is None:
            return default if default is not None else low
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.fault(key, f"{key} = {_shown(value)}: a number from {low:,g} to {high:,g} is wanted")
            return default if default is not None else low
        return float(value)

    def text(self, key: str, default: str | None = "", *, why: str = "") -> str:
        """Return words; `default` None: they must be there."""
        value = self._value(key, default is None, why or "words in quotation marks")
        if value is None:
            return default or ""
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"{key} = {_shown(value)}: words in quotation marks are wanted")
            return default or ""
        return value

    def choice(self, key: str, default: str | None, among: Sequence[str], *, why: str = "") -> str:
        """Return one of a few words."""
        value = self._value(key, default is None, why or f"one of {', '.join(among)}")
        if value is None:
            return default if default is not None else among[0]
        if value not in among:
            self.fault(key, f"{key} = {_shown(value)}: one of {', '.join(among)} is wanted{near(str(value), among)}")
            return default if default is not None else among[0]
        return str(value)

    def flag(self, key: str) -> bool:
        """Return whether a key is true; false where it is missing."""
        value = self._value(key, False, "")  # noqa: FBT003 - it may be missing
        if value is not None and not isinstance(value, bool):
            self.fault(key, f"{key} = {_shown(value)}: true or false is wanted")
        return value is True

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of words, a single one also without brackets; empty where it is missing."""
        value = self._value(key, False, "")  # noqa: FBT003 - it may be missing
        listed = [value] if isinstance(value, str) else value
        if listed is None:
            return ()
        if not isinstance(listed, list) or not all(
            isinstance(each, str) and each for each in cast("list[Any]", listed)
        ):
            self.fault(key, f'{key} = {_shown(value)}: a list of words is wanted, as in {key} = ["one", "two"]')
            return ()
        return tuple(cast("list[str]", listed))

    def table(self, key: str) -> Table:
        """Return a table inside this one, empty where it is missing."""
        value = self._value(key, False, "")  # noqa: FBT003 - it may be missing
        if value is not None and not isinstance(value, dict):
            inner = f"[{'.'.join((*(part for part in self.path if isinstance(part, str)), key))}]"
            self.fault(key, f"{key}: a table {inner} is wanted, not a value")
            value = None
        return Table(cast("dict[str, Any]", value or {}), self.lines, self.faults, (*self.path, key))

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of a list of tables: `[[key]]`."""
        value = self._value(key, False, "")  # noqa: FBT003 - it may be missing
        rows = cast("list[Any]", value) if isinstance(value, list) else []
        if value is not None and not (isinstance(value, list) and all(isinstance(each, dict) for each in rows)):
            self.fault(key, f"{key}: write each with a header of its own: [[{key}]]")
            return
        for place, each in enumerate(rows):
            yield Table(each, self.lines, self.faults, (*self.path, key, place))

    def done(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self.held.keys() - self.asked:
            known = sorted(self.asked)
            self.fault(key, f"{self.name} knows no {key}{near(key, known)}; it knows {', '.join(known)}")

    def _value(self, key: str, is_needed: bool, why: str) -> Any:  # noqa: FBT001 - inside this class only
        self.asked.add(key)
        if is_needed and key not in self.held:
            self.fault(key, f"{self.name} has no {key}: {why}")
        return self.held.get(key)


def near(word: str, among: Sequence[str]) -> str:
    """Return ` (did you mean …?)` with the word among them that looks like it, or nothing."""
    found = get_close_matches(word, among, 1, 0.7)
    return f" (did you mean {found[0]}?)" if found else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        told = "true" if value else "false"
    else:
        told = value.isoformat() if isinstance(value, date | time) else repr(value)
    return told if len(told) <= 40 else told[:39] + "…"
