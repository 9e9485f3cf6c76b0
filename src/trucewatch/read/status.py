"""How surely does the text put a figure, and who denies it?

Distance ("claimed", "allegedly"), proposals, plans and conditions are read off a figure's own sentence; `denials` finds
doubts and denials. Where several fit the strongest wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind, Status
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["status_of"]

_PATH = 8
# Kinds of what is given or sent.
_GIVEN = frozenset({FigureKind.FORCE, FigureKind.CONTRIBUTION, FigureKind.AID})
_THIRD = word_list("grammar", "pronouns", "third")
_PROMISING = word_list("status", "planned", "promising")
_STATES = word_list("status", "proposed", "stating")
_AT_PRESENT = word_list("status", "proposed", "at_present")
_PROPOSING = word_list("status", "proposed", "beside")
_WEIGHED = word_list("status", "conditional", "weighing")
_ALLEGED_CUES = word_list("status", "alleged", "cues")
_ALLEGED_ADVERBS = word_list("status", "alleged", "adverbs")
_ALLEGED_ADJECTIVES = word_list("status", "alleged", "adjectives")
_ENDURED = word_list("status", "proposed", "endured")
_POTENTIAL = word_list("status", "proposed", "potential")
_FIGHTERS = word_list("status", "proposed", "fighters")
_PROPOSED_WORDS = word_list("status", "proposed", "words")
_PLANNED_MODALS = word_list("status", "planned", "modals")
_PLANNED_PHRASES = word_list("status", "planned", "phrases")
_CONDITIONAL_WORDS = word_list("status", "conditional", "words")


def _told(sentence: Sentence, parse: Parse) -> Sequence[Word]:
    return parse.words[sentence.first : sentence.last]


def status_of(parse: Parse, one: Draft, cue: str | None) -> Status:
    """Return the status that a figure's own sentence gives it; `cue` is the lemma of its statement's cue."""
    sentence = parse.sentences[one.sentence]
    words = _told(sentence, parse)
    found = [Status.ASSERTED]
    if cue in _ALLEGED_CUES or _is_distanced(parse, one, words):
        found.append(Status.ALLEGED)
    if one.kind is FigureKind.FORCE and _is_potential(parse, one, words):
        found.append(Status.PROPOSED)
    if one.kind in {FigureKind.TERM, FigureKind.AID, FigureKind.CONTRIBUTION} and _is_proposal(parse, one, words):
        found.append(Status.PROPOSED)
    if one.kind in _GIVEN and _is_promised(parse, one):
        kept: list[Status] = [s for s in found if s is not Status.PROPOSED]
        found = [*kept, Status.PLANNED]
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
        if word.lower in _ALLEGED_ADVERBS and (word.head in above or 0 < one.count.core - word.i <= _PATH):
            return True
        doubted = word.lower in _ALLEGED_ADJECTIVES and word.dep in {
            "amod",
            "nmod",
            "compound",
        }
        if doubted and word.head in {at, one.count.noun}:
            return True
    return False


def _near_above(parse: Parse, i: int) -> list[Word]:
    found: list[Word] = []
    for word in parse.ancestors(i):
        found.append(word)
        if word.pos in {"VERB", "AUX"} and word.dep not in {"conj", "xcomp", "aux"}:
            break
    return found


def _is_potential(parse: Parse, one: Draft, words: Sequence[Word]) -> bool:
    """Whether the troops are talked of rather than there."""
    if parse.words[min(one.count.number_end + 1, len(parse.words) - 1)].lower == "strong":
        return False
    near = {w.lower for w in words} | {w.lemma.lower() for w in words}
    if _is_there(parse, one):
        return False
    return bool(near & _POTENTIAL)


def _is_there(parse: Parse, one: Draft) -> bool:
    """Whether a verb of the past tells what was done with troops: "it trained 120 soldiers"; or they are fighters."""
    count = one.count
    own = count.noun is not None and count.first <= count.noun  # a noun shared from before stands elsewhere
    noun = count.noun if own and count.noun is not None else count.core
    if parse.words[noun].lemma.lower() in _FIGHTERS:
        return True
    verb = next((w for w in parse.ancestors(noun) if w.pos in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    kids = [parse.words[j] for j in parse.children[verb.i]]
    if verb.lemma == "number" and _AT_PRESENT & {w.lower for w in kids}:
        return parse.words[noun].head == verb.i  # the force now numbers 980
    if verb.lemma.lower() in _STATES | _hopes() or verb.lemma.lower() in cue_words().frames:
        return False
    if any(w.tag in {"MD", "TO"} for w in kids):
        return False
    of = parse.words[parse.words[noun].head]
    top = parse.words[of.head] if parse.words[noun].dep == "pobj" and of.lower == "of" else parse.words[noun]
    if verb.tag == "VBD" and top.dep == "nsubj" and verb.i > noun:
        return True  # 230 officers reached the port
    if top.dep == "nsubjpass" and any(w.dep == "auxpass" and w.tag == "VBD" for w in kids):
        return True  # 10,000 soldiers were sent
    helped = any(w.dep in {"aux", "auxpass"} and w.lemma.lower() in {"have", "be"} for w in kids)
    return (verb.tag == "VBD" or (verb.tag == "VBN" and helped and verb.dep != "acl")) and noun > verb.i


def _hopes() -> frozenset[str]:
    return _POTENTIAL | _PROPOSED_WORDS


def _is_proposal(parse: Parse, one: Draft, words: Sequence[Word]) -> bool:
    noun = one.count.noun if one.count.noun is not None else one.count.core
    governed = {w.lemma.lower() for w in parse.ancestors(noun)}
    beside = {w.lemma.lower() for w in parse.words[max(words[0].i, one.count.first - 5) : one.count.first]}
    proposals = _PROPOSED_WORDS
    close = min(one.count.last + 6, words[-1].i + 1)
    ends = (
        j for j in range(one.count.last, close) if parse.words[j].text in {",", ";", "."} or parse.words[j].tag == "CC"
    )
    stop = next(ends, close)
    behind = [w.lower for w in parse.words[one.count.last : one.count.last + 2]]
    if behind[:1] == ["of"] and behind[-1] in _ENDURED:
        return False  # wants to end three years of war
    after = {w.lemma.lower() for w in parse.words[one.count.last : stop]}
    return bool((governed | beside | after) & proposals) if one.kind is FigureKind.TERM else bool(beside & _PROPOSING)


def _is_planned(parse: Parse, one: Draft) -> bool:
    """Whether the verb over the figure lies ahead: will, is expected to, plans to."""
    if parse.words[one.count.last - 1].lower == "strong":
        return False  # UNIFIL, 10,500 strong, is to leave
    if one.measure == "distance" and parse.words[one.count.last].lower == "from":
        return False  # was to pull back to the river, some 30 km from the frontier
    if _was_due(parse, one):
        return True
    at = one.trigger if one.trigger is not None else one.count.core
    chain = [parse.words[at], *_near_above(parse, at)]
    chain.extend(parse.words[j] for verb in chain for j in parse.children[verb.i] if parse.words[j].dep == "xcomp")
    for verb in chain:
        apart = sorted((verb.i, one.count.core))
        if any(w.text == ";" for w in parse.words[apart[0] : apart[1]]):
            continue
        children = [parse.words[j] for j in parse.children[verb.i]]
        if any(c.lower in _PLANNED_MODALS and c.i < one.count.core + 12 for c in children):
            return True
        lead = " ".join(w.lower for w in parse.words[max(0, verb.i - 2) : verb.i])
        is_idiom = verb.lemma == "say" and parse.words[max(0, verb.i - 3)].lower == "that"  # that is to say
        if verb.pos == "VERB" and not is_idiom and any(lead.endswith(p) for p in _PLANNED_PHRASES):
            return True
    return False


def _was_due(parse: Parse, one: Draft) -> bool:
    """Whether what is counted only should have come about: "of 600 lorries that should have come"."""
    noun = one.count.noun if one.count.noun is not None else one.count.core
    verbs = [parse.words[j] for j in parse.children[noun] if parse.words[j].dep == "relcl"]
    verbs += [w for w in parse.ancestors(noun) if w.pos == "VERB"][:1]
    return any({"should", "have"} <= {parse.words[j].lower for j in parse.children[verb.i]} for verb in verbs)


def _is_promised(parse: Parse, one: Draft) -> bool:
    """Whether somebody has given his word for a figure: "promised $20 million", "said it would send 800 soldiers"."""
    noun = one.count.noun if one.count.noun is not None else one.count.core
    verb = next((w for w in parse.ancestors(noun) if w.pos in {"VERB", "AUX"}), None)
    if verb is None or verb.i > noun:
        return False
    if verb.lemma in _PROMISING:
        return verb.tag != "VBN" or parse.child(verb.i, "auxpass") is None
    above = parse.words[verb.head]
    would = any(parse.words[j].lower == "would" for j in parse.children[verb.i])
    if would and one.kind is FigureKind.CONTRIBUTION:
        return True  # what a land would send is its own offer, whoever tells of it
    subject, teller = parse.child(verb.i, "nsubj"), parse.child(above.i, "nsubj")
    if not would or verb.dep != "ccomp" or subject is None or teller is None:
        return False
    is_own = subject.lower in _THIRD or any(parse.words[j].tag == "PRP$" for j in parse.children[subject.i])
    return is_own and above.lemma in cue_words().frames


def _is_conditional(parse: Parse, one: Draft, words: Sequence[Word]) -> bool:
    """Whether the figure stands in an if-clause or hangs on one."""
    chain = {w.i for w in parse.ancestors(one.count.core)}
    marks = [w for w in words if w.dep == "mark" and w.lower in _CONDITIONAL_WORDS]
    return any(w.head in chain or _opens(parse, w.head, chain) for w in marks)


def _opens(parse: Parse, verb: int, chain: set[int]) -> bool:
    """Whether an if-clause stands before the clause of the figure: "If the truce fails, 200,000 would flee"."""
    word = parse.words[verb]
    if word.dep != "advcl" or word.head not in chain:
        return False
    weighed = any(parse.words[j].lower in _WEIGHED for j in parse.children[word.head])
    return word.i < word.head or weighed
