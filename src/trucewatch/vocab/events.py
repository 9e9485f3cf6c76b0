"""Words that tell events apart, as lookups: kinds of attack, turns to another event, reasons for change, scopes.

All of it stands in data/events.toml and data/profiles.toml; this module only compiles it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from trucewatch.errors import UsageError
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import table, word_list

__all__ = [
    "Profile",
    "adds_to_toll",
    "are_of_weapon",
    "attack_kinds",
    "counts_hurt",
    "counts_more",
    "counts_others",
    "dies_of_wounds",
    "is_anyone",
    "is_bystander",
    "is_deed",
    "is_filler",
    "is_irregular",
    "is_plain",
    "is_scope",
    "is_some_of",
    "is_street",
    "is_title",
    "names_house",
    "people_of",
    "person_cues",
    "place_key",
    "place_sound",
    "profile",
    "profiles",
    "reason_for_change",
    "reasons_told",
    "receives_hurt",
    "scope_of",
    "sentence_around",
    "sound_alike",
    "takes_off_toll",
    "tells_blow",
    "tells_first",
    "tells_former",
    "tells_own",
    "tends_hurt",
    "thing_of",
    "turns_anew",
]

_LETTERS = re.compile(r"[a-z]+")
_SIDE = 600  # characters of a sentence on either side of words in it that are looked at
_SENTENCE = re.compile(r"[.!?]\s|\n")
_SOME = re.compile(r"\S+ of (?:the|those|them|these)\b", re.IGNORECASE)
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Profile:
    """A named rule for low, best and high; `table` maps the low end of a vague amount to what it counts as."""

    name: str
    says: str
    best: str
    vague: str
    table: tuple[tuple[float, float], ...] = ()


@lru_cache(maxsize=1)
def profiles() -> dict[str, Profile]:
    """Return all profiles by name."""
    return {
        name: Profile(
            name=name,
            says=row["says"],
            best=row["best"],
            vague=row["vague"],
            table=tuple((float(key), float(value)) for key, value in row.get("table", {}).items()),
        )
        for name, row in table("profiles").items()
    }


def profile(name: str) -> Profile:
    """Return the profile of that name; UsageError where there is none."""
    found = profiles().get(name)
    if found is None:
        raise UsageError(f"no profile {name!r}: there are {', '.join(profiles())}")
    return found


def _pattern(words: frozenset[str] | list[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _attacks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, _pattern(words)) for kind, words in table("events")["attack"].items())


@lru_cache(maxsize=1)
def _no_attack() -> re.Pattern[str]:
    return _pattern(word_list("events", "no_attack", "words"))


def attack_kinds(words: str) -> frozenset[str]:
    """Return the kinds of attack that a text names."""
    told = _no_attack().sub("", words)
    return frozenset(kind for kind, pattern in _attacks() if pattern.search(told))


def are_of_weapon(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether kinds of attack may be of one: a kind of both, or an air strike that was one of missiles or drones."""
    alike: dict[str, list[str]] = table("events")["weapon"]
    told = ((mine, theirs) for kinds, others in ((one, other), (other, one)) for mine in kinds for theirs in others)
    return bool(one & other) or any(theirs in alike.get(mine, ()) for mine, theirs in told)


@lru_cache(maxsize=1)
def _anew() -> re.Pattern[str]:
    section = table("events")["anew"]
    turn, noun = _pattern(section["words"]).pattern, _pattern(section["nouns"]).pattern
    return re.compile(rf"{turn}(?:\W+[\w-]+){{0,2}}?\W+{noun}", re.IGNORECASE)


def turns_anew(sentence: str) -> bool:
    """Whether a sentence turns to another event of the same sort."""
    return _anew().search(sentence) is not None


@lru_cache(maxsize=1)
def _reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, _pattern(words)) for reason, words in table("events")["reason"].items())


def reason_for_change(sentence: str) -> str | None:
    """Return why a count changed, by the words of its sentence, as those words stand; None where they do not say."""
    for _, pattern in _reasons():
        found = pattern.search(sentence)
        if found:
            return found[0]
    return None


@lru_cache(maxsize=1)
def _any_reason() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for _, pattern in _reasons()), re.IGNORECASE)


def reasons_told(text: str) -> list[tuple[str, str]]:
    """Return the words of a text by which it tells that a count changed, each with the sentence that they stand in."""
    return [(told[0], sentence_around(text, *told.span())) for told in _any_reason().finditer(text)]


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence in which some words of a text stand, cut by marks and lines, or where it is endless."""
    before = _SENTENCE.split(text[max(0, start - _SIDE) : start])[-1]
    after = _SENTENCE.split(text[end : end + _SIDE], maxsplit=1)[0]
    return f"{before}{text[start:end]}{after}"


@lru_cache(maxsize=1)
def _blows() -> re.Pattern[str]:
    return _pattern(word_list("events", "blow", "words"))


@lru_cache(maxsize=1024)
def tells_blow(sentence: str) -> bool:
    """Whether a sentence tells of a blow: a strike, an ambush, people killed."""
    return _blows().search(sentence) is not None


@lru_cache(maxsize=4096)
def adds_to_toll(reason: str) -> bool:
    """Whether the words of a reason for change tell of dead to be added to those counted: of wounds, or found later."""
    adding = word_list("events", "adding", "reasons")
    return any(name in adding and pattern.search(reason) for name, pattern in _reasons())


def dies_of_wounds(reason: str) -> bool:
    """Whether the words of a reason for change tell of some who were hurt, and died of it."""
    dying = word_list("events", "adding", "dying")
    return any(name in dying and pattern.search(reason) for name, pattern in _reasons())


def counts_hurt(wording: str) -> bool:
    """Whether a number is told of some who were hurt or counted before: "two of the patients", "one of the wounded"."""
    number, of, whole = wording.lower().partition(" of ")
    return bool(number and of) and not word_list("events", "adding", "hurt").isdisjoint(whole.split())


def is_some_of(wording: str) -> bool:
    """Whether a number is told of some of those counted before: "eleven of the dead"."""
    return _SOME.match(wording) is not None


def takes_off_toll(reason: str) -> bool:
    """Whether the words of a reason for change tell of some who were counted in error: "one was counted twice"."""
    taking = word_list("events", "adding", "taken")
    return any(name in taking and pattern.search(reason) for name, pattern in _reasons())


def counts_more(wording: str) -> bool:
    """Whether a number is told beside others: "six more people"."""
    return not word_list("events", "adding", "words").isdisjoint(wording.lower().split()[1:-1])


def counts_others(wording: str) -> bool:
    """Whether a number is told beside somebody told before: "four other fighters"."""
    return not word_list("events", "adding", "beside").isdisjoint(wording.lower().split()[1:])


def sound_alike(one: str, other: str) -> bool:
    """Whether two names are one in two spellings: Al-Shabab and al-Shabaab."""
    return one.casefold() == other.casefold() or (bool(place_sound(one)) and place_sound(one) == place_sound(other))


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """Return a place's name without the words that tell its sort; the name itself where nothing else is in it."""
    words = name.lower().split()
    alike: dict[str, str] = table("events")["place"]["alike"]
    kept = [alike.get(word, word) for word in words if word not in word_list("events", "place", "words")]
    return " ".join(kept or words)


@lru_cache(maxsize=4096)
def place_sound(name: str) -> frozenset[str]:
    """Return the words of a place's name as they sound: no accents, vowels, doubled letters or articles.

    Spellings of one name in another script differ in these and agree in the rest.
    """
    plain = "".join(c for c in normalize("NFKD", place_key(name)) if not combining(c))
    words = [word for word in _LETTERS.findall(plain) if word not in word_list("events", "place", "articles")]
    return frozenset(filter(None, (_sound(word) for word in words)))


def _sound(word: str) -> str:
    word = _DOUBLED.sub(r"\1", word)
    consonants = [c for c in word[1:] if c not in "aeiouyhw"]
    kept = [c for c, before in zip(consonants, ["", *consonants], strict=False) if c != before]
    return f"{'a' if word[0] in 'aeiou' else word[0]}{''.join(kept)}" if len(kept) > 1 else word


def is_anyone(counted: str | None) -> bool:
    """Whether what a toll counts says nothing of who the people were."""
    return counted is None or counted in word_list("events", "people", "plain")


def is_bystander(side: str) -> bool:
    """Whether a side is none of a war's: it counts the dead of others, not its own."""
    return side in word_list("events", "side", "bystanders")


def tells_first(voice: str) -> bool:
    """Whether a voice's name says that it told what was known at first: "first reports"."""
    return voice.lower().partition(" ")[0] in word_list("events", "voice", "first")


@lru_cache(maxsize=1)
def _former() -> re.Pattern[str]:
    return _pattern(word_list("events", "former", "words"))


def tells_former(sentence: str) -> bool:
    """Whether a sentence tells what was counted before: "earlier it had given a count of 91"."""
    return _former().search(sentence) is not None


@lru_cache(maxsize=1)
def _own() -> re.Pattern[str]:
    return _pattern(word_list("events", "own", "words"))


def tells_own(sentence: str) -> bool:
    """Whether in a sentence somebody counts losses of the own side: "it put its own dead at five"."""
    return _own().search(sentence) is not None


def is_filler(word: str) -> bool:
    """Whether a word of an office tells nothing of it: the, of."""
    return word in word_list("events", "office", "fillers")


@lru_cache(maxsize=4096)
def receives_hurt(voice: str) -> bool:
    """Whether a voice is of a house that counts those brought to it: a hospital, a morgue."""
    return not word_list("events", "voice", "receiving").isdisjoint(_LETTERS.findall(voice.lower()))


@lru_cache(maxsize=4096)
def tends_hurt(voice: str) -> bool:
    """Whether a voice is of those who work in such a house: a doctor, medics."""
    return not word_list("events", "voice", "tending").isdisjoint(_LETTERS.findall(voice.lower()))


def names_house(sentence: str) -> bool:
    """Whether a sentence names a house that counts the dead and hurt brought to it."""
    return not word_list("events", "voice", "receiving").isdisjoint(_LETTERS.findall(sentence.lower()))


def is_deed(measure: str) -> bool:
    """Whether a measure of no sort of its own tells a thing done at a place and time: prisoners freed, arms seized."""
    return measure in word_list("events", "deed", "measures")


def is_street(word: str) -> bool:
    """Whether a word ends the name of a street."""
    return word.lower() in word_list("events", "street", "words")


def is_title(word: str) -> bool:
    """Whether a capitalised word is no part of a private person's name."""
    return word.lower().rstrip(".") in word_list("events", "person", "titles")


def is_plain(word: str) -> bool:
    """Whether a capitalised word names nothing."""
    return word.lower() in word_list("events", "plain", "words")


def person_cues() -> frozenset[str]:
    """Return the words after which somebody concerned is named."""
    return word_list("events", "person", "before")


@lru_cache(maxsize=1)
def _things() -> dict[str, str]:
    return {word: thing for thing, words in table("events")["thing"].items() for word in words}


def thing_of(counted: str | None) -> str | None:
    """Return the one name of a thing that reports count under several: house, drone; else the noun itself."""
    if counted is None:
        return None
    plain = _unowned(counted) or counted
    return _things().get(plain, plain)


def is_scope(counted: str | None) -> bool:
    """Whether what is counted is one of the scopes that are told apart."""
    return counted in table("events")["scope"]


@lru_cache(maxsize=1024)
def is_irregular(counted: str | None) -> bool:
    """Whether whom a noun counts fights, and in no army of a state: militants, guerrillas."""
    words = (_unowned(counted or "") or "").split()
    return bool(words) and words[-1] in word_list("events", "people", "irregular")


@lru_cache(maxsize=1024)
def scope_of(counted: str | None) -> str | None:
    """Return whom or what a counted noun is about: person, soldier, child, else the noun itself."""
    if counted is None:
        return None
    plain = _unowned(counted)
    if not plain:
        return "person"  # ten Palestinians, ten Thais
    scopes: dict[str, list[str]] = table("events")["scope"]
    for word in (plain, plain.rsplit(" ", 1)[-1]):
        for scope, words in scopes.items():
            if word in words:
                return scope
    return plain


def people_of(counted: str | None) -> str | None:
    """Return "person" for people counted by the name of their nation ("Palestinian"), else the noun itself."""
    return "person" if counted and counted[:1].isupper() and not _unowned(counted) else counted


def _unowned(counted: str) -> str:
    """Return a noun without the people it is of: the jet of "Indian jet", nothing of "Palestinian"."""
    words = counted.split()
    return " ".join(word for word in words if countries().demonym(word) is None)
