"""Ledgers for the tests of exports: one of our own reports on a market that was hit, and one of hostile words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))

import ledger_readings as made

from trucewatch.ledger import Ledger
from trucewatch.model import FigureKind, Modifier, Page, Place, Reading, Status, When

AT = "2030-05-06T08:00:00Z"
HOSTILE = (
    '<script>alert(1)</script> \x1b[2J\x1b]0;owned\x07 \u202egnp.exe\u202c =HYPERLINK("http://x") "q", `t`\x00\x9b1m'
)


def place(of: str, text: str, **more: Any) -> Place:
    start = text.index(of)
    given = {"country": "UA", "lat": 48.5, "lon": 35.0, "precision": 1, **more}
    return Place(of, given["country"], given["lat"], given["lon"], given["precision"], None, start, start + len(of))


def market(number: int, killed: str, low: float, high: float | None, **more: Any) -> Reading:
    """A report of a missile attack on a market in Ostrel; `more`: day, by, modifier, status, side, extra words."""
    by, day = more.get("by", "Governor Ada Imre"), more.get("day", f"2030-05-0{3 + number}")
    text = f"A missile hit a market in Ostrel on Friday. {by} said {killed} were killed and 12 injured."
    text += more.get("extra", "")
    told = made.report(
        text, f"folder/{number}.txt", url=f"https://example.org/{number}", outlet=f"Wire {number}", published=day,
        title=more.get("title", f"Market hit, report {number}"), authors=("Ann Onym",),
    )  # fmt: skip
    name = by.removeprefix("Governor ")
    source = made.mention(text, name, role="governor", side=more.get("side", "UA"))
    said = made.statement(told, f"{killed} were killed and 12 injured", source, cue=made.span(text, "said"))
    when = When("2030-05-03", "2030-05-03", "Friday")
    fixed: dict[str, Any] = {
        "source": source,
        "statement_id": said.statement_id,
        "place": more.get("place") or place("Ostrel", text),
        "when": when,
        "as_of": day,
        "actor": more.get("actor", "Norland"),
        "target": "Ukraine",
    }
    figures = [
        made.figure(
            told, killed, low, high, modifier=more.get("modifier", Modifier.EXACT),
            status=more.get("status", Status.ASSERTED), **fixed,
        ),
        made.figure(told, "12 injured", 12, 12, measure="injured", **fixed),
    ]  # fmt: skip
    return made.reading(told, page=Page(day, "metadata", "en"), statements=(said,), figures=tuple(figures))


def hostile() -> Reading:
    """A report all of whose words were chosen to do harm, in every kind of record."""
    text = f"=cmd|' /C calc'!A1 said 7 people {HOSTILE} were killed in +Ostrel. +Ostrel wants a truce; =1+1 now."
    told = made.report(
        text, "../../etc/=x\x1b[31m.txt", url="javascript:alert(1)", outlet="@SUM(A1)", published="2030-05-04",
        title="-2+3<img src=x onerror=alert(1)>", authors=("\t=1+1",),
    )  # fmt: skip
    source = made.mention(text, "=cmd|' /C calc'!A1", role="＝role", side="@side")
    said = made.statement(told, f"7 people {HOSTILE} were killed", source, medium="+medium")
    where = place("+Ostrel", text)
    toll = made.figure(
        told, f"7 people {HOSTILE}", 7, 7, source=source, place=where, statement_id=said.statement_id,
        when=When("2030-05-03", "2030-05-03"), actor="=actor", target="-target", object="＋person",
    )  # fmt: skip
    stand = made.position(told, "+Ostrel wants a truce; =1+1 now", "=holder", "ceasefire", "supports", on="@on\u202e")
    return made.reading(told, statements=(said,), figures=(toll,), positions=(stand,))


def keep(path: Path, *readings: Reading, linked: bool = True) -> Path:
    """Write readings into a ledger and link them."""
    with Ledger.open(path) as ledger:
        for each in readings:
            ledger.add(each, added=AT)
        if linked:
            ledger.relink()
    return path


def force(number: int = 9) -> Reading:
    """A report with a force size and no place: an event that is no attack."""
    text = "Officials said 10,000 troops are needed. No date was given."
    told = made.report(text, f"{number}.txt", published="2030-05-05")
    needed = made.figure(
        told, "10,000 troops", 10_000, 10_000, kind=FigureKind.FORCE, measure="troops", object="troop", role="need"
    )
    return made.reading(told, figures=(needed,))
