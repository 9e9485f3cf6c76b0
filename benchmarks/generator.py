"""Reports of made-up events by the million, with their truth: which event, which family, which numbers.

    python -m benchmarks.generator --reports 100000 --out build/generated

writes `reports-00000.jsonl.gz` and on, as `trucewatch add` reads them, and beside each a `truth-00000.jsonl.gz` with a
line a report; `events.jsonl.gz` tells what happened. The same seed gives the same bytes. Reports come in the order of
their days, and memory holds a few days of them, however many there are.

A line of truth: `report_id` and `url`; `event` told of; `family`, the URL of the first report that tells this text;
`relation` to `of`, the report it was made from (original, own: no other; copy, edited, rewrite, update);
`background`, other events mentioned; `figures` (slot, value, kind, measure, object, start, end, event).
"""

from __future__ import annotations

import argparse
import gzip
import heapq
import io
import json
import os
import random
import shutil
import sys
import time
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.newsroom import MEASURES, Event, Told, Town, World, cut, days_on, join, tell, words
from trucewatch import ids
from trucewatch.vocab.countries import countries
from trucewatch.vocab.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Generated", "generate", "towns", "write"]

SEED = 20261122
FIRST_DAY = date(2016, 1, 1)
PER_DAY = 300
PER_EVENT = 3.7  # reports an event gives on average: 1.7 texts, each retold 1.2 times
LEFT_OUT = 0.2  # of what a rewriter may leave out
Generated = tuple[dict[str, Any], dict[str, Any]]
"""A report as JSON Lines spell it, and its truth."""


@cache
def towns() -> list[Town]:
    """Return the towns of 15,000 to 900,000 people, in the countries of the word list, whose names are told apart."""
    known = Gazetteer.load()
    names = {country.code: country.name for country in countries()}
    found: dict[str, Town] = {}
    for entry in known:
        if entry.kind != "city" or not 15_000 <= entry.population <= 900_000 or entry.admin1 is None:
            continue
        if entry.country not in words()["countries"] or not entry.name.replace(" ", "").isalpha():
            continue
        namesakes = known.lookup(entry.name)
        if entry.name.isascii() and namesakes[0].geonameid == entry.geonameid and len(namesakes) == 1:
            found[entry.name] = Town(
                entry.name, entry.country, names[entry.country], entry.admin1, entry.lat or 0, entry.lon or 0
            )
    made = sorted(found.values(), key=lambda town: town.name)
    random.Random(SEED).shuffle(made)
    return made


class _Desk:
    """Tells events as outlets do, each report after the one it was made from."""

    def __init__(self, rng: random.Random, world: World) -> None:
        self.rng, self.world, self.number = rng, world, 0

    def reports(self, event: Event) -> Iterator[Generated]:
        """Yield all reports of an event: one or two texts of its own, and what other outlets made of each."""
        for place in range(self.rng.choice((1, 1, 1, 2, 2, 3))):
            yield from self._family(event, "own" if place else "original")

    def _family(self, event: Event, relation: str) -> Iterator[Generated]:
        rng = self.rng
        facts = self.world.facts(event, own=relation == "own")
        first = Told(facts, variants=[rng.randrange(60) for _ in facts])
        first.sentences = [tell(f, v, event.counts) for f, v in zip(facts, first.variants, strict=True)]
        outlets = rng.sample(self.world.outlets, 6)
        record, truth = self._report(event, first, outlets.pop(), (relation, None, 0))
        yield record, truth
        for made_by in rng.choices(
            ("copy", "edited", "rewrite", "update"), (3, 2, 4, 2), k=rng.choice((0, 0, 1, 1, 2, 4))
        ):
            later = rng.choice((1, 2)) if made_by == "update" else rng.choice((0, 0, 1))
            retold = getattr(self, f"_{made_by}")(event, first)
            yield self._report(event, retold, outlets.pop(), (made_by, truth, later))

    def _copy(self, _: Event, first: Told) -> Told:
        kept = len(first.facts) - self.rng.randrange(0, 1 + len(first.facts) // 4)
        return Told(first.facts[:kept], first.sentences[:kept], first.variants[:kept])

    def _edited(self, event: Event, first: Told) -> Told:
        told = Told([])
        for fact, sentence, variant in zip(first.facts, first.sentences, first.variants, strict=True):
            if fact.may_fall and self.rng.random() < 0.25:
                continue
            told.facts.append(fact)
            told.sentences.append(sentence if self.rng.random() < 0.8 else tell(fact, variant + 1, event.counts))
            told.variants.append(variant)
        return told

    def _rewrite(self, event: Event, first: Told) -> Told:
        """Tell every fact in other words: some left out, some neighbours in the other order."""
        rng = self.rng
        pairs = zip(first.facts, first.variants, strict=True)
        kept = [(f, v) for f, v in pairs if not (f.may_fall and rng.random() < LEFT_OUT)]
        for swap in rng.sample(range(1, len(kept) - 1), 2):
            kept[swap], kept[swap + 1] = kept[swap + 1], kept[swap]
        variants = [v + rng.randrange(1, len(words()["facts"][f.table])) for f, v in kept]
        facts = [f for f, _ in kept]
        return Told(facts, [tell(f, v, event.counts) for f, v in zip(facts, variants, strict=True)], variants)

    def _update(self, event: Event, first: Told) -> Told:
        """Tell the toll as it rose, with most of the rest as it stood."""
        told = self._edited(event, first)
        told.sentences = [
            tell(f, v, event.later, raised=True) if f.table == "toll" else s
            for f, s, v in zip(told.facts, told.sentences, told.variants, strict=True)
        ]
        return told

    def _report(self, event: Event, told: Told, outlet: str, made: tuple[str, dict[str, Any] | None, int]) -> Generated:
        rng, (relation, source, later) = self.rng, made
        paragraphs = cut(told.sentences, rng)
        published = days_on(event.day, later)
        if rng.random() < 0.5:
            day = date.fromisoformat(published)
            paragraphs[0] = (
                f"{event.town.name.upper()}, {event.town.country_name}, {day:%B} {day.day} — {paragraphs[0]}"
            )
        text, numbers = join(paragraphs)
        host = outlet.lower().replace("the ", "").replace(" ", "-")
        url = f"https://{host}.example/{published.replace('-', '/')}/{self.number:08d}"
        self.number += 1
        record = {"url": url, "outlet": outlet, "title": self._title(event), "published": published, "text": text}
        about = {slot: fact.about for fact in told.facts for slot in fact.slots if slot == "old_killed"}
        truth = {
            "report_id": ids.report_id(url, outlet, ids.text_hash(text)),
            "url": url,
            "published": published,
            "event": event.event_id,
            "kind": event.kind,
            "family": source["family"] if source else url,
            "relation": relation,
            "of": source["url"] if source else None,
            "background": sorted(set(about.values())),
            "figures": [
                {"slot": s, "value": v, "start": a, "end": b, "event": about.get(s, event.event_id)}
                | dict(zip(("kind", "measure", "object"), MEASURES[s], strict=True))
                for s, v, a, b in numbers
                if s in MEASURES
            ],
        }
        return record, truth

    def _title(self, event: Event) -> str:
        cast, counts = event.cast, event.counts
        slots = cast | {"killed_plain": str(counts["killed"]), "weapon_title": cast["weapon"].capitalize()}
        slots["building_title"] = cast["building"].capitalize()
        return self.rng.choice(words()["titles"][event.kind]).format_map(slots)


def generate(
    count: int, *, seed: int = SEED, per_day: int = PER_DAY, places: list[Town] | None = None, events: Any = None
) -> Iterator[Generated]:
    """Yield so many reports with their truth, by day; `events`, where given, is called with each event that happens."""
    rng = random.Random(seed)
    world = World(rng, places or towns())
    desk, waiting, order = _Desk(rng, world), [], 0
    happening, day, given = 0.0, FIRST_DAY, 0
    while given < count:
        happening += per_day / PER_EVENT
        while happening >= 1:
            happening -= 1
            event = world.happen(day)
            if events is not None:
                events(event)
            for made in desk.reports(event):
                heapq.heappush(waiting, (made[1]["published"], order, made))
                order += 1
        while waiting and waiting[0][0] <= day.isoformat() and given < count:
            yield heapq.heappop(waiting)[2]
            given += 1
        day += timedelta(days=1)


def _event_line(event: Event) -> dict[str, Any]:
    town = event.town
    place = {"name": town.name, "country": town.country, "lat": town.lat, "lon": town.lon}
    return {
        "event": event.event_id,
        "kind": event.kind,
        "day": event.day.isoformat(),
        "place": place,
        "counts": event.counts,
        "later": event.later,
    }


@contextmanager
def _open(path: Path) -> Iterator[io.TextIOWrapper]:
    # No name and no time in the header: the same seed gives the same bytes.
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, compresslevel=3, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as lines,
    ):
        yield lines


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def write(out: Path, count: int, *, seed: int = SEED, per_day: int = PER_DAY, shard: int = 10_000) -> int:
    """Write the files into a new folder, `shard` reports each; return how many bytes of text the reports hold.

    The folder is there whole or not at all. FileExistsError where something stands there already.
    """
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} holds something already: name a new folder, or remove it first")
    growing = out.with_name(f"{out.name}.growing-{os.getpid()}")
    growing.mkdir(parents=True)
    try:
        size = _write(growing, count, (seed, per_day), shard)
        growing.replace(out)
    finally:
        shutil.rmtree(growing, ignore_errors=True)
    return size


def _write(out: Path, count: int, world: tuple[int, int], shard: int) -> int:
    size, (seed, per_day) = 0, world
    with _open(out / "events.jsonl.gz") as told:
        made = generate(count, seed=seed, per_day=per_day, events=lambda event: told.write(_line(_event_line(event))))
        for number in range((count + shard - 1) // shard):
            reports, truths = out / f"reports-{number:05}.jsonl.gz", out / f"truth-{number:05}.jsonl.gz"
            with _open(reports) as lines, _open(truths) as truth:
                for record, true in islice(made, shard):
                    lines.write(_line(record))
                    truth.write(_line(true))
                    size += len(record["text"].encode())
    return size


def main() -> int:
    """Write the files and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000, help="how many reports (1000)")
    parser.add_argument("--out", type=Path, required=True, help="new folder for the files, there whole or not at all")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, another world")
    parser.add_argument("--per-day", type=int, default=PER_DAY, help=f"reports a day ({PER_DAY})")
    parser.add_argument("--shard", type=int, default=10_000, help="reports a file (10000)")
    a = parser.parse_args()
    started = time.perf_counter()
    try:
        size = write(a.out, a.reports, seed=a.seed, per_day=a.per_day, shard=a.shard)
    except FileExistsError as error:
        parser.error(str(error))
    took = time.perf_counter() - started
    print(
        f"{a.reports:,} reports, {size / 1e6:,.1f} MB of text, {size // max(1, a.reports):,} bytes each, {took:.1f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
