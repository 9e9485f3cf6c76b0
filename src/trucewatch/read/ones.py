"""Ones: when does the word "one" count nothing?

"The first one fell on the school", "one by one", "five of them from one family", "one body had been registered at two
hospitals": the word stands for a thing told before, for a kind, or for a mistake of counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.counts import Count
    from trucewatch.read.grammar import Parse, Word

__all__ = ["is_idle_one"]

_BEFORE_ONE = word_list("amounts", "nonfigures", "before_one")
_OF_THEM = word_list("amounts", "nonfigures", "of_them")
_AFTER_ONE = word_list("amounts", "nonfigures", "after_one")
_HOUSEHOLDS = word_list("amounts", "counts", "households")
_ORDINALS = word_list("amounts", "implied", "ordinals") | {"first"}
_HURT = word_list("amounts", "parts", "injured")
_BOOKING = word_list("amounts", "nonfigures", "booking")
_A = frozenset({"a", "an"})


def is_idle_one(parse: Parse, count: Count, before: Word | None, after: Word | None) -> bool:
    """Whether the count is the word "one" and claims nothing. `before` and `after` are the words beside it."""
    words = parse.words
    if words[count.core].lower != "one" or count.number_end != count.core + 1 or count.first != count.core:
        return False
    if (before is not None and before.lower == "by" and count.noun is None) or _is_booked_twice(parse, count):
        return True
    if before is not None and before.lower in {"from", "of", "in"} and count.object in _HOUSEHOLDS:
        return True  # five of them from one family
    end = min(count.last, len(words) - 2)
    if count.object in _HOUSEHOLDS and words[end].lower == "of" and words[end + 1].tag == "CD":
        return True  # one family of four are four
    of_some = after is not None and after.lower == "of"
    if before is not None and before.lower in _BEFORE_ONE and before.dep != "mark":
        return not (of_some and before.tag == "WDT")  # but "said that one boy was killed", "in which one of its men"
    is_such = before is not None and before.tag == "JJ" and count.noun is None
    if is_such and before is not None and (before.lower in _ORDINALS or words[before.i - 1].lower in _A):
        return True  # the first one fell on the school, the mission has become a deadly one
    if of_some and after is not None:
        behind = [w.lower for w in words[after.i + 1 : after.i + 3]]
        is_utmost = words[min(after.i + 2, len(words) - 1)].tag == "JJS"  # one of its deadliest raids
        return is_utmost or (behind[0] not in _OF_THEM and not (behind[0] == "the" and behind[-1] in _HURT))
    if after is not None and after.lower == "by" and words[after.i + 1].lower == "one":
        return True  # one by one
    if after is not None and after.lower in _AFTER_ONE:
        return True
    return count.noun is not None and not count.classes and not _is_all_there_is(parse, count.noun)


def _is_booked_twice(parse: Parse, count: Count) -> bool:
    """Whether a mistake of counting is explained: "one body had been registered at two hospitals"."""
    verb = parse.words[parse.words[count.noun].head] if count.noun is not None else None
    behind = parse.words[verb.i + 1 : verb.i + 6] if verb is not None and verb.lemma in _BOOKING else ()
    return any(w.tag == "CD" or w.lower == "twice" for w in behind)


def _is_all_there_is(parse: Parse, noun: int) -> bool:
    """Whether somebody says that there is but one thing: "there is one tap", "we had one loaf"."""
    verb = parse.words[parse.words[noun].head]
    subject = parse.child(verb.i, "expl", "nsubj")
    had = verb.lemma == "have" and parse.words[noun].dep == "dobj" and subject is not None and subject.pos == "PRON"
    return had or (verb.lemma == "be" and subject is not None and subject.dep == "expl")
