"""What is known at a cut-off time, for someone who watches a ceasefire: composed from a view, then written out.

Built on events, so that what changed, what is disputed and what rests on one voice shows. Reports published after the
cut-off stay out; undated ones stay in and are named. Nothing is added up, averaged or chosen: every number is a figure
of one report, under its id, and the number guard proves it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from trucewatch.boards.beside import Beside, altered, beside
from trucewatch.boards.brief_text import render
from trucewatch.boards.ceasefire_words import is_of_truce, is_since_truce, scope_of, step_of
from trucewatch.boards.changes import Changed, changed, disputed, linked_at, of_one_voice
from trucewatch.boards.claims import Claim, claims, differing, everyone, scope
from trucewatch.boards.guard import guard
from trucewatch.boards.numbers import conversion
from trucewatch.boards.positions import turned
from trucewatch.boards.raids import left_open
from trucewatch.boards.support import donor_of
from trucewatch.errors import RecordError, UsageError
from trucewatch.ledger import Filters, moment
from trucewatch.ledger.pages.contents import texts_of
from trucewatch.ledger.pages.latest import latest
from trucewatch.vocab.boards import board_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from trucewatch.boards.beside import Altered
    from trucewatch.ledger import View
    from trucewatch.ledger.pages.latest import Latest

__all__ = ["Brief", "Group", "Section", "Stand", "compose", "guard", "render", "situation_report"]

Record = dict[str, Any]

_EVERYTHING = Filters()
_HAPPENED = {"attack", "raid"}  # what is one event at one place and time
_HARM = ("killed", "injured")
_MOST_FIGURES = 5_000  # some ten thousand lines, more than anybody reads: the latest, of ledgers that hold more
_MOST_POSITIONS = 2_000
_MOST_PROBLEMS = 100
_KEPT_OF_REPORTS = ("record", "report", "report_id", "outlet", "published", "stories", "added", "versions", "newest")
_DOUBTFUL = {"denied", "unverified", "alleged"}
_FOR, _AGAINST = ("supports", "offers", "open_to", "demands"), ("rejects", "opposes")
_SECTIONS = (
    ("toll", "Killed and injured"),
    ("since", "Killed and injured since a truce"),
    ("damage", "Damage"),
    ("raid", "Raids"),
    ("force", "Force sizes"),
    ("contribution", "Pledges"),
    ("term", "Ceasefire terms"),
    ("violation", "Violations"),
    ("aid", "Aid"),
    ("control", "Control"),
    ("displacement", "Displacement"),
    ("meeting", "Meetings"),
    ("other", "Other figures"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of one kind on one event, else at one place and day; `place` and `when` are records or None."""

    place: Record | None
    when: Record | None
    claims: tuple[Claim, ...]
    event: Record | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """All groups of one kind, the latest day first and what has no day last."""

    kind: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """One holder's stance on a topic as told by one report or several, and the figures inside its words.

    `beside` are other stances that one of these reports gives the same holder, which do not go with it; `step` is what
    a stand on a truce amounts to ("agreed in principle"), `terms` its scope and length.
    """

    positions: tuple[Record, ...]
    figures: tuple[Record, ...]
    beside: tuple[str, ...] = ()
    step: str | None = None
    terms: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """The situation report before it is written out.

    `new` and `late` are ids of reports added after `since`, published since then, or before it (or undated).
    `after_cutoff` counts the reports left out, `origins` the independent texts among the others; `changes` are those
    that new reports brought, all of them without `since`. `cutoff` and `since` are ISO dates, or times in UTC.
    `figures_of` and `positions_of` count those known at the cut-off; a brief of a large ledger tells the latest ones.
    `left_open` are voices by event whose counts of a raid leave a rest, `altered` what copies of one text changed,
    `sentences` those of the figures that no sort of figure explains, by id.
    """

    cutoff: str
    since: str | None
    reports: tuple[Record, ...]
    after_cutoff: int
    new: frozenset[str]
    late: frozenset[str]
    differing: tuple[tuple[Claim, ...], ...]
    sections: tuple[Section, ...]
    doubtful: tuple[Claim, ...]
    stands: tuple[Stand, ...]
    problems: tuple[Record, ...]
    origins: int = 0
    changes: tuple[Changed, ...] = ()
    one_voice: tuple[tuple[Record, Record], ...] = ()
    turned: tuple[tuple[Record, Record], ...] = ()
    figures_told: int = 0
    figures_of: int = 0
    positions_of: int = 0
    is_all_new: bool = False
    left_open: Mapping[str, tuple[tuple[Record, ...], ...]] = field(default_factory=dict[str, Any])
    beside: Beside = field(default_factory=Beside)
    altered: tuple[Altered, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict[str, str])


def situation_report(view: View, *, cutoff: str, since: str | None = None, filters: Filters = _EVERYTHING) -> str:
    """Return the brief in Markdown: composed, written out and guarded.

    `cutoff` and `since` are ISO dates or times (UsageError otherwise): what is known at the one, new since the other.
    `filters` narrows what it speaks of. RecordError when a number in it leads to no figure.
    """
    markdown = render(compose(view, cutoff=cutoff, since=since, filters=filters))
    for problem in guard(markdown, view):
        raise RecordError(f"the brief is withheld: {problem.message}; please report this as a bug")
    return markdown


def compose(view: View, *, cutoff: str, since: str | None = None, filters: Filters = _EVERYTHING) -> Brief:
    """Return what `view` knows at `cutoff`; see `situation_report`."""
    cutoff = _timely(cutoff, "cut-off")
    since = None if since is None else _timely(since, "since")
    newest = [_head(report) for report in view.reports(filters) if report["newest"]]
    reports = [report for report in newest if _is_in_time(report, cutoff)]
    new, late = _new_and_late(view, cutoff, since)
    counted, held = _told(view, filters, cutoff, since)
    is_past = len(newest) > len(reports)
    linked = linked_at(view, cutoff, is_past=is_past)
    families = _families(linked.families, reports)
    found, stands = claims(_given(view, counted.records), families), list(held.records)
    told = {figure["figure_id"]: figure for claim in everyone(found) for figure in claim.figures}
    apart = beside(view, filters, as_of=cutoff[:10] if is_past else None, since=_first_day(counted))
    no_terms = _no_terms(view, told)
    happened = [event for event in linked.events if not told.keys().isdisjoint(event["figures"])]
    homes = {name: e["event_id"] for e in happened if e["kind"] in _HAPPENED for name in e["figures"]}
    rivals = tuple(differing(found, homes))
    news = None if since is None else new | late
    return Brief(
        cutoff=cutoff,
        since=since,
        reports=tuple(reports),
        after_cutoff=len(newest) - len(reports),
        new=new,
        late=late,
        differing=(*rivals, *disputed(happened, found, rivals)),
        sections=tuple(_sections([c for c in found if _is_told_by_kind(c.figure, apart)], happened, no_terms)),
        doubtful=tuple(claim for claim in found if claim.figure["status"] in _DOUBTFUL),
        stands=tuple(_stands(stands, found)),
        problems=_unread(view, filters),
        origins=len({families.get(report["report_id"], report["report_id"]) for report in reports}),
        changes=tuple(changed(happened, told, news)),
        turned=tuple(t for t in turned(stands) if news is None or t[1]["report_id"] in news),
        one_voice=tuple(_gravest(_cited(of_one_voice(happened), told))),
        figures_told=len(counted.records),
        figures_of=counted.of,
        positions_of=held.of,
        is_all_new={report["report_id"] for report in reports} <= new,
        left_open=_left_open(happened, told),
        beside=apart,
        altered=altered(linked.drifts, {r["report_id"]: r for r in reports}, told.values(), news),
        sentences=_sentences(view, (f for f in told.values() if _kind(f, no_terms) == "other")),
    )


def _head(report: Record) -> Record:
    """Return what a brief tells of a report; there may be a hundred thousand of them."""
    return {key: report[key] for key in _KEPT_OF_REPORTS}


def _told(view: View, filters: Filters, cutoff: str, since: str | None) -> tuple[Latest, Latest]:
    """Return the figures and positions that the brief tells: the latest, those of reports added since before others."""

    def asked(kind: str, most: int) -> Latest:
        return latest(view, kind, filters, by=cutoff[:10], most=most, added_after=moment(since))

    return asked("figure", _MOST_FIGURES), asked("position", _MOST_POSITIONS)


def _first_day(told: Latest) -> str | None:
    """Return the day before which a brief tells no figures, None where it tells all of them."""
    days = [figure["published"] for figure in told.records if figure["published"]]
    return min(days, default=None) if told.of > len(told.records) else None


def _left_open(happened: Iterable[Record], told: Mapping[str, Record]) -> dict[str, tuple[tuple[Record, ...], ...]]:
    found: dict[str, tuple[tuple[Record, ...], ...]] = {}
    for event, voice in left_open(happened, told.values()):
        found[event["event_id"]] = (*found.get(event["event_id"], ()), tuple(voice))
    return found


def _sentences(view: View, figures: Iterable[Record]) -> dict[str, str]:
    """Return the sentences of figures, by id; each text is read once."""
    by_report: dict[str, list[Record]] = {}
    for figure in figures:
        by_report.setdefault(figure["report_id"], []).append(figure)
    return {
        figure["figure_id"]: text[figure["sentence"]["start"] : figure["sentence"]["end"]]
        for report_id, text in texts_of(view, by_report)
        for figure in by_report[report_id]
    }


def _unread(view: View, filters: Filters) -> tuple[Record, ...]:
    """Return the first of the inputs that could not be read, and were not since."""
    found = (problem for problem in view.problems(_where_it_was(filters)) if not problem["read_since"])
    return tuple(islice(found, _MOST_PROBLEMS))


def _families(lineages: Iterable[Record], reports: Sequence[Record]) -> dict[str, str]:
    """Return the family of each report that tells a text which others tell."""
    named = {report["report_id"] for report in reports}
    family: dict[str, str] = {}
    for lineage in lineages:
        family.update((name, lineage["lineage_id"]) for name in lineage["reports"] if name in named)
    return family


def _given(view: View, figures: Iterable[Record]) -> Iterable[Record]:
    """Yield the figures, those of aid with who gives it, and what it is in other money."""
    for figure in figures:
        if figure["kind"] != "aid":
            yield figure
            continue
        same = conversion(view.text(figure["report_id"]), figure["end"])
        yield {**figure, "actor": donor_of(figure, _sentence(view, figure)), "same_as": same}


def _cited(found: Iterable[Record], figures: dict[str, Record]) -> Iterable[tuple[Record, Record]]:
    """Yield each event with the gravest of its figures that the brief tells, which stands for it."""
    for event in found:
        known = [figures[name] for name in event["figures"] if name in figures]
        if known:
            yield event, min(known, key=lambda f: (_harm(f), f["report_id"], f["start"]))


def _gravest(found: Iterable[tuple[Record, Record]]) -> list[tuple[Record, Record]]:
    """Return events by their toll, killed before injured, then those where nobody was hurt, the latest first."""

    def harm(event: Record, measure: str) -> float:
        series = (each for each in event["series"] if each["measure"] == measure and not each["axis"])
        return max((each["best"] or each["low"] or 0 for each in series), default=0)

    latest = sorted(found, key=lambda each: (each[0]["when"] or {"start": ""})["start"], reverse=True)
    return sorted(latest, key=lambda each: (-harm(each[0], "killed"), -harm(each[0], "injured")))


def _no_terms(view: View, told: Mapping[str, Record]) -> frozenset[str]:
    """Return the durations that are of no truce: a war of three years, a journey of two hours."""
    return frozenset(
        name
        for name, figure in told.items()
        if figure["kind"] == "term"
        and figure["measure"] == "duration"
        and not is_of_truce(figure, _sentence(view, figure))
    )


def _sentence(view: View, figure: Record) -> str:
    return view.text(figure["report_id"])[figure["sentence"]["start"] : figure["sentence"]["end"]]


def _harm(figure: Record) -> int:
    return _HARM.index(figure["measure"]) if figure["measure"] in _HARM else len(_HARM)


def _timely(text: str, name: str) -> str:
    """Return a date as it is, a time in UTC."""
    time = moment(text)
    if time is None:
        raise UsageError(f"the {name} time {text!r} is no ISO date or time like 2030-05-04 or 2030-05-04T18:00:00Z")
    return time[:10] if text == time[:10] else time


def _is_in_time(record: Record, cutoff: str) -> bool:
    return record["published"] is None or record["published"] <= cutoff[:10]


def _where_it_was(filters: Filters) -> Filters:
    """Return filters for problems, which have no place, source or kind: a narrower brief still tells of all of them."""
    return Filters(since=filters.since, until=filters.until, outlet=filters.outlet, versions=filters.versions)


def _new_and_late(view: View, cutoff: str, since: str | None) -> tuple[frozenset[str], frozenset[str]]:
    start = moment(since)
    if since is None or start is None:
        return frozenset(), frozenset()
    fresh = [report for report in view.reports() if report["added"] > start and _is_in_time(report, cutoff)]
    new = frozenset(report["report_id"] for report in fresh if (report["published"] or "") >= since[:10])
    return new, frozenset(report["report_id"] for report in fresh) - new


def _sections(found: Sequence[Claim], happened: Iterable[Record], no_terms: AbstractSet[str]) -> Iterable[Section]:
    home = {name: event for event in happened for name in event["figures"] if event["kind"] in _HAPPENED}
    for kind, title in _SECTIONS:
        groups: dict[object, list[Claim]] = {}
        for claim in found:
            if _kind(claim.figure, no_terms) == kind:
                event = home.get(claim.figure["figure_id"])
                groups.setdefault(event["event_id"] if event else scope(claim.figure)[4:], []).append(claim)
        if groups:
            yield Section(kind, title, tuple(_latest_first(_group(each, home) for each in groups.values())))


def _is_told_by_kind(figure: Record, apart: Beside) -> bool:
    """Whether a figure stands in the section of its kind: neither doubtful nor told with what does not run."""
    return figure["status"] not in _DOUBTFUL and not (figure["kind"] == "other" and figure["figure_id"] in apart.stood)


def _kind(figure: Record, no_terms: AbstractSet[str]) -> str:
    """Return the section in which a figure is told."""
    if figure["figure_id"] in no_terms:
        return "other"
    return "since" if figure["kind"] == "toll" and is_since_truce(figure) else str(figure["kind"])


def _group(found: Sequence[Claim], home: dict[str, Record]) -> Group:
    first = found[0].figure
    event = home.get(first["figure_id"])
    if event is None:
        return Group(first["place"], first["when"], tuple(found))
    return Group(event["place"], event["when"], tuple(found), event)


def _latest_first(groups: Iterable[Group]) -> list[Group]:
    by_place = sorted(groups, key=lambda group: (group.place is None, (group.place or {"name": ""})["name"]))
    return sorted(by_place, key=lambda group: (group.when or {"start": ""})["start"], reverse=True)


def _stands(positions: Sequence[Record], found: Sequence[Claim]) -> Iterable[Stand]:
    told: dict[str, list[Record]] = {}
    for figure in (figure for claim in everyone(found) for figure in claim.figures):
        told.setdefault(figure["report_id"], []).append(figure)

    def order(position: Record) -> tuple[str, ...]:
        parts = ("topic", "holder", "published", "stance", "on", "report", "position_id")
        return tuple(position[part] or "" for part in parts)

    def stance(position: Record) -> tuple[str, ...]:
        return tuple(position[part] or "" for part in ("topic", "holder", "stance", "on"))

    alike: dict[tuple[str, ...], list[Record]] = {}
    taken: dict[tuple[str, ...], set[str]] = {}
    for position in sorted(positions, key=order):
        alike.setdefault(stance(position), []).append(position)
        taken.setdefault(_of_report(position), set()).add(position["stance"])
    for same in alike.values():
        first = same[0]
        figures = told.get(first["report_id"], ())
        inside = [f for f in figures if first["start"] <= f["start"] and f["end"] <= first["end"]]
        others = set[str]().union(*(taken[_of_report(position)] for position in same)) - {first["stance"]}
        others_apart = (other for other in others if not _go_together(first["stance"], other))
        is_on_truce = first["topic"] in board_words().names["ceasefire.topics"]
        step, terms = (step_of(first), scope_of(first["wording"])) if is_on_truce else (None, None)
        inside.sort(key=lambda figure: figure["start"])
        yield Stand(tuple(same), tuple(inside), tuple(sorted(others_apart)), step, terms)


def _of_report(position: Record) -> tuple[str, ...]:
    return position["topic"], position["holder"], position["report_id"]


def _go_together(one: str, other: str) -> bool:
    """Whether one party may take both stances at once: nobody is for and against, nor willing and only open to it."""
    if {one, other} == {"offers", "open_to"}:
        return False
    return not any({one, other} == {mine, theirs} for mine in _FOR for theirs in _AGAINST)
