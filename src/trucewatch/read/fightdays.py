"""Fight days: is a count the sum of a fight that is told by its days ("fought for a third day as the dead rose to 33")?

Such a sum runs over all its days so far, not over the day told beside it, and what is told on of the same dead ("the
dead included 336 fighters", "it had put the toll at 718 on Saturday") over the same days, up to when it was told.
`occasions` asks before single times are weighed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.timecues import times_within
from trucewatch.read.timelinks import hook_of, is_telling, is_up_to_now, verbs
from trucewatch.read.timemeanings import span_of
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse, Word

__all__ = ["begun", "days_told", "of_begun", "of_fight", "of_same_dead"]

# "For a third day", "three days of fighting".
_DAYS = re.compile(r"(?:\bday|\bdays\s+of\s+[\w\s-]+)$", re.IGNORECASE)
_BEFORE = 30
# A fight of late; what a war has cost since it began is told on in many ways.
_LATE = 100
_FRESH, _OLD = timedelta(days=1), timedelta(days=60)
# So many lines tell what a story is about.
_OPENING = 3
_MADE_OF, _TALLYING = word_list("calendar", "inherit", "made_of"), word_list("amounts", "tallies", "keeping")


def days_told(parse: Parse, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Return those times of a report that are the days of a fight so far, in text order."""
    return [m for m in mentions if _is_of_days(parse, m)]


def begun(parse: Parse, mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the days on which a report says that the fight it tells of broke out, in text order.

    A story whose lead tells of one blow is about that, and the fight only what it came in.
    """
    return [m for m in mentions if _is_onset(parse, m) and not _opens_with_blow(parse, m)]


def _opens_with_blow(parse: Parse, m: TimeMention) -> bool:
    story = parse.sentence(m.first).story
    opening = [s for s in parse.sentences if s.story == story][:_OPENING]
    return any(w.lemma in calendar().blows and w.tag == "NN" for s in opening for w in parse.words[s.first : s.last])


def of_begun(parse: Parse, at: int, onsets: Sequence[TimeMention], mentions: Sequence[TimeMention]) -> When | None:
    """Return the days since a fight broke out for what word `at` counts of it up to now, told without a time, or None.

    "More than 80 people have been killed. The violence erupted last Thursday": `onsets` is what `begun` gave.
    """
    here, verb = parse.sentence(at), next(verbs(parse, at), None)
    told = [m for m in onsets if parse.sentence(m.first).story == here.story]
    if verb is None or len({m.when.start for m in told}) != 1 or told[0].day is None:
        return None
    if not (_is_rising(parse, verb) or _has_come_about(parse, verb)) or _names_one(parse, verb):
        return None
    inside = [m for m in times_within(mentions, here) if not m.known]
    if any(not _is_said(parse, m) for m in inside):
        return None
    start, day = told[0].when.start, told[0].day.isoformat()
    ends = [m.when.end for m in inside if m.when.precision == "day" and start < m.when.end < day]
    return When(start, min([day, *ends]), told[0].when.wording, "range")


def _is_onset(parse: Parse, m: TimeMention) -> bool:
    """Whether a time is the day, of late, on which a fight broke out: "the violence erupted last Thursday"."""
    if m.day is None or m.weak or m.bound or m.known or m.offset or (m.since and m.when.end != m.day.isoformat()):
        return False
    first = date.fromisoformat(m.when.start)
    if not _FRESH < m.day - first < _OLD or (not m.since and m.when.start != m.when.end):
        return False
    verb = next(verbs(parse, hook_of(parse, m).i), None)
    if verb is None or verb.lemma not in calendar().beginning:
        return False
    subject = parse.words[verb.head] if verb.dep in {"relcl", "acl"} else parse.child(verb.i, "nsubj", "nsubjpass")
    return subject is not None and subject.lemma in calendar().lasting


def _has_come_about(parse: Parse, verb: Word) -> bool:
    """Whether a verb, or the one it is joined to, tells what has come about by now: "have been killed"."""
    main = parse.words[verb.head] if verb.dep == "conj" else verb
    is_open = any(parse.words[j].lower == "to" for w in (verb, main) for j in parse.children[w.i])
    return not is_open and (is_up_to_now(parse, verb) or is_up_to_now(parse, main))


def _is_said(parse: Parse, m: TimeMention) -> bool:
    """Whether a time is only when something was told."""
    verb = next(verbs(parse, hook_of(parse, m).i), None)
    return verb is not None and is_telling(parse, verb) and not m.since


def of_fight(parse: Parse, at: int, fights: Sequence[TimeMention]) -> When | None:
    """Return the days so far of the fight whose sum the figure at word `at` is, or None.

    `fights` is what `days_told` gave for the report.
    """
    here = parse.sentence(at)
    verb = next(verbs(parse, at), None)
    told = [m for m in fights if m.first < here.last and parse.sentence(m.first).story == here.story]
    if not told or verb is None:
        return None
    own = [m for m in told if m.first >= here.first]
    if own and (_is_beside(parse, at) or _is_rising(parse, verb)):
        return own[-1].when
    return told[-1].when if not own and _is_rising(parse, verb) and not _names_one(parse, verb) else None


def _is_of_days(parse: Parse, m: TimeMention) -> bool:
    """Whether a time is that of several days of a fight up to the story's own."""
    is_up_to_now = m.day is not None and m.when.end == m.day.isoformat() and m.when.start < m.when.end
    return is_up_to_now and not m.since and _tells_days(parse, m)


def _tells_days(parse: Parse, m: TimeMention) -> bool:
    return _DAYS.search(parse.text, max(0, m.start - _BEFORE), m.end) is not None


def _is_rising(parse: Parse, verb: Word) -> bool:
    """Whether a verb tells how high a toll now is."""
    return verb.lemma in calendar().growing and is_telling(parse, verb)


def _is_beside(parse: Parse, at: int) -> bool:
    """Whether a figure tells beside a verb how things stand: "fought for a third day, with nine people dead"."""
    for w in parse.ancestors(at):
        if w.lower == "with":
            return parse.words[w.head].pos == "VERB"
        if w.pos == "VERB" and w.dep != "acl":
            return False
    return False


def _names_one(parse: Parse, verb: Word) -> bool:
    """Whether a toll is that of one blow: "raised the toll from Friday's strike to nine"."""
    return any(i != verb.i and parse.words[i].lemma in calendar().blows for i in parse.subtree(verb.i))


def of_same_dead(
    parse: Parse, at: int, toll: When, mentions: Sequence[TimeMention], *, is_small: bool = False
) -> When | None:
    """Return the days of the toll told before for a figure that tells on of the same dead, or None.

    `toll` is the time of the toll before; only one that runs over days is taken over. `is_small`: the figure is so
    much smaller than that toll that it is no other count of it.
    """
    verb = next(verbs(parse, at), None)
    if verb is None or toll.start == toll.end or not (_tells_on(parse, verb) or _is_of_others(parse, at)):
        return None
    if span_of(toll) > _LATE or (is_small and verb.lemma in calendar().growing):
        return None
    ends: list[str] = []
    for m in times_within(mentions, parse.sentence(at)):
        said = next(verbs(parse, hook_of(parse, m).i), None)
        if m.weak or m.known or m.bound:
            continue
        if said is None or m.when.precision != "day" or not (is_telling(parse, said) or said.i == verb.i):
            return None
        ends.append(m.when.end)
    end = min([toll.end, *(e for e in ends if e > toll.start)])
    return When(toll.start, end, toll.wording, toll.precision)


def _is_of_others(parse: Parse, at: int) -> bool:
    """Whether people are counted beside those told before: "More than 20 others were injured"."""
    words = (parse.words[at], *(parse.words[j] for j in parse.children[at]), parse.words[parse.words[at].head])
    return any(w.lower in {"others", "other"} for w in words)


def _tells_on(parse: Parse, verb: Word) -> bool:
    """Whether a verb says of whom a toll consists, or how high somebody put it."""
    subject, direct = parse.child(verb.i, "nsubj", "nsubjpass"), parse.child(verb.i, "dobj")
    if subject is not None and (verb.lemma in _MADE_OF or verb.lemma in calendar().growing):
        below = {parse.words[j].lemma for k in parse.children[subject.i] for j in parse.children[k]}
        is_toll = subject.lower == "dead" or subject.lemma in calendar().growing_subjects
        return is_toll and below.isdisjoint(calendar().blows)
    if direct is not None and verb.lemma == "put":
        return direct.lemma in calendar().growing_subjects
    also = any(parse.words[j].lower == "also" for j in parse.children[verb.i])
    return also and verb.lemma in _TALLYING
