"""Where does a peace force have its seat, and what is it to do? Read from sentences, since no figure says it.

A sentence counts only in a report that speaks of such a force, and where it speaks of the force itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from trucewatch.boards.rows import Row, name_of, of_figure, told_value
from trucewatch.boards.sentences import names_after, speaking
from trucewatch.vocab.boards import board_words, in_small
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence
    from trucewatch.boards.sentences import Sentence

__all__ = ["seat_and_roles"]

Record = dict[str, Any]

_COLUMNS = ("aspect", "party", "step", "value", "condition", "words", "said_by", "since", "reports", "note")
_BETWEEN = "[Bb]etween"
_BEFORE = 30  # characters in which a negation reaches a role


def seat_and_roles(known: Known) -> list[Row]:
    """Return each place of its headquarters with the turns they take it in, then what it is to do.

    What one voice says in several reports is one row, and so is a role. Both come from one walk over the reports that
    name a force.
    """
    seats: dict[tuple[str, str | None, str], list[_Seat]] = {}
    told: dict[str, list[Evidence]] = {}
    whole: dict[str, Evidence] = {}
    for sentence in speaking(known, "force.itself", of=("force.named",)):
        for seat in _seats(sentence):
            seats.setdefault((seat.place.wording, seat.value, seat.place.source), []).append(seat)
        for role, words in _roles(sentence):
            told.setdefault(role, []).append(words)
            whole.setdefault(role, sentence.evidence())
    roles = (_made({"aspect": "role", "step": name}, whole[name], {"step": tuple(each)}) for name, each in told.items())
    return [*map(_seat_row, seats.values()), *roles]


@dataclass(frozen=True, slots=True)
class _Seat:
    """A place that a sentence gives a headquarters, the turns it takes, and the figures that tell how long each is."""

    place: Evidence
    value: str | None
    terms: tuple[Evidence, ...]
    words: Evidence


def _seats(sentence: Sentence) -> Iterator[_Seat]:
    words = board_words().patterns
    seat = words["command.seats"].search(sentence.text)
    turn = words["command.turns"].search(sentence.text) if seat else None
    fixed = turn or (words["command.settled"].search(sentence.text) if seat else None)
    if fixed is None:
        return
    start = fixed.end() - len(fixed[0].split()[-1])
    lasting = [figure for figure in sentence.figures() if figure["kind"] == "term"] if turn else []
    period = f"by turns of {told_value(lasting[0])}" if lasting else "by turns" if turn else None
    terms = tuple(map(of_figure, lasting))
    for first, last in _places(sentence.text, start, seat.start() if seat else 0):
        yield _Seat(sentence.evidence(first, last), period, terms, sentence.evidence())


def _places(text: str, start: int, seat: int) -> list[tuple[int, int]]:
    """Return where the places stand, no months among them: after the words for turns, the seat, or a "between"."""
    found = names_after(text, _before(), start) or names_after(text, _before(), seat) or names_after(text, _BETWEEN)
    return [(first, last) for first, last in found if text[first:last].lower() not in calendar().months]


@cache
def _before() -> str:
    """Return what stands before the names of places: "between", "in the two border towns of"."""
    counted, sorts = (board_words().patterns[f"command.{name}"].pattern for name in ("counted", "sorts"))
    return rf"(?:between|in|at|by)(?:\s+the)?(?:\s+{counted})*(?:\s+{sorts}(?:\s+of|[,:])?)?"


def _seat_row(seats: list[_Seat]) -> Row:
    cells: dict[str, object] = {"aspect": "command", "party": seats[0].place.wording, "step": "headquarters"}
    evidence = {"party": tuple(seat.place for seat in seats), "value": tuple(t for seat in seats for t in seat.terms)}
    return _made({**cells, "value": seats[0].value}, seats[0].words, evidence)


def _roles(sentence: Sentence) -> Iterator[tuple[str, Evidence]]:
    """Yield air, sea, training, land with the words that tell it; a role under a negation is left out."""
    lowered = in_small(sentence.text)
    for role in board_words().kinds["force.role"]:
        for hit in role.pattern.finditer(sentence.text) if role.finder.is_likely(lowered) else ():
            if not _is_negated(sentence.text, hit.start()):
                yield role.name, sentence.evidence(*hit.span())
                break


def _is_negated(text: str, at: int) -> bool:
    return board_words().patterns["force.negations"].search(text[max(0, at - _BEFORE) : at]) is not None


def _made(cells: dict[str, object], words: Evidence, evidence: dict[str, tuple[Evidence, ...]]) -> Row:
    rest = [each for found in evidence.values() for each in found] or [words]
    told = {
        "words": words.wording,
        "said_by": name_of(rest[:1]),
        "since": min((each.published for each in rest if each.published), default=None),
        "reports": len({each.report_id for each in rest}),
        **cells,
    }
    filled = {name: told.get(name) for name in _COLUMNS}
    return Row("force", filled, {**evidence, "words": (words,)})
