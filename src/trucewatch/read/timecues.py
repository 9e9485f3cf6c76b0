"""Time cues: what is seen of a sentence and of a time before a figure takes one of them over.

What a sentence is about, whether it sums up, lies ahead or is a point of a list; whether a time is the story's present.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.read.asked import once
from trucewatch.read.timelinks import is_telling, names_blow, names_those, verbs
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["is_open", "is_point_of_list", "is_present", "sums_up_at", "times_within", "topics_of"]

# A time is taken over from another paragraph only when it is the story's present: at most so many days back.
_RECENT = timedelta(days=10)
# A line that begins so is a point of a list.
_BULLETS = ("•", "▪", "●", "‣", "◦", "·")


def times_within(mentions: Sequence[TimeMention], sentence: Sentence) -> list[TimeMention]:
    """Return the times that stand in a sentence, limits left out."""
    first = bisect_left(mentions, sentence.first, key=lambda m: m.first)
    last = bisect_left(mentions, sentence.last, key=lambda m: m.first)
    return [m for m in mentions[first:last] if not m.bound]


def is_open(parse: Parse, at: int) -> bool:
    """Whether the figure's clause lies ahead or is only possible: it takes over no time."""
    words = calendar()
    verb = next(verbs(parse, at), None)
    if verb is None:
        return False
    helpers = {parse.words[j].lower for j in parse.children[verb.i] if parse.words[j].dep == "aux"}
    return bool(helpers & words.modals) and "have" not in helpers


@once
def sums_up_at(parse: Parse, at: int) -> bool:
    """Whether the figure sums up or holds in general ("has killed more than 4,000", "kills thousands").

    Such a one takes no time from another paragraph. Numbers from a thousand up are sums as a rule.
    """
    s = parse.sentence(at)
    near = parse.words[max(s.first, at - 4) : min(s.last, at + 5)]
    if any(
        len(w.text) > 4 and w.text[0].isdigit() and w.text.replace(",", "").isdigit() and "," in w.text for w in near
    ):
        return True
    if parse.words[s.last - 1].text not in {".", '"'} or names_blow(parse, s) or names_those(parse, s):
        return False
    for verb in verbs(parse, at):
        if is_telling(parse, verb):
            return False
        tags = {
            verb.tag,
            *(parse.words[j].tag for j in parse.children[verb.i] if parse.words[j].dep in {"aux", "auxpass"}),
        }
        if tags & {"VBD", "MD"}:
            return False
        if tags & {"VBZ", "VBP"}:
            return True
    return False


@once
def is_point_of_list(parse: Parse, s: Sentence) -> bool:
    """Whether a sentence is a point of a list."""
    line = parse.text.rfind("\n", 0, s.start) + 1
    return parse.text[line : s.start + 1].lstrip().startswith(_BULLETS)


@once
def topics_of(parse: Parse, s: Sentence) -> frozenset[str]:
    """What a sentence is about, as far as times pass along it: violence, people meeting, both or neither."""
    words = calendar()
    found = {
        name
        for w in parse.words[s.first : s.last]
        for name, list_ in (("violence", words.violence), ("meeting", words.meeting))
        if w.lemma in list_ or w.lower in list_
    }
    return frozenset(found)


def is_present(m: TimeMention) -> bool:
    """Whether a time is the story's present: a day or night shortly before its date, no long stretch."""
    if m.day is None:
        return m.when.precision in {"day", "range"} and not m.since
    first, last = date.fromisoformat(m.when.start), date.fromisoformat(m.when.end)
    return not m.since and m.day - first <= _RECENT and last <= m.day
