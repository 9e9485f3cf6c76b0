"""Kind sense: what would a reader who knows many reports take a number for, judged by all the words around it?

A linear model over words and their grammar (`vocab/linearmodel`, trained on texts of our own by `make kinds`) and over
what the rules of `frames` took this figure and the one before it for. It speaks up where they found no more than "some
houses", and against them where it is surer: long tails of language ("laid down their lives", "put out of action"), and
verbs whose frame says too much ("struck two commanders"), are its reason to be.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.frames import only_where
from trucewatch.read.settling import AGAINST
from trucewatch.read.unsettled import UNTOLD
from trucewatch.vocab.frames import frames
from trucewatch.vocab.linearmodel import linear_model
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse

__all__ = ["features", "reconsidered", "seen"]

_BACK = 8
"""So many figures back stands one that a bare number goes on with."""
_AROUND = frozenset({"dobj", "prt", "acomp", "attr", "nsubj", "nsubjpass", "advmod", "oprd"})
_CLOSE = 3
"""Words so near count in full, those a little further off for less."""
_JOINED = 4
_STEPS = 2
"""So many sentences back, at most, stands the figure that a bare number goes on with."""
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


def seen(parse: Parse, drafts: Sequence[Draft], n: int) -> dict[str, float]:
    """Return what the model looks at for draft `n`: the words around it, and what the rules took it for."""
    one, found = drafts[n], features(parse, drafts[n].count.first, drafts[n].count.last)
    label, classes = _label(one), sorted(one.count.classes)
    found[f"R={label}"] = found[f"form={one.count.quantity.form}"] = 1.0
    found[f"RT={label}|{one.trigger is not None}"] = found[f"RC={label}|{classes[0] if classes else ''}"] = 1.0
    found[f"ro={one.object}"] = 1.0
    if one.kind is FigureKind.OTHER:
        found[f"Rm={one.measure}"] = 1.0
    if one.trigger is not None:
        found[f"T={_lemma(parse, one.trigger)}"] = 1.0
    for named in classes:
        found[f"C={named}"] = 1.0
    if one.count.quantity.currency is not None:
        found["cur"] = 1.0
    if one.part_of is not None:
        found["part"] = found[f"W={_label(drafts[one.part_of])}"] = 1.0
    if n:
        _behind(parse, one, drafts[n - 1], found)
    if n + 1 < len(drafts) and drafts[n + 1].sentence == one.sentence:
        found[f"N={_label(drafts[n + 1])}"] = 1.0
    return found


def _behind(parse: Parse, one: Draft, last: Draft, found: dict[str, float]) -> None:
    """Note the figure told before this one, and how they are joined: "seven wounded, three of them seriously"."""
    label, steps = _label(last), one.sentence - last.sentence
    found[f"P{min(steps, 2)}={label}"] = 1.0
    between = [w.lower for w in parse.words[last.count.last : one.count.first]]
    if not steps:
        found[f"Pc={label}|{last.object == one.object}"] = 1.0
        if len(between) <= _JOINED:
            found[f"Pm={label}|{' '.join(between)}"] = 1.0


def _label(one: Draft) -> str:
    return f"{one.kind.value}/{one.measure}" if one.kind in _CLOSED else one.kind.value


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


_ARRESTING = word_list("deeds", "arresting") | {"detain"}
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
    FigureKind.TERM: _PEOPLE | {"duration", "idle", "settlement", "state", "body"},
}
_MONEY = frozenset({FigureKind.AID, FigureKind.CONTRIBUTION, FigureKind.OTHER})
_PERSON = frozenset({"person"})
_PEOPLED = word_list("amounts", "counts", "peopled")
_EXTENDED = "extensions"
_PLAIN = frozenset({"duration", "distance", "weight"})
# What the rules found no frame for is what is likelier than all else; against a frame it takes more.
_LIKELY, _SURE, _CERTAIN, _SUREST = 0.5, 0.6, 0.7, 0.9
# Nobody is called dead or hurt on a guess, nothing hit: a monitor would rather miss one than count one too many.
_HARMED = {FigureKind.TOLL: 0.8, FigureKind.DAMAGE: 0.65, FigureKind.RAID: 0.65}
_WORDED = frozenset({"missing", "casualties"})  # the word itself stands there
_FATE = frozenset({"killed", "injured"})  # left to the rules: else one in ten dead of the public shootings were lost


def reconsidered(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with the kinds that the model corrects; money, shares and stretches of time stay."""
    judged = [_judged(parse, drafts, n) for n in range(len(drafts))]
    made: list[Draft] = []
    for n, one in enumerate(drafts):
        if one.measure == UNTOLD:
            made.append(_named(parse, _as_last(parse, one, made, judged[n]), made))
            continue
        made.append(_as_whole(one, drafts, judged) or _as_before(parse, n, drafts, made) or judged[n])
    return made


def _as_whole(one: Draft, drafts: Sequence[Draft], judged: Sequence[Draft]) -> Draft | None:
    """Let a part that was its whole's kind stay so: "of whom 225,572 were women" are displaced as all are."""
    whole = drafts[one.part_of] if one.part_of is not None else None
    if whole is None or one.part_of is None or one.kind is not whole.kind:
        return None
    now = judged[one.part_of]
    if now.kind is whole.kind or now.kind not in {FigureKind.TOLL, FigureKind.DISPLACEMENT}:
        return one
    return replace(one, kind=now.kind, measure=now.measure, object=_object(now.kind, one))


def _as_last(parse: Parse, one: Draft, made: Sequence[Draft], judged: Draft) -> Draft:
    """Let a bare number of which nothing is told, and of which the model is not sure, count what the last one did."""
    if judged.measure != UNTOLD:
        return judged
    last = next((d for d in made[: -_BACK - 1 : -1] if not d.count.classes & _PLAIN), None)
    if last is None or one.sentence - last.sentence > _STEPS:
        return _as_asked(parse, one) or judged
    here, there = parse.sentences[one.sentence], parse.sentences[last.sentence]
    is_near = here.block == there.block and one.sentence - last.sentence <= _STEPS
    if not is_near or last.count.quantity.form == "percent" or last.count.quantity.currency is not None:
        return judged
    return replace(one, kind=last.kind, measure=last.measure, object=_object(last.kind, last), trigger=last.trigger)


def _named(parse: Parse, one: Draft, made: Sequence[Draft]) -> Draft:
    """Say what a bare number counts: people of "a city of two million", else what the last of its kind did."""
    if one.object is not None:
        return one
    ahead = parse.words[max(0, one.count.first - 2) : one.count.first]
    if len(ahead) == 2 and ahead[1].lower == "of" and ahead[0].lemma.lower() in _PEOPLED:
        return replace(one, object="person")
    last = next((d for d in made[: -_BACK - 1 : -1] if d.kind is one.kind and d.object is not None), None)
    if last is None or one.sentence - last.sentence > 1 or last.unit is not None:
        return one
    return replace(one, object=last.object)


def _as_asked(parse: Parse, one: Draft) -> Draft | None:
    """Let a number that opens a story count the dead its headline speaks of: "How many died in Osk?"."""
    first = parse.sentences[max(0, one.sentence - _STEPS)].first
    for word in reversed(parse.words[first : one.count.first]):
        died = frames().find("subject", word.lemma.lower(), _PERSON) if word.pos == "VERB" else None
        if died is not None and died.measure == "killed":
            return replace(one, kind=died.kind, measure=died.measure, object="person", trigger=word.i)
    return None


def _as_before(parse: Parse, n: int, drafts: Sequence[Draft], made: Sequence[Draft]) -> Draft | None:
    """Let a bare number that goes on with another by the rules be what that one is: "710,000, up from 362,000"."""
    one = drafts[n]
    ahead = tuple(w.lower for w in parse.words[max(0, one.count.first - 2) : one.count.first])
    against = ahead in AGAINST
    taken_up = one.trigger is not None and parse.sentence_index[one.trigger] != one.sentence
    if one.count.noun is not None or not (against or taken_up):
        return None
    for m in range(n - 1, max(-1, n - _BACK), -1):
        last = drafts[m]
        if (last.trigger, last.kind, last.measure) == (one.trigger, one.kind, one.measure):
            now = made[m]
            return replace(one, kind=now.kind, measure=now.measure, object=_object(now.kind, one))
    return None


def _judged(parse: Parse, drafts: Sequence[Draft], n: int) -> Draft:
    one = drafts[n]
    if (
        one.count.quantity.form == "percent"
        or (one.count.quantity.form == "fraction" and one.unit)
        or one.measure == _EXTENDED
        or one.count.classes & _PLAIN
        or one.kind is FigureKind.MEETING
    ):
        return one
    model = linear_model("kinds")
    own, can = _label(one), {kind: kind is one.kind or _can_be(kind, one) for kind in FigureKind}
    chances: dict[str, float] = {}
    kinds = dict.fromkeys(FigureKind, 0.0)
    for label, kind, chance in zip(
        model.labels, _kinds_of(model.labels), model.chances(seen(parse, drafts, n)), strict=True
    ):
        if can[kind]:
            chances[label] = chance
            kinds[kind] += chance
    kind = max(kinds, key=kinds.__getitem__)
    best = max((label for label in chances if label.partition("/")[0] == kind), key=chances.__getitem__, default=own)
    if one.measure == UNTOLD:
        return _settled(one, kind, kinds[kind], best)
    if best == own or not _is_sure(parse, one, kind, kinds[kind], (best.partition("/")[2], chances[best])):
        return one
    measure = best.partition("/")[2] or _MEASURES.get(kind) or one.object or "count"
    return replace(one, kind=kind, measure=measure, object=_object(kind, one))


def _settled(one: Draft, kind: FigureKind, chance: float, label: str) -> Draft:
    """Return a bare number of which nothing is told as what the model is sure of, if it is."""
    if chance < (_SUREST if kind is FigureKind.OTHER else _SURE):
        return one
    measure = label.partition("/")[2] or _MEASURES.get(kind, "number")
    return replace(one, kind=kind, measure=measure, object=_object(kind, one))


@lru_cache(maxsize=1)
def _kinds_of(labels: tuple[str, ...]) -> tuple[FigureKind, ...]:
    return tuple(FigureKind(label.partition("/")[0]) for label in labels)


def _is_sure(parse: Parse, one: Draft, kind: FigureKind, chance: float, measure: tuple[str, float]) -> bool:
    """Whether a kind (or, of the same kind, a measure) is likely enough to be put in the place of the rules'."""
    if kind is one.kind:
        return measure[1] >= _CERTAIN and not {one.measure, measure[0]} <= _FATE and one.measure not in _WORDED
    if kind is FigureKind.TOLL and (_attacks(parse, one) or _is_attacked(parse, one)):
        return False  # four men attacked the island, killing one; rebels ambushed 36 soldiers
    if kind is FigureKind.DAMAGE and only_where(parse, one.count):
        return False  # set fire to houses in two villages
    if one.trigger is not None and (one.measure in _WORDED or kind is FigureKind.VIOLATION):
        return False  # the word itself stands there
    is_told = one.measure == "killed" and one.trigger is not None and parse.words[one.trigger].pos == "VERB"
    is_told = is_told or _is_called(parse, one) or (one.kind is FigureKind.VIOLATION and one.trigger is not None)
    if kind in {FigureKind.OTHER, FigureKind.RAID} and is_told:
        return chance >= _SUREST  # "30 more were believed to have been killed"
    if one.kind is FigureKind.RAID and one.object == "person":
        return chance >= _CERTAIN  # people are launched by nobody
    untold = one.kind is FigureKind.OTHER
    return chance >= max(_LIKELY if untold else _CERTAIN, _HARMED.get(kind, 0))


def _is_called(parse: Parse, one: Draft) -> bool:
    """Whether a participle of the noun itself tells that those counted were seized: "four kidnapped workers"."""
    verb = parse.words[one.trigger] if one.trigger is not None and one.measure == "captured" else None
    if verb is None or one.count.noun is None or verb.tag != "VBN" or verb.lemma in _ARRESTING:
        return False
    noun = parse.words[one.count.noun]
    return verb.head == noun.i or (noun.head == verb.i and noun.dep == "nsubjpass")


def _attacks(parse: Parse, one: Draft) -> bool:
    """Whether those counted do a deed of violence to something, and so are none of its victims."""
    words = parse.words
    head = one.count.noun if one.count.noun is not None else one.count.core
    if words[head].dep == "pobj" and words[words[head].head].lower == "of":
        head = words[words[head].head].head  # a group of four men
    verb = words[words[head].head]
    told = words[head].dep == "nsubj" and verb.lemma.lower() in _ATTACKING and parse.child(verb.i, "auxpass") is None
    return told and parse.child(verb.i, "dobj") is not None


def _is_attacked(parse: Parse, one: Draft) -> bool:
    """Whether those counted are only told to have been attacked, which kills some of them or none."""
    noun = parse.words[one.count.noun if one.count.noun is not None else one.count.core]
    return noun.dep == "dobj" and parse.words[noun.head].lemma.lower() in _ATTACKING


def _can_be(kind: FigureKind, one: Draft) -> bool:
    """Whether the thing counted allows a kind at all: drones are not wounded, provinces not launched."""
    classes = one.count.classes
    if one.count.quantity.currency is not None:
        return kind in _MONEY
    if kind in _NEEDED:
        return one.object is None or bool(classes & _NEEDED[kind])
    if kind in {FigureKind.TOLL, FigureKind.DISPLACEMENT}:
        return one.object is None or bool(classes & _PEOPLE)
    if kind is FigureKind.VIOLATION:
        return not classes & _PEOPLE
    if kind is FigureKind.DAMAGE:
        return not classes & (_PEOPLE | {"attack"}) and classes != frozenset({"weapon"})
    return kind is not FigureKind.RAID or not classes or not classes & (_PEOPLE | {"area", "ground", "structure"})


def _object(kind: FigureKind, one: Draft) -> str | None:
    if kind in {FigureKind.TOLL, FigureKind.DISPLACEMENT}:
        return "soldier" if one.object == "troop" else one.object or "person"
    return one.object
