"""Datelines: where does the head of a story end that says only where, when and by whom it was filed?

"CITY, Country, May 2 (Agency) —", "City (Agency).–", "May 2 (Agency) -", "CITY, May 2. /Agency/.", "City – The …":
those words are the outlet's own, so the grammar parses what follows them apart. Works on text alone.
"""

from __future__ import annotations

import re

from trucewatch.read.absolute import written_dates
from trucewatch.vocab.actors import actors
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

__all__ = ["dateline_end"]

_MONTH = "(?:" + "|".join(sorted(calendar().months, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:" + "|".join(calendar().weekdays) + ")"
_DATE = (
    rf"(?:(?i:{_WEEKDAY}),?\s+)?(?:(?i:{_MONTH})\s*\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?i:{_MONTH}))"
    r"(?:[,.]?\s+\d{2,4})?"
)
_CAPS = r"(?=[A-Z'’`. -]{4})[A-Z][A-Z'’`.-]{2,}(?:[ -][A-Z][A-Z'’`.-]*){0,3}"
_TITLE = r"[A-Z][\w'’`-]+(?:[ ](?:[A-Z][\w'’`-]*|de|la|el|al|du|des|le|of)\b){0,3}"
_MORE = rf"(?:\s*[,/]\s*(?:{_TITLE}|{_CAPS}|[A-Z]\.[A-Z]\.|[A-Z][a-z]+\.)){{0,4}}"
_AGENCY = r"(?:\((?:[A-Z][^()\n]{1,44}|[a-z]{2,4})\)|/[A-Z][^/\n]{1,25}/)"
# "(Agency) -More than nine": the space behind the dash is often lost behind an agency's bracket.
_DASH = r"(?:--+|[—–―]|-(?=\s)|(?<=\) )-(?=[A-Z“\"]))"
_RULE = rf"\s*[.:,]?\s*{_DASH}+\s*"
_END = rf"(?:{_RULE}|\s*[:|]\s*)"
# Text of old wires goes on with its own marks: "-- [TEXT]".
_TAGS = r"(?:\[[A-Z ]{3,20}\]\s*)*"
_BREAK = r"[.,:]?\s*"
_DATED = rf"{_BREAK}{_DATE}"
_FORMS = (
    rf"(?:{_TITLE}|{_CAPS}){_MORE}{_DATED}(?:{_BREAK}{_AGENCY})?{_END}",
    rf"(?:{_TITLE}|{_CAPS}){_MORE}{_BREAK}{_AGENCY}{_DATED}{_END}",
    rf"{_CAPS}{_MORE}{_BREAK}{_AGENCY}{_END}",
    rf"{_TITLE}{_MORE}{_BREAK}{_AGENCY}{_RULE}",
    rf"(?:{_TITLE}|{_CAPS}){_MORE}\s*\|\s*[A-Z][\w ]{{2,20}}\s*\|\s*",
    rf"(?:{_TITLE}|{_CAPS}){_MORE}{_DATED}{_BREAK}(?:/[A-Z][^/\n]{{1,25}}/|[A-Z][A-Z-]{{2,}}[A-Z])\s*[.:,–-]+\s",
    rf"(?:{_TITLE}|{_CAPS}){_MORE}{_DATED}\s*{_AGENCY}\.?\s+(?=[A-Z“\"])",
    rf"(?:{_TITLE}|{_CAPS}){_MORE}\s*(?:,|{_DASH})\s*[A-Z][A-Z-]{{2,}}[A-Z]\s*{_DASH}\s*",
    rf"{_DATE}\s*{_AGENCY}{_END}",
    rf"{_CAPS}{_MORE}{_DATED}\.\s+(?=[A-Z“\"])",
    rf"{_AGENCY}\s*{_DASH}\s*",
)
_SURE = re.compile(r"\W{0,3}(?:" + "|".join(_FORMS) + ")" + _TAGS)
_LABELS = word_list("grammar", "openers", "labels")
_PLAIN = "|".join(sorted(word_list("grammar", "openers", "plain")))
# Each form has one of these marks among its first words: three marks, two places of four words with two more each.
_MARKED = re.compile(r"[\d—–―:|/(]|--|-(?=\s)")
_OPENING = re.compile(r"\s*(?:\S+\s+){0,24}\S*")
# A place alone is one only in capitals before a dash or colon, or before a dash and the plain start of a sentence.
_PLACE = re.compile(
    rf"\W{{0,3}}(?:{_CAPS}{_MORE}\s*(?:{_DASH}|:(?=\s))\s*"
    rf"|{_TITLE}(?:,\s{_TITLE})?\s(?:--|[—–-])\s(?=(?:{_PLAIN})\s))"
)
# In the first paragraph of a story a town may stand before a colon: "Varos: Two men …".
_TOWN = re.compile(rf"{_TITLE}\s?:\s(?=(?:{_PLAIN})\s)")


def dateline_end(text: str, start: int, end: int, *, opens: bool = False) -> int:
    """Return the offset where what is told begins in a paragraph that may open with a dateline, else `start`.

    `opens`: it is the first paragraph of a story, where "Varos: Two men were killed …" is one too.
    """
    opening = _OPENING.match(text, start, end)
    if opening is None or _MARKED.search(text, start, opening.end()) is None:
        return start
    found = _SURE.match(text, start, end)
    if found is None and not text[start:end].isupper():
        found = _PLACE.match(text, start, end)
        if found is None and opens and (found := _TOWN.match(text, start, end)) is not None:
            found = None if _is_label(found[0]) else found
    if found is None or found.end() >= end or _speaks(found[0]) or _is_point(found[0]):
        return start
    return found.end()


def _is_label(head: str) -> bool:
    """Whether a word before a colon says what sort of text follows, or is a land's: "Analysis: Two years of war"."""
    name = head.strip(" \u00a0:")
    is_land = countries().any(name) is not None and countries().capital(name) is None
    return is_land or any(w in toponym_words().not_places or w in _LABELS for w in name.lower().split())


def _is_point(head: str) -> bool:
    """Whether only a day stands before a colon: a point of a digest, "16 August: Two were killed"."""
    bare = head.rstrip(" \u00a0")
    days = written_dates(bare)
    return bare.endswith(":") and len(days) == 1 and days[0].start == 0 and days[0].end == len(bare) - 1


def _speaks(head: str) -> bool:
    """Whether it is a body and no place that stands before the dash or colon: "UNRWA: nine killed"."""
    known = actors().named(head.strip(" \u00a0-—–―:"))
    return known is not None and not known.is_person
