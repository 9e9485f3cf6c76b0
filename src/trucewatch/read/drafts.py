"""Every quantity of a report with its kind, measure and whole, before anyone asks who said it or where.

The order of work: amounts (`numbers`), what they count (`counts`, `implied`), what claims nothing
(`nonfigures`), what happened to it (`frames`), what is part of what (`parts`). `figures` does the rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind, Modifier
from trucewatch.read.counts import Count, count
from trucewatch.read.frames import Framed, frame
from trucewatch.read.implied import named_victims, single_things, zeros
from trucewatch.read.kinds import classify
from trucewatch.read.nonfigures import claims_nothing
from trucewatch.read.numbers import scan
from trucewatch.read.parts import is_among_them, whole_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["Draft", "draft"]


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


# Kinds that only say what was counted: a part of a toll takes the toll's.
_LISTING = {",", "and", "besides", "plus", "well", "or"}
# A "sentence" with more numbers than this is a table or a list of scores: what its numbers count cannot be read.
_TABLE = 40
_SMALLEST_FORCE = 100
_UNTOLD = {FigureKind.OTHER, FigureKind.FORCE}


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


def draft(
    parse: Parse,
    is_dated: Callable[[Count], bool] = lambda _: False,
    is_person: Callable[[int], bool] = lambda _: False,
) -> list[Draft]:
    """Return the drafts of all figures in a parse, in text order.

    `is_dated` tells numbers that name a time, `is_person` heads (word indices) of named persons.
    """
    drafts: list[Draft] = []
    for number, sentence in enumerate(parse.sentences):
        fresh = sorted(_of_sentence(parse, number, sentence, is_dated, is_person), key=lambda d: (d.start, d.end))
        at = len(drafts)
        # Shares last: their base may stand behind them in the sentence (half of the 28 injured, 51 of 92 drones).
        order = sorted(range(len(fresh)), key=lambda n: _is_share(parse, fresh[n]))
        known: dict[int, Draft] = {}
        for n in order:
            known[at + n] = _settle(parse, fresh[n], drafts, known)
        _sum_up(known)
        drafts.extend(_as_base(known[at + n], list(known.values())) for n in range(len(fresh)))
    return _without_empty(drafts)


def _sum_up(known: dict[int, Draft]) -> None:
    """Make parts of figures that add up to the one before: 77 brought down, 29 by jamming and 48 by guns."""
    for at, whole in known.items():
        parts = [
            n
            for n, d in known.items()
            if n > at and (d.kind, d.measure, d.part_of) == (whole.kind, whole.measure, None) and d.low == d.high
        ]
        exact = whole.low is not None and whole.low == whole.high and whole.kind in {FigureKind.TOLL, FigureKind.RAID}
        if exact and len(parts) > 1 and sum(known[n].low or 0 for n in parts) == whole.low:
            for n in parts:
                known[n] = replace(known[n], part_of=at)
            return


def _is_share(parse: Parse, one: Draft) -> bool:
    """Whether a figure waits for another that stands behind it: half of the 28, 51 of 92."""
    whole = one.count.whole
    return one.count.quantity.form == "fraction" or (whole is not None and parse.words[whole].tag == "CD")


def _as_base(one: Draft, same: list[Draft]) -> Draft:
    """Call the 92 of "51 of 92 drones" launched: what became of the 51 is not said of all."""
    counted_from = any(d.count.whole == one.count.core and d.kind is FigureKind.RAID for d in same)
    return replace(one, measure="launched") if counted_from and one.kind is FigureKind.RAID else one


def _without_empty(drafts: list[Draft]) -> list[Draft]:
    """Drop what claims nothing in the end (a fraction or "two of them" without a base) and renumber wholes."""
    kept = [n for n, d in enumerate(drafts) if d.measure]
    place = {old: new for new, old in enumerate(kept)}
    return [
        replace(one, part_of=None if one.part_of is None else place.get(one.part_of))
        for one in (drafts[n] for n in kept)
    ]


def _of_sentence(
    parse: Parse,
    number: int,
    sentence: Sentence,
    is_dated: Callable[[Count], bool],
    is_person: Callable[[int], bool],
) -> list[Draft]:
    found: list[Draft] = []
    taken: set[int] = set()
    quantities = scan(parse.words[sentence.first : sentence.last])
    if len(quantities) > _TABLE:
        return []
    for quantity in quantities:
        counted = count(parse, sentence, quantity)
        if is_dated(counted) or claims_nothing(parse, counted):
            continue
        framed = frame(parse, counted)
        made = _make(parse, number, counted, framed)
        if made is not None:
            found.append(made)
            taken.update(range(counted.first, counted.last))
    found.extend(_unnumbered(parse, number, sentence, taken, found))
    for victim in named_victims(parse, sentence, is_person):
        framed = frame(parse, victim)
        if (
            framed is not None
            and framed.frame.kind is FigureKind.TOLL
            and not taken & set(range(victim.first, victim.last))
        ):
            made = _make(parse, number, victim, framed)
            found.extend([made] if made is not None and made.measure in {"killed", "injured"} else [])
    return found


def _unnumbered(parse: Parse, number: int, sentence: Sentence, taken: set[int], counted: list[Draft]) -> list[Draft]:
    """Draft what is told without a number, where its frame makes it a figure."""
    found: list[Draft] = []
    for zero in zeros(parse, sentence):
        framed = frame(parse, zero)
        if (
            framed is not None
            and framed.frame.kind is FigureKind.TOLL
            and not taken & set(range(zero.first, zero.last))
        ):
            made = _make(parse, number, zero, framed)
            found.extend([made] if made else [])
            taken.update(range(zero.first, zero.last))
    for single in single_things(parse, sentence):
        if taken & set(range(single.first, single.last)):
            continue
        framed = frame(parse, single)
        if framed is None:
            named = _included(parse, number, single, counted)
            found.extend([named] if named is not None else [])
            continue
        toll = framed.frame.kind is FigureKind.TOLL and framed.frame.measure != "captured"
        if not single.classes and single.noun is not None and parse.words[single.noun].head != framed.trigger:
            continue  # an unknown thing is a victim only where the killing is said of it
        listed = framed.frame.kind is FigureKind.DAMAGE and any(d.kind is FigureKind.DAMAGE for d in counted)
        shot = (
            framed.frame.kind is FigureKind.RAID
            and framed.relation in {"object", "of", "after"}
            and _happened(parse, framed.trigger)
        )
        if (toll and (framed.relation != "self" or framed.trigger != single.noun)) or listed or shot:
            made = _make(parse, number, single, framed)
            found.extend([made] if made else [])
    return found


def _included(parse: Parse, number: int, single: Count, counted: list[Draft]) -> Draft | None:
    """Draft "an infant" in "eight civilians, among them an infant": it went through what the eight did."""
    before = [d for d in counted if d.end <= parse.words[single.first].start and d.kind is FigureKind.TOLL]
    if not before or not single.classes & {"person", "soldier"}:
        return None
    last = before[-1]
    between = [w.lower for w in parse.words[last.count.last : single.first]]
    joined = bool(between) and set(between) <= _LISTING
    joined = joined and single.noun is not None and parse.words[single.noun].dep == "conj"
    if not joined and (len(between) > 8 or not {"including", "among"} & set(between)):
        return None
    made = _make(parse, number, single, None)
    return None if made is None else replace(made, kind=last.kind, measure=last.measure, trigger=last.trigger)


def _happened(parse: Parse, i: int) -> bool:
    """Whether a verb is told as done (past, no modal), or is a noun that names the deed."""
    word = parse.words[i]
    if word.pos == "NOUN":
        return word.lemma in {"downing", "interception", "launch", "firing", "shootdown"}
    shot = word.lemma in {"launch", "fire", "intercept", "down", "shoot", "destroy", "lose"}
    return shot and word.tag in {"VBD", "VBN", "VBG"} and not any(parse.words[j].tag == "MD" for j in parse.children[i])


def _make(parse: Parse, number: int, counted: Count, framed: Framed | None) -> Draft | None:
    """Draft a figure from a count and its frame; None where the two make no claim."""
    meaning = classify(parse, counted, framed)
    if meaning is None:
        return None
    words = parse.words
    start, end = words[counted.first].start, words[counted.last - 1].end
    q = counted.quantity
    return Draft(
        counted, number, start, end, meaning.kind, meaning.measure, meaning.object, q.low, q.high, q.modifier,
        framed.trigger if framed else None, meaning.unit,
    )  # fmt: skip


def _settle(parse: Parse, one: Draft, before: Sequence[Draft], same: dict[int, Draft]) -> Draft:
    """Tie a part to its whole, and let it take from there what it does not say itself."""
    pool = {**dict(enumerate(before)), **same}
    earlier = [(n, d.count, d.kind, d.measure, d.sentence, d.part_of is not None) for n, d in pool.items()]
    whole = whole_of(parse, one.count, one.measure, earlier)
    above = pool[whole] if whole is not None else None
    made = one if above is None else replace(one, part_of=whole)
    if one.count.quantity.form == "fraction":
        return _fraction(made, above)
    if above is not None and above.measure == "killed" and one.measure == "injured" and _was_shot(parse, one):
        return replace(made, measure="killed")
    named = one.kind is FigureKind.DISPLACEMENT and one.trigger is not None and one.trigger == one.count.noun
    named = named or is_among_them(parse, one.count)
    unsaid = not one.measure or (named and above is not None and above.kind is FigureKind.TOLL)
    if above is not None and (unsaid or (one.kind in _UNTOLD and above.kind in {FigureKind.TOLL, FigureKind.RAID})):
        return replace(
            made, kind=above.kind, measure=above.measure, trigger=above.trigger, object=one.object or above.object
        )
    if one.kind is FigureKind.OTHER:
        listed = _listed(parse, made, [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start])
        listed = listed or _counted_on(parse, made, before)
        if listed is not None:
            return listed
    if unsaid:
        near = [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start]
        if near and max(near, key=lambda d: d.end).kind not in _CARRIED:
            return _rest(parse, made, max(near, key=lambda d: d.end))
        read = _gapped(made, near) if near else _sized(parse, _of_these(parse, made, before), before)
        return _left_over(parse, read, before)
    others = one.count.noun is not None and parse.words[one.count.noun].lower == "others"
    if one.object is None or others or (one.count.noun is None and one.object == "person"):
        return _like_before(made, [d for d in pool.values() if d.sentence == one.sentence and d.end <= one.start])
    return made


def _counted_on(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft | None:
    """Read "It also counted 342 guards" after a sentence on the dead: a tally goes on with what it counts."""
    last = before[-1] if before else None
    if last is None or last.kind is not FigureKind.TOLL or not one.count.classes & {"person", "soldier"}:
        return None
    here, there = parse.sentences[one.sentence], parse.sentences[last.sentence]
    verb = next((w for w in parse.ancestors(one.count.core) if w.pos == "VERB"), None)
    tallies = verb is not None and verb.lemma in {"count", "record", "document", "list", "tally", "include"}
    near = here.block == there.block and 0 < one.sentence - last.sentence <= 1
    return replace(one, kind=last.kind, measure=last.measure, trigger=None) if tallies and near else None


def _was_shot(parse: Parse, one: Draft) -> bool:
    """Whether only "shot" tells of the part what its whole calls killed: 11 killed, three of them children shot."""
    return one.trigger is not None and parse.words[one.trigger].lemma in {"shoot", "stab", "shot"}


def _listed(parse: Parse, one: Draft, before: list[Draft]) -> Draft | None:
    """Let a member of a list go through what the list did: 336 fighters and 298 civilians, 342 guards, 21 herders."""
    last = max(before, key=lambda d: d.end, default=None)
    if last is None or one.count.quantity.form == "percent":
        return None
    people = last.kind is FigureKind.TOLL and one.count.classes & {"person", "soldier", "leader"}
    things = last.kind is FigureKind.DAMAGE and one.count.classes & {"structure", "vehicle"}
    weapons = last.kind is FigureKind.RAID and one.count.classes & {"missile"}
    between = parse.words[last.count.last : one.count.first]
    broken = any((w.tag in {"VBD", "VBZ", "VBP", "MD"} and w.lemma != "be") or w.text == ";" for w in between)
    if things and any(w.tag == "VBG" and w.lemma != "include" for w in between):
        return None
    if not (people or things or weapons) or broken or not any(w.lower in _LISTING for w in between):
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
    people = last is not None and last.count.classes & {"person", "soldier"}
    return replace(one, measure="people", object=last.object if last is not None and people else "person")


def _gapped(one: Draft, before: list[Draft]) -> Draft:
    """Read "lost 14 soldiers, Malawi three and Uruguay one": a bare number goes through what the last did."""
    last = max(before, key=lambda d: d.end, default=None)
    if last is None or last.kind not in _CARRIED:
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
    return replace(made, low=low, high=high)
