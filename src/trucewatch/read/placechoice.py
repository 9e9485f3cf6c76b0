"""Place choice: which place told elsewhere in its story does a figure go on with, when its own sentence names none?

A model (`vocab/choicemodel`, made by `make choices` from annotated reports) weighs each place of the story by what is
seen of it from the figure: how near, how often told, how exact, whose words it shares, what lies in it. `whereabouts`
asks it after its own rules; where no place has much of a chance the answer is None.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trucewatch.model import FigureKind
from trucewatch.read.placecost import own_cost
from trucewatch.read.placesteps import ELSEWHERE, is_elsewhere, is_nursed, steps_to
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

__all__ = ["FEATURES", "PlaceChoice"]

FEATURES = (
    "kind", "digits", "tense", "sums up", "takes up", "breaks", "sentence", "block", "places here", "named here",
    "level", "cost", "capital", "unlisted", "speaks", "aside", "within", "named", "named as where", "share", "first",
    "preposition", "describes", "personal", "desk", "rivals", "its sentence", "its heading", "it sums up", "it breaks",
    "towns", "turn", "towns inside", "around",
    "same sentence", "sentences", "blocks", "words", "between", "common words", "common names", "finer here", "steps",
)  # fmt: skip
"""What the model looks at: of the figure, of the candidate, of the two together."""

_KINDS = {kind: n for n, kind in enumerate(FigureKind)}
_LEVELS = ("city", "site", "quarter", "district", "region", "line", "country", "wide")
_WAYS = sorted(word_list("toponyms", "before", "ways"))
_TERRITORIES = frozenset({"region", "country", "wide"})
_LOCAL = frozenset({"city", "region", "district"})
_TOWNS = frozenset({"city", "site", "quarter", "district"})
_SUM = (1.0, 0.0)
_EVERYWHERE = word_list("toponyms", "scenes", "everywhere")
_BROUGHT = frozenset({"to", "into"})
_HEADING = 8
_ENDS = frozenset('.!?":;,')
_FAR, _WORDS, _LATE = 8, 80, 12
# Candidates are so many places before and after the figure's sentence, and the first of the story.
_BACK, _AHEAD, _OPENING = 60, 20, 10
# A place whose mentions have less than this chance together is not taken; another of its own sentence instead of what
# the rules tell takes this much, and so much more than theirs.
_LEAST, _SURE, _CLEARLY = 0.15, 0.4, 0.15
# A town is the place of a sum only where it is more likely than not.
_CERTAINLY = 0.5
# A town of a region with this share of the region's chance is meant.
_NEARLY = 0.3
# How far a place is at most, one that people went to lies no nearer; so far off another number has it.
_NO_WAY, _FAR_OFF = 30.0, 16.0


@dataclass(frozen=True, slots=True)
class _Story:
    """The places of one story in text order, what is seen of each by itself, and where they stand."""

    mentions: list[Mention]
    seen: NDArray[np.float64]
    sentences: list[int]
    where: list[int]
    nested: _Nested


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

    def choose(self, at: int, kind: FigureKind | None, amount: float) -> Place | None:
        """Return the likeliest place of the story for the figure at word `at`, or None."""
        mentions, rows = self.rows(at, kind, amount)
        if not mentions:
            return None
        here = self._parse.sentence_index[at]
        best: dict[str, tuple[float, Mention]] = {}
        none: dict[str, float] = {}  # the chance that no mention of a place is meant
        # "Dunes Hospital registered six deaths": the rules have passed the building over.
        passed = {m.place.name for m in mentions if m.level == "site" and self._parse.sentence_index[m.first] == here}
        for m, chance in zip(mentions, choice_model("place", FEATURES).chances(rows).tolist(), strict=True):
            name = m.place.name
            if self._is_able(m, here, chance) and name not in passed:
                none[name] = none.get(name, 1.0) * (1.0 - chance)
                best[name] = max(best.get(name, (0.0, m)), (chance, m), key=lambda p: p[0])
        chance, found = max(best.values(), key=lambda p: p[0], default=(0.0, None))
        # A story that names nothing but where it was filed is of that place.
        least = _LEAST if any(m.is_where for m in mentions) else _LEAST / 2
        if found is None or none[found.place.name] > 1.0 - least:
            return None
        return self._narrowed(found, chance, best).place

    def rather(self, at: int, kind: FigureKind | None, amount: float, own: Place) -> Place:
        """Return the place that the figure's own sentence tells by the rules, or a much likelier one of that sentence.

        `own` is what `whereabouts` found; another is taken only where no place of the whole story is likelier.
        """
        mentions, rows = self.rows(at, kind, amount)
        if not mentions:
            return own
        here = self._parse.sentence_index[at]
        best, chance, mine = None, 0.0, 0.0
        for m, its in zip(mentions, choice_model("place", FEATURES).chances(rows).tolist(), strict=True):
            is_here = self._parse.sentence_index[m.first] == here
            if is_here and m.place.name == own.name:
                mine = max(mine, its)
            is_able = m.is_where and self._steps(at, m) < _FAR_OFF if is_here else self._is_able(m, here, its)
            if its > chance and is_able:
                best, chance = (m if is_here else None), its
        return best.place if best is not None and chance >= max(_SURE, mine + _CLEARLY) else own

    def _narrowed(self, found: Mention, chance: float, best: dict[str, tuple[float, Mention]]) -> Mention:
        """Return for a region or country the likeliest town told in it, where one comes near, else it itself."""
        if found.level not in _TERRITORIES:
            return found
        inside = self._story(found.story).nested.inside(found)
        towns = [best[name] for name in inside if name in best and best[name][1].level not in _TERRITORIES]
        its, town = max(towns, key=lambda p: p[0], default=(0.0, found))
        return town if its >= _NEARLY * chance else found

    def rows(self, at: int, kind: FigureKind | None, amount: float) -> tuple[list[Mention], NDArray[np.float64]]:
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
        both = [self._of_both(at, here, n, story, inside) for n in chosen]
        left = np.tile(np.array(own, np.float64), (len(chosen), 1))
        rows = np.hstack([left, story.seen[chosen], np.array(both, np.float64)])
        return [story.mentions[n] for n in chosen], rows

    def _is_able(self, m: Mention, here: int, chance: float) -> bool:
        """Whether a place may be taken at all; `whereabouts` has looked at those of the figure's own sentence."""
        there = self._parse.sentence_index[m.first]
        if there < self._entry(here):
            return False
        is_sum = self._echoes.manner(here)[:2] == _SUM and (chance < _CERTAINLY or self._is_everywhere(here))
        if is_sum and m.level not in _TERRITORIES and not self._is_heading(there):
            return False  # what is counted over a long time mostly happened in no one town
        if m.is_where:
            return there != here and not self._is_ward(m)
        # Bodies count at home, in their town or region; a state that acts, an army and a hospital tell no place.
        after = self._parse.words[min(m.last, len(self._parse.words) - 1)].lower
        return m.level in _LOCAL and not _is_seat(m) and after not in toponym_words().fighters

    def _is_everywhere(self, number: int) -> bool:
        """Whether a sentence counts over a whole land: "the nationwide toll"."""
        sentence = self._parse.sentences[number]
        return any(w.lower in _EVERYWHERE for w in self._parse.words[sentence.first : sentence.last])

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
            nested = _Nested(mentions, at)
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


class _Nested:
    """Which towns of a story lie in which of its regions and countries, by being named with them in a sentence."""

    def __init__(self, mentions: Sequence[Mention], at: Sequence[int]) -> None:
        self._towns: list[str] = []
        self._inside: dict[str, set[str]] = {}
        self._around: Counter[str] = Counter()
        by_sentence: dict[int, list[Mention]] = {}
        for m, n in zip(mentions, at, strict=True):
            by_sentence.setdefault(n, []).append(m)
            if m.level in _TOWNS and m.is_where and m.place.name not in self._towns:
                self._towns.append(m.place.name)
        for together in by_sentence.values():
            wider = [m for m in together if m.level in _TERRITORIES]
            for town in (m for m in together if m.level in _TOWNS):
                for land in wider:
                    if land.place.country in {town.place.country, None} or town.place.country is None:
                        self._inside.setdefault(land.place.name, set()).add(town.place.name)
        named = Counter(m.place.name for m in mentions)
        for name, towns in self._inside.items():
            for inner in towns:
                self._around[inner] += named[name]

    def inside(self, m: Mention) -> set[str]:
        """The names of the towns told together with a region or country."""
        return self._inside.get(m.place.name, set()) if m.level in _TERRITORIES else set[str]()

    def of(self, m: Mention) -> list[float]:
        """How many towns the story has, which of them this is, how many lie in it, how often its lands are named."""
        name = m.place.name
        turn = self._towns.index(name) if name in self._towns else -1
        return [
            float(min(len(self._towns), _FAR)),
            float(min(turn, _FAR)),
            float(min(len(self.inside(m)), _FAR)),
            float(self._around[name]) if m.level in _TOWNS else 0.0,
        ]


def _is_seat(m: Mention) -> bool:
    """Whether a place is a capital or a seat of the world's press: "GENEVA —", "told reporters in Bangkok"."""
    return countries().capital(m.place.name) is not None or m.place.name.lower() in toponym_words().hubs
