"""Places: which places does a report name, and where did a claim at some word happen?

`find_places` reads every mention once per report; `place_of` (of `read.whereabouts`) then answers for one
word. A place keeps the words of the text as its name; its coordinates come from the gazetteer. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.model import Span
from trucewatch.read.geocode import Mention, Setting, choose, is_on_shore, level_of, place_from
from trucewatch.read.mentions import Found, Scanner
from trucewatch.read.placeuse import dateline_end, is_actor, is_aside
from trucewatch.read.seats import seats_of
from trucewatch.read.standing import capitals
from trucewatch.read.unlisted import is_told, told_level
from trucewatch.read.whereabouts import place_of
from trucewatch.vocab.conflicts import load_conflicts
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.blocks import Block
    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.countries import Countries
    from trucewatch.vocab.gazetteer import Entry, Gazetteer

__all__ = ["Mention", "find_places", "place_of"]

# What stands between "a town" and where it lies.
_INSIDE = (["in"], ["of"])
_LISTING = ([","], ["and"], ["or"], [",", "and"])
_OWNERS = (["'s"], ["'"], ["’s"], ["’"])
_LONGEST_LIST = 12
_IN_A_LAND = frozenset({"city", "site", "quarter", "district", "region"})
# Where a story names a country and what is its so often, one name said again does not make it speak of another.
_SPOKEN = 4
# A place of which nobody counted the people hardly speaks for its country, however often it is named.
_ONCE, _HAMLET = 10, 3
# A capital of so many people is meant by a dateline, wherever else small towns bear its name.
_SEATED = 300_000
_SMALL = word_list("toponyms", "before", "small")
_CALLED = word_list("names", "particles", "called")
# A name that goes on so behind what a list of places knows is a longer one: "Salem al-Khalidi".
_NAME_GOES_ON = re.compile(r"\s(?:[Aa]l|[Ee]l|[Uu]l|bin|ibn|[Bb]en)[- ](?=[A-Z])")
# "the West Bank city of", "the Red Sea port city of": so many words at most.
_SORT = 3
# Words at most between a place and the one it lies near: ", some 20 km to the east of the".
_BEARING = 9


def find_places(
    parse: Parse, blocks: Sequence[Block], gazetteer: Gazetteer, countries: Countries
) -> tuple[Mention, ...]:
    """Return every place named in the parse, in text order, resolved within its own story."""
    headings = frozenset(n for n, block in enumerate(blocks) if block.kind == "heading")
    scanner = Scanner(parse, gazetteer, countries, headings)
    found = [
        hit
        for hit in scanner.scan()
        if parse.text[_span_of(parse, hit)].casefold() not in _groups()
        and not _is_bare_bearing(parse, hit)
        and not _is_of_person(parse, hit)
        and not is_on_shore(hit)
    ]
    weights = _weights(parse, found, countries)
    levels = [_level(parse, found, n) for n in range(len(found))]
    containers = [_container(parse, found, n) for n in range(len(found))]
    frames = [_container_code(found, outer) for outer in containers]
    entries = _entries(parse, found, levels, list(zip(frames, containers, strict=True)), weights)
    mentions = [_mention(parse, hit, entries[n], levels[n], countries) for n, hit in enumerate(found)]
    mentions = [
        m if outer is None else _inside(m, mentions[outer]) for m, outer in zip(mentions, containers, strict=True)
    ]
    strange = {
        n
        for n, hit in enumerate(found)
        if hit.entries and entries[n] is None and not (hit.supported or is_told(parse, *hit.bare))
    }
    inner = {outer for n, outer in enumerate(containers) if outer is not None and not _is_vague(mentions[n])}
    inner |= {n for n, m in enumerate(mentions) if _is_bearing(parse, m) or _is_far_end(parse, found, n)}
    listed = _listed(parse, mentions)
    mentions = [replace(m, aside=False) if n in listed else m for n, m in enumerate(mentions)]
    beside = {n for n, m in enumerate(mentions) if n and _is_bearing(parse, m) and _is_next(parse, found, n)}
    mentions = [replace(m, aside=True) if n in beside else m for n, m in enumerate(mentions)]
    kept = tuple(_framed(m) if n in inner else m for n, m in enumerate(mentions) if n not in strange)
    seats = seats_of(parse, kept, gazetteer, countries)
    inside = {m.first for m in seats}
    kept = tuple(_framed(m) if m.first in inside else m for m in kept)
    return tuple(sorted((*kept, *seats), key=lambda m: m.first)) if seats else kept


def _entries(
    parse: Parse,
    found: list[Found],
    levels: list[str | None],
    framed: list[tuple[str | None, int | None]],
    weights: dict[int, dict[str, float]],
) -> list[Entry | None]:
    """Choose twice: the places that are sure the first time help to tell the others the second time."""
    keys = [_key(parse, hit) for hit in found]
    small = {key for key, hit in zip(keys, found, strict=True) if _is_small(parse, hit)}
    frames = [frame for frame, _ in framed]
    settings = [
        Setting(weights[key[0]], (), frame, key in small, key[1]) for key, frame in zip(keys, frames, strict=True)
    ]
    entries = [choose(hit, levels[n], settings[n]) for n, hit in enumerate(found)]
    sure: dict[int, list[tuple[float, float]]] = {}
    for hit, entry in zip(found, entries, strict=True):
        exact = entry is not None and level_of(entry) != "country" and len({e.country for e in hit.entries}) == 1
        if entry is not None and exact and entry.lat is not None and entry.lon is not None:
            sure.setdefault(parse.sentence(hit.first).block, []).append((entry.lat, entry.lon))
    first = list(entries)
    for n, (hit, (_, outer)) in enumerate(zip(found, framed, strict=True)):
        near = tuple(sure.get(parse.sentence(hit.first).block, ()))
        around = None if outer is None else first[outer]
        if (near and len(hit.entries) > 1) or around is not None:
            land = None if around is None else around.country
            entries[n] = choose(hit, levels[n], replace(settings[n], near=near, land=land))
    return _agreed(parse, found, frames, entries)


def _agreed(
    parse: Parse, found: list[Found], frames: list[str | None], entries: list[Entry | None]
) -> list[Entry | None]:
    """Let a name mean one place in a story: the one that the text once framed ("TRIPOLI, Lebanon")."""
    keys = [_key(parse, hit) for hit in found]
    told = {
        key: entry
        for key, frame, entry in zip(keys, frames, entries, strict=True)
        if frame is not None and entry is not None and frame in {entry.country, entry.admin1}
    }
    return [
        told[key] if frame is None and key in told and told[key] in hit.entries else entry
        for hit, key, frame, entry in zip(found, keys, frames, entries, strict=True)
    ]


def _key(parse: Parse, hit: Found) -> tuple[int, str]:
    """Return the story and the bare name in small letters: what means one place."""
    return parse.sentence(hit.first).story, " ".join(w.lower for w in parse.words[slice(*hit.bare)])


def _is_small(parse: Parse, hit: Found) -> bool:
    """Whether the text calls the name a village's or the like: "Varos village", "the area of Kolo"."""
    words, last = parse.words, hit.bare[1]
    is_behind = last < len(words) and words[last].lower in _SMALL
    return is_behind or (hit.first > 1 and words[hit.first - 1].lower == "of" and words[hit.first - 2].lower in _SMALL)


def _span_of(parse: Parse, hit: Found) -> slice:
    return slice(parse.words[hit.first].start, parse.words[hit.last - 1].end)


def _is_of_person(parse: Parse, hit: Found) -> bool:
    """Whether a name is part of somebody's: "governor Salem al-Khalidi", "Alexander Díaz, alias Calarcá"."""
    first, last = hit.bare
    before = parse.words[first - 1].lower if first else ""
    if before in _CALLED:
        return True
    is_placed = bool(first) and parse.words[first - 1].pos == "ADP"
    return not is_placed and _NAME_GOES_ON.match(parse.text, parse.words[last - 1].end) is not None


def _is_bare_bearing(parse: Parse, hit: Found) -> bool:
    """Whether a name is but a bearing, which every country has: "the North-East theatre"."""
    words = [parse.words[i].lower for i in range(*hit.bare) if parse.words[i].text != "-"]
    return len(words) > 1 and all(w in toponym_words().near_of for w in words)


@lru_cache(maxsize=1)
def _groups() -> frozenset[str]:
    """Return the names of armed groups: a town may share one (there is a Hamas in Germany), but is not meant."""
    bodies = (b for b in load_conflicts().bodies if b.kind == "group")
    return frozenset(name.casefold() for b in bodies for name in (b.name, *b.aliases))


def _is_bearing(parse: Parse, m: Mention) -> bool:
    """Whether a name only tells how another place lies: "X, 20 miles east of Y"."""
    words, i = parse.words, m.first
    if i < 3 or words[i - 1].lower != "of" or words[i - 2].lower not in toponym_words().near_of:
        return False
    before = i - 3
    if i > 5 and [w.lower for w in words[i - 4 : i - 2]] == ["to", "the"]:
        before = i - 5
    return words[before].text == "," or words[before].lower in toponym_words().lengths


def _is_next(parse: Parse, found: list[Found], n: int) -> bool:
    """Whether only a comma and the bearing stand between a name and the place it helps to find."""
    between = parse.words[found[n - 1].last : found[n].first]
    return between[:1] != () and between[0].text == "," and len(between) <= _BEARING


def _listed(parse: Parse, mentions: list[Mention]) -> set[int]:
    """Return the towns that head the items of a list ("Varos, 1 Nov. — Two …"), where a story has several."""
    heads: dict[int, list[int]] = {}
    for n, m in enumerate(mentions):
        sentence = parse.sentence(m.first)
        is_desk = _opens_block(parse, sentence.first) and m.span.end <= dateline_end(parse, sentence)
        if is_desk and m.level not in {"country", "region"}:
            heads.setdefault(m.story, []).append(n)
    several = [ns for ns in heads.values() if len({mentions[n].block for n in ns}) > 1]
    hubs = toponym_words().hubs
    return {n for ns in several for n in ns if mentions[n].place.name.lower() not in hubs}


def _is_far_end(parse: Parse, found: list[Found], n: int) -> bool:
    """Whether a name is the second of "between A and B" or "A near B": then the first is the more exact."""
    if n and _between(parse, found, n - 1) in (["near"], ["outside"]):
        return True
    if not n or _between(parse, found, n - 1) != ["and"]:
        return False
    first = found[n - 1].first
    return bool(first) and parse.words[first - 1].lower == "between"


def _is_vague(mention: Mention) -> bool:
    """Whether the name is of a building that no list holds: then the place around it says more."""
    return mention.place.lat is None and mention.level == "site"


def _inside(mention: Mention, outer: Mention) -> Mention:
    """Return a place on no list with the country of the one that the text puts around it."""
    if mention.place.country is not None or mention.level not in _IN_A_LAND:
        return mention
    return replace(mention, place=replace(mention.place, country=outer.place.country))


def _framed(mention: Mention) -> Mention:
    return replace(mention, within=True)


def _weights(parse: Parse, found: list[Found], countries: Countries) -> dict[int, dict[str, float]]:
    """Return for each story how strongly it speaks of each country: names, peoples, capitals, sure places."""
    counts: dict[int, Counter[str]] = {sentence.story: Counter() for sentence in parse.sentences}
    hamlets: set[tuple[int, str]] = set()
    names: dict[tuple[int, str], set[str]] = {}
    for hit in found:
        story = parse.sentence(hit.first).story
        codes = {entry.country for entry in hit.entries if entry.country}
        if hit.country:
            counts[story][hit.country.code] += 2 * _ONCE
            names.setdefault((story, hit.country.code), set()).update({"", hit.country.code})
        elif code := codes.pop() if len(codes) == 1 else _seat_of(parse, hit):
            name = (story, parse.words[hit.bare[0]].text)
            is_hamlet = not any(entry.population for entry in hit.entries)
            counts[story][code] += (_HAMLET if name not in hamlets else 0) if is_hamlet else _ONCE
            hamlets.add(name)
            names.setdefault((story, code), set()).add(parse.words[hit.bare[0]].text)
    for i in capitals(parse):
        word = parse.words[i]
        if state := countries.demonym(word.text):
            story = parse.sentence(word.i).story
            counts[story][state.code] += _ONCE
            names.setdefault((story, state.code), set()).update({"", state.code})
    weights: dict[int, dict[str, float]] = {}
    for story, counted in counts.items():
        top = max(counted.values(), default=1)
        alone = {code for code in counted if len(names[story, code]) == 1} if top >= _SPOKEN * _ONCE else set[str]()
        weights[story] = {code: 1.0 + 1.5 * number / top * (code not in alone) for code, number in counted.items()}
    return weights


def _seat_of(parse: Parse, hit: Found) -> str | None:
    """Return the country from whose capital a report is filed by its dateline: "BOGOTA, Aug. 21 —"."""
    if not parse.words[hit.bare[0]].text.isupper():
        return None
    seats = [entry for entry in hit.entries if entry.kind == "capital"]
    return seats[0].country if len(seats) == 1 and seats[0].population >= _SEATED else None


def _between(parse: Parse, found: list[Found], n: int) -> list[str]:
    """Return the words between mention `n` and the next, in small letters."""
    return [w.lower for w in parse.words[found[n].last : found[n + 1].first]] if n + 1 < len(found) else ["."]


def _list_end(parse: Parse, found: list[Found], n: int) -> int:
    """Return the number of the last mention of the list that goes on after `n`: "Kupwara, Uri and Poonch"."""
    last = n
    while _between(parse, found, last) in _LISTING and last - n < _LONGEST_LIST:
        last += 1
    joined = last > n and _between(parse, found, last - 1) != [","]
    return last if joined else n


def _level(parse: Parse, found: list[Found], n: int) -> str | None:
    """Return what the text calls the name; "Chernihiv and Sumy regions" calls both."""
    if found[n].level is not None:
        return found[n].level
    last = _list_end(parse, found, n)
    end = found[last].last
    noun = parse.words[end] if end < len(parse.words) else None
    is_plural = last > n and noun is not None and noun.tag in {"NNS", "NNPS"}
    return toponym_words().after.get(noun.lower) if noun is not None and is_plural else None


def _container(parse: Parse, found: list[Found], n: int) -> int | None:
    """Return the number of the mention that only frames this one: after a comma or "in", or as its possessor."""
    hit = found[n]
    between = _between(parse, found, n)
    is_part = between == ["of"] and hit.level is not None and hit.last > hit.bare[1]
    if n + 1 < len(found) and (is_part or (between == ["of"] and _is_wider(found[n + 1], hit))):
        return n + 1
    if n + 1 < len(found) and _is_wider(found[n + 1], hit):
        comma = between == ["("] or (between == [","] and _list_end(parse, found, n) == n)
        inside = between[:1] == ["in"] or between[:2] == [",", "in"]
        seat = between[:1] == [","] and between[-2:] == ["capital", "of"]
        seat = seat or (told_level(parse.words, hit.last) is not None and between[-1:] in _INSIDE)
        if comma or seat or (inside and len(between) <= 4):
            return n + 1
    if n:
        before = _between(parse, found, n - 1)
        owned = before[:1] in _OWNERS and len(before) <= 3 and (_is_wider(found[n - 1], hit) or hit.level is not None)
        is_sort = before[-1:] == ["of"] and before[-2:-1] != [] and toponym_words().before_of.get(before[-2]) == "city"
        if is_sort and len(before) <= _SORT:
            return n - 1
        if owned:
            return n - 1
    return None


def _is_wider(outer: Found, inner: Found) -> bool:
    if inner.country is not None:
        return False
    if outer.country is not None or outer.level in {"region", "district"}:
        return True
    return any(level_of(entry) == "region" for entry in outer.entries) or (
        inner.level in {"quarter", "site", "district"} and bool(outer.entries)
    )


def _container_code(found: list[Found], outer: int | None) -> str | None:
    if outer is None:
        return None
    wide = found[outer]
    if wide.country is not None:
        return wide.country.code
    regions = [entry for entry in wide.entries if level_of(entry) == "region"]
    if regions:
        # The compiled names of regions are GeoNames' own, so the region's own name is the key of its cities.
        return regions[0].name if regions[0].precision is None else regions[0].country
    return wide.entries[0].country if wide.entries else None


def _mention(parse: Parse, hit: Found, entry: Entry | None, level: str | None, countries: Countries) -> Mention:
    first, last = hit.first, hit.last
    sentence = parse.sentence(first)
    topo = toponym_words()
    name = parse.text[parse.words[first].start : parse.words[last - 1].end]
    span = Span(parse.words[first].start, parse.words[last - 1].end, name)
    kind = level or (level_of(entry) if entry else "country" if hit.country else "city")
    if hit.country is not None and (entry is None or level_of(entry) == "country"):
        kind = "country"
    if entry is not None and level_of(entry) == "wide":
        kind = "wide"
    head = _head(parse, first, last)
    place = place_from(hit, entry, kind, span, is_near=_is_near(parse, first, topo.near, topo.near_of))
    bare = parse.text[parse.words[hit.bare[0]].start : parse.words[hit.bare[1] - 1].end]
    is_capital = kind == "city" and countries.capital(bare) is not None and level is None
    at_desk = _opens_block(parse, sentence.first) and span.end <= dateline_end(parse, sentence)
    return Mention(
        span, place, first, last, head, kind, sentence.block, sentence.story,
        actor_use=is_actor(parse, head, kind, is_capital=is_capital),
        aside=at_desk
        or is_aside(parse, head, is_seat=is_capital or kind == "country", is_town=kind == "city"),
        region=None if entry is None else entry.admin1,
    )  # fmt: skip


def _opens_block(parse: Parse, first: int) -> bool:
    return first == 0 or parse.sentence(first - 1).block != parse.sentence(first).block


def _head(parse: Parse, first: int, last: int) -> int:
    """Return the word of the name whose head lies outside it."""
    for i in range(first, last):
        if not first <= parse.words[i].head < last or parse.words[i].head == i:
            return i
    return last - 1


def _is_near(parse: Parse, first: int, near: frozenset[str], near_of: frozenset[str]) -> bool:
    words = parse.words
    i = first - 1
    while i > 0 and words[i].lower in {"the", "of", "'s"} and first - i < 3:
        i -= 1
    if i < 0:
        return False
    return words[i].lower in near or (words[i].lower in near_of and words[first - 1].lower in {"of", "the"})
