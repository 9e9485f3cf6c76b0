"""Recall: who has been met so far in a story, and whom a pronoun or a short form leads back to?

Mentions are kept in text order with a weight (2 for one who speaks, 1 for a subject, 0 for the rest). A new
story starts with nobody known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.read.actors import Actor, Kind, gender_of, singular
from trucewatch.vocab.actors import fold, role_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trucewatch.read.grammar import Parse, Word

__all__ = ["Recall"]

_SINGULAR = word_list("grammar", "pronouns", "of_one")
_PLURAL = word_list("grammar", "pronouns", "of_many")
_THING = word_list("grammar", "pronouns", "of_things")
_GROUNDS = word_list("roles", "body", "grounds")
_BACK = 400
# The weight of a mention that speaks.
_SPOKEN = 2
# So many sentences back a woman named by her office is she rather than somebody of unknown gender.
_NEAR = 3
_FEMALE = word_list("grammar", "pronouns", "female")
_OF_PEOPLE = word_list("grammar", "pronouns", "of_people")
_RELATIVE = word_list("grammar", "pronouns", "relative")
_MANY = tuple(word_list("roles", "collective", "endings"))
# What stands between words said and "it said" behind them.
_PARTED = frozenset({",", '"', "''", "—", "–"})


def _is_crowd(actor: Actor) -> bool:
    """Whether several people are named by one word: "residents"."""
    many = actor.kind is Kind.BODY and singular(actor.name.lower().rsplit(" ", 1)[-1]) in role_words().bodies
    spoken_for = actor.kind is Kind.BODY and "they" in actor.roles  # activists of the committee
    told = actor.name.split(" at ")[0] if actor.kind is Kind.GROUP else actor.name  # medics at Osk hospital
    return spoken_for or (told.endswith(_MANY) and (actor.kind is Kind.GROUP or many))


def _is_told_as_many(actor: Actor) -> bool:
    is_militia = actor.kind is Kind.BODY and actor.is_listed and "group" in actor.roles  # the Taliban
    return is_militia or (_is_crowd(actor) and (actor.kind is Kind.GROUP or "they" in actor.roles))


def _is_many(actor: Actor) -> bool:
    return actor.kind in {Kind.BODY, Kind.GROUP, Kind.STATE}


def _gender(actor: Actor) -> bool | None:
    """Return True for a woman, False for a man, by what is known of an actor or the word for it: "her husband"."""
    return gender_of(actor.name.lower().split()) if actor.is_female is None else actor.is_female


def _is_thing(actor: Actor) -> bool:
    is_body = actor.kind is Kind.BODY and not actor.roles & _GROUNDS
    return is_body or actor.kind is Kind.STATE or (actor.kind is Kind.PAPER and not actor.name.endswith("s"))


class Recall:
    """The actors met in a report: `heads` by the word that heads their phrase, `people` by each part of a name."""

    def __init__(self, parse: Parse) -> None:
        """Start with nobody."""
        self._parse = parse
        self._seen: list[tuple[int, Actor, int]] = []
        self._story_start = 0
        self.speakers: frozenset[int] = frozenset()
        self.heads: dict[int, Actor] = {}
        self.people: dict[str, Actor] = {}

    def new_story(self) -> None:
        """Forget everybody for what follows."""
        self._story_start = len(self._seen)
        self.people = {}

    def add(self, i: int, actor: Actor, weight: int) -> None:
        """Remember that word `i` named an actor."""
        if actor.kind is Kind.PERSON:
            for token in actor.tokens:
                self.people[token] = actor
        if self._parse.words[i].dep != "dateline":  # a report's desk is nobody that it speaks of
            self._seen.append((i, actor, weight))

    def met(self, text: str, tokens: frozenset[str]) -> Actor | None:
        """Return the person met before under this name or a fuller one."""
        last = fold(text).split()
        if not last:
            return None
        one = self.people.get(last[-1])
        if one is not None and tokens <= one.tokens | {last[-1]}:
            return one
        if one is not None and len(tokens) > len(one.tokens) and one.tokens <= tokens and not one.is_listed:
            return None
        return one if one is not None and len(tokens) == 1 else None

    def back(self, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return the last actor of the story that fits."""
        since = max(self._story_start, len(self._seen) - _BACK)
        return next((actor for _, actor, _ in reversed(self._seen[since:]) if fits(actor)), None)

    def only(self, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return the one actor of the story that fits, None where there are several."""
        found = {actor.name: actor for _, actor, _ in self._story() if fits(actor)}
        return next(iter(found.values())) if len(found) == 1 else None

    def speaker(self) -> Actor | None:
        """Return who spoke last in the story."""
        return next((actor for _, actor, weight in self._story() if weight >= _SPOKEN), None)

    def spoke(self, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return the last actor of the story that said something and fits."""
        return next((actor for _, actor, weight in self._story() if weight >= _SPOKEN and fits(actor)), None)

    def body(self, i: int, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return the body that spoke or acted last and fits, a few sentences before word `i` at most."""
        near = self._parse.sentence_index[i] - _NEAR
        return self._recent(lambda a: a.kind is Kind.BODY and fits(a), near)

    def pronoun(self, word: Word) -> Actor | None:
        """Return whom a pronoun means."""
        lower = word.lower
        if lower in _RELATIVE:
            verb = self._parse.words[word.head]
            return self._related(verb.head, word) if verb.dep == "relcl" else None
        if lower in _SINGULAR:
            return self._one(word, is_female=lower in _FEMALE)
        if lower in _PLURAL:
            near = self._parse.sentence_index[word.i] - _NEAR
            return (
                self._going_on(word, _is_crowd)
                or self._going_on(word, _is_many)
                or self._recent(_is_told_as_many, near)
                or self._recent(_is_many, near)
                or self._recent(_is_told_as_many)
                or self._recent(_is_many)
            )
        if lower in _THING:
            found = self._through_paper(word) or self._going_on(word, _is_thing) or self._that_acted(word)
            return found or self._recent(_is_thing)
        return None

    def _through_paper(self, word: Word) -> Actor | None:
        """Return who spoke last through a paper that goes on: "…, the statement said. Separately, it added …"."""
        if word.i not in self.speakers:
            return None
        i, actor, _ = next((told for told in self._story() if told[2] >= _SPOKEN), (None, None, 0))
        if i is None or self._parse.words[i].lower not in role_words().documents:
            return None
        return actor if self._parse.sentence_index[word.i] - self._parse.sentence_index[i] <= _NEAR else None

    def _that_acted(self, word: Word) -> Actor | None:
        """Return the thing of the last sentences that spoke or did something, where "it" speaks: "It said"."""
        if word.i not in self.speakers:
            return None
        near = self._parse.sentence_index[word.i] - _NEAR
        return self._recent(_is_thing, near, least=1)

    def _related(self, noun: int, word: Word) -> Actor | None:
        """Return whom a relative pronoun behind a noun means: in "NAME, an official in PLACE, who …" no place."""
        found = self.heads.get(noun)
        for above in self._parse.ancestors(noun) if word.lower in _OF_PEOPLE else ():
            dep = self._parse.words[noun].dep
            is_person = found is not None and found.kind in {Kind.PERSON, Kind.GROUP}
            if dep not in {"pobj", "prep", "appos"} or (is_person and dep != "appos"):
                break
            noun = above.i
            found = self.heads.get(noun) or found
        return found

    def _going_on(self, word: Word, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return who goes on speaking where a pronoun stands behind what it says: "Nine died, it added"."""
        if word.i not in self.speakers or not self._is_behind(word):
            return None
        near = self._parse.sentence_index[word.i] - _NEAR
        here = self._parse.sentence(word.i).block
        opened: Actor | None = None
        for i, actor, weight in self._story():
            if self._parse.sentence_index[i] < near:
                return None
            if self._parse.sentence(i).block == here and weight and opened is None and fits(actor):
                opened = actor
            if weight >= _SPOKEN and fits(actor):  # who opened this paragraph comes before who spoke in the last one
                return actor if self._parse.sentence(i).block == here or opened is None else opened
        return None

    def _is_behind(self, word: Word) -> bool:
        """Whether a stop or quotation mark parts a pronoun from words of its sentence before it."""
        before = self._parse.words[word.i - 1]
        return word.i > self._parse.sentence(word.i).first and before.text in _PARTED

    def _one(self, word: Word, *, is_female: bool) -> Actor | None:
        """Return the person whom he or she is; from then on the gender is known."""
        near = self._parse.sentence_index[word.i] - _NEAR
        known = self._recent(lambda a: a.kind is Kind.PERSON and a.is_female is True, near) if is_female else None
        found = known or self._speaker_near(word, near, is_female=is_female)
        found = found or self._recent(
            lambda a: (a.kind is Kind.PERSON or a.is_single) and _gender(a) in {None, is_female}
        )
        if found is None and word.i in self.speakers:  # "the house of NAME NAME … she told us"
            found = self._recent(lambda a: a.kind is Kind.NAME and " " in a.name, near)
            found = replace(found, kind=Kind.PERSON) if found is not None else None
        return replace(found, is_female=is_female) if found is not None else None

    def _speaker_near(self, word: Word, near: int, *, is_female: bool) -> Actor | None:
        """Return who spoke last where he or she speaks and only somebody nameless, a victim say, was met since."""
        if word.i not in self.speakers:
            return None
        silent: str | None = None
        for i, actor, weight in self._story():
            named = actor.kind is Kind.PERSON
            is_other = silent is not None and actor.name != silent
            if self._parse.sentence_index[i] < near or (named and is_other):
                return None
            if weight >= _SPOKEN and (named or actor.is_single) and _gender(actor) in {None, is_female}:
                return None if is_other else actor
            silent = actor.name if named else silent  # "NAME, who heads the office, told": of one person
        return None

    def _recent(self, fits: Callable[[Actor], bool], since: int = 0, least: int = 0) -> Actor | None:
        """Return the actor met last that fits, no earlier than a sentence; its subjects before its other words.

        `least` is the weight that a mention must have.
        """
        best: tuple[int, Actor] | None = None
        at: int | None = None
        for i, actor, weight in self._story():
            sentence = self._parse.sentence_index[i]
            if sentence < since or (best is not None and sentence != at):
                break
            if actor.kind is Kind.PAPER and weight == 0:
                continue  # a paper that is only spoken of is not what "it" means
            if weight >= least and fits(actor) and (best is None or weight > best[0]):
                best, at = (weight, actor), sentence
        return best[1] if best is not None else None

    def _story(self) -> Iterable[tuple[int, Actor, int]]:
        for at in range(len(self._seen) - 1, max(self._story_start, len(self._seen) - _BACK) - 1, -1):
            yield self._seen[at]
