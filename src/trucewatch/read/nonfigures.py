"""Which amounts claim nothing about the world: dates, times, ages, labels, addresses, calibres, list numbers.

Takes what `numbers` and `counts` found; in doubt a quantity with a noun of its own stays a figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trucewatch.read.actors import singular
from trucewatch.read.ones import is_idle_one
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import table, word_list

if TYPE_CHECKING:
    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse, Word

__all__ = ["claims_nothing", "is_length_of_time"]

_MONTHS = word_list("amounts", "nonfigures", "months")
_CLOCK = word_list("amounts", "nonfigures", "clock")
_AGO = word_list("amounts", "nonfigures", "ago")
_RELATIVE = word_list("amounts", "nonfigures", "relative")
_LABELS = word_list("amounts", "nonfigures", "labels")
_CALIBRES = word_list("amounts", "nonfigures", "calibres")
_STREETS = word_list("amounts", "nonfigures", "streets")
_HYPHENED = word_list("amounts", "nonfigures", "hyphened")

_SPREAD = word_list("objects", "spread", "words")

_LONGEST_MONTH = 31
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_TWO_DAYS = frozenset({"and", "to", "or"})
_AGING = word_list("amounts", "nonfigures", "aging")
_OLDEST = 110
# A number written large behind one of these opens what is said.
_OPENS = frozenset('"“‘«:—–-•')
_PARENTS = word_list("amounts", "nonfigures", "parents")
_WHERE = word_list("toponyms", "before", "standing")
_LIMITS = word_list("amounts", "nonfigures", "limits")
_AGES = word_list("amounts", "nonfigures", "ages")
_MARKERS = word_list("amounts", "nonfigures", "markers")
_DEFINITE = word_list("grammar", "determiners", "definite")
_YEARS_OLD = tuple(word_list("amounts", "nonfigures", "years_old"))
_TIMES = word_list("amounts", "counts", "occasions")
_CALLING = word_list("amounts", "nonfigures", "calling")
_MANY = word_list("amounts", "nonfigures", "many")
_POINTED = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_WHEN = word_list("amounts", "nonfigures", "when")
_EITHER = frozenset({"or", "nor"})
_OTHER = frozenset({"another", "other"})
_NUMBER_SIGNS = word_list("amounts", "nonfigures", "number_signs")


def is_length_of_time(count: Count) -> bool:
    """Whether the thing counted is a stretch of time."""
    return "duration" in count.classes


def claims_nothing(parse: Parse, count: Count) -> bool:
    """Whether the quantity is a date, an age, a label or the like, and so no figure."""
    words = parse.words
    sentence = parse.sentence(count.core)
    before = words[count.core - 1] if count.core > sentence.first else None
    after = words[count.number_end] if count.number_end < sentence.last else None
    if count.quantity.currency is not None:
        return False
    if count.quantity.form in {"few", "vague", "pair", "fraction"}:
        return _is_vague_idiom(count, before, after, words)
    if before is not None and _is_idiom(parse, count, before):
        return True
    if parse.words[min(count.number_end + 1, len(parse.words) - 1)].lower == "strong":
        return False
    return (
        _is_date(parse, count, before, after)
        or _is_name(parse, count, before)
        or _is_clock(parse, count, before, after)
        or _is_age(parse, count, before, after)
        or _is_past_span(parse, count, before)
        or _is_label(parse, count, before, after)
        or is_idle_one(parse, count, before, after)
        or _is_idle(parse, count)
        or _is_either(parse, count)
        or _is_model(parse, count)
    )


def _is_either(parse: Parse, count: Count) -> bool:
    """Whether one of two is meant, whichever: "accused of helping one group or the other"."""
    behind = [w.lower for w in parse.words[count.last : count.last + 3]]
    return parse.words[count.core].lower == "one" and bool(_EITHER & set(behind[:1])) and bool(_OTHER & set(behind))


def _is_model(parse: Parse, count: Count) -> bool:
    """Whether a number names a make of weapon: "a .303 rifle, 315 rifle and explosives were found"."""
    noun = parse.words[count.noun] if count.noun is not None else None
    is_bare = count.quantity.form == "digits" and count.first == count.core and count.number_end == count.noun
    single = noun is not None and noun.tag == "NN" and noun.lower == noun.lemma.lower()
    return bool(is_bare and single and "armament" in count.classes and (count.quantity.high or 0) > 1)


def _is_idiom(parse: Parse, count: Count, before: Word) -> bool:
    """Whether the words before tell that nothing is counted: none of the four, mother of three, call 911."""
    leading = [w.lower for w in parse.words[max(0, count.first - 3) : count.first]]
    if leading[:2] == ["none", "of"] or leading[1:] == ["none", "of"]:
        return True
    if before.lower == "of" and before.i:
        parent = parse.words[before.i - 1].lemma.lower()
        return parent in _PARENTS and count.noun is None
    return before.lemma in _CALLING and count.noun is None


def _is_name(parse: Parse, count: Count, before: Word | None) -> bool:
    """Whether the number is part of a name (Three Rivers, Channel 25 News) or of a telephone number."""
    words = parse.words
    core, after = words[count.core], words[count.number_end] if count.number_end < len(words) else None
    first = parse.sentence(count.core).first
    noun = words[count.noun] if count.noun is not None else None
    is_opening = count.core <= parse.sentence(count.core).body or words[count.core - 1].text in _OPENS
    if count.quantity.form == "words" and core.text[:1].isupper() and not core.text.isupper() and not is_opening:
        return noun is not None and noun.tag in {"NNP", "NNPS"}
    if count.quantity.form != "digits" or before is None or after is None:
        return False
    if before.text[:1].isupper() and before.lower in word_list("amounts", "counts", "numbered"):
        return before.i > first  # Battalion 12 fighters
    glued = after.text == "-" and after.start == words[count.number_end - 1].end
    if glued and count.number_end + 1 < len(words):
        tail = words[count.number_end + 1].text
        return (tail.isupper() and len(tail) > 2) or (tail.isdigit() and len(tail) == 4)
    return (
        before.tag == "NNP"
        and noun is not None
        and noun.tag == "NNP"
        and not count.classes
        and count.first == count.core
    )


def _is_vague_idiom(count: Count, before: Word | None, after: Word | None, words: tuple[Word, ...]) -> bool:
    form = count.quantity.form
    core = words[count.core].lower
    if form == "few":
        if count.noun is None:
            return after is None or after.tag not in {"VBD", "VBZ", "VBP", "MD"}
        if "duration" in count.classes:
            return True  # a few hours are only when
        return core in _MANY or count.object in _SPREAD or (core == "few" and not count.classes)
    if form == "pair":
        return count.noun is not None and "duration" in count.classes and after is not None and after.lower != "of"
    if form == "vague":
        return "duration" in count.classes or (
            before is not None
            and before.lower in {"by", "in"}
            and after is not None
            and after.lower != "of"
            and count.noun is None
        )
    return False


def _is_date(parse: Parse, count: Count, before: Word | None, after: Word | None) -> bool:
    low, high = count.quantity.low, count.quantity.high
    if count.quantity.form != "digits":
        return False
    if (before is not None and before.lower in _MONTHS) or (after is not None and after.lower in _MONTHS):
        is_counted = low is not None and low > _LONGEST_MONTH and _counts_plural(parse, count)
        if is_counted and not _FIRST_YEAR <= (low or 0) <= _LAST_YEAR:
            return False  # by the end of December 945 people
        return not (after is not None and after.lower == "may" and after.tag == "MD")
    value = high if high is not None else low
    if value is None or not float(value).is_integer():
        return False
    if value <= _LONGEST_MONTH and count.noun is None and _is_in_days(parse, count):
        return True
    yearlike = _FIRST_YEAR <= value <= _LAST_YEAR and "," not in parse.words[count.core].text
    if yearlike and before is not None and before.lower in {"the", "since", "in"} and count.first == count.core:
        return True  # the 1995 attacks
    return yearlike and not _counts_plural(parse, count)


def _is_in_days(parse: Parse, count: Count) -> bool:
    """Whether a number is one of two days of a month: "August 4 and 5", "4 and 5 August"."""
    words = parse.words
    before = words[max(0, count.core - 3) : count.core]
    after = words[count.number_end : count.number_end + 3]
    back = [w.lower for w in before]
    ahead = [w.lower for w in after]
    behind_day = len(back) == 3 and back[2] in _TWO_DAYS and before[1].tag == "CD" and back[0] in _MONTHS
    before_day = len(ahead) == 3 and ahead[0] in _TWO_DAYS and after[1].tag == "CD" and ahead[2] in _MONTHS
    return behind_day or before_day


def _counts_plural(parse: Parse, count: Count) -> bool:
    return count.noun is not None and bool(object_classes(parse.words[count.noun].lemma.lower()))


def _is_clock(parse: Parse, count: Count, before: Word | None, after: Word | None) -> bool:
    wording = parse.words[count.core].text
    if wording.isdigit() and len(wording) == 4 and (wording[0] == "0" or (before is not None and before.lower == "at")):
        return count.noun is None or not count.classes
    if _POINTED.fullmatch(wording) and count.noun is None and _before(parse, count) in _WHEN:
        return True  # at about 13.00 on Tuesday
    if after is not None and after.lower in _CLOCK and count.quantity.form == "digits":
        return after.lower != "local" or (before is not None and before.lower == "at")
    if after is None or after.text != ":" or count.quantity.form != "digits" or count.noun is not None:
        return False
    behind = parse.words[after.i + 1] if after.i + 1 < len(parse.words) else None
    return behind is not None and behind.start == after.end  # 10:30, but "the dead number 12: nine men"


def _before(parse: Parse, count: Count) -> str:
    """Return the word before a quantity and its hedges."""
    return parse.words[count.first - 1].lower if count.first else ""


def _is_age(parse: Parse, count: Count, before: Word | None, after: Word | None) -> bool:
    words = parse.words
    tail = "".join(w.lower for w in words[count.number_end : count.number_end + 5])
    if tail.startswith(_YEARS_OLD):
        return True
    if before is None:
        return False
    if (
        before.lower == "of"
        and is_length_of_time(count)
        and "person" in object_classes(parse.words[before.i - 1].lemma)
    ):
        return True  # a baby of three months
    if _is_of_age(parse, count, before):
        return True
    if before.lower in _AGES or _in_ages(parse, count) or _is_age_limit(parse, count):
        return True
    value = count.quantity.high if count.quantity.high is not None else count.quantity.low
    closed = after is None or after.text in {",", ")", ".", ";"}
    back = words[count.core - 2] if count.core >= 2 else None
    bracketed = before.text in {",", "("} and back is not None and back.tag.startswith("NN")
    return bool(
        bracketed
        and closed
        and count.noun is None
        and value is not None
        and value < _OLDEST
        and count.first == count.core
    )


def _is_of_age(parse: Parse, count: Count, before: Word) -> bool:
    """Whether the number is the age in "a boy of 12"."""
    if before.lower != "of" or count.noun is not None or parse.words[before.i - 1].tag not in {"NN", "NNS"}:
        return False
    if parse.words[before.i - 1].tag == "NNS":  # boys of 19, but teams of ten
        return parse.words[before.i - 1].lemma in _AGING and count.first == count.core
    if parse.words[before.i - 1].lemma in word_list("amounts", "nonfigures", "collective"):
        return False  # its crew of six
    years = count.quantity.high if count.quantity.high is not None else count.quantity.low
    return (years or 0) < _OLDEST and "person" in object_classes(parse.words[before.i - 1].lemma)


def _is_age_limit(parse: Parse, count: Count) -> bool:
    """Read "children under five", "men over 60": the hedge bounds an age."""
    hedge = parse.words[count.first].lower
    at = count.first - 1
    value = count.quantity.high if count.quantity.high is not None else count.quantity.low
    if hedge not in _LIMITS or at < 0 or count.classes or (value or _OLDEST) >= _OLDEST:
        return False
    who = parse.words[at - 1] if parse.words[at].lower in {"aged", "are", "were"} else parse.words[at]
    return who.tag == "NNS" and "person" in object_classes(who.lemma.lower())


def _in_ages(parse: Parse, count: Count) -> bool:
    """Whether the number is a later one of a list of ages: ages 7, 9 and 12."""
    for word in reversed(parse.words[max(0, count.core - 8) : count.core]):
        if word.lower in _AGES:
            return True
        if word.tag not in {"CD", "CC", ","} and word.lower != "of":
            return False
    return False


def _is_past_span(parse: Parse, count: Count, before: Word | None) -> bool:
    """Whether a stretch of time only places an event: two days ago, the past 24 hours, a year later."""
    if not is_length_of_time(count) or count.noun is None:
        return False
    words = parse.words
    following = words[count.noun + 1].lower if count.noun + 1 < len(words) else ""
    if following in _AGO:
        stopped = words[min(count.noun + 2, len(words) - 1)].text == ","
        return following not in {"after", "before"} or (following == "before" and stopped)
    leading = [w for w in words[max(0, count.first - 2) : count.first] if w.pos != "VERB"]  # it was to last 20 days
    if _is_first_of(parse, count):
        return True
    if leading and leading[-1].lower == "following" and leading[0].lower != "the":
        return False  # reopened following two years of closure
    return before is not None and any(word.lower in _RELATIVE for word in leading)


def _is_first_of(parse: Parse, count: Count) -> bool:
    """Whether a stretch is the first of a longer one: "in the first six months of this year"."""
    words = parse.words
    behind = [w.lower for w in words[count.last : count.last + 2]]
    return words[count.first - 1].lower == "first" and behind[:1] == ["of"] and behind[-1] != "it"


def _is_label(parse: Parse, count: Count, before: Word | None, after: Word | None) -> bool:
    words = parse.words
    if after is not None and (
        after.lower in _CALIBRES
        or (after.text in {"-", "/"} and after.start == words[count.number_end - 1].end and _hyphened(words, count))
    ):
        return True
    if _is_address(parse, count):
        return True
    if before is None:
        return count.quantity.form == "digits" and after is not None and after.text in {".", ")"} and count.noun is None
    joined = before.end == words[count.core].start
    if joined and before.text in {"-", "/", "#", "_", "@"} and count.quantity.form == "digits":
        back = words[before.i - 1] if before.i else None
        return back is not None and back.end == before.start and any(c.isalpha() for c in back.text)
    if before.lower in _MARKERS and count.noun is None:
        return True
    if before.lower in _NUMBER_SIGNS or (before.lower == "number" and before.tag[:2] != "VB" and count.noun is None):
        return True
    capital = (
        before.text[:1].isupper() and before.tag in {"NNP", "NN", "NNPS"} and before.i > parse.sentence(before.i).first
    )
    known = before.lower in _LABELS and before.tag in {"NN", "NNP"}
    return (
        count.noun is None
        and count.first == count.core
        and "," not in words[count.core].text
        and (known or (capital and count.quantity.form == "digits" and words[count.core].head == before.i))
    )


def _hyphened(words: tuple[Word, ...], count: Count) -> bool:
    at = count.number_end + 1
    if at >= len(words):
        return True
    unit = words[at].lower
    return unit in _HYPHENED or (words[at].tag not in {"NN", "NNS", "JJ", "NNP", "CD"})


def _is_address(parse: Parse, count: Count) -> bool:
    words = parse.words
    if count.quantity.form != "digits":
        return False
    ahead = words[count.number_end : count.number_end + 4]
    if len(ahead) > 2 and ahead[0].lower == "block" and ahead[1].lower == "of":
        return True
    for word in ahead:
        if word.tag not in {"NNP", "NN", "NNS", "POS"}:
            return False
        if word.lower in _STREETS and word.text[:1].isupper():
            return True
        if singular(word.lower) in _STREETS and word.i > count.number_end:
            return words[word.i - 1].tag == "NNP"  # the corner of Mill and 15 May streets
    return False


def _opens_report(parse: Parse, noun: int) -> bool:
    """Whether one attack is the doer of a line of a strike list: "Near Bakra, one strike destroyed a kiln"."""
    words = parse.words
    first = parse.sentence(noun).first
    placed = words[noun - 2].text == "," and words[first].lower in _WHERE
    taken = parse.child(words[noun].head, "dobj")
    return placed and words[words[noun].head].tag == "VBD" and taken is not None and taken.i > noun


def _is_idle(parse: Parse, count: Count) -> bool:
    """Whether the noun is never counted as a claim (times, ways, sides once they are "the two sides")."""
    if count.noun is None:
        return False
    lemma = parse.words[count.noun].lemma.lower()
    if lemma in _TIMES:
        return (count.quantity.high or count.quantity.low or 0) < 2
    single = parse.words[count.core].lower == "one"
    subject = parse.words[count.noun].dep in {"nsubj", "nsubjpass"} and not _opens_report(parse, count.noun)
    is_length = "duration" in count.classes and parse.words[count.first - 1].lower != "of"  # a truce of one year
    if single and (("attack" in count.classes and subject) or is_length):
        return True
    of_plan = lemma == "point" and parse.words[count.noun - 1].tag == "HYPH"  # "the 20-point plan"
    if lemma in table("objects")["idle"]["words"] and not is_length_of_time(count) and not of_plan:
        return True
    leading = parse.words[count.first - 1].lower if count.first > parse.sentence(count.core).first else ""
    small = count.quantity.high is not None and count.quantity.high <= 3
    definite = leading in _DEFINITE
    return small and definite and lemma in table("objects")["side"]["words"]
