"""The whole of bulk work: plan, read shard by shard, link, and the manifest that says it is all there.

What counts are the files: after each stage they are looked at, whatever the engine told. Killed at any moment and
started again, it goes on with what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from trucewatch.bulk.plan import FORMAT, planned, shard_name
from trucewatch.bulk.reading import ReadShard, read_shard, receipt_of
from trucewatch.bulk.tables import KINDS, as_table, problem_row, records
from trucewatch.engine import Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trucewatch.bulk.plan import Plan
    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Engine
    from trucewatch.pipeline import Reader

__all__ = ["MANIFEST", "Settings", "Step", "Summary", "bulk", "problems_of"]

MANIFEST: Final = "manifest.json"
"""Written last: where it stands, nothing is missing."""

_INPUTS: Final = "problems/inputs.parquet"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a stage is: items done of all, and the articles in those that this run did."""

    stage: str
    done: int
    of: int
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """What to read and how: archives, vocabulary files, articles a shard, whether to link, and who reads (ours)."""

    archives: Sequence[str]
    vocabulary: Sequence[str] = ()
    size: int = 500
    link: bool = True
    read: Reader | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands there now: rows by table, articles known before or set aside, and what could not be done and why."""

    rows: dict[str, int]
    known: int
    aside: int
    unfinished: dict[str, str] = field(default_factory=dict[str, str])


def bulk(
    storage: Storage, settings: Settings, engine: Engine, *, tell: Callable[[Step], None] = lambda _: None
) -> Summary:
    """Read archives into tables below a root, link them, and return what stands there.

    Raises UsageError where the root holds other work. What could not be done is in `unfinished`; the same call again
    tries only that.
    """
    plan = planned(
        storage, settings.archives, settings.vocabulary, settings.size, lambda name: tell(Step(f"cutting {name}", 0, 0))
    )
    manifest = storage.read_json(MANIFEST)
    if manifest is not None and (manifest["linked"] or not settings.link):
        return _told(manifest)
    lost = _read(storage, plan, settings, engine, tell)
    if lost:
        return _told(_counted(storage, plan), lost)
    storage.write(_INPUTS, as_table("problems", map(problem_row, plan.problems)))
    if settings.link:
        from trucewatch.bulk.linking import linked  # noqa: PLC0415 - who only reads needs no SciPy

        engine.renew()
        lost = linked(storage, plan, engine, tell)
        if lost:
            return _told(_counted(storage, plan), lost)
    made = _counted(storage, plan) | {"format": FORMAT, "linked": settings.link, "shards": len(plan.slices)}
    storage.write_json(MANIFEST, made)
    storage.drop("work")
    storage.sweep()
    return _told(made)


def problems_of(storage: Storage) -> Iterator[dict[str, Any]]:
    """Yield all problems of a folder, those of its inputs first."""
    names = storage.names("problems")
    for name in sorted(names, key=lambda name: (f"problems/{name}" != _INPUTS, name)):
        yield from records(storage, f"problems/{name}", "problems")


def _read(
    storage: Storage, plan: Plan, settings: Settings, engine: Engine, tell: Callable[[Step], None]
) -> dict[str, str]:
    """Read what has no receipt yet; return the shards that could not be read, and why."""
    there = set(storage.names("receipts"))
    works = [
        ReadShard(storage, shard_name(number), part, plan.vocabularies, settings.read)
        for number, part in enumerate(plan.slices)
        if f"{shard_name(number)}.json" not in there
    ]
    whys: dict[str, str] = {}
    of, reports = len(plan.slices), 0
    tell(Step("reading", of - len(works), of))
    for done, outcome in enumerate(engine.run(read_shard, works), start=of - len(works) + 1):
        shard = outcome.item.shard
        receipt = storage.read_json(receipt_of(shard))
        if receipt is None:
            whys[shard] = outcome.why if isinstance(outcome, Lost) else "its receipt is missing"
        else:
            reports += receipt["files"]["reports"]["rows"]
        tell(Step("reading", done, of, reports))
    there = set(storage.names("receipts"))
    missing = [name for name in map(shard_name, range(of)) if f"{name}.json" not in there]
    return {name: whys.get(name, "its receipt is missing") for name in missing}


def _counted(storage: Storage, plan: Plan) -> dict[str, Any]:
    rows: dict[str, int] = dict.fromkeys(KINDS, 0)
    rows["problems"] += len(plan.problems)
    counts = {"known": 0, "aside": 0}
    for number in range(len(plan.slices)):
        receipt = storage.read_json(receipt_of(shard_name(number)))
        if receipt is None:
            continue
        for kind in KINDS:
            rows[kind] += receipt["files"][kind]["rows"]
        for key in counts:
            counts[key] += receipt[key]
    for kind in ("lineages", "drift", "events"):
        rows[kind] = sum(_length(storage, f"{kind}/{name}") for name in storage.names(kind))
    return {"rows": rows, **counts}


def _length(storage: Storage, name: str) -> int:
    from trucewatch.collect.parquet import parquet_rows  # noqa: PLC0415 - only once there is something to count

    with storage.open(name) as stream:
        return parquet_rows(stream)


def _told(counted: dict[str, Any], lost: dict[str, str] | None = None) -> Summary:
    return Summary(counted["rows"], counted["known"], counted["aside"], lost or {})
