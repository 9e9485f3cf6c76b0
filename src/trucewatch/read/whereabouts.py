"""Whereabouts: at which of the places named did a claim's matter happen?

Rules tell what place the claim's own clause or sentence names, what it points back to, and whether a new scene has
opened; `placechoice` weighs that beside all else that is seen of the places of the story, and chooses. Nothing of one
story reaches the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.echoes import Echoes
from trucewatch.read.kindsets import HARMFUL
from trucewatch.read.placechoice import PlaceChoice, Ruled
from trucewatch.read.placecost import narrowed, verb_of
from trucewatch.read.placesteps import ELSEWHERE, breakdown, is_elsewhere, is_nursed, opens_sentence, steps_to
from trucewatch.read.scenes import breaks, opens_anew, takes_up
from trucewatch.read.standing import forms
from trucewatch.read.takenup import again, chain
from trucewatch.read.timelinks import goes_on
from trucewatch.read.wards import town_of_ward
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["Whereabouts", "place_of"]

_FAR, _VAGUE = 16.0, 8.0
# A place that only describes another.
_BESIDE = 3.0
_EVERYWHERE = word_list("toponyms", "scenes", "everywhere")
_INSIDE = frozenset({"in", ",", "the"})
_WIDE = frozenset({"region", "district", "country"})
_NO_TOWN = _WIDE | {"line", "wide", "site"}
# So many words may stand between a place and the one that it lies in.
_WITHIN = 2
_MUTUAL = word_list("deeds", "mutual")
_MUTUAL_OPENINGS = frozenset(phrase.split()[0] for phrase in _MUTUAL)
# These happen in no one place, unless their own sentence tells it.
_UNPLACED = frozenset({FigureKind.FORCE, FigureKind.CONTRIBUTION, FigureKind.AID, FigureKind.TERM, FigureKind.MEETING})
# So many weapons are counted over a whole land, unless their sentence tells where.
_RAID = 20
# A term of days holds for a place only where that stands right beside it ("a 10-day truce in Gaza").
_TERM = 3.5


# UCDP's code for a place known by its country alone.
_COUNTRY = 6
_OVER = re.compile(r"\b(?:across|throughout|all\s+over)\s+the\s+country\b", re.IGNORECASE)
_Asked = tuple[int, FigureKind | None, float]
"""A figure: the word that it hangs on, what it is, how much."""
# A figure of whose place the rules say nothing.
_UNTOLD = Ruled()


class Whereabouts:
    """The places of one report, asked for each figure in reading order."""

    def __init__(self, echoes: Echoes, mentions: Sequence[Mention]) -> None:
        """Take the sentences of a report and what `find_places` gave for it."""
        self._parse = echoes.parse
        self._mentions = mentions
        self._choice = PlaceChoice(echoes, mentions)
        self._firsts = [m.first for m in mentions]
        self._known: dict[_Asked, tuple[Ruled, Place | None]] = {}

    def weigh(self, asked: Sequence[_Asked]) -> None:
        """Weigh the places of several figures, given as to `of`, in one sweep, which costs less each."""
        told = [(one, *self._by_rules(one)) for one in asked]
        self._choice.weigh([(*one, ruled) for one, ruled, found in told if found is None])

    def of(self, at: int, kind: FigureKind | None = None, amount: float = 0.0) -> Place | None:
        """Return the place of the claim whose number or head stands at word `at`, or None where the text gives none.

        `amount` is the number claimed: totals happen elsewhere than single losses.
        """
        ruled, held = self._by_rules((at, kind, amount))
        found = held or self._choice.choose(at, kind, amount, ruled)
        if found is None:
            return None
        if kind is FigureKind.TOLL and (town := town_of_ward(self._parse, self._mentions, found)) is not None:
            return town
        return self._exact(at, found)

    def _by_rules(self, asked: _Asked) -> tuple[Ruled, Place | None]:
        """Return what the rules tell of a figure's place, and that place where they alone tell it."""
        if asked not in self._known:
            at, kind, amount = asked
            ruled = self.ruled(at, kind, amount)
            held = self._held(at) if ruled == _UNTOLD and kind in HARMFUL else self._land(at, ruled)
            self._known[asked] = ruled, held
        return self._known[asked]

    def _land(self, at: int, ruled: Ruled) -> Place | None:
        """Return the land over all of which a figure counts: "60 were hurt across the country"."""
        s = self._parse.sentence(at)
        is_over = ruled.taken is not None and ruled.taken.precision == _COUNTRY
        return ruled.taken if is_over and _OVER.search(self._parse.text, s.start, s.end) else None

    def _held(self, at: int) -> Place | None:
        """Return the place with which the paragraph opens: "In Osk, nine were hurt. The mayor said six more …"."""
        here, sentence = self._parse.sentence_index[at], self._parse.sentence(at)
        block = sentence.block
        for n in range(here - 1, -1, -1):
            s = self._parse.sentences[n]
            if s.block != block:
                return None
            told = [m for m in self._here(s.first) if m.is_where and not m.within]
            if told:
                is_next = n == here - 1 and told[0].level not in {"country", "wide"}
                is_held = opens_sentence(self._parse, told[0]) or (is_next and goes_on(self._parse, sentence))
                return told[0].place if len(told) == 1 and is_held else None
        return None

    def _exact(self, at: int, found: Place) -> Place:
        """Return a town on no list that is told to lie in the place found: "in the town of Varos in Kolo"."""
        n = next((n for n, m in enumerate(self._mentions) if m.place == found), 0)
        inner, outer = self._mentions[n - 1], self._mentions[n]
        words = self._parse.words[inner.last : outer.first]
        is_within = n > 0 and 0 < len(words) <= _WITHIN and {w.lower for w in words} <= _INSIDE
        is_unlisted = inner.is_where and inner.place.lat is None and inner.level not in _NO_TOWN
        sentence = self._parse.sentence(outer.first)
        is_told = inner.first >= sentence.body and (outer.level in _WIDE or sentence == self._parse.sentence(at))
        return inner.place if is_within and is_unlisted and outer.is_where and is_told else found

    def ruled(self, at: int, kind: FigureKind | None = None, amount: float = 0.0) -> Ruled:
        """Return what the rules tell of a claim's place."""
        taken_up = self._taken_up(at)
        own, is_sure = self._in_clause(at, kind)
        taken = None if taken_up is None else taken_up.place
        is_raid = kind is FigureKind.RAID and amount >= _RAID and own is None
        is_unplaced = kind in _UNPLACED and not takes_up(self._parse, self._parse.sentence(at))
        is_meeting = is_unplaced and kind is FigureKind.MEETING
        return Ruled(own, is_sure, taken, is_raid or is_meeting or self._is_apart(at, kind), is_unplaced)

    def _is_apart(self, at: int, kind: FigureKind | None) -> bool:
        """Whether a claim goes on with no scene: "Elsewhere, three died", regions counted, a pledge."""
        parse, sentence = self._parse, self._parse.sentence(at)
        is_everywhere = any(w.lower in _EVERYWHERE for w in parse.words[sentence.first : sentence.last])
        if _is_spread(parse, at) or _is_mutual(parse, sentence) or is_everywhere:
            return True
        if takes_up(parse, sentence):
            return False
        if kind is FigureKind.RAID and breaks(parse, sentence, acts_only=False):
            return True  # a state's raids are counted over all its foe's land
        return opens_anew(parse, sentence)

    def _here(self, at: int) -> Sequence[Mention]:
        sentence = self._parse.sentence(at)
        return self._mentions[bisect_left(self._firsts, sentence.first) : bisect_left(self._firsts, sentence.last)]

    def _taken_up(self, at: int) -> Mention | None:
        """Return the place that the claim's own words point back to: "fled the camp", "X, a village of 900 people"."""
        parse = self._parse
        return _peopled(parse, self._here(at), at) or again(parse, self._mentions, at, parse.sentence(at))

    def _in_clause(self, at: int, kind: FigureKind | None) -> tuple[Place | None, bool]:
        parse, here = self._parse, self._here(at)
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
    for i in forms(parse, _MUTUAL_OPENINGS, sentence):
        if i + 2 < sentence.last and " ".join([w.lower for w in parse.words[i : i + 3]]) in _MUTUAL:
            return True
    return False


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
    exits = ELSEWHERE if kind in {FigureKind.TOLL, FigureKind.DAMAGE} else frozenset({"from", "out"})
    if kind in {FigureKind.DISPLACEMENT, FigureKind.OTHER}:
        exits = frozenset[str]()
    best, nearest = _FAR, None
    stop = breakdown(parse, at, here)
    for mention in here:
        if mention.first > stop:
            break
        if mention.level in {"city", "region"} and _is_beside_regions(parse, mention, at):
            continue
        if not mention.is_where or is_elsewhere(parse, mine, mention, exits) or is_nursed(parse, mine, mention):
            continue
        cost = steps_to(parse, mine, mention, at) + _BESIDE * _describes(parse, mine, mention, here)
        if cost < best:
            best, nearest = cost, mention
    if nearest is not None and nearest.level in {"region", "district", "city"}:
        nearest = narrowed(parse, nearest, here)
    if nearest is not None and nearest.level == "country":
        nearest = _within_land(parse, nearest, here)
    if nearest is not None and nearest.level == "line":
        nearest = _beside(parse, nearest, [m for m in here if not is_elsewhere(parse, mine, m, exits)])
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


def _describes(parse: Parse, mine: list[int], mention: Mention, here: Sequence[Mention]) -> bool:
    """Whether a place is only told to describe another: "Varos, second only to Osk in size, was shelled"."""
    theirs = chain(parse, mention.head)
    down = set(theirs[: next((n for n, i in enumerate(theirs) if i in mine), len(theirs))]) - {mention.head}
    others = (m for m in here if m is not mention and m.is_where and not m.within)
    is_likened = any(parse.words[i].pos == "ADJ" or parse.words[i].lower == "than" for i in down)
    return is_likened and any(m.head in down for m in others)
