"""Time choice: which of the times of its story is that of a figure?

A model (`vocab/choicemodel`, made by `make choices` from annotated reports) ranks all that the times of a story may
mean by what is seen of each: how it stands to the figure's verbs, how near, how long ago, whose words it shares, which
other figures have it, what the rules of `when` say. That a figure has no time is ranked among them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from trucewatch.model import FigureKind, When
from trucewatch.read import timeowners, timeseen
from trucewatch.read.kindsets import HARMFUL, TIMELESS
from trucewatch.read.timecues import is_open, is_point_of_list, sums_up_at, times_within, topics_of
from trucewatch.read.timelinks import (
    goes_on,
    hook_of,
    is_telling,
    may_date,
    names_blow,
    names_those,
    running,
    tells_finds,
    tells_later_death,
    verbs,
)
from trucewatch.read.timemeanings import Meaning, Told, meanings, span_of, up_to
from trucewatch.read.timeowners import Dated, Owners, Ownership, days_of
from trucewatch.read.timestanding import rank
from trucewatch.read.when import tells_onset
from trucewatch.vocab.choicemodel import choice_model
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.echoes import Echoes
    from trucewatch.read.grammar import Word
    from trucewatch.read.timeseen import TimesSeen, TimesTold

__all__ = ["FEATURES", "TimeChoice"]

FEATURES: tuple[str, ...] = (
    "kind", "digits", "part", "part here", "tense", "sums", "sums up", "background", "point", "strikes", "meets",
    "sentence", "block", "breaks", "takes up", "telling", "times here", "goes on", "those", "blow", "open", "finds",
    "later death",
    *timeseen.FEATURES,
    "same sentence", "standing", "may date", "distance", "after", "sentences", "blocks", "same post", "topic",
    "between", "common words", "common names", "place named", "verbs", "of telling", "of another",
    "how meant", "span meant", "is ruled", "ruled", "live",
    *timeowners.FEATURES,
)  # fmt: skip
"""What the model looks at: of the figure, of the time, of the two together, of the days meant, of who has them."""

_SPEAKING = word_list("calendar", "inherit", "speaking")
_KINDS = {kind: n for n, kind in enumerate(FigureKind)}
_FAR, _LATE, _WORDS, _LONG, _ELSEWHERE = 8, 12, 80, 400, 9
# Candidates are so many times before and after the figure's sentence, and the first of the story.
_BEFORE, _AHEAD, _OPENING = 40, 20, 10
# A time may be less likely than none by so much. Of violence one figure in fifty has none in 300 reports annotated
# densely, of people driven out one in five, of pledges, forces and terms three in four: there it must be likelier.
_MARGIN = 1.0
# Ranks learnt within a figure make too little of how long a time is: with this for what runs over several days, one in
# a hundred more was right on folds left out of training, and one or two on sets of other wars.
_LONGER = 0.4
# So many are mostly the sum of a war, which may be told without its time.
_SUMS = 1000
_UNTOLD = -1.0
_GOING_ON = frozenset({Meaning.RUNNING, Meaning.UP_TO_STORY})
_WIDE = frozenset({"month", "year"})


class TimeChoice:
    """Asked for each figure of a report."""

    def __init__(
        self,
        echoes: Echoes,
        seen: TimesSeen,
        mentions: Sequence[TimeMention],
        figures: Sequence[Dated],
        ruled: Sequence[When | None],
        taken: Mapping[int, int],
    ) -> None:
        """Take the sentences, times and figures of one report, and the time that the rules give to each figure.

        `taken` are the times, by their first words, that are one number's alone, given by its word.
        """
        self._echoes = echoes
        self._parse = echoes.parse
        self._seen = seen
        self._mentions = mentions
        self._figures = figures
        self._ruled = ruled
        self._taken = taken
        self._ownership = Ownership(echoes.parse, figures, ruled)

    def choose(self, n: int) -> When | None:
        """Return the likeliest time of figure `n`, None where none is likelier."""
        here = self._parse.sentence_index[self._figures[n].at]
        story = self._seen.of(self._parse.sentences[here].story)
        if self._ruled[n] is None and story.present is None and not story.mentions:
            return None  # nothing is told that could be weighed
        times, rows = self.rows(n)
        scores = choice_model("time", FEATURES).scores(rows).tolist()
        one = self._figures[n].draft
        none, best, found = float("-inf"), float("-inf"), None
        for told, score in sorted(zip(times, scores, strict=True), key=lambda p: p[0].when is not None):
            if told.when is None:
                none = score
                continue
            score += _LONGER if told.when.start != told.when.end else 0.0
            if score > best and self._is_able(n, told):
                best, found = score, told.when
        if one.kind in HARMFUL and (one.low or 0.0) < _SUMS:
            return found
        margin = 0.0 if one.kind in TIMELESS or (one.low or 0.0) >= _SUMS else _MARGIN
        return found if best >= none - margin else None

    def _is_able(self, n: int, told: Told) -> bool:
        """Whether a time may be a figure's: no day of the telling, of the page or of what its clause answers."""
        figure, m = self._figures[n], told.mention
        here = self._parse.sentence(figure.at)
        if told.how is Meaning.STORY:
            return self._seen.of(here.story).day is not None
        if m is None:
            return True
        if self._parse.sentence(m.first) != here:
            if (
                told.how is Meaning.AS_TOLD
                and not m.since
                and m.when.precision != "day"
                and tells_onset(self._parse, m)
            ):
                return False  # "The war began in May 2023. A study puts the dead at 130,000"
            # On a page without a day "Sunday" stays untold: a year or month told elsewhere is not what it means.
            return self._seen.of(here.story).present is not None or m.when.precision not in _WIDE
        if not may_date(self._parse, figure.at, m):
            return False  # "hit the camp in response to Monday's raid"
        ruled = self._ruled[n]
        if told.how is Meaning.AS_TOLD and m.bound and m.when.precision == "range":
            return False  # "the war of July left 48 dead in five days"
        if told.how in _GOING_ON and ruled is not None and told.when is not None and ruled.precision == "range":
            # "The raids that began on Friday had killed 128 as of Saturday."
            return not (ruled.start == told.when.start and ruled.end < told.when.end)
        if told.how is Meaning.UP_TO_TOLD or days_of(told.when) == days_of(self._ruled[n]):
            return True
        # "the network on Wednesday raised its count to 26": one in seven such days is the figure's.
        verb = next(verbs(self._parse, hook_of(self._parse, m).i), None)
        return verb is None or not is_telling(self._parse, verb)

    def rows(self, n: int) -> tuple[list[Told], NDArray[np.float64]]:
        """Return the candidates of figure `n`, as told and as meant, and one row of `FEATURES` for each."""
        figure = self._figures[n]
        here = self._parse.sentence_index[figure.at]
        story = self._seen.of(self._parse.sentences[here].story)
        times = self._candidates(n, here, story)
        owners, own = self._ownership.of(n), self._of_figure(figure, here)
        chain = list(verbs(self._parse, figure.at))
        both: dict[int, list[float]] = {}
        rows: list[list[float]] = []
        for k, told in times:
            if k is not None and k not in both:
                both[k] = [*story.seen[k], *self._of_both(figure, here, k, story, chain)]
            days = self._of_days(n, told, owners, None if k is None else story.sentences[k], story)
            untold = [_UNTOLD] * (len(FEATURES) - len(own) - len(days))
            rows.append([*own, *(untold if k is None else both[k]), *days])
        return [told for _, told in times], np.array(rows, np.float64).reshape(len(rows), len(FEATURES))

    def _candidates(self, n: int, here: int, story: TimesTold) -> list[tuple[int | None, Told]]:
        """What the times around a figure may mean, by their number in the story, and what no words tell."""
        at, ruled = self._figures[n].at, self._ruled[n]
        first, last = bisect_left(story.sentences, here), bisect_right(story.sentences, here)
        back = max(0, first - _BEFORE)
        near = [*range(min(_OPENING, back)), *range(back, min(last + _AHEAD, len(story.mentions)))]
        found: list[tuple[int | None, Told]] = []
        for k in near:
            m = story.mentions[k]
            stretch = running(self._parse, at, m) if story.sentences[k] == here else None
            found += [(k, Told(m, how, when)) for how, when in meanings(m, stretch)]
        known = {days_of(told.when) for _, told in found}
        ends = _ends(story, first, last)
        for k in sorted(near, key=lambda k: abs(story.sentences[k] - here)):
            for how, when in up_to(story.mentions[k], ends):
                if days_of(when) not in known:
                    known.add(days_of(when))
                    found.append((k, Told(story.mentions[k], how, when)))
        if ruled is not None and days_of(ruled) not in known:
            found.append((None, Told(None, Meaning.RULED, ruled)))
        if story.present is not None:
            found.append((None, Told(None, Meaning.STORY, When(story.present, story.present, None, "day"))))
        return [*found, (None, Told(None, Meaning.NONE, None))]

    def _of_days(self, n: int, told: Told, owners: Owners, sentence: int | None, story: TimesTold) -> list[float]:
        ruled, when = self._ruled[n], told.when
        days = days_of(when)
        its = [
            float(told.how),
            _UNTOLD if when is None else float(min(span_of(when), _LONG)),
            float(days == days_of(ruled)),
            float(ruled is not None),
            float(story.day is not None),
        ]
        if days is None:
            return [*its, *[_UNTOLD] * len(timeowners.FEATURES)]
        return [*its, *timeowners.row_of(owners, days, sentence)]

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
            self._seen.of_sentence(here)[3],
            float(is_point_of_list(parse, sentence)),
            float("violence" in topics or one.kind in HARMFUL),
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

    def _of_both(self, figure: Dated, here: int, k: int, story: TimesTold, chain: Sequence[Word]) -> list[float]:
        parse, at = self._parse, figure.at
        m, there = story.mentions[k], story.sentences[k]
        its, mine = parse.sentences[there], parse.sentences[here]
        words, names = self._echoes.shared(here, there)
        low, high = min(at, m.last), max(at, m.first)
        is_here = there == here
        topics = topics_of(parse, mine) | (
            frozenset({"violence"}) if figure.draft.kind in HARMFUL else frozenset[str]()
        )
        inside = bisect_left(story.strong, high) - bisect_right(story.strong, low)
        core = figure.draft.count.core
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
            float(max(0, inside - (m.first in range(low + 1, high)))),
            float(words),
            float(names),
            float(figure.place is not None and figure.place in parse.text[its.start : its.end]),
            self._verbs(m, chain, is_here=is_here),
            float(is_here and self._is_of_telling(m, at)),
            float(is_here and self._taken.get(m.first, core) != core),
        ]

    def _is_of_telling(self, m: TimeMention, at: int) -> bool:
        """Whether a time hangs on the verb by which somebody tells what is counted, right above the figure."""
        verb = next(verbs(self._parse, hook_of(self._parse, m).i), None)
        above = {w.i for w in islice(verbs(self._parse, at), 2)}
        return verb is not None and verb.i in above and verb.lemma in _SPEAKING

    def _verbs(self, m: TimeMention, chain: Sequence[Word], *, is_here: bool) -> float:
        """0 where a time hangs on no verb of the sentence, 1 on one of the figure's, 2 above or below it, 3 apart."""
        above = list(verbs(self._parse, hook_of(self._parse, m).i))
        if not is_here or not above:
            return 0.0
        mine = {w.i for w in chain}
        if above[0].i in mine:
            return 1.0
        return 2.0 if mine & {w.i for w in above} else 3.0


def _ends(story: TimesTold, first: int, last: int) -> list[tuple[Meaning, str]]:
    """Up to which days a count may run: the story's own, and the earlier ones that the figure's sentence tells."""
    present = story.present
    told = (m.when.end for m in story.mentions[first:last] if not m.weak and not m.since)
    ends = [] if present is None else [(Meaning.UP_TO_STORY, present)]
    return [*ends, *((Meaning.UP_TO_TOLD, end) for end in told if present is None or end < present)]
