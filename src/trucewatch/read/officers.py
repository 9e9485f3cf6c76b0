"""Officers: where does the name of its holder stand behind an office, where the parse has not tied the two?

"The chairman of the council, NAME, told", "Inspector General of Police NAME", "Commander-in-chief NAME". Order and
commas tell. Part of `phrases`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.names import is_capital
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.countries import Countries

__all__ = ["Behind", "behind_comma", "behind_compound", "behind_naming", "behind_of", "one_by_name"]

Behind = tuple[int, int]
"""The first and last word of a name."""

# So many words an office has before the comma: "the director of public relations of the coast guard".
_OFFICE = 12
_NAMED = frozenset({"named", "called", "identified"})
_GIVING = frozenset({"gave", "given", "giving"})
# So many words stand between somebody and the name that they give: "a woman who gave her name only as".
_GIVEN = 9
_CHIEF = frozenset({"in", "chief", "-"})
_OF = frozenset({"for", "of"})
_FIELDS = word_list("roles", "body", "ministries") | word_list("roles", "body", "of_office")
# So many words stand in brackets behind an office: "Inspector General of Police (Kanker range) NAME".
_BRACKETS = 5


def behind_comma(parse: Parse, word: Word) -> Behind | None:
    """Return the name between commas behind a common noun: "the head of the hospital, NAME, said"."""
    words, end = parse.words, parse.sentence(word.i).last
    near = range(word.i + 1, min(word.i + _OFFICE, end))
    comma = next((j for j in near if words[j].pos == "VERB" or words[j].text in {",", ";"}), end)
    if comma + 1 >= end or words[comma].text != ",":
        return None
    if is_capital(word) and any(words[j].tag in {"CC", "CD"} for j in range(word.i + 1, comma)):
        return None
    first = comma + 1 + (words[comma + 1].lower == "the")
    last = first
    while last < end and (words[last].tag in {"NNP", "NNPS", "HYPH"} or words[last].lower in _OF):
        last += 1
    closed = last == end or words[last].text in {",", ".", ";"}
    return (first, last - 1) if last > first and closed else None


def one_by_name(parse: Parse, word: Word, nations: Countries) -> Behind | None:
    """Return the name of "one of them, NAME, said"."""
    named = behind_comma(parse, word) if word.dep == "nsubj" else None
    is_full = named is not None and named[0] < named[1] and nations.any(parse.words[named[1]].text) is None
    return named if is_full else None


def behind_of(parse: Parse, last: int) -> Behind | None:
    """Return NAME of "Inspector General of Police NAME", "Minister of Foreign Affairs NAME" by the office's word."""
    words = parse.words
    if last + 3 >= len(words) or words[last + 1].lower != "of" or not is_capital(words[last]):
        return None
    field = last + 2 + (words[last + 2].lower == "the")
    start = field
    while start + 1 < len(words) and (_is_field(words[start]) or (words[start].lower == "and" and start > field)):
        start += 1
    if start > field and words[start].text == "(":  # of Police (SP) NAME
        start = next((j + 1 for j in range(start, min(start + _BRACKETS, len(words))) if words[j].text == ")"), start)
    end = _run(parse, start)
    return (start, end - 1) if start > field and end - start >= 2 else None


def _is_field(word: Word) -> bool:
    """Whether a word in capitals tells what an office is for: Police, Defence, Foreign Affairs."""
    roles = role_words()
    return is_capital(word) and any(word.lower in known for known in (roles.bodies, roles.modifiers, _FIELDS))


def behind_compound(parse: Parse, last: int) -> Behind | None:
    """Return NAME of "Commander-in-chief NAME"."""
    words, start = parse.words, last + 1
    while start < len(words) and words[start].lower in _CHIEF:
        start += 1
    if start == last + 1 or words[start - 1].lower != "chief":
        return None
    end = _run(parse, start)
    return (start, end - 1) if end - start > 1 else None


def behind_naming(parse: Parse, word: Word) -> Behind | None:
    """Return NAME of "a resident named NAME" and "a woman who gave her name only as NAME"."""
    words, end = parse.words, parse.sentence(word.i).last
    start = word.i + 1
    if start < end and words[start].lower in _NAMED:
        start += 1 + (words[start].lower == "identified")
    else:
        near = range(start, min(start + _GIVEN, end))
        gave = next((j for j in near if words[j].lower in _GIVING), None)
        name = next((j for j in near if words[j].lower in {"name", "names"}), None)
        if gave is None or name is None or words[start].lower not in {"who", ","}:
            return None
        start = next((j + 1 for j in range(name, min(name + _GIVEN, end)) if words[j].lower in {"as", ","}), end)
    stop = min(_run(parse, start), end) if start < end else start
    return (start, stop - 1) if stop > start else None


def _run(parse: Parse, start: int) -> int:
    """Return the word behind a run of capitals."""
    end = start
    while end < len(parse.words) and is_capital(parse.words[end]):
        end += 1
    return end
