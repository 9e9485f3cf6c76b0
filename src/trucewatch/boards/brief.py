"""The situation report. STUB: the interface stands, the body follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.ledger import Filters

if TYPE_CHECKING:
    from trucewatch.ledger import View
    from trucewatch.model import Problem

__all__ = ["guard", "situation_report"]


def situation_report(view: View, *, cutoff: str, since: str | None = None, filters: Filters = Filters()) -> str:
    """Return the brief in Markdown as known at `cutoff` (ISO date or time), guarded: compose, render, guard.

    What is new since `since` (ISO date or time) is marked. RecordError when a number in it leads to no figure.
    `filters` narrows it. Also public: compose(view, *, cutoff, since, filters) -> Brief, render(brief) -> str.
    """
    raise NotImplementedError


def guard(markdown: str, view: View) -> list[Problem]:
    """Return a problem for each number in a brief that leads to no figure of `view` on its line."""
    raise NotImplementedError
