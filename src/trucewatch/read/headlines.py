"""Headlines: when and where did that happen which a headline counts and the text below tells in full, and who says so?

"Strikes kill 9, medics say" over "Nine people were killed in Osk on Sunday, NAME said": where a headline names no place
or time of its own, its figure has those of the first figure below it with the same number, and who is only an office
or a sort in the headline is whom the text names. The last step of `figures`.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Figure, Source
    from trucewatch.read.blocks import Block
    from trucewatch.read.dates import TimeMention
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse

__all__ = ["told_below"]


def told_below(
    parse: Parse,
    blocks: Sequence[Block],
    places: Sequence[Mention],
    times: Sequence[TimeMention],
    figures: Sequence[Figure],
) -> tuple[Figure, ...]:
    """Return the figures, those of headlines with the place and time that the text below gives them."""
    at = [parse.sentences[bisect_left(parse.sentences, f.sentence[1], key=lambda s: s.end)] for f in figures]
    made: list[Figure] = []
    for n, figure in enumerate(figures):
        here = at[n]
        if blocks[here.block].kind != "heading":
            made.append(figure)
            continue
        below = (f for f, s in zip(figures[n + 1 :], at[n + 1 :], strict=True) if s.story == here.story)
        same = next((f for f in below if _is_same(figure, f)), None)
        if same is None:
            made.append(figure)
            continue
        has_time = any(here.first <= m.first < here.last and not m.known for m in times)
        named = [m for m in places if here.first <= m.first < here.last and m.is_where]
        # "One killed in south Ruritania": the text below says in which town.
        has_place = any(m.level != "country" for m in named) or (bool(named) and not _is_in(same, named[0]))
        made.append(
            replace(
                figure,
                when=figure.when if has_time else same.when or figure.when,
                place=figure.place if has_place else same.place or figure.place,
                source=same.source if _is_nameless(figure.source) and same.source.name != "outlet" else figure.source,
            )
        )
    return tuple(made)


def _is_nameless(source: Source) -> bool:
    """Whether a headline names nobody, but an office or a sort: "officials say"."""
    return source.name != "outlet" and source.name.islower() and source.side is None


def _is_in(figure: Figure, land: Mention) -> bool:
    """Whether a figure's place lies in a country named in the headline."""
    return figure.place is not None and figure.place.country in {land.place.country, None}


def _is_same(one: Figure, other: Figure) -> bool:
    return one.kind is other.kind and bool({one.low, one.high} & {other.low, other.high} - {None})
