"""Claimants: whose claim is a figure? Its statement's source, whoever goes on speaking around it, else the outlet.

What a speaker says and what the report adds to it stand in one sentence: "… in Ostrel, 60 km to the north, X said".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind, Mode, Source
from trucewatch.read.names import core_of, full_span
from trucewatch.read.rivals import BACK, moved
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.objects import PEOPLE
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Statement
    from trucewatch.read.drafts import Draft
    from trucewatch.read.figures import Scene
    from trucewatch.read.grammar import Word
    from trucewatch.read.spoken import Spoken

__all__ = ["claimant"]

OUTLET = Source("outlet")
_DIVIDING = word_list("grammar", "openers", "dividing")
_QUOTES = frozenset("\"'“‘")
_AROUND = word_list("cues", "parts", "around")
_BORDERS = word_list("cues", "parts", "borders")
_WAYS = word_list("cues", "parts", "ways")
_RELATIVES = frozenset({"which", "who", "whose"})
_CASUALTIES = frozenset({FigureKind.TOLL, FigureKind.RAID})
_CHANGE = word_list("amounts", "frames", "change") | {"become"}
_RECEIVING = word_list("cues", "parts", "receiving")
_HOUSES = word_list("cues", "parts", "houses")
_PUBLISHING = word_list("cues", "parts", "publishing")
_LISTING = word_list("cues", "parts", "listing")
_TALLIES = word_list("amounts", "tallies", "nouns")
_THOSE = frozenset({"they", "these", "those"})
_HOPS = 4
"""So many words above a number at most stands the noun that calls it somebody's count."""
_BARE = 6
"""Words behind a semicolon before another number of the same count at most."""
_NEAR = 3
"""Words behind a length within which a point of the compass tells that it is a distance."""


def claimant(scene: Scene, spoken: Spoken, one: Draft, drafts: Sequence[Draft]) -> Source:
    """Return who claims a figure: its statement's source, also in the tail behind the cue, else the outlet.

    "… hit homes, said district chief Rattanawong, damaging 17 houses": the tail is still his.
    """
    said = spoken.holding(one.start, one.end)
    if said is not None:
        beside = _is_only_told_around(scene, said, one) or _is_told_by_the_way(scene, said, one)
        return OUTLET if beside else said.source
    sentence = scene.parse.sentences[one.sentence]
    before = [
        s
        for s in spoken.beginning(sentence.start, one.start)
        if s.cue is not None and s.content.end <= s.cue.start < one.start < sentence.end
    ]
    found = _behind(scene, before[-1], one) if before else _listed_by(scene, spoken, one)
    if not before:
        found = found or _of_whole(scene, spoken, one, drafts) or _of_the_rest(scene, spoken, one, drafts)
        found = found or _of_moved(scene, spoken, one, drafts)
    found = found or _joined_to(scene, spoken, one) or _among_them(scene, spoken, one, drafts)
    return found or _counted_by(scene, one) or _received_by(scene, one) or OUTLET


def _behind(scene: Scene, told: Statement, one: Draft) -> Source | None:
    """Return the source of a statement before a figure, where the figure still belongs to what it tells."""
    verb = next((w for w in scene.parse.ancestors(one.count.core) if w.pos in {"VERB", "AUX"}), None)
    tail = verb is not None and verb.tag == "VBG" and verb.dep == "advcl" and verb.start > told.content.end
    return told.source if tail or _goes_on(scene, told, one) else None


def _counted_by(scene: Scene, one: Draft) -> Source | None:
    """Return whose count a number is: "the air force's claim of 30 killed", "X, whose count of 27 …"."""
    parse = scene.parse
    above = list(parse.ancestors(one.count.core))
    verb = next((w for w in above if w.pos in {"VERB", "AUX"}), None)
    subject = parse.subject(verb.i) if verb is not None and verb.lemma in _CHANGE else None
    first = one.count.first
    before = parse.words[first - 2 : first - 1] if first > 1 and parse.words[first - 1].lower == "of" else ()
    for noun in (*above[:_HOPS], *before, *([subject] if subject is not None else [])):
        named = (
            noun.lower in cue_words().counts or noun.lower in cue_words().claims or noun.lower in cue_words().summaries
        )
        if noun.tag[:2] != "NN" or not named:
            continue
        owner = parse.child(noun.i, "poss") or _publisher(scene, noun)
        if owner is not None and owner.tag == "WP$":
            clause = next((w for w in parse.ancestors(noun.i) if w.dep == "relcl"), None)
            owner = parse.words[clause.head] if clause is not None else None
        if owner is not None:
            return _named(scene, owner)
    return None


def _publisher(scene: Scene, noun: Word) -> Word | None:
    """Return who put a list or count out: "the office published a list of 75 breaches"."""
    verb = scene.parse.words[noun.head]
    is_put_out = noun.dep == "dobj" and verb.pos == "VERB" and verb.lemma in _PUBLISHING
    subject = scene.parse.subject(verb.i) if is_put_out else None
    return None if subject is None or subject.tag[:2] != "NN" else subject


def _received_by(scene: Scene, one: Draft) -> Source | None:
    """Return the named hospital that took the people counted in: "St. Mary's Hospital received 20 bodies"."""
    if not one.count.classes & (PEOPLE | {"body"}) and one.kind is not FigureKind.TOLL:
        return None
    for verb in scene.parse.ancestors(one.count.core):
        if verb.pos == "VERB" and verb.lemma in _RECEIVING:
            house = scene.parse.child(verb.i, "nsubj")
            if house is not None and house.tag in {"NNP", "NNPS"} and house.lower in _HOUSES:
                return _named(scene, house)
    return None


def _named(scene: Scene, head: Word) -> Source | None:
    first, last = full_span(scene.parse, core_of(scene.parse, head.i))
    return scene.cast.resolve(first, last + 1, head.i)


def _is_only_told_around(scene: Scene, said: Statement, one: Draft) -> bool:
    """Whether a headline tells of itself what came before: "X says truce holds after strikes that killed nine"."""
    sentence = scene.parse.sentences[one.sentence]
    if scene.blocks[sentence.block].kind != "heading" or said.cue is None or said.cue.start > one.start:
        return False
    if scene.parse.text[said.content.start : said.content.start + 1] in _QUOTES:
        return False
    return any(w.lower in _AROUND for w in scene.parse.words_in(said.content.start, one.start)[1:])


def _is_told_by_the_way(scene: Scene, said: Statement, one: Draft) -> bool:
    """Whether a sentence adds of its own what lies around what is said: how long a border is, ", which has 60 beds"."""
    if said.mode is Mode.DIRECT or _is_in_marks(scene, said, one):
        return False
    return _is_lie_of_the_land(scene, one) or _is_in_aside(scene, said, one)


def _is_in_marks(scene: Scene, said: Statement, one: Draft) -> bool:
    ahead = scene.parse.text[said.content.start : one.start]
    return ahead.count("“") > ahead.count("”") or ahead.count('"') % 2 == 1


def _is_lie_of_the_land(scene: Scene, one: Draft) -> bool:
    """Whether a length is that of a border or a way between places: "the 800-km frontier", "45 km west of …"."""
    if "distance" not in one.count.classes:
        return False
    behind = [w.lower for w in scene.parse.words[one.count.number_end : one.count.last + _NEAR]]
    return bool(_BORDERS & set(behind)) or bool(_WAYS & set(behind))


def _is_in_aside(scene: Scene, said: Statement, one: Draft) -> bool:
    """Whether a clause with ", which" before the saying tells something of one who is named."""
    if said.cue is None or said.cue.start < one.start:
        return False
    words = scene.parse.words
    clause = next((w for w in scene.parse.ancestors(one.count.core) if w.dep == "relcl"), None)
    if clause is None:
        return False
    first = scene.parse.edges(clause.i)[0]
    named = words[clause.head].tag in {"NNP", "NNPS"}
    return named and words[first].lower in _RELATIVES and words[first - 1].text == ","


def _of_whole(scene: Scene, spoken: Spoken, one: Draft, drafts: Sequence[Draft]) -> Source | None:
    """Return who claims the whole whose parts a sentence lists without naming anybody: they add up to it."""
    whole = drafts[one.part_of] if one.part_of is not None else None
    sentence = scene.parse.sentences[one.sentence]
    if whole is None or whole.sentence + 1 != one.sentence:
        return None
    if any(s.cue is not None and sentence.start <= s.cue.start < sentence.end for s in scene.statements):
        return None
    said = spoken.holding(whole.start, whole.end)
    return said.source if said is not None else None


def _among_them(scene: Scene, spoken: Spoken, one: Draft, drafts: Sequence[Draft]) -> Source | None:
    """Return who claims the whole told right before in the sentence: "spoke of 722 dead, among them 285 civilians"."""
    whole = drafts[one.part_of] if one.part_of is not None else None
    if whole is None or whole.sentence != one.sentence or whole.start > one.start:
        return None
    said = spoken.holding(whole.start, whole.end)
    between = any(s.cue is not None and whole.end < s.cue.start < one.start for s in scene.statements)
    if said is None or said.mode is Mode.DIRECT or between:
        return None
    return claimant(scene, spoken, whole, drafts)


def _of_moved(scene: Scene, spoken: Spoken, one: Draft, drafts: Sequence[Draft]) -> Source | None:
    """Return who told the number that is said to have moved: "… crossed by noon, X said. The day before it was 40"."""
    if not moved(scene.parse, one):
        return None
    sentence = scene.parse.sentences[one.sentence]
    if any(s.cue is not None and sentence.start <= s.cue.start < sentence.end for s in scene.statements):
        return None
    alike = (d for d in reversed(drafts) if d.end < sentence.start and (d.kind, d.measure) == (one.kind, one.measure))
    last = next(alike, None)
    return claimant(scene, spoken, last, drafts) if last is not None and one.sentence - last.sentence <= BACK else None


def _joined_to(scene: Scene, spoken: Spoken, one: Draft) -> Source | None:
    """Return who told the words right before, where no verb divides: "put the dead at 40 and the displaced at 900"."""
    sentence = scene.parse.sentences[one.sentence]
    told = [s for s in spoken.beginning(sentence.start, one.start) if s.content.end <= one.start]
    if not told or told[-1].mode is Mode.DIRECT or told[-1].cue is None or told[-1].cue.end > told[-1].content.start:
        return None
    between = scene.parse.words_in(told[-1].content.end, one.start)
    opening = [w.lower for w in between[:2]]
    if opening[:1] == [";"]:  # "counted 74 drones; 41 were shot down and 20 fell"
        bare = one.count.noun is None and scene.blocks[sentence.block].kind != "heading"
        return told[-1].source if bare and len(between) <= _BARE else None
    verbs = any(w.tag[:2] in {"VB", "MD"} for w in between)
    is_subject = scene.parse.words[one.count.noun or one.count.core].dep in {"nsubj", "nsubjpass"}
    goes_on = opening == [",", "after"] or (opening[:1] == ["and"] and not is_subject)
    return told[-1].source if goes_on and not verbs else None


def _of_the_rest(scene: Scene, spoken: Spoken, one: Draft, drafts: Sequence[Draft]) -> Source | None:
    """Return who told the sentence before of those whom this one divides.

    "Of the dead, …", "Another 12 are …", "They include …".
    """
    parse, number = scene.parse, one.sentence
    if number == 0 or parse.sentences[number - 1].block != parse.sentences[number].block:
        return None
    before, here = parse.sentences[number - 1], parse.sentences[number]
    opening = [w.lower for w in parse.words[here.first : here.first + 4]]
    counted = parse.words[here.first].tag == "CD" and opening[1:3] == ["of", "the"]
    counted = counted or _counts_on(scene, one) or (opening[0] in _THOSE and bool(_LISTING & set(opening[1:2])))
    counted = counted or (opening[1:2] != [] and opening[1] in _TALLIES and bool(_LISTING & set(opening[2:3])))
    if not counted and (opening[0] not in _DIVIDING or one.count.quantity.form == "implied"):
        return None
    if any(s.cue is not None and here.start <= s.cue.start < here.end for s in scene.statements):
        return None
    told = spoken.beginning(before.start, before.end)
    if told:
        return told[-1].source
    return next((found for d in drafts if d.sentence + 1 == number and (found := _counted_by(scene, d))), None)


def _counts_on(scene: Scene, one: Draft) -> bool:
    """Whether a sentence opens with a number that has no noun, so that it counts on: "More than 300 were hurt"."""
    here = scene.parse.sentences[one.sentence]
    words = scene.parse.words
    noun = one.count.noun
    if one.kind not in _CASUALTIES or one.count.quantity.form == "implied":
        return False
    opening = next((i for i in range(here.body, here.last) if words[i].tag == "CD"), None)
    hedged = opening is not None and all(
        w.tag in {"JJR", "IN", "RB", "RBR", "JJS", "RBS", "DT"} for w in words[here.body : opening]
    )
    if opening is None or not hedged:
        return False
    if one.count.core == opening:
        return noun is None or words[noun].lower == "others"
    first = words[opening + 1]
    return first.tag in {"VBD", "VBP", "VBZ", "MD"}


_BULLETS = ("•", "-", "–", "—", "*", "·", "▪", "●", "‣")


def _listed_by(scene: Scene, spoken: Spoken, one: Draft) -> Source | None:
    """Return who speaks the sentence that opens a list, for a figure in one of its points: "…, Israel has:"."""
    number = scene.parse.sentences[one.sentence].block
    text = scene.parse.text
    while number > 0 and text[scene.blocks[number].start : scene.blocks[number].end].lstrip().startswith(_BULLETS):
        number -= 1
        lead = scene.blocks[number]
        if text[lead.start : lead.end].rstrip().endswith(":"):
            said = spoken.beginning(lead.start, lead.end)
            return said[-1].source if said else None
    return None


def _goes_on(scene: Scene, told: Statement, one: Draft) -> bool:
    """Whether a cue only interrupts what is told: "94 were hurt, he noted, of whom 18 are minors"."""
    if told.cue is None:
        return False
    end = max(told.cue.end, told.source.end or 0)
    text = scene.parse.text
    return text[end : end + 3].lstrip()[:1] in {",", "–", "—", ":", ";"} and not any(
        s.cue is not None and end < s.cue.start < one.end for s in scene.statements if s is not told
    )
