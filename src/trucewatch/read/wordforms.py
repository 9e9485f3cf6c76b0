"""Word forms: the part of speech and lemma of a word with a tag and a role, asked of spaCy once and remembered.

spaCy's attribute ruler and lemmatizer decide by a word's spelling, tag and dependency alone (one rule, and a few of
slang, look at a neighbour: those are kept to the letter below), yet cost a third of a parse. Remembered answers are the
same as theirs: `tests/read/test_wordforms.py` compares whole reports.
"""

from __future__ import annotations

from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from trucewatch.vocab.tables import table, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Form", "Forms", "Lexed", "lexed"]

_MOST = 200_000
"""So many forms are remembered; then the memory starts anew, as a corpus of many languages might fill it."""
_THERE = word_list("grammar", "parser", "be")
"""After "there", these are verbs, not auxiliaries (spaCy's rule on the dependency `expl`)."""
_SLANG = word_list("grammar", "parser", "joined")
_SLANG_END = word_list("grammar", "parser", "joined_to")
"""What a rule of spaCy joins with a word of `_SLANG` ("gonna", "let's"): a text with both is read by spaCy itself."""

Key = bytes
"""The ids of a word's spelling, tag and dependency, as `lexed` finds them side by side."""
_TAKEN: list[int | str] = ["ORTH", "TAG", "DEP", "HEAD", "SENT_START", "IDX"]
_KEYS = 3
# What spaCy takes for forms of another word ("corpses" of "corps").
_MENDED: dict[str, str] = table("grammar")["lemmas"]


class Form(NamedTuple):
    """What a word is in its sentence: its text, tag, part of speech, dependency; `space` of blank words."""

    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    space: bool


class _Sense(NamedTuple):
    """What the attribute ruler says of a word: part of speech and features, and its lemma where it knows it."""

    tag: str
    dep: str
    pos: int
    pos_: str
    morph: Any
    lemma: str
    space: bool


class _Asked(NamedTuple):
    """A word as the lemmatizer looks at it: what spaCy's own tokens offer by these names."""

    orth: int
    text: str
    pos: int
    pos_: str
    morph: Any


class Forms:
    """The forms met so far, for one loaded pipeline."""

    def __init__(self, nlp: Language, ruler: Any, lemmatizer: Any) -> None:
        """Ask `ruler` and `lemmatizer`, the pipeline's own components, for what is new."""
        self._nlp = nlp
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for pos, words in list(index.items()):
            index[pos] = frozenset(words)  # a list of 50,000 nouns, searched from its start for each word
        # All other words, and all other dependencies, are alike to the ruler.
        self._words, self._deps = _named(ruler, "LOWER"), _named(ruler, "DEP")
        self._senses: dict[tuple[str, str, str], _Sense] = {}
        self._known: dict[Key, Form] = {}
        self._lemmas: dict[tuple[int, int, int], str] = {}
        self._verbs: dict[Form, Form] = {}

    def of(self, doc: Doc, keys: list[Key]) -> list[Form]:
        """Return the form of each word of a parsed text."""
        if len(self._known) > _MOST:
            self._known.clear()
            self._lemmas.clear()
        known = self._known
        found = [known.get(key) or self._learn(key) for key in keys]
        words = [form.lower for form in found]
        if not _SLANG.isdisjoint(words) and any(a in _SLANG and b in _SLANG_END for a, b in pairwise(words)):
            return self._by_spacy(doc)
        there = [i for i, form in enumerate(found, 1) if form.dep == "expl"]
        for i in there:
            if i < len(found) and found[i].lower in _THERE:
                found[i] = self._verbs.get(found[i]) or self._verb(found[i])
        return found

    def _learn(self, key: Key) -> Form:
        ids: list[int] = np.frombuffer(key, np.uint64).tolist()
        strings, orth = self._nlp.vocab.strings, ids[0]
        text, tag, dep = (strings[part] for part in ids)
        lower = text.lower()
        space = text.isspace()
        like = (lower if lower in self._words or space else "", tag, dep if dep in self._deps or space else "")
        sense = self._senses.get(like)
        if sense is None:
            sense = self._senses[like] = self._sense(text, tag, dep)
        lemma = sense.lemma or self._lemma(_Asked(orth, text, sense.pos, sense.pos_, sense.morph))
        form = Form(text, lower, lemma, sense.tag, sense.pos_, sense.dep if space else dep, sense.space)
        self._known[key] = form
        return form

    def _lemma(self, asked: _Asked) -> str:
        """Return the lemma of a word; its dependency, of which there are many, has no say in it."""
        lemma = self._lemmas.get((asked.orth, asked.pos, asked.morph.key))
        if lemma is None:
            lemma = _MENDED.get(asked.text.lower()) or self._lemmatizer.lemmatize(asked)[0]
            self._lemmas[asked.orth, asked.pos, asked.morph.key] = lemma
        return lemma

    def _sense(self, text: str, tag: str, dep: str) -> _Sense:
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy: only when something is read

        doc = Doc(self._nlp.vocab, words=[text], tags=[tag], deps=[dep], heads=[0])
        word = self._ruler(doc)[0]
        return _Sense(word.tag_, word.dep_, word.pos, word.pos_, word.morph, word.lemma_, word.is_space)

    def _verb(self, form: Form) -> Form:
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy: only when something is read

        doc = Doc(
            self._nlp.vocab, words=["There", form.text], tags=["EX", form.tag], deps=["expl", form.dep], heads=[1, 1]
        )
        verb = self._verbs[form] = _form(self._lemmatizer(self._ruler(doc))[1])
        return verb

    def _by_spacy(self, doc: Doc) -> list[Form]:
        return [_form(word) for word in self._lemmatizer(self._ruler(doc))]


class Lexed(NamedTuple):
    """A parsed piece in plain lists, one entry a word: forms, heads, offsets, and whether a sentence begins."""

    forms: list[Form]
    heads: list[int]
    starts: list[int]
    opens: list[bool]


def lexed(docs: Sequence[Doc], forms: Forms) -> list[Lexed]:
    """Take the parsed pieces of a report over in one go: an object a word costs more than all its numbers."""
    if not docs:
        return []
    rows: Any = np.concatenate([doc.to_array(_TAKEN) for doc in docs])
    keys: list[Key] = np.ascontiguousarray(rows[:, :_KEYS]).view(f"V{_KEYS * rows.itemsize}").ravel().tolist()
    sizes = [len(doc) for doc in docs]
    firsts = [end - size for end, size in zip(accumulate(sizes), sizes, strict=True)]
    tied, opened, starts = rows[:, _KEYS:].astype(np.int64).T
    heads: list[int] = (tied + np.arange(len(rows)) - np.repeat(firsts, sizes)).tolist()
    opens: list[bool] = (opened == 1).tolist()
    offsets: list[int] = starts.tolist()
    found: list[Lexed] = []
    for doc, first in zip(docs, firsts, strict=True):
        opens[first : first + 1] = [True]
        own = slice(first, first + len(doc))
        found.append(Lexed(forms.of(doc, keys[own]), heads[own], offsets[own], opens[own]))
    return found


def _named(ruler: Any, attribute: str) -> frozenset[str]:
    """Return the values of an attribute that the ruler's patterns name, each by itself or in a list."""
    found: set[str] = set()
    for word in chain.from_iterable(chain.from_iterable(rule["patterns"] for rule in ruler.patterns)):
        value = word.get(attribute, {})
        found.update([value] if isinstance(value, str) else chain(value.get("IN", ()), value.get("NOT_IN", ())))
    return frozenset(found)


def _form(token: Any) -> Form:
    return Form(token.text, token.text.lower(), token.lemma_, token.tag_, token.pos_, token.dep_, token.is_space)
