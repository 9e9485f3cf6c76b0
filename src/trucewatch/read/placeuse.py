"""Use of a place's name: does it say where something happens, or stand for a government, a speaker, a desk?

"Moscow said" and "Russia launched" are actors, "told reporters in Bangkok" and a dateline say where somebody
speaks, "in Moscow" and "attacked Ukraine" say where things happen. Decided from the grammar around the name.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from trucewatch.read.mentions import is_speech
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Sentence, Word

__all__ = ["dateline_end", "governor", "is_actor", "is_aside", "is_personal"]

_GIVEN = word_list("toponyms", "before", "given")
_MOTION = word_list("toponyms", "before", "motion")
_PAPERS, _MASTHEADS = word_list("toponyms", "acts", "papers"), word_list("toponyms", "acts", "mastheads")
_PARTS = frozenset({"compound", "poss", "nmod", "amod"})
_COMING = word_list("toponyms", "acts", "coming")
_HOUSED = word_list("toponyms", "acts", "housed")


def governor(parse: Parse, head: int) -> tuple[Word, Word | None]:
    """Return the word that the name hangs on and, where that is a preposition, the preposition."""
    word = parse.words[head]
    for _ in range(3):
        up = parse.words[word.head]
        if word.dep not in {"conj", "appos"} or up.i == word.i or up.pos not in {"PROPN", "NOUN"}:
            break
        word = up
    above = parse.words[word.head]
    if word.dep != "pobj" or above.pos not in {"ADP", "SCONJ", "ADV"}:
        return above, None
    prep = above
    above = parse.words[prep.head]
    while above.pos == "ADP" and above.head != above.i:
        above = parse.words[above.head]
    return above, prep


def is_personal(word: Word) -> bool:
    """Whether a noun means people or a body that can speak."""
    roles, lemma = role_words(), word.lemma.lower()
    listed = lemma in roles.offices or lemma in roles.persons or word.lower in roles.collectives
    return listed or (lemma in roles.bodies and lemma not in toponym_words().local)


def _state_is_actor(word: Word, above: Word, prep: Word | None, level: str) -> bool:
    """Whether a country or capital acts: anything but a place introduced as one."""
    topo = toponym_words()
    if prep is not None:
        if prep.lower in topo.inside:
            return prep.lower in {"on", "against"} and above.lemma in topo.political
        if prep.lower == "of":
            return not any(above.lemma in words for words in (topo.event, topo.territory, topo.portion))
        return prep.lower not in _MOTION or above.lemma not in topo.travel
    if word.dep in {"dobj", "nsubjpass"}:
        return above.lemma not in topo.strike
    if word.dep == "nsubj":
        return above.lemma not in topo.suffer
    if word.dep == "compound" and above.lower in topo.in_town:
        return False  # "in Moscow hospitals"
    if word.dep != "poss" or above.lemma in topo.territory:
        return word.dep != "poss"
    # "in Velmar's western suburbs", where Velmar is a capital
    return level == "country" or not (above.lemma in topo.portion or above.lower in topo.in_town)


def _is_counted(parse: Parse, noun: Word) -> bool:
    """Whether people are counted where they live: "4,500 residents of Varos"."""
    return any(parse.words[j].tag == "CD" for j in parse.children[noun.i])


def _tells(parse: Parse, ward: Word, above: Word, prep: Word | None) -> bool:
    """Whether a hospital counts whom it took in, or is only what a speaker heads: "X, who heads Varos Hospital"."""
    topo, lemma = toponym_words(), above.lemma.lower()
    if prep is not None:
        return prep.lower == "to" and parse.words[prep.head].lower == "according"
    if ward.dep == "nsubj":
        return is_speech(lemma) or lemma in topo.counting or lemma in topo.nursing
    return ward.dep == "dobj" and lemma in topo.heading


def _is_paper(parse: Parse, name: Word) -> bool:
    """Whether a name is part of that of a paper or the like: "The Varos Morning Herald", "the Kolo Center web site"."""
    if any(w.text[:1].isupper() and w.lower in _MASTHEADS for w in parse.words[name.i + 1 : name.i + 3]):
        return True
    for word in islice(parse.ancestors(name.i), 3):
        is_paper = word.lemma.lower() in _PAPERS
        is_site = word.lower == "site" and parse.words[word.i - 1].lower in {"web", "news"}
        if is_paper or is_site:
            return True
        if word.dep not in _PARTS:
            return False
    return False


def _is_personal_name(parse: Parse, word: Word) -> bool:
    """Whether a noun, or a name of several words that it is part of, means people: "the Free Varos Movement"."""
    whole = parse.words[word.head] if word.dep == "compound" and word.pos == "PROPN" else word
    return is_personal(word) or (whole.pos == "PROPN" and is_personal(whole))


def is_actor(parse: Parse, head: int, level: str, *, is_capital: bool) -> bool:
    """Whether the name at `head` stands for who acts or speaks, not for where."""
    word = parse.words[head]
    above, prep = governor(parse, head)
    top = word
    if word.dep in {"conj", "appos"}:
        for up in parse.ancestors(head):
            top = up
            if up.dep not in {"conj", "appos"}:
                break
    if _is_paper(parse, word) or (prep is None and top.dep in _PARTS and _is_personal_name(parse, above)):
        return True
    if prep is not None and prep.lower == "of" and is_personal(above):
        is_ward = above.lemma.lower() in toponym_words().wards and level in {"region", "country"}
        is_sort = toponym_words().before_of.get(above.lower) == level == "city"  # "from the community of Varos"
        return not (is_ward or is_sort or _is_counted(parse, above))
    if prep is not None and prep.lower == "by" and level != "site":
        return True
    if is_capital and prep is not None and _is_dealt_with(parse, above, prep):
        return True
    if is_capital and prep is not None and prep.lower == "from" and above.lemma.lower() in toponym_words().tallies:
        return True  # "the latest tally from Tehran"
    if level == "site" and word.lower in toponym_words().wards and _tells(parse, top, above, prep):
        return True
    if is_capital and prep is not None and prep.lower == "to" and parse.words[prep.head].lower == "according":
        return True
    if level == "country" or (is_capital and prep is None):
        return _state_is_actor(top, above, prep, level)
    if top.dep == "nsubj" and above.lemma.lower() in toponym_words().counting and _counts_own(parse, above):
        return False
    return top.dep in {"nsubj", "dobj", "dative"} and prep is None and is_speech(above.lemma)


def _is_dealt_with(parse: Parse, above: Word, prep: Word) -> bool:
    """Whether a capital is a party: "relations with Washington", "suspended military assistance to Kyiv"."""
    before = parse.words[prep.i - 1]
    given = prep.lower in {"to", "for"} and bool({above.lemma.lower(), before.lemma.lower()} & _GIVEN)
    return given or prep.lower in {"with", "without"}


def _counts_own(parse: Parse, verb: Word) -> bool:
    """Whether a district had what it reports: "Varos district reported 13 of the deaths"."""
    told = parse.child(verb.i, "dobj")
    return told is not None and (told.tag == "CD" or any(parse.words[j].tag == "CD" for j in parse.children[told.i]))


def _is_aside_of(parse: Parse, above: Word, prep: Word, head: int, *, is_seat: bool) -> bool:
    """Whether the name at `head` below a verb says only where somebody speaks, sits or comes from."""
    is_coming = prep.lower == "from" and above.tag == "VBG" and above.lemma in _COMING
    if is_coming or (above.dep in {"acl", "relcl"} and above.lemma in _HOUSED):
        return True  # "two cars coming from Varos were ambushed at Kolo", "a monitor based in Britain"
    if not is_seat and prep.lower == "in" and prep.i == parse.sentence(head).first:
        # "In Rakhine state, the group said …": what it tells of is there.
        return False
    return is_speech(above.lemma) and above.lemma not in toponym_words().spoken_at


def is_aside(parse: Parse, head: int, *, is_seat: bool = False, is_town: bool = False) -> bool:
    """Whether the name says where somebody speaks: "officials in Bangkok said", "told reporters in Cairo"."""
    above, prep = governor(parse, head)
    if prep is None:
        return parse.words[head].dep == "npadvmod" and above.lemma in _HOUSED  # "the Varos-based group"
    if _is_likened(parse, above):
        return True
    if prep.lower == "of" and above.dep == "appos" and not is_personal(above):
        return is_aside(parse, above.head, is_seat=is_seat, is_town=is_town)  # "from Varos, the capital of Kolo"
    if prep.lower == "from" and above.lemma in toponym_words().desk:
        fought = parse.child(above.i, "nsubjpass")
        return fought is None or fought.lemma.lower() not in toponym_words().event  # "fighting was reported from X"
    if above.pos in {"VERB", "AUX"}:
        return _is_aside_of(parse, above, prep, head, is_seat=is_seat)
    is_asked = _is_before_press(parse, above)
    if is_asked or not is_personal(above):
        return is_asked
    roles = role_words()
    if (
        is_seat
        and above.pos == "PROPN"
        and above.lemma.lower() in toponym_words().seated
        and not _is_struck(parse, above)
    ):
        return True  # "leading the Defence Ministry in Varos to warn"
    lemma = above.lemma.lower()
    if is_seat and above.dep == "nsubj" and (lemma in roles.offices or lemma in roles.bodies):
        return True  # "the ministry in Damascus has not published …"
    noun = parse.words[above.head] if above.dep == "appos" else above
    verb = parse.words[noun.head]
    if noun.dep == "pobj" and verb.lower in {"to", "by", "with"}:
        verb = parse.words[verb.head]
    is_body = above.pos == "PROPN" or above.lemma.lower() in roles.bodies - {"team"}
    if (
        is_town
        and is_body
        and noun.dep == "nsubj"
        and prep.lower == "in"
        and verb.lemma.lower() in toponym_words().counting
    ):
        return True  # "the authority in Varos has counted …"
    told = noun.dep in {"nsubj", "dobj", "dative", "pobj", "nsubjpass"} and is_speech(verb.lemma)
    return told or (noun.dep == "pobj" and parse.words[noun.head].lower in {"to", "from"} and verb.lower == "according")


def _is_likened(parse: Parse, blow: Word) -> bool:
    """Whether a blow is only set among others of a land: "in one of the deadliest attacks on the west since March"."""
    one = parse.words[parse.words[blow.head].head]
    is_most = any(parse.words[j].tag in {"JJS", "RBS"} for j in parse.children[blow.i])
    return is_most and blow.dep == "pobj" and one.lower == "one" and one.dep == "pobj"


def _is_before_press(parse: Parse, noun: Word) -> bool:
    """Whether people only meet there to be asked: "a news conference in Varos", "at a briefing in Kolo"."""
    kinds = {parse.words[j].lower for j in parse.children[noun.i] if parse.words[j].dep in {"compound", "amod"}}
    return noun.lemma == "briefing" or (noun.lemma == "conference" and bool(kinds & {"news", "press"}))


def _is_struck(parse: Parse, body: Word) -> bool:
    """Whether a blow falls on a body's house: "a drone hit the Defence Ministry in Varos"."""
    above, _ = governor(parse, body.i)
    lemma = above.lemma.lower()
    return lemma in toponym_words().event or lemma in toponym_words().strike


def dateline_end(parse: Parse, sentence: Sentence) -> int:
    """Return the offset where a dateline at the head of a block ends ("KYIV, Ukraine (AP) —"), or its start."""
    return parse.words[sentence.body].start if sentence.body > sentence.first else sentence.start
