"""How well are places and times read on reports that the models of choice have not seen (`python -m tools.heldout`)?

Each fold of sets (`o+s,p+t,…`) of `training/reports.jsonl` is read whole by models trained without it. Twin sets, which
tell the same events, belong into one fold. Prints for each set the share of places and of times that are right among
those that annotators gave for figures whose number was found, and how often none is given where they gave none;
`--shipped` reads with the models as they are, which have seen the sets; `--errors FILE` writes what is wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from evals.readings import Asked, read_one
from tools.train_choices import FEATURES, REPORTS, examples, fit

from trucewatch.read import placechoice, timechoice
from trucewatch.vocab.choicemodel import ChoiceModel, choice_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TWELVE = "o+s,p+t,q+r,u+v,w+x,y+z"

Row = dict[str, Any]


class _Score(NamedTuple):
    of_set: str
    field: str
    right: bool
    told: str


def models_without(sets: Iterable[str], found: Mapping[str, Sequence[Any]]) -> dict[str, ChoiceModel]:
    """Return the models of place and time, trained on all sets but these."""
    left_out = set(sets)
    made: dict[str, ChoiceModel] = {}
    for name, rows in found.items():
        told, _ = fit([each for each in rows if each.of_set not in left_out], name)
        parts = (np.array(told["asked"], np.intp), np.array(told["borders"]), np.array(told["leaves"]), told["bias"])
        made[name] = ChoiceModel(FEATURES[name], *parts)
    return made


def scored(row: Row, models: Mapping[str, ChoiceModel]) -> list[_Score]:
    """Read a report with these models (the shipped ones where none are given) and score its places and times."""

    def chosen(name: str, features: tuple[str, ...]) -> ChoiceModel:
        return models[name] if name in models else choice_model(name, features)

    placechoice.choice_model = timechoice.choice_model = chosen  # type: ignore[assignment]
    read = [r for r in read_one(Asked(row["doc"], row["text"])) if r["record"] == "figure"]
    found: list[_Score] = []
    for gold in row["figures"]:
        alike = [r for r in read if (r["low"], r["high"]) == (gold["low"], gold["high"]) and _overlap(r, gold) > 0]
        best = max(alike, key=partial(_overlap, gold), default=None)
        for field in () if best is None else ("place", "when"):
            if field in gold and not gold[field]:
                words = f"{row['set']} {field} none asked"
                found.append(_Score(row["set"], f"no {field}", not _judged(field, "", best)[1], words))
            if gold.get(field):
                right, ours = _judged(field, gold[field], best)
                words = row["text"][max(0, gold["start"] - 60) : gold["end"] + 60].replace("\n", " / ")
                told = f"{row['set']} {row['doc'][:24]} {field} wants {gold[field]} found {ours}: … {words} …"
                found.append(_Score(row["set"], field, right, told))
    return found


def _overlap(one: Row, other: Row) -> int:
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def _judged(field: str, gold: Any, found: Row) -> tuple[bool, object]:
    if field == "place":
        name = (found.get("place") or {}).get("name") or ""
        return bool(name) and (name.casefold() in gold.casefold() or gold.casefold() in name.casefold()), name
    when = found.get("when")
    ours = [when["start"], when["end"]] if when else []
    return ours == gold, ours


def main() -> None:
    """Print the shares of places and times that are right, a set a line, and over all."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folds", nargs="?", default=TWELVE, help=f"sets by fold (default {TWELVE})")
    given.add_argument("--shipped", action="store_true", help="read with the shipped models, which have seen the sets")
    given.add_argument("--errors", type=Path, help="write what is wrong to this file")
    asked = given.parse_args()
    rows = [json.loads(line) for line in REPORTS.read_text("utf-8").splitlines()]
    found = {} if asked.shipped else {name: examples(name) for name in FEATURES}
    scores: list[_Score] = []
    with get_context("fork").Pool(2) as pool:
        for fold in asked.folds.split(","):
            sets = set(fold.split("+"))
            models = {} if asked.shipped else models_without(sets, found)
            told = pool.imap(partial(scored, models=models), [row for row in rows if row["set"] in sets], chunksize=4)
            scores += [score for part in told for score in part]
    _tell(scores)
    if asked.errors:
        wrong = [score.told for score in scores if not score.right and not score.field.startswith("no ")]
        asked.errors.write_text("".join(f"{told}\n" for told in wrong), "utf-8")


def _tell(scores: Sequence[_Score]) -> None:
    tally: dict[str, dict[str, list[bool]]] = defaultdict(
        lambda: {"place": [], "no place": [], "when": [], "no when": []}
    )
    for score in scores:
        for name in (score.of_set, "all"):
            tally[name][score.field].append(score.right)
    for name in [*sorted(set(tally) - {"all"}), "all"]:
        parts = [f"{f} {sum(hits) / max(1, len(hits)):.3f} of {len(hits)}" for f, hits in tally[name].items()]
        print(f"{name:<5} {'   '.join(parts)}")


if __name__ == "__main__":
    main()
