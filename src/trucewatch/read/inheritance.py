"""Inheritance: which place told before, or in the sentence after a lead, does a claim without one go on with?

The scene of a sentence is where its main event happens; a claim takes it up until a new scene opens. Part of
`whereabouts`. Nothing of one story reaches the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.mentions import is_speech
from trucewatch.read.placecost import narrowed, own_cost
from trucewatch.read.scenes import breaks, sums_up, takes_up
from trucewatch.read.takenup import TOWNS, chain
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.model import Place
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["NATIONAL", "UNPLACED", "home_of", "inherited", "said_below"]

_ON_THE_WAY = word_list("toponyms", "before", "motion") | {"between", "out"}
_ENDS = frozenset({".", '"', "!", "?"})
# A scene's place hangs no further than this from the main verb: else it belongs to an aside.
_SCENE = 4.5
# A place whose own clause speaks of the same blow or building is likelier; one told after "while" is less so.
_ALIKE, _BY_THE_WAY = 2.5, 1.0
# Where people went to from there is less so, too.
_GOAL = 3.0
# Two places of one level that differ by less than this in cost are both the scene, so neither is.
_RIVAL = 1.1
# How many paragraphs back a scene may have been set; further back only where its event is taken up.
_REACH, _REACH_TAKEN_UP = 2, 4
# A heading has no more words than this.
_HEADING = 8
# How many sentences open a story.
_OPENING = 3
# How far a heading that is only a place's name reaches.
_REACH_HEADED = 6
# A line that begins so is a point of a list.
_BULLETS = ("•", "-", "–", "—", "*", "·", "▪", "●", "‣")
_TERRITORIES = frozenset({"region", "country", "wide"})
# Counted over a whole country or by treaty: such figures take no place from earlier paragraphs.
NATIONAL = frozenset(
    {
        FigureKind.RAID,
        FigureKind.FORCE,
        FigureKind.CONTRIBUTION,
        FigureKind.AID,
        FigureKind.TERM,
        FigureKind.CONTROL,
        FigureKind.VIOLATION,
        FigureKind.OTHER,
    }
)
# Those that need no place at all.
UNPLACED = frozenset({FigureKind.FORCE, FigureKind.CONTRIBUTION, FigureKind.AID, FigureKind.TERM, FigureKind.MEETING})


def inherited(parse: Parse, mentions: Sequence[Mention], at: int, kind: FigureKind | None) -> Place | None:
    """Return the place of the scene that the claim goes on with: same paragraph first, then those before."""
    sentence = parse.sentence(at)
    goes_on = takes_up(parse, sentence)
    national = kind in NATIONAL
    if _is_spread(parse, at) or (not goes_on and kind is FigureKind.OTHER and _is_measure(parse, at)):
        return None
    if not goes_on and (kind in UNPLACED or breaks(parse, sentence, acts_only=not national)):
        return None
    is_none = any(parse.words[j].lower in {"no", "none"} for j in (at, *parse.children[at]))
    is_sum = not goes_on and not is_none and sums_up(parse, sentence)
    is_near = national and kind is not FigureKind.OTHER
    reach = _REACH_TAKEN_UP if goes_on else 1 if is_near else _REACH
    alike = _told_things(parse, range(sentence.first, sentence.last))
    vague: Place | None = None
    for earlier, here, blocks in _before(parse, mentions, sentence):
        if blocks <= _REACH_HEADED and not national and (titled := _titled(parse, earlier, here)) is not None:
            return titled.place
        if blocks > reach or (national and blocks > 1 and not _opens_story(parse, earlier)):
            continue
        if national and not goes_on and not here and _is_heading(parse, earlier):
            break
        found, is_only = _scene(parse, earlier, here, alike)
        if found is not None and not is_only and not goes_on:
            return vague
        if found is not None and not (is_sum and (blocks or national or found.level not in _TERRITORIES)):
            is_wide = found.level in {"country", "wide"}
            if not (is_wide and goes_on):
                return None if is_wide and blocks and not national else vague or found.place
            vague = vague or found.place
        if breaks(parse, earlier, acts_only=not national) and not goes_on and (blocks or not (is_sum or national)):
            break
    return vague


def _is_spread(parse: Parse, at: int) -> bool:
    """Whether regions are counted, or other sites than those told before: no one scene holds them."""
    topo, noun = toponym_words(), parse.words[at]
    kids = {parse.words[j].lower for j in parse.children[at]}
    is_many = noun.tag in {"NNS", "NNPS"}
    if is_many and noun.lemma.lower() in topo.again_region:
        return True
    return is_many and "other" in kids and noun.lower in topo.after and topo.after[noun.lower] == "site"


def _is_measure(parse: Parse, at: int) -> bool:
    """Whether a length or a share is told, which happens nowhere."""
    return parse.words[at].lower in toponym_words().lengths | {"%", "percent", "cent"}


def home_of(parse: Parse, mentions: Sequence[Mention], sentence: Sentence) -> Place | None:
    """Return the one region or country in which the first sentences of the story put things, if there is but one.

    A country holds only where the story puts things in no other and the sentence names no other; a region for a whole
    war only where the story never names the country around it.
    """
    story = [m for m in mentions if m.story == sentence.story and not m.aside]
    opening = [s for s in parse.sentences if s.story == sentence.story][:_OPENING]
    early = [m for m in story if m.first < opening[-1].last]
    regions = [m.place for m in early if m.level == "region"]
    states = [m.place for m in story if m.level == "country" and m.is_where]
    if len({p.geonameid or p.name for p in regions}) == 1:
        named = any(m.level == "country" and m.place.country == regions[0].country for m in story)
        return None if named and sums_up(parse, sentence) else regions[0]
    if not regions and (town := _town_of(parse, early, sentence)) is not None:
        return town
    if regions or len({p.country for p in states}) != 1 or not any(m.place == states[0] for m in early):
        return None
    words = (parse.words[i].text for i in range(sentence.first, sentence.last))
    others = (countries().any(w) for w in words if w[:1].isupper())
    return None if any(o is not None and o.code != states[0].country for o in others) else states[0]


def _town_of(parse: Parse, early: Sequence[Mention], sentence: Sentence) -> Place | None:
    """Return the one town that the opening of a story names again and again, for the points of a list on it."""
    line = parse.text[parse.text.rfind("\n", 0, sentence.start) + 1 : sentence.start + 1].lstrip()
    towns = [m for m in early if m.is_where and m.level not in {"country", "wide"}]
    is_one = len({m.place.name for m in towns}) == 1 and len(towns) > 1
    return towns[0].place if line.startswith(_BULLETS) and is_one else None


def _before(
    parse: Parse, mentions: Sequence[Mention], sentence: Sentence
) -> Iterator[tuple[Sentence, list[Mention], int]]:
    """Yield the sentences before one in its story, nearest first, with their mentions and how many paragraphs back."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(parse.sentence_index[mention.first], []).append(mention)
    blocks = 0
    for n in range(parse.sentence_index[sentence.first] - 1, -1, -1):
        earlier = parse.sentences[n]
        if earlier.story != sentence.story:
            return
        blocks += earlier.block != parse.sentences[n + 1].block
        yield earlier, by_sentence.get(n, []), blocks


def _opens_story(parse: Parse, sentence: Sentence) -> bool:
    """Whether a sentence is one of the first of its story, which tell its main event."""
    first = parse.sentence_index[sentence.first] - _OPENING
    return first < 0 or parse.sentences[first].story != sentence.story


def _is_heading(parse: Parse, sentence: Sentence) -> bool:
    """Whether a sentence is a short line without an end, as sections are headed."""
    return sentence.last - sentence.first <= _HEADING and parse.words[sentence.last - 1].text[-1:] not in _ENDS | {
        ":",
        ";",
        ",",
    }


def _titled(parse: Parse, sentence: Sentence, here: Sequence[Mention]) -> Mention | None:
    """Return the place that a line names and nothing else: the heading of a section on it."""
    only = here[0] if len(here) == 1 else None
    if only is None or only.level in {"country", "wide"}:
        return None
    rest = [parse.words[i] for i in range(sentence.first, sentence.last) if not only.first <= i < only.last]
    return only if all(w.text in {":", "#", "*", "•"} for w in rest) else None


def said_below(parse: Parse, mentions: Sequence[Mention], sentence: Sentence, kind: FigureKind | None) -> Place | None:
    """Return the town that the sentence after a lead gives for its event: "The bomb hit the school in X"."""
    if kind not in {FigureKind.TOLL, FigureKind.DAMAGE} or sums_up(parse, sentence):
        return None
    number = parse.sentence_index[sentence.first]
    told = [s for s in parse.sentences if s.story == sentence.story and parse.words[s.last - 1].text in _ENDS]
    if sentence not in told[:1]:
        return None
    for after in parse.sentences[number + 1 : number + 2]:
        if after.story == sentence.story and (takes_up(parse, after) or _is_hit_again(parse, sentence, after)):
            here = [m for m in mentions if after.first <= m.first < after.last]
            found, is_only = _scene(parse, after, here)
            return found.place if found is not None and is_only and found.level == "city" else None
    return None


def _is_hit_again(parse: Parse, lead: Sentence, after: Sentence) -> bool:
    """Whether the second sentence speaks of the building that the lead told of: "bombed a school … the compound"."""
    topo = toponym_words()
    built = topo.buildings | topo.again_city - TOWNS

    def is_hit(word: Word) -> bool:
        above = parse.words[word.head]
        verb = parse.words[above.head] if above.pos == "ADP" else above
        return verb.lemma in topo.strike or verb.lemma.lower() in topo.event

    named = any(parse.words[i].lower in built and is_hit(parse.words[i]) for i in range(lead.first, lead.last))
    return named and any(
        parse.words[i].lower in built and any(parse.words[j].lower == "the" for j in parse.children[i])
        for i in range(after.first, after.last)
    )


def _told_things(parse: Parse, words: Iterable[int]) -> frozenset[str]:
    """Return the blows, weapons and buildings that some words speak of, by which an event is known again."""
    topo = toponym_words()
    known = topo.event | topo.buildings | topo.again_city
    return frozenset(lemma for i in words if (lemma := parse.words[i].lemma.lower()) in known)


def _scene(
    parse: Parse, sentence: Sentence, here: Sequence[Mention], alike: frozenset[str] = frozenset()
) -> tuple[Mention | None, bool]:
    """Return where a sentence's main event happens, and whether that is the only place it could be."""
    root = next((i for i in range(sentence.first, sentence.last) if parse.words[i].head == i), sentence.first)
    if is_speech(parse.words[root].lemma) and (told := parse.child(root, "ccomp")) is not None:
        root = told.i
    costs: list[tuple[float, Mention]] = []
    for mention in here:
        if not mention.is_where:
            continue
        above = chain(parse, mention.head)
        steps = min(above.index(root), 6) if root in above else 6
        if mention.first > 1 and parse.words[mention.first - 2].lemma.lower() in toponym_words().before_of:
            steps -= 2  # "the village of X" is one name
        # What a relative clause tells ("a truce that they signed in …") is no scene.
        # ("the rockets that hit X" do).
        aside = 2.0 * sum(parse.words[i].dep == "relcl" and not _is_blow(parse, i) for i in above)
        cost = 0.5 * steps + aside + own_cost(mention)
        ways = {parse.words[i].lower for i in above[:3] if parse.words[i].pos == "ADP"}
        if "to" in ways and parse.words[mention.head].lower in toponym_words().wards:
            continue  # the hurt were taken there
        cost += _GOAL * bool(ways & (_ON_THE_WAY if mention.level == "country" else _ON_THE_WAY - {"between"}))
        if len(here) > 1 and alike:
            noun_phrases = (k for i in above if parse.words[i].pos == "NOUN" for k in (i, *parse.children[i]))
            cost -= _ALIKE * bool(alike & _told_things(parse, noun_phrases))
        cost += _BY_THE_WAY * any(
            parse.words[j].lower in {"while", "whereas"} for i in above for j in parse.children[i]
        )
        if cost <= _SCENE:
            costs.append((cost, mention))
    if not costs:
        return None, True
    best = min(costs, key=lambda pair: pair[0])
    if best[1].level in {"region", "district", "city"}:
        best = (best[0], narrowed(parse, best[1], here))
    rivals = {
        m.place.name
        for cost, m in costs
        if cost - best[0] < _RIVAL and m.level == best[1].level and m.place.lat is not None
    }
    return best[1], len(rivals) <= 1


def _is_blow(parse: Parse, clause: int) -> bool:
    """Whether a relative clause tells of the blow of the weapon or attack that it hangs on."""
    verb, told = parse.words[clause], parse.words[parse.words[clause].head]
    return verb.lemma in toponym_words().strike and told.lemma.lower() in toponym_words().event
