"""Sources: who is meant by a noun phrase, under one canonical name with role and side?

The cast of a report is read once, in text order and story by story: full names found by office, apposition or
listing, later a bare surname, a role ("the governor"), a body's short name or a pronoun leads back to them.
Nothing of one story leaks into the next. Statements, positions and denials ask it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import Source
from trucewatch.read.actors import Actor, Kind, from_known, singular, text_of
from trucewatch.read.ahead import named_ahead
from trucewatch.read.cues import find_cues
from trucewatch.read.names import core_of, is_capital
from trucewatch.read.phrases import Phrases
from trucewatch.read.recall import Recall
from trucewatch.read.spelt import spelt_out
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.cues import Cue
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.quotes import Quotation
    from trucewatch.read.spelt import Spelt
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Actor", "Cast", "Kind"]

_SPEAKING = 2
"""The weight of a mention that speaks."""
_QUOTED = frozenset({"quote"})
_SPOKEN = frozenset({"clause", "quote"})
"""What verbs take that say something only beside a quotation: "hit back"."""
_NATIONAL = word_list("roles", "body", "national")
_EMPLOYERS = word_list("roles", "body", "employers")


class Cast:
    """Who is who in a report; built from its parse, the known actors and its quotations."""

    def __init__(self, parse: Parse, known: Actors, quotes: Sequence[Quotation] = ()) -> None:
        """Read all phrases of the report that may name an actor, in order."""
        self._parse = parse
        self._known = known
        self._nations = known.nations
        self._recall = Recall(parse)
        self._phrases = Phrases(parse, known, self._recall)
        self._quoted = _covered(parse, quotes)
        self._short: dict[str, Actor] = {}
        self._spelt = {i: spelt for spelt in spelt_out(parse, self._is_listed) for i in range(spelt.first, spelt.last)}
        self._cues = [find_cues(parse, sentence, self._quoted) for sentence in parse.sentences]
        told = [c for cues in self._cues for c in cues if c.subject is not None and not self._is_deed(c)]
        self._speakers = frozenset(cue.subject for cue in told if cue.subject is not None)
        self._tellers = frozenset(cue.subject for cue in told if cue.frames != _QUOTED or cue.preposition is not None)
        self._recall.speakers = self._speakers
        self._build()
        self._recall.heads.update(named_ahead(parse, self._recall.heads, self._speakers))
        for i, actor in self._recall.heads.items():  # a headline's letters are spelt out below
            if actor.name in self._short and not actor.is_listed:
                self._recall.heads[i] = self._short[actor.name]

    @property
    def nations(self) -> Countries:
        """The table of countries known, those of the conflict files included."""
        return self._nations

    def actor(self, i: int) -> Actor | None:
        """Return the actor that the phrase headed by word `i` names, if any."""
        return self._recall.heads.get(i)

    def resolve(self, first: int, last: int, head: int | None = None) -> Source | None:
        """Return the source that words `first` to `last` (half-open) name, with the span of the mention."""
        if head is None:
            head = self._head(first, last)
        actor = self._recall.heads.get(head)
        if actor is None:
            return None
        name, side, role = self._joined(head, actor, max(last, head + 1))
        start, end = self._parse.words[first].start, self._parse.words[last - 1].end
        return Source(name, role, side, start, end, self._parse.text[start:end])

    def describing(self, i: int) -> Source | None:
        """Return whoever describes noun `i`: the army of "a Thai army claim"."""
        words, core = self._parse.words, core_of(self._parse, i)
        last = i - 1
        if core.first > last or words[last].dep not in {"compound", "nmod", "amod"}:
            return None
        actor = self._phrases.phrase(core.first, last, core_of(self._parse, last))
        if actor is None or not (actor.kind is Kind.STATE or (actor.kind is Kind.BODY and actor.side)):
            return None
        start, end = words[core.first].start, words[last].end
        return Source(actor.name, actor.role, actor.side, start, end, self._parse.text[start:end])

    def is_agency(self, i: int) -> bool:
        """Whether the phrase headed by word `i` names a news agency, broadcaster or paper."""
        actor = self._recall.heads.get(i)
        return actor is not None and "agency" in actor.roles and actor.is_listed and actor.side is None

    def cues(self, sentence: int) -> list[Cue]:
        """Return the verbs of saying in a sentence, by its number."""
        return self._cues[sentence]

    def is_quoted(self, i: int) -> bool:
        """Whether word `i` stands within quotation marks."""
        return i in self._quoted

    def _head(self, first: int, last: int) -> int:
        words = self._parse.words
        for i in range(first, last):
            if not first <= words[i].head < last and i in self._recall.heads:
                return i
        inside = [i for i in range(first, last) if i in self._recall.heads]
        return inside[-1] if inside else last - 1

    def _joined(self, head: int, actor: Actor, end: int) -> tuple[str, str | None, str | None]:
        """Return name, side and role of an actor and of those joined to it before word `end`: "Britain and France"."""
        joined = [actor]
        at: int | None = head
        while at is not None:
            at = next((j for j in self._parse.children[at] if self._is_joined(j) and head < j < end), None)
            if at is not None:
                joined.append(self._recall.heads[at])
        if any(a.kind is Kind.PERSON for a in joined):
            joined = [a for a in joined if a.kind is not Kind.NAME]
        if len({a.name for a in joined}) == 1:
            return joined[0].name, joined[0].side, joined[0].role
        names = [a.name for a in joined]
        sides = {a.side for a in joined}
        return ", ".join(names[:-1]) + " and " + names[-1], sides.pop() if len(sides) == 1 else None, None

    def _is_joined(self, j: int) -> bool:
        dep = self._parse.words[j].dep
        listed = dep == "appos" and self._parse.child(j, "conj") is not None
        return (dep == "conj" or listed) and j in self._recall.heads

    def _build(self) -> None:
        story = None
        for sentence in self._parse.sentences:
            if sentence.story != story:
                story = sentence.story
                self._recall.new_story()
            for i in range(sentence.first, sentence.last):
                word = self._parse.words[i]
                if (
                    word.pos in {"NOUN", "PROPN", "PRON"}
                    or word.tag in {"NN", "NNS", "NNP", "NNPS"}
                    or (word.dep in {"nsubj", "pobj"} and is_capital(word))
                    or (i in self._speakers and (is_capital(word) or word.lower in {"one", "another"}))
                ):
                    self._meet(word)

    def _is_listed(self, letters: str) -> bool:
        listed = self._known.named(letters)
        return listed is not None and not listed.is_person

    def _is_deed(self, cue: Cue) -> bool:
        """Whether a verb that may mean words tells a deed: "forces attacked the village", "a truce offered by X"."""
        verb = self._parse.words[cue.verb]
        if cue.is_passive and verb.dep == "acl":
            return "clause" not in cue.frames
        taken = self._parse.child(cue.verb, "dobj")
        if taken is not None and taken.lower.endswith(("self", "selves")) and not cue.frames & _SPOKEN:
            return True  # "20 fighters gave themselves up"
        is_blow = verb.lemma in calendar().violence and self._parse.child(cue.verb, "dobj") is not None
        return is_blow and not cue.frames & _SPOKEN

    def _meet(self, word: Word) -> None:
        inner = word.dep in {"compound", "amod", "nmod", "det"} and 0 < word.head - word.i < 8
        if (inner and word.i not in self._speakers) or self._is_tied(word):
            return
        spelt = self._spelt.get(word.i)
        if spelt is not None and word.i != spelt.head:
            return
        actor = self._spelt_out(word, spelt) if spelt is not None else self._short.get(word.text)
        actor = actor or self._phrases.read(word)
        if actor is None:
            return
        self._recall.heads[word.i] = actor
        if word.i in self._quoted:
            return
        strong = self._weight(word)
        if actor.kind is Kind.NAME and strong and " " in actor.name and not self._is_thing(word):
            actor = self._speaking(actor, word)
            self._recall.heads[word.i] = actor
        self._meet_office(word, actor)
        if not (strong < _SPEAKING and actor.kind is Kind.GROUP and self._is_crowd(word)):
            self._recall.add(word.i, actor, strong)

    def _is_tied(self, word: Word) -> bool:
        """Whether a hyphen ties a name to a participle: "a rebel-fired shell" speaks of nobody."""
        after = self._parse.words[word.i + 1 : word.i + 2]
        return word.dep == "npadvmod" and bool(after) and after[0].tag == "HYPH"

    def _speaking(self, actor: Actor, word: Word) -> Actor:
        """Return a name that speaks as a person, or as a body where it is of several: "the Relief Committees"."""
        if word.tag != "NNPS" or singular(word.lower) not in role_words().bodies:
            return actor.of_kind(Kind.PERSON)
        return replace(actor, kind=Kind.BODY, roles=frozenset(actor.name.lower().split()))

    def _spelt_out(self, word: Word, spelt: Spelt) -> Actor | None:
        """Return whom a long name with its letters in brackets names."""
        words = self._parse.words
        text = text_of(self._parse, spelt.first, spelt.last - 1)
        actor = self._phrases.read(word)
        listed = self._known.named(spelt.letters) or self._known.named(text)
        if listed is not None and listed.kind != "agency" and not listed.is_person:
            actor = from_known(listed)
        elif actor is None or not (actor.is_listed or actor.kind in {Kind.PERSON, Kind.STATE}):
            roles = frozenset(w.lower for w in words[spelt.first : spelt.last])
            called = word_list("roles", "body", "of_body") if not roles & _NATIONAL else frozenset[str]()
            actor = Actor(text, Kind.BODY, roles=roles | called, side=actor.side if actor is not None else None)
        if actor.kind is not Kind.PERSON:
            self._short[spelt.letters] = actor
        return actor

    def _is_crowd(self, word: Word) -> bool:
        """Whether so many people are counted that none of them speaks: "8,000 people are on the run, they say"."""
        number = self._parse.child(word.i, "nummod")
        return number is not None and sum(c.isdigit() for c in number.text) > 1

    def _is_thing(self, word: Word) -> bool:
        """Whether its sentence says that a name is no person: "X is the province's capital"."""
        above = self._parse.words[word.head]
        told = self._parse.child(above.i, "attr") if above.lemma == "be" else None
        return told is not None and told.lower not in role_words().offices and told.lower not in role_words().persons

    def _weight(self, word: Word) -> int:
        """Return how likely a pronoun later means this: 2 for one who speaks, 1 for a subject, 0 for the rest."""
        above = self._parse.words[word.head]
        if self._is_source(word):
            return _SPEAKING
        inner = above.dep in {"relcl", "acl", "advcl"} or (above.dep == "ccomp" and above.head < above.i)
        if word.i in self._tellers and (word.dep not in {"nsubj", "nsubjpass"} or not inner):
            return _SPEAKING
        is_aside = above.dep == "relcl" and word.tag not in {"WP", "WDT"}  # the coalition, which the rebels ousted
        return 1 if word.dep in {"nsubj", "nsubjpass"} and not is_aside else 0

    def _meet_office(self, word: Word, actor: Actor) -> None:
        """Remember the body that a title names, for "her ministry" later."""
        if actor.kind is not Kind.PERSON:
            return
        core = core_of(self._parse, word.i)
        at = next(
            (j for j in range(core.head - 1, core.first, -1) if self._parse.words[j].lower in _EMPLOYERS),
            None,
        )
        if at is not None:
            body = self._phrases.phrase(core.first, at, core_of(self._parse, at))
            if body is not None and body.kind is Kind.BODY:
                self._recall.add(word.i, body, 0)

    def _is_source(self, word: Word) -> bool:
        above = self._parse.words[word.head]
        return (
            word.dep == "pobj"
            and above.lower in {"to", "per", "by"}
            and self._parse.words[above.head].lower in {"according", "as"}
        )


def _covered(parse: Parse, quotes: Sequence[Quotation]) -> frozenset[int]:
    return frozenset(w.i for q in quotes for w in parse.words_in(q.start, q.end))
