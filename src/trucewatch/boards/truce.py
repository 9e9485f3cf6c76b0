"""What do reports tell of a truce, and what do they leave out? Who watches it, when it begins, what breaks it.

A brief that says nothing of these leaves open whether nobody told it or nobody looked: so it says which. Nothing is
told to be missing where only a part of the reports is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from trucewatch.boards.ceasefire_words import accusations
from trucewatch.boards.sentences import speaking
from trucewatch.vocab.boards import board_words, in_small

if TYPE_CHECKING:
    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence

__all__ = ["Answers", "answers"]

_MOST = 3  # sentences that answer one question in a brief: the first told, `ceasefire` lists what it rests on
_MOST_READ = 2_000  # sentences looked through, of ledgers that hold more


@dataclass(frozen=True, slots=True)
class Answers:
    """What is asked of a truce, each with the sentences that answer; who accuses whom, by the id of the figure.

    `is_whole` tells whether all reports were asked, so that no answer is none told; `is_accused` whether anybody
    counts violations or lays one to somebody.
    """

    questions: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()
    accused: tuple[tuple[str, str], ...] = ()
    is_accused: bool = False
    is_whole: bool = False


def answers(known: Known, *, is_whole: bool) -> Answers:
    """Return what reports answer to the questions on a truce; empty where none speaks of one."""
    board = board_words()
    if known.is_narrowed or not _is_spoken_of(known):
        return Answers()
    found: dict[str, list[Evidence]] = {asked.name: [] for asked in board.kinds["ceasefire.question"]}
    told = speaking(known, "ceasefire.question", of=("ceasefire.named",))
    for sentence in islice(told, _MOST_READ):
        if board.patterns["ceasefire.named"].search(sentence.text) is None:
            continue
        lowered = in_small(sentence.text)
        for asked in board.kinds["ceasefire.question"]:
            if len(found[asked.name]) < _MOST and asked.finder.search(sentence.text, lowered):
                found[asked.name].append(sentence.evidence())
    blamed = list(islice(accusations(known), _MOST_READ))
    counted = [
        (figure["figure_id"], accused)
        for _, accused, sentence in blamed
        for figure in sentence.figures()
        if figure["kind"] == "violation" and figure["actor"] is None
    ]
    return Answers(
        questions=tuple((name, tuple(evidence)) for name, evidence in found.items()),
        accused=tuple(counted),
        is_accused=bool(blamed) or next(iter(known.figures("violation")), None) is not None,
        is_whole=is_whole,
    )


def _is_spoken_of(known: Known) -> bool:
    topics = board_words().names["ceasefire.topics"]
    return bool(known.stands(topics)) or next(iter(known.figures("violation", "term")), None) is not None
