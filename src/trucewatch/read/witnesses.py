"""Witnesses: who tells of harm, and is no part of it?

"…, an officer of the regional police said", "…, two local officials and an elder told the agency": those people are
counted by the article or number before them and by nothing that the text says happened. Part of `drafts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.objects import PEOPLE
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.model import Statement
    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse

__all__ = ["Witnesses"]

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"WP", "WP$", "WDT"})
_CLOSES = frozenset({",", "—", "–", "-", "("})
_ENDS = frozenset({";", ".", '"', "''", "”", "’", "?", "!"})
_OPENS = frozenset({",", '"', "''", "”", "’", "—", "–"})
_TELLS = frozenset({"clause", "at"})
_TURNED = word_list("cues", "parts", "turned")
_CROWD = 20
"""So many people do something together rather than tell a reporter."""


class Witnesses:
    """Those who say something in a report, asked of each count of people."""

    def __init__(self, parse: Parse, statements: Sequence[Statement]) -> None:
        """Find the heads of all who make the statements given."""
        self._parse = parse
        self._heads = frozenset(i for s in statements for i in self._speaking(s))

    def _speaking(self, s: Statement) -> Iterator[int]:
        """Yield the heads of a statement's source: of "a doctor and two nurses there" the doctor and the nurses."""
        start, end = s.source.start, s.source.end
        if start is None or end is None:
            return
        words = self._parse.words_in(start, end)
        inside = {w.i for w in words}
        at = next((w.i for w in words if w.head == w.i or w.head not in inside), None)
        while at is not None:
            yield at
            at = next((j for j in self._parse.children[at] if self._parse.words[j].dep == "conj" and j > at), None)

    def tells(self, c: Count) -> bool:
        """Whether the people counted say something, so that their number is no figure."""
        if c.core in self._heads or c.noun in self._heads:
            # 26 countries said they would send troops, 90 people asked for help: those are counted.
            return "state" not in c.classes and (c.quantity.low or 0) < _CROWD
        return c.noun is not None and bool(c.classes & PEOPLE) and self._speaks(c)

    def _speaks(self, c: Count) -> bool:
        """Whether the next verb behind somebody is one of saying and is theirs: "…, an aide to the governor said"."""
        words, stop = self._parse.words, self._parse.sentence(c.first).last
        if c.quantity.form != "implied" and words[max(0, c.first - 1)].text not in _OPENS:
            return False
        inner = 0
        comma = c.last - 1
        for at in range(c.last, stop):
            word = words[at]
            if word.text in _ENDS:
                return False
            if word.text in _CLOSES:
                comma = at
            elif word.tag in _RELATIVE or (word.tag == "PRP" and word.dep in {"nsubj", "nsubjpass"}):
                inner = 1
            elif word.tag in _FINITE | {"MD"}:
                if inner:
                    inner = 0
                    continue
                return self._is_told_by(c, at, comma)
        return False

    def _is_told_by(self, c: Count, verb: int, comma: int) -> bool:
        """Whether a verb of saying is of the people counted: nobody else stands before or behind it."""
        words = self._parse.words
        lemma = words[verb].lemma.lower()
        if not cue_words().frames.get(lemma, frozenset[str]()) & _TELLS or words[verb].head == c.noun:
            return False
        if comma >= c.last and comma + 1 < verb and words[comma + 1].tag != "RB":
            return False  # "a child among them, officials said"
        behind = words[verb + 1] if verb + 1 < len(words) else None
        turned = comma == verb - 1 and lemma in _TURNED and behind is not None
        return not (turned and behind is not None and behind.tag in {"DT", "NN", "NNS", "NNP", "PRP"})
