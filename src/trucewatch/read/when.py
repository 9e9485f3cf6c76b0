"""When: at which time did the thing happen that a figure counts?

The time in the figure's own clause, never that of the saying; else in its sentence; else the time of the same
event told before (or, in a lead, right after). A sentence about violence takes its time only from another one, so
that a meeting's day never becomes a strike's. No cue and none to take over: None.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.runs import of_mention, up_to_count, up_to_telling
from trucewatch.read.scenes import sums_up
from trucewatch.read.tellings import is_background
from trucewatch.read.timecues import is_open, is_point_of_list, is_present, sums_up_at, times_within, topics_of
from trucewatch.read.timelinks import (
    befallen,
    goes_on,
    hook_of,
    is_in_war,
    is_telling,
    is_up_to_now,
    noun_of,
    opens_war,
    running,
    tells_finds,
    tells_later_death,
    tells_own_deed,
    verbs,
)
from trucewatch.read.timestanding import Standing, ranked_times
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["is_composed", "tells_onset", "when_of"]

# What is counted "over the past day" says when nothing else was.
_WINDOW = re.compile(r"\b(?:past|last|previous|preceding)\b.*\b(?:day|hour)", re.IGNORECASE)
_THIS = frozenset({"this", "it", "that"})
# A lead has more words than this, and what it tells is at most so old.
_STATED, _FRESH = 8, timedelta(days=2)
# A war's sums are of so long at least.
_LONG = timedelta(days=20)
# A lead told without a time takes it from one of the next sentences.
_AHEAD = 3


def when_of(
    parse: Parse, at: int, mentions: Sequence[TimeMention], *, inherit: bool = True, violent: bool = False
) -> When | None:
    """Return the time of what the figure at word `at` counts, or None.

    `mentions` is what `dates.resolve` gave for the parse. With `inherit=False` only the figure's own sentence is
    looked at: right for pledges, terms and sizes of a force, which mostly have no time. A `violent` figure counts
    what a blow did, in whatever words.
    """
    sentence = parse.sentence(at)
    inside = times_within(mentions, sentence)
    ranked = ranked_times(parse, at, [m for m in inside if not m.known])
    is_find = inherit and bool(ranked) and ranked[0][0] != Standing.BLOW and tells_finds(parse, at)
    if is_find and (blow := _inherited(parse, at, mentions, violent=True)) is not None:
        return blow.when
    if ranked and ranked[0][0] < Standing.WEAK:
        told = befallen(parse, ranked[0][2]) if sum(not (m.weak or m.known) for m in inside) == 1 else None
        if told is not None:
            taken = _inherited(parse, told, mentions, violent=True)
            event = _day_of_lead(parse, told, mentions) if taken is None else taken.when
            return None if event is None else _shifted(event, ranked[0][2], to_event=False)
        lasting = running(parse, at, ranked[0][2])
        if lasting is not None:
            return up_to_count(parse, sentence, lasting, mentions)
        return up_to_telling(parse, at, of_mention(parse, at, ranked[0][2]), ranked)
    spoken = next((m.when for _, _, m in ranked), None)
    if not inherit or is_open(parse, at):
        return spoken if ranked and ranked[0][0] == Standing.WEAK else None
    if spoken is None and (lasting := _of_war(parse, at, mentions)) is not None:
        return lasting
    is_sum = sums_up_at(parse, at) and not _is_past(parse, at)
    taken = None if is_sum else next((m for m in inside if m.known), None)
    taken = taken or _inherited(parse, at, mentions, violent=violent)
    if taken is None and spoken is None:
        return _day_of_lead(parse, at, mentions) if violent and not sums_up_at(parse, at) else None
    is_own = spoken is not None and _is_own_day(parse, at, ranked[0])
    if taken is None or (is_own and _is_far(parse, at, taken)) or _is_told_before(spoken, taken):
        return spoken
    return _passed_on(parse, at, inside, taken)


def _of_war(parse: Parse, at: int, mentions: Sequence[TimeMention]) -> When | None:
    """The stretch since its start for what a war has cost, told without a time: "the war has killed more than 40,000".

    Its start is one that the story tells elsewhere: "since the war began in May 2023", "the war, which began on May 2".
    """
    verb, here = next(verbs(parse, at), None), parse.sentence(at)
    if verb is None or not is_up_to_now(parse, verb) or not is_in_war(parse, verb):
        return None
    told = [m for m in mentions if m.day is not None and not m.bound and parse.sentence(m.first).story == here.story]
    starts = [m for m in told if tells_onset(parse, m) and m.day and m.day - date.fromisoformat(m.when.start) > _LONG]
    best = min(starts, key=lambda m: abs(m.first - at), default=None)
    if best is None or best.day is None:
        return None
    return When(best.when.start, best.day.isoformat(), best.when.wording, "range")


def tells_onset(parse: Parse, m: TimeMention) -> bool:
    """Whether a time is the start of a war: "since the war broke out on May 2", "the conflict that began in 2014"."""
    verb = next(verbs(parse, hook_of(parse, m).i), None)
    if verb is None or verb.lemma not in calendar().beginning:
        return m.known and m.since
    subject = parse.child(verb.i, "nsubj", "nsubjpass")
    about = parse.words[verb.head] if verb.dep in {"relcl", "acl"} else subject
    return about is not None and about.lemma in calendar().lasting


def is_composed(parse: Parse, at: int) -> bool:
    """Whether a figure's time is no plain one of the story: a later strike's, a find's, a raised toll's, a war's start.

    There `when_of` knows more than any weighing of the times told.
    """
    first = next(verbs(parse, at), None)
    grows = first is not None and first.lemma in calendar().growing
    return grows or tells_finds(parse, at) or _is_later(parse, at) or opens_war(parse, at)


def _is_past(parse: Parse, at: int) -> bool:
    """Whether the figure's own clause tells of one thing that happened: "attacked the town, killing 1,139"."""
    return any(verb.tag == "VBD" and not is_telling(parse, verb) for verb in verbs(parse, at))


def _is_told_before(spoken: When | None, taken: TimeMention) -> bool:
    """Whether a thing was told on a day before the one found for it: then it did not happen on that one."""
    return spoken is not None and spoken.precision == "day" and spoken.end < taken.when.start


def _passed_on(parse: Parse, at: int, inside: Sequence[TimeMention], taken: TimeMention) -> When:
    """The time of a figure that has taken over that of another sentence, or of a known event."""
    if len(inside) == 1 and not taken.since and _counts_from_event(parse, inside[0]):
        return _shifted(taken.when, inside[0])
    if taken.since and opens_war(parse, at):
        return When(taken.when.start, taken.when.start, taken.when.wording, "day")
    if _is_later(parse, at) and taken.day is not None and not taken.since:
        return When(taken.when.start, max(taken.when.end, taken.day.isoformat()), taken.when.wording, "range")
    return taken.when


def _day_of_lead(parse: Parse, at: int, mentions: Sequence[TimeMention]) -> When | None:
    """The day on which a lead told of a blow, if it names no other: "shells killed six, police said Monday"."""
    here = parse.sentence(at)
    if sums_up(parse, here) or is_background(parse.text[here.start : here.end]):
        return None
    number = parse.sentence_index[at]
    opening = [s for s in parse.sentences[:number] if s.story == here.story and s.last - s.first > _STATED]
    lead = opening[0] if opening else None
    if lead is None or here.block - lead.block > _AHEAD or "violence" not in topics_of(parse, lead):
        return None
    told = [m for m in times_within(mentions, lead) if not (m.weak or m.known or m.since) and m.when.precision == "day"]
    days = {m.when.start for m in told}
    fresh = len(days) == 1 and told[0].day is not None and told[0].when.start >= (told[0].day - _FRESH).isoformat()
    return told[0].when if fresh else None


def _is_own_day(parse: Parse, at: int, best: tuple[Standing, int, TimeMention]) -> bool:
    """Whether the day told with a figure is its own: "before dawn", or that of an army telling what it did."""
    standing, _, m = best
    if standing is Standing.SPOKEN:
        return m.when.precision == "day" and tells_own_deed(parse, at)
    return m.weak and not any(c.isdigit() for c in m.when.wording or "")


def _is_far(parse: Parse, at: int, m: TimeMention) -> bool:
    """Whether a time stands in another paragraph: "before dawn" is then that of the story's own day."""
    return parse.sentence(m.first).block != parse.sentence(at).block


def _counts_from_event(parse: Parse, m: TimeMention) -> bool:
    """Whether a time is counted from an event known by its noun: "two days before the blast"."""
    after = parse.words[m.last]
    event = parse.child(after.i, "pobj") if m.offset and after.dep == "prep" else None
    return event is not None and event.lemma in calendar().violence and m.day is not None


def _shifted(event: When, aside: TimeMention, *, to_event: bool = True) -> When:
    """The time of what came "two days before the blast": the blast's own, told elsewhere, and the days between.

    `to_event=False`: it is the event that came "two days after" it.
    """
    first, last = (date.fromisoformat(d) for d in (event.start, event.end))
    days = (aside.day or first) - date.fromisoformat(aside.when.start)
    days = days if to_event else -days
    return When((first + days).isoformat(), (last + days).isoformat(), aside.when.wording, event.precision)


def _is_later(parse: Parse, at: int) -> bool:
    """Whether the figure belongs to an event after the one told before ("a subsequent strike")."""
    for verb in verbs(parse, at):
        subject = parse.child(verb.i, "nsubj", "nsubjpass")
        if subject is not None:
            below = (parse.words[j] for j in parse.children[subject.i])
            return any(w.lower in calendar().later and w.dep == "amod" for w in below)
    return False


def _inherited(parse: Parse, at: int, mentions: Sequence[TimeMention], *, violent: bool = False) -> TimeMention | None:
    """The time of the nearest sentence that tells of the same sort of thing, first before, in a lead also after."""
    own = parse.sentence_index[at]
    here = parse.sentences[own]
    topics = topics_of(parse, here) | (frozenset({"violence"}) if violent else frozenset[str]())
    if not topics and goes_on(parse, here):
        topics = topics_of(parse, parse.sentences[own - 1])
    if not mentions:
        return None
    # "20 leaders are to join the meeting": the present of an announcement, no summary.
    is_summary = "meeting" not in topics and sums_up_at(parse, at)
    after = [s for s in parse.sentences[own + 1 : own + 1 + _AHEAD] if s.story == here.story]
    if after and after[0].block == here.block and (found := _named_event(parse, after[0], mentions)):
        named = found
    else:
        named = None
    is_point = is_point_of_list(parse, here)
    for s in reversed(parse.sentences[:own]):
        if s.story != here.story:
            break
        if is_point and is_point_of_list(parse, s):
            continue
        if s.block != here.block and (named or not topics or is_summary) and not is_point:
            break
        if is_point and (told := _counting_time(s, mentions) or _heading_day(parse, s, mentions, at)) is not None:
            return told
        is_point = is_point and s.block == parse.sentences[parse.sentence_index[s.first] - 1].block
        found = _event_time(parse, s, mentions, topics)
        if found is not None and _passes(found, s, here):
            return found
        if s.block == here.block and (headed := [m for m in times_within(mentions, s) if m.first < s.body]):
            return headed[0]
    is_lead = not any(s.story == here.story for s in parse.sentences[: max(0, own - 1)])
    if named or not topics or (is_summary and not is_lead):
        return named
    return next(
        (m for s in after if (m := _event_time(parse, s, mentions, topics)) and _passes(m, s, here) and is_present(m)),
        None,
    )


def _counting_time(s: Sentence, mentions: Sequence[TimeMention]) -> TimeMention | None:
    """The stretch over which a sentence counts: it holds for the list that the sentence opens."""
    return next((m for m in times_within(mentions, s) if m.when.precision == "range" and not m.known), None)


def _heading_day(parse: Parse, s: Sentence, mentions: Sequence[TimeMention], at: int) -> TimeMention | None:
    """The one day of the line that opens a list of news ("On Monday 26 May:"), for what its points tell as of now."""
    inside = [m for m in times_within(mentions, s) if not (m.known or m.weak or m.since)]
    opens = parse.text[s.start : s.end].rstrip().endswith(":") and len(inside) == 1
    if not opens or inside[0].when.precision != "day" or sums_up(parse, parse.sentence(at)):
        return None
    helpers = (parse.words[j].lower for v in verbs(parse, at) for j in parse.children[v.i])
    return None if any(w in {"has", "have", "had"} for w in helpers) else inside[0]


def _passes(m: TimeMention, told: Sentence, here: Sentence) -> bool:
    """Whether a time may pass from one sentence to another: in a paragraph always, else only the story's present."""
    if told.block == here.block:
        return True
    return (m.apart is None or here.block in m.apart) and is_present(m) and not _WINDOW.search(m.when.wording or "")


def _named_event(parse: Parse, s: Sentence, mentions: Sequence[TimeMention]) -> TimeMention | None:
    """The time in "The strike on Friday left …", "This happened on Friday", which dates the sentence before it too."""
    for m in times_within(mentions, s):
        hook = hook_of(parse, m)
        noun, verb = noun_of(parse, hook), next(verbs(parse, hook.i), None)
        if noun is not None and noun.lemma in calendar().violence and noun.dep.startswith("nsubj"):
            return m
        subject = parse.child(verb.i, "nsubj") if verb is not None and verb.lemma in calendar().happening else None
        if subject is not None and (subject.lower in _THIS or subject.lemma in calendar().violence) and not m.weak:
            return m
    return None


def _event_time(
    parse: Parse, s: Sentence, mentions: Sequence[TimeMention], topics: frozenset[str]
) -> TimeMention | None:
    """The time at which something happened that a sentence tells of, seen from its main verb."""
    said = [m for m in times_within(mentions, s) if not m.weak]
    if not said or (topics and not topics & topics_of(parse, s)):
        return None
    inside = [m for m in said if not m.known]
    if "meeting" in topics:
        for m in inside:
            noun = noun_of(parse, hook_of(parse, m))
            if noun is not None and noun.lemma in calendar().meeting:
                return m
    root = next((w.i for w in parse.words[s.first : s.last] if w.head == w.i), s.first)
    if "violence" in topics and (blow := _time_of_blow(parse, root, inside)) is not None:
        return blow
    if "violence" in topics and (violent := _violent_time(parse, root, inside)) is not None:
        return violent
    main = parse.words[_event_verb(parse, root)].lemma
    is_find = main in calendar().aftermath and main not in calendar().violence
    if "violence" in topics and (is_find or tells_later_death(parse, s)):
        return None  # "rescuers found two more bodies on Thursday": no blow fell then
    ranked = [r for r in ranked_times(parse, _event_verb(parse, root), inside) if r[0] < Standing.WEAK]
    # "the city, held by rebels since 2014": what has lasted beside the event is not its time.
    ranked = [r for r in ranked if not (r[2].since and _is_aside(parse, r[2]))]
    return ranked[0][2] if ranked else next((m for m in said if m.known), None)


def _is_aside(parse: Parse, m: TimeMention) -> bool:
    """Whether a time stands in a clause that only describes something."""
    verb = next(verbs(parse, hook_of(parse, m).i), None)
    return verb is not None and verb.dep in {"acl", "relcl"}


def _time_of_blow(parse: Parse, root: int, inside: list[TimeMention]) -> TimeMention | None:
    """The blow's own time in "died on Sunday, bringing to five the number killed in Friday's attack"."""
    if parse.words[_event_verb(parse, root)].lemma not in calendar().aftermath:
        return None
    nouns = ((m, noun_of(parse, hook_of(parse, m))) for m in inside if not m.since and not m.offset)
    return next((m for m, noun in nouns if noun is not None and noun.lemma in calendar().blows), None)


def _violent_time(parse: Parse, root: int, inside: list[TimeMention]) -> TimeMention | None:
    """The time of the blow in "mourners on Sunday buried nine people killed in an attack a day earlier"."""
    words = calendar()
    main = parse.words[_event_verb(parse, root)]
    if len(inside) < 2 or main.lemma in words.violence or main.pos != "VERB":
        return None
    for m in inside:
        hook = parse.words[m.last] if m.offset else hook_of(parse, m)
        verb = next(verbs(parse, hook.i), None)
        if verb is not None and verb.lemma in words.violence and not m.since:
            return m
    return None


def _event_verb(parse: Parse, root: int) -> int:
    """The verb of what is told: below "said" the verb of its content."""
    for _ in range(3):
        if not is_telling(parse, parse.words[root]):
            return root
        content = parse.child(root, "ccomp", "xcomp")
        if content is None:
            return root
        root = content.i
    return root
