"""Rivals: what does a bare number count that somebody sets beside one told before?

"Police put the number at no more than 300", "a day earlier the figure had stood at 93,000", "the ministry says four":
such a number names nothing, it counts what the one before did. Part of `settling`.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.triggers import match_frame
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Sentence
    from trucewatch.read.settling import Draft
    from trucewatch.read.triggers import Framed

__all__ = ["BACK", "moved", "rival"]

_NOUNS = word_list("amounts", "tallies", "nouns")
_PUTS = word_list("amounts", "tallies", "puts")
_GIVES = word_list("amounts", "rivals", "gives")
_MOVES = word_list("amounts", "rivals", "moves")
_TELLS = word_list("amounts", "rivals", "tells")
_REACHES = word_list("amounts", "rivals", "reaches")
_SPEAKS = word_list("amounts", "rivals", "speaks")
_ANEW = word_list("amounts", "rivals", "anew")
_TAKEN_UP = frozenset({"it", "that", "this"})
BACK = 3
"""The number told before stands at most so many sentences back, in the same paragraph or the one before."""
# So many words may stand between "put" and "at": "put the number of those who fled the two valleys at".
_REACH = 14
# Rival counts differ, but hardly by more: a force of 10,000, 40,000 or 150,000.
_APART = math.log(40)
# What a sentence tells first is rivalled, unless another of its numbers lies so much nearer.
_NEAR = math.log(5)
# What is counted one by one: a rival of money or of hours names its unit.
_COUNTED = frozenset({"digits", "words", "vague", "pair"})


def rival(parse: Parse, one: Draft, before: Sequence[Draft]) -> Draft | None:
    """Let a bare number count what the number did that it is set beside; None where it is set beside none."""
    q = one.count.quantity
    if one.count.noun is not None or one.object is not None or q.form not in _COUNTED or q.currency is not None:
        return None
    noun = _set_by(parse, parse.sentences[one.sentence], one.count.first)
    if noun is None:
        return None
    told = _told_of(parse, one, noun)
    found = _beside(parse, one, before, told)
    if found is not None and (told is None or abs(_size(one) - _size(found)) <= _NEAR):
        return replace(one, kind=found.kind, measure=found.measure, object=found.object, trigger=found.trigger)
    if told is None:
        return None
    return replace(one, kind=told.frame.kind, measure=told.frame.measure, object="person", trigger=told.trigger)


def moved(parse: Parse, one: Draft) -> bool:
    """Whether a bare number is one told before that moved since, given by nobody else: "by noon it stood at 40".

    A toll that rises, or a number, is told anew, by whoever tells of it.
    """
    sentence = parse.sentences[one.sentence]
    if one.count.noun is not None:
        return False
    noun = _set_by(parse, sentence, one.count.first)
    verb = next((w for w in parse.words[one.count.first - 2 : sentence.first : -1] if w.pos == "VERB"), None)
    if noun is None or verb is None or verb.lemma not in _MOVES:
        return False
    return parse.words[noun].lemma not in _ANEW


def _set_by(parse: Parse, sentence: Sentence, first: int) -> int | None:
    """Return the word by which those before a number set it beside another: "it", "figure", a verb; None for none."""
    words = parse.words
    if first - 1 <= sentence.first:
        return None
    last, ahead = words[first - 1], words[first - 2]
    if last.lower == "of" and first - 2 > sentence.first:
        spoken = ahead.lemma in _SPEAKS or (ahead.lemma in _NOUNS and words[first - 3].lower in {"a", "an", "the"})
        return ahead.i if spoken else None
    if last.lemma in _TELLS and last.pos == "VERB":
        return last.i
    if last.lemma == "be" and last.tag in {"VBD", "VBZ", "VBN"}:
        start = ahead.i if last.tag != "VBN" else max(sentence.first, first - _REACH)
        return _taken_up(parse, start, first - 1)
    if last.lemma in _REACHES and last.pos == "VERB":
        return _taken_up(parse, max(sentence.first, first - _REACH), first - 1)
    return _put_at(parse, sentence, first) if last.lower in {"at", "to", "as"} else None


def _put_at(parse: Parse, sentence: Sentence, first: int) -> int | None:
    """Return what is put at a number, given as one, or moves to one."""
    words = parse.words
    given = words[first - 1].lower == "as"
    for k in range(first - 2, max(sentence.first, first - _REACH) - 1, -1):
        word = words[k]
        if word.tag == "CD" or word.text in {";", ":"}:
            return None
        if word.lemma in (_GIVES if given else _PUTS):
            return _taken_up(parse, k + 1, first - 1)
        if word.lemma in _MOVES and word.pos == "VERB":
            return None if given else _taken_up(parse, max(sentence.first, k - _REACH), k)
    return None


def _taken_up(parse: Parse, start: int, stop: int) -> int | None:
    """Return the word that speaks of a number told before: "it", "the figure", "the number of those who fled"."""
    words = parse.words[start:stop]
    noun = next((w.i for w in words if w.lemma in _NOUNS and w.pos == "NOUN"), None)
    return noun if noun is not None else next((w.i for w in words if w.lower in _TAKEN_UP and w.pos == "PRON"), None)


def _told_of(parse: Parse, one: Draft, noun: int) -> Framed | None:
    """Return what befell those that a number is said to count: "the toll", "the number of soldiers killed"."""
    people = replace(one.count, classes=frozenset({"person"}))
    if parse.words[noun].lemma not in _NOUNS:
        return None
    if noun + 1 >= one.count.first or parse.words[noun + 1].lower != "of":
        return match_frame(parse, "of", parse.words[noun], people)
    words = parse.words[noun + 2 : one.count.first]
    told = (match_frame(parse, how, w, people) for w in words for how in ("object", "self"))
    return next((found for found in told if found is not None), None)


def _beside(parse: Parse, one: Draft, before: Sequence[Draft], told: Framed | None) -> Draft | None:
    """Return the figure that a number may be a rival of: the first of the sentence told last, if near in size."""
    here = parse.sentences[one.sentence]
    near: list[Draft] = []
    for d in reversed(before):
        there = parse.sentences[d.sentence]
        if one.sentence - d.sentence > BACK or here.story != there.story or here.block - there.block > 1:
            break
        if near and d.sentence != near[0].sentence:
            break
        if _is_counted(d) and abs(_size(one) - _size(d)) <= _APART and (told is None or _is_told(d, told)):
            near.append(d)
    first = near[-1] if near else None
    if first is None or abs(_size(one) - _size(first)) <= _NEAR:
        return first
    return min(near, key=lambda d: abs(_size(one) - _size(d)))


def _is_counted(d: Draft) -> bool:
    q = d.count.quantity
    return bool(d.measure) and d.kind is not FigureKind.TERM and q.form in _COUNTED and q.currency is None


def _is_told(d: Draft, told: Framed) -> bool:
    return (d.kind, d.measure) == (told.frame.kind, told.frame.measure)


def _size(d: Draft) -> float:
    """Return the logarithm of a number, one for none."""
    return math.log(max(1.0, d.low or d.high or 1.0))
