"""Which figures say the same thing, and which give different values: the rows of every board on figures.

A claim is what one source says in one way, told by one report or several: told again, or by a copy that lost the
source, it is one line with all its ids. Parts stand under their whole and are never added to it. Claims are compared
only within one scope: the same kind, measure, object and unit at one place and day (force sizes: in one role; raids:
by one side).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.questions import fold
from trucewatch.link.speakers import holders
from trucewatch.vocab.events import people_of, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Claim", "claims", "differing", "everyone", "scope"]

Record = dict[str, Any]
Key = tuple[object, ...]

_MEASURES = (
    *("killed", "injured", "hospitalised", "critical", "missing", "captured"),
    *("destroyed", "damaged", "launched", "intercepted", "lost", "struck"),
)
_OUTLET = "outlet"
_ANYWHERE = {"force"}  # sizes are compared whatever the day and place


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said: the figures that say it (never none, by date) and the claims that are part of it."""

    figures: tuple[Record, ...]
    parts: tuple[Claim, ...] = ()

    @property
    def figure(self) -> Record:
        """The first of the figures, which stands for all of them."""
        return self.figures[0]


def claims(figures: Iterable[Record], families: Mapping[str, str] | None = None) -> list[Claim]:
    """Return the claims that `figures` (figure records of a view) make, parts under their wholes; repeats left out.

    `families` names the family of reports that tell one text: a copy that lost the source tells the source's claim.
    """
    told = _Told(
        {(figure["report_id"], figure["figure_id"]): figure for figure in figures if not figure["repeat"]},
        families or {},
    )
    alike: dict[Key, list[Record]] = {}
    for figure in told.figures.values():
        alike.setdefault(told.key(figure), []).append(figure)
    under: dict[Key | None, list[Key]] = {}
    for key, same in alike.items():
        under.setdefault(told.whole_key(same[0]), []).append(key)
    return _gathered(None, alike, under)


class _Told:
    """The figures by report and id, and what makes two of them one claim."""

    def __init__(self, figures: Mapping[tuple[str, str], Record], families: Mapping[str, str]) -> None:
        self.figures = figures
        self._families = families
        self._twins: dict[Key, list[Record]] = {}
        for figure in figures.values():
            if (family := families.get(figure["report_id"])) is not None:
                self._twins.setdefault((family, *_counted(figure)), []).append(figure)
        self._named: dict[Key, str] = {}
        for figure in figures.values():
            name, family = figure["source"]["name"], families.get(figure["report_id"])
            if name != _OUTLET and family is not None:
                key = (family, *self._said(figure))
                self._named[key] = min(name, self._named.get(key, name))

    def key(self, figure: Record) -> Key:
        """Return what makes two figures one claim, its whole's key first."""
        # Copies of one text name who denies it now in full, now in part.
        denied = () if figure["report_id"] in self._families else figure["denied_by"]
        return (self.whole_key(figure), *self._said(figure), self._voice(figure), *denied)

    def whole_key(self, figure: Record) -> Key | None:
        """Return the key of the whole that a figure is a part of, in its text or in another that it copies."""
        whole = self.figures.get((figure["report_id"], figure["part_of"] or "")) or self._whole_of_twins(figure)
        return None if whole is None else self.key(whole)

    def _whole_of_twins(self, figure: Record) -> Record | None:
        """Return what a copy counts of which another copy calls a figure of its own the part."""
        family = self._families.get(figure["report_id"])
        for twin in self._twins.get((family, *_counted(figure)), ()) if figure["part_of"] is None else ():
            whole = self.figures.get((twin["report_id"], twin["part_of"] or ""))
            told = () if whole is None else self._twins.get((family, *_counted(whole)), ())
            here = [each for each in told if each["report_id"] == figure["report_id"] and each["part_of"] is None]
            if here and here[0] is not figure:
                return here[0]
        return None

    def _said(self, figure: Record) -> Key:
        """Return what a figure says, whoever says it: a copy that lost who did it to whom says what the others say."""
        return (*_counted(figure), *(self._party(figure, name) for name in ("actor", "target")))

    def _party(self, figure: Record, name: str) -> str | None:
        if figure[name] is not None:
            return figure[name]
        family = self._families.get(figure["report_id"])
        told = {twin[name] for twin in self._twins.get((family, *_counted(figure)), ())} - {None}
        return told.pop() if len(told) == 1 else None

    def _voice(self, figure: Record) -> str:
        """Return who says it: of what a copy tells without a source, whom another text of its family names."""
        name: str = figure["source"]["name"]
        if name != _OUTLET:
            return name
        return self._named.get((self._families.get(figure["report_id"]), *self._said(figure)), name)


def _gathered(whole: Key | None, alike: dict[Key, list[Record]], under: dict[Key | None, list[Key]]) -> list[Claim]:
    found = [
        Claim(tuple(sorted(alike[key], key=_voice_order)), tuple(_gathered(key, alike, under)))
        for key in under.get(whole, ())
    ]
    return sorted(found, key=_claim_order)


def _counted(figure: Record) -> Key:
    """Return what a figure counts, and how many, whoever says so and whoever did it."""
    return (
        *scope(figure),
        # A count that held when its report came out holds as well when another tells it again.
        None if figure["as_of"] == figure["published"] else figure["as_of"],
        *(figure[name] for name in ("role", "low", "high", "modifier", "status")),
    )


def scope(figure: Record) -> Key:
    """Return what two figures must share to be compared or grouped: kind, measure, object, unit, place and day.

    Of tolls the object is whom they count: residents and people are one count, children another.
    """
    day = figure["when"] or {"start": None, "end": None}
    counted = scope_of(figure["object"]) if figure["kind"] == "toll" else figure["object"]
    return (
        *(figure[name] for name in ("kind", "measure", "unit")),
        counted,
        _place_key(figure["place"]),
        day["start"],
        day["end"],
    )


def _place_key(place: Record | None) -> object:
    if place is None:
        return None
    return place["geonameid"] or (fold(place["name"]), place["country"])


def _voice_order(figure: Record) -> Key:
    """Return what the figures of a claim are put in order by: those that name the source first."""
    return (figure["source"]["name"] == _OUTLET, *_date_order(figure))


def _date_order(figure: Record) -> Key:
    return (
        figure["published"] or "9999",
        figure["outlet"] or "",
        figure["report"],
        figure["start"],
        figure["figure_id"],
    )


def _claim_order(claim: Claim) -> Key:
    figure = claim.figure
    measure = figure["measure"]
    return (
        _MEASURES.index(measure) if measure in _MEASURES else len(_MEASURES),
        measure,
        people_of(figure["object"]) != "person",
        figure["object"] or "",
        -(figure["high"] or figure["low"] or 0),
        *_date_order(figure),
    )


def everyone(found: Iterable[Claim]) -> list[Claim]:
    """Return claims and all their parts in one list."""
    return [each for claim in found for each in (claim, *everyone(claim.parts))]


def differing(found: Sequence[Claim], events: Mapping[str, str] | None = None) -> list[tuple[Claim, ...]]:
    """Return the sets of claims, parts included, that give values which cannot all be right within one scope.

    `events` names the event of figures by their ids: two strikes on one town and day are told apart by it.
    """
    homes = events or {}
    scopes: dict[Key, list[Claim]] = {}
    for claim in everyone(found):
        key = _compared_scope(claim.figure)
        if key is not None:
            is_part = claim.figure["part_of"] is not None
            scopes.setdefault((*key, is_part, homes.get(claim.figure["figure_id"])), []).append(claim)
    return [
        tuple(sorted(rivals, key=lambda claim: _date_order(claim.figure)))
        for rivals in scopes.values()
        if _has_clash(rivals)
    ]


def _has_clash(rivals: Sequence[Claim]) -> bool:
    """Whether two of the claims clash; of those told by the same voices and reports the outermost are enough."""
    voices: dict[frozenset[Key], list[Claim]] = {}
    for claim in rivals:
        told = frozenset((each["report_id"], each["source"]["name"], each["published"]) for each in claim.figures)
        voices.setdefault(told, []).append(claim)
    outermost = [claim for same in voices.values() for claim in _outermost(same)]
    known = holders((each["source"]["name"], each["source"]["role"]) for claim in rivals for each in claim.figures)
    return any(_clash(one, other, known) for one, other in combinations(outermost, 2))


def _outermost(same: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claim with the smallest upper and the one with the largest lower bound, where there are such."""
    upper = [claim for claim in same if claim.figure["high"] is not None]
    lower = [claim for claim in same if claim.figure["low"] is not None]
    return (
        *([min(upper, key=lambda claim: claim.figure["high"])] if upper else ()),
        *([max(lower, key=lambda claim: claim.figure["low"])] if lower else ()),
    )


def _compared_scope(figure: Record) -> Key | None:
    kind, measure, counted, unit, place, first, last = scope(figure)
    if kind in _ANYWHERE:
        return (kind, measure, counted, unit, figure["role"])
    if first is None or (place is None and kind != "raid"):
        return None
    return (kind, measure, counted, unit, place, first, last, figure["actor"] if kind == "raid" else None)


def _clash(one: Claim, other: Claim, known: Mapping[str, str]) -> bool:
    """Whether two claims by different voices have no value in common; what one voice says later is an update.

    `known` names who holds the office that a voice is called by.
    """
    ours, theirs = one.figure, other.figure
    mine, other_voice = (known.get(each["source"]["name"], each["source"]["name"]) for each in (ours, theirs))
    if mine == other_voice != "outlet" and ours["published"] != theirs["published"]:
        return False
    if not (_lies_below(ours, theirs) or _lies_below(theirs, ours)):
        return False
    return not all(_may_count_two_things(our, their) for our, their in product(one.figures, other.figures))


def _may_count_two_things(one: Record, other: Record) -> bool:
    """Whether two values stand in one report that does not set one named source against another."""
    voices = {one["source"]["name"], other["source"]["name"]}
    return one["report_id"] == other["report_id"] and (len(voices) == 1 or "outlet" in voices)


def _lies_below(one: Record, other: Record) -> bool:
    return one["high"] is not None and other["low"] is not None and one["high"] < other["low"]
