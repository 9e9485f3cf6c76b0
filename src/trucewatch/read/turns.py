"""Turns: where does a sentence turn away from what was said to the report's own words or to what others do?

A comma with "even as", "while NAME has", a remark on the claim ("a figure that …") and clauses that hang on the cue
end what was said. Part of `contents`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.read.cues import Cue
    from trucewatch.read.grammar import Parse, Sentence
    from trucewatch.read.sources import Cast

__all__ = ["hanging", "has_clause", "on_medium", "turned"]

_MARKS = frozenset({'"', "'", "``", "''"})
_ASIDES = word_list("cues", "parts", "asides")
_AGAINST = word_list("grammar", "conjunctions", "contrast")
_TOLD_OF = word_list("grammar", "pronouns", "taken_up")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SOURCED = frozenset({"according", "per"})
_TOLD_OF_ONE = _TOLD_OF | {"yet", "not"}


def turned(parse: Parse, cue: Cue, start: int, sentence: Sentence, cast: Cast) -> Iterator[int]:
    """Yield where the sentence turns away from what was said: a semicolon, the report's own remark."""
    words = parse.words
    for j in range(start + 1, sentence.last):
        if cast.is_quoted(j):
            closes = words[j].text in _MARKS and words[j - 1].text == "," and j + 1 < sentence.last
            if closes and not cast.is_quoted(j + 1) and _turns(parse, j, sentence, cue):
                yield j + 1
            continue
        comma = words[j].text == "," and (_turns(parse, j, sentence, cue) or _turns_to(parse, j, sentence, cast))
        stop = words[j].text == ";" and not _counts_on(parse, cue, j, sentence, cast)
        if stop or comma or _is_echo(parse, j, sentence):
            yield j


def _counts_on(parse: Parse, cue: Cue, j: int, sentence: Sentence, cast: Cast) -> bool:
    """Whether what was said goes on to count behind a semicolon: "said 24 were hit; nine of them died"."""
    words = parse.words
    others = (c for c in cast.cues(parse.sentence_index[j]) if c.verb > j and c.subject is not None)
    if "clause" not in cue.frames or any(not c.is_passive for c in others):
        return False
    subject = next((w for w in words[j + 1 : sentence.last] if w.dep in {"nsubj", "nsubjpass"}), None)
    verb = next((w for w in words[j + 1 : sentence.last] if w.tag in _FINITE), None)
    if subject is None or verb is None or any(w.lower in _SOURCED for w in words[j + 1 : sentence.last]):
        return False
    return subject.i < verb.i and any(w.tag == "CD" for w in words[j + 1 : verb.i])


def _turns(parse: Parse, j: int, sentence: Sentence, cue: Cue) -> bool:
    """Whether a comma opens a turn of the report's own: ", even as …", ", according to …", ", yet X has …"."""
    after = [w.lower for w in parse.words[j + 1 : min(j + 3, sentence.last)]]
    if after[:2] in (["even", "as"], ["according", "to"], ["as", "per"]):
        return True
    if after[:1] and after[0] in cue_words().comments:
        return True
    if after[:1] == ["which"] and j + 4 < sentence.last and parse.words[j + 2].tag == "MD":
        return parse.words[j + 3].lower == "not" and any(w.tag == "VBN" for w in parse.words[j + 4 : j + 8])
    objects = "clause" not in cue.frames or not has_clause(parse, cue)
    if objects and after[:1] in (["yet"], ["but"], ["although"], ["though"], ["while"]):
        return any(w.dep in {"nsubj", "nsubjpass"} for w in parse.words[j + 2 : min(j + 8, sentence.last)])
    return False


def _turns_to(parse: Parse, j: int, sentence: Sentence, cast: Cast) -> bool:
    """Whether a comma turns to what others do: ", while NAME has …"; a clause that counts goes on."""
    words = parse.words
    if j + 4 >= sentence.last or words[j + 1].lower not in _AGAINST:
        return False
    subject = next((w for w in words[j + 2 : min(j + 12, sentence.last)] if w.dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.tag in {"PRP", "WP", "WDT"} or subject.head < subject.i:
        return False
    counted = any(w.tag == "CD" for w in words[j + 2 : subject.i + 1])
    return not counted and cast.actor(subject.i) is not None and not cast.is_quoted(subject.i)


def on_medium(parse: Parse, cue: Cue, start: int, end: int) -> int:
    """Return where an object ends before where it was said: "confirmed the toll on Telegram"."""
    words, known = parse.words, cue_words()
    last = end - 1
    while last > start and words[last].text in {".", ","}:
        last -= 1
    if has_clause(parse, cue) or words[last].lower not in known.media_names or last - 2 < start:
        return end
    return last - 1 if words[last - 1].lower in known.media_prepositions else end


def has_clause(parse: Parse, cue: Cue) -> bool:
    """Whether a clause and not a thing is what was said."""
    return any(parse.words[k].dep == "ccomp" and k > cue.verb for k in parse.children[cue.verb])


def hanging(parse: Parse, cue: Cue, start: int, cast: Cast) -> list[int]:
    """Return where clauses and participles begin that hang on the cue behind a comma: ", marking", ", after …"."""
    words = parse.words
    ends: list[int] = []
    gerund = any(words[j].dep == "xcomp" and words[j].tag == "VBG" for j in parse.children[cue.verb])
    told = [j for j in parse.children[cue.verb] if words[j].dep == "ccomp" and j > cue.verb]
    for j in parse.children[cue.verb]:
        child = words[j]
        if j <= start or cast.is_quoted(j):
            continue
        edge = parse.edges(j)[0]
        behind = child.dep in {"advcl", "prep"} and words[edge - 1].text == "," and edge - 1 > start
        remark = (child.tag == "VBG" and child.dep == "advcl" and gerund) or {words[edge].lower, child.lower} & _ASIDES
        if behind and remark:
            ends.append(edge - 1)
        if child.dep == "dobj" and not told and "at" not in cue.frames:
            ends.extend(_renamings(parse, j, start))
    return [e for e in ends if e > start]


def _renamings(parse: Parse, told: int, start: int) -> Iterator[int]:
    """Yield where appositions to an object begin: ", the fifth in three weeks"."""
    for k in parse.children[told]:
        edge = parse.edges(k)[0]
        renames = parse.words[k].dep == "appos" and parse.words[edge].lower in {"the", "a", "an"}
        if renames and k > start and parse.words[edge - 1].text == ",":
            yield edge - 1


def _is_echo(parse: Parse, j: int, sentence: Sentence) -> bool:
    """Whether a remark on what was just said begins: ", a figure that Kigali denies"."""
    words = parse.words
    if words[j].text not in {",", "—", "–", "-", "--"} or j + 4 >= sentence.last:
        return False
    if words[j + 1].tag == "NNS" and words[j + 1].lemma.lower() in cue_words().echoes:
        return words[j + 2].lower in _TOLD_OF or words[j + 2].pos == "PROPN"
    if words[j + 1].lower == "something":
        return any(w.dep == "relcl" for w in words[j + 2 : j + 8])
    if words[j + 1].lower not in {"a", "an"}:
        return False
    for k in (j + 2, j + 3):
        if words[k].lower in cue_words().echoes:
            return words[k + 1].lower in _TOLD_OF_ONE or words[k + 1].pos in {"PROPN", "DET", "NOUN"}
    return False
