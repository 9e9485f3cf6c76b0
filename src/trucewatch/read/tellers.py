"""Tellers: who speaks before a verb of saying that the parser took for a noun or joined to what was said?

"…, the regional governor, NAME, told reporters", "…, the ministry in the enclave reports.", "Medics speak of nine
dead": commas and the order of words are plainer than the parse. Part of `grammar`, beside `mends`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Word

__all__ = ["is_role", "mend_quoted", "mend_tellers"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PROPER = frozenset({"NNP", "NNPS"})
_NOMINAL = _NOUNS | {"JJ", "DT", "PRP$", "POS", "HYPH", "CC", "VBN", "NN"}
_WITHIN = word_list("grammar", "prepositions", "within")
# "the regional governor", "the head of the city's military administration": so many words at most.
_LONGEST = 12
# What a word is that tells, by how the tagger takes it.
_RETAGGED = {"NN": "VBP", "NNS": "VBZ", "VB": "VBP", "JJ": "VBP", "VBN": "VBD"}
_RETOLD = _RETAGGED.keys() | {"VBD", "VBZ", "VBP"}
_HARMED = word_list("amounts", "counts", "stands_alone")
_SHOT = word_list("amounts", "frames", "shot")
_QUOTED = frozenset({"quoted", "cited"})
_ONE = frozenset({"one", "1"})
_STOPS = frozenset({".", ",", ";", ":", "!", "?"})
# What a verb of saying takes: one that only goes with quotation marks is none here.
_TELLING = frozenset({"clause", "object", "at"})
_HEARERS = word_list("cues", "parts", "hearers")


def mend_quoted(words: list[Word], first: int) -> None:
    """Read "…, NAME was quoted as saying by the agency." as "…, NAME said": what was said stands before."""
    for n in range(first + 2, len(words) - 1):
        verb = words[n - 2]
        if words[n].lower != "saying" or words[n - 1].lower != "as" or verb.lower not in _QUOTED:
            continue
        if any(w.tag in _FINITE for w in words[n + 1 :]) or words[n + 1].text[:1] in {'"', ":"}:
            continue  # "was quoted as saying that nine had died"
        below = [w for w in words[first:n] if w.head == verb.i and w.dep in {"auxpass", "nsubjpass"}]
        if not any(w.dep == "auxpass" for w in below):
            continue
        words[verb.i], words[n] = verb._replace(lemma="say", tag="VBD"), words[n]._replace(tag="NN")
        for w in below:
            words[w.i] = w._replace(dep={"auxpass": "aux", "nsubjpass": "nsubj"}[w.dep])


def mend_tellers(words: list[Word], first: int) -> None:
    """Set right who speaks in the sentence that begins at word `first` and ends the list."""
    for n in range(first + 1, len(words) - 1):
        if words[n].lower in _SHOT and words[n].tag == "NN" and _is_many(words[n - 1]):
            words[n] = words[n]._replace(tag="VBN", pos="VERB")  # "Four shot dead": no four shots
        if words[n].tag == "VBG" and words[n].dep == "compound":
            _first_name(words, n)
        if words[n].lower == "number" and words[n + 1].tag == "CD":
            _they_number(words, n)
        if words[n].tag in {"VBD", "VBN"} and words[n + 1].lower == "by":
            _led_by(words, n)
    for n in range(first + 1, len(words)):
        lemma = _saying(words[n]) if words[n].tag in _RETOLD else None
        if lemma is None:
            continue
        if words[n].tag in {"NN", "NNS"}:
            _told_by_noun(words, first, n, lemma)
        elif _behind_short_form(words, first, n) or _by_name_of(words, n):
            continue
        if not _before_verb(words, first, n, lemma) and not _two_before_verb(words, first, n):
            _after_phrase(words, first, n, lemma)


def _first_name(words: list[Word], n: int) -> None:
    """Set right ", Khaing Varos, a spokesman, told": a first name in -ing is no participle."""
    if words[n].text[:1].isupper() and words[n - 1].text == "," and words[n + 1].tag == "NNP":
        words[n] = words[n]._replace(lemma=words[n].text, tag="NNP", pos="PROPN")


def _is_many(word: Word) -> bool:
    """Whether a word is a number above one."""
    return word.tag == "CD" and word.lower not in _ONE


def _they_number(words: list[Word], n: int) -> None:
    """Set right "The injured now number 14": those hurt are so many, and no number is hurt."""
    at = n - 1 - (words[n - 1].tag == "RB")
    if at < 1 or words[at].lower not in _HARMED or words[at - 1].tag != "DT" or words[n].tag != "NN":
        return
    words[at] = words[at]._replace(tag="NNS", pos="NOUN", dep="nsubj", head=n)
    words[at - 1] = words[at - 1]._replace(head=at)
    words[n] = words[n]._replace(tag="VBP", pos="VERB")
    words[n + 1] = words[n + 1]._replace(dep="dobj", head=n)


def _led_by(words: list[Word], n: int) -> None:
    """Set right "the government led by NAME said that …": the first verb is a participle, the second tells."""
    subject = next((w for w in words[:n] if w.head == n and w.dep == "nsubj"), None)
    agent = any(w.head == n and w.dep == "agent" for w in words[n + 1 :])
    stop = next((w.i for w in words[n + 1 :] if w.text in _STOPS), len(words))
    told = next((w for w in words[n + 1 : stop] if w.tag in _FINITE and w.tag != "MD"), None)
    if subject is None or not agent or told is None or not _tells(told.lemma.lower()):
        return
    if any(w.head == told.i and w.dep in {"nsubj", "nsubjpass"} for w in words[n + 1 : told.i]):
        return
    verb = words[n]
    above: dict[str, Any] = {"dep": "ROOT", "head": told.i} if verb.head == n else {"dep": verb.dep, "head": verb.head}
    words[told.i] = told._replace(**above)
    for k in range(max(0, n - _LONGEST), subject.i):
        if words[k].head == n:
            words[k] = words[k]._replace(head=told.i)
    words[subject.i] = subject._replace(head=told.i)
    words[n] = verb._replace(tag="VBN", dep="acl", head=subject.i)


def _behind_short_form(words: list[Word], first: int, n: int) -> bool:
    """Set right ", the Committee for Rights (CFR) announced": no participle that describes the short form."""
    start = next((k for k in range(n - 2, max(first, n - 4), -1) if words[k].text == "("), None)
    if words[n].tag != "VBN" or words[n - 1].text != ")" or start is None or words[n + 1 : n + 2] == []:
        return False
    left = start
    while left > first and start - left < _LONGEST and words[left - 1].tag in _NOMINAL | {"IN"}:
        left -= 1
    if left in (first, start) or words[left - 1].text != "," or words[n + 1].lower == "by":
        return False
    name = next((k for k in range(left, start) if words[k + 1].tag == "IN" or k + 1 == start), start - 1)
    root = next((w.i for w in words[first:] if w.head == w.i), n)
    if root == n or words[name].tag not in _NOUNS:
        return False
    words[n] = words[n]._replace(tag="VBD", dep="parataxis", head=root)
    words[name] = words[name]._replace(dep="nsubj", head=n)
    return True


def _by_name_of(words: list[Word], n: int) -> bool:
    """Set right ", the watchdog Orsa said, and flights resumed": the office before a name is no subject of the rest."""
    verb, name = words[n], words[n - 1]
    office = words[verb.head]
    is_shape = (
        verb.dep == "relcl" and verb.tag == "VBD" and name.tag in _PROPER and (name.dep, name.head) == ("nsubj", n)
    )
    if not is_shape or words[n + 1 : n + 2] == [] or words[n + 1].text not in _STOPS or office.i >= n - 1:
        return False
    if any(w.tag not in _PROPER for w in words[office.i + 1 : n]) or office.tag != "NN" or office.head == office.i:
        return False
    words[n] = verb._replace(dep="parataxis", head=office.head)
    words[office.i] = office._replace(dep="compound", head=n - 1)
    return True


def _saying(word: Word) -> str | None:
    """Return the base form of a word that may be a verb of saying in the past or present."""
    if word.tag in {"VBD", "VBZ", "VBP", "VBN"}:
        return word.lemma.lower() if _tells(word.lemma.lower()) else None
    if word.text[:1].isupper():
        return None
    forms = (word.lower.removesuffix("s"), word.lower) if word.tag == "NNS" else (word.lower,)
    return next((f for f in forms if _tells(f)), None)


@lru_cache(maxsize=512)
def _tells(lemma: str) -> bool:
    known = cue_words()
    return bool(known.frames.get(lemma, frozenset()) & _TELLING) or lemma in known.prepositions


def _told_by_noun(words: list[Word], first: int, n: int, lemma: str) -> None:
    """Set right "The monitor records 27 raids" and "Local media speak of 90 dead", told by a verb and no noun."""
    verb = words[n]
    subject = next((k for k in range(n - 1, first - 1, -1) if words[k].head == n and words[k].dep == "nsubj"), None)
    taken = any(w.head == n and w.dep in {"dobj", "ccomp"} for w in words[n + 1 :])
    after = words[n + 1].lower if n + 1 < len(words) else "."
    if subject is None and taken:
        many = words[n - 1]
        if verb.tag != "NN" or after != "that" or many.tag != "NNS" or many.head != n:
            return
        subject = n - 1  # "local media estimate that …"
    if subject is None and after in cue_words().prepositions.get(lemma, frozenset()) and verb.tag == "NN":
        many = words[n - 1]
        if many.tag not in {"NNS", "NNPS"} or many.head != n:
            return
        subject = n - 1
        taken = True
    if subject is None or not taken:
        return
    words[subject] = words[subject]._replace(dep="nsubj", head=n)
    for k in range(first, subject):
        if words[k].head == n:
            words[k] = words[k]._replace(head=subject)
    words[n] = verb._replace(lemma=lemma, tag="VBZ" if verb.tag == "NNS" else "VBP", pos="VERB")


def _before_verb(words: list[Word], first: int, n: int, lemma: str) -> bool:
    """Set right "…, the governor, NAME, told reporters" and "…, the ministry in the north reports."."""
    if "clause" not in cue_words().frames.get(lemma, ()) or not _ends_there(words, n, lemma):
        return False
    told = _phrases(words, first, n)
    if told is None:
        return False
    opening, close, inner = told
    own = any(w.head == n and w.dep in {"nsubj", "nsubjpass"} and w.i > opening for w in words[first:n])
    if own and words[n].pos == "VERB":
        return False
    if not any(w.tag in _FINITE | {"VBN"} for w in words[first:opening]):
        return False
    if words[n].tag in {"NN", "NNS"} and not _agrees(words, opening, close, n):
        return False
    _tie(words, (first, opening), (close, inner), n)
    tag = _RETAGGED.get(words[n].tag, words[n].tag)
    root = next((k for k in range(first, opening) if words[k].head == k), None)
    above: dict[str, Any] = {"dep": "ROOT", "head": n} if root is None else {"dep": "parataxis", "head": root}
    words[n] = words[n]._replace(lemma=lemma, tag=tag, pos="VERB", **above)
    return True


def _two_before_verb(words: list[Word], first: int, n: int) -> bool:
    """Set right ", a doctor there and two nurses said": the first speaker is no victim, nor one who speaks alone."""
    subject = next((k for k in range(n - 1, first, -1) if words[k].head == n and words[k].dep == "nsubj"), None)
    outer = _opening(words, first, n) if subject is not None else None
    if subject is None or outer is None or outer > subject or words[n - 1].text == ",":
        return False
    link = next((k for k in range(outer + 2, subject) if words[k].lower == "and"), None)
    if link is None or not _is_speaker(words[outer + 1 : link]):
        return False
    head = _head(words, outer + 1, link)
    if words[head].tag not in _NOUNS or words[subject].head == head:
        return False
    _gather(words, outer + 1, link, head)
    words[head] = words[head]._replace(dep="nsubj", head=n)
    words[link] = words[link]._replace(dep="cc", head=head)
    words[subject] = words[subject]._replace(dep="conj", head=head)
    words[outer] = words[outer]._replace(dep="punct", head=n)
    return True


def _ends_there(words: list[Word], n: int, lemma: str) -> bool:
    """Whether nothing that could be said follows a verb: a stop, those who heard it, where and when."""
    rest = words[n + 1 :]
    stop = next((w.i for w in rest if w.text in _STOPS), len(words))
    behind = words[n + 1 : stop]
    if any(w.tag in _FINITE or (w.lower == "that" and w.tag == "IN") for w in behind):
        return False
    if any(w.head == n and w.dep in {"ccomp", "nsubj"} for w in rest):
        return False
    if not behind or lemma in _HEARERS:
        return True
    known = cue_words()
    lead = behind[0]
    adjunct = lead.lower in known.media_prepositions or lead.lower in known.times or behind[-1].lower in known.times
    return adjunct and words[n].tag not in {"NN", "NNS"}


def _phrases(words: list[Word], first: int, n: int) -> tuple[int, int, int | None] | None:
    """Return the comma that opens the speaker before word `n`, the end of the phrase, and a comma within it."""
    if words[n - 1].text == ",":
        inner = _opening(words, first, n - 1)
        outer = _opening(words, first, inner) if inner is not None else None
        if inner is None or outer is None or not _is_speaker(words[outer + 1 : n]):
            return None
        named = [any(w.tag in _PROPER for w in words[a:b]) for a, b in ((outer + 1, inner), (inner + 1, n - 1))]
        titled = [any(is_role(w) for w in words[a:b]) for a, b in ((outer + 1, inner), (inner + 1, n - 1))]
        crossed = (named[0] and titled[1]) or (named[1] and titled[0])
        return (outer, n - 1, inner) if crossed else None
    outer = _opening(words, first, n)
    if outer is None or not _is_speaker(words[outer + 1 : n]):
        return None
    return outer, n, None


def _opening(words: list[Word], first: int, end: int) -> int | None:
    """Return the comma before a noun phrase that ends before word `end`."""
    k = end - 1
    while k > first and end - k <= _LONGEST and words[k].text != ",":
        if words[k].tag not in _NOMINAL and words[k].lower not in _WITHIN:
            return None
        k -= 1
    phrase = words[k + 1 : end]
    if k <= first or words[k].text != "," or not phrase:
        return None
    ends = phrase[-1].tag in _NOUNS or is_role(phrase[-1])
    opens = phrase[0].tag not in {"CC", "IN", "TO", "POS", "VBN"} and ends
    return k if opens else None


def is_role(word: Word) -> bool:
    """Whether a word is an office, a person, a crowd or a body that may speak."""
    known = role_words()
    one = word.lower.removesuffix("s")
    return any(
        form in group
        for form in (word.lower, one)
        for group in (known.offices, known.persons, known.collectives, known.bodies)
    )


def _is_speaker(phrase: list[Word]) -> bool:
    return any(w.tag in _PROPER or is_role(w) for w in phrase)


def _agrees(words: list[Word], opening: int, close: int, n: int) -> bool:
    """Whether a word taken for a noun agrees as a verb with what stands before it: "officials estimate"."""
    head = _head(words, opening + 1, close)
    many = words[head].tag in {"NNS", "NNPS"} or any(w.lower == "and" for w in words[opening + 1 : close])
    return many == (words[n].tag == "NN")


def _head(words: list[Word], start: int, end: int) -> int:
    """Return the head of a noun phrase: its last noun before a preposition."""
    stop = next((k for k in range(start + 1, end) if words[k].tag in {"IN", "TO"}), end)
    nouns = (k for k in range(stop - 1, start - 1, -1) if words[k].tag in _NOUNS)
    return next(nouns, stop - 1)


def _tie(words: list[Word], told: tuple[int, int], phrase: tuple[int, int | None], n: int) -> None:
    """Hang a speaker's phrase on the verb at `n`, and nothing of what was said on the speaker."""
    (first, opening), (close, inner) = told, phrase
    end = close if inner is None else inner
    head = _head(words, opening + 1, end)
    _gather(words, opening + 1, end, head)
    noun: dict[str, Any] = {} if words[head].tag in _NOUNS else {"tag": "NN", "pos": "NOUN"}  # the military
    words[head] = words[head]._replace(dep="nsubj", head=n, **noun)
    if inner is not None:
        named = _head(words, inner + 1, close)
        _gather(words, inner + 1, close, named)
        words[named] = words[named]._replace(dep="appos", head=head)
        words[inner] = words[inner]._replace(head=head)
        words[close] = words[close]._replace(head=n)
    words[opening] = words[opening]._replace(head=n)
    for k in range(first, opening):
        if opening < words[k].head <= n and words[k].head != k:
            words[k] = words[k]._replace(dep="ccomp" if words[k].pos in {"VERB", "AUX"} else "dep", head=n)


def _gather(words: list[Word], start: int, end: int, head: int) -> None:
    """Hang all words of a phrase below its head, and those behind a preposition below that."""
    for k in range(start, end):
        if k == head or start <= words[k].head < end:
            continue
        before = next((j for j in range(k - 1, head, -1) if words[j].tag in {"IN", "TO"}), None)
        if before is None:
            words[k] = words[k]._replace(dep="compound" if k < head else "prep", head=head)
            continue
        stop = next((j for j in range(k + 1, end) if words[j].tag in {"IN", "TO"}), end)
        last = next((j for j in range(stop - 1, k, -1) if words[j].tag in _NOUNS), k)
        under: dict[str, Any] = {"dep": "pobj", "head": before} if last == k else {"dep": "compound", "head": last}
        words[k] = words[k]._replace(**under)


def _after_phrase(words: list[Word], first: int, n: int, lemma: str) -> None:
    """Set right "The rebels, in a message, boasted of …": a participle is the verb where its sentence has no other."""
    verb = words[n]
    hung = verb.tag == "VBN" and verb.dep == "acl" and words[n - 1].text == ","
    if not hung or "clause" not in cue_words().frames.get(lemma, ()):
        return
    root = next((k for k in range(first, n) if words[k].head == k), None)
    if root is None or words[root].tag not in _NOUNS or any(w.tag in _FINITE for w in words[first:n]):
        return
    words[n] = verb._replace(tag="VBD", dep="ROOT", head=n)
    for k in range(n, len(words)):
        if words[k].head == root:
            words[k] = words[k]._replace(head=n)
    words[root] = words[root]._replace(dep="nsubj", head=n)
