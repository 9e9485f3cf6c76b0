"""What a page is: an address, a title, a place in the navigation, and a function from what is asked to what is shown.

A function returns the values for the template of the page's name; it knows nothing of HTTP. One module of
`web.pages` holds one page, or a few that belong together, in its `PAGES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.web.asked import Asked

__all__ = ["Page", "Sent", "Shown"]

Shown = dict[str, Any]
"""The values of a template; `title` and `crumbs` ([(label, address or None)]) are known to the base template."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a form leads when it was taken: the address (303), a word to say there, a cookie (None: leave it)."""

    address: str
    notice: str = ""
    cookie: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`name`: of the template and the page; `path`: the address, with `{id}` for parts; `group`: where it is listed.

    `answer` makes what is shown; `take` takes a form (only from a person who may write, unless `is_public`).
    """

    name: str
    path: str
    title: str
    answer: Callable[[Asked], Shown]
    group: str | None = None
    take: Callable[[Asked], Sent] | None = None
    is_public: bool = False
    about: str = ""
