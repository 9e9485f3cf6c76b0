"""What did one telling change against the other? Values, hedges, sources and quoted words, each with both spans.

Works on figures and statements already paired; knows nothing of families. `Change` names what became of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.lineage.pairing import Side, Tellings, pair_statements
from trucewatch.lineage.words import QUOTED, plain, words_of
from trucewatch.model import Change, Cited, FigureKind, Modifier, Status
from trucewatch.vocab.actors import fold
from trucewatch.vocab.plainwords import stop_words, vouching
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.model import Figure, Source, Statement

__all__ = ["Found", "changes"]

_OUTLET = "outlet"
_HEDGED, _PLAIN, _VOUCHED = "kept at a distance", "told plainly", "vouched for"
_DOUBTED = frozenset({Status.ALLEGED, Status.UNVERIFIED, Status.DENIED})
_NEXT_WORDS, _STEM = 20, 5
_QUOTE_WORDS = 4
_QUOTE_KEPT = 0.6
"""Two quotations are one if so many of the shorter one's words stand in the other in order."""


@dataclass(frozen=True, slots=True)
class Found:
    """One change between two tellings; `Drift` without its family."""

    change: Change
    before: Cited
    after: Cited | None
    what: str
    now: str | None


def changes(both: Tellings, *, both_ways: bool) -> Iterator[Found]:
    """Yield what the other changed against the one; `both_ways` where nobody knows which came first."""
    pairs, lost = both.figures
    yield from _lost(both, lost)
    if both_ways:
        turned = both.turned()
        yield from _lost(turned, turned.figures[1])
    for x, y in pairs:
        yield from _value_changed(both, x, y, both_ways=both_ways)
        yield from _hedge(both, x, y, both_ways=both_ways)
        yield from _source(both, (x.source, x.span.start, x.span.end), (y.source, y.span.start, y.span.end), both_ways)
    yield from _statements(both, both_ways=both_ways)
    yield from _quotes(both)


def _cited(side: Side, start: int, end: int) -> Cited:
    report = side.reading.report
    return Cited(report.report_id, start, end, report.text[start:end])


def _figure(side: Side, figure: Figure) -> Cited:
    return _cited(side, figure.span.start, figure.span.end)


# ------------------------------------------------------------------------------------------------------- values


def _lost(both: Tellings, lost: list[Figure]) -> Iterator[Found]:
    for figure in lost:
        if figure.modifier == Modifier.VAGUE:  # "several" says too little to be missed
            continue
        if figure.kind == FigureKind.DAMAGE and figure.low == figure.high == 1:  # "a school" counts nothing
            continue
        place = both.place_of(figure.span.start)
        after = None if place is None else _cited(both.other, *place)
        vague = None if after is None else _vaguely(both.other, after, figure)
        if vague is None:
            yield Found(Change.VALUE_LOST, _figure(both.one, figure), after, _told(figure), None)
        else:
            yield Found(Change.MADE_VAGUE, _figure(both.one, figure), vague, _told(figure), vague.wording)


def _vaguely(side: Side, sentence: Cited, figure: Figure) -> Cited | None:
    """Return the words of a sentence that still tell of what was counted, without its number: "numerous vehicles"."""
    counted = plain((figure.object or "").rsplit(" ", 1)[-1])
    words = list(words_of(side.reading.report.text, sentence.start, sentence.end))
    for n, word in enumerate(words):
        before = [each for each in words[max(0, n - 3) : n] if each[0].casefold() in word_list("lineage", "vague")]
        if counted and before and plain(word[0]) == counted:
            return _cited(side, before[-1].start(), word.end())
    return None


def _value_changed(both: Tellings, x: Figure, y: Figure, *, both_ways: bool) -> Iterator[Found]:
    if (x.low, x.high) == (y.low, y.high):
        return
    one, other = (both.one, x), (both.other, y)
    if both_ways and _vaguer(y, x):
        one, other = other, one
    vague = _vaguer(one[1], other[1])
    change = Change.MADE_VAGUE if vague else Change.VALUE_CHANGED
    yield Found(change, _figure(*one), _figure(*other), _told(one[1]), _told(other[1]))


def _vaguer(before: Figure, after: Figure) -> bool:
    """Whether `after` says less than `before` without contradicting it: 30 or more → 3 or more."""
    if after.modifier == Modifier.VAGUE and before.modifier != Modifier.VAGUE:
        return True
    low, high = before.low or 0, before.high if before.high is not None else float("inf")
    wide_low, wide_high = after.low or 0, after.high if after.high is not None else float("inf")
    return wide_low <= low and high <= wide_high and (wide_low, wide_high) != (low, high)


def _told(figure: Figure) -> str:
    return f"{figure.measure}, {figure.object}: {figure.span.wording}" if figure.object else figure.span.wording


# ------------------------------------------------------------------------------------------------------- hedges


def _hedge(both: Tellings, x: Figure, y: Figure, *, both_ways: bool) -> Iterator[Found]:
    said = [_saying(side, figure) for side, figure in ((both.one, x), (both.other, y))]
    firm = [_firmness(Status.ASSERTED, statement) for statement in said]
    if set(firm) != {_HEDGED, _VOUCHED}:  # that somebody else denies it in both does not make up for "confirmed"
        firm = [_firmness(figure.status, statement) for figure, statement in zip((x, y), said, strict=True)]
    spans = [
        _cue(side, statement) or _figure(side, figure)
        for side, figure, statement in zip((both.one, both.other), (x, y), said, strict=True)
    ]
    yield from _flipped(firm, spans, both_ways=both_ways)


def _flipped(firm: list[str], spans: list[Cited], *, both_ways: bool) -> Iterator[Found]:
    order = [_HEDGED, _PLAIN, _VOUCHED]
    if firm[0] == firm[1]:
        return
    if both_ways and order.index(firm[0]) > order.index(firm[1]):
        firm, spans = firm[::-1], spans[::-1]
    yield Found(Change.HEDGE_FLIPPED, spans[0], spans[1], firm[0], firm[1])


def _saying(side: Side, figure: Figure) -> Statement | None:
    return next((s for s in side.statements if s.statement_id == figure.statement_id), None)


def _firmness(status: Status, statement: Statement | None) -> str:
    if status in _DOUBTED:
        return _HEDGED
    cue = "" if statement is None or statement.cue is None else statement.cue.wording
    stems = {plain(word) for word in cue.split()}
    if stems & {plain(word) for word in word_list("status", "alleged", "cues")}:
        return _HEDGED
    return _VOUCHED if stems & vouching() else _PLAIN


def _cue(side: Side, statement: Statement | None) -> Cited | None:
    if statement is None or statement.cue is None:
        return None
    return _cited(side, statement.cue.start, statement.cue.end)


def _statements(both: Tellings, *, both_ways: bool) -> Iterator[Found]:
    """Yield hedges flipped between statements that carry no figure; those that do are told with their figures."""
    counted = {f.statement_id for side in (both.one, both.other) for f in side.figures}
    for x, y in pair_statements(both):
        spans = [_cue(both.one, x), _cue(both.other, y)]
        same = _names_one(x.source, y.source)
        if same and spans[0] and spans[1] and not {x.statement_id, y.statement_id} & counted:
            firm = [_firmness(Status.ASSERTED, each) for each in (x, y)]
            yield from _flipped(firm, [each for each in spans if each], both_ways=both_ways)


# ------------------------------------------------------------------------------------------------------ sources

Held = tuple["Source", int, int]


def _source(both: Tellings, x: Held, y: Held, both_ways: bool) -> Iterator[Found]:  # noqa: FBT001 - one of a pair
    one, other = (both.one, x), (both.other, y)
    if both_ways and (x[0].name == _OUTLET or (y[0].side and not x[0].side)) and y[0].name != _OUTLET:
        one, other = other, one
    before, after = one[1][0], other[1][0]
    if before.name == _OUTLET or _names_one(before, after):
        return
    side, (_, start, end) = other
    if _called_alike(before, after) and (after.side or not before.side or _keeps_side(one, other)):
        return  # "Health Minister NAME" and "the health ministry"
    if after.name == _OUTLET:
        if not _is_named(before, _around(side, start)):
            now = _cited(side, start, end)
            yield Found(Change.SOURCE_LOST, _mention(*one), now, _who(before), None)
        return
    yield Found(Change.SOURCE_CHANGED, _mention(*one), _mention(*other), _who(before), _who(after))


def _called_alike(x: Source, y: Source) -> bool:
    """Whether two sources share a word of their names, offices or mentions: the same body or person put otherwise."""
    if x.side and y.side and x.side != y.side:
        return False
    one, other = (
        {plain(word) for part in (each.name, each.role, each.wording) if part for word in fold(part).split()}
        for each in (x, y)
    )
    stop = {plain(word) for word in stop_words()}
    return bool((one & other) - stop)


def _keeps_side(one: tuple[Side, Held], other: tuple[Side, Held]) -> bool:
    """Whether the words at the other mention still name the side: "Ukrainian officials", "officials in Ukraine"."""
    before, after = _mention(*one), _mention(*other)
    text = other[0].reading.report.text[after.start : after.end + _NEXT_WORDS]
    stems = {word[:_STEM] for word in fold(text).split()}
    nations = [word for word in before.wording.replace("’", "'").removesuffix("'s").split() if word[:1].isupper()]
    return any(fold(word)[:_STEM] in stems for word in nations if len(word) > _STEM)


def _mention(side: Side, held: Held) -> Cited:
    source, start, end = held
    if source.start is None or source.end is None:
        return _cited(side, start, end)
    return _cited(side, source.start, source.end)


def _who(source: Source) -> str:
    return f"{source.name} ({source.side})" if source.side else source.name


def _names_one(x: Source, y: Source) -> bool:
    """Whether two sources may be one: the same name, or a part of it with the same side."""
    if x.name == y.name:
        return True
    one, other = ({plain(word) for word in fold(each.name).split()} for each in (x, y))
    return x.side == y.side and bool(one) and bool(other) and (one <= other or other <= one)


def _around(side: Side, at: int) -> str:
    """Return the sentence at an offset with the one before it, where its source may be named."""
    n = side.sentence(at)
    if n is None:
        return ""
    spans = side.spans
    return side.reading.report.text[spans[max(0, n - 1)][0] : spans[n][1]]


def _is_named(source: Source, words: str) -> bool:
    surname = fold(source.name).split()[-1:]
    return bool(surname) and surname[0] in fold(words).split()


# ------------------------------------------------------------------------------------------------------- quotes


def _quotes(both: Tellings) -> Iterator[Found]:
    one, other = (list(_quotations(side)) for side in (both.one, both.other))
    whole = [[word for words, _ in side for word in words] for side in (one, other)]
    for words, before in one:
        if len(words) < _QUOTE_WORDS or _stands_in(words, whole[1]):
            continue
        kept = [(_in_order(words, said) / min(len(words), len(said)), after) for said, after in other if len(said) >= 3]
        best = max(kept, key=lambda each: (each[0], -each[1].start), default=None)
        if best is None or best[0] < _QUOTE_KEPT:
            continue
        said = next(listed for listed, after in other if after == best[1])
        if not _stands_in(said, whole[0]):  # cutting a quotation short does not alter it
            yield Found(Change.QUOTE_ALTERED, before, best[1], before.wording, best[1].wording)


def _quotations(side: Side) -> Iterator[tuple[list[str], Cited]]:
    text = side.reading.report.text
    for start, end in side.spans:
        for found in QUOTED.finditer(text, start, end):
            words = [match[0].casefold().replace("’", "'") for match in words_of(text, *found.span())]
            if words:
                yield words, _cited(side, *found.span())


def _stands_in(words: list[str], whole: list[str]) -> bool:
    return re.search(rf"(?<!\S){re.escape(' '.join(words))}(?!\S)", " ".join(whole)) is not None


def _in_order(one: list[str], other: list[str]) -> int:
    """Return the length of the longest common subsequence of two quotations."""
    row = [0] * (len(other) + 1)
    for word in one:
        above = row[:]
        for n, its in enumerate(other, 1):
            row[n] = above[n - 1] + 1 if word == its else max(above[n], row[n - 1])
    return row[-1]
