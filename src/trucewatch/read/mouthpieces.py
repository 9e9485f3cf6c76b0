"""Mouthpieces: who speaks through a paper, a press office, or as one of several?

"figures released by X", "the junta's information team", "one of the officials" stand for somebody else. Part of
`sources`; `phrases` asks it and gives with each question how a phrase within is read (kept here, it would make a
circle of the two, which only the collector frees, with all that a report holds).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.read.actors import Actor, Kind, singular, text_of
from trucewatch.read.names import core_of, is_capital
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.read.bodies import Bodies
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.names import Core
    from trucewatch.read.recall import Recall

    Read = Callable[[Word], Actor | None]
    Phrase = Callable[[int, int, Core], Actor | None]

__all__ = ["Mouthpieces"]

_PRESS = word_list("roles", "document", "press")
_GROUNDS = word_list("roles", "body", "grounds")
_OWNED = word_list("roles", "document", "owned")
_MEMBERS = word_list("roles", "body", "members")
_AGAIN = word_list("roles", "document", "again")
_RELEASED = word_list("roles", "document", "released")


class Mouthpieces:
    """Reads phrases that stand for another who speaks."""

    def __init__(self, parse: Parse, recall: Recall, bodies: Bodies) -> None:
        """Take the parse and those met so far."""
        self._parse = parse
        self._recall = recall
        self._bodies = bodies
        self._papers: dict[tuple[int, str], Actor] = {}

    def one_of(self, last: int, read: Read) -> Actor | None:
        """Return one of several who were met: "one of the officials", "another told the agency"."""
        words = self._parse.words
        if words[last + 1].lower != "of" and words[last].dep == "nsubj":
            return self._one_more()
        group = self._parse.child(last + 1, "pobj") if words[last + 1].lower == "of" else None
        actor = read(group) if group is not None and group.tag in {"NNS", "PRP"} else None
        if group is None or actor is None or actor.kind is not Kind.GROUP:
            return None
        if group.tag == "PRP":  # "Two diplomats were there. One of them said …"
            return replace(actor, name=singular(actor.name), is_single=True)
        fuller = self._recall.back(lambda a: a.kind is Kind.GROUP and a.name.lower().endswith(" " + group.lower))
        name = singular(fuller.name) if fuller is not None else text_of(self._parse, last, group.i).lower()
        return replace(fuller or actor, name=name, is_single=True)

    def _one_more(self) -> Actor | None:
        """Return one more of the kind that spoke just before: "sources told us so; one said …"."""
        found = self._recall.spoke(lambda a: a.kind in {Kind.GROUP, Kind.PERSON})
        if found is None or not (found.kind is Kind.GROUP or found.is_single) or found.name[:1].isupper():
            return None
        head = next((w for w in found.name.split() if singular(w) in role_words().persons | role_words().offices), "")
        name = singular(head) if head else singular(found.name)
        return replace(found, name=name, is_single=True)

    def members_of(self, last: int, read: Read) -> Actor | None:
        """Return the body by name whose people speak for it: "activists of the town's Resistance Committee"."""
        of = next((j for j in self._parse.children[last] if j == last + 1 and self._parse.words[j].lower == "of"), None)
        held = self._parse.child(of, "pobj") if of is not None else None
        if held is None or not is_capital(held) or self._parse.words[last].lower not in _MEMBERS:
            return None
        actor = read(held)
        if actor is None or actor.kind is not Kind.BODY or actor.roles & _GROUNDS:
            return None
        return replace(actor, roles=actor.roles | {"they"})

    def press_arm(self, first: int, last: int, read: Read) -> Actor | None:
        """Return the body whose press office or information team speaks for it: "the junta's information team"."""
        words = self._parse.words
        owner = self._parse.child(last, "poss") or self._parse.child(last, "compound")
        if owner is None or is_capital(words[last]) or words[last].lower not in role_words().bodies:
            return None
        if owner.dep == "compound" and not (is_capital(owner) and owner.i < last - 1):
            return None
        if not {w.lower for w in words[owner.i + 1 : last]} & _PRESS:
            return None
        actor = read(owner) if first <= owner.i else None
        return actor if actor is not None and actor.kind is Kind.BODY else None

    def paper(self, first: int, last: int, core: Core, read: Read) -> Actor:
        """Return whoever speaks through a statement, report or figures; else the paper itself."""
        words = self._parse.words
        key = (self._parse.sentence(last).story, words[last].lower)
        owner = self._released_by(last, read) or self._owner(last, core, read) or self._copied(last, read)
        if owner is not None:
            if owner.kind is Kind.BODY:
                self._papers[key] = owner
            return owner
        if first == last and core.determiner == "the" and key in self._papers:
            return self._papers[key]  # "the update", once it was the mission's
        again = words[last].lower == "statement" or (first == last and words[last].lower in _AGAIN)
        speaker = self._recall.speaker() if again and core.determiner == "the" else None
        if speaker is not None:
            return speaker
        kind = Kind.GROUP if words[last].lower == "reports" else Kind.PAPER
        return Actor(self._bodies.group_name(first, last), kind, roles=frozenset({words[last].lower}))

    def _released_by(self, last: int, read: Read) -> Actor | None:
        """Return who gave a paper out: "figures released by X", "numbers the ministry has published"."""
        words = self._parse.words
        for j in self._parse.subtree(last):
            word = words[j]
            released = words[word.head].i == last or words[word.head].lower in _RELEASED
            if j > last and word.lower in {"by", "from", "of"} and word.pos == "ADP" and released:
                pobj = self._parse.child(j, "pobj")
                actor = read(pobj) if pobj is not None else None
                if actor is not None and actor.kind is not Kind.PAPER:
                    return actor
        for j in self._parse.children[last]:
            giver = self._parse.child(j, "nsubj") if words[j].dep == "relcl" else None
            if giver is not None and words[j].lower in _RELEASED and giver.tag not in {"WDT", "WP", "PRP"}:
                actor = read(giver)
                if actor is not None and actor.kind is not Kind.PAPER:
                    return actor
        return None

    def _owner(self, last: int, core: Core, read: Read) -> Actor | None:
        """Return whose a paper is by the words before it: "the mission's update", "a Ministry of X report"."""
        words = self._parse.words
        for j in self._parse.children[last]:
            if words[j].dep not in {"poss", "compound", "nmod"} or j > last:
                continue
            owner = read(words[j])
            if owner is not None and owner.kind is Kind.NAME and words[last].lower in _OWNED:
                owner = replace(owner, kind=Kind.BODY)  # "Velmar data show": who keeps data is a body
            if owner is None or owner.kind not in {Kind.PERSON, Kind.STATE, Kind.BODY}:
                continue
            is_body = owner.kind is Kind.BODY and words[last].lower in _OWNED and not owner.roles & _GROUNDS
            if not is_capital(words[j]) and core.determiner == "a" and not (is_body and owner.name[:1].isupper()):
                continue
            if owner.name[:1].isupper() or is_body:
                return owner
        return None

    def _copied(self, last: int, read: Read) -> Actor | None:
        """Return whose paper a copy was made of: "a copy of the mission's update"."""
        of = next((j for j in self._parse.children[last] if self._parse.words[j].lower == "of"), None)
        paper = self._parse.child(of, "pobj") if of is not None else None
        if paper is None or paper.lower not in role_words().documents:
            return None
        core = core_of(self._parse, paper.i)
        found = self.paper(core.first, core.head, core, read)
        return found if found.kind is not Kind.PAPER else None

    def spoken_for(self, first: int, last: int, read: Read, phrase: Phrase) -> Actor | None:
        """Return the body or person that an unnamed spokesman speaks for."""
        words = self._parse.words
        for j in self._parse.children[last]:
            if words[j].dep == "prep" and words[j].lower in {"for", "of"} and j > last:
                pobj = self._parse.child(j, "pobj")
                if pobj is not None and (actor := read(pobj)) is not None:
                    return actor
            if words[j].dep == "poss" and words[j].tag == "PRP$":
                return self._recall.pronoun(words[j])
        if last > first:
            end = last - 1 if words[last - 1].lower != "'s" else last - 2
            if (end >= first and words[end].lower in role_words().bodies | {"government"}) or (
                end >= first and is_capital(words[end])
            ):
                inner = phrase(first, end, core_of(self._parse, end))
                if inner is not None and inner.kind in {Kind.BODY, Kind.STATE, Kind.PERSON}:
                    return inner
        return None
