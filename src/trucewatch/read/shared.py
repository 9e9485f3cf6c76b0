"""Shared: which figures of a sentence are one deed's: parts of a whole, numbers that count on, blows and their harm?

Part of `parties`, which gives such a figure the actor of the one before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse

__all__ = ["did_it", "is_among", "is_joined"]

_AMONG = word_list("deeds", "among")
_IN = frozenset({"in", "with", "by"})


def is_among(parse: Parse, one: Draft, whole: Draft) -> bool:
    """Whether a figure counts some of those that its sentence counts before: "104 died, 46 of them children"."""
    between = parse.words[whole.count.last : one.count.last]
    is_here = one.kind is FigureKind.TOLL and whole.sentence == one.sentence
    return is_here and any(w.lower in _AMONG for w in between)


def is_joined(one: Draft, last: Draft) -> bool:
    """Whether a bare number goes on with what the figure before it counts: "six over the bay and three at sea"."""
    same = (last.kind, last.measure, last.sentence, last.trigger)
    return same == (one.kind, one.measure, one.sentence, one.trigger) and one.count.noun is None


def did_it(parse: Parse, one: Draft, last: Draft | None) -> bool:
    """Whether the blows counted did the harm told before them: "it had killed 30 militants in three strikes"."""
    if last is None or last.sentence != one.sentence or "attack" not in one.count.classes:
        return False
    by = parse.words[parse.words[one.count.noun or one.count.core].head]
    return by.lower in _IN and last.trigger is not None and by.head == last.trigger
