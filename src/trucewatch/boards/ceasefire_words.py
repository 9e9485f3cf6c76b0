"""What do the words tell of a ceasefire beside stands and figures? Scope, length, what it spares, accusations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trucewatch.boards.sentences import speaking
from trucewatch.vocab.boards import board_words, in_small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.boards.known import Known
    from trucewatch.boards.sentences import Sentence

__all__ = ["accusations", "durations", "is_of_truce", "is_since_truce", "off_limits", "scope_of", "step_of"]

Record = dict[str, Any]

_NEAR = 25  # characters between a duration and the truce it is of
_BEFORE_TRUCE = 40
_LENGTH = re.compile(r"\b[\w-]+[ -](?:hours?|days?|weeks?|months?)\b", re.IGNORECASE)
_NAMES = r"((?:[A-Z][\w’'-]*\s?)+?)"


_STEPS = {"rejects": "refused", "opposes": "refused", "offers": "proposed"}


def step_of(position: Record) -> str:
    """Return what a stand on a truce amounts to: to agree is more than to support."""
    words, said = board_words().patterns, position["wording"]
    if position["stance"] == "supports" and words["ceasefire.agreed"].search(said):
        return "agreed in principle" if words["ceasefire.in_principle"].search(said) else "agreed"
    return _STEPS.get(position["stance"], position["stance"])


def is_since_truce(figure: Record) -> bool:
    """Whether a text counts a figure from a truce on."""
    named = board_words().patterns["ceasefire.named"]
    return bool(figure["when"]) and named.search(figure["when"]["wording"] or "") is not None


def scope_of(words: str, around: str | None = None) -> str | None:
    """Return the scope and length that stand before the truce in some words, "full, 30-day"; None where none does."""
    board, text = board_words(), words if around is None else around
    truce = board.patterns["ceasefire.named"].search(text)
    if truce is None:
        return None
    before = text[max(0, truce.start() - _BEFORE_TRUCE) : truce.start()]
    found = [scope.name for scope in board.kinds["ceasefire.scope"] if scope.pattern.search(before)]
    length = _LENGTH.search(before)
    return ", ".join([*found, *([length[0]] if length else [])]) or None


def durations(known: Known) -> Iterator[tuple[Record, str]]:
    """Yield figures of how long a truce is to last, with their sentences: it stands in their words or beside them."""
    told = [figure for figure in known.figures("term") if figure["measure"] == "duration"]
    sentences = known.sentences(told)
    for figure in told:
        sentence = sentences[figure["figure_id"]]
        if is_of_truce(figure, sentence):
            yield figure, sentence


def is_of_truce(figure: Record, sentence: str) -> bool:
    """Whether a duration is that of a truce, which stands in its words or right beside them in its sentence."""
    at = figure["start"] - figure["sentence"]["start"]
    end = at + figure["end"] - figure["start"]
    return board_words().patterns["ceasefire.named"].search(sentence[max(0, at - _NEAR) : end + _NEAR]) is not None


def off_limits(known: Known) -> Iterator[tuple[str, Sentence]]:
    """Yield what a truce spares, in reports that speak of one."""
    board = board_words()
    for sentence in speaking(known, "ceasefire.off_limits", of=("ceasefire.named",)):
        spared = board.patterns["ceasefire.off_limits"].search(sentence.text)
        start, lowered = 0 if spared is None else spared.start(), in_small(sentence.text)
        for target in board.kinds["ceasefire.target"]:
            if target.finder.is_likely(lowered) and target.pattern.search(sentence.text, start):
                yield target.name, sentence


def accusations(known: Known) -> Iterator[tuple[str, str, Sentence]]:
    """Yield accuser, accused and sentence where one names the other as breaking a truce; "each other" names nobody."""
    board = board_words()
    verbs = "|".join(sorted(board.names["ceasefire.accusing"]))
    pattern = re.compile(
        rf"{_NAMES}\s*(?:has |have |also |again |on \w+ )*(?:{verbs})\s+(?:the\s+)?{_NAMES}\s*(?:of|for)\b"
    )
    # The verb first: the pattern looks for names from every capital on, which is slow where none accuses.
    for sentence in speaking(known, "ceasefire.accusing", of=("ceasefire.violated", "ceasefire.named")):
        told = pattern.search(sentence.text)
        if told is None:
            continue
        rest = sentence.text[told.end() :]
        if board.patterns["ceasefire.violated"].search(rest) and board.patterns["ceasefire.named"].search(rest):
            yield told[1].strip(), told[2].strip(), sentence
