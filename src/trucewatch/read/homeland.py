"""Homeland: in whose land did a thing happen that its report puts nowhere more exactly?

A total that a health ministry gives counts at home, an air force tells what came over its own land, and people called
by their nation are counted there. The land must be named in the story: its name there is the place. Asked last, only
where `whereabouts` finds nothing; in doubt None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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

__all__ = ["homeland"]

_HARM = frozenset({FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.DISPLACEMENT})
# So many words of a name may name a country: "health ministry of South Sudan".
_LONGEST = 3


def homeland(  # noqa: PLR0913 - the figure's own findings, each needed
    parse: Parse, mentions: Sequence[Mention], one: Draft, source: Source, actor: str | None, target: str | None
) -> Place | None:
    """Return the country in which a figure's matter happened, as the story names it, or None."""
    land = _land(parse, one, source, actor, target)
    if land is None:
        return None
    story = parse.sentences[one.sentence].story
    named = [m for m in mentions if m.level == "country" and m.story == story and m.place.country == land.code]
    return min(named, key=lambda m: (not m.is_where, abs(m.first - one.count.core))).place if named else None


def _land(parse: Parse, one: Draft, source: Source, actor: str | None, target: str | None) -> Country | None:
    teller = _of_teller(source)
    if one.kind in _HARM:
        counted = _counted(parse, one.count.core)
        return counted or _party(target) or _on_side(parse, one) or (None if teller == _party(actor) and not _is_at_home(source) else teller)
    if one.kind is FigureKind.RAID:
        if one.measure == "intercepted":
            return teller
        return None if teller == _party(actor) else teller
    if _is_at_home(source):
        return teller
    return _counted(parse, one.count.core) or _on_side(parse, one)


def _party(name: str | None) -> Country | None:
    return countries().find(name) if name else None


def _on_side(parse: Parse, one: Draft) -> Country | None:
    """Return the state in "On the Tessin side, nine died"."""
    s = parse.sentences[one.sentence]
    words = parse.words[s.body : min(s.body + 6, s.last)]
    for n in range(len(words) - 1):
        if words[n + 1].lower == "side" and words[0].lower == "on":
            return countries().any(words[n].text)
    return None


def _counted(parse: Parse, at: int) -> Country | None:
    """Return the nation of the people counted, if they are called by it alone: "9,000 Tessinians"."""
    noun = parse.words[at]
    return countries().demonym(noun.text) if noun.text[:1].isupper() and noun.tag in {"NNS", "NNPS"} else None


def _is_at_home(source: Source) -> bool:
    """Whether who tells counts victims at home: a health ministry, a rescue service, its head."""
    words = f"{source.name} {source.role or ''}".lower().split()
    return bool(toponym_words().at_home & set(words))


def _of_teller(source: Source) -> Country | None:
    """Return the state that a source belongs to, by its side or by the country in its name."""
    by_side = next((c for c in countries() if side_of(c) == source.side), None) if source.side else None
    if by_side is not None:
        return by_side
    words = source.name.split()
    spans = (words[n : n + size] for size in range(_LONGEST, 0, -1) for n in range(len(words)))
    return next((c for span in spans if (c := countries().any(" ".join(span).removesuffix("'s"))) is not None), None)
