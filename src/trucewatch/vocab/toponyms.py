"""Toponyms: which words around a name make it a place, and how exact a place it is.

The lists stand in `data/toponyms.toml`; this module only reads them into sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["ToponymWords", "toponym_words"]


@dataclass(frozen=True, slots=True)
class ToponymWords:
    """Word lists in small letters. `after` and `before_of` map a noun to the level it gives a name."""

    inner: frozenset[str]
    articles: frozenset[str]
    after: dict[str, str]
    loose: frozenset[str]
    centres: frozenset[str]
    in_town: frozenset[str]
    between: frozenset[str]
    before_of: dict[str, str]
    openers: frozenset[str]
    near: frozenset[str]
    near_of: frozenset[str]
    lengths: frozenset[str]
    part_of: frozenset[str]
    locative: frozenset[str]
    firm: frozenset[str]
    inside: frozenset[str]
    strike: frozenset[str]
    suffer: frozenset[str]
    territory: frozenset[str]
    portion: frozenset[str]
    travel: frozenset[str]
    desk: frozenset[str]
    counting: frozenset[str]
    roads: frozenset[str]
    watchers: frozenset[str]
    tallies: frozenset[str]
    nursing: frozenset[str]
    heading: frozenset[str]
    hubs: frozenset[str]
    at_home: frozenset[str]
    armed: frozenset[str]
    close: frozenset[str]
    neighbours: frozenset[str]
    fighters: frozenset[str]
    seated: frozenset[str]
    forces: frozenset[str]
    wards: frozenset[str]
    overrun: frozenset[str]
    happening: frozenset[str]
    buildings: frozenset[str]
    spoken_at: frozenset[str]
    local: frozenset[str]
    political: frozenset[str]
    event: frozenset[str]
    wide_event: frozenset[str]
    resumed: frozenset[str]
    again_city: frozenset[str]
    again_region: frozenset[str]
    again: frozenset[str]
    breaks: frozenset[str]
    sums: frozenset[str]
    not_places: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=1)
def toponym_words() -> ToponymWords:
    """Return the word lists, read once."""
    data = table("toponyms")
    after, before, acts = data["after"], data["before"], data["acts"]
    levels = ("region", "district", "city", "quarter", "site", "line")
    return ToponymWords(
        inner=frozenset(data["name"]["inner"]),
        articles=frozenset(data["name"]["articles"]),
        after={word: level for level in levels for word in after[level]},
        loose=frozenset(after["loose"]),
        centres=frozenset(after["centres"]),
        in_town=frozenset(after["in_town"]),
        between=frozenset(after["between"]),
        before_of={word: level for level in ("city", "region", "district") for word in before["of_" + level]},
        openers=frozenset(before["openers"]),
        near=frozenset(before["near"]),
        near_of=frozenset(before["near_of"]),
        lengths=frozenset(before["lengths"]),
        part_of=frozenset(before["part_of"]),
        locative=frozenset(before["locative"]),
        firm=frozenset(before["firm"]),
        inside=frozenset(before["inside"]),
        strike=frozenset(acts["strike"]),
        suffer=frozenset(acts["suffer"]),
        territory=frozenset(acts["territory"]),
        portion=frozenset(acts["portion"]),
        travel=frozenset(acts["travel"]),
        desk=frozenset(acts["desk"]),
        counting=frozenset(acts["counting"]),
        roads=frozenset(acts["roads"]),
        watchers=frozenset(acts["watchers"]),
        tallies=frozenset(acts["tallies"]),
        nursing=frozenset(acts["nursing"]),
        heading=frozenset(acts["heading"]),
        hubs=frozenset(acts["hubs"]),
        at_home=frozenset(acts["at_home"]),
        armed=frozenset(acts["armed"]),
        close=frozenset(acts["close"]),
        neighbours=frozenset(acts["neighbours"]),
        fighters=frozenset(acts["fighters"]),
        seated=frozenset(acts["seated"]),
        forces=frozenset(acts["forces"]),
        wards=frozenset(acts["wards"]),
        overrun=frozenset(acts["overrun"]),
        happening=frozenset(acts["happening"]),
        buildings=frozenset(acts["buildings"]),
        spoken_at=frozenset(acts["spoken_at"]),
        local=frozenset(acts["local"]),
        political=frozenset(acts["political"]),
        event=frozenset(acts["event"]),
        wide_event=frozenset(acts["wide_event"]),
        resumed=frozenset(acts["resumed"]),
        again_city=frozenset(acts["again_city"]),
        again_region=frozenset(acts["again_region"]),
        again=frozenset(acts["again"]),
        breaks=frozenset(data["scenes"]["breaks"]),
        sums=frozenset(data["scenes"]["sums"]),
        not_places=frozenset(data["not_places"]["words"]),
        never=frozenset(data["not_places"]["never"]),
    )
