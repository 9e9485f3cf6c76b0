"""Which scenes are worth comparing? Those that share a key: a place and its days, a person, a street, a value.

No pair that the judge would call the same is left out, and no pass over all pairs is made: a key is a place or a
name together with a stretch of days, so that blocks stay small however many reports there are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.link.scenes import Scene

__all__ = ["candidates", "keys"]

Key = tuple[object, ...]

_CELL = 1.0  # degrees: with the neighbouring cells no place within 50 km is missed below 60° of latitude
_STRETCH = 4  # days a bucket, neighbours included: events told under days one apart meet, so do unknown days
_COMMON = 60  # scenes from which a name of leads is one that everybody tells in those days; places have cells as well
_TELLING_FROM = 3  # a count from which an equal one at a place is looked for whenever it was told
_QUOTED_STRETCH = 45  # days within which a proposal repeated with the same bounds is looked for


def candidates(scenes: Sequence[Scene]) -> list[tuple[int, int]]:
    """Return the pairs of scenes (by number, lower first) that share a key and are not of one story."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for number, scene in enumerate(scenes):
        for key in dict.fromkeys(keys(scene)):
            blocks[key].append(number)
    found: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if key[0] == "name" and len(members) > _COMMON:
            continue
        for at, one in enumerate(members):
            found.update((one, other) for other in members[at + 1 :])
    return sorted(pair for pair in found if _is_pair(scenes[pair[0]], scenes[pair[1]]))


def _is_pair(one: Scene, other: Scene) -> bool:
    return one.group == other.group and one.telling is not other.telling and bool(one.claims or other.claims)


def keys(scene: Scene) -> Iterator[Key]:
    """Yield the keys of a scene."""
    if scene.group == "attack":
        yield from _attack_keys(scene)
    elif scene.group == "raid":
        for stretch in _stretches(scene):
            yield "raid", scene.attacker, stretch
    else:
        stretches = list(_stretches(scene, _QUOTED_STRETCH))
        for claim in scene.claims:
            for stretch in stretches:
                yield scene.group, claim.measure, claim.low, claim.high, stretch


def _attack_keys(scene: Scene) -> Iterator[Key]:
    stretches = list(_stretches(scene))
    if scene.lead or not scene.claims:
        for person in scene.telling.persons:
            yield "person", person
        for name in scene.telling.names:
            for stretch in stretches:
                yield "name", name, stretch
        for street in scene.telling.streets:
            for stretch in stretches:
                yield "street", street, stretch
    place = scene.place
    if place is None:
        return
    for claim in scene.claims:
        if (claim.low or claim.high or 0) >= _TELLING_FROM:
            yield "value", place.name.lower(), claim.measure, claim.low, claim.high
    for stretch in stretches:
        yield "name", place.name.lower(), stretch
        if place.lat is not None and place.lon is not None:
            for north in (-1, 0, 1):
                for east in (-1, 0, 1):
                    yield "cell", int(place.lat // _CELL) + north, int(place.lon // _CELL) + east, stretch


def _stretches(scene: Scene, length: int = _STRETCH) -> Iterator[int]:
    """Yield the buckets of days in which a scene may lie, the next ones included."""
    days = scene.days
    if days is None or days[1] - days[0] > length:
        published = scene.published
        if published is None:
            yield -1
            return
        days = (published - length + 1, published)
    yield from range(days[0] // length, days[1] // length + 2)
