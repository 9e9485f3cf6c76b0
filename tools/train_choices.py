"""Train the models that choose a figure's place and time among those of its story (`make choices`).

Input: `training/reports.jsonl`, one annotated report a line, written for this project: set, text, and figures with the
place and time that annotators found alike. Output: `vocab/data/choices/place.json` and `time.json`: boosted oblivious
trees (CatBoost) over what `read/placechoice` and `read/timechoice` see of each candidate; for times with a loss over
ranks within a figure. Seed and order are fixed. `--without SETS` leaves sets out, tells how they are read, in `build/`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from catboost import CatBoost, CatBoostClassifier, Pool

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Report
from trucewatch.read import placechoice, timechoice
from trucewatch.read.drafts import draft
from trucewatch.read.echoes import Echoes
from trucewatch.read.figures import is_dated, is_person, present_days, story_days
from trucewatch.read.occasions import Occasions, amount_of
from trucewatch.read.reader import scene_of, standard_rules
from trucewatch.read.whereabouts import Whereabouts
from trucewatch.vocab.choicemodel import choice_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trucewatch.read.drafts import Draft
    from trucewatch.read.figures import Scene

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "training" / "reports.jsonl"
MODELS = ROOT / "src" / "trucewatch" / "vocab" / "data" / "choices"
FEATURES = {"place": placechoice.FEATURES, "time": timechoice.FEATURES}
DEPTH = 6
# Places are weighed one by one, times ranked within a figure: what one may mean is told by what the others are. By
# ranking times were right 2 to 3 in 100 more often on sets left out, places not.
PLACE = {"iterations": 300, "learning_rate": 0.06, "l2_leaf_reg": 3.0, "boosting_type": "Plain"}
TIME = {"iterations": 400, "learning_rate": 0.08, "loss_function": "YetiRank"}
# Sets annotated by two and densely are worth more than those annotated by one, or sparsely.
TWICE, WORTH = frozenset({"oo", "pp", "qq", "rr", "ss", "tt", "uu", "vv"}), 3


class Example(NamedTuple):
    """One figure: its set, a row of features for each candidate, which of them are right, and whether any is asked."""

    of_set: str
    rows: np.ndarray
    right: list[bool]
    asked: bool


def examples(name: str) -> list[Example]:
    """Return the figures of the annotated reports whose place or time is known; times ask the shipped places."""
    found: list[Example] = []
    rules = standard_rules()
    for line in REPORTS.read_text("utf-8").splitlines():
        row = json.loads(line)
        report = Report(report_id(None, None, text_hash(row["text"])), row["doc"], row["text"], text_hash(row["text"]))
        scene = scene_of(report, rules)
        drafts = draft(scene.parse, lambda count, s=scene: is_dated(s, count), lambda i, s=scene: is_person(s, i))
        pairs = list(paired(row["figures"], drafts))
        if name == "place":
            found += _places(row["set"], scene, [(figure, drafts[n]) for figure, n in pairs])
        else:
            found += _times(row["set"], scene, drafts, pairs)
    return found


def paired(gold: list[dict], drafts: list[Draft]) -> Iterator[tuple[dict, int]]:
    """Pair each annotated figure with the number of the draft of the same value that overlaps it most."""
    for figure in gold:
        same = [n for n, d in enumerate(drafts) if (d.low, d.high) == (figure["low"], figure["high"])]
        close = [(min(drafts[n].end, figure["end"]) - max(drafts[n].start, figure["start"]), -n) for n in same]
        best = max(close, default=(0, 0))
        if best[0] > 0:
            yield figure, -best[1]


def _places(of_set: str, scene: Scene, pairs: list[tuple[dict, Draft]]) -> list[Example]:
    echoes = Echoes(scene.parse)
    own, choice = Whereabouts(echoes, scene.places), placechoice.PlaceChoice(echoes, scene.places)
    found: list[Example] = []
    for figure, one in pairs:
        gold, at = figure.get("place"), one.count.core
        mentions, rows = choice.rows(at, one.kind, amount_of(one), own.ruled(at, one.kind, amount_of(one)))
        if "place" in figure and mentions:
            right = [gold is not None and _is_named(gold, m.place.name) for m in mentions]
            found.append(Example(of_set, rows, right, gold is not None))
    return found


def _times(of_set: str, scene: Scene, drafts: list[Draft], pairs: list[tuple[dict, int]]) -> list[Example]:
    occasions = Occasions(scene.parse, scene.places, scene.times, drafts, story_days(scene), present_days(scene))
    choice = occasions.time_choice([occasions.place(one) for one in drafts])
    found: list[Example] = []
    for figure, n in pairs:
        times, rows = choice.rows(n)
        if "when" in figure and times:
            right = [(t.when and [t.when.start, t.when.end]) == figure["when"] for t in times]
            found.append(Example(of_set, rows, right, figure["when"] is not None))
    return found


def _is_named(gold: str, name: str) -> bool:
    return name.casefold() in gold.casefold() or gold.casefold() in name.casefold()


def fit(found: list[Example], name: str) -> tuple[dict, Callable[[np.ndarray], np.ndarray]]:
    """Return a model as it is shipped, and what tells the chances of rows by it."""
    fixed = {"depth": DEPTH, "random_seed": 1, "verbose": 0, "thread_count": 2, "allow_writing_files": False}
    if name == "time":
        found = [e for e in found if any(e.right)]
        found = [*found, *(e for e in found if e.of_set in TWICE for _ in range(WORTH - 1))]
    rows = np.vstack([e.rows for e in found])
    right = np.concatenate([e.right for e in found]).astype(int)
    if name == "time":
        figure = np.repeat(np.arange(len(found)), [len(e.rows) for e in found])
        made = CatBoost(TIME | fixed).fit(Pool(rows, right, group_id=figure))
    else:
        made = CatBoostClassifier(**PLACE, **fixed).fit(rows, right)
    path = ROOT / "build" / "choices.json"
    path.parent.mkdir(exist_ok=True)
    made.save_model(str(path), format="json")
    told = json.loads(path.read_text("utf-8"))
    trees = told["oblivious_trees"]
    empty = {"float_feature_index": 0, "border": 1e30}
    model = {
        "features": list(FEATURES[name]),
        "asked": [[s["float_feature_index"] for s in _filled(t["splits"], empty)] for t in trees],
        "borders": [[round(s["border"], 4) for s in _filled(t["splits"], empty)] for t in trees],
        "leaves": [[round(v, 4) for v in (t["leaf_values"] * 2**DEPTH)[: 2**DEPTH]] for t in trees],
        "bias": told["scale_and_bias"][1][0],
    }
    return model, lambda told_rows: made.predict(told_rows, prediction_type="RawFormulaVal")


def _filled(splits: list[dict], empty: dict) -> list[dict]:
    return [*splits, *[empty] * (DEPTH - len(splits))]


def main() -> None:
    """Train and write the models; with sets left out, tell how it does on them."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--without", default="", metavar="SETS", help="leave these sets out, and tell how they are read")
    left_out = set(filter(None, given.parse_args().without.split(",")))
    for name in FEATURES:
        found = examples(name)
        seen = [e for e in found if e.of_set not in left_out]
        model, chances = fit(seen, name)
        for each in sorted(left_out):
            asked = [e for e in found if e.of_set == each and e.asked]
            hits = sum(bool(e.right[int(np.argmax(chances(e.rows)))]) for e in asked)
            able = sum(any(e.right) for e in asked)
            print(f"{name} of {each}: {hits} of {len(asked)} right, {able} among the candidates")
        path = (ROOT / "build" if left_out else MODELS) / f"{name}.json"
        text = json.dumps(model, separators=(",", ":")).replace('],"', '],\n"')
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", "utf-8")
        choice_model.cache_clear()
        print(f"{path.name}: {len(seen)} figures, {sum(len(e.rows) for e in seen)} candidates, {len(text) // 1024} KB")


if __name__ == "__main__":
    main()
