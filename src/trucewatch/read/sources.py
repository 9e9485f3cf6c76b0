"""Sources: who is meant by a noun phrase, under one canonical name with role and side?

The cast of a report is read once, in text order and story by story: full names found by office, apposition or
listing, later a bare surname, a role ("the governor"), a body's short name or a pronoun leads back to them.
Nothing of one story leaks into the next. Statements, positions and denials ask it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from trucewatch.model import Source
from trucewatch.read.cues import find_cues
from trucewatch.read.names import core_of, full_span, is_capital, nation_in
from trucewatch.vocab.actors import fold, role_words
from trucewatch.vocab.countries import side_of
from trucewatch.vocab.cues import cue_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from trucewatch.read.cues import Cue
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.names import Core
    from trucewatch.read.quotes import Quotation
    from trucewatch.vocab.actors import Actors, Known
    from trucewatch.vocab.countries import Country

__all__ = ["Actor", "Cast", "Kind"]

_SPOKEN_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokespersons", "spokesmen"})
_SAME_ROLE = {"spokeswoman": "spokesman", "spokesperson": "spokesman", "premier": "minister", "chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman", "chief": "head", "boss": "head", "leader": "leader"}
_MINISTRIES = frozenset({"defense", "defence", "health", "interior", "energy", "justice", "finance", "information", "agriculture", "education", "economy", "culture", "transport"})
_RELEASED = frozenset({"released", "published", "issued", "compiled", "provided", "cited", "given", "made", "signed", "collected", "shared", "posted", "distributed"})
_JOIN = frozenset({"of", "for", "the", "and", "on", "in", "to"})
_SINGULAR = {"he", "she", "him", "her", "his", "himself", "herself"}
_PLURAL = {"they", "them", "their", "themselves"}
_THING = {"it", "its", "itself"}
_BACK = 400


class Kind(StrEnum):
    """What sort of actor a phrase names."""

    PERSON = "person"
    BODY = "body"
    STATE = "state"
    GROUP = "group"
    PAPER = "paper"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a phrase names. `roles` are the words of the offices and names a later short form may pick up."""

    name: str
    kind: Kind
    role: str | None = None
    side: str | None = None
    roles: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()
    is_female: bool | None = None
    is_listed: bool = False
    is_single: bool = False


class Cast:
    """Who is who in a report; built from its parse, the known actors and its quotations."""

    def __init__(self, parse: Parse, known: Actors, quotes: Sequence[Quotation] = ()) -> None:
        """Read all phrases of the report that may name an actor, in order."""
        self._parse = parse
        self._known = known
        self._nations = known.nations
        self._heads: dict[int, Actor] = {}
        self._seen: list[tuple[int, Actor, int]] = []
        self._story_start = 0
        self._quoted = _covered(parse, quotes)
        self._cues = [find_cues(parse, sentence, self._quoted) for sentence in parse.sentences]
        self._speakers = frozenset(cue.subject for cues in self._cues for cue in cues if cue.subject is not None)
        self._people: dict[str, Actor] = {}
        self._build()

    # --- what others ask ---

    @property
    def nations(self) -> Countries:
        """The table of countries known, those of the conflict files included."""
        return self._nations

    def actor(self, i: int) -> Actor | None:
        """Return the actor that the phrase headed by word `i` names, if any."""
        return self._heads.get(i)

    def resolve(self, first: int, last: int, head: int | None = None) -> Source | None:
        """Return the source that words `first` to `last` (half-open) name, with the span of the mention."""
        if head is None:
            head = self._head(first, last)
        actor = self._heads.get(head)
        if actor is None:
            return None
        name, side, role = self._joined(head, actor)
        start, end = self._parse.words[first].start, self._parse.words[last - 1].end
        return Source(name, role, side, start, end, self._parse.text[start:end])

    def cues(self, sentence: int) -> list[Cue]:
        """Return the verbs of saying in a sentence, by its number."""
        return self._cues[sentence]

    def is_quoted(self, i: int) -> bool:
        """Whether word `i` stands within quotation marks."""
        return i in self._quoted

    def _head(self, first: int, last: int) -> int:
        words = self._parse.words
        for i in range(first, last):
            if not first <= words[i].head < last and i in self._heads:
                return i
        inside = [i for i in range(first, last) if i in self._heads]
        return inside[-1] if inside else last - 1

    def _joined(self, head: int, actor: Actor) -> tuple[str, str | None, str | None]:
        names, sides = [actor.name], {actor.side}
        todo = head
        while True:
            nxt = [j for j in self._parse.children[todo] if self._parse.words[j].dep == "conj" and j in self._heads and j > todo]
            if not nxt or actor.kind is Kind.GROUP:
                break
            todo = nxt[0]
            names.append(self._heads[todo].name)
            sides.add(self._heads[todo].side)
        if len(names) == 1:
            return actor.name, actor.side, actor.role
        return ", ".join(names[:-1]) + " and " + names[-1], sides.pop() if len(sides) == 1 else None, None

    # --- building ---

    def _build(self) -> None:
        story = None
        for sentence in self._parse.sentences:
            if sentence.story != story:
                story = sentence.story
                self._story_start = len(self._seen)
                self._people = {}
            for i in range(sentence.first, sentence.last):
                word = self._parse.words[i]
                if word.pos in {"NOUN", "PROPN", "PRON"} or word.tag in {"NN", "NNS", "NNP", "NNPS"} or (word.dep in {"nsubj", "pobj"} and is_capital(word)):
                    self._meet(word)

    def _meet(self, word: Word) -> None:
        if word.dep in {"compound", "amod", "nmod", "det"} and word.head > word.i and word.head - word.i < 8:  # noqa: PLR2004
            return
        actor = self._read(word)
        if actor is None:
            return
        self._heads[word.i] = actor
        if word.i in self._quoted:
            return
        strong = self._weight(word)
        if actor.kind is Kind.NAME and strong and " " in actor.name:
            actor = replace(actor, kind=Kind.PERSON)
            self._heads[word.i] = actor
        self._meet_office(word, actor)
        if actor.kind is Kind.PERSON:
            for token in actor.tokens:
                self._people[token] = actor
        self._seen.append((word.i, actor, strong))

    def _weight(self, word: Word) -> int:
        """Return how likely a pronoun later means this: 2 for one who speaks, 1 for a subject, 0 for the rest."""
        above = self._parse.words[word.head]
        if self._is_source(word):
            return 2
        if word.i in self._speakers and (word.dep not in {"nsubj", "nsubjpass"} or above.dep not in {"relcl", "acl", "advcl", "ccomp"}):
            return 2
        return 1 if word.dep in {"nsubj", "nsubjpass"} else 0

    def _meet_office(self, word: Word, actor: Actor) -> None:
        """Remember the body that a title names, for "her ministry" later."""
        if actor.kind is not Kind.PERSON:
            return
        core = core_of(self._parse, word.i)
        at = next((j for j in range(core.head - 1, core.first, -1) if self._parse.words[j].lower in {"ministry", "army", "military", "police", "navy", "agency", "office"}), None)
        if at is not None:
            body = self._phrase(core.first, at, core_of(self._parse, at))
            if body is not None and body.kind is Kind.BODY:
                self._seen.append((word.i, body, 0))

    def _is_source(self, word: Word) -> bool:
        above = self._parse.words[word.head]
        return word.dep == "pobj" and above.lower in {"to", "per", "by"} and self._parse.words[above.head].lower in {"according", "as"}

    def _read(self, word: Word) -> Actor | None:
        if word.pos == "PRON" or word.tag in {"PRP", "PRP$", "WP"}:
            return self._pronoun(word)
        core = core_of(self._parse, word.i)
        actor = self._phrase(core.first, core.head, core)
        return self._with_apposition(word, core, actor)

    def _with_apposition(self, word: Word, core: Core, actor: Actor | None) -> Actor | None:
        for j in self._parse.children[word.i]:
            other = self._parse.words[j]
            if other.dep != "appos" or j < word.i or not self._is_closed(j):
                continue
            inner = core_of(self._parse, j)
            if actor is not None and actor.kind in {Kind.PERSON, Kind.NAME} and other.lower in role_words().offices | role_words().persons:
                return self._given_role(actor, inner.first, full_span(self._parse, inner)[1])
            named = self._phrase(inner.first, inner.head, inner) if is_capital(other) else None
            if named is None or not self._is_titled(word):
                continue
            if named.kind in {Kind.PERSON, Kind.NAME} and word.lower in role_words().offices | role_words().persons:
                return self._given_role(replace(named, kind=Kind.PERSON), core.first, core.head)
            if named.kind in {Kind.BODY, Kind.NAME} and word.lower in role_words().bodies:
                side = _side(nation_in(self._parse, core.first, core.head, self._nations))
                return replace(named, kind=Kind.BODY, side=named.side or side, roles=named.roles | {word.lower})
        return actor

    def _is_closed(self, j: int) -> bool:
        """Whether a stop follows an apposition, as it must; if none does the parse has mistaken a subject for one."""
        before = self._parse.words[self._parse.edges(j)[0] - 1].text
        end = self._parse.edges(j)[1] + 1
        return before not in {",", "—", "–"} or end >= len(self._parse.words) or self._parse.words[end].pos not in {"VERB", "AUX"}

    def _is_titled(self, word: Word) -> bool:
        return not is_capital(word) or word.lower in role_words().offices

    def _given_role(self, actor: Actor, first: int, last: int) -> Actor:
        role = _text(self._parse, first, last)
        if first == last and _plain(self._parse.words[first]) in {"mr", "mrs", "ms", "miss", "sir", "dr"}:
            role = None
        added = frozenset(w.lower for w in self._parse.words[first : last + 1])
        side = actor.side or self._side_of_role(first, last)
        return replace(actor, kind=Kind.PERSON, role=actor.role or role, side=side, roles=actor.roles | _roles(added), is_female=_gender(added) if actor.is_female is None else actor.is_female)

    # --- phrases ---

    def _phrase(self, first: int, last: int, core: Core) -> Actor | None:
        """Return who the words from `first` to `last` name: listed, titled, a state, a body, a role, a group."""
        words = self._parse.words
        listed = self._listed(first, last)
        if listed is not None:
            return listed
        titled = self._titled(first, last)
        if titled is not None:
            return titled
        lower = words[last].lower
        if is_capital(words[last]) and self._nations.find(_text(self._parse, first, last)) is not None:
            return self._name(first, last)
        if is_capital(words[last]) and lower not in role_words().offices and lower not in role_words().collectives and not (lower in role_words().bodies):
            return self._name(first, last)
        if lower in _SPOKEN_FOR or lower in {"representative"}:
            spoken = self._spoken_for(first, last)
            if spoken is not None:
                return spoken
        if lower in role_words().offices or lower in role_words().persons or _singular(lower) in role_words().persons | role_words().offices:
            return self._role(first, last, core)
        if lower in role_words().collectives:
            return self._group(first, last)
        if lower in role_words().bodies:
            return self._body(first, last, core)
        if lower in role_words().documents:
            return self._paper(first, last)
        return None

    def _listed(self, first: int, last: int) -> Actor | None:
        words = self._parse.words
        for k in range(first, last + 1):
            if not is_capital(words[k]):
                continue
            hit = self._known.longest([w.text for w in words[k : last + 8]])
            if hit is None or k + hit[0] - 1 < last or (k + hit[0] - 1 > last and not self._reaches(last, k + hit[0] - 1)):
                continue
            actor = _from_known(hit[1])
            if hit[1].is_person and k > first:
                return self._given_role(actor, first, k - 1)
            return actor
        return None

    def _reaches(self, head: int, end: int) -> bool:
        """Whether the words up to `end` stand below the head: "Ministry" → "Ministry of Defence"."""
        return all(any(a.i == head for a in self._parse.ancestors(j)) for j in range(head + 1, end + 1))

    def _titled(self, first: int, last: int) -> Actor | None:
        """Return the person whose name follows an office: "Kyiv Mayor NAME", "Adm. NAME"."""
        words, roles = self._parse.words, role_words()
        at = max((j for j in range(first, last) if _plain(words[j]) in roles.offices | roles.abbreviations), default=-1)
        if at < 0:
            return None
        start = at + 1
        name = words[start : last + 1]
        if not all(is_capital(w) or w.text == "-" or len(w.text) <= 3 for w in name) or not is_capital(name[-1]) or name[-1].lower in roles.bodies | roles.collectives | roles.offices:  # noqa: PLR2004
            return None
        return self._given_role(self._person(start, last), first, at)

    def _person(self, first: int, last: int) -> Actor:
        """Return the person with this name: met before, listed, or new."""
        text = _text(self._parse, first, last)
        tokens = frozenset(t for t in fold(text).split() if len(t) > 1)
        met = self._met(text, tokens)
        if met is not None:
            return met
        known = self._known.named(text) or (self._known.surname(text) if " " not in text else None)
        if known is not None and known.is_person:
            return _from_known(known)
        return Actor(text, Kind.PERSON, tokens=tokens)

    def _met(self, text: str, tokens: frozenset[str]) -> Actor | None:
        last = fold(text).split()
        if not last:
            return None
        one = self._people.get(last[-1])
        if one is not None and tokens <= one.tokens | {last[-1]}:
            return one
        if one is not None and len(tokens) > len(one.tokens) and one.tokens <= tokens and not one.is_listed:
            return None
        return one if one is not None and len(tokens) == 1 else None

    def _name(self, first: int, last: int) -> Actor | None:
        """Return who a capitalised name without an office means."""
        words, table = self._parse.words, self._nations
        start = last
        while start > first and (is_capital(words[start - 1]) or (words[start - 1].text in {"-", "'s"} and start - 1 > first) or words[start - 1].lower in {"al", "el", "bin", "ibn", "van", "von", "de", "da", "ul"}):
            start -= 1
        text = _text(self._parse, start, last)
        state = table.find(text) or (table.capital(text) if words[last].dep in {"nsubj", "nsubjpass", "pobj", "conj", "poss"} else None)
        if state is not None:
            return Actor(state.name, Kind.STATE, side=side_of(state), roles=frozenset({"country", "government", "nation"}))
        people = table.demonym(text)
        if people is not None:
            return Actor(text, Kind.GROUP, side=side_of(people))
        if start == last or " " not in text:
            one = self._people.get(fold(text)) or None
            if one is not None:
                return one
            known = self._known.surname(text)
            if known is not None:
                return _from_known(known)
        if len(text) > 1 and text.replace(".", "").replace("-", "").isupper() and " " not in text:
            return Actor(text, Kind.BODY, roles=frozenset({"group", "organization", "agency", text.lower()}))
        person = self._person(start, last)
        return replace(person, kind=Kind.NAME) if person.kind is Kind.PERSON and person.role is None and not person.is_listed and not self._people.get(fold(text).rsplit(" ", 1)[-1]) else person

    def _spoken_for(self, first: int, last: int) -> Actor | None:
        """Return the body or person that an unnamed spokesman speaks for."""
        words = self._parse.words
        for j in self._parse.children[last]:
            if words[j].dep == "prep" and words[j].lower in {"for", "of"} and j > last:
                pobj = self._parse.child(j, "pobj")
                if pobj is not None and (actor := self._read(pobj)) is not None:
                    return actor
            if words[j].dep == "poss" and words[j].tag == "PRP$":
                return self._pronoun(words[j])
        if last > first:
            end = last - 1 if words[last - 1].lower != "'s" else last - 2
            if end >= first and words[end].lower in role_words().bodies | {"government"} or (end >= first and is_capital(words[end])):
                inner = self._phrase(first, end, core_of(self._parse, end))
                if inner is not None and inner.kind in {Kind.BODY, Kind.STATE, Kind.PERSON}:
                    return inner
        return None

    def _role(self, first: int, last: int, core: Core) -> Actor | None:
        """Return the person a role leads back to, or a nameless one."""
        words = self._parse.words
        named = self._office_of(first, last)
        if named is not None:
            return named
        wanted = _roles({words[last].lower, _singular(words[last].lower)})
        extra = {w.lower for w in words[first:last] if w.lower not in {"'s", "-"}}
        nation = nation_in(self._parse, first, last, self._nations)
        plural = words[last].tag in {"NNS", "NNPS"}
        if core.determiner not in {"a", "an", "another", "some", "any", "one"} and not plural:
            found = self._back(lambda a: a.kind in {Kind.PERSON, Kind.GROUP} and bool(a.roles & wanted) and _fits(a, extra, nation))
            if found is not None:
                return found
        name = self._group_name(first, last)
        side = _side(nation) or self._side_of_role(first, last)
        return Actor(name, Kind.GROUP, side=side, roles=frozenset(wanted | extra), is_single=not plural)

    def _office_of(self, first: int, last: int) -> Actor | None:
        """Return NAME of "Inspector General of Police NAME"."""
        words = self._parse.words
        if last + 3 >= len(words) or words[last + 1].lower != "of" or not is_capital(words[last]):
            return None
        end = last + 2
        while end < len(words) and is_capital(words[end]):
            end += 1
        start = last + 3
        if end - start < 2 or words[last + 2].lower not in role_words().bodies:  # noqa: PLR2004
            return None
        return self._given_role(self._person(start, end - 1), first, start - 1)

    def _group(self, first: int, last: int) -> Actor:
        name = self._group_name(first, last)
        roles = frozenset({self._parse.words[last].lower, "they"})
        return Actor(name, Kind.GROUP, side=_side(nation_in(self._parse, first, last, self._nations)), roles=roles)

    def _group_name(self, first: int, last: int) -> str:
        """Return the words of a group with a country's possessive made an adjective and no determiner."""
        words, table = self._parse.words, self._nations
        parts: list[str] = []
        i = first
        while i <= last:
            word = words[i]
            state = table.find(word.text) if is_capital(word) else None
            if state is not None and i < last and words[i + 1].lower == "'s" and state.demonyms:
                parts.append(state.demonyms[0])
                i += 2
                continue
            parts.append(word.text if is_capital(word) and (i > self._parse.sentence(i).first or table.any(word.text) or word.text.isupper()) else word.lower)
            i += 1
        return " ".join(parts).replace(" 's", "'s").replace(" - ", "-")

    def _paper(self, first: int, last: int) -> Actor:
        """Return whoever speaks through a statement, report or figures; else the paper itself."""
        words = self._parse.words
        for j in self._parse.subtree(last):
            word = words[j]
            released = words[word.head].i == last or words[word.head].lower in _RELEASED
            if j > last and word.lower in {"by", "from", "of"} and word.pos == "ADP" and released:
                pobj = self._parse.child(j, "pobj")
                actor = self._read(pobj) if pobj is not None else None
                if actor is not None and actor.kind is not Kind.PAPER:
                    return actor
        for j in self._parse.children[last]:
            if words[j].dep in {"poss", "compound"} and j < last and (owner := self._read(words[j])) is not None:
                if owner.kind in {Kind.PERSON, Kind.STATE, Kind.BODY} and owner.name[:1].isupper():
                    return owner
        kind = Kind.GROUP if words[last].lower == "reports" else Kind.PAPER
        return Actor(self._group_name(first, last), kind, roles=frozenset({words[last].lower}))

    # --- bodies ---

    def _body(self, first: int, last: int, core: Core) -> Actor | None:
        """Return the institution that a phrase with such a head names, under its country's adjective."""
        words = self._parse.words
        end = self._of_phrase(last)
        nation = nation_in(self._parse, first, end, self._nations) or self._seat(last)
        own = [w for w in words[first : last + 1] if w.lower not in {"'s", "'", "the"} and not self._is_nation(w)]
        keys = {w.lower for w in own}
        proper = is_capital(words[last]) and self._nations.find(words[first].text) is not None and words[first + 1].lower != "'s" and last - first > 1 and words[last].lower != "ministry"
        if nation is not None and not proper and (not is_capital(words[last]) or len(own) <= 4 or end > last):  # noqa: PLR2004
            return self._national(first, last, end, nation)
        if end == last or not is_capital(words[last]):
            found = self._back(lambda a: a.kind is Kind.BODY and keys <= a.roles)
            if found is not None and core.determiner not in {"a", "an", "another"}:
                return found
        if is_capital(words[last]):
            start = last
            while start > first and (is_capital(words[start - 1]) or words[start - 1].lower in {"'s", "'", "-"} | _JOIN):
                start -= 1
            while not is_capital(words[start]):
                start += 1
            text = _text(self._parse, start, end)
            return Actor(text, Kind.BODY, roles=frozenset(w.lower for w in words[start : end + 1]) | _generic(words[last]), side=_side(nation))
        kind = Kind.GROUP if core.determiner in {"a", "an"} else Kind.BODY
        return Actor(self._group_name(first, last), kind, roles=frozenset(keys), side=_side(nation))

    def _national(self, first: int, last: int, end: int, nation: Country) -> Actor:
        words = self._parse.words
        own = [w for w in words[first : last + 1] if w.lower not in {"'s", "'", "the", "-"} and not self._is_nation(w) and w.lower not in cue_words().times]
        keys = frozenset(w.lower for w in words[last : end + 1] if w.lower not in _JOIN) | {w.lower for w in own}
        rest = [w for w in words[last + 1 : end + 1] if not self._is_nation(w)]
        while rest and rest[-1].lower in _JOIN:
            rest.pop()
        adjective = nation.demonyms[0] if nation.demonyms else nation.name
        title = [w.text if w.text[:1].isupper() else w.text.title() for w in own]
        if own and own[-1].lower == "ministry" and len(own) > 1 and own[-2].lower in _MINISTRIES and not rest:
            title = ["Ministry of", *title[:-1]]
        tail = [w.text for w in rest]
        name = " ".join([adjective, *title, *tail]).replace("Defense", "Defence")
        for candidate in (name, name.replace("Defence", "Defense"), " ".join([adjective, *(w.text for w in own), *tail])):
            known = self._known.named(candidate)
            if known is not None:
                return replace(_from_known(known), roles=keys | _from_known(known).roles)
        return Actor(name, Kind.BODY, side=side_of(nation), roles=keys)

    def _of_phrase(self, last: int) -> int:
        """Return the last word of "of Defence", "for Human Rights" after a capitalised head."""
        words = self._parse.words
        end = last
        if not is_capital(words[last]):
            return end
        for j in self._parse.children[last]:
            if j > end and words[j].dep == "prep" and words[j].lower in {"of", "for", "on"}:
                pobj = self._parse.child(j, "pobj")
                if pobj is not None and is_capital(pobj):
                    end = max(end, self._name_end(pobj.i))
        return end

    def _name_end(self, i: int) -> int:
        words = self._parse.words
        end = i
        for j in self._parse.subtree(i):
            if j == end + 1 and (is_capital(words[j]) or words[j].lower in _JOIN):
                end = j
        while words[end].lower in _JOIN:
            end -= 1
        return end

    def _seat(self, last: int) -> Country | None:
        """Return the country of "the Interior Ministry in Bangkok"."""
        words = self._parse.words
        for j in self._parse.children[last]:
            if words[j].dep == "prep" and words[j].lower == "in" and j > last:
                pobj = self._parse.child(j, "pobj")
                if pobj is not None and is_capital(pobj):
                    return self._nations.capital(pobj.text) or self._nations.find(pobj.text)
        return None

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

    def _is_nation(self, word: Word) -> bool:
        return is_capital(word) and (self._nations.find(word.text) or self._nations.demonym(word.text)) is not None

    # --- going back ---

    def _story(self) -> Iterable[tuple[int, Actor, int]]:
        for at in range(len(self._seen) - 1, max(self._story_start, len(self._seen) - _BACK) - 1, -1):
            yield self._seen[at]

    def _back(self, fits: Callable[[Actor], bool]) -> Actor | None:
        return next((actor for _, actor, _ in self._story() if fits(actor)), None)

    def _pronoun(self, word: Word) -> Actor | None:
        lower = word.lower
        if lower in {"who", "whom", "which", "that", "whose"}:
            verb = self._parse.words[word.head]
            return self._heads.get(verb.head) if verb.dep == "relcl" else None
        if lower in _SINGULAR:
            female = lower in {"she", "her", "herself"}
            return self._recent(word, lambda a: (a.kind is Kind.PERSON or (a.kind is Kind.GROUP and a.is_single)) and a.is_female is not (not female))
        if lower in _PLURAL:
            return self._recent(word, lambda a: a.kind is Kind.GROUP and a.name.endswith(("s", "ia", "people", "police"))) or self._recent(word, lambda a: a.kind in {Kind.BODY, Kind.GROUP, Kind.STATE})
        if lower in _THING:
            return self._recent(word, lambda a: a.kind in {Kind.BODY, Kind.STATE} or (a.kind is Kind.PAPER))
        return None

    def _recent(self, word: Word, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return the actor met last that fits, the subjects of a sentence before its other words."""
        best: tuple[int, Actor] | None = None
        at: int | None = None
        for i, actor, weight in self._story():
            sentence = self._parse.sentence_index[i]
            if best is not None and sentence != at:
                return best[1]
            if fits(actor) and (best is None or weight > best[0]):
                best, at = (weight, actor), sentence
        return best[1] if best is not None else None


def _covered(parse: Parse, quotes: Sequence[Quotation]) -> frozenset[int]:
    return frozenset(w.i for q in quotes for w in parse.words_in(q.start, q.end))


def _text(parse: Parse, first: int, last: int) -> str:
    return " ".join(parse.text[parse.words[first].start : parse.words[last].end].split())


def _plain(word: Word) -> str:
    return word.lower.rstrip(".")


def _singular(lower: str) -> str:
    return lower[:-1] if lower.endswith("s") else lower


def _roles(words: Iterable[str]) -> frozenset[str]:
    kept = {w.rstrip(".") for w in words}
    return frozenset(kept | {_SAME_ROLE[w] for w in kept if w in _SAME_ROLE})


def _gender(words: Iterable[str]) -> bool | None:
    kept = {w.rstrip(".") for w in words}
    if kept & role_words().female:
        return True
    return False if kept & role_words().male else None


def _generic(word: Word) -> frozenset[str]:
    return frozenset({"group", "organization", "organisation"} if word.lower in {"union", "observatory", "project", "movement"} else ())


def _side(nation: Country | None) -> str | None:
    return side_of(nation) if nation is not None else None


def _fits(actor: Actor, extra: set[str], nation: Country | None) -> bool:
    if nation is not None and actor.side not in {None, side_of(nation)}:
        return False
    telling = extra & role_words().modifiers - {"senior", "top", "former"}
    return telling <= actor.roles


def _from_known(known: Known) -> Actor:
    words = {w.lower() for name in (known.name, *known.aliases) for w in name.replace("'s", "").split()}
    if known.is_person:
        tokens = frozenset(fold(known.name).split())
        roles = _roles((known.role or "").lower().split())
        return Actor(known.name, Kind.PERSON, known.role, known.side, roles, tokens, _gender(roles), is_listed=True)
    return Actor(known.name, Kind.BODY, None, known.side, frozenset(words | {known.kind}), is_listed=True)
