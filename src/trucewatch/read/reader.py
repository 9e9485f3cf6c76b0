"""The reader: one report in, one reading out; the same report gives the same reading on any machine.

No clock, store, network or randomness. The order of work is that of the rooms' files: layout, grammar, cast,
statements, places and times, figures, positions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from trucewatch.ids import statement_id
from trucewatch.model import Problem, Reading, Statement
from trucewatch.read.dates import TimeMention, resolve
from trucewatch.read.eras import era_times
from trucewatch.read.figures import Scene, find_figures
from trucewatch.read.grammar import Grammar, SpacyGrammar
from trucewatch.read.known import known_times
from trucewatch.read.layout import lay_out
from trucewatch.read.onsets import with_onsets
from trucewatch.read.places import find_places
from trucewatch.read.positions import find_positions
from trucewatch.read.published import block_dates
from trucewatch.read.quotes import find_quotations
from trucewatch.read.sinceevents import event_times
from trucewatch.read.sources import Cast
from trucewatch.read.statements import FoundStatement, find_statements
from trucewatch.read.timebases import with_stretches
from trucewatch.vocab.actors import Actors, actors
from trucewatch.vocab.chronology import Chronology, chronology
from trucewatch.vocab.conflicts import load_conflicts
from trucewatch.vocab.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.model import Page, Report
    from trucewatch.read.blocks import Block
    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.countries import Countries

__all__ = ["MADE_BY", "Rules", "ahead", "read", "scene_of", "standard_rules"]

MADE_BY = "trucewatch-rules-2"
"""Names this reader in every reading; raise it when the same words may give other records."""

_TELLING = 300
"""Code points from which a guess at the language can be trusted."""
_ENGLISH = {"en", None}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a reading rests on: a grammar, the actors, countries, places and events known."""

    grammar: Grammar
    actors: Actors
    countries: Countries
    gazetteer: Gazetteer
    events: Chronology = field(default_factory=chronology)


@lru_cache(maxsize=4)
def standard_rules(vocabularies: tuple[str, ...] = ()) -> Rules:
    """Return the rules shipped, with the conflict files given; loaded once for each set of files."""
    conflicts = load_conflicts(vocabularies)
    known = actors(vocabularies)
    places = Gazetteer.load(conflicts.gazetteer_rows())
    return Rules(SpacyGrammar(), known, known.nations, places, chronology(conflicts.events))


def read(report: Report, rules: Rules | None = None) -> Reading:
    """Read one report into statements, figures, positions and problems.

    `rules` default to the ones shipped. Pure: no clock, store, network or randomness.
    """
    return ahead([report], rules)[0](report)


def ahead(reports: Sequence[Report], rules: Rules | None = None) -> list[Callable[[Report], Reading]]:
    """Parse several reports at once, which costs less each, and return for each what reads it to its end, as `read`.

    What this raises itself may be any one's fault: read them one by one then.
    """
    known = rules or standard_rules()
    laid = [lay_out(report, known.events) for report in reports]
    parses = known.grammar.parse_all([(report.text, blocks) for report, (_, blocks) in zip(reports, laid, strict=True)])
    return [partial(_read, known, *given) for given in zip(laid, parses, strict=True)]


def scene_of(report: Report, known: Rules) -> Scene:
    """Return all that is known of a report before its figures."""
    page, blocks = lay_out(report, known.events)
    return _scene(known, (page, blocks), known.grammar.parse(report.text, blocks), report)


def _read(known: Rules, laid: tuple[Page, tuple[Block, ...]], parse: Parse, report: Report) -> Reading:
    scene = _scene(known, laid, parse, report)
    foreign = scene.page.language not in _ENGLISH and len(report.text) >= _TELLING
    problems = (_foreign(report, scene.page.language),) if foreign else ()
    positions = find_positions(parse, scene.cast, scene.statements, report.report_id)
    return Reading(
        report,
        scene.page,
        MADE_BY,
        _unique(scene.statements, "statement_id"),
        _unique(find_figures(scene), "figure_id"),
        _unique(positions, "position_id"),
        problems,
    )


def _scene(known: Rules, laid: tuple[Page, tuple[Block, ...]], parse: Parse, report: Report) -> Scene:
    page, blocks = laid
    quotes = find_quotations(report.text, blocks)
    cast = Cast(parse, known.actors, quotes)
    found = find_statements(parse, blocks, page, known.actors, cast)
    statements = tuple(_statement(report.report_id, one) for one in found)
    return Scene(
        report.report_id, parse, blocks, page, cast, known.actors, known.countries,
        statements, _cues(parse, found, statements),
        find_places(parse, blocks, known.gazetteer, known.countries),
        _times(parse, page, blocks, known.events),
    )  # fmt: skip


def _times(parse: Parse, page: Page, blocks: Sequence[Block], events: Chronology) -> tuple[TimeMention, ...]:
    """Return the times that a report names, and after them at one word those of the known events it names."""
    days = block_dates(page, blocks, parse.text)
    said = with_onsets(parse, days, resolve(parse, days, blocks), events)
    found = (
        *said,
        *event_times(parse, days, said),
        *era_times(parse, days, blocks, said, events),
        *known_times(parse, days, blocks, events),
    )
    return tuple(with_stretches(parse, sorted(found, key=lambda m: m.first)))


def _unique(records: Sequence[_T], key: str) -> tuple[_T, ...]:
    """Keep the first of records with one id: the same evidence told of twice is one record."""
    return tuple({getattr(record, key): record for record in reversed(records)}.values())[::-1]


def _foreign(report: Report, language: str | None) -> Problem:
    message = f"the text seems to be in another language ({language}): it was read as English, so check its records"
    return Problem(report.name, "read", message)


def _statement(report_id: str, one: FoundStatement) -> Statement:
    source = one.source
    mention = None if source.start is None or source.end is None else (source.start, source.end)
    made = statement_id(report_id, (one.content.start, one.content.end), mention)
    return Statement(made, one.mode, source, one.cue, one.content, one.medium, one.embed, one.repeat)


def _cues(parse: Parse, found: Sequence[FoundStatement], statements: Sequence[Statement]) -> dict[str, str]:
    """Return the lemma of each statement's cue, by statement id."""
    lemmas: dict[str, str] = {}
    for one, statement in zip(found, statements, strict=True):
        if one.cue is not None:
            words = parse.words_in(one.cue.start, one.cue.end)
            verb = next((w for w in words if w.pos == "VERB"), words[0] if words else None)
            lemmas[statement.statement_id] = verb.lemma.lower() if verb is not None else one.cue.wording.lower()
    return lemmas
