"""A scenario file as far as the force board fills it: every line with its claim and source, nothing made up.

What no report states stays unset, and stands at the head of the file as an assumption that the user must make.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trucewatch.plan.sayings import Saying, backed, pledged, proposed, seated, wanted
from trucewatch.vocab.countries import countries
from trucewatch.vocab.planning import rhythms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.plan.sayings import Pledge

__all__ = ["draft"]

Record = dict[str, Any]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_WORDS = 160  # characters of a report's words in a comment


@dataclass
class _Text:
    """Lines of the file, and what the user is asked for."""

    lines: list[str] = field(default_factory=list[str])
    asked: list[str] = field(default_factory=list[str])
    told: set[str] = field(default_factory=set[str])

    def say(self, *lines: str) -> None:
        self.lines.extend(lines)

    def table(self, header: str, why: Sequence[Saying] = ()) -> None:
        self.told.update(each.id for each in why)
        self.say("", *(f"# {_told(each)}" for each in why), header)

    def ask(self, key: str, what: str, *, of: str = "") -> None:
        """Leave a key unset, and list it among the assumptions."""
        self.say(f"# {key} =")
        self.asked.append(f"{of}{key}: {what}")


def draft(rows: Sequence[Record], figures: Mapping[str, Record]) -> str:
    """Return the scenario file of a force board: its rows as records, and the ledger's figures by id.

    The file is TOML already, but `trucewatch plan check` will ask for each assumption that was left unset.
    """
    text = _Text()
    text.say('name = "draft from the ledger"')
    text.ask("months", "how many months to plan")
    text.ask("start", "the first month, as YYYY-MM (may stay unset)")
    _rules(text)
    conditions = list(wanted(rows))
    _events(text, {each.kind for each in conditions})
    _headquarters(text, rows)
    for pledge in pledged(rows, figures):
        _contribution(text, pledge)
    for each in conditions:
        _condition(text, each.kind, each.binds, each.says)
    for low, high, by, says in proposed(rows, figures):
        text.table("[[proposal]]", says)
        text.say(f"by = {_quoted(by)}", *(f"{k} = {v}" for k, v in (("low", low), ("high", high)) if v is not None))
        text.say(f"claim = {_quoted(says[0].id)}", f"said = {_quoted(says[0].told)}")
    _roles(text, rows)
    _beside(text, rows)
    lines = [*_head(text.asked), "", *text.lines]
    return "".join(f"{_plain(line)}\n" for line in lines)


def _head(asked: Sequence[str]) -> Iterator[str]:
    yield "# A scenario for `trucewatch plan`, as far as the reports in the ledger fill it."
    yield "# Each line that a report states carries its claim (`trucewatch show ID`) and who published it."
    yield "#"
    yield "# Assumptions that you must make, since no report states them:"
    yield from (f"#   {number}. {what}" for number, what in enumerate(asked, 1))


def _rules(text: _Text) -> None:
    text.table("[rules]")
    text.ask("tour", "how many months a unit stays", of="rules ")
    text.ask("rest", "months of rest for each month of a tour", of="rules ")
    text.ask("overlap", "months of handover at the start of a tour (0 where unset)", of="rules ")


def _events(text: _Text, kinds: set[str]) -> None:
    text.table("[events]")
    text.ask("ceasefire", "the month in which a ceasefire begins, or false for never", of="events ")
    if "backstop" in kinds:
        text.ask("backstop", "the month from which it is given, or false for never", of="events ")


def _headquarters(text: _Text, rows: Sequence[Record]) -> None:
    seats, months, says = seated(rows)
    if not seats:
        return
    text.table("[headquarters]", says)
    text.say(f"seats = [{', '.join(map(_quoted, seats))}]")
    nations = [found.name for each in seats if (found := countries().capital(each))]
    hint = f" ({', '.join(seats)} are the capitals of {', '.join(nations)})" if len(nations) == len(seats) else ""
    text.ask("nations", f"which nations lead by turns{hint}", of="headquarters ")
    if months is None:
        text.ask("months", "how long a turn lasts", of="headquarters ")
    else:
        text.say(f"months = {months}")
    text.ask("share", "the least share of the strength that the leading nation gives, 0 to 1", of="headquarters ")


def _contribution(text: _Text, pledge: Pledge) -> None:
    text.table("[[contribution]]", pledge.says)
    text.say(f"country = {_quoted(pledge.party)}", f"step = {_quoted(pledge.step)}")
    of = f"{pledge.party} "
    text.ask("role", "land, air, sea, training, headquarters, logistics or medical", of=of)
    if pledge.strength is None:
        text.ask("strength", "soldiers of one unit", of=of)
    else:
        text.say(f"strength = {pledge.strength}")
    text.ask("units", "how many such units there are to take turns", of=of)
    found = countries().find(pledge.party)
    rhythm = rhythms().get(found.code) if found else None
    if rhythm is not None:
        text.say(f"# {rhythm.why}:", *(f"# {each}" for each in rhythm.sources))
        told = (("tour", rhythm.tour), ("rest", rhythm.rest))
        text.say(*(f"{key} = {value}" for key, value in told if value is not None))
    text.ask("from", "the first month in which it could be there (1 where unset)", of=of)
    text.ask("chance", "how likely it comes, 0 to 1 (1 where unset; only `plan spread` asks)", of=of)


def _condition(text: _Text, kind: str, binds: str | None, says: Sequence[Saying]) -> None:
    text.table("[[condition]]", says)
    text.say(f"kind = {_quoted(kind)}", f"said_by = {_quoted(says[0].source)}")
    text.say(f"claims = [{', '.join(_quoted(each.id) for each in says)}]")
    if binds is None:
        text.ask("of", f'whom the condition of {says[0].source} binds: "all", or a list of countries', of=f"{kind} ")
    else:
        text.say(f"of = [{_quoted(binds)}]")
    if kind == "vote":
        text.ask("month", "the month from which the vote lets them go", of=f"{kind} ")


def _roles(text: _Text, rows: Sequence[Record]) -> None:
    told = [row for row in rows if row["aspect"] == "role"]
    if told:
        text.say("", "# Roles that reports give the force; how many soldiers each needs is told by none.")
        text.say("# [[phase]] with roles = { NAME = SOLDIERS } asks for them.")
        text.say(*(f"# {row['step']}: {_told(each)}" for row in told for each in backed(row, "step")))
        names = ", ".join(row["step"] for row in told)
        text.asked.append(f"phases: how many soldiers are needed when, and of which role (told of: {names})")


def _beside(text: _Text, rows: Sequence[Record]) -> None:
    """Write what the board holds and no line of a plan follows from."""
    left = {each: row for row in rows for each in _left(row) if each.id not in text.told}
    if left:
        text.say("", "# Said beside that; nothing of the plan follows from it unless you write it:")
    for each, row in left.items():
        what = ", ".join(filter(None, (row["aspect"], row["party"] or "not named", row["step"])))
        text.say(f"# {what}: {_told(each)}")


def _left(row: Record) -> Iterator[Saying]:
    is_step = row["aspect"] == "contribution" and row["step"] in {"mentioned", "refused", "withdrawn", "conditional"}
    if row["aspect"] in {"objection", "backstop", "condition"} or is_step:
        yield from backed(row, "words")


def _told(each: Saying) -> str:
    words = _plain(each.wording)
    cut = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
    return f"{each.id} {_plain(each.told)}: “{cut}”"


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _quoted(text: str) -> str:
    """Return a TOML string; what would break a line or hide in it is left out."""
    return json.dumps(_plain(text), ensure_ascii=False)
