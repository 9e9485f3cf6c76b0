"""How the ledger's SQL, written for SQLite, is said to PostgreSQL: the only place that knows how the two differ.

Statements are our own and plain, so a few rewritings do: of parameters, of the order of what has no value (first, as in
SQLite), of column types and triggers, and of full-text queries. Functions that SQLite brings stand in postgresql.sql.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["marks", "matching", "said", "said_schema", "vectors"]

_LITERAL = re.compile(r"'(?:[^']|'')*'")
_PARAMETER = re.compile(r"(?<![:\w]):(\w+)|\?|%")
_HELD = re.compile(r"\x02(\d+)\x02")
_INSERT_NUMBERED = re.compile(r"INSERT INTO (report|reading) \(")
_NEVER_NULL = re.compile(r"(?:^|[_.\s])(?:\w+_no|\w+_id|rowid|row)$")
_NUMBERED = ("statement", "figure", "position")  # tables whose rows are told apart by SQLite's rowid
_PLAIN = (
    (re.compile(r"^\s*INSERT OR IGNORE INTO(.*)$", re.DOTALL), r"INSERT INTO\1 ON CONFLICT DO NOTHING"),
    (re.compile(r"\bmain\."), ""),
    (re.compile(r"\btemp\."), "pg_temp."),
    (re.compile(r"\bCROSS JOIN (\w+(?: AS \w+)?) ON\b"), r"JOIN \1 ON"),  # said to keep SQLite's planner to an order
    (re.compile(r"(?<=[\s(])\+(?=[A-Za-z])"), ""),  # said to keep it from an index
    (re.compile(r"\bjson_each\(:numbers\)"), "json_numbers(:numbers)"),
)


@lru_cache(maxsize=2048)
def said(query: str) -> str:
    """Return one of our statements as PostgreSQL and psycopg take it, with parameters `%(name)s` or `%s`."""
    literals: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        literals.append(found[0].replace("%", "%%"))
        return f"\x02{len(literals) - 1}\x02"

    told = _LITERAL.sub(put_away, query)
    for pattern, other in _PLAIN:
        told = pattern.sub(other, told)
    told = _with_nulls_first(_named_parts(told))
    told = _PARAMETER.sub(lambda found: "%%" if found[0] == "%" else f"%({found[1]})s" if found[1] else "%s", told)
    told = _HELD.sub(lambda found: literals[int(found[1])], told)
    numbered = _INSERT_NUMBERED.match(told)
    return f"{told} RETURNING {numbered[1]}_no" if numbered else told


def _named_parts(query: str) -> str:
    """Name each `FROM (SELECT …)` that has no name."""
    numbers = count(1)
    at = query.find("FROM (")
    while at >= 0:
        end = _closing(query, at + len("FROM ("))
        if not re.match(r"\)\s*AS\s", query[end:]):
            query = f"{query[: end + 1]} AS part_{next(numbers)}{query[end + 1 :]}"
        at = query.find("FROM (", at + 1)
    return query


def _closing(text: str, start: int) -> int:
    """Return where the bracket closes that opened before `start`, the text's end where none does."""
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    return len(text)


def _with_nulls_first(query: str) -> str:
    """Say of each term of an ORDER BY where what has no value comes: before all else, as in SQLite."""
    made, at = "", 0
    for found in re.finditer(r"ORDER BY ", query):
        if found.start() < at:
            continue
        end = min(_closing(query, found.end()), *(_first(query, word, found.end()) for word in (" LIMIT", " UNION")))
        made += query[at : found.end()] + ", ".join(_placed(term) for term in _terms(query[found.end() : end]))
        at = end
    return made + query[at:]


def _first(text: str, word: str, start: int) -> int:
    """Return where a word stands first outside brackets."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0 and text.startswith(word, at):
            return at
    return len(text)


def _terms(listed: str) -> Iterator[str]:
    """Yield the parts between commas that stand in no bracket."""
    depth, begun = 0, 0
    for at, char in enumerate(listed):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            yield listed[begun:at].strip()
            begun = at + 1
    yield listed[begun:].strip()


def _placed(term: str) -> str:
    bare = term.removesuffix(" DESC")
    if _NEVER_NULL.search(bare):
        return term
    return f"{bare} DESC NULLS LAST" if bare != term else f"{term} NULLS FIRST"


# ------------------------------------------------------------------------------------------------- the schema

_COMMENT = re.compile(r"^\s*--.*$", re.MULTILINE)
_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) BEFORE (UPDATE|DELETE) ON (\w+)")
_INDEX = re.compile(r"(CREATE (?:UNIQUE )?INDEX \w+ ON (\w+)) \(")
_TABLE = re.compile(r"CREATE TABLE (\w+) \(")
_TYPES = (
    (re.compile(r"\b(is_\w+) INTEGER( NOT NULL)?(?: DEFAULT (\d))?"), r"\1 boolean\2 DEFAULT '\3'"),
    (re.compile(r" DEFAULT ''"), ""),
    (re.compile(r"\bINTEGER PRIMARY KEY\b"), "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
    (re.compile(r"\bINTEGER\b"), "bigint"),
    (re.compile(r"\bTEXT\b"), 'text COLLATE "C"'),
    (re.compile(r"\bREAL\b"), "double precision"),
    (re.compile(r"\bNUMERIC\b"), "numeric"),
    (re.compile(r"\) WITHOUT ROWID\b"), ")"),
)


def said_schema(statement: str) -> str:
    """Return a statement of a migration as PostgreSQL takes it, empty where postgresql.sql does it in its own way."""
    told = _COMMENT.sub("", statement).strip().rstrip(";")
    trigger = _TRIGGER.match(told)
    if trigger:
        told = f"{trigger[0]} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        # What deletes all at once is no DELETE there, and is kept out with it.
        other = f"CREATE TRIGGER {trigger[3]}_no_truncate BEFORE TRUNCATE ON {trigger[3]} "
        more = f"; {other}FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        return told + (more if trigger[2] == "DELETE" else "")
    if told.startswith("CREATE VIRTUAL TABLE words "):
        return "CREATE VIEW words AS SELECT report_no AS rowid FROM report"  # their words are in `word_run`
    if re.match(r"CREATE TRIGGER|INSERT INTO words", told):
        return ""
    index = _INDEX.match(told)
    if index:
        end = _closing(told, index.end())
        keys = ", ".join(_placed(term) for term in _terms(told[index.end() : end]))
        tie = ", rowid" if index[2] in _NUMBERED and "UNIQUE" not in index[1] else ""
        return f"{index[1]} ({keys}{tie}{told[end:]}"
    table = _TABLE.match(told)
    if table or told.startswith("ALTER TABLE"):
        for pattern, other in _TYPES:
            told = pattern.sub(other, told)
        if table and table[1] in _NUMBERED:
            told = f"{table[0]}rowid bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE, {told[table.end() :]}"
    return told


# ------------------------------------------------------------------------------------------------- full text

_PIECE = re.compile(r'NEAR\(|"([^"]*)"( \*)?|\bAND\b|\bOR\b|\bNOT\b|, (\d+)\)')
_RUN = 200  # words a vector holds, with those of the next: a vector notes 256 places of a word at most
_OVERLAP = 40  # words of the next one that a vector holds too, so that no phrase is cut in two
_LONGEST = 200  # letters of a word; longer ones are no words and are left out


def vectors(title: str | None, body: str) -> list[str]:
    """Return the words of a title and of a text as tsvectors, each of a stretch of them."""
    words = _words(body)
    stretches = [words[at : at + _RUN + _OVERLAP] for at in range(0, len(words), _RUN)]
    return [_vector(each) for each in (_words(title or ""), *stretches) if each]


def _words(text: str) -> list[str]:
    """Return the words as SQLite's tokenizer tells them apart: runs of letters and digits without case and accents."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(char))
    return re.findall(r"[^\W_]+", plain)


def _vector(words: list[str]) -> str:
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words, 1):
        if len(word) <= _LONGEST:
            places.setdefault(word, []).append(number)
    return " ".join(f"'{word}':{','.join(map(str, at))}" for word, at in places.items())


def matching(asked: str, quoted: Callable[[str], str]) -> str:
    """Return the condition on `words.rowid` that a full-text query of ours stands for; `quoted` makes SQL literals.

    Of three or more phrases that must stand near each other it is only asked that one stretch of text holds them all.
    """
    pieces = list(_PIECE.finditer(asked))
    if any(piece[0] in {"OR", "NEAR("} for piece in pieces):
        return _HOLDS.format("IN", quoted(_any_of(pieces)))
    made: list[str] = []
    sign = "IN"
    for piece in pieces:
        phrase = _phrase(piece)
        if phrase:
            made.append(_HOLDS.format(sign, quoted(phrase)))
        elif piece[1] is None:
            sign = "NOT IN" if piece[0] == "NOT" else "IN"
    return " AND ".join(made) or "FALSE"


_HOLDS = "words.rowid {0} (SELECT report_no FROM word_run WHERE run @@ {1}::tsquery)"


def _any_of(pieces: list[re.Match[str]]) -> str:
    """Return the tsquery of phrases of which one, or all of those that stand near each other, must be there."""
    made: list[str] = []
    near: list[str] | None = None
    for piece in pieces:
        if piece[0] == "NEAR(":
            near = []
        elif piece[3]:
            made.append(_near(near or [], int(piece[3])))
            near = None
        elif phrase := _phrase(piece):
            (made if near is None else near).append(f"({phrase})")
    return " | ".join(each for each in made if each)


def _near(phrases: list[str], words: int) -> str:
    """Return the tsquery of phrases with at most so many words between them, in either order."""
    if len(phrases) != 2:
        return " & ".join(phrases) and f"({' & '.join(phrases)})"
    orders = (phrases, phrases[::-1])
    return " | ".join(f"({one} <{gap}> {other})" for one, other in orders for gap in range(1, words + 2))


def _phrase(piece: re.Match[str]) -> str:
    """Return the tsquery of words in a row, the last with any ending where it is starred; empty where none is one."""
    words = [f"'{word}'" for word in _words(piece[1] or "")]
    return " <-> ".join(words) + (":*" if words and piece[2] else "")


@lru_cache(maxsize=1)
def marks() -> str:
    """Return all combining marks as the inside of a bracket expression: what `fold` leaves out."""
    held: list[list[int]] = []
    for code in range(0x300, 0x110000):
        if unicodedata.combining(chr(code)):
            if held and held[-1][1] == code - 1:
                held[-1][1] = code
            else:
                held.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in held)
