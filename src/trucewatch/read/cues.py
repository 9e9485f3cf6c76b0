"""Cues: where does a sentence say that somebody says something, and who is its subject?

A cue is found by its base form and must be a real act of saying: not negated, not planned, not within
another's quotation. What a verb takes (a clause, an object, an appeal …) is data in `vocab/data/cues.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trucewatch.read.commas import by_commas
from trucewatch.read.mutes import is_mute, only_names
from trucewatch.read.names import core_of, is_capital
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["Cue", "find_cues", "rejoins", "takes_up"]

_NEGATIONS = word_list("grammar", "negation", "verbs")
_MODALS = word_list("grammar", "modals", "words")
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
# A verb that takes none of these tells what somebody is and not what anybody says.
_SPEAKING = frozenset({"clause", "quote", "object", "appeal", "infinitive", "at", "toll"})
_HOUSES = word_list("roles", "body", "houses")
_IN = frozenset({"in", "at", "near"})
_CONDITIONS = word_list("cues", "parts", "conditions")
# Verbs that may take "it" before their particle: made it clear.
_WITH_IT = frozenset({"make"})
_CARRIERS = word_list("cues", "parts", "leading_to")
_OPENERS = word_list("cues", "parts", "participles")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying: `first` to `last` (words, both included), what it takes, and the head of its subject.

    `is_passive` where the subject is what was said; `is_bare` where only a quotation can make it speech.
    """

    verb: int
    first: int
    last: int
    frames: frozenset[str]
    subject: int | None
    is_own_subject: bool = False
    is_passive: bool = False
    is_bare: bool = False
    preposition: int | None = None


_WIRES = frozenset({"phone", "telephone", "email"})
"""By these people speak: "said by phone"."""


def find_cues(parse: Parse, sentence: Sentence, quoted: frozenset[int]) -> list[Cue]:
    """Return the verbs of saying of one sentence, in order, with their subjects."""
    found: list[Cue] = []
    for i in range(sentence.first, sentence.last):
        word = parse.words[i]
        if word.tag in _VERBS and i not in quoted:
            cue = _cue_at(parse, word)
            if cue is not None:
                found.append(_shared(parse, cue, found, sentence))
    return found


def _shared(parse: Parse, cue: Cue, before: Sequence[Cue], sentence: Sentence) -> Cue:
    """Give a participle after a comma ("…, adding that") the subject of the last act of saying before it."""
    verb = parse.words[cue.verb]
    if cue.is_own_subject or cue.first <= sentence.first:
        return cue
    if verb.tag in {"VBD", "VBZ", "VBP"} and verb.dep == "conj":
        outer = next(
            (
                c
                for c in reversed(before)
                if c.subject is not None
                and not c.is_bare
                and rejoins(parse, verb, c)
                and not (c.verb == verb.head and "clause" not in c.frames and _drops_auxiliary(parse, verb))
            ),
            None,
        )
        return replace(cue, subject=outer.subject) if outer is not None else cue
    if verb.tag != "VBG":
        return cue
    opener = parse.words[cue.first - 1]
    if opener.text not in {",", "—", "–", '"'} and opener.lower not in _OPENERS:
        return cue
    named = next(
        (
            i
            for i in range(cue.first - 1, sentence.first, -1)
            if parse.words[i - 1].lower in {"according", "per"} and parse.words[i].lower in {"to", "per"}
        ),
        None,
    )
    finite = [c for c in before if c.subject is not None and not c.is_bare and c.frames & _SPEAKING]
    if named is not None and (not finite or finite[-1].verb < named):
        head = parse.child(named, "pobj")
        return replace(cue, subject=head.i) if head is not None else cue
    if finite:
        return replace(cue, subject=finite[-1].subject)
    return cue


def rejoins(parse: Parse, verb: Word, outer: Cue) -> bool:
    """Whether a joined verb goes on with an earlier cue, though the parse may tie it to what was said."""
    words = parse.words
    if verb.head == outer.verb:
        return True
    joint = verb.i - 1
    while joint > outer.verb and words[joint].pos in {"ADV", "AUX"}:
        joint -= 1
    if words[joint].lower not in {"and", "but"}:
        return False
    if words[joint - 1].text == "," and words[outer.verb].tag == verb.tag:
        return True
    return _drops_auxiliary(parse, verb)


def _drops_auxiliary(parse: Parse, verb: Word) -> bool:
    """Whether a joined verb is told plainly where its head is not: "said others had begun it and denied …"."""
    helped = [any(parse.words[j].dep == "aux" for j in parse.children[i]) for i in (verb.head, verb.i)]
    return helped == [True, False] and verb.tag == "VBD"


def _cue_at(parse: Parse, word: Word) -> Cue | None:
    words = cue_words()
    lemma, particle = _lemma(parse, word)
    frames = words.frames.get(lemma)
    if frames is None or word.dep in {"amod", "compound"} or only_names(parse, word, lemma):
        return None
    if any(parse.words[j].lower in _NEGATIONS for j in parse.children[word.i]):
        return None
    taken = parse.child(word.i, "dobj")
    if word.lower == "counting" and parse.words[word.i - 1].text == ",":
        return None  # 464 members, counting 40 tribal fighters
    if lemma == "tell" and parse.words[word.i - 1].lower == "all" and taken is None:
        return None  # all told, nine have died
    if is_mute(parse, word, lemma, taken):
        return None
    passive = any(parse.words[j].dep == "auxpass" for j in parse.children[word.i])
    if (
        word.tag == "VBN"
        and not passive
        and not any(parse.words[j].dep == "aux" for j in parse.children[word.i])
        and word.dep != "conj"
    ):
        passive = not (_closes_sentence(parse, word) or _is_main(parse, word))
    by = parse.child(word.i, "agent") if word.tag == "VBD" and taken is None else None
    means = None if by is None else parse.child(by.i, "pobj")
    passive = passive or (by is not None and (means is None or means.lower not in _WIRES))
    bare = _is_unreal(parse, word)
    first, last = _extent(parse, word)
    last = max(last, particle)
    preposition = _preposition(parse, last, lemma)
    subject, own = _subject(parse, word, passive=passive)
    if not passive:
        if subject is not None and not own and subject > word.i > parse.sentence(word.i).first:
            subject = None
        subject, own = by_commas(parse, word, (first, last), subject, own=own)
    return Cue(word.i, first, last, frames, subject, own, passive, bare, preposition)


def _is_main(parse: Parse, word: Word) -> bool:
    """Whether a verb tagged as a participle is the verb of its sentence: "NAME, a rival, called the plan …"."""
    words = parse.words
    if word.dep == "ROOT" and any(words[j].dep in {"dobj", "ccomp"} and j > word.i for j in parse.children[word.i]):
        return True
    marked = word.i - 2 >= parse.sentence(word.i).first and words[word.i - 2].text in {'"', "''"}
    return marked and (words[word.i - 1].tag in {"NNP", "PRP"})


def _closes_sentence(parse: Parse, word: Word) -> bool:
    """Whether a verb tagged as a participle in truth ends its sentence: "…, the corps posted on X."."""
    sentence = parse.sentence(word.i)
    rest = parse.words[word.i + 1 : sentence.last]
    return all(w.text in {".", '"'} for w in rest[1:]) or (
        bool(rest) and rest[0].lower in {"on", "in"} and len(rest) <= 5
    )


def _lemma(parse: Parse, word: Word) -> tuple[str, int]:
    """Return the base form with its particle ("rule out") and the particle's place."""
    lemma = word.lemma.lower()
    at = word.i + 1
    if lemma in _WITH_IT and at < len(parse.words) and parse.words[at].lower == "it":
        at += 1
    if at < len(parse.words) and parse.words[at].lower in cue_words().particles.get(lemma, ()):
        full = f"{lemma} {parse.words[at].lower}"
        return (full, at) if full in cue_words().frames else (lemma, word.i)
    return lemma, word.i


def _extent(parse: Parse, word: Word) -> tuple[int, int]:
    """Return the verb with the auxiliaries and adverbs just before it."""
    first = word.i
    while first > parse.sentence(word.i).first:
        before = parse.words[first - 1]
        if (before.dep in {"aux", "auxpass"} and before.head == word.i and before.lower != "to") or (
            before.dep == "advmod"
            and before.head == word.i
            and first > 1
            and parse.words[first - 2].dep in {"aux", "auxpass"}
            and parse.words[first - 2].head == word.i
        ):
            first -= 1
        else:
            break
    return first, word.i


def _is_unreal(parse: Parse, word: Word) -> bool:
    """Whether the saying itself is only planned, wanted or possible: "to discuss", "would say"."""
    for j in parse.children[word.i]:
        child = parse.words[j]
        if child.dep == "aux" and child.lower in _MODALS:
            return not any(w.lower == "only" for w in parse.words[j + 1 : word.i + 2])
        if child.dep == "aux" and child.lower == "to":
            return parse.words[word.head].lemma not in _CARRIERS or word.head == word.i
        if child.dep in {"mark", "advmod"} and child.lower in _CONDITIONS and j < word.i:
            return True
    return False


def _preposition(parse: Parse, last: int, lemma: str) -> int | None:
    wanted = cue_words().prepositions.get(lemma, frozenset())
    at = last + 1
    while at + 2 < len(parse.words) and (
        parse.words[at].lower in cue_words().times
        or (parse.words[at].lower == "on" and "on" not in wanted and parse.words[at + 1].lower in cue_words().times)
    ):
        at += 1
    if at + 1 >= len(parse.words) or parse.words[at].lower not in wanted:
        return None
    after = parse.words[at + 1]
    known = cue_words()
    if after.lower in known.media_names or after.lower in known.times or after.text == "X":
        return None
    return at


def _subject(parse: Parse, word: Word, *, passive: bool) -> tuple[int | None, bool]:
    """Return the head of the phrase that speaks, and whether it is the verb's own subject."""
    if passive:
        return _agent(parse, word), True
    if (cited := _cited_as(parse, word)) is not None:
        return cited, True
    for hop, verb in enumerate(_chain(parse, word)):
        own = _own_subject(parse, verb)
        if own is None and verb.lemma in {"quote", "cite"}:
            heard = parse.child(verb.i, "nsubjpass")
            own = heard.i if heard is not None else None
        if own is not None:
            return own, hop == 0
        if verb.tag == "VBG" and (given := _by_paper(parse, verb)) is not None:
            return given, False
        if takes_up(parse, verb) and (above := _above_object(parse, verb)) is not None:
            return above
        if verb.dep in {"acl", "relcl"} and verb.tag == "VBG":
            return verb.head, hop == 0
        if verb.dep == "pcomp" and parse.words[verb.head].lower == "with":
            inner = parse.child(verb.head, "pobj", "nsubj")
            if inner is not None and inner.i < verb.i:
                return inner.i, True
    return None, False


def takes_up(parse: Parse, verb: Word) -> bool:
    """Whether a participle takes up in a pronoun what a verb before it is about: "condemned the raid calling it …"."""
    if verb.tag != "VBG" or verb.dep != "acl":
        return False
    taken = parse.child(verb.i, "dobj")
    noun = parse.words[verb.head]
    beside = noun.dep == "pobj" and parse.words[noun.head].lower == "with"
    return taken is not None and taken.tag == "PRP" and (noun.dep == "dobj" or beside)


def _above_object(parse: Parse, verb: Word) -> tuple[int, bool] | None:
    """Return who speaks in such a participle: those brought in by "with", or the subject of the verb before it."""
    noun = parse.words[verb.head]
    if noun.dep == "pobj":
        return noun.i, True
    above = parse.words[noun.head]
    beside = next((j for k in (above.i, noun.i) for j in parse.children[k] if parse.words[j].lower == "with"), None)
    brought = parse.child(beside, "pobj") if beside is not None and noun.i < beside < verb.i else None
    if brought is not None:
        return brought.i, True
    subject = parse.child(above.i, "nsubj")
    return (subject.i, False) if subject is not None else None


def _by_paper(parse: Parse, verb: Word) -> int | None:
    """Return who speaks in a paper given out: "released a statement accusing …", "… by NAME announcing"."""
    words = parse.words
    above = words[verb.head]
    giver = words[above.head] if above.dep == "dobj" else above
    paper = above if above.dep == "dobj" else parse.child(giver.i, "dobj")
    if paper is None or paper.i > verb.i or paper.lower not in role_words().documents or giver.pos != "VERB":
        return None
    by = next((words[j] for h in (paper, giver) for j in parse.children[h.i] if words[j].lower == "by"), None)
    author = parse.child(by.i, "pobj") if by is not None and by.i < verb.i else None
    if author is not None:
        return author.i
    subject = parse.child(giver.i, "nsubj")
    return subject.i if subject is not None and giver.lemma in cue_words().giving else None


def _cited_as(parse: Parse, verb: Word) -> int | None:
    """Return X of "the agency quoted X as saying"."""
    words = parse.words
    if verb.dep != "pcomp" or words[verb.head].lower != "as":
        return None
    above = words[words[verb.head].head]
    quoting = words[above.head] if above.dep == "dobj" else above
    told = parse.child(quoting.i, "dobj")
    return told.i if told is not None and quoting.lemma in {"quote", "cite"} else None


def _is_torn(parse: Parse, i: int) -> bool:
    """Whether a clause taken for a subject holds a comma: "Reading out the list, the spokesman told …"."""
    return any(w.text == "," for w in parse.words[i : parse.edges(i)[1] + 1])


def _own_subject(parse: Parse, verb: Word) -> int | None:
    subjects = [j for j in parse.children[verb.i] if parse.words[j].dep in {"nsubj", "csubj"}]
    subjects = [j for j in subjects if parse.words[j].dep == "nsubj" or not _is_torn(parse, j)]
    dated = bool(subjects) and parse.words[subjects[-1]].lower in cue_words().times and subjects[-1] == verb.i - 1
    if dated and parse.words[subjects[-1] - 1].tag in {"NNP", "NNPS"}:
        return subjects[-1] - 1
    if subjects:
        return _housed(parse, subjects[-1] if len(subjects) > 1 and subjects[-1] < verb.i else subjects[0])
    return None


def _housed(parse: Parse, i: int) -> int:
    """Return the house that speaks in "Velmar Hospital in Varos said", where the town was taken for the subject."""
    first, at = parse.sentence(i).first, core_of(parse, i).first - 1
    while at > first and (is_capital(parse.words[at]) or parse.words[at].text == "-"):
        at -= 1  # "in Deir al-Varos"
    if at <= first or parse.words[at].lower not in _IN or not is_capital(parse.words[i]):
        return i
    house = parse.words[at - 1]
    return house.i if house.tag in {"NN", "NNP"} and house.lower in role_words().bodies | _HOUSES else i


def _chain(parse: Parse, word: Word) -> Iterator[Word]:
    """Yield the verb and those above it whose subject it may share: "X claimed …, arguing …"."""
    yield word
    for _ in range(6):
        if (
            word.dep not in {"conj", "advcl", "xcomp", "pcomp", "prep", "acl", "ccomp", "dep", "parataxis"}
            or word.head == word.i
        ):
            return
        if word.dep == "ccomp" and word.tag != "VBG":
            return
        word = parse.words[word.head]
        if word.tag in _VERBS or word.pos in {"ADP", "SCONJ", "AUX", "ADJ"}:
            yield word


def _agent(parse: Parse, word: Word) -> int | None:
    for j in parse.children[word.i]:
        if parse.words[j].dep in {"agent", "prep"} and parse.words[j].lower == "by":
            pobj = parse.child(j, "pobj")
            return pobj.i if pobj is not None else None
    if not any(parse.words[j].dep == "auxpass" for j in parse.children[word.i]):
        return None
    for j in parse.children[word.i]:  # recorded since the deal by the UN force
        inner = parse.child(j, "pobj") if j > word.i and parse.words[j].dep == "prep" else None
        by = next((k for k in parse.children[inner.i] if parse.words[k].lower == "by"), None) if inner else None
        pobj = parse.child(by, "pobj") if by is not None else None
        if pobj is not None and pobj.tag in {"NNP", "NNPS"}:
            return pobj.i
    return None
