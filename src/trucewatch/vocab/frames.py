"""Frames as data: which words give a counted thing its kind and measure.

Loads `data/frames.toml`; the order of frames in the file is their precedence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.model import FigureKind
from trucewatch.vocab.tables import table

__all__ = ["Frame", "Frames", "frames"]

_RELATIONS = ("object", "subject", "after", "of", "self", "lack")


@dataclass(frozen=True, slots=True)
class Frame:
    """A kind and measure, the classes of things it counts (empty: any) and its place in the file."""

    kind: FigureKind
    measure: str
    classes: frozenset[str]
    rank: int


@dataclass(frozen=True, slots=True)
class Frames:
    """Lookups by relation (object, subject, after, of, self) and trigger lemma."""

    triggers: dict[str, dict[str, tuple[Frame, ...]]]
    pairs: dict[str, tuple[tuple[frozenset[str], Frame], ...]]

    def find(self, relation: str, word: str, classes: frozenset[str]) -> Frame | None:
        """Return the first frame that `word` triggers in this relation for a thing of these classes."""
        fitting = self.triggers[relation].get(word, ())
        return next((f for f in fitting if not f.classes or f.classes & classes), None)

    def has(self, relation: str, word: str) -> bool:
        """Whether `word` triggers any frame in this relation."""
        return word in self.triggers[relation]


@lru_cache(maxsize=1)
def frames() -> Frames:
    """Load the frames (once)."""
    triggers: dict[str, dict[str, list[Frame]]] = {relation: {} for relation in _RELATIONS}
    for rank, entry in enumerate(table("frames")["frame"]):
        frame = Frame(FigureKind(entry["kind"]), entry["measure"], frozenset(entry.get("classes", ())), rank)
        for relation in _RELATIONS:
            for word in entry.get(relation, ()):
                triggers[relation].setdefault(word, []).append(frame)
    pairs: dict[str, list[tuple[frozenset[str], Frame]]] = {}
    for entry in table("frames")["pair"]:
        frame = Frame(
            FigureKind(entry["kind"]), entry["measure"], frozenset(entry.get("classes", ("person", "soldier"))), -1
        )
        for verb in entry["verb"]:
            pairs.setdefault(verb, []).append((frozenset(entry["noun"]), frame))
    return Frames(
        {r: {w: tuple(f) for w, f in words.items()} for r, words in triggers.items()},
        {v: tuple(p) for v, p in pairs.items()},
    )
