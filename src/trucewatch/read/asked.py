"""Asked: what a question about a parse was answered before. Places, times and sources ask the same of a sentence.

Only for what follows from a parse and plain values alone; the answers live and die with their parse.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["once"]


class _Parsed(Protocol):
    @property
    def answers(self) -> dict[Any, Any]: ...


_Parse = TypeVar("_Parse", bound=_Parsed)
_Given = TypeVarTuple("_Given")
_Answer = TypeVar("_Answer")


def once(ask: Callable[[_Parse, *_Given], _Answer]) -> Callable[[_Parse, *_Given], _Answer]:
    """Let a function of a parse and hashable values be worked out once for each of them."""

    @wraps(ask)
    def answer(parse: _Parse, *given: *_Given) -> _Answer:
        key = (ask, *given)
        known = parse.answers
        if key not in known:
            known[key] = ask(parse, *given)
        return known[key]

    return answer
