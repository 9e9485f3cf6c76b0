"""What a counted thing went through: the kind and measure of a figure, from its verb or noun.

Looks first at the counted noun itself, then at what stands right after it ("72 injured"), then up the
grammar, and last at the nearest verb in reading order. Returns where the trigger stands, so that time,
place, actor and status can be read around it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from trucewatch.read.fates import fate, of_victims
from trucewatch.read.nearby import among, governs_next, left_so, nearest, paired, right_after, right_behind
from trucewatch.read.triggers import Framed, fatal, match_frame, named_before, negated
from trucewatch.vocab.frames import frames
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Framed", "frame", "named_before"]

_CHANGE = word_list("amounts", "frames", "change")
_CHANGED_BY = frozenset({"prep_to", "prep_at", "prep_from", "prep_by", "prep_up", "prep_down"})
_FRAMES = frames()
_PASS_OVER = {
    "nummod",
    "quantmod",
    "compound",
    "amod",
    "nmod",
    "conj",
    "appos",
    "poss",
    "dep",
    "det",
    "npadvmod",
    "meta",
    "advmod",
    "predet",
}
# Bodies that a bare number counts stand so near: "bodies transferred to 90", "four of the 28 bodies".
_NEAR, _AFTER = 12, 5
_RELATIVES = {"who", "that", "which"}
_SUBJECTS = {"nsubj", "csubj"}
_OBJECTS = {"dobj", "obj", "nsubjpass", "dative", "oprd"}
_BODIES = word_list("objects", "body", "words")
_HARMS = word_list("amounts", "frames", "harms")
_FROM_WHERE = word_list("amounts", "frames", "from_where")
_LED_BY = word_list("amounts", "frames", "led_by")
_TEARING = word_list("frames", "taking", "tearing")
_SET = word_list("amounts", "frames", "set_so")
_FOUND_SO = word_list("amounts", "frames", "found_so")
_GIVEN = word_list("amounts", "tallies", "nouns") - {"number", "total"}


def frame(parse: Parse, count: Count) -> Framed | None:
    """Return what the counted thing went through, or None where the text does not say."""
    if only_where(parse, count):
        return None
    told = _dealt(parse, count) or fate(parse, count) or _bodies_moved(parse, count) or _what_remains(parse, count)
    told = told or _let_through(parse, count)
    if told is not None:
        return told
    if "missile" in count.classes:
        # "intercepted one missile launched from Yemen": what was done to it comes before what it did.
        own = _itself(parse, count) or paired(parse, count)
        return own or _above(parse, count) or right_after(parse, count) or nearest(parse, count)
    found = (
        _itself(parse, count)
        or right_behind(parse, count)
        or paired(parse, count)
        or right_after(parse, count)
        or among(parse, count)
        or _above(parse, count)
        or nearest(parse, count)
    )
    found = found or of_victims(parse, count)
    if found is None:
        return None
    if found.frame.measure == "injured" and parse.words[found.trigger].dep in {"relcl", "acl"}:
        start = count.noun if count.noun is not None else count.number_end - 1
        found = _died(parse, start, count) or found  # one who was hurt in the raid has died
    elif found.frame.measure == "injured" and parse.words[found.trigger].dep == "nsubj":
        above = match_frame(parse, "subject", parse.words[parse.words[found.trigger].head], count)
        found = above if above is not None and above.frame.measure == "killed" else found  # "the injured boy died"
    return fatal(parse, count, _ended(parse, count, found))


def _ended(parse: Parse, count: Count, found: Framed) -> Framed:
    """Let "rounded up and beheaded" be a killing: of two joined verbs the last says what became of them."""
    if found.frame.measure != "captured":
        return found
    joined = (parse.words[j] for j in parse.children[found.trigger] if parse.words[j].dep == "conj")
    ends = (match_frame(parse, found.relation, w, count) for w in joined if w.pos == "VERB")
    return next((e for e in ends if e is not None and e.frame.measure == "killed"), found)


def _dealt(parse: Parse, count: Count) -> Framed | None:
    """Read "injuries to 29 others": the harm stands right before those whom it befell."""
    harm = parse.words[count.first - 2] if count.first > parse.sentence(count.core).first + 1 else None
    if harm is None or parse.words[count.first - 1].lower != "to" or harm.lemma not in _HARMS:
        return None
    return match_frame(parse, "self", harm, count) or match_frame(parse, "of", harm, count)


def _bodies_moved(parse: Parse, count: Count) -> Framed | None:
    """Read "handed over four bodies", "the number of bodies transferred to 90": bodies on their way are no new dead."""
    sentence = parse.sentence(count.core)
    words = parse.words[sentence.first : sentence.last]
    own = _is_bodies(parse, count) if count.noun is not None else None
    if own is False or (
        own is None and not any(w.lemma.lower() in _BODIES and -_NEAR <= w.i - count.first <= _AFTER for w in words)
    ):
        return None
    moved = next((w for w in words if w.tag[:2] == "VB" and _moves(parse, w)), None)
    returned = _FRAMES.find("object", "return", frozenset({"body"})) if moved is not None else None
    return Framed(returned, moved.i, "object") if returned is not None and moved is not None else None


def _is_bodies(parse: Parse, count: Count) -> bool:
    """Whether bodies are counted: "1,000 bodies", "the remains of 1,000 soldiers"."""
    noun = parse.words[count.noun] if count.noun is not None else None
    if noun is None or noun.lemma.lower() in _BODIES:
        return noun is not None
    by = parse.words[noun.head]
    return noun.dep == "pobj" and by.lower == "of" and parse.words[by.head].lemma.lower() in _BODIES


def _moves(parse: Parse, verb: Word) -> bool:
    """Whether a verb hands something on: "returned", "gave back", "changed hands"."""
    if verb.lemma in word_list("frames", "moved", "verbs"):
        return True
    beside = {parse.words[j].lower for j in parse.children[verb.i]}
    return verb.lemma in word_list("frames", "moved", "light") and bool(beside & word_list("frames", "moved", "along"))


def _what_remains(parse: Parse, count: Count) -> Framed | None:
    """Read "digging through what remains of two apartment buildings"."""
    before = [w.lower for w in parse.words[max(0, count.first - 4) : count.first]]
    gone = before[-3:] == ["what", "remains", "of"] or ("what" in before and before[-2:] == ["left", "of"])
    found = _FRAMES.find("after", "destroyed", count.classes) if gone and count.classes else None
    return Framed(found, count.first - 2, "after") if found is not None else None


def _let_through(parse: Parse, count: Count) -> Framed | None:
    """Read "stopped all but seven missiles": those seven hit."""
    before = [w.lower for w in parse.words[max(0, count.first - 7) : count.first]]
    through = any(pair == ("all", "but") for pair in pairwise(before)) and "missile" in count.classes
    found = _FRAMES.find("subject", "hit", count.classes) if through else None
    return Framed(found, count.first - 1, "subject") if found is not None else None


def only_where(parse: Parse, count: Count) -> bool:
    """Whether places are counted only to say where people are from: "100,000 residents of four provinces"."""
    if count.noun is None or not count.classes & {"area", "settlement", "state"}:
        return False
    by = parse.words[parse.words[count.noun].head]
    if parse.words[count.noun].dep != "pobj" or by.lower not in _FROM_WHERE:
        return False
    people = parse.words[by.head]
    if by.lower == "in" and people.pos == "ADP" and people.dep == "prep":
        return True  # in force in eight districts
    if by.lower == "in" and any(w.pos == "NOUN" and _is_harmed(w) for w in parse.words[people.i : by.i]):
        return True  # set fire to several houses in two villages
    return people.pos == "NOUN" and bool(object_classes(people.lemma.lower()) & {"person", "soldier"})


def _is_harmed(word: Word) -> bool:
    """Whether a word names things of which a number may be harmed in a place: houses, cars."""
    return bool(object_classes(word.lemma.lower()) & {"structure", "vehicle"})


def _itself(parse: Parse, count: Count) -> Framed | None:
    if count.noun is None:
        return None
    noun = parse.words[count.noun]
    fitting = _FRAMES.triggers["self"].get(noun.lemma.lower()) or _FRAMES.triggers["self"].get(noun.lower)
    if fitting and fitting[0].kind.value != "violation":
        return Framed(fitting[0], noun.i, "self")
    return None


def _climb(parse: Parse, i: int) -> Iterator[tuple[Word, str]]:
    """Yield the words above word `i` with the relation in which the counted thing hangs on each."""
    words, steps = parse.words, 0
    relation = "same"
    while words[i].head != i and steps < 9:
        word, head = words[i], words[words[i].head]
        steps += 1
        if word.dep in _SUBJECTS:
            yield head, "subject"
            relation = "subject"
        elif word.dep in _OBJECTS:
            yield head, "object"
            relation = "object"
        elif word.dep in {"pobj", "pcomp"}:
            relation = f"prep_{head.lower}"
        elif word.dep in {"prep", "agent"}:
            yield head, relation
            if word.lower not in _LED_BY:
                return
        elif word.dep in _PASS_OVER:
            yield head, "same" if relation in {"same", "subject", "object"} else relation
        elif word.dep in {"attr", "acomp"}:
            yield head, "attr"
        elif word.dep in {"ccomp", "xcomp", "advcl", "acl", "relcl", "parataxis", "conj"}:
            return
        else:
            return
        i = head.i


def _above(parse: Parse, count: Count) -> Framed | None:
    start = count.noun if count.noun is not None else count.number_end - 1
    fit = _modifier(parse, start, count)
    described = fit is not None and fit.trigger < start and not count.classes & {"missile"}
    if fit is not None and not described and "missile" not in count.classes and count.whole is None:
        return _died(parse, start, count) or fit
    for word, relation in _climb(parse, start):
        above = _hung(parse, word, relation, count)
        if above is not None:
            untold = described and above.frame.kind.value not in {"other", "displacement"}
            return fit if untold else above  # evacuated 43 wounded fighters
    return fit


def _died(parse: Parse, start: int, count: Count) -> Framed | None:
    """Return the killing above a noun of which a clause tells less: "killed 50 men they had been holding"."""
    word, relation = next(_climb(parse, start), (None, ""))
    above = _hung(parse, word, relation, count) if word is not None and relation in {"object", "subject"} else None
    return above if above is not None and above.frame.measure == "killed" else None


def _modifier(parse: Parse, i: int, count: Count) -> Framed | None:
    """Read a clause or participle on the noun: "18 people who were killed", "31 drones failing to …"."""
    for j in parse.children[i]:
        child = parse.words[j]
        if child.dep == "amod" and child.tag in {"VBN", "JJ"}:
            fit = match_frame(parse, "after", child, count)
        elif child.dep in {"acl", "relcl"} and not governs_next(parse, child, parse.sentence(i).last):
            own = parse.child(j, "nsubj")
            passive = own is None if child.tag == "VBN" else own is not None and own.lower not in _RELATIVES
            fit = match_frame(parse, "object" if passive else "subject", child, count) or _said_of(parse, child, count)
        else:
            continue
        if fit is not None:
            return fit
    return None


def _said_of(parse: Parse, clause: Word, count: Count) -> Framed | None:
    """Read "26 villagers it said were killed": what somebody says of those counted."""
    told = parse.child(clause.i, "ccomp") if clause.dep == "relcl" else None
    if told is None or parse.child(told.i, "auxpass") is None or parse.child(told.i, "nsubj", "nsubjpass") is not None:
        return None
    return match_frame(parse, "object", told, count)


def _hung(parse: Parse, word: Word, relation: str, count: Count) -> Framed | None:
    if relation in {"object", "subject"}:
        if word.lemma in _FOUND_SO:
            return left_so(parse, word, count)
        if word.lemma in _SET and (left := left_so(parse, word, count)) is not None:
            return left  # set twenty houses alight
        passive = relation == "subject" and any(parse.words[j].dep == "auxpass" for j in parse.children[word.i])
        fit = match_frame(parse, "object" if passive else relation, word, count) or match_frame(
            parse, "self", word, count
        )
        fit = _first_of_two(parse, word, count, _shot_from(parse, word, count, fit))
        fit = fatal(parse, count, negated(parse, word, fit)) if fit is not None else None
        return fit or (_topic(parse, word, count) if word.lemma in _CHANGE else None)
    if relation == "attr" or (relation in _CHANGED_BY and word.lemma in _CHANGE):
        return _topic(parse, word, count)
    if relation in {"prep_into", "prep_through"} and word.lemma in _TEARING:
        torn = _FRAMES.find("object", "damage", count.classes)  # a missile tore into two blocks
        return Framed(torn, word.i, "object") if torn is not None else None
    if relation.startswith("prep_"):
        nominal = word.pos in {"NOUN", "PROPN"} or word.tag == "VBG"
        return (
            match_frame(parse, "of", word, count)
            if nominal and relation in {"prep_of", "prep_to", "prep_on", "prep_with", "prep_by"}
            else None
        )
    return None


def _shot_from(parse: Parse, verb: Word, count: Count, fit: Framed | None) -> Framed | None:
    """Let "shot two missiles from the coast" be a launch: nothing was shot down."""
    kids = {parse.words[j].lower for j in parse.children[verb.i]}
    if verb.lemma == "take" and "back" in kids:  # troops took back 71 weapons
        seized = _FRAMES.find("object", "recover", count.classes)
        return Framed(seized, verb.i, "object") if seized is not None else fit
    if fit is None or fit.frame.measure != "intercepted" or verb.lemma != "shoot":
        return fit
    launched = _FRAMES.find("object", "launch", count.classes) if not kids & {"down"} and "from" in kids else None
    return Framed(launched, verb.i, "object") if launched is not None else fit


def _first_of_two(parse: Parse, verb: Word, count: Count, fit: Framed | None) -> Framed | None:
    """Let "shot down or suppressed 83" be interceptions: of two joined verbs the first says what it was."""
    head = parse.words[verb.head]
    if fit is None or fit.frame.measure != "lost" or verb.dep != "conj" or head.pos != "VERB":
        return fit
    first = match_frame(parse, "object", head, count)
    return first if first is not None and first.frame.measure == "intercepted" else fit


def _topic(parse: Parse, verb: Word, count: Count) -> Framed | None:
    """Read "the death toll rose to 18", "brought the number of wounded to 50"."""
    for j in parse.children[verb.i]:
        if parse.words[j].dep not in {"nsubj", "nsubjpass", "dobj", "obj", "attr"}:
            continue
        tree = parse.subtree(j)
        for k in sorted(tree, key=lambda k: _depth(parse, k, j)):
            word = parse.words[k]
            if count.first <= k < count.last or _is_given(parse, word):
                continue
            if word.lemma == "toll" or word.pos in {"NOUN", "ADJ", "VERB"}:
                if word.lemma == "toll" and (hurt := _toll_of_hurt(parse, word, count)) is not None:
                    return hurt
                fit = match_frame(parse, "self", word, count) or match_frame(parse, "after", word, count)
                if fit is None and count.noun is None and word.pos == "NOUN":
                    own = _FRAMES.find("self", word.lemma.lower(), object_classes(word.lemma.lower()))
                    fit = None if own is None else Framed(own, word.i, "self")
                if fit is None and word.lemma == "toll":
                    fit = match_frame(parse, "of", word, count)
                if fit is not None:
                    return fit
    return None


def _is_given(parse: Parse, word: Word) -> bool:
    """Whether a participle only tells who gave a figure: "the figure released by the governor was 24"."""
    is_by = word.tag == "VBN" and word.dep == "acl" and parse.child(word.i, "agent") is not None
    return is_by and parse.words[word.head].lemma in _GIVEN


def _toll_of_hurt(parse: Parse, toll: Word, count: Count) -> Framed | None:
    """Read "the injury toll rose to 52", "the toll of wounded soldiers": a toll is of the dead unless it says else."""
    told = [parse.words[j] for j in parse.children[toll.i]]
    told += [parse.words[k] for w in told if w.lower == "of" for k in parse.subtree(w.i)]
    fits = (match_frame(parse, "self", w, count) for w in told)
    return next((fit for fit in fits if fit is not None and fit.frame.measure == "injured"), None)


def _depth(parse: Parse, k: int, top: int) -> int:
    """How far word `k` hangs below `top`."""
    steps = 0
    while k != top and parse.words[k].head != k:
        k, steps = parse.words[k].head, steps + 1
    return steps
