"""Which sentence of one telling stands beside which of the other? All sentences of both, for eyes, not for verdicts.

Sentences pair off by what they say, those that hold a known change first; each stands once, what has no partner alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.lineage.align import cosines
from trucewatch.lineage.telling import told_sentences
from trucewatch.lineage.words import content_words
from trucewatch.model import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trucewatch.model import Drift, Lineage, Reading

__all__ = ["Beside", "alongside"]

Span = tuple[int, int]

_LEAST = 0.15
"""Cosine from which two sentences are shown side by side; below, each stands alone."""
_SURE = 0.25
"""Cosine below which two sentences stand side by side only where that keeps both in order."""
_MOST = 400
"""Sentences of each telling that are paired; what follows them is left out."""
_CHANGED, _LOST = 1.0, 0.2
"""What a change known between two sentences adds to their cosine: that a number is missing there says least."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence of each telling, or of one alone; `alike` is their cosine, 0 to 1; `moved`: out of order."""

    one: Span | None
    other: Span | None
    alike: float = 0.0
    moved: bool = False


def alongside(one: Reading, other: Reading, family: Lineage, changed: Iterable[Drift] = ()) -> tuple[Beside, ...]:
    """Return the stories of a family in two reports sentence by sentence, in the order of the one.

    What only the other has stands where it stands there. `changed`: what is known to differ between the two.
    """
    left, right = _sentences(one, family), _sentences(other, family)
    scores = _scores(_bags(one, left), _bags(other, right))
    names = one.report.report_id, other.report.report_id
    for pair, gain in _known(changed, names, (left, right)):
        scores[pair] = scores.get(pair, 0.0) + gain
    return _laid_out(left, right, _paired(scores), scores)


def _sentences(reading: Reading, family: Lineage) -> list[Span]:
    parts = {(part.start, part.end) for part in family.parts if part.report_id == reading.report.report_id}
    stories = [story for story in reading.page.stories if not parts or (story.start, story.end) in parts]
    return [span for story in stories for span in told_sentences(reading, story)][:_MOST]


def _bags(reading: Reading, spans: Sequence[Span]) -> list[Counter[str]]:
    return [Counter(content_words(reading.report.text, *span)) for span in spans]


def _scores(one: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> dict[Span, float]:
    rows = enumerate(cosines(one, other))
    return {(m, n): score for m, row in rows for n, score in row.items() if score >= _LEAST}


def _known(
    changed: Iterable[Drift], names: tuple[str, str], sides: tuple[list[Span], list[Span]]
) -> Iterable[tuple[Span, float]]:
    for each in changed:
        cited = {cite.report_id: cite.start for cite in (each.before, each.after) if cite is not None}
        places = [_place(sides[n], cited.get(name)) for n, name in enumerate(names)]
        if places[0] is not None and places[1] is not None:
            yield (places[0], places[1]), _LOST if each.change is Change.VALUE_LOST else _CHANGED


def _place(spans: Sequence[Span], at: int | None) -> int | None:
    return None if at is None else next((n for n, (start, end) in enumerate(spans) if start <= at < end), None)


def _paired(scores: Mapping[Span, float]) -> dict[int, int]:
    """Return the partner of each sentence of the one that has one, the surest pairs first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for m, n in sorted(scores, key=lambda pair: (-scores[pair], abs(pair[0] - pair[1]), pair)):
        if m in found or n in taken:
            continue
        if scores[m, n] >= _SURE or all((m - before) * (n - to) > 0 for before, to in found.items()):
            found[m] = n
            taken.add(n)
    return found


def _laid_out(
    left: Sequence[Span], right: Sequence[Span], paired: Mapping[int, int], scores: Mapping[Span, float]
) -> tuple[Beside, ...]:
    alone: dict[int, list[int]] = {}
    back = {n: m for m, n in paired.items()}
    after = -1
    for n in range(len(right)):
        if n in back:
            after = back[n]
        else:
            alone.setdefault(after, []).append(n)
    rows = [Beside(None, right[n]) for n in alone.get(-1, ())]
    furthest = -1
    for m, span in enumerate(left):
        n = paired.get(m)
        if n is None:
            rows.append(Beside(span, None))
        else:
            rows.append(Beside(span, right[n], min(1.0, scores[m, n]), moved=n < furthest))
            furthest = max(furthest, n)
        rows += [Beside(None, right[each]) for each in alone.get(m, ())]
    return tuple(rows)
