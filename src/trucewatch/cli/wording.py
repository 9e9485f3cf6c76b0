"""The words of reports made fit for a terminal, whose every byte a stranger may have chosen.

Escape sequences, control characters and the marks that turn writing round are shown, not obeyed. Nothing here
changes what is stored, or what goes to a file as JSON Lines.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CONTROLS", "one_line", "paragraph", "shown"]

CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""C0 and C1 controls but tab and line feed, separators of lines, and all that sets the direction of writing."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def shown(text: str) -> str:
    r"""Return `text` with control characters written as `\\x1b` or `\\u202e`; carriage returns at line ends go."""
    text = _SURROGATES.sub("\ufffd", text.replace("\r\n", "\n"))
    return CONTROLS.sub(_escaped, text)


def one_line(text: str) -> str:
    """Return `text` shown on one line."""
    return " ".join(shown(text).split())


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the lines of `text` in which the span from `start` to `end` stands."""
    below = text.find("\n", max(start, end - 1))
    return text.rfind("\n", 0, start) + 1, len(text) if below < 0 else below


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
