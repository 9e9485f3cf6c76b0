"""Time joins: which neighbouring words for times are one time?

"Overnight on Friday", "Saturday, December 6", "from Monday to Friday", "in the past five days, i.e. August 14 to 18".
Between `timewords` and `dates`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trucewatch.read.timewords import Expression, Kind

__all__ = ["joined"]

# A raid that goes on "from 10 p.m." goes on through the night.
_EVENING = re.compile(r"from\s+(?:about\s+|around\s+)?(?:[7-9]|1[01])(?:[:.]\d\d)?\s*(?:p\.m\.|pm)", re.IGNORECASE)
# "In the past five days, i.e. August 14 to 18"; "between January and Sept. 15": so many letters lead to the first.
_SPELT_OUT = re.compile(r",?\s*(?:\(\s*)?(?:i\.\s?e\.|that\s+is|namely),?\s+(?:from\s+)?")
_BETWEEN = re.compile(r"\bbetween\s+(?:(?:the|early|late|mid)[\s-]+)*$", re.IGNORECASE)
_LEADING = 24
_ARTICLE = re.compile(r"(?:[Tt]he|[Tt]hat|[Tt]his|[Ii]ts|[Tt]heir)\s+[A-Z]")


def _between(left: Expression, right: Expression, text: str) -> str | None:
    """How two neighbouring expressions are joined: a range, a list, apposition, or not at all."""
    gap = text[left.end : right.start].lower()
    if "\n\n" in gap or _ARTICLE.match(text, right.start):
        return None  # "OSK, May 24 — The March war"
    if right.kind is Kind.UNIT and re.fullmatch(r",?\s+(?:of\s+)?", gap):
        return "week" if right.parts.get("unit") == "week" else "year"
    if right.kind in {Kind.DATE, Kind.MONTH} and _SPELT_OUT.fullmatch(gap):
        return "spelt"
    if re.fullmatch(r"\s*(?:,\s*|\(\s*)?(?:on\s+)?", gap) and len(gap) <= 6:
        return "same"
    if re.fullmatch(r"\s+(?:on|of|to|into|from)\s+", gap) and left.kind in {Kind.NIGHT, Kind.DAWN}:
        return "same"
    if re.fullmatch(
        r"\s+and\s+(?:on\s+)?(?:the\s+)?(?:early\s+)?(?:evening|morning|night|afternoon|dawn)\s+of\s+", gap
    ):
        return "range"
    if re.fullmatch(
        r"\s*(?:-|–|—|to|through|until|till)\s*(?:(?:the|that|those)\s+)?(?:(?:\w+ing|afternoon|end)\s+of\s+|of\s+)?",
        gap,
    ):
        return "range"
    if re.fullmatch(r"\s+and\s+(?:on\s+)?", gap):
        return "range" if _BETWEEN.search(text, max(0, left.start - _LEADING), left.start) else "list"
    return None


def joined(found: list[Expression], text: str) -> list[Expression]:
    """Bring together what is one time: "overnight on Friday", "Saturday, December 6", "from Monday to Friday"."""
    out: list[Expression] = []
    for e in found:
        how = _between(out[-1], e, text) if out else None
        if how is None or not _fit(out[-1], e, how):
            out.append(e)
            continue
        left = out[-1]
        if how in {"range", "list"}:
            out[-1] = replace(left, end=e.end, until=e)
        elif how == "spelt":
            out[-1] = replace(e, start=left.start)
        elif how == "week":  # "Thursday of last week"
            out[-1] = replace(left, end=e.end, parts={**left.parts, "of_week": e.parts["which"].split()[-1]})
        elif how == "year":
            year = {"of_year": e.parts["which"].split()[-1]}
            if left.until is not None:  # "from 3 May 2024 until 5 June this year"
                until = replace(left.until, parts={**left.until.parts, **year})
                out[-1] = replace(left, end=e.end, until=until)
            else:
                out[-1] = replace(left, end=e.end, parts={**left.parts, **year})
        elif left.kind in {Kind.NIGHT, Kind.DAWN}:
            parts = {**e.parts, "evening": "from"} if _EVENING.match(text, left.start) else e.parts
            out[-1] = replace(e, start=left.start, night=left.kind is Kind.NIGHT, parts=parts)
        else:
            # An absolute date says more than the weekday before it, and than the one after it; an hour less than both.
            best = left if left.kind is Kind.DATE or e.kind is Kind.DAWN else e
            out[-1] = replace(best, start=left.start, end=e.end, night=left.night or e.night or e.kind is Kind.NIGHT)
    return out


def _fit(left: Expression, right: Expression, how: str) -> bool:
    days = {Kind.DATE, Kind.WEEKDAY, Kind.NEAR}
    if how == "same":
        pair = {left.kind, right.kind}
        if left.kind is Kind.FROM_LAST:
            return right.kind in {Kind.DATE, Kind.WEEKDAY}  # "A day before, on July 6"
        if left.kind in {Kind.NIGHT, Kind.DAWN}:
            return right.kind in days
        return pair in (
            {Kind.WEEKDAY, Kind.DATE},
            {Kind.WEEKDAY, Kind.NIGHT},
            {Kind.DATE, Kind.DAWN},
            {Kind.WEEKDAY, Kind.DAWN},
        )
    if how == "spelt":
        return left.kind in {Kind.PAST, Kind.WINDOW, Kind.UNIT}
    if how == "week":
        is_plain = not {"which", "own"} & set(left.parts) and "part" not in right.parts
        return left.kind is Kind.WEEKDAY and left.until is None and is_plain
    if how == "year":
        last = left.until or left
        is_open = last.written is None or last.written.year is None
        is_plain = "part" not in right.parts and "year" not in last.parts and "which" not in last.parts
        return right.parts.get("unit") == "year" and last.kind in _YEARLESS and is_open and is_plain
    if left.until is not None:
        return False
    pair = {left.kind, right.kind}
    if how == "range" and (pair == {Kind.DATE, Kind.MONTH} or (left.kind, right.kind) == (Kind.DATE, Kind.WEEKDAY)):
        return True  # "since 1 August till Saturday"
    if pair == {Kind.NEAR, Kind.WEEKDAY} and "which" not in {*left.parts, *right.parts}:
        return how == "list"  # "early yesterday and on Thursday night"
    return left.kind is right.kind and left.kind in {Kind.DATE, Kind.WEEKDAY, Kind.MONTH, Kind.YEAR}


# What may take its year from words behind it: "February last year".
_YEARLESS = frozenset({Kind.DATE, Kind.MONTH, Kind.SEASON})
