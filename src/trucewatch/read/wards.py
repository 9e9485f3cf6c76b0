"""Wards: where were those hurt whom a hospital counts?

"At Nasser Hospital in Khan Younis 20 bodies were counted": they died in the town, unless the hospital itself was
struck. The town is the one that the report tells with the hospital.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Place
    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse

__all__ = ["town_of_ward"]

# So many words may stand between a hospital and its town: "X Hospital in the town of Varos".
_NEAR = 4
_LINKS = word_list("toponyms", "before", "housing")
_CARRIED = word_list("toponyms", "before", "carrying")


def town_of_ward(parse: Parse, mentions: Sequence[Mention], found: Place) -> Place | None:
    """Return the town told with the hospital `found`, or None where it is none, was struck itself, or has none."""
    if found.name.lower().rsplit(" ", 1)[-1] not in toponym_words().wards:
        return None
    mine = [n for n, m in enumerate(mentions) if m.place.name == found.name and m.level == "site"]
    if any(_is_struck(parse, mentions[n]) for n in mine):
        return None
    for n in mine:
        for beside in (n + 1, n - 1):
            if 0 <= beside < len(mentions) and _is_home(parse, mentions[n], mentions[beside]):
                return mentions[beside].place
    return None


def _is_home(parse: Parse, ward: Mention, town: Mention) -> bool:
    """Whether a town is told as that of a hospital: "X Hospital in Varos", "Varos's X Hospital"."""
    if town.level not in {"city", "quarter", "district"} or town.story != ward.story:
        return False
    first, last = (ward.last, town.first) if town.first > ward.first else (town.last, ward.first)
    between = parse.words[first:last]
    return len(between) <= _NEAR and {w.lower for w in between} <= _LINKS


def _is_struck(parse: Parse, ward: Mention) -> bool:
    """Whether the hospital itself was hit: "shelling of X Hospital", "X Hospital was struck", "fell near it"."""
    topo, word = toponym_words(), parse.words[ward.head]
    above = parse.words[word.head]
    if word.dep in {"dobj", "nsubjpass"}:
        return above.lemma.lower() in topo.strike
    if above.pos != "ADP" or above.lower in _CARRIED:
        return False
    hook = parse.words[above.head]
    return hook.lemma.lower() in topo.event or hook.lemma.lower() in topo.strike
