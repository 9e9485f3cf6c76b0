"""Mutes: where does a verb of saying say nothing?

"Called home its envoy", "a group dubbed …", "a war that claimed thousands of lives", "seven people confirmed dead".
Part of `cues`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Word

__all__ = ["is_mute", "only_names"]

_CALLING = word_list("cues", "parts", "called")
_STATES = word_list("cues", "parts", "states")
_ASKING = word_list("cues", "parts", "asking")
_UNSAID = word_list("cues", "parts", "unsaid")
_SELVES = word_list("grammar", "pronouns", "reflexive")


def is_mute(parse: Parse, word: Word, lemma: str, taken: Word | None) -> bool:
    """Whether a verb of saying, by its base form and object, tells a deed or a count and nobody's words."""
    if lemma == "claim" and taken is not None and _is_of_lives(parse, taken):
        return True
    if taken is not None and taken.lower in _UNSAID:
        return True  # a resident who requested anonymity
    if _has_found_itself(parse, word, lemma):
        return True
    behind = {parse.words[j].lower for j in parse.children[word.i]}
    if lemma in _ASKING and "for" in behind and _is_counted(parse, word):
        return True  # 90 people had asked for medical help
    return _is_found_so(parse, word) or _is_calling_home(parse, word, lemma, taken)


def _has_found_itself(parse: Parse, word: Word, lemma: str) -> bool:
    """Whether somebody is told to be in a plight: "villagers found themselves caught between the lines"."""
    after = word.i + 1
    return lemma == "find" and after < len(parse.words) and parse.words[after].lower in _SELVES


def _is_of_lives(parse: Parse, taken: Word) -> bool:
    """Whether lives are claimed: "claimed the life of a child", "claimed tens of thousands of lives"."""
    while taken.lemma.lower() != "life":
        of = parse.child(taken.i, "prep")
        held = parse.child(of.i, "pobj") if of is not None and of.lower == "of" else None
        if held is None:
            return False
        taken = held
    return True


def _is_found_so(parse: Parse, word: Word) -> bool:
    """Whether a counted subject is told to be dead or hurt by a participle: "Seven people confirmed dead"."""
    after = parse.words[word.i + 1] if word.i + 1 < len(parse.words) else word
    return after.lower in _STATES and _is_counted(parse, word)


def _is_counted(parse: Parse, verb: Word) -> bool:
    """Whether the subject of a verb is a number of people: "90 people had asked"."""
    subject = parse.child(verb.i, "nsubj", "nsubjpass")
    return subject is not None and (subject.tag == "CD" or parse.child(subject.i, "nummod") is not None)


def _is_calling_home(parse: Parse, word: Word, lemma: str, taken: Word | None) -> bool:
    """Whether a verb of naming tells no words: "called home its envoy", "calling itself the coalition"."""
    if lemma not in cue_words().naming:
        return False
    home = word.i + 1 < len(parse.words) and parse.words[word.i + 1].lower in _CALLING
    return home or (taken is not None and taken.lower in _SELVES)


def only_names(parse: Parse, word: Word, lemma: str) -> bool:
    """Whether a verb of naming only gives a thing its name: "a group dubbed …"."""
    if lemma not in cue_words().naming or word.tag not in {"VBN", "VBD"} or word.i == 0:
        return False
    before = parse.words[word.i - 1]
    if word.tag == "VBD" and word.dep == "ROOT" and parse.child(word.i, "nsubj") is not None:
        return False
    return (
        before.tag in {"NN", "NNS"} and before.head != word.i and not (before.dep == "nsubj" and before.head == word.i)
    )
