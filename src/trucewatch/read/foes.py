"""Foes: whom does a party fight, when the text itself does not say who attacked?

The other side of a listed war (`vocab/wars`), where one party of it is named in the story, or clearly more often than
the others; else in the whole report. A report of a war that is not listed gets no answer here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from trucewatch.read.standing import capitals
from trucewatch.vocab.wars import wars

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Foes"]

_PAGE = -1
_CLEARLY = 2
"""The foe that is meant is named so many times as often as the next."""
_CODE = 2
"""Sides of so many letters are states."""
_LONGEST = 6
"""No name of a country or group that counts here has more words."""


class Foes:
    """Which states and groups each story of a report names, and who fights whom among them."""

    def __init__(self, parse: Parse, known: Actors, nations: Countries) -> None:
        """Count the parties named in each story and on the whole page."""
        self._nations = nations
        self._known = known
        self._named: dict[int, Counter[str]] = {_PAGE: Counter()}
        for sentence in parse.sentences:
            counted = self._named.setdefault(sentence.story, Counter())
            free = sentence.first
            for i in capitals(parse, sentence):
                if i < free:
                    continue
                side, length = self._at([w.text for w in parse.words[i : min(i + _LONGEST, sentence.last)]])
                if side is not None:
                    counted[side] += 1
                    self._named[_PAGE][side] += 1
                free = i + length

    def _at(self, texts: list[str]) -> tuple[str | None, int]:
        """Return the party named where the words begin, and how many of them name it."""
        hit = self._known.longest(texts)
        for length in (2, 1):
            if hit is not None and hit[0] > length and hit[1].side is not None:
                break  # "Sudan Liberation Movement" does not name the land
            nation = self._nations.any(" ".join(texts[:length])) if len(texts) >= length else None
            if nation is not None:
                return _side(nation.code), length
        if hit is not None and hit[1].side is not None and not hit[1].is_person:
            return hit[1].side, hit[0]
        return None, 1

    def of(self, party: str | None, story: int, *, within: bool = False) -> str | None:
        """Return the canonical name of the one that fights `party` in a story; None where that is not clear.

        Civil wars count only with `within`: they tell whom an army fights, not who harms a land.
        """
        if party is None:
            return None
        side = self._code(party)
        abroad = self._clear(lambda named: wars().foes(side, named), story)
        if not within:
            return self._name(abroad) if abroad is not None else None
        rival = self._clear(lambda named: wars().rivals(side, named), story)
        able = [foe for foe in (abroad, rival) if foe is not None]
        page = self._named[_PAGE]
        return self._name(max(able, key=lambda foe: page[foe])) if able else None

    def _clear(self, foes: Callable[[Counter[str]], tuple[str, ...]], story: int) -> str | None:
        """Return the one of some foes that the story names, or names much more than the others; else the page."""
        for where in (story, _PAGE):
            counted = self._named.get(where, Counter())
            top = Counter({foe: counted[foe] for foe in _groups_first(foes(counted), counted)}).most_common(2)
            if len(top) == 1 or (top and top[0][1] >= _CLEARLY * top[1][1]):
                return top[0][0]
        return None

    def fight(self, one: str, other: str) -> bool:
        """Whether two parties, by their canonical names, stand against each other in a listed war."""
        first, second = self._code(one), {self._code(other)}
        return bool(wars().foes(first, second) or wars().rivals(first, second))

    def together(self, one: str, other: str) -> bool:
        """Whether two parties, by their canonical names, stand on one side: a group and the state it lives in."""
        first, second = (self._code(name) for name in (one, other))
        return first == second or (second in wars().allied(first) and not self.fight(one, other))

    def _code(self, name: str) -> str:
        nation = self._nations.find(name)
        listed = self._known.named(name)
        return _side(nation.code) if nation is not None else (listed.side if listed is not None else None) or name

    def _name(self, side: str) -> str:
        nation = self._nations.code(side)
        known = self._known.named(side)
        return nation.name if nation is not None else known.name if known is not None else side


def _groups_first(foes: tuple[str, ...], counted: Counter[str]) -> tuple[str, ...]:
    """Return the foes of a side, the land where it fights left out where the groups it fights there are named, too.

    Turkey's soldiers die in Iraq at the hands of those it hunts there, though Iraq protests.
    """
    groups = tuple(foe for foe in foes if len(foe) > _CODE)
    lands = [foe for foe in foes if len(foe) == _CODE]
    is_told = groups and lands and _CLEARLY * max(counted[g] for g in groups) >= max(counted[c] for c in lands)
    return groups if is_told else foes


def _side(code: str) -> str:
    return "UK" if code == "GB" else code
