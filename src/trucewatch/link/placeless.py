"""Does a scene of a story that tells no place go with the one scene of its days, and may it be of it?

Only where one scene of the story may hold it, and nothing parts the two: a kind of attack, a further strike, a reply.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.link.aftermath import may_be_one
from trucewatch.link.compare import compare
from trucewatch.link.judge import are_refuted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.scene import Scene

__all__ = ["with_placeless"]

_CROWD = 100  # scenes of one story from which none is set against all others, as `scenes` has it


def with_placeless(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those of no place with the only one of their days that they may be of."""
    found = list(scenes)
    if len(found) > _CROWD:
        return found
    for loose in [scene for scene in scenes if _is_loose(scene)]:
        homes = [scene for scene in found if scene is not loose and _may_hold(scene, loose)]
        if len(homes) == 1:
            (home,) = homes
            joined = replace(home, claims=(*home.claims, *loose.claims), attacker=home.attacker or loose.attacker)
            found = [joined if scene is home else scene for scene in found if scene is not loose]
    return found


def _is_loose(scene: Scene) -> bool:
    return scene.group == "attack" and scene.place is None and scene.days is not None and bool(scene.claims)


def _may_hold(scene: Scene, loose: Scene) -> bool:
    if scene.group != "attack" or not scene.claims or scene.days is None:
        return False
    facts = compare(scene, loose, {}, {})
    return facts.gap == 0 and not facts.reply and not are_refuted(facts) and may_be_one(scene, loose)
