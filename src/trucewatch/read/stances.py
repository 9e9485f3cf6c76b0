"""Stances: which words of a sentence take a stand, is it real, and is it turned round?

Finds the triggers of the vocabulary by part of speech, leaves out wishes, doubts and questions, counts negations,
and cuts what follows a trigger into the segments that are stood on, apart from conditions and asides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.model import Stance
from trucewatch.read.standing import forms, lemmas
from trucewatch.read.topics import matches, opens_with
from trucewatch.vocab.positions import position_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.topics import TopicHit
    from trucewatch.vocab.positions import Trigger

__all__ = ["Met", "Scope", "Segment", "find_triggers", "is_negated", "is_real", "scope_of", "stance_on"]

_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADP": "adjective"}
# The words of a trigger stand at most so far apart: "put a temporary hold".
_GAP = 4
_HOPS = 6


@dataclass(frozen=True, slots=True)
class Met:
    """A trigger as met: its first word and the last of its words."""

    i: int
    last: int
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that are stood on together; `head` is the word that joins them to the trigger."""

    head: int
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class Scope:
    """What follows a trigger: its segments in order, and the condition, as first and last word."""

    segments: tuple[Segment, ...]
    condition: tuple[int, int] | None = None
    is_strict: bool = False


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """The words that open a trigger, as told or by their base form."""
    return frozenset(word for table in position_words().triggers.values() for word in table)


def find_triggers(parse: Parse, sentence: Sentence) -> list[Met]:
    """Return the words of a sentence that take a stand, in order."""
    found: list[Met] = []
    table, openers = position_words().triggers, _openers()
    for i in sorted({*forms(parse, openers, sentence), *lemmas(parse, openers, sentence)}):
        word = parse.words[i]
        part = _PARTS.get(word.pos)
        if part is None:
            continue
        # "is opposed to" is a state of its subject, not something done to it.
        state = _met(parse, word, table["adjective"], sentence) if word.tag == "VBN" else None
        met = state or _met(parse, word, table[part], sentence)
        if met is not None:
            found.append(met)
    return found


def _met(parse: Parse, word: Word, table: dict[str, tuple[Trigger, ...]], sentence: Sentence) -> Met | None:
    as_told, as_base = table.get(word.lower), table.get(word.lemma.lower())
    if as_told is None and as_base is None:
        return None
    for trigger in (*(as_told or ()), *(as_base or ())):
        last = word.i
        for wanted in trigger.rest:
            reach = range(last + 1, min(last + 1 + _GAP, sentence.last))
            last = next((j for j in reach if matches(parse.words[j], wanted)), -1)
            if last < 0:
                break
        if last >= 0:
            return Met(word.i, last, trigger)
    return None


# --- is it real ---


def is_real(parse: Parse, i: int) -> bool:
    """Whether the stand is taken: no wish, doubt or bare purpose, and no name of a thing ("the proposed truce")."""
    sets = position_words().sets
    word = parse.words[i]
    if word.dep in {"amod", "compound"} and word.pos in {"VERB", "ADJ"}:
        return False
    if word.pos == "NOUN" and any(parse.words[j].tag in {"WP", "WDT"} and j < i for j in parse.children[i]):
        return False
    if word.pos == "NOUN" and word.dep in {"nsubj", "nsubjpass", "attr"} and _is_open(parse, parse.words[word.head]):
        return False
    for _ in range(_HOPS):
        kids = [parse.words[j] for j in parse.children[word.i]]
        if any(k.dep in {"mark", "advmod"} and k.lower in sets["doubtful"] and k.i < word.i for k in kids):
            return False
        modal = next((k for k in kids if k.dep == "aux" and k.lower in sets["unreal"]), None)
        if modal is not None and not (modal.lower in {"can", "could"} and is_negated(parse, word.i)):
            return False
        above = parse.words[word.head]
        if above.i == word.i or word.dep not in {
            "xcomp",
            "conj",
            "acomp",
            "attr",
            "dobj",
            "acl",
            "advcl",
            "prep",
            "pobj",
        }:
            return True
        if word.tag == "VB" and any(k.tag == "TO" for k in kids) and above.lemma.lower() not in sets["raising"]:
            return False
        if word.dep in {"dobj", "acl", "advcl", "prep", "pobj"} and word.pos == "VERB":
            return True
        word = above
    return True


def _is_open(parse: Parse, verb: Word) -> bool:
    """Whether a clause asks or supposes: "what its commitments might be"."""
    unreal = position_words().sets["unreal"]
    kids = [parse.words[j] for j in parse.children[verb.i]]
    return any(k.lower in unreal or (k.tag in {"WP", "WRB"} and k.i < verb.i) for k in kids)


def is_negated(parse: Parse, i: int) -> bool:
    """Whether a trigger, or the verb that carries it, is negated."""
    sets = position_words().sets
    word = parse.words[i]
    for _ in range(_HOPS):
        kids = (parse.words[j] for j in parse.children[word.i])
        if any((k.dep in {"neg", "det", "advmod", "preconj", "cc"}) and k.lower in sets["negations"] for k in kids):
            return True
        above = parse.words[word.head]
        carried = word.dep in {"acomp", "attr", "oprd"} or (
            word.dep == "xcomp" and above.lemma.lower() in sets["raising"]
        )
        light = word.dep == "dobj" and word.pos == "NOUN" and above.lemma.lower() in sets["light"]
        if above.i == word.i or not (carried or light):
            return False
        word = above
    return False


def stance_on(parse: Parse, met: Met, hit: TopicHit, segment: Segment) -> Stance | None:
    """Return the stance that a trigger takes on a topic, with all negations and endings counted."""
    words, trigger = position_words(), met.trigger
    stance = trigger.stance_on(hit.topic.name)
    if stance is None or (trigger.is_firm and not _is_firm(parse, segment)):
        return None
    if is_negated(parse, met.i):
        key = " ".join((parse.words[met.i].lemma.lower(), *trigger.rest))
        negated = Stance.REJECTS if key in words.sets["refusals"] else words.negated.get(stance)
        if stance is Stance.UNDECIDED or negated is None:
            return stance if "no" in trigger.rest else None
        stance = negated
    if stance is Stance.UNDECIDED:
        return stance
    turns = _inner_negation(parse, met, hit, segment) + _enders(parse, met, hit, segment) + _is_withdrawn(parse, met)
    return words.flipped.get(stance, stance) if turns % 2 else stance


def _is_firm(parse: Parse, segment: Segment) -> bool:
    firm = position_words().sets["firm"]
    return any(parse.words[j].dep == "aux" and parse.words[j].lower in firm for j in segment.words)


def _inner_negation(parse: Parse, met: Met, hit: TopicHit, segment: Segment) -> int:
    negations = position_words().sets["negations"]
    inside = [w for w in parse.words[met.last + 1 : hit.last] if w.i in segment.words]
    return sum(1 for w in inside if w.lower in negations and w.lower not in {"nor", "neither"})


def _enders(parse: Parse, met: Met, hit: TopicHit, segment: Segment) -> int:
    if not hit.topic.flips:
        return 0
    enders = position_words().sets["enders"]
    above = [a for a in parse.ancestors(hit.first) if a.i in segment.words and met.last < a.i < hit.first]
    return sum(1 for a in above if a.lemma.lower() in enders)


def _is_withdrawn(parse: Parse, met: Met) -> int:
    word = parse.words[met.i]
    above = parse.words[word.head]
    dropped = word.dep == "dobj" and above.lemma.lower() in position_words().sets["withdrawn"]
    return int(met.trigger.part == "noun" and dropped)


# --- what is stood on ---


def scope_of(parse: Parse, met: Met) -> Scope:
    """Return what follows a trigger, cut at joined words, without clauses of time, place and company."""
    walk = _Walk(parse, met)
    todo = [(j, met.i) for j in _roots(parse, met)]
    while todo:
        j, segment = todo.pop(0)
        if j in walk.seen:
            continue
        walk.seen.add(j)
        if walk.is_left_out(j):
            continue
        if (
            parse.words[j].dep == "conj"
            and parse.words[j].head != met.i
            and parse.words[j].pos in {"VERB", "NOUN", "PROPN", "AUX"}
        ):
            segment = j
        walk.segments.setdefault(segment, []).append(j)
        todo.extend((k, segment) for k in parse.children[j])
    asked = _asked(parse, met)
    found = tuple(Segment(h, frozenset(ws) - asked) for h, ws in sorted(walk.segments.items()) if set(ws) - asked)
    return Scope(found, walk.condition, walk.is_strict)


def _asked(parse: Parse, met: Met) -> frozenset[int]:
    """Return the words for those of whom something is demanded: what they are is not what it is about."""
    if met.trigger.stance is not Stance.DEMANDS:
        return frozenset()
    kids = parse.children[met.i]
    clauses = [j for j in kids if parse.words[j].dep in {"xcomp", "ccomp"} and j > met.i]
    inside = [k for j in clauses for k in parse.children[j] if parse.words[k].dep == "nsubj"]
    whom = [j for j in kids if clauses and parse.words[j].dep in {"dobj", "dative"}]
    return frozenset(k for j in (*whom, *inside) for k in parse.subtree(j))


def _roots(parse: Parse, met: Met) -> list[int]:
    """Return the words below a trigger, and those that the parser hung on the verb that carries it."""
    word = parse.words[met.i]
    roots = [j for j in parse.children[met.i] if j > met.i and parse.words[j].dep != "conj"]
    if word.dep in {"acomp", "attr", "dobj", "oprd"}:
        above = word.head
        roots += [
            j for j in parse.children[above] if j > met.i and parse.words[j].dep in {"prep", "xcomp", "advcl", "ccomp"}
        ]
    return roots


class _Walk:
    def __init__(self, parse: Parse, met: Met) -> None:
        self.parse = parse
        self.met = met
        self.seen: set[int] = set()
        self.segments: dict[int, list[int]] = {}
        self.condition: tuple[int, int] | None = None
        self.is_strict = False

    def is_left_out(self, j: int) -> bool:
        """Whether word `j` opens words that are not stood on; conditions are kept apart on the way."""
        word = self.parse.words[j]
        own = word.head == self.met.i and word.dep in {"nsubj", "nsubjpass", "agent"}
        if own or word.i < self.met.i or word.dep in {"parataxis", "punct"} or self._is_apart(word):
            return True
        if word.dep in {"advcl", "prep"} and self._is_condition(j):
            return True
        kids = [self.parse.words[k] for k in self.parse.children[j]]
        if word.dep == "relcl":
            return any(k.tag in {"WP", "WDT", "WRB"} or k.lower == "that" for k in kids)
        if word.dep == "advcl":
            return word.tag != "VB" or any(k.dep == "mark" for k in kids)
        return word.dep == "prep" and word.lower in position_words().sets["aside"]

    def _is_apart(self, word: Word) -> bool:
        """Whether a word opens a clause of its own: a finite verb joined to a noun, or "conditional on"."""
        if word.dep == "conj" and word.tag in {"VBD", "VBZ", "VBP"}:
            above = self.parse.words[word.head].tag
            return above not in {"VBD", "VBZ", "VBP", "VBN"} and not (word.tag == "VBP" and above == "VB")
        return word.lower in position_words().sets["adjectives"] and any(
            self.parse.words[k].lower in position_words().sets["prepositions"] for k in self.parse.children[word.i]
        )

    def _is_condition(self, j: int) -> bool:
        first, last = self.parse.edges(j)
        words, table = self.parse.words, position_words()
        while first < last and words[first].text in {",", '"', "and", "but"}:
            first += 1
        strict = opens_with(words[: last + 1], first, table.strict)
        if not strict and not opens_with(words[: last + 1], first, table.loose):
            return False
        if self.condition is None:
            self.condition = (first, last)
            self.is_strict = bool(strict)
        return True
