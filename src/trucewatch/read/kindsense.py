"""Kind sense: what would a reader who knows many reports take a number for, judged by all the words around it?

A linear model over words and their grammar (`vocab/linearmodel`, trained on passages of our own by `make kinds`). The
rules of `frames` come first: it speaks up where they found no more than "some houses", and against them only where it
is as good as certain. Long tails of language ("laid down their lives", "put out of action") are its reason to be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.vocab.linearmodel import linear_model
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse

__all__ = ["features", "reconsidered"]

_AROUND = frozenset({"dobj", "prt", "acomp", "attr", "nsubj", "nsubjpass", "advmod", "oprd"})
_CLOSE = 3
"""Words so near count in full, those a little further off for less."""
_UP = 4
"""So many words above the number speak of it."""


def features(parse: Parse, first: int, last: int) -> dict[str, float]:
    """Return what the model looks at for the quantity that words `first` up to `last` name: feature to weight."""
    words = parse.words
    sentence = parse.sentence(first)
    head = next((i for i in range(first, last) if not first <= words[i].head < last), last - 1)
    if words[head].head == head:
        head = next((i for i in range(first, last) if words[i].head == head and i != head), head)
    found: dict[str, float] = {"one": 1.0, f"h={_lemma(parse, head)}": 1.0, f"dep={words[head].dep}": 1.0}
    for i in range(first, last):
        if words[i].text.isalpha():
            found[f"q={_lemma(parse, i)}"] = 1.0
    if not any(words[i].tag[:2] == "NN" for i in range(first, last)):
        found["bare"] = 1.0
    _above(parse, head, range(first, last), found)
    for j in parse.children[head]:
        if j >= last:
            found[f"ch={words[j].dep}{_lemma(parse, j)}"] = 1.0
    _beside(parse, range(max(sentence.first, first - 5), first), first, "l", found)
    _beside(parse, range(last, min(sentence.last, last + 6)), last, "r", found)
    for i in range(sentence.first, sentence.last):
        if words[i].text.isalpha() and words[i].pos not in {"DET", "ADP", "PRON", "AUX", "CCONJ", "SCONJ"}:
            name = f"b={_lemma(parse, i)}"
            found[name] = max(found.get(name, 0.0), 0.6 / (1 + min(abs(i - first), abs(i - last)) / 8))
    return found


def _lemma(parse: Parse, i: int) -> str:
    return parse.words[i].lemma.lower()


def _above(parse: Parse, head: int, own: range, found: dict[str, float]) -> None:
    for steps, word in enumerate(parse.ancestors(head)):
        if steps >= _UP:
            return
        name = f"anc={word.lemma.lower()}"
        found[name] = max(found.get(name, 0.0), 1 / (1 + 0.4 * steps))
        if steps == 0:
            found[f"dh={parse.words[head].dep}>{word.lemma.lower()}"] = 1.0
        for j in parse.children[word.i] if steps < 2 else ():
            child = parse.words[j]
            if j not in own and child.dep in _AROUND:
                found[f"anc2={child.dep[:4]}{child.lemma.lower()}"] = 0.7


def _beside(parse: Parse, where: range, edge: int, side: str, found: dict[str, float]) -> None:
    for i in where:
        if parse.words[i].text.isalpha():
            near = (edge - i < _CLOSE) if side == "l" else (i - edge < _CLOSE)
            found[f"{side}={_lemma(parse, i)}"] = 1.0 if near else 0.6


_ATTACKING = word_list("contexts", "stored", "attacking")
_CLOSED = frozenset({FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.RAID})
_MEASURES = {
    FigureKind.FORCE: "troops",
    FigureKind.CONTRIBUTION: "troops",
    FigureKind.AID: "amount",
    FigureKind.CONTROL: "settlements_captured",
    FigureKind.MEETING: "participants",
    FigureKind.TERM: "duration",
    FigureKind.VIOLATION: "violations",
    FigureKind.DISPLACEMENT: "displaced",
}
_PEOPLE = frozenset({"person", "soldier", "leader", "captive", "side", "entity"})
# What a thing must be to be an army's men, a place held or somebody who meets: "1,500 trucks" are no force.
_NEEDED = {
    FigureKind.FORCE: _PEOPLE | {"unit", "military"},
    FigureKind.CONTROL: frozenset({"ground", "settlement", "area", "structure"}),
    FigureKind.MEETING: _PEOPLE | {"state"},
}
_PLAIN = frozenset({"duration", "distance", "weight"})
# The rules are overruled where the model holds another kind for this likely and theirs for that unlikely; where they
# found nothing but the thing counted, the model needs less.
_CERTAIN, _HARDLY, _LIKELY = 0.8, 0.1, 0.5
# Nobody is called dead or hurt on a guess: a monitor would rather miss one than count one too many.
_TRUCES = word_list("frames", "taking", "truces")
_HARMED = 0.65
_HARMS = {FigureKind.DAMAGE, FigureKind.RAID}
_MORTAL = 0.9


def reconsidered(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the kinds that the model corrects; money, shares and stretches of time stay."""
    judged = [_judged(parse, one) for one in drafts]
    return [_as_whole(one, drafts, judged) or judged[n] for n, one in enumerate(drafts)]


def _as_whole(one: Draft, drafts: Sequence[Draft], judged: Sequence[Draft]) -> Draft | None:
    """Let a part that was its whole's kind stay so: "of whom 225,572 were women" are displaced as all are."""
    whole = drafts[one.part_of] if one.part_of is not None else None
    if whole is None or one.part_of is None or one.kind is not whole.kind:
        return None
    now = judged[one.part_of]
    if now.kind is whole.kind or now.kind not in {FigureKind.TOLL, FigureKind.DISPLACEMENT}:
        return one
    return replace(one, kind=now.kind, measure=now.measure, object=_object(now.kind, one))


def _judged(parse: Parse, one: Draft) -> Draft:
    quantity = one.count.quantity
    if quantity.currency is not None or quantity.form == "percent" or one.count.classes & _PLAIN:
        return one
    model = linear_model("kinds")
    chances = model.chances(features(parse, one.count.first, one.count.last))
    best = max(range(len(chances)), key=chances.__getitem__)
    named, _, measure = model.labels[best].partition("/")
    kind = FigureKind(named)
    if (kind, measure or one.measure) == (one.kind, one.measure):
        return one
    own = f"{one.kind.value}/{one.measure}" if one.kind in _CLOSED else one.kind.value
    theirs = chances[model.labels.index(own)] if own in model.labels else 0.0
    mortal = kind is FigureKind.TOLL and one.count.noun is not None
    sure = chances[best] >= (_MORTAL if mortal else _CERTAIN) and theirs < _HARDLY
    if one.kind is FigureKind.OTHER and one.trigger is not None and one.measure != one.object:
        return one  # a frame said what became of them: freed, seized, trapped
    if one.measure == "missing" and one.trigger is not None:
        return one  # the word itself stands there
    if kind is FigureKind.OTHER or not _can_be(kind, one) or kind is one.kind:
        return one
    # "has killed 58 people and uprooted a million": the frame of another number's verb says nothing of this one.
    above = {one.count.core, *(w.i for w in parse.ancestors(one.count.core))}
    framed = one.trigger in above and one.count.noun is not None
    if kind is FigureKind.TOLL and (framed or _attacks(parse, one)):
        return one  # 450 people were displaced by a massacre; four men attacked the island, killing one
    if (kind is FigureKind.VIOLATION and not _of_a_truce(parse)) or (
        one.kind is FigureKind.TOLL and kind is FigureKind.AID
    ):
        return one  # 300 attacks in a year break no truce
    likely = _MORTAL if kind is FigureKind.TOLL else _HARMED if kind in _HARMS else _LIKELY
    if not sure and not (one.kind is FigureKind.OTHER and chances[best] >= likely):
        return one
    return replace(one, kind=kind, measure=measure or _MEASURES[kind], object=_object(kind, one))


def _of_a_truce(parse: Parse) -> bool:
    """Whether a report speaks of a truce, which attacks may violate."""
    return any(word.lemma.lower() in _TRUCES for word in parse.words)


def _attacks(parse: Parse, one: Draft) -> bool:
    """Whether those counted do a deed of violence to something, and so are none of its victims."""
    words = parse.words
    head = one.count.noun if one.count.noun is not None else one.count.core
    if words[head].dep == "pobj" and words[words[head].head].lower == "of":
        head = words[words[head].head].head  # a group of four men
    verb = words[words[head].head]
    told = words[head].dep == "nsubj" and verb.lemma.lower() in _ATTACKING and parse.child(verb.i, "auxpass") is None
    return told and parse.child(verb.i, "dobj") is not None


def _can_be(kind: FigureKind, one: Draft) -> bool:
    """Whether the thing counted allows a kind at all: drones are not wounded, provinces not launched."""
    classes = one.count.classes
    if kind in _NEEDED:
        return one.object is None or bool(classes & _NEEDED[kind])
    if kind in {FigureKind.TOLL, FigureKind.DISPLACEMENT}:
        return one.object is None or bool(classes & _PEOPLE)
    if kind is FigureKind.DAMAGE:
        return not classes & (_PEOPLE | {"attack"}) and classes != frozenset({"weapon"})
    return kind is not FigureKind.RAID or not classes or not classes & (_PEOPLE | {"area", "ground", "structure"})


def _object(kind: FigureKind, one: Draft) -> str | None:
    if kind in {FigureKind.TOLL, FigureKind.DISPLACEMENT}:
        return "soldier" if one.object == "troop" else one.object or "person"
    return one.object
