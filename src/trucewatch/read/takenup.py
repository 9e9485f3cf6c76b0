"""Taken up: which place named before do "the town", "in the region" and "there" speak of again?

Part of `whereabouts`: a place taken up so beats every other in the sentence. Nothing of one story reaches the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.mentions import is_speech
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["TOWNS", "again", "chain"]

TOWNS = word_list("toponyms", "acts", "towns")
# A name so few words from "the town" says which town.
_CLOSE = 4
# So many nouns may stand between the deed and "in the city".
_LINKS = 2
_OF_REGION = word_list("toponyms", "acts", "of_region")


def chain(parse: Parse, i: int) -> list[int]:
    """Return word `i` and all words above it, nearest first."""
    return [i, *(word.i for word in parse.ancestors(i))]


def again(parse: Parse, mentions: Sequence[Mention], at: int, sentence: Sentence) -> Mention | None:
    """Return the place that "the town" or "in the region" takes up, if such words are near the claim."""
    mine = set(chain(parse, at))
    here = [m for m in mentions if sentence.first <= m.first < sentence.last]
    exact = [m.first for m in here if m.is_where and m.level != "country" and not m.within]
    for i in range(sentence.first, sentence.last):
        if (
            parse.words[i].lower in toponym_words().again
            and parse.words[i].dep == "advmod"
            and (parse.words[i].head in mine or parse.words[parse.words[i].head].head == at)
        ):
            # "was killed here in Varos"
            told = next((m for m in here if 0 < m.first - i <= 2 and parse.words[i + 1].pos == "ADP"), None)
            before = [m for m in mentions if m.first < i and m.story == sentence.story]
            # "in Osk, in Kolo province" is Osk.
            beside = [m for m in before if parse.sentence(m.first) == parse.sentence(before[-1].first)]
            last = beside[-1] if beside else None
            return told or next((m for m in reversed(beside) if m.is_where and not m.within), last)
        level = _taken_up(parse, i, mine)
        if level is None or (level != "country" and any(abs(first - i) < _CLOSE for first in exact)):
            continue
        earlier = [m for m in reversed(mentions) if m.first < i and m.story == sentence.story]
        earlier.sort(key=lambda m: m.actor_use and countries().capital(m.place.name) is not None)
        if parse.words[i].lower == "capital" and not _of_region(parse, i):
            earlier.sort(key=lambda m: countries().capital(m.place.name) is None)
        elif parse.words[i].lower in TOWNS:
            earlier.sort(key=lambda m: m.level != "city")
        elif level == "city":
            # "the camp" is the camp named before, not the last town.
            kind = parse.words[i].lower
            earlier.sort(key=lambda m: parse.words[m.last - 1].lower != kind)
        if level == "country":
            return next((m for m in earlier if m.level == "country"), None)
        for mention in earlier:
            is_region = mention.level in {"region", "district"}
            if mention.level not in {"country", "wide"} and is_region == (level == "region"):
                return mention
    return None


def _taken_up(parse: Parse, i: int, mine: set[int]) -> str | None:
    """Return city or region if word `i` is a noun such as "the town" that says where the claim happened."""
    topo, word = toponym_words(), parse.words[i]
    level = "city" if word.lower in topo.again_city else "region" if word.lower in topo.again_region else None
    level = "country" if word.lower == "country" else level
    if level is None or not _is_definite(parse, i):
        return None
    above = parse.words[word.head]
    if level == "country" and word.dep == "poss" and above.lemma.lower() in topo.territory:
        word, above = above, parse.words[above.head]  # "entered the country's airspace"
    is_prep = above.pos == "ADP"
    hook = parse.words[above.head] if is_prep else above
    is_struck = is_prep and hook.lemma.lower() in topo.event and above.lower in {"of", "on", "against"}
    if is_prep and hook.lemma.lower() in topo.event:
        # "an attack on the same city killed one": the attack is what killed.
        hook = parse.words[hook.head]
    for _ in range(_LINKS):
        # "killed nine at a post in the city"
        if hook.i in mine or hook.dep != "pobj" or not is_prep:
            break
        hook = parse.words[parse.words[hook.head].head]
    is_hooked = above.i in mine or hook.i in mine or (hook.dep == "conj" and hook.head in mine)
    is_where = is_struck or (is_prep and above.lower in topo.locative) or word.dep in {"dobj", "nsubjpass", "nsubj"}
    is_told = is_speech(above.lemma) and above.lemma not in topo.strike
    return level if is_hooked and is_where and not is_told else None


def _of_region(parse: Parse, i: int) -> bool:
    """Whether word `i` is the capital of a region, not of a country: "the state capital"."""
    before = parse.words[i - 1].lower if i else ""
    return parse.words[i].lower == "capital" and (before in toponym_words().again_region or before in _OF_REGION)


def _is_definite(parse: Parse, i: int) -> bool:
    """Whether the noun stands with "the" or "that" and nothing that says which one."""
    kids = [parse.words[j] for j in parse.children[i]]
    has_article = any(k.lower in {"the", "that", "this"} for k in kids if k.i < i)
    kids = [k for k in kids if not (k.i == i - 1 and _of_region(parse, i))]
    return has_article and not any(k.dep in {"prep", "appos", "compound", "nummod", "relcl", "poss"} for k in kids)
