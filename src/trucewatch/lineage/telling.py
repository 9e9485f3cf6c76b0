"""One story as it is compared: its sentences, word shingles, facts and credits.

Only reporting is compared: furniture, posts by third parties and what the page repeats are left out, so that
two pages of one site, or two that show one post, are not alike for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zlib import crc32

from trucewatch.lineage.credits import Credit, credits_of, retold_by
from trucewatch.lineage.facts import Facts, facts_of
from trucewatch.lineage.words import QUOTED, content_words, sentences, words_of
from trucewatch.model import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from trucewatch.lineage.arrays import Bags, Numbers
    from trucewatch.model import Reading, Story

__all__ = ["Telling", "compared_sentences", "lasting", "lasts", "standing_keys", "tellings", "told_sentences"]

_STANDING = 3
_MIN_SENTENCE = 4
"""Content words below which a line says too little to be compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A story made ready; `bags`: its sentences' content words; `shingles`: hashed word runs outside quotes, sorted.

    A sentence that mostly quotes has an empty bag; `retells` names the agencies whose reports it says it tells again.
    """

    part: Part
    outlet: str | None
    url: str | None
    published: str | None
    spans: tuple[tuple[int, int], ...]
    bags: Bags
    shingles: Numbers
    facts: Facts
    credits: tuple[Credit, ...]
    retells: frozenset[str] = frozenset()

    @property
    def report_id(self) -> str:
        """The report whose story it is."""
        return self.part.report_id


def tellings(reading: Reading, *, shingle: int, standing: frozenset[int] = frozenset()) -> Iterator[Telling]:
    """Yield the stories of a reading that say anything; sentences in `standing` (see `lasting`) are left out."""
    text = reading.report.text
    for story in reading.page.stories:
        spans = tuple(span for span in told_sentences(reading, story) if _key(text, span) not in standing)
        if spans:
            yield _telling(reading, story, spans, shingle)


def lasting(
    docs: Iterable[Reading], days: int, survey: Callable[[Reading], Iterable[tuple[int, str]]] | None = None
) -> frozenset[int]:
    """Return keys of the sentences that stand in three reports or more over more than `days` days.

    A site's standing words that nobody took for furniture, and background that goes with every report: sharing them
    makes no two reports one text. `survey` stands in for `standing_keys`.
    """
    seen: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for reading in docs:
        for key, published in (survey or standing_keys)(reading):
            seen[key].add((published, reading.report.report_id))
    return frozenset(key for key, told in seen.items() if lasts(told, days))


def standing_keys(reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield a key for each sentence of a reading, with the date (or nothing) of its story."""
    for story in reading.page.stories:
        published = (story.published or reading.page.published or "")[:10]
        for span in told_sentences(reading, story):
            yield _key(reading.report.text, span), published


def lasts(told: set[tuple[str, str]], days: int) -> bool:
    """Whether a sentence told on these dates by these reports is one that stands: see `lasting`."""
    return len(told) >= _STANDING and _spread(told) > days


def _key(text: str, span: tuple[int, int]) -> int:
    return crc32(" ".join(text[span[0] : span[1]].split()).encode("utf-8", "surrogatepass"))


def _spread(told: set[tuple[str, str]]) -> int:
    dates = sorted(date.fromisoformat(published) for published, _ in told if published)
    return (dates[-1] - dates[0]).days if dates else 0


def _telling(reading: Reading, story: Story, spans: tuple[tuple[int, int], ...], shingle: int) -> Telling:
    from trucewatch.lineage.arrays import gathered, in_order  # noqa: PLC0415 - loads NumPy

    report, text = reading.report, reading.report.text
    told = _compared(text, spans)
    figures = [each for each in reading.figures if story.start <= each.span.start < story.end and not each.repeat]
    return Telling(
        part=Part(report.report_id, story.start, story.end),
        outlet=report.outlet,
        url=report.url,
        published=story.published or reading.page.published,
        spans=tuple(span for span, _ in told),
        bags=gathered([Counter[str]() if _is_quoted(text, span) else bag for span, bag in told]),
        shingles=in_order(_shingles(text, spans, shingle)),
        facts=facts_of(text, spans, figures),
        credits=credits_of(reading, story),
        retells=retold_by(reading, story),
    )


def _is_quoted(text: str, span: tuple[int, int]) -> bool:
    """Whether most of a sentence stands in quotation marks: two who quote one statement alike copy nobody."""
    quoted = sum(found.end() - found.start() for found in QUOTED.finditer(text, *span))
    return 2 * quoted > span[1] - span[0]


def compared_sentences(reading: Reading, story: Story) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a story that say enough to be compared."""
    return tuple(span for span, _ in _compared(reading.report.text, told_sentences(reading, story)))


def _compared(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[tuple[int, int], Counter[str]]]:
    told = ((span, Counter(content_words(text, *span))) for span in spans)
    return [(span, bag) for span, bag in told if bag.total() >= _MIN_SENTENCE]


def told_sentences(reading: Reading, story: Story) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a story outside of what is not its reporting."""
    left_out = [(each.start, each.end) for each in (*reading.page.furniture, *reading.page.embeds)]
    for start, end in _without(story.start, story.end, left_out):
        yield from sentences(reading.report.text, start, end)


def _without(start: int, end: int, left_out: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for out_start, out_end in sorted(left_out):
        if out_end <= start or out_start >= end:
            continue
        if out_start > start:
            yield start, out_start
        start = max(start, out_end)
    if start < end:
        yield start, end


def _shingles(text: str, spans: Sequence[tuple[int, int]], length: int) -> Iterator[int]:
    """Return hashes of the runs of `length` words outside quotation marks: quoting alike is no copying."""
    words: list[str] = []
    for start, end in spans:
        quoted = [found.span() for found in QUOTED.finditer(text, start, end)]
        words += [
            found[0].casefold()
            for found in words_of(text, start, end)
            if not (quoted and any(q_start <= found.start() < q_end for q_start, q_end in quoted))
        ]
    # crc32 and not hash(): the same on every machine and in every run.
    return (crc32(" ".join(words[n : n + length]).encode()) for n in range(len(words) - length + 1))
