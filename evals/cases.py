"""Cases of our own in tests/cases/en: one phenomenon a file, a short report, records it must and must not yield.

The format is told in tests/cases/README.md. A case names only the fields it is about; all others are free. What comes
back from `check` are sentences that say what is missing or wrong, none where the case holds.
"""

from __future__ import annotations

import re
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.readings import Asked, Record, read_all
from evals.score import Options, Score, ratio

__all__ = ["KINDS", "Case", "asked", "check", "parse", "score"]

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("report", "story", "furniture", "embed", "statement", "figure", "position")
SAME_CONTENT = 0.8  # share of the union that two contents have in common; a lost article is no other content
SECTIONS = re.compile(r"^## (Report|Must|Must not)\s*$", re.MULTILINE)
FENCED = re.compile(r"^```toml\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)

Wanted = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Case:
    """One case as written."""

    name: str
    title: str
    text: str
    published: str | None = None
    headline: str | None = None
    must: Wanted = field(default_factory=dict)
    must_not: Wanted = field(default_factory=dict)


def parse(path: Path) -> Case:
    """Return the case of a file; a file that does not follow the format raises ValueError."""
    text = path.read_text("utf-8")
    head, *parts = SECTIONS.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    title = re.match(r"# (.+)\n\nWhy: .+\n", head)
    told = dict(re.findall(r"^(Published|Title|Report): (.+)$", head, re.MULTILINE))
    if title is None or {"Report"} & told.keys() == {"Report"} & sections.keys() or not sections.keys() - {"Report"}:
        raise ValueError(f"{path}: a case has a title, a Why line, one report and Must or Must not")
    wanted: dict[str, Wanted] = {}
    for name in ("Must", "Must not"):
        tables = FENCED.findall(sections.get(name, ""))
        if name in sections and not tables:
            raise ValueError(f"{path}: {name} has no toml block")
        wanted[name] = tomllib.loads("\n".join(tables))
        if not set(wanted[name]) <= set(KINDS):
            raise ValueError(f"{path}: unknown records {set(wanted[name]) - set(KINDS)}")
    case = Case(
        path.stem,
        title[1],
        sections["Report"].strip() if "Report" in sections else (ROOT / told["Report"]).read_text("utf-8"),
        told.get("Published"),
        told.get("Title"),
        wanted["Must"],
        wanted["Must not"],
    )
    _check_words(case, path)
    return case


def _check_words(case: Case, path: Path) -> None:
    for tables in (case.must, case.must_not):
        for row in (row for rows in tables.values() for row in rows):
            for name in ("at", "content", "wording", "part_of", "denial", "cue"):
                if isinstance(words := row.get(name), str) and words != "none" and words not in case.text:
                    raise ValueError(f"{path}: {words!r} is not in the report")


def asked(case: Case) -> Asked:
    """Return the case's report."""
    return Asked(f"{case.name}.txt", case.text, case.headline, case.published)


def check(case: Case, records: list[Record]) -> list[str]:
    """Return what the records lack or should not hold."""
    found = _gathered(case, records)
    wrong: list[str] = []
    for kind, rows in case.must.items():
        for row in rows:
            tried = [(_wrong_fields(row, record, found, case.text), record) for record in found[kind]]
            if not any(not bad for bad, _ in tried):
                wrong.append(f"missing {kind} {row}; {_nearest(tried, kind)}")
    for kind, rows in case.must_not.items():
        for row in rows:
            wrong += [
                f"{kind} {row} must not be there: {_told(record, kind)}"
                for record in found[kind]
                if not _wrong_fields(row, record, found, case.text)
            ]
    return wrong


def _gathered(case: Case, records: list[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {kind: [r for r in records if r["record"] == kind] for kind in KINDS}
    report = found["report"][0]
    for kind, many in (("story", "stories"), ("furniture", "furniture"), ("embed", "embeds")):
        found[kind] = [{**part, "wording": case.text[part["start"] : part["end"]]} for part in report[many]]
    return found


def _nearest(tried: list[tuple[list[str], Record]], kind: str) -> str:
    near = [(bad, record) for bad, record in tried if not {"at", "content", "wording"} & set(bad)]
    if not near:
        return "nothing found there" if tried else f"no {kind} found"
    bad, record = min(near, key=lambda pair: len(pair[0]))
    return f"nearest has {', '.join(f'{name}={_shown(record, name)!r}' for name in bad)}"


def _shown(record: Record, name: str) -> Any:
    if name in {"role", "side", "country", "precision"}:
        return _plain(name, record)
    value = record.get({"country": "place", "evidence": "published_evidence"}.get(name, name))
    if isinstance(value, dict):
        return (value["start"], value["end"]) if name == "when" else value.get("name") or value.get("wording") or value
    return value


def _told(record: Record, kind: str) -> str:
    words = (record.get("content") or record).get("wording", "")
    return f"{kind} {words!r}"


def _wrong_fields(row: dict[str, Any], record: Record, found: dict[str, list[Record]], text: str) -> list[str]:
    return [name for name, want in row.items() if not _is_right(name, want, record, (found, text))]


def _is_right(name: str, want: Any, record: Record, around: tuple[dict[str, list[Record]], str]) -> bool:
    found, text = around
    if isinstance(want, list) and name not in {"when", "denied_by"}:
        return any(_is_right(name, one, record, around) for one in want)
    if name == "at":
        return _overlaps(_words_at(text, want), record.get("content") or record)
    if name == "content":
        return _likeness(_words_at(text, want), record["content"]) >= SAME_CONTENT
    if name == "part_of":
        whole = next((f for f in found["figure"] if f["figure_id"] == record["part_of"]), None)
        return whole is None if want == "none" else whole is not None and _overlaps(_words_at(text, want), whole)
    if name == "denial":
        return record["denial"] is not None and _overlaps(_words_at(text, want), record["denial"])
    if name == "when":
        days = [want, want] if isinstance(want, str) else want
        when = record["when"]
        return when is None if want == "none" else when is not None and [when["start"], when["end"]] == days
    if name == "stories":
        return len(record["stories"]) == want
    if name == "denied_by":
        return sorted(map(_folded, want)) == sorted(map(_folded, record["denied_by"]))
    if name in {"on", "evidence_has"}:
        return want.casefold() in (record.get(name) or "").casefold()
    value = _plain(name, record)
    return value is None if want in ("none", "open") else _folded(value) == _folded(want)


def _plain(name: str, record: Record) -> Any:
    if name == "side" or (name == "role" and "role" not in record):  # a figure has a role of its own
        return record["source"][name]
    if name == "country":
        return (record["place"] or {}).get("country")
    if name == "precision" and isinstance(record.get("place"), dict):
        return record["place"]["precision"]
    if name == "evidence":
        return record.get("published_evidence")
    value = record.get(name)
    if isinstance(value, dict):
        return value.get("name", value.get("wording"))
    return value


def _folded(value: Any) -> Any:
    return value.replace("’", "'").casefold() if isinstance(value, str) else value


def _words_at(text: str, words: str) -> Record:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def _overlaps(a: Record, b: Record) -> bool:
    return a["start"] < b["end"] and b["start"] < a["end"]


def _likeness(a: Record, b: Record) -> float:
    shared = max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))
    return ratio(shared, (a["end"] - a["start"]) + (b["end"] - b["start"]) - shared)


def score(name: str, folder: Path, options: Options) -> Score | None:
    """Score all cases of a folder; None where it is absent."""
    if not folder.is_dir():
        return None
    started = time.perf_counter()
    cases = [parse(path) for path in sorted(folder.glob("*.md"))]
    readings = read_all([asked(case) for case in cases], options.cores)
    wrong = {case.name: check(case, records) for case, records in zip(cases, readings, strict=True)}
    outcomes = {name: not sentences for name, sentences in wrong.items()}
    wants = sum(len(rows) for c in cases for part in (c.must, c.must_not) for rows in part.values())
    rows = {
        "hold": ratio(sum(outcomes.values()), len(cases)),
        "records right": 1 - ratio(sum(map(len, wrong.values())), wants),
    }
    return Score(name, tuple(wrong), rows, outcomes, len(cases), time.perf_counter() - started)
