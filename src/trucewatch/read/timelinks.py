"""Time links: how do time words hang on the grammar, on which verb or noun, and what may they date at all?

Verbs that tell are told apart from those that happen; "two days after" dates only the clause behind it, and a war
that "began on May 2" has been killing since. `when` weighs the links found here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse, Word

__all__ = ["hook_of", "is_number_noun", "is_telling", "may_date", "noun_of", "opens_war", "running", "verbs"]


def verbs(parse: Parse, i: int) -> Iterator[Word]:
    """The verbs above (or at) word `i`, nearest first."""
    for w in (parse.words[i], *parse.ancestors(i)):
        if w.pos == "VERB" or (w.pos == "AUX" and w.dep not in {"aux", "auxpass"}):
            yield w


def hook_of(parse: Parse, m: TimeMention) -> Word:
    """The word of a mention that hangs on the rest of the sentence."""
    inside = m.head_span
    hook = next(
        (parse.words[i] for i in inside if parse.words[i].head not in inside or parse.words[i].head == i),
        parse.words[m.first],
    )
    # "displaced since the violence began": the clause hangs on what has been going on since.
    return parse.words[hook.head] if m.since and hook.dep == "advcl" and m.last > m.first else hook


def noun_of(parse: Parse, hook: Word) -> Word | None:
    """The noun that a time belongs to ("the strike on Friday"), if it belongs to one rather than to a verb."""
    for w in parse.ancestors(hook.i):
        if w.pos in {"VERB", "AUX"}:
            return None
        if w.pos in {"NOUN", "PROPN"}:
            return w
    return None


def is_number_noun(noun: Word) -> bool:
    """Whether a noun only counts: the toll, the number."""
    return noun.lemma in calendar().growing_subjects and noun.lemma not in {"death", "casualty"}


def is_telling(parse: Parse, verb: Word) -> bool:
    """Whether a verb tells of something ("said") or moves a number ("the toll rose"), rather than being the event."""
    words = calendar()
    if verb.lemma in words.telling:
        taken = parse.child(verb.i, "dobj")
        return taken is None or taken.lemma not in words.taken  # "claimed 200 lives" is no claim
    if verb.lemma not in words.growing:
        return False
    subject = parse.child(verb.i, "nsubj", "nsubjpass")
    direct = parse.child(verb.i, "dobj")
    return any(w is not None and w.lemma in words.growing_subjects for w in (subject, direct))


def running(parse: Parse, at: int, m: TimeMention) -> When | None:
    """The stretch in "the war, which began on May 2, has killed nine": from that day to the story's."""
    words, begun = calendar(), next(verbs(parse, hook_of(parse, m).i), None)
    if m.since or m.day is None or begun is None or begun.lemma not in words.beginning:
        return None
    told = parse.words[begun.head] if begun.dep in {"relcl", "acl"} else None
    if told is None or told.lemma not in words.lasting:
        return None
    verb = next((w for w in verbs(parse, at) if w.i != begun.i), None)
    chain = {w.i for w in parse.ancestors(told.i)}
    if verb is None or verb.i not in chain:
        return None
    helpers = {parse.words[j].lower for j in parse.children[verb.i] if parse.words[j].dep in {"aux", "auxpass"}}
    start = date.fromisoformat(m.when.start)
    if not helpers & {"has", "have", "'ve", "'s"} or start > m.day:
        return None
    return When(m.when.start, m.day.isoformat(), m.when.wording, "range")


def opens_war(parse: Parse, at: int) -> bool:
    """Whether the figure is of the attack with which it all began: "killed 40 in the raid that started the war"."""
    words, s = calendar(), parse.sentence(at)
    for verb in parse.words[s.first : s.last]:
        if verb.lemma in words.opening and verb.dep == "relcl" and parse.words[verb.head].lemma in words.violence:
            begun = parse.child(verb.i, "dobj")
            if begun is not None and begun.lemma in words.lasting:
                return True
    return False


def _is_state_beside(parse: Parse, at: int, m: TimeMention) -> bool:
    """Whether the figure is a lasting state told by the way: "X, which has 900 men, withdrew in May"."""
    verb = next(verbs(parse, at), None)
    if verb is None or verb.dep != "relcl" or verb.tag not in {"VBZ", "VBP"}:
        return False
    return all(w.i != verb.i for w in verbs(parse, hook_of(parse, m).i))


def may_date(parse: Parse, at: int, m: TimeMention) -> bool:
    """Whether a time can be that of word `at`: "two days after" dates only what it stands before."""
    if not m.offset:
        return not _is_state_beside(parse, at, m)
    after = parse.words[m.last]
    dated = parse.child(after.i, "pobj", "pcomp") if after.dep == "prep" else parse.words[after.head]
    return dated is not None and (dated.i == at or dated.i in {w.i for w in parse.ancestors(at)})
