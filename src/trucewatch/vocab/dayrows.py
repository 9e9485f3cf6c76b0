"""Day rows: how is an event of a war told in one line?

`date | kind | place, country | label | word/word; word/word; ?word/word`: a group after a question mark is a hint.
A date may run ("2025-07-18..2025-07-19") or name the morning after ("2025-07-18 night").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["day_rows"]

_FIELDS = 5


def day_rows(text: str, where: str) -> Iterator[dict[str, object]]:
    """Yield for each line the table of keys and values that an event has in a file; raise ConfigError naming the line.

    Empty lines and lines that open with "#" are left out. `where` names the file.
    """
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        fields = [f.strip() for f in line.split("|")]
        if len(fields) != _FIELDS:
            message = f"{where}: day {number}: needs 'date | kind | place, country | label | words', not {line!r}"
            raise ConfigError(message)
        yield _row(*fields)


def _row(day: str, kind: str, where: str, label: str, words: str) -> dict[str, object]:
    """One line's fields by their names."""
    row: dict[str, object] = {"label": label, "kind": kind}
    if day.endswith("night"):
        row["night"], day = True, day.removesuffix("night").strip()
    start, _, end = day.partition("..")
    row |= {"start": start, "end": end} if end else {"date": start}
    place, _, country = where.rpartition(",")
    row |= {key: value.strip() for key, value in (("place", place), ("country", country)) if value.strip()}
    groups = [g.strip() for g in words.split(";") if g.strip()]
    row["terms"] = [_words(g) for g in groups if not g.startswith("?")]
    hints = [_words(g[1:]) for g in groups if g.startswith("?")]
    return row | {"hints": hints} if hints else row


def _words(group: str) -> list[str]:
    return [w.strip() for w in group.split("/") if w.strip()]
