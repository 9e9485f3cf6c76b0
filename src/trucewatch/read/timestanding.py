"""Time standing: how does each time named in a sentence stand to a word of it, best first?

The time of the word's own verb comes first, that of the saying last. What is told of the days after a blow, bodies
found and toll raised, counts from the blow. `when` takes the best, or looks further.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from trucewatch.read.timelinks import (
    hook_of,
    is_number_noun,
    is_of_blow,
    is_telling,
    may_date,
    noun_of,
    opens_clause,
    verbs,
)
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Standing", "rank", "ranked_times"]


class Standing(IntEnum):
    """How a time stands to a figure, best first; SPOKEN is the time of the saying."""

    BLOW = -1
    OWN = 0
    NEAR = 1
    ABOVE = 2
    BELOW = 3
    ELSEWHERE = 4
    WEAK = 5
    SPOKEN = 6


def ranked_times(parse: Parse, at: int, mentions: list[TimeMention]) -> list[tuple[Standing, int, TimeMention]]:
    """The times of a sentence by how they stand to word `at`, then by distance."""
    chain = list(verbs(parse, at))
    found = [(rank(parse, at, chain, m), _distance(parse, at, m), m) for m in mentions if may_date(parse, at, m)]
    found.sort(key=lambda f: (f[0], f[1]))
    return found


def _distance(parse: Parse, at: int, m: TimeMention) -> int:
    """How many words lie between; none where the time is the number's own: "40 of them on Saturday"."""
    below: list[int] = [at]
    for w in parse.ancestors(at):
        if w.pos in {"VERB", "AUX"}:
            break
        below.append(w.i)
    above = parse.words[hook_of(parse, m).head]
    if not m.since and (above.head if above.pos == "ADP" else above.i) in below:
        return -1
    return m.first - at if m.first > at else at - m.last


def rank(parse: Parse, at: int, chain: Sequence[Word], m: TimeMention) -> Standing:
    """Return how a time stands to the figure at word `at` with the verbs `chain`; past a semicolon it is another's."""
    if m.first < parse.sentence(m.first).body:
        return Standing.NEAR  # the dateline of an entry
    if opens_clause(parse, at, m):
        return Standing.OWN  # "on February 12, when one guard was hurt"
    standing = _standing(parse, chain, m)
    between = parse.words[min(at, m.last) : max(at, m.first)]
    return max(standing, Standing.ELSEWHERE) if any(w.text == ";" for w in between) else standing


def _standing(parse: Parse, chain: Sequence[Word], m: TimeMention) -> Standing:
    """How a time stands to the figure whose verbs are `chain`."""
    if m.weak:
        return Standing.WEAK
    if m.offset:
        return Standing.OWN
    hook = hook_of(parse, m)
    verb = next(verbs(parse, hook.i), None)
    noun = noun_of(parse, hook)
    if (told := _of_noun(parse, chain, m, verb)) is not None:
        return told
    if is_of_blow(parse, chain, noun, verb):
        return Standing.BLOW
    if verb is None:
        return Standing.NEAR
    return _of_verb(parse, chain, m, verb)


def _of_verb(parse: Parse, chain: Sequence[Word], m: TimeMention, verb: Word) -> Standing:
    """How a time that hangs on a verb stands to a figure."""
    grows = bool(chain) and chain[0].lemma in calendar().growing and is_telling(parse, chain[0])
    if grows and verb != chain[0] and not m.since:
        return Standing.SPOKEN  # "pulled three bodies from the rubble on Friday, bringing the toll to 15"
    depth = chain.index(verb) if verb in chain else None
    if depth is None:
        mine = chain[0] if chain else None
        below = mine is not None and mine.i in {w.i for w in verbs(parse, hook_of(parse, m).i)}
        if below and not is_telling(parse, verb):
            return Standing.NEAR if m.since else Standing.BELOW
        return Standing.SPOKEN if is_telling(parse, verb) or _is_given_out(parse, verb) else Standing.ELSEWHERE
    if is_telling(parse, verb) and depth == 0 and verb.lemma in calendar().charging and m.first > verb.i:
        return Standing.OWN
    if depth == 1 and chain[0].dep == "xcomp" and parse.child(verb.i, "auxpass") is not None:
        return Standing.ABOVE  # "On Sunday gunmen are reported to have killed nine"
    if is_telling(parse, verb):
        # "recorded 412 violations between 15 and 21 March": one counts over days, but tells on one.
        # "The number of fighters killed has risen to 218 since Wednesday": so is what has grown.
        counts = depth == 0 or (m.since and verb.lemma in calendar().growing)
        return Standing.ABOVE if counts and m.when.precision != "day" else Standing.SPOKEN
    return Standing.OWN if depth == 0 else Standing.ABOVE


def _is_given_out(parse: Parse, verb: Word) -> bool:
    """Whether a verb says when the telling came out: "in a summary issued on Tuesday"."""
    return verb.dep in {"acl", "relcl"} and parse.words[verb.head].lemma in calendar().telling_nouns


def _is_for(parse: Parse, m: TimeMention) -> bool:
    return parse.words[hook_of(parse, m).head].lower == "for"


def _of_noun(parse: Parse, chain: Sequence[Word], m: TimeMention, verb: Word | None) -> Standing | None:
    """How a time that belongs to a noun ("the strike on Friday") stands to a figure, where the noun decides that."""
    noun = noun_of(parse, hook_of(parse, m))
    if noun is None:
        return None
    if noun.lemma in calendar().telling_nouns:
        return Standing.SPOKEN
    if is_number_noun(noun) and _is_for(parse, m):
        return Standing.NEAR  # "a higher toll for Saturday, saying 24 were killed"
    if noun.lemma in calendar().violence and not is_number_noun(noun):
        if is_of_blow(parse, chain, noun, verb):
            return Standing.BLOW
        # "the toll from Thursday's attack", "the strike on Friday left": the time is the noun's own.
        # "are known to have died in the 1 November strike": the deed hangs below the verb of the figure.
        # "three died and 18 were hurt in Tuesday's fighting": of both.
        below = {"xcomp", "ccomp", "conj"}
        is_mine = verb is not None and verb.dep in below and parse.words[verb.head] in chain[:1]
        return Standing.NEAR if verb is None or verb in chain or is_mine else Standing.ELSEWHERE
    return None
