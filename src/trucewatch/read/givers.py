"""Givers: who gives, sends or musters the troops, money and help that a figure counts, or did what it counts?

The subject over the verb, under its own name where it is no state's office; whose troops they are; the lands of a list
("Mara 900, Osk 450"); those from whom they come. Part of `parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.sources import Kind
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.doers import Doers
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.sources import Cast

__all__ = ["Givers"]

_SAYING = word_list("deeds", "sent", "saying")
_OFFICES = word_list("deeds", "officials")
_FORCES = word_list("deeds", "factions", "forces") | word_list("deeds", "factions", "needs")
_LANDS = word_list("deeds", "giving", "lands")
_DOING = word_list("deeds", "giving", "verbs")
_OWN = word_list("grammar", "pronouns", "possessive")
_MEN = word_list("deeds", "soldiery") | word_list("deeds", "warbands", "men") | {"police"}
_FIGHTERS = word_list("deeds", "fought") | word_list("deeds", "factions", "manned")
_LISTED = frozenset({",", ":", "and", ";", "(", "by"})
_SIZES = frozenset({"at", "to", "from"})


class Givers:
    """Asked for each figure of a force, a contribution, help, or of what nobody is harmed by."""

    def __init__(self, parse: Parse, deeds: Deeds, cast: Cast, grammar: Doers) -> None:
        """Keep the parse, the deeds, who is who, and the sides of those who speak."""
        self._parse = parse
        self._deeds = deeds
        self._cast = cast
        self._grammar = grammar
        self._last: tuple[Draft, str] | None = None

    def of(self, one: Draft, owner: str | None) -> str | None:
        """Return who gives or musters what a figure counts; `owner` is whose it is by its own words."""
        if one.kind is FigureKind.FORCE:
            found = owner or self._listed(one) or self._musters(one) or self._sized(one)
            found = found or self._fights_for(one) or self.governor(one)
        else:
            found = self._listed(one) or self._comes_from(one) or self.governor(one) or owner
            found = found or self._joined(one)
        self._last = (one, found) if found is not None else None
        return found

    def does(self, one: Draft) -> str | None:
        """Return who did to the things counted what harms nobody: "police seized 12 guns", "opened 30 shelters"."""
        noun = one.count.noun
        if noun is not None and self._parse.words[noun].lemma.lower() in _MEN and self._is_subject(noun):
            # "20 officers from Mara left", "hundreds of members of the front left"
            return self._comes_from(one) or self._deeds.bearers.of(self._parse.words[noun])
        verb = next((w for w in self._parse.ancestors(one.count.core) if w.pos == "VERB"), None)
        if verb is None or verb.lemma not in _DOING:
            return None
        by = self._parse.child(verb.i, "agent")
        if self._parse.child(verb.i, "nsubjpass") is not None:
            held = None if by is None else self._parse.child(by.i, "pobj")
            return None if held is None else self._name(held)
        subject = self._parse.doer(verb.i)
        is_own = subject is not None and one.count.first <= subject.i < one.count.last
        return None if subject is None or is_own else self._meant(one, subject)

    def _is_subject(self, noun: int) -> bool:
        word = self._parse.words[noun]
        while word.dep == "pobj":
            word = self._parse.words[self._parse.words[word.head].head]
        return word.dep == "nsubj"

    def _fights_for(self, one: Draft) -> str | None:
        """Return for whom the fighters counted fight: "about 60 rebels", "more than 100 fighters"."""
        noun = one.count.noun
        if noun is None or (one.object or "") not in _FIGHTERS:
            return None
        word = self._parse.words[noun]
        return self._deeds.bearers.of(word) or self._deeds.lone_group(self._parse.sentence(noun).story)

    def governor(self, one: Draft) -> str | None:
        """Return the party that is the subject over a force, pledge or gift: "Beijing has offered to send 20"."""
        parse = self._parse
        for word in parse.ancestors(one.count.core):
            subject = parse.subject(word.i) if word.pos in {"VERB", "AUX"} else None
            if subject is not None and not (one.count.first <= subject.i < one.count.last):
                return None if word.lemma in _SAYING else self._meant(one, subject)
        return None

    def _meant(self, one: Draft, subject: Word) -> str | None:
        kids = (self._parse.words[j] for j in self._parse.children[subject.i])
        if subject.lemma.lower() in _LANDS and any(k.tag == "PRP$" and k.lower in _OWN for k in kids):
            return self._grammar.speakers.get(one.start)  # "its president said that his country would send 600"
        return self._name(subject, is_gift=one.kind is not FigureKind.FORCE)

    def _name(self, noun: Word, *, is_gift: bool = True) -> str | None:
        """Return the party of a noun, a body of no state's under its own name: "the World Food Programme"."""
        actor = self._cast.actor(noun.i)
        is_body = actor is not None and actor.kind is Kind.BODY and actor.name[:1].isupper()
        is_body = is_body and actor is not None and (" " in actor.name or actor.name.isupper())
        if actor is None or not is_body or set(actor.name.lower().split()) & _OFFICES:
            return self._deeds.bearers.of(noun) or self._deeds.bearers.meant(noun)
        return actor.name if is_gift else self._deeds.bearers.of(noun) or actor.name

    def _joined(self, one: Draft) -> str | None:
        """Return the giver of the sum before where a sum goes on with it: "gave two million but only 5,000 to X"."""
        if self._last is None or self._last[0].sentence != one.sentence or one.kind is not FigureKind.AID:
            return None
        between = self._parse.words[self._last[0].count.last : one.count.first]
        told = (self._parse.words[w.head].dep for w in between if w.dep in {"nsubj", "nsubjpass"})
        return None if any(dep != "advcl" for dep in told) else self._last[1]

    def _musters(self, one: Draft) -> str | None:
        """Return whose troops are counted: "Egypt's 1,091", "7,000 of its soldiers", "the Thai contingent of 900"."""
        parse, count = self._parse, one.count
        for i in dict.fromkeys((count.core, count.noun if count.noun is not None else count.core)):
            own = parse.child(i, "poss")
            if own is not None and (party := self._deeds.bearers.of(own)) is not None:
                return party
            above = parse.words[parse.words[i].head]
            if above.lower == "with" and above.i > 1 and parse.words[above.i - 1].text == ",":
                party = self._deeds.bearers.party(parse.words[above.i - 2])  # "Mara, with 900 soldiers there, …"
                if party is not None:
                    return party
            if above.lower == "of" and (party := self._deeds.bearers.phrase_party(parse.words[above.head])) is not None:
                return party
        return self._comes_from(one)

    def _listed(self, one: Draft) -> str | None:
        """Return the land right before its number in a list: "Mara 900, Osk 450 and Varos 200"."""
        words, first = self._parse.words, one.count.first
        start = self._parse.sentence(first).first
        at = first - 1
        while at > start and words[at - 1].text[:1].isupper() and words[at].text[:1].isupper():
            at -= 1
        name = " ".join(w.text for w in words[at:first])
        if at < start or at >= first or (at > start and words[at - 1].lower not in _LISTED):
            return None
        land = self._deeds.bearers.land(name)
        return None if land is None or words[first - 1].dep in {"nsubj", "poss"} else land

    def _comes_from(self, one: Draft) -> str | None:
        """Return the land from which people come: "20 officers from Mara"."""
        noun = one.count.noun
        for j in self._parse.children[noun] if noun is not None else ():
            held = self._parse.child(j, "pobj") if self._parse.words[j].lower == "from" else None
            if held is not None and held.text[:1].isupper() and (land := self._deeds.bearers.land(held.text)):
                return land
        return None

    def _sized(self, one: Draft) -> str | None:
        """Return whose army is brought to a size: "would cap the Maran army at 6,000", "cut it to 90"."""
        parse = self._parse
        above = parse.words[parse.words[one.count.noun if one.count.noun is not None else one.count.core].head]
        if above.lower not in _SIZES or above.pos != "ADP":
            return None
        taken = parse.child(above.head, "dobj", "nsubjpass")
        return self._deeds.bearers.of(taken) if taken is not None and taken.lemma.lower() in _FORCES else None
