"""Which scenes are worth comparing? Those that share a key: a place and its days, a person, a street, a value.

No pair that the judge would call the same is left out, and no pass over all pairs is made: a key is a place or a
name together with a stretch of days, so that blocks stay small however many reports there are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from trucewatch.link.claims import TELLING_FROM, counted, origin_of
from trucewatch.link.judge import QUOTED_DAYS
from trucewatch.link.places import sounds
from trucewatch.vocab.events import place_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.link.scene import Scene
    from trucewatch.model import Place

__all__ = ["RUNNING", "candidates", "keys", "meeting"]

Key = tuple[object, ...]

_CELL = 1.0  # degrees: with the neighbouring cells no place within 50 km is missed below 60° of latitude
_STRETCH = 4  # days a bucket, neighbours included: events told under days one apart meet, so do unknown days
_COMMON = 60  # scenes from which a name of leads is one that everybody tells in those days; places have cells as well
_NAMED = frozenset({"name", "person", "sound", "street"})
_CROWD = 1000  # scenes from which a block no longer brings each together with all
_FOLLOWERS = 100

RUNNING = frozenset({"theatre", "land", "actor"})
"""Kinds of keys of counts that run on."""
_NEIGHBOURS = 40  # counts of a long war told next to one another that are compared, so that a year's grow near-linearly


def candidates(scenes: Sequence[Scene], families: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the pairs of scenes (by number, lower first) that share a key and are not of one story."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for number, scene in enumerate(scenes):
        for key in dict.fromkeys(keys(scene, families)):
            blocks[key].append(number)
    return sorted({pair for key, members in blocks.items() for pair in meeting(str(key[0]), members, scenes)})


def meeting(
    kind: str, members: Sequence[int], scenes: Sequence[Scene] | Mapping[int, Scene]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs among scenes (by number) that share a key of a kind, and may be one event.

    Of a crowd, and of counts of a long war, each meets only those told next to it: who tells of one event shares
    several keys.
    """
    if kind in _NAMED and len(members) > _COMMON:
        return
    reach = _NEIGHBOURS if kind in RUNNING else len(members) if len(members) <= _CROWD else _FOLLOWERS
    if reach < len(members):
        members = sorted(members, key=lambda number: (scenes[number].published or 0, number))
    for at, low in enumerate(members):
        one = scenes[low]
        for high in members[at + 1 : at + 1 + reach]:
            other = scenes[high]
            if _is_pair(one, other) and (kind != "country" or one.breadth != other.breadth):
                yield min(low, high), max(low, high)


def _is_pair(one: Scene, other: Scene) -> bool:
    return one.group == other.group and one.telling is not other.telling and bool(one.claims or other.claims)


def keys(scene: Scene, families: Mapping[str, str]) -> Iterator[Key]:
    """Yield the keys of a scene."""
    origin = origin_of(scene.telling, families)
    if origin != scene.telling.report_id:
        yield "family", origin, scene.group
    if scene.group == "attack":
        yield from _lead_keys(scene)
        yield from _place_keys(scene)
        yield from _theatre_keys(scene)
    elif scene.group == "raid":
        for stretch in _stretches(scene):
            yield "raid", stretch
    elif scene.published is not None:
        if scene.group == "displacement" and scene.place is not None:
            yield from (("uprooted", place_key(scene.place.name), stretch) for stretch in _stretches(scene))
            yield from _tally_keys(scene, place_key(scene.place.name))
        for claim in scene.claims:
            for bucket in (0, 1):
                month = scene.published // QUOTED_DAYS + bucket
                yield scene.group, claim.measure, counted(claim), claim.low, claim.high, month


def _lead_keys(scene: Scene) -> Iterator[Key]:
    if scene.claims and not scene.lead:
        return
    telling = scene.telling
    for name in telling.persons | {name for name in telling.names if " " in name}:
        yield "person", name
    for stretch in _stretches(scene):
        for name in telling.names:
            yield "name", place_key(name), stretch
        for street in telling.streets:
            yield "street", street, stretch


def _place_keys(scene: Scene) -> Iterator[Key]:
    place = scene.place
    if place is None:
        for name in {name for claim in scene.claims for name in claim.named}:
            yield from _tally_keys(scene, name)
            yield from (("name", name, stretch) for stretch in _stretches(scene))
        return
    telling = [(c.measure, c.low, c.high) for c in scene.claims if (c.low or c.high or 0) >= TELLING_FROM]
    cells = list(_cells(place))
    name = place_key(place.name)
    yield from _tally_keys(scene, name)
    for stretch in _stretches(scene):
        yield "name", name, stretch
        yield from (("sound", word, place.country, stretch) for word in sorted(sounds(place)))
        yield from (("cell", cell, stretch) for cell in cells)
        yield from (("country", place.country, count, stretch) for count in telling)
    # However late it is told: a telling count at one place is looked for at any time.
    for count in telling:
        yield "count", name, count
        yield from (("count", cell, count) for cell in cells)


def _tally_keys(scene: Scene, name: str) -> Iterator[Key]:
    """Yield the place and first day of a count that runs on, however late it is told."""
    if scene.tally_from is not None:
        yield from (("tally", name, scene.tally_from + step) for step in (0, 1))


def _theatre_keys(scene: Scene) -> Iterator[Key]:
    """Yield the parties, the country, the side that acts, each with the first day of a count that runs on."""
    if scene.tally_from is None:
        return
    for step in (0, 1):
        yield from (("theatre", *sorted(parties), scene.tally_from + step) for parties in scene.parties)
        if scene.place is not None:
            yield "land", scene.place.country, scene.tally_from + step
        if scene.attacker is not None:
            yield "actor", scene.attacker, scene.tally_from + step


def _cells(place: Place) -> Iterator[tuple[int, int]]:
    if place.lat is not None and place.lon is not None:
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                yield int(place.lat // _CELL) + north, int(place.lon // _CELL) + east


def _stretches(scene: Scene) -> Iterator[int]:
    """Yield the buckets of days in which a scene may lie, and the next one."""
    days = scene.sure_days
    if days is None:
        published = scene.published
        if published is None:
            yield -1
            return
        days = (published - _STRETCH + 1, published)
    yield from range(days[0] // _STRETCH, days[1] // _STRETCH + 2)
