"""How a brief is written out in Markdown: short lines, the value first, its words, who says so, and the id.

All reported text goes through `escaped`. Numbers come only from `interval` and from words whose figure's id stands
on the same line; a number in other words that leads to no figure is left out as (…).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from trucewatch.boards.brief_rows import copies, seats_and_roles, spared, stopped, truce_told, unexplained
from trucewatch.boards.brief_words import (
    LONGEST_WORDS,
    deed_of,
    doubt_of,
    in_sentence,
    label_of,
    named,
    only,
    quoted,
    reference,
    scene_of,
    so_many,
    titled,
    voice_of,
)
from trucewatch.boards.claims import everyone
from trucewatch.boards.markdown import escaped, shortened
from trucewatch.boards.numbers import interval, masked, supported
from trucewatch.vocab.events import is_bystander, people_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.boards.brief import Brief, Group, Stand
    from trucewatch.boards.changes import Changed
    from trucewatch.boards.claims import Claim

__all__ = ["render"]

Record = dict[str, Any]

_FOUND = {"missing", "critical", "hospitalised"}  # of whom there are fewer as they are found, or recover
_MOST_PROBLEMS = 20
_MOST_REPORTS = 500  # listed at the end, of those with a date and of those without
_MOST_LONE = 6  # events resting on one voice that stand at the head; the grade below tells of all


@dataclass(frozen=True, slots=True)
class _Told:
    """What the lines above have told already (label, deed) or have not (scene), and how far to indent."""

    label: str = ""
    deed: str = ""
    scene: str = ""
    indent: str = ""


def render(brief: Brief) -> str:
    """Return the brief in Markdown, the same bytes for the same brief."""
    lines = [
        *_head(brief),
        *_news(brief),
        *_changes(brief),
        *_differing(brief),
        *_one_voice(brief),
        *_figures(brief),
        *_doubtful(brief),
        *stopped(brief.beside),
        *truce_told(brief.beside),
        *spared(brief.beside),
        *seats_and_roles(brief.beside),
        *_positions(brief),
        *copies(brief.altered),
        *_problems(brief),
        *_reports(brief),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(brief: Brief) -> Iterator[str]:
    yield f"# Situation report, cut-off {brief.cutoff}"
    yield ""
    yield " ".join(_extent(brief))
    if brief.after_cutoff:
        yield f"Left out: {so_many(brief.after_cutoff, 'report')} published after the cut-off."
    if brief.figures_of > brief.figures_told:
        yield (
            f"Of {so_many(brief.figures_of, 'figure')} the latest {so_many(brief.figures_told, 'figure')} are told of "
            "below; `trucewatch figures` lists all."
        )
    yield ""
    yield "> Absence of reports is not absence of harm."
    yield "> Reports that tell one text count as one origin; agreement counts only between different voices."
    yield ""
    yield "A line gives the value, the words it rests on, who says so, and where; `trucewatch show ID` shows the words"
    yield "in their report. Indented lines are part of the line above and are not added to it."


def _extent(brief: Brief) -> Iterator[str]:
    """Yield how many reports this rests on, by how many outlets, and of which days."""
    if not brief.reports:
        yield "No report that was read is dated up to the cut-off."
        return
    outlets = {report["outlet"] for report in brief.reports if report["outlet"]}
    named = so_many(len(outlets), "named outlet") if outlets else "no named outlet"
    yield f"From {so_many(len(brief.reports), 'report')} by {named}, {so_many(brief.origins, 'origin')}."
    undated = sum(not _dates(report) for report in brief.reports)
    days = sorted(day for report in brief.reports for day in _dates(report))
    if days:
        yield f"{'Dated' if not undated else 'Those with a date:'} {' to '.join(dict.fromkeys((days[0], days[-1])))}."
        age = (date.fromisoformat(brief.cutoff[:10]) - date.fromisoformat(days[-1][:10])).days
        if age > 0:
            yield f"**The newest is {so_many(age, 'day')} older than the cut-off.**"
    if undated:
        yield f"Without a date: {so_many(undated, 'report')}."


def _dates(report: Record) -> list[str]:
    """Return the date of a page, else those of its stories."""
    stories = sorted({story["published"] for story in report["stories"] if story["published"]})
    return [report["published"]] if report["published"] else stories


def _news(brief: Brief) -> Iterator[str]:
    if brief.since is None:
        return
    yield from ("", f"## New since {brief.since}", "")
    if not brief.new and not brief.late:
        yield "Nothing was added."
        return
    if brief.is_all_new:
        yield "- Everything below is new."
    elif brief.new:
        yield f"- Lines marked **new** rest on {so_many(len(brief.new), 'report')} published and added since then."
    if brief.late:
        yield (
            f"- Lines marked **late** rest on {so_many(len(brief.late), 'report')} added since then "
            "with an earlier date or none."
        )
    for report in brief.reports:
        if report["versions"] > 1 and report["report_id"] in brief.new | brief.late:
            yield f"- The page changed since it was first added: {reference(report)} [{report['report_id']}]"


def _mark(records: Sequence[Record], brief: Brief) -> str:
    told_by = {record["report_id"] for record in records}
    if brief.is_all_new:
        return ""
    if told_by <= brief.new:
        return "**new** "
    return "**late** " if told_by <= brief.new | brief.late else ""


def _changes(brief: Brief) -> Iterator[str]:
    lines: list[str] = []
    for change in brief.changes:
        before, after = change.before, change.after
        how = _course(change)
        parts = (
            f"{label_of(_wider(before, after))}: from **{interval(before)}** to **{interval(after)}**",
            scene_of(change.event["place"], change.event["when"]),
            how,
            voice_of(after["source"]),
            "" if before["source"]["name"] == after["source"]["name"] else f"before that {voice_of(before['source'])}",
            f"why: {quoted(only(supported(after), change.reason))}" if change.reason else "no reason told",
            "; ".join(f"{reference(each)} [{each['figure_id']}]" for each in (before, after)),
        )
        lines.append(f"- {_mark([after], brief)}" + " · ".join(part for part in parts if part))
    lines.extend(_turn(before, after, brief) for before, after in brief.turned)
    yield from titled("Changed, and why", lines)


def _course(change: Changed) -> str:
    """Return how a count went, where that is not its rise: the missing that are found are no falling toll."""
    if change.falling:
        return "fewer than before" if change.after["measure"] in _FOUND else "**falling**"
    return "more exact" if change.relation == "refines" else ""


def _wider(before: Record, after: Record) -> Record:
    """Return the count that names what both count: five people missing, then one man."""
    size = (people_of(before["object"]) == "person", before["low"] or 0)
    return before if size > (people_of(after["object"]) == "person", 1) else after


def _turn(before: Record, after: Record, brief: Brief) -> str:
    stances = " to ".join(f"**{each['stance'].replace('_', ' ')}**" for each in (before, after))
    words = quoted(only(set(), shortened(after["wording"], LONGEST_WORDS)))
    told = "; ".join(f"{reference(each)} [{each['position_id']}]" for each in (before, after))
    who = f"**{named(after['holder'])}** on {named(after['topic'])}"
    return f"- {_mark([after], brief)}{who}: from {stances} · {words} · {told}"


def _one_voice(brief: Brief) -> Iterator[str]:
    """Yield a line for each of the gravest events on which one voice is heard, with a figure that leads to it."""
    lines: list[str] = []
    for event, figure in brief.one_voice[:_MOST_LONE]:
        parts = (
            named(masked(event["label"], set())),
            voice_of({**figure["source"], "name": event["voices"][0]["source"], "role": None}),
            f"{label_of(figure)}: **{interval(figure)}**",
            f"{reference(figure)} [{figure['figure_id']}]",
        )
        lines.append(f"- {_mark([figure], brief)}" + " · ".join(parts))
    if len(brief.one_voice) > _MOST_LONE:
        lines.append("- … and others less grave, marked *weak* below: `trucewatch events` lists all")
    yield from titled("Resting on one voice", lines)


def _differing(brief: Brief) -> Iterator[str]:
    lines: list[str] = []
    for rivals in brief.differing:
        figure = rivals[0].figure
        where = scene_of(figure["place"], figure["when"])
        lines.append(f"- {label_of(figure)}" + (f", {where}" if where else "") + _of_sides(rivals))
        lines.extend(f"  - {_line(claim, brief, _Told(label=label_of(figure)))}" for claim in rivals)
    yield from titled("Disputed or differing", lines)


def _of_sides(rivals: Sequence[Claim]) -> str:
    """Return that sides of a war count otherwise, each for itself, where that is what differs."""
    sides = {figure["source"].get("side") for claim in rivals for figure in claim.figures} - {None}
    return " · each side counts for itself" if len({side for side in sides if not is_bystander(side)}) > 1 else ""


def _figures(brief: Brief) -> Iterator[str]:
    for section in brief.sections:
        yield from ("", f"## {section.title}")
        for group in section.groups:
            deeds = {deed_of(claim.figure) for claim in everyone(group.claims)}
            deed = deeds.pop() if len(deeds) == 1 else ""
            grade = f" · {group.event['grade']}" if group.event else ""
            yield from ("", f"### {_heading(group)}" + (f", {deed}" if deed else "") + grade, "")
            for claim in group.claims:
                yield from _lines(claim, brief, _Told(deed=deed))
            if section.kind == "raid" and group.event is not None:
                yield from map(unexplained, brief.left_open.get(group.event["event_id"], ()))


def _heading(group: Group) -> str:
    if group.place is None and group.when is None:
        return "Place and day not given"
    scene = scene_of(group.place, group.when)
    return f"Place not given, {scene}" if group.place is None else scene if group.when else f"{scene}, day not given"


def _lines(claim: Claim, brief: Brief, told: _Told) -> Iterator[str]:
    yield f"{told.indent}- {_line(claim, brief, told)}"
    for part in claim.parts:
        yield from _lines(part, brief, replace(told, indent=told.indent + "  ", scene=""))


def _doubtful(brief: Brief) -> Iterator[str]:
    lines: list[str] = []
    for claim in brief.doubtful:
        scene = scene_of(claim.figure["place"], claim.figure["when"])
        lines.extend(_lines(claim, brief, _Told(scene=scene)))
    yield from titled("Said, but denied or not verified", lines)


def _line(claim: Claim, brief: Brief, told: _Told) -> str:
    figure, label, deed = claim.figure, label_of(claim.figure), deed_of(claim.figure)
    value = f"**{interval(figure)}**"
    parts = (
        value if label == told.label else f"{label}: {value}",
        f"= {escaped(figure['same_as'])}" if figure.get("same_as") else "",
        _words(claim, brief),
        told.scene,
        "" if deed == told.deed else deed,
        _accused(claim, brief),
        voice_of(figure["source"]),
        doubt_of({**figure, "denied_by": _deniers(claim)}),
        f"as of {figure['as_of']}" if figure["as_of"] not in _days_shown(claim) else "",
        "; ".join(f"{reference(each)}{_silence(each, figure)} [{each['figure_id']}]" for each in claim.figures),
    )
    return _mark(claim.figures, brief) + " · ".join(part for part in parts if part)


def _accused(claim: Claim, brief: Brief) -> str:
    """Return whom the sentence of a count of violations lays them to."""
    told = dict(brief.beside.truce.accused)
    whom = next((told[figure["figure_id"]] for figure in claim.figures if figure["figure_id"] in told), None)
    return "" if whom is None else f"laid to {named(whom)}"


def _deniers(claim: Claim) -> list[str]:
    """Return all who deny it in any of the texts that tell it."""
    return list(dict.fromkeys(name for figure in claim.figures for name in figure["denied_by"]))


def _silence(each: Record, figure: Record) -> str:
    """Return that a copy tells in its own voice what the text it copies lays to somebody."""
    return " (naming no source)" if each["source"]["name"] != figure["source"]["name"] else ""


def _days_shown(claim: Claim) -> set[str | None]:
    """Return the days that a line tells of anyway: the event's and those of the reports."""
    when: Record = claim.figure["when"] or {}
    return {None, when.get("end"), *(figure["published"] for figure in claim.figures)}


def _words(claim: Claim, brief: Brief) -> str:
    """Return the wordings, each once, unless they are the bare value; the sentence of what has no sort."""
    known = set[str]().union(*map(supported, claim.figures))
    seen = dict.fromkeys(
        only(known, in_sentence(figure, brief.sentences.get(figure["figure_id"], figure["wording"])))
        for figure in claim.figures
    )
    value = interval(claim.figure)
    return " / ".join(quoted(words) for words in list(seen)[:3] if words != value)


def _positions(brief: Brief) -> Iterator[str]:
    lines: list[str] = []
    topic: str | None = None
    for stand in brief.stands:
        first = stand.positions[0]
        if first["topic"] != topic:
            topic = str(first["topic"])
            lines += ["", f"### {named(topic[:1].upper() + topic[1:])}", ""]
        lines.append(f"- {_mark(stand.positions, brief)}{_stand_line(stand)}")
    yield from titled("Positions", lines[1:])


def _stand_line(stand: Stand) -> str:
    first = stand.positions[0]
    known = {number for figure in stand.figures for number in supported(figure)}
    stance = (stand.step or first["stance"]).replace("_", " ")
    terms = f" ({escaped(only(known, stand.terms))})" if stand.terms else ""
    on = f", on: {escaped(only(known, first['on']))}" if first["on"] else ""
    words = quoted(only(known, shortened(first["wording"], LONGEST_WORDS)))
    told = "; ".join(f"{reference(each)} [{each['position_id']}]" for each in stand.positions)
    cited = "".join(f" [{figure['figure_id']}]" for figure in stand.figures)
    other = " and ".join(each.replace("_", " ") for each in stand.beside)
    flag = f" · **one report also tells: {other}**" if other else ""
    return f"**{named(first['holder'])}** {stance}{terms}{on}{flag} · {words} · {told}{cited}"


def _problems(brief: Brief) -> Iterator[str]:
    told = dict.fromkeys((problem["report"], problem["message"]) for problem in brief.problems)
    lines = [f"- {named(report)}: {named(message)}" for report, message in list(told)[:_MOST_PROBLEMS]]
    if len(told) > _MOST_PROBLEMS:
        lines.append("- … and more: `trucewatch problems` lists all")
    yield from titled("What could not be read", lines)


def _reports(brief: Brief) -> Iterator[str]:
    undated = [report for report in brief.reports if not _dates(report)]
    dated = [report for report in brief.reports if _dates(report)]
    yield from titled("Reports without a date", _report_lines(undated))
    yield from titled("Reports with a date", _report_lines(dated))


def _report_lines(reports: Sequence[Record]) -> Iterator[str]:
    left = len(reports) - _MOST_REPORTS
    if left > 0:
        yield f"- … and {so_many(left, 'report')} before these: `trucewatch reports` lists all"
    yield from map(_report_line, reports[-_MOST_REPORTS:])


def _report_line(report: Record) -> str:
    outlet = f"{named(report['outlet'])}, " if report["outlet"] else ""
    days = "".join(f"{day}, " for day in _dates(report))
    return f"- {days}{outlet}{named(report['report'])} [{report['report_id']}]"
