"""Fates: what befell people of whom a bare number tells, read from the words right beside it.

"The dead to seven and the wounded to 79", "15 killed and wounded", "four of the 47 wounded died", "no word of six".
`frames` asks here first: the nearest word says more than the verb above, which may tell of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.triggers import Framed, match_frame
from trucewatch.vocab.frames import frames
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse

__all__ = ["fate", "of_victims"]

_FRAMES = frames()
_PERSON = frozenset({"person"})
_AFTER = 5
_MOVING = word_list("frames", "moved", "people")
_WAYS = word_list("frames", "moved", "ways")
_UNHEARD = word_list("frames", "taking", "unheard")
_BLOWS = word_list("contexts", "stored", "attacking")
_FLEEING = frozenset({"flee"})
_ARMS = word_list("frames", "taking", "under_arms")
_HARMED = word_list("amounts", "parts", "injured")
_VICTIMS = word_list("frames", "taking", "victims")
_UNREACHED = word_list("frames", "taking", "unreached")
_NEGATED = word_list("grammar", "negation", "verbs") | {"yet", "no", "nothing"}
_GOES_ON = {"CD", "DT", "NN", "NNS", "NNP", "PRP", "JJ"}


def fate(parse: Parse, count: Count) -> Framed | None:
    """Return what the words beside a number of people say of them, or None."""
    return (
        _counted_at(parse, count)
        or _all_in_all(parse, count)
        or _died_after_all(parse, count)
        or _of_the_hurt(parse, count)
        or _headline(parse, count)
        or _takes_flight(parse, count)
        or _under_arms(parse, count)
        or _attacked_by(parse, count)
        or _unheard(parse, count)
        or _on_the_move(parse, count)
    )


def _on_the_move(parse: Parse, count: Count) -> Framed | None:
    """Read "500 people had left Osk" and "nine families came to Varos": people who moved from one place to another."""
    noun = parse.words[count.noun] if count.noun is not None else None
    verb = parse.words[noun.head] if noun is not None and noun.dep == "nsubj" else None
    if verb is None or not count.classes & _PERSON or (count.quantity.low or 0) <= 1 or verb.lemma not in _MOVING:
        return None
    whole = parse.child(verb.i, "dobj")
    by = (w for j in parse.children[verb.i] if (w := parse.words[j]).dep == "prep" and w.lower in _WAYS and j > verb.i)
    ends = (parse.child(w.i, "pobj") for w in by)
    named = any(w is not None and w.tag == "NNP" and w.i > verb.i for w in (whole, *ends))
    found = _FRAMES.find("subject", "flee", _PERSON) if named else None
    return Framed(found, verb.i, "subject") if found is not None else None


def _counted_at(parse: Parse, count: Count) -> Framed | None:
    """Read "the dead to seven and the wounded to 79": the noun before it tells what a bare number counts."""
    if count.noun is not None or count.first < 2 or parse.words[count.first - 1].lower not in {"at", "to"}:
        return None
    return _harm(parse, count.first - 2)


def _harm(parse: Parse, i: int) -> Framed | None:
    """Return the frame of a word that names harm to people ("dead", "wounded"), None for other words."""
    found = _FRAMES.find("after", parse.words[i].lower, _PERSON) if i < len(parse.words) else None
    return Framed(found, i, "after") if found is not None and found.kind.value == "toll" else None


def _headline(parse: Parse, count: Count) -> Framed | None:
    """Read "Dozens hurt, 19 dead as …": where a number opens a line, the next word is no deed of theirs."""
    sentence, at = parse.sentence(count.core), count.last
    verb = parse.words[count.first - 1] if count.first > sentence.first else None
    if count.noun is None and verb is not None and verb.tag[:2] == "NN" and verb.text.istitle():
        # "Strike Claims Six Lives, Injures Fifteen": all words have capitals, and the parse takes verbs for names.
        found = _FRAMES.find("object", verb.lower.removesuffix("s"), _PERSON)
        hurts = found is not None and found.kind.value == "toll" and verb.lower.endswith("s")
        return Framed(found, verb.i, "object") if found is not None and hurts else None
    if count.noun is not None or count.first != sentence.first or at + 1 >= sentence.last:
        return None
    behind = parse.words[at + 1]
    return _harm(parse, at) if behind.tag in {",", ":", "IN"} and at == count.number_end else None


def _takes_flight(parse: Parse, count: Count) -> Framed | None:
    """Read "32,000 flee Osk" and "ROCKETS KILL 15, 900 FLEE": in headlines the parse takes the verb for a name."""
    at = count.number_end
    if count.noun is not None or at >= parse.sentence(count.core).last or parse.words[at].lower not in _FLEEING:
        return None
    found = _FRAMES.find("subject", parse.words[at].lower, _PERSON)
    return Framed(found, at, "subject") if found is not None else None


def _attacked_by(parse: Parse, count: Count) -> Framed | None:
    """Read "the ship was attacked by four boats": they were sent against it."""
    at = parse.words[count.first - 1] if count.first else None
    if at is None or at.lower != "by" or not count.classes & {"vehicle", "aircraft"}:
        return None
    verb = parse.words[at.head]
    found = _FRAMES.find("object", "launch", frozenset({"missile"}))
    is_blow = at.dep == "agent" and verb.lemma in _BLOWS
    return Framed(found, verb.i, "object") if found is not None and is_blow else None


def _under_arms(parse: Parse, count: Count) -> Framed | None:
    """Read "has 80,000 people under arms": they are its troops."""
    behind = [w.lower for w in parse.words[count.last : count.last + 2]]
    found = _FRAMES.find("after", "stationed", frozenset({"soldier"}))
    is_armed = behind[:1] == ["under"] and behind[-1] in _ARMS
    return Framed(found, count.last + 1, "after") if found is not None and is_armed else None


def _all_in_all(parse: Parse, count: Count) -> Framed | None:
    """Read "15 killed and wounded": casualties, however many of them died."""
    words, at = parse.words, count.last
    if at + 2 >= len(words) or words[at + 1].lower not in {"and", "or", ","}:
        return None
    first, second = _harm(parse, at), _harm(parse, at + 2)
    if first is None or second is None or first.frame.measure == second.frame.measure:
        return None
    if at + 3 < len(words) and words[at + 3].tag in _GOES_ON:
        return None  # 15 killed and wounded 30
    found = _FRAMES.find("self", "casualty", _PERSON)
    return Framed(found, at, "self") if found is not None else None


def _died_after_all(parse: Parse, count: Count) -> Framed | None:
    """Read "four of the 47 wounded died": of those hurt, these did not live."""
    ahead = parse.words[count.number_end : count.number_end + 2]
    if [w.lower for w in ahead] not in (["of", "the"], ["of", "those"], ["of", "its"]):
        return None
    for verb in parse.words[ahead[1].i : min(parse.sentence(count.core).last, ahead[1].i + 2 * _AFTER)]:
        if verb.lower in {",", ";", "and"}:
            return None
        found = _FRAMES.find("subject", verb.lemma.lower(), _PERSON) if verb.tag in {"VBD", "VBN", "VBP"} else None
        if found is not None and found.measure == "killed":
            return Framed(found, verb.i, "subject")
    return None


def _of_the_hurt(parse: Parse, count: Count) -> Framed | None:
    """Read "moved dozens of wounded" and "of the dead, 387 were civilians": what befell a bare number's people."""
    if count.noun is not None:
        return None
    words, end = parse.words, count.number_end
    ahead = [w.lower for w in words[end : end + 3]]
    before = [w.lower for w in words[max(0, count.first - 4) : count.first]]
    if ahead[:1] == ["of"] and ahead[1:2] and _FRAMES.has("after", ahead[1]):
        return match_frame(parse, "after", words[end + 1], count)
    if len(before) == 4 and before[:2] == ["of", "the"] and before[3] == "," and _FRAMES.has("after", before[2]):
        return match_frame(parse, "after", words[count.first - 2], count)
    return None


def _unheard(parse: Parse, count: Count) -> Framed | None:
    """Read "had yet to hear from six residents", "no word of four miners", "six not seen since"."""
    before = parse.words[max(0, count.first - _AFTER) : count.first]
    behind = parse.words[count.last : count.last + _AFTER]
    heard = next((w for w in before if w.lemma in _UNHEARD and w.i == count.first - 2), None)
    led = heard is not None and before[-1].lower in {"from", "of"} and bool({w.lower for w in before} & _NEGATED)
    above = parse.words[parse.words[count.noun].head] if count.noun is not None else None
    told = above is not None and above.i > count.core and above.lower in _UNREACHED
    told = told and count.quantity.form != "implied"  # a spokesman could not be reached
    lost = above if told else next((w for w in behind if w.lower in _UNREACHED), None)
    before_it = parse.words[max(count.last, lost.i - _AFTER) : lost.i] if lost is not None else ()
    gone = lost is not None and bool({w.lower for w in before_it} & _NEGATED)
    trigger = heard if led else lost if gone else None
    found = _FRAMES.find("after", "missing", count.classes or _PERSON)
    return Framed(found, trigger.i, "after") if found is not None and trigger is not None else None


def of_victims(parse: Parse, count: Count) -> Framed | None:
    """Read "thirteen of the victims were drivers", "the two victims": they are of those who were killed."""
    noun = parse.words[count.noun] if count.noun is not None else None
    if noun is not None and noun.lemma == "victim":
        plain = not any(parse.words[j].dep == "compound" for j in parse.children[noun.i])  # no victims of a flood
        found = _FRAMES.find("after", "killed", _PERSON) if plain and parse.child(noun.i, "prep") is None else None
        return Framed(found, noun.i, "self") if found is not None else None
    ahead = parse.words[count.number_end : count.number_end + 3]
    if [w.lower for w in ahead[:2]] != ["of", "the"]:
        return None
    if ahead[-1].lower in _HARMED:
        return match_frame(parse, "after", ahead[-1], count)
    if ahead[-1].lemma not in _VICTIMS:
        return None
    found = _FRAMES.find("after", "killed", _PERSON)
    return Framed(found, ahead[-1].i, "of") if found is not None else None
