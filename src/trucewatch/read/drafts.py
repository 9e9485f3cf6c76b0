"""Every quantity of a report with its kind, measure and whole, before anyone asks who said it or where.

The order of work: amounts (`numbers`), what they count (`counts`, `implied`), what claims nothing
(`nonfigures`), what happened to it (`frames`), what is part of what (`settling`). `figures` does the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind, Modifier
from trucewatch.read.counts import Count, count
from trucewatch.read.frames import Framed, frame
from trucewatch.read.implied import first_joined, named_victims, pairs, single_things, zeros
from trucewatch.read.kinds import classify
from trucewatch.read.kindsense import reconsidered
from trucewatch.read.nonfigures import claims_nothing
from trucewatch.read.numbers import hedged_behind, scan
from trucewatch.read.points import as_listed, as_points
from trucewatch.read.settling import LISTING, Draft, settle
from trucewatch.read.triggers import named_before
from trucewatch.read.unsettled import bare_claim
from trucewatch.vocab.objects import PEOPLE, object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.read.grammar import Parse

__all__ = ["Draft", "draft", "ruled"]


# A "sentence" with more numbers than this is a table or a list of scores: what its numbers count cannot be read.
_TABLE = 40
_BEHIND = 5  # a hedge behind a noun and the word after it
# What befell "both" of a pair that counts.
_ENDED = frozenset({"killed", "injured", "destroyed"})
_TALLIES = word_list("amounts", "tallies", "nouns")
_MANY = word_list("numbers", "signs", "compared")
_SHOTS = word_list("deeds", "shots", "nouns")
_SHOOTING = word_list("deeds", "shots", "verbs")


def draft(
    parse: Parse,
    is_dated: Callable[[Count], bool] = lambda _: False,
    is_person: Callable[[int], bool] = lambda _: False,
    tells: Callable[[Count], bool] = lambda _: False,
) -> list[Draft]:
    """Return the drafts of all figures in a parse, in text order, with the kinds that the model corrects.

    `is_dated` tells numbers that name a time, `is_person` heads (word indices) of named persons, `tells` who tells.
    """
    return reconsidered(parse, ruled(parse, is_dated, is_person, tells))


def ruled(
    parse: Parse,
    is_dated: Callable[[Count], bool],
    is_person: Callable[[int], bool],
    tells: Callable[[Count], bool],
) -> list[Draft]:
    """Return the drafts as the rules alone take them, asked as `draft` is."""
    drafts: list[Draft] = []
    for number in range(len(parse.sentences)):
        fresh = sorted(_of_sentence(parse, number, is_dated, is_person, tells), key=lambda d: (d.start, d.end))
        at = len(drafts)
        # Shares last: their base may stand behind them in the sentence (half of the 28 injured, 51 of 92 drones).
        order = sorted(range(len(fresh)), key=lambda n: _is_share(parse, fresh[n]))
        known: dict[int, Draft] = {}
        for n in order:
            known[at + n] = settle(parse, fresh[n], drafts, known)
        _sum_up(parse, known)
        drafts.extend(_as_base(parse, known[at + n], list(known.values())) for n in range(len(fresh)))
    return as_listed(parse, as_points(parse, _without_empty(parse, _sum_up_before(drafts))))


def _sum_up_before(drafts: list[Draft]) -> list[Draft]:
    """Make the figures of a sentence parts of one in the sentence before, where they add up to it."""
    made, sentences = list(drafts), [one.sentence for one in drafts]
    for whole_at, whole in enumerate(drafts):
        if whole.low is None or whole.low != whole.high or whole.kind not in {FigureKind.TOLL, FigureKind.RAID}:
            continue
        following = range(bisect_left(sentences, whole.sentence + 1), bisect_right(sentences, whole.sentence + 1))
        parts = [
            n
            for n in following
            if (drafts[n].kind, drafts[n].measure, drafts[n].part_of) == (whole.kind, whole.measure, None)
        ]
        if len(parts) > 1 and sum(drafts[n].low or 0 for n in parts) == whole.low:
            for n in parts:
                made[n] = replace(made[n], part_of=whole_at)
    return made


def _sum_up(parse: Parse, known: dict[int, Draft]) -> None:
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
        if exact and whole.kind is FigureKind.TOLL and _is_broken_down(parse, at, known):
            known |= {n: replace(d, part_of=at, measure=whole.measure) for n, d in known.items() if n > at}
            return


def _is_broken_down(parse: Parse, at: int, known: dict[int, Draft]) -> bool:
    """Whether the bare numbers behind a colon add up to those before it: "50 had died: 30 shot and 20 burnt"."""
    parts = [known[n] for n in sorted(known) if n > at]
    if not parts[1:] or any(d.kind is not FigureKind.TOLL or d.count.noun is not None for d in parts):
        return False
    between = parse.words[known[at].count.last : parts[0].count.first]
    return any(w.text == ":" for w in between) and sum(d.low or 0 for d in parts) == known[at].low


def _is_share(parse: Parse, one: Draft) -> bool:
    """Whether a figure waits for another that stands behind it: half of the 28, 51 of 92."""
    whole = one.count.whole
    return one.count.quantity.form == "fraction" or (whole is not None and parse.words[whole].tag == "CD")


def _as_base(parse: Parse, one: Draft, same: list[Draft]) -> Draft:
    """Call the 92 of "51 of 92 drones" launched, the 22 of "four of its 22 crew were lost" crew.

    What became of the 51 and the four is not said of all.
    """
    parts = [d for d in same if d.count.whole == one.count.core]
    if one.kind is FigureKind.RAID:
        return replace(one, measure="launched") if any(d.kind is FigureKind.RAID for d in parts) else one
    noun, trigger = one.count.noun, one.trigger
    if one.kind is not FigureKind.TOLL or noun is None or trigger is None or parse.words[trigger].head == noun:
        return one
    is_of_parts = any(d.kind is FigureKind.TOLL and d.trigger == trigger and d.end <= one.start for d in parts)
    named = one.object or "person"
    return replace(one, kind=FigureKind.OTHER, measure=named, trigger=None) if is_of_parts else one


def _without_empty(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Drop what claims nothing in the end (an hour, "one" of nothing told) and renumber wholes."""
    told = [d if d.measure else bare_claim(parse, d, drafts[max(0, n - 2) : n]) for n, d in enumerate(drafts)]
    kept = [(n, d) for n, d in enumerate(told) if d is not None]
    place = {old: new for new, (old, _) in enumerate(kept)}
    return [replace(one, part_of=None if one.part_of is None else place.get(one.part_of)) for _, one in kept]


def _of_sentence(
    parse: Parse,
    number: int,
    is_dated: Callable[[Count], bool],
    is_person: Callable[[int], bool],
    tells: Callable[[Count], bool],
) -> list[Draft]:
    sentence = parse.sentences[number]
    found: list[Draft] = []
    taken: set[int] = set()
    quantities = scan(parse.words[sentence.first : sentence.last])
    if len(quantities) > _TABLE:
        return []
    for quantity in quantities:
        counted = _risen(parse, _hedged(parse, _others(parse, count(parse, sentence, quantity), found)))
        if is_dated(counted) or tells(counted) or _repeats(parse, counted, found):
            continue
        is_idle = claims_nothing(parse, counted)
        if is_idle and quantity.form != "few":
            continue
        framed = frame(parse, counted)
        if is_idle and not _are_harmed(parse, counted, framed):
            continue
        made = _make(parse, number, counted, framed)
        if made is not None:
            found.append(made)
            taken.update(range(counted.first, counted.last))
    singles = [one for one in single_things(parse, sentence) if not tells(one)]
    found.extend(_unnumbered(parse, number, singles, taken, found))
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


def _hedged(parse: Parse, counted: Count) -> Count:
    """Bound a count by the hedge behind its noun: "eight officers or more"."""
    quantity, more = hedged_behind(counted.quantity, parse.words[counted.last : counted.last + _BEHIND])
    return replace(counted, quantity=quantity, last=counted.last + more) if more and counted.noun else counted


def _risen(parse: Parse, counted: Count) -> Count:
    """Read a headline's "Death toll in Osk up to 59": so high it is by now, without a verb "up to" bounds nothing."""
    words, before = parse.words, parse.words[parse.sentence(counted.core).first : counted.first]
    is_told = any(w.lemma in _TALLIES for w in before) and not any(w.pos in {"VERB", "AUX"} for w in before)
    is_up = words[counted.first].lower == "up" and counted.quantity.modifier is Modifier.UP_TO
    if not is_told or not is_up or before[-1].lower == "of":
        return counted
    exact = replace(counted.quantity, low=counted.quantity.high, modifier=Modifier.EXACT)
    return replace(counted, quantity=exact, first=counted.core)


def _are_harmed(parse: Parse, counted: Count, framed: Framed | None) -> bool:
    """Whether a few people came to harm: "several of the attackers were shot", "many are missing"."""
    if framed is None or framed.frame.kind is not FigureKind.TOLL or framed.relation == "self":
        return False
    return parse.words[counted.core].lower not in _MANY or framed.frame.measure == "missing"


def _repeats(parse: Parse, counted: Count, before: Sequence[Draft]) -> bool:
    """Whether an amount of money stands in brackets behind another: the same sum, told again."""
    last = before[-1].count if before else None
    if last is None or counted.quantity.currency is None or last.quantity.currency is None:
        return False
    return last.number_end + 1 == counted.first and parse.words[last.number_end].text == "("


def _others(parse: Parse, counted: Count, before: Sequence[Draft]) -> Count:
    """Read "destroyed two buildings and damaged 17 others": others are what was counted right before."""
    last = before[-1].count if before else None
    if counted.noun is None or parse.words[counted.noun].lower != "others":
        return counted
    if parse.words[counted.first - 1].lower == "down" and (weapon := named_before(parse, counted)) is not None:
        return replace(counted, object=weapon, classes=object_classes(weapon))  # "shot down three others"
    if last is None or last.object is None:
        return counted
    if last.classes & PEOPLE or not last.classes & {"structure", "vehicle", "settlement"}:
        return counted
    return replace(counted, object=last.object, classes=last.classes)


def _unnumbered(
    parse: Parse, number: int, singles: Sequence[Count], taken: set[int], counted: list[Draft]
) -> list[Draft]:
    """Draft what is told without a number, where its frame makes it a figure."""
    found: list[Draft] = []
    for zero in zeros(parse, parse.sentences[number]):
        framed = frame(parse, zero)
        if (
            framed is not None
            and framed.frame.kind is FigureKind.TOLL
            and not taken & set(range(zero.first, zero.last))
        ):
            made = _make(parse, number, zero, framed)
            found.extend([made] if made else [])
            taken.update(range(zero.first, zero.last))
    for pair in pairs(parse, parse.sentences[number]):
        framed = frame(parse, pair)
        if framed is not None and framed.frame.measure in _ENDED:
            made = _make(parse, number, pair, framed)
            found.extend([made] if made else [])
            taken.update(range(pair.first, pair.last))
    for single in singles:
        if taken & set(range(single.first, single.last)) or _is_same_one(parse, single, counted):
            continue
        framed = _framed(parse, single, counted)
        if framed is None:
            named = _included(parse, number, single, counted) or _listed_with(parse, number, single, counted)
            found.extend([named] if named is not None else [])
            continue
        toll = framed.frame.kind is FigureKind.TOLL and framed.frame.measure != "captured"
        if not single.classes and single.noun is not None and not _is_said_of(parse, single.noun, framed.trigger):
            continue  # an unknown thing is a victim only where the killing is said of it
        listed = framed.frame.kind is FigureKind.DAMAGE and any(d.kind is FigureKind.DAMAGE for d in counted)
        shot = (
            framed.frame.kind is FigureKind.RAID
            and "attack" not in single.classes
            and framed.relation in {"object", "of", "after"}
            and _happened(parse, framed.trigger)
        )
        if (toll and (framed.relation != "self" or framed.trigger != single.noun)) or listed or shot:
            made = _make(parse, number, single, framed)
            found.extend([made] if made else [])
    return found


def _is_same_one(parse: Parse, single: Count, counted: Sequence[Draft]) -> bool:
    """Whether a single thing only says who the one is that was counted: "one of them, a man of 68, died"."""
    noun = parse.words[single.noun] if single.noun is not None else None
    if noun is None or noun.dep not in {"appos", "attr"}:
        return False
    of_whom = parse.child(noun.head, "nsubj") if noun.dep == "attr" else parse.words[noun.head]
    ones = {i for d in counted if d.high == 1 for i in (d.count.core, d.count.noun)}
    return of_whom is not None and of_whom.i in ones


def _framed(parse: Parse, single: Count, counted: Sequence[Draft]) -> Framed | None:
    """Return what a single thing went through; an unknown thing beside counted damage may be harmed like a building."""
    framed = frame(parse, single)
    if framed is not None or single.classes or all(d.kind is not FigureKind.DAMAGE for d in counted):
        return framed
    framed = frame(parse, replace(single, classes=frozenset({"structure"})))
    if framed is None or framed.relation != "object":
        return None
    same = {d.trigger for d in counted if d.kind is FigureKind.DAMAGE}
    return framed if {framed.trigger, parse.words[framed.trigger].head} & same else None


def _listed_with(parse: Parse, number: int, single: Count, counted: Sequence[Draft]) -> Draft | None:
    """Draft "a school" in "51 homes, a school and a bridge": it went through what the 51 did."""
    if single.noun is None:
        return None
    head, are_people = first_joined(parse, single.noun), bool(single.classes & PEOPLE)
    for d in counted:
        if d.count.noun is None or d.count.noun == single.noun or first_joined(parse, d.count.noun) != head:
            continue
        alike = bool(d.count.classes & PEOPLE) if are_people else d.kind in {FigureKind.DAMAGE, FigureKind.RAID}
        alike = alike and not (d.kind is FigureKind.RAID and single.classes & {"structure", "settlement"})
        if alike and (single.noun != head or d.kind is FigureKind.RAID):
            made = _make(parse, number, single, frame(parse, d.count))
            return None if made is None else replace(made, kind=d.kind, measure=d.measure, trigger=d.trigger)
    return None


def _is_said_of(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a verb is said of a thing itself or of the list that it stands in."""
    return parse.words[first_joined(parse, noun)].head == verb


def _included(parse: Parse, number: int, single: Count, counted: list[Draft]) -> Draft | None:
    """Draft "an infant" in "eight civilians, among them an infant": it went through what the eight did."""
    before = [d for d in counted if d.end <= parse.words[single.first].start]
    before = [d for d in before if d.kind is FigureKind.TOLL or not d.measure]
    if not before or not single.classes & {"person", "soldier"}:
        return None
    last = before[-1]
    between = [w.lower for w in parse.words[last.count.last : single.first]]
    joined = bool(between) and set(between) <= LISTING
    joined = joined and single.noun is not None and parse.words[single.noun].dep == "conj"
    if not joined and (len(between) > 8 or not {"including", "among"} & set(between)):
        return None
    made = _make(parse, number, single, None)
    return None if made is None else replace(made, kind=last.kind, measure=last.measure, trigger=last.trigger)


def _happened(parse: Parse, i: int) -> bool:
    """Whether a verb is told as done (past, no modal), or is a noun that names the deed."""
    word = parse.words[i]
    if word.pos == "NOUN":
        return word.lemma in _SHOTS
    shot = word.lemma in _SHOOTING
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
