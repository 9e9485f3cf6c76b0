"""Torn: which words belong to one verb or one noun that the small parser hung apart?

"Security and medical sources told", "17 soldiers and six rebels wounded", "that men, believed to be rebels, killed":
the order of words and the commas are plainer than the parse. Part of `grammar`, beside `mends`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.tellers import is_role
from trucewatch.vocab.cues import cue_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Word

__all__ = ["mend_torn"]

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_UNITS = frozenset({"m", "km"})
_BRIEF = 2
"""Neither a hyphen nor such a unit has more letters."""
# What a participle between commas goes on with: "believed to be rebels", "led by", "described as".
_GOING_ON = frozenset({"to", "by", "as"})


def mend_torn(words: list[Word], first: int) -> None:
    """Set right the sentence that begins at word `first` and ends the list."""
    if words[first].tag == "VBG" and first + 2 < len(words):
        _named_like_a_verb(words, first)
    for n in range(first + 1, len(words) - 1):
        if len(words[n].text) <= _BRIEF and words[n - 1].end == words[n].start:
            _glued(words, n)
    for n in range(first + 1, len(words) - 2):
        word = words[n]
        if word.tag == "JJ" and word.dep == "nsubj" and is_role(word):
            words[n] = word._replace(tag="NN", pos="NOUN")  # "One inhabitant put the number at …"
        elif word.dep == "cc" and word.head == n - 1:
            _of_one_noun(words, n)
            _two_tellers(words, n)
        elif word.tag == "VBN" and word.dep == "acl":
            _harmed_together(words, n)
        elif word.tag == "VBD" and word.dep == "pcomp":
            _left_so(words, first, n)
        elif word.tag == "VBD" and words[n - 1].text == ",":
            _by_the_way(words, first, n)


def _glued(words: list[Word], n: int) -> None:
    """Set right the hyphen of "22 anti-balaka" and the metres of "fell 15m": no noun and no verb of their own."""
    word, before, behind = words[n], words[n - 1], words[n + 1]
    counted = any(w.tag == "CD" for w in words[max(0, n - 2) : n - 1]) and before.text[:1].islower()
    if word.text == "-" and word.tag in _NOUNS and word.end == behind.start and counted:
        words[n] = word._replace(tag="HYPH", pos="PUNCT", dep="punct", head=behind.i)
        words[n - 1] = before._replace(dep="compound", head=behind.i)
        words[n + 1] = behind._replace(tag=behind.tag if behind.tag in _NOUNS else "NN", pos="NOUN")
        for k in (w.i for w in words[: n - 1] if w.head in {before.i, word.i} and w.tag == "CD"):
            words[k] = words[k]._replace(dep="nummod", head=behind.i)
    elif word.lower in _UNITS and before.tag == "CD" and word.tag not in _NOUNS:
        words[n] = word._replace(lemma=word.lower, tag="NNS", pos="NOUN")


def _named_like_a_verb(words: list[Word], first: int) -> None:
    """Set right "Khaing Varos, a spokesman, told …": a first name in -ing at the head of a sentence is no verb."""
    given, name = words[first], words[first + 1]
    verb = words[given.head]
    torn = name.tag == "NNP" and name.head == first and verb.i > name.i and given.dep in {"csubj", "advcl", "nsubj"}
    if torn and "clause" in cue_words().frames.get(verb.lemma.lower(), ()):
        words[first] = given._replace(lemma=given.text, tag="NNP", pos="PROPN", dep="compound", head=name.i)
        words[name.i] = name._replace(dep="nsubj", head=verb.i)


def _of_one_noun(words: list[Word], n: int) -> None:
    """Set right "security and medical sources said": what stands before "and" describes the noun behind it, too."""
    one, other, noun = words[n - 1], words[n + 1], words[n + 2]
    torn = one.tag == "NN" and other.tag == "JJ" and noun.tag == "NNS" and noun.head == other.head == one.i
    if not torn or not is_role(noun):
        return
    words[noun.i] = noun._replace(dep=one.dep, head=one.head if one.head != one.i else noun.i)
    words[one.i] = one._replace(dep="nmod", head=noun.i)
    for k in (w.i for w in words[n + 3 :] if w.head == one.i):
        words[k] = words[k]._replace(head=noun.i)


def _two_tellers(words: list[Word], n: int) -> None:
    """Set right "rebels and an aid group said": what stands before an article does not describe the noun behind it."""
    one, article = words[n - 1], words[n + 1]
    noun = words[one.head]
    torn = one.tag in {"NNS", "NNPS"} and one.dep in {"compound", "nmod"} and article.tag == "DT" and noun.i > article.i
    if torn and article.head == noun.i and noun.head != noun.i:
        words[one.i] = one._replace(dep=noun.dep, head=noun.head)
        words[noun.i] = noun._replace(dep="conj", head=one.i)


def _harmed_together(words: list[Word], n: int) -> None:
    """Set right "two were killed and six soldiers and nine rebels wounded": they share the last verb, not the first."""
    noun = words[n - 1]
    if words[n].head != noun.i or noun.dep != "conj":
        return
    top = noun
    while top.dep == "conj" and words[top.head].tag in _NOUNS:
        top = words[top.head]
    verb = words[top.head]
    if top.i == noun.i or top.dep != "conj" or verb.tag != "VBN" or verb.pos != "VERB":
        return
    if any(w.head == top.i and w.tag == "CD" for w in words[verb.i : top.i]):
        words[top.i] = top._replace(dep="nsubjpass", head=n)
        words[n] = words[n]._replace(dep="conj", head=verb.i)


def _left_so(words: list[Word], first: int, n: int) -> None:
    """Set right "with ten women and 30 others detained": behind "with" a verb that takes nothing is a participle."""
    below = [w for w in words[first:] if w.head == n and w.i != n]
    subject = next((w for w in below if w.dep == "nsubj" and w.i < n), None)
    if words[words[n].head].lower == "with" and subject and not any(w.dep in {"dobj", "aux", "ccomp"} for w in below):
        words[n] = words[n]._replace(tag="VBN")
        words[subject.i] = subject._replace(dep="nsubjpass")


def _by_the_way(words: list[Word], first: int, n: int) -> None:
    """Set right "that men, believed to be rebels, killed ten": the verb behind the second comma is the clause's."""
    verb = words[n]
    if words[n + 1].lower not in _GOING_ON:
        return
    subject = next((w for w in words[first : n - 1] if w.head == n and w.dep == "nsubj"), None)
    comma = next((k for k in range(n + 2, len(words) - 1) if words[k].text == ","), None)
    if subject is None or comma is None or words[comma + 1].tag not in _FINITE:
        return
    told = words[comma + 1]
    if told.dep != "conj" or told.head not in {n, verb.head}:
        return
    for k in range(first, n):
        if words[k].head == n:
            words[k] = words[k]._replace(head=told.i)
    words[told.i] = told._replace(dep=verb.dep, head=told.i if verb.head == n else verb.head)
    words[n] = verb._replace(tag="VBN", dep="acl", head=subject.i)
    for k in range(comma + 2, len(words)):
        if words[k].head == n:
            words[k] = words[k]._replace(head=told.i)
