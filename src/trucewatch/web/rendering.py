"""How values become HTML: one environment of templates, everything escaped, everything made harmless first."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from trucewatch.web import labels
from trucewatch.web.words import harmless, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

__all__ = ["asset", "loaded", "render"]

_STATIC = files("trucewatch.web") / "static"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("trucewatch.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(labels.FILTERS, short=shortened)  # pyright: ignore[reportCallIssue, reportArgumentType]
    made.globals["asset"] = asset  # pyright: ignore[reportArgumentType]
    return made


@lru_cache(maxsize=32)
def asset(name: str) -> str:
    """Return the address of a file in `static`, with a word that changes when the file does."""
    held = (_STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(held).hexdigest()[:12]}"


def loaded(template: str) -> Template:
    """Return a template, read and compiled when it is first asked for."""
    return _environment().get_template(template)


def render(template: str, values: Mapping[str, Any]) -> bytes:
    """Return the page that a template makes of `values`."""
    return loaded(template).render(values).encode("utf-8", "backslashreplace")
