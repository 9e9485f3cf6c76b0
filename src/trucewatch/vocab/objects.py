"""What can be counted, as data: classes of nouns and the name a counted noun is filed under."""

from __future__ import annotations

from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["PEOPLE", "canonical_object", "object_classes"]

PEOPLE = frozenset({"person", "soldier", "leader"})
"""The classes whose nouns are people, whatever befell them."""


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, section in table("objects").items():
        if name == "canonical":
            continue
        for word in section["words"]:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def object_classes(noun: str) -> frozenset[str]:
    """Return the classes of a counted noun (lower-case lemma, with or without its compound)."""
    classes = _classes()
    if noun in classes:
        return classes[noun]
    return classes.get(noun.rsplit(" ", 1)[-1], frozenset())


def canonical_object(noun: str) -> str:
    """Return what a counted noun is filed under: individuals → person, UAV → drone."""
    same: dict[str, str] = table("objects")["canonical"]
    if noun in same:
        return same[noun]
    head, _, last = noun.rpartition(" ")
    if last in same and head:
        replaced = same[last]
        return replaced if replaced == "person" else f"{head} {replaced}"
    return noun
