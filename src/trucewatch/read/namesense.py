"""Name sense: is a name that no list holds a place, judged by all the words around it?

A linear model over a name's words, neighbours and grammar (`vocab/linearmodel`, trained by `make names`): listed
places, seen without the list, taught it how places are told of, and persons and bodies how these are. The rules of
`unlisted` come first; it speaks up for "nine bodies at Varos Nord" and "in northern Kolo six people died".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.standing import capitals
from trucewatch.read.surnames import is_speech
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.linearmodel import linear_model
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.read.grammar import Parse, Word

__all__ = ["NameSense"]

_LEADING = word_list("toponyms", "before", "leading")
# A name is a place from this chance on.
_LIKELY = 0.8
_WHO, _TO = frozenset({"who", "whom", "whose"}), frozenset({"to", "with"})
# A name's list is followed up over so many links to what leads it; so often at most is it counted elsewhere.
_LINKS, _OFTEN = 3, 3
_MOST = 4
# Weights of what says less than a word's place in the sentence does.
_HALF, _SOME, _LITTLE = 0.6, 0.4, 0.3


class NameSense:
    """Asked for names of one report; keeps where each capitalised word stands."""

    def __init__(self, parse: Parse) -> None:
        """Take a parse."""
        self._parse = parse
        self._where: dict[str, list[int]] | None = None
        self._judged: dict[tuple[int, int], float] = {}

    def is_place(self, first: int, last: int, limit: int) -> bool:
        """Whether the name in words `first` up to `last`, of a sentence that ends before word `limit`, is a place."""
        words = self._parse.words
        # "Kolos" are people, "Varos-2" is a thing, and half a name is none.
        if words[last - 1].tag != "NNP" or any(c.isdigit() for w in words[first:last] for c in w.text):
            return False
        after = words[last] if last < limit else None
        if after is not None and (after.text == "-" or (after.text[:1].isupper() and after.tag[:3] == "NNP")):
            return False
        is_of_person = any(w.lower in _WHO for w in words[last : min(last + 2, limit)])
        return not is_of_person and not self._is_spoken_to(last) and self.chance(first, last) >= _LIKELY

    def _is_spoken_to(self, last: int) -> bool:
        """Whether somebody speaks to the one whose name ends before word `last`: "spoke to Varos, in Osk"."""
        words = self._parse.words
        way = words[words[last - 1].head] if words[last - 1].dep == "pobj" else None
        if way is None or way.lower not in _TO:
            return False
        lemma = words[way.head].lemma
        return is_speech(lemma) or lemma in calendar().telling

    def chance(self, first: int, last: int) -> float:
        """Return how likely, 0 to 1, the name in words `first` up to `last` is a place."""
        known = self._judged.get((first, last))
        if known is None:
            model = linear_model("names")
            known = model.chances(dict(self.features(first, last)))[model.labels.index("place")]
            self._judged[first, last] = known
        return known

    def features(self, first: int, last: int) -> Iterator[tuple[str, float]]:
        """Yield what the model looks at for the name in words `first` up to `last`, each with its strength."""
        words = self._parse.words
        head = next((words[k] for k in range(first, last) if not first <= words[k].head < last), words[last - 1])
        yield "one", 1.0
        yield f"dep={head.dep}", 1.0
        yield from _of_name(words[first:last])
        yield from self._above(head)
        yield from self._beside(first, last)
        yield from self._elsewhere(first, last)
        if _says(words, head):
            yield "says here", 1.0

    def _above(self, head: Word) -> Iterator[tuple[str, float]]:
        """What the name hangs on: a preposition and what that belongs to, a verb, a noun."""
        words, top = self._parse.words, head
        for _ in range(_LINKS):
            if top.dep not in {"conj", "appos"} or top.head == top.i:
                break
            top = words[top.head]
            yield "listed", 1.0
        above = words[top.head]
        yield f"top={top.dep}", 1.0
        if top.dep != "pobj":
            yield f"above={top.dep}>{above.lemma.lower()}", 1.0
            yield f"sort={top.dep}>{above.pos}", 1.0
            return
        hook = words[above.head]
        yield f"prep={above.lower}", 1.0
        yield f"hook={hook.lemma.lower()}", _HALF
        yield f"prep={above.lower}>{hook.lemma.lower()}", 1.0
        yield f"prep={above.lower}>{hook.pos}", 1.0
        yield f"up={words[hook.head].lemma.lower()}", _HALF

    def _beside(self, first: int, last: int) -> Iterator[tuple[str, float]]:
        """The two words before the name and the two behind it."""
        words, sentence = self._parse.words, self._parse.sentence(first)
        left = words[first - 1] if first > sentence.first else None
        further = words[first - 2] if first - 1 > sentence.first else None
        right = words[last] if last < sentence.last else None
        beyond = words[last + 1] if last + 1 < sentence.last else None
        yield f"left={_lower(left)}", 1.0
        yield f"further={_lower(further)}", _HALF
        if left is not None and further is not None and left.pos in {"ADJ", "DET", "NOUN"}:
            led = further.lower if further.pos == "ADP" else further.pos
            yield f"led={led} {left.lower if left.pos == 'DET' else left.pos}", 1.0
        yield f"right={_lower(right)}", 1.0
        yield f"right sort={right.pos if right is not None else ''}", 1.0
        is_name = beyond is not None and beyond.text[:1].isupper()
        yield f"beyond={'Name' if is_name else _lower(beyond)}", _HALF
        if is_name and right is not None and right.text == ",":
            yield f"{_lower(left)} NAME, Name", 1.0

    def _elsewhere(self, first: int, last: int) -> Iterator[tuple[str, float]]:
        """How the same name stands elsewhere in the report: whether it says something, or is led as places are."""
        words, long = self._parse.words, last - first
        others = [words[i] for i in self._standing(words[last - 1].text) if i != last - 1]
        if any(_says(words, w) for w in others):
            yield "says", 1.0
        if any(w.i >= long and words[w.i - long].lower in _LEADING for w in others):
            yield "led elsewhere", 1.0
        yield f"often={min(len(others), _OFTEN)}", 1.0

    def _standing(self, text: str) -> Sequence[int]:
        if self._where is None:
            self._where = {}
            for i in capitals(self._parse):
                self._where.setdefault(self._parse.words[i].text, []).append(i)
        return self._where.get(text, ())


def _of_name(name: Sequence[Word]) -> Iterable[tuple[str, float]]:
    """What the name itself shows: how many words, how they begin and end."""
    last = name[-1].lower
    yield f"words={min(len(name), _MOST)}", 1.0
    if any(w.text == "-" for w in name):
        yield "hyphen", 1.0
    yield f"ends={last[-2:]}", _SOME
    yield f"ends={last[-3:]}", _SOME
    yield f"begins={name[0].lower[:2]}", _LITTLE
    if len(name) > 1:
        yield f"first={name[0].lower}", _HALF
        yield f"last={last}", _HALF


def _lower(word: Word | None) -> str:
    return word.lower if word is not None else ""


def _says(words: Sequence[Word], word: Word) -> bool:
    return word.dep == "nsubj" and is_speech(words[word.head].lemma)
