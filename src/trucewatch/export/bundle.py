"""The evidence bundle: one zip that opens offline, with brief, records, tables, texts, pages, hashes and a guide.

The same ledger and the same question give the same bytes: no clock, fixed order, fixed times in the archive. Names in
it are made of our ids only, whatever a report calls itself. Written part by part, whatever the size.
"""

from __future__ import annotations

import hashlib
import io
import re
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from trucewatch.export import pages
from trucewatch.export.asked import Asked, events, lineages, records, refuse_outlet
from trucewatch.export.columns import VIEWS
from trucewatch.export.guide import GUIDE
from trucewatch.export.harmless import as_json, plain
from trucewatch.export.tables import table, write_csv
from trucewatch.ledger.pages import records as held

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from trucewatch.export.tables import Table
    from trucewatch.ledger import View

__all__ = ["Brief", "last_moment", "write_bundle"]

Record = dict[str, Any]

_KINDS = ("statement", "figure", "position", "problem", "judgement")
_MOST_MARKS = 5_000  # figures, and statements, marked on the page of a report; all are in the records and tables
_AT_ONCE = 400
_ID = re.compile(r"\bf1-[0-9a-f]{16}\b")


@dataclass(frozen=True, slots=True)
class Brief:
    """The situation report as Markdown, its cut-off (ISO), and the version of the program that wrote it."""

    markdown: str
    cutoff: str
    version: str


def last_moment(view: View) -> str | None:
    """Return when the ledger last took something in (ISO, UTC), None where it is empty: a cut-off without a clock."""
    times = [max((report["added"] for report in view.reports()), default="")]
    times += [max((problem["added"] for problem in view.problems()), default="")]
    times += [max((judgement.decided for judgement in view.judgements()), default="")]
    return max(times) or None


def write_bundle(view: View, asked: Asked, brief: Brief, boards: Iterable[Table], out: BinaryIO) -> None:
    """Write the bundle to a binary file; `boards` are the boards' tables, made of the same question.

    UsageError where an outlet is asked for: events are told by many.
    """
    refuse_outlet(asked)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        pack = _Pack(archive)
        shown = _Shown(view, asked, brief)
        with pack.part("START-HERE.html") as part:
            part.write(pages.page("How to read this bundle", pages.of_markdown(GUIDE, links=True)))
        with pack.part("HOW-TO-READ.md") as part:
            part.write(GUIDE)
        with pack.part("brief.md") as part:
            part.write(plain(brief.markdown))
        with pack.part("brief.html") as part:
            part.write(pages.page("Situation report", pages.of_markdown(brief.markdown, shown.homes)))
        _pack_records(pack, view, asked, shown)
        _pack_tables(pack, view, asked, boards)
        _pack_reports(pack, view, shown)
        with pack.part("about.json") as part:
            part.write(as_json(_about(asked, brief, shown)) + "\n")
        pack.close()


class _Shown:
    """Which reports lie in the bundle: those asked for, and those that its brief and its events rest on."""

    def __init__(self, view: View, asked: Asked, brief: Brief) -> None:
        self.homes: dict[str, str] = {}
        cited = sorted(set(_ID.findall(brief.markdown)))
        for first in range(0, len(cited), _AT_ONCE):
            found = held.figures_of(view, cited[first : first + _AT_ONCE])
            self.homes.update({name: figure["report_id"] for name, figure in found.items()})
        self.asked = [report["report_id"] for report in records(view, "report", asked)]
        more = set(self.homes.values())
        more.update(name for event in events(view, asked) for name in event["reports"])
        self.more = sorted(more - set(self.asked))

    @property
    def reports(self) -> Iterator[str]:
        """Yield their ids, in order."""
        yield from self.asked
        yield from self.more


class _Pack:
    """A zip whose parts are hashed as they are written."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._sums: list[tuple[str, str]] = []

    @contextmanager
    def part(self, name: str) -> Generator[TextIO]:
        """Open a part for writing text; lone halves of characters are written as escapes."""
        info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o100644 << 16, 3
        with self._archive.open(info, "w", force_zip64=True) as raw:
            hashed = _Hashed(cast("BinaryIO", raw))
            text = io.TextIOWrapper(cast("BinaryIO", hashed), encoding="utf-8", errors="backslashreplace", newline="")
            yield text
            text.flush()
            text.detach()
        self._sums.append((hashed.digest.hexdigest(), name))

    def close(self) -> None:
        """Write the list of hashes, which ends the bundle."""
        lines = "".join(f"{digest}  {name}\n" for digest, name in self._sums)
        with self.part("SHA256SUMS") as part:
            part.write(lines)


class _Hashed(io.RawIOBase):
    """Hands bytes on and hashes them."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__()
        self._raw = raw
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return self._raw.write(data)


def _pack_records(pack: _Pack, view: View, asked: Asked, shown: _Shown) -> None:
    with pack.part("records/reports.jsonl") as part:
        for report in records(view, "report", asked):
            part.write(as_json(report) + "\n")
        for name in shown.more:
            found = view.record(name) or {}
            part.write(as_json({key: value for key, value in found.items() if key != "text"}) + "\n")
    for kind in _KINDS:
        with pack.part(f"records/{kind}s.jsonl") as part:
            part.writelines(as_json(record) + "\n" for record in records(view, kind, asked))
    found: dict[str, Iterator[Record]] = {kind: lineages(view, kind, asked) for kind in ("lineage", "drift")}
    found["event"] = events(view, asked)
    for kind, told in sorted(found.items()):
        with pack.part(f"records/{kind if kind == 'drift' else kind + 's'}.jsonl") as part:
            part.writelines(as_json(record) + "\n" for record in told)


def _pack_tables(pack: _Pack, view: View, asked: Asked, boards: Iterable[Table]) -> None:
    for name in VIEWS:
        with pack.part(f"tables/{name}.csv") as part:
            write_csv(table(view, name, asked), part)
    for board in boards:
        with pack.part(f"tables/boards/{board.name}.csv") as part:
            write_csv(board, part)


def _pack_reports(pack: _Pack, view: View, shown: _Shown) -> None:
    with pack.part("records/texts.jsonl") as part:
        for name in shown.reports:
            text = {"record": "text", "report_id": name, "text": view.text(name)}
            part.write(as_json(text) + "\n")
    for name in shown.reports:
        report, text = held.report(view, name), view.text(name)
        if report is None:
            continue
        with pack.part(f"texts/{name}.txt") as part:
            part.write(plain(text))
        number = report["reading_no"]
        figures = held.figures_in(view, number, 0, len(text) + 1, limit=_MOST_MARKS)
        statements = held.statements_in(view, number, 0, len(text) + 1, limit=_MOST_MARKS)
        with pack.part(f"reports/{name}.html") as part:
            part.write(pages.of_report(report, text, figures, statements))


def _about(asked: Asked, brief: Brief, shown: _Shown) -> Record:
    return {
        "made_by": f"trucewatch {brief.version}",
        "cutoff": brief.cutoff,
        "as_of": asked.as_of,
        "profile": asked.profile or "literal",
        "filters": asdict(asked.filters),
        "reports": len(shown.asked) + len(shown.more),
        "reports_beyond_the_filters": shown.more,
    }
