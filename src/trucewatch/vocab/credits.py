"""How does a report say whose text it carries? Patterns of credit lines around the names of agencies.

Patterns come from `data/credits.toml`, names from `data/agencies.toml`. Quoting an agency is no credit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trucewatch.vocab.tables import table

__all__ = ["CreditWords", "agency_named", "credit_words"]


@dataclass(frozen=True, slots=True)
class CreditWords:
    """Patterns whose group `agency` is a name or alias: at the head of a story, for whole lines, in a sentence.

    `named` is the name alone: where it finds nothing, none of the others does; `retold` says whose report it retells.
    """

    named: re.Pattern[str]
    dateline: tuple[re.Pattern[str], ...]
    line: tuple[re.Pattern[str], ...]
    sentence: tuple[re.Pattern[str], ...]
    pictures: frozenset[str]
    retold: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _agencies() -> dict[str, str]:
    """Return the canonical name of each name and alias, as written."""
    listed: list[dict[str, Any]] = table("agencies")["agency"]
    return {name: each["name"] for each in listed for name in (each["name"], *each.get("aliases", ()))}


@lru_cache(maxsize=1)
def credit_words() -> CreditWords:
    """Return the compiled patterns of credit lines."""
    # Names keep their case (AP, not "ap"; the Times, not "the times"); the words around them need not.
    names = "|".join(re.escape(name) for name in sorted(_agencies(), key=lambda name: (-len(name), name)))
    agency = rf"(?-i:(?<!\w)(?P<agency>{names})(?!\w))"
    words = table("credits")

    def compiled(kind: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(each.replace("{agency}", agency), re.IGNORECASE) for each in words[kind])

    return CreditWords(
        named=re.compile(agency),
        dateline=compiled("dateline"),
        line=compiled("line"),
        sentence=compiled("sentence"),
        pictures=frozenset(words["pictures"]),
        retold=compiled("retold"),
    )


def agency_named(name: str | None) -> str | None:
    """Return the canonical name of an agency that a name or alias stands for, or None."""
    return None if name is None else _agencies().get(name.strip()) or _agencies().get(name.strip().removeprefix("The "))
