"""What is part of what: nine children of the 18 killed, 51 of 92 drones, half of the injured.

A part never adds to its whole; without a whole in the text nothing is a part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse

    Earlier = tuple[int, Count, FigureKind, str, int, bool]

__all__ = ["FAR", "is_among_them", "whole_of"]

_INCLUDING = word_list("amounts", "parts", "including")
_LISTING = word_list("grammar", "conjunctions", "listing") | {"as"}
_THEM = word_list("grammar", "pronouns", "partitive")
_PEOPLE = frozenset({"person", "soldier", "body"})
# So many sentences a whole may stand before its part.
FAR = 4
# What people of whom some are "of them" went through.
_TOLD_OF = {FigureKind.TOLL, FigureKind.DISPLACEMENT}
_NAMED = {measure: word_list("amounts", "parts", measure) for measure in ("injured", "killed")}


def whole_of(parse: Parse, part: Count, measure: str, known: Sequence[Earlier]) -> int | None:
    """Return the number (first field in `known`) of the figure that `part` is part of, or None.

    `known` holds (number, count, kind, measure, sentence index, whether a part) of the figures found so far.
    """
    sentence = parse.sentence_index[part.core]
    if part.whole is not None:
        base = next((e for e in known if e[1].core == part.whole), None)
        if base is not None:
            return base[0]
    earlier = [e for e in known if e[1].core < part.core]
    same = [e for e in earlier if e[4] == sentence]
    beside = (_of_whom_too(parse, part, same) or _within(parse, part, same)) if same else None
    if beside is not None:
        return beside
    if part.whole is not None and part.noun is not None and part.quantity.form in {"digits", "words"}:
        return _of_the_named(part, earlier, sentence)
    if _of_whom(parse, part):
        return _last_person([e for e in same if e[2] is FigureKind.TOLL] or earlier[-1:])
    if _among_the(parse, part):
        return next((e[0] for e in reversed(earlier) if sentence - e[4] <= FAR and e[3] == measure and not e[5]), None)
    if _of_them(parse, part):
        near = [e for e in same if e[1].classes & {"person", "soldier"}]
        return (
            near[-1][0]
            if near and near[-1][2] in _TOLD_OF
            else _last_person([e for e in earlier if sentence - e[4] <= 1])
        )
    return _of_the(parse, part, measure, earlier, sentence)


def _within(parse: Parse, part: Count, same: Sequence[Earlier]) -> int | None:
    """Return the whole that stands in the part's own sentence: a list, a breakdown, an apposition."""
    if _set_off(parse, part, same[-1][1]):
        people = (e for e in reversed(same) if part.classes & _PEOPLE and (e[2] in _TOLD_OF or e[1].classes & _PEOPLE))
        return next(people, same[-1])[0]  # received 20 bodies after five strikes, 13 of them children
    if is_among_them(parse, part):
        return _last_person([e for e in same if e[2] is FigureKind.TOLL])
    if _is_listed(parse, part, same):
        return _first_of_list(parse, part, same)
    if _after_colon(parse, part, same):
        return same[0][0]
    opening = next((e[0] for e in same if _opens_with_whole(parse, part, e[1])), None)
    if opening is not None or _set_off(parse, part, same[-1][1]):
        return same[-1][0] if opening is None else opening
    if part.noun is None and parse.words[part.core].dep == "appos" and same[-1][2] is FigureKind.TOLL:
        return same[-1][0]  # six people were hit, two fatally
    if part.noun is not None and part.classes & {"person", "soldier"}:
        return _apposed(parse, part.noun, same)
    return None


def is_among_them(parse: Parse, part: Count) -> bool:
    """Whether a part is told as "three children among them": it went through what its whole did."""
    for word in parse.words[part.last : part.last + 6]:
        if word.lower == "among":
            return parse.words[min(word.i + 1, len(parse.words) - 1)].lower == "them"
        if word.tag not in {"CC", "CD", "NN", "NNS", "JJ"}:
            return False
    return False


def _set_off(parse: Parse, part: Count, base: Count) -> bool:
    """Read "497 violations of the truce, 27 of them on Saturday": of what stands right before the comma."""
    after = [w.lower for w in parse.words[part.number_end : part.number_end + 2]]
    between = [w.text for w in parse.words[base.last : part.first]]
    direct = between[-1:] == [","] and "," not in between[:-1] and len(between) < 8
    return direct and after in (["of", "them"], ["of", "which"])


def _opens_with_whole(parse: Parse, part: Count, base: Count) -> bool:
    """Read "Of the 64 passengers aboard, 61 were killed"."""
    ahead = [w.lower for w in parse.words[max(0, base.first - 3) : base.first]]
    opens = ahead[-1:] == ["of"] or ahead[-2:] in (["of", "the"], ["of", "these"], ["of", "those"], ["among", "the"])
    number = part.quantity.high or part.quantity.low or 0
    start = base.first - (2 if ahead[-1:] != ["of"] else 1)
    begins = {",", ";", ":", "and", "-", "–"}
    at_clause = start <= parse.sentence(base.core).first or parse.words[start - 1].text in begins
    between = [w.text for w in parse.words[base.last : part.first]]
    whole = base.quantity.high or base.quantity.low or 0
    bare = part.noun is None or part.object == base.object
    return opens and at_clause and bare and number <= whole and "," in between and ";" not in between


def _apposed(parse: Parse, noun: int, same: Sequence[Earlier]) -> int | None:
    """Read "three reporters, two of them cameramen", "six priests, five Spaniards and a Salvadoran"."""
    word = parse.words[noun]
    while word.dep == "conj" and word.head != word.i:
        word = parse.words[word.head]
    if word.dep != "appos":
        return None
    return next((e[0] for e in same if e[1].noun == word.head and e[2] is FigureKind.TOLL), None)


def _of_the_named(part: Count, earlier: Sequence[Earlier], sentence: int) -> int | None:
    """Read "fired 11 drones … shot down nine of the drones": the last count of the same things that is larger."""
    number = part.quantity.high or part.quantity.low or 0
    for e in reversed(earlier):
        size = e[1].quantity.high or e[1].quantity.low or 0
        if sentence - e[4] <= 1 and e[1].object == part.object and size > number and not e[5]:
            return e[0]
    return None


def _after_colon(parse: Parse, part: Count, same: Sequence[Earlier]) -> bool:
    """Read "25 deaths: 11 soldiers and 14 civilians"."""
    first = same[0]
    between = [w.text for w in parse.words[first[1].last : part.first]]
    return (
        first[2] is FigureKind.TOLL
        and ":" in between[:3]
        and part.noun is not None
        and bool(part.classes & {"person", "soldier"})
    )


def _is_listed(parse: Parse, part: Count, same: Sequence[Earlier]) -> bool:
    """Whether "including" (or "among them") opens the list of which this is a member: six women and three soldiers."""
    ahead = part
    for _, before, *_rest in reversed(same):
        between = [w.lower for w in parse.words[before.last : ahead.first]]
        if any(w in _INCLUDING for w in between):
            return len(between) <= 12 and ";" not in between
        if not all(w in _LISTING for w in between):
            return False
        ahead = before
    return False


def _first_of_list(parse: Parse, part: Count, same: Sequence[Earlier]) -> int:
    """Return the whole before "including", also for the second part of a list."""
    for number, whole, *_ in reversed(same):
        between = [w.lower for w in parse.words[whole.last : part.first]]
        ahead = [w.lower for w in parse.words[max(0, whole.first - 6) : whole.first]]
        if any(w in _INCLUDING for w in between) and not any(w in _INCLUDING for w in ahead):
            return number
    return same[-1][0]


def _of_whom_too(parse: Parse, part: Count, same: Sequence[Earlier]) -> int | None:
    """Read "of whom 225 were women and 134 children": the second number is part of the same whole."""
    last = same[-1]
    between = parse.words[last[1].last : part.first]
    plain = all(w.lemma == "be" or w.tag in {"NN", "NNS", "JJ", "CC", ","} for w in between)
    if not (_of_whom(parse, last[1]) and plain and any(w.tag == "CC" for w in between)):
        return None
    first = [e for e in same[:-1] if not e[5]]
    return first[-1][0] if first else None


def _of_whom(parse: Parse, part: Count) -> bool:
    """Read "974 killed, of whom 387 were civilians"."""
    ahead = [w.lower for w in parse.words[max(0, part.first - 2) : part.first]]
    return len(ahead) == 2 and ahead[0] == "of" and ahead[1] in _THEM


def _among_the(parse: Parse, part: Count) -> bool:
    """Read "two children among the dead", "five medics were among those killed"."""
    after = [w.lower for w in parse.words[part.last : part.last + 4]]
    return "among" in after[:3] and bool({"the", "those"} & set(after))


def _of_them(parse: Parse, part: Count) -> bool:
    after = [w.lower for w in parse.words[part.number_end : part.number_end + 3]]
    return len(after) > 1 and after[0] == "of" and after[1] in _THEM


def _last_person(earlier: Sequence[Earlier]) -> int | None:
    tolls = [e for e in earlier if e[2] is FigureKind.TOLL and (e[1].quantity.high or 2) > 1]
    chosen = [e for e in tolls if not e[5]] or tolls or earlier
    return chosen[-1][0] if chosen else None


def _of_the(parse: Parse, part: Count, measure: str, earlier: Sequence[Earlier], sentence: int) -> int | None:
    """Return the whole of "half of the injured" or "17 in critical condition": an earlier toll."""
    fraction = part.quantity.form == "fraction"
    beyond = {w.lower for w in parse.words[part.number_end : part.number_end + 3]}
    of_the_dead = {"of", "the"} <= beyond and _fits_base(beyond, measure)
    fraction = fraction or of_the_dead
    if not fraction and measure not in {"hospitalised", "critical"}:
        return None
    named = {w.lower for w in parse.words[part.number_end : part.last + 4]} if fraction else set[str]()
    bare = fraction and part.quantity.last == part.last - part.first + part.quantity.first and "of" not in named
    story = parse.sentences[sentence].story
    for number, other, kind, what, at, _ in reversed(earlier):
        if sentence - at > FAR or parse.sentences[at].story != story:
            return None
        if other.quantity.form == "fraction":
            continue
        if measure in {"hospitalised", "critical"}:
            if kind is FigureKind.TOLL and what == "injured":
                return number
        elif (
            (kind is FigureKind.TOLL and _fits_base(named, what))
            or (bare and (kind is FigureKind.TOLL or at == sentence))
            or (at == sentence and other.first > part.core - 8)
        ):
            return number
    return None


def _fits_base(named: set[str], measure: str) -> bool:
    return bool(named & _NAMED.get(measure, frozenset())) or bool(named & _THEM)
