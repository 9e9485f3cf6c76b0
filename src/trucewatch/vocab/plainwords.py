"""Which words tell nothing apart? Stop words, abbreviations and capitalised words that are no names, from data."""

from __future__ import annotations

from trucewatch.vocab.tables import table, word_list

__all__ = ["abbreviations", "no_names", "number_words", "stop_words", "vouching"]


def stop_words() -> frozenset[str]:
    """Return the words too frequent to tell one text from another, lower case."""
    return word_list("lineage", "stop")


def abbreviations() -> frozenset[str]:
    """Return the words after which a full stop ends no sentence, lower case and without that stop."""
    return word_list("lineage", "abbreviations")


def no_names() -> frozenset[str]:
    """Return the words that are capitalised without being a name, lower case."""
    return word_list("lineage", "no_names")


def number_words() -> dict[str, int]:
    """Return the values of the plain number words: one … nineteen, twenty … ninety, dozen."""
    numbers = table("numbers")
    return {**numbers["units"], **numbers["tens"], "dozen": 12}


def vouching() -> frozenset[str]:
    """Return the stems of cues that vouch for what is said: confirm, admit, prove."""
    return word_list("lineage", "vouching")
