"""The evidence bundle: one zip that opens offline, with brief, records, tables, texts, pages, hashes and a guide.

The same ledger and the same question give the same bytes: no clock, fixed order, fixed times in the archive. Names in
it are made of our ids only, whatever a report calls itself. Written part by part in one walk over each kind of record,
so that memory and time are bounded whatever the size.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from trucewatch.export import pages
from trucewatch.export.asked import Asked, events, lineages, records, refuse_outlet
from trucewatch.export.columns import VIEWS, points, series
from trucewatch.export.guide import GUIDE
from trucewatch.export.harmless import as_json, plain
from trucewatch.export.tables import Table, write_csv
from trucewatch.ledger import is_cut
from trucewatch.ledger.pages import records as held
from trucewatch.ledger.pages.contents import contents_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from trucewatch.ledger import View

__all__ = ["Brief", "write_bundle"]

Record = dict[str, Any]

_MOST_MARKS = 5_000  # figures, and statements, marked on the page of a report; all are in the records and tables
_BATCH = 500  # records
_AT_ONCE = 1 << 20  # characters copied
# Of 38 MB of figures as JSON level 1 makes 8.3 % in 0.10 s, 3 makes 7.7 % in 0.12 s, 6 makes 5.9 % in 0.25 s.
_LEVEL = 3
_FILE, _UNIX = 0o100644 << 16, 3  # what a part is to unzip, on whatever machine the bundle is made
_ANEW = "linked anew of what had been published by that day"
_CUT = "those of the whole ledger, cut to what had been published by that day: it is too large to be linked anew"
_ID = re.compile(r"\bf1-[0-9a-f]{16}\b")


@dataclass(frozen=True, slots=True)
class Brief:
    """The situation report as Markdown, its cut-off (ISO), and the version of the program that wrote it."""

    markdown: str
    cutoff: str
    version: str


def write_bundle(view: View, asked: Asked, brief: Brief, boards: Iterable[Table], out: BinaryIO) -> None:
    """Write the bundle to a binary file; `boards` are the boards' tables, made of the same question.

    UsageError where an outlet is asked for: events are told by many.
    """
    refuse_outlet(asked)
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        pack = _Pack(archive)
        homes = _homes(view, brief.markdown)
        pack.add("START-HERE.html", pages.page("How to read this bundle", pages.of_markdown(GUIDE, links=True)))
        pack.add("HOW-TO-READ.md", GUIDE)
        pack.add("brief.md", plain(brief.markdown))
        pack.add("brief.html", pages.page("Situation report", pages.of_markdown(brief.markdown, homes)))
        shown = _pack_records(pack, view, asked, set(homes.values()))
        for board in boards:
            with pack.part(f"tables/boards/{board.name}.csv") as part:
                write_csv(board, part)
        _pack_reports(pack, view, shown)
        pack.add("about.json", as_json(_about(view, asked, brief, shown)) + "\n")
        pack.close()


def _homes(view: View, markdown: str) -> dict[str, str]:
    """Return in which report each figure stands that the brief cites."""
    found = held.records_of(view, sorted(set(_ID.findall(markdown))))
    return {name: figure["report_id"] for name, figure in found.items()}


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which reports lie in the bundle: those asked for, and more that its brief and its events rest on."""

    asked: frozenset[str]
    more: frozenset[str]


class _Pack:
    """A zip whose parts are hashed as they are written."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._sums: list[tuple[str, str]] = []

    @contextmanager
    def part(self, name: str) -> Generator[TextIO]:
        """Open a part for writing text; lone halves of characters are written as escapes."""
        with self._archive.open(name, "w", force_zip64=True) as raw:
            hashed = _Hashed(cast("BinaryIO", raw))
            text = io.TextIOWrapper(cast("BinaryIO", hashed), encoding="utf-8", errors="backslashreplace", newline="")
            yield text
            text.flush()
            text.detach()
        info = self._archive.getinfo(name)
        info.external_attr, info.create_system = _FILE, _UNIX
        self._sums.append((hashed.digest.hexdigest(), name))

    def add(self, name: str, text: str) -> None:
        """Write a part whose text is at hand."""
        data = text.encode("utf-8", "backslashreplace")
        info = ZipInfo(name)
        info.external_attr, info.create_system = _FILE, _UNIX
        self._archive.writestr(info, data, ZIP_DEFLATED, _LEVEL)
        self._sums.append((hashlib.sha256(data).hexdigest(), name))

    def close(self) -> None:
        """Write the list of hashes, which ends the bundle."""
        with self.part("SHA256SUMS") as part:
            part.writelines(f"{digest}  {name}\n" for digest, name in self._sums)


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


def _pack_records(pack: _Pack, view: View, asked: Asked, cited: set[str]) -> _Shown:
    """Write all records with their tables; return which reports belong to them and to the reports `cited`."""
    _pack_kind(pack, "event", _noting(events(view, asked), cited, "reports"))
    for kind in ("lineage", "drift"):
        _pack_kind(pack, kind, lineages(view, kind, asked))
    for kind in ("statement", "figure", "position", "problem", "judgement"):
        _pack_kind(pack, kind, records(view, kind, asked))
    told: set[str] = set()
    reports = _noting(records(view, "report", asked), told, "report_id")
    _pack_kind(pack, "report", reports, more=lambda: _reports(view, cited - told))
    return _Shown(frozenset(told), frozenset(cited - told))


def _noting(found: Iterable[Record], names: set[str], key: str) -> Iterator[Record]:
    """Yield records, and add the ids that stand under `key` to `names`."""
    for record in found:
        names.update(record[key] if isinstance(record[key], list) else [record[key]])
        yield record


def _reports(view: View, names: set[str]) -> Iterator[Record]:
    return (report for report in view.reports() if report["report_id"] in names) if names else iter(())


def _pack_kind(
    pack: _Pack, kind: str, found: Iterable[Record], more: Callable[[], Iterable[Record]] | None = None
) -> None:
    """Write records as lines of JSON and as tables, which wait in files: an archive is gone through once.

    `more` gives records that stand in no table, once all others are written.
    """
    plural = kind if kind == "drift" else f"{kind}s"
    tables: dict[str, Callable[[list[Record]], Iterable[Record]]] = {plural: iter}
    if kind == "event":
        tables |= {"series": series, "points": points}
    with ExitStack() as files:
        waiting = {name: files.enter_context(_spooled()) for name in tables}
        for name, file in waiting.items():
            write_csv(Table(name, VIEWS[name], ()), file)
        with pack.part(f"records/{plural}.jsonl") as part:
            for some in _batched(found):
                part.writelines(as_json(record) + "\n" for record in some)
                for name, told in tables.items():
                    write_csv(Table(name, VIEWS[name], told(some)), waiting[name], header=False)
            part.writelines(as_json(record) + "\n" for record in (more() if more else ()))
        for name, file in waiting.items():
            file.seek(0)
            with pack.part(f"tables/{name}.csv") as part:
                shutil.copyfileobj(file, part, _AT_ONCE)


def _spooled() -> TextIO:
    return cast("TextIO", TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline=""))


def _batched(found: Iterable[Record]) -> Iterator[list[Record]]:
    left = iter(found)
    while some := list(islice(left, _BATCH)):
        yield some


def _pack_reports(pack: _Pack, view: View, shown: _Shown) -> None:
    named = shown.asked | shown.more
    with pack.part("records/texts.jsonl") as part:
        for name, text in texts_of(view, named):
            part.write(as_json({"record": "text", "report_id": name, "text": text}) + "\n")
    for each in contents_of(view, named, most=_MOST_MARKS):
        name = each.report["report_id"]
        pack.add(f"texts/{name}.txt", plain(each.text))
        pack.add(f"reports/{name}.html", pages.of_report(each.report, each.text, each.figures, each.statements))


def _about(view: View, asked: Asked, brief: Brief, shown: _Shown) -> Record:
    return {
        "made_by": f"trucewatch {brief.version}",
        "cutoff": brief.cutoff,
        "as_of": asked.as_of,
        "events_as_of": _CUT if is_cut(view, asked.as_of) else None if asked.as_of is None else _ANEW,
        "profile": asked.profile or "literal",
        "filters": asdict(asked.filters),
        "reports": len(shown.asked) + len(shown.more),
        "reports_beyond_the_filters": sorted(shown.more),
    }
