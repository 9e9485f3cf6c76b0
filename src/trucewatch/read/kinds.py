"""The kind, measure and object of a figure, from what it counts and what happened to it.

Frames decide where the text says what happened; where it does not, the thing counted does (money is aid,
a stretch of time is a term, troops are a force).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.frames import named_before
from trucewatch.vocab.countries import countries
from trucewatch.vocab.money import currencies
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import table, word_list

if TYPE_CHECKING:
    from trucewatch.read.counts import Count
    from trucewatch.read.frames import Framed
    from trucewatch.read.grammar import Parse

__all__ = ["Meaning", "classify"]


_SEIZING = word_list("contexts", "stored", "seizing")
_HOLDS = word_list("contexts", "control", "holds")
_DESTROYING = word_list("contexts", "stored", "destroying")
_VOTED = word_list("contexts", "vote", "beside")
_TIMES = word_list("amounts", "counts", "occasions")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure is a figure of; `unit` is a currency code or unit of length, weight or share."""

    kind: FigureKind
    measure: str
    object: str | None
    unit: str | None = None


_TRUCES = word_list("frames", "taking", "truces")
_EXTENDING = word_list("contexts", "meeting", "extending")
_COUNTING = word_list("contexts", "violation", "counting")
_KEEPING = word_list("amounts", "tallies", "keeping")
_FROM = frozenset({"from", "away"})
_MILITANTS = word_list("contexts", "force", "gunmen") | word_list("contexts", "force", "militants")
_AIMED = word_list("contexts", "force", "aiming")
_FUNDING = word_list("contexts", "aid", "funding")
_SIDES = word_list("toponyms", "name", "sides")
# Men with arms of whom nothing else is told.
_GUNMEN = word_list("contexts", "force", "gunmen")
_LORRIES = word_list("contexts", "aid", "lorries")
_AID_TOLD = word_list("contexts", "aid", "told")
_AID_NEAR = 4
"""Of lorries that bring aid so many sentences back may be told."""
_SENDING = word_list("contexts", "force", "sending")
_AHEAD = word_list("contexts", "force", "ahead")
_LAND = word_list("contexts", "force", "land")


def classify(parse: Parse, count: Count, framed: Framed | None) -> Meaning | None:
    """Return the meaning of a count, or None where it makes no claim."""
    if count.quantity.currency is not None:
        return _money(parse, count)
    if count.quantity.form == "percent":
        return Meaning(share_kind(parse, count), "share", count.object or "percent", "percent")
    if "duration" in count.classes:
        return _duration(parse, count)
    if "distance" in count.classes and (
        framed is None or framed.frame.measure != "area_captured" or _is_away(parse, count)
    ):
        return Meaning(FigureKind.OTHER, "distance", count.object, count.object)
    if count.noun is not None and parse.words[count.noun].lemma in _TIMES:
        return _occasions(parse, count)
    harmed = framed is not None and framed.frame.kind in {FigureKind.DAMAGE, FigureKind.RAID, FigureKind.TOLL}
    seized = framed is not None and framed.frame.measure == "seized"
    harmed = harmed or (seized and framed is not None and parse.words[framed.trigger].lemma in _SEIZING)
    traded = _context(parse, count) & word_list("contexts", "aid", "trade")
    if (
        "cargo" in count.classes
        and not harmed
        and not traded
        and (_context(parse, count) & set(table("contexts")["aid"]["cargo"]) or _goes_on_aid(parse, count))
    ):
        return Meaning(FigureKind.AID, "amount", count.object, count.object)
    if framed is not None and _is_offered(parse, framed):
        return Meaning(FigureKind.CONTRIBUTION, "troops", count.object)
    loose = count.noun is None and count.whole is not None and framed is not None and framed.relation == "subject"
    if framed is not None and (not loose or framed.frame.rank < 0 or framed.frame.kind is FigureKind.TOLL):
        return _framed(parse, count, framed)
    return _bare(parse, count)


def _occasions(parse: Parse, count: Count) -> Meaning:
    """Return what was done so many times: a truce broken, a place struck, or something else."""
    near = _context(parse, count)
    verb = next((w for w in parse.ancestors(count.core) if w.pos == "VERB"), None)
    if verb is not None and verb.lemma in _EXTENDING:
        return Meaning(FigureKind.TERM, "extensions", "extension")
    if near & word_list("contexts", "violation", "words"):
        return Meaning(FigureKind.VIOLATION, "violations", "violation")
    verbs = {w.lemma for w in parse.ancestors(count.core) if w.pos == "VERB"}
    if verbs & (word_list("contexts", "violation", "times") | word_list("deeds", "verbs")):
        return Meaning(FigureKind.RAID, "struck", "time")
    return Meaning(FigureKind.OTHER, "times", "time")


def _is_away(parse: Parse, count: Count) -> bool:
    """Whether a length only tells where a place lies: "seized Osk, about 100 kilometers from Varos"."""
    behind = [w.lower for w in parse.words[max(count.last, count.number_end) : count.last + 2]]
    return bool(behind) and (behind[0] in _FROM or (behind[0] in _SIDES and behind[-1] == "of"))


def share_kind(parse: Parse, count: Count) -> FigureKind:
    """Return control for a share of ground that somebody holds or took, else other."""
    verb = next((w for w in parse.ancestors(count.core) if w.pos == "VERB"), None)
    above = {w.lemma.lower() for w in parse.ancestors(count.core)}
    held = bool(above & _HOLDS)
    held = held or (verb is not None and verb.lemma in word_list("contexts", "control", "verbs"))
    ground = _context(parse, count) & word_list("contexts", "control", "ground")
    named = count.noun is not None and parse.words[count.noun].tag in {"NNP", "NNPS"}
    if held and (ground or named or count.whole is not None):
        return FigureKind.CONTROL
    return FigureKind.AID if _context(parse, count) & _FUNDING else FigureKind.OTHER


def _money(parse: Parse, count: Count) -> Meaning:
    code = count.quantity.currency or ""
    near = _context(parse, count)
    aid = near & set(table("contexts")["aid"]["words"])
    kind = FigureKind.AID if aid else FigureKind.OTHER
    known = currencies()
    word = parse.words[count.number_end - 1]
    told = word.lower in known.words and word.tag in {"NN", "NNS"}
    return Meaning(kind, "amount", word.lemma if told else known.names.get(code, code.lower()), code)


def _context(parse: Parse, count: Count) -> set[str]:
    sentence = parse.sentence(count.core)
    words = parse.words[sentence.first : sentence.last]
    idioms = word_list("contexts", "idioms", "words")  # a truce that came into force is no force
    before = ("", *(w.lower for w in words))
    return {w.lemma.lower() for w, last in zip(words, before, strict=False) if f"{last} {w.lower}" not in idioms}


def _goes_on_aid(parse: Parse, count: Count) -> bool:
    """Whether the lorries counted are told of where aid is: under such a heading, behind a sentence of it."""
    if count.noun is None or parse.words[count.noun].lemma.lower() not in _LORRIES:
        return False  # of what else is carried more must be told: "300 kilograms of cocaine"
    here, story = parse.sentence_index[count.core], parse.sentence(count.core).story
    before = [s for s in parse.sentences[max(0, here - _AID_NEAR) : here] if s.story == story]
    return any(parse.words[i].lemma.lower() in _AID_TOLD for s in before for i in range(s.first, s.last))


def _is_offered(parse: Parse, framed: Framed) -> bool:
    """Whether a land is to send soldiers: "Osk would send up to 800 soldiers", not what its army moves about."""
    verb = parse.words[framed.trigger]
    if framed.frame.kind is not FigureKind.FORCE or verb.lemma not in _SENDING:
        return False
    who = parse.child(verb.i, "nsubj")
    ahead = any(parse.words[j].lower in _AHEAD for j in parse.children[verb.i])
    return ahead and who is not None and (countries().find(who.text) is not None or who.lemma in _LAND)


def _duration(parse: Parse, count: Count) -> Meaning:
    meeting = set(table("contexts")["meeting"]["words"])
    noun = count.noun if count.noun is not None else count.core
    sentence = parse.sentence(count.core)
    ahead = {w.lemma.lower() for w in parse.words[noun + 1 : min(sentence.last, noun + 4)]}
    around = {w.lemma.lower() for w in parse.words[max(sentence.first, count.first - 5) : count.first]}
    lasts = "last" in around or "take" in around
    is_meeting = bool(ahead & meeting) or (lasts and bool(around & meeting)) or _is_talk(parse, count)
    is_meeting = (is_meeting or _of_meeting(parse, count, meeting)) and not ahead & _TRUCES
    unit = count.object if count.quantity.form == "years" else parse.words[noun].lemma.lower()
    return Meaning(FigureKind.MEETING if is_meeting else FigureKind.TERM, "duration", unit, unit)


def _of_meeting(parse: Parse, count: Count, meeting: set[str]) -> bool:
    """Read "the talks, the first in years, broke up after two hours", "the meeting went on for two hours"."""
    verb = next((w for w in parse.ancestors(count.core) if w.pos == "VERB"), None)
    subject = parse.subject(verb.i) if verb is not None else None
    is_since = parse.words[count.first - 1].lower == "in"  # the first in three years
    ends = verb is not None and not is_since and verb.lemma in word_list("contexts", "meeting", "lasting")
    return ends and subject is not None and subject.lemma.lower() in meeting


def _is_talk(parse: Parse, count: Count) -> bool:
    """Read "spoke over the hotline for 45 minutes"."""
    words = parse.words[max(parse.sentence(count.core).first, count.first - 7) : count.first]
    talked = any(w.tag.startswith("VB") and w.lemma in word_list("contexts", "meeting", "talking") for w in words)
    return talked and words[-1].lower == "for"


def _framed(parse: Parse, count: Count, framed: Framed) -> Meaning:
    chosen = framed.frame
    name = count.object
    if name is None and chosen.kind in {FigureKind.TOLL, FigureKind.DISPLACEMENT}:
        name = "person"
    if name is None and chosen.kind in {FigureKind.RAID, FigureKind.DAMAGE}:
        name = named_before(parse, count)
    if "attack" in count.classes and _is_breach(parse, count, framed):
        return Meaning(FigureKind.VIOLATION, "attacks", name)
    if chosen.measure == "injured" and name in _MILITANTS and parse.words[framed.trigger].lemma in _AIMED:
        return Meaning(FigureKind.RAID, "struck", name)
    if name is None and chosen.kind is FigureKind.VIOLATION:
        name = "violation"
    if name == "troop" and chosen.kind in {FigureKind.TOLL, FigureKind.OTHER}:
        name = "soldier"  # 61 troops killed are 61 soldiers
    if chosen.measure == "intercepted" and _by_strikes(parse, count, framed):
        return Meaning(FigureKind.DAMAGE, "destroyed", name)
    measure = chosen.measure
    if measure == "casualties" and count.quantity.high == 0:
        measure = "killed"  # none at all: nobody was killed either
    return Meaning(chosen.kind, measure, name)


def _is_breach(parse: Parse, count: Count, framed: Framed) -> bool:
    """Whether attacks are told as breaches: beside such a word, by who keeps count of them, or since a truce began."""
    near = _context(parse, count)
    if near & word_list("contexts", "violation", "breaches"):
        return True
    above = parse.words[parse.words[framed.trigger].head]
    is_armed = any(object_classes(w) & {"missile", "aircraft"} for w in (count.object or "").split())  # drone attacks
    kept = above.lemma in _COUNTING or (above.lemma in _KEEPING and near & _TRUCES)
    if kept and above.pos == "VERB" and count.quantity.form == "digits" and not is_armed:
        return True
    sentence = parse.sentences[max(0, parse.sentence_index[count.core] - 1)]
    behind = {w.lower for w in parse.words[count.last : count.last + 1]}
    before = parse.words[sentence.first : count.first] if "since" in behind else ()
    return any(w.lemma.lower() in _TRUCES for w in before)


def _by_strikes(parse: Parse, count: Count, framed: Framed) -> bool:
    """Whether strikes destroyed drones where they stood: "15 strikes destroyed two bridges and a UAV"."""
    if parse.words[framed.trigger].lemma not in _DESTROYING:
        return False
    sentence = parse.sentence(count.core)
    subjects = (w for w in parse.words[sentence.first : count.first] if w.dep == "nsubj" and w.pos == "NOUN")
    return any(object_classes(w.lemma.lower()) & {"attack"} for w in subjects)


def _bare(parse: Parse, count: Count) -> Meaning | None:
    contexts = table("contexts")
    near = _context(parse, count)
    if count.noun is None and count.object == "troop":
        return Meaning(FigureKind.FORCE, "troops", "troop")  # 10,500 strong
    men = count.object == "man" and near & word_list("contexts", "force", "armed")
    gunmen = count.object in _GUNMEN and (count.quantity.high or count.quantity.low or 0) > 1
    if gunmen or (("soldier" in count.classes or men) and near & set(contexts["force"]["words"])):
        return Meaning(FigureKind.FORCE, "troops", count.object)
    if (
        count.noun is None
        and near & set(contexts["force"]["nouns"])
        and (count.quantity.high or count.quantity.low or 0) >= 100
    ):
        return Meaning(FigureKind.FORCE, "troops", "troop")
    if count.classes & {"violation", "attack"}:
        violated = near & set(contexts["violation"]["words"])
        measure = "violations" if "violation" in count.classes else "attacks"
        return Meaning(
            FigureKind.VIOLATION if violated or measure == "violations" else FigureKind.OTHER, measure, count.object
        )
    if "talks" in count.classes:
        return Meaning(FigureKind.MEETING, f"{count.object}s", count.object)
    if count.classes & {"leader", "state"} and near & set(contexts["meeting"]["words"]):
        return Meaning(FigureKind.MEETING, "participants", count.object)
    stored = (count.object or "").startswith("round") and bool(near & word_list("contexts", "stored", "words"))
    if "missile" in count.classes and not stored:
        return Meaning(FigureKind.RAID, "launched", count.object)
    if count.object is None and "soldier" in count.classes:
        return Meaning(FigureKind.FORCE, "troops", "troop")
    if count.object is None:
        return _unnamed(parse, count)
    return Meaning(FigureKind.OTHER, count.object, count.object)


def _unnamed(parse: Parse, count: Count) -> Meaning | None:
    """Read a number with nothing named: its sentence may still tell (empty measure: to be settled)."""
    verb = next((w for w in parse.ancestors(count.core) if w.pos == "VERB"), None)
    many = parse.child(verb.i, "nsubj") if verb is not None and verb.lemma == "number" else None
    if many is not None and object_classes(many.lemma.lower()) & {"soldier"}:
        return Meaning(FigureKind.FORCE, "troops", many.lemma.lower())  # our fighters number in the thousands
    if _is_vote(parse, count):
        return Meaning(FigureKind.OTHER, "votes", "vote")
    subject = parse.words[count.number_end - 1].dep in {"nsubj", "nsubjpass"}
    if count.quantity.form == "vague" and subject:
        return Meaning(FigureKind.OTHER, "people", "person")
    return Meaning(FigureKind.OTHER, "", None)


def _is_vote(parse: Parse, count: Count) -> bool:
    """Read "voted 112 to 37", "by 98 to three"."""
    words = parse.words
    beside = (*words[max(0, count.first - 1) : count.first], *words[count.number_end : count.number_end + 1])
    near = {w.lower for w in beside}
    voted = "vote" in _context(parse, count)
    exact = count.quantity.form in {"digits", "words"}
    told = bool(near & _VOTED)
    return voted and exact and told and bool(count.quantity.high)
