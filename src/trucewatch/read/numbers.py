"""Which words of a sentence state an amount, and how much, with hedge and range.

Knows nothing of what is counted: `counts` adds the noun, `frames` the meaning. Dates, ages, labels and the
like are left in here and taken out by `nonfigures`. Word indices are those of `Parse.words`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trucewatch.model import Modifier
from trucewatch.read.cardinals import cardinal
from trucewatch.vocab.money import currencies
from trucewatch.vocab.numbers import number_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Word

__all__ = ["Quantity", "hedged_behind", "scan"]

_CHANGE = word_list("amounts", "numbers", "change")

_PERCENT = word_list("numbers", "signs", "percent")
_WORDS = number_words()
_AREAS = word_list("objects", "area", "words") | word_list("objects", "settlement", "words")
_MAX_HEDGE = 6
_REACH = 14
"""So many words may stand between a verb of change and what it changed from: \"raised the number of … from 4 to 6\"."""
_DIGIT = re.compile(r"\d")
_OF_THINGS = word_list("numbers", "signs", "of_things")
_DEGREES = word_list("numbers", "signs", "degrees")
_COMPARED = word_list("numbers", "signs", "compared")
_NOT_TWICE = word_list("numbers", "signs", "not_twice")
_TWICE_AS = word_list("numbers", "signs", "twice_as")
_HALVES = word_list("numbers", "signs", "halves")
_SHARES = word_list("numbers", "signs", "shares")
_HANDING = word_list("numbers", "signs", "handing")
_DURING = word_list("numbers", "spans", "during")
_LOOSE = word_list("numbers", "signs", "loose")
_NO_HALF = word_list("numbers", "signs", "no_half")
_LASTING = word_list("numbers", "spans", "lasting")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: words `first` (hedge included) to `last` (half-open), the number itself from `core`.

    `form` is digits, words, vague, few, pair, fraction or percent. For a fraction, `low` and `high` are the
    share (0 to 1) of a base that the caller must find.
    """

    first: int
    core: int
    last: int
    low: float | None
    high: float | None
    modifier: Modifier
    form: str
    currency: str | None = None


def _vague(words: Sequence[Word], i: int) -> Quantity | None:
    """Read dozens, tens of thousands, several hundred, a few, a couple."""
    low = words[i].lower
    if low in _WORDS.vague:
        bounds, at = _WORDS.vague[low], i + 1
        while at + 1 < len(words) and words[at].lower == "of" and words[at + 1].lower in _WORDS.vague:
            inner = _WORDS.vague[words[at + 1].lower]
            scale = inner[0] / 2
            high = None if bounds[1] is None else (bounds[1] + 1) * scale - 1
            bounds, at = (bounds[0] * scale, high), at + 2
        return Quantity(i, i, at, bounds[0], bounds[1], Modifier.VAGUE, "vague")
    for length in (3, 2, 1):
        key = tuple(w.lower for w in words[i : i + length])
        if key in _WORDS.pairs:
            if key[-1] == "score" and (i + length >= len(words) or words[i + length].lower != "of"):
                return None
            loose = Modifier.ABOUT if key[-1] in _LOOSE else Modifier.EXACT
            return Quantity(i, i, i + length, _WORDS.pairs[key], _WORDS.pairs[key], loose, "pair")
        if key in _WORDS.few:
            if (
                key[0] == "a"
                and key[-1] in _OF_THINGS
                and (i + length >= len(words) or words[i + length].lower != "of")
            ):
                return None
            return _few(words, i, i + length, _WORDS.few[key])
    return None


def _few(words: Sequence[Word], i: int, at: int, bounds: tuple[float, float | None]) -> Quantity | None:
    """Bound several, many, a few; with a scale behind it (several hundred), up to the next scale."""
    if i > 0 and words[i - 1].lower in _DEGREES and words[i].lower in _COMPARED:
        return None
    if at < len(words) and words[at].lower in _WORDS.scales:
        scale = _WORDS.scales[words[at].lower]  # several hundred are hundreds
        steps, at = (99 if scale == 12 else scale * 10 - 1), at + 1
        if at < len(words) and words[at].lower in _WORDS.scales and _WORDS.scales[words[at].lower] > scale:
            over = _WORDS.scales[words[at].lower]  # several hundred thousand
            scale, steps, at = scale * over, (steps + 1) * over - 1, at + 1
        return Quantity(i, i, at, 2 * scale, steps, Modifier.VAGUE, "vague")
    return Quantity(i, i, at, bounds[0], bounds[1], Modifier.VAGUE, "few")


def _fraction(words: Sequence[Word], i: int) -> Quantity | None:
    """Read half, a third, two-thirds, most, the majority: a share of a base told elsewhere."""
    low = words[i].lower
    before = words[i - 1].lower if i else ""
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if low == "half" and after not in {"a", "an"} and before not in _HALVES and after not in _NO_HALF:
        return Quantity(i, i, i + 1, 0.5, 0.5, Modifier.ABOUT, "fraction")
    if low in {"most", "majority"} and after == "of":
        return Quantity(i, i, i + 1, 0.5, 1.0, Modifier.FRACTION, "fraction")
    at = i + 1
    top = 1.0 if low in {"a", "one"} else float(_WORDS.units.get(low, 0))
    if top and at < len(words) and words[at].lower == "-":
        at += 1
    if not top or at >= len(words) or words[at].lower not in _WORDS.fractions or words[at].lower in _SHARES:
        return None
    if at + 1 < len(words) and words[at + 1].tag.startswith("NN"):
        return None  # a third attack, a quarter century
    if at + 1 >= len(words) or (words[at + 1].lower != "of" and top == 1):
        return None  # two were killed and a third wounded
    share = top / _WORDS.fractions[words[at].lower][1]
    return Quantity(i, i, at + 1, share, share, Modifier.ABOUT, "fraction") if share < 1 else None


def _twice(words: Sequence[Word], i: int) -> Quantity | None:
    """Read "was struck twice": two times, unless something is twice as much as another."""
    if words[i].lower != "twice":
        return None
    before = words[i - 1].lower if i else ""
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if before in _NOT_TWICE or after in _TWICE_AS:
        return None
    return Quantity(i, i, i + 1, 2, 2, Modifier.EXACT, "words")


_IN_YEARS = {"decade": 10, "century": 100}
_SPANS = word_list("numbers", "spans", "units")


def _stretch(words: Sequence[Word], i: int) -> Quantity | None:
    """Read a stretch of time without a number: a century, more than a year, half an hour, months of talks."""
    low = words[i].lower
    after = words[i + 1] if i + 1 < len(words) else None
    if low in {"a", "an"} and after is not None and after.lemma in _SPANS and after.tag == "NN":
        hedged = any(tuple(w.lower for w in words[max(0, i - n) : i]) in _WORDS.before for n in (1, 2, 3))
        hedged = hedged or (i > 0 and words[i - 1].lower in _DURING)
        half = i > 0 and words[i - 1].lower == "half"
        if half:
            return Quantity(i - 1, i - 1, i + 1, 0.5, 0.5, Modifier.EXACT, "words")
        if hedged:
            years = _IN_YEARS.get(after.lower)
            return (
                Quantity(i, i, i + 2, years, years, Modifier.EXACT, "years")
                if years
                else Quantity(i, i, i + 1, 1, 1, Modifier.EXACT, "words")
            )
    if (
        low in _IN_YEARS
        and after is not None
        and after.lower == "-"
        and i + 2 < len(words)
        and words[i + 2].lower in _LASTING
    ):
        return Quantity(i, i, i + 3, _IN_YEARS[low], _IN_YEARS[low], Modifier.EXACT, "years")
    if words[i].tag == "NNS" and words[i].lemma in _SPANS and after is not None and after.lower == "of":
        preceded = i > 0 and words[i - 1].tag in {"CD", "JJ", "DT"}
        return None if preceded else Quantity(i, i, i, 2, None, Modifier.VAGUE, "span")
    return None


def _range(words: Sequence[Word], i: int) -> Quantity | None:
    """Read a cardinal or a range of two: X to Y, X-Y, between X and Y, two or three."""
    first = cardinal(words, i)
    if first is None:
        return None
    value, at, form = first
    joiner = words[at].lower if at < len(words) else ""
    prior = words[i - 1].lower if i else ""
    if joiner in {"to", "-", "or"} or (joiner == "and" and _opens_between(words, i)):
        skip = at + 1
        while skip < len(words) and words[skip].text in currencies().symbols:
            skip += 1
        second = cardinal(words, skip) if skip < len(words) else None
        if second is not None and not (prior == "from" and joiner == "to" and _changes(words, i)):
            low, high = _inherit_scale(words, at, value, second)
            near = joiner != "or" or high <= 2 * low + 1
            if low < high and near and not (joiner == "to" and prior in {"by", "toll"}):
                opens = i - 1 if prior in {"between", "from"} else i
                return Quantity(opens, i, second[1], low, high, Modifier.RANGE, form)
    return Quantity(i, i, at, value, value, Modifier.EXACT, form)


def _opens_between(words: Sequence[Word], i: int) -> bool:
    return any(w.lower == "between" for w in words[max(0, i - 3) : i])


def _inherit_scale(words: Sequence[Word], at: int, value: float, second: tuple[float, int, str]) -> tuple[float, float]:
    """Let `3 to 4 million` mean 3 million: the scale told once serves both ends."""
    scale = next((_WORDS.scales[w.lower] for w in words[at : second[1]] if w.lower in _WORDS.scales), 1)
    if scale > 1 and value < 1000 <= scale and value < second[0] / scale:
        return value * scale, second[0]
    return value, second[0]


def _changes(words: Sequence[Word], i: int) -> bool:
    """Whether a verb of change stands shortly before: rose from 14 to 20 is two values, not a range."""
    return any(w.lemma in _CHANGE or w.lower in _CHANGE for w in words[max(0, i - _REACH) : i])


def _hedge_before(words: Sequence[Word], q: Quantity) -> Quantity:
    start = q.first
    while start > 0 and words[start - 1].text in currencies().symbols:
        start -= 1
    for length in range(min(_MAX_HEDGE, start), 0, -1):
        modifier = _WORDS.before.get(tuple(w.lower for w in words[start - length : start]))
        if modifier is not None and not _is_no_hedge(words, start - length, q):
            return _hedged(replace(q, first=start - length), modifier)
    return replace(q, first=start) if start < q.first else q


def _is_no_hedge(words: Sequence[Word], at: int, q: Quantity) -> bool:
    """Whether the words before a number only look like a hedge: went up to 46, drones over six regions."""
    hedge = [w.lower for w in words[at : q.core]]
    if hedge == ["passed"] and q.last < len(words) and words[q.last].lower in {"-", "to"}:
        return True  # the vote passed 13-0
    if hedge == ["up", "to"]:
        return any(w.lemma in _CHANGE and w.pos == "VERB" for w in words[max(0, at - 2) : at])
    if hedge in (["over"], ["above"], ["under"], ["below"], ["near"], ["around"]):
        nouns = [w.lemma for w in words[q.last : q.last + 3]]
        if hedge == ["over"] and at and words[at - 1].lemma in _HANDING:
            return True
        return bool(set(nouns) & _AREAS) or (hedge == ["over"] and _is_throughout(words, at, q))
    return False


def _is_throughout(words: Sequence[Word], at: int, q: Quantity) -> bool:
    """Whether "over" opens the stretch of time in which something went on: pledged $4m over five years."""
    measured = q.last < len(words) and words[q.last].lemma in _SPANS
    return measured and at > 0 and (words[at - 1].tag in {"NN", "NNS", "NNP", "CD", "RB", "PRP", ","})


def hedged_behind(q: Quantity, behind: Sequence[Word]) -> tuple[Quantity, int]:
    """Return an exact quantity by the hedge behind what it counts, and how many words that has, or as it is and 0.

    "eight officers or more", "seven soldiers at least have died".
    """
    for length in (4, 2) if q.modifier is Modifier.EXACT and q.form in {"digits", "words"} else ():
        modifier = _WORDS.after.get(tuple(w.lower for w in behind[:length]))
        if modifier is Modifier.AT_LEAST and len(behind) > length and behind[length].tag != "CD":
            return _hedged(q, modifier), length
    return q, 0


def _hedge_after(words: Sequence[Word], q: Quantity) -> Quantity:
    if q.last < len(words) and words[q.last].text == "+":
        return _hedged(replace(q, last=q.last + 1), Modifier.AT_LEAST)
    for length in (4, 3, 2, 1):
        key = tuple(w.lower for w in words[q.last : q.last + length])
        modifier = _WORDS.after.get(key)
        if modifier is not None and len(key) == length and q.form in {"digits", "words"}:
            return _hedged(replace(q, last=q.last + length), modifier)
    return q


def _hedged(q: Quantity, modifier: Modifier) -> Quantity:
    """Bound a quantity by its hedge; hedges on ranges and vague words leave their bounds."""
    if q.modifier is Modifier.RANGE:
        return q
    if q.form in {"vague", "few"}:
        if modifier in {Modifier.MORE_THAN, Modifier.AT_LEAST}:
            return replace(q, high=None)
        return q
    if modifier is Modifier.EXACT:
        return q
    if modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN}:
        return replace(q, high=None, modifier=modifier)
    if modifier is Modifier.UP_TO:
        return replace(q, low=None, modifier=modifier)
    return replace(q, modifier=Modifier.ABOUT)


def _money(words: Sequence[Word], q: Quantity) -> Quantity:
    """Attach the currency told before ($3 billion) or after (3 billion euros) the amount."""
    known = currencies()
    at = q.core - 1
    sign = known.glued(words[q.core].text)
    if sign:
        return replace(q, currency=known.symbols[sign])
    if at >= 0 and words[at].text in known.symbols:
        return replace(q, currency=known.symbols[words[at].text])
    if q.last < len(words):
        after = words[q.last].lower
        two = " ".join(w.lower for w in words[q.last : q.last + 2])
        code = known.words.get(two) or known.words.get(after)
        if code and not _counts_more(words, q.last):
            return replace(q, currency=code, last=q.last + (2 if " " in two and two in known.words else 1))
    return q


def _counts_more(words: Sequence[Word], at: int) -> bool:
    """Whether an abbreviation is no money but describes what is counted: "three FC men"."""
    short = words[at].text.isupper() and at + 1 < len(words)
    return short and words[at + 1].tag in {"NN", "NNS"} and words[at + 1].dep != "npadvmod"


def _percent(words: Sequence[Word], q: Quantity) -> Quantity:
    if q.last < len(words):
        after = words[q.last].lower
        two = after == "per" and q.last + 1 < len(words) and words[q.last + 1].lower == "cent"
        if after in _PERCENT or two:
            return replace(q, last=q.last + (2 if two else 1), form="percent")
    return q


def _one(words: Sequence[Word], i: int) -> Quantity | None:
    """Read the quantity that begins at word `i`, if one does."""
    q = _fraction(words, i) or _range(words, i) or _vague(words, i) or _stretch(words, i) or _twice(words, i)
    if q is None or (q.low is not None and not math.isfinite(q.low)):
        return None
    if q.form in {"digits", "words"} and q.last < len(words) and words[q.last].lower in _IN_YEARS:
        years = _IN_YEARS[words[q.last].lower]  # but two decades are two
        q = replace(
            q,
            low=None if q.low is None else q.low * years,
            high=None if q.high is None else q.high * years,
            last=q.last + 1,
            modifier=Modifier.ABOUT if q.modifier is Modifier.EXACT else q.modifier,
            form="years",
        )
    if q.form in {"digits", "words"}:
        q = _percent(words, q)
        if q.form != "percent":
            q = _money(words, q)
    return _hedge_after(words, _hedge_before(words, q))


_OPENERS = (
    word_list("numbers", "openers", "words")
    | {*_WORDS.units, *_WORDS.tens, *_WORDS.vague, *_IN_YEARS}
    | {words[0] for words in (*_WORDS.pairs, *_WORDS.few)}
)


def _may_open(word: Word) -> bool:
    """Whether a quantity can begin at a word, as few words can: it spares the others all readings of `_one`."""
    low = word.lower
    return low in _OPENERS or word.lemma in _SPANS or (not low.isalpha() and _DIGIT.search(low) is not None)


def scan(words: Sequence[Word]) -> list[Quantity]:
    """Return the quantities among the words of one sentence, in order; indices count within `words`."""
    found: list[Quantity] = []
    i = 0
    while i < len(words):
        q = _one(words, i) if _may_open(words[i]) else None
        if q is None:
            i += 1
            continue
        if found and q.first < found[-1].last:
            q = replace(q, first=max(q.core, found[-1].last) if q.core >= found[-1].last else q.core)
        found.append(q)
        i = max(q.last, i + 1)
    return found
