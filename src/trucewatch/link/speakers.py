"""Which named voices are one? A person told by name here, and by the office that he or she holds there.

"The regional governor" of one report is the governor named in another, where only one who is named in an event holds
such an office; else they stay two.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.vocab.countries import countries
from trucewatch.vocab.events import is_filler

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.link.claims import Claim

__all__ = ["as_one", "holders"]

_WORD = re.compile(r"[^\W\d_]+")
_STEM = 5  # letters from which "region" and "regional" are one word
_OUTLET = "outlet"


def as_one(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims with each voice that is told by its office under the name of who holds it."""
    known = holders((claim.source, claim.role) for claim in claims)
    return [replace(claim, source=known.get(claim.source, claim.source)) for claim in claims]


def holders(voices: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return who holds the office that a voice is called by, of voices with their roles."""
    told = {voice for voice in voices if voice[0] != _OUTLET}
    known: dict[str, str] = {}
    for name in sorted({name for name, _ in told}):
        found = {source for source, role in told if source != name and role and _is_office_of(name, role)}
        if len(found) == 1:
            known[name] = found.pop()
    return known


def _is_office_of(name: str, role: str) -> bool:
    """Whether a voice's name says nothing but what an office is called."""
    mine, theirs = _words(name), _words(role)
    return bool(mine) and all(any(_are_alike(one, other) for other in theirs) for one in mine)


def _words(name: str) -> set[str]:
    words = _WORD.findall(name.casefold())
    return {word for word in words if not is_filler(word) and countries().demonym(word) is None}


def _are_alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= _STEM and (one.startswith(other) or other.startswith(one)))
