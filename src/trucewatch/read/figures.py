"""Figures: who claims which quantity, where, when and how surely, from the drafts of a report.

Takes drafts (amount, kind, measure, whole) and ties each to the statement it stands in, its place and time, its
status and denials, its actor and target. Ids hash the evidence, so the same words give the same figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trucewatch.ids import figure_id
from trucewatch.model import Figure, FigureKind, Span, Status
from trucewatch.read.alongside import alongside
from trucewatch.read.claimants import claimant
from trucewatch.read.denials import Claims, denied_by, find_denials, find_doubts, is_doubted
from trucewatch.read.drafts import Draft, draft
from trucewatch.read.headlines import told_below
from trucewatch.read.homeland import Sides, homeland
from trucewatch.read.occasions import Occasion, Occasions
from trucewatch.read.parties import Parties
from trucewatch.read.rebuttals import Rebuttal, rebutted
from trucewatch.read.sources import Kind
from trucewatch.read.spoken import Spoken
from trucewatch.read.status import status_of
from trucewatch.read.stories import is_live
from trucewatch.read.witnesses import Witnesses
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Page, Source, Statement
    from trucewatch.read.blocks import Block
    from trucewatch.read.counts import Count
    from trucewatch.read.dates import TimeMention
    from trucewatch.read.denials import Denial, Doubt
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse
    from trucewatch.read.sources import Cast
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Scene", "find_figures", "is_dated", "is_person", "present_days", "story_days"]

_PERSON = "person"
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
    rebuttals: Sequence[Rebuttal | None]


def find_figures(scene: Scene) -> tuple[Figure, ...]:
    """Return the figures of a report in text order."""
    parse = scene.parse
    telling = Witnesses(parse, scene.statements)
    drafts = draft(parse, lambda count: is_dated(scene, count), lambda i: is_person(scene, i), telling.tells)
    spoken = Spoken(scene.statements)
    said = [spoken.holding(d.start, d.end) for d in drafts]
    sources = [claimant(scene, spoken, d, drafts) for d in drafts]
    rebuttals = [rebutted(parse, scene.cast, d) for d in drafts]
    sources = [_claimed_by(drafts, n, sources, rebuttals[n]) for n in range(len(drafts))]
    claims = Claims(drafts, [s.name for s in sources])
    doubts = _Doubts(find_denials(parse, scene.cast), find_doubts(parse), claims, sources, said, rebuttals)
    parties = Parties(parse, scene.cast, scene.actors, scene.countries, scene.places)
    ids = [figure_id(scene.report_id, (d.start, d.end), d.kind.value, d.measure) for d in drafts]
    occasions = Occasions(parse, scene.places, scene.times, drafts, story_days(scene), present_days(scene)).all()
    actors = alongside(parse, drafts, parties.actors(drafts, sources, [o.place for o in occasions]))
    figures = [_figure(scene, parties, doubts, n, ids, (occasions[n], actors[n])) for n in range(len(drafts))]
    return told_below(parse, scene.blocks, scene.places, scene.times, figures)


def _claimed_by(drafts: Sequence[Draft], n: int, sources: Sequence[Source], rebuttal: Rebuttal | None) -> Source:
    """Return whose figure `n` is: of one that is only denied whoever is told to have claimed it."""
    if rebuttal is None:
        return sources[n]
    if rebuttal.whose is not None:
        return rebuttal.whose
    count = (drafts[n].low, drafts[n].high, drafts[n].measure)
    alike = (k for k in reversed(range(n)) if (drafts[k].low, drafts[k].high, drafts[k].measure) == count)
    first = next((sources[k] for k in alike if sources[k].name != sources[n].name), None)
    return sources[n] if first is None else replace(sources[n], name=first.name, role=first.role, side=first.side)


def is_dated(scene: Scene, count: Count) -> bool:
    """Whether the number stands inside words that name a time: 24 May, the past 24 hours."""
    return any(m.first <= count.core <= m.last and not m.bound and not m.known for m in scene.times)


def is_person(scene: Scene, i: int) -> bool:
    """Whether the cast knows the phrase headed by word `i` as a person with a name."""
    actor = scene.cast.actor(i)
    return actor is not None and actor.kind is Kind.PERSON and " " in actor.name


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
        object=_object(parse, one),
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


def _object(parse: Parse, one: Draft) -> str | None:
    """What a figure counts, as the text calls it: of a share the percent, of people by their nation the name of one."""
    if one.unit == "percent":
        return one.unit
    noun = one.count.noun
    if one.object != _PERSON or noun is None or parse.words[noun].tag not in {"NNP", "NNPS"}:
        return one.object
    told = parse.words[noun].text
    for single in (told.removesuffix("s"), told):
        if countries().demonym(single) is not None:
            return single
    return one.object


def story_days(scene: Scene) -> list[str | None]:
    """Return the day of each story of a live page, on which its news happens as it is told; of other pages None."""
    is_of_now = is_live(scene.parse.text, scene.blocks)
    return [_story_date(scene, number) if is_of_now else None for number in range(max(1, len(scene.page.stories)))]


def present_days(scene: Scene) -> list[str | None]:
    """Return the day from which each story is told, None where it is not known."""
    return [_story_date(scene, number) for number in range(max(1, len(scene.page.stories)))]


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
    rebuttal = doubts.rebuttals[n]
    if not aimed and rebuttal is not None:
        by = rebuttal.by or (said.source.name if said is not None else doubts.sources[n].name)
        return Status.DENIED, (by,), (rebuttal.start, rebuttal.end)
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
