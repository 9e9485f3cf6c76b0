"""Cues: where does a sentence say that somebody says something, and who is its subject?

A cue is found by its base form and must be a real act of saying: not negated, not planned, not within
another's quotation. What a verb takes (a clause, an object, an appeal …) is data in `vocab/data/cues.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.vocab.cues import cue_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.sources import Cast

__all__ = ["Cue", "find_cues"]

_NEGATIONS = frozenset({"not", "n't", "never", "n’t"})
_MODALS = frozenset({"will", "would", "could", "should", "may", "might", "must", "can", "shall", "'ll", "'d", "wo", "ca"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_CARRIERS = frozenset({"go", "continue", "take", "begin", "use", "decline", "refuse", "be", "have"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying: `first` to `last` (words, both included), what it takes, and the head of its subject.

    `is_passive` where the subject is what was said; `is_bare` where only a quotation can make it speech.
    """

    verb: int
    first: int
    last: int
    frames: frozenset[str]
    subject: int | None
    is_own_subject: bool = False
    is_passive: bool = False
    is_bare: bool = False
    preposition: int | None = None


def find_cues(parse: Parse, sentence: Sentence, cast: Cast) -> list[Cue]:
    """Return the verbs of saying of one sentence, in order, with their subjects."""
    found: list[Cue] = []
    for i in range(sentence.first, sentence.last):
        word = parse.words[i]
        if word.tag in _VERBS and not cast.is_quoted(i):
            cue = _cue_at(parse, word)
            if cue is not None:
                found.append(cue)
    return found


def _cue_at(parse: Parse, word: Word) -> Cue | None:
    words = cue_words()
    lemma, particle = _lemma(parse, word)
    frames = words.frames.get(lemma)
    if frames is None or word.dep in {"amod", "compound"}:
        return None
    if any(parse.words[j].lower in _NEGATIONS for j in parse.children[word.i]):
        return None
    passive = any(parse.words[j].dep == "auxpass" for j in parse.children[word.i]) or (word.tag == "VBN" and word.dep == "acl")
    bare = _is_unreal(parse, word)
    first, last = _extent(parse, word)
    last = max(last, particle)
    preposition = _preposition(parse, word, last, lemma)
    subject, own = _subject(parse, word, passive=passive)
    return Cue(word.i, first, last, frames, subject, own, passive, bare, preposition)


def _lemma(parse: Parse, word: Word) -> tuple[str, int]:
    """Return the base form with its particle ("rule out") and the particle's place."""
    lemma = word.lemma.lower()
    for j in range(word.i + 1, min(word.i + 2, len(parse.words))):
        after = parse.words[j]
        if after.lower in cue_words().particles.get(lemma, ()) and f"{lemma} {after.lower}" in cue_words().frames:
            return f"{lemma} {after.lower}", j
    return lemma, word.i


def _extent(parse: Parse, word: Word) -> tuple[int, int]:
    """Return the verb with the auxiliaries and adverbs just before it."""
    first = word.i
    while first > parse.sentence(word.i).first:
        before = parse.words[first - 1]
        if before.dep in {"aux", "auxpass"} and before.head == word.i and before.lower != "to":
            first -= 1
        elif before.dep == "advmod" and before.head == word.i and first > 1 and parse.words[first - 2].dep in {"aux", "auxpass"} and parse.words[first - 2].head == word.i:
            first -= 1
        else:
            break
    return first, word.i


def _is_unreal(parse: Parse, word: Word) -> bool:
    """Whether the saying itself is only planned, wanted or possible: "to discuss", "would say"."""
    for j in parse.children[word.i]:
        child = parse.words[j]
        if child.dep == "aux" and child.lower in _MODALS:
            return True
        if child.dep == "aux" and child.lower == "to":
            return parse.words[word.head].lemma not in _CARRIERS or word.head == word.i
    return False


def _preposition(parse: Parse, word: Word, last: int, lemma: str) -> int | None:
    wanted = cue_words().prepositions.get(lemma, frozenset())
    if last + 1 < len(parse.words) and parse.words[last + 1].lower in wanted:
        return last + 1
    return None


def _subject(parse: Parse, word: Word, *, passive: bool) -> tuple[int | None, bool]:
    """Return the head of the phrase that speaks, and whether it is the verb's own subject."""
    if passive:
        return _agent(parse, word), True
    for hop, verb in enumerate(_chain(parse, word)):
        own = _own_subject(parse, verb)
        if own is not None:
            return own, hop == 0
        if verb.dep in {"acl", "relcl"} and verb.tag == "VBG":
            return verb.head, hop == 0
        if verb.dep == "pcomp" and parse.words[verb.head].lower == "with":
            inner = parse.child(verb.head, "pobj", "nsubj")
            if inner is not None and inner.i < verb.i:
                return inner.i, True
    return None, False


def _own_subject(parse: Parse, verb: Word) -> int | None:
    subjects = [j for j in parse.children[verb.i] if parse.words[j].dep in {"nsubj", "csubj"}]
    if subjects:
        return subjects[-1] if len(subjects) > 1 and subjects[-1] < verb.i else subjects[0]
    return None


def _chain(parse: Parse, word: Word) -> Iterator[Word]:
    """Yield the verb and those above it whose subject it may share: "X claimed …, arguing …"."""
    yield word
    for _ in range(6):
        if word.dep not in {"conj", "advcl", "xcomp", "pcomp", "prep", "acl", "ccomp", "dep", "parataxis"} or word.head == word.i:
            return
        if word.dep == "ccomp" and word.tag != "VBG":
            return
        word = parse.words[word.head]
        if word.tag in _VERBS or word.pos in {"ADP", "SCONJ", "AUX", "ADJ"}:
            yield word


def _agent(parse: Parse, word: Word) -> int | None:
    for j in parse.children[word.i]:
        if parse.words[j].dep in {"agent", "prep"} and parse.words[j].lower == "by":
            pobj = parse.child(j, "pobj")
            return pobj.i if pobj is not None else None
    return None
