"""Who did it, and to whom: the actor and target of a figure.

Reads deeds off the text (a nation's or group's attack, an agent, the subject of a deed), and gives a figure the
deed that stands nearest to it: in its own clause, its sentence, or the story so far. Where a side is only known
by its enemy (drones shot down over one's own land), the other party of the story is named; in doubt, nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.deeds import Deed, Deeds
from trucewatch.read.doers import Doers
from trucewatch.read.spokesmen import Spokesmen
from trucewatch.read.victims import Victims
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place, Source
    from trucewatch.read.drafts import Draft
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.sources import Cast
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Parties"]

_OWN_LOSSES = {"intercepted"}
_THEIRS = {"launched", "lost", "struck"}
_INHERITING = {FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.RAID, FigureKind.VIOLATION}
_NEVER = {FigureKind.FORCE, FigureKind.TERM, FigureKind.MEETING}
_BACK = 4
# A party leads a story that tells so many of its deeds.
_LEADS = 2
# A deed is claimed at most so many sentences after it is told.
_AHEAD = 3
# "Enemy losses came to as many as 60": the enemy is named so many words before a number at most.
_NEAR_ENEMY = 8
_LOSING = word_list("deeds", "losses", "suffering")
_PASSIVE = word_list("deeds", "foes", "passive")
_FOUGHT = word_list("deeds", "fought")
_ENEMY = word_list("deeds", "enemy")
_NEUTRAL = word_list("deeds", "neutral")
_SUSPECTS = word_list("deeds", "suspects")
_CIVIL = word_list("deeds", "civil")
_BANDS = word_list("deeds", "bands")
_REBELS = word_list("deeds", "factions", "rebels")
_NOBODY = word_list("deeds", "nobody")
_SENDING = word_list("deeds", "sending")
_MANNED = word_list("deeds", "factions", "manned")
_SOLDIERY = word_list("deeds", "soldiery")
_OWN_RAIDS = word_list("deeds", "own_raids")


class Parties:
    """The deeds of a report, to be asked for the actor and target of each figure."""

    def __init__(
        self, parse: Parse, cast: Cast, known: Actors, nations: Countries, places: Sequence[Mention] = ()
    ) -> None:
        """Find all deeds in reading order."""
        self._parse = parse
        self._nations = nations
        self._given: dict[int, str | None] = {}
        self._raids: dict[int, str] = {}
        self._sources: dict[int, Source] = {}
        self._deeds = Deeds(parse, cast, known, nations, places)
        self._grammar = Doers(parse, self._deeds)
        self._victims = Victims(parse, self._deeds)
        self._spokesmen = Spokesmen(parse, self._deeds, known)

    def actors(
        self, drafts: Sequence[Draft], sources: Sequence[Source], places: Sequence[Place | None]
    ) -> list[str | None]:
        """Return the actor of each figure of a report, in text order."""
        asked = zip(drafts, sources, places, strict=True)
        return [self.actor(d, s, p, None if d.part_of is None else drafts[d.part_of]) for d, s, p in asked]

    def actor(self, one: Draft, source: Source, place: Place | None, whole: Draft | None = None) -> str | None:
        """Return the canonical actor of a figure, or None; nobody does harm to the own side.

        A part of a `whole` asked before is its actor's too: "shot down 119 drones, 46 of them over the coast".
        """
        found = self._done_by(one, source, place)
        if whole is not None and (whole.kind, whole.measure) == (one.kind, one.measure) and one.measure in _OWN_LOSSES:
            found = self._given.get(whole.start) or found
        self._given[one.start] = found
        if one.kind is FigureKind.RAID and "attack" in one.count.classes and found is not None:
            self._raids[one.sentence] = found
        return found

    def _done_by(self, one: Draft, source: Source, place: Place | None) -> str | None:
        side = self._spokesmen.side(source)
        if side is not None and one.kind in {FigureKind.TOLL, FigureKind.DAMAGE} and self._is_of_enemy(one):
            return side
        if one.kind is FigureKind.TOLL and (handed := self._grammar.hander(one)) is not None:
            return handed
        both = self._by_both(one) and self._spokesmen.side(source) is None
        found = None if both else self._doer(one, source, place)
        if one.kind not in {FigureKind.TOLL, FigureKind.DAMAGE}:
            return found
        if one.object in _FOUGHT:
            return found if found is None or self._deeds.is_state(found) else self._deeds.home_of(one.sentence)
        victims = self._victims.of(one, side)
        if victims is None and (victims := self._soldiers_of(one, found, place)) is not None:
            self._victims.last = (one, victims)
        if victims is None or (found is not None and not self._deeds.foes.together(found, victims)):
            return found
        if found not in {None, victims} and found == self._grammar.subject(one) and self._acts(one):
            return found  # who is told to have done it did it, even to a side he stands on elsewhere
        story = self._parse.sentences[one.sentence].story
        other = side if side is not None and not self._deeds.foes.together(side, victims) else None
        return self._deeds.enemy_of(victims, story, within=one.object in _SOLDIERY) or other

    def _soldiers_of(self, one: Draft, found: str | None, place: Place | None) -> str | None:
        """Return whose soldiers are counted where nobody says so: of the army that speaks, else of the land."""
        if one.object not in _SOLDIERY or (found is not None and found == self._grammar.subject(one)):
            return None
        army = self._grammar.armies.get(one.start)
        story = self._parse.sentences[one.sentence].story
        if army is not None and army == found == self._enemy_at(place, story):
            return None  # an army that struck its foe's land counts the dead there
        home = self._deeds.home_of(one.sentence)
        return army or (home if found in {None, home} else None)

    def _is_of_enemy(self, one: Draft) -> bool:
        """Whether a speaker counts what "the enemy" or "the opposing side" lost."""
        sentence = self._parse.sentences[one.sentence]
        words = self._parse.words[
            max(sentence.first, one.count.first - _NEAR_ENEMY) : min(sentence.last, one.count.last + _NEAR_ENEMY)
        ]
        return any({w.lemma.lower(), w.lower} & _ENEMY for w in words)

    def _doer(self, one: Draft, source: Source, place: Place | None) -> str | None:
        side = self._spokesmen.side(source)
        self._sources[one.start] = source
        if side is not None and source.side not in _NEUTRAL:
            self._grammar.speakers[one.start] = side
            if self._spokesmen.is_army(source):
                self._grammar.armies[one.start] = side
        story = self._parse.sentences[one.sentence].story
        owner = self._victims.owner(one)
        is_force = one.kind is FigureKind.FORCE
        if one.kind in _NEVER:
            return owner or self._grammar.musters(one) or self._grammar.governor(one) if is_force else None
        if one.kind is FigureKind.RAID and (one.measure in _OWN_LOSSES or self._grammar.claims(one)):
            return self._defender(one, source, owner, story)
        if one.kind is FigureKind.RAID and one.measure in _THEIRS:  # whose ships were struck did not strike them
            return (owner if one.measure != "struck" else None) or self._launcher(one, source, place, story)
        if one.kind in {FigureKind.AID, FigureKind.CONTRIBUTION} or one.count.quantity.currency is not None:
            return self._grammar.governor(one) or owner
        if one.kind is FigureKind.CONTROL:
            return self._grammar.subject(one) or self._grammar.governor(one) or self._own_deed(one) or side
        taken = one.measure == "captured" and one.object in _SUSPECTS
        if (one.object in _FOUGHT or taken) and side is not None and self._grammar.subject(one) is None:
            return side  # who counts dead militants killed them
        found = owner if one.kind is FigureKind.VIOLATION and owner else self._own_deed(one)
        if found is not None and (found != owner or one.kind is FigureKind.VIOLATION):
            return found
        fought = one.object in _FOUGHT or (one.object in _MANNED and self._deeds.is_state(side or ""))
        if fought and side is not None and not self._victims.is_own(one):
            return side  # who counts dead militants killed them
        if one.kind in _INHERITING:
            return self._inherited(one, owner, place)
        return found

    def _inherited(self, one: Draft, owner: str | None, place: Place | None) -> str | None:
        """Return who did the harm whose own sentence does not say it."""
        story = self._parse.sentences[one.sentence].story
        loser = self._grammar.subject(one) if self._is_loss(one) else None
        if loser is not None:
            return self._deeds.enemy_of(loser, story)
        if self._is_loss(one) and (named := self._doing(one)) is not None and named.tag == "NNP":
            return None  # a body of no known side lost them
        if self._done_by_others(one):
            return self._owned_later(one)
        if self._done_by_nobody(one):
            return self._deeds.enemy_of(owner, story) or self._enemy_at(place, story)
        return (
            self._raids.get(one.sentence)  # five strikes destroyed three trucks
            or self._deeds.enemy_of(owner, story)
            or self._counted_at_home(one, story)
            or self._enemy_at(place, story)
            or self._owned_later(one)
            or self._told_before(one)
            or self._intruder(place, story)
            or self._leader(place, story)
            or self._deeds.foe_of_home(story)
        )

    def _counted_at_home(self, one: Draft, story: int) -> str | None:
        """Return who fights the land whose hospitals, rescuers or health ministry count the dead."""
        source = self._sources.get(one.start)
        if source is None or one.kind is not FigureKind.TOLL or one.measure == "captured":
            return None
        words = set(source.name.lower().split())
        civil = bool(words & _CIVIL)
        return self._deeds.enemy_of(self._spokesmen.side(source), story) if civil else None

    def _is_loss(self, one: Draft) -> bool:
        """Whether somebody's own loss is told: "Moscow says it has lost 18 men"."""
        return one.trigger is not None and self._parse.words[one.trigger].lemma in _LOSING

    def _done_by_others(self, one: Draft) -> bool:
        """Whether the figure's own clause names who did it, people of no known side: "gunmen shot dead two"."""
        doer = self._doing(one)
        if doer is None:
            return False
        named = {doer.lemma.lower()}
        if doer.lemma.lower() in _BANDS:
            of = self._parse.child(doer.i, "prep")
            some = self._parse.child(of.i, "pobj") if of is not None else None
            named |= {some.lemma.lower()} if some is not None else set()
        unknown = word_list("deeds", "factions", "strangers") | _REBELS
        return bool(named & unknown)

    def _done_by_nobody(self, one: Draft) -> bool:
        """Whether only the war itself is told to have done it: "the conflict has killed 4,000"."""
        doer = self._doing(one)
        return doer is not None and doer.lemma.lower() in _NOBODY

    def _doing(self, one: Draft) -> Word | None:
        """Return who or what does what befell a figure, by its own verb or those it is joined to."""
        verb = self._parse.words[one.trigger] if one.trigger is not None else None
        if verb is not None and verb.pos == "NOUN" and verb.dep == "dobj":
            verb = self._parse.words[verb.head]  # has caused 4,000 deaths
        while verb is not None and verb.pos in {"VERB", "AUX"}:
            by = self._parse.child(verb.i, "agent")
            if by is not None:
                return self._parse.child(by.i, "pobj")
            if self._parse.child(verb.i, "nsubjpass") is not None:
                return None
            doer = self._parse.child(verb.i, "nsubj")
            if doer is not None:
                return None if one.count.first <= doer.i < one.count.last else doer
            above = self._parse.words[verb.head]
            verb = above if verb.dep in {"conj", "advcl", "xcomp"} and above.i != verb.i else None
        return None

    def _owned_later(self, one: Draft) -> str | None:
        """Return who claims the deed in one of the next sentences."""
        here = self._parse.sentences[one.sentence]
        for deed in self._deeds.told:
            if deed.owns and 0 <= deed.sentence - one.sentence <= _AHEAD:
                there = self._parse.sentences[deed.sentence]
                if there.story == here.story and not self._between(one.sentence, deed):
                    return deed.party
        return None

    def _between(self, first: int, last: Deed) -> bool:
        """Whether another party's deed is told between a sentence and a claim."""
        return any(first < d.sentence < last.sentence and d.party != last.party for d in self._deeds.told)

    def _by_both(self, one: Draft) -> bool:
        """Whether the deed or the loss was mutual: launched by both sides, kills soldiers on either side."""
        sentence = self._parse.sentences[one.sentence]
        said = [w.lower for w in self._parse.words[sentence.first : sentence.last]]
        mutual = word_list("deeds", "mutual")
        return any(f"{said[n]} {said[n + 1]} {said[n + 2]}" in mutual for n in range(len(said) - 2))

    def _launcher(self, one: Draft, source: Source, place: Place | None, story: int) -> str | None:
        """Return who sent the weapons: the subject of the sending, else the enemy of who counted or was hit."""
        sender = self._grammar.sender(one)
        if sender is not None:
            return sender
        verb = self._parse.words[one.trigger] if one.trigger is not None else None
        if verb is not None and (verb.lemma in _SENDING or self._grammar.strikes(one, verb)):
            subject = self._grammar.subject(one)
            if subject is not None:
                return subject
        near = [d for d in self._deeds.told if d.sentence == one.sentence and not d.defends and d.i < one.count.core]
        speaker = self._spokesmen.side(source)
        if speaker is not None and one.object in _OWN_RAIDS:
            return speaker  # nobody counts the enemy's sorties but by the enemy's name
        weapons = "missile" in one.count.classes or "drone" in one.count.classes
        is_band = speaker is not None and source.side not in _NEUTRAL and not self._deeds.is_state(speaker)
        if weapons and is_band and not near:
            return speaker  # a group tells what it fired itself
        told = None
        if "attack" in one.count.classes and speaker is None:
            told = near[-1].party if near else self._told_before(one, 1)
        return (
            self._grammar.platform(one)
            or told
            or self._deeds.enemy_of(speaker, story)
            or (near[-1].party if near else None)
            or self._enemy_at(place, story)
            or self._told_before(one)
            or self._deeds.foe_of_home(story)
        )

    def target(self, one: Draft, place: Place | None, actor: str | None) -> str | None:
        """Return whom it was done to: the party whose things are counted, else the place's country."""
        if one.kind not in _INHERITING:
            return None
        owner = self._victims.owner(one)
        if owner is not None and owner != actor:
            return owner
        if one.kind is FigureKind.RAID and one.measure in _OWN_LOSSES:
            return self._deeds.enemy_of(actor, self._parse.sentences[one.sentence].story)
        if place is None or place.country is None:
            return None
        nation = self._nations.code(place.country)
        return nation.name if nation is not None and nation.name != actor else None

    def enemy(self, actor: str | None, one: Draft) -> str | None:
        """Return whom an actor fights in the story of a figure, or None."""
        return self._deeds.enemy_of(actor, self._parse.sentences[one.sentence].story)

    def _defender(self, one: Draft, source: Source, owner: str | None, story: int) -> str | None:
        subject = self._grammar.subject(one)
        if subject is not None and subject != owner:
            return subject
        side = self._spokesmen.side(source)
        if side is not None and side != owner:
            return side
        near = [d for d in self._deeds.told if d.sentence == one.sentence and d.defends]
        if near:
            return near[0].party
        home = self._deeds.home_of(one.sentence)  # what flies over a land at war, the land stops
        over_home = home if self._deeds.enemy_of(home, story) is not None else None
        return self._deeds.enemy_of(owner or self._last_launcher(one), story) or over_home

    def _last_launcher(self, one: Draft) -> str | None:
        before = [
            d for d in self._deeds.told if one.sentence - 1 <= d.sentence <= one.sentence and d.i < one.count.core
        ]
        return before[-1].party if before else None

    def _own_deed(self, one: Draft) -> str | None:
        """Return the party of the deed in the figure's own sentence: by its verb, else the nearest before it."""
        subject = self._grammar.subject(one)
        if subject is not None and self._acts(one):
            return subject
        counted = range(one.count.first, one.count.last)
        here = [d for d in self._deeds.told if d.sentence == one.sentence and not d.defends and d.i not in counted]
        if not here:
            return None
        chain = {one.trigger, *(w.i for w in self._parse.ancestors(one.count.core))}
        linked = [d for d in here if d.hangs_on in chain or d.i in chain or self._above(d) == one.trigger]
        before = [d for d in here if d.i < one.count.core]
        chosen = linked[-1:] or before[-1:] or here[:1]
        return chosen[0].party

    def _above(self, deed: Deed) -> int | None:
        """Return the verb on whose preposition a deed hangs: "died in Israeli strikes"."""
        above = self._parse.words[deed.hangs_on]
        return above.head if above.pos == "ADP" else None

    def _acts(self, one: Draft) -> bool:
        verb = self._parse.words[one.trigger] if one.trigger is not None else None
        return verb is not None and verb.lemma not in _PASSIVE

    def _told_before(self, one: Draft, back: int = _BACK) -> str | None:
        """Return the party of the last deed told before in the story, a few sentences back at most."""
        here = self._parse.sentences[one.sentence]
        for deed in reversed(self._deeds.told):
            there = self._parse.sentences[deed.sentence]
            if deed.sentence < one.sentence and there.story == here.story and deed.harms and not deed.defends:
                return deed.party if one.sentence - deed.sentence <= back else None
        return None

    def _enemy_at(self, place: Place | None, story: int) -> str | None:
        if place is None or place.country is None:
            return None
        nation = self._nations.code(place.country)
        return self._deeds.enemy_of(nation.name, story) if nation is not None else None

    def _leader(self, place: Place | None, story: int) -> str | None:
        """Return the party that acts most in a story, unless the harm was done on its own soil by another."""
        party = self._deeds.leading.get(story)
        here = None if place is None or place.country is None else self._nations.code(place.country)
        doers = [d.party for d in self._deeds.told if d.harms and self._parse.sentences[d.sentence].story == story]
        if doers.count(party or "") < _LEADS:
            return None
        alone = doers.count(party or "") == len(doers)
        return party if here is None or here.name != party or alone else None

    def _intruder(self, place: Place | None, story: int) -> str | None:
        """Return the state of a state and a group at war, where harm was done outside of that state."""
        pair = self._deeds.sides.get(story)
        if pair is None or place is None or place.country is None:
            return None
        states = [p for p in pair if self._nations.find(p) is not None]
        here = self._nations.code(place.country)
        return states[0] if len(states) == 1 and here is not None and states[0] != here.name else None
