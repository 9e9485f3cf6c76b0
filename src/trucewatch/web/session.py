"""Who may write: a person who has shown the token once has a signed cookie; a program sends the token each time.

Nothing is kept on the server: the cookie holds the name and the hour it ends, signed with a key made of the token.
A form carries a word that follows from the cookie, so that no other site can send it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.web.settings import Settings

__all__ = ["COOKIE", "Person", "entered", "known", "shows_token"]

COOKIE = "trucewatch_session"
_HOURS = 24 * 7
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Who writes: the name judgements are kept under; `word` must come with every form of theirs (None: a program)."""

    name: str
    word: str | None


def shows_token(settings: Settings, shown: str) -> bool:
    """Whether what somebody showed is the token; takes as long whatever it is."""
    held = settings.token
    return held is not None and hmac.compare_digest(_digest(shown), _digest(held))


def entered(settings: Settings, name: str) -> str:
    """Return the cookie of a person who has shown the token; the name is cut where it is very long."""
    ends = datetime.fromisoformat(settings.clock()) + timedelta(hours=_HOURS)
    told = base64.urlsafe_b64encode(name.strip()[:_LONGEST_NAME].encode()).decode()
    body = f"{told}.{ends:%Y%m%d%H}"
    return f"{body}.{_signed(settings, 'session', body)}"


def known(settings: Settings, cookie: str | None, bearer: str | None) -> Person | None:
    """Return who shows this cookie, or this `Authorization` header; None where neither holds."""
    if settings.token is None:
        return None
    if bearer is not None:
        scheme, _, shown = bearer.partition(" ")
        return Person("api", None) if scheme.casefold() == "bearer" and shows_token(settings, shown.strip()) else None
    body, _, signature = (cookie or "").rpartition(".")
    if not body or not hmac.compare_digest(signature.encode(), _signed(settings, "session", body).encode()):
        return None
    told, _, ends = body.partition(".")
    if ends < f"{datetime.fromisoformat(settings.clock()):%Y%m%d%H}":
        return None
    name = base64.urlsafe_b64decode(told).decode()
    return Person(name, _signed(settings, "form", body))


def _signed(settings: Settings, purpose: str, body: str) -> str:
    key = _digest(f"trucewatch desk {purpose} {settings.token}")
    return hmac.new(key, body.encode(), hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
