"""Nearby: what happened to a counted thing, by the words that stand right beside it.

The second part of `frames`, for what the small parser attaches wrongly: "72 injured", "two fatally", "five medics
among the dead", and, when all else fails, the nearest verb in reading order.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.triggers import Framed, fatal, match_frame
from trucewatch.vocab.frames import frames
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse, Word

__all__ = ["among", "governs_next", "left_so", "nearest", "paired", "right_after", "right_behind"]

_SELVES = word_list("grammar", "pronouns", "reflexive")
_SKIP_AFTER = word_list("amounts", "frames", "passed_over")
_FRAMES = frames()
_LONGEST_LOOK = 12
_STOPS = {";", ":", ".", "?", "!", '"'}
_OF_THE_HURT = word_list("amounts", "frames", "of_the_hurt")
_HARMED = word_list("amounts", "counts", "stands_alone")
_HELD_TO_BE = word_list("amounts", "frames", "held_to_be")
_SUFFERED = word_list("amounts", "frames", "suffered")
_HARMS = word_list("amounts", "frames", "harms")
_UNCOUNTED = word_list("amounts", "frames", "uncounted")
_PUTS = word_list("amounts", "tallies", "puts")
_AT = word_list("amounts", "frames", "aimed_at")
_CLAUSE = word_list("amounts", "frames", "clause")
_LOSSES = word_list("amounts", "frames", "losses")
_HEDGES = word_list("amounts", "frames", "hedges")
_CHANGE = word_list("amounts", "frames", "change")
_TALLIES = word_list("amounts", "tallies", "nouns")


def paired(parse: Parse, count: Count) -> Framed | None:
    """Read a verb that means something only with its noun: lost their lives, treated for injuries."""
    start = count.noun if count.noun is not None else count.number_end - 1
    clauses = [parse.words[k] for k in parse.children[start] if parse.words[k].dep in {"acl", "relcl"}]
    above = parse.words[parse.words[start].head]
    must = parse.child(above.i, "xcomp") if above.lemma == "have" else None  # "had to leave their homes"
    turned_up = _found_again(parse, parse.words[parse.words[start].head])
    if turned_up is not None:
        return turned_up
    up = 1 if _is_own_deed(parse, start) else 4
    for word in [*clauses, *([must] if must is not None else []), *islice(parse.ancestors(start), up)]:
        choices = _FRAMES.pairs.get(word.lemma)
        if choices and word.pos in {"VERB", "AUX"}:
            last = max(word.i, count.core) + 9
            end = min([last, *(k for k in range(max(word.i, count.last), last) if _ends_clause(parse, k))])
            behind = (parse.words[k] for k in parse.subtree(word.i) if max(word.i, count.core) < k < end)
            near = {w.lemma for w in behind if w.tag not in {"VBD", "VBP", "VBZ"}}  # "killed a woman and wounded 25"
            for nouns, found in choices:
                if found.kind.value == "displacement" and word.i < count.core:
                    continue  # left 28 dead in the province: who left stands before the verb
                if near & nouns & _SELVES and any(parse.words[k].dep == "nsubj" for k in parse.children[word.i]):
                    taken = parse.child(word.i, "dobj")
                    if taken is not None and taken.lemma not in _SELVES and taken.lower not in _SELVES:
                        continue  # killed six people after blowing herself up
                if near & nouns and (found.classes & (count.classes or frozenset({"person"}))):
                    return Framed(found, word.i, "subject")
    return None


def _found_again(parse: Parse, verb: Word) -> Framed | None:
    """Read "six who had been reported missing got in touch": what they did last is what became of them."""
    behind = {w.lower for w in parse.words[verb.i + 1 : verb.i + 4]}
    for nouns, found in _FRAMES.pairs.get(verb.lemma, ()) if verb.pos == "VERB" else ():
        if found.measure == "found" and behind & nouns:
            return Framed(found, verb.i, "subject")
    return None


def _is_own_deed(parse: Parse, start: int) -> bool:
    """Whether a number is the subject of a verb that tells all by itself: "46 were brought in and that 20 had died"."""
    word = parse.words[start]
    above = parse.words[word.head]
    relation = {"nsubj": "subject", "nsubjpass": "object"}.get(word.dep)
    return relation is not None and above.pos == "VERB" and _FRAMES.find(relation, above.lemma, _PERSON) is not None


_PERSON = frozenset({"person"})
_AIMED = word_list("deeds", "nouns") | word_list("deeds", "aiming", "verbs")
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_LISTED = {"CC", "CD", "JJ", "NN", "NNS", "NNP", "NNPS", ",", "DT"}


def _among_before(parse: Parse, count: Count) -> Framed | None:
    """Read "Among those killed on Saturday were nine children and six women"."""
    first = parse.sentence(count.core).first
    be = next((k for k in range(count.first - 1, first, -1) if parse.words[k].tag not in _LISTED), first)
    if parse.words[be].lemma not in {"be", "include"} or parse.words[first].lower != "among":
        return None
    for word in parse.words[first + 1 : be]:
        fit = match_frame(parse, "after", word, count) or match_frame(parse, "self", word, count)
        if fit is not None:
            return fit
    return None


def _ends_clause(parse: Parse, k: int) -> bool:
    if k >= len(parse.words):
        return False
    counted = parse.words[k].tag == "CD" and parse.words[k - 1].tag in {"CC", ",", "VBG"}
    return parse.words[k].text == ";" or counted


def among(parse: Parse, count: Count) -> Framed | None:
    """Read "two South Africans among the dead", "five paramedics were among those killed"."""
    at = max(count.last, count.number_end)
    stop = parse.sentence(count.core).last
    if count.noun is not None and parse.words[count.noun].dep == "nsubj":
        at = max(at, parse.edges(count.noun)[1] + 1)  # "three members of the club were among the dead"
    opening = _among_before(parse, count)
    if opening is not None:
        return opening
    for i in range(at, min(stop, at + 9)):
        if i > at + 2 and parse.words[i - 1].tag not in _LISTED:
            break
        if parse.words[i].lower == "among":
            for word in parse.words[i + 1 : min(stop, i + 4)]:
                fit = match_frame(parse, "after", word, count) or match_frame(parse, "self", word, count)
                if fit is not None:
                    return fit
    return None


def right_behind(parse: Parse, count: Count) -> Framed | None:
    """Read the participle or adverb that stands right behind a person: three soldiers killed, one critically."""
    at = max(count.last, count.number_end)
    if at >= parse.sentence(count.core).last or parse.words[at].tag not in {"VBN", "JJ", "RB"}:
        return None
    fit = match_frame(parse, "after", parse.words[at], count)
    return fatal(parse, count, fit) if fit is not None and fit.frame.kind.value == "toll" else None


def right_after(parse: Parse, count: Count) -> Framed | None:
    """Read "72 injured", "18 people were killed", "17 in critical condition"."""
    stop = parse.sentence(count.core).last
    at = max(count.last, count.number_end)
    if count.noun is not None and count.noun >= at:
        at = count.noun + 1
    elif count.whole is not None and count.noun is None:
        at = max(at, count.whole)
        while at < stop and parse.words[at].lower in _OF_THE_HURT:
            at += 1
    at = _past_joined(parse, at, stop)
    aside = at + 1 < stop and parse.words[at].text == "," and _is_aside(parse, at, stop)
    at, steps = _past_aside(parse, at, stop) if aside else at, 0
    while at < stop and steps < 7:
        word = parse.words[at]
        headlined = word.tag in {"NNP", "VBP"} and word.lower in _HARMED  # "and 300 others hurt when …"
        if (headlined or word.tag in {"JJ", "VBN", "NN", "NNS", "VBD", "VBG", "RB"}) and word.lower not in _HELD_TO_BE:
            fit = match_frame(parse, "after", word, count) if word.tag != "VBG" or word.lower == "missing" else None
            if fit is not None and governs_next(parse, word, stop):
                return None
            if fit is not None and not (word.tag in {"VBD", "VBP"} and parse.child(word.i, "dobj")):
                return fatal(parse, count, fit)
        is_people = steps == 0 and word.tag == "JJ" and word.text[:1].isupper()  # "one Syrian dead"
        if is_people or (word.text == "," and at + 1 < stop and parse.words[at + 1].lower == "who" and steps == 0):
            at += 1
            continue
        if word.lower == "without":
            return _without(parse, count, at)
        if word.lower == "with" or word.lower in _SUFFERED:
            return _with_injuries(parse, count, at)
        if word.lower not in _SKIP_AFTER and word.dep != "npadvmod":
            return None
        if word.lower == "left" and word.tag == "VBD":
            return None
        at, steps = at + 1, steps + 1
    return None


def _is_aside(parse: Parse, comma: int, stop: int) -> bool:
    """Whether a comma opens ", among them two children," or ", a man of 68," and the verb stands behind the next."""
    words = parse.words
    if words[comma + 1].lower in {"including", "among"}:
        return True
    close = next((k for k in range(comma + 1, min(stop, comma + 12)) if words[k].text == ","), stop)
    return (
        close + 1 < stop and words[close + 1].tag in _FINITE and all(w.tag not in _FINITE for w in words[comma:close])
    )


def _past_joined(parse: Parse, at: int, stop: int) -> int:
    """Step over a second noun: 107 Israelis and foreign nationals remain captive."""
    joined = [j for j in parse.children[at - 1] if parse.words[j].dep == "conj" and parse.words[j].tag == "NNS"]
    near = joined and at < stop and parse.words[at].lower == "and" and joined[0] < at + 4
    return joined[0] + 1 if near else at


def governs_next(parse: Parse, word: Word, stop: int) -> bool:
    """Whether a verb behind a comma or "and" does harm to the next number: killed nine and injured two dozen."""
    joined = parse.words[word.i - 1].lower in {"and", ","}
    ahead = parse.words[word.i + 1 : min(stop, word.i + 5)]
    number = next((w for w in ahead if w.tag == "CD" or w.lower in _UNCOUNTED), None)
    between = {w.lower for w in ahead[: number.i - word.i - 1]} if number is not None else {"-"}
    return joined and word.tag in {"VBD", "VBN"} and between <= _HEDGES


def _with_injuries(parse: Parse, count: Count, at: int) -> Framed | None:
    """Read "left nine with injuries", "a couple with serious burns"."""
    for word in parse.words[at + 1 : at + 4]:
        if word.lemma in _HARMS:
            found = _FRAMES.find("after", "injured", count.classes or frozenset({"person"}))
            return None if found is None else Framed(found, word.i, "after")
    return None


def _without(parse: Parse, count: Count, at: int) -> Framed | None:
    """Read "left 20,000 homes without power", "half a million without shelter"."""
    for word in parse.words[at + 1 : at + 4]:
        fit = match_frame(parse, "lack", word, count)
        if fit is not None:
            return fit
    return None


def left_so(parse: Parse, verb: Word, count: Count) -> Framed | None:
    """Read "left a mother and her two children dead": what is said of the object further on."""
    stop = parse.sentence(verb.i).last
    for word in parse.words[count.last : min(stop, count.last + 9)]:
        if word.tag == "CD" and word.i + 1 < stop and parse.words[word.i + 1].tag in {"JJ", "VBN"}:
            return None  # left 114 dead, including 63 children, and 35 wounded
        if word.tag in {"JJ", "VBN", "RB"} or word.lower in {"missing", "hospital"}:
            fit = match_frame(parse, "after", word, count) or match_frame(parse, "lack", word, count)
            if fit is not None:
                return fit
        if (word.tag in {"VBD", "VBZ", "IN"} and word.lemma not in {"be", "find"}) or word.text in _STOPS:
            return None
    return None


def _tallied(parse: Parse, count: Count, first: int) -> Framed | None:
    """Read "put the number of violations in that time at 874" and "… the number killed since then at 60".

    The noun of the tally says what is counted, or what befell it.
    """
    at = count.first - 1
    while at > first and parse.words[at].text == '"':
        at -= 1
    reached = parse.words[at].lemma in _CHANGE and parse.words[at].pos == "VERB"
    if count.noun is not None or at <= first or not (reached or parse.words[at].lower in {"at", "to"}):
        return None
    ahead = parse.words[first:at]
    if not any(w.lemma in _TALLIES or w.lemma in _PUTS for w in ahead):
        return None
    for word in reversed(ahead):
        own = _FRAMES.find("self", word.lemma.lower(), object_classes(word.lemma.lower()) or frozenset({"person"}))
        if own is not None and word.pos in {"NOUN", "ADJ", "PROPN"}:
            return Framed(own, word.i, "self")
        if word.i and (parse.words[word.i - 1].lemma in _TALLIES or _is_of_number(parse, word)):
            done = _FRAMES.find("after", word.lower, frozenset({"person"}))
            if done is not None:
                return Framed(done, word.i, "after")
        if word.dep == "relcl" and reached:  # the number of those who have fled
            fled = match_frame(parse, "subject", word, count)
            if fled is not None:
                return fled
    return None


def _is_of_number(parse: Parse, word: Word) -> bool:
    """Whether a participle tells of those of a number: "the number of villagers killed since the truce"."""
    ahead = parse.words[max(0, word.i - 4) : word.i]
    numbers = (w for w in ahead if w.lemma in _TALLIES and parse.words[w.i + 1].lower == "of")
    return word.tag == "VBN" and word.dep == "acl" and next(numbers, None) is not None


def _led_in(parse: Parse, count: Count, first: int) -> Framed | None:
    """Read the preposition right before a number: cut power to 20,000 homes, launched missiles at six bases."""
    at = count.first - 1
    if at > first and parse.words[at].lower in {"to", "for"}:
        cut = match_frame(parse, "lack", parse.words[at - 1], count)  # knocked out power to 20,000 homes
        if cut is not None and cut.frame.kind is FigureKind.OTHER:  # but a town that is home to 900 people
            return cut
    if at > first and parse.words[at].lower in _AT:
        struck = _FRAMES.find("object", "hit", count.classes & {"target", "military", "settlement"})
        aimed = [w for w in parse.words[max(first, at - 8) : at] if w.lemma in _AIMED]
        if struck is not None and struck.kind.value == "raid" and aimed:
            return Framed(struck, aimed[-1].i, "of")
    return None


def nearest(parse: Parse, count: Count) -> Framed | None:
    """Fall back to the nearest trigger before (active) or after (passive) in reading order."""
    sentence = parse.sentence(count.core)
    tallied = _tallied(parse, count, sentence.first)
    if tallied is not None:
        return tallied
    led = _led_in(parse, count, sentence.first)
    if led is not None:
        return led
    at, steps = count.first - 1, 0
    if at >= sentence.first and parse.words[at].lower == "by":
        return None  # who did it, not whom it hit
    if at > sentence.first and parse.words[at].lower == "for" and parse.words[at - 1].dep == "dobj":
        return None  # held funerals for nine of the victims
    while at >= sentence.first and steps < _LONGEST_LOOK:
        word = parse.words[at]
        if (word.text in _STOPS and at != count.first - 1) or word.lower in _CLAUSE:
            break
        if word.lemma == "be" and at == count.first - 1:
            told = [w for w in parse.words[max(sentence.first, at - 3) : at] if w.tag == "VBN"]
            return match_frame(parse, "object", told[-1], count) if told else None  # also destroyed were 40 stalls
        if word.tag.startswith("VB"):
            fit = match_frame(parse, "object", word, count)
            helpers = [parse.words[j] for j in parse.children[at]]
            if word.dep == "conj":  # has killed nine and injured upwards of 20
                helpers += [parse.words[j] for j in parse.children[word.head]]
            active = word.tag != "VBN" or any(w.lemma == "have" for w in helpers)
            active = active and not any(w.dep == "auxpass" for w in helpers)
            if fit is not None and active:
                return fit
            if word.tag in {"VBD", "VBZ", "VBP", "MD"}:
                break
        leads = parse.words[word.i + 1].lower in {"of", "to", "at"}
        if word.lemma in _LOSSES and word.pos == "NOUN" and leads:
            fit = match_frame(parse, "of", word, count)
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
            return match_frame(parse, "object", word, count)
        if word.tag in {"VBD", "VBZ", "VBP"} and word.lemma not in {"be", "have"}:
            return match_frame(parse, "subject", word, count) if not parse.child(at, "nsubjpass") else None
        at, steps = at + 1, steps + 1
    return None
