"""Which readings does a board look into, and who is heard how often? Counted by `relink`, so that no page has to.

A function of the primary tables, of the vocabulary of boards and of the rows that `spread` made; boards read the
texts themselves, so the readings listed here may be more than those that hold a row, and are never fewer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.questions import fold
from trucewatch.vocab.boards import board_words
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.ledger.store import Connection

__all__ = ["SUBJECTS", "full_text", "spread_subjects"]

SUBJECTS = ("board_report", "source", "event_party", "turn")
"""The tables that are filled here."""

_NEAR = 16  # words between the parts of a phrase with a gap: the seven of a pattern may have parts, "Saint-Jean"
_KINDS = {"force": ("force", "contribution"), "ceasefire": ("violation",), "support": ("aid",)}
_TOPICS = {
    "force": ("force.topics", "force.backstops"),
    "ceasefire": ("ceasefire.topics", "ceasefire.monitoring"),
    "support": ("support.topics",),
}

_LISTED = """
INSERT OR IGNORE INTO board_report (board, day, reading_no, told)
SELECT :board, COALESCE(reading.published, ''), reading.reading_no, (
    SELECT MIN(COALESCE(json_extract(story.value, '$.published'), reading.published))
    FROM json_each(reading.stories) AS story
) FROM reading JOIN shown_reading ON shown_reading.reading_no = reading.reading_no
WHERE reading.reading_no IN ({0}) OR reading.report_no IN (SELECT report_no FROM temp.hit)
"""

_SOURCES = """
SELECT name, SUM(figures) AS figures, SUM(statements) AS statements, SUM(denied) AS denied, MIN(told) AS told,
    MAX(heard) AS heard FROM (
        SELECT source_name AS name, COUNT(*) AS figures, 0 AS statements, SUM(status = 'denied') AS denied,
            MIN(published) AS told, MAX(published) AS heard
        FROM figure WHERE NOT is_repeat AND reading_no IN (SELECT reading_no FROM temp.spoken) GROUP BY source_name
        UNION ALL
        SELECT source_name, 0, COUNT(*), 0, MIN(published), MAX(published)
        FROM statement WHERE NOT is_repeat AND reading_no IN (SELECT reading_no FROM temp.spoken) GROUP BY source_name
    ) GROUP BY name
"""

_HEARD = """
SELECT source, COUNT(*), SUM(is_disputed), COUNT(DISTINCT event_id) FROM event_point GROUP BY source
"""

_TOLD = """
SELECT source_name, {0} FROM figure WHERE {0} IS NOT NULL GROUP BY source_name, {0}
ORDER BY source_name, COUNT(*), {0}
"""

_PARTIES = """
SELECT figure.{0}, p.event_id, MIN(p.published) FROM event_point AS p
JOIN figure ON figure.figure_id = p.figure_id WHERE figure.{0} IS NOT NULL GROUP BY figure.{0}, p.event_id
"""

_SIDED = """
SELECT rowid, holder, topic, published, side FROM (
    SELECT position.rowid, holder, topic, published, CASE
        WHEN stance IN ('offers', 'open_to', 'supports', 'demands', 'conditional') THEN 1
        WHEN stance IN ('opposes', 'rejects') THEN -1 ELSE 0 END AS side
    FROM position WHERE published IS NOT NULL AND reading_no IN (SELECT reading_no FROM shown_reading)
) WHERE side <> 0 ORDER BY holder, topic, published, rowid
"""


def spread_subjects(connection: Connection, *, as_of: str | None = None) -> None:
    """Fill the tables of SUBJECTS anew, inside your transaction; `as_of` leaves out what was published later."""
    _list_reports(connection)
    _count_sources(connection, as_of)
    _name_parties(connection)
    _list_turns(connection)


def full_text(phrases: Iterable[str]) -> str:
    """Return a full-text query that finds at least what `vocab.boards.pattern` of the phrases does."""
    asked = [words for phrase in phrases if (words := _asked(phrase))]
    return " OR ".join(dict.fromkeys(asked))


def _asked(phrase: str) -> str:
    runs = [run for part in phrase.split(" … ") for run in _runs(part)]
    return runs[0] if len(runs) == 1 else f"NEAR({' '.join(runs)}, {_NEAR})" if runs else ""


def _runs(part: str) -> Iterator[str]:
    """Yield the stretches of whole words; a word with an open ending closes one, and `?` opens its ending."""
    held: list[str] = []
    for word in re.findall(r"[\w*?]+", part):
        stem = re.split(r"[*?]", word)[0]
        held += [stem] if stem else []
        if stem != word and held:
            yield f'"{" ".join(held)}" *'
            held = []
    if held:
        yield f'"{" ".join(held)}"'


def _list_reports(connection: Connection) -> None:
    words, spoken = board_words(), table("boards")
    texts: dict[str, list[str]] = {
        "force": spoken["force"]["named"],
        "ceasefire": spoken["ceasefire"]["named"],
        "support": [],
        "disruption": [phrase for row in spoken["disruption"]["service"] for phrase in row["phrases"]],
    }
    connection.execute("DELETE FROM board_report")
    for board, phrases in texts.items():
        connection.execute("DROP TABLE IF EXISTS temp.hit")
        connection.execute("CREATE TEMP TABLE hit (report_no INTEGER PRIMARY KEY)")
        if phrases:
            query = "INSERT OR IGNORE INTO temp.hit SELECT rowid FROM words WHERE words MATCH ?"
            connection.execute(query, (full_text(phrases),))
        topics = {topic for name in _TOPICS.get(board, ()) for topic in words.names[name]}
        held: list[str] = []
        values = {"board": board}
        for table_name, column, wanted in (("figure", "kind", _KINDS.get(board, ())), ("position", "topic", topics)):
            marks = {f"{column}{number}": each for number, each in enumerate(sorted(wanted))}
            values |= marks
            listed = ", ".join(f":{key}" for key in marks) or "NULL"
            held.append(f"SELECT reading_no FROM {table_name} WHERE {column} IN ({listed})")  # noqa: S608 - ours
        connection.execute(_LISTED.format(" UNION ".join(held)), values)
        connection.execute("DROP TABLE temp.hit")


def _count_sources(connection: Connection, as_of: str | None) -> None:
    connection.execute("DROP TABLE IF EXISTS temp.spoken")
    connection.execute("CREATE TEMP TABLE spoken (reading_no INTEGER PRIMARY KEY)")
    connection.execute(
        "INSERT INTO temp.spoken SELECT shown_reading.reading_no FROM shown_reading JOIN reading "
        "ON reading.reading_no = shown_reading.reading_no WHERE ? IS NULL OR reading.published <= ?",
        (as_of, as_of),
    )
    heard = {row[0]: row[1:] for row in connection.execute(_HEARD)}
    told = {
        column: {row[0]: row[1] for row in connection.execute(_TOLD.format(f"source_{column}"))}
        for column in ("side", "role")
    }
    connection.execute("DELETE FROM source")
    rows = connection.execute(_SOURCES).fetchall()
    query = "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    connection.executemany(query, (_source(row, heard, told) for row in rows))
    connection.execute("DROP TABLE temp.spoken")


def _name_parties(connection: Connection) -> None:
    """Name who acts and whose side is heard in each event, by the figures of its series."""
    connection.execute("DELETE FROM event_party")
    first: dict[tuple[str, str, str], str | None] = {}
    for sort, column in (("actor", "actor"), ("side", "source_side")):
        for name, event_id, told in connection.execute(_PARTIES.format(column)):
            key = (sort, fold(name) or "", event_id)
            first[key] = min((day for day in (told, first.get(key)) if day), default=None)
    rows = ((*key, told) for key, told in sorted(first.items()))
    connection.executemany("INSERT INTO event_party (sort, name, event_id, told) VALUES (?, ?, ?, ?)", rows)


def _list_turns(connection: Connection) -> None:
    """List each position whose holder's last one of an earlier day stood on the other side of its topic."""
    connection.execute("DELETE FROM turn")
    turns: list[tuple[int, int, str]] = []
    subject = before = last = None
    for row, holder, topic, day, side in connection.execute(_SIDED):
        if (holder, topic) != subject:
            subject, before, last = (holder, topic), None, None
        if last is not None and last[1] < day:
            before = last
        if before is not None and before[2] != side:
            turns.append((row, before[0], day))
        last = (row, day, side)
    connection.executemany("INSERT INTO turn (position_row, before_row, published) VALUES (?, ?, ?)", turns)


def _source(row: tuple[Any, ...], heard: dict[str, Any], told: dict[str, dict[str, str]]) -> tuple[Any, ...]:
    name, figures, statements, denied, first, last = row
    counted, contested, events = heard.get(name, (0, 0, 0))
    side, role = told["side"].get(name), told["role"].get(name)
    counts = (figures, statements, denied, counted, contested, events)
    return (name, fold(name) or "", side, role, *counts, figures + statements, first, last)
