"""The reference of the HTTP API, from its own OpenAPI description."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from tools.handbook.markdown import cell, code, prose, table

__all__ = ["description", "http_page"]

_INTRO = """# HTTP reference

Made from the description that a running desk gives at `/api/v1/openapi.json`, by `make docs`. How to use it, with
examples: [the API](../api.md). Addresses below stand behind `/api/v1`.
"""


def description() -> dict[str, Any]:
    """Return the OpenAPI description of the desk's API."""
    from trucewatch.ledger import Replays
    from trucewatch.web.api.entry import api
    from trucewatch.web.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        ledger, beside = Path(folder, "none.db"), Path(folder)
        settings = Settings(ledger=ledger, folder=beside, clock=lambda: "", token=None)
        return api(settings, Replays(ledger, beside)).openapi()


def http_page() -> str:
    """Return the page: every route with what narrows it and what it answers, then every schema."""
    told = description()
    routes = [(f"{verb.upper()} {path}", route) for path, held in told["paths"].items() for verb, route in held.items()]
    anywhere = _anywhere([route for _, route in routes])
    lines = [_INTRO, prose(told["info"].get("description", "")), "", "## Answers of every route", ""]
    lines += table(("status", "meaning", "body"), [_answer(*each) for each in anywhere.items()])
    for title, route in routes:
        lines += _route(title, route, anywhere)
    lines += ["## Schemas", ""]
    for name, schema in sorted(told["components"]["schemas"].items()):
        lines += _schema(name, schema)
    return "\n".join(lines)


def _anywhere(routes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the answers that every route may give in the same words."""
    first, *others = (route["responses"] for route in routes)
    return {status: told for status, told in first.items() if all(each.get(status) == told for each in others)}


def _route(title: str, route: dict[str, Any], anywhere: dict[str, Any]) -> list[str]:
    lines = [f"## {title}", "", prose(route.get("description") or route.get("summary", "")), ""]
    rows = [
        (code(each["name"]), each["in"], cell(_kind(each["schema"])), cell(_said(each)))
        for each in route.get("parameters", [])
    ]
    lines += table(("parameter", "in", "type", "meaning"), rows)
    body = route.get("requestBody", {}).get("content", {})
    lines += [f"The body is {_link(each['schema'])} as `{kind}`.\n" for kind, each in body.items()]
    own = [_answer(*each) for each in route["responses"].items() if each[0] not in anywhere]
    return lines + table(("status", "meaning", "body"), own)


def _answer(status: str, told: dict[str, Any]) -> tuple[str, str, str]:
    bodies = [f"{_link(each.get('schema', {}))} {code(kind)}" for kind, each in told.get("content", {}).items()]
    meaning = told.get("description", "").replace("Successful Response", "As asked.")
    return status, cell(meaning), " ".join(bodies)


def _said(parameter: dict[str, Any]) -> str:
    default = parameter["schema"].get("default")
    return parameter.get("description", "") + ("" if default is None else f" Unless given: `{json.dumps(default)}`.")


def _schema(name: str, schema: dict[str, Any]) -> list[str]:
    lines = [f"### {name}", "", prose(schema.get("description", "")), ""]
    if "enum" in schema:
        return [*lines, "One of " + ", ".join(code(str(each)) for each in schema["enum"]) + ".", ""]
    rows = [
        (code(key), _link(held), cell(held.get("description", "")))
        for key, held in schema.get("properties", {}).items()
    ]
    return lines + table(("key", "type", "meaning"), rows)


def _link(schema: dict[str, Any]) -> str:
    """Return a type in words, its schemas as links to them."""
    told = cell(_kind(schema))
    return re.sub(r"@(\w+)", lambda m: f"[{m[1]}](#{m[1].lower()})", told.replace("\\_", "_"))


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return "@" + schema["$ref"].rsplit("/", 1)[-1]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_kind(each) for each in schema[several]))
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return " or ".join(f"`{each}`" for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("type") or schema.get("title") or "anything")
