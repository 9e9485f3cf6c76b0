"""Leftward: where does the phrase of a speaker begin, left of a verb of saying, where the parse has torn it?

Steps back over titles and nouns to the comma before them. Part of `placement`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.actors import role_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["before_title", "phrase_start"]

_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS", "HYPH"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def phrase_start(parse: Parse, left: int, sentence: Sentence) -> int:
    """Return the first word of a speaker's phrase that the parse has torn: back to the comma before it."""
    words = parse.words
    start = left
    while start - 1 > sentence.first and (
        words[start - 1].tag in _NOMINAL | {"CC"} or words[start - 1].dep in {"amod", "npadvmod"}
    ):
        start -= 1
    if start - 1 > sentence.first and words[start - 1].text in {",", "—", "–"}:
        return start
    while left - 1 > sentence.first and words[left - 1].tag in _NOMINAL:
        left -= 1
    return left


def before_title(parse: Parse, left: int, sentence: Sentence) -> int:
    """Step over a title before a name: "…, the head of the service, NAME, told …"."""
    words = parse.words
    if words[left - 1].text != ",":
        return left
    start = left - 1
    while start > sentence.first and words[start - 1].text not in {",", ";", '"', "—", "–"}:
        start -= 1
    chunk = words[start : left - 1]
    titled = bool(chunk) and chunk[0].tag in {"DT", "PRP$"} and start > sentence.first
    if titled and all(w.tag not in _FINITE for w in chunk) and any(w.lower in role_words().offices for w in chunk):
        return start
    return left
