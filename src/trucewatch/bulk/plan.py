"""What is to be done: which slices of which inputs, read how. Written down first, so that a second run can go on.

A folder belongs to one plan: inputs that changed, another vocabulary or another size of shards need another folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trucewatch.bulk.slices import Slice, cut, found, identity
from trucewatch.errors import ConfigError, UnreadableError, UsageError
from trucewatch.model import Problem
from trucewatch.pipeline import parties
from trucewatch.records import problem_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from trucewatch.bulk.storage import Storage

__all__ = ["FORMAT", "PLAN", "Plan", "planned", "shard_name"]

FORMAT: Final = 1
"""The version of the layout of a folder; one of another version is refused."""

PLAN: Final = "plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """The slices, in order, each one shard; problems of inputs; vocabularies' contents and the sides they give."""

    slices: tuple[Slice, ...]
    problems: tuple[Problem, ...]
    vocabularies: tuple[str, ...]
    parties: Mapping[str, str]


def shard_name(number: int) -> str:
    """Return the name of a shard by its number from 0 on."""
    return f"{number:07d}"


def planned(
    storage: Storage, archives: Sequence[str], vocabulary: Sequence[str], size: int, tell: Callable[[str], None]
) -> Plan:
    """Return the plan of a folder, made and written where there is none yet.

    `tell` hears of each input as it is looked at. UsageError where the folder holds another plan's work, or nothing
    to read was named; OSError where an input or the folder fails.
    """
    files, astray = _files(archives)
    settings = {
        "format": FORMAT,
        "size": size,
        "inputs": [{"path": each.path, "name": each.name, **_identity(each.path)} for each in files],
        "vocabularies": [_content(path) for path in vocabulary],
    }
    held = storage.read_json(PLAN)
    if held is not None:
        _refuse_other(storage, held, settings)
        return _plan(held)
    slices: list[Slice] = []
    for each in files:
        tell(each.name)
        try:
            slices.extend(cut(each, size, storage))
        except UnreadableError as error:
            astray.append(Problem(report=each.name, stage="collect", message=str(error)))
        except OSError as error:
            message = f"cannot be read ({error.strerror or error}): check the file"
            astray.append(Problem(report=each.name, stage="collect", message=message))
    made = settings | {
        "parties": parties(vocabulary),
        "slices": [each.told() for each in slices],
        "problems": [problem_record(each) for each in astray],
    }
    storage.write_json(PLAN, made)
    return _plan(made)


def _files(archives: Sequence[str]) -> tuple[list[Any], list[Problem]]:
    files: dict[str, Any] = {}
    astray: list[Problem] = []
    for each in found(archives):
        if isinstance(each, Problem):
            astray.append(each)
        else:
            files.setdefault(each.path, each)
    if not files:
        named = "; ".join(f"{each.report}: {each.message}" for each in astray) or ", ".join(archives)
        raise UsageError(f"no archive to read: {named}; name files of JSON Lines, Parquet or WARC, or their folder")
    return list(files.values()), astray


def _identity(path: str) -> dict[str, Any]:
    try:
        return identity(path)
    except OSError:
        return {"size": None, "ends": None}  # why it cannot be read is told when it is cut


def _content(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}); give a conflict's vocabulary file in UTF-8") from error


def _refuse_other(storage: Storage, held: dict[str, Any], settings: dict[str, Any]) -> None:
    if held.get("format") != FORMAT:
        raise UsageError(f"{storage.root} was made by another version of trucewatch: choose another --out")
    told = {"size": "another --shard", "vocabularies": "another --vocab", "inputs": "other archives, or older ones"}
    for key, what in told.items():
        if held[key] != settings[key]:
            raise UsageError(f"{storage.root} holds work with {what}: choose another --out, or remove it")


def _plan(held: dict[str, Any]) -> Plan:
    problems = ({key: value for key, value in each.items() if key != "record"} for each in held["problems"])
    return Plan(
        slices=tuple(Slice(**each) for each in held["slices"]),
        problems=tuple(Problem(**each) for each in problems),
        vocabularies=tuple(held["vocabularies"]),
        parties=held["parties"],
    )
