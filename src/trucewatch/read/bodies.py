"""Bodies: which institution does a phrase name, under its country's adjective?

"Country's X Ministry", "the X Ministry of Country" and "the Demonym X Ministry" are one body with one name;
a short form ("the ministry") is the last body met that has all its words. Part of `sources`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.read.actors import Actor, Kind, from_known, side_name, text_of
from trucewatch.read.names import is_capital, nation_in
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.countries import side_of
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.wars import wars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.names import Core
    from trucewatch.read.recall import Recall
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Country

__all__ = ["Bodies"]

_MINISTRIES = word_list("roles", "body", "ministries")
_BARE = word_list("roles", "body", "bare")
# So many words the name of a bare role keeps of those after it.
_LONGEST = 5
_WHERE = frozenset({"in", "of", "at"})
_GENERIC = word_list("roles", "body", "generic")
_PLACES = word_list("roles", "body", "places")
_FIELDED = word_list("roles", "body", "fielded")
_ABROAD = word_list("roles", "body", "abroad")
_HOUSES = word_list("roles", "body", "houses")
_NATIONAL = word_list("roles", "body", "national")
_VAGUE = word_list("roles", "body", "vague")
# A national body that a paper calls its own has so many words at most.
_OWN_WORDS = 2
_JOIN = word_list("roles", "body", "joins")
_PROPER = word_list("roles", "body", "proper")
_GROUP_HEADS = frozenset({"group", "movement"})
_NEARNESS = [told.split() for told in word_list("roles", "body", "nearness")]
_WITHIN = frozenset({"DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "POS", "HYPH"})
_GROUPS = word_list("roles", "body", "groups")
_GROUP = word_list("roles", "body", "group")


class Bodies:
    """Reads the phrases whose head is an institution."""

    def __init__(self, parse: Parse, known: Actors, recall: Recall) -> None:
        """Take the parse, the listed bodies and those met so far."""
        self._parse = parse
        self._known = known
        self._nations = known.nations
        self._recall = recall
        self._homes: list[Country | None] = []

    def body(self, first: int, last: int, core: Core) -> Actor | None:
        """Return the institution that a phrase with such a head names, under its country's adjective."""
        words = self._parse.words
        end = self._of_phrase(last)
        nation = nation_in(self._parse, first, end, self._nations) or self._seat(last)
        seat = self._capital_of(first, last) if nation is None else None
        if seat is not None:
            return self._national(first + 2, last, end, seat)
        own = [w for w in words[first : last + 1] if w.lower not in {"'s", "'", "the"} and not self._is_nation(w)]
        keys = {w.lower for w in own}
        named = last - first > 1 and is_capital(words[first + 1]) and words[last].lower in _PROPER
        proper = (named or is_capital(words[last])) and (
            self._nations.find(words[first].text) is not None
            and words[first + 1].lower != "'s"
            and last - first > 1
            and words[last].lower != "ministry"
        )
        if named and proper and not is_capital(words[last]):
            last -= 1  # the Sudan Witness project
            own.pop()
        if nation is not None and not proper and (not is_capital(words[last]) or len(own) <= 4 or end > last):
            return self._national(first, last, end, nation)
        if end == last or not is_capital(words[last]):
            # "The army" is no armed group that calls itself one.
            armed = frozenset({"group", "militia"}) if words[last].lower in _NATIONAL else frozenset[str]()
            found = self._recall.back(
                lambda a: a.kind is Kind.BODY and keys <= a.roles and not a.roles & armed and _is_itself(a, keys)
            )
            home = self._own_home(words[last].lower, core, own) if end == last else None
            if home is not None and found is not None and found.side != side_of(home):
                found = self._recall.spoke(lambda a: a.kind is Kind.BODY and keys <= a.roles)
            if found is None and core.determiner == "the" and words[last].lower in _GENERIC and first < last:
                field = {w.lower for w in words[first:last]} - {"the"}
                found = self._recall.body(last, lambda a: not a.roles & _PLACES and _shares_field(field, a.roles))
            if found is None and core.determiner == "the" and first == last and keys & _GENERIC:
                found = self._recall.body(last, lambda a: not a.roles & _no_such(words[last]))
            if found is not None and core.determiner not in {"a", "an", "another"}:
                return found
            if home is not None:
                return self._national(first, last, end, home)
        if is_capital(words[last]):
            start = last
            while start > first and (
                is_capital(words[start - 1]) or words[start - 1].lower in {"'s", "'", "-"} | _JOIN
            ):
                start -= 1
            while not is_capital(words[start]):
                start += 1
            text = text_of(self._parse, start, end)
            return Actor(
                text,
                Kind.BODY,
                roles=frozenset(w.lower for w in words[start : end + 1]) | _generic(words[last]),
                side=side_name(nation),
            )
        kind = Kind.GROUP if core.determiner in {"a", "an"} else Kind.BODY
        name = self.group_name(first, last) + (
            self.where_found(first, last) if words[last].lower in _ABROAD or words[last].lower in _FIELDED else ""
        )
        return Actor(name, kind, roles=frozenset(keys), side=side_name(nation))

    def _capital_of(self, first: int, last: int) -> Country | None:
        """Return the country whose capital stands for it: "Moscow's defence ministry"."""
        words = self._parse.words
        owned = words[last].lower in _NATIONAL and first + 1 < last and words[first + 1].lower == "'s"
        return self._nations.capital(words[first].text) if owned else None

    def _own_home(self, head: str, core: Core, own: Sequence[Word]) -> Country | None:
        """Return the country whose body a bare name can be: "the Defence Ministry" in a paper of its capital."""
        is_named = head != "ministry" and any(is_capital(w) for w in own[:-1])
        bare = core.determiner in {None, "", "the"} and len(own) <= _OWN_WORDS and not is_named
        return self._home() if head in _NATIONAL and bare else None

    def _home(self) -> Country | None:
        """Return the country whose own bodies a page calls by their bare names.

        Its dateline's, where that country is at war or the page is about none more.
        """
        if not self._homes:
            self._homes.append(self._dated_home() or self._dated_in())
        return self._homes[0]

    def _dated_in(self) -> Country | None:
        """Return the country that the first dateline names, where no other is named more often behind it."""
        opening = next((s for s in self._parse.sentences if s.body > s.first), None)
        if opening is None:
            return None
        words = self._parse.words
        at = (n for w in words[opening.first : opening.body] if is_capital(w) and (n := self._nations.any(w.text)))
        home = next(at, None)
        behind = words[opening.body :]
        counts = Counter(n.code for w in behind if is_capital(w) and (n := self._nations.any(w.text)))
        return home if home is not None and counts[home.code] == max(counts.values(), default=0) else None

    def _dated_home(self) -> Country | None:
        opening = next((s for s in self._parse.sentences if s.body > s.first), None)
        if opening is None:
            return None
        words = self._parse.words
        home = next(
            (n for w in words[opening.first : opening.body] if (n := self._nations.capital(w.text.title()))), None
        )
        named = {side_of(n) for w in words[opening.body :] if is_capital(w) and (n := self._nations.any(w.text))}
        at_war = home is not None and side_of(home) in named and wars().foes(side_of(home), named)
        return home if at_war else None

    def _national(self, first: int, last: int, end: int, nation: Country) -> Actor:
        words = self._parse.words
        named = self._named_land(first, last)
        own = [
            w
            for w in words[first : last + 1]
            if w.i not in named
            and w.lower not in {"'s", "'", "the", "-"}
            and not self._is_qualifier(w)
            and not self._is_nation(w)
            and w.lower not in cue_words().times
        ]
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
        for candidate in (
            name,
            name.replace("Defence", "Defense"),
            " ".join([adjective, *(w.text for w in own), *tail]),
        ):
            known = self._known.named(candidate)
            if known is not None:
                return replace(from_known(known), roles=keys | from_known(known).roles)
        return Actor(name, Kind.BODY, side=side_of(nation), roles=keys)

    def _named_land(self, first: int, last: int) -> frozenset[int]:
        """Return the words of a country's or people's name of several: "Burkina Faso's army", "Sri Lankan police"."""
        for i in range(first, last):
            for end in range(min(last, i + 3), i, -1):
                name = text_of(self._parse, i, end)
                if is_capital(self._parse.words[i]) and (self._nations.find(name) or self._nations.demonym(name)):
                    return frozenset(range(i, end + 1))
        return frozenset()

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
        if words[last].lower in _ABROAD:
            return None
        for j in self._parse.children[last]:
            owned = words[j].lower == "of" and words[last].lower in _NATIONAL  # the health ministry of NATION
            if words[j].dep == "prep" and (words[j].lower == "in" or owned) and j > last:
                pobj = self._parse.child(j, "pobj")
                if pobj is not None and is_capital(pobj):
                    return self._nations.capital(pobj.text) or self._nations.find(pobj.text)
        return None

    def group_name(self, first: int, last: int) -> str:
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
            parts.append(
                word.text
                if is_capital(word)
                and (i > self._parse.sentence(i).first or table.any(word.text) or self._is_own_name(word, last))
                else word.lower
            )
            i += 1
        return " ".join(parts).replace(" 's", "'s").replace(" - ", "-")

    def where_found(self, first: int, last: int) -> str:
        """Return the phrase after a bare role that tells whose or where it is: " in North Valley", " of a militia"."""
        words = self._parse.words
        near = self._close_to(last) if first == last and words[last].lower in _BARE else None
        if near is not None:
            return near
        at = next((j for j in self._parse.children[last] if j == last + 1 and words[j].lower in _WHERE), None)
        pobj = self._parse.child(at, "pobj") if at is not None else None
        lower = words[last].lower
        if at is None and first == last:
            return self._at_the_front(last)
        if at is not None and pobj is not None and words[at].lower == "at":
            return self._employed(last, at, pobj.i)
        fielded = at is not None and words[at].lower == "of" and lower in _FIELDED
        bare = lower in _ABROAD or fielded or (first == last and lower in _BARE)
        if at is None or pobj is None or not bare:
            return ""
        start = at + 1 + (words[at + 1].tag in {"DT", "PRP$"})
        if pobj.i - start >= _LONGEST or pobj.i < start:
            return ""
        return f" {words[at].lower} {text_of(self._parse, start, pobj.i)}"

    def _at_the_front(self, last: int) -> str:
        """Return " at Osk hospital" where a sentence opens with it: "At Osk hospital, managers said"."""
        words, sentence = self._parse.words, self._parse.sentence(last)
        opening = words[sentence.body]
        house = self._parse.child(opening.i, "pobj") if opening.lower == "at" else None
        if house is None or house.i > last or house.lower not in _HOUSES or words[last].i not in self._recall.speakers:
            return ""
        return self._employed(last, opening.i, house.i)

    def _employed(self, last: int, at: int, head: int) -> str:
        """Return " at Osk hospital" behind those who work there: "medics at Osk hospital"."""
        words = self._parse.words
        start = at + 1 + (words[at + 1].tag in {"DT", "PRP$"})
        named = head > start and any(is_capital(w) for w in words[start : head + 1])
        known = named or (head > start and words[last].lower in _VAGUE)
        if not known or head - start >= _LONGEST or head < start:
            return ""
        return f" {words[at].lower} {text_of(self._parse, start, head)}"

    def _close_to(self, last: int) -> str | None:
        """Return " close to the talks" behind a bare role."""
        words, stop = self._parse.words, self._parse.sentence(last).last
        told = next((t for t in _NEARNESS if [w.lower for w in words[last + 1 : last + 1 + len(t)]] == t), None)
        if told is None:
            return None
        end = last + 1 + len(told)
        while end < stop and end - last <= _LONGEST + len(told) and words[end].tag in _WITHIN:
            end += 1
        return f" {text_of(self._parse, last + 1, end - 1)}" if end > last + 1 + len(told) else None

    def _is_own_name(self, word: Word, last: int) -> bool:
        """Whether a capital at the head of a sentence is the word's own: an abbreviation, a nation's adjective, a name.

        A name is a word that no list of roles has and that the report nowhere writes in small letters.
        """
        if word.text.isupper() or self._nations.demonym(word.text) is not None:
            return True
        known = role_words()
        listed = known.offices | known.modifiers | known.persons | known.collectives | known.bodies | known.documents
        named = word.tag == "NNP" or (word.tag == "JJ" and word.dep == "compound")
        if not named or word.i == last or word.lower in listed:
            return False
        return re.search(rf"\b{re.escape(word.lower)}\b", self._parse.text) is None

    def _is_qualifier(self, word: Word) -> bool:
        """Whether a word belongs to "army-aligned", "rebel-held": it tells of a body and is not its name."""
        words = self._parse.words
        after = words[word.i + 1] if word.i + 1 < len(words) else word
        before = words[word.i - 1] if word.i else word
        return (after.tag == "HYPH" and words[word.i + 2].tag in {"VBN", "VBD"}) or (
            before.tag == "HYPH" and word.tag in {"VBN", "VBD"}
        )

    def _is_nation(self, word: Word) -> bool:
        return is_capital(word) and (self._nations.find(word.text) or self._nations.demonym(word.text)) is not None


def _no_such(head: Word) -> frozenset[str]:
    """What a body has in its roles that is not meant by "the service", "the group": no place, nor an army a group."""
    return _PLACES | _NATIONAL if head.lower in _GROUP_HEADS else _PLACES


def _is_itself(actor: Actor, keys: set[str]) -> bool:
    """Whether a body's name does not only have the words sought before its noun: "Military School" is no military."""
    last = actor.name.lower().rsplit(" ", 1)[-1]
    return actor.is_listed or not keys <= _NATIONAL or last in keys or last not in _HOUSES


def _shares_field(said: set[str], roles: frozenset[str]) -> bool:
    """Whether each word that describes a body tells of another's field: "the military agency", a defence ministry."""
    return bool(said) and all(any(w in field and field & roles for field in role_words().fields) for w in said)


def _generic(word: Word) -> frozenset[str]:
    return _GROUP if word.lower in _GROUPS else frozenset()
