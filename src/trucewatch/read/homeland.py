"""Homeland: in whose land did a thing happen that its report puts nowhere more exactly?

A total that a health ministry gives counts at home, an air force tells what came over its own land, and people called
by their nation are counted there. The land must be named in the story: its name there is the place. Asked last, only
where `whereabouts` finds nothing; in doubt None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.model import FigureKind, Source
from trucewatch.vocab.countries import countries, side_of
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place
    from trucewatch.read.drafts import Draft
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.countries import Country

__all__ = ["Sides", "homeland"]

_HARM = frozenset({FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.DISPLACEMENT})
# So many words of a name may name a country: "health ministry of South Sudan".
_LONGEST = 3
# A seat is told within so many characters of a source.
_BASED, _SEAT = re.compile(r"[\w.]-based\b|\bbased (?:in|at)\b", re.IGNORECASE), 20
# Words at most between "health" and the country of the ministry.
_CLOSE = 3


class Sides(NamedTuple):
    """Who did it and to whom, by canonical names, and whom the doer fights in the story; each None if not told."""

    actor: str | None
    target: str | None
    enemy: str | None


def homeland(parse: Parse, mentions: Sequence[Mention], one: Draft, source: Source, sides: Sides) -> Place | None:
    """Return the country in which a figure's matter happened, as the story names it, or None."""
    story = parse.sentences[one.sentence].story
    told = [m for m in mentions if m.story == story]
    land = _land(parse, one, source, sides)
    code = land.code if land is not None else _only(told, one)
    named = [m for m in told if m.level == "country" and m.place.country == code]
    return min(named, key=lambda m: (not m.is_where, abs(m.first - one.count.core))).place if named else None


def _health_of(parse: Parse, one: Draft) -> Country | None:
    """Return the state whose health ministry the story named last, for one who counts at home for a state not told."""
    story, end = parse.sentences[one.sentence].story, parse.sentences[one.sentence].last
    for i in range(end - 1, -1, -1):
        if parse.sentence(i).story != story:
            return None
        if parse.words[i].lower in toponym_words().at_home:
            beside = (parse.words[j].text for j in range(max(0, i - _CLOSE), min(len(parse.words), i + _CLOSE + 1)))
            land = next((c for text in beside if text[:1].isupper() and (c := countries().any(text))), None)
            if land is not None:
                return land
    return None


def _only(told: Sequence[Mention], one: Draft) -> str | None:
    """Return the state in which the whole story puts things, if there is but one."""
    if one.kind not in _HARM | {FigureKind.RAID}:
        return None
    codes = {m.place.country for m in told if m.place.country and (m.is_where or m.level == "country")}
    return codes.pop() if len(codes) == 1 else None


def _land(parse: Parse, one: Draft, source: Source, sides: Sides) -> Country | None:
    teller = (
        None
        if _is_based(parse, source)
        else _of_teller(source) or (_health_of(parse, one) if _is_at_home(source) else None)
    )
    if one.kind in _HARM:
        counted = _counted(parse, one.count.noun)
        is_doer = teller == _party(sides.actor) and _is_armed(source, teller)
        told = counted or _party(sides.target) or _on_side(parse, one) or (None if is_doer else teller)
        return told or (None if is_doer or one.kind is FigureKind.DISPLACEMENT else _enemy(parse, one, sides))
    if one.kind is FigureKind.RAID:
        if one.measure == "intercepted":
            return teller
        return (teller if teller != _party(sides.actor) else None) or _enemy(parse, one, sides)
    if _is_at_home(source):
        return teller
    return _counted(parse, one.count.noun) or _on_side(parse, one)


def _party(name: str | None) -> Country | None:
    return countries().find(name) if name else None


def _enemy(parse: Parse, one: Draft, sides: Sides) -> Country | None:
    """Return whom the doer fights, where the figure's own sentence names the doer: "Ruritanian strikes killed 974"."""
    s = parse.sentences[one.sentence]
    doer = _party(sides.actor)
    told = (countries().any(parse.words[i].text) for i in range(s.first, s.last) if parse.words[i].text[:1].isupper())
    return _party(sides.enemy) if doer is not None and doer in told else None


def _on_side(parse: Parse, one: Draft) -> Country | None:
    """Return the state in "On the Tessin side, nine died"."""
    s = parse.sentences[one.sentence]
    words = parse.words[s.body : min(s.body + 6, s.last)]
    for n in range(len(words) - 1):
        if words[n + 1].lower == "side" and words[0].lower == "on":
            return countries().any(words[n].text)
    return None


def _counted(parse: Parse, at: int | None) -> Country | None:
    """Return the nation of the people counted, if they are called by it alone: "9,000 Tessinians"."""
    if at is None:
        return None
    noun = parse.words[at]
    if not noun.text[:1].isupper() or noun.tag not in {"NNS", "NNPS"}:
        return None
    return countries().demonym(noun.text) or countries().demonym(noun.text.removesuffix("s"))


def _is_at_home(source: Source) -> bool:
    """Whether who tells counts victims at home: a health ministry, a rescue service, its head."""
    words = f"{source.name} {source.role or ''}".lower().split()
    return bool(toponym_words().at_home & set(words))


def _is_armed(source: Source, land: Country | None) -> bool:
    """Whether who tells is an army or the state itself: what it did to others happened anywhere."""
    words = {w.strip(".,").lower() for w in f"{source.name} {source.role or ''}".split()}
    return bool(words & toponym_words().armed) or (land is not None and countries().any(source.name) == land)


def _is_based(parse: Parse, source: Source) -> bool:
    """Whether the source only sits in a country: "Strelsau-based monitors" count elsewhere."""
    if source.start is None or source.end is None:
        return "based" in source.name.lower()
    return _BASED.search(parse.text, max(0, source.start - _SEAT), source.end + _SEAT) is not None


def _of_teller(source: Source) -> Country | None:
    """Return the state that a source belongs to, by its side or by the country in its name."""
    words = source.name.split()
    by_side = next((c for c in countries() if side_of(c) == source.side), None) if source.side else None
    if by_side is not None:
        return by_side
    spans = (words[n : n + size] for size in range(_LONGEST, 0, -1) for n in range(len(words)))
    return next((c for span in spans if (c := countries().any(" ".join(span).removesuffix("'s"))) is not None), None)
