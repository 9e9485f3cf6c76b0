"""The lines of a brief that rest on no single figure: what a raid's counts leave open, seats, roles, what copies lost.

A number that is reckoned stands with its reckoning, every part of which is a figure cited on the line: the guard does
the sum again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.brief_words import LONGEST_WORDS, label_of, named, only, quoted, reference, titled, voice_of
from trucewatch.boards.guard import LESS, reckoned
from trucewatch.boards.markdown import escaped, shortened
from trucewatch.boards.numbers import digits, interval, supported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from trucewatch.boards.beside import Altered, Beside
    from trucewatch.boards.rows import Evidence, Row

__all__ = ["copies", "seats_and_roles", "spared", "stopped", "truce_told", "unexplained"]

Record = dict[str, Any]

_MOST_CHANGES = 12


def unexplained(voice: Sequence[Record]) -> str:
    """Return what one voice's launch and the fates it tells leave open."""
    launch = voice[0]
    rest = int(launch["low"]) - sum(int(fate["low"]) for fate in voice[1:])
    fates = ", ".join(label_of(fate) for fate in voice[1:])
    parts = (
        f"left open: {reckoned(rest, LESS.join(map(interval, voice)))}",
        f"{label_of(launch)}, less {fates}",
        voice_of(launch["source"]),
        f"{reference(launch)} " + " ".join(f"[{each['figure_id']}]" for each in voice),
    )
    return "- " + " · ".join(parts)


def seats_and_roles(told: Beside) -> Iterator[str]:
    """Yield where a peace force is to have its seat, by what turns, and what it is to do."""
    lines = (_seat_line(row) if row.cells["aspect"] == "command" else _role_line(row) for row in told.force)
    yield from titled("Peace force: seat and roles", lines)


def _seat_line(row: Row) -> str:
    turns = f" {row.cells['value']}" if row.cells["value"] else ""
    known = set(digits(turns)).union(*(digits(each.wording) for each in row.evidence.get("value", ())))
    evidence = (*row.evidence["party"], *row.evidence.get("value", ()))
    told = _words(evidence, str(row.cells["words"]), known)
    return f"- headquarters: **{named(str(row.cells['party']))}**{turns} · {told}"


def _role_line(row: Row) -> str:
    told = _words(row.evidence["step"], str(row.cells["words"]))
    return f"- role: **{named(str(row.cells['step']))}** · {told}"


def spared(told: Beside) -> Iterator[str]:
    """Yield what a truce spares."""
    lines = (f"- **{named(target)}** · {_words(each, each[0].wording)}" for target, each in told.spared)
    yield from titled("Off limits in a truce", lines)


def truce_told(told: Beside) -> Iterator[str]:
    """Yield what reports answer to those who watch a truce, and that they do not answer."""
    lines: list[str] = []
    for asked, evidence in told.truce.questions:
        lines.extend(f"- {asked}: {_words((each,), each.wording)}" for each in evidence)
        if not evidence and told.truce.is_whole:
            lines.append(f"- {asked}: **nothing told**")
    if lines and not told.truce.is_accused and told.truce.is_whole:
        lines.append("- alleged violations: **none told**")
    yield from titled("The truce: told, and not told", lines)


def stopped(told: Beside) -> Iterator[str]:
    """Yield what does not run: airports, railways, power, where, and for how long."""
    lines = [_stopped_line(row) for row in told.stopped]
    if told.is_stopped_cut:
        lines.append("- … and more: `trucewatch disruption` lists all")
    yield from titled("Not running", lines)


def _stopped_line(row: Row) -> str:
    counted = row.evidence.get("value", ())
    known = {number for each in counted for number in digits(str(row.cells["value"]) if each else "")}
    days = " to ".join(dict.fromkeys(str(row.cells[name]) for name in ("when_start", "when_end") if row.cells[name]))
    lasting = only(known, str(row.cells["lasting"] or ""))
    scene = ", ".join(part for part in (named(str(row.cells["place"] or "")), days) if part)
    parts = (
        f"{row.cells['service']}" + (f": **{row.cells['value']}**" if counted else ""),
        scene,
        escaped(lasting),
        "the report itself" if row.cells["said_by"] == "outlet" else f"according to {named(str(row.cells['said_by']))}",
        _words((*row.evidence["words"], *counted), str(row.cells["words"]), known),
    )
    return "- " + " · ".join(part for part in parts if part)


def _words(evidence: Sequence[Evidence], words: str, known: AbstractSet[str] = frozenset()) -> str:
    """Return words, who printed them when, and the ids that they rest on."""
    found: dict[str, list[str]] = {}
    for each in evidence:
        found.setdefault(reference(each.record()), []).append(f"[{each.id}]")
    told = "; ".join(f"{who} {' '.join(dict.fromkeys(ids))}" for who, ids in found.items())
    return f"{quoted(only(known, shortened(words, LONGEST_WORDS)))} · {told}"


def copies(told: Sequence[Altered]) -> Iterator[str]:
    """Yield what copies of one text changed against each other."""
    lines = [_copy_line(each) for each in told[:_MOST_CHANGES]]
    if len(told) > _MOST_CHANGES:
        lines.append("- … and more: `trucewatch drift` lists all")
    yield from titled("Told otherwise by copies of one text", lines)


def _copy_line(told: Altered) -> str:
    change = told.change
    known = {number for figure in told.figures for number in supported(figure)}
    before, after = (
        _cited(side, head, known) for side, head in ((change["before"], told.fuller), (change["after"], told.other))
    )
    what = "" if change["change"].startswith(("value", "made", "quote")) else f": {named(change['what'])}"
    now = f", now {named(change['now'])}" if what and change["now"] else ""
    cited = "".join(f" [{figure['figure_id']}]" for figure in told.figures)
    return f"- {change['change'].replace('_', ' ')}{what}{now} · {before} → {after or 'nothing'}{cited}"


def _cited(words: Record | None, head: Record | None, known: set[str]) -> str:
    if words is None or head is None:
        return ""
    told = quoted(only(known, shortened(words["wording"], LONGEST_WORDS)))
    return f"{told}, {reference(head)} [{head['report_id']}]"
