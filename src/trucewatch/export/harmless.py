r"""How words of reports are written where a terminal, a spreadsheet or a browser reads them: shown, never obeyed.

Every byte of a report may have been chosen by a stranger. JSON escapes controls as it allows; a CSV cell follows one
rule that `restored` undoes: controls and backslashes become escapes (`\x1b`, `\u202e`, `\n`, `\\`), and a cell that a
spreadsheet would run gets a leading apostrophe.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CONTROLS", "as_json", "cell", "plain", "restored"]

_SETS: Final = "\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
CONTROLS: Final = re.compile(f"[\x00-\x08\x0b-\x1f{_SETS}]")
"""C0 and C1 controls but tab and line feed, separators of lines, and all that sets the direction of writing."""

_IN_CELL: Final = re.compile(f"[\x00-\x1f{_SETS}\ud800-\udfff]")
_SIGNS: Final = "=+\\-@＝＋－＠﹢﹣﹦﹫−"  # what begins a formula, wide, small and typographic forms too
_RUNS: Final = re.compile(f"'|[\\s\u200b\u2060]*[{_SIGNS}]")
# A spreadsheet that takes semicolons or bars for separators begins a new cell behind one.
_RUNS_INSIDE: Final = re.compile(f"(?<=[;|])([\\s\"'\u200b\u2060]*)([{_SIGNS}])")
_TAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.,:/()'\"-]*")  # most cells: nothing in them needs a look
_ESCAPE: Final = re.compile(r"\\(\\|n|r|t|x[0-9a-f]{2}|u[0-9a-f]{4})")
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WRITE: Final = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_LONG: Final = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}


def as_json(record: Mapping[str, Any]) -> str:
    """Return a record as one line of JSON, in UTF-8 but for characters that would break a line or a terminal."""
    line = _WRITE(record)
    if line.isprintable():  # no control is; a look at each character costs more than making the line
        return line
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def cell(text: str) -> str:
    """Return `text` as it is written in a CSV cell: on one line, without controls, and never a formula."""
    if _TAME.fullmatch(text):
        return text
    text = text.replace("\\", "\\\\")
    text = _IN_CELL.sub(lambda found: _escaped(found[0]), text)
    text = _RUNS_INSIDE.sub(lambda found: found[1] + _code(found[2]), text)
    return f"'{text}" if _RUNS.match(text) else text


def restored(written: str) -> str:
    """Return the text that `cell` was given."""
    text = written.removeprefix("'")
    return _ESCAPE.sub(lambda found: _LONG.get(found[1]) or chr(int(found[1][1:], 16)), text)


def plain(text: str) -> str:
    """Return `text` with tabs and line feeds as they are and other controls shown, for files that people open."""
    text = CONTROLS.sub(lambda found: _escaped(found[0]), text.replace("\r\n", "\n"))
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _escaped(char: str) -> str:
    return _SHORT.get(char) or _code(char)


def _code(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
