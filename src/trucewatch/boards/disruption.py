"""Disruption: what does not run: airports, railways, power, water; where and for how long.

Read from sentences that say that a service stopped, and from figures that count what stopped; one service in one
sentence is one row.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trucewatch.boards.rows import Row, of_figure, told_value
from trucewatch.boards.sentences import names_after, speaking
from trucewatch.vocab.boards import board_words, in_small
from trucewatch.vocab.countries import countries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence
    from trucewatch.boards.sentences import Sentence
    from trucewatch.vocab.boards import Named

__all__ = ["COLUMNS", "disruption"]

Record = dict[str, Any]

COLUMNS = ("when_start", "when_end", "place", "service", "value", "lasting", "words", "said_by", "published")


def disruption(known: Known) -> Iterator[Row]:
    """Yield the rows, by day, place and service; a place, source or kind asked for must be that of a figure in it."""
    services, found = board_words().kinds["disruption.service"], list[Row]()
    everywhere = known.without_place() if known.is_narrowed else known
    for sentence in speaking(everywhere, "disruption.service", whose=known):
        held, lowered = sentence.figures(), in_small(sentence.text)
        if known.is_narrowed and not held:
            continue
        for service in services:
            hit = service.finder.search(sentence.text, lowered)
            if hit is not None:
                found.append(_row(service, sentence, sentence.evidence(*hit.span()), held))
    yield from sorted(found, key=_order)


def _order(row: Row) -> tuple[str, ...]:
    return tuple(str(row.cells[name] or "") for name in ("when_start", "place", "service", "value", "words"))


def _row(service: Named, sentence: Sentence, words: Evidence, figures: Sequence[Record]) -> Row:
    counted = [figure for figure in figures if figure["object"] in service.objects]
    dated = [figure for figure in figures if figure["when"]]
    when = dated[0]["when"] if dated else {"start": None, "end": None}
    lasting = board_words().patterns["lasting.phrases"].search(sentence.text)
    place, where = _place(sentence, counted or list(figures))
    evidence = {
        "service": (words,),
        "words": (sentence.evidence(),),
        "value": tuple(map(of_figure, counted)),
        "lasting": (sentence.evidence(*lasting.span()),) if lasting else (),
        "place": where,
    }
    cells: dict[str, object] = {
        "when_start": when["start"],
        "when_end": when["end"],
        "place": place,
        "service": service.name,
        "value": "; ".join(map(told_value, counted)) or None,
        "lasting": lasting[0] if lasting else None,
        "words": sentence.text,
        "said_by": counted[0]["source"]["name"] if counted else words.source,
        "published": words.published,
    }
    return Row("disruption", cells, evidence)


def _place(sentence: Sentence, figures: Sequence[Record]) -> tuple[str | None, tuple[Any, ...]]:
    """Return where it is: the place told in the sentence, else that of a figure in it, else the country named."""
    for figure in figures:
        place = figure["place"]
        if place is not None and place["name"] in sentence.text:
            return place["name"], (of_figure(figure),)
    for start, end in names_after(sentence.text, "in|at|over|near|across|of"):
        return sentence.text[start:end], (sentence.evidence(start, end),)
    for word in sentence.text.split():
        country = _country(word)
        if country is not None:
            at = sentence.text.index(word)
            return country, (sentence.evidence(at, at + len(word)),)
    return None, ()


@lru_cache(maxsize=50_000)
def _country(word: str) -> str | None:
    """Return the country whose name, people or adjective a word is."""
    found = countries().demonym(word) or countries().find(word.removesuffix("’s").removesuffix("'s"))
    return None if found is None else found.name
