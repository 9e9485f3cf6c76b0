"""A story's figures find their scene, in endless lists as in short ones."""

from __future__ import annotations

from link_claims import claim, telling

from trucewatch.link import scenes as made
from trucewatch.link.bonds import bonds
from trucewatch.link.scenes import scenes
from trucewatch.model import Place


def town(number: int) -> Place:
    return Place(f"Town {number}", "QM", 40.0 + number % 40, 10.0 + number // 40, 1, 1000 + number)


def listed(count: int) -> list[object]:
    return [claim(1, count=3 + n, at=60 * n, place=town(n)) for n in range(count)]


def test_a_list_of_many_places_asks_each_figure_of_no_more_scenes_than_a_crowd(monkeypatch):
    asked: list[int] = []
    real = made.fits
    monkeypatch.setattr(made, "fits", lambda one, scene: asked.append(1) or real(one, scene))
    told = listed(600)
    assert len(scenes(told, [telling(1)], bonds([]))) == 600
    assert len(asked) <= 200 * 600


def test_what_a_long_list_tells_last_is_gone_on_with():
    told = [*listed(300), claim(1, "injured", 9, at=60 * 300, place=town(299))]
    found = scenes(told, [telling(1)], bonds([]))
    assert [len(scene.claims) for scene in found if scene.place == town(299)] == [2]
