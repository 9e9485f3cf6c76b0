"""Queues for a person to decide: near events, families on a weak link, reports alike but apart, counts that conflict.

A decision is a judgement in the ledger with its author and time; taking it back is a later one. All is linked anew
behind the page's back (`web.linking`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.errors import UsageError
from trucewatch.ledger import Ledger
from trucewatch.ledger.pages import records, review
from trucewatch.ledger.pages.events import reports_of
from trucewatch.ledger.pages.families import alike_sentences
from trucewatch.model import Verdict
from trucewatch.web.page import Page, Sent
from trucewatch.web.pages.families import LINKS
from trucewatch.web.words import Mark, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_QUEUES = {
    "events": ("Near events", "Two events that the rules nearly took for one. Did they happen once, or twice?"),
    "families": ("Doubtful families", "Two reports on a weak link. Does one tell the other’s text, or both a third’s?"),
    "apart": (
        "Alike, kept apart",
        "Two reports alike, but too little to be held for one text. Does one tell the other’s, or both a third’s?",
    ),
    "figures": ("Contested counts", "Two counts that conflict. Are they of one event, or of two?"),
}
_BELOW = 75  # percent: the score below which a family's link is shown, unless another is asked for
_LONGEST_NOTE = 500
_LONGEST = 400  # characters of a sentence
_POINTS = 3  # of an event, as examples of its words


def _review(asked: Asked) -> Shown:
    queue = asked.choice("queue", tuple(_QUEUES)) or "events"
    below = asked.number("below", _BELOW, 100)
    decided = [_told(asked, each) for each in review.lately(asked.view, as_of=asked.as_of)]
    mine = [each for each in decided if each["stands"] and asked.person and each["author"] == asked.person.name]
    shown = _queue(asked, queue, below)
    return {
        "title": "Review",
        "queue": queue,
        "queues": _QUEUES,
        "below": below,
        "shown": shown,
        "items": _items(asked, queue, shown),
        "event": asked.word("event") if queue == "events" else None,
        "decided": decided,
        "last": mine[0] if mine else None,
        "says": LINKS,
        "can_enter": asked.settings.token is not None,
        "may_write": asked.person is not None and asked.as_of is None,
    }


def _queue(asked: Asked, queue: str, below: int) -> Listed:
    cursor, event = asked.word("after"), asked.word("event")
    if queue == "families":
        return review.doubtful(asked.view, below / 100, as_of=asked.as_of, cursor=cursor)
    if queue == "apart":
        return review.apart(asked.view, as_of=asked.as_of, cursor=cursor)
    if queue == "figures":
        return review.contested(asked.view, as_of=asked.as_of, cursor=cursor)
    return review.near_one(asked.view, event) if event else review.near(asked.view, as_of=asked.as_of, cursor=cursor)


def _items(asked: Asked, queue: str, shown: Listed) -> list[Record]:
    if queue == "families":
        return list(shown.records)
    if queue == "apart":
        return [{**each, "beside": alike_sentences(asked.view, each["parts"])} for each in shown.records]
    if queue == "events":
        return [_pointed(each) for each in shown.records]
    figures = records.figures_of(asked.view, [each[end] for each in shown.records for end in ("a", "b")])
    return [
        {**each, "sides": [_in_words(asked, figures[each[end]]) for end in ("a", "b")]}
        for each in shown.records
        if each["a"] in figures and each["b"] in figures
    ]


def _in_words(asked: Asked, figure: Record) -> Record:
    """Return a figure with the words of its sentence around it."""
    start = max(figure["sentence"]["start"], figure["start"] - _LONGEST // 2)
    end = min(figure["sentence"]["end"], figure["end"] + _LONGEST)
    text = records.text_of(asked.view, figure["report_id"], start, end)
    mark = Mark(figure["start"], figure["end"], "fig", asked.url(f"/figure/{figure['figure_id']}"))
    return {"figure": figure, "lines": list(paragraphs(text, start, [mark]))}


def _pointed(item: Record) -> Record:
    """Return a pair of events with a few counts of each, to recognise them by."""
    return {**item, "sides": [{"event": each, "points": _points(each)} for each in (item["one"], item["other"])]}


def _points(event: Record) -> list[Record]:
    found = [{**series["points"][-1], "series": series} for series in event["series"] if series["points"]]
    return found[:_POINTS]


def _told(asked: Asked, decision: Record) -> Record:
    """Return a decision with `sides`: what its first pair is, in words, and where it leads."""
    names = [decision["a"], decision["b"]]
    if names[0].startswith("f"):
        found = records.figures_of(asked.view, names)
        sides = [{"figure": found.get(name), "report": None, "id": name} for name in names]
    else:
        told = {each["report_id"]: each for each in reports_of(asked.view, names)}
        sides = [{"figure": None, "report": told.get(name), "id": name} for name in names]
    return {**decision, "sides": sides}


def _judged(asked: Asked) -> Sent:
    """Write a decision, or take one back; UsageError where it makes no sense (any more)."""
    if asked.person is None:  # the application asked already
        raise UsageError("enter first: decisions are kept under a name")
    if asked.as_of is not None:
        raise UsageError("decisions are made now, not on a day in the past: go back to now")
    form = asked.form
    note = " ".join(form.get("note", "")[:_LONGEST_NOTE].split()) or None
    by = review.Decision(asked.person.name, asked.settings.clock(), note)
    if form.get("undo"):
        made = review.take_back(asked.view, form["undo"], form.get("author", ""), by)
    else:
        if form.get("verdict") not in set(Verdict):
            raise UsageError("a decision is same, different or unsure")
        made = review.decide(asked.view, form.get("a", ""), form.get("b", ""), Verdict(form["verdict"]), by)
    with Ledger.open(asked.settings.ledger, create=False) as ledger:
        for judgement in made:
            ledger.judge(judgement)
    asked.settings.linking.begin(asked.settings.ledger)
    return Sent(_back(asked, tuple(_QUEUES)))


def _back(asked: Asked, queues: Sequence[str]) -> str:
    """Return the queue that the form was sent from, on the screen it was on."""
    form = asked.form
    queue = form.get("queue") if form.get("queue") in queues else None
    below = form.get("below", "")[:3]
    kept = {"event": form.get("event", "")[:40], "after": form.get("after", "")[:400]}
    return asked.url("/review", queue=queue, below=below if below.isdecimal() else None, **kept)


PAGES = (Page("review", "/review", "Review", _review, group="Work", take=_judged),)
