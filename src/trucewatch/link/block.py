"""Which scenes are worth comparing? Those that share a key: a place and its days, a person, a street, a value.

No pair that the judge would call the same is left out, and no pass over all pairs is made: a key is a place or a
name together with a stretch of days, so that blocks stay small however many reports there are. Of those who share one,
pairs that days or towns make two for certain are passed over.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from trucewatch.link.claims import TELLING_FROM, counted, origin_of
from trucewatch.link.distance import apart
from trucewatch.link.judge import MISREAD, NAMED_DAYS, QUOTED_DAYS, RULES, SWAPPED
from trucewatch.link.places import sounds
from trucewatch.link.swaps import is_swap
from trucewatch.link.telling import is_odd, telling
from trucewatch.link.uprooted import lands
from trucewatch.vocab.events import place_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.link.scene import Scene
    from trucewatch.model import Place

__all__ = ["RULED", "Sketch", "candidates", "found_by", "keys", "meeting"]

Key = tuple[object, ...]

_REACH = (0.5, 1.0)  # degrees north and east: no place within 50 km is missed below 60° of latitude
_STRETCH = 4  # days a bucket, neighbours included: events told under days one apart meet, so do unknown days
_COMMON = 60  # scenes from which a name of leads is one that everybody tells in those days; places have cells as well
_NAMED = frozenset({"name", "person", "sound", "street"})
_CROWD = 60  # scenes from which a block no longer brings each together with all, but with as many told after it
_MILLION = 1_000_000
_ROUNDED = 0.01  # kilometres: more than what millionths of a degree round off
_FAR_NORTH = (RULES.far + 1) / 111 * _MILLION  # a degree of latitude is longer than 111 km

_RUNNING = frozenset({"theatre", "land", "actor"})  # kinds of keys of counts that run on
_COUNTED = frozenset({"count", "country", "counts"})
_DAYS = {"counts": MISREAD, "swap": SWAPPED}  # days apart that what shares such a key may be, where another's is one
RULED = (*sorted(_NAMED | _RUNNING | _COUNTED | _DAYS.keys()),)
"""The kinds of keys for whose blocks `meeting` has rules of their own."""
_TELLING = 6  # telling counts of a scene of which each two are looked for
_TELLERS = 20  # tellers of one count next to one another that are compared: they share the key of its place as well
_NEIGHBOURS = 40  # counts of a long war told next to one another that are compared, so that a year's grow near-linearly


class Sketch(NamedTuple):
    """What of a scene decides whether it may meet another, in whole numbers, 0 for what is not told.

    `story` numbers its telling, `tells` whether it has figures; `first` and `last` are its sure days; `north` and
    `east` where its town is, in millionths of a degree from 0 to 360 (0: it has none, or a region); `place` stands for
    the name of its place; it may be of other days and places than it says where it counts on (`runs`). `told` is the
    day by which an attack had happened whose own day nobody tells, and `aged` whether it tells the person by whose name
    it is found with their age.
    """

    group: int
    breadth: int
    tells: bool
    story: int
    published: int
    first: int
    last: int
    north: int
    east: int
    place: int
    geonameid: int
    runs: bool
    told: int
    aged: bool = False


def _sketch(scene: Scene, story: int) -> Sketch:
    """Return the sketch of a scene, of the story of that number."""
    place, days = scene.place, (scene.sure_days and (scene.reach or scene.sure_days)) or (0, 0)
    north, east = _town(scene)
    return Sketch(
        group=crc32(scene.group.encode()),
        breadth=scene.breadth,
        tells=bool(scene.claims),
        story=story,
        published=scene.published or 0,
        first=days[0],
        last=days[1],
        north=north,
        east=east,
        place=0 if place is None else crc32(place_key(place.name).encode("utf-8", "surrogatepass")),
        geonameid=0 if place is None else place.geonameid or 0,
        runs=scene.tally_from is not None,
        told=(scene.published or 0) if scene.group == "attack" and scene.days is None else 0,
    )


def found_by(scene: Scene, story: int, families: Mapping[str, str]) -> Iterator[tuple[Key, Sketch]]:
    """Yield each key of a scene once, with its sketch for those who share that key."""
    drawn = _sketch(scene, story)
    aged = drawn._replace(aged=True)
    persons = scene.telling.persons
    for key in dict.fromkeys(keys(scene, families)):
        yield key, aged if key[0] == "person" and key[1] in persons else drawn


def _town(scene: Scene) -> tuple[int, int]:
    place = scene.place
    if scene.group != "attack" or scene.breadth or place is None or place.lat is None or place.lon is None:
        return 0, 0
    return round((place.lat + 180) * _MILLION), round((place.lon + 180) * _MILLION)


def candidates(scenes: Sequence[Scene], families: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the pairs of scenes (by number, lower first) that share a key and may be one event."""
    stories: dict[tuple[str, int], int] = {}
    told = ((scene.telling.report_id, scene.telling.story) for scene in scenes)
    numbers = [stories.setdefault(each, len(stories)) for each in told]
    blocks: dict[Key, list[tuple[int, Sketch]]] = defaultdict(list)
    for number, (scene, story) in enumerate(zip(scenes, numbers, strict=True)):
        for key, drawn in found_by(scene, story, families):
            blocks[key].append((number, drawn))
    return sorted({pair for key, members in blocks.items() for pair in meeting(str(key[0]), members)})


def meeting(kind: str, members: Sequence[tuple[int, Sketch]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs among scenes (by number) that share a key of a kind, and may be one event.

    Of a crowd, and of counts of a long war, each meets only those told next to it: who tells of one event shares
    several keys.
    """
    if kind in _NAMED and len(members) > _COMMON:
        return
    reach = _NEIGHBOURS if kind in _RUNNING else _TELLERS if kind in _COUNTED else _CROWD
    if reach < len(members):
        members = sorted(members, key=lambda member: (member[1].published, member[0]))
    for at, (low, one) in enumerate(members):
        for high, other in members[at + 1 : at + 1 + reach]:
            if _is_pair(kind, one, other) and (kind != "country" or one.breadth != other.breadth):
                yield min(low, high), max(low, high)


def _is_pair(kind: str, one: Sketch, other: Sketch) -> bool:
    if one.group != other.group or one.story == other.story or not (one.tells or other.tells):
        return False
    if one.runs or other.runs:
        return True
    if kind == "person":  # told with no age by either, a name brings together who tells it within days, as any does
        return (one.aged or other.aged) and not _are_days_apart(one, other, NAMED_DAYS)
    # `judge` holds days more than one apart, and what was told before the other happened, against anything but people
    # that both name.
    if _are_days_apart(one, other, _DAYS.get(kind, 1)) or _is_told_before(one, other) or _is_told_before(other, one):
        return False
    if one.place == other.place or (one.geonameid and one.geonameid == other.geonameid):
        return True
    return kind in _DAYS or not (one.north and other.north and _are_far(one, other))


def _are_days_apart(one: Sketch, other: Sketch, days: int) -> bool:
    return bool(one.first and other.first) and (one.first > other.last + days or other.first > one.last + days)


def _is_told_before(one: Sketch, other: Sketch) -> bool:
    """Whether one, which tells no day, was published before the other happened."""
    return bool(one.told and other.first) and one.told < other.first - 1


def _are_far(one: Sketch, other: Sketch) -> bool:
    """Whether two towns lie farther apart than one event spans."""
    if abs(one.north - other.north) > _FAR_NORTH:
        return True
    places = ((each.north / _MILLION - 180, each.east / _MILLION - 180) for each in (one, other))
    return apart(*places) > RULES.far + _ROUNDED


def keys(scene: Scene, families: Mapping[str, str]) -> Iterator[Key]:
    """Yield the keys of a scene."""
    origin = origin_of(scene.telling, families)
    if origin != scene.telling.report_id:
        yield "family", origin, scene.group
    if scene.is_of_war and scene.place is not None:
        yield "land", scene.place.country, scene.group
    if scene.group == "attack":
        yield from _lead_keys(scene)
        yield from _place_keys(scene)
        yield from _theatre_keys(scene)
        yield from _counts_keys(scene)
    elif scene.group == "raid":
        for stretch in _stretches(scene):
            yield "raid", stretch
        yield from _counts_keys(scene)
    elif scene.published is not None:
        if is_swap(scene):
            yield from (("swap", stretch) for stretch in _stretches(scene))
        if scene.group == "displacement" and scene.place is not None:
            names = (place_key(scene.place.name), *sorted(lands(scene)))
            yield from (("uprooted", name, stretch) for name in names for stretch in _stretches(scene))
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
    if place is None or place.lat is None:  # nobody knows where it is but by the names told with it
        for name in {name for claim in scene.claims for name in claim.named}:
            yield from _tally_keys(scene, name)
            yield from (("name", name, stretch) for stretch in _stretches(scene))
    if place is None:
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


def _counts_keys(scene: Scene) -> Iterator[Key]:
    """Yield each two telling counts, wherever they were read to be, and each that is hardly chance with who acted."""
    told = sorted(telling(scene), key=str)[:_TELLING]
    for one in told:
        if is_odd(one):
            sides = sorted(scene.actors)
            yield from (("counts", one, side, stretch) for side in sides for stretch in _stretches(scene))
    for one, other in combinations(told, 2):
        if is_odd(one) and is_odd(other):
            yield "counts", one, other  # however late it is told
        yield from (("counts", one, other, stretch) for stretch in _stretches(scene))


def _tally_keys(scene: Scene, name: str) -> Iterator[Key]:
    """Yield the place and first day of a count that runs on, however late it is told."""
    if scene.tally_from is not None:
        yield from (("tally", name, scene.tally_from + step) for step in (0, 1))


def _theatre_keys(scene: Scene) -> Iterator[Key]:
    """Yield the parties, the country, the side that acts, each with the first day of a count that runs on."""
    start = scene.runs_from
    if start is None and scene.sure_days is not None and (scene.place is None or scene.is_wide):
        start = scene.sure_days[0] if scene.sure_days[0] < scene.sure_days[1] else None  # a fight's first two days
    if start is not None:
        for step in (0, 1):
            yield from (("theatre", *sorted(parties), start + step) for parties in scene.parties)
    if scene.tally_from is None:
        return
    for step in (0, 1):
        if scene.place is not None:
            yield "land", scene.place.country, scene.tally_from + step
        if scene.attacker is not None:
            yield "actor", scene.attacker, scene.tally_from + step


def _cells(place: Place) -> Iterator[tuple[int, int, int]]:
    """Yield the cells of four grids, each shifted by half a cell: two places within the reach share one of them."""
    if place.lat is not None and place.lon is not None:
        for grid in range(4):
            north, east = (place.lat / _REACH[0] + grid // 2) // 2, (place.lon / _REACH[1] + grid % 2) // 2
            yield grid, int(north), int(east)


def _stretches(scene: Scene) -> Iterator[int]:
    """Yield the buckets of days in which a scene may lie, and the next one."""
    days = scene.reach or scene.sure_days
    if days is None:
        published = scene.published
        if published is None:
            yield -1
            return
        days = (published - _STRETCH + 1, published)
    yield from range(days[0] // _STRETCH, days[1] // _STRETCH + 2)
