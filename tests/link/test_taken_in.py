"""Taken in: scenes that are joined one after the other lose no claim and tell none twice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import pytest

from trucewatch.link.aftermath import taken_in


@dataclass(frozen=True, slots=True, eq=False)
class Bare:
    """As much of a scene as joining asks for."""

    claims: tuple[int, ...]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_scene_that_took_others_in_is_not_taken_in_by_what_it_was(order: tuple[int, ...]) -> None:
    scenes = [Bare((n,)) for n in range(4)]
    found = list(scenes)
    for n in order:  # each is taken in by whoever holds the next claim
        found = taken_in(found, scenes[n], lambda home, one: one.claims[0] + 1 in home.claims)
    told = sorted(claim for scene in found for claim in scene.claims)
    assert told == [0, 1, 2, 3]


def test_where_two_would_take_a_scene_in_it_stays() -> None:
    scenes = [Bare((n,)) for n in range(3)]
    assert taken_in(scenes, scenes[0], lambda *_: True) == scenes
