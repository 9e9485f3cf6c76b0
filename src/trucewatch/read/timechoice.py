"""Time choice: which of the times of its story is that of a figure?

A model (`vocab/choicemodel`, made by `make choices` from annotated reports) weighs each time by what is seen of it from
the figure: how it stands to the figure's verbs, how near, how long ago, whose words it shares, which other figures have
it as their own. `occasions` asks it beside the rules of `when`: their time stays unless another is much likelier.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trucewatch.model import FigureKind, When
from trucewatch.read.tellings import is_background
from trucewatch.read.timecues import is_open, is_point_of_list, is_present, sums_up_at, times_within, topics_of
from trucewatch.read.timelinks import (
    goes_on,
    hook_of,
    is_telling,
    may_date,
    names_blow,
    names_those,
    noun_of,
    running,
    tells_finds,
    tells_later_death,
    verbs,
)
from trucewatch.read.timeowners import Days, Owners, days_of
from trucewatch.read.timestanding import rank
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.choicemodel import choice_model
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.echoes import Echoes
    from trucewatch.read.grammar import Word
    from trucewatch.read.settling import Draft

__all__ = ["FEATURES", "Dated", "TimeChoice"]

FEATURES = (
    "kind", "digits", "part", "part here", "tense", "sums", "sums up", "background", "point", "strikes", "meets",
    "sentence", "block", "breaks", "takes up", "telling", "times here", "goes on", "those", "blow", "open", "finds",
    "later death",
    "since", "weak", "known", "bound", "offset", "post", "days", "ago", "present", "undated", "told",
    "its sentence", "verb tells", "verb strikes", "noun strikes", "noun tells", "noun", "headed", "digits said",
    "order here", "it strikes", "it sums up", "it breaks", "it is background", "it is point",
    "same sentence", "standing", "may date", "distance", "after", "sentences", "blocks", "same post", "topic",
    "between", "common words", "common names", "place named", "verbs",
    "how meant", "before", "behind", "same number", "same measure", "same place", "owners", "whole's", "own",
)  # fmt: skip
"""What the model looks at: of the figure, of the candidate, of the two together, and of the figures that have it."""

_SPEAKING = word_list("calendar", "inherit", "speaking")
_KINDS = {kind: n for n, kind in enumerate(FigureKind)}
_VIOLENT = frozenset({FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.RAID})
_FAR, _LATE, _WORDS, _LONG, _OLD, _BACK, _ELSEWHERE = 8, 12, 80, 400, 800, 30, 9
# How the words for a time are meant: as told, only the first day of "since", a stretch that runs, the story's own day.
_AS_TOLD, _FIRST_DAY, _RUNNING, _STORY = range(4)
# Candidates are so many times before and after the figure's sentence, and the first of the story.
_BEFORE, _AHEAD, _OPENING = 40, 20, 10
# A time is taken instead of the rules' with so much more of a chance; where they tell none with this much, for a
# figure that mostly has no time with this.
_CLEARLY, _LEAST, _SURE = 0.15, 0.12, 0.3

# What is summed up lasted more than so many days; a time of fewer must have such a chance, and so many took longer.
_STRETCH, _LIKELY, _SUMS = 6, 0.12, 1000


class Dated(NamedTuple):
    """A figure whose time is asked for: the word that it hangs on, its own sentence's time by the rules, its place."""

    draft: Draft
    at: int
    own: When | None
    place: str | None


@dataclass(frozen=True, slots=True)
class _Story:
    """The times of one story in text order, what is seen of each by itself, and where they stand."""

    mentions: list[TimeMention]
    seen: list[list[float]]
    sentences: list[int]
    firsts: list[int]
    strong: list[int]
    day: str | None


class TimeChoice:
    """Asked for each figure of a report; keeps what is seen of each time of a story."""

    def __init__(
        self,
        echoes: Echoes,
        mentions: Sequence[TimeMention],
        figures: Sequence[Dated],
        days: Sequence[str | None],
        taken: Mapping[int, int],
    ) -> None:
        """Take the sentences, times and figures of one report, and the day of each of its stories, if known.

        `taken` are the times, by their first words, that are one number's alone, given by its word.
        """
        self._echoes = echoes
        self._parse = echoes.parse
        self._mentions = mentions
        self._figures = figures
        self._days = days
        self._taken = taken
        self._stories: dict[int, _Story] = {}
        self._seen: dict[int, list[float]] = {}

    def rather(self, n: int, ruled: When | None, *, is_timeless: bool = False) -> When | None:
        """Return the time of figure `n`: what the rules say, or another time of the story that is much likelier.

        A pledge or the size of a force `is_timeless`: it mostly has none, so one must be likelier than not.
        """
        times, rows = self.rows(n)
        best: dict[Days, tuple[float, When]] = {}
        if times:
            chances = choice_model("time", FEATURES).chances(rows).tolist()
            for (m, when), chance in zip(times, chances, strict=True):
                days = (when.start, when.end)
                if self._is_able(n, (m, when), chance, ruled):
                    best[days] = max(best.get(days, (0.0, when)), (chance, when), key=lambda p: p[0])
        chance, found = max(best.values(), key=lambda p: p[0], default=(0.0, None))
        if ruled is None:
            return found if chance >= (_SURE if is_timeless else _LEAST) else None
        mine = best.get((ruled.start, ruled.end))
        # A day counted from an event ("two days before the blast") stands nowhere as such: there the rules know more.
        return ruled if mine is None or chance - mine[0] < _CLEARLY else found

    def _is_able(self, n: int, told: tuple[TimeMention | None, When], chance: float, ruled: When | None) -> bool:
        """Whether a time may be taken at all: what sums up over long takes hardly one of a few days."""
        m, when = told
        if ruled is not None and (when.start, when.end) == (ruled.start, ruled.end):
            return True
        figure = self._figures[n]
        here = self._parse.sentence(figure.at)
        is_here = m is not None and self._parse.sentence(m.first) == here
        if m is not None and is_here and not may_date(self._parse, figure.at, m):
            return False  # "struck the camp in response to the April 22 attack"
        if m is not None and is_here and ruled is not None and self._is_of_telling(m, figure.at):
            return False  # "a lawyer spoke on Wednesday of 12 killed"
        if m is not None and is_here and self._taken.get(m.first, figure.draft.count.core) != figure.draft.count.core:
            return False
        if m is not None and self._parse.sentence(m.first) != here and figure.draft.kind in _VIOLENT:
            verb = next(verbs(self._parse, hook_of(self._parse, m).i), None)
            if verb is not None and verb.lemma in calendar().aftermath and verb.lemma not in calendar().violence:
                return False  # "rescuers found two more bodies on Thursday": no blow fell then
        if m is not None and (m.weak or (m.apart is not None and here.block not in m.apart)):
            return m.weak and ruled is None  # an hour names no day by itself, and a post's times are its own
        if ruled is None:
            is_likely = chance >= _LIKELY and (figure.draft.low or 0) < _SUMS
            return _span(when) >= _STRETCH or is_likely or not sums_up_at(self._parse, figure.at)
        # How the words of the figure's own sentence are meant the rules have said.
        return m is None or self._parse.sentence(m.first) != here or when.start != ruled.start

    def _is_of_telling(self, m: TimeMention, at: int) -> bool:
        """Whether a time hangs on the verb by which somebody tells what is counted, right above the figure."""
        verb = next(verbs(self._parse, hook_of(self._parse, m).i), None)
        above = {w.i for w in islice(verbs(self._parse, at), 2)}
        return verb is not None and verb.i in above and verb.lemma in _SPEAKING

    def rows(self, n: int) -> tuple[list[tuple[TimeMention | None, When]], NDArray[np.float64]]:
        """Return the candidates of figure `n`, as told and as meant, and one row of `FEATURES` for each."""
        figure = self._figures[n]
        here = self._parse.sentence_index[figure.at]
        story = self._story(self._parse.sentences[here].story)
        first, last = bisect_left(story.sentences, here), bisect_right(story.sentences, here)
        back = max(0, first - _BEFORE)
        chosen = [*range(min(_OPENING, back)), *range(back, min(last + _AHEAD, len(story.mentions)))]
        own, owners = self._of_figure(figure, here), self._owners(n)
        chain = list(verbs(self._parse, figure.at))
        times: list[tuple[TimeMention | None, When]] = []
        rows: list[list[float]] = []
        for k in chosen:
            both = [*own, *story.seen[k], *self._of_both(figure, here, k, story, chain)]
            for how, when in self._meant(story.mentions[k], figure.at, is_here=story.sentences[k] == here):
                times.append((story.mentions[k], when))
                rows.append([*both, float(how), *owners.of((when.start, when.end))])
        if story.day is not None:
            times.append((None, When(story.day, story.day, None, "day")))
            blank = [-1.0] * (len(FEATURES) - len(own) - 9)
            rows.append([*own, *blank, float(_STORY), *owners.of((story.day, story.day))])
        return times, np.array(rows, np.float64).reshape(len(rows), len(FEATURES))

    def _meant(self, m: TimeMention, at: int, *, is_here: bool) -> list[tuple[int, When]]:
        """What words for a time may mean: "since 5 May" the stretch from then on, or the day itself."""
        found = [(_AS_TOLD, m.when)]
        if m.since:
            found.append((_FIRST_DAY, When(m.when.start, m.when.start, m.when.wording, "day")))
        stretch = running(self._parse, at, m) if is_here else None
        if stretch is not None and stretch != m.when:
            found.append((_RUNNING, stretch))
        return found

    @cached_property
    def _sentences(self) -> list[int]:
        return [self._parse.sentence_index[f.draft.count.core] for f in self._figures]

    def _owners(self, n: int) -> Owners:
        one = self._figures[n].draft
        story = self._parse.sentences[self._sentences[n]].story
        others = [
            (k, f)
            for k, f in enumerate(self._figures)
            if k != n and f.own is not None and self._parse.sentences[self._sentences[k]].story == story
        ]
        told = [(k, f, days_of(f.own)) for k, f in others]
        violent = [(k, days) for k, f, days in told if f.draft.kind in _VIOLENT]
        alike = [(f, days) for _, f, days in told if f.draft.kind is one.kind]
        place = self._figures[n].place
        whole = self._figures[one.part_of].own if one.part_of is not None else None
        return Owners(
            next((days for k, days in reversed(violent) if k < n), None),
            next((days for k, days in violent if k > n), None),
            frozenset(days for f, days in alike if (f.draft.low, f.draft.high) == (one.low, one.high) and days),
            Counter(days for f, days in alike if f.draft.measure == one.measure and days),
            Counter(days for _, f, days in told if place is not None and f.place == place and days),
            Counter(days for _, _, days in told if days),
            days_of(whole),
            days_of(self._figures[n].own),
        )

    def _of_figure(self, figure: Dated, here: int) -> list[float]:
        parse, one, at = self._parse, figure.draft, figure.at
        sentence = parse.sentences[here]
        opening = self._echoes.openings[sentence.story]
        sums, takes, breaks = self._echoes.manner(here)
        topics = topics_of(parse, sentence)
        verb = next(verbs(parse, at), None)
        whole = self._figures[one.part_of].draft if one.part_of is not None else None
        low = one.low if one.low is not None else one.high or 0
        told = [m for m in times_within(self._mentions, sentence) if not m.known]
        return [
            float(_KINDS[one.kind]),
            float(min(len(str(int(abs(low)))), _FAR)),
            float(whole is not None),
            float(whole is not None and whole.sentence == one.sentence),
            float(self._echoes.tense(at)),
            float(sums_up_at(parse, at)),
            sums,
            self._of_sentence(here)[3],
            float(is_point_of_list(parse, sentence)),
            float("violence" in topics or one.kind in _VIOLENT),
            float("meeting" in topics),
            float(min(here - opening, _LATE)),
            float(min(sentence.block - parse.sentences[opening].block, _LATE)),
            breaks,
            takes,
            float(verb is not None and is_telling(parse, verb)),
            float(len(told)),
            float(goes_on(parse, sentence)),
            float(names_those(parse, sentence)),
            float(names_blow(parse, sentence)),
            float(is_open(parse, at)),
            float(tells_finds(parse, at)),
            float(tells_later_death(parse, sentence)),
        ]

    def _of_both(self, figure: Dated, here: int, k: int, story: _Story, chain: Sequence[Word]) -> list[float]:
        parse, at = self._parse, figure.at
        m, there = story.mentions[k], story.sentences[k]
        its, mine = parse.sentences[there], parse.sentences[here]
        words, names = self._echoes.shared(here, there)
        low, high = min(at, m.last), max(at, m.first)
        is_here = there == here
        topics = topics_of(parse, mine) | (
            frozenset({"violence"}) if figure.draft.kind in _VIOLENT else frozenset[str]()
        )
        return [
            float(is_here),
            float(rank(parse, at, chain, m)) if is_here else float(_ELSEWHERE),
            float(not is_here or may_date(parse, at, m)),
            float(min(m.first - at if m.first > at else at - m.last, _WORDS)),
            float(m.first > at),
            float(max(-_FAR, min(there - here, _FAR))),
            float(max(-_FAR, min(its.block - mine.block, _FAR))),
            float(m.apart is not None and mine.block in m.apart),
            float(bool(topics & topics_of(parse, its))),
            float(
                max(
                    0,
                    bisect_left(story.strong, high)
                    - bisect_right(story.strong, low)
                    - (m.first in range(low + 1, high)),
                )
            ),
            float(words),
            float(names),
            float(figure.place is not None and figure.place in parse.text[its.start : its.end]),
            self._verbs(m, chain, is_here=is_here),
        ]

    def _verbs(self, m: TimeMention, chain: Sequence[Word], *, is_here: bool) -> float:
        """0 where a time hangs on no verb of the sentence, 1 on one of the figure's, 2 above or below it, 3 apart."""
        above = list(verbs(self._parse, hook_of(self._parse, m).i))
        if not is_here or not above:
            return 0.0
        mine = {w.i for w in chain}
        if above[0].i in mine:
            return 1.0
        return 2.0 if mine & {w.i for w in above} else 3.0

    def _story(self, number: int) -> _Story:
        if number not in self._stories:
            inside = [(m, self._parse.sentence_index[m.first]) for m in self._mentions]
            inside = [(m, n) for m, n in inside if self._parse.sentences[n].story == number]
            told = Counter((m.when.start, m.when.end) for m, _ in inside)
            order = Counter[int]()
            seen: list[list[float]] = []
            for m, n in inside:
                mine = [*_of_time(m, told[m.when.start, m.when.end]), *self._of_words(m, n)]
                seen.append([*mine, float(order[n]), *self._of_sentence(n)])
                order[n] += 1
            self._stories[number] = _Story(
                [m for m, _ in inside],
                seen,
                [n for _, n in inside],
                [m.first for m, _ in inside],
                [m.first for m, _ in inside if not m.weak],
                self._days[number] if number < len(self._days) else None,
            )
        return self._stories[number]

    def _of_words(self, m: TimeMention, number: int) -> list[float]:
        """How a time hangs on its sentence: on a verb or noun that tells, or that strikes."""
        sentence = self._parse.sentences[number]
        hook = hook_of(self._parse, m)
        verb = next(verbs(self._parse, hook.i), None)
        noun = noun_of(self._parse, hook)
        return [
            float(min(number - self._echoes.openings[sentence.story], _LATE)),
            float(verb is not None and is_telling(self._parse, verb)),
            float(verb is not None and verb.lemma in calendar().violence),
            float(noun is not None and noun.lemma in calendar().violence),
            float(noun is not None and noun.lemma in calendar().telling_nouns),
            float(noun is not None),
            float(m.first < sentence.body),
            float(any(c.isdigit() for c in m.when.wording or "")),
        ]

    def _of_sentence(self, number: int) -> list[float]:
        """Whether a sentence tells of violence, sums up, breaks with what was told, is long past, is a point."""
        if number not in self._seen:
            sentence = self._parse.sentences[number]
            sums, _, breaks = self._echoes.manner(number)
            self._seen[number] = [
                float("violence" in topics_of(self._parse, sentence)),
                sums,
                breaks,
                float(is_background(self._parse.text[sentence.start : sentence.end])),
                float(is_point_of_list(self._parse, sentence)),
            ]
        return self._seen[number]


def _span(when: When) -> int:
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days


def _of_time(m: TimeMention, told: int) -> list[float]:
    first, last = date.fromisoformat(m.when.start), date.fromisoformat(m.when.end)
    return [
        float(m.since),
        float(m.weak),
        float(m.known),
        float(m.bound),
        float(m.offset),
        float(m.apart is not None),
        float(min((last - first).days, _LONG)),
        float(max(-_BACK, min((m.day - first).days, _OLD))) if m.day is not None else -float(_BACK),
        float(is_present(m)),
        float(m.day is None),
        float(told),
    ]
