"""How words of others enter Markdown without becoming Markdown: reported text is hostile until escaped.

`shown` is what a reader sees of a text, `escaped` what must be written for it, and `unescaped` leads back from a
written line to what is seen, so that the number guard can compare.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["escaped", "shortened", "shown", "unescaped"]

_SPECIAL = re.compile(r"[\\`*\[\]~|#@^$]|(?<![^\W_])_|_(?![^\W_])|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, direction overrides, halves of characters
_JOINERS = "\u200c\u200d"  # needed to write Persian, Hindi and emoji


def shown(text: str) -> str:
    """Return `text` on one line, without control characters and direction overrides."""
    if text.isprintable():
        return " ".join(text.split())
    seen = (" " if char.isspace() else char for char in text if char.isspace() or _is_visible(char))
    return " ".join("".join(seen).split())


def _is_visible(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in _INVISIBLE


def escaped(text: str) -> str:
    """Return what to write in Markdown, inside a line, so that exactly `shown(text)` is seen and nothing links."""
    safe = _SPECIAL.sub(r"\\\g<0>", shown(text))
    for char, entity in _ENTITIES:
        safe = safe.replace(char, entity)
    return safe


def unescaped(line: str) -> str:
    """Return what is seen of a line written with `escaped`."""
    for char, entity in reversed(_ENTITIES):
        line = line.replace(entity, char)
    return re.sub(r"\\([\\`*_\[\]~|#@^$/.])", r"\1", line)


def shortened(text: str, longest: int) -> str:
    """Return `text` on one line, cut between words with an ellipsis where it is longer than `longest`."""
    flat = shown(text)
    if len(flat) <= longest:
        return flat
    head = flat[:longest]
    # A single endless word is cut before a number rather than inside it.
    return (head.rpartition(" ")[0] or re.sub(r"[\d.,]+$", "", head)).rstrip(" ,;:") + " …"
