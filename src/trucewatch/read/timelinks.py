"""Time links: how do time words hang on the grammar, on which verb or noun, and what may they date at all?

Verbs that tell are told apart from those that happen; "two days after" dates only the clause behind it, and a war
that "began on May 2" has been killing since. `when` weighs the links found here.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.asked import once
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = [
    "befallen",
    "goes_on",
    "hook_of",
    "is_in_war",
    "is_number_noun",
    "is_of_blow",
    "is_telling",
    "is_under_since",
    "is_up_to_now",
    "may_date",
    "names_blow",
    "names_those",
    "noun_of",
    "opens_clause",
    "opens_war",
    "running",
    "tells_finds",
    "tells_later_death",
    "tells_own_deed",
    "verbs",
]

# A comma ends a clause, unless what follows tells on of its last word.
_CLAUSE_END = re.compile(r",(?!\d)(?!\s+(?:when|where|which|who|that|in which)\b)")
_GIVING = word_list("calendar", "inherit", "given_out")
_DAY_PARTS = word_list("calendar", "inherit", "day_parts")
_NOTING = word_list("calendar", "inherit", "noting")
_AGAINST = re.compile(
    r"\b(?:as\s+(?:many|much|high)\s+as|(?:more|fewer|less|higher|lower)\s+than|compared\s+(?:to|with)|against)"
    r"\s+(?:(?:in|at|during|over|for)\s+)?(?:the\s+(?:whole|same)\s+[\w\s]*)?$",
    re.IGNORECASE,
)
_THIRD = word_list("grammar", "pronouns", "third")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_WARS = word_list("calendar", "inherit", "wars")
_TALLIES = word_list("amounts", "tallies", "nouns")
_DYING = word_list("calendar", "inherit", "dying")


def verbs(parse: Parse, i: int) -> Iterator[Word]:
    """The verbs above (or at) word `i`, nearest first."""
    return iter(_verbs(parse, i))


@once
def _verbs(parse: Parse, i: int) -> tuple[Word, ...]:
    above = (parse.words[i], *parse.ancestors(i))
    return tuple(w for w in above if w.pos == "VERB" or (w.pos == "AUX" and w.dep not in {"aux", "auxpass"}))


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
        if w.pos in {"NOUN", "PROPN"} and w.lemma not in _DAY_PARTS:
            return w  # "the strike on the afternoon of May 23"
    return None


def is_number_noun(noun: Word) -> bool:
    """Whether a noun only counts: the toll, the number."""
    return noun.lemma in _TALLIES


def is_telling(parse: Parse, verb: Word) -> bool:
    """Whether a verb tells of something ("said") or moves a number ("the toll rose"), rather than being the event."""
    words = calendar()
    if verb.lemma in words.telling:
        taken = parse.child(verb.i, "dobj")
        if _is_seen(parse, verb):
            return False
        if verb.lemma in words.freeing:
            above = parse.words[verb.head] if verb.dep in {"relcl", "acl"} else None
            taken = taken or parse.child(verb.i, "nsubjpass") or above
            return taken is None or taken.lemma in words.issued
        return taken is None or taken.lemma not in words.taken  # "claimed 200 lives" is no claim
    if verb.lemma not in words.growing:
        return _is_made_public(parse, verb)
    subject = parse.child(verb.i, "nsubj", "nsubjpass")
    direct = parse.child(verb.i, "dobj")
    return any(w is not None and w.lemma in words.growing_subjects for w in (subject, direct))


def _is_seen(parse: Parse, verb: Word) -> bool:
    """Whether a verb only says that somebody saw what happened: "clashes were reported on Friday"."""
    subject = parse.child(verb.i, "nsubjpass")
    if subject is None or verb.lemma not in _NOTING:
        return False
    return subject.lemma in calendar().lasting or subject.lemma in calendar().blows


def _is_made_public(parse: Parse, verb: Word) -> bool:
    """Whether a verb only gives out a number or what is told: "the toll was made public on Friday"."""
    subject = parse.child(verb.i, "nsubjpass")
    if subject is None or verb.lemma not in _GIVING:
        return False
    return subject.lemma in calendar().growing_subjects or subject.lemma in calendar().telling_nouns


def running(parse: Parse, at: int, m: TimeMention) -> When | None:
    """The stretch in "the war, which began on May 2, has killed nine": from that day to the story's."""
    if m.day is not None and m.first < at and _has_since(parse, at) and m.when.start < m.day.isoformat():
        return When(m.when.start, m.day.isoformat(), m.when.wording, "range")
    words, begun = calendar(), next(verbs(parse, hook_of(parse, m).i), None)
    if m.since or m.day is None or begun is None or begun.lemma not in words.beginning:
        return None
    chain = [w for w in verbs(parse, at) if w.i != begun.i]
    start = date.fromisoformat(m.when.start)
    if not chain or start > m.day or not (_is_of_lasting(parse, begun, chain) or _goes_on_to(parse, begun, chain[0])):
        return None
    return When(m.when.start, m.day.isoformat(), m.when.wording, "range")


def _has_since(parse: Parse, at: int) -> bool:
    """Whether a figure's verb goes on from a time told before it: "in May they attacked and have since taken nine"."""
    verb = next(verbs(parse, at), None)
    beside = () if verb is None else (parse.words[j] for j in parse.children[verb.i])
    is_since = any(w.lower == "since" and w.dep == "advmod" for w in beside)
    return is_since and verb is not None and not is_telling(parse, verb)


def _is_of_lasting(parse: Parse, begun: Word, chain: Sequence[Word]) -> bool:
    """Whether what began is what a verb of the figure is about, up to now: "the war that began … has killed"."""
    told = parse.words[begun.head] if begun.dep in {"relcl", "acl"} else None
    if told is not None and told.dep in {"conj", "pobj"}:  # "the war between Osk and Velmar, which began in May"
        told = next((w for w in takewhile(_is_nominal, parse.ancestors(told.i)) if w.lemma in calendar().lasting), told)
    if told is None or not (told.lemma in calendar().lasting or (told.tag == "NNS" and told.lemma in calendar().blows)):
        return False
    above = {w.i for w in parse.ancestors(told.i)}
    verb = next((w for w in chain if w.i in above), None)
    joined = verb is not None and (verb.i == chain[0].i or (chain[0].dep == "conj" and chain[0].head == verb.i))
    return verb is not None and joined and is_up_to_now(parse, verb)


def _is_nominal(word: Word) -> bool:
    """Whether a word may stand between a noun and a name that hangs below it."""
    return word.pos in {"NOUN", "PROPN", "ADP", "CCONJ"}


def _goes_on_to(parse: Parse, begun: Word, verb: Word) -> bool:
    """Whether a verb tells what has come of it since: "the war began on May 2 and has killed nine"."""
    subject = parse.child(begun.i, "nsubj")
    if subject is None or verb.dep != "conj" or verb.head != begun.i:
        return False
    return subject.lemma in calendar().lasting and is_up_to_now(parse, verb)


def is_up_to_now(parse: Parse, verb: Word) -> bool:
    """Whether a verb tells what has come about up to the story's day: "has killed"."""
    helpers = {parse.words[j].lower for j in parse.children[verb.i] if parse.words[j].dep in {"aux", "auxpass"}}
    if "had" in helpers and verb.dep == "ccomp" and verb.head != verb.i:
        return is_telling(parse, parse.words[verb.head])  # "said the raids that began on Friday had killed 12"
    return bool(helpers & {"has", "have", "'ve", "'s"})


def is_in_war(parse: Parse, verb: Word) -> bool:
    """Whether a war is the subject of a verb, or what it tells happened in: "have been killed in the war"."""
    subject = parse.child(verb.i, "nsubj")
    if subject is not None and subject.lemma in calendar().lasting:
        return True
    during = (parse.words[j] for j in parse.children[verb.i] if parse.words[j].lower in {"in", "during"})
    nouns = (parse.child(w.i, "pobj") for w in during)
    return any(n is not None and n.lemma in _WARS and parse.words[n.i - 1].lower == "the" for n in nouns)


def is_of_blow(parse: Parse, chain: Sequence[Word], noun: Word | None, verb: Word | None) -> bool:
    """Whether a time is the blow's, but the figure's verb tells of later days: "found two bodies after Monday's raid".

    `chain` are the figure's verbs, `noun` and `verb` those that the time hangs on.
    """
    words = calendar()
    if not chain or verb is None or chain[0].lemma not in words.aftermath:
        return False
    if noun is not None and noun.lemma in words.blows:
        return chain[0] in verbs(parse, verb.i)
    # "buried nine people killed on Monday"
    return noun is None and verb != chain[0] and verb.lemma in words.violence and chain[0] in verbs(parse, verb.i)


def befallen(parse: Parse, m: TimeMention) -> int | None:
    """The word of the event to count from: the raid in "the raid came two days after they crossed and shot two"."""
    after = parse.words[m.last]
    if not m.offset or after.dep != "mark":
        return None
    main = parse.words[parse.words[after.head].head]
    subject = parse.child(main.i, "nsubj")
    if main.lemma not in calendar().befalling or subject is None or subject.lemma not in calendar().violence:
        return None
    return subject.i


def is_under_since(parse: Parse, at: int) -> bool:
    """Whether word `at` is of the deed from which on something else is told: "tense since two were shot in May"."""
    verb = next(verbs(parse, at), None)
    return verb is not None and any(
        parse.words[j].lower == "since" and parse.words[j].dep == "mark" for j in parse.children[verb.i]
    )


@once
def names_blow(parse: Parse, s: Sentence) -> bool:
    """Whether a sentence points back at the event told before: "in the hours after the attack"."""
    for w in parse.words[s.first : s.last]:
        if w.lemma in calendar().blows and w.dep == "pobj" and w.tag == "NN":
            rest = [parse.words[j] for j in parse.children[w.i]]
            if [r.lower for r in rest] in (["the"], ["that"]):
                return True
    return False


def _is_when_clause(parse: Parse, verb: Word) -> bool:
    """Whether a verb opens a clause that tells of the day it hangs on: "on February 12, when one was hurt"."""
    return verb.dep == "relcl" and any(parse.words[j].lower == "when" for j in parse.children[verb.i])


def opens_clause(parse: Parse, at: int, m: TimeMention) -> bool:
    """Whether word `at` is told in a clause that a time opens: "since May 29, when they put the dead at 100"."""
    for verb in verbs(parse, at):
        when = next((j for j in parse.children[verb.i] if parse.words[j].lower == "when"), None)
        if _is_when_clause(parse, verb) and when is not None:
            behind = parse.words[m.last + 1 : when]
            return verb.head in m.head_span or (m.last < when and all(w.text == "," for w in behind))
        if when is not None and verb.dep == "advcl" and [w.text for w in parse.words[m.last + 1 : when]] == [","]:
            return True  # "no exchange since October 2, when 185 came home"
    return False


@once
def tells_later_death(parse: Parse, s: Sentence) -> bool:
    """Whether a sentence tells of a death of wounds: its day is none of a blow."""
    told = parse.text[s.start : s.end].lower()
    return any(w in told for w in calendar().later_deaths) and any(
        w.lemma in _DYING for w in parse.words[s.first : s.last]
    )


def tells_finds(parse: Parse, at: int) -> bool:
    """Whether a figure is of bodies found in the rubble, which count from the blow."""
    words, s, verb = calendar(), parse.sentence(at), next(verbs(parse, at), None)
    is_find = verb is not None and verb.lemma in words.aftermath and verb.lemma not in words.violence
    return is_find and any(w.lower in words.finds for w in parse.words[s.first : s.last])


def tells_own_deed(parse: Parse, at: int) -> bool:
    """Whether a figure is of what the speaker says it did itself: "the army said it had killed 18 fighters"."""
    verb = next(verbs(parse, at), None)
    main = parse.words[verb.head] if verb is not None and verb.dep == "conj" else verb
    subject = parse.child(main.i, "nsubj") if main is not None and main.dep == "ccomp" else None
    if verb is None or subject is None or verb.lemma not in calendar().violence:
        return False
    below = {parse.words[j].lower for j in parse.children[subject.i]}
    return subject.lower in {"it", "they", "we"} or bool(below & {"its", "their", "our"})


def goes_on(parse: Parse, s: Sentence) -> bool:
    """Whether a sentence tells on of those in the one before it: "They came in two trucks"."""
    before = parse.sentence_index[s.first] - 1
    root = next((w for w in parse.words[s.first : s.last] if w.head == w.i), parse.words[s.first])
    subject = parse.child(root.i, "nsubj", "nsubjpass")
    is_again = subject is not None and subject.lower in _THIRD and root.tag == "VBD"
    return is_again and before >= 0 and parse.sentences[before].block == s.block and not is_telling(parse, root)


@once
def names_those(parse: Parse, s: Sentence) -> bool:
    """Whether a sentence tells more of those told before: "22 children are among the dead"."""
    told = parse.text[s.start : s.end].lower()
    return any(w in told for w in calendar().those)


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


@once
def _is_in_reason(parse: Parse, at: int) -> bool:
    """Whether a word stands in the reason for what is told: "in response to an attack on April 22"."""
    s, verb = parse.sentence(at), next(verbs(parse, at), None)
    joined = None if verb is None or verb.dep != "conj" else parse.words[verb.head]
    for m in _reason().finditer(parse.text, s.start, s.end):
        if joined is not None and joined.start < m.start():
            continue  # "hit the camp in response to the attack and killed nine"
        ends = (c.start() for c in _CLAUSE_END.finditer(parse.text, m.end(), s.end))
        told = parse.words[at] if joined is None else joined  # "in response to a raid in which nine died and two fled"
        if m.start() <= told.start < next(ends, s.end):
            return True
    return False


def _is_birth(parse: Parse, m: TimeMention) -> bool:
    """Whether a time is that of a birth: "a man born in 1986"."""
    verb = next(verbs(parse, hook_of(parse, m).i), None)
    return verb is not None and verb.lower == "born"


def _is_likened(parse: Parse, at: int, m: TimeMention) -> bool:
    """Whether a time is of what a figure is set against: "53,400 fled, ten times as many as in 2024"."""
    if m.first <= at or parse.sentence(at) is not parse.sentence(m.first):
        return False
    return _AGAINST.search(parse.text, parse.words[at].end, m.start) is not None


@once
def _is_measured(parse: Parse, first: int) -> bool:
    """Whether a time only says since when nothing was like it: "the heaviest strikes since May", "the first since"."""
    s, at = parse.sentence(first), first - (parse.words[first].lower != "since")
    while at > s.first and (parse.words[at].pos in {"DET", "ADJ"} or parse.words[at].text == "-"):
        at -= 1
    if parse.words[at].lower != "since":
        return False
    for k in range(at - 1, s.first - 1, -1):
        word = parse.words[k]
        if word.pos in {"VERB", "PUNCT"} and word.tag != "VBN":
            return False
        is_most = word.tag in {"JJS", "RBS"} and parse.words[k - 1].lower != "at"  # "at least nine since Friday"
        if is_most or word.lower == "first" or _ORDINAL.fullmatch(word.lower):
            return word.lower != "latest"
    return False


@lru_cache(maxsize=1)
def _reason() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in calendar().reason) + r")\b", re.IGNORECASE
    )


def may_date(parse: Parse, at: int, m: TimeMention) -> bool:
    """Whether a time can be that of word `at`: "two days after" dates only what it stands before."""
    if not m.offset:
        if _is_birth(parse, m) or _is_likened(parse, at, m):
            return False
        if m.first and _is_measured(parse, m.first) and not opens_clause(parse, at, m):
            return False
        return not _is_state_beside(parse, at, m) and _is_in_reason(parse, at) == _is_in_reason(parse, m.first)
    after = parse.words[m.last]
    dated = parse.child(after.i, "pobj", "pcomp") if after.dep == "prep" else parse.words[after.head]
    above = {at, *(w.i for w in parse.ancestors(at))}
    # "a day after shelling killed six": the noun taken for a verb, the clause hangs on "day".
    clause = parse.words[parse.words[after.head].head]
    return (dated is not None and dated.i in above) or (clause.i > after.i and clause.i in above)
