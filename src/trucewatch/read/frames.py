"""What a counted thing went through: the kind and measure of a figure, from its verb or noun.

Looks first at the counted noun itself, then at what stands right after it ("72 injured"), then up the
grammar, and last at the nearest verb in reading order. Returns where the trigger stands, so that time,
place, actor and status can be read around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from trucewatch.vocab.frames import Frame, frames
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Framed", "frame", "named_before"]

_SKIP_AFTER = word_list("amounts", "frames", "passed_over")
_CHANGE = word_list("amounts", "frames", "change")

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
_SUBJECTS = {"nsubj", "csubj"}
_OBJECTS = {"dobj", "obj", "nsubjpass", "dative", "oprd"}
_LONGEST_LOOK = 12


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame and the word that triggered it; `relation` is how the counted thing hangs on it."""

    frame: Frame
    trigger: int
    relation: str


def _fit(parse: Parse, relation: str, word: Word, count: Count) -> Framed | None:
    if relation in {"self", "of"} and word.pos not in {"NOUN", "PROPN", "ADJ"} and word.tag != "VBG":
        return None
    for form in (word.lemma.lower(), word.lower):
        for classes in _classes(parse, count, form):
            found = _FRAMES.find(relation, form, classes)
            if found is not None:
                return Framed(found, word.i, relation)
    return None


def _classes(parse: Parse, count: Count, trigger: str) -> tuple[frozenset[str], ...]:
    """What the counted thing may be: as named, or (nothing named) what the sentence spoke of before, or persons."""
    if count.classes:
        return (count.classes,)
    if count.noun is not None and trigger not in word_list("frames", "unknown", "words"):
        return (frozenset({"-"}),)  # an unknown thing: only verbs that are said of persons tell what it is
    earlier = named_before(parse, count)
    persons = frozenset({"person"})
    return (persons,) if earlier is None else (object_classes(earlier), persons)


def named_before(parse: Parse, count: Count) -> str | None:
    """Return the last weapon, building, settlement or vehicle named (in the plural) before a bare number."""
    sentence = parse.sentence(count.core)
    number = parse.sentence_index[count.core]
    before = parse.sentences[number - 1] if number else sentence
    first = before.first if before.block == sentence.block else sentence.first
    for i in range(count.first - 1, first - 1, -1):
        word = parse.words[i]
        if word.tag == "NNS" and i < sentence.first and object_classes(word.lemma.lower()) & {"person", "soldier"}:
            return None
        if word.tag == "NNS" and object_classes(word.lemma.lower()) & {"missile", "structure", "settlement", "vehicle"}:
            return word.lemma.lower()
    return None


def frame(parse: Parse, count: Count) -> Framed | None:
    """Return what the counted thing went through, or None where the text does not say."""
    if "missile" in count.classes:
        # "intercepted one missile launched from Yemen": what was done to it comes before what it did.
        return _itself(parse, count) or _above(parse, count) or _right_after(parse, count) or _nearest(parse, count)
    return (
        _itself(parse, count)
        or _paired(parse, count)
        or _right_after(parse, count)
        or _among(parse, count)
        or _above(parse, count)
        or _nearest(parse, count)
    )


def _itself(parse: Parse, count: Count) -> Framed | None:
    if count.noun is None:
        return None
    noun = parse.words[count.noun]
    fitting = _FRAMES.triggers["self"].get(noun.lemma.lower()) or _FRAMES.triggers["self"].get(noun.lower)
    if fitting and fitting[0].kind.value != "violation":
        return Framed(fitting[0], noun.i, "self")
    return None


def _paired(parse: Parse, count: Count) -> Framed | None:
    """Read a verb that means something only with its noun: lost their lives, treated for injuries."""
    if count.classes and not count.classes & {"person", "soldier"}:
        return None
    start = count.noun if count.noun is not None else count.number_end - 1
    for word in islice(parse.ancestors(start), 4):
        choices = _FRAMES.pairs.get(word.lemma)
        if choices and word.pos in {"VERB", "AUX"}:
            near = {parse.words[k].lemma for k in parse.subtree(word.i) if max(word.i, count.core) < k < word.i + 9}
            for nouns, found in choices:
                if near & nouns:
                    return Framed(found, word.i, "subject")
    return None


def _among(parse: Parse, count: Count) -> Framed | None:
    """Read "two South Africans among the dead", "five paramedics were among those killed"."""
    at = max(count.last, count.number_end)
    stop = parse.sentence(count.core).last
    for i in range(at, min(stop, at + 3)):
        if parse.words[i].lower == "among":
            for word in parse.words[i + 1 : min(stop, i + 4)]:
                fit = _fit(parse, "after", word, count) or _fit(parse, "self", word, count)
                if fit is not None:
                    return fit
    return None


def _right_after(parse: Parse, count: Count) -> Framed | None:
    """Read "72 injured", "18 people were killed", "17 in critical condition"."""
    stop = parse.sentence(count.core).last
    at = max(count.last, count.number_end)
    if count.noun is not None and count.noun >= at:
        at = count.noun + 1
    elif count.whole is not None and count.noun is None:
        at = max(at, count.whole)
        while at < stop and parse.words[at].lower in {
            "of",
            "the",
            "those",
            "them",
            "whom",
            "injured",
            "wounded",
            "dead",
        }:
            at += 1
    steps = 0
    while at < stop and steps < 7:
        word = parse.words[at]
        if word.tag in {"JJ", "VBN", "NN", "NNS", "VBD", "VBG", "RB"} and word.lower not in {
            "left",
            "reported",
            "feared",
            "believed",
        }:
            fit = _fit(parse, "after", word, count) if word.tag != "VBG" or word.lower == "missing" else None
            if fit is not None and not (word.tag == "VBD" and parse.child(word.i, "dobj")):
                return _fatal(parse, count, fit)
        if word.lower == "with":
            return _with_injuries(parse, count, at)
        if word.lower not in _SKIP_AFTER and word.dep != "npadvmod":
            return None
        if word.lower == "left" and word.tag == "VBD":
            return None
        at, steps = at + 1, steps + 1
    return None


def _with_injuries(parse: Parse, count: Count, at: int) -> Framed | None:
    """Read "left nine with injuries", "a couple with serious burns"."""
    for word in parse.words[at + 1 : at + 4]:
        if word.lemma in {"injury", "wound", "burn"}:
            found = _FRAMES.find("after", "injured", count.classes or frozenset({"person"}))
            return None if found is None else Framed(found, word.i, "after")
    return None


def _fatal(parse: Parse, count: Count, fit: Framed) -> Framed:
    """Make "shot dead", "shot and killed", "stabbed to death" and "fatally shot" a killing."""
    words = parse.words
    near = [w.lower for w in words[fit.trigger + 1 : fit.trigger + 4]] + [words[fit.trigger - 1].lower]
    killed = _FRAMES.find("after", "killed", count.classes or frozenset({"person"}))
    if words[fit.trigger].lower in {"shot", "stabbed", "shoot", "stab"} and killed is not None:
        ends = {"dead", "killed", "death", "fatally"}
        return Framed(killed, fit.trigger, fit.relation) if ends & set(near) else fit
    return fit


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
            if word.lower not in {"of", "including", "to", "with", "from", "among", "by"}:
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
    if fit is not None and "missile" not in count.classes:
        return fit
    for word, relation in _climb(parse, start):
        above = _hung(parse, word, relation, count)
        if above is not None:
            return above
    return fit


def _modifier(parse: Parse, i: int, count: Count) -> Framed | None:
    """Read a clause or participle on the noun: "18 people who were killed", "31 drones failing to …"."""
    for j in parse.children[i]:
        child = parse.words[j]
        if child.dep == "amod" and child.tag in {"VBN", "JJ"}:
            fit = _fit(parse, "after", child, count)
        elif child.dep in {"acl", "relcl"}:
            passive = child.tag == "VBN" and parse.child(j, "nsubj") is None
            fit = _fit(parse, "object" if passive else "subject", child, count)
        else:
            continue
        if fit is not None:
            return fit
    return None


def _hung(parse: Parse, word: Word, relation: str, count: Count) -> Framed | None:
    if relation in {"object", "subject"}:
        if word.lemma in {"leave", "find", "declare", "pronounce"}:
            return _left(parse, word, count)
        passive = relation == "subject" and any(parse.words[j].dep == "auxpass" for j in parse.children[word.i])
        fit = _fit(parse, "object" if passive else relation, word, count) or _fit(parse, "self", word, count)
        fit = _fatal(parse, count, _negated(parse, word, fit)) if fit is not None else None
        return fit or (_topic(parse, word, count) if word.lemma in _CHANGE else None)
    if relation == "attr" or (relation in {"prep_to", "prep_at", "prep_from", "prep_by"} and word.lemma in _CHANGE):
        return _topic(parse, word, count)
    if relation.startswith("prep_"):
        nominal = word.pos in {"NOUN", "PROPN"} or word.tag == "VBG"
        return (
            _fit(parse, "of", word, count)
            if nominal and relation in {"prep_of", "prep_to", "prep_on", "prep_with", "prep_by"}
            else None
        )
    return None


def _left(parse: Parse, verb: Word, count: Count) -> Framed | None:
    """Read "left a mother and her two children dead": what is said of the object further on."""
    stop = parse.sentence(verb.i).last
    for word in parse.words[count.last : min(stop, count.last + 9)]:
        if word.tag in {"JJ", "VBN"} or word.lower == "missing":
            fit = _fit(parse, "after", word, count)
            if fit is not None:
                return fit
        if (word.tag in {"VBD", "VBZ", "IN"} and word.lemma not in {"be", "find"}) or word.text in _STOPS:
            return None
    return None


def _negated(parse: Parse, verb: Word, fit: Framed) -> Framed:
    """Turn "four missiles did not reach their targets" into missiles lost."""
    if fit.frame.measure == "struck" and any(parse.words[j].dep == "neg" for j in parse.children[verb.i]):
        lost = _FRAMES.find("subject", "fail", fit.frame.classes)
        return fit if lost is None else Framed(lost, fit.trigger, fit.relation)
    return fit


def _topic(parse: Parse, verb: Word, count: Count) -> Framed | None:
    """Read "the death toll rose to 18", "brought the number of wounded to 50"."""
    for j in parse.children[verb.i]:
        if parse.words[j].dep not in {"nsubj", "nsubjpass", "dobj", "obj", "attr"}:
            continue
        tree = parse.subtree(j)
        for k in sorted(tree, key=lambda k: _depth(parse, k, j)):
            word = parse.words[k]
            if count.first <= k < count.last:
                continue
            if word.lemma == "toll" or word.pos in {"NOUN", "ADJ", "VERB"}:
                fit = _fit(parse, "self", word, count) or _fit(parse, "after", word, count)
                if fit is None and count.noun is None and word.pos == "NOUN":
                    own = _FRAMES.find("self", word.lemma.lower(), object_classes(word.lemma.lower()))
                    fit = None if own is None else Framed(own, word.i, "self")
                if fit is None and word.lemma == "toll":
                    fit = _fit(parse, "of", word, count)
                if fit is not None:
                    return fit
    return None


def _depth(parse: Parse, k: int, top: int) -> int:
    """How far word `k` hangs below `top`."""
    steps = 0
    while k != top and parse.words[k].head != k:
        k, steps = parse.words[k].head, steps + 1
    return steps


_STOPS = {";", ":", ".", "?", "!", '"'}


def _nearest(parse: Parse, count: Count) -> Framed | None:
    """Fall back to the nearest trigger before (active) or after (passive) in reading order."""
    sentence = parse.sentence(count.core)
    at, steps = count.first - 1, 0
    if at >= sentence.first and parse.words[at].lower == "by":
        return None  # who did it, not whom it hit
    while at >= sentence.first and steps < _LONGEST_LOOK:
        word = parse.words[at]
        if (word.text in _STOPS and at != count.first - 1) or word.lower in {
            "while",
            "after",
            "when",
            "as",
            "because",
            "since",
            "but",
            "although",
            "where",
            "who",
            "which",
            "if",
        }:
            break
        if word.tag.startswith("VB"):
            fit = _fit(parse, "object", word, count)
            if fit is not None and word.tag != "VBN":
                return fit
            if word.tag in {"VBD", "VBZ", "VBP", "MD"}:
                break
        leads = parse.words[word.i + 1].lower in {"of", "to", "at", "toll"}
        if word.lemma in {"toll", "death", "damage", "fatality"} and word.pos == "NOUN" and leads:
            fit = _fit(parse, "of", word, count)
            if fit is not None:
                return fit
        at, steps = at - 1, steps + 1
    return _passive(parse, count, sentence.last)


def _past_aside(parse: Parse, at: int, stop: int) -> int:
    """Step over ", among them two children," and the like."""
    if at < stop and parse.words[at].text == ",":
        for i in range(at + 1, min(stop, at + 12)):
            if parse.words[i].text == ",":
                return i + 1
    return at


def _passive(parse: Parse, count: Count, stop: int) -> Framed | None:
    at, steps = _past_aside(parse, max(count.last, count.number_end), stop), 0
    while at < stop and steps < _LONGEST_LOOK:
        word = parse.words[at]
        if word.text in _STOPS or word.tag == "CD":
            return None
        if word.tag == "VBN" and any(parse.words[j].dep == "auxpass" for j in parse.children[at]):
            return _fit(parse, "object", word, count)
        if word.tag in {"VBD", "VBZ", "VBP"} and word.lemma not in {"be", "have"}:
            return _fit(parse, "subject", word, count) if not parse.child(at, "nsubjpass") else None
        at, steps = at + 1, steps + 1
    return None
