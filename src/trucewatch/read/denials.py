"""Denials and doubts: who rejects which claim, and of which does the text say that nobody could verify it?

A denial may stand in a later sentence and is tied to the figures it denies; so is a doubt ("neither account could
be verified"). Part of `status`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.read.standing import forms, lemmas
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.sources import Cast

__all__ = ["Claims", "Denial", "Doubt", "denied_by", "find_denials", "find_doubts", "is_doubted"]

_NEGATIVES = word_list("status", "unverified", "negatives")
_BACK = 3
_THAT = frozenset({"this", "that", "it"})
_ABOUT = frozenset({"of", "about"})
_LOSSES = word_list("deeds", "losses", "nouns")
_FAR = 8
"""The claim of one who is named may stand so many sentences before its denial."""
_NUMBERS = word_list("amounts", "tallies", "nouns")
_TOLD = word_list("status", "denied", "telling")
_WIDE = 4
_WIDE_WORDS = word_list("status", "unverified", "wide")
_PLURAL = word_list("status", "denied", "several")
_LATTER = word_list("status", "denied", "latter")
_CALLING = word_list("status", "denied", "calling")
_RELATIVES = word_list("status", "denied", "pronouns")
_SPOKEN_IN = word_list("status", "denied", "spoken_in")
_OF_ANYTHING = word_list("status", "denied", "of_anything")
_UNVERIFIED = word_list("status", "unverified", "adjectives")
_VERIFYING = word_list("status", "unverified", "verbs")
_CLAIMS = word_list("status", "unverified", "claims")
_VERIFYING_WEAKLY = word_list("status", "unverified", "weak")
_ADVERBS = word_list("status", "unverified", "adverbs")
_PROOFS = word_list("status", "unverified", "nouns")
_VERIFIED = _VERIFYING | _PROOFS
_DENIED = word_list("status", "denied", "words")
_DENYING = word_list("status", "denied", "verbs")
_HABITS = word_list("status", "denied", "habits")


@dataclass(frozen=True, slots=True)
class Denial:
    """A rejection of a claim: by whom (canonical), where it stands, and how it aims.

    `looks_back`: at a claim told before ("these claims"), all of a paragraph when `plural`, the last figure only
    when `latter`. Otherwise it says itself what is denied: `content`, the lemmas under its verb. `whose` claim it is,
    where that is told: "disputed the governor's count", and `about` what ("reports of civilian deaths"); `is_of_last`
    where "this" or "it" means the sentence right before.
    """

    by: str
    start: int
    end: int
    verb: int
    sentence: int
    looks_back: bool
    plural: bool
    latter: bool
    content: frozenset[str]
    whose: str | None = None
    is_of_last: bool = False
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that says that something could not be verified.

    `wide`: all sides' claims; `plural`: all of one source's; `numbers`: all that the paragraph counts.
    """

    word: int
    sentence: int
    looks_back: bool
    wide: bool
    plural: bool
    numbers: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """The drafts of a report with who says each (canonical name), in text order."""

    drafts: Sequence[Draft]
    said_by: Sequence[str]

    def nearest_before(self, i: int, sentence: int) -> int | None:
        """Return the number of the last draft in an earlier sentence than `sentence`, before word `i`."""
        found = None
        for n, one in enumerate(self.drafts):
            if one.sentence < sentence and one.count.core < i:
                found = n
        return found


def _told(sentence: Sentence, parse: Parse) -> Sequence[Word]:
    return parse.words[sentence.first : sentence.last]


def find_doubts(parse: Parse) -> list[Doubt]:
    """Return every "could not be independently verified" and "remain unverified"."""
    found: list[Doubt] = []
    for number, sentence in enumerate(parse.sentences):
        words = _told(sentence, parse)
        told = {*forms(parse, _UNVERIFIED, sentence), *lemmas(parse, _VERIFIED, sentence)}
        for word in (parse.words[i] for i in sorted(told)):
            verb = word.lemma in _VERIFYING and _is_negated(parse, word, sentence)
            if word.lower in _UNVERIFIED or verb or _is_unborne(parse, word, sentence):
                clause = {
                    w.lemma.lower()
                    for w in parse.words[max(sentence.first, word.i - 9) : min(sentence.last, word.i + 6)]
                }
                bare = word.pos == "NOUN" and parse.child(word.i, "prep", "acl") is None
                back = bare or bool(clause & _CLAIMS)
                wide = bool(clause & _WIDE_WORDS)
                plural = any(w.tag == "NNS" and w.lemma in _CLAIMS for w in words)
                numbers = any(w.tag == "NNS" and w.lemma in _NUMBERS for w in words)
                found.append(Doubt(word.i, number, back, wide, plural, numbers))
                break
    return found


def _is_negated(parse: Parse, verb: Word, sentence: Sentence) -> bool:
    near = [w.lower for w in parse.words[max(sentence.first, verb.i - 7) : verb.i]]
    negative = any(w in _NEGATIVES for w in near)
    if verb.lemma in _VERIFYING_WEAKLY:
        after = [w.lower for w in parse.words[verb.i + 1 : min(sentence.last, verb.i + 4)]]
        return negative and bool({*near, *after} & _ADVERBS)
    if verb.lemma == "confirm":
        return negative and ("independently" in near or "be" in near or "unable" in near or "been" in near)
    return negative


def _is_unborne(parse: Parse, noun: Word, sentence: Sentence) -> bool:
    """Whether a noun says that nothing bears a claim out: "no independent confirmation", "no way of confirming"."""
    is_noun = noun.lemma in _PROOFS
    if not is_noun and not (noun.tag == "VBG" and noun.lemma in _VERIFYING):
        return False
    near = {w.lower for w in parse.words[max(sentence.first, noun.i - 4) : noun.i]}
    return bool(near & _NEGATIVES) or "lacked" in near if is_noun else {"no", "of"} <= near


def find_denials(parse: Parse, cast: Cast) -> list[Denial]:
    """Return every rejection of a claim, in text order."""
    found: list[Denial] = []
    for number, sentence in enumerate(parse.sentences):
        for word in _told(sentence, parse):
            is_verb = word.lemma in _DENYING and word.pos == "VERB"
            flat = word.lower in _DENIED and not _lies_somewhere(parse, word)
            if is_verb or flat:
                denial = _denial(parse, cast, word, number)
                if denial is not None:
                    found.append(denial)
                    break
    return found


def _lies_somewhere(parse: Parse, word: Word) -> bool:
    """Whether somebody lies on the ground, which is no untruth."""
    after = parse.words[word.i + 1] if word.i + 1 < len(parse.words) else word
    return word.lemma == "lie" and word.pos == "VERB" and after.tag in {"IN", "RB", "RP"}


def _denial(parse: Parse, cast: Cast, word: Word, number: int) -> Denial | None:
    verb = word if word.pos == "VERB" and word.lemma in _DENYING else _governor(parse, word)
    if verb is None:
        return None
    sentence = parse.sentences[number]
    spoken = next((c.subject for c in cast.cues(number) if c.verb == verb.i and c.subject is not None), None)
    subject = parse.words[spoken] if spoken is not None and cast.actor(spoken) is not None else None
    subject = subject or parse.child(verb.i, "nsubj") or _agent(parse, verb) or _carried_subject(parse, verb)
    if subject is None:
        return None
    source = cast.actor(subject.i)
    by = source.name if source is not None else parse.text[parse.words[parse.edges(subject.i)[0]].start : subject.end]
    back, applies = _object(parse, verb, word)
    if not applies:
        return None
    near = parse.words[verb.i : min(sentence.last, verb.i + 8)]
    plural = any(w.lower in _PLURAL or w.tag == "NNS" for w in near[:4])
    latter = any(w.lower in _LATTER for w in near)
    content = frozenset(parse.words[k].lemma.lower() for k in parse.subtree(verb.i) if k > verb.i)
    whose = _whose(parse, cast, verb, word)
    claim = _claim(parse, verb, word)
    here = claim is not None and claim.lower in _THAT
    about = _topic(parse, claim) if claim is not None and back else frozenset[str]()
    return Denial(by, sentence.start, sentence.end, verb.i, number, back, plural, latter, content, whose, here, about)


def _topic(parse: Parse, claim: Word) -> frozenset[str]:
    """Return the words that tell what a denied claim is about: "reports of civilian deaths"."""
    of = next((j for j in parse.children[claim.i] if parse.words[j].lower in _ABOUT), None)
    return (
        frozenset(parse.words[k].lemma.lower() for k in parse.subtree(of) if k > of) if of is not None else frozenset()
    )


def _whose(parse: Parse, cast: Cast, verb: Word, word: Word) -> str | None:
    """Return whose claim is denied, where the words say so."""
    claim = _claim(parse, verb, word)
    if claim is None:
        return None
    owner = parse.child(claim.i, "poss")
    made = parse.child(claim.i, "acl")
    by = parse.child(made.i, "agent") if made is not None else None
    owner = owner or (parse.child(by.i, "pobj") if by is not None else None)
    actor = cast.actor(owner.i) if owner is not None and owner.tag != "PRP$" else None
    return actor.name if actor is not None else None


def _claim(parse: Parse, verb: Word, word: Word) -> Word | None:
    """Return the noun for what is denied: the object, or what is told to be false."""
    if word.i != verb.i:
        told = next((w for w in (word, *parse.ancestors(word.i)) if parse.child(w.i, "nsubj", "nsubjpass")), None)
        subject = parse.child(told.i, "nsubj", "nsubjpass") if told is not None and told.i != verb.i else None
        if subject is not None:
            return subject
    return parse.child(verb.i, "dobj", "nsubjpass")


def _governor(parse: Parse, word: Word) -> Word | None:
    """Return the verb whose content calls a claim false: "called it a lie"."""
    for above in parse.ancestors(word.i):
        if above.pos == "VERB" and above.lemma in _CALLING:
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
    claims = word_list("status", "denied", "claims")
    stop = parse.sentence(verb.i).last
    near = [w.lemma.lower() for w in parse.words[verb.i + 1 : min(stop, verb.i + 8)]]
    if word.i != verb.i or any(n in _DENIED for n in near):
        return True, True
    obj = parse.child(verb.i, "dobj", "nsubjpass")
    if obj is not None:
        lemma = obj.lemma.lower()
        relative = obj.lower in _RELATIVES
        if lemma in claims and not relative and _says_what(parse, obj):
            return False, True  # rejected suggestions that its troops fired first
        return (True, True) if lemma in claims or relative else (False, verb.lemma in _OF_ANYTHING)
    clause = [
        w for w in parse.words[max(parse.sentence(verb.i).first, verb.i - 6) : verb.i] if w.lemma.lower() in claims
    ]
    if any(w.dep != "pobj" or parse.words[w.head].lower not in _SPOKEN_IN for w in clause):
        return True, True  # a claim that Kyiv denied; the allegation officials rejected
    return False, verb.lemma == "deny" and not _is_habit(parse, verb)


def _says_what(parse: Parse, claim: Word) -> bool:
    """Whether a claim is told in full where it is denied, so that no earlier one is meant: "claims that …"."""
    for j in parse.children[claim.i]:
        word = parse.words[j]
        told = any(parse.words[k].lower == "that" and parse.words[k].dep == "mark" for k in parse.children[j])
        if j > claim.i and word.dep in {"acl", "ccomp"} and told:
            return True
    return False


def _is_habit(parse: Parse, verb: Word) -> bool:
    """Whether a deed is denied that the sentence gives no case of: "denies targeting civilians"."""
    deed = parse.child(verb.i, "xcomp", "pcomp", "dobj")
    if deed is None or deed.tag != "VBG" or deed.lemma not in _HABITS:
        return False
    done = parse.child(deed.i, "dobj")
    return done is not None and done.tag == "NNS" and parse.child(done.i, "det", "nummod", "poss") is None


def denied_by(parse: Parse, n: int, denials: Sequence[Denial], claims: Claims) -> list[Denial]:
    """Return the denials that are aimed at claim number `n`."""
    return [d for d in denials if _is_aimed(parse, n, d, claims)]


def _is_aimed(parse: Parse, n: int, denial: Denial, claims: Claims) -> bool:
    one, said_by = claims.drafts[n], claims.said_by[n]
    if denial.sentence == one.sentence:
        if one.count.core < denial.verb:
            hung = parse.words[denial.verb].dep in {"relcl", "acl"}  # a claim that X rejects
            return denial.looks_back and denial.by != said_by and (hung or said_by != "outlet")
        return not denial.looks_back and _under(parse, one.count.core, denial.verb)
    harmless = "distance" in one.count.classes or (said_by == "outlet" and one.count.quantity.high == 0)
    if harmless or denial.by == said_by or _answers_own_sentence(parse, denial):
        return False
    if denial.looks_back and denial.whose is not None and denial.whose in claims.said_by:
        return denial.whose == said_by and _reaches(parse, one.sentence, denial.sentence, _FAR)
    if not _reaches(parse, one.sentence, denial.sentence, 3 if denial.plural else _BACK):
        return False
    nearest = claims.nearest_before(denial.verb, denial.sentence)
    if nearest is None or (denial.about and not _is_about(parse, one, denial.about)):
        return False
    if denial.is_of_last and claims.drafts[nearest].sentence < denial.sentence - 1:
        return False
    if not denial.looks_back:
        is_told = any(d.sentence == denial.sentence and _under(parse, d.count.core, denial.verb) for d in claims.drafts)
        same = not is_told and one.sentence == claims.drafts[nearest].sentence  # else it tells what it denies
        return same and one.object is not None and one.object.rsplit(" ", 1)[-1] in denial.content
    return n == nearest if denial.latter else _goes_along(n, nearest, claims, plural=denial.plural)


def _is_about(parse: Parse, one: Draft, about: frozenset[str]) -> bool:
    """Whether a denied claim may be about what a figure counts."""
    last = (one.object or "").rsplit(" ", 1)[-1]
    is_told = bool({last, parse.words[one.count.core].lower} & about)
    return is_told or (last in {"", "person"} and bool(about & _LOSSES))


def _goes_along(n: int, nearest: int, claims: Claims, *, plural: bool) -> bool:
    """Whether a claim shares the nearest one's sentence, or ("these claims") its source."""
    if claims.drafts[n].sentence == claims.drafts[nearest].sentence:
        return claims.said_by[n] == claims.said_by[nearest] or claims.said_by[n] != "outlet"
    return plural and claims.said_by[n] == claims.said_by[nearest] != "outlet"


def _answers_own_sentence(parse: Parse, denial: Denial) -> bool:
    """Whether the claim denied stands in the denial's own sentence: "X said …, an allegation that Y rejected"."""
    sentence = parse.sentences[denial.sentence]
    ahead = parse.words[sentence.first : denial.verb]
    told = any(w.pos == "VERB" and w.lemma in _TOLD for w in ahead)
    hung = parse.words[denial.verb].dep in {"relcl", "acl"}  # a number that Phnom Penh dismissed
    return denial.looks_back and (told or hung)


def _is_told_of(parse: Parse, one: Draft, doubt: Doubt) -> bool:
    """Whether a figure stands in what could not be verified: "no confirmation of the claim that 25 had died"."""
    return doubt.word < one.count.core and _under(parse, one.count.core, doubt.word)


def _same_passage(parse: Parse, figure: int, later: int, claims: Claims) -> bool:
    """Whether "neither account" may mean a figure: told in its paragraph, or, where it stands alone, shortly before."""
    if not _reaches(parse, figure, later, _WIDE):
        return False
    here, there = parse.sentences[figure].block, parse.sentences[later].block
    return here == there or not any(
        d.sentence < later and parse.sentences[d.sentence].block == there for d in claims.drafts
    )


def _under(parse: Parse, i: int, verb: int) -> bool:
    while parse.words[i].head != i:
        if parse.words[i].head == verb:
            return parse.words[i].dep != "conj"  # denies backing them and says that …: the second is no denial
        i = parse.words[i].head
    return False


def _reaches(parse: Parse, figure: int, later: int, far: int) -> bool:
    """Whether a sentence is near enough behind a figure's, in its story, to speak of it."""
    here, there = parse.sentences[figure], parse.sentences[later]
    near = there.block - here.block <= (2 if far < _FAR else _FAR)
    return 0 < later - figure <= far and here.story == there.story and near


def is_doubted(parse: Parse, n: int, doubts: Sequence[Doubt], claims: Claims) -> bool:
    """Whether the text says of claim number `n` that it could not be verified."""
    one = claims.drafts[n]
    for doubt in doubts:
        if doubt.sentence == one.sentence and (one.count.core < doubt.word or _is_told_of(parse, one, doubt)):
            return True
        own = any(d.sentence == doubt.sentence and d.count.core < doubt.word for d in claims.drafts)
        if (own and not doubt.wide) or not doubt.looks_back:
            continue
        if doubt.wide and _same_passage(parse, one.sentence, doubt.sentence, claims):
            return claims.said_by[n] != "outlet"
        here, there = parse.sentences[one.sentence], parse.sentences[doubt.sentence]
        if doubt.numbers and here.block == there.block and one.sentence < doubt.sentence:
            return claims.said_by[n] != "outlet"
        if _reaches(parse, one.sentence, doubt.sentence, _BACK + doubt.plural):
            nearest = claims.nearest_before(doubt.word, doubt.sentence)
            if nearest is not None and _goes_along(n, nearest, claims, plural=doubt.plural):
                return True
    return False
