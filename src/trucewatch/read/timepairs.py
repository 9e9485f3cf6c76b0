"""Time pairs: which figures of a sentence have each a time of their own beside them?

"Nine were killed on Monday and 12 on Tuesday", "in May 30 fell, in June 41": where figures and times take turns, each
figure has the time of its own turn, though the second hangs on no verb of its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.timelinks import may_date, verbs
from trucewatch.read.timestanding import Standing, rank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.model import When
    from trucewatch.read.dates import TimeMention
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["paired"]

# How long a thing lasts takes no turn with days.
_COUNTED = frozenset(FigureKind) - {FigureKind.TERM}


def paired(parse: Parse, drafts: Sequence[Draft], times: Sequence[TimeMention]) -> Mapping[int, When]:
    """Return the times of the figures that take turns with times in their sentence, by the drafts' indexes."""
    found: dict[int, When] = {}
    by_sentence = groupby(
        (n for n, one in enumerate(drafts) if one.kind in _COUNTED),
        key=lambda n: parse.sentence_index[drafts[n].count.core],
    )
    for number, group in by_sentence:
        mine = list(group)
        inside = _told(parse, parse.sentences[number], times, [drafts[n].count.core for n in mine])
        if len(inside) > 1 and len(mine) > 1:
            found.update(_turns(drafts, mine, inside))
    return found


def _told(parse: Parse, sentence: Sentence, times: Sequence[TimeMention], figures: Sequence[int]) -> list[TimeMention]:
    """The times of a sentence that can be a figure's, that of the saying left out."""
    inside = [m for m in times if sentence.body <= m.first < sentence.last]
    plain = [m for m in inside if not (m.bound or m.weak or m.known or m.offset)]
    return [m for m in plain if _is_able(parse, m, min(figures, key=lambda at: abs(at - m.first)))]


def _is_able(parse: Parse, m: TimeMention, at: int) -> bool:
    """Whether a time can be that of the figure beside it."""
    return may_date(parse, at, m) and rank(parse, at, list(verbs(parse, at)), m) is not Standing.SPOKEN


def _turns(drafts: Sequence[Draft], mine: Sequence[int], inside: Sequence[TimeMention]) -> dict[int, When]:
    """The time of each figure where the two kinds alternate from one end of the sentence to the other, else nothing."""
    row = sorted(
        [(drafts[n].count.core, n, None) for n in mine] + [(m.first, -1, m) for m in inside], key=lambda item: item[0]
    )
    runs = [list(run) for _, run in groupby(row, key=lambda item: item[2] is None)]
    days = {(m.when.start, m.when.end) for m in inside}
    is_even = len(runs) >= 4 and len(runs) % 2 == 0 and all(len(run) == 1 for run in runs if run[0][2] is not None)
    if not is_even or len(days) < len(inside):
        return {}
    found: dict[int, When] = {}
    for left, right in zip(runs[::2], runs[1::2], strict=True):
        told, figures = (left[0][2], right) if left[0][2] is not None else (right[0][2], left)
        if told is not None and told.when is not None:
            found.update((n, told.when) for _, n, _ in figures)
    return found
