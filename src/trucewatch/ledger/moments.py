"""How points in time are written in the ledger: ISO, in UTC, to the second, so that they compare as text."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["moment"]


def moment(text: str | None) -> str | None:
    """Return an ISO date or time as UTC (2030-05-04T18:00:00Z); None where it is none. Without a zone it is UTC."""
    try:
        time = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")
