"""What a page is asked: the ledger as known on a day, the parameters of the address, and the way back into addresses.

Every value from outside is checked here: a page takes days, numbers, choices and words, never raw parameters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from trucewatch.errors import UsageError
from trucewatch.ledger.pages.events import first_words
from trucewatch.ledger.pages.extent import freshness, is_too_large

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.ledger import View
    from trucewatch.ledger.pages.extent import Freshness
    from trucewatch.web.session import Person
    from trucewatch.web.settings import Settings

__all__ = ["Asked", "Missing"]

_LONGEST_WORD = 200
_KEPT = ("as_of",)  # what every link within the desk carries on


class Missing(LookupError):  # noqa: N818 - a page is missing, nothing went wrong
    """There is nothing at this address; the message says what was looked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of a page, with the view it may read; the view is closed when the page is made.

    `path` is the address without parameters, `query` the parameters (the last of each), `parts` those of the path,
    `form` the fields of a form that was sent, `as_of` the day asked for (ISO) or None, `person` who may write, if any.
    """

    view: View
    settings: Settings
    path: str
    query: Mapping[str, str]
    parts: Mapping[str, str]
    as_of: str | None = None
    person: Person | None = None
    form: Mapping[str, str] = field(default_factory=dict[str, str])

    def word(self, name: str) -> str | None:
        """Return a parameter as text on one line, None where it is not given or empty."""
        told = " ".join(self.query.get(name, "")[:_LONGEST_WORD].split())
        return told or None

    def day(self, name: str) -> str | None:
        """Return a parameter that is an ISO date, None where it is not given; UsageError where it is none."""
        return day(name, self.query.get(name))

    def number(self, name: str, default: int, most: int) -> int:
        """Return a parameter that is a whole number from 0 to `most`."""
        told = self.query.get(name, "")
        if told and not (told.isascii() and told.isdigit() and len(told) < 12):
            raise UsageError(f"{name}={told[:20]}: a whole number is wanted")
        return min(int(told), most) if told else default

    def choice(self, name: str, among: Sequence[str]) -> str | None:
        """Return a parameter that is one of a few words, None where it is not given; UsageError otherwise."""
        told = self.query.get(name) or None
        if told is not None and told not in among:
            raise UsageError(f"{name}={told[:20]}: one of {', '.join(among)} is wanted")
        return told

    def url(self, path: str, **query: object) -> str:
        """Return an address within the desk: `path` with these parameters and the day asked for; None leaves out."""
        kept: dict[str, object] = {"as_of": self.as_of}
        told = {key: value for key, value in {**kept, **query}.items() if value not in (None, "", False)}
        head, hash_mark, anchor = path.partition("#")
        return quote(head, safe="/") + (f"?{urlencode(told)}" if told else "") + hash_mark + quote(anchor)

    def here(self, **changes: object) -> str:
        """Return this page's address with some parameters changed (None: left out) and the cursor dropped."""
        kept = {key: value for key, value in self.query.items() if key not in {"after", "as_of"}}
        return self.url(self.path, **{**kept, **changes})

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """Return the parameters of this page but some, for the hidden fields of a form that changes those."""
        return [(key, value) for key, value in self.query.items() if key not in {*without, "after"}]

    def freshness(self) -> Freshness:
        """Return how far the ledger and its links reach."""
        return freshness(self.view)

    def words_of(self, event_id: str) -> str | None:
        """Return the words of an event's first figure, which tell one without day and place from its like."""
        return first_words(self.view, event_id, as_of=self.as_of)

    @property
    def is_grouped_today(self) -> bool:
        """Whether a past day is asked for of a ledger too large to be linked again as of that day."""
        return self.as_of is not None and is_too_large(self.view, self.settings.link_up_to)

    def record(self, **values: Any) -> dict[str, Any]:
        """Return what templates see of the request besides a page's own values."""
        return {"asked": self, "url": self.url, "here": self.here, **values}


def day(name: str, told: str | None) -> str | None:
    """Return an ISO date as it is, None where there is none; UsageError where it is something else."""
    if not told:
        return None
    try:
        parsed = date.fromisoformat(told)
    except ValueError:
        parsed = None
    if parsed is None or parsed.isoformat() != told:
        raise UsageError(f"{name}={told[:20]}: a day like 2025-04-05 is wanted")
    return told
