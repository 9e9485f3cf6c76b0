"""Whereabouts: at which of the places named did a claim's matter happen?

A place in the claim's own clause comes first, then its sentence, then what the paragraph and the story spoke
of last, unless a new scene has opened. Who speaks and where, and capitals that stand for governments, never
count. Nothing of one story reaches the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.mentions import is_speech
from trucewatch.read.placeuse import is_personal
from trucewatch.vocab.countries import countries
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["place_of"]

# What each level costs beside the way through the grammar: the exact place wins over the country around it.
_LEVEL_COST = {"city": 0.0, "site": 0.3, "quarter": 0.5, "district": 0.4, "region": 0.9, "line": 1.2, "country": 3.0, "wide": 9.0}
_UNLISTED = 0.8
_WITHIN = 2.5
_FAR = 14.0
# Counted over a whole country or by treaty: such figures take no place from earlier paragraphs.
_NATIONAL = frozenset(
    {FigureKind.RAID, FigureKind.FORCE, FigureKind.CONTRIBUTION, FigureKind.AID, FigureKind.TERM, FigureKind.CONTROL, FigureKind.VIOLATION}
)  # fmt: skip
_REACH = 4


def place_of(
    parse: Parse, mentions: Sequence[Mention], at: int, kind: FigureKind | None = None
) -> Place | None:
    """Return the place of the claim whose number or head stands at word `at`, or None where the text gives none.

    `mentions` are those of `find_places` for the same parse. `kind` keeps national counts (raids, forces, aid)
    from taking the place of an earlier paragraph.
    """
    sentence = parse.sentence(at)
    here = [m for m in mentions if sentence.first <= m.first < sentence.last]
    found = _again(parse, mentions, at, sentence) or _in_sentence(parse, here, at)
    if found is not None:
        return found.place
    return _inherited(parse, mentions, at, kind)


def _chain(parse: Parse, i: int) -> list[int]:
    return [i, *(word.i for word in parse.ancestors(i))]


def _in_sentence(parse: Parse, here: Sequence[Mention], at: int) -> Mention | None:
    mine = _chain(parse, at)
    best: tuple[float, Mention] | None = None
    for mention in here:
        if not mention.is_where:
            continue
        cost = _cost(parse, mine, mention, at)
        if cost < _FAR and (best is None or cost < best[0]):
            best = cost, mention
    return best[1] if best else None


def _cost(parse: Parse, mine: list[int], mention: Mention, at: int) -> float:
    """Return how far a mention is from the claim: steps up, steps down, words between, and its level."""
    theirs = _chain(parse, mention.head)
    meet = next((n for n, i in enumerate(mine) if i in theirs), None)
    if meet is None:
        up, down = mine, theirs
        steps = len(up) + len(down) + 2.0
    else:
        up, down = mine[:meet], theirs[: theirs.index(mine[meet])]
        steps = 1.0 * sum(_step(parse, i) for i in up) + 0.5 * len(down)
    steps += sum(4.0 for i in down if _counts_else(parse, i, at))
    steps += sum(5.0 for i in down if is_personal(parse.words[i]) and parse.words[i].i != mention.head and parse.words[i].i not in mine)
    apart = abs(mention.first - at)
    cost = steps + 0.06 * apart + _LEVEL_COST[mention.level]
    if mention.place.lat is None:
        cost += _UNLISTED
    if mention.within:
        cost += _WITHIN
    return cost


def _step(parse: Parse, i: int) -> float:
    """Return what going up from word `i` costs: leaving a clause told by somebody costs most."""
    word = parse.words[i]
    above = parse.words[word.head]
    if word.dep in {"ccomp", "parataxis"}:
        return 4.0 if is_speech(above.lemma) else 1.5
    if word.dep in {"conj", "relcl"}:
        return 1.5
    return 1.0 if word.pos in {"VERB", "AUX"} else 0.6


def _counts_else(parse: Parse, i: int, at: int) -> bool:
    """Whether the way down to a mention passes another number: "40 drones …, including 17 over Belgorod"."""
    word = parse.words[i]
    if word.i == at or word.pos not in {"NOUN", "NUM", "PROPN"}:
        return False
    numbers = [j for j in parse.children[i] if parse.words[j].tag == "CD"]
    is_count = word.tag == "CD" or bool(numbers)
    return is_count and at not in parse.children[i] and word.i not in {j for j in _chain(parse, at)}


def _again(parse: Parse, mentions: Sequence[Mention], at: int, sentence: Sentence) -> Mention | None:
    """Return the place that "the town", "in the region", "there" takes up, if such words are near the claim."""
    topo = toponym_words()
    mine = set(_chain(parse, at))
    for i in range(sentence.first, sentence.last):
        word = parse.words[i]
        level = "city" if word.lower in topo.again_city else "region" if word.lower in topo.again_region else None
        if level is None or not _is_definite(parse, i):
            continue
        above = parse.words[word.head]
        hooked = above.i in mine or (above.pos == "ADP" and above.head in mine)
        where = above.pos == "ADP" and above.lower in topo.locative or word.dep in {"dobj", "nsubjpass", "nsubj"}
        if not (hooked and where) or is_speech(above.lemma):
            continue
        if any(sentence.first <= m.first < sentence.last and m.is_where and m.level != "country" and not m.within and abs(m.first - i) < 4 for m in mentions):
            continue
        earlier = [m for m in mentions if m.first < i and m.story == sentence.story and m.level not in {"country", "wide"}]
        fit = [m for m in earlier if (m.level in {"region", "district"}) == (level == "region")]
        if fit:
            return fit[-1]
    return None


def _is_definite(parse: Parse, i: int) -> bool:
    """Whether the noun stands with "the" or "that" and nothing that says which one."""
    kids = [parse.words[j] for j in parse.children[i]]
    has_article = any(k.lower in {"the", "that", "this"} for k in kids if k.i < i)
    return has_article and not any(k.dep in {"prep", "appos", "compound", "nummod", "relcl", "poss"} for k in kids)


def _inherited(parse: Parse, mentions: Sequence[Mention], at: int, kind: FigureKind | None) -> Place | None:
    """Return the place of the scene that the claim goes on with: same paragraph first, then those before."""
    topo = toponym_words()
    number = parse.sentence_index[at]
    sentence = parse.sentences[number]
    takes_up = _takes_up(parse, sentence)
    if _breaks(parse, sentence) and not takes_up:
        return None
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(parse.sentence_index[mention.first], []).append(mention)
    blocks = 0
    national = kind in _NATIONAL
    for n in range(number - 1, -1, -1):
        earlier = parse.sentences[n]
        if earlier.story != sentence.story:
            break
        if earlier.block != parse.sentences[n + 1].block:
            blocks += 1
            if blocks > _REACH or (national and not takes_up and blocks > 1):
                break
        found = _scene(parse, earlier, by_sentence.get(n, []))
        if found is not None:
            is_wide = found.level in {"country", "wide"}
            return None if is_wide and blocks and not (national or takes_up) else found.place
        if blocks and _breaks(parse, earlier) and not takes_up:
            break
    _ = topo
    return None


def _scene(parse: Parse, sentence: Sentence, here: Sequence[Mention]) -> Mention | None:
    """Return where a sentence's main event happens: the mention nearest to its main verb."""
    root = next((i for i in range(sentence.first, sentence.last) if parse.words[i].head == i), sentence.first)
    best: tuple[float, Mention] | None = None
    for mention in here:
        if not mention.is_where:
            continue
        steps = len(_chain(parse, mention.head)) - 1 if root in _chain(parse, mention.head) else 6
        cost = 0.5 * steps + _LEVEL_COST[mention.level] + (_WITHIN if mention.within else 0.0)
        if best is None or cost < best[0]:
            best = cost, mention
    return best[1] if best else None


def _takes_up(parse: Parse, sentence: Sentence) -> bool:
    """Whether the sentence speaks of an event told before: "The strike wounded …", "this attack"."""
    topo = toponym_words()
    for i in range(sentence.first, sentence.last):
        word = parse.words[i]
        if word.lemma.lower() in topo.event and any(parse.words[j].lower in {"the", "this", "that"} for j in parse.children[i]):
            return True
    return False


def _breaks(parse: Parse, sentence: Sentence) -> bool:
    """Whether the sentence opens a new scene: "Elsewhere", or a state or its forces as the one that acts."""
    first: Word = parse.words[sentence.first]
    if first.lower in toponym_words().breaks:
        return True
    table = countries()
    for i in range(sentence.first, min(sentence.first + 8, sentence.last)):
        word = parse.words[i]
        if word.dep in {"nsubj", "nsubjpass"}:
            below = [parse.words[j] for j in parse.subtree(i)]
            return any(w.text[:1].isupper() and (table.find(w.text) or table.demonym(w.text)) for w in below[:6])
    return False
