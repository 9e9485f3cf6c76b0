"""Which stories of a corpus are to be compared? The candidates of `lineage`, found band by band.

Keys are spread over bands, and each band brings together those who share a key; their pairs are spread again and
summed, and each story keeps its best partners. Nothing here holds more than a band, or a whole number a story.
"""

from __future__ import annotations

from array import array
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from trucewatch.bulk.corpus import live, live_readings
from trucewatch.bulk.parcels import Numbers, digest, grouped, parcel, parcels, spread, table, write_parcels
from trucewatch.ledger import recalled
from trucewatch.lineage.candidates import (
    SHARED_FACTS,
    SHARED_RUNS,
    best,
    day_of,
    fact_keys,
    met_by_facts,
    met_by_words,
    weight,
    word_keys,
)
from trucewatch.lineage.rules import STANDARD
from trucewatch.lineage.telling import lasts, standing_keys, tellings

if TYPE_CHECKING:
    from trucewatch.bulk.corpus import Job
    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Parts

__all__ = ["STORIES", "choose", "meet", "stand", "survey", "total", "weigh"]

STORIES = 1024
"""A story's number is the rank of its report times this, plus its place on the page; a page has no more."""

_SLICES = 8  # of a band's pairs, summed one after the other: what is sorted stands in memory twice
_NONE = -1  # the day or stretch of a story without a date


def survey(job: Job, _: Parts) -> None:
    """Write the sentences of a shard by band: key, day, rank."""
    rows: list[tuple[int, int, int]] = []
    for rank, report in live(job):
        for key, published in standing_keys(recalled(report, report["text"], (), ())):
            rows.append((key, day_of(published or None) or 0, rank))
    found = table(rows, 3)
    write_parcels(job.corpus.storage, job.out, spread(found, found[:, 0] % job.corpus.bands, job.corpus.bands))


def stand(job: Job, _: Parts) -> None:
    """Write the keys of a band's sentences that stand in reports over many days."""
    rows = _band(job, "work/survey", 3)
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    found = [
        int(rows[start, 0])
        for start, end in grouped(rows[:, 0], least=3)
        if lasts({(_iso(day), str(rank)) for _, day, rank in rows[start:end].tolist()}, STANDARD.days)
    ]
    write_parcels(job.corpus.storage, job.out, [np.array(found, dtype=np.int64)])


def weigh(job: Job, _: Parts) -> None:
    """Write the stories of a shard (a shelf: numbers and days, then each), and by band the keys they are found by."""
    corpus = job.corpus
    standing = _standing(corpus.storage)
    numbers: list[tuple[int, int]] = []
    shelf: list[Any] = []
    words: list[tuple[int, int]] = []
    facts: list[tuple[int, int, int, int]] = []
    for rank, _report, reading in live_readings(job):
        places = {story.start: place for place, story in enumerate(reading.page.stories)}
        for told in tellings(reading, shingle=STANDARD.shingle, standing=standing):
            number, day = rank * STORIES + places[told.part.start], day_of(told.published)
            numbers.append((number, _NONE if day is None else day))
            shelf.append(told)
            words.extend((run, number) for run in word_keys(told))
            facts.extend(
                (digest(f"{key}\x1f{stretch}"), _NONE if stretch is None else stretch, number, numbers[-1][1])
                for key, stretch in fact_keys(told, STANDARD)
            )
    runs, keys = table(words, 2), table(facts, 4)
    by_band = zip(*(spread(rows, (rows[:, 0] >> 3) % corpus.bands, corpus.bands) for rows in (runs, keys)), strict=True)
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    stories = [table([numbers[n] for n in order], 2), *(shelf[n] for n in order)]
    write_parcels(corpus.storage, job.out.replace("work/keys", "work/stories"), stories)
    write_parcels(corpus.storage, job.out, list(by_band))


def meet(job: Job, _: Parts) -> None:
    """Write the pairs of those who share a key of a band, by the band of the pair; `more` is the number of stories."""
    runs, keys = (
        np.concatenate(rows) for rows in zip(*parcels(job.corpus.storage, "work/keys", job.number), strict=True)
    )
    runs = runs[np.lexsort((runs[:, 1], runs[:, 0]))]
    met = array("q")
    for start, end in grouped(runs[:, 0], least=2):
        for low, high in met_by_words(runs[start:end, 1].tolist(), STANDARD):
            met.extend((low, high, 1, 1))
    by_words = _summed(table(np.frombuffer(met, dtype=np.int64), 4))
    met = array("q")
    keys = keys[np.lexsort((keys[:, 2], keys[:, 0]))]
    for start, end in grouped(keys[:, 0], least=2):
        crowd = keys[start:end]
        stretch = int(crowd[0, 1])
        days = {number: None if day == _NONE else day for number, day in crowd[:, 2:].tolist()}
        weighed = weight(job.more, len(crowd))
        told = met_by_facts(crowd[:, 2].tolist(), days, None if stretch == _NONE else stretch, STANDARD)
        for low, high in told:
            met.extend((low, high, weighed, 1))
    _hand_on(job, by_words, _summed(table(np.frombuffer(met, dtype=np.int64), 4)))


def _hand_on(job: Job, *found: Numbers) -> None:
    bands = job.corpus.bands
    # By ranks: the numbers of stories are multiples of 1,024 but for pages of several, and would fill few of the bands.
    ranks = (rows[:, :2] // STORIES for rows in found)
    at = [(ends[:, 0] + 31 * ends[:, 1]) % bands for ends in ranks]
    split = (spread(rows, band, bands) for rows, band in zip(found, at, strict=True))
    write_parcels(job.corpus.storage, job.out, list(zip(*split, strict=True)))


def total(job: Job, _: Parts) -> None:
    """Write the sums of a band's pairs that share enough, by the band of either end."""
    bands = job.corpus.bands
    split: list[list[Numbers]] = []
    for kind, least in enumerate((SHARED_RUNS, SHARED_FACTS)):
        slices: list[list[Numbers]] = [[] for _ in range(_SLICES)]
        for found in parcels(job.corpus.storage, "work/met", job.number):
            for rows, part in zip(
                slices, spread(found[kind], found[kind][:, 0] // STORIES % _SLICES, _SLICES), strict=True
            ):
                rows.append(part)
        kept: list[Numbers] = []
        while slices:
            rows = _summed(np.concatenate(slices.pop()))
            kept.append(rows[rows[:, 3] >= least][:, :3])
        split.append(_by_ends(np.concatenate(kept), bands))
    write_parcels(job.corpus.storage, job.out, list(zip(*split, strict=True)))


def _by_ends(pairs: Numbers, bands: int) -> list[Numbers]:
    """Return pairs by the band of either end; where both ends fall into one band the pair goes there once."""
    ends = [pairs[:, n] // STORIES % bands for n in (0, 1)]
    other = ends[0] != ends[1]
    return spread(np.concatenate((pairs, pairs[other])), np.concatenate((ends[0], ends[1][other])), bands)


def _summed(rows: Numbers) -> Numbers:
    """Return each pair once, in order, with the sums of its weights and counts."""
    if not len(rows):
        return rows
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    starts = np.flatnonzero(np.concatenate(([True], (rows[1:, :2] != rows[:-1, :2]).any(axis=1))))
    return np.column_stack((rows[starts, :2], np.add.reduceat(rows[:, 2:], starts, axis=0)))


def choose(job: Job, _: Parts) -> None:
    """Write the pairs that are among the best of a story of this band, those of one report left out."""
    bands = job.corpus.bands
    found: set[tuple[int, int]] = set()
    for rows in map(np.concatenate, zip(*parcels(job.corpus.storage, "work/summed", job.number), strict=True)):
        weighed = (((low, high), sum_) for low, high, sum_ in rows.tolist())
        found.update(best(weighed, STANDARD.partners, lambda number: number // STORIES % bands == job.number))
    pairs = table([pair for pair in sorted(found) if pair[0] // STORIES != pair[1] // STORIES], 2)
    write_parcels(job.corpus.storage, job.out, [pairs])


def _band(job: Job, folder: str, width: int) -> Numbers:
    found = list(parcels(job.corpus.storage, folder, job.number))
    return np.concatenate(found) if found else table([], width)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat() if day else ""


@lru_cache(maxsize=1)
def _standing(storage: Storage) -> frozenset[int]:
    return frozenset(parcel(storage, "work/standing", 0).tolist())
