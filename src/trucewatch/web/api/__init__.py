"""The API under /api/v1: the same questions as the pages, answered in JSON; pydantic and FastAPI stay in this room."""

from __future__ import annotations

from trucewatch.web.api.entry import api

__all__ = ["api"]
