"""Ages: how old does a text say that its war is?

"Three and a half years into the invasion", "nearly 21 months of war", "the four-year war", "in its third year": each is
a stretch between so many and so many days since the war began. Whose war it is, the reader of the year decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import alternatives, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

__all__ = ["Age", "ages"]

_DAYS = {"year": 365.25, "month": 30.44}
# How much younger a war may be that is told of in whole years or months, and how much older.
_UNDER, _OVER = {"year": 0.3, "month": 1.2}, {"year": 0.95, "month": 1.5}


@dataclass(frozen=True, slots=True)
class Age:
    """A war's age as told: at least and at most so many days."""

    least: float
    most: float

    def fits(self, since: timedelta) -> bool:
        """Whether a war that began so long ago is of this age."""
        return self.least <= since.days <= self.most


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = table("chronology_cues")["eras"]
    war = alternatives(cues["war"])
    number = rf"(?P<n>an?|\d{{1,2}}|{alternatives(calendar().numbers)})"
    counted = re.compile(
        rf"(?:\b(?P<cut>{alternatives(cues['nearly'])}|{alternatives(cues['over'])})\s+)?\b{number}"
        r"(?P<half>[\s-]and[\s-]a[\s-]half)?[\s-](?P<unit>year|month)s?(?:-long|-old)?\s+"
        rf"(?:(?:into|after|since|of)\s+)?(?:[\w'’-]+\s+){{0,4}}?{war}\b",
        re.IGNORECASE,
    )
    ordinal = alternatives(cues["ordinals"])
    nth = re.compile(
        rf"\b{war}\b[^.;]{{0,40}}?\b(?:in|into|enter\w*|near\w*)\s+(?:its|the|a)\s+(?P<nth>{ordinal})\s+year\b"
        rf"|\b(?P<nth2>{ordinal})\s+year\s+of\s+(?:[\w'’-]+\s+){{0,3}}?{war}\b",
        re.IGNORECASE,
    )
    return counted, nth


def ages(text: str) -> tuple[Age, ...]:
    """Return how old the wars of a text are said to be."""
    return tuple(_found(text)) if "year" in text or "month" in text else ()


def _found(text: str) -> Iterator[Age]:
    counted, nth = _patterns()
    cues = table("chronology_cues")["eras"]
    for m in counted.finditer(text):
        unit = m["unit"].lower()
        count = int(m["n"]) if m["n"].isdigit() else float(calendar().numbers.get(m["n"].lower(), 1))
        cut = (m["cut"] or "").lower()
        low, high = count - _UNDER[unit], count + _OVER[unit]
        if m["half"]:
            low, high = count + 0.2, count + 0.8
        elif cut in cues["nearly"]:
            high = count + 0.05
        elif cut in cues["over"]:
            low = count - 0.05
        yield Age(low * _DAYS[unit], high * _DAYS[unit])
    for m in nth.finditer(text):
        years = cues["ordinals"].index((m["nth"] or m["nth2"]).lower())
        yield Age((years - 0.15) * _DAYS["year"], (years + 1) * _DAYS["year"])
