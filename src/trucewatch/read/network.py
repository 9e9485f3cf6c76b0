"""The parser's network, run fast: spaCy's own weights and transitions, in an order that spares the processor.

Products go to NumPy's BLAS (spaCy's falls back on plain code on many processors), a word's vector before its neighbours
are looked at is computed once a spelling, all pieces step through the parser side by side. What is found of a report
hangs on that report alone, to the last bit (see `_STEP`).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

__all__ = ["Network"]

_LEAST = 48
"""Below so many rows BLAS may add in another order."""
_STEP = 12
"""BLAS adds up a row in an order that hangs on where the row stands: its loops for AVX2 take 12 rows at once, six in
one order and six in another, and the rest in a third. So reports begin at whole steps; where rows cannot be placed so,
products are made at twice the precision and rounded, which leaves nothing of the order."""
_CACHED = 800
"""So many words go through the layers at once."""
_MOST = 50_000
"""So many words are remembered, 19 MB; then the memory starts anew."""
_WORD: list[int | str] = ["ORTH", "NORM", "SPACY"]
"""What tells two words' features apart: spelling, its norm where a rule of the tokenizer sets it, a space behind."""


class Network:
    """Tags and parses texts with the weights of a loaded pipeline."""

    def __init__(self, nlp: Language) -> None:
        """Take over the components `tok2vec`, `tagger` and `parser` of `nlp`."""
        parts: dict[str, Any] = dict(nlp.components)
        self._nlp, self._tagger, self._parser = nlp, parts["tagger"], parts["parser"]
        self._threads = ThreadpoolController()
        embed, encode = parts["tok2vec"].model.layers
        columns, _, hashes, mix, _ = embed.layers
        self._columns: list[int | str] = list(columns.attrs["columns"])
        self._hashes = hashes.layers[0]
        self._mix = _Maxout(mix.layers[0].layers[0])
        self._layers = [_Maxout(residual.layers[0].layers[1].layers[0]) for residual in encode.layers[0].layers]
        self._tags = _Linear(self._tagger.model.layers[1].layers[0])
        self._moves = _Moves(self._parser.model)
        # Asked only which words a state looks at, which is the same for any texts.
        self._looks = self._parser.model.predict([nlp.make_doc("word")])
        self._known: dict[bytes, int] = {}
        self._vectors: Floats = np.empty((_MOST, self._mix.width), dtype=np.float32)

    def docs(self, reports: Sequence[Sequence[str]]) -> list[list[Doc]]:
        """Return the pieces of reports tagged and parsed; no other component has run."""
        made = [[self._nlp.make_doc(text) for text in pieces] for pieces in reports]
        full = [full for docs in made if (full := [doc for doc in docs if len(doc)])]
        if full:
            with self._threads.limit(limits=1, user_api="blas"):  # a report's products are too small to share out
                self._annotate(full)
        return made

    def _annotate(self, reports: list[list[Doc]]) -> None:
        groups = list(_groups(reports))
        units = [unit for group in groups for unit in group]
        docs = [doc for unit in units for doc in unit]
        rows, places = _placed(units, 0, np.concatenate([self._encode(group) for group in groups]))
        tags = self._tags(rows).argmax(axis=1)[places]
        self._tagger.set_annotations(docs, [tags[span] for span in _spans(docs)])
        room = self._moves.room(len(rows))
        scores = self._moves.over(rows, places, room)
        states = self._parser.moves.init_batch(docs)
        going = [state for state in states if not state.is_final()]
        while going:
            going = self._parser.transition_states(going, scores(self._looks.get_token_ids(going)))
        self._parser.set_annotations(docs, states)
        self._moves.rooms.append(room)

    def _encode(self, units: list[list[Doc]]) -> Floats:
        """Return the vectors of all words, as the component `tok2vec` gives them."""
        # Empty rows stand between texts, so that no word sees one of another text.
        rows, places = _placed(units, len(self._layers), self._words([doc for unit in units for doc in unit]))
        window = np.zeros((len(rows), 3 * rows.shape[1]), dtype=np.float32)
        for layer in self._layers:
            _spread(rows, window)
            rows += layer(window)
        return rows[places]

    def _words(self, docs: list[Doc]) -> Floats:
        """Return the vectors of all words before their neighbours are looked at."""
        named: Any = np.concatenate([doc.to_array(_WORD) for doc in docs])
        keys: list[bytes] = named.view(f"V{named.itemsize * len(_WORD)}").ravel().tolist()
        if not all(map(self._known.__contains__, keys)):
            self._learn(docs, keys)
        return self._vectors[list(map(self._known.__getitem__, keys))]

    def _learn(self, docs: list[Doc], keys: list[bytes]) -> None:
        """Remember the vectors of those words that are not known yet."""
        if len(self._known) + len(set(keys).difference(self._known)) > _MOST:
            self._known.clear()
        missing: dict[bytes, int] = {}
        for i, key in enumerate(keys):
            if key not in self._known:
                missing.setdefault(key, i)
        first = len(self._known)
        found = self._mix.exactly(self._hashes.predict(self._features(docs, list(missing.values()))))
        self._vectors[first : first + len(missing)] = found
        self._known.update(zip(missing, range(first, first + len(missing)), strict=True))

    def _features(self, docs: list[Doc], asked: Sequence[int]) -> Any:
        """Return what the network looks at of the words `asked`, ascending numbers among those of all texts."""
        found: list[Any] = []
        at = first = 0
        for doc in docs:
            last = bisect_left(asked, at + len(doc), first)
            if last > first:
                found.append(doc.to_array(self._columns)[[i - at for i in asked[first:last]]])
            at, first = at + len(doc), last
        return np.concatenate(found)


class _Maxout:
    """A layer of spaCy's network: the greatest of several linear maps, brought to one mean and spread."""

    def __init__(self, layer: Any) -> None:
        maxout, norm = layer.layers
        weights: Floats = maxout.get_param("W")
        self.width, self._pieces, _ = weights.shape
        # The maps side by side, so that the greatest is taken over whole rows.
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(self._pieces * self.width, -1).T)
        self._bias = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self._gain, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, rows: Floats) -> Floats:
        """Return one row for each of `rows`."""
        return self._of(rows @ self._weights)

    def exactly(self, rows: Floats) -> Floats:
        """Return the same, wherever a row stands among the others."""
        return self._of((rows.astype(np.float64) @ self._weights.astype(np.float64)).astype(np.float32))

    def _of(self, found: Floats) -> Floats:
        found += self._bias
        best = found[:, : self.width]
        for piece in range(1, self._pieces):
            best = np.maximum(best, found[:, piece * self.width : (piece + 1) * self.width])
        best -= best.mean(axis=1, keepdims=True)
        spread = np.square(best).mean(axis=1, keepdims=True)
        spread += 1e-8
        best *= spread**-0.5
        best *= self._gain
        best += self._shift
        return best


class _Linear:
    """A linear map of spaCy's network."""

    def __init__(self, layer: Any) -> None:
        self._weights, self._bias = np.ascontiguousarray(layer.get_param("W").T), layer.get_param("b")

    def __call__(self, rows: Floats) -> Floats:
        """Return one row for each of `rows`."""
        found = rows @ self._weights
        found += self._bias
        return found


class _Moves:
    """How well each move fits a state of the parser, from the few words that a state looks at."""

    def __init__(self, model: Any) -> None:
        reduced, lower, upper = model.layers
        self._reduce = _Linear(reduced.layers[2])
        self._upper: NDArray[np.float64] = np.ascontiguousarray(upper.get_param("W").T, dtype=np.float64)
        self._upper_bias: Floats = upper.get_param("b")
        weights, pad = lower.get_param("W"), lower.get_param("pad")
        places, width, pieces, given = weights.shape
        # The maps side by side, as in `_Maxout`; a state has two.
        self._lower = np.ascontiguousarray(weights.transpose(0, 2, 1, 3).reshape(places * pieces * width, given).T)
        self._none: Floats = pad[0].transpose(0, 2, 1).reshape(-1)
        self._bias: Floats = lower.get_param("b").T.reshape(-1)
        self._width: int = width
        self._places: int = places
        self._order: NDArray[np.int64] = np.arange(places)[:, None]
        self.rooms: list[Floats] = []

    def room(self, many: int) -> Floats:
        """Return room for what `many` words add, whoever used it last; put it back into `rooms`.

        The system clears the pages of tens of megabytes each time they are asked for.
        """
        room = self.rooms.pop() if self.rooms else self._none[None]
        return room if len(room) > many else np.empty((many + 1, len(self._none)), dtype=np.float32)

    def over(self, rows: Floats, words: NDArray[np.int64], room: Floats) -> Callable[[NDArray[np.int32]], Floats]:
        """Return what scores states, given the word that each looks at in each place (-1: none).

        `words` is the row of each word among `rows`, `room` is what `room` gave. What a word adds in each place is
        worked out here, once for all states.
        """
        added = room[: len(rows) + 1]
        added[0] = self._none
        np.matmul(self._reduce(rows), self._lower, out=added[1:])
        # One further down: the first row is none's, which -1 finds at the end.
        first = np.append((words + 1) * self._places, 0)
        return partial(self._score, added.reshape(-1, len(self._bias)), first)

    def _score(self, added: Floats, first: NDArray[np.int64], seen: NDArray[np.int32]) -> Floats:
        # Places in the first axis, so that each sum runs over numbers that lie side by side.
        at: NDArray[np.int64] = first.take(seen.T, mode="wrap") + self._order
        summed: Floats = np.add.reduce(added.take(at, axis=0), axis=0)
        summed += self._bias
        best: NDArray[np.float64] = np.maximum(summed[:, : self._width], summed[:, self._width :]).astype(np.float64)
        return (best @ self._upper).astype(np.float32) + self._upper_bias


def _groups(reports: list[list[Doc]]) -> Iterator[list[list[Doc]]]:
    """Share reports out in units, so that the products of a group fit the processor's cache; long ones have several."""
    group: list[list[Doc]] = []
    size = 0
    for unit in chain.from_iterable(map(_units, reports)):
        words = sum(map(len, unit))
        if group and size + words > _CACHED:
            yield group
            group, size = [], 0
        group.append(unit)
        size += words
    yield group


def _units(docs: list[Doc]) -> Iterator[list[Doc]]:
    unit: list[Doc] = []
    for doc in docs:
        if unit and sum(map(len, unit)) + len(doc) > _CACHED:
            yield unit
            unit = []
        unit.append(doc)
    yield unit


def _spans(docs: list[Doc]) -> list[slice]:
    """Return where each text's words stand among all words."""
    return [slice(end - len(doc), end) for doc, end in zip(docs, accumulate(map(len, docs)), strict=True)]


def _placed(units: Sequence[Sequence[Doc]], apart: int, words: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Return the rows of all words and the row of each word: `apart` empty rows round each text."""
    at = 0
    places: list[NDArray[np.int64]] = []
    for unit in units:
        at = -(-at // _STEP) * _STEP + apart
        for doc in unit:
            places.append(np.arange(at, at + len(doc)))
            at += len(doc) + apart
    where = np.concatenate(places)
    rows = np.zeros((max(-(-at // _STEP) * _STEP, _LEAST), words.shape[1]), dtype=np.float32)
    rows[where] = words
    return rows, where


def _spread(rows: Floats, window: Floats) -> None:
    """Write each row between its neighbours into `window`."""
    width = rows.shape[1]
    window[1:, :width] = rows[:-1]
    window[:, width : 2 * width] = rows
    window[:-1, 2 * width :] = rows[1:]
