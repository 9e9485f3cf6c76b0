"""Place choice: which of the places of its story is that of a figure?

A model (`vocab/choicemodel`, made by `make choices` from annotated reports) weighs each place of the story by what is
seen of it from the figure: how near, how often told, how exact, whose words it shares, what lies in it, and what the
rules of `whereabouts` say of it. Where no place has much of a chance theirs stays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trucewatch.model import FigureKind
from trucewatch.read.kindsets import BLOWS
from trucewatch.read.nests import TERRITORIES, Nested
from trucewatch.read.placecost import own_cost
from trucewatch.read.placesteps import ELSEWHERE, breakdown, is_elsewhere, is_home_of, is_nursed, opens_later, steps_to
from trucewatch.read.placeuse import dateline_end, is_personal
from trucewatch.read.takenup import chain
from trucewatch.vocab.choicemodel import choice_model
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trucewatch.model import Place
    from trucewatch.read.echoes import Echoes
    from trucewatch.read.geocode import Mention

__all__ = ["FEATURES", "PlaceChoice", "Ruled"]

FEATURES: tuple[str, ...] = (
    "kind", "digits", "tense", "sums up", "takes up", "breaks", "sentence", "block", "places here", "named here",
    "level", "cost", "capital", "unlisted", "speaks", "aside", "within", "named", "named as where", "share", "first",
    "preposition", "describes", "personal", "desk", "rivals", "its sentence", "its heading", "it sums up", "it breaks",
    "towns", "turn", "towns inside", "around",
    "same sentence", "sentences", "blocks", "words", "between", "common words", "common names", "finer here", "steps",
    "own", "surely own", "own told", "sure", "apart", "able",
)  # fmt: skip
"""What the model looks at: of the figure, of the candidate, of the two together, and what the rules say."""

_KINDS = {kind: n for n, kind in enumerate(FigureKind)}
_LEVELS = ("city", "site", "quarter", "district", "region", "line", "country", "wide")
_WAYS = sorted(word_list("toponyms", "before", "ways"))
_LANDS = frozenset({"country", "wide"})
_LOCAL = frozenset({"city", "region", "district"})
_DEPARTING = word_list("toponyms", "acts", "departing")
_SUM = (1.0, 0.0)
_BROUGHT = frozenset({"to", "into"})
_HEADING = 8
_ENDS = frozenset('.!?":;,')
_FAR, _WORDS, _LATE = 8, 80, 12
# Candidates are so many places before and after the figure's sentence, and the first of the story.
_BACK, _AHEAD, _OPENING = 60, 20, 10
# A place is taken with this chance; with more for what mostly happens in no one place, for one of another sort than
# such things happen at, and for one of the same sentence that the rules give to another number. 120 reports annotated
# densely by two, each left out: .76 right, .46 of those without a place have none (.72 and .50 with .4 for .2 and .3).
_LITTLE, _UNPLACED, _HARDLY, _ANOTHERS, _NEVER = 0.15, 0.3, 0.2, 0.3, 2.0
# A place that the figure's own words point back to ("left the town") is meant unless one of such a chance is likelier
# by so much.
_SURE, _BACK_TO = 0.3, 0.1
# A town of a region with this share of the region's chance is meant.
_NEARLY = 0.4
# How far a place is at most; one that people went to lies no nearer.
_NO_WAY = 30.0
_STREETS = word_list("toponyms", "acts", "streets")


class Ruled(NamedTuple):
    """What the rules tell of a figure: the place of its own sentence and if that is sure, one it points back to.

    `is_apart`: it goes on with no scene told before; `is_unplaced`: its kind mostly happens in no one place.
    """

    own: Place | None = None
    is_sure: bool = False
    taken: Place | None = None
    is_apart: bool = False
    is_unplaced: bool = False


_Asked = tuple[int, FigureKind | None, float, Ruled]


@dataclass(frozen=True, slots=True)
class _Story:
    """The places of one story in text order, what is seen of each by itself, and where they stand."""

    mentions: list[Mention]
    seen: NDArray[np.float64]
    sentences: list[int]
    where: list[int]
    nested: Nested


class PlaceChoice:
    """Asked for each figure of a report; keeps what is seen of each place of a story."""

    def __init__(self, echoes: Echoes, mentions: Sequence[Mention]) -> None:
        """Take the sentences and the places of one report."""
        self._echoes = echoes
        self._parse = echoes.parse
        self._told: dict[int, list[Mention]] = {}
        for m in mentions:
            self._told.setdefault(m.story, []).append(m)
        self._stories: dict[int, _Story] = {}
        self._weighed: dict[_Asked, tuple[list[Mention], list[float]]] = {}

    def weigh(self, asked: Sequence[_Asked]) -> None:
        """Weigh the candidates of several figures, given as to `choose`, in one sweep of the model."""
        rows = [self.rows(*one) for one in asked]
        weighed = [row for _, row in rows if len(row)]
        chances: list[float] = []
        if weighed:
            chances = choice_model("place", FEATURES).chances(np.vstack(weighed)).tolist()
        first = 0
        for one, (mentions, _) in zip(asked, rows, strict=True):
            self._weighed[one] = mentions, chances[first : first + len(mentions)]
            first += len(mentions)

    def choose(self, at: int, kind: FigureKind | None, amount: float, ruled: Ruled) -> Place | None:
        """Return the likeliest place of the story for the figure at word `at`, or by the rules where none is."""
        asked = (at, kind, amount, ruled)
        if asked not in self._weighed:
            self.weigh([asked])
        mentions, chances = self._weighed[asked]
        if not mentions:
            return ruled.taken or ruled.own
        here = self._parse.sentence_index[at]
        if ruled.taken is not None:
            told = max(
                (c for m, c in zip(mentions, chances, strict=True) if m.place.name == ruled.taken.name), default=0.0
            )
            if max(chances) < max(_SURE, told + _BACK_TO) or self._is_named(ruled.taken, at):
                return ruled.taken
        best: dict[str, tuple[float, Mention]] = {}
        for m, chance in zip(mentions, chances, strict=True):
            if kind in BLOWS and self._is_left(m):
                continue  # "drones left Goma": they struck elsewhere
            if chance > best.get(m.place.name, (0.0, m))[0] and chance >= self._least(m, at, kind, ruled):
                best[m.place.name] = (chance, m)
        chance, found = max(best.values(), key=lambda p: p[0], default=(0.0, None))
        if found is None or self._parse.sentence_index[found.first] == here:
            return ruled.own if found is None else found.place
        return self._narrowed(found, chance, best).place

    def _is_named(self, place: Place, at: int) -> bool:
        """Whether a figure's own clause names the sort of a place told before: "fled the camp" behind "Varos camp"."""
        words, kind = self._parse.words, place.name.rsplit(" ", 1)[-1].lower()
        sentence, mine = self._parse.sentence(at), set(chain(self._parse, at))
        beside = (w for w in words[sentence.first : sentence.last] if w.text == kind and w.dep == "dobj")
        return " " in place.name and any(w.head in mine for w in beside)

    def _is_left(self, m: Mention) -> bool:
        """Whether a place is only where something left, and no people who fled it."""
        name = self._parse.words[m.head]
        verb = self._parse.words[name.head]
        follows = any(j >= m.last and self._parse.words[j].dep != "punct" for j in self._parse.children[verb.i])
        return name.dep == "dobj" and verb.lemma in _DEPARTING and not follows

    def _narrowed(self, found: Mention, chance: float, best: dict[str, tuple[float, Mention]]) -> Mention:
        """Return for a region or country the likeliest town told in it, where one comes near, else it itself."""
        if found.level not in TERRITORIES:
            return found
        inside = self._story(found.story).nested.inside(found)
        lands = {found.place.country} - {None} if found.level == "country" else set[str | None]()
        able = [told for name, told in best.items() if name in inside or told[1].place.country in lands]
        towns = [told for told in able if told[1].level not in TERRITORIES and not told[1].aside]
        its, town = max(towns, key=lambda p: p[0], default=(0.0, found))
        return town if its >= _NEARLY * chance else found

    def _least(self, m: Mention, at: int, kind: FigureKind | None, ruled: Ruled) -> float:
        """Return how likely a place must be for the figure at word `at`, by what the rules say of it."""
        here = self._parse.sentence_index[at]
        if ruled.own is not None and m.place.name == ruled.own.name:
            return _LITTLE
        if (ruled.is_sure and ruled.own is None) or opens_later(self._parse, m, here):
            return _NEVER
        unplaced = _UNPLACED if ruled.is_unplaced else 0.0
        is_here = self._parse.sentence_index[m.first] == here
        if is_here and m.first > breakdown(self._parse, at, self._beside(here)):
            return _NEVER
        if is_here and m.is_where:
            return _NEVER if is_home_of(self._parse, at, m, kind) else max(_ANOTHERS, unplaced)
        is_able = self._is_able(m, here)
        if ruled.is_apart and self._is_of(m, at):
            return _NEVER  # "111 Ukrainian drones were shot down": not over Ukraine
        # "Elsewhere, three died", a state's raids: in no town told before; where somebody speaks nothing happens.
        if (ruled.is_apart and m.level not in _LANDS) or not (is_able or m.is_where):
            return _NEVER
        return max(unplaced, _LITTLE if is_able and not ruled.is_apart else _HARDLY)

    def _beside(self, here: int) -> Sequence[Mention]:
        """Return the places of a sentence."""
        story = self._story(self._parse.sentences[here].story)
        return story.mentions[bisect_left(story.sentences, here) : bisect_right(story.sentences, here)]

    def _is_of(self, m: Mention, at: int) -> bool:
        """Whether what is counted is called after the land of a place: "Ukrainian drones"."""
        noun = self._parse.words[at].head if self._parse.words[at].tag == "CD" else at
        beside = (self._parse.words[j].text for j in self._parse.children[noun])
        named = (countries().any(text) for text in beside if text[:1].isupper())
        return any(land is not None and land.code == m.place.country for land in named)

    def rows(
        self, at: int, kind: FigureKind | None, amount: float, ruled: Ruled
    ) -> tuple[list[Mention], NDArray[np.float64]]:
        """Return the candidates and one row of `FEATURES` for each."""
        here = self._parse.sentence_index[at]
        story = self._story(self._parse.sentences[here].story)
        first, last = bisect_left(story.sentences, here), bisect_right(story.sentences, here)
        inside = story.mentions[first:last]
        chosen = [*range(min(_OPENING, max(0, first - _BACK))), *range(max(0, first - _BACK), last + _AHEAD)]
        chosen = [n for n in chosen if n < len(story.mentions)]
        if not chosen:
            return [], np.empty((0, len(FEATURES)))
        own = self._of_figure(at, here, kind, amount, inside)
        both = [[*self._of_both(at, here, n, story, inside), *self._by_rule(ruled, n, here, story)] for n in chosen]
        left = np.tile(np.array(own, np.float64), (len(chosen), 1))
        rows = np.hstack([left, story.seen[chosen], np.array(both, np.float64)])
        return [story.mentions[n] for n in chosen], rows

    def _by_rule(self, ruled: Ruled, n: int, here: int, story: _Story) -> list[float]:
        """What the rules say of a candidate: whether it is theirs, and whether they let places of its sort be taken."""
        m = story.mentions[n]
        own = None if ruled.own is None else ruled.own.name
        return [
            float(m.place.name == own),
            float(m.place.name == own and ruled.is_sure),
            float(own is not None),
            float(ruled.is_sure),
            float(ruled.is_apart or ruled.is_unplaced),
            float(self._is_able(m, here)),
        ]

    def _is_able(self, m: Mention, here: int) -> bool:
        """Whether a place told elsewhere is of the sort that what is told here happens at."""
        there = self._parse.sentence_index[m.first]
        if there < self._entry(here) or (there != here and _is_street(m)):
            return False
        if self._echoes.manner(here)[:2] == _SUM and m.level not in TERRITORIES and not self._is_heading(there):
            return False  # what is counted over a long time mostly happened in no one town
        if m.is_where:
            return there != here and not self._is_ward(m)
        # Bodies count at home, in their town or region; a state that acts, an army and a hospital tell no place.
        after = self._parse.words[min(m.last, len(self._parse.words) - 1)].lower
        return m.level in _LOCAL and not _is_seat(m) and after not in toponym_words().fighters

    def _is_ward(self, m: Mention) -> bool:
        """Whether people were only brought there: "was flown to Ria Hospital"."""
        words = self._parse.words
        way = words[words[m.head].head].lower
        return m.level == "site" and way in _BROUGHT and words[m.head].lemma.lower() in toponym_words().wards

    def _entry(self, here: int) -> int:
        """Return the sentence whose dateline opened the entry of a list of news, or the first of the story."""
        sentences, opening = self._parse.sentences, self._echoes.openings[self._parse.sentences[here].story]
        return next((n for n in range(here, opening, -1) if sentences[n].body > sentences[n].first), opening)

    def _of_figure(
        self, at: int, here: int, kind: FigureKind | None, amount: float, inside: Sequence[Mention]
    ) -> list[float]:
        sentence = self._parse.sentences[here]
        opening = self._echoes.openings[sentence.story]
        return [
            float(_KINDS[kind]) if kind is not None else -1.0,
            float(min(len(str(int(abs(amount)))), _FAR)),
            float(self._echoes.tense(at)),
            *self._echoes.manner(here),
            float(min(here - opening, _LATE)),
            float(min(sentence.block - self._parse.sentences[opening].block, _LATE)),
            float(sum(m.is_where for m in inside)),
            float(len(inside)),
        ]

    def _of_both(self, at: int, here: int, n: int, story: _Story, inside: Sequence[Mention]) -> list[float]:
        m, there = story.mentions[n], story.sentences[n]
        words, names = self._echoes.shared(here, there)
        low, high = min(at, m.first), max(at, m.first)
        between = bisect_left(story.where, high) - bisect_left(story.where, low + 1)
        exact = (o for o in inside if o.is_where and o.level not in {"country", "wide"})
        blocks = self._parse.sentences[there].block - self._parse.sentences[here].block
        return [
            float(there == here),
            float(max(-_FAR, min(there - here, _FAR))),
            float(max(-_FAR, min(blocks, _FAR))),
            float(max(-_WORDS, min(m.first - at, _WORDS))),
            float(between),
            float(words),
            float(names),
            float(any(o.place.country == m.place.country for o in exact)),
            self._steps(at, m) if there == here else -1.0,
        ]

    def _steps(self, at: int, m: Mention) -> float:
        """How far a place of the figure's own sentence is by the rules, at most _NO_WAY."""
        mine = chain(self._parse, at)
        if is_elsewhere(self._parse, mine, m, ELSEWHERE) or is_nursed(self._parse, mine, m):
            return _NO_WAY
        return min(_NO_WAY - 5.0, steps_to(self._parse, mine, m, at))

    def _story(self, number: int) -> _Story:
        if number not in self._stories:
            mentions = self._told.get(number, [])
            named = Counter(m.place.name for m in mentions)
            where = Counter(m.place.name for m in mentions if m.is_where)
            order = {name: n for n, name in enumerate(named)}
            at = [self._parse.sentence_index[m.first] for m in mentions]
            level = Counter((n, m.level) for m, n in zip(mentions, at, strict=True) if m.is_where)
            nested = Nested(mentions, at)
            seen = [
                [
                    *self._of_place(m),
                    float(named[m.place.name]),
                    float(where[m.place.name]),
                    named[m.place.name] / len(mentions),
                    float(order[m.place.name]),
                    *self._of_words(m, n),
                    float(level[n, m.level]),
                    *self._of_sentence(n),
                    *nested.of(m),
                ]
                for m, n in zip(mentions, at, strict=True)
            ]
            story = _Story(mentions, np.array(seen, np.float64), at, [m.first for m in mentions if m.is_where], nested)
            self._stories[number] = story
        return self._stories[number]

    def _of_place(self, m: Mention) -> list[float]:
        return [
            float(_LEVELS.index(m.level)),
            own_cost(m),
            float(countries().capital(m.place.name) is not None),
            float(m.place.lat is None),
            float(m.actor_use),
            float(m.aside),
            float(m.within),
        ]

    def _of_words(self, m: Mention, number: int) -> list[float]:
        """How a place hangs on its sentence: its preposition, whether it describes, or stands in a dateline."""
        head = self._parse.words[m.head]
        above = self._parse.words[head.head]
        way = above.lower if above.pos == "ADP" else ""
        desk = dateline_end(self._parse, self._parse.sentences[number])
        return [
            float(_WAYS.index(way)) if way in _WAYS else float(len(_WAYS) + (not way)),
            float(head.dep in {"compound", "poss", "amod"}),
            float(is_personal(above)),
            float(self._parse.sentences[number].start < m.span.end <= desk),
        ]

    def _is_heading(self, number: int) -> bool:
        """Whether a sentence is a short line without an end, as sections are headed."""
        sentence = self._parse.sentences[number]
        is_short = sentence.last - sentence.first <= _HEADING
        return is_short and self._parse.words[sentence.last - 1].text[-1:] not in _ENDS

    def _of_sentence(self, number: int) -> list[float]:
        sums, _, breaks = self._echoes.manner(number)
        sentence = self._parse.sentences[number]
        return [
            float(min(number - self._echoes.openings[sentence.story], _LATE)),
            float(self._is_heading(number)),
            sums,
            breaks,
        ]


def _is_street(m: Mention) -> bool:
    """Whether a place is a street, which only the sentence that names it happens on."""
    return m.place.name.rsplit(" ", 1)[-1].lower() in _STREETS


def _is_seat(m: Mention) -> bool:
    """Whether a place is a capital or a seat of the world's press: "GENEVA —", "told reporters in Bangkok"."""
    return countries().capital(m.place.name) is not None or m.place.name.lower() in toponym_words().hubs
