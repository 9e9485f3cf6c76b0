"""Unlisted names: does the grammar around a name that no list holds make it a place?

"The shelling of Varos", "fled to Varos", "a clinic at Varos": one strikes, flees to and stands at places only.
Lowest of the reading of places, asked by `mentions`.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.gazetteer import Gazetteer

__all__ = [
    "goes_on",
    "is_any_such",
    "is_centre",
    "is_glued",
    "is_ground_name",
    "is_grounded",
    "is_in_list",
    "is_peopled",
    "is_placed",
    "is_side",
    "is_titled",
    "is_told",
    "is_wide_led",
    "lies_in",
    "shared_level",
    "told_level",
]

_ARTICLES = frozenset({"the", "a", "an"})
_OPENING = word_list("toponyms", "name", "opening")
_GROUNDS = word_list("toponyms", "after", "grounds")
_PLACING = word_list("toponyms", "before", "placing")
_TITLED = word_list("toponyms", "before", "titled")
_BESIDE = word_list("toponyms", "before", "beside")
_HELD = word_list("toponyms", "acts", "taking")
_TRAVEL = word_list("toponyms", "acts", "travel") | word_list("toponyms", "acts", "going")
_DROPPING = word_list("toponyms", "acts", "dropping")
_FALLING = word_list("toponyms", "acts", "falling") | word_list("toponyms", "acts", "event")
_GOING = word_list("toponyms", "before", "motion") | {"into", "through", "via"}
_EVENT = word_list("toponyms", "before", "of_event")
_STANDING = frozenset({"at", "outside", "near"})
_SIDES = word_list("toponyms", "name", "sides")
_WIDE = ("region", "district")
_BEARING = 8
_LIST = 9
_LISTING = 4
_LOCAL = {"city", "district", "quarter"}
_INCLUDING = word_list("toponyms", "before", "including")
# Only so many links are followed from a name in a list up to its head.
_LINKS = 3
# So many words of an apposition may come up to its noun.
_APPOSED = 5
# So many words stand between the names of a list.
_JOINTS = 2
_OPENERS = word_list("toponyms", "acts", "openers")
_BEFORE_HYPHEN = word_list("toponyms", "acts", "articles")
# So many words in brackets tell in which district and region a place lies.
_BRACKET = 8


def is_any_such(words: Sequence[Word], i: int) -> bool:
    """Whether word `i` only says what sort of building is meant: "a Buddhist pagoda", "two Catholic churches"."""
    before = words[i - 1] if i else None
    return words[i].tag == "JJ" or (before is not None and (before.lower in {"a", "an"} or before.tag == "CD"))


def is_glued(words: Sequence[Word], last: int, gazetteer: Gazetteer) -> bool:
    """Whether the name that ends before word `last` goes on behind a hyphen: no "Carrefour" in "Carrefour-Feuilles"."""
    if words[last - 1].lower in _OPENERS and _is_arabic(words, last):
        return True  # no "Wadi" in "Wadi al-Varos"
    if last + 1 >= len(words) or words[last].text not in {"-", "–"}:
        return False
    after = words[last + 1]
    is_tight = words[last].start == words[last - 1].end and after.start == words[last].end
    if is_tight and last + 2 < len(words) and words[last + 2].text == "-" and words[last + 2].start == after.end:
        return True  # no "Port" in "Port-au-prince"
    is_name = is_tight and after.text[:1].isupper() and after.tag in {"NNP", "NNPS"}
    return is_name and not gazetteer.lookup(after.text)  # the border of two towns is both towns'


def _is_arabic(words: Sequence[Word], at: int) -> bool:
    """Whether an article and a name that hangs on it by a hyphen stand from word `at` on: "al-Varos"."""
    if at + 2 >= len(words) or words[at].lower not in _BEFORE_HYPHEN or words[at + 1].text != "-":
        return False
    return words[at + 1].start == words[at].end and words[at + 2].text[:1].isupper()


def is_in_list(words: Sequence[Word], first: int, last: int, before: int | None) -> bool:
    """Whether a name goes on with a list of places, the last of which ended before word `before`: "in A, B and C"."""
    if before is None or last >= len(words) or not 1 <= first - before <= _JOINTS:
        return False
    if any(w.text not in {",", "and"} for w in words[before:first]):
        return False
    is_named = all(w.tag == "NNP" for w in words[first:last])
    after = words[last]
    is_end = after.text in {",", ".", ";"} or after.lower in _PLACING | {"and", "on"} or after.pos in {"VERB", "AUX"}
    if last - first > 1 and words[first - 1].text == "," and last + 1 < len(words) and words[last + 1].tag == "DT":
        return False  # "at the gate, John Doe, a tailor"
    is_joined = words[last - 1].dep == "conj" or (last - first == 1 and words[first].dep == "appos")
    return is_named and is_end and is_joined


def _is_listed_so(words: Sequence[Word], first: int) -> bool:
    """Whether a name opens a list of places: "the worst hit villages include Varos", "towns such as Kolo"."""
    at = first - 1
    if at < _LISTING or words[at].lower not in _INCLUDING:
        return False
    at -= words[at].lower == "as"
    places = (words[k] for k in range(at - 1, max(-1, at - _LISTING), -1))
    return any(w.tag == "NNS" and toponym_words().after.get(w.lower) in _LOCAL for w in places)


def is_grounded(words: Sequence[Word], first: int, noun: int) -> bool:
    """Whether a noun as wide as "area" tells of ground: "in the Varos area", "at Varos community"; not "the X site"."""
    if words[noun].lower not in _GROUNDS or words[noun].text[:1].isupper():
        return False
    at, topo = first - 1, toponym_words()
    while at > max(0, first - _LIST) and (words[at].text in {",", "and", "-"} or words[at].tag == "NNP"):
        at -= 1
    is_people = words[noun].lemma.lower() == "community"
    if at > 0 and words[at].lower == "the" and not is_people:
        at -= 1
    if at > 0 and words[at].lower == "of" and topo.after[words[noun].lower] == "district":
        return words[at - 1].lemma.lower() in topo.neighbours | topo.portion | topo.event | _HELD
    is_overrun = words[noun].tag == "NNS" and words[at].lemma.lower() in topo.overrun
    return at >= 0 and (is_overrun or words[at].lower in _PLACING | {"from"})


def is_peopled(words: Sequence[Word], first: int, noun: int) -> bool:
    """Whether a noun says of people, or of a paper, what it may say of ground: "the Kolo community", "Varos Post"."""
    if words[noun].lemma.lower() == "community":
        return not is_grounded(words, first, noun)
    is_site = words[noun].lower in _GROUNDS and toponym_words().after[words[noun].lower] == "site"
    return is_site and words[noun].text[:1].isupper()


def lies_in(words: Sequence[Word], name: tuple[int, int], noun: int, level: str) -> bool:
    """Whether "of" behind a noun names what the place lies in: "the Varos district of Kolo", no "city of Kolo"."""
    first, last = name
    if noun + 1 >= len(words) or words[noun + 1].lower != "of" or words[last - 1].tag != "NNP":
        return False
    is_led = first > 0 and words[first - 1].pos == "ADP"
    return level in {"district", "region", "quarter"} or (level == "city" and is_led)


def is_centre(words: Sequence[Word], i: int, limit: int) -> bool:
    """Whether word `i` after a name makes it the middle of that town, not a body: "Strelsau Centre"."""
    if words[i].lower not in toponym_words().centres or not words[i].text[:1].isupper():
        return False
    after = words[i + 1] if i + 1 < limit else None
    return after is None or not (after.text[:1].isupper() or after.lower in {"for", "of", "'s", "’s"})


def goes_on(words: Sequence[Word], i: int, limit: int) -> bool:
    """Whether a noun, or "of" and a name, follows the noun before word `i` in a sentence that ends at `limit`."""
    if i >= limit:
        return False
    is_of = words[i].lower == "of" and i + 1 < limit and words[i + 1].text[:1].isupper()
    return is_of or words[i].tag in {"NN", "NNS", "NNP"}


def is_ground_name(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a name in capitals ends like one of a stretch of land and stands like one: "in the East Kolo Zone"."""
    is_led = first > 1 and words[first - 1].lower == "the" and words[first - 2].lower in _PLACING | {"of", "from"}
    is_ground = words[last - 1].lower in _GROUNDS and toponym_words().after[words[last - 1].lower] in _WIDE
    return is_led and is_ground and words[first].tag == "NNP"


def is_side(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a name begins with a bearing, as those of wide places do: "Lower Kolo", "North Varos"."""
    return last - first > 1 and words[first].lower in _SIDES and words[last - 1].lower not in _SIDES


def is_wide_led(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether an article and a preposition lead to such a name in the plural: "in the Southern Kolos"."""
    is_led = first > 1 and words[first - 1].lower == "the" and words[first - 2].lower in _PLACING | {"of", "from"}
    is_many = words[last - 1].tag == "NNPS" or (words[last].lower == "of" and words[last - 1].text[-1:] == "s")
    return is_led and is_many


def _opens_place(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a name begins with what it is behind a preposition ("toward Mount Varos"), or is told "nearby"."""
    is_such = last - first > 1 and words[first].lower in _OPENING
    is_led = first > 0 and words[first - 1].pos == "ADP" and words[first - 1].lower != "by"
    return (is_such and is_led) or (first > 0 and words[first - 1].lower in _BESIDE)


def shared_level(words: Sequence[Word], last: int) -> str | None:
    """Return what a plural noun calls the first names of a list: "the Varos and Kolo Vadu areas" → district."""
    if words[last].text not in {",", "and"}:
        return None
    is_counted = False
    for word in words[last + 1 : last + _LIST]:
        is_counted = is_counted or (word.tag == "CD" and words[word.i - 1].text == ",")  # "A and B, two villages"
        if is_counted and word.tag in {"CD", "JJ"}:
            continue
        if word.tag in {"NNS", "NNPS"} and not word.text[:1].isupper():
            level = toponym_words().after.get(word.lower)
            return level if level in {"city", "district", "quarter", "region"} else None
        if not word.text[:1].isupper() and word.text not in {",", "and", "-"}:
            return None
    return None


def _is_pinned(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether the words behind a name tell where it lies: "at Varos, 20 km north of Goma", "around Varos, in Kivu"."""
    before = words[first - 1].lower if first else ""
    is_reached = first > 0 and words[first - 1].pos == "VERB"
    if last + 2 >= len(words) or not (is_reached or before in _PLACING | {"from", "to", "on"}):
        return False
    if words[last].text == "(" and _is_named(words, last + 1):  # "a raid on Varos (Kolo district)"
        aside = words[last + 1 : last + 1 + _BRACKET]
        inner = list(takewhile(lambda w: w.text != ")", aside))
        return len(inner) < len(aside) and any(toponym_words().after.get(w.lower) in _WIDE for w in inner)
    at = last + (words[last].text == ",")
    if before in _PLACING and at > last and words[at].lower == "where":
        return words[at + 1].tag != "PRP"
    if before in _PLACING and words[at].lower in {"in", "near"}:
        is_wide = any(toponym_words().after.get(w.lower) in _WIDE for w in words[at + 2 : at + 6])
        return (at > last or is_wide or before == "at") and _is_named(words, at + 1)
    return _is_bearing_told(words, at)


def _is_named(words: Sequence[Word], at: int) -> bool:
    """Whether a name that may be a place's begins at word `at`, or behind "the" there."""
    at += at + 1 < len(words) and words[at].lower == "the"
    is_name = at < len(words) and words[at].text[:1].isupper() and words[at].tag in {"NNP", "NNPS"}
    return is_name and words[at].lower not in toponym_words().never


def _is_bearing_told(words: Sequence[Word], at: int) -> bool:
    """Whether from word `at` on stands a bearing or a distance: "some 20 km to the north of Goma", "5 km from Goma"."""
    topo, is_far = toponym_words(), False
    for k in range(at, min(at + _BEARING, len(words) - 2)):
        lower = words[k].lower
        if lower in topo.near_of and words[k + 1].lower in {"of", "from"}:
            return _is_named(words, k + 2)
        if lower == "from" and is_far:
            return _is_named(words, k + 1)
        is_far = is_far or lower in topo.lengths
        is_part = words[k].tag in {"CD", "RB", "IN", "HYPH"} or lower in topo.lengths | {"some", "the", "a", "to"}
        if not is_part and not lower[:1].isdigit():
            return False
    return False


def told_level(words: Sequence[Word], last: int) -> str | None:
    """Return what an apposition calls the name that ends before word `last`: "Varos, a small town in X" → city."""
    if last + 3 >= len(words) or words[last].text != "," or words[last + 1].lower not in {"a", "an", "the", "another"}:
        return None
    for word in words[last + 2 : last + 2 + _APPOSED]:
        level = toponym_words().after.get(word.lower)
        if level in {"city", "district", "quarter"} and word.tag == "NN":
            return level if words[word.i + 1].tag not in {"NN", "NNP"} else None
        if word.tag not in {"JJ", "NN", "NNP", "HYPH", "VBN", "RB", "JJS"}:
            return None
    return None


def is_titled(run: Sequence[Word], before: Word | None) -> bool:
    """Whether a title opens a town's name, by the word before it: "in Sheikh Varos", not "by Sheikh Varos"."""
    is_title = len(run) > 1 and run[0].lower in _TITLED
    return is_title and before is not None and before.lower in _PLACING


def is_told(parse: Parse, first: int, last: int) -> bool:
    """Whether the words before and behind a name on no list, with no article, make it a place."""
    words = parse.words
    is_name = all(w.tag == "NNP" or w.text == "-" for w in words[first:last])
    if not is_name or (first and words[first - 1].lower in _ARTICLES):
        return False
    is_shown = _opens_place(words, first, last) or _is_listed_so(words, first)
    if is_shown or _is_pinned(words, first, last) or is_placed(parse, last - 1):
        return True
    behind = words[last : last + 2]
    if len(behind) < 2:
        return False
    # "as does Fambita, where 44 were killed", "a camp at Mir Ali in North Varos"
    is_scene = behind[0].text == "," and behind[1].lower == "where"
    is_within = behind[0].lower == "in" and behind[1].tag in {"NNP", "NNPS"}
    return is_scene or (is_within and first > 0 and words[first - 1].lower == "at")


def is_placed(parse: Parse, head: int) -> bool:
    """Whether the name whose head is word `head` stands where the text puts a place."""
    topo = toponym_words()
    word = parse.words[head]
    for _ in range(_LINKS):
        if word.dep not in {"conj", "appos"} or word.head == word.i:
            break
        word = parse.words[word.head]
    above = parse.words[word.head]
    if word.dep == "dobj":
        return above.lemma in topo.overrun
    if word.dep != "pobj":
        return False
    hook = parse.words[above.head]
    prep, lemma = above.lower, hook.lemma.lower()
    is_out = prep == "of" and hook.lower == "out" and parse.words[hook.head].lemma.lower() in _TRAVEL
    is_fallen = prep in {"on", "onto"} and lemma in _DROPPING and _is_missile(parse, hook)
    if is_out or is_fallen or (prep in _GOING and lemma in _TRAVEL):
        return True
    if prep == "between" and lemma in topo.roads:
        return True
    if hook.pos in {"NOUN", "PROPN"} and prep in _EVENT and lemma in topo.event - topo.wide_event:
        return True
    if prep == "at" and hook.pos in {"NOUN", "PROPN"} and _is_in_blow(parse, hook):
        return True
    if prep not in _STANDING:
        return False
    if hook.lower in topo.again_city or hook.lower in topo.buildings:
        return True
    # "shot dead six traders at X"
    verb = parse.words[hook.head] if hook.dep in {"dobj", "nsubj", "nsubjpass"} else hook
    struck = verb.lemma.lower()
    return verb.pos == "VERB" and (struck in topo.strike or struck in topo.happening)


def _is_in_blow(parse: Parse, thing: Word) -> bool:
    """Whether a thing is part of what a blow hit: "jets pounded yards full of machines at X"."""
    topo = toponym_words()
    verb = next((w for w in parse.ancestors(thing.i) if w.pos == "VERB" and w.tag != "VBN"), None)
    return verb is not None and verb.lemma.lower() in topo.strike


def _is_missile(parse: Parse, verb: Word) -> bool:
    """Whether what falls is a shell or the like: "two grenades were dropped on X", and no blame."""
    things = (parse.child(verb.i, dep) for dep in ("nsubj", "nsubjpass", "dobj"))
    is_loose = verb.tag == "VBN" and verb.dep == "acl" and parse.words[verb.head].lemma.lower() in _FALLING
    return is_loose or any(w is not None and w.lemma.lower() in _FALLING for w in things)
