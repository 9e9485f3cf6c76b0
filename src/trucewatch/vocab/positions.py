"""Positions: on which topics do parties take a stand, and which words say where they stand?

The lists stand in `data/positions.toml`; this module only turns them into lookups by first word. Nothing here
names a party to a war: a new topic or trigger is a line of data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trucewatch.model import Stance
from trucewatch.vocab.tables import table

__all__ = ["PositionWords", "Topic", "Trigger", "position_words"]

_TOKEN = re.compile(r"[^\s-]+|-")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something parties stand on. A `{country}` or `{body}` in `name` is filled from the text.

    `serves` names the topic that is conditional on this one; `flips` where ending it turns a stance round.
    """

    name: str
    serves: str | None = None
    flips: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that says where somebody stands; `rest` are the words that must follow it.

    `topics` and `not_topics` say on which topics it does (empty: any); `by_topic` gives other stances;
    `is_firm` asks for will or must in its clause.
    """

    stance: Stance
    part: str
    rest: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    not_topics: frozenset[str] = frozenset()
    by_topic: tuple[tuple[str, Stance], ...] = ()
    is_firm: bool = False

    def stance_on(self, topic: str) -> Stance | None:
        """Return the stance this trigger takes on a topic, or None where it takes none."""
        if (self.topics and topic not in self.topics) or topic in self.not_topics:
            return None
        return dict(self.by_topic).get(topic, self.stance)


@dataclass(frozen=True, slots=True)
class PositionWords:
    """Lookups: `phrases` and `pairs` by first word, `triggers` by part of speech and word, `sets` by list name."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], Topic], ...]]
    pairs: tuple[tuple[frozenset[str], frozenset[str], Topic], ...]
    paired: frozenset[str]
    triggers: dict[str, dict[str, tuple[Trigger, ...]]]
    sets: dict[str, frozenset[str]]
    strict: tuple[tuple[str, ...], ...]
    loose: tuple[tuple[str, ...], ...]
    negated: dict[Stance, Stance]
    flipped: dict[Stance, Stance]
    bodies: dict[str, str]
    topics: dict[str, Topic]


def _split(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(_TOKEN.findall(p)) for p in phrases), key=len, reverse=True))


def _phrases(rows: list[tuple[Topic, dict[str, Any]]]) -> dict[str, tuple[tuple[tuple[str, ...], Topic], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], Topic]]] = {}
    for topic, row in rows:
        for phrase in _split(row.get("phrases", [])):
            found.setdefault(phrase[0], []).append((phrase, topic))
    return {first: tuple(sorted(hits, key=lambda h: -len(h[0]))) for first, hits in found.items()}


def _triggers(rows: list[dict[str, Any]]) -> dict[str, dict[str, tuple[Trigger, ...]]]:
    found: dict[str, dict[str, list[Trigger]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for row in rows:
        for part, key in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives")):
            for phrase in _split(row.get(key, [])):
                only = frozenset(row.get("only", {}).get(" ".join(phrase), ()))
                trigger = Trigger(
                    stance=Stance(row["stance"]),
                    part=part,
                    rest=phrase[1:],
                    topics=only or frozenset(row.get("topics", ())),
                    not_topics=frozenset(row.get("not_topics", ())),
                    by_topic=tuple((t, Stance(s)) for t, s in row.get("by_topic", {}).items()),
                    is_firm=row.get("firm", False),
                )
                found[part].setdefault(phrase[0], []).append(trigger)
    return {p: {w: tuple(sorted(ts, key=lambda t: -len(t.rest))) for w, ts in ws.items()} for p, ws in found.items()}


@lru_cache(maxsize=1)
def position_words() -> PositionWords:
    """Return the lists of positions, read once."""
    data = table("positions")
    rows = [(Topic(r["name"], r.get("serves"), r.get("flips", False)), r) for r in data["topic"]]
    pairs = tuple((frozenset(a), frozenset(b), topic) for topic, row in rows for a, b in row.get("pairs", []))
    lists: dict[str, Any] = {**data["conditions"], **data["modals"], **data["polarity"], **data["structure"]}
    return PositionWords(
        phrases=_phrases(rows),
        pairs=pairs,
        paired=frozenset(w for one, _, _ in pairs for w in one),
        triggers=_triggers(data["trigger"]),
        sets={name: frozenset(lists[name]) for name in lists if isinstance(lists[name], list)},
        strict=_split(data["conditions"]["strict"]),
        loose=_split(data["conditions"]["loose"]),
        negated={Stance(a): Stance(b) for a, b in data["polarity"]["negated"].items()},
        flipped={Stance(a): Stance(b) for a, b in data["polarity"]["flipped"].items()},
        bodies=dict(data["bodies"]),
        topics={topic.name: topic for topic, _ in rows},
    )
