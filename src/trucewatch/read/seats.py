"""Seats: which city is "the Libyan capital" or "Somalia's capital", where the text does not add its name?

The capital by its own name, where the story names it anywhere, else the words as they stand with the coordinates of
the gazetteer. Part of `places`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import Place, Span
from trucewatch.read.geocode import Mention
from trucewatch.read.placeuse import is_aside
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.countries import Countries, Country
    from trucewatch.vocab.gazetteer import Gazetteer

__all__ = ["seats_of"]

# A name within so many words after "capital" says which city it is: "the Afghan capital, Kabul".
_NAMED = 3
_EXACT = 1


def seats_of(
    parse: Parse, mentions: Sequence[Mention], gazetteer: Gazetteer, countries: Countries
) -> tuple[Mention, ...]:
    """Return a mention for each capital that only a country or its people tell."""
    firsts = {m.first for m in mentions}
    found = _sides(parse, mentions, countries)
    for word in parse.words:
        if word.lower != "capital" or any(word.i + n in firsts for n in range(1, _NAMED)):
            continue
        region = next((m for m in mentions if m.level == "region" and word.i - 2 < m.last <= word.i), None)
        if region is not None and (town := _town_of(parse, region, mentions, gazetteer)) is not None:
            found.append(_seat_of(parse, word, region, town))
            continue
        owner = _owner(parse, word, countries)
        if owner is not None and (seat := _mention(parse, word, owner, mentions, gazetteer)) is not None:
            found.append(seat)
    return tuple(found)


def _sides(parse: Parse, mentions: Sequence[Mention], countries: Countries) -> list[Mention]:
    """Return a mention for each "the country's south": of the state told first in its sentence that does not strike."""
    found: list[Mention] = []
    for word in parse.words[2:]:
        owner = parse.words[word.i - 2]
        is_side = word.lower in toponym_words().near_of and owner.lower in {"country", "nation"}
        if not is_side or parse.words[word.i - 1].lower not in {"'s", "’s"}:
            continue
        sentence = parse.sentence(word.i)
        land = next((c for i in range(sentence.first, owner.i) if (c := _land(parse, i, countries))), None)
        told = [m for m in mentions if m.level == "country" and m.story == sentence.story]
        place = next((m.place for m in told if land is not None and m.place.country == land.code), None)
        if place is not None:
            span = Span(owner.start, word.end, parse.text[owner.start : word.end])
            at = (owner.i, word.i + 1, word.i)
            found.append(Mention(span, place, *at, "region", sentence.block, sentence.story))
    return found


def _land(parse: Parse, i: int, countries: Countries) -> Country | None:
    """Return the state that a word names, unless it is its strikes or forces that are told of."""
    word = parse.words[i]
    land = countries.any(word.text) if word.text[:1].isupper() else None
    if land is None:
        return None
    topo, lemma = toponym_words(), parse.words[word.head].lemma.lower()
    return None if any(lemma in words for words in (topo.event, topo.forces, topo.strike, topo.happening)) else land


def _town_of(parse: Parse, region: Mention, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Mention | None:
    """Return the town of a region that the story has named so far, or in its dateline: its capital, if any is."""
    wide = {e.name for e in gazetteer.lookup(_bare(parse, region)) if e.country == region.place.country}
    towns = [m for m in mentions if m.level == "city" and m.story == region.story and m.first < region.first]
    inside = [
        m
        for m in towns
        if any(e.geonameid == m.place.geonameid and e.admin1 in wide for e in gazetteer.lookup(m.place.name))
    ]
    return inside[0] if len({m.place.geonameid for m in inside}) == 1 else None


def _bare(parse: Parse, region: Mention) -> str:
    """The name of a region without the word for one."""
    last = region.last - 1
    last -= last > region.first and parse.words[last].text.islower()
    return parse.text[parse.words[region.first].start : parse.words[last].end]


def _seat_of(parse: Parse, word: Word, region: Mention, town: Mention) -> Mention:
    """Return the mention of a region's capital, which the story has named before."""
    first = parse.words[region.first].start
    span = Span(first, word.end, parse.text[first : word.end])
    aside = is_aside(parse, word.i)
    return replace(town, span=span, first=region.first, last=word.i + 1, head=word.i, block=region.block, aside=aside)


def _owner(parse: Parse, capital: Word, countries: Countries) -> tuple[int, Country] | None:
    """Return the country whose capital is meant, and the first word that tells it."""
    before = capital.i - 1
    first = parse.sentence(capital.i).first
    if before >= first and parse.words[before].lower in {"'s", "’s", "'", "’"}:
        before -= 1
    for start in (before - 1, before):
        if start < first or not parse.words[start].text[:1].isupper():
            continue
        name = parse.text[parse.words[start].start : parse.words[before].end]
        country = countries.demonym(name) or countries.find(name)
        if country is not None:
            return start, country
    return None


def _mention(
    parse: Parse, word: Word, owner: tuple[int, Country], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Mention | None:
    start, country = owner
    sentence = parse.sentence(word.i)
    span = Span(parse.words[start].start, word.end, parse.text[parse.words[start].start : word.end])
    named = next(
        (
            m.place
            for m in mentions
            if m.story == sentence.story
            and m.first < word.i
            and country.capital
            and m.place.name.casefold() == country.capital.casefold()
        ),
        None,
    )
    entry = next((e for e in gazetteer.lookup(country.capital or "") if e.country == country.code), None)
    if named is None and entry is None:
        return None
    place = (
        named or Place(span.wording, country.code, entry.lat, entry.lon, _EXACT, entry.geonameid, span.start, span.end)
        if entry is not None
        else named
    )
    if place is None:
        return None
    aside = is_aside(parse, word.i, is_seat=True)
    return Mention(span, place, start, word.i + 1, word.i, "city", sentence.block, sentence.story, aside=aside)
