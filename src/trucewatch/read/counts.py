"""What a quantity counts: its noun, the span that states both, and the class of the thing.

Noun phrases are read off the tags in reading order, because the small parser attaches numbers wrongly more
often than it tags them wrongly. Takes quantities from `numbers`, feeds `frames`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.countries import countries
from trucewatch.vocab.objects import canonical_object, object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.numbers import Quantity

__all__ = ["Count", "count", "noun_phrase"]

_DASHES = {"-", "–", "—"}
_FAR = 8
"""No noun phrase is longer before a dash."""
_INSIDE = {"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "VBG", "AFX", "CD", "POS"}
_NOUNS = {"NN", "NNS", "NNP", "NNPS"}
_NOUN_PARTS = _NOUNS | {"HYPH", "POS"}
_TIMES = frozenset(calendar().weekdays) | word_list("amounts", "counts", "times")
_MORE = word_list("amounts", "counts", "more")
_STANDS_ALONE = word_list("amounts", "counts", "stands_alone")
_NUMBERED = word_list("amounts", "counts", "numbered")
_PRONOUNS = word_list("grammar", "pronouns", "partitive")
_LEADING = word_list("amounts", "counts", "leading")
_PEOPLE = word_list("amounts", "counts", "people")
_HOUSEHOLDS = word_list("amounts", "counts", "households")


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with what it counts. Word indices are the report's (`Parse.words`).

    `noun` is the head noun or None; `last` the end (half-open) of the words of the span; `object` the
    canonical noun; `whole` the first word of a base ("51 of 92 drones"), `shared` whether the noun was
    taken from there.
    """

    quantity: Quantity
    first: int
    core: int
    number_end: int
    last: int
    noun: int | None
    object: str | None
    classes: frozenset[str]
    whole: int | None = None


def noun_phrase(parse: Parse, start: int, stop: int) -> tuple[int, int] | None:
    """Return (head noun, end) of the noun phrase whose words run on from `start`, or None."""
    noun, at = None, start
    words = parse.words
    at = next((k for k in range(at, stop) if words[k].text != '"'), stop)
    # "… killing 31 - aid worker": a dash with spaces ends what is counted.
    stop = next((k for k in range(at, min(stop, at + _FAR)) if _is_dash(words, k)), stop)
    if at < stop and words[at].tag == "VBZ" and object_classes(words[at].lower.removesuffix("s")) & {"soldier"}:
        return at, at + 1  # its 40,000 or so fighters: a plural taken for a verb
    while at < stop:
        word = words[at]
        if word.tag == "NNS" and [w.tag for w in words[at + 1 : min(stop, at + 3)]] == ["HYPH", "IN"]:
            return at, at + 3  # five passers-by
        past = _past_compound(parse, at, start, stop) + (noun is None and _qualifies(parse, at, stop))
        if past > at:
            noun, at = None, past
            continue
        if word.tag == "POS" and noun is not None and words[noun].tag == "NNS":
            break  # the two countries' border: two countries
        if word.lower in {"and", "or"} and at > start and _joins_modifiers(parse, noun, at, stop):
            noun, at = None, at + 1
            continue
        verbal = word.tag in {"VBN", "VBG"} and not _modifies(parse, at, stop)
        if (
            verbal
            or word.lower in _TIMES
            or word.lower in _TOLD
            or (word.tag not in _INSIDE and word.lower not in _MORE)
        ):
            break
        if noun is not None and word.tag not in _NOUN_PARTS and not _goes_on(parse, noun, at, stop):
            break  # "72 people injured": what follows the noun is not the noun
        if word.lower in _STANDS_ALONE and word.tag != "NNS" and not _modifies(parse, at, stop):
            break
        if word.tag in _NOUNS or word.lower == "others":
            if word.dep == "npadvmod" and noun is not None:
                break
            noun = at
        at += 1
    if noun is None:
        return None
    if noun + 1 < stop and words[noun + 1].tag == "POS" and words[noun].tag != "NNS":
        return None
    return noun, noun + 1


def _is_dash(words: tuple[Word, ...], k: int) -> bool:
    return words[k].text in _DASHES and k > 0 and words[k].start > words[k - 1].end


def _past_compound(parse: Parse, at: int, start: int, stop: int) -> int:
    """Return the word behind a part of a compound (45-year-old, burned-out) or of a name (Battalion 12), else `at`."""
    words = parse.words
    word = words[at]
    close = next((k for k in range(at + 2, min(stop, at + 4)) if words[k].text == ")"), at) if word.text == "(" else at
    short = close > at and all(w.text.isupper() for w in words[at + 1 : close])
    if short and close + 1 < stop and words[close + 1].tag in _NOUNS:
        return close + 1  # three Frontier Corps (FC) men
    if word.tag == "CD" and at > start and words[at - 1].lower in _NUMBERED and words[at - 1].text[:1].isupper():
        return at + 1
    if at + 2 < stop and words[at + 1].tag == "HYPH" and (word.tag in _INSIDE or words[at + 2].tag == "RP"):
        particle = at + 3 < stop and words[at + 2].tag in {"RP", "IN", "RB"} and words[at + 2].dep != "prep"
        return at + 2 + particle
    return at


def _qualifies(parse: Parse, at: int, stop: int) -> bool:
    """Whether an adverb stands before the adjective of a noun: two very powerful states, three mainly Kurdish towns."""
    tags = [w.tag for w in parse.words[at : min(stop, at + 3)]]
    return tags[:2] == ["RB", "JJ"] and tags[-1] in _NOUNS


def _joins_modifiers(parse: Parse, noun: int | None, at: int, stop: int) -> bool:
    """Whether "and" joins two words that describe one plural noun: air and ground violations."""
    words = parse.words
    if noun is None and words[at - 1].tag != "JJ":
        return False
    ahead = [w.tag for w in words[at + 1 : min(stop, at + 3)]]
    if at + 1 < stop and words[at + 1].lower in _ROUGHLY:
        return False  # one death and several injuries
    return (
        (noun is None or words[noun].tag == "NN") and len(ahead) == 2 and ahead[0] in {"NN", "JJ"} and ahead[1] == "NNS"
    )


def _goes_on(parse: Parse, noun: int, at: int, stop: int) -> bool:
    """Whether a name only describes what follows: 44 United Nations military observers."""
    name = parse.words[noun].tag in {"NNP", "NNPS"}
    return name and parse.words[at].tag == "JJ" and at + 1 < stop and parse.words[at + 1].tag in {"NN", "NNS"}


def _modifies(parse: Parse, at: int, stop: int) -> bool:
    """Whether the participle at `at` stands before the noun it describes: 18 wounded soldiers."""
    following = parse.words[at + 1] if at + 1 < stop else None
    return (
        following is not None
        and following.tag in {"NN", "NNS", "JJ", "NNP", "NNPS"}
        and following.lower not in _TIMES
        and following.dep != "npadvmod"
        and parse.words[following.head].dep != "npadvmod"  # 2,060 injured last year
    )


def _name(parse: Parse, start: int, noun: int) -> str:
    """Return the canonical object: head lemma with the common nouns (and kind adjectives) before it."""
    words = parse.words
    head = words[noun]
    lemma = _lemma(head)
    parts: list[str] = []
    for word in words[start:noun]:
        if words[word.i + 1].tag == "HYPH" or words[word.i - 1].tag == "HYPH":
            continue
        kind = word.tag in {"NN", "NNS"} or (word.tag == "JJ" and f"{word.lower} {lemma}" in _KINDS)
        if kind and not word.text.isupper() and word.lower not in _MORE | _TIMES | _CALIBRES:
            parts.append(word.lower)
    full = " ".join([*parts[-2:], lemma])
    if canonical_object(lemma) == "person" and lemma not in _PEOPLE:
        who = [w for w in words[start:noun] if w.tag in {"JJ", "NN"} and _is_kind_of_person(w)]
        if who:
            return canonical_object(who[-1].lemma.lower())  # 32 civilian deaths are 32 civilians
    for size in range(len(parts[-2:]) + 1):
        name = " ".join([*parts[-2:][size:], lemma])
        if canonical_object(name) != name:
            return canonical_object(name)
    return canonical_object(full)


def _is_kind_of_person(word: Word) -> bool:
    named = countries().demonym(word.text) is not None
    return not named and bool(object_classes(word.lemma.lower()) & {"person", "soldier"})


_KINDS = word_list("amounts", "counts", "kinds")
_CALIBRES = word_list("amounts", "nonfigures", "calibres")
_WHICH = frozenset({"last", "this", "next"})
_TALKS = word_list("amounts", "counts", "talks")
_TOLD = word_list("amounts", "counts", "told")


def _lemma(word: Word) -> str:
    if countries().demonym(word.text) is not None and word.tag in {"NNPS", "NNP"}:
        return "person"
    if word.tag in {"NNP", "NNPS"} or word.lemma.isupper():
        return word.lower.removesuffix("s") if word.tag == "NNPS" else word.lower
    return word.lemma.lower()


def count(parse: Parse, sentence: Sentence, q: Quantity) -> Count:
    """Find what `q` (indices within `sentence`) counts."""
    words, stop = parse.words, sentence.last
    first, core, end = (sentence.first + k for k in (q.first, q.core, q.last))
    at = end
    if at + 2 < stop and (words[at].text, words[at + 1].tag, words[at + 2].text) == ("(", "CD", ")"):
        at += 3  # two (2) vehicles
    if at < stop and words[at].lower == "strong":
        return Count(q, first, core, end, at + 1, None, "troop", frozenset({"soldier"}))
    glued = at + 1 < stop and words[at].lower == "-" and words[at].end == words[at + 1].start
    if glued and words[at].start == words[at - 1].end and words[at + 1].tag != "CD":
        return _hyphened(parse, sentence, q)
    if q.form == "years" or words[core].lower == "twice":
        name, classes = ("year", frozenset({"duration"})) if q.form == "years" else ("time", frozenset[str]())
        return Count(q, first, core, end, end, end - 1, name, classes)
    if q.currency is not None:
        return Count(q, first, core, end, end, None, None, frozenset({"money"}))
    is_alone = at + 1 < stop and words[at].lower in _WHICH and words[at + 1].dep == "npadvmod"
    # "averaged 32 last week", "with thousands fleeing several districts"
    does = at < stop and words[at].tag == "VBG" and (words[core].dep, words[core].head) == ("nsubj", at)
    is_alone = is_alone or does
    found = noun_phrase(parse, at, stop) if not is_alone else None
    if found is not None:
        noun, last = found
        name = _name(parse, at, noun)
        kin = [w.lower for w in words[last : min(stop, last + 4)]]
        if words[noun].lemma == "member" and kin[:1] == ["of"] and _HOUSEHOLDS & set(kin):
            return Count(q, first, core, end, last, noun, "person", frozenset({"person"}))
        spent = object_classes(words[noun].lemma.lower()) & {"duration"}
        if last + 1 < stop and words[last].lower == "of" and words[last + 1].lemma in _TALKS and not spent:
            return Count(q, first, core, end, last, noun, name, frozenset({"talks"}))
        return Count(q, first, core, end, last, noun, name, _classes(name, words[noun]))
    if at < stop and words[at].lower == "of":
        return _of(parse, sentence, q, at)
    start = _tallied(parse, sentence, (first, core), at)
    told = noun_phrase(parse, start, stop) if start is not None else None
    if start is not None and told is not None and words[told[0]].tag in {"NNS", "NNPS"}:
        name = _name(parse, start, told[0])
        classes = _classes(name, words[told[0]])
        if words[start - 2].lemma != "toll" or "attack" not in classes:  # "the toll of the clashes rose to 36"
            return Count(q, first, core, end, end, None, name, classes)
    return Count(q, first, core, end, end, None, None, frozenset())


def _tallied(parse: Parse, sentence: Sentence, number: tuple[int, int], at: int) -> int | None:
    """Return where the noun of a bare number begins: to 41 the number of foreigners, the number of rounds at 18."""
    first, core = number
    words = parse.words
    before = words[first - 1].lower if first > sentence.first else ""
    if before in {"to", "at"} and at < sentence.last and words[at].lower == "the":
        after = [w.lower for w in words[at : at + 3]]
        return at + 3 if after[1:] in (["number", "of"], ["total", "of"], ["count", "of"]) else at + 1
    opens = max(sentence.first, first - 14)
    for k in range(first - 1, opens - 1, -1):
        if (words[k].tag == "CD" and not _is_step(words, k)) or words[k].text in {";", ":"}:
            return None
        if before in {"to", "from"} and words[k].tag == "NNS" and words[k].dep == "nsubj":
            changed = words[words[k].head].lemma in _CHANGE and k < words[k].head < first
            moved = any(w.dep == "dobj" for w in words[k + 1 : first])  # officials raised that to 79
            return _phrase_start(words, k, sentence.first) if changed and not moved else None
        if words[k].lemma in _TALLIES and words[k + 1].lower == "of":
            between = {w.lemma for w in words[k + 2 : max(first, core)]}  # "has passed 700,000" is a bound
            return k + 2 if before in {"to", "at", ":"} or between & _CHANGE else None
    return None


def _is_step(words: tuple[Word, ...], i: int) -> bool:
    """Whether a number only says from where or by how much another rose: "from 14 to 20", "by 62%", "54%, to 100"."""
    return words[i - 1].lower in {"from", "by"} or words[i + 1].text == "%"


def _phrase_start(words: tuple[Word, ...], noun: int, opens: int) -> int:
    start = noun
    while start > opens and words[start - 1].tag in {"JJ", "NN", "VBN"}:
        start -= 1
    return start


_TALLIES = word_list("amounts", "tallies", "nouns")
_ROUGHLY = word_list("amounts", "tallies", "roughly")
_CHANGE = word_list("amounts", "frames", "change")


def _hyphened(parse: Parse, sentence: Sentence, q: Quantity) -> Count:
    """Read "30-day ceasefire", "12-member delegation", "10,000-strong force": the unit is after the hyphen."""
    words, stop = parse.words, sentence.last
    first, core, end = (sentence.first + k for k in (q.first, q.core, q.last))
    unit = words[end + 1]
    found = noun_phrase(parse, end + 2, stop) if end + 2 < stop else None
    last = found[1] if found is not None else end + 2
    if unit.lower == "strong":
        return Count(q, first, core, end, last, found[0] if found else None, "troop", frozenset({"soldier"}))
    name = canonical_object(unit.lemma.lower())
    return Count(q, first, core, end, last, end + 1, name, _classes(name, unit))


def _classes(name: str, word: Word) -> frozenset[str]:
    found = object_classes(word.lemma.lower()) | object_classes(name) | object_classes(word.lower)
    found = found or object_classes(word.lower.removesuffix("s"))
    return found or (frozenset({"person"}) if name == "person" or word.tag == "NNPS" else found)


def _said_to_be(parse: Parse, at: int, stop: int) -> str | None:
    """Return the persons that some of a number are said to be: eight of whom were civilians."""
    if at >= stop or parse.words[at].lemma != "be":
        return None
    found = noun_phrase(parse, at + 1, stop)
    if found is None or parse.words[found[0]].tag != "NNS":
        return None
    name = _name(parse, at + 1, found[0])
    return name if object_classes(name) & {"person", "soldier"} else None


def _of(parse: Parse, sentence: Sentence, q: Quantity, at: int) -> Count:
    """Read "dozens of drones" (the span runs to the noun) and "51 of 92 drones" (it ends at the number)."""
    words, stop = parse.words, sentence.last
    first, core, end = (sentence.first + k for k in (q.first, q.core, q.last))
    start = next((k + 1 for k in range(at + 2, min(stop, at + 6)) if words[k].tag == "POS"), at + 1)
    start = start if start < stop and words[start].tag == "CD" else at + 1
    while start < stop and (
        words[start].lower in _LEADING
        or words[start].tag in {"DT", "PRP$", "CD"}
        or (words[start].tag == "VBN" and start + 1 < stop and words[start + 1].tag == "CD")  # 800 of a planned 2,500
    ):
        start += 1
    base_at = next((k for k in range(at + 1, start) if words[k].tag == "CD"), None)
    counted_base = base_at is not None
    found = noun_phrase(parse, start, stop)
    if found is None:
        referred = at + 1 < stop and words[at + 1].lower in _PRONOUNS | _STANDS_ALONE | {"the", "those"}
        base = base_at if counted_base else at + 1 if referred else None
        alone = start < stop and words[start].lower in _STANDS_ALONE
        told = _said_to_be(parse, start + 1 if alone or referred else start, stop)
        if told is not None and base is not None:
            return Count(q, first, core, end, end, None, told, object_classes(told), base)
        last = start + 1 if alone and q.form == "fraction" else end
        return Count(
            q, first, core, end, last, None, "person" if alone else None, frozenset({"person"} if alone else ()), base
        )
    noun, last = found
    name = _name(parse, start, noun)
    vague = q.form in {"vague", "few", "pair", "fraction", "percent"} and not counted_base
    definite = start > at + 1
    return Count(
        q, first, core, end, last if vague else end, noun, name, _classes(name, words[noun]),
        base_at if counted_base else at + 1 if definite else None,
    )  # fmt: skip
