"""Topics: what are these words about, of the things that parties take a stand on?

Works on a set of words of one sentence (what somebody supports, rejects …), finds the phrases and pairs of the
vocabulary in it and fills in names ("NATO membership"). Nothing here knows who stands where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.vocab.positions import position_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.countries import Countries
    from trucewatch.vocab.positions import Topic

__all__ = ["TopicHit", "find_topic", "matches", "opens_with"]

# A pair's words stand at most so far apart; further off they were seldom about one thing.
_PAIR_REACH = 8
_NAME_REACH = 6
# "urged them to agree to end the war" has two; further down the words are about something else.
_MOST_VERBS = 2


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic as met: its full name and the first and last word that name it."""

    name: str
    topic: Topic
    first: int
    last: int


def matches(word: Word, wanted: str) -> bool:
    """Whether a word is the wanted one, as written or by its base form."""
    return wanted in {word.lower, word.lemma.lower()}


def opens_with(words: Sequence[Word], at: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """Return how many words from `at` on make up one of the phrases; 0 for none."""
    for phrase in phrases:
        if len(words) >= at + len(phrase) and all(matches(words[at + n], p) for n, p in enumerate(phrase)):
            return len(phrase)
    return 0


def find_topic(parse: Parse, inside: Collection[int], nations: Countries) -> TopicHit | None:
    """Return the first topic that the words name; at one spot the longest phrase, then the first in the file."""
    order = sorted(inside)
    best: TopicHit | None = None
    for i in order:
        if best is not None and i >= best.first:
            break
        hit = _phrase_at(parse, i, nations) or _pair_at(parse, i, order)
        if hit is not None and (best is None or hit.first < best.first) and not _is_off(parse, hit, inside):
            best = hit
    return best


def _phrase_at(parse: Parse, i: int, nations: Countries) -> TopicHit | None:
    words, table = parse.words, position_words().phrases
    word = words[i]
    options = [
        *table.get(word.lower, ()),
        *(table.get(word.lemma.lower(), ()) if word.lemma.lower() != word.lower else ()),
    ]
    for phrase, topic in sorted(options, key=lambda o: -len(o[0])):
        if len(phrase) > 1 and not opens_with(words, i, (phrase,)):
            continue
        last = i + len(phrase) - 1
        name = _name(parse, topic, (i, last), nations)
        if name is not None:
            return TopicHit(name, topic, i, last)
    return None


def _pair_at(parse: Parse, i: int, order: Sequence[int]) -> TopicHit | None:
    words, table = parse.words, position_words()
    keys = {words[i].lower, words[i].lemma.lower()}
    if not keys & table.paired:
        return None
    near = [j for j in order if j != i and abs(j - i) <= _PAIR_REACH]
    for one, other, topic in table.pairs:
        if keys & one:
            for j in near:
                if words[j].lower in other or words[j].lemma.lower() in other:
                    return TopicHit(topic.name, topic, min(i, j), max(i, j))
    return None


def _name(parse: Parse, topic: Topic, place: tuple[int, int], nations: Countries) -> str | None:
    if "{" not in topic.name:
        return topic.name
    first, last = place
    sentence = parse.sentence(first)
    start, end = max(sentence.first, first - _NAME_REACH), min(sentence.last, last + _NAME_REACH + 1)
    if "{body}" in topic.name:
        body = _body(parse, start, end)
        return topic.name.replace("{body}", body) if body else None
    country = _country(parse, range(last + 1, end), nations)
    return topic.name.replace("{country}", country) if country else None


def _body(parse: Parse, start: int, end: int) -> str | None:
    bodies = position_words().bodies
    for i in range(start, end):
        two = " ".join(w.lower for w in parse.words[i : min(i + 2, end)])
        if (found := bodies.get(two) or bodies.get(parse.words[i].lower)) is not None:
            return found
    return None


def _country(parse: Parse, reach: range, nations: Countries) -> str | None:
    for word in parse.words[reach.start : reach.stop]:
        if word.text[:1].isupper():
            found = nations.find(word.text) or nations.capital(word.text)
            if found is not None:
                return found.name
    return None


def _is_off(parse: Parse, hit: TopicHit, inside: Collection[int]) -> bool:
    """Whether the words speak of a breach or a report of the topic, or get to it by way of too many verbs."""
    failures = position_words().sets["failures"]
    verbs = 0
    for above in parse.ancestors(hit.first):
        if above.i not in inside:
            return False
        verbs += above.pos == "VERB" and not hit.first <= above.i <= hit.last
        if above.lemma.lower() in failures or verbs > _MOST_VERBS:
            return True
    return False
