"""Names: where does a noun phrase begin and end, and what name and office stand in it?

Works on the words of a parse: the core of a phrase (from its determiner to its head), the capitalised name
within it, the country that qualifies it. Sources are built from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.countries import Countries, Country

__all__ = ["Core", "core_of", "ends_name", "full_span", "is_capital", "is_closed", "name_end", "nation_in"]

_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "poss",
        "nmod",
        "nummod",
        "case",
        "predet",
        "quantmod",
        "advmod",
        "npadvmod",
        "punct",
        "neg",
        "conj",
        "cc",
        "appos",
    }
)
_PARTICLES = word_list("names", "particles", "within") | {"-", "as"}
_ARTICLES = word_list("grammar", "determiners", "before_core")
_BEFORE = _ARTICLES | {"same"}
_NOT_OF_IT = cue_words().times | {"same"}  # "yesterday officials said"
# No noun phrase of a source has more words than this before its head.
_REACH = 14


@dataclass(frozen=True, slots=True)
class Core:
    """The words of a noun phrase from its first modifier to its head, both included, as word numbers."""

    first: int
    head: int
    determiner: str | None


def is_capital(word: Word) -> bool:
    """Whether a word is written like a name."""
    letter = word.text[:1]
    return letter.isupper() and letter.isalpha()


def ends_name(parse: Parse, i: int) -> bool:
    """Whether a word may end a name: in capitals, or tied by a hyphen to one that is, as in some Asian names."""
    words = parse.words
    return is_capital(words[i]) or (i > 1 and words[i - 1].tag == "HYPH" and is_capital(words[i - 2]))


def core_of(parse: Parse, head: int) -> Core:
    """Return the core of the noun phrase with this head; the determiner is kept apart."""
    words = parse.words
    sentence = parse.sentence(head)
    first = head
    i = head - 1
    while i >= max(sentence.first, head - _REACH) and words[first].lower != "the" and _belongs(parse, i, head, first):
        first = i
        i -= 1
    while first < head and words[first].dep in {"punct", "cc"}:
        first += 1
    determiner = words[first].lower if words[first].lower in _ARTICLES and first < head else None
    while first < head and (words[first].lower in _ARTICLES or words[first].tag in {"CD", "DT", "PRP$", "WP$", "RB"}):
        first = min(_behind(parse, first), head)
    if first < head and words[first].lower in _NOT_OF_IT and words[first].tag in {"NN", "RB", "JJ"}:
        first += 1
    return Core(first, head, determiner)


def _behind(parse: Parse, i: int) -> int:
    """Return the word behind a determiner or number: behind "34-year-old" as a whole."""
    words, at = parse.words, i + 1
    while words[i].tag == "CD" and at + 1 < len(words) and words[at].tag == "HYPH":
        at += 2
    return at


def name_end(parse: Parse, last: int) -> int:
    """Return the last word of a name that goes on behind a word no name has by itself: "Clinics Without Limits"."""
    words, stop = parse.words, parse.sentence(last).last
    end = last
    while end + 2 < stop and words[end + 1].tag in {"IN", "DT", "CC"} and _goes_on(words[end + 1], words[end + 2]):
        end += 2
    # Where all words have capitals none tells a name.
    return last if end + 1 < stop and is_capital(words[end + 1]) else end


def _goes_on(little: Word, word: Word) -> bool:
    return is_capital(little) and not little.text.isupper() and is_capital(word) and word.tag in {"NNP", "NNPS", "NNS"}


def _belongs(parse: Parse, i: int, head: int, first: int) -> bool:
    """Whether word `i`, just before the phrase so far, is part of it: below the head, or run on in capitals."""
    word = parse.words[i]
    if word.dep in {"prep", "mark", "cc", "relcl", "acl", "aux", "ROOT"} and word.pos in {
        "ADP",
        "SCONJ",
        "CCONJ",
        "VERB",
        "AUX",
    }:
        if word.dep == "cc" and word.lower == "and":
            joined = parse.words[word.head]
            return joined.dep in {"nmod", "amod", "compound"} and parse.words[first].head == joined.i < i
        return word.lower == "of" and _office_of(parse, i, first)
    if word.lower in {",", ";", ":", "—", "–", "(", ")", '"', "."} or (word.dep == "punct" and word.text != "-"):
        return False
    if word.text == "-" and i and word.start > parse.words[i - 1].end:
        return False  # a dash
    if _runs_flat(parse, i, head):
        return True
    above = parse.words[word.head]
    hops = 0
    while above.i > head or above.i < i:
        if above.head == above.i or hops > 8:
            return False
        above, hops = parse.words[above.head], hops + 1
    if word.dep in _LEFT and i < above.i <= head:
        return True
    return (
        is_capital(word)
        and is_capital(parse.words[first])
        and word.tag in {"NNP", "NNPS"}
        and i > parse.sentence(i).first
    )


def _runs_flat(parse: Parse, i: int, head: int) -> bool:
    """Whether the parse has hung each word of a name on the verb apart: "Karim", "al", "-", "Osk" in one role."""
    word, last = parse.words[i], parse.words[head]
    flat = word.head == last.head != head and last.dep in {"nsubj", "nsubjpass"} and word.tag in {"NNP", "NNPS", "HYPH"}
    return flat and (
        is_capital(word)
        or word.lower in _PARTICLES
        or (word.text == "-" and i > 0 and parse.words[i - 1].lower in _PARTICLES)
    )


def _office_of(parse: Parse, i: int, first: int) -> bool:
    """Whether "of" ties an office to its field before a name: "Inspector General of Police Sajid Imran"."""
    before, after = parse.words[i - 1], parse.words[first]
    return (
        before.lower in role_words().offices
        and is_capital(before)
        and is_capital(after)
        and first + 1 < len(parse.words)
        and is_capital(parse.words[first + 1])
    )


def full_span(parse: Parse, core: Core) -> tuple[int, int]:
    """Return the first and last word of the whole mention: determiner, core, apposition and of-phrases."""
    first = core.first
    sentence = parse.sentence(core.head)
    words = parse.words
    while (
        first > sentence.first
        and (words[first - 1].lower in _BEFORE or words[first - 1].tag in {"CD", "PRP$"} or _is_aged(words, first - 1))
        and words[first - 1].head in range(first - 1, core.head + 1)
    ):
        first -= 1 + 4 * _is_aged(words, first - 1)
    last = core.head
    for j in parse.children[core.head]:
        child = words[j]
        if j > core.head and child.dep in {"prep", "appos", "relcl", "acl", "conj", "cc", "nmod"}:
            last = max(last, parse.edges(j)[1])
    return first, last


def _is_aged(words: Sequence[Word], i: int) -> bool:
    """Whether a word ends "34-year-old"."""
    return i > 3 and words[i - 1].tag == "HYPH" and words[i - 3].tag == "HYPH" and words[i - 4].tag == "CD"


def is_closed(parse: Parse, j: int) -> bool:
    """Whether a stop follows an apposition, as it must; if none does the parse has mistaken a subject for one."""
    before = parse.words[parse.edges(j)[0] - 1].text
    end = parse.edges(j)[1] + 1
    is_last = end >= len(parse.words)
    return before not in {",", "—", "–"} or is_last or parse.words[end].pos not in {"VERB", "AUX"}


def nation_in(parse: Parse, first: int, last: int, table: Countries) -> Country | None:
    """Return the country that a stretch of words names, as a name, an adjective or a possessive."""
    words = parse.words
    for i in range(first, last + 1):
        if not words[i].text[:1].isupper():
            continue
        for width in (4, 3, 2, 1):
            if i + width - 1 <= last:
                phrase = parse.text[words[i].start : words[i + width - 1].end]
                if (found := table.find(phrase) or table.demonym(phrase)) is not None:
                    return found
    return None
