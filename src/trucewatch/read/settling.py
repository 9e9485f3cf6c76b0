"""Settling: what a figure takes from those told before it: its whole, its kind and measure, its object, its base.

Takes the draft of one quantity and the drafts before it; `drafts` calls it once for each, shares last.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind, Modifier
from trucewatch.read.parts import FAR, is_among_them, whole_of
from trucewatch.read.rivals import rival
from trucewatch.vocab.objects import PEOPLE
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse

__all__ = ["AGAINST", "LISTING", "Draft", "settle"]

_TALLYING = word_list("amounts", "tallies", "keeping")
_SHOT = word_list("amounts", "frames", "shot")


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity on its way to becoming a figure; offsets are the report's, `trigger` a word index or None.

    `part_of` is the index of its whole in the list that `draft` returns.
    """

    count: Count
    sentence: int
    start: int
    end: int
    kind: FigureKind
    measure: str
    object: str | None
    low: float | None
    high: float | None
    modifier: Modifier
    trigger: int | None
    unit: str | None = None
    part_of: int | None = None


LISTING = word_list("grammar", "conjunctions", "listing")
"""Words between the members of a list."""

AGAINST = frozenset({("up", "from"), ("down", "from"), ("compared", "to"), ("compared", "with")})
"""Words that set a number against the one before."""

_TAKEN_UP = frozenset({"that", "it", "this"})
_SMALLEST_FORCE = 100
_BEFORE = 3
# Kinds that only say what was counted: a part of a toll takes the toll's.
_UNTOLD = {FigureKind.OTHER, FigureKind.FORCE}


# Kinds of a whole that its parts take: so many dead, displaced, launched.
_TOLD_OF = {FigureKind.TOLL, FigureKind.RAID, FigureKind.DISPLACEMENT}


# Kinds that a bare number in the same sentence goes on with.
_CARRIED = {
    FigureKind.TOLL,
    FigureKind.RAID,
    FigureKind.DAMAGE,
    FigureKind.VIOLATION,
    FigureKind.AID,
    FigureKind.DISPLACEMENT,
    FigureKind.FORCE,
}


def settle(parse: Parse, one: Draft, before: Sequence[Draft], same: dict[int, Draft]) -> Draft:
    """Tie a part to its whole, and let it take from there what it does not say itself."""
    pool = {**_near(one, before), **same}
    wholes = {n: d for n, d in pool.items() if d.kind is not FigureKind.TERM or one.count.noun is not None}
    earlier = [(n, d.count, d.kind, d.measure, d.sentence, d.part_of is not None) for n, d in wholes.items()]
    whole = whole_of(parse, one.count, one.measure, earlier)
    whole = whole if whole is None or _alike(one.count, pool[whole].count) else None
    above = pool[whole] if whole is not None else None
    made = one if above is None else replace(one, part_of=whole)
    if one.count.quantity.form == "fraction":
        return _fraction(made, above)
    rest = _other_part(parse, one, pool)
    if rest is not None:
        return replace(
            one, kind=rest.kind, measure=rest.measure, trigger=rest.trigger, object=one.object or rest.object
        )
    those = _those_of(parse, one, pool)
    if those is not None:
        last = pool[those]
        return replace(one, kind=last.kind, measure=last.measure, trigger=last.trigger, part_of=those)
    made = _gone_on(parse, made, pool)
    shot = above is not None and above.measure == "killed" and one.measure == "injured" and _was_shot(parse, one)
    weapons = None if shot else _vanished(parse, one, pool)
    if weapons is not None:
        made = replace(made, kind=FigureKind.RAID, measure="lost", object=weapons.object)
    if shot or weapons is not None:
        return replace(made, measure="killed") if shot else made
    named = one.kind is FigureKind.DISPLACEMENT and one.trigger is not None and one.trigger == one.count.noun
    named = named or is_among_them(parse, one.count) or _is_some_of(one, above)
    unsaid = not one.measure or (named and above is not None and above.kind in {FigureKind.TOLL, FigureKind.RAID})
    if above is not None and (unsaid or (one.kind in _UNTOLD and above.kind in _TOLD_OF)):
        return replace(
            made, kind=above.kind, measure=above.measure, trigger=above.trigger, object=one.object or above.object
        )
    bare_force = one.kind is FigureKind.FORCE and one.trigger is None
    if one.kind is FigureKind.OTHER or bare_force:
        listed = _listed(parse, made, [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start])
        listed = listed or _counted_on(parse, made, before)
        if listed is not None:
            return listed
    if unsaid:
        near = [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start]
        against = _set_against(parse, one, near, [d for d in pool.values() if one.sentence - d.sentence <= 1])
        if against is None and near and max(near, key=lambda d: d.end).kind not in _CARRIED:
            return _rest(parse, made, max(near, key=lambda d: d.end))
        against = against or (None if near else rival(parse, made, before))
        read = _gapped(parse, made, near) if near else _sized(parse, _of_these(parse, made, before), before)
        return _left_over(parse, against or read, before)
    others = one.count.noun is not None and parse.words[one.count.noun].lower == "others"
    if one.object is None or others or (one.count.noun is None and one.object == "person"):
        return _like_before(made, [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start])
    return made


def _near(one: Draft, before: Sequence[Draft]) -> dict[int, Draft]:
    """Return the last of the drafts before and those of the sentences in which a whole may stand, by number."""
    first = max(len(before) - 1, 0)
    while first and one.sentence - before[first - 1].sentence <= FAR:
        first -= 1
    return {n: before[n] for n in range(first, len(before))}


_PEOPLE = frozenset({"person", "soldier", "leader", "captive", "state", "side", "entity"})


def _alike(part: Count, whole: Count) -> bool:
    """Whether things can be part of others at all: rifles are no part of those who gave them up."""
    if not part.classes or not whole.classes or part.classes & whole.classes:
        return True
    return bool(part.classes & _PEOPLE) == bool(whole.classes & _PEOPLE)


def _other_part(parse: Parse, one: Draft, pool: dict[int, Draft]) -> Draft | None:
    """Read "five would go free at the start and the other five later": a bare rest goes on with what was told."""
    before = parse.words[one.count.first - 1].lower if one.count.first else ""
    first = parse.words[one.count.first].lower
    if one.count.noun is not None or not ({before, first} & {"other", "remaining"}) or one.count.whole is not None:
        return None
    same = [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start]
    return max(same, key=lambda d: d.end, default=None)


def _those_of(parse: Parse, one: Draft, pool: dict[int, Draft]) -> int | None:
    """Read "took 26 lives, those of three children included": a part of what was counted before."""
    ahead = [w.lower for w in parse.words[max(0, one.count.first - 2) : one.count.first]]
    same = [n for n, d in pool.items() if d.sentence == one.sentence and d.end <= one.start and d.part_of is None]
    return same[-1] if ahead == ["those", "of"] and same and pool[same[-1]].kind is FigureKind.TOLL else None


def _is_some_of(one: Draft, above: Draft | None) -> bool:
    """Whether a bare part was read as people though its whole counts things: lost seven aircraft, five of them down."""
    if above is None or one.count.noun is not None or one.kind is not FigureKind.TOLL:
        return False
    return bool(above.count.classes) and not above.count.classes & PEOPLE


def _counted_on(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft | None:
    """Read "It also counted 342 guards" after a sentence on the dead: a tally goes on with what it counts."""
    last = before[-1] if before else None
    if last is None or last.kind is not FigureKind.TOLL or not one.count.classes & {"person", "soldier"}:
        return None
    here, there = parse.sentences[one.sentence], parse.sentences[last.sentence]
    verb = next((w for w in parse.ancestors(one.count.core) if w.pos == "VERB"), None)
    tallies = verb is not None and verb.lemma in _TALLYING
    near = here.block == there.block and 0 < one.sentence - last.sentence <= 1
    return replace(one, kind=last.kind, measure=last.measure, trigger=None) if tallies and near else None


def _gone_on(parse: Parse, one: Draft, pool: dict[int, Draft]) -> Draft:
    """Count on the weapons whose verb goes on for a bare number: "three shells fell in Osk, one across the border"."""
    near = [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start]
    last = max(near, key=lambda d: d.end, default=None)
    joined = parse.words[one.count.first - 1].lower in LISTING and one.count.noun is None
    if last is None or not joined or one.kind is not FigureKind.TOLL or one.trigger is None:
        return one
    alike = last.kind is FigureKind.RAID and last.trigger == one.trigger
    return replace(one, kind=last.kind, measure=last.measure, object=last.object) if alike else one


def _vanished(parse: Parse, one: Draft, pool: dict[int, Draft]) -> Draft | None:
    """Return the weapons told before of which a bare number vanished: "it shot down 88, while 128 disappeared"."""
    if one.count.noun is not None or one.measure != "missing" or one.trigger is None:
        return None
    near = [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start]
    return near[-1] if near and near[-1].kind is FigureKind.RAID and parse.words[one.trigger].pos == "VERB" else None


def _was_shot(parse: Parse, one: Draft) -> bool:
    """Whether only "shot" tells of the part what its whole calls killed: 11 killed, three of them children shot."""
    return one.trigger is not None and parse.words[one.trigger].lemma in _SHOT


def _listed(parse: Parse, one: Draft, before: list[Draft]) -> Draft | None:
    """Let a member of a list go through what the list did: 336 fighters and 298 civilians, 342 guards, 21 herders."""
    last = max((d for d in before if d.part_of is None), key=lambda d: d.end, default=None)
    if last is None or one.count.quantity.form == "percent":
        return None
    people = last.kind is FigureKind.TOLL and one.count.classes & PEOPLE
    things = last.kind is FigureKind.DAMAGE and one.count.classes & {"structure", "vehicle"}
    weapons = last.kind is FigureKind.RAID and one.count.classes & {"missile"}
    between = parse.words[last.count.last : one.count.first]
    broken = any((w.tag in {"VBD", "VBZ", "VBP", "MD"} and w.lemma != "be") or w.text == ";" for w in between)
    if things and any(w.tag == "VBG" and w.lemma != "include" for w in between):
        return None
    if not (people or things or weapons) or broken or not any(w.lower in LISTING for w in between):
        return None
    return replace(one, kind=last.kind, measure=last.measure, trigger=last.trigger)


def _sized(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft:
    """Read "Diplomats consider 30,000 to 40,000 more realistic" after a sentence on the size of a force."""
    last = before[-1] if before else None
    amount = one.high if one.high is not None else one.low
    if one.measure:
        return one
    if last is None or last.kind is not FigureKind.FORCE or amount is None or amount < _SMALLEST_FORCE:
        return one
    here, there = parse.sentences[one.sentence], parse.sentences[last.sentence]
    near = here.block == there.block and one.sentence - last.sentence <= 1
    return replace(one, kind=last.kind, measure=last.measure, object=last.object) if near else one


def _rest(parse: Parse, one: Draft, last: Draft) -> Draft:
    """Read "of the 42 sites, 36 were emptied": a bare subject is some of what was counted before it."""
    is_subject = parse.words[one.count.number_end - 1].dep in {"nsubj", "nsubjpass"}
    if (
        last.kind is not FigureKind.OTHER
        or last.object is None
        or not is_subject
        or last.count.quantity.form == "percent"
    ):
        return one
    return replace(one, measure=last.object, object=last.object)


def _of_these(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft:
    """Read "Of these, 33 were let through" after a sentence that counted missions."""
    sentence = parse.sentences[one.sentence]
    opens = [w.lower for w in parse.words[sentence.first : sentence.first + 2]]
    if before and opens[:1] == ["of"] and opens[1:] in (["these"], ["those"], ["them"], ["which"]):
        return _rest(parse, one, before[-1])
    return one


def _left_over(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft:
    """Take a hedged subject of which nothing is told for the people spoken of: as many as 200 are still inside."""
    q = one.count.quantity
    hedged = q.modifier is not Modifier.EXACT and q.form in {"digits", "words"} and (q.high or q.low or 0) > 1
    if parse.words[one.count.first].lower == "all":
        whole = next(
            (d for d in reversed(before) if d.low == one.low and d.count.classes & {"person", "soldier"}), None
        )
        near = whole is not None and one.sentence - whole.sentence <= 1 and not one.measure
        return replace(one, kind=whole.kind, measure=whole.measure, object=whole.object) if whole and near else one
    if one.measure or not hedged or parse.words[one.count.number_end - 1].dep not in {"nsubj", "nsubjpass"}:
        return one
    last = before[-1] if before else None
    behind = parse.words[one.count.number_end : one.count.number_end + 2]
    if len(behind) > 1 and behind[0].text == "," and behind[1].tag[:2] == "VB":
        return one  # "More than 200, say those who live there"
    men = next((d for d in reversed(before[-_BEFORE:]) if d.count.classes & {"soldier"}), None)
    if men is not None and men.kind is FigureKind.FORCE and one.sentence - men.sentence <= 1:
        return replace(one, kind=men.kind, measure=men.measure, object=men.object)
    people = last is not None and last.count.classes & {"person", "soldier"}
    return replace(one, measure="people", object=last.object if last is not None and people else "person")


def _set_against(parse: Parse, one: Draft, same: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """Read "27 raids, up from 19" and "raised that to 79": a number set against another counts the same things."""
    ahead = tuple(w.lower for w in parse.words[max(0, one.count.first - 2) : one.count.first])
    revised = ahead[:1] and ahead[0] in _TAKEN_UP and ahead[1:] == ("to",)
    told = [d for d in earlier if d.part_of is None] if revised else same if ahead in AGAINST else ()
    last = max((d for d in told if d.end <= one.start and d.measure), key=lambda d: d.end, default=None)
    if last is None or one.count.noun is not None:
        return None
    return replace(one, kind=last.kind, measure=last.measure, object=last.object, trigger=last.trigger)


def _has_verb(parse: Parse, one: Draft) -> bool:
    """Whether a bare number is what a joined verb of its own takes: "has killed nine and pushed millions into debt"."""
    number = parse.words[one.count.number_end - 1]
    verb = parse.words[number.head]
    return number.dep == "dobj" and verb.dep == "conj" and verb.tag in {"VBD", "VBN"} and verb.i == one.count.first - 1


def _gapped(parse: Parse, one: Draft, before: list[Draft]) -> Draft:
    """Read "lost 14 soldiers, Malawi three and Uruguay one": a bare number goes through what the last did."""
    last = max(before, key=lambda d: d.end, default=None)
    if last is None or last.kind not in _CARRIED or _has_verb(parse, one):
        return one
    return replace(one, kind=last.kind, measure=last.measure, object=last.object, trigger=last.trigger)


def _like_before(one: Draft, before: list[Draft]) -> Draft:
    """Give a number without a noun the thing counted before it: nine soldiers killed and 120 wounded."""
    for other in sorted(before, key=lambda d: -d.end):
        people = other.count.classes & {"person", "soldier"}
        if (
            (other.kind is one.kind or one.measure == "released")
            and (people or one.measure != "released")
            and other.count.noun is not None
            and other.object is not None
            and other.part_of is None
            and other.count.quantity.form != "implied"
        ):
            return replace(one, object=other.object)
    return one


def _fraction(made: Draft, base: Draft | None) -> Draft:
    """Give a share its number; without a base it is no figure (empty measure)."""
    q = made.count.quantity
    amount = None if base is None else (base.high if base.high is not None else base.low)
    if base is None or amount is None:
        return replace(made, measure="")
    named = made.kind is FigureKind.DISPLACEMENT and made.trigger is not None and made.trigger == made.count.noun
    if made.kind is FigureKind.OTHER or not made.measure or (named and base.kind is FigureKind.TOLL):
        made = replace(made, kind=base.kind, measure=base.measure, trigger=base.trigger)
    if made.object is None:
        made = replace(made, object=base.object)
    low = None if q.low is None else math.ceil(q.low * amount - 1e-9)
    high = None if q.high is None else math.ceil(q.high * amount - 1e-9)
    if q.modifier is Modifier.ABOUT and low is not None:
        low = high = round((q.low or 0) * amount)
    elif q.modifier is not Modifier.FRACTION:  # more than a third
        low = None if low is None else round((q.low or 0) * amount)
        high = None if high is None else round((q.high or 0) * amount)
    return replace(made, low=low, high=high, unit=made.unit or base.unit)
