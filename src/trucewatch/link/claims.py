"""What does linking see of a report? Its figures with the words around them, and the names it tells of.

Made from contract records and the final text, nothing else; a telling is one story of a report, so that nothing
leaks from one story of a page into the next.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trucewatch.model import Modifier, Place, Status, When
from trucewatch.vocab.conflicts import shipped_sides
from trucewatch.vocab.countries import countries, side_of
from trucewatch.vocab.events import (
    attack_kinds,
    is_bystander,
    is_plain,
    is_scope,
    is_street,
    is_title,
    names_house,
    people_of,
    person_cues,
    place_key,
    reason_for_change,
    reasons_told,
    scope_of,
    sentence_around,
    tells_blow,
    tells_former,
    tells_own,
    thing_of,
    turns_anew,
)
from trucewatch.vocab.outlets import publisher
from trucewatch.vocab.swaps import tells_swap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["TELLING_FROM", "Claim", "Telling", "counted", "number_told", "origin_of", "tell", "told_of"]

Record = dict[str, Any]

TELLING_FROM = 3
"""A count from which an equal one is evidence; ones and twos are equal by chance."""

_PARTS = ("woman", "man")
_LEAD = 900  # characters after the title that tell what a story is about; its later names are background

_WORD = r"[A-Z][\w'’-]+"
_NAME = rf"{_WORD}\s+(?:[A-Z]\.?\s+)?(?:{_WORD}\s+)?{_WORD}"
_AGED = re.compile(rf"\b({_NAME})(?:,\s+\d{{1,2}}(?=[,.;]|\s+of\b|\s+years?\b)|\s+\(\d{{1,2}}\))")
_AGED_BEFORE = re.compile(rf"-year-old\s+({_WORD}\s+(?:[A-Z]\.?\s+)?{_WORD})")
_PROPER = re.compile(rf"{_WORD}(?:\s+(?:of\s+)?{_WORD})*")
_PLAIN = re.compile(r"[\w'’-]+")
_STREET = re.compile(rf"\b(?:{_WORD}|\d+(?:st|nd|rd|th))\s+({_WORD})\b")


@dataclass(frozen=True, slots=True)
class Telling:
    """One story of a report: what its lead names, whom it tells by name and age, which streets, which attack."""

    report_id: str
    story: int
    published: str | None
    outlet: str | None
    house: str | None = None
    names: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    attack: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as linking sees it: the contract's fields, with what its sentence says of the attack and names.

    `acting` and `hit` are the sides of actor and target where a vocabulary, or the land it happened in, tells them;
    `is_headline` whether it stands in the headline of its story, `at_house` whether its sentence names a hospital,
    `is_dated` whether the words of its day stand in its sentence or in one that tells of a blow: else it has the day
    of sentences around it, in which somebody may have counted,
    `is_former` whether its sentence says that it was counted before, `role` the office of who tells it,
    `is_own` whether its sentence calls them the voice's own, `why` the words by which another sentence of its story
    tells of a change to its number.
    """

    figure_id: str
    report_id: str
    story: int
    start: int
    sentence: int
    wording: str
    kind: str
    measure: str
    object: str | None
    low: float | None
    high: float | None
    modifier: Modifier
    source: str
    side: str | None
    status: Status
    published: str | None = None
    unit: str | None = None
    denied_by: tuple[str, ...] = ()
    actor: str | None = None
    target: str | None = None
    place: Place | None = None
    when: When | None = None
    as_of: str | None = None
    part_of: str | None = None
    attack: frozenset[str] = frozenset()
    anew: bool = False
    reason: str | None = None
    named: frozenset[str] = frozenset()
    acting: str | None = None
    hit: str | None = None
    is_headline: bool = False
    at_house: bool = False
    is_dated: bool = True
    is_former: bool = False
    role: str | None = None
    why: str | None = None
    is_own: bool = False
    is_swap: bool = False


def origin_of(told: Claim | Telling, families: Mapping[str, str]) -> str:
    """Return the family of a claim's or telling's story (`REPORT#2` names the third of a page), else of its report."""
    whole = families.get(told.report_id, told.report_id)
    return families.get(f"{told.report_id}#{told.story}", whole)


def counted(claim: Claim) -> str:
    """Return what a claim counts: of tolls whom (person, soldier, child, …), else the object by its one name."""
    return (scope_of(claim.object) if claim.kind == "toll" else thing_of(claim.object)) or ""


def number_told(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Return the number that is told, twice, whether of it or of at least or at most it; a range as it is."""
    number = high if low is None else low
    return (number, number) if low is None or high is None else (low, high)


def told_of(claim: Claim) -> str:
    """Return what a claim counts as evidence that two reports tell one count: the dead, whatever they are called.

    Six women are not the six dead of another report.
    """
    scope = counted(claim)
    if claim.kind != "toll":
        return scope
    if claim.object in _PARTS and (claim.low or 0) >= TELLING_FROM:
        return claim.object or scope
    return scope if is_scope(scope) else "person"


def tell(
    report: Record, text: str, figures: Iterable[Record], parties: Mapping[str, str] | None = None
) -> tuple[list[Claim], list[Telling]]:
    """Return the claims and tellings of one report: its `report` record, final text and `figure` records.

    Figures told before on the page (`repeat`) are left out: they count once. `parties` are the sides of names that
    a user's vocabulary gave, beside those that ship.
    """
    sides = {**shipped_sides(), **(parties or {})}
    stories: Sequence[Record] = report["stories"] or [{"start": 0, "end": len(text), "published": None}]
    claims = [_sided(_claim(figure, report, stories, text), sides) for figure in figures if not figure["repeat"]]
    claims = list(_owned(_explained(claims, text, stories)))
    claims.sort(key=lambda claim: (claim.start, claim.figure_id))
    tellings = [_telling(report, number, story, text) for number, story in enumerate(stories)]
    return claims, tellings


def _explained(claims: Sequence[Claim], text: str, stories: Sequence[Record]) -> Iterator[Claim]:
    """Yield the claims, tolls with the words by which another sentence tells that the toll became their number."""
    told = [
        [(words, end) for words, end in reasons_told(text[story["start"] : story["end"]]) if words] for story in stories
    ]
    for claim in claims:
        is_open = claim.kind == "toll" and claim.reason is None and claim.low is not None and claim.low == claim.high
        why = next((words for words, said in told[claim.story] if _tells(said, claim)), None) if is_open else None
        yield claim if why is None else replace(claim, why=why)


def _owned(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims, none as the voice's own whose sentence counts others beside: nobody knows which is meant."""
    held = list(claims)
    told = Counter((claim.sentence, claim.measure) for claim in held)
    yield from (
        replace(claim, is_own=False) if claim.is_own and told[claim.sentence, claim.measure] > 1 else claim
        for claim in held
    )


def _tells(sentence: str, claim: Claim) -> bool:
    """Whether a sentence names the number of a claim, in digits."""
    return re.search(rf"(?<![\d.,]){int(claim.low or 0)}(?!\d|[.,]\d)", sentence) is not None


def _claim(figure: Record, report: Record, stories: Sequence[Record], text: str) -> Claim:
    story = _story_of(figure["start"], stories)
    held = figure["sentence"]
    sentence = text[held["start"] : held["end"]]
    place, when, source = figure["place"], figure["when"], figure["source"]
    return Claim(
        figure_id=figure["figure_id"],
        report_id=report["report_id"],
        story=story,
        start=figure["start"],
        sentence=held["start"],
        wording=figure["wording"],
        kind=figure["kind"],
        measure=figure["measure"],
        object=people_of(figure["object"]),
        low=_real(figure["low"]),
        high=_real(figure["high"]),
        modifier=Modifier(figure["modifier"]),
        source=source["name"],
        side=source["side"],
        role=source.get("role"),
        status=Status(figure["status"]),
        published=stories[story]["published"] or report["published"],
        unit=figure["unit"],
        denied_by=tuple(figure["denied_by"]),
        actor=figure["actor"],
        target=figure["target"],
        place=None if place is None else Place(**place),
        when=None if when is None else When(**when),
        as_of=figure["as_of"],
        part_of=figure["part_of"],
        **_told_by(sentence),
        is_headline=_is_in_headline(figure["start"], stories[story], text),
        is_dated=when is None or _is_dated(when["wording"] or "", text, held),
    )


@lru_cache(maxsize=16)
def _told_by(sentence: str) -> Mapping[str, Any]:
    """Return what a sentence tells of all figures in it; looked for once, however many thousand they are."""
    return {
        "attack": attack_kinds(sentence),
        "anew": turns_anew(sentence),
        "reason": reason_for_change(sentence),
        "is_former": tells_former(sentence),
        "is_own": tells_own(sentence),
        "is_swap": tells_swap(sentence),
        "at_house": names_house(sentence),
        "named": frozenset(map(place_key, _names(sentence))),
    }


def _is_dated(words: str, text: str, held: Record) -> bool:
    """Whether the words of a day stand in a figure's sentence, or in one before it that tells of a blow."""
    if words in text[held["start"] : held["end"]]:
        return True
    at = text.rfind(words, 0, held["start"])
    return at >= 0 and tells_blow(sentence_around(text, at, at + len(words)))


def _is_in_headline(at: int, story: Record, text: str) -> bool:
    """Whether a place of the text lies in the headline of its story, which may be told of the page and not in it."""
    headline: str = story.get("headline") or ""
    start = text.find(headline, story["start"], story["start"] + _LEAD) if headline else -1
    return start != -1 and start <= at < start + len(headline)


def _sided(claim: Claim, sides: Mapping[str, str]) -> Claim:
    acting = _side(claim.actor, sides)
    return replace(claim, acting=acting, hit=_side(claim.target, sides) or _of_people(claim) or _hit(claim, acting))


def _of_people(claim: Claim) -> str | None:
    """Return the side of those whom the very words of a loss call theirs: "three Israeli soldiers"; None of several."""
    if claim.target is not None or claim.kind not in {"toll", "damage"}:
        return None
    named = (countries().demonym(word) for word in _PLAIN.findall(claim.wording))
    told = {land for land in named if land is not None}
    return side_of(told.pop()) if len(told) == 1 else None


def _hit(claim: Claim, acting: str | None) -> str | None:
    """Return the side that was hit where no target is named: the land it was in, or the voice, if not who acted."""
    if acting is None or claim.target is not None or claim.kind not in {"toll", "damage"}:
        return None
    country = countries().code(claim.place.country) if claim.place is not None and claim.place.country else None
    land = None if country is None else side_of(country)
    voice = None if claim.side is None or is_bystander(claim.side) else claim.side
    return next((side for side in (land, voice) if side is not None and side != acting), None)


def _side(name: str | None, sides: Mapping[str, str]) -> str | None:
    """Return the side of a party: as a vocabulary has it, else that of the country which it is."""
    if name is None or name in sides:
        return sides.get(name or "")
    country = countries().find(name)
    return None if country is None else side_of(country)


def _real(value: float | None) -> float | None:
    return None if value is None else float(value)


def _story_of(start: int, stories: Sequence[Record]) -> int:
    inside = [number for number, story in enumerate(stories) if story["start"] <= start < story["end"]]
    return inside[0] if inside else 0


def _telling(report: Record, number: int, story: Record, text: str) -> Telling:
    body = text[story["start"] : story["end"]]
    title = (story.get("headline") or (report["title"] if number == 0 else None)) or ""
    lead = f"{title}.\n{body[:_LEAD]}"
    whole = f"{title}.\n{body}"
    streets = frozenset(_streets(whole))
    return Telling(
        report_id=report["report_id"],
        story=number,
        published=story["published"] or report["published"],
        outlet=report["outlet"],
        house=publisher(report["outlet"], report.get("url")),
        names=frozenset(_names(lead)),
        persons=frozenset(_persons(whole)),
        streets=streets,
        attack=attack_kinds(lead),
    )


def _names(text: str) -> Iterator[str]:
    for found in _PROPER.finditer(text):
        words = found[0].split()
        while words and is_plain(words[0]):
            words.pop(0)
        if words:
            yield " ".join(words).lower()


def _persons(text: str) -> Iterator[str]:
    """Yield given name and surname of those told with an age or named after a cue such as "identified as"."""
    for found in _AGED.finditer(text):
        yield from _person(found[1])
    for found in _AGED_BEFORE.finditer(text):
        yield from _person(found[1])
    for found in _called().finditer(text):
        yield from _person(found[1])


@lru_cache(maxsize=1)
def _called() -> re.Pattern[str]:
    cues = "|".join(sorted(map(re.escape, person_cues())))
    return re.compile(rf"(?:{cues})\s+(?:\d+-year-old\s+)?({_NAME})")


def _person(name: str) -> Iterator[str]:
    words = [word.removesuffix("'s").removesuffix("’s") for word in name.split()]
    while words and (is_title(words[0]) or is_plain(words[0])):
        words.pop(0)
    words = [word for word in words if len(word.rstrip(".")) > 1]
    if len(words) > 1 and not any(is_street(word) or is_title(word) for word in words):
        yield f"{words[0]} {words[-1]}".lower()


def _streets(text: str) -> Iterator[str]:
    for found in _STREET.finditer(text):
        if is_street(found[1]):
            yield found[0].split()[0].lower()
