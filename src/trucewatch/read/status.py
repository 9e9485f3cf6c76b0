"""How surely does the text put a figure, and who denies it?

Distance ("claimed", "allegedly"), doubt ("could not be verified"), denial (also in a later sentence, tied to the
figures it denies), proposals, plans and conditions. Where several fit the strongest wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind, Status
from trucewatch.vocab.status import status_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.sources import Cast

__all__ = ["Denial", "Doubt", "denied_by", "find_denials", "find_doubts", "is_doubted", "status_of"]

_NEGATIVES = {"not", "n't", "no", "never", "unable", "neither", "nor", "without", "cannot", "impossible", "nobody", "yet", "fail"}
_PATH = 8
_BACK = 2


@dataclass(frozen=True, slots=True)
class Denial:
    """A rejection of a claim: by whom (canonical), where it stands, and whether it looks back."""

    by: str
    start: int
    end: int
    verb: int
    sentence: int
    looks_back: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that says that something could not be verified."""

    word: int
    sentence: int
    looks_back: bool


def _told(sentence: Sentence, parse: Parse) -> Sequence[Word]:
    return parse.words[sentence.first : sentence.last]


def find_doubts(parse: Parse) -> list[Doubt]:
    """Return every "could not be independently verified" and "remain unverified"."""
    found: list[Doubt] = []
    for number, sentence in enumerate(parse.sentences):
        words = _told(sentence, parse)
        for word in words:
            plain = word.lower in status_words("unverified", "adjectives")
            verb = word.lemma in status_words("unverified", "verbs") and _is_negated(parse, word, sentence)
            if plain or verb:
                clause = {w.lemma.lower() for w in parse.words[max(sentence.first, word.i - 9) : min(sentence.last, word.i + 6)]}
                back = bool(clause & status_words("unverified", "claims"))
                found.append(Doubt(word.i, number, back))
                break
    return found


def _is_negated(parse: Parse, verb: Word, sentence: Sentence) -> bool:
    near = [w.lower for w in parse.words[max(sentence.first, verb.i - 7) : verb.i]]
    negative = any(w in _NEGATIVES for w in near)
    if verb.lemma == "confirm":
        return negative and ("independently" in near or "be" in near or "unable" in near or "been" in near)
    return negative


def find_denials(parse: Parse, cast: Cast) -> list[Denial]:
    """Return every rejection of a claim, in text order."""
    found: list[Denial] = []
    for number, sentence in enumerate(parse.sentences):
        for word in _told(sentence, parse):
            is_verb = word.lemma in status_words("denied", "verbs") and word.pos == "VERB"
            flat = word.lower in status_words("denied", "words")
            if is_verb or flat:
                denial = _denial(parse, cast, word, number)
                if denial is not None:
                    found.append(denial)
                    break
    return found


def _denial(parse: Parse, cast: Cast, word: Word, number: int) -> Denial | None:
    verb = word if word.pos == "VERB" and word.lemma in status_words("denied", "verbs") else _governor(parse, word)
    if verb is None:
        return None
    sentence = parse.sentences[number]
    subject = parse.child(verb.i, "nsubj") or _agent(parse, verb) or _carried_subject(parse, verb)
    if subject is None:
        return None
    source = cast.actor(subject.i)
    by = source.name if source is not None else parse.text[parse.words[parse.edges(subject.i)[0]].start : subject.end]
    back, applies = _object(parse, verb, word)
    if not applies:
        return None
    return Denial(by, sentence.start, sentence.end, verb.i, number, back)


def _governor(parse: Parse, word: Word) -> Word | None:
    """Return the verb whose content calls a claim false: "called it a lie"."""
    for above in parse.ancestors(word.i):
        if above.pos == "VERB" and above.lemma in {"call", "describe", "label", "brand", "denounce", "dub", "say", "term", "slam", "blast"}:
            return above
    return None


def _agent(parse: Parse, verb: Word) -> Word | None:
    by = parse.child(verb.i, "agent")
    return parse.child(by.i, "pobj") if by is not None else None


def _carried_subject(parse: Parse, verb: Word) -> Word | None:
    """Return the subject a coordinated verb or a participle shares with the one before it."""
    for above in parse.ancestors(verb.i):
        found = parse.child(above.i, "nsubj")
        if above.pos in {"VERB", "AUX"} and found is not None:
            return found
        if verb.dep == "acl" and above.pos in {"NOUN", "PROPN"}:
            return above
    return None


def _object(parse: Parse, verb: Word, word: Word) -> tuple[bool, bool]:
    """Return (looks back at an earlier claim, is a denial of a claim at all)."""
    claims = status_words("denied", "claims")
    stop = parse.sentence(verb.i).last
    near = [w.lemma.lower() for w in parse.words[verb.i + 1 : min(stop, verb.i + 8)]]
    if word.i != verb.i or any(n in status_words("denied", "words") for n in near):
        return True, True
    obj = parse.child(verb.i, "dobj", "nsubjpass")
    if obj is not None:
        lemma = obj.lemma.lower()
        relative = obj.lower in {"which", "that", "it", "this", "these", "those", "them"}
        return (True, True) if lemma in claims or relative else (False, verb.lemma in {"deny", "dispute"})
    clause = [w for w in parse.words[max(parse.sentence(verb.i).first, verb.i - 6) : verb.i] if w.lemma.lower() in claims]
    if clause:
        return True, True  # a claim that Kyiv denied; the allegation officials rejected
    return False, verb.lemma == "deny"


def denied_by(parse: Parse, one: Draft, said_by: str, denials: Sequence[Denial], drafts: Sequence[Draft]) -> list[Denial]:
    """Return the denials that are aimed at a figure said by `said_by` (canonical)."""
    found: list[Denial] = []
    for denial in denials:
        if denial.by == said_by:
            continue
        if not denial.looks_back:
            if denial.sentence == one.sentence and one.count.core > denial.verb and _under(parse, one.count.core, denial.verb):
                found.append(denial)
            continue
        if denial.sentence == one.sentence and one.count.core < denial.verb:
            found.append(denial)
        elif denial.sentence == _aimed_at(parse, one, denial, drafts):
            found.append(denial)
    return found


def _under(parse: Parse, i: int, verb: int) -> bool:
    return any(w.i == verb for w in parse.ancestors(i))


def _aimed_at(parse: Parse, one: Draft, denial: Denial, drafts: Sequence[Draft]) -> int | None:
    """Return the denial's sentence where `one` stands in the nearest earlier sentence with figures, else None."""
    gap = denial.sentence - one.sentence
    if not 0 < gap <= _BACK:
        return None
    here, there = parse.sentences[one.sentence], parse.sentences[denial.sentence]
    if here.story != there.story or there.block - here.block > 1:
        return None
    between = any(one.sentence < d.sentence <= denial.sentence and d.count.core < denial.verb for d in drafts)
    return None if between else denial.sentence


def is_doubted(parse: Parse, one: Draft, doubts: Sequence[Doubt], drafts: Sequence[Draft]) -> bool:
    """Whether the text says of a figure that it could not be verified."""
    for doubt in doubts:
        if doubt.sentence == one.sentence and one.count.core < doubt.word:
            return True
        gap = doubt.sentence - one.sentence
        here, there = parse.sentences[one.sentence], parse.sentences[doubt.sentence]
        near = 0 < gap <= _BACK and here.story == there.story and there.block - here.block <= 1
        if doubt.looks_back and near and not any(one.sentence < d.sentence <= doubt.sentence for d in drafts):
            return True
    return False


def status_of(parse: Parse, one: Draft, cue: str | None) -> Status:
    """Return the status that a figure's own sentence gives it; `cue` is the lemma of its statement's cue."""
    sentence = parse.sentences[one.sentence]
    words = _told(sentence, parse)
    found = [Status.ASSERTED]
    if cue in status_words("alleged", "cues") or _is_distanced(parse, one, words):
        found.append(Status.ALLEGED)
    if one.kind is FigureKind.FORCE and _is_potential(one, words):
        found.append(Status.PROPOSED)
    if one.kind in {FigureKind.TERM, FigureKind.AID, FigureKind.CONTRIBUTION} and _is_proposal(parse, one, words):
        found.append(Status.PROPOSED)
    if _is_planned(parse, one):
        found.append(Status.PLANNED)
    if _is_conditional(parse, one, words):
        found.append(Status.CONDITIONAL)
    return max(found, key=lambda s: s.strength)


def _is_distanced(parse: Parse, one: Draft, words: Sequence[Word]) -> bool:
    """Whether "allegedly", "reportedly" or "alleged" keeps its distance in the figure's own clause."""
    at = one.trigger if one.trigger is not None else one.count.core
    above = {at, one.count.core, *(w.i for w in _near_above(parse, at))}
    for word in words:
        if word.lower in status_words("alleged", "adverbs") and (word.head in above or 0 < one.count.core - word.i <= _PATH):
            return True
        if word.lower in status_words("alleged", "adjectives") and word.head in {at, one.count.noun}:
            return True
    return False


def _near_above(parse: Parse, i: int) -> list[Word]:
    found: list[Word] = []
    for word in parse.ancestors(i):
        found.append(word)
        if word.pos in {"VERB", "AUX"} and word.dep not in {"conj", "xcomp", "aux"}:
            break
    return found


def _is_potential(one: Draft, words: Sequence[Word]) -> bool:
    near = {w.lower for w in words} | {w.lemma.lower() for w in words}
    if near & status_words("proposed", "potential"):
        return True
    return not near & status_words("proposed", "real")


def _is_proposal(parse: Parse, one: Draft, words: Sequence[Word]) -> bool:
    noun = one.count.noun if one.count.noun is not None else one.count.core
    governed = {w.lemma.lower() for w in parse.ancestors(noun)}
    beside = {w.lemma.lower() for w in parse.words[max(words[0].i, one.count.first - 5) : one.count.first]}
    proposals = status_words("proposed", "words")
    after = {w.lemma.lower() for w in parse.words[one.count.last : one.count.last + 2]}
    return bool((governed | beside | after) & proposals) if one.kind is FigureKind.TERM else bool(beside & {"propose", "proposal", "proposed", "request", "seek"})


def _is_planned(parse: Parse, one: Draft) -> bool:
    """Whether the verb over the figure lies ahead: will, is expected to, plans to."""
    if one.kind is FigureKind.TERM and one.count.quantity.form == "words" and one.trigger is None:
        pass
    at = one.trigger if one.trigger is not None else one.count.core
    chain = [parse.words[at], *_near_above(parse, at)]
    for verb in chain:
        children = [parse.words[j] for j in parse.children[verb.i]]
        if any(c.lower in status_words("planned", "modals") and c.i < one.count.core + 12 for c in children):
            return True
        lead = " ".join(w.lower for w in parse.words[max(0, verb.i - 2) : verb.i])
        if verb.pos == "VERB" and any(lead.endswith(p) for p in status_words("planned", "phrases")):
            return True
    return False


def _is_conditional(parse: Parse, one: Draft, words: Sequence[Word]) -> bool:
    """Whether the figure stands in an if-clause or hangs on one."""
    chain = {w.i for w in parse.ancestors(one.count.core)}
    return any(w.lower in status_words("conditional", "words") and w.head in chain and w.dep == "mark" for w in words)
