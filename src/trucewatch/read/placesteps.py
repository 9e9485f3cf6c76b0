"""Place steps: how far, through grammar and words, is a place of a sentence from a claim in it?

Part of `whereabouts`. Where people are taken to, where a weapon came from and what another number counts are further
than any place of the claim's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.mentions import is_speech
from trucewatch.read.placecost import own_cost
from trucewatch.read.placeuse import governor, is_personal
from trucewatch.read.takenup import chain
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Word

__all__ = [
    "ELSEWHERE",
    "breakdown",
    "is_elsewhere",
    "is_home_of",
    "is_nursed",
    "opens_later",
    "opens_sentence",
    "steps_to",
]

# "One died in X, while in Y ten were wounded": Y is not where the one died.
_CONTRAST = 4.0
# Where people are taken to or a weapon came from is not where they were hurt.
ELSEWHERE = word_list("toponyms", "before", "motion") | {"out"}
_FROM = frozenset({"from"})
_FAR = 16.0
# A place that opens the sentence is never further off than this.
_HELD = 6.0


def steps_to(parse: Parse, mine: list[int], mention: Mention, at: int) -> float:
    """Return how far a mention is from the claim: steps up, steps down, words between, and its level."""
    theirs = chain(parse, mention.head)
    meet = next((n for n, i in enumerate(mine) if i in theirs), None)
    if meet is None:
        up, down = mine, theirs
        steps = len(up) + len(down) + 2.0
    else:
        up, down = mine[:meet], theirs[: theirs.index(mine[meet])]
        steps = 1.0 * sum(_step(parse, i) for i in up) + 0.5 * len(down)
    if _counts_else(parse, down, at):
        steps += _FAR
    # What hangs on people ("families in X") is less surely the scene.
    steps += sum(1.5 for i in down if i != mention.head and i not in mine and is_personal(parse.words[i]))
    apart = abs(mention.first - at)
    between = parse.words[min(at, mention.first) : max(at, mention.first)]
    if opens_sentence(parse, mention):
        return min(steps, _HELD) + own_cost(mention)
    steps += _CONTRAST * any(w.lower in {"while", "whereas", ";"} for w in between)
    return steps + 0.06 * apart + own_cost(mention)


def opens_sentence(parse: Parse, mention: Mention) -> bool:
    """Whether a place opens its sentence and so holds for all of it: "Near Osk, nine strikes hit …; a tank, …"."""
    s = parse.sentence(mention.first)
    first = next((i for i in range(s.body, s.last) if parse.words[i].text[:1].isalnum()), s.body)
    opener = parse.words[first]
    is_short = (
        mention.level not in {"country", "wide"}
        and mention.first - first <= 2
        and mention.last < s.last
        and parse.words[mention.last].text == ","
    )
    return is_short and opener.lower in toponym_words().firm


def opens_later(parse: Parse, mention: Mention, here: int) -> bool:
    """Whether a place opens a sentence behind number `here`, and a scene of its own: "In Varos, three died"."""
    return parse.sentence_index[mention.first] > here and opens_sentence(parse, mention)


def is_elsewhere(parse: Parse, mine: list[int], mention: Mention, exits: frozenset[str]) -> bool:
    """Whether people were taken there or a weapon came from there: "half of the 28 were referred to Jammu"."""
    theirs = chain(parse, mention.head)
    down = theirs[: next((n for n, i in enumerate(theirs) if i in mine), len(theirs))]
    for n, i in enumerate(down):
        word = parse.words[i]
        if word.pos != "ADP" or word.lower not in exits or parse.words[word.head].lemma in toponym_words().desk:
            continue
        if parse.words[i - 1].lower in toponym_words().close:
            continue  # "a post close to X"
        goal = parse.words[down[n - 1]] if n else word
        is_building = goal.lower in toponym_words().again_city and word.lower != "from"
        is_part = parse.words[mention.head].head == goal.i and parse.words[mention.head].dep == "compound"
        # "37 men from the village of Varos"
        is_sort = word.lower == "from" and n > 1 and parse.words[down[n - 2]].lower == "of"
        is_sort = is_sort and goal.lower in toponym_words().before_of and n - 3 == down.index(mention.head)
        if goal.i == mention.head or is_building or is_sort or (is_part and word.lower == "from"):
            return True
    return False


def is_home_of(parse: Parse, at: int, mention: Mention, kind: FigureKind | None) -> bool:
    """Whether a place is only where those counted at word `at` are from or nursed: "37 men from Varos were killed"."""
    mine = chain(parse, at)
    # "13 of the dead were from Varos" tells where they died.
    is_told = kind is not FigureKind.TOLL or governor(parse, mention.head)[0].lemma == "be"
    return is_nursed(parse, mine, mention) or (not is_told and is_elsewhere(parse, mine, mention, _FROM))


def breakdown(parse: Parse, at: int, here: Sequence[Mention]) -> int:
    """Return where a sentence, behind the number at word `at`, shares it out among places, or its end.

    "Nine died: four in Osk, five in Varos": the nine died in neither. `here` are the places of the sentence.
    """
    last = parse.sentence(at).last
    start = next((i for i in range(at, last) if parse.words[i].text == ":"), last)
    names: set[str] = set()
    before = start
    for m in (m for m in here if m.first > start and m.is_where and not m.within):
        if any(parse.words[i].tag == "CD" for i in range(before, m.first)):
            names.add(m.place.name)
        before = m.last
    return start if len(names) > 1 else last


def is_nursed(parse: Parse, mine: list[int], mention: Mention) -> bool:
    """Whether a place is only that of a hospital in another clause: "five died and nine are in a hospital in X"."""
    theirs = chain(parse, mention.head)
    down = theirs[: next((n for n, i in enumerate(theirs) if i in mine), len(theirs))]
    is_ward = any(parse.words[i].lemma.lower() in toponym_words().wards for i in down if i != mention.head)
    return is_ward and any(parse.words[i].pos in {"VERB", "AUX"} for i in down)


def _step(parse: Parse, i: int) -> float:
    """Return what going up from word `i` costs: leaving a clause told by somebody costs most."""
    word = parse.words[i]
    above = parse.words[word.head]
    if word.dep in {"ccomp", "parataxis"}:
        return 4.0 if is_speech(above.lemma) else 1.5
    if word.dep in {"conj", "relcl"}:
        return 1.5
    return 1.0 if word.pos in {"VERB", "AUX"} else 0.6


def _counts_else(parse: Parse, down: list[int], at: int) -> bool:
    """Whether the mention belongs to another number: "40 drones …, including 17 over Belgorod"."""
    for i in down:
        word = parse.words[i]
        if word.pos in {"VERB", "AUX"}:
            # "…, of whom 27 fell in raids on X"
            return word.dep == "relcl" and _is_of_others(parse, i, at)
        is_blow = word.lower in toponym_words().lengths or word.lemma.lower() in toponym_words().event
        if is_blow or word.dep in {"conj", "appos"} or word.pos not in {"NOUN", "NUM", "PROPN"}:
            continue
        is_count = word.tag == "CD" or any(
            parse.words[j].tag == "CD" and not _is_date(parse, j) for j in parse.children[i]
        )
        if is_count and at not in parse.children[i] and not _is_struck(parse, word, at):
            return True
    return False


def _is_of_others(parse: Parse, verb: int, at: int) -> bool:
    """Whether a verb tells of another number than the one at word `at`."""
    told = [j for j in parse.children[verb] if parse.words[j].dep in {"nsubj", "nsubjpass"}]
    counted = any(parse.words[k].tag == "CD" for j in told for k in (j, *parse.children[j]))
    return counted and at not in parse.subtree(verb)


def _is_date(parse: Parse, i: int) -> bool:
    """Whether a number is a day of a month or a year: "the 4 December attacks", "the 2023 attack"."""
    word = parse.words[i]
    is_year = word.text.isdigit() and word.text[:2] in {"19", "20"} and len(word.text) == len("2000")
    return is_year or (i + 1 < len(parse.words) and parse.words[i + 1].lower in calendar().months)


def _is_struck(parse: Parse, noun: Word, at: int) -> bool:
    """Whether a counted thing is what a blow fell on: "nine in raids on two convoys in X", "tore into two blocks in X".

    Of a verb, where the number at word `at` is what came of it: "…, killing nine".
    """
    above = parse.words[noun.head]
    if noun.dep == "pobj" and above.lower in {"on", "against"}:
        return parse.words[above.head].lemma.lower() in toponym_words().event
    is_hit_into = noun.dep == "pobj" and above.lower in {"into", "onto"}
    verb = parse.words[above.head] if is_hit_into else above
    is_blow = is_hit_into or (noun.dep == "dobj" and verb.lemma.lower() in toponym_words().strike)
    return is_blow and verb.pos == "VERB" and verb.i in chain(parse, at)
