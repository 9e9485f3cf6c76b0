"""Contents: which words after or before a cue are what was said?

What is said runs to the end of the sentence unless another act of saying by the same speaker, or a clause that
hangs on the cue, cuts it off. Trailing stops and commas stay outside unless within quotation marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.cues import rejoins, takes_up
from trucewatch.read.turns import hanging, has_clause, on_medium, turned
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.cues import Cue
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.sources import Cast

__all__ = ["after_cue", "cut", "sentence_body", "trimmed"]

_STOPS = frozenset({",", ";", ":", ".", "—", "–", "-", "!", "?", "…", "..."})
_MARKS = frozenset({'"', "'", "``", "''"})
# A verb that takes none of these ("refuse to …") is a deed and begins nobody's words.
_TELLING = frozenset({"clause", "quote", "object", "appeal", "at", "toll"})
# A number stands so few words before the comma behind which its list goes on.
_LISTED = 8
_AGAINST = word_list("grammar", "conjunctions", "contrast")
_TURNING = _AGAINST | word_list("grammar", "conjunctions", "turning")
_TOLD = word_list("cues", "parts", "hearers")
_OF_SAYING = word_list("cues", "parts", "adjuncts")
_HEARERS = word_list("cues", "media", "hearers")
_JOINS = _AGAINST | word_list("grammar", "conjunctions", "leading")
_HOW = word_list("cues", "parts", "manner")


def after_cue(parse: Parse, cue: Cue, sentence: Sentence) -> int | None:
    """Return the first word of what follows the cue as its content, past adjuncts of the saying and "that"."""
    start = (cue.preposition if cue.preposition is not None else cue.last) + 1
    if cue.subject is not None and cue.is_own_subject and cue.subject > cue.verb and not cue.is_passive:
        start = max(start, parse.edges(cue.subject)[1] + 1)
    that = _that(parse, cue, start, sentence)
    if that is not None:
        return that + 1
    if "clause" in cue.frames:
        start = _past_adjuncts(parse, cue, start, sentence)
    if "toll" in cue.frames and "clause" not in cue.frames:
        start = next((j for j in range(start, min(start + 7, sentence.last)) if parse.words[j].text == ":"), start)
    while start < sentence.last and parse.words[start].text in {":", ","}:
        start += 1
    if start >= sentence.last or all(_is_stop(parse.words[j]) for j in range(start, sentence.last)):
        return None
    return start


def _that(parse: Parse, cue: Cue, start: int, sentence: Sentence) -> int | None:
    """Return the place of a "that" that opens the content."""
    if start < sentence.last and parse.words[start].text == ",":
        close = next((j for j in range(start + 1, sentence.last) if parse.words[j].text == ","), sentence.last)
        if close + 1 < sentence.last and parse.words[close + 1].lower == "that":
            return close + 1
    for j in range(start, min(start + 22, sentence.last)):
        word = parse.words[j]
        if word.lower == "that" and (word.tag == "IN" or _is_told_that(parse, cue, word)):
            if j > start and parse.words[j - 1].lower in {"and", "or", "but"}:
                return None
            clause = parse.words[word.head]
            return (
                j
                if word.tag != "IN" or clause.head == cue.verb or j == start or _only_adjuncts(parse, cue, start, j)
                else None
            )
        if (
            word.text in _MARKS
            or (word.text == "," and parse.words[cue.first - 1].text == ",")
            or (word.tag in {"VBD", "VBZ", "VBP"} and word.dep != "relcl")
        ):
            return None
    return None


def _is_told_that(parse: Parse, cue: Cue, word: Word) -> bool:
    """Whether a "that" behind those who were told opens what they were told: "told a briefing that …"."""
    if parse.words[cue.verb].lemma.lower() not in _TOLD or word.dep in {"nsubj", "nsubjpass", "det"}:
        return False
    clause = parse.words[word.head]
    return clause.dep == "relcl" and parse.words[clause.head].head == cue.verb


def _only_adjuncts(parse: Parse, cue: Cue, start: int, end: int) -> bool:
    told = parse.words[cue.verb].lemma.lower() in _TOLD
    for j in range(start, end):
        word = parse.words[j]
        if (word.pos == "VERB" and word.dep != "acl") or (word.dep == "dobj" and not told):
            return False
        if all(a.i != cue.verb for a in parse.ancestors(j)):
            return False
    return True


def _past_adjuncts(parse: Parse, cue: Cue, start: int, sentence: Sentence) -> int:
    """Skip "on Saturday", "in a statement", "told reporters in Bangkok" before the content."""
    i = start
    lemma = parse.words[cue.verb].lemma.lower()
    while i < sentence.last:
        word = parse.words[i]
        if word.text in _MARKS or word.text == ":":
            break
        if (
            word.lower in cue_words().times
            and (word.dep in {"advmod", "npadvmod", "nmod", "compound", "pobj", "amod"})
            and word.dep != "compound"
        ):
            i += 1
            continue
        if (
            word.head == cue.verb
            and word.dep in {"prep", "npadvmod", "agent", "dative"}
            and i >= start
            and _is_adjunct(parse, word)
        ):
            i = _adjunct_end(parse, i, sentence) + 1
            continue
        if lemma in _TOLD and _is_told(parse, cue, word) and not _is_asked(parse, cue):
            top = word.i if word.head == cue.verb else word.head
            i = max(_told_end(parse, top), i) + 1
            continue
        if word.dep == "punct" and word.text == "," and i == start:
            break
        break
    return i


def _is_adjunct(parse: Parse, word: Word) -> bool:
    if word.dep == "npadvmod":
        return any(parse.words[j].lower in cue_words().times for j in parse.subtree(word.i))
    if word.lower in _OF_SAYING:
        words = [parse.words[j] for j in parse.subtree(word.i)]
        known = cue_words()
        return len(words) <= 8 and (
            any(w.lower in known.times or w.lower in known.media_kinds or w.lower in known.media_names for w in words)
            or words[-1].lower in _HEARERS
            or word.lower == "to"
        )
    return False


def _adjunct_end(parse: Parse, i: int, sentence: Sentence) -> int:
    return min(parse.edges(i)[1], sentence.last - 1)


def _told_end(parse: Parse, top: int) -> int:
    """Return the last word of those who were told, before a clause that the parse hangs on them."""
    clauses = [parse.edges(j)[0] for j in parse.children[top] if parse.words[j].dep == "relcl"]
    last = parse.edges(top)[1]
    comma = next((j for j in range(top + 1, last) if parse.words[j].text == ","), None)
    if comma is not None and any(w.tag in {"VBD", "VBZ", "VBP", "MD"} for w in parse.words[last + 1 : last + 4]):
        return comma  # told the paper, NAME and NAME could …: what follows is said
    bare = [edge for edge in clauses if parse.words[edge].tag not in {"WP", "WDT", "IN"} and edge > top]
    return min([parse.edges(top)[1], *(edge - 1 for edge in bare)])


def _is_asked(parse: Parse, cue: Cue) -> bool:
    """Whether those who were told are asked to do something, and so part of what was said."""
    asked = parse.child(cue.verb, "xcomp")
    return (
        asked is not None
        and "appeal" in cue.frames
        and any(parse.words[j].tag == "TO" for j in parse.children[asked.i])
    )


def _is_told(parse: Parse, cue: Cue, word: Word) -> bool:
    """Whether a word begins the phrase of those who were told."""
    if word.head == cue.verb and word.dep in {"dobj", "dative", "iobj"}:
        return True
    above = parse.words[word.head]
    return above.head == cue.verb and above.dep in {"dobj", "dative", "iobj"} and word.i < above.i


def cut(parse: Parse, cue: Cue, start: int, sentence: Sentence, others: Sequence[Cue], cast: Cast) -> int:
    """Return the word (exclusive) where the content that begins at `start` ends."""
    ends = [sentence.last]
    for other in others:
        if other.verb > start and other.verb != cue.verb:
            edge = _left_edge(parse, other, start)
            if edge is not None and edge > start and _parts(parse, cue, other, edge, start):
                ends.append(edge)
    for j in parse.children[cue.verb]:
        child = parse.words[j]
        if child.dep == "conj" and j > start and child.pos in {"VERB", "AUX"} and _is_joined(parse, cue, child):
            edge = parse.edges(j)[0]
            before = edge - 1
            goes_on = "that" in {w.lower for w in parse.words[edge : edge + 2]}
            if before > start and not cast.is_quoted(before) and not goes_on:
                ends.append(edge)
    ends.extend(hanging(parse, cue, start, cast))
    aside = parse.words[cue.last + 1].text == "," if cue.last + 1 < sentence.last else False
    if parse.words[cue.verb].dep == "relcl" and cue.is_own_subject and not aside:
        ends.append(max(parse.edges(cue.verb)[1] + 1, start + 1))
    ends.extend(turned(parse, cue, start, sentence, cast))
    end = on_medium(parse, cue, start, min(e for e in ends if e > start))
    return _listed_on(parse, end, sentence) if cue.frames & {"at", "toll", "object"} else end


def _listed_on(parse: Parse, end: int, sentence: Sentence) -> int:
    """Return where a count ends that goes on behind a comma: "put the dead at nine, four of them women, with …"."""
    words = parse.words
    if not any(w.tag == "CD" for w in words[max(sentence.first, end - _LISTED) : end]):
        return end
    if words[end - 1].lower == "and" and end < sentence.last and words[end].tag == "CD":
        end -= 1
    while end < sentence.last - 1 and (words[end].text == "," or words[end].lower in {"and", "with"}):
        stop = next((j for j in range(end + 1, sentence.last) if words[j].text in _STOPS), sentence.last)
        part = words[end + 1 : stop]
        of_whom = len(part) > 2 and part[0].tag == "CD" and part[2].tag in {"WP", "WDT"}
        if not any(w.tag == "CD" for w in part) or (any(_opens_clause(w) for w in part) and not of_whom):
            break
        end = stop
    return end


def _opens_clause(word: Word) -> bool:
    """Whether a word shows that what follows a comma is more than the next thing counted."""
    if word.lower in _TURNING or word.tag in {"VBP", "VBZ", "MD"} or word.dep in {"aux", "auxpass", "mark"}:
        return True
    spoken = word.tag in {"VBD", "VBN", "VBG"} and word.lemma.lower() in cue_words().frames
    return spoken or (word.dep in {"nsubj", "nsubjpass"} and word.tag != "CD")


def _is_joined(parse: Parse, cue: Cue, child: Word) -> bool:
    """Whether a joined verb goes on after the cue; a lone participle is but an adjective: "and neighbouring X"."""
    taken = parse.child(child.i, "dobj")
    if taken is not None and _counts_on(parse, cue, child, taken):
        return False
    doer = parse.child(child.i, "nsubj", "nsubjpass")
    if doer is not None and doer.tag == "CD" and doer.i > cue.verb:
        return False  # spoke of nine dead and 22 taken captive
    if child.tag == "VBN" and parse.words[cue.verb].tag in {"VBD", "VBZ", "VBP"}:
        return parse.child(child.i, "aux", "auxpass", "dobj", "ccomp", "xcomp", "prep") is not None
    return child.tag != "VBG" or parse.words[cue.verb].tag == "VBG" or parse.child(child.i, "aux") is not None


def _counts_on(parse: Parse, cue: Cue, child: Word, taken: Word) -> bool:
    """Whether a joined deed goes on with a clause that was said: "said it had taken in six and treated 16"."""
    words = parse.words
    told = next((words[j] for j in parse.children[cue.verb] if words[j].dep == "ccomp" and cue.verb < j), None)
    counted = any(w.tag == "CD" for w in words[child.i + 1 : parse.edges(taken.i)[1] + 1])
    spoken = child.lemma.lower() in cue_words().frames
    if told is None or parse.child(child.i, "nsubj", "nsubjpass") is not None:
        return False
    return counted and not spoken and told.i < child.i and words[child.i - 1].text != ","


def _left_edge(parse: Parse, other: Cue, start: int) -> int | None:
    """Return the first word of another cue's clause: its subject, the conjunction or "with" before it."""
    left = other.first
    if other.is_own_subject and other.subject is not None and start < other.subject < other.verb:
        left = min(left, parse.edges(other.subject)[0])
    words = parse.words
    while left - 1 > start and (
        words[left - 1].dep in {"mark", "cc", "advmod", "neg"}
        or (words[left - 1].tag == "WDT" and words[left - 2].text == ",")
        or words[left - 1].lower in _JOINS
    ):
        left -= 1
    return left


def _parts(parse: Parse, cue: Cue, other: Cue, edge: int, start: int) -> bool:
    """Whether another cue begins something that is no longer the content of this one."""
    words = parse.words
    before = words[edge - 1].text
    opener = words[edge].lower
    verb = words[other.verb]
    loose = before in {",", ";", "—", "–", "-", '"', "'"} or words[edge].text == ","
    if takes_up(parse, verb):
        return True
    if opener == "which" and before == "," and verb.dep == "relcl" and other.subject is not None:
        return words[other.subject].tag == "PRP" and not has_clause(parse, cue)
    if verb.tag == "VBG" and not other.is_own_subject:
        return loose or opener in {"while", "by"} or verb.head == cue.verb
    if verb.tag == "VBG" and opener == "with":
        return loose
    if not other.is_own_subject:
        return verb.dep == "conj" and rejoins(parse, verb, cue)
    if _hangs_on(parse, other.verb, cue.verb, start):
        return True
    turned = loose and opener in _AGAINST
    return turned and bool(other.frames & _TELLING) and not _hangs_within(parse, other.verb)


def _hangs_on(parse: Parse, verb: int, cue: int, start: int) -> bool:
    """Whether a finite clause is joined to the cue itself and not to what was said."""
    word = parse.words[verb]
    if word.head == cue and word.dep in {"conj", "advcl"} and verb > start:
        return True
    return cue != verb and parse.words[cue].head == verb and verb > start and parse.words[cue].dep != "parataxis"


def _hangs_within(parse: Parse, verb: int) -> bool:
    return parse.words[verb].dep in {"relcl", "acl", "ccomp", "xcomp"}


def sentence_body(parse: Parse, sentence: Sentence) -> int:
    """Return the first word of a sentence past a dateline and connectives ("Meanwhile,", "But")."""
    i = sentence.body
    while i < sentence.last - 1 and (
        parse.words[i].lower in cue_words().connectives or (parse.words[i].text == "," and i > sentence.body)
    ):
        if parse.words[i].lower in _HOW and parse.words[i + 1].text != ",":
            break
        i += 1
    return i


def _is_stop(word: Word) -> bool:
    return word.text in _STOPS or word.text in {")", "]"}


def trimmed(parse: Parse, first: int, last: int, cast: Cast) -> tuple[int, int]:
    """Return the words (half-open) without stops at their ends, but for those within quotation marks."""
    words = parse.words
    while last > first and (
        (words[last - 1].text in _STOPS and not cast.is_quoted(last - 1)) or words[last - 1].lower in {"and", "but"}
    ):
        last -= 1
    while first < last and words[first].text in {",", ";", ":", "—", "–"} and not cast.is_quoted(first):
        first += 1
    return first, last
