"""Showing the token: once, for a signed cookie; and leaving again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.errors import UsageError
from trucewatch.web.page import Page, Sent
from trucewatch.web.session import entered, shows_token

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]


def _enter(asked: Asked) -> Shown:
    return {"title": "Enter", "person": asked.person, "can_enter": asked.settings.token is not None}


def _entered(asked: Asked) -> Sent:
    if asked.form.get("leave"):
        return Sent("/", cookie="")
    name = asked.form.get("name", "").strip()
    if not name:
        raise UsageError("give the name your decisions are kept under")
    if not shows_token(asked.settings, asked.form.get("token", "").strip()):
        raise UsageError("this is not the token that the desk was started with; its terminal shows it")
    return Sent("/review", cookie=entered(asked.settings, name))


PAGES = (Page("enter", "/enter", "Enter", _enter, take=_entered, is_public=True),)
