"""Relatives: which second verb goes on with a relative clause, though the small parser joins it to the main verb?

"… an attack, in which 1,200 were killed and 251 others were taken hostage": both did in the attack. Beside `mends`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Word

__all__ = ["mend_relatives"]

_RELATIVES = word_list("grammar", "pronouns", "relative")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# The subject of the second verb has so many words at most: "251 others", "some 40 of the wounded".
_SUBJECT = 7


def mend_relatives(words: list[Word], first: int) -> None:
    """Join a verb with a counted subject of its own to the relative clause right before it, in one sentence."""
    for n in range(first + 2, len(words)):
        verb = words[n]
        if verb.dep != "conj" or verb.tag not in {"VBN", "VBD"} or verb.head >= n:
            continue
        above = _relative(words, first, n)
        if above is not None and above != verb.head:
            words[n] = verb._replace(head=above)


def _relative(words: list[Word], first: int, n: int) -> int | None:
    """Return the verb of the relative clause that word `n` goes on with, None where it goes on with none."""
    verb = words[n]
    subject = next((w for w in words[max(first, n - _SUBJECT) : n] if w.head == n and w.dep in _SUBJECTS), None)
    if subject is None or not any(w.tag == "CD" and w.head == subject.i for w in words[max(first, n - _SUBJECT) : n]):
        return None
    cc = next((k for k in range(subject.i, max(first, subject.i - _SUBJECT), -1) if words[k].lower == "and"), None)
    if cc is None or words[cc - 1].text == ",":
        return None
    above = words[cc - 1]
    while above.dep != "relcl" and above.head != above.i and above.head > verb.head:
        above = words[above.head]
    opened = any(w.lower in _RELATIVES for w in words[verb.head : above.i])
    same = _is_passive(words, above.i) == _is_passive(words, n)
    return above.i if above.dep == "relcl" and above.i > verb.head and opened and same else None


def _is_passive(words: list[Word], n: int) -> bool:
    return any(w.head == n and w.dep == "auxpass" for w in words[max(0, n - _SUBJECT) : n])
