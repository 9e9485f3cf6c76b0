"""Ahead: whom does "the regional governor" of a lead mean, whose name only comes later in the story?

A post that one person holds, told with "the" and no name, is the one person of the story who is named in that post
further on. Where two are, or the words before the post do not fit, nobody is. Part of `sources`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.actors import Actor, Kind
from trucewatch.read.names import core_of
from trucewatch.vocab.actors import role_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trucewatch.read.grammar import Parse

__all__ = ["named_ahead"]


def named_ahead(parse: Parse, heads: Mapping[int, Actor]) -> dict[int, Actor]:
    """Return who is meant by each bare post, by the word that heads its phrase; `heads` are all phrases read."""
    people: dict[int, list[tuple[int, Actor]]] = {}
    for i, actor in heads.items():
        if actor.kind is Kind.PERSON and actor.roles:
            people.setdefault(parse.sentence(i).story, []).append((i, actor))
    found: dict[int, Actor] = {}
    for i, actor in heads.items():
        if actor.kind is not Kind.GROUP or not actor.is_single or core_of(parse, i).determiner != "the":
            continue
        told = people.get(parse.sentence(i).story, [])
        later = [p for at, p in told if at > i and _holds(parse.words[i].lower, actor, p)]
        if len({p.name for p in later}) == 1:
            found[i] = later[0]
    return found


def _holds(post: str, bare: Actor, person: Actor) -> bool:
    """Whether a person is named in a post, and every word that describes the bare post fits."""
    posts = role_words().posts
    if post not in posts or (bare.side and person.side and bare.side != person.side):
        return False
    described = bare.roles - {post, *posts} - role_words().local
    same = post in person.roles or (bool(bare.roles & role_words().local) and bool(person.roles & posts[post]))
    return same and described <= person.roles
