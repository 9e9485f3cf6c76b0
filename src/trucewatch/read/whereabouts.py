"""Whereabouts: at which of the places named did a claim's matter happen?

A place in the claim's own clause comes first, then its sentence, then the one among those of its story that
`placechoice` finds likeliest, unless a new scene has opened. Who speaks and where, and capitals that stand for
governments, never count. Nothing of one story reaches the next.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.echoes import Echoes
from trucewatch.read.mentions import is_speech
from trucewatch.read.placechoice import PlaceChoice
from trucewatch.read.placecost import narrowed, own_cost, verb_of
from trucewatch.read.placeuse import is_personal
from trucewatch.read.scenes import breaks, opens_anew, takes_up
from trucewatch.read.takenup import again, chain
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["Whereabouts", "place_of"]

# "One died in X, while in Y ten were wounded": Y is not where the one died.
_CONTRAST = 4.0
# Where people are taken to or a weapon came from is not where they were hurt.
_ELSEWHERE = word_list("toponyms", "before", "motion") | {"out"}
_FAR, _VAGUE = 16.0, 8.0
# A place that only describes another; one that opens the sentence is never further off than this.
_BESIDE, _HELD = 3.0, 6.0
_MUTUAL = word_list("deeds", "mutual")
# These happen in no one place, unless their own sentence tells it.
_UNPLACED = frozenset({FigureKind.FORCE, FigureKind.CONTRIBUTION, FigureKind.AID, FigureKind.TERM, FigureKind.MEETING})
# A term of days holds for a place only where that stands right beside it ("a 10-day truce in Gaza").
_TERM = 3.5


class Whereabouts:
    """The places of one report, asked for each figure in reading order."""

    def __init__(self, echoes: Echoes, mentions: Sequence[Mention]) -> None:
        """Take the sentences of a report and what `find_places` gave for it."""
        self._parse = echoes.parse
        self._mentions = mentions
        self._choice = PlaceChoice(echoes, mentions)
        self._firsts = [m.first for m in mentions]

    def of(self, at: int, kind: FigureKind | None = None, amount: float = 0.0) -> Place | None:
        """Return the place of the claim whose number or head stands at word `at`, or None where the text gives none.

        `amount` is the number claimed: totals happen elsewhere than single losses.
        """
        own, is_sure = self.told(at, kind)
        if is_sure or self._is_apart(at, kind):
            return own
        return self._choice.choose(at, kind, amount) or own

    def _is_apart(self, at: int, kind: FigureKind | None) -> bool:
        """Whether a claim goes on with no scene: "Elsewhere, three died", regions counted, a pledge."""
        parse, sentence = self._parse, self._parse.sentence(at)
        if _is_spread(parse, at) or _is_mutual(parse, sentence):
            return True
        if takes_up(parse, sentence):
            return False
        if kind is FigureKind.RAID and breaks(parse, sentence, acts_only=False):
            return True  # a state's raids are counted over all its foe's land
        return kind in _UNPLACED or opens_anew(parse, sentence)

    def told(self, at: int, kind: FigureKind | None = None) -> tuple[Place | None, bool]:
        """Return the place that the claim's own sentence tells, and whether no other is to be asked for."""
        parse, sentence = self._parse, self._parse.sentence(at)
        here = self._mentions[bisect_left(self._firsts, sentence.first) : bisect_left(self._firsts, sentence.last)]
        taken_up = _peopled(parse, here, at) or again(parse, self._mentions, at, sentence)
        if taken_up is not None:
            return taken_up.place, True
        cost, found = _in_sentence(parse, here, at, kind)
        if found is not None and kind is FigureKind.TERM and cost > _TERM:
            return None, True
        if (found is None or found.within) and (told := _told_locally(parse, here, kind)) is not None:
            return told, True
        # A country or line far off in the sentence gives way to the scene that the paragraph is in.
        is_vague = found is not None and found.level in {"line", "country", "wide"} and cost > _VAGUE
        return (found.place, not is_vague) if found is not None else (None, False)


def place_of(parse: Parse, mentions: Sequence[Mention], at: int, kind: FigureKind | None = None) -> Place | None:
    """Return the place of one claim, asked alone; for all figures of a report ask `Whereabouts`."""
    return Whereabouts(Echoes(parse), mentions).of(at, kind)


def _is_spread(parse: Parse, at: int) -> bool:
    """Whether regions are counted, or other sites than those told before: no one scene holds them."""
    topo, noun = toponym_words(), parse.words[at]
    is_many = noun.tag in {"NNS", "NNPS"}
    if is_many and noun.lemma.lower() in topo.again_region:
        return True
    is_other = any(parse.words[j].lower == "other" for j in parse.children[at])
    return is_many and is_other and topo.after.get(noun.lower) == "site"


def _is_mutual(parse: Parse, sentence: Sentence) -> bool:
    """Whether a sentence tells what both sides did or lost, each on the other's land: "raids by both sides"."""
    said = [w.lower for w in parse.words[sentence.first : sentence.last]]
    return any(" ".join(said[n : n + 3]) in _MUTUAL for n in range(len(said) - 2))


def _is_beside_regions(parse: Parse, mention: Mention, at: int) -> bool:
    """Whether regions are counted of which the place is but one or another: "six regions and Crimea"."""
    noun = parse.words[at]
    is_many = noun.tag in {"NNS", "NNPS"} and noun.lemma.lower() in toponym_words().again_region
    return is_many and (
        mention.level == "city" or at not in chain(parse, mention.head) or _is_joined(parse, mention, at)
    )


def _is_joined(parse: Parse, mention: Mention, at: int) -> bool:
    return parse.words[mention.head].dep in {"conj", "appos"} and parse.words[mention.head].head == at


def _peopled(parse: Parse, here: Sequence[Mention], at: int) -> Mention | None:
    """Return the place whose people are counted: "X, a village of some 900 people"."""
    of = parse.words[parse.words[at].head]
    noun = parse.words[of.head]
    if of.lower != "of" or noun.dep != "appos" or noun.lower not in toponym_words().before_of:
        return None
    return next((m for m in here if m.first <= noun.head < m.last), None)


def _told_locally(parse: Parse, here: Sequence[Mention], kind: FigureKind | None) -> Place | None:
    """Return the town whose own people tell of the harm: "a hospital official in X said nine were killed"."""
    if kind not in {FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.DISPLACEMENT}:
        return None
    for m in here:
        is_told = m.aside or m.actor_use
        if not is_told or m.level not in {"city", "quarter", "site"} or countries().capital(m.place.name) is not None:
            continue
        prep = parse.words[parse.words[m.head].head]
        teller = parse.words[prep.head]
        words = {teller.lemma.lower(), *(parse.words[j].lower for j in parse.children[teller.i])}
        if prep.pos == "ADP" and words & toponym_words().neighbours:
            return m.place
    return None


def _in_sentence(
    parse: Parse, here: Sequence[Mention], at: int, kind: FigureKind | None
) -> tuple[float, Mention | None]:
    mine = chain(parse, at)
    exits = _ELSEWHERE if kind in {FigureKind.TOLL, FigureKind.DAMAGE} else frozenset({"from", "out"})
    if kind in {FigureKind.DISPLACEMENT, FigureKind.OTHER}:
        exits = frozenset[str]()
    best, nearest = _FAR, None
    for mention in here:
        if mention.level in {"city", "region"} and _is_beside_regions(parse, mention, at):
            continue
        if not mention.is_where or _is_elsewhere(parse, mine, mention, exits) or _is_nursed(parse, mine, mention):
            continue
        cost = _cost(parse, mine, mention, at) + _BESIDE * _describes(parse, mine, mention, here)
        if cost < best:
            best, nearest = cost, mention
    if nearest is not None and nearest.level in {"region", "district", "city"}:
        nearest = narrowed(parse, nearest, here)
    if nearest is not None and nearest.level == "country":
        nearest = _within_land(parse, nearest, here)
    if nearest is not None and nearest.level == "line":
        nearest = _beside(parse, nearest, [m for m in here if not _is_elsewhere(parse, mine, m, exits)])
    return best, nearest


def _within_land(parse: Parse, land: Mention, here: Sequence[Mention]) -> Mention:
    """Return the one place told after "In Tessin, nine died …", or the state itself."""
    s = parse.sentence(land.first)
    if land.first - s.body > 1 or parse.words[s.body].lower != "in":
        return land
    able = [m for m in here if m.is_where and not m.within and m.level not in {"country", "wide", "line"}]
    return able[0] if len(able) == 1 and able[0].place.country in {land.place.country, None} else land


def _beside(parse: Parse, line: Mention, here: Sequence[Mention]) -> Mention:
    """Return the one region or town beside a line that the sentence runs along: a line is no place to be hurt in."""
    able = [m for m in here if m.is_where and not m.within and m.level in {"city", "region", "district"}]
    mine = verb_of(parse, line.head)
    above = set(chain(parse, mine)) if mine is not None else set[int]()
    able = [m for m in able if (v := verb_of(parse, m.head)) is not None and (v in above or mine in chain(parse, v))]
    return able[0] if len({m.place.name for m in able}) == 1 else line


def _cost(parse: Parse, mine: list[int], mention: Mention, at: int) -> float:
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
    if _opens(parse, mention):
        return min(steps, _HELD) + own_cost(mention)
    steps += _CONTRAST * any(w.lower in {"while", "whereas", ";"} for w in between)
    return steps + 0.06 * apart + own_cost(mention)


def _opens(parse: Parse, mention: Mention) -> bool:
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


def _describes(parse: Parse, mine: list[int], mention: Mention, here: Sequence[Mention]) -> bool:
    """Whether a place is only told to describe another: "Varos, second only to Osk in size, was shelled"."""
    theirs = chain(parse, mention.head)
    down = set(theirs[: next((n for n, i in enumerate(theirs) if i in mine), len(theirs))]) - {mention.head}
    others = (m for m in here if m is not mention and m.is_where and not m.within)
    is_likened = any(parse.words[i].pos == "ADJ" or parse.words[i].lower == "than" for i in down)
    return is_likened and any(m.head in down for m in others)


def _is_elsewhere(parse: Parse, mine: list[int], mention: Mention, exits: frozenset[str]) -> bool:
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
        if goal.i == mention.head or is_building or (is_part and word.lower == "from"):
            return True
    return False


def _is_nursed(parse: Parse, mine: list[int], mention: Mention) -> bool:
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
        if is_count and at not in parse.children[i] and not _is_struck(parse, word):
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


def _is_struck(parse: Parse, noun: Word) -> bool:
    """Whether a counted thing is what a blow fell on: "killing nine in raids on two convoys in X"."""
    prep = parse.words[noun.head]
    return (
        noun.dep == "pobj"
        and prep.lower in {"on", "against"}
        and (parse.words[prep.head].lemma.lower() in toponym_words().event)
    )
