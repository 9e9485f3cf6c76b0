"""Train the model that tells whether a name on no list is a place (`make names`): reports in, `data/names.tsv` out.

Input: `training/reports.jsonl`, annotated reports written for this project. A name that the gazetteer holds, or that
an annotator gave as a figure's place, is a place; any other is none. The model never sees the gazetteer, so that it
learns from listed names how unlisted ones are told of. `--without SETS` leaves sets out and prints how they are told.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.linear import asked, train, write

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Report
from trucewatch.read.namesense import NameSense
from trucewatch.read.reader import scene_of, standard_rules
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.countries import countries
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.read.figures import Scene
    from trucewatch.read.grammar import Parse, Sentence

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "training" / "reports.jsonl"
MODEL = ROOT / "src" / "trucewatch" / "vocab" / "data" / "names.tsv"
_MOST = 4


class Example(NamedTuple):
    """One name: its set, its text, what the model sees of it, and "place" or "other"."""

    of_set: str
    name: str
    features: dict[str, float]
    label: str


def examples() -> list[Example]:
    """Return the names of the annotated reports that are places for certain, and those that nothing makes places."""
    found: list[Example] = []
    rules = standard_rules()
    for line in REPORTS.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        report = Report(report_id(None, None, text_hash(text)), row["doc"], text, text_hash(text))
        scene = scene_of(report, rules)
        told = {figure["place"] for figure in row["figures"] if figure.get("place")}
        sense = NameSense(scene.parse)
        for first, last in _names(scene.parse):
            start, end = scene.parse.words[first].start, scene.parse.words[last - 1].end
            label = _label(scene, start, end, told)
            if label:
                found.append(Example(row["set"], text[start:end], dict(sense.features(first, last)), label))
    return found


def _label(scene: Scene, start: int, end: int, told: set[str]) -> str | None:
    name = scene.parse.text[start:end]
    over = [m for m in scene.places if m.span.start < end and start < m.span.end]
    if not over:
        return "place" if name in told else "other"
    listed = next((m for m in over if m.place.lat is not None), None)
    if listed is None or listed.level == "country" or not listed.is_where:
        return "place" if name in told else None
    return "place" if listed.span.start == start else None


def _names(parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that may be a place's name: words from the first up to the last."""
    small = {w.text for w in parse.words if w.text.islower()}
    for sentence in parse.sentences:
        i = sentence.first
        while i < sentence.last:
            last = _run(parse, sentence, i)
            if last > i and _is_open(parse, i, last, small):
                yield i, last
            i = max(last, i + 1)


def _run(parse: Parse, sentence: Sentence, i: int) -> int:
    words, last = parse.words, i
    while last < sentence.last:
        word = words[last]
        is_name = word.text[:1].isupper() and word.tag in {"NNP", "NNPS"}
        is_joint = last > i and word.lower in {"-", "al", "el"} and words[min(last + 1, len(words) - 1)].tag == "NNP"
        if not (is_name or is_joint):
            break
        last += 1
    return last


def _is_open(parse: Parse, first: int, last: int, small: set[str]) -> bool:
    """Whether nothing in a name itself says what it is: no office, body, country, abbreviation or ordinary word."""
    run, roles, topo = parse.words[first:last], role_words(), toponym_words()
    known = topo.never | roles.bodies | roles.offices | roles.documents | roles.abbreviations | roles.modifiers
    if len(run) > _MOST or any(w.lower.rstrip(".") in known or countries().any(w.text) for w in run):
        return False
    is_shouted = any(w.text.isupper() and len(w.text) > 1 for w in run)
    return not is_shouted and not all(w.lower in small or w.lower in topo.openers for w in run)


def main() -> None:
    """Train on all reports and write the model, or try it on the sets left out."""
    left_out, out = asked(__doc__, MODEL)
    rows = examples()
    model = train([(each.features, each.label) for each in rows if each.of_set not in left_out])
    write(model, out)
    print(f"{len(rows)} names, {out.stat().st_size:,} bytes")
    for label in model.labels if left_out else ():
        chances = [model.chances(e.features)[1] for e in rows if e.of_set in left_out and e.label == label]
        shares = (sum(c > bar for c in chances) / max(1, len(chances)) for bar in (0.5, 0.7, 0.9))
        print(f"{label}: {len(chances)}, above .5 / .7 / .9:", *(f"{share:.3f}" for share in shares))


if __name__ == "__main__":
    main()
