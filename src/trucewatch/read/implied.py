"""Amounts told without a number: a child was killed, a restaurant among counted damage, no casualties.

Yields `Quantity` and `Count` pairs like those of `numbers` and `counts`; the caller frames them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import Modifier
from trucewatch.read.counts import Count, noun_phrase
from trucewatch.read.numbers import Quantity
from trucewatch.read.standing import forms
from trucewatch.vocab.countries import countries
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.frames import frames
from trucewatch.vocab.objects import PEOPLE, canonical_object, object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["first_joined", "named_victims", "pairs", "single_things", "zeros"]

_ARTICLES = word_list("grammar", "determiners", "of_one")
_NOBODY = word_list("amounts", "implied", "nobody")
_BOTH = frozenset({"both"})
_NEVER_ANYONE = word_list("amounts", "implied", "never_anyone")
_BEFORE_HARM = word_list("amounts", "implied", "before_harm")
_ORDINALS = word_list("amounts", "implied", "ordinals")
_COMPANIES = word_list("amounts", "implied", "companies")
_EVENTS = word_list("amounts", "implied", "events")
_THERE = word_list("amounts", "implied", "there")
_NONE = word_list("amounts", "implied", "none")
_BETWEEN = word_list("amounts", "implied", "between")
_OUGHT = frozenset({"should", "must", "ought"})
_NOTHING = _NONE | _NOBODY | {"not", "none", "any"}
_YEARS_OLD = tuple(word_list("amounts", "nonfigures", "years_old"))


def _one(sentence: Sentence, start: int, last: int, noun: int, value: int) -> tuple[Quantity, int, int, int]:
    quantity = Quantity(
        start - sentence.first,
        start - sentence.first,
        start + 1 - sentence.first,
        value,
        value,
        Modifier.EXACT,
        "implied",
    )
    return quantity, start, last, noun


def _counted(parse: Parse, found: tuple[Quantity, int, int, int]) -> Count:
    quantity, start, last, noun = found
    lemma = parse.words[noun].lemma.lower()
    kinds = word_list("amounts", "counts", "kinds")
    ahead = parse.words[start + 1 : noun]
    joined = {i for w in ahead if w.tag == "HYPH" for i in (w.i - 1, w.i, w.i + 1)}
    told = [w for w in ahead if w.i not in joined]
    before = [w.lower for w in told if w.tag in {"NN", "NNS"} or f"{w.lower} {lemma}" in kinds][-2:]
    name = canonical_object(" ".join([*before, lemma]))
    return Count(quantity, start, start, start + 1, last, noun, name, object_classes(lemma) | object_classes(name))


def single_things(parse: Parse, sentence: Sentence) -> list[Count]:
    """Return every "a child", "another woman", "an apartment block", "a 16-year-old" of a sentence.

    Whether one is a figure depends on its frame: the caller keeps persons killed or injured, and things
    damaged beside counted ones.
    """
    found: list[Count] = []
    for at in forms(parse, _ARTICLES, sentence):
        if at == sentence.last - 1:
            continue
        aged = _aged(parse, at, sentence.last)
        if aged is not None:
            quantity, start, last, noun = _one(sentence, at, aged, aged - 1, 1)
            found.append(Count(quantity, start, start, start + 1, last, noun, "person", frozenset({"person"})))
            continue
        if parse.words[at].lower in {"a", "another"} and _uncounted(parse, at, sentence.last):
            quantity, start, last, noun = _one(sentence, at, at + 1 + (parse.words[at].lower == "a"), at, 1)
            found.append(Count(quantity, start, start, last, last, None, None, frozenset()))
            continue
        phrase = noun_phrase(parse, at + 1, sentence.last) or _one_of_nation(parse, at + 1)
        if phrase is None or parse.words[phrase[0]].tag not in {"NN", "NNP", "JJ"}:
            continue
        if any(w.tag == "CD" for w in parse.words[at + 1 : phrase[0]]) and not _has_age(parse, at + 1, phrase[0]):
            continue
        found.append(_counted(parse, _one(sentence, at, phrase[1], phrase[0], 1)))
    return [c for c in found if _may_be_one(parse, c)]


def _one_of_nation(parse: Parse, at: int) -> tuple[int, int] | None:
    """Return "Russian" of "21 sailors and a Russian" as what is counted."""
    return (at, at + 1) if countries().demonym(parse.words[at].text) is not None else None


def _uncounted(parse: Parse, at: int, stop: int) -> bool:
    """Whether "a third" or "another" stands for one more of what was counted: and a third wounded."""
    after = at + 1
    if parse.words[at].lower == "a":
        if after >= stop or parse.words[after].lower not in _ORDINALS:
            return False
        after += 1
    return after < stop and (
        (frames().has("after", parse.words[after].lower) and parse.words[after].tag != "NN")
        or (
            parse.words[after].lower in _BEFORE_HARM
            and after + 1 < stop
            and frames().has("after", parse.words[after + 1].lower)
        )
    )


def _may_be_one(parse: Parse, c: Count) -> bool:
    """Whether a single thing is of a class that counts when told singly, or the victim of a killing."""
    if [w.lower for w in parse.words[max(0, c.first - 2) : c.first]] == ["according", "to"]:
        return False  # who says so is no victim
    if c.noun is not None and c.classes & PEOPLE and _speaks(parse, c):
        return False
    lemma = parse.words[c.noun].lemma.lower() if c.noun is not None else ""
    if c.noun is not None and parse.words[c.noun].dep == "nmod" and parse.words[c.noun].head > c.noun:
        return False  # another volunteer auxiliary unit
    if lemma in cue_words().echoes or lemma in cue_words().claims:
        return False  # ", a claim that NAME denied" was not killed
    if c.noun is None or c.classes & {"structure", "vehicle", "missile"}:
        return True
    if c.object in _COMPANIES or c.classes & {"target", "limb"}:
        return False
    if c.classes & PEOPLE:
        return True
    return parse.words[first_joined(parse, c.noun)].dep in {"dobj", "nsubjpass"}


def _speaks(parse: Parse, c: Count) -> bool:
    """Whether somebody says something right behind: "…, a doctor there said", "Another resident put the toll at …"."""
    words = parse.words
    at = c.last + (words[min(c.last, len(words) - 1)].lower in _THERE)
    if at >= len(words) or words[at].tag not in {"VBD", "VBZ", "VBP"}:
        return False
    told = cue_words().frames.get(words[at].lemma.lower(), frozenset[str]()) & {"clause", "at"}
    return bool(told) and words[at].head != c.noun


def first_joined(parse: Parse, i: int) -> int:
    """Return the first noun of a list of things: of "six stills, two bridges, a crane" the stills."""
    words = parse.words
    while words[i].dep in {"conj", "appos"} and words[words[i].head].pos in {"NOUN", "PROPN"} and words[i].head < i:
        i = words[i].head
    return i


def _aged(parse: Parse, at: int, stop: int) -> int | None:
    """Return the end of "a 16-year-old" that stands for a person, or None."""
    words = parse.words[at + 1 : min(stop, at + 7)]
    text = ""
    for n, word in enumerate(words):
        text += word.lower
        if text.endswith(_YEARS_OLD):
            following = words[n + 1] if n + 1 < len(words) else None
            if following is None or not following.tag.startswith(("NN", "JJ")):
                return at + 2 + n
            return None
    return None


def _has_age(parse: Parse, start: int, stop: int) -> bool:
    return any(w.lower.endswith("old") for w in parse.words[start:stop])


def named_victims(parse: Parse, sentence: Sentence, is_person: Callable[[int], bool]) -> list[Count]:
    """Return every victim told by name or office alone: "Mayor Ana Roe was killed", "troops shot two …" gives none.

    One named death is one death told of. Only the object of killing or injuring counts, or its passive subject.
    """
    found: list[Count] = []
    for word in parse.words[sentence.first : sentence.last]:
        if word.tag not in {"NN", "NNP"} or not _is_victim(parse, word):
            continue
        described = {parse.words[j].dep for j in parse.children[word.i]}
        if described & {"det", "nummod"} or any(parse.words[j].tag == "PRP$" for j in parse.children[word.i]):
            continue
        shouted = parse.text[word.start : word.end].isupper() and len(word.text) > 1 and not word.text.isupper()
        if word.text.isupper() and len(word.text) > 3:
            continue  # a dateline that the parser took for a victim
        known = bool(object_classes(word.lemma.lower()) & PEOPLE)
        if not (is_person(word.i) or known or (shouted and word.tag == "NN")):
            continue
        start = word.i
        while (
            start > sentence.first
            and parse.words[start - 1].tag in {"NN", "NNP"}
            and parse.words[start - 1].head == word.i
        ):
            start -= 1
        quantity, first, last, noun = _one(sentence, start, word.i + 1, word.i, 1)
        found.append(Count(quantity, first, first, first, last, noun, "person", frozenset({"person"})))
    return found


def _is_victim(parse: Parse, word: Word) -> bool:
    while word.dep == "conj" and word.head != word.i:
        word = parse.words[word.head]
    verb = parse.words[word.head]
    return word.dep in {"dobj", "nsubjpass"} and verb.lemma in word_list("frames", "named", "verbs")


def _can_be_none(noun: str) -> bool:
    """Whether "no" before the noun counts it as zero: no casualties, no soldiers were hurt."""
    if frames().has("self", noun):
        return noun not in _EVENTS
    return noun not in _NEVER_ANYONE and bool(object_classes(noun) & {"person", "soldier", "life"})


def _is_negated(parse: Parse, at: int, sentence: Sentence) -> bool:
    """Whether the clause of an "any" says no: did not report any casualties, neither side had any."""
    verb = next((w for w in parse.ancestors(at) if w.pos in {"VERB", "AUX"}), None)
    if verb is None or verb.lemma not in word_list("amounts", "implied", "suffering"):
        return False  # has not confirmed any loss
    if any(parse.words[j].dep == "neg" for j in parse.children[verb.i]):
        return True
    ahead = [w.lower for w in parse.words[max(sentence.first, verb.i - 6) : at]]
    return "neither" in ahead or "nor" in ahead or "without" in ahead


def pairs(parse: Parse, sentence: Sentence) -> list[Count]:
    """Return every "both lifeboats" and "both attackers"; the caller keeps those that came to harm."""
    found: list[Count] = []
    for at in forms(parse, _BOTH, sentence):
        phrase = noun_phrase(parse, at + 1, sentence.last)
        if phrase is None or parse.words[min(phrase[1], sentence.last - 1)].lower == "and":
            continue  # both civilians and soldiers
        if parse.words[phrase[0]].tag == "NNS":
            found.append(_counted(parse, _one(sentence, at, phrase[1], phrase[0], 2)))
    return found


def _done(words: tuple[Word, ...], at: int, stop: int) -> tuple[Word, ...]:
    """Return the participle of "nobody had yet been arrested", "none was hurt", if there is one."""
    behind = words[at + 1 : min(stop, at + 6)]
    verb = next((w for w in behind if w.pos not in {"AUX", "ADV"}), None)
    return (verb,) if verb is not None else ()


def zeros(parse: Parse, sentence: Sentence) -> list[Count]:
    """Return every "no casualties", "without loss of life", "no one (was killed)", "not a single prisoner"."""
    found: list[Count] = []
    words = parse.words
    for at in forms(parse, _NOTHING, sentence):
        low = words[at].lower
        single = low == "not" and [w.lower for w in words[at + 1 : at + 3]] == ["a", "single"]
        if low in _NONE or single:
            start = at + 3 if single else at + 1 + (at + 1 < sentence.last and words[at + 1].lower in _BETWEEN)
            if at + 1 < sentence.last and words[at + 1].lower == "one" and low == "no":
                quantity, first, last, noun = _one(sentence, at, at + 2, at + 1, 0)
                found.append(Count(quantity, first, first, first + 2, last, noun, "person", frozenset({"person"})))
                continue
            phrase = noun_phrase(parse, start, sentence.last)
            if phrase is not None and (single or _can_be_none(words[phrase[0]].lemma.lower())):
                found.append(_counted(parse, _one(sentence, at, phrase[1], phrase[0], 0)))
        elif low == "none" and at + 2 < sentence.last and words[at + 1].lower == "of":
            start = at + 2 + (words[at + 2].tag in {"DT", "PRP$"})
            phrase = noun_phrase(parse, start, sentence.last)
            if phrase is not None and not any(w.tag == "CD" for w in words[start : phrase[0]]):
                found.append(_counted(parse, _one(sentence, at, phrase[1], phrase[0], 0)))
        elif low == "any" and _is_negated(parse, at, sentence):
            phrase = noun_phrase(parse, at + 1, sentence.last)
            if phrase is not None and _can_be_none(words[phrase[0]].lemma.lower()):
                found.append(_counted(parse, _one(sentence, at, phrase[1], phrase[0], 0)))
        elif low in _NOBODY and any(frames().has("after", w.lower) for w in _done(words, at, sentence.last)):
            quantity, first, last, noun = _one(sentence, at, at + 1, at, 0)
            found.append(Count(quantity, first, first, first + 1, last, noun, "person", frozenset({"person"})))
    return [c for c in found if not _is_wished(parse, c)]


def _is_wished(parse: Parse, zero: Count) -> bool:
    """Whether none is what ought to be: "no more lives should be lost"; or it tells of the dead: "without life"."""
    at = zero.noun if zero.noun is not None else zero.core
    verb = next((w for w in parse.ancestors(at) if w.pos == "VERB"), None)
    ought = verb is not None and any(parse.words[j].lower in _OUGHT for j in parse.children[verb.i])
    return ought or (
        parse.words[zero.core].lower in _NONE
        and parse.words[at].lemma == "life"
        and zero.last == at + 1
        and parse.words[at - 1].lower == "without"
    )
