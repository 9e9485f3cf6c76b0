"""Positions: who stands where on what?

A trigger ("rejects", "ready to", "its refusal") with a holder and a topic in what follows it is one position a holder
and topic. What a quoted source says must happen, or cannot work without something, is the source's own. Presence
at a meeting is none. In doubt nothing is emitted. Last step of a reading: sees parse, cast and statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.ids import position_id
from trucewatch.model import Position, Span, Stance
from trucewatch.read.holders import Held, Holders
from trucewatch.read.stances import find_triggers, is_negated, is_real, scope_of, stance_on
from trucewatch.read.standing import forms, lemmas
from trucewatch.read.topics import TopicHit, find_topic
from trucewatch.vocab.positions import position_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from trucewatch.model import Statement
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.sources import Cast
    from trucewatch.read.stances import Met, Scope, Segment

__all__ = ["find_positions"]

_OPENING = frozenset({Stance.SUPPORTS, Stance.OFFERS, Stance.OPEN_TO})
_MARKS = frozenset('"“”„«»')
# A topic named so many sentences before is taken up by "the plan".
_CARRY = 2


@dataclass(frozen=True, slots=True)
class _Stand:
    """A position before it has an id: `first` and `last` are words, `last` included."""

    names: tuple[str, ...]
    topic: str
    stance: Stance
    at: int
    first: int
    last: int
    condition: tuple[int, int] | None = None


def find_positions(parse: Parse, cast: Cast, statements: Sequence[Statement], report_id: str) -> tuple[Position, ...]:
    """Return the positions that a report tells, in text order, each once a holder, topic, stance and wording."""
    finder = _Finder(parse, cast, Holders(parse, cast, statements))
    stands = [stand for sentence in parse.sentences for stand in finder.read_sentence(sentence)]
    found: dict[tuple[str, str, Stance, str], Position] = {}
    for stand in sorted(stands, key=lambda s: (s.first, s.last)):
        statement = finder.holders.statement_at(stand.at)
        if statement is not None and statement.repeat:
            continue
        span = _span(parse, stand.first, stand.last)
        on = None if stand.condition is None else _span(parse, *stand.condition).wording
        for name in stand.names:
            key = (name, stand.topic, stand.stance, " ".join(span.wording.split()))
            tag = position_id(report_id, (span.start, span.end), stand.topic, stand.stance, name)
            one = Position(
                tag, name, stand.topic, stand.stance, span, on, statement.statement_id if statement else None
            )
            found.setdefault(key, one)
    return tuple(found.values())


def _span(parse: Parse, first: int, last: int) -> Span:
    words = parse.words
    while last > first and words[last].text in {",", ".", ";", ":", "and", "but", "or", "—", "–", "-"}:
        last -= 1
    start, end = words[first].start, words[last].end
    if sum(c in _MARKS for c in parse.text[start:end]) % 2:
        start, end = _balanced(parse.text, start, end)
    return Span(start, end, parse.text[start:end])


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with one quotation mark too few or too many, made whole."""
    if text[start] in _MARKS:
        return start + 1, end
    if text[end - 1] in _MARKS:
        return start, end - 1
    after = end + 1 if text[end : end + 1] in {".", ","} else end
    return (start, after + 1) if text[after : after + 1] in _MARKS and after < len(text) else (start, end)


class _Finder:
    def __init__(self, parse: Parse, cast: Cast, holders: Holders) -> None:
        self.parse = parse
        self.nations = cast.nations
        self.holders = holders
        self.words = position_words()

    def read_sentence(self, sentence: Sentence) -> list[_Stand]:
        """Return the stands of one sentence; words under one trigger are not a stand of their own."""
        if self.parse.words[sentence.last - 1].text == "?":
            return []
        found: list[_Stand] = []
        taken: set[int] = set()
        for met in find_triggers(self.parse, sentence):
            inner = met.i in taken
            if inner and (met.trigger.part != "noun" or self.parse.child(met.i, "poss") is None):
                continue
            stands, used = self._of_trigger(met, sentence)
            found.extend(stands)
            if stands:
                taken |= used
        found.extend(self._conditional(sentence, found))
        found.extend(s for s in self._said(sentence) if s.at not in taken)
        return found

    def _topic(self, inside: Collection[int]) -> TopicHit | None:
        return find_topic(self.parse, inside, self.nations)

    # --- triggers ---

    def _of_trigger(self, met: Met, sentence: Sentence) -> tuple[list[_Stand], set[int]]:
        scope = scope_of(self.parse, met)
        used = {j for segment in scope.segments for j in segment.words}
        if not is_real(self.parse, met.i) or self._is_talk(met, scope):
            return [], used
        passive = self._passive(met)
        if passive is not None:
            return passive, used
        held: Held | None = None
        stands: list[_Stand] = []
        for n, segment in enumerate(scope.segments):
            hit = self._topic(segment.words)
            hit = hit or (self._carried(met, segment, sentence) if n == 0 else None)
            stance = stance_on(self.parse, met, hit, segment) if hit is not None else None
            if hit is None or stance is None or any(s.topic == hit.name for s in stands):
                continue
            held = held or self._held(met)
            if held is None:
                break
            stands.append(self._stand(met, scope, segment, hit, (held, stance)))
        return stands, used

    def _stand(self, met: Met, scope: Scope, segment: Segment, hit: TopicHit, who: tuple[Held, Stance]) -> _Stand:
        held, stance = who
        is_first = segment is scope.segments[0]
        last = max(segment.words)
        condition = scope.condition
        if condition is not None and stance is Stance.DEMANDS:
            condition = None
        if condition is not None and condition[0] <= last + 2 and last < condition[1]:
            last = condition[1]
        if condition is not None and scope.is_strict and stance in _OPENING:
            stance = Stance.CONDITIONAL
        first = min(held.first, met.i) if is_first else min(segment.words)
        return _Stand(held.names, hit.name, stance, met.i, first, last, condition)

    def _held(self, met: Met) -> Held | None:
        if met.trigger.part == "noun":
            return self.holders.of_noun(met.i)
        return self.holders.of_verb(met.i)

    def _is_talk(self, met: Met, scope: Scope) -> bool:
        """Whether a refusal is only one to speak: "declined to comment on the talks"."""
        if met.trigger.stance is not Stance.REJECTS or not scope.segments:
            return False
        opening = [j for j in self.parse.children[met.i] if self.parse.words[j].dep in {"xcomp", "acl"}]
        return any(self.parse.words[j].lemma.lower() in self.words.sets["talking"] for j in opening)

    def _passive(self, met: Met) -> list[_Stand] | None:
        """Return the stands of an agent: "the truce was rejected by X"; None where the trigger is not passive."""
        parse, word = self.parse, self.parse.words[met.i]
        if met.trigger.part != "verb" or word.tag != "VBN":
            return None
        told = parse.child(met.i, "nsubjpass")
        if told is None and word.dep != "acl":
            return None
        subject = parse.subtree(told.i) if told is not None else [word.head]
        names, hit = self.holders.agent(met.i), self._topic(subject)
        if not names or hit is None:
            return []
        stance = met.trigger.stance_on(hit.topic.name)
        if stance is not None and is_negated(parse, met.i):
            stance = self.words.negated.get(stance)
        if stance is None:
            return []
        last = max(j for k in parse.children[met.i] if parse.words[k].lower == "by" for j in parse.subtree(k))
        return [_Stand(names, hit.name, stance, met.i, min(subject), last)]

    def _carried(self, met: Met, segment: Segment, sentence: Sentence) -> TopicHit | None:
        """Return the topic that "the plan" or "involved" takes up from the words before."""
        parse = self.parse
        taken_up = self.words.sets["carried"]
        if met.trigger.stance in _OPENING:
            taken_up |= self.words.sets["joined"]
        up = [j for j in segment.words if parse.words[j].lower in taken_up]
        if not up:
            return None
        at = parse.sentence_index[sentence.first]
        for n in range(at, max(at - _CARRY, 0) - 1, -1):
            other = parse.sentences[n]
            if other.story != sentence.story:
                break
            hit = self._topic(range(other.first, min(other.last, *up)))
            if hit is not None:
                return hit
        return None

    # --- conditions on their own ---

    def _conditional(self, sentence: Sentence, found: Sequence[_Stand]) -> Iterable[_Stand]:
        """Yield what is said to be conditional on something, or to depend on it."""
        parse, sets = self.parse, self.words.sets
        told = {*lemmas(parse, sets["verbs"], sentence), *forms(parse, sets["adjectives"], sentence)}
        for word in (parse.words[i] for i in sorted(told)):
            on = next((j for j in parse.children[word.i] if parse.words[j].lower in sets["prepositions"]), None)
            pobj = parse.child(on, "pobj", "pcomp") if on is not None else None
            if pobj is None or on is None:
                continue
            first, last = parse.edges(pobj.i)
            before = [s for s in found if s.last < word.i and s.stance in _OPENING]
            own = self._subject_topic(word)
            if own is not None and (names := self.holders.speaker(word.i)):
                yield _Stand(names, own[0].name, Stance.CONDITIONAL, word.i, own[1], last, (first, last))
            elif before and own is None:
                yield _Stand(
                    before[-1].names, before[-1].topic, Stance.CONDITIONAL, word.i, word.i, last, (first, last)
                )

    def _subject_topic(self, word: Word) -> tuple[TopicHit, int] | None:
        """Return the topic of the subject of a verb or predicate, and the subject's first word."""
        verb = word.head if word.dep in {"acomp", "attr", "oprd"} else word.i
        subject = self.parse.child(verb, "nsubj", "nsubjpass")
        if subject is None:
            return None
        tree = self.parse.subtree(subject.i)
        hit = self._topic(tree)
        return (hit, tree[0]) if hit is not None else None

    # --- what a source says must be ---

    def _said(self, sentence: Sentence) -> Iterable[_Stand]:
        """Yield the stands of whoever says that a topic must be, is needed, or cannot work without something."""
        parse, sets = self.parse, self.words.sets
        told = (forms(parse, sets["must"], sentence), forms(parse, sets["necessary"], sentence))
        for word in (parse.words[i] for i in sorted({*told[0], *told[1], *lemmas(parse, sets["work"], sentence)})):
            if word.lower in sets["must"]:
                stand = self._must(word)
            elif word.lower in sets["necessary"] and word.dep in {"acomp", "attr", "oprd"}:
                stand = self._necessary(word)
            elif word.lemma.lower() in sets["work"] and word.pos == "VERB" and is_negated(parse, word.i):
                stand = self._without(word)
            else:
                continue
            if stand is not None:
                yield stand

    def _must(self, word: Word) -> _Stand | None:
        parse = self.parse
        verb = parse.words[word.head] if word.dep == "aux" else parse.child(word.i, "xcomp")
        names = self.holders.speaker(word.i)
        if verb is None or not names:
            return None
        anchor = verb if word.dep == "aux" else word
        subject = parse.child(anchor.i, "nsubj", "nsubjpass", "expl")
        if subject is None:
            return None
        about = parse.subtree(subject.i)
        after = [j for j in parse.subtree(verb.i) if j >= verb.i and not self._is_aside(j, verb.i)]
        wanted = verb.lemma.lower() in self.words.sets["realised"] or subject.dep == "nsubjpass"
        hit = (self._topic(about) if wanted else None) or self._topic([*about[-1:], *after])
        if hit is None or (hit.first < verb.i and not wanted and hit.last < verb.i):
            return None
        own = subject.lower in self.words.sets["first_person"] or hit.first < verb.i or subject.dep == "expl"
        stance = Stance.SUPPORTS if own else Stance.DEMANDS
        if is_negated(parse, verb.i) or is_negated(parse, word.i):
            stance = Stance.OPPOSES
        return _Stand(names, hit.name, stance, word.i, about[0], max(after))

    def _is_aside(self, j: int, verb: int) -> bool:
        parse = self.parse
        while j != verb:
            word = parse.words[j]
            if (
                word.dep in {"advcl", "relcl", "parataxis"}
                or (word.dep == "conj" and word.head == verb)
                or word.lower in self.words.sets["aside"]
            ):
                return True
            if word.head == j:
                return True
            j = word.head
        return False

    def _necessary(self, word: Word) -> _Stand | None:
        names, about = self.holders.speaker(word.i), self._subject_topic(word)
        if not names or about is None or is_negated(self.parse, word.i):
            return None
        hit, first = about
        last = self.parse.edges(word.i)[1]
        after = [
            k
            for j in self.parse.children[word.head]
            if j > word.i and self.parse.words[j].dep == "prep"
            for k in self.parse.subtree(j)
        ]
        last = max([last, *after])
        subject = self.parse.child(word.head, "nsubj", "nsubjpass")
        if hit.topic.serves is None or subject is None:
            return _Stand(names, hit.name, Stance.SUPPORTS, word.i, first, last)
        return _Stand(names, hit.topic.serves, Stance.CONDITIONAL, word.i, first, last, self.parse.edges(subject.i))

    def _without(self, word: Word) -> _Stand | None:
        """Return what a source says will not work without something."""
        parse = self.parse
        names = self.holders.speaker(word.i)
        prep = next((j for j in parse.children[word.i] if parse.words[j].lower in self.words.sets["without"]), None)
        pobj = parse.child(prep, "pobj") if prep is not None else None
        subject = parse.child(word.i, "nsubj")
        if not names or pobj is None or subject is None:
            return None
        first, last = parse.edges(pobj.i)
        about = self._topic(parse.subtree(subject.i))
        need = self._topic(range(first, last + 1))
        topic = about.name if about is not None else (need.topic.serves if need is not None else None)
        if topic is None:
            return None
        return _Stand(names, topic, Stance.CONDITIONAL, word.i, parse.edges(subject.i)[0], last, (first, last))
