"""Alongside: a figure of no kind of its own, told among figures that somebody did, is that party's too.

"Missiles killed nine and set 40 lorries alight": `parties` names nobody for the lorries, as no harm is counted. They go
with the harm of their sentence, or with that of one party before and after it. Times, ways, money, shares and what
tells of help do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.kindsets import HARMFUL
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse

__all__ = ["alongside"]

_MEASURED = frozenset({"duration", "distance", "weight"})
# The figures before and after stand in the sentences next to it.
_NEAR = 1
_HELP = word_list("deeds", "alongside", "verbs")
_HELPED = word_list("deeds", "alongside", "objects")


def alongside(parse: Parse, drafts: Sequence[Draft], actors: Sequence[str | None]) -> list[str | None]:
    """Return the actors of figures in text order, those added that the figures around them tell."""
    told = [(d, a) for d, a in zip(drafts, actors, strict=True) if a is not None and d.kind in HARMFUL]
    found = list(actors)
    for n, one in enumerate(drafts):
        if actors[n] is None and _is_open(parse, one):
            story = parse.sentences[one.sentence].story
            found[n] = _of_those(one, [(d, a) for d, a in told if parse.sentences[d.sentence].story == story])
    return found


def _is_open(parse: Parse, one: Draft) -> bool:
    """Whether a figure may be somebody's deed: of no kind, no measure of time or way, and nobody's help."""
    if one.kind is not FigureKind.OTHER or one.count.quantity.currency is not None or one.count.classes & _MEASURED:
        return False
    verb = next((w for w in parse.ancestors(one.count.core) if w.pos == "VERB"), None)
    return not (verb is not None and verb.lemma in _HELP) and (one.object or "").rsplit(" ", 1)[-1] not in _HELPED


def _of_those(one: Draft, told: Sequence[tuple[Draft, str]]) -> str | None:
    """Return the actor of the nearest figure of a sentence, else the one of the figures before and after."""
    here = [(abs(d.start - one.start), a) for d, a in told if d.sentence == one.sentence]
    if here:
        return min(here)[1]
    before = [a for d, a in told if 0 < one.sentence - d.sentence <= _NEAR]
    after = {a for d, a in told if 0 < d.sentence - one.sentence <= _NEAR}
    return before[-1] if before and before[-1] in after else None
