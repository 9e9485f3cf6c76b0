"""Mends: where does the small parser err again and again, and what is plain from the words' order?

Each mend knows one mistake by its shape and sets tags and heads right in a sentence just parsed. Part of `grammar`;
nothing here looks at what is reported.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trucewatch.read.relatives import mend_relatives
from trucewatch.read.tellers import mend_quoted, mend_tellers
from trucewatch.read.torn import mend_torn
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.grammar import Word

__all__ = ["mend"]

_PROPER = frozenset({"NNP", "NNPS"})
# "police and hospital officials", "residents, medics and a local councillor": so many words at most.
_SPEAKERS = 9
_ENDS = frozenset({".", ",", ";", ":"})
_MENDED = _PROPER | {"NN", "NNS", "VBD", "VBN", "VBZ"}
"""Every mend is of a word with one of these tags, of one of `_mended_words`, or of one behind a comma."""


def mend(words: list[Word], first: int) -> None:
    """Set right the sentence that begins at word `first` and ends the list."""
    parsed = words[first:]
    for n in range(first + 1, len(words)):
        if words[n].tag in _MENDED or words[n].lower in _mended_words() or words[n - 1].text == ",":
            _by_neighbours(words, first, n)
    for n in range(first + 1, len(words) - 1):
        tag = words[n].tag
        if tag == "VBZ":
            _described(words, first, n)
        elif tag == "VBN":
            _spoke(words, first, n)
        elif tag == "NNP":
            _named_in_two(words, n)
        if tag in _PROPER:
            _held_in_two(words, n)
        if words[n].lower == "that":
            _told_at(words, first, n)
    mend_quoted(words, first)
    mend_tellers(words, first)
    mend_torn(words, first)
    mend_relatives(words, first)
    if words[first:] != parsed:
        _cut_circles(words, first)


def _by_neighbours(words: list[Word], first: int, n: int) -> None:
    """Try the mends of a word with such a tag or form; each looks at the word again, as one before may have mended."""
    tag, lower = words[n].tag, words[n].lower
    if tag in _PROPER:
        _titled(words, n)
    if tag in {"NNS", "NNPS", "VBZ"}:
        _echoed(words, first, n)
    if tag in {"NNS", "VBN"}:
        _that_told(words, n)
    if lower == "that":
        _informed_that(words, n)
    if words[n - 1].text == ",":
        _says_behind(words, first, n)
    if tag in {"VBD", "VBN"} and n + 1 < len(words) and n > first + 1:
        _told_deaths(words, first, n)
    if tag in {"VBD", "VBN"}:  # a participle may have been mended to a past tense above
        _both_said(words, first, n)
    if tag in {"NN", "NNS"}:
        _noun_said(words, first, n)
    if lower in calendar().weekdays:
        _day_before_cue(words, first, n)


@lru_cache(maxsize=1)
def _mended_words() -> frozenset[str]:
    """Return the words that are mended whatever their tag."""
    return frozenset({"that", *calendar().weekdays})


def _cut_circles(words: list[Word], first: int) -> None:
    """Let no word hang on itself by way of others, whatever mends did to a torn parse: a walk up must end."""
    safe: set[int] = set()
    for n in range(first, len(words)):
        path: list[int] = []
        at = n
        while at not in safe and at not in path:
            path.append(at)
            if words[at].head == at:
                break
            at = words[at].head
        if at in path and words[at].head != at:
            words[at] = words[at]._replace(head=at, dep="ROOT")
        safe.update(path)


def _titled(words: list[Word], n: int) -> None:
    """Set right "spokesman Lt Gen NAME": a short title is no name, so what hangs on it hangs on the name behind it."""
    title = words[n]
    short = role_words().abbreviations
    if title.lower.rstrip(".") not in short or n + 1 >= len(words):
        return
    last = n
    while last + 1 < len(words) and (words[last + 1].tag in _PROPER or words[last + 1].text == "-"):
        last += 1
    if last == n or words[last].lower.rstrip(".") in short or title.head == last:
        return
    outside = not n < title.head <= last
    if outside and title.dep not in {"compound", "nmod", "amod"}:
        words[last] = words[last]._replace(dep=title.dep, head=last if title.head == n else title.head)
    for k, word in enumerate(words):
        if word.head == n and k not in {last, n}:
            words[k] = word._replace(head=last)
    words[n] = title._replace(dep="compound", head=last)
    for k in range(n + 1, last):
        if words[k].tag in _PROPER:
            words[k] = words[k]._replace(dep="compound", head=last)


def _echoed(words: list[Word], first: int, n: int) -> None:
    """Set right ", a figure NAME disputes" where the parse takes the verb for a noun in the plural."""
    verb, name = words[n], words[n - 1]
    if verb.tag not in {"NNS", "NNPS", "VBZ"} or name.tag not in _PROPER or n - 3 < first:
        return
    lemma = verb.lower.removesuffix("s").removesuffix("e")
    start = n - 1
    while start - 1 > first and words[start - 1].tag in _PROPER:
        start -= 1
    noun, article = words[start - 1], words[start - 2]
    after = words[n + 1].text if n + 1 < len(words) else "."
    denies = {lemma, lemma + "e", lemma.removesuffix("i") + "y"} & word_list("status", "denied", "verbs")
    if noun.lower not in cue_words().echoes or article.lower not in {"a", "an"} or not denies or after not in _ENDS:
        return
    if noun.head == n or words[start - 2].head == n:  # the noun was taken for a modifier: it takes the verb's place
        _swap(words, first, start, n)
    words[n] = words[n]._replace(lemma=denies.pop(), tag="VBZ", pos="VERB", dep="relcl", head=start - 1)
    words[n - 1] = words[n - 1]._replace(dep="nsubj", head=n)
    for k in range(start, n - 1):
        words[k] = words[k]._replace(dep="compound", head=n - 1)
    words[start - 2] = words[start - 2]._replace(dep="det", head=start - 1)


def _swap(words: list[Word], first: int, start: int, n: int) -> None:
    """Give what hung on a false noun at `n`, before its article, the noun's place, and the echo an apposition's."""
    before = [k for k in range(first, start - 2) if words[k].head == n and words[k].dep != "punct"]
    root = words[n].head == n
    if before and not root:
        words[before[-1]] = words[before[-1]]._replace(dep=words[n].dep, head=words[n].head)
        words[start - 1] = words[start - 1]._replace(dep="appos", head=before[-1])
    else:
        words[start - 1] = words[start - 1]._replace(dep=words[n].dep, head=start - 1 if root else words[n].head)
    for k in range(first, len(words)):
        if words[k].head == n and k != n:
            words[k] = words[k]._replace(head=start - 1)


def _that_told(words: list[Word], n: int) -> None:
    """Set right "NAME underlines that …" and "The office reported on Friday that …" where the verb is no verb."""
    verb = words[n]
    frames = cue_words().frames
    if verb.tag == "NNS" and n + 1 < len(words) and words[n + 1].lower == "that" and words[n + 1].tag == "IN":
        lemma = verb.lower.removesuffix("s")
        named = words[n - 1].text[:1].isupper() and words[n - 1].head == n and words[n - 1].tag in {"JJ", *_PROPER}
        if named and "clause" in frames.get(lemma, ()):
            clause = words[n + 1].head
            words[n] = verb._replace(lemma=lemma, tag="VBZ", pos="VERB")
            words[n - 1] = words[n - 1]._replace(tag="NNP", pos="PROPN", dep="nsubj")
            if clause > n:
                words[clause] = words[clause]._replace(dep="ccomp", head=n)
    if verb.tag == "VBN" and verb.dep == "acl" and "clause" in frames.get(verb.lemma.lower(), ()):
        above = words[verb.head]
        told = any(w.head == n and w.dep == "ccomp" for w in words[n + 1 :])
        opens = above.head == above.i and above.i == n - 1 and above.pos in {"NOUN", "PROPN"}
        if told and opens:
            for k, word in enumerate(words):
                if word.head == above.i and k > n:
                    words[k] = word._replace(head=n)
            words[n] = verb._replace(tag="VBD", dep="ROOT", head=n)
            words[above.i] = above._replace(dep="nsubj", head=n)


def _noun_said(words: list[Word], first: int, n: int) -> None:
    """Set right ", Israeli media report," and "…," NAME, an adviser, reports." where the verb is taken for a noun."""
    verb = words[n]
    if verb.tag not in {"NN", "NNS"}:
        return
    lemma = verb.lower.removesuffix("s")
    if n + 1 >= len(words):
        return
    of_paper = words[n - 1].lower in role_words().documents and words[n - 1].dep == "compound"
    if of_paper and words[n + 1].text == "." and "clause" in cue_words().frames.get(lemma, ()):
        _papers_show(words, first, n, lemma)
    if "inverted" not in cue_words().frames.get(lemma, ()):
        return
    subject = next((k for k in range(n - 1, first, -1) if words[k].dep == "nsubj" and words[k].head == n), None)
    if verb.tag == "NNS" and verb.dep == "ROOT" and words[n + 1].text == "." and subject is not None:
        words[n] = verb._replace(lemma=lemma, tag="VBZ", pos="VERB")
        return
    many = words[n - 1].tag == "NNS" and words[n - 1].dep == "compound" and words[n - 1].head == n
    start = n - 1
    while start > first and words[start - 1].head == n and words[start - 1].text != ",":
        start -= 1
    parted = verb.tag == "NN" and words[n + 1].text == "," and start > first and words[start - 1].text == ","
    if many and parted:
        words[n] = verb._replace(lemma=lemma, tag="VBP", pos="VERB", dep="parataxis")
        words[n - 1] = words[n - 1]._replace(dep="nsubj", head=n)
        for k in range(start, n - 1):
            words[k] = words[k]._replace(head=n - 1)


def _papers_show(words: list[Word], first: int, n: int, lemma: str) -> None:
    """Set right "…, ministry data show." where the verb that ends the sentence is taken for a noun."""
    start = n - 1
    while (
        start > first and words[start - 1].text != "," and words[start - 1].tag in {"NN", "NNS", "JJ", "DT", *_PROPER}
    ):
        start -= 1
    if words[n].tag not in {"NN", "NNS"} or start == first or words[start - 1].text != ",":
        return
    words[n] = words[n]._replace(lemma=lemma, tag="VBP", pos="VERB", dep="parataxis")
    words[n - 1] = words[n - 1]._replace(dep="nsubj", head=n)
    for k in range(start, n - 1):
        proper: dict[str, Any] = {"tag": "NNP", "pos": "PROPN"} if words[k].text[:1].isupper() else {}
        words[k] = words[k]._replace(dep="compound", head=k + 1, **proper)


def _told_deaths(words: list[Word], first: int, n: int) -> None:
    """Set right "and 12 reported deaths": a participle between a number and its noun describes the noun."""
    told = words[n]
    if (
        told.tag not in {"VBD", "VBN"}
        or told.lower not in word_list("cues", "parts", "tallied")
        or words[n - 1].tag != "CD"
    ):
        return
    noun = next((w for w in words[n + 1 :] if w.tag not in {"JJ", "NN"}), None)
    if noun is None or noun.tag != "NNS" or not (told.head != n or words[n - 2].lower in {"and", "with", "of"}):
        return
    at, above, dep = noun.i, told.head, told.dep
    for k in range(first, len(words)):
        if words[k].head == n and k != at:
            words[k] = words[k]._replace(head=at)
    words[at] = noun._replace(head=at if above == n else above, dep=dep)
    words[n] = told._replace(tag="JJ", pos="ADJ", dep="amod", head=at)
    words[n - 1] = words[n - 1]._replace(dep="nummod", head=at)


def _says_behind(words: list[Word], first: int, n: int) -> None:
    """Set right "Nine Killed in Raid, Says Health Ministry": behind a comma who speaks follows the verb."""
    lemma = words[n].lower.removesuffix("s")
    if "inverted" not in cue_words().frames.get(lemma, ()):
        return
    behind = [w for w in words[n + 1 :] if w.text not in _ENDS]
    if not behind or any(w.tag not in {"NN", "NNS", "JJ", *_PROPER} for w in behind):
        return
    if words[n].pos != "VERB":
        above = min(n, behind[-1].head)
        words[n] = words[n]._replace(lemma=lemma, tag="VBP", pos="VERB", dep="parataxis", head=above)
    for k in range(first, n):
        if words[k].head == n and words[k].dep in {"nsubj", "nsubjpass", "dep"}:
            words[k] = words[k]._replace(dep="ccomp")
    last = behind[-1]
    words[last.i] = last._replace(dep="nsubj", head=n)
    for word in behind[:-1]:
        words[word.i] = word._replace(dep="compound", head=last.i)


def _informed_that(words: list[Word], n: int) -> None:
    """Set right "X informed Y that nobody had died": a clause with its own subject describes no one who is told."""
    that = words[n]
    clause = words[that.head]
    if that.tag != "WDT" or that.dep not in {"dobj", "mark"} or clause.dep != "relcl":
        return
    told = words[clause.head]
    teller = words[told.head]
    is_told = told.i == n - 1 and told.dep == "dobj" and teller.lemma.lower() in word_list("cues", "parts", "hearers")
    if is_told and any(w.head == clause.i and w.dep in {"nsubj", "nsubjpass"} for w in words[n + 1 :]):
        words[n] = that._replace(tag="IN", pos="SCONJ", dep="mark")
        words[clause.i] = clause._replace(dep="ccomp", head=teller.i)


def _both_said(words: list[Word], first: int, n: int) -> None:
    """Set right "… killed 13 people, residents and rescuers said", where the speakers were joined to the people."""
    verb = words[n]
    if verb.tag != "VBD" or verb.pos != "VERB" or "clause" not in cue_words().frames.get(verb.lemma.lower(), ()):
        return
    comma = next((k for k in range(n - 1, first, -1) if words[k].text == ","), first)
    said = words[comma + 1 : n]
    if not 3 <= len(said) <= _SPEAKERS or not any(w.tag == "CC" for w in said):
        return
    if any(w.pos not in {"NOUN", "PROPN", "ADJ", "CCONJ", "DET"} for w in said):
        return
    head = next((w for w in said if not comma < w.head < n), None)
    if head is None or head.head >= comma or head.dep not in {"conj", "appos"}:
        return
    joined = words[head.head]
    doing = next((k for k in range(joined.i - 1, first - 1, -1) if words[k].pos == "VERB"), None)
    if doing is None:
        return
    words[head.i] = head._replace(dep="nsubj", head=n)
    words[comma] = words[comma]._replace(head=n)
    if joined.head == n:
        words[joined.i] = joined._replace(dep="dobj", head=doing)
    root = next((k for k in range(first, len(words)) if words[k].head == k), n)
    if root != n:
        words[root] = words[root]._replace(dep="ccomp", head=n)
        words[n] = verb._replace(dep="ROOT", head=n)
        return
    subject = next((k for k in range(first, comma) if words[k].head == n and words[k].dep == "nsubj"), None)
    clause = next((k for k in range(first, comma) if words[k].head == subject and words[k].tag in {"VBD", "VBN"}), None)
    if subject is not None and clause is not None:
        words[clause] = words[clause]._replace(tag="VBD", dep="ccomp", head=n)
        words[subject] = words[subject]._replace(head=clause)


def _named_in_two(words: list[Word], n: int) -> None:
    """Set right "its spokesman First Last told …": the second part of a name hangs on no verb as an adverb."""
    given, name = words[n], words[n + 1]
    torn = name.tag == "NNP" and name.dep in {"advmod", "npadvmod", "dep"} and given.dep == "appos"
    if not torn or name.head <= name.i:
        return
    words[name.i] = name._replace(dep="appos", head=given.head)
    words[given.i] = given._replace(dep="compound", head=name.i)


def _held_in_two(words: list[Word], n: int) -> None:
    """Set right "died in Thai shelling": of two nouns that hang on one preposition, the name describes the other."""
    name, noun = words[n], words[n + 1]
    if name.dep == noun.dep == "pobj" and name.head == noun.head and name.tag in _PROPER and noun.tag in {"NN", "NNS"}:
        words[n] = name._replace(dep="compound", head=noun.i)


def _spoke(words: list[Word], first: int, n: int) -> None:
    """Set right "although its ministry boasted of …": a participle with a subject and no auxiliary is a past tense."""
    verb = words[n]
    if verb.lemma.lower() not in cue_words().frames:
        return
    below = [w for w in words[first:] if w.head == n and w.i != n]
    subject = next((w for w in below if w.dep == "nsubj" and w.i < n and w.tag != "CD"), None)
    if subject is not None and not any(w.dep in {"aux", "auxpass"} for w in below):
        words[n] = verb._replace(tag="VBD")


def _told_at(words: list[Word], first: int, n: int) -> None:
    """Set right "NAME repeated at a briefing that …": a that with a clause of its own opens what was said."""
    that = words[n]
    clause = words[that.head]
    torn = that.tag == "WDT" and any(w.head == clause.i and w.dep == "nsubj" for w in words[n + 1 : clause.i])
    if not (that.dep == "mark" or torn):
        return
    if clause.dep not in {"relcl", "acl"} or clause.head >= n:
        return
    noun = words[clause.head]
    by = words[noun.head]
    verb = words[by.head]
    told = noun.dep == "pobj" and by.dep == "prep" and by.i > verb.i >= first and noun.i == n - 1
    if told and verb.pos == "VERB" and "clause" in cue_words().frames.get(verb.lemma.lower(), ()):
        words[n] = that._replace(tag="IN", dep="mark")
        words[clause.i] = clause._replace(dep="ccomp", head=verb.i)


def _day_before_cue(words: list[Word], first: int, n: int) -> None:
    """Set right "… fell at midday Thursday, a reporter said", where the day was hung on the saying behind the comma."""
    day, verb = words[n], words[words[n].head]
    if day.dep not in {"npadvmod", "advmod", "nmod"} or n + 1 >= len(words):
        return
    if words[n + 1].text != "," or verb.i <= n + 1 or "clause" not in cue_words().frames.get(verb.lemma.lower(), ()):
        return
    if not any(w.head == verb.i and w.dep == "nsubj" for w in words[n + 2 : verb.i]):
        return
    told = next((k for k in range(n - 1, first - 1, -1) if words[k].pos == "VERB"), None)
    if told is not None:
        words[n] = day._replace(head=told)


def _described(words: list[Word], first: int, n: int) -> None:
    """Set right "Local reports detailed …": an adjective describes no verb, so the verb is the word behind it.

    Where an adjective hangs on a present-tense verb and a word in -ed follows, the first is the subject and the
    second the verb, with all that the parser hung on the first.
    """
    noun, verb = words[n], words[n + 1]
    described = words[n - 1].tag == "JJ" and words[n - 1].dep == "amod" and words[n - 1].head == noun.i
    if not (described and verb.lower.endswith("ed") and verb.tag in {"JJ", "VBN", "VBD"}):
        return
    top = noun.head if noun.head != noun.i else verb.i
    for k in range(first, len(words)):
        if words[k].head == noun.i and k not in {n - 1, n, n + 1}:
            words[k] = words[k]._replace(head=verb.i)
    words[n] = noun._replace(tag="NNS", pos="NOUN", dep="nsubj", head=verb.i)
    words[n + 1] = verb._replace(lemma=verb.lower[:-2], tag="VBD", pos="VERB", dep=noun.dep, head=top)
