"""Triggers: which frame does a word give a counted thing, and what turns one frame into another?

The lowest part of `frames`: one word, one relation, one counted thing. Nothing here looks for the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.vocab.frames import Frame, frames
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Framed", "fatal", "match_frame", "named_before", "negated"]

_FRAMES = frames()
_SURVIVING = frozenset({"survive"})
_TAKING = word_list("frames", "taking", "verbs")
_CAPTIVITY = word_list("frames", "taking", "captivity")
_TAKEN = word_list("frames", "taking", "otherwise")
_TALLIES = word_list("amounts", "tallies", "nouns")
_ALIVE = word_list("amounts", "frames", "alive")
_BURNT = word_list("amounts", "frames", "burnt")
_SHOT = word_list("amounts", "frames", "shot")
_FATAL = word_list("amounts", "frames", "fatal")


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame and the word that triggered it; `relation` is how the counted thing hangs on it."""

    frame: Frame
    trigger: int
    relation: str


def match_frame(parse: Parse, relation: str, word: Word, count: Count) -> Framed | None:
    """Return the frame that `word` gives a counted thing in a relation (object, subject, after, of, self), if any."""
    if relation in {"self", "of"} and word.pos not in {"NOUN", "PROPN", "ADJ"} and word.tag != "VBG":
        return None
    if relation == "object" and word.lemma in _TAKING and _takes_otherwise(parse, word):
        return None
    for form in (word.lemma.lower(), word.lower):
        for classes in _classes(parse, count, form):
            found = _FRAMES.find(relation, form, classes)
            if found is not None:
                return Framed(found, word.i, relation)
    return None


def _takes_otherwise(parse: Parse, verb: Word) -> bool:
    """Whether nobody is seized: "took in ten bodies", "since it took effect"."""
    after = parse.words[verb.i + 1] if verb.i + 1 < len(parse.words) else verb
    taken = parse.child(verb.i, "dobj")
    if taken is not None and taken.lemma in _TALLIES:
        return True  # that takes the toll to 20
    if any(parse.words[j].lower == "out" for j in parse.children[verb.i]):
        return True  # took nine people out with ladders
    if verb.tag == "VBN" and after.lower == "to":  # all three were taken to the clinic
        behind = {w.lower for w in parse.words[verb.i + 2 : verb.i + 7]}
        return not behind & _CAPTIVITY
    return after.lower in _TAKEN or (after.tag == "RP" and after.lower == "in")


def _classes(parse: Parse, count: Count, trigger: str) -> tuple[frozenset[str], ...]:
    """What the counted thing may be: as named, or (nothing named) what the sentence spoke of before, or persons."""
    if count.classes:
        return (count.classes,)
    if count.noun is not None and trigger in word_list("frames", "unknown", "things"):
        return (frozenset({"structure"}),)  # whatever is demolished is a thing
    if count.noun is not None and trigger not in word_list("frames", "unknown", "words"):
        return (frozenset({"-"}),)  # an unknown thing: only verbs that are said of persons tell what it is
    earlier = named_before(parse, count)
    persons = frozenset({"person"})
    return (persons,) if earlier is None else (object_classes(earlier), persons)


def named_before(parse: Parse, count: Count) -> str | None:
    """Return the last weapon, building, settlement or vehicle named (in the plural) before a bare number."""
    sentence = parse.sentence(count.core)
    number = parse.sentence_index[count.core]
    before = parse.sentences[number - 1] if number else sentence
    first = before.first if before.block == sentence.block else sentence.first
    for i in range(count.first - 1, first - 1, -1):
        word = parse.words[i]
        if word.tag == "NNS" and i < sentence.first and object_classes(word.lemma.lower()) & {"person", "soldier"}:
            return None
        if word.tag == "NNS" and object_classes(word.lemma.lower()) & {"missile", "structure", "settlement", "vehicle"}:
            return word.lemma.lower()
    return None


def fatal(parse: Parse, count: Count, fit: Framed) -> Framed:
    """Make "shot dead", "shot and killed", "stabbed to death" and "fatally shot" a killing."""
    words = parse.words
    near = [w.lower for w in (*words[fit.trigger + 1 : fit.trigger + 4], *words[max(0, fit.trigger - 1) : fit.trigger])]
    killed = _FRAMES.find("after", "killed", count.classes or frozenset({"person"}))
    is_alive = words[fit.trigger].lower in _BURNT and ((near[:1] and near[0] in _ALIVE) or near[:2] == ["to", "death"])
    if is_alive and killed is not None:
        return Framed(killed, fit.trigger, fit.relation)
    if words[fit.trigger].lower in _SHOT and killed is not None:
        return Framed(killed, fit.trigger, fit.relation) if _FATAL & set(near) else fit
    return fit


def negated(parse: Parse, verb: Word, fit: Framed) -> Framed:
    """Turn "four missiles did not reach their targets" into missiles lost, "20 did not survive" into dead."""
    is_not = any(parse.words[j].dep == "neg" for j in parse.children[verb.i])
    turned = None
    if is_not and fit.frame.measure == "struck":
        turned = _FRAMES.find("subject", "fail", fit.frame.classes)
    if is_not and verb.lemma in _SURVIVING:
        turned = _FRAMES.find("subject", "die", fit.frame.classes)
    return fit if turned is None else Framed(turned, fit.trigger, fit.relation)
