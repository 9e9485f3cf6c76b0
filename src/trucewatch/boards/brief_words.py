"""How do the lines of a brief name things? Names, counts, voices, places and days in words that cannot mislead.

Everything a report wrote is escaped, and a number that no cited figure says is left out: the guard would refuse it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.markdown import escaped, shortened, shown
from trucewatch.boards.numbers import masked, things
from trucewatch.vocab.plurals import plural_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

__all__ = [
    "LONGEST_WORDS",
    "deed_of",
    "doubt_of",
    "in_sentence",
    "label_of",
    "named",
    "only",
    "quoted",
    "reference",
    "scene_of",
    "so_many",
    "titled",
    "voice_of",
]

Record = dict[str, Any]

LONGEST_WORDS = 160
"""Characters of a report's words in a line: a line of a brief is scanned, not read, and `show` gives the whole."""

_MEASURE_ENOUGH = {"force", "contribution", "term", "aid", "meeting", "other", "violation", "control"}
_QUOTATION_MARKS = ("“", "”", '"', "„", "«", "‘", "'")
_DOUBTS = {
    "alleged": "claimed, the report keeps its distance",
    "unverified": "not verified",
    "proposed": "proposed",
    "planned": "planned",
    "conditional": "on a condition",
}


def named(name: str) -> str:
    """Return a name to write; one of digits alone ("001") could pass for a count and is left out."""
    seen = shown(name)
    return escaped(seen if any(map(str.isalpha, seen)) else masked(seen, set()))


def so_many(number: int, thing: str) -> str:
    """Return a number of things: "1 report", "2 reports"."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines under a title, or nothing where there are none."""
    inside = list(lines)
    if inside:
        yield from ("", f"## {title}", "", *inside)


def quoted(words: str) -> str:
    """Return words in quotation marks, unless they open with one."""
    return escaped(words) if words.startswith(_QUOTATION_MARKS) else f"“{escaped(words)}”"


def voice_of(source: Record) -> str:
    """Return who says so."""
    if source["name"] == "outlet":
        return "the report itself"
    role = source["role"]
    is_news = role is not None and role.casefold() not in source["name"].casefold()
    return f"according to {named(source['name'])}" + (f" ({named(role or '')})" if is_news else "")


def doubt_of(figure: Record) -> str:
    """Return what keeps a figure from being told as it is, nothing where nothing does."""
    if figure["status"] == "denied":
        return "**denied**" + (f" by {', '.join(map(named, figure['denied_by']))}" if figure["denied_by"] else "")
    return f"**{_DOUBTS[figure['status']]}**" if figure["status"] in _DOUBTS else ""


def scene_of(place: Record | None, when: Record | None) -> str:
    """Return a place and its days."""
    where = (
        "" if place is None else named(place["name"]) + (f" ({named(place['country'])})" if place["country"] else "")
    )
    days = "" if when is None else " to ".join(dict.fromkeys((when["start"], when["end"])))
    return ", ".join(part for part in (where, days) if part)


def reference(record: Record) -> str:
    """Return the outlet, else the file's name, and the date."""
    name = record["outlet"] or record["report"].rpartition("/")[2] or record["report"]
    return f"{named(name)}, {record['published'] or 'undated'}"


def label_of(figure: Record) -> str:
    """Return what a figure counts."""
    measure = named(figure["measure"].replace("_", " "))
    counted = named(things(figure) or "")
    if not counted or measure.startswith(counted) or counted == plural_of(measure):
        label = measure
    elif figure["unit"] or figure["kind"] in _MEASURE_ENOUGH:
        label = f"{measure} ({counted})"
    else:
        label = f"{counted} {measure}"
    return label + (f", {named(figure['role'])}" if figure["role"] and figure["kind"] == "force" else "")


def deed_of(figure: Record) -> str:
    """Return who did it to whom; of drones shot down, who sent them and who shot, lest the two be mixed up."""
    if figure["measure"] == "intercepted":
        sent = f"sent by {named(figure['target'])}" if figure["target"] else ""
        shot = f"shot down by {named(figure['actor'])}" if figure["actor"] else ""
        return ", ".join(part for part in (sent, shot) if part)
    by = f"by {named(figure['actor'])}" if figure["actor"] else ""
    on = f"against {named(figure['target'])}" if figure["target"] else ""
    return " ".join(part for part in (by, on) if part)


def only(known: AbstractSet[str], text: str) -> str:
    """Return `text` with those numbers left out that no cited figure supports."""
    return masked(shown(text), known)


def in_sentence(figure: Record, sentence: str) -> str:
    """Return a sentence on one line, cut to what stands around the words of a figure where it is long."""
    told, words = shown(sentence), shown(figure["wording"])
    end = told.find(words) + len(words)
    if end > LONGEST_WORDS:
        told = f"… {told[end - LONGEST_WORDS // 2 :].partition(' ')[2] or words}"
    return shortened(told, LONGEST_WORDS)
