"""Phrases: whom does a noun phrase name: someone listed, titled, a state, a body, a role, a group, a paper?

Tried in this order, the surest first. Roles and short forms lead back through `Recall` to who was met before;
an unnamed spokesman is the body spoken for. Part of `sources`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.read.actors import Actor, Kind, from_known, gender_of, plain, role_set, side_name, singular, text_of
from trucewatch.read.bodies import Bodies
from trucewatch.read.contexts import spoken_of
from trucewatch.read.mouthpieces import Mouthpieces
from trucewatch.read.names import core_of, ends_name, full_span, is_capital, is_closed, name_end, nation_in
from trucewatch.read.officers import behind_comma, behind_compound, behind_naming, behind_of, one_by_name
from trucewatch.vocab.actors import fold, role_words
from trucewatch.vocab.countries import side_of
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.names import Core
    from trucewatch.read.recall import Recall
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Country

__all__ = ["Phrases"]

_SPOKEN_FOR = word_list("roles", "title", "speakers")
# Sides of so many letters are countries; longer ones are groups and alliances.
_COUNTRY_CODE = 2
_CERTAINLY = 4
_FIGHTERS = word_list("roles", "collective", "fighters")
_WATCHERS = word_list("roles", "body", "watchers")
_WATCHING = word_list("roles", "body", "watching")
_ARMIES, _DEFENDING, _RISING = (word_list("roles", "body", name) for name in ("armies", "defending", "rising"))
_RANKS = word_list("roles", "title", "ranks")
_FORMS = word_list("roles", "title", "address")
_NEW = word_list("grammar", "determiners", "new")
_PARTICLES = word_list("names", "particles", "within")
_OF_STATE = word_list("roles", "body", "of_state")
_OF_BODY = word_list("roles", "body", "of_body")


def _is_of_person(lower: str) -> bool:
    """Whether a word in small letters is an office or a word for people."""
    return lower in role_words().offices or lower in role_words().persons


class Phrases:
    """Reads noun phrases as actors."""

    def __init__(self, parse: Parse, known: Actors, recall: Recall) -> None:
        """Take the parse, the listed actors and those met so far."""
        self._parse = parse
        self._known = known
        self._nations = known.nations
        self._recall = recall
        self._bodies = Bodies(parse, known, recall)
        self._spoken_of = spoken_of(parse, known.nations)
        self._mouths = Mouthpieces(parse, recall, self._bodies)

    def read(self, word: Word) -> Actor | None:
        """Return whom the phrase headed by a word names."""
        if word.lower in {"one", "another"} and word.tag in {"CD", "DT", "NN", "PRP"}:
            named = one_by_name(self._parse, word, self._nations)
            person = None if named is None else self._person(*named)
            return self._mouths.one_of(word.i, self.read) if person is None else person.of_kind(Kind.PERSON)
        if word.pos == "PRON" or word.tag in {"PRP", "PRP$", "WP"}:
            return self._recall.pronoun(word)
        core = core_of(self._parse, word.i)
        actor = self.phrase(core.first, core.head, core)
        return self._with_apposition(word, core, actor)

    def _with_apposition(self, word: Word, core: Core, actor: Actor | None) -> Actor | None:
        for j in self._parse.children[word.i]:
            other = self._parse.words[j]
            if other.dep != "appos" or j < word.i or not is_closed(self._parse, j):
                continue
            inner = core_of(self._parse, j)
            if actor is not None and actor.kind in {Kind.PERSON, Kind.NAME} and _is_of_person(other.lower):
                return self._given_role(actor, inner.first, full_span(self._parse, inner)[1])
            named = self.phrase(inner.first, inner.head, inner) if is_capital(other) else None
            if named is None or not self._is_titled(word):
                continue
            if named.kind in {Kind.PERSON, Kind.NAME} and _is_of_person(word.lower):
                return self._given_role(replace(named, kind=Kind.PERSON), core.first, core.head)
            if actor is None and named.kind in {Kind.PERSON, Kind.NAME} and " " in named.name and word.dep == "nsubj":
                return self._given_role(replace(named, kind=Kind.PERSON), core.first, core.head)
            if named.kind in {Kind.BODY, Kind.NAME} and word.lower in role_words().bodies:
                side = side_name(nation_in(self._parse, core.first, core.head, self._nations))
                return replace(named, kind=Kind.BODY, side=named.side or side, roles=named.roles | {word.lower})
        return self._named_by_order(word, core, actor)

    def _named_by_order(self, word: Word, core: Core, actor: Actor | None) -> Actor | None:
        """Return who is named between commas behind a common noun, where the parse has not tied the two."""
        words, roles = self._parse.words, role_words()
        if actor is None or actor.kind not in {Kind.GROUP, Kind.BODY} or actor.is_listed:
            return actor
        given = behind_naming(self._parse, word) if actor.is_single else None
        if given is not None:
            return self._given_role(self._person(*given), core.first, core.head)
        named = behind_comma(self._parse, word)
        if named is None or self._nations.any(words[named[0]].text):
            return actor
        first, last = named[0], named[1] + 1
        office = _is_of_person(word.lower)
        if office and last - first > 1 and word.tag in {"NN", "NNP"} and actor.kind is Kind.GROUP:
            name = self._titled(first, last - 1) or self._person(first, last - 1)
            return self._given_role(name, core.first, core.head)
        if word.lower in roles.bodies and not is_capital(word):
            text = text_of(self._parse, first, last - 1)
            known = self._known.named(text)
            body = from_known(known) if known is not None else Actor(text, Kind.BODY, side=actor.side)
            return replace(body, roles=body.roles | {word.lower} | {w.lower for w in words[first:last]})
        return actor

    def _is_titled(self, word: Word) -> bool:
        return not is_capital(word) or word.lower in role_words().offices

    def _given_role(self, actor: Actor, first: int, last: int) -> Actor:
        role: str | None = text_of(self._parse, first, last)
        if first == last and plain(self._parse.words[first]) in _FORMS:
            role = None
        added = frozenset(w.lower for w in self._parse.words[first : last + 1])
        side = actor.side or self._side_of_role(first, last)
        return replace(
            actor,
            kind=Kind.PERSON,
            role=actor.role or role,
            side=side,
            roles=actor.roles | role_set(added),
            is_female=gender_of(added) if actor.is_female is None else actor.is_female,
        )

    def phrase(self, first: int, last: int, core: Core) -> Actor | None:
        """Return who the words from `first` to `last` name: listed, titled, a state, a body, a role, a group."""
        words = self._parse.words
        listed = self._listed(first, last)
        if listed is not None:
            return listed
        titled = self._titled(first, last)
        if titled is not None:
            return titled
        lower = words[last].lower
        if is_capital(words[last]) and self._nations.find(text_of(self._parse, first, last)) is not None:
            return self._name(first, last)
        if is_capital(words[last]) and (name_end(self._parse, last) > last or self._is_watch(first, last)):
            named = self._name(first, last)
            return replace(named, kind=Kind.BODY) if named is not None and self._is_watch(first, last) else named
        if words[last].tag == "NNS" and (spoken := self._mouths.members_of(last, self.read)) is not None:
            return spoken
        if words[last].tag == "NNS" and last == self._parse.sentence(last).first:
            return (
                self._group(first, last)
                if lower not in role_words().documents
                else self._mouths.paper(first, last, core, self.read)
            )
        if (
            ends_name(self._parse, last)
            and lower not in role_words().offices
            and lower not in role_words().collectives
            and lower not in role_words().bodies
        ):
            return self._name(first, last)
        return self._common(first, last, core)

    def _is_watch(self, first: int, last: int) -> bool:
        """Whether a name tells that it watches: "North Valley Monitor" is a body, and no monitor of one."""
        words = self._parse.words
        return last - first > 1 and words[last].lower in _WATCHERS and all(map(is_capital, words[first : last + 1]))

    def _common(self, first: int, last: int, core: Core) -> Actor | None:
        """Return who a phrase means whose head is a common noun: a spokesman, a role, a group, a body, a paper."""
        lower = self._parse.words[last].lower
        if lower in _SPOKEN_FOR or lower == "representative":
            spoken = self._mouths.spoken_for(first, last, self.read, self.phrase)
            if spoken is not None:
                return spoken
        again = self._again(first, last, core)
        if again is not None:
            return again
        if _is_of_person(lower) or _is_of_person(singular(lower)):
            return self._role(first, last, core)
        if lower in role_words().collectives:
            return self._group(first, last)
        arm = self._mouths.press_arm(first, last, self.read)
        if arm is not None:
            return arm
        if lower in role_words().bodies:
            return self._bodies.body(first, last, core)
        if lower in role_words().documents:
            return self._mouths.paper(first, last, core, self.read)
        return None

    def _again(self, first: int, last: int, core: Core) -> Actor | None:
        """Return the body that one common word of its name takes up: "the committees", "the monitor"."""
        word = self._parse.words[last]
        if core.determiner != "the" or is_capital(word):
            return None
        if first and self._parse.words[first - 1].lower == "same" and last in self._recall.speakers:
            return self._recall.spoke(lambda a: (a.kind is Kind.GROUP and not a.is_single) == (word.tag == "NNS"))
        if first == last and word.lower in {"army", "military"} and (army := self._recall.only(_is_army)) is not None:
            return army  # "the army", where the Kolo Defence Forces are the only one
        if word.lower in _WATCHERS:  # "the monitor", "the Velmar-based monitor"
            found = self._recall.spoke(lambda a: a.kind is Kind.BODY and len(a.side or "") != _COUNTRY_CODE)
            return found or self._recall.body(word.i, lambda a: bool(a.roles & _WATCHING))
        if first == last and word.lower in _FIGHTERS:  # "the militants" said so
            return self._recall.back(lambda a: a.is_listed and "group" in a.roles and len(a.side or "") > _COUNTRY_CODE)
        if first != last or word.tag != "NNS" or word.lower in role_words().collectives:
            return None
        return self._recall.back(lambda a: a.kind is Kind.BODY and word.lower in a.roles)

    def _listed(self, first: int, last: int) -> Actor | None:
        words = self._parse.words
        for k in range(first, last + 1):
            if not is_capital(words[k]) or not self._known.may_open(words[k].text):
                continue
            hit = self._known.longest([w.text for w in words[k : last + 8]])
            if (
                hit is None
                or k + hit[0] - 1 < last
                or (k + hit[0] - 1 > last and not self._reaches(last, k + hit[0] - 1))
            ):
                continue
            actor = from_known(hit[1])
            if hit[1].is_person and hit[0] == 1 and k > first and self._is_given_name(k - 1):
                return None
            if hit[1].is_person and k > first:
                return None if self._is_namesake(actor, first, k - 1) else self._given_role(actor, first, k - 1)
            two = text_of(self._parse, k - 1, k) if k > first else ""  # "South Sudan's army" is not Sudan's
            wider = self._nations.find(two) or self._nations.demonym(two)
            nation = wider or (nation_in(self._parse, k - 1, k - 1, self._nations) if k > first else None)
            if nation is None or not actor.side or side_of(nation) == actor.side:
                return actor
        return None

    def _is_given_name(self, i: int) -> bool:
        """Whether the word before a listed surname is somebody's own name, and so another of that surname is meant."""
        word, roles = self._parse.words[i], role_words()
        titles = roles.offices, roles.abbreviations, roles.persons, roles.bodies, roles.modifiers, _FORMS
        titled = any(plain(word) in known for known in titles) or word.text.isupper()
        return word.tag == "NNP" and not titled and self._nations.any(word.text) is None

    def _reaches(self, head: int, end: int) -> bool:
        """Whether the words up to `end` stand below the head: "Ministry" → "Ministry of Defence"; long names do."""
        return end - head >= _CERTAINLY or all(
            any(a.i == head for a in self._parse.ancestors(j)) for j in range(head + 1, end + 1)
        )

    def _titled(self, first: int, last: int) -> Actor | None:
        """Return the person whose name follows an office: "Kyiv Mayor NAME", "Adm. NAME"."""
        if not ends_name(self._parse, last):
            return None
        words, roles = self._parse.words, role_words()
        titles = roles.offices, roles.abbreviations
        at = max((j for j in range(first, last) if any(plain(words[j]) in known for known in titles)), default=-1)
        if at < 0 and last - first > 1 and words[first].lower in roles.persons:
            at = first
        if at < 0:
            return None
        behind = behind_of(self._parse, at)
        start = at + 1 if behind is None or behind[0] > last else behind[0]
        if words[start].lower == "of":
            return None  # an office of a place, or of what is no field
        name = words[start : last + 1]
        if not all(is_capital(w) or w.text == "-" or len(w.text) <= 3 for w in name[:-1]) or any(
            name[-1].lower in known for known in (roles.bodies, roles.collectives, roles.offices)
        ):
            return None
        person = self._person(start, last)
        if self._is_namesake(person, first, at):
            text = text_of(self._parse, start, last)
            person = Actor(text, Kind.PERSON, tokens=frozenset(t for t in fold(text).split() if len(t) > 1))
        return self._given_role(person, first, start - 1)

    def _is_namesake(self, actor: Actor, first: int, last: int) -> bool:
        """Whether an office of another country tells that somebody else of that name is meant."""
        nation = self._nations.demonym(self._parse.words[first].text)
        listed = actor.is_listed and len(actor.side or "") == _COUNTRY_CODE
        named = text_of(self._parse, first, last).lower().split()
        is_other = len(named) > 1 and nation is not None and side_of(nation) != actor.side
        return listed and (is_other or (nation is None and self._is_of_another_land(actor, first, set(named))))

    def _is_of_another_land(self, actor: Actor, at: int, named: set[str]) -> bool:
        """Whether an office that the listed bearer does not hold is told in a story that never names his land."""
        lands, own = self._spoken_of.get(self._parse.sentence(at).story), self._nations.code(actor.side or "")
        is_other = bool(named & role_words().offices) and not named <= actor.roles
        return is_other and bool(lands) and own is not None and own.code not in (lands or ())

    def _person(self, first: int, last: int) -> Actor:
        """Return the person with this name: met before, listed, or new."""
        text = text_of(self._parse, first, last)
        tokens = frozenset(t for t in fold(text).split() if len(t) > 1)
        met = self._recall.met(text, tokens)
        if met is not None:
            return met
        known = self._known.named(text) or (self._known.surname(text) if " " not in text else None)
        if known is not None and known.is_person:
            return from_known(known)
        return Actor(text, Kind.PERSON, tokens=tokens)

    def _name(self, first: int, last: int) -> Actor | None:
        """Return who a capitalised name without an office means."""
        words, table = self._parse.words, self._nations
        start = last
        while start > first and (
            is_capital(words[start - 1])
            or (words[start - 1].text in {"-", "'s"} and start - 1 > first)
            or words[start - 1].lower in _PARTICLES
        ):
            start -= 1
        end = name_end(self._parse, last)
        text = text_of(self._parse, start, end)
        state = table.find(text) or (
            table.capital(text) if words[last].dep in {"nsubj", "nsubjpass", "pobj", "conj", "poss"} else None
        )
        if state is not None:
            return Actor(state.name, Kind.STATE, side=side_of(state), roles=_OF_STATE)
        people = table.demonym(text)
        if people is not None:
            return Actor(text, Kind.GROUP, side=side_of(people))
        if start == last or " " not in text:
            one = self._recall.people.get(fold(text)) or None
            if one is not None:
                return one
            above = words[words[last].head]
            is_where = words[last].dep == "pobj" and above.lower in {"in", "at", "near"}
            known = self._known.surname(text) if not is_where else None
            if known is not None:
                return from_known(known)
        if len(text) > 1 and text.replace(".", "").replace("-", "").isupper() and " " not in text:
            return Actor(text, Kind.BODY, roles=_OF_BODY | {text.lower()})
        if end > last and words[last + 1].tag == "IN":
            return Actor(text, Kind.BODY, roles=_OF_BODY | frozenset(text.lower().split()))
        person = self._person(start, end)
        return (
            person.of_kind(Kind.NAME)
            if person.kind is Kind.PERSON
            and person.role is None
            and not person.is_listed
            and not self._recall.people.get(fold(text).rsplit(" ", 1)[-1])
            else person
        )

    def _role(self, first: int, last: int, core: Core) -> Actor | None:
        """Return the person a role leads back to, or a nameless one."""
        words = self._parse.words
        named = behind_of(self._parse, last) or behind_compound(self._parse, last)
        if named is not None:
            return self._given_role(self._person(*named), first, named[0] - 1)
        wanted = role_set({words[last].lower, singular(words[last].lower)})
        extra = {w.lower for w in words[first:last] if w.lower not in {"'s", "-"}}
        nation = nation_in(self._parse, first, last, self._nations)
        plural = words[last].tag in {"NNS", "NNPS"}
        if core.determiner not in _NEW and not plural:
            found = self._recall.back(
                lambda a: a.kind in {Kind.PERSON, Kind.GROUP} and bool(a.roles & wanted) and _fits(a, extra, nation)
            )
            if found is not None:
                return found
        name = self._bodies.group_name(first, last) + self._bodies.where_found(first, last)
        side = side_name(nation) or self._side_of_role(first, last)
        return Actor(name, Kind.GROUP, side=side, roles=frozenset(wanted | extra), is_single=not plural)

    def _group(self, first: int, last: int) -> Actor:
        name = self._bodies.group_name(first, last) + self._bodies.where_found(first, last)
        roles = frozenset({self._parse.words[last].lower, "they"})
        return Actor(name, Kind.GROUP, side=side_name(nation_in(self._parse, first, last, self._nations)), roles=roles)

    def _side_of_role(self, first: int, last: int) -> str | None:
        nation = nation_in(self._parse, first, last, self._nations)
        if nation is not None:
            return side_of(nation)
        for i in range(first, last + 1):
            word = self._parse.words[i]
            if is_capital(word):
                hit = self._known.longest([w.text for w in self._parse.words[i : last + 1]])
                if hit is not None and hit[1].side:
                    return hit[1].side
                seat = self._nations.capital(word.text)
                if seat is not None:
                    return side_of(seat)
        return None


def _is_army(actor: Actor) -> bool:
    """Whether a body is the army of a state, by its side and the words of its name."""
    is_state_s = actor.kind is Kind.BODY and len(actor.side or "") == _COUNTRY_CODE and "group" not in actor.roles
    named = bool(actor.roles & _DEFENDING) and bool(actor.roles & _ARMIES)
    return is_state_s and named and not actor.roles & _RISING


def _fits(actor: Actor, extra: set[str], nation: Country | None) -> bool:
    if nation is not None and actor.side not in {None, side_of(nation)}:
        return False
    telling = (extra & role_words().modifiers) - _RANKS
    return telling <= actor.roles
