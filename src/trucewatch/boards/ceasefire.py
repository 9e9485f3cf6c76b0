"""A ceasefire: who agreed, proposed or refused, its terms, who accuses whom of breaking it, the toll since then.

Steps: agreed, agreed in principle, supports, demands, open_to, conditional, undecided, proposed, refused. A violation
is what its accuser says: without an accuser it is the report's. Tolls since the truce are told apart, never added up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trucewatch.boards.ceasefire_words import accusations, durations, off_limits, scope_of, step_of
from trucewatch.boards.claims import claims
from trucewatch.boards.rows import Row, name_of, of_figure, of_position, told_value
from trucewatch.vocab.boards import board_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trucewatch.boards.claims import Claim
    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence
    from trucewatch.boards.sentences import Sentence

__all__ = ["COLUMNS", "ceasefire"]

Record = dict[str, Any]
Accusation = tuple[str, str, "Sentence"]
"""Accuser, accused, and the sentence that says so."""

COLUMNS = (
    *("aspect", "party", "against", "step", "terms", "value", "place", "when_start", "when_end"),
    *("condition", "words", "said_by", "since", "reports"),
)
_ASPECTS = ("stand", "term", "monitoring", "violation", "toll since")
_OWNER = r"([A-Z][\w-]*)[’']s?\s+(?:[\w-]+\s+){0,2}?"


def ceasefire(known: Known) -> Iterator[Row]:
    """Yield the rows, by aspect, day and party."""
    found = [*_stands(known), *_terms(known), *_violations(known), *_tolls(known)]
    yield from sorted(found, key=_order)


def _order(row: Row) -> tuple[Any, ...]:
    named = ("when_start", "since", "party", "against", "step", "terms", "value", "words")
    return (_ASPECTS.index(str(row.cells["aspect"])), *(str(row.cells[name] or "") for name in named))


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
    carried = ("party", "against", "step", "terms", "value", "place", "condition", "words")
    return Row("ceasefire", filled, {name: tuple(evidence) for name in carried if filled[name] is not None})


def _stands(known: Known) -> Iterator[Row]:
    words = board_words()
    alike: dict[tuple[object, ...], list[Record]] = {}
    for position in known.positions:
        if position["topic"] in words.names["ceasefire.topics"] | words.names["ceasefire.monitoring"]:
            key = (position["topic"], position["holder"], position["stance"], position["on"], _terms_of(position))
            alike.setdefault(key, []).append(position)
    full = _full_names(known.positions)
    for same in alike.values():
        first, evidence = same[0], tuple(map(of_position, same))
        is_truce = first["topic"] in words.names["ceasefire.topics"]
        fixed = {"terms": _terms_of(first), "condition": first["on"]}
        aspect = "stand" if is_truce else "monitoring"
        yield _made(aspect, evidence, party=first["holder"], step=step_of(first), **fixed)
        proposer = _proposer(first, full) if is_truce else None
        if proposer is not None and proposer != first["holder"]:
            yield _made(aspect, evidence, party=proposer, step="proposed", **fixed)


def _terms_of(position: Record) -> str | None:
    """Return the scope and duration that stand before the truce in the words of a stand."""
    return scope_of(position["wording"])


def _full_names(positions: Iterable[Record]) -> dict[str, set[str]]:
    """Return the holders by the last word of their names."""
    found: dict[str, set[str]] = {}
    for each in positions:
        found.setdefault(each["holder"].split()[-1], set()).add(each["holder"])
    return found


def _proposer(position: Record, full: Mapping[str, set[str]]) -> str | None:
    """Return whose proposal it is that somebody takes a stand on: "rebuffed X's push for a truce"."""
    nouns = board_words().patterns["ceasefire.proposals"].pattern
    found = re.search(rf"{_OWNER}(?:{nouns})", position["wording"])
    if found is None or not re.search(found[1], position["wording"]):
        return None
    named = full.get(found[1], set())
    return next(iter(named)) if len(named) == 1 else found[1]


def _terms(known: Known) -> Iterator[Row]:
    for figure, sentence in durations(known):
        terms, evidence = scope_of(figure["wording"], sentence), (of_figure(figure),)
        yield _made("term", evidence, step=figure["status"], terms=terms, value=told_value(figure))
    for name, sentence in off_limits(known):
        yield _made("term", (sentence.evidence(),), step="off limits", terms=name)


def _violations(known: Known) -> Iterator[Row]:
    """Yield counts of violations, then accusations without a number."""
    told = list(accusations(known))
    by_report: dict[str, list[Accusation]] = {}
    for accusation in told:
        by_report.setdefault(accusation[2].report["report_id"], []).append(accusation)
    for claim in claims(known.figures("violation")):
        yield from _violation_rows(claim, by_report)
    for accuser, accused, sentence in told:
        if any(figure["kind"] == "violation" for figure in sentence.figures()):
            continue
        yield _made("violation", (sentence.evidence(),), party=accuser, against=accused, step="accused")


def _violation_rows(claim: Claim, accused: Mapping[str, Sequence[Accusation]]) -> Iterator[Row]:
    for each in (claim, *claim.parts):
        figure = each.figure
        told = accused.get(figure["report_id"], ())
        when, place = figure["when"] or {"start": None, "end": None}, figure["place"]
        yield _made(
            "violation",
            tuple(map(of_figure, each.figures)),
            party=None if figure["source"]["name"] == "outlet" else figure["source"]["name"],
            against=figure["actor"] or next((whom for _, whom, s in told if s.holds(figure)), None),
            step=figure["status"],
            value=told_value(figure),
            place=None if place is None else place["name"],
            when_start=when["start"],
            when_end=when["end"],
        )


def _tolls(known: Known) -> Iterator[Row]:
    """Yield tolls that a text counts from a truce on."""
    for claim in claims(known.timed("toll", board_words().patterns["ceasefire.named"])):
        for each in (claim, *claim.parts):
            figure = each.figure
            yield _made(
                "toll since",
                tuple(map(of_figure, each.figures)),
                party=figure["target"],
                against=figure["actor"],
                step=figure["status"],
                terms=figure["measure"],
                value=told_value(figure),
                place=None if figure["place"] is None else figure["place"]["name"],
                when_start=figure["when"]["start"],
                when_end=figure["when"]["end"],
            )
