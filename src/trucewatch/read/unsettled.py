"""Unsettled: which bare numbers are figures though nothing around them has told what they count?

"Velmar (24,400) and Osk (13,300)", "it puts its strength at 100,000", "the first count had been 22": what the rules of
`frames` and `settling` leave without a meaning is still claimed by somebody, unless it is an hour, an age, a label or
but a word for one thing. What it counts `kindsense` then judges by all the words around it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind, Modifier
from trucewatch.read.kinds import share_kind
from trucewatch.vocab.frames import frames
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.settling import Draft
    from trucewatch.vocab.frames import Frame

__all__ = ["UNTOLD", "bare_claim"]

UNTOLD = "count"
"""The measure of a number of which nothing tells what it counts."""

_MONTHS = word_list("amounts", "nonfigures", "months")
_LABELS = word_list("amounts", "nonfigures", "labels") | word_list("amounts", "nonfigures", "number_signs")
_OLDEST = word_list("amounts", "nonfigures", "oldest")
_PARTS_OF_DAY = word_list("amounts", "nonfigures", "parts_of_day")
_BESIDE = 4
"""So near before an hour stands its part of the day."""
_IT = frozenset({"it", "that", "this"})
_STREETS = word_list("amounts", "nonfigures", "streets")
_AFTER_ONE = word_list("amounts", "nonfigures", "behind_one")
_MEASURED = word_list("amounts", "nonfigures", "measured")
_COUNTS = word_list("amounts", "tallies", "nouns")
_PERSONAL = frozenset({"he", "she"})
_MOVES = word_list("amounts", "rivals", "moves") | word_list("amounts", "tallies", "puts")
_DEFINITE = word_list("grammar", "determiners", "definite")
_OPENS = frozenset('"“‘«:—–-•([')
_PLAIN = {"digits", "words", "vague"}
_BACK = 5
_HOURS = 12
_PERSON = frozenset({"person"})
_OF_PEOPLE = frozenset({FigureKind.TOLL, FigureKind.DISPLACEMENT})
_SUBJECTS = {"nsubj", "conj", "nsubjpass"}


def bare_claim(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft | None:
    """Return a draft without a meaning as the figure it may still be, or None where it claims nothing.

    A share without a base ("about a quarter of Ruritania") is so many percent. `before` are the drafts before it.
    """
    quantity = one.count.quantity
    if quantity.form == "fraction":
        return _share_of_that(parse, one, before) if quantity.modifier is not Modifier.FRACTION else None
    if quantity.form not in _PLAIN or _is_set_phrase(parse, one) or _is_read_off(parse, one):
        return None
    if quantity.form == "words" and quantity.high == 1 and not _is_one_of_row(parse, one, before):
        return None
    told = _told_before_colon(parse, one)
    if told is not None:
        return replace(one, kind=told[0].kind, measure=told[0].measure, object="person", trigger=told[1])
    return replace(one, measure=UNTOLD)


def _told_before_colon(parse: Parse, one: Draft) -> tuple[Frame, int] | None:
    """Return what befell people listed behind a colon: "most sought refuge in two towns: Velmar (24,400) and Osk"."""
    words, first = parse.words, parse.sentences[one.sentence].first
    colon = next((k for k in range(one.count.first - 1, first, -1) if words[k].text == ":"), first)
    if colon == first or any(w.pos in {"VERB", "AUX"} for w in words[colon : one.count.first]):
        return None
    clause = words[first:colon]
    lemmas = {w.lemma for w in clause}
    for verb in (w for w in clause if w.pos == "VERB"):
        for nouns, found in frames().pairs.get(verb.lemma, ()):
            if lemmas & nouns and found.kind in _OF_PEOPLE:
                return found, verb.i
        plain = frames().find("subject", verb.lemma, _PERSON)
        if plain is not None and plain.kind in _OF_PEOPLE:
            return plain, verb.i
    return None


def _share_of_that(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft:
    """Return a share of the amount told right before ("a third of it", "of that sum"), else as so many percent."""
    end = one.count.number_end
    behind = [w.lower for w in parse.words[end : end + 2]]
    last = next((d for d in reversed(before) if d.count.quantity.currency is not None), None)
    if last is None or behind[:1] != ["of"] or behind[-1] not in _IT:
        return _percent(parse, one)
    whole, quantity = last.high or last.low or 0, one.count.quantity
    low, high = (None if share is None else round(share * whole) for share in (quantity.low, quantity.high))
    return replace(one, kind=last.kind, measure=last.measure, object=last.object, low=low, high=high, unit=last.unit)


def _percent(parse: Parse, one: Draft) -> Draft:
    low, high = (None if end is None else round(100 * end) for end in (one.count.quantity.low, one.count.quantity.high))
    named = one.object or "percent"
    return replace(
        one, kind=share_kind(parse, one.count), measure="share", object=named, low=low, high=high, unit="percent"
    )


def _is_set_phrase(parse: Parse, one: Draft) -> bool:
    """Whether a number names or picks out: "Air Force One", "No. 4", "the two", "1998-99", a sentence of its own."""
    words, at = parse.words, one.count.core
    sentence = parse.sentences[one.sentence]
    before = words[at - 1] if at else None
    if sum(w.text.isalnum() for w in words[sentence.body : sentence.last]) <= one.count.number_end - at:
        return True  # "Twelve."
    if before is None:
        return False
    is_opening = at <= sentence.body or before.text in _OPENS
    is_glued = before.text in {"-", "–"} and before.end == words[at].start
    is_named = words[at].text.istitle() and one.count.quantity.form == "words" and not is_opening
    is_label = before.lower in _LABELS or (before.text == "." and at > 1 and words[at - 2].lower in _LABELS)
    if is_glued or is_named or (is_label and one.count.first == at):
        return True
    leads = [w.lower for w in words[max(sentence.first, at - 2) : at]]
    is_known = before.lower in _DEFINITE and one.count.first == at
    if is_known and at > 2 and words[at - 3].tag == "CD":
        return True  # three of the four
    return is_known and ((one.high or 0) <= 2 or (leads[0] == "of" and at - 2 <= sentence.body))


def _is_read_off(parse: Parse, one: Draft) -> bool:
    """Whether a number is an hour, a day, an age, a price: "six in the morning", "1, 2 and 11", "the oldest 58"."""
    words, at = parse.words, one.count.core
    first = parse.sentences[one.sentence].first
    behind = [w.lower for w in words[one.count.number_end : one.count.number_end + 3]]
    if behind[:2] == ["in", "the"] and behind[-1] in _PARTS_OF_DAY:
        return True
    if (one.high or 0) <= _HOURS and one.count.first > first and _is_hour(parse, one, first):
        return True
    back = words[max(first, at - _BACK) : at]
    if {w.lower for w in back[-3:]} & _OLDEST or _is_measured(parse, one, first):
        return True
    days = next((w for w in reversed(back) if not _is_listing(w)), None)
    return days is not None and days.lower in _MONTHS and days.i < at - 1


def _is_measured(parse: Parse, one: Draft, first: int) -> bool:
    """Whether a number is read off something: "the price was set at 60", "the mayor is 30", "30, Mill Road"."""
    words, end = parse.words, one.count.number_end
    if any(w.lemma.lower() in _MEASURED for w in words[first : one.count.first]):
        return True
    told = words[one.count.core]
    subject = parse.child(told.head, "nsubj") if told.dep == "attr" else None
    if subject is not None and subject.tag in {"NN", "NNP", "PRP"} and _is_person(subject):
        return True
    behind = words[end : end + 5]
    return len(behind) > 1 and behind[0].text == "," and any(w.lower in _STREETS and w.text.istitle() for w in behind)


def _is_person(word: Word) -> bool:
    """Whether a noun or pronoun names one person, not "the figure" of a count."""
    is_count = word.lemma in _COUNTS
    return word.lower in _PERSONAL or (not is_count and "person" in object_classes(word.lemma.lower()))


def _is_hour(parse: Parse, one: Draft, first: int) -> bool:
    """Whether a small number is an hour: "half past nine", "leave by six", "it began at about four"."""
    words, before = parse.words, parse.words[one.count.first - 1].lower
    if before in {"past", "by"}:
        return True
    ahead = words[first : one.count.first]
    verbs = {w.lemma for w in ahead if w.pos == "VERB"}
    parts_of_day = any(w.lower in _PARTS_OF_DAY for w in ahead[-_BESIDE:])  # every evening at ten
    return before == "at" and (bool(verbs) or parts_of_day) and not verbs & _MOVES


def _is_listing(word: Word) -> bool:
    return word.tag in {"CD", "CC", ","}


def _is_one_of_row(parse: Parse, one: Draft, before: Sequence[Draft]) -> bool:
    """Whether "one" is counted beside others: "three of the four are sailors and one is a guard"."""
    words = parse.words
    same = any(d.sentence == one.sentence for d in before)
    joined = words[one.count.core - 1].lower in {"and", ","} and words[one.count.core].dep in _SUBJECTS
    return same and joined and words[one.count.number_end].lower not in _AFTER_ONE
