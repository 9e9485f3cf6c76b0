"""In turn: which figures of a sentence have each a time or a place of their own beside them?

"Nine were killed on Monday and 12 on Tuesday", "two died in Osk, three in Velmar": where figures and times or places
take turns, each figure has that of its own turn, though the second hangs on no verb of its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.placesteps import breakdown
from trucewatch.read.timelinks import may_date, verbs
from trucewatch.read.timestanding import Standing, rank
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.model import Place, When
    from trucewatch.read.dates import TimeMention
    from trucewatch.read.drafts import Draft
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["places_in_turn", "times_in_turn", "times_of_numbers"]

# How long a thing lasts takes no turn with days.
_COUNTED = frozenset(FigureKind) - {FigureKind.TERM}
# A row has at least two turns of two: figure, time, figure, time.
_LEAST = 4
# "11 of them on Sunday": so many words, of these kinds, may stand between.
_NEAR, _LINKING = 4, frozenset({"ADP", "PRON", "DET"})
_WHOLE = frozenset({"whole", "all"})
_THOSE = word_list("amounts", "counts", "those")
_COMPARED = word_list("amounts", "counts", "compared")


def times_in_turn(parse: Parse, drafts: Sequence[Draft], times: Sequence[TimeMention]) -> Mapping[int, When]:
    """Return the times of the figures that take turns with times in their sentence, by the drafts' indexes."""
    found: dict[int, When] = {}
    taken = times_of_numbers(parse, times)
    for sentence, mine in _by_sentence(parse, drafts):
        inside = _told(parse, sentence, times, [drafts[n].count.core for n in mine])
        found.update((n, m.when) for n in mine for m in inside if taken.get(m.first) == drafts[n].count.core)
        if len({(m.when.start, m.when.end) for m in inside}) < max(2, len(inside)):
            continue
        for k, figures in _turns([drafts[n].count.core for n in mine], [[m.first] for m in inside]):
            near = [n for n in figures if len(figures) == 1 or _is_near(parse, inside[k], drafts[mine[n]].count.core)]
            found.update((mine[n], inside[k].when) for n in near)
        found.update((n, m.when) for n in mine if (m := _right_behind(parse, drafts[n], inside)) is not None)
    return found


def times_of_numbers(parse: Parse, times: Sequence[TimeMention]) -> Mapping[int, int]:
    """Return which times are those of one number alone: the first word of each, and the word of the number.

    "11 of them on Sunday", "against six on Thursday": such a time is no other figure's of the sentence.
    """
    found: dict[int, int] = {}
    for m in times:
        first, at = parse.sentence(m.first).first, m.first - 1
        while at > first and m.first - at <= _NEAR and _is_link(parse, at):
            at -= 1
        if parse.words[at].tag != "CD" or at == m.first - 1:
            continue
        between = {w.lower for w in parse.words[at + 1 : m.first]}
        is_compared = at > first and parse.words[at - 1].lower in _COMPARED
        if is_compared or ("of" in between and between & _THOSE):
            found[m.first] = at
    return found


def _is_link(parse: Parse, at: int) -> bool:
    return parse.words[at].pos in _LINKING or parse.words[at].lower in _WHOLE


def _right_behind(parse: Parse, one: Draft, inside: Sequence[TimeMention]) -> TimeMention | None:
    """The time told right behind a bare number: "up from 19 the month before", "11 of them on Sunday alone"."""
    if one.count.noun is not None and one.count.first <= one.count.noun < one.count.last:
        return None
    end = max(one.count.last, one.count.number_end)
    behind = next((m for m in inside if end <= m.first <= end + _NEAR), None)
    if behind is None or not all(_is_link(parse, k) for k in range(end, behind.first)):
        return None
    return behind


def places_in_turn(parse: Parse, drafts: Sequence[Draft], places: Sequence[Mention]) -> Mapping[int, Place]:
    """Return the places of the figures each of which has its own behind it, by the drafts' indexes."""
    found: dict[int, Place] = {}
    for sentence, mine in _by_sentence(parse, drafts):
        inside = [m for m in places if m.is_where and sentence.body <= m.first < sentence.last]
        mine = [n for n in mine if not _is_shared_out(parse, drafts[n].count.core, inside)]
        # "in Osk, Velmar region" is one place told twice; the more exact comes first.
        spots = [[m.first for m in run] for run in _joined(parse, inside)]
        cores = [drafts[n].count.core for n in mine]
        firsts = {m.first: m for m in inside}
        if not cores or len(spots) < 2 or cores[0] > spots[0][0]:
            continue
        for k, figures in _turns(cores, spots):
            found.update((mine[n], firsts[spots[k][0]].place) for n in figures)
    return found


def _is_shared_out(parse: Parse, at: int, inside: Sequence[Mention]) -> bool:
    """Whether a number is the sum of those of a list of places behind it, and has none of its own."""
    stop = breakdown(parse, at, inside)
    return stop < parse.sentence(at).last and not any(at < m.first < stop for m in inside)


def _by_sentence(parse: Parse, drafts: Sequence[Draft]) -> Iterator[tuple[Sentence, list[int]]]:
    """Each sentence with two figures or more, and their drafts' indexes."""
    counted = (n for n, one in enumerate(drafts) if one.kind in _COUNTED)
    for number, group in groupby(counted, key=lambda n: parse.sentence_index[drafts[n].count.core]):
        mine = sorted(group, key=lambda n: drafts[n].count.core)
        if len(mine) > 1:
            yield parse.sentences[number], mine


def _told(parse: Parse, sentence: Sentence, times: Sequence[TimeMention], figures: Sequence[int]) -> list[TimeMention]:
    """The times of a sentence that can be a figure's, that of the saying left out."""
    inside = [m for m in times if sentence.body <= m.first < sentence.last]
    plain = [m for m in inside if not (m.bound or m.weak or m.known or m.offset)]
    return [m for m in plain if _is_able(parse, m, min(figures, key=lambda at: abs(at - m.first)))]


def _is_able(parse: Parse, m: TimeMention, at: int) -> bool:
    """Whether a time can be that of the figure beside it."""
    return may_date(parse, at, m) and rank(parse, at, list(verbs(parse, at)), m) is not Standing.SPOKEN


def _is_near(parse: Parse, m: TimeMention, at: int) -> bool:
    """Whether a time hangs on a verb of the figure's: of two in one turn the first may belong to the turn before."""
    return rank(parse, at, list(verbs(parse, at)), m) <= Standing.ABOVE


def _joined(parse: Parse, places: Sequence[Mention]) -> list[list[Mention]]:
    """Places that stand together, with but a word or a comma between them."""
    runs: list[list[Mention]] = []
    for m in places:
        if runs and _are_beside(parse, runs[-1][-1].last, m.first):
            runs[-1].append(m)
        else:
            runs.append([m])
    return runs


def _are_beside(parse: Parse, end: int, start: int) -> bool:
    """Whether at most two words, none of them a number, stand between."""
    return start - end <= 2 and all(w.pos != "NUM" for w in parse.words[end:start])


def _turns(figures: Sequence[int], told: Sequence[Sequence[int]]) -> list[tuple[int, list[int]]]:
    """What is told, by index, with the indexes of its figures, where both alternate from end to end, else nothing."""
    row = sorted([(at, n, -1) for n, at in enumerate(figures)] + [(spot[0], -1, k) for k, spot in enumerate(told)])
    runs = [list(run) for _, run in groupby(row, key=lambda item: item[2] < 0)]
    is_even = len(runs) >= _LEAST and len(runs) % 2 == 0 and all(len(run) == 1 for run in runs if run[0][2] >= 0)
    if not is_even:
        return []
    pairs = zip(runs[::2], runs[1::2], strict=True)
    both = [(left, right) if left[0][2] >= 0 else (right, left) for left, right in pairs]
    return [(mark[0][2], [n for _, n, _ in figures_]) for mark, figures_ in both]
