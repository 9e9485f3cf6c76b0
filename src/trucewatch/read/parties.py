"""Who did it, and to whom: the actor and target of a figure.

Reads deeds off the text (a nation's or group's attack, an agent, the subject of a deed), and gives a figure the
deed that stands nearest to it: in its own clause, its sentence, or the story so far. Where a side is only known
by its enemy (drones shot down over one's own land), the other party of the story is named; in doubt, nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.clashes import Clashes
from trucewatch.read.culprits import Culprits
from trucewatch.read.deeds import Deed, Deeds
from trucewatch.read.doers import Doers
from trucewatch.read.elsewhere import FACELESS, Elsewhere
from trucewatch.read.givers import Givers
from trucewatch.read.harm import Harm
from trucewatch.read.kindsets import HARMFUL
from trucewatch.read.raiders import Asked, Raiders
from trucewatch.read.shared import did_it, is_among, is_joined
from trucewatch.read.skies import Skies
from trucewatch.read.spokesmen import Spokesmen
from trucewatch.read.victims import Victims
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place, Source
    from trucewatch.read.drafts import Draft
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse
    from trucewatch.read.sources import Cast
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Parties"]

_OWN_LOSSES = {"intercepted"}
_THEIRS = {"launched", "lost", "struck"}
_NEVER = {FigureKind.FORCE, FigureKind.TERM, FigureKind.MEETING}
# What is told of a blow goes on for so many sentences.
_NEXT_TO = 2
_PASSIVE = word_list("deeds", "foes", "passive")
_FOUGHT = word_list("deeds", "fought") | word_list("deeds", "factions", "rebels")
_NEUTRAL = word_list("deeds", "neutral")
_SUSPECTS = word_list("deeds", "suspects")
_CIVIL = word_list("deeds", "civil")
_CIVILIANS = word_list("deeds", "civilians")
_AFLOAT = word_list("deeds", "afloat")
_REBELS = word_list("deeds", "factions", "rebels")
_MANNED = word_list("deeds", "factions", "manned")
_CLASHES = word_list("deeds", "clashes", "words")
_SOLDIERY = word_list("deeds", "soldiery")


class Parties:
    """The deeds of a report, to be asked for the actor and target of each figure."""

    def __init__(
        self, parse: Parse, cast: Cast, known: Actors, nations: Countries, places: Sequence[Mention] = ()
    ) -> None:
        """Find all deeds in reading order."""
        self._parse = parse
        self._nations = nations
        self._given: dict[int, str | None] = {}
        self._last: Draft | None = None
        self._last_place: Place | None = None
        self._raids: dict[int, str] = {}
        self._fight: tuple[int, set[str]] | None = None
        self._sources: dict[int, Source] = {}
        self._deeds = Deeds(parse, cast, known, nations, places)
        self._grammar = Doers(parse, self._deeds)
        self._victims = Victims(parse, self._deeds)
        self._clashes = Clashes(parse, self._deeds)
        self._spokesmen = Spokesmen(parse, self._deeds, known)
        self._elsewhere = Elsewhere(parse, self._deeds, nations)
        self._skies = Skies(parse, self._deeds)
        self._harm = Harm(parse, self._deeds)
        self._culprits = Culprits(parse, self._deeds)
        self._givers = Givers(parse, self._deeds, cast, self._grammar)
        asked = Asked(self._grammar, self._victims, self._spokesmen, self._elsewhere)
        self._raiders = Raiders(parse, self._deeds, asked)

    def actors(
        self, drafts: Sequence[Draft], sources: Sequence[Source], places: Sequence[Place | None]
    ) -> list[str | None]:
        """Return the actor of each figure of a report, in text order."""
        asked = zip(drafts, sources, places, strict=True)
        found = [self.actor(d, s, p, None if d.part_of is None else drafts[d.part_of]) for d, s, p in asked]
        stories = [self._parse.sentences[d.sentence].story for d in drafts]
        return [a and self._deeds.ruler(a, story) for a, story in zip(found, stories, strict=True)]

    def actor(self, one: Draft, source: Source, place: Place | None, whole: Draft | None = None) -> str | None:
        """Return the canonical actor of a figure, or None; nobody does harm to the own side.

        A part of a `whole` asked before is its actor's too: "shot down 119 drones, 46 of them over the coast".
        """
        found = self._done_by(one, source, place)
        if (shared := self._sharing(one, whole)) is not None:
            found = self._given.get(shared.start) or found
        if found in FACELESS and one.kind in HARMFUL:
            named = None if self._is_new(one) else self._elsewhere.named_before(one)
            found = named or self._elsewhere.owned_later(one) or self._culprits.called(one, found or "")
        if one.kind in {FigureKind.TOLL, FigureKind.OTHER}:
            found = self._grammar.in_return(one, found)
        self._last, self._last_place = one, place
        self._given[one.start] = found
        if one.kind is FigureKind.RAID and "attack" in one.count.classes and found is not None:
            self._raids[one.sentence] = found
        return found

    def _done_by(self, one: Draft, source: Source, place: Place | None) -> str | None:
        side = self._spokesmen.side(source)
        if side is not None and self._harm.is_done_by_enemy(one):
            return self._deeds.enemy_of(side, self._parse.sentences[one.sentence].story)
        if (outright := self._told_outright(one, side)) is not None:
            return outright
        found = None if self._is_mutual(one, side) else self._doer(one, source, place)
        if one.kind not in {FigureKind.TOLL, FigureKind.DAMAGE}:
            return found
        if one.object in _FOUGHT:
            rival = self._clashes.rival(one, self._victims.owner(one), is_loss=False) if found is None else None
            home = self._deeds.home_of(one.sentence)
            stays = found is None or found in self._deeds.aside or self._deeds.bearers.is_state(found)
            return rival or (found if stays else home)
        return self._of_speaker(one, source, self._of_fight(one, self._of_victims(one, side, found, place)))

    def _of_speaker(self, one: Draft, source: Source, found: str | None) -> str | None:
        """Return who is found, or his foe where he counts dead people himself and tells of no deed of his own."""
        is_people = one.object in _CIVILIANS or one.object == "person"
        side = None if source.side is None else self._spokesmen.side(source)
        is_his = found is not None and found == side and self._spokesmen.is_of_state(source)
        if one.kind is not FigureKind.TOLL or not (is_people and is_his) or one.part_of is not None:
            return found
        told = self._victims.last is not None and self._victims.last[0] is one and self._victims.last[1] != found
        if told or one.measure == "captured" or found in {*self._elsewhere.here(one), self._grammar.subject(one)}:
            return found
        return self._deeds.enemy_of(found, self._parse.sentences[one.sentence].story)

    def _is_mutual(self, one: Draft, side: str | None) -> bool:
        """Whether both sides of a fight did the harm, so that nobody is named, unless the words tell whose men fell."""
        if self._harm.is_of_both(one) and side is None:
            return True
        if one.kind not in {FigureKind.TOLL, FigureKind.DAMAGE} or one.object in _SOLDIERY | _FOUGHT | _MANNED:
            return False
        fighting = self._clashes.between(one)
        if fighting is None or side in fighting or self._victims.owner(one) or self._grammar.subject(one):
            return False
        self._fight = (one.sentence, fighting)
        return True

    def _told_outright(self, one: Draft, side: str | None) -> str | None:
        """Return who lost "the enemy" its men, handed people over, or has them in its hands."""
        if side is not None and one.kind in {FigureKind.TOLL, FigureKind.DAMAGE} and self._harm.is_of_enemy(one):
            return side
        if one.kind is FigureKind.TOLL and (handed := self._grammar.hander(one)) is not None:
            return handed
        return self._grammar.holder(one) if one.measure == "captured" or one.kind is FigureKind.OTHER else None

    def _of_victims(self, one: Draft, side: str | None, found: str | None, place: Place | None) -> str | None:
        """Return who did the harm `found` by the words, set right by whose people were harmed."""
        victims = self._victims.of(one, side)
        if (rival := self._rival(one, victims)) is not None:
            return rival
        if victims is None and (victims := self._soldiers_of(one, found, place)) is not None:
            self._victims.last = (one, victims)
        together = self._deeds.foes.together
        if victims is None or (found is not None and not together(found, victims)):
            return found
        acts = found is not None and found == self._grammar.subject(one) and self._acts(one)
        if acts and (found != victims or self._is_taken(one)):
            return found  # who is told to have done it did it, even to a side he stands on elsewhere
        last = self._elsewhere.before(one, 1) if found is None or found == victims else None
        if last is not None and not self._deeds.bearers.is_state(last) and not together(last, victims):
            return last
        other = side if side is not None and not together(side, victims) else None
        if other is not None and found is None and self._deeds.foes.fight(other, victims):
            return other
        story = self._parse.sentences[one.sentence].story
        is_band = not self._deeds.bearers.is_state(victims)
        return self._deeds.enemy_of(victims, story, within=one.object in _SOLDIERY or is_band) or other

    def _is_taken(self, one: Draft) -> bool:
        """Whether a figure is what its verb takes: "lost nine men and killed 30 fighters"."""
        head = self._parse.words[one.count.noun if one.count.noun is not None else one.count.core]
        return head.dep == "dobj" and head.head == one.trigger

    def _rival(self, one: Draft, victims: str | None) -> str | None:
        """Return whom the people counted fought in a clash or lost men to, where nobody is told to have struck."""
        is_loss = self._harm.is_loss(one)
        if self._grammar.subject(one) is not None and not is_loss:
            return None
        home = self._deeds.home_of(one.sentence) if one.object in _SOLDIERY else None
        return self._clashes.rival(one, victims or home, is_loss=is_loss)

    def _soldiers_of(self, one: Draft, found: str | None, place: Place | None) -> str | None:
        """Return whose soldiers are counted where nobody says so: of the army that speaks, else of the land."""
        if one.object not in _SOLDIERY or (found is not None and found == self._grammar.subject(one)):
            return None
        army = self._grammar.armies.get(one.start)
        story = self._parse.sentences[one.sentence].story
        if army is not None and army == found == self._elsewhere.enemy_at(place, story):
            return None  # an army that struck its foe's land counts the dead there
        home = self._deeds.home_of(one.sentence)
        return army or (home if found in {None, home} else None)

    def _doer(self, one: Draft, source: Source, place: Place | None) -> str | None:
        side = self._spokesmen.side(source)
        self._sources[one.start] = source
        if side is not None and source.side not in _NEUTRAL:
            self._grammar.speakers[one.start] = side
            if self._spokesmen.is_army(source):
                self._grammar.armies[one.start] = side
        owner = self._victims.owner(one)
        is_force = one.kind is FigureKind.FORCE
        if one.kind is FigureKind.OTHER and "distance" in one.count.classes:
            return None  # nobody makes a way long
        if one.kind in _NEVER:
            return self._givers.of(one, owner) if is_force else None
        if one.kind is FigureKind.RAID and (one.measure in _OWN_LOSSES or self._grammar.claims(one)):
            return self._raiders.defender(one, source, owner)
        if one.kind is FigureKind.RAID and one.measure in _THEIRS:  # whose ships were struck did not strike them
            joined = self._given.get(self._last.start) if self._last and did_it(self._parse, one, self._last) else None
            return (owner if one.measure != "struck" else None) or joined or self._raiders.launcher(one, source, place)
        if one.kind in {FigureKind.AID, FigureKind.CONTRIBUTION} or one.count.quantity.currency is not None:
            return self._givers.of(one, owner)
        if one.kind is FigureKind.CONTROL:
            return self._grammar.subject(one) or self._givers.governor(one) or self._own_deed(one) or side
        taken = one.measure == "captured" and one.object in _SUSPECTS
        if (one.object in _FOUGHT or taken) and side is not None and self._grammar.subject(one) is None:
            return side  # who counts dead militants killed them
        found = owner if one.kind is FigureKind.VIOLATION and owner else self._own_deed(one)
        if found is not None and (found != owner or one.kind is FigureKind.VIOLATION):
            return found
        fought = one.object in _FOUGHT or (one.object in _MANNED and self._deeds.bearers.is_state(side or ""))
        if fought and side is not None and not self._victims.is_own(one):
            return side  # who counts dead militants killed them
        if one.kind in {FigureKind.OTHER, FigureKind.DISPLACEMENT} and found is None:
            found = self._givers.does(one)
        return self._inherited(one, owner, place) if one.kind in HARMFUL else found

    def _of_fight(self, one: Draft, found: str | None) -> str | None:
        """Return who is found, unless the last that was told is a fight of others."""
        if self._fight is None or found is None:
            return found
        at, fighting = self._fight
        told = any(at <= d.sentence <= one.sentence and d.party == found for d in self._deeds.told)
        is_same = self._parse.sentences[at].story == self._parse.sentences[one.sentence].story
        return found if told or found in fighting or not is_same else None

    def _inherited(self, one: Draft, owner: str | None, place: Place | None) -> str | None:
        """Return who did the harm whose own sentence does not say it."""
        story = self._parse.sentences[one.sentence].story
        loser = self._grammar.subject(one) if self._harm.is_loss(one) else None
        if loser is not None:
            return self._deeds.enemy_of(loser, story)
        if self._harm.is_loss(one) and (named := self._harm.doing(one)) is not None and named.tag == "NNP":
            return None  # a body of no known side lost them
        if one.measure == "captured" and self._harm.is_arrest(one):
            return self._deeds.home_of(one.sentence)  # "officers later arrested two": not those who shot
        if self._harm.is_of_others(one):
            return self._elsewhere.owned_later(one)
        if (doer := self._harm.doing(one)) is not None and doer.lemma.lower() in _CLASHES:
            return self._deeds.enemy_of(owner, story)
        if self._harm.is_of_nature(one):
            return None
        if self._harm.is_of_war(one):
            return self._deeds.enemy_of(owner, story) or self._counted_at_home(one, story)
        return (
            self._raids.get(one.sentence)  # five strikes destroyed three trucks
            or self._elsewhere.taken_up(one)
            or self._of_same_blow(one, place)
            or self._skies.flown(one)
            or self._deeds.enemy_of(owner, story)
            or self._counted_at_home(one, story)
            or (None if self._is_off_the_land(one) else self._elsewhere.enemy_at(place, story))
            or self._elsewhere.owned_later(one)
            or self._elsewhere.before(one)
            or (self._deeds.lone_group(story) if self._is_off_the_land(one) and not self._deeds.leading else None)
            or self._elsewhere.enemy_at(place, story)
            or self._elsewhere.intruder(place, story)
            or self._skies.owner(one)
            or self._elsewhere.blamed_later(one)
            or self._elsewhere.leader(place, story)
            or (self._deeds.actor_at_sea(story) if self._is_off_the_land(one) else None)
            or self._deeds.foe_of_home(story)
            or self._culprits.of(one)
        )

    def _of_same_blow(self, one: Draft, place: Place | None) -> str | None:
        """Return who did the harm told last at the same place, where nothing else is told between."""
        last, where = self._last, self._last_place
        if last is None or where is None or place is None or where.name != place.name or last.kind not in HARMFUL:
            return None
        is_near = 0 <= one.sentence - last.sentence <= _NEXT_TO and last.object not in _FOUGHT
        told = any(last.sentence < d.sentence <= one.sentence for d in self._deeds.told)
        found = self._given.get(last.start) if is_near and not told else None
        land = self._nations.code(place.country) if place.country is not None else None
        return None if found in FACELESS or (land is not None and found == land.name) else found

    def _counted_at_home(self, one: Draft, story: int) -> str | None:
        """Return who fights the land whose hospitals, rescuers or health ministry count the dead."""
        source = self._sources.get(one.start)
        if source is None or one.kind is not FigureKind.TOLL or one.measure == "captured":
            return None
        side = self._spokesmen.side(source)
        civil = bool(set(source.name.lower().split()) & _CIVIL)
        counts_own = one.object in _CIVILIANS and one.count.quantity.high != 0
        if not civil and not (counts_own and side is not None and self._spokesmen.is_of_state(source)):
            return None
        if not civil and side in {self._elsewhere.before(one, 1), *self._elsewhere.here(one)}:
            return None  # "it had raided the port, and 46 children died"
        return self._deeds.enemy_of(side, story)

    def _sharing(self, one: Draft, whole: Draft | None) -> Draft | None:
        """Return the figure before whose actor this is too: a whole of which it is a part, or one it goes on with."""
        if whole is not None and (whole.kind, whole.measure) == (one.kind, one.measure):
            if one.measure in _OWN_LOSSES:
                return whole
            if is_among(self._parse, one, whole) and self._grammar.subject(one) is None:
                return whole
        last = self._last
        return last if last is not None and one.measure in _OWN_LOSSES and is_joined(one, last) else None

    def _is_new(self, one: Draft) -> bool:
        """Whether the figure's own clause brings in people not told of before: "gunmen on motorcycles killed 12"."""
        doer = self._harm.doing(one)
        return doer is not None and not any(self._parse.words[j].lower == "the" for j in self._parse.children[doer.i])

    def _is_off_the_land(self, one: Draft) -> bool:
        """Whether the place does not tell whom it befell: ships off a coast, hostages held in their captors' land."""
        return one.object in _AFLOAT or one.measure == "captured"

    def target(self, one: Draft, place: Place | None, actor: str | None) -> str | None:
        """Return whom it was done to: the party whose things are counted, else the place's country."""
        if one.kind not in HARMFUL:
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
