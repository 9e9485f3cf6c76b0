"""A ledger of generated reports, filled with records directly: no reading, no linking, the tables as both leave them.

    python -m benchmarks.ledger --reports 100000 --out build/bench/huge.db

writes ten figures, two statements and two positions a report, whose ids and spans keep the ledger's contract, and
events, families and drift from the generator's truth. It is for asking, not for measuring what reading finds.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generator import SEED, Generated, generate
from benchmarks.newsroom import words
from trucewatch import ids
from trucewatch.ledger import Ledger, View
from trucewatch.ledger.derive import RECIPE, fingerprint
from trucewatch.ledger.spread import spread, spread_names
from trucewatch.ledger.spread_subjects import spread_subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.newsroom import Event

__all__ = ["fill"]

Record = dict[str, Any]

FIGURES = 10
ADDED = "2026-01-01T00:00:00Z"
_LINKED = ("killed", "injured", "launched", "intercepted")
_BATCH = 2000
_COPIES = {"copy": 0.97, "edited": 0.8, "rewrite": 0.58, "update": 0.66}


class _Rows:
    """Rows waiting for their tables, a batch at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[Record]] = defaultdict(list)
        self._columns = {
            table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for table in ("text", "report", "reading", "statement", "figure", "position", "problem")
        }

    def add(self, table: str, **values: Any) -> None:
        self._waiting[table].append(values)

    def flush(self, at_least: int = 0) -> None:
        for table, columns in self._columns.items():
            rows = self._waiting[table]
            if len(rows) > at_least:
                query = f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})"
                self._connection.executemany(query, [[row.get(name) for name in columns] for row in rows])
                rows.clear()


class _Clerk:
    """Writes reports with their records, and remembers what events and families are made of."""

    def __init__(self, rows: _Rows, rng: random.Random) -> None:
        self.rows, self.rng, self.number = rows, rng, 0
        self.events: dict[str, Event] = {}
        self.points: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        self.families: dict[str, list[tuple[str, Record, int]]] = defaultdict(list)

    def happened(self, event: Event) -> None:
        self.events[event.event_id] = event

    def write(self, made: Generated) -> None:
        """Add one report with an aside for each figure that it lacks."""
        report, truth = made
        self.number += 1
        event = self.events[truth["event"]]
        figures = truth["figures"][:FIGURES]
        text, asides = self._with_asides(report["text"], event, FIGURES - len(figures))
        sha256 = ids.text_hash(text)
        name = ids.report_id(report["url"], report["outlet"], sha256)
        day, key = truth["published"], {"reading_no": self.number, "published": truth["published"]}
        self.rows.add("text", sha256=sha256, body=text)
        kept = {name: report[name] for name in ("outlet", "url", "title")}
        page = {"authors": "[]", "media_type": "jsonl", "page_published": day, "page_published_evidence": "metadata"}
        stamps = {"seen": ADDED, "added": ADDED}
        self.rows.add(
            "report", report_no=self.number, report_id=name, name=report["url"], sha256=sha256, **kept, **page, **stamps
        )
        positions = self._positions(name, text, asides, key)
        has_problem = self.number % 50 == 0
        story = json.dumps([{"start": 0, "end": len(text), "headline": None, "published": None}])
        parts = {"stories": story, "furniture": "[]", "embeds": "[]", "language": "en", "made_by": "generator"}
        counts = {"statements": 2, "figures": FIGURES, "positions": positions, "problems": int(has_problem)}
        days = {"published": day, "published_evidence": "metadata", "added": ADDED}
        self.rows.add("reading", reading_no=self.number, report_no=self.number, **parts, **counts, **days)
        self._statements(name, text, event, key)
        for figure in (*figures, *asides):
            self._figure(name, text, event, truth, {**figure, **key})
        if has_problem:
            self._problem(report["url"])
        self.families[truth["family"]].append((name, truth, len(text)))

    def _with_asides(self, text: str, event: Event, count: int) -> tuple[str, list[Record]]:
        rng, made = self.rng, list[Record]()
        cast = {**event.cast, "town2": rng.choice(list(_TOWNS)), "country2": rng.choice(_COUNTRIES)}
        for aside in rng.choices(words()["asides"], k=count):
            value = rng.randrange(11, 400) * (100 if aside["figure"][0] in {"force", "contribution"} else 1)
            before, _, after = aside["text"].partition("{n}")
            start = len(text) + 2 + len(before.format_map(cast))
            wording = f"{value:,}"
            text += f"\n\n{before.format_map(cast)}{wording}{after.format_map(cast)}"
            kind, measure, counted, unit = aside["figure"]
            position = [each.format_map(cast) for each in aside["position"]]
            figure = {"kind": kind, "measure": measure, "object": counted or None, "unit": unit or None}
            spans = {"start": start, "end": start + len(wording), "slot": "", "event": None}
            made.append({**figure, **spans, "value": value, "position": position})
        return text, made

    def _positions(self, report: str, text: str, asides: list[Record], key: Record) -> int:
        seen: set[str] = set()
        for aside in asides[:2]:
            holder, topic, stance = aside["position"]
            if self.rng.random() < 0.1:  # some change their mind
                stance = "supports" if stance in {"opposes", "rejects"} else "opposes"
            start, end = _sentence(text, aside["start"])
            named = ids.position_id(report, (start, end), topic, stance, holder)
            if named not in seen:
                seen.add(named)
                held = {"holder": holder, "topic": topic, "stance": stance, "wording": text[start:end]}
                self.rows.add("position", position_id=named, span_start=start, span_end=end, **held, **key)
        return len(seen)

    def _statements(self, report: str, text: str, event: Event, key: Record) -> None:
        at = 0
        for mode in ("direct", "indirect"):
            start, end = _sentence(text, at)
            at = end + 2
            source = {"source_name": event.cast["official"], "source_role": event.cast["official_role"]}
            told = {"content_start": start, "content_end": end, "content_wording": text[start:end], "mode": mode}
            named = ids.statement_id(report, (start, end), None)
            side = {"source_side": event.town.country, "is_embed": 0, "is_repeat": 0}
            self.rows.add("statement", statement_id=named, **told, **source, **side, **key)

    def _figure(self, report: str, text: str, event: Event, truth: Record, figure: Record) -> None:
        rng, town = self.rng, event.town
        span = (figure["start"], figure["end"])
        named = ids.figure_id(report, span, figure["kind"], figure["measure"])
        start, end = _sentence(text, span[0])
        is_official = rng.random() < 0.7
        official = (event.cast["official"], event.cast["official_role"], town.country)
        source = official if is_official else ("outlet", None, None)
        happened = event.day.isoformat()
        values = {
            "figure_id": named, "reading_no": figure["reading_no"], "published": figure["published"],
            "span_start": span[0], "span_end": span[1], "wording": text[span[0] : span[1]],
            "sentence_start": start, "sentence_end": end, "kind": figure["kind"], "measure": figure["measure"],
            "object": figure["object"], "unit": figure.get("unit"), "low": figure["value"], "high": figure["value"],
            "modifier": rng.choice(["exact"] * 4 + ["at_least", "about"]), "source_name": source[0],
            "source_role": source[1], "source_side": source[2], "denied_by": "[]",
            "status": rng.choice(["asserted"] * 12 + ["denied"]), "place_name": town.name,
            "place_country": town.country, "place_lat": town.lat, "place_lon": town.lon, "place_precision": 1,
            "when_start": happened, "when_end": happened, "when_precision": "day", "as_of": figure["published"],
            "actor": event.cast["group"] if figure["kind"] == "toll" else None, "is_repeat": 0,
            "role": "total" if figure["kind"] == "force" else None,
        }  # fmt: skip
        self.rows.add("figure", **values)
        if figure["slot"] in _LINKED and figure["event"] == truth["event"]:
            kept = (
                "figure_id",
                "published",
                "low",
                "high",
                "modifier",
                "wording",
                "status",
                "as_of",
                "measure",
                "object",
            )
            point = {name: values[name] for name in kept}
            origin = {"report_id": report, "origin": truth["family"], "source": source[0], "side": source[2]}
            self.points[truth["event"]].append((report, point | origin))

    def _problem(self, name: str) -> None:
        message = "a number is too long to read: shorten it"
        named = ids.problem_id(name, "read", message)
        spans = {"span_start": 0, "span_end": 5, "added": ADDED}
        self.rows.add(
            "problem", problem_id=named, reading_no=self.number, report=name, stage="read", message=message, **spans
        )


def _sentence(text: str, at: int) -> tuple[int, int]:
    before = [found + 2 for mark in ("\n\n", ". ") if (found := text.rfind(mark, 0, at)) >= 0]
    start = max(before, default=0)
    ends = [end for mark in (". ", ".\n", "\n\n") if (end := text.find(mark, at + 1)) > 0]
    return start, min(ends, default=len(text) - 1)


_TOWNS: dict[str, None] = {}
_COUNTRIES = ["France", "Poland", "Turkey", "Kenya", "Canada", "Japan", "Brazil", "Norway", "Ghana", "Nepal", "Italy"]


class _Derived:
    """Records of one kind as `derived` keeps them, read again whenever they are gone through."""

    def __init__(self, connection: sqlite3.Connection, kind: str) -> None:
        self._connection, self._kind = connection, kind

    def __iter__(self) -> Iterator[Record]:
        query = "SELECT body FROM derived WHERE kind = ? ORDER BY place"
        yield from (json.loads(body) for (body,) in self._connection.execute(query, (self._kind,)))

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None


def _events(clerk: _Clerk) -> Iterator[Record]:
    told = [event for event in clerk.events.values() if clerk.points[event.event_id]]
    named = {event.event_id: f"e1-{number:016x}" for number, event in enumerate(told)}
    for number, event in enumerate(told):
        points = clerk.points[event.event_id]
        series = [_series(measure, points) for measure in dict.fromkeys(point["measure"] for _, point in points)]
        town, day = event.town, event.day.isoformat()
        reports = list(dict.fromkeys(report for report, _ in points))
        origins = list(dict.fromkeys(point["origin"] for _, point in points))
        voices = dict.fromkeys((point["origin"], point["source"]) for _, point in points)
        beside = [told[number ^ 1]] if number % 12 < 2 and number ^ 1 < len(told) else []
        yield {
            "record": "event",
            "event_id": named[event.event_id],
            "label": f"{event.cast['weapon']} attack in {town.name}",
            "kind": "attack",
            "when": {"start": day, "end": day, "wording": event.cast["weekday"], "precision": "day"},
            "place": {"name": town.name, "country": town.country, "lat": town.lat, "lon": town.lon, "precision": 1}
            | {"geonameid": None, "start": 0, "end": 1},
            "figures": [point["figure_id"] for each in series for point in each["points"]],
            "reports": reports,
            "origins": origins,
            "voices": [{"origin": origin, "source": source} for origin, source in voices],
            "grade": ("fair", "weak", "confirmed")[number % 3],
            "near": [
                {"event_id": named[each.event_id], "why": "days and counts agree, places do not"} for each in beside
            ],
            "series": series,
        }


def _series(measure: str, points: list[tuple[str, Record]]) -> Record:
    kept = [dict(point) for _, point in points if point["measure"] == measure]
    least = kept[0]["low"]
    for place, point in enumerate(kept):
        moved = point["low"] != least
        least = point["low"]
        relation = "conflicts" if moved and place % 3 == 2 else "supersedes" if moved else "agrees"
        point |= {"relation": relation if place else None, "falling": False, "reason": None}
    counted = kept[0]["object"]
    for point in kept:
        del point["measure"], point["object"]
    values = [point["low"] for point in kept]
    relations = {point["relation"] for point in kept}
    state = "disputed" if "conflicts" in relations else "updated" if "supersedes" in relations else "agreed"
    bounds = {"low": min(values), "best": values[-1], "high": max(values), "rule": "literal"}
    sort = {"measure": measure, "object": counted, "unit": None, "axis": None, "part_of": None, "suffered_by": None}
    return {
        **sort,
        "points": kept,
        **bounds,
        "members": [kept[-1]["figure_id"]],
        "state": state if len(kept) > 1 else "single",
    }


def _families(clerk: _Clerk) -> Iterator[Record]:
    for first, *others in clerk.families.values():
        if not others:
            continue
        links = []
        for name, truth, _ in others:
            a, b = sorted((first[0], name))
            kind = "copy" if truth["relation"] in {"copy", "edited"} else "rewrite"
            score = _COPIES[truth["relation"]] - (len(links) % 4) / 40
            links.append({"a": a, "b": b, "kind": kind, "score": round(score, 3), "detail": "the same facts in order"})
        members = [first, *others]
        yield {
            "record": "lineage",
            "lineage_id": ids.lineage_id([name for name, _, _ in members]),
            "agency": None,
            "origin": first[0],
            "reports": [name for name, _, _ in members],
            "evidence": links,
            "parts": [{"report_id": name, "start": 0, "end": size} for name, _, size in members],
        }


def _drifts(families: _Derived) -> Iterator[Record]:
    for number, family in enumerate(families):
        link = family["evidence"][-1]
        cited = {"start": 0, "end": 8, "wording": "a number"}
        yield {
            "record": "drift",
            "drift_id": f"d1-{number:016x}",
            "lineage_id": family["lineage_id"],
            "change": ("value_changed", "source_lost", "made_vague")[number % 3],
            "what": "12",
            "now": "15",
            "before": {"report_id": link["a"], **cited},
            "after": {"report_id": link["b"], **cited},
        }


def fill(path: Path, reports: int, *, seed: int = SEED) -> None:
    """Write the ledger to `path`, in place of what is there."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    Ledger.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN")
        with_indexes = _set_aside(connection)
        clerk = _Clerk(_Rows(connection), random.Random(seed))
        for made in generate(reports, seed=seed, events=clerk.happened):
            _TOWNS[clerk.events[made[1]["event"]].town.name] = None
            clerk.write(made)
            clerk.rows.flush(_BATCH)
        clerk.rows.flush()
        _say("rows")
        for statement in with_indexes:
            connection.execute(statement)
        words_of = (
            "INSERT INTO words (rowid, title, body) SELECT report_no, title, body FROM report JOIN text USING (sha256)"
        )
        connection.execute(words_of)
        _say("indexes and full text")
        _derive(connection, clerk)
        connection.execute("COMMIT")
        with View.open(path) as view:  # the command line links anew what is not of this fingerprint
            made_of = fingerprint(view)
        connection.execute("INSERT INTO derived_from (fingerprint) VALUES (?)", (made_of,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_aside(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes and triggers of what is filled, and return what makes them again."""
    query = (
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
        "AND tbl_name IN ('text', 'report', 'reading', 'statement', 'figure', 'position', 'problem')"
    )
    held = connection.execute(query).fetchall()
    for sort, name, _ in held:
        connection.execute(f"DROP {sort} {name}")
    return [sql for _, _, sql in held]


def _derive(connection: sqlite3.Connection, clerk: _Clerk) -> None:
    kinds = ("event", "lineage", "drift")
    records = {kind: _Derived(connection, kind) for kind in kinds}
    made = {"event": _events(clerk), "lineage": _families(clerk), "drift": _drifts(records["lineage"])}
    for kind in kinds:
        lines = ((kind, place, each[f"{kind}_id"], json.dumps(each)) for place, each in enumerate(made[kind]))
        connection.executemany("INSERT INTO derived (kind, place, id, body) VALUES (?, ?, ?, ?)", lines)
    _say("derived")
    spread(connection, records)  # pyright: ignore[reportArgumentType]
    spread_names(connection)
    spread_subjects(connection)
    last = connection.execute("SELECT MAX(reading_no) FROM reading").fetchone()[0]
    connection.execute("INSERT INTO spread_from (recipe, reading_no, judgement_no) VALUES (?, ?, 0)", (RECIPE, last))
    _say("spread")


_STARTED = time.perf_counter()


def _say(what: str) -> None:
    print(f"{what}: {time.perf_counter() - _STARTED:,.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    """Fill the ledger and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000, help="how many reports (1000)")
    parser.add_argument("--out", type=Path, required=True, help="the ledger's file; what is there is replaced")
    arguments = parser.parse_args()
    fill(arguments.out, arguments.reports)
    size, count = arguments.out.stat().st_size / 1e6, arguments.reports
    print(f"{count:,} reports, {count * FIGURES:,} figures, {size:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
