"""Time seen: what is seen of each time of a story by itself, whichever figure asks for it?

How long it is and how long ago, what it hangs on, and what its sentence is about. `timechoice` weighs it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trucewatch.read.tellings import is_background
from trucewatch.read.timecues import is_point_of_list, is_present, topics_of
from trucewatch.read.timelinks import hook_of, is_telling, noun_of, verbs
from trucewatch.read.timemeanings import span_of
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.echoes import Echoes

__all__ = ["FEATURES", "TimesSeen", "TimesTold"]

FEATURES: tuple[str, ...] = (
    "since", "weak", "known", "bound", "offset", "post", "days", "ago", "present", "undated", "told",
    "its sentence", "verb tells", "verb strikes", "noun strikes", "noun tells", "noun", "headed", "digits said",
    "order here", "it strikes", "it sums up", "it breaks", "it is background", "it is point",
    "begins", "lasting", "clause", "of a blow's noun", "aftermath",
)  # fmt: skip

_LATE, _LONG, _OLD, _BACK = 12, 400, 800, 30
_BEFORE, _BEHIND = 12, 8
_CLAUSES = {
    "ROOT": 0.0, "ccomp": 1.0, "relcl": 2.0, "acl": 3.0, "advcl": 4.0, "conj": 5.0, "xcomp": 6.0, "parataxis": 7.0
}  # fmt: skip
_ELSE = 8.0


@dataclass(frozen=True, slots=True)
class TimesTold:
    """The times of one story in text order, what is seen of each, and where they stand.

    `day` is that of a live page, on which its news happens as it is told, `present` that from which it is told.
    """

    mentions: list[TimeMention]
    seen: list[list[float]]
    sentences: list[int]
    strong: list[int]
    day: str | None
    present: str | None


class TimesSeen:
    """Looks at each time of a report once."""

    def __init__(
        self,
        echoes: Echoes,
        mentions: Sequence[TimeMention],
        days: Sequence[str | None],
        present: Sequence[str | None],
    ) -> None:
        """Take the sentences and times of one report, and the days of its stories: of live ones, and of the telling."""
        self._echoes = echoes
        self._parse = echoes.parse
        self._mentions = mentions
        self._days = days
        self._present = present
        self._stories: dict[int, TimesTold] = {}
        self._sentences: dict[int, list[float]] = {}

    def of(self, story: int) -> TimesTold:
        """Return the times of one story."""
        if story not in self._stories:
            inside = [(m, self._parse.sentence_index[m.first]) for m in self._mentions]
            inside = [(m, n) for m, n in inside if self._parse.sentences[n].story == story]
            told = Counter((m.when.start, m.when.end) for m, _ in inside)
            order = Counter[int]()
            seen: list[list[float]] = []
            for m, n in inside:
                mine = [*_of_time(m, told[m.when.start, m.when.end]), *self._of_words(m, n)]
                seen.append([*mine, float(order[n]), *self.of_sentence(n), *self._of_clause(m)])
                order[n] += 1
            self._stories[story] = TimesTold(
                [m for m, _ in inside],
                seen,
                [n for _, n in inside],
                [m.first for m, _ in inside if not m.weak],
                self._days[story] if story < len(self._days) else None,
                self._present[story] if story < len(self._present) else None,
            )
        return self._stories[story]

    def of_sentence(self, number: int) -> list[float]:
        """Whether a sentence tells of violence, sums up, breaks with what was told, is long past, is a point."""
        if number not in self._sentences:
            sentence = self._parse.sentences[number]
            sums, _, breaks = self._echoes.manner(number)
            self._sentences[number] = [
                float("violence" in topics_of(self._parse, sentence)),
                sums,
                breaks,
                float(is_background(self._parse.text[sentence.start : sentence.end])),
                float(is_point_of_list(self._parse, sentence)),
            ]
        return self._sentences[number]

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

    def _of_clause(self, m: TimeMention) -> list[float]:
        """Whether something begins then, what lasts is told beside it, and how its clause hangs on the sentence.

        "a group that began work on May 26" tells of the group: no other sentence goes on with that day.
        """
        parse, words = self._parse, calendar()
        hook = hook_of(parse, m)
        verb, noun = next(verbs(parse, hook.i), None), noun_of(parse, hook)
        begins = (verb is not None and verb.lemma in words.beginning) or (
            noun is not None and noun.lemma in words.beginning
        )
        first = max(parse.sentence(m.first).first, m.first - _BEFORE)
        lasting = any(w.lemma in words.lasting for w in parse.words[first : m.last + _BEHIND])
        if verb is None:
            return [float(begins), float(lasting), -1.0, 0.0, 0.0]
        after = verb.lemma in words.aftermath and verb.lemma not in words.violence
        while verb.dep == "conj" and parse.words[verb.head].pos in {"VERB", "AUX"} and verb.head != verb.i:
            verb = parse.words[verb.head]
        of_blow = verb.dep in {"relcl", "acl"} and parse.words[verb.head].lemma in words.violence
        return [float(begins), float(lasting), _CLAUSES.get(verb.dep, _ELSE), float(of_blow), float(after)]


def _of_time(m: TimeMention, told: int) -> list[float]:
    first = date.fromisoformat(m.when.start)
    return [
        float(m.since),
        float(m.weak),
        float(m.known),
        float(m.bound),
        float(m.offset),
        float(m.apart is not None),
        float(min(span_of(m.when), _LONG)),
        float(max(-_BACK, min((m.day - first).days, _OLD))) if m.day is not None else -float(_BACK),
        float(is_present(m)),
        float(m.day is None),
        float(told),
    ]
