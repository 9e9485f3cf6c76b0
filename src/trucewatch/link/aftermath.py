"""Is a scene what followed another one of its story? Bodies buried at its place a day later, some who died of wounds.

Nobody acts in what followed, nothing strikes, and the story tells no other attack of the day before at that place.
Those who died of wounds, or of the patients, go with the attack told nearest to them, wherever and whenever they died.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.link.places import are_one
from trucewatch.link.rivals import FAR, is_out_of_scale
from trucewatch.link.scene import HARM
from trucewatch.vocab.events import counts_hurt, dies_of_wounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene

__all__ = ["may_be_one", "taken_in", "with_aftermath"]

_KILLED = "killed"
_CROWD = 100  # scenes of one story from which none is set against all others, as `scenes` has it
_HEALED = 14  # days after an attack within which somebody dies of it, and is told of as one of its dead
_TOLD = frozenset({"toll", "other"})


def with_aftermath(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those of a day after, and who died later, with the attack which they followed."""
    found = _with_dead_of_wounds(scenes)
    for late in [scene for scene in found if _may_follow(scene)]:
        found = taken_in(found, late, _is_followed)
    return found


def taken_in(scenes: Sequence[Scene], one: Scene, takes: Callable[[Scene, Scene], bool]) -> list[Scene]:
    """Return the scenes, one of them taken in by the only other that takes it.

    As they are where none does or several do, and where it is part of another by now: no claim is lost or told twice.
    """
    homes = [scene for scene in scenes if scene is not one and takes(scene, one)]
    if len(homes) != 1 or all(scene is not one for scene in scenes):
        return list(scenes)
    (home,) = homes
    joined = replace(home, claims=(*home.claims, *one.claims))
    return [joined if scene is home else scene for scene in scenes if scene is not one]


def may_be_one(one: Scene, other: Scene) -> bool:
    """Whether neither tells of a further strike, nor counts so many of the other's dead that these are a war's."""
    if _turns_from(one, other) or _turns_from(other, one):
        return False
    return not any(is_out_of_scale(claim, other.latest) for claim in one.latest)


def _turns_from(one: Scene, other: Scene) -> bool:
    """Whether a scene turns from another one that was told before: what a story tells first is no further strike."""
    first = min((claim.start for claim in other.claims), default=0)
    return any(claim.anew and claim.start > first for claim in one.claims)


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


def _may_have_died_later(scene: Scene) -> bool:
    """Whether a scene tells of nobody but those who died of wounds, one by one perhaps in the sentence of them all."""
    if scene.group != "attack" or scene.sure_days is None or scene.tally_from is not None or not scene.claims:
        return False
    late = [claim for claim in scene.claims if _tells_wounds(claim)]
    told, voices = {claim.sentence for claim in late}, {claim.source for claim in late}
    return all(
        claim.measure == _KILLED and (claim.sentence in told or (claim.when is None and claim.source in voices))
        for claim in scene.claims
    )


def _tells_wounds(claim: Claim) -> bool:
    """Whether a claim's words tell that its dead had been hurt before: of their wounds, or of the patients."""
    return dies_of_wounds(claim.reason or "") or (claim.at_house and not claim.attack and counts_hurt(claim.wording))


def _is_died_of(scene: Scene, late: Scene) -> bool:
    """Whether those who died later may be some of whom an attack of the days before killed or hurt."""
    if scene is late or scene.group != "attack" or scene.tally_from is not None or scene.is_wide:
        return False
    if scene.sure_days is None or late.sure_days is None:
        return False
    if not 0 < late.sure_days[1] - scene.sure_days[0] <= _HEALED or late.sure_days[0] < scene.sure_days[0]:
        return False
    if late.actors and scene.actors and not late.actors & scene.actors:
        return False
    most = max((claim.low or 0.0 for claim in late.claims), default=0.0)
    return any(claim.measure in HARM and (claim.low or 0.0) >= most and claim.low for claim in scene.claims)


def _with_dead_of_wounds(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those of who died later with that of the attack."""
    found = list(scenes)
    if len(found) > _CROWD:
        return found
    for late in [scene for scene in scenes if _may_have_died_later(scene)]:
        struck = [scene for scene in found if _is_died_of(scene, late)]
        home = _nearest(struck, late)
        if home is not None:
            joined = replace(home, claims=(*home.claims, *late.claims))
            found = [joined if scene is home else scene for scene in found if scene is not late]
    return found


def _nearest(scenes: Sequence[Scene], late: Scene) -> Scene | None:
    """Return the scene told nearest to those who died later, before it rather than after; None where that is far."""
    at = min(claim.start for claim in late.claims)
    told = [
        (abs(claim.start - at), claim.start > at, number)
        for number, scene in enumerate(scenes)
        for claim in scene.claims
    ]
    nearest = min(told, default=(FAR, False, -1))
    return scenes[nearest[2]] if nearest[0] < FAR or len(scenes) == 1 else None
