"""A peace force: sizes, who gives what on the ladder of pledges, its seat, its roles, conditions and objections.

Steps: mentioned, open_to, conditional, willing, announced, authorised, deployed; refused, withdrawn. Backing the idea
is `mentioned`, and a seat at a meeting is no step at all. A party on two steps in one report is flagged, both kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.claims import claims
from trucewatch.boards.force_words import seat_and_roles
from trucewatch.boards.rows import Row, name_of, of_figure, of_position, told_value
from trucewatch.vocab.boards import board_words
from trucewatch.vocab.countries import countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence

__all__ = ["COLUMNS", "LADDER", "force"]

Record = dict[str, Any]
Key = tuple[str, str, str]

COLUMNS = ("aspect", "party", "step", "value", "condition", "words", "said_by", "since", "reports", "note")
LADDER = (
    *("mentioned", "open_to", "conditional", "willing", "announced", "authorised", "deployed"),
    *("refused", "withdrawn"),
)
_ASPECTS = ("size", "contribution", "command", "role", "backstop", "condition", "objection")
_STEPS = {"offers": "willing", "open_to": "open_to", "supports": "mentioned", "conditional": "conditional"}


def force(known: Known) -> Iterator[Row]:
    """Yield the rows, by aspect, step (the furthest first), party and day."""
    told = list(known.figures("force", "contribution"))
    found = [*_sizes(told), *_contributions(known, told), *_stands(known), *seat_and_roles(known)]
    yield from sorted(found, key=_order)


def _order(row: Row) -> tuple[Any, ...]:
    cells = row.cells
    step = LADDER.index(str(cells["step"])) if cells["step"] in LADDER else -1
    named = ("party", "value", "since", "words")
    return (_ASPECTS.index(str(cells["aspect"])), -step, *(str(cells[name] or "") for name in named))


def _made(aspect: str, evidence: Sequence[Evidence], /, **cells: object) -> Row:
    told = {
        "aspect": aspect,
        "words": evidence[0].wording,
        "said_by": name_of(evidence),
        "since": min((e.published for e in evidence if e.published), default=None),
        "reports": len({each.report_id for each in evidence}),
        **cells,
    }
    filled = {name: told.get(name) for name in COLUMNS}
    carried = ("party", "step", "value", "condition", "words")
    return Row("force", filled, {name: tuple(evidence) for name in carried if filled[name] is not None})


def _sizes(told: Iterable[Record]) -> Iterator[Row]:
    """Yield what was said of its size; what one voice says in several reports is one row."""
    for claim in claims(figure for figure in told if figure["kind"] == "force"):
        if claim.figure["role"] == "offer":
            continue
        evidence = tuple(map(of_figure, claim.figures))
        yield _made(
            "size",
            evidence,
            party=claim.figure["source"]["name"],
            step=claim.figure["role"],
            value=told_value(claim.figure),
        )


def _contributions(known: Known, told: Iterable[Record]) -> Iterator[Row]:
    """Yield pledges in numbers."""
    offered = [figure for figure in told if figure["kind"] == "contribution" or figure["role"] == "offer"]
    sentences = known.sentences(offered)
    for claim in claims(offered):
        figure = claim.figure
        is_count = figure["object"] in {"country", "nation", "state"}
        source = None if figure["source"]["name"] == "outlet" else figure["source"]["name"]
        yield _made(
            "contribution",
            tuple(map(of_figure, claim.figures)),
            party=None if is_count else figure["actor"] or source,
            step=None if is_count else _step_told(sentences[figure["figure_id"]]),
            value=told_value(figure),
        )


def _step_told(sentence: str) -> str:
    """Return the furthest step that the words of a pledge in numbers reach."""
    words = board_words()
    if not words.patterns["force.step"].search(sentence):
        return "announced"
    reached = [step.name for step in words.kinds["force.step"] if step.pattern.search(sentence)]
    return max(reached, key=LADDER.index, default="announced")


def _stands(known: Known) -> Iterator[Row]:
    """Yield stands on the force, told alike in several reports as one row."""
    words = board_words()
    asked = words.names["force.topics"] | words.names["force.backstops"]
    alike: dict[tuple[str, ...], list[Record]] = {}
    positions = known.stands(asked)
    for position in positions:
        key = tuple(position[part] or "" for part in ("holder", "topic", "stance", "on"))
        alike.setdefault(key, []).append(position)
    taken = _taken(positions)
    for same in alike.values():
        yield from _stand_rows(same, taken)


def _taken(positions: Iterable[Record]) -> dict[Key, set[str]]:
    """Return the steps that each report puts a party on, topic by topic, as far as two of them may differ."""
    found: dict[Key, set[str]] = {}
    for each in positions:
        step = _STEPS.get(each["stance"])
        if step in {"open_to", "willing"}:
            found.setdefault((each["holder"], each["topic"], each["report_id"]), set()).add(step)
    return found


def _stand_rows(same: Sequence[Record], taken: Mapping[Key, set[str]]) -> Iterator[Row]:
    first, evidence = same[0], tuple(map(of_position, same))
    fixed = {"party": first["holder"], "condition": first["on"]}
    if first["topic"] in board_words().names["force.backstops"]:
        yield _made("backstop", evidence, step=first["stance"], **fixed)
        return
    step = _STEPS.get(first["stance"])
    if first["stance"] in {"demands", "conditional"}:
        yield _made("condition", evidence, **{**fixed, "condition": first["on"] or first["wording"]})
    elif step is None and not _keeps_its_own(first):
        yield _made("objection", evidence, step=first["stance"], **fixed)
        return
    elif step is None:
        step = "refused"
    if step is not None and (step in {"willing", "open_to", "refused"} or _is_country(first["holder"])):
        yield _made("contribution", evidence, step=step, note=_note(same, taken), **fixed)


def _keeps_its_own(position: Record) -> bool:
    """Whether a rejection is of sending troops of one's own, not of letting those of others in."""
    words = board_words().patterns
    is_own = words["force.own"].search(position["wording"]) is not None
    return is_own and not words["force.others"].search(position["wording"]) and position["stance"] == "rejects"


def _is_country(holder: str) -> bool:
    return countries().find(holder) is not None


def _note(same: Sequence[Record], taken: Mapping[Key, set[str]]) -> str | None:
    """Return the flag of a party that one report puts on several steps."""
    keys = {(each["holder"], each["topic"], each["report_id"]) for each in same}
    steps = {step for key in keys for step in taken.get(key, ())}
    return f"one report tells {' and '.join(sorted(steps))}" if len(steps) > 1 else None
