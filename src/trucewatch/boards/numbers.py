"""How values are written in briefs, and which runs of digits a line of text holds: one grammar for writer and guard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trucewatch.boards.markdown import shown
from trucewatch.vocab.plurals import plural_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

__all__ = ["conversion", "digits", "in_billions", "interval", "masked", "supported", "things", "without_dates"]

Record = dict[str, Any]

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)")
_DATE_OR_DIGITS = re.compile(f"(?P<date>{_DATE.pattern})|{_DIGITS.pattern}")
_BRACKETS = re.compile(r"\s*\(((?:about |some |around |roughly )?[^()\d]{0,6}\d[^()]{0,30})\)")
_BILLIONS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})*),(\d{2}0),000,000(?![\d,]|\.\d)")
_PATTERNS = {
    "about": "about {low}",
    "at_least": "at least {low}",
    "more_than": "more than {low}",
    "up_to": "up to {high}",
}


def digits(text: str) -> Iterator[str]:
    """Yield the numbers written in digits, as written ("10,000", "3.5"), in any script."""
    yield from _DIGITS.findall(text)


def without_dates(text: str) -> str:
    """Return `text` without its ISO dates and times."""
    return _DATE.sub(" ", text)


def masked(text: str, known: AbstractSet[str]) -> str:
    """Return `text` with each number in digits that is not `known` left out as (…); dates stay."""
    return _DATE_OR_DIGITS.sub(lambda found: found[0] if found["date"] or found[0] in known else "(…)", text)


def interval(figure: Record) -> str:
    """Return a figure's value in plain words: "18", "about 20", "50 or more", "10,000 to 30,000"."""
    low, high = (_number(figure[bound]) for bound in ("low", "high"))
    pattern = _PATTERNS.get(figure["modifier"])
    if (
        pattern is not None
        and (low if "{low}" in pattern else high) is not None
        and (low == high or not (low and high))
    ):
        return pattern.format(low=low, high=high)
    if low is None and high is None:
        return "no number"
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low} or more"
    return low if low == high else f"{low} to {high}"


def conversion(text: str, end: int) -> str | None:
    """Return the amount in other money that stands in brackets behind one that ends there."""
    found = _BRACKETS.match(text, end)
    return None if found is None else found[1]


def in_billions(value: str) -> str:
    """Return a value in plain words with its round billions as such: "up to 3,300,000,000" is "up to 3.3 billion"."""
    return _BILLIONS.sub(lambda found: f"{found[1]}.{found[2]}".rstrip("0").rstrip(".") + " billion", value)


def things(counted: Record) -> str | None:
    """Return what a figure or a series counts as its number wants it: one person, two people; None: nothing named."""
    thing = counted.get("unit") or counted.get("object")
    is_code = counted.get("unit") is not None and counted["unit"].isupper()  # a currency, "EUR"
    is_one = counted.get("low") == 1 and counted.get("high") in {1, None}
    # The guard knows names as the ledger holds them: one with digits in it stays as it is.
    is_plain = thing is not None and not any(map(str.isnumeric, thing))
    return plural_of(thing) if thing is not None and is_plain and not (is_code or is_one) else thing


def supported(figure: Record) -> set[str]:
    """Return the numbers in digits that a line may show on the strength of this figure: its words and its value."""
    return {*digits(shown(figure["wording"])), *digits(interval(figure))}


def _number(value: float | None) -> str | None:
    if value is None:
        return None
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
