"""Commas: whom do commas and quotation marks show to be the speaker where the parse errs?

"…, said NAME", "…, the union said", "NAME, the agency in charge, says": the order of words is plainer than its
parse. Part of `cues`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["by_commas"]

_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_NOMINAL = _NOUNS | {"JJ", "JJR", "JJS", "DT", "PRP$", "POS", "CD", "HYPH", "IN", "TO", "RB", "``"}
_DETERMINERS = word_list("grammar", "determiners", "opening")
_BREAKS = frozenset({".", ",", ";", ":", "—", "–", '"', "''", "(", ")"})
_CLAUSE = word_list("grammar", "conjunctions", "joining")


def by_commas(
    parse: Parse, word: Word, cue: tuple[int, int], subject: int | None, *, own: bool
) -> tuple[int | None, bool]:
    """Return the subject that commas show where the parse errs: "…, said NAME" and "…, the union said"."""
    sentence = parse.sentence(word.i)
    inverted = _inverted(parse, word, cue[1], sentence)
    if inverted is not None:
        return inverted, True
    if word.tag == "VBG" or (own and subject is not None and subject > word.i):
        return subject, own
    words = parse.words
    at = cue[0]
    while at - 1 > sentence.first and words[at - 1].lower in cue_words().times:
        at -= 1  # "NAME, the governor, yesterday confirmed"
    start = at
    while start > sentence.first and words[start - 1].text not in _BREAKS and words[start - 1].tag != ":":
        start -= 1
    closed = start == at
    if subject is None and start == at - 1 and _is_odd_name(parse, start, sentence):
        return start, True
    if closed and start - 1 > sentence.first and own and subject is not None:
        return _before_apposition(parse, start - 1, subject, sentence)
    if closed and subject is None and start - 1 > sentence.first:
        return _named_before(parse, start - 1, sentence)
    inside = own and subject is not None and start <= subject
    if closed or inside or start == sentence.first or not _is_nominal(parse, start, at, joined=subject is None):
        return subject, own
    ends = next((j for j in range(start + 1, at) if words[j].tag in {"IN", "TO"}), at)
    if subject is None and words[at - 1].tag == "NNP" and words[at - 2].tag == "NNP":
        return at - 1, True  # a title of several words and then a name
    head = next((j for j in range(ends - 1, start - 1, -1) if words[j].tag in _NOUNS), None)
    while head is not None and words[head].dep == "conj" and start <= words[head].head < head:
        head = words[head].head
    return (head, True) if head is not None else (subject, own)


def _is_odd_name(parse: Parse, i: int, sentence: Sentence) -> bool:
    """Whether a lone capitalised word before a verb is a name that the tagger took for another part of speech."""
    word = parse.words[i]
    if not word.text.isalpha() or not word.text[0].isupper() or word.lower in cue_words().connectives:
        return False
    return word.tag in _NOUNS | {"RB", "MD", "JJ", "UH", "FW", "VB", "VBN"} and (
        word.tag != "RB" or i > sentence.first or not word.lower.endswith("ally")
    )


def _named_before(parse: Parse, comma: int, sentence: Sentence) -> tuple[int | None, bool]:
    """Return the name closed by a comma just before a verb that the parse gives no subject."""
    words = parse.words
    start = comma
    while start > sentence.first and words[start - 1].text not in _BREAKS:
        start -= 1
    if start - 1 > sentence.first and words[start].lower in _DETERMINERS and words[start - 1].text == ",":
        comma, start = start - 1, start - 1
        while start > sentence.first and words[start - 1].text not in _BREAKS:
            start -= 1
    if start == comma or any(w.tag not in {"NNP", "NNPS"} for w in words[start:comma]):
        return None, False
    return comma - 1, True


def _before_apposition(parse: Parse, comma: int, subject: int, sentence: Sentence) -> tuple[int, bool]:
    """Return the name in "NAME, the agency in charge, says" where the parse takes the apposition for the subject."""
    words = parse.words
    opening = next((j for j in range(comma - 1, sentence.first, -1) if words[j].text == ","), None)
    if words[comma].text != ",":
        return subject, True
    if opening is None or not opening < subject < comma or words[opening + 1].lower not in _DETERMINERS:
        return subject, True
    named = opening - 1
    return (named, True) if words[named].tag in {"NNP", "NNPS"} else (subject, True)


def _is_nominal(parse: Parse, start: int, end: int, *, joined: bool) -> bool:
    """Whether the words are one noun phrase, with no clause in it, nor a list unless asked for."""
    words = parse.words[start:end]
    if words[0].lower in _CLAUSE or words[0].tag in {
        "IN",
        "TO",
        "CC",
        "WDT",
        "WP",
        "WRB",
    }:
        return False
    tags = _NOMINAL | {"CC"} if joined else _NOMINAL
    return (
        all(w.tag in tags or w.dep in {"amod", "advmod", "case", "compound", "nmod"} for w in words)
        and words[0].tag != "RB"
    )


def _opens_content(parse: Parse, verb: Word, head: int) -> bool:
    """Whether a noun behind a verb of saying is the subject of what somebody else says."""
    noun = parse.words[head]
    clause = parse.words[noun.head]
    is_subject = noun.dep in {"nsubj", "nsubjpass"} and clause.dep == "ccomp" and clause.head == verb.i
    own = parse.child(verb.i, "nsubj")
    return is_subject and clause.i > head and own is not None and own.i < verb.i


def _inverted(parse: Parse, word: Word, last: int, sentence: Sentence) -> int | None:
    """Return the head of a name phrase right after a verb of saying that follows a comma or closing mark."""
    words = parse.words
    before = words[word.i - 1] if word.i > sentence.first else None
    if "inverted" not in cue_words().frames.get(word.lemma.lower(), ()):
        return None
    if before is None or before.text not in {",", '"', "''", "—", "–", "-"} or word.tag not in {"VBD", "VBZ", "VBP"}:
        return None
    end = last + 1
    while (
        end < sentence.last
        and words[end].text not in _BREAKS | {"."}
        and words[end].tag not in {"IN", "TO", "WP", "WDT"}
    ):
        if words[end].tag in {"VBN", "VBG"} and words[end - 1].tag in _NOUNS and end > last + 2:
            break  # read a statement carried by the agency
        if words[end].tag in _VERBS | {"MD"}:
            return None
        end += 1
    close = next(
        (j for j in range(end, sentence.last) if words[j].text in _BREAKS | {"."} or words[j].tag in {"WP", "WDT"}),
        sentence.last,
    )
    if any(w.tag in {"VBD", "VBZ", "VBP", "MD"} for w in words[end:close]):
        return None
    while end - 1 > last and words[end - 1].lower in cue_words().times:
        end -= 1
    head = end - 1
    known = role_words()
    if _opens_content(parse, word, head):
        return None  # "NAME, who heads the council, said three homes, a shop and a barn were hit"
    taken = words[head].dep == "dobj" and parse.child(word.i, "nsubj") is not None
    if taken and words[head].tag in {"NN", "NNS"} and words[head].lower not in known.offices | known.persons:
        return None  # "NAME, the governor, reported three injuries"
    named = any(
        w.tag in {"NNP", "NNPS", "PRP"} or w.lower in known.offices | known.persons | known.collectives | known.bodies
        for w in words[last + 1 : end]
    )
    if not named or head <= last or words[head].tag not in {"NN", "NNS", "NNP", "NNPS", "PRP"} or end - last > 12:
        return None
    return head
