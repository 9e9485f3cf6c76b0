"""A new war is a new file, and a slip in the file is named, not swallowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trucewatch.errors import ConfigError
from trucewatch.vocab.conflicts import Conflicts, load_conflicts
from trucewatch.vocab.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
[conflict]
name = "Vardonia and Ostmark"
fictional = true

[[country]]
name = "Vardonia"
code = "QV"
demonyms = ["Vardonian"]
capital = "Osk"

[[person]]
name = "Ilka Brandt"
aliases = ["Brandt"]
role = "foreign minister"
side = "QV"

[[body]]
name = "Vardonian Border Guard"
side = "QV"
kind = "military"

[[place]]
name = "Tessin Gorge"
country = "QV"
lat = 47.5
lon = 11
kind = "river"
aliases = ["the Gorge"]
precision = 5

[[weapon]]
name = "Heron-2"
object = "drone"
"""


def _load(folder: Path, text: str) -> Conflicts:
    path = folder / "war.toml"
    path.write_text(text, encoding="utf-8")
    return load_conflicts((str(path),))


def test_a_users_file_comes_first_with_all_it_holds(tmp_path: Path) -> None:
    found = _load(tmp_path, GOOD)
    assert (found.conflicts[0].name, found.conflicts[0].fictional) == ("Vardonia and Ostmark", True)
    assert found.countries[0].demonyms == ("Vardonian",)
    assert (found.persons[0].name, found.persons[0].side) == ("Ilka Brandt", "QV")
    assert found.bodies[0].kind == "military"
    assert found.places[0].entry.precision == 5
    assert found.weapons[0].object == "drone"


def test_its_places_enter_the_gazetteer(tmp_path: Path) -> None:
    found = _load(tmp_path, GOOD)
    world = Gazetteer.load(found.gazetteer_rows())
    assert world.lookup("the Gorge")[0].name == "Tessin Gorge"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[place]\nname = 1", "not valid TOML"),
        ("[[plaice]]\nname = 'x'", "unknown table 'plaice'"),
        ("[place]\nname = 'x'", r"write \[\[place\]\]"),
        ("[[place]]\nname = 'x'\nlatitude = 3", "unknown key 'latitude'"),
        ("[[place]]\nlat = 3", "has no 'name'"),
        ("[[place]]\nname = 'x'\nlat = 'north'", "'lat' must be int or float"),
        ("[[place]]\nname = 'x'\nlat = true", "'lat' must be int or float"),
        ("[[person]]\nname = 'x'\naliases = 'y'", "'aliases' must be list"),
        ("[[person]]\nname = 'x'\naliases = [1]", "'aliases' must be a list of strings"),
        ("[[country]]\nname = 'x'", "has no 'code'"),
        ("[[weapon]]\nname = ' '", "has no 'name'"),
        ("[conflict]\ntitle = 'x'", "unknown key 'title'"),
    ],
)
def test_a_malformed_file_is_named_with_the_fault(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        _load(tmp_path, text)
    assert "war.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_conflicts((str(tmp_path / "nowhere.toml"),))


def test_the_files_that_ship_can_be_read() -> None:
    assert isinstance(load_conflicts(), Conflicts)
