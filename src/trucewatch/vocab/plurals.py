"""What are several of a thing called? English plurals by spelling, and those of data/events.toml that follow none."""

from __future__ import annotations

from trucewatch.vocab.tables import table

__all__ = ["plural_of"]


def plural_of(noun: str) -> str:
    """Return the plural of what is counted, which is kept in the singular: people, missiles, apartment buildings."""
    before, space, last = noun.rpartition(" ")
    irregular: dict[str, str] = table("events")["plural"]
    if last in irregular:
        made = irregular[last]
    elif last.endswith("y") and last[-2:-1] not in set("aeiou"):
        made = f"{last[:-1]}ies"
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        made = last if last.endswith("s") and not last.endswith(("ss", "us")) else f"{last}es"
    else:
        made = f"{last}s"
    return f"{before}{space}{made}"
