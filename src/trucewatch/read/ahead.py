"""Ahead: whom does "the regional governor" or "a doctors' group" of a lead mean, whose name only comes later?

A post that one person holds, told with "the" and no name, is the one person of the story who is named in that post
further on; so is the official, aid worker or governor whom a headline or lead lets speak without a name. A group told
by what it does is the one body of the story with that in its name. Where two are, nobody is. Part of `sources`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.actors import Actor, Kind, singular
from trucewatch.read.names import core_of
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trucewatch.read.grammar import Parse

__all__ = ["named_ahead"]

_LEADERS = word_list("roles", "title", "leading")
_ANYBODY = word_list("roles", "title", "anybody")
_RANKS = word_list("roles", "title", "ranks")
_OUTFITS = word_list("roles", "body", "outfits")
_LEAD = 3
"""A headline and a lead are so many sentences at the front of a story."""
_BELOW = 4
"""Whom "an official" of a lead means is named so many sentences further on."""
_BACK = 6
"""A body that "the group" takes up was told of so many sentences before at most."""
_CODE = 2
_CALLED = word_list("roles", "body", "of_body")
_OF_STATE = word_list("roles", "body", "states")
_WATCHERS = word_list("roles", "body", "watchers")
_WATCHING = frozenset(singular(w) for w in word_list("roles", "body", "watching"))
_THING = word_list("grammar", "pronouns", "of_things")
_SMALL = word_list("roles", "body", "joins") | {"'s", "'", "-"}

_Named = list[tuple[int, Actor]]


def named_ahead(parse: Parse, heads: Mapping[int, Actor], speakers: frozenset[int]) -> dict[int, Actor]:
    """Return who is meant by each phrase without a name, by its head word; `heads` are all phrases read."""
    people: dict[int, _Named] = {}
    bodies: dict[int, _Named] = {}
    for i, actor in heads.items():
        if actor.kind is Kind.PERSON and actor.roles:
            people.setdefault(parse.sentence(i).story, []).append((i, actor))
        elif actor.kind is Kind.BODY and actor.name[:1].isupper():
            bodies.setdefault(parse.sentence(i).story, []).append((i, actor))
    found: dict[int, Actor] = {}
    for i, actor in heads.items():
        story = parse.sentence(i).story
        if actor.kind is Kind.GROUP and actor.is_single:
            later = [(at, p) for at, p in people.get(story, []) if at > i]
            meant = _in_post(parse, i, actor, later) or _in_lead(parse, i, actor, later, speakers)
            meant = meant or _watching(parse, i, actor, bodies.get(story, []), speakers)
        else:
            there = bodies.get(story, [])
            meant = _by_field(parse, i, actor, there) or _again(parse, i, actor, there, heads)
        if meant is not None:
            found[i] = meant
    return _taken_up(parse, heads, found)


def _again(parse: Parse, i: int, bare: Actor, bodies: _Named, heads: Mapping[int, Actor]) -> Actor | None:
    """Return the body by name that "the group" or "the company" is: the last told of, also by one who stands on it."""
    word = parse.words[i].lower
    plain = bare.kind is Kind.BODY and bare.name == word and core_of(parse, i).determiner == "the"
    if not plain or word not in _CALLED:
        return None
    sides = {b.side: b for _, b in bodies if len(b.side or "") > _CODE}
    near = parse.sentence_index[i] - _BACK
    for at in sorted((at for at in heads if at < i and parse.sentence_index[at] >= near), reverse=True):
        actor = heads[at]
        if parse.sentence(at).story != parse.sentence(i).story:
            return None
        named = actor.kind is Kind.BODY and actor.name[:1].isupper() and not actor.roles & _OF_STATE
        if named or actor.side in sides:
            return actor if named else sides[actor.side]
    return None


def _taken_up(parse: Parse, heads: Mapping[int, Actor], found: dict[int, Actor]) -> dict[int, Actor]:
    """Add the pronouns behind each body found by its name: "the group … it said"."""
    for i in sorted(found):
        for at in (at for at in heads if at > i and heads[at] == heads[i] and parse.words[at].lower in _THING):
            if found[i].kind is Kind.BODY and parse.sentence_index[at] <= parse.sentence_index[i] + 1:
                found.setdefault(at, found[i])
    return found


def _in_post(parse: Parse, i: int, bare: Actor, later: _Named) -> Actor | None:
    """Return the one person named later in a post told with "the"."""
    if core_of(parse, i).determiner != "the":
        return None
    return _one(p for _, p in later if _holds(parse.words[i].lower, bare, p))


def _in_lead(parse: Parse, i: int, bare: Actor, later: _Named, speakers: frozenset[int]) -> Actor | None:
    """Return who speaks without a name in a headline or lead and is named below it."""
    number = parse.sentence_index[i]
    first = next(n for n, s in enumerate(parse.sentences) if s.story == parse.sentence(i).story)
    if number - first >= _LEAD or i not in speakers:
        return None
    told = [(at, p) for at, p in later if at in speakers and _goes_with(bare, p)]
    word = parse.words[i].lower
    if word not in role_words().offices and not _said_of(bare, word):
        return None  # of residents and witnesses there are many
    same = _one(p for _, p in told if word in p.roles and _said_of(bare, word) <= p.roles)
    if same is not None or word not in _ANYBODY | _LEADERS:
        return same
    wanted = role_words().offices if word in _ANYBODY else _LEADERS
    of_some = _said_of(bare, word) or any(parse.words[j].dep == "prep" for j in parse.children[i])
    of_some = of_some or core_of(parse, i).determiner == "the"  # who spoke in the line before
    near = [p for at, p in told if parse.sentence_index[at] <= number + _BELOW]
    if word in _ANYBODY and bare.side is not None and (own := _one(p for p in near if p.side == bare.side)) is not None:
        return own  # "a UN official"
    if word in _ANYBODY and of_some:
        return None  # an official in the ministry, a Blue Front official
    return _one(p for p in near if p.roles & wanted)


def _goes_with(bare: Actor, person: Actor) -> bool:
    return bare.side is None or person.side is None or bare.side == person.side


def _said_of(bare: Actor, word: str) -> frozenset[str]:
    """Return the words that tell what sort of official or worker somebody is: the "aid" of an aid worker."""
    return bare.roles - {word, singular(word)} - role_words().local - _RANKS - _SMALL


def _by_field(parse: Parse, i: int, bare: Actor, bodies: _Named) -> Actor | None:
    """Return the one body of the story with what a nameless group does in its name: "the doctors' group"."""
    word = parse.words[i].lower
    if bare.kind not in {Kind.GROUP, Kind.BODY} or bare.name[:1].isupper() or word not in _OUTFITS:
        return None
    field = {singular(w) for w in bare.roles - {word} - _SMALL - role_words().local}
    if not field:
        return None
    same = _one(b for _, b in bodies if field <= _words_of(b.name))
    return same or _one(b for _, b in bodies if field <= _fields_of(b.name) and not b.roles & _OF_STATE)


def _words_of(name: str) -> set[str]:
    return {singular(w.lower()) for w in name.replace("'", " ").replace("’", " ").split()}


def _fields_of(name: str) -> set[str]:
    """The words of a name and those for the same field: "Doctors" for "medical"."""
    own = _words_of(name)
    return own | {singular(w) for field in role_words().fields if own & {singular(f) for f in field} for w in field}


def _watching(parse: Parse, i: int, bare: Actor, bodies: _Named, speakers: frozenset[int]) -> Actor | None:
    """Return the body that "a war monitor" of a headline or lead is: the first one named further on that watches."""
    first = next(n for n, s in enumerate(parse.sentences) if s.story == parse.sentence(i).story)
    is_lead = parse.sentence_index[i] - first < _LEAD
    if parse.words[i].lower not in _WATCHERS or bare.name[:1].isupper() or not is_lead or i not in speakers:
        return None
    return next((b for at, b in sorted(bodies, key=lambda p: p[0]) if at > i and _words_of(b.name) & _WATCHING), None)


def _one(found: Iterable[Actor]) -> Actor | None:
    named = {a.name: a for a in found}
    return next(iter(named.values())) if len(named) == 1 else None


def _holds(post: str, bare: Actor, person: Actor) -> bool:
    """Whether a person is named in a post, and every word that describes the bare post fits."""
    posts = role_words().posts
    if post not in posts or (bare.side and person.side and bare.side != person.side):
        return False
    described = bare.roles - {post, *posts} - role_words().local
    same = post in person.roles or (bool(bare.roles & role_words().local) and bool(person.roles & posts[post]))
    return same and described <= person.roles
