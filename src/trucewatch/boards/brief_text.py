"""How a brief is written out in Markdown: short lines, the value first, its words, who says so, and the id.

All reported text goes through `escaped`. Numbers come only from `interval` and from words whose figure's id stands
on the same line; a number in other words that leads to no figure is left out as (…).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trucewatch.boards.claims import everyone
from trucewatch.boards.markdown import escaped, shortened, shown
from trucewatch.boards.numbers import interval, masked, supported, things
from trucewatch.vocab.events import plural_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.boards.brief import Brief, Group, Stand
    from trucewatch.boards.claims import Claim

__all__ = ["render"]

Record = dict[str, Any]

_LONGEST_WORDS = 160  # a line of a brief is scanned, not read; `show` gives the whole
_MOST_PROBLEMS = 20
_MOST_REPORTS = 500  # listed at the end, of those with a date and of those without
_MOST_LONE = 6  # events resting on one voice that stand at the head; the grade below tells of all
_MEASURE_ENOUGH = {"force", "contribution", "term", "aid", "meeting", "other", "violation", "control"}
_QUOTATION_MARKS = ("“", "”", '"', "„", "«", "‘", "'")
_DOUBTS = {
    "alleged": "claimed, the report keeps its distance",
    "unverified": "not verified",
    "proposed": "proposed",
    "planned": "planned",
    "conditional": "on a condition",
}


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
        *_positions(brief),
        *_problems(brief),
        *_reports(brief),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(brief: Brief) -> Iterator[str]:
    yield f"# Situation report, cut-off {brief.cutoff}"
    yield ""
    yield " ".join(_extent(brief))
    if brief.after_cutoff:
        yield f"Left out: {_count(brief.after_cutoff, 'report')} published after the cut-off."
    if brief.figures_of > brief.figures_told:
        yield (
            f"Of {_count(brief.figures_of, 'figure')} the latest {_count(brief.figures_told, 'figure')} are told of "
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
    named = _count(len(outlets), "named outlet") if outlets else "no named outlet"
    yield f"From {_count(len(brief.reports), 'report')} by {named}, {_count(brief.origins, 'origin')}."
    undated = sum(not _dates(report) for report in brief.reports)
    days = sorted(day for report in brief.reports for day in _dates(report))
    if days:
        yield f"{'Dated' if not undated else 'Those with a date:'} {' to '.join(dict.fromkeys((days[0], days[-1])))}."
    if undated:
        yield f"Without a date: {_count(undated, 'report')}."


def _dates(report: Record) -> list[str]:
    """Return the date of a page, else those of its stories."""
    stories = sorted({story["published"] for story in report["stories"] if story["published"]})
    return [report["published"]] if report["published"] else stories


def _name(name: str) -> str:
    """Return a name to write; one of digits alone ("001") could pass for a count and is left out."""
    seen = shown(name)
    return escaped(seen if any(map(str.isalpha, seen)) else masked(seen, set()))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines under a title, or nothing where there are none."""
    inside = list(lines)
    if inside:
        yield from ("", f"## {title}", "", *inside)


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
        yield f"- Lines marked **new** rest on {_count(len(brief.new), 'report')} published and added since then."
    if brief.late:
        yield (
            f"- Lines marked **late** rest on {_count(len(brief.late), 'report')} added since then "
            "with an earlier date or none."
        )
    for report in brief.reports:
        if report["versions"] > 1 and report["report_id"] in brief.new | brief.late:
            yield f"- The page changed since it was first added: {_reference(report)} [{report['report_id']}]"


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
        how = "**falling**" if change.falling else "more exact" if change.relation == "refines" else ""
        parts = (
            f"{_label(_wider(before, after))}: from **{interval(before)}** to **{interval(after)}**",
            _scene(change.event["place"], change.event["when"]),
            how,
            _voice(after["source"]),
            "" if before["source"]["name"] == after["source"]["name"] else f"before that {_voice(before['source'])}",
            f"why: {_quoted(_only(supported(after), change.reason))}" if change.reason else "no reason told",
            "; ".join(f"{_reference(each)} [{each['figure_id']}]" for each in (before, after)),
        )
        lines.append(f"- {_mark([after], brief)}" + " · ".join(part for part in parts if part))
    lines.extend(_turn(before, after, brief) for before, after in brief.turned)
    yield from _titled("Changed, and why", lines)


def _wider(before: Record, after: Record) -> Record:
    """Return the count that names what both count: five people missing, then one man."""
    return before if (before["object"] == "person", before["low"] or 0) > (after["object"] == "person", 1) else after


def _turn(before: Record, after: Record, brief: Brief) -> str:
    stances = " to ".join(f"**{each['stance'].replace('_', ' ')}**" for each in (before, after))
    words = _quoted(_only(set(), shortened(after["wording"], _LONGEST_WORDS)))
    told = "; ".join(f"{_reference(each)} [{each['position_id']}]" for each in (before, after))
    who = f"**{_name(after['holder'])}** on {_name(after['topic'])}"
    return f"- {_mark([after], brief)}{who}: from {stances} · {words} · {told}"


def _one_voice(brief: Brief) -> Iterator[str]:
    """Yield a line for each of the gravest events on which one voice is heard, with a figure that leads to it."""
    lines: list[str] = []
    for event, figure in brief.one_voice[:_MOST_LONE]:
        parts = (
            _name(masked(event["label"], set())),
            _voice({**figure["source"], "name": event["voices"][0]["source"], "role": None}),
            f"{_label(figure)}: **{interval(figure)}**",
            f"{_reference(figure)} [{figure['figure_id']}]",
        )
        lines.append(f"- {_mark([figure], brief)}" + " · ".join(parts))
    if len(brief.one_voice) > _MOST_LONE:
        lines.append("- … and others less grave, marked *weak* below: `trucewatch events` lists all")
    yield from _titled("Resting on one voice", lines)


def _differing(brief: Brief) -> Iterator[str]:
    lines: list[str] = []
    for rivals in brief.differing:
        figure = rivals[0].figure
        where = _scene(figure["place"], figure["when"])
        lines.append(f"- {_label(figure)}" + (f", {where}" if where else ""))
        lines.extend(f"  - {_line(claim, brief, _Told(label=_label(figure)))}" for claim in rivals)
    yield from _titled("Disputed or differing", lines)


def _figures(brief: Brief) -> Iterator[str]:
    for section in brief.sections:
        yield from ("", f"## {section.title}")
        for group in section.groups:
            deeds = {_deed(claim.figure) for claim in everyone(group.claims)}
            deed = deeds.pop() if len(deeds) == 1 else ""
            grade = f" · {group.event['grade']}" if group.event else ""
            yield from ("", f"### {_heading(group)}" + (f", {deed}" if deed else "") + grade, "")
            for claim in group.claims:
                yield from _lines(claim, brief, _Told(deed=deed))


def _heading(group: Group) -> str:
    if group.place is None and group.when is None:
        return "Place and day not given"
    scene = _scene(group.place, group.when)
    return f"Place not given, {scene}" if group.place is None else scene if group.when else f"{scene}, day not given"


def _lines(claim: Claim, brief: Brief, told: _Told) -> Iterator[str]:
    yield f"{told.indent}- {_line(claim, brief, told)}"
    for part in claim.parts:
        yield from _lines(part, brief, replace(told, indent=told.indent + "  ", scene=""))


def _doubtful(brief: Brief) -> Iterator[str]:
    lines: list[str] = []
    for claim in brief.doubtful:
        scene = _scene(claim.figure["place"], claim.figure["when"])
        lines.extend(_lines(claim, brief, _Told(scene=scene)))
    yield from _titled("Said, but denied or not verified", lines)


def _line(claim: Claim, brief: Brief, told: _Told) -> str:
    figure, label, deed = claim.figure, _label(claim.figure), _deed(claim.figure)
    value = f"**{interval(figure)}**"
    parts = (
        value if label == told.label else f"{label}: {value}",
        _words(claim),
        told.scene,
        "" if deed == told.deed else deed,
        _voice(figure["source"]),
        _doubt(figure),
        f"as of {figure['as_of']}" if figure["as_of"] not in _days_shown(claim) else "",
        "; ".join(f"{_reference(each)}{_silence(each, figure)} [{each['figure_id']}]" for each in claim.figures),
    )
    return _mark(claim.figures, brief) + " · ".join(part for part in parts if part)


def _silence(each: Record, figure: Record) -> str:
    """Return that a copy tells in its own voice what the text it copies lays to somebody."""
    return " (naming no source)" if each["source"]["name"] != figure["source"]["name"] else ""


def _label(figure: Record) -> str:
    measure = _name(figure["measure"].replace("_", " "))
    counted = _name(things(figure) or "")
    if not counted or measure.startswith(counted) or counted == plural_of(measure):
        label = measure
    elif figure["unit"] or figure["kind"] in _MEASURE_ENOUGH:
        label = f"{measure} ({counted})"
    else:
        label = f"{counted} {measure}"
    return label + (f", {_name(figure['role'])}" if figure["role"] and figure["kind"] == "force" else "")


def _days_shown(claim: Claim) -> set[str | None]:
    """Return the days that a line tells of anyway: the event's and those of the reports."""
    when: Record = claim.figure["when"] or {}
    return {None, when.get("end"), *(figure["published"] for figure in claim.figures)}


def _words(claim: Claim) -> str:
    """Return the wordings, each once, unless they are the bare value."""
    seen = dict.fromkeys(shortened(figure["wording"], _LONGEST_WORDS) for figure in claim.figures)
    value = interval(claim.figure)
    return " / ".join(_quoted(words) for words in list(seen)[:3] if words != value)


def _quoted(words: str) -> str:
    return escaped(words) if words.startswith(_QUOTATION_MARKS) else f"“{escaped(words)}”"


def _deed(figure: Record) -> str:
    """Return who did it to whom; of drones shot down, who sent them and who shot, lest the two be mixed up."""
    if figure["measure"] == "intercepted":
        sent = f"sent by {_name(figure['target'])}" if figure["target"] else ""
        shot = f"shot down by {_name(figure['actor'])}" if figure["actor"] else ""
        return ", ".join(part for part in (sent, shot) if part)
    by = f"by {_name(figure['actor'])}" if figure["actor"] else ""
    on = f"against {_name(figure['target'])}" if figure["target"] else ""
    return " ".join(part for part in (by, on) if part)


def _voice(source: Record) -> str:
    if source["name"] == "outlet":
        return "the report itself"
    role = source["role"]
    is_news = role is not None and role.casefold() not in source["name"].casefold()
    return f"according to {_name(source['name'])}" + (f" ({_name(role or '')})" if is_news else "")


def _doubt(figure: Record) -> str:
    if figure["status"] == "denied":
        return "**denied**" + (f" by {', '.join(map(_name, figure['denied_by']))}" if figure["denied_by"] else "")
    return f"**{_DOUBTS[figure['status']]}**" if figure["status"] in _DOUBTS else ""


def _scene(place: Record | None, when: Record | None) -> str:
    where = (
        "" if place is None else _name(place["name"]) + (f" ({_name(place['country'])})" if place["country"] else "")
    )
    days = "" if when is None else " to ".join(dict.fromkeys((when["start"], when["end"])))
    return ", ".join(part for part in (where, days) if part)


def _reference(record: Record) -> str:
    """Return the outlet, else the file's name, and the date."""
    name = record["outlet"] or record["report"].rpartition("/")[2] or record["report"]
    return f"{_name(name)}, {record['published'] or 'undated'}"


def _positions(brief: Brief) -> Iterator[str]:
    lines: list[str] = []
    topic: str | None = None
    for stand in brief.stands:
        first = stand.positions[0]
        if first["topic"] != topic:
            topic = str(first["topic"])
            lines += ["", f"### {_name(topic[:1].upper() + topic[1:])}", ""]
        lines.append(f"- {_mark(stand.positions, brief)}{_stand_line(stand)}")
    yield from _titled("Positions", lines[1:])


def _stand_line(stand: Stand) -> str:
    first = stand.positions[0]
    known = {number for figure in stand.figures for number in supported(figure)}
    stance = first["stance"].replace("_", " ")
    on = f", on: {escaped(_only(known, first['on']))}" if first["on"] else ""
    words = _quoted(_only(known, shortened(first["wording"], _LONGEST_WORDS)))
    told = "; ".join(f"{_reference(each)} [{each['position_id']}]" for each in stand.positions)
    cited = "".join(f" [{figure['figure_id']}]" for figure in stand.figures)
    other = " and ".join(each.replace("_", " ") for each in stand.beside)
    flag = f" · **one report also tells: {other}**" if other else ""
    return f"**{_name(first['holder'])}** {stance}{on}{flag} · {words} · {told}{cited}"


def _only(known: set[str], text: str) -> str:
    """Return `text` with those numbers left out that no cited figure supports."""
    return masked(shown(text), known)


def _problems(brief: Brief) -> Iterator[str]:
    told = dict.fromkeys((problem["report"], problem["message"]) for problem in brief.problems)
    lines = [f"- {_name(report)}: {_name(message)}" for report, message in list(told)[:_MOST_PROBLEMS]]
    if len(told) > _MOST_PROBLEMS:
        lines.append("- … and more: `trucewatch problems` lists all")
    yield from _titled("What could not be read", lines)


def _reports(brief: Brief) -> Iterator[str]:
    undated = [report for report in brief.reports if not _dates(report)]
    dated = [report for report in brief.reports if _dates(report)]
    yield from _titled("Reports without a date", _report_lines(undated))
    yield from _titled("Reports with a date", _report_lines(dated))


def _report_lines(reports: Sequence[Record]) -> Iterator[str]:
    left = len(reports) - _MOST_REPORTS
    if left > 0:
        yield f"- … and {_count(left, 'report')} before these: `trucewatch reports` lists all"
    yield from map(_report_line, reports[-_MOST_REPORTS:])


def _report_line(report: Record) -> str:
    outlet = f"{_name(report['outlet'])}, " if report["outlet"] else ""
    days = "".join(f"{day}, " for day in _dates(report))
    return f"- {days}{outlet}{_name(report['report'])} [{report['report_id']}]"
