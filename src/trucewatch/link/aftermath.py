"""Is a scene what followed another one of its story? Bodies found, buried or brought in at its place a day later.

Nobody acts in what followed, nothing strikes, and the story tells no other attack of the day before at that place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.link.places import are_one
from trucewatch.link.rivals import is_out_of_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.scene import Scene

__all__ = ["may_be_one", "with_aftermath"]

_TOLD = frozenset({"toll", "other"})


def with_aftermath(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those of a day after with that of the attack which they followed."""
    found = list(scenes)
    for late in [scene for scene in scenes if _may_follow(scene)]:
        struck = [scene for scene in found if _is_followed(scene, late)]
        if len(struck) == 1:
            (home,) = struck
            joined = replace(home, claims=(*home.claims, *late.claims))
            found = [joined if scene is home else scene for scene in found if scene is not late]
    return found


def may_be_one(one: Scene, other: Scene) -> bool:
    """Whether neither tells of a further strike, nor counts so many of the other's dead that these are a war's."""
    if any(claim.anew for scene in (one, other) for claim in scene.claims):
        return False
    return not any(is_out_of_scale(claim, other.latest) for claim in one.latest)


def _may_follow(scene: Scene) -> bool:
    if scene.group != "attack" or scene.sure_days is None or scene.tally_from is not None:
        return False
    is_quiet = not scene.told_attack and not scene.actors
    return is_quiet and bool(scene.claims) and all(claim.kind in _TOLD for claim in scene.claims)


def _is_followed(scene: Scene, late: Scene) -> bool:
    if scene is late or scene.group != "attack" or not scene.claims or scene.tally_from is not None:
        return False
    if scene.sure_days is None or late.sure_days is None or late.sure_days[0] - scene.sure_days[1] != 1:
        return False
    # A day told elsewhere may be that on which somebody counted.
    is_sure = any(claim.kind == "toll" and claim.is_dated for claim in scene.claims)
    return is_sure and are_one(scene.place, late.place) and may_be_one(scene, late)
