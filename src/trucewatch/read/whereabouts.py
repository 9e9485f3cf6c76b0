"""Whereabouts: at which of the places named did a claim's matter happen?

A place in the claim's own clause comes first, then its sentence, then what the paragraph and the story spoke
of last, unless a new scene has opened. Who speaks and where, and capitals that stand for governments, never
count. Nothing of one story reaches the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.mentions import is_speech
from trucewatch.read.placeuse import dateline_end, is_personal
from trucewatch.read.scenes import breaks, sums_up, takes_up
from trucewatch.read.takenup import TOWNS, again, chain
from trucewatch.vocab.countries import countries
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.model import Place
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["place_of"]

# What each level costs beside the way through the grammar: the exact place wins over the country around it.
_LEVEL_COST = {
    "city": 0.0,
    "site": 0.3,
    "quarter": 0.5,
    "district": 0.4,
    "region": 0.9,
    "line": 1.2,
    "country": 3.0,
    "wide": 9.0,
}
_UNLISTED, _UNLISTED_SITE = 0.8, 2.0
# "One died in X, while in Y ten were wounded": Y is not where the one died.
_CONTRAST = 4.0
# A scene's place hangs no further than this from the main verb: else it belongs to an aside.
_SCENE = 4.5
# A place whose own clause speaks of the same blow or building is likelier; one told after "while" is less so.
_ALIKE, _BY_THE_WAY = 2.5, 1.0
# Where people went to from there is less so, too.
_GOAL = 3.0
# Two places of one level that differ by less than this in cost are both the scene, so neither is.
_RIVAL = 1.1
_WITHIN = 2.5
# Where people are taken to or a weapon came from is not where they were hurt.
_ELSEWHERE = frozenset({"to", "from", "toward", "towards"})
_ON_THE_WAY = _ELSEWHERE | {"between"}
_FAR, _VAGUE = 16.0, 8.0
# A term of days holds for a place only where that stands right beside it ("a 10-day truce in Gaza").
_TERM = 3.5
# Counted over a whole country or by treaty: such figures take no place from earlier paragraphs.
_NATIONAL = frozenset(
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
_UNPLACED = frozenset({FigureKind.FORCE, FigureKind.CONTRIBUTION, FigureKind.AID, FigureKind.TERM, FigureKind.MEETING})
# How many paragraphs back a scene may have been set; further back only where its event is taken up.
_ENDS = frozenset({".", '"', "!", "?"})
_REACH, _REACH_TAKEN_UP = 2, 4


def place_of(parse: Parse, mentions: Sequence[Mention], at: int, kind: FigureKind | None = None) -> Place | None:
    """Return the place of the claim whose number or head stands at word `at`, or None where the text gives none.

    `mentions` are those of `find_places` for the same parse. `kind` keeps national counts (raids, forces, aid)
    from taking the place of an earlier paragraph.
    """
    sentence = parse.sentence(at)
    here = [m for m in mentions if sentence.first <= m.first < sentence.last]
    taken_up = again(parse, mentions, at, sentence)
    if taken_up is not None:
        return taken_up.place
    cost, found = _in_sentence(parse, here, at, kind)
    is_vague = found is not None and found.level in {"line", "country", "wide"} and cost > _VAGUE
    if found is not None and kind is FigureKind.TERM and cost > _TERM:
        return None
    if (found is None or found.within) and (told := _told_locally(parse, here, kind)) is not None:
        return told
    if found is not None and not is_vague:
        return found.place
    inherited = _inherited(parse, mentions, at, kind) or _said_below(parse, mentions, sentence, kind)
    if found is not None:
        # A country or line far off in the sentence gives way to the scene that the paragraph is in.
        return inherited or found.place
    if inherited is None and kind not in _UNPLACED:
        # "Gaza's Health Ministry says 339 people have been killed": a local body counts at home.
        own = [m for m in here if m.actor_use and not m.aside and m.level in {"city", "region", "district"}]
        own += [m for m in here if m.level == "country" and not m.aside and _counts_at_home(parse, m, kind)]
        if kind is FigureKind.TOLL:  # "the health ministry in Hamas-run Gaza said the toll had passed 70,000"
            own += [m for m in here if m.aside and m.level in {"region", "district"}]
        body = next((m.place for m in own if countries().capital(m.place.name) is None), None)
        return body or _at_desk(parse, mentions, sentence, kind)
    return inherited


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


def _at_desk(parse: Parse, mentions: Sequence[Mention], sentence: Sentence, kind: FigureKind | None) -> Place | None:
    """Return the town of the dateline for a blow that its own sentence puts nowhere: "SUMY — Shells killed two"."""
    if kind not in {FigureKind.TOLL, FigureKind.DAMAGE} or sums_up(parse, sentence):
        return None
    end = dateline_end(parse, sentence)
    desk = next((m for m in mentions if sentence.start <= m.span.start and m.span.end <= end), None)
    if desk is None or desk.level != "city" or desk.place.lat is None:
        return None
    is_hub = desk.place.name.lower() in toponym_words().hubs or countries().capital(desk.place.name) is not None
    others = any(sentence.first <= m.first < sentence.last and m.span.start >= end for m in mentions)
    return None if is_hub or others else desk.place


def _counts_at_home(parse: Parse, state: Mention, kind: FigureKind | None) -> bool:
    """Whether a state's name opens that of a body which counts victims at home: "Iran's Health Ministry"."""
    if kind not in {FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.DISPLACEMENT}:
        return False
    after = [w.lower for w in parse.words[state.last : state.last + 4]]
    return parse.words[state.head].dep in {"poss", "compound"} and bool(toponym_words().at_home & set(after))


def _in_sentence(
    parse: Parse, here: Sequence[Mention], at: int, kind: FigureKind | None
) -> tuple[float, Mention | None]:
    mine = chain(parse, at)
    exits = _ELSEWHERE if kind in {FigureKind.TOLL, FigureKind.DAMAGE} else frozenset({"from"})
    if kind in {FigureKind.DISPLACEMENT, FigureKind.OTHER}:
        exits = frozenset[str]()
    best, nearest = _FAR, None
    for mention in here:
        if not mention.is_where or _is_elsewhere(parse, mine, mention, exits) or _is_nursed(parse, mine, mention):
            continue
        cost = _cost(parse, mine, mention, at)
        if cost < best:
            best, nearest = cost, mention
    if nearest is not None and nearest.level in {"region", "district"}:
        nearest = _narrowed(parse, nearest, here)
    if nearest is not None and nearest.level == "line":
        nearest = _beside(parse, nearest, [m for m in here if not _is_elsewhere(parse, mine, m, exits)])
    return best, nearest


def _beside(parse: Parse, line: Mention, here: Sequence[Mention]) -> Mention:
    """Return the one region or town beside a line that the sentence runs along: a line is no place to be hurt in."""
    able = [m for m in here if m.is_where and not m.within and m.level in {"city", "region", "district"}]
    mine = _verb(parse, line.head)
    above = set(chain(parse, mine)) if mine is not None else set[int]()
    able = [m for m in able if (v := _verb(parse, m.head)) is not None and (v in above or mine in chain(parse, v))]
    return able[0] if len({m.place.name for m in able}) == 1 else line


def _narrowed(parse: Parse, wide: Mention, here: Sequence[Mention]) -> Mention:
    """Return the one town of the same verb after "In X region, …", else the region itself."""
    verb = _verb(parse, wide.head)
    if verb is None or verb < wide.first:
        return wide
    others = [m for m in here if m.is_where and m.first > wide.first and m.place.country in {wide.place.country, None}]
    others = [m for m in others if _verb(parse, m.head) == verb]
    towns = [m for m in others if m.level in {"city", "site", "quarter"}]
    return towns[0] if len(towns) == 1 and len(others) == 1 else wide


def _verb(parse: Parse, i: int) -> int | None:
    # "a camp for the displaced near X": those are people, no deed.
    return next((w.i for w in parse.ancestors(i) if w.pos in {"VERB", "AUX"} and w.dep != "pobj"), None)


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
    steps += _CONTRAST * any(w.lower in {"while", "whereas"} for w in between)
    return steps + 0.06 * apart + _own_cost(mention)


def _is_elsewhere(parse: Parse, mine: list[int], mention: Mention, exits: frozenset[str]) -> bool:
    """Whether people were taken there or a weapon came from there: "half of the 28 were referred to Jammu"."""
    theirs = chain(parse, mention.head)
    down = theirs[: next((n for n, i in enumerate(theirs) if i in mine), len(theirs))]
    for n, i in enumerate(down):
        word = parse.words[i]
        if word.pos != "ADP" or word.lower not in exits or parse.words[word.head].lemma in toponym_words().desk:
            continue
        goal = parse.words[down[n - 1]] if n else word
        is_building = goal.lower in toponym_words().again_city and word.lower != "from"
        if goal.i == mention.head or is_building:
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
            return False
        if word.dep in {"conj", "appos"} or word.pos not in {"NOUN", "NUM", "PROPN"}:
            continue
        is_count = word.tag == "CD" or any(parse.words[j].tag == "CD" for j in parse.children[i])
        if is_count and at not in parse.children[i] and not _is_struck(parse, word):
            return True
    return False


def _is_struck(parse: Parse, noun: Word) -> bool:
    """Whether a counted thing is what a blow fell on: "killing nine in raids on two convoys in X"."""
    prep = parse.words[noun.head]
    return (
        noun.dep == "pobj"
        and prep.lower in {"on", "against"}
        and (parse.words[prep.head].lemma.lower() in toponym_words().event)
    )


def _inherited(parse: Parse, mentions: Sequence[Mention], at: int, kind: FigureKind | None) -> Place | None:
    """Return the place of the scene that the claim goes on with: same paragraph first, then those before."""
    number = parse.sentence_index[at]
    sentence = parse.sentences[number]
    goes_on = takes_up(parse, sentence)
    national = kind in _NATIONAL
    if not goes_on and (
        kind in _UNPLACED or sums_up(parse, sentence) or breaks(parse, sentence, acts_only=not national)
    ):
        return None
    alike = _told_things(parse, range(sentence.first, sentence.last))
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(parse.sentence_index[mention.first], []).append(mention)
    blocks = 0
    for n in range(number - 1, -1, -1):
        earlier = parse.sentences[n]
        if earlier.story != sentence.story:
            break
        if earlier.block != parse.sentences[n + 1].block:
            blocks += 1
            if blocks > (_REACH_TAKEN_UP if goes_on else 1 if national else _REACH):
                break
        found, is_only = _scene(parse, earlier, by_sentence.get(n, []), alike)
        if found is not None and not is_only and not goes_on:
            return None
        if found is not None:
            is_wide = found.level in {"country", "wide"}
            return None if is_wide and blocks and not (national or goes_on) else found.place
        if blocks and breaks(parse, earlier, acts_only=not national) and not goes_on:
            break
    return None


def _said_below(parse: Parse, mentions: Sequence[Mention], sentence: Sentence, kind: FigureKind | None) -> Place | None:
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
        cost = 0.5 * steps + aside + _own_cost(mention)
        cost += _GOAL * any(parse.words[i].pos == "ADP" and parse.words[i].lower in _ON_THE_WAY for i in above[:3])
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
    if best[1].level in {"region", "district"}:
        best = (best[0], _narrowed(parse, best[1], here))
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


def _own_cost(mention: Mention) -> float:
    """Return what a mention costs for what it is: its level, being in no list, only framing another."""
    cost = _LEVEL_COST[mention.level]
    if mention.place.lat is None:
        cost += _UNLISTED_SITE if mention.level == "site" else _UNLISTED
    return cost + _WITHIN if mention.within else cost
