"""Support: who gives how much, in its currency, how far it has come, and who stands where on aid and sanctions.

Steps: planned, committed, allocated, delivered, suspended. A commitment holds what is allocated, and that what is
delivered: rows are never added up. A conversion in brackets is the same claim in other money.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trucewatch.boards.claims import claims
from trucewatch.boards.numbers import conversion, interval
from trucewatch.boards.rows import Row, name_of, of_figure, of_position
from trucewatch.vocab.boards import board_words
from trucewatch.vocab.countries import countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence

__all__ = ["COLUMNS", "donor_of", "support"]

Record = dict[str, Any]

COLUMNS = (
    *("aspect", "donor", "recipient", "sort", "value", "currency", "same_as", "step", "condition"),
    *("words", "said_by", "since", "reports"),
)
_ASPECTS = ("amount", "stand")
_CAPITALISED = r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)?"
_STAGED = {"planned": "planned", "proposed": "planned", "conditional": "planned"}


def support(known: Known) -> Iterator[Row]:
    """Yield amounts, then stands, by donor and day."""
    found = [*_amounts(known), *_stands(known)]
    yield from sorted(found, key=_order)


def _order(row: Row) -> tuple[Any, ...]:
    named = ("donor", "since", "step", "words")
    return (_ASPECTS.index(str(row.cells["aspect"])), *(str(row.cells[name] or "~") for name in named))


def _amounts(known: Known) -> Iterator[Row]:
    for claim in claims(known.figures("aid")):
        figure, sentence = claim.figure, known.sentence(claim.figure)
        yield _made(
            "amount",
            tuple(map(of_figure, claim.figures)),
            donor=donor_of(figure, sentence),
            recipient=figure["target"] or _recipient(sentence),
            sort=_sort(sentence),
            value=interval(figure),
            currency=figure["unit"],
            same_as=conversion(known.text(figure["report_id"]), figure["end"]),
            step=_step(figure, sentence),
        )


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
    carried = ("donor", "recipient", "sort", "value", "same_as", "step", "condition", "words")
    return Row("support", filled, {name: tuple(evidence) for name in carried if filled[name] is not None})


def _step(figure: Record, sentence: str) -> str | None:
    """Return how far it has come: the text's distance first, else the furthest stage that the sentence tells."""
    if figure["status"] in _STAGED:
        return _STAGED[figure["status"]]
    reached = [stage for stage in board_words().kinds["support.stage"] if stage.pattern.search(sentence)]
    return max(reached, key=lambda stage: stage.rank).name if reached else None


def donor_of(figure: Record, sentence: str) -> str | None:
    """Return who gives: as the figure has it, else the country whose aid its sentence tells of, or that speaks."""
    return figure["actor"] or _donor(sentence) or _speaking(figure)


def _donor(sentence: str) -> str | None:
    """Return the country whose adjective stands before the aid: "Corvanian military aid", or a parliament."""
    for nouns in ("support.given", "support.givers"):
        words = board_words().patterns[nouns].pattern
        for found in re.finditer(rf"({_CAPITALISED})\s+(?:[\w-]+\s+){{0,2}}?(?i:{words})", sentence):
            country = countries().demonym(found[1]) or countries().demonym(found[1].split()[-1])
            if country is not None:
                return country.name
    return None


def _recipient(sentence: str) -> str | None:
    """Return the country that the aid goes to: "aid to Ostrel", "for Ostrel"."""
    nouns = board_words().patterns["support.given"].pattern
    for found in re.finditer(rf"(?:{nouns})\s+(?:to|for)\s+(?:the\s+)?({_CAPITALISED})", sentence):
        country = countries().find(found[1].rstrip(".")) or countries().find(found[1].split()[0].rstrip("."))
        if country is not None:
            return country.name
    return None


def _speaking(figure: Record) -> str | None:
    """Return who speaks, where it is a country: it can only promise what it gives itself."""
    country = countries().find(figure["source"]["name"])
    return None if country is None else country.name


def _sort(sentence: str) -> str | None:
    found = board_words().patterns["support.sorts"].search(sentence)
    return None if found is None else found[0].lower()


def _stands(known: Known) -> Iterator[Row]:
    alike: dict[tuple[str, ...], list[Record]] = {}
    for position in known.stands(board_words().names["support.topics"]):
        key = tuple(position[part] or "" for part in ("topic", "holder", "stance", "on"))
        alike.setdefault(key, []).append(position)
    for same in alike.values():
        first = same[0]
        evidence = tuple(map(of_position, same))
        yield _made(
            "stand", evidence, donor=first["holder"], sort=first["topic"], step=first["stance"], condition=first["on"]
        )
