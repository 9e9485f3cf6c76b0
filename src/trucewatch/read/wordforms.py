"""Word forms: the part of speech and lemma of a word with a tag and a role, asked of spaCy once and remembered.

spaCy's attribute ruler and lemmatizer decide by a word's spelling, tag and dependency alone (one rule, and a few of
slang, look at a neighbour: those are kept to the letter below), yet cost a third of a parse. Remembered answers are the
same as theirs: `tests/read/test_wordforms.py` compares whole reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Form", "Forms"]

_MOST = 200_000
"""So many forms are remembered; then the memory starts anew, as a corpus of many languages might fill it."""
_THERE = frozenset({"is", "are", "was", "were", "'s", "'re"})
"""After "there", these are verbs, not auxiliaries (spaCy's rule on the dependency `expl`)."""
_SLANG = frozenset({"gon", "got", "ai", "let", "c'm", "y", "y'"})
"""Words that a rule of spaCy joins with the next ("gonna", "let's"): a text that has one is read by spaCy itself."""

Key = tuple[int, int, int]


class Form(NamedTuple):
    """What a word is in its sentence: its text, tag, part of speech, dependency; `space` of blank words."""

    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    space: bool


class Forms:
    """The forms met so far, for one loaded pipeline."""

    def __init__(self, nlp: Language, ruler: Any, lemmatizer: Any) -> None:
        """Ask `ruler` and `lemmatizer`, the pipeline's own components, for what is new."""
        self._nlp = nlp
        self._ruler = ruler
        self._lemmatizer = lemmatizer
        self._known: dict[Key, Form] = {}

    def of(self, doc: Doc, keys: list[Key]) -> list[Form]:
        """Return the form of each word of a parsed text; `keys` are its words' spelling, tag and dependency ids."""
        missing = {key for key in keys if key not in self._known}
        if missing and len(self._known) > _MOST:
            self._known.clear()
            missing = set(keys)
        if missing:
            self._ask(sorted(missing))
        found = [self._known[key] for key in keys]
        if any(form.lower in _SLANG for form in found):
            return self._by_spacy(doc)
        for i, form in enumerate(found[1:], 1):
            if form.lower in _THERE and found[i - 1].dep == "expl":
                found[i] = self._verb(form)
        return found

    def _verb(self, form: Form) -> Form:
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy: only when something is read

        doc = Doc(
            self._nlp.vocab, words=["There", form.text], tags=["EX", form.tag], deps=["expl", form.dep], heads=[1, 1]
        )
        return self._asked(doc, [1])[0]

    def _ask(self, keys: list[Key]) -> None:
        """Learn new forms, each between full stops, so that no rule sees two of them side by side."""
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy: only when something is read

        strings = self._nlp.vocab.strings
        words, tags, deps = (["."], ["."], ["punct"])
        for orth, tag, dep in keys:
            words += [strings[orth], "."]
            tags += [strings[tag], "."]
            deps += [strings[dep], "punct"]
        doc = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        self._known.update(zip(keys, self._asked(doc, range(1, len(words), 2)), strict=True))

    def _by_spacy(self, doc: Doc) -> list[Form]:
        return self._asked(doc, range(len(doc)))

    def _asked(self, doc: Doc, at: Iterable[int]) -> list[Form]:
        done = self._lemmatizer(self._ruler(doc))
        return [_form(done[i]) for i in at]


def _form(token: Any) -> Form:
    return Form(token.text, token.text.lower(), token.lemma_, token.tag_, token.pos_, token.dep_, token.is_space)
