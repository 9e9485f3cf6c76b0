"""Figures: who claims which quantity, where, when and how surely, from the drafts of a report.

Takes drafts (amount, kind, measure, whole) and ties each to the statement it stands in, its place and time, its
status and denials, its actor and target. Ids hash the evidence, so the same words give the same figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.ids import figure_id
from trucewatch.model import Figure, FigureKind, Source, Span, Status
from trucewatch.read.alongside import alongside
from trucewatch.read.denials import Claims, denied_by, find_denials, find_doubts, is_doubted
from trucewatch.read.drafts import Draft, draft
from trucewatch.read.headlines import told_below
from trucewatch.read.homeland import Sides, homeland
from trucewatch.read.occasions import Occasion, Occasions
from trucewatch.read.parties import Parties
from trucewatch.read.sources import Kind
from trucewatch.read.spoken import Spoken
from trucewatch.read.status import status_of
from trucewatch.read.stories import is_live
from trucewatch.read.witnesses import Witnesses
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Page, Statement
    from trucewatch.read.blocks import Block
    from trucewatch.read.counts import Count
    from trucewatch.read.dates import TimeMention
    from trucewatch.read.denials import Denial, Doubt
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse
    from trucewatch.read.sources import Cast
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Scene", "find_figures", "is_dated", "is_person", "story_days"]

OUTLET = Source("outlet")
_DIVIDING = word_list("grammar", "openers", "dividing")
_QUOTES = frozenset("\"'“‘")
_AROUND = word_list("cues", "parts", "around")
_STANDING = {FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.DISPLACEMENT, FigureKind.VIOLATION, FigureKind.CONTROL}


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is known of a report before its figures: parse, layout, cast, statements, places and times.

    `cues` gives the lemma of each statement's cue by statement id.
    """

    report_id: str
    parse: Parse
    blocks: Sequence[Block]
    page: Page
    cast: Cast
    actors: Actors
    countries: Countries
    statements: Sequence[Statement]
    cues: dict[str, str]
    places: Sequence[Mention]
    times: Sequence[TimeMention]


@dataclass(frozen=True, slots=True)
class _Doubts:
    denials: Sequence[Denial]
    doubts: Sequence[Doubt]
    claims: Claims
    sources: Sequence[Source]
    said: Sequence[Statement | None]


def find_figures(scene: Scene) -> tuple[Figure, ...]:
    """Return the figures of a report in text order."""
    parse = scene.parse
    telling = Witnesses(parse, scene.statements)
    drafts = draft(parse, lambda count: is_dated(scene, count), lambda i: is_person(scene, i), telling.tells)
    spoken = Spoken(scene.statements)
    said = [spoken.holding(d.start, d.end) for d in drafts]
    sources = [_source_of(scene, spoken, d, drafts) for d in drafts]
    claims = Claims(drafts, [s.name for s in sources])
    doubts = _Doubts(find_denials(parse, scene.cast), find_doubts(parse), claims, sources, said)
    parties = Parties(parse, scene.cast, scene.actors, scene.countries, scene.places)
    ids = [figure_id(scene.report_id, (d.start, d.end), d.kind.value, d.measure) for d in drafts]
    occasions = Occasions(parse, scene.places, scene.times, drafts, story_days(scene)).all()
    actors = alongside(parse, drafts, parties.actors(drafts, sources, [o.place for o in occasions]))
    figures = [_figure(scene, parties, doubts, n, ids, (occasions[n], actors[n])) for n in range(len(drafts))]
    return told_below(parse, scene.blocks, scene.places, scene.times, figures)


def is_dated(scene: Scene, count: Count) -> bool:
    """Whether the number stands inside words that name a time: 24 May, the past 24 hours."""
    return any(m.first <= count.core <= m.last and not m.bound and not m.known for m in scene.times)


def is_person(scene: Scene, i: int) -> bool:
    """Whether the cast knows the phrase headed by word `i` as a person with a name."""
    actor = scene.cast.actor(i)
    return actor is not None and actor.kind is Kind.PERSON and " " in actor.name


def _source_of(scene: Scene, spoken: Spoken, one: Draft, drafts: Sequence[Draft]) -> Source:
    """Return who claims a figure: its statement's source, also in the tail behind the cue, else the outlet.

    "… hit homes, said district chief Rattanawong, damaging 17 houses": the tail is still his.
    """
    said = spoken.holding(one.start, one.end)
    if said is not None:
        return OUTLET if _is_only_told_around(scene, said, one) else said.source
    sentence = scene.parse.sentences[one.sentence]
    before = [
        s
        for s in spoken.beginning(sentence.start, one.start)
        if s.cue is not None and s.content.end <= s.cue.start < one.start < sentence.end
    ]
    if not before:
        listed = _listed_by(scene, spoken, one) or _of_whole(scene, spoken, one, drafts)
        return listed or _of_the_rest(scene, spoken, one) or OUTLET
    told = before[-1]
    verb = next((w for w in scene.parse.ancestors(one.count.core) if w.pos in {"VERB", "AUX"}), None)
    tail = verb is not None and verb.tag == "VBG" and verb.dep == "advcl" and verb.start > told.content.end
    return told.source if tail or _goes_on(scene, told, one) else OUTLET


def _is_only_told_around(scene: Scene, said: Statement, one: Draft) -> bool:
    """Whether a headline tells of itself what came before: "X says truce holds after strikes that killed nine"."""
    sentence = scene.parse.sentences[one.sentence]
    if scene.blocks[sentence.block].kind != "heading" or said.cue is None or said.cue.start > one.start:
        return False
    if scene.parse.text[said.content.start : said.content.start + 1] in _QUOTES:
        return False
    return any(w.lower in _AROUND for w in scene.parse.words_in(said.content.start, one.start)[1:])


def _of_whole(scene: Scene, spoken: Spoken, one: Draft, drafts: Sequence[Draft]) -> Source | None:
    """Return who claims the whole whose parts a sentence lists without naming anybody: they add up to it."""
    whole = drafts[one.part_of] if one.part_of is not None else None
    sentence = scene.parse.sentences[one.sentence]
    if whole is None or whole.sentence + 1 != one.sentence:
        return None
    if any(s.cue is not None and sentence.start <= s.cue.start < sentence.end for s in scene.statements):
        return None
    said = spoken.holding(whole.start, whole.end)
    return said.source if said is not None else None


def _of_the_rest(scene: Scene, spoken: Spoken, one: Draft) -> Source | None:
    """Return who told the sentence before of those whom this one divides: "Of the dead, …", "Another 12 are …"."""
    parse, number = scene.parse, one.sentence
    if number == 0 or parse.sentences[number - 1].block != parse.sentences[number].block:
        return None
    before, here = parse.sentences[number - 1], parse.sentences[number]
    opening = [w.lower for w in parse.words[here.first : here.first + 4]]
    counted = parse.words[here.first].tag == "CD" and opening[1:3] == ["of", "the"]
    if not counted and (opening[0] not in _DIVIDING or one.count.quantity.form == "implied"):
        return None
    if any(s.cue is not None and here.start <= s.cue.start < here.end for s in scene.statements):
        return None
    told = spoken.beginning(before.start, before.end)
    return told[-1].source if told else None


_BULLETS = ("•", "-", "–", "—", "*", "·", "▪", "●", "‣")


def _listed_by(scene: Scene, spoken: Spoken, one: Draft) -> Source | None:
    """Return who speaks the sentence that opens a list, for a figure in one of its points: "…, Israel has:"."""
    number = scene.parse.sentences[one.sentence].block
    text = scene.parse.text
    while number > 0 and text[scene.blocks[number].start : scene.blocks[number].end].lstrip().startswith(_BULLETS):
        number -= 1
        lead = scene.blocks[number]
        if text[lead.start : lead.end].rstrip().endswith(":"):
            said = spoken.beginning(lead.start, lead.end)
            return said[-1].source if said else None
    return None


def _goes_on(scene: Scene, told: Statement, one: Draft) -> bool:
    """Whether a cue only interrupts what is told: "94 were hurt, he noted, of whom 18 are minors"."""
    if told.cue is None:
        return False
    end = max(told.cue.end, told.source.end or 0)
    text = scene.parse.text
    return text[end : end + 3].lstrip()[:1] in {",", "–", "—", ":", ";"} and not any(
        s.cue is not None and end < s.cue.start < one.end for s in scene.statements if s is not told
    )


def _figure(
    scene: Scene, parties: Parties, doubts: _Doubts, n: int, ids: Sequence[str], done: tuple[Occasion, str | None]
) -> Figure:
    occasion, actor = done
    parse, one = scene.parse, doubts.claims.drafts[n]
    source, said, place = doubts.sources[n], doubts.said[n], occasion.place
    sentence = parse.sentences[one.sentence]
    status, deniers, denial = _status(scene, doubts, n, said)
    target = parties.target(one, place, actor)
    block = scene.blocks[sentence.block]
    return Figure(
        figure_id=ids[n],
        span=Span(one.start, one.end, parse.text[one.start : one.end]),
        sentence=(sentence.start, sentence.end),
        kind=one.kind,
        measure=one.measure,
        object=one.object,
        low=one.low,
        high=one.high,
        modifier=one.modifier,
        source=source,
        statement_id=None if said is None else said.statement_id,
        unit=one.unit,
        role=_role(scene, one),
        status=status,
        denied_by=deniers,
        denial=denial,
        actor=actor,
        target=target,
        place=place or homeland(parse, scene.places, one, source, Sides(actor, target, parties.enemy(actor, one))),
        when=occasion.when,
        as_of=_story_date(scene, sentence.story) if one.kind in _STANDING else None,
        part_of=None if one.part_of is None else ids[one.part_of],
        repeat=block.repeat or block.kind == "heading" or bool(said and said.repeat),
    )


def story_days(scene: Scene) -> list[str | None]:
    """Return the day of each story of a live page, on which its news happens as it is told; of other pages None."""
    is_of_now = is_live(scene.parse.text, scene.blocks)
    return [_story_date(scene, number) if is_of_now else None for number in range(max(1, len(scene.page.stories)))]


def _story_date(scene: Scene, story: int) -> str | None:
    if story < len(scene.page.stories) and scene.page.stories[story].published:
        return scene.page.stories[story].published
    return scene.page.published


def _status(
    scene: Scene, doubts: _Doubts, n: int, said: Statement | None
) -> tuple[Status, tuple[str, ...], tuple[int, int] | None]:
    parse, one = scene.parse, doubts.claims.drafts[n]
    cue = scene.cues.get(said.statement_id) if said is not None else None
    status = status_of(parse, one, cue)
    if is_doubted(parse, n, doubts.doubts, doubts.claims):
        status = max(status, Status.UNVERIFIED, key=lambda s: s.strength)
    aimed = denied_by(parse, n, doubts.denials, doubts.claims)
    if not aimed:
        return status, (), None
    return Status.DENIED, tuple(dict.fromkeys(d.by for d in aimed)), (aimed[0].start, aimed[0].end)


def _role(scene: Scene, one: Draft) -> str | None:
    """Return what a number of troops is said to be: need, estimate, offer, cap or present."""
    if one.kind is not FigureKind.FORCE and one.measure != "troops":
        return None
    sentence = scene.parse.sentences[one.sentence]
    before = scene.parse.words[sentence.first : one.count.core]
    after = scene.parse.words[one.count.last : sentence.last]
    for word in [*reversed(before), *after]:
        forms = {word.lemma.lower(), word.lower}
        for role in ("need", "offer", "estimate", "cap", "present"):
            if forms & word_list("status", "role", role):
                return role
    return None
