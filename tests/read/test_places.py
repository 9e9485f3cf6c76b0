"""A claim gets the place where its matter happened: never a speaker's desk, a capital that acts, or a person."""

from __future__ import annotations

import re

import pytest

from trucewatch.model import FigureKind, Place
from trucewatch.read.blocks import Block
from trucewatch.read.grammar import Parse, SpacyGrammar
from trucewatch.read.places import Mention, find_places, place_of
from trucewatch.vocab.countries import countries
from trucewatch.vocab.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return Gazetteer.load()


def _read(text: str, world: Gazetteer, stories: tuple[int, ...] = ()) -> tuple[Parse, tuple[Mention, ...]]:
    paragraphs = list(re.finditer(r"[^\n]+", text))
    blocks = [Block(m.start(), m.end(), stories[n] if stories else 0) for n, m in enumerate(paragraphs)]
    parse = SpacyGrammar().parse(text, blocks)
    return parse, find_places(parse, blocks, world, countries())


def _where(
    text: str, at: str, world: Gazetteer, kind: FigureKind = FigureKind.TOLL, stories: tuple[int, ...] = ()
) -> Place | None:
    parse, mentions = _read(text, world, stories)
    start = text.index(at)
    word = next(w for w in parse.words if w.end > start)
    return place_of(parse, mentions, word.i, kind)


@pytest.mark.parametrize(
    ("text", "at", "name"),
    [
        ("A rocket killed four people in the eastern city of Pokrovsk on Monday.", "four", "Pokrovsk"),
        ("Air defences shot down 12 drones in Russia's Saratov region.", "12", "Saratov region"),
        ("Two shops burned down in Goma, Congo, on Friday.", "Two", "Goma"),
        ("Shelling near Bukavu wounded nine villagers, officials in Kinshasa said.", "nine", "Bukavu"),
        ("Five died in Masisi territory, the governor of North Kivu said in Nairobi.", "Five", "Masisi territory"),
        ("Kharkiv, a city in northeastern Ukraine, came under fire and six people were hurt.", "six", "Kharkiv"),
        ("An attack on Odesa left three dead, Kyiv Mayor Petro Sirko wrote.", "three", "Odesa"),
        ("Three people died in Surin and five in Buriram.", "five", "Buriram"),
        ("Shells landed in the village of Dralnik, killing two farmers.", "two", "Dralnik"),
        ("A rocket hit a market in the Ruritanian city of Strelsau and killed three.", "three", "Strelsau"),
        ("A bomb at a Quetta bus station killed 11 people.", "11", "Quetta"),
        ("A missile hit a neighbourhood of Kryvyi Rih and killed 18.", "18", "Kryvyi Rih"),
        ("A drone hit Kherson. Later a strike on the same city killed one.", "one", "Kherson"),
        ("In Chernihiv Oblast, five people were killed in the city of Pryluky when drones hit.", "five", "Pryluky"),
        ("Shells killed an officer in Rajouri and two labourers in Poonch.", "an", "Rajouri"),
        ("In western Rakhine state, the group said, shells killed one civilian.", "one", "Rakhine state"),
        ("Fighting in the Kralova state drove 40 families from their homes.", "40", "Kralova state"),
        ("Ten families fled Mahas on Monday.", "Ten", "Mahas"),
        ("Two cars coming from Bunia were ambushed near Goma, killing nine.", "nine", "Goma"),
        ("Two cars coming from Bunia, the capital of Ituri province, were shelled in Goma.", "Two", "Goma"),
        ("Some 37 men from the village of Mahas were killed in an ambush outside Quetta.", "37", "Quetta"),
        ("Troops returning from Bukavu came under fire in Goma. The army says nine were killed.", "nine", "Goma"),
        ("A shell hit Osh. Two men have been killed here in Bukavu, she said.", "Two", "Bukavu"),
        ("A shell hit Goma. The Kinshasa Morning Herald said nine were killed.", "nine", "Goma"),
        ("A shell hit Goma. On a Kinshasa news site rebels said nine were killed.", "nine", "Goma"),
        ("A rocket hit Ternopil. A total of 94 people were hurt.", "94", "Ternopil"),
        ("Shells hit Bukavu. A leader in the Kadutu quarter said 11 people died in the city.", "11", "Bukavu"),
        ("SUMY, Ukraine — Shells killed two people on Sunday, the mayor said.", "two", "SUMY"),
        ("One man died in Sumy Oblast, while in Zaporizhzhia Oblast 10 people were hurt.", "One", "Sumy Oblast"),
        ("The blast at Kolmar hospital killed eight patients.", "eight", "Kolmar hospital"),
        ("Russia fired 60 drones at Ukraine overnight.", "60", "Ukraine"),
        ("A drone fell in the Red Sea, and two sailors were hurt.", "two", "Red Sea"),
        ("Jets hit two depots near Kolo An Vadu.", "two", "Kolo An Vadu"),
        ("A shell hit a shop in Goma Centre, North Kivu, on Friday and killed six.", "six", "Goma Centre"),
        ("Some 90 families came home in tambon Kolo Vadu.", "90", "Kolo Vadu"),
        ("A drone hit a car on the road between Kolo Vadu and Nabatieh, killing two.", "two", "Kolo Vadu"),
        ("Four died after the 4 December attacks in Kolmar, South Kordofan.", "Four", "Kolmar"),
        ("A shell hit the town of Kolmar, to the east of Khan Younis, and killed two.", "two", "Kolmar"),
        ("A rocket left 450 residents of Shebekino without light and hit a plant near Valuyki.", "450", "Shebekino"),
        ("The relief authority in Muzaffarabad has counted 240 houses razed in Azad Kashmir.", "240", "Azad Kashmir"),
        ("Shells landed 30 km inside Oddar Meanchey province, hitting 11 homes and a Buddhist pagoda.", "a",
         "Oddar Meanchey province"),
        ("A shell fell at CMH Rawalpindi, where 19 men were hurt.", "19", "Rawalpindi"),
        ("In Gaza City, a car in the Rimal district was hit, killing four.", "four", "Rimal district"),
        ("Hospitals of the Gaza Strip received 31 dead, of whom 27 fell in raids on Gaza City.", "31", "Gaza Strip"),
        ("Shots hit the town hall in Kupiansk, a town of some 900 people in Kharkiv region.", "people", "Kupiansk"),
        ("Russia says two attacks in the Belgorod region left 9,000 homes dark.", "9,000", "Belgorod region"),
        ("Militants' October 7, 2023 attack on Israel killed 1,221 people.", "1,221", "Israel"),
    ],
)  # fmt: skip
def test_the_most_exact_place_of_the_clause_is_taken(text: str, at: str, name: str, world: Gazetteer) -> None:
    place = _where(text, at, world)
    assert place is not None
    assert place.name == name
    assert text[place.start : place.end] == name


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Moscow said it had lost 40 soldiers.", "40"),
        ("“We lost nine men,” Sydney Smith told reporters in Bangkok.", "nine"),
        ("BANGKOK (News) — The army said nine of its soldiers had been killed.", "nine"),
        ("Chad Jordan, a spokesman, counted 12 dead.", "12"),
        ("Reading the list took two hours, and May was worse.", "two"),
        ("Cambodia's Defense Ministry put its losses at 10.", "10"),
    ],
)
def test_who_speaks_and_where_is_no_place_of_the_claim(text: str, at: str, world: Gazetteer) -> None:
    assert _where(text, at, world) is None


@pytest.mark.parametrize(
    ("text", "at", "kind", "name"),
    [
        ("A missile hit Sumy on Friday. The strike wounded 30 people.", "30", FigureKind.TOLL, "Sumy"),
        ("A missile hit Sumy.\nThe strike wounded 30 people.", "30", FigureKind.TOLL, "Sumy"),
        ("Talks were held in Rome. The meeting lasted 40 minutes.", "40", FigureKind.MEETING, "Rome"),
        ("Shells fell on Tyre.\nRussia sent 50 drones on Sunday.", "50", FigureKind.RAID, None),
        ("Shells fell on Tyre.\nFrance offers 500 troops.", "500", FigureKind.FORCE, None),
        ("Shells fell on Tyre.\nElsewhere, three people were hurt.", "three", FigureKind.TOLL, None),
        ("A jet hit a school, killing 20.\nThe bomb fell in the village of Dralnik.", "20", FigureKind.TOLL, "Dralnik"),
        ("A bomb hit Sumy.\nMedics spoke of 20 men killed, since several were missing.", "20", FigureKind.TOLL, "Sumy"),
        ("Fighting raged in Goma. Rebels then shelled the town, killing two.", "two", FigureKind.TOLL, "Goma"),
        ("A bomb hit Sumy. Ann Orr, who heads Ria Hospital, spoke of two deaths.", "two", FigureKind.TOLL, "Sumy"),
        ("A bomb hit Sumy. Ria Hospital registered six deaths.", "six", FigureKind.TOLL, "Sumy"),
        ("A mine went off in Sumy. One man was flown to Ria Hospital. Two were hurt.", "Two", FigureKind.TOLL, "Sumy"),
        (
            "A bomb hit the Kolmar camp. Shots rang in Goma. Families fled the camp.",
            "Families",
            FigureKind.DISPLACEMENT,
            "Kolmar camp",
        ),
        ("A bomb hit Sumy.\nCrews ended the search after 37 hours.", "37", FigureKind.TERM, "Sumy"),
        ("Drones left Goma. A bomb hit Sumy.\nAlso destroyed were two vans.", "two", FigureKind.DAMAGE, "Sumy"),
        (
            "The blast left Goma in ruins.\nAlso destroyed were two vans.",
            "two",
            FigureKind.DAMAGE,
            "Goma",
        ),
        (
            "A bomb hit Sumy.\nSumy\nShells hit Bukavu.\nThe army spoke.\nAlso, 12 died, the Syrian Observatory said.",
            "12",
            FigureKind.TOLL,
            None,
        ),
        ("Goma\nFighting went on for a week.\nA monitor raised its total to 86 dead.", "86", FigureKind.TOLL, "Goma"),
        (
            "A raid hit Gaza.\nRescuers dug in Rafah.\nThe war has killed 700 since then.",
            "700",
            FigureKind.TOLL,
            "Gaza",
        ),
        ("War goes on in Ukraine. Nine died: four in Sumy, five in Izium.", "Nine", FigureKind.TOLL, None),
        ("War goes on in Ukraine. Nine died: four in Sumy, five in Izium.", "five", FigureKind.TOLL, "Izium"),
        ("Nine died: four women and five men in Izium.", "Nine", FigureKind.TOLL, "Izium"),
        (
            "Drones hit Sumy. A body lay on Hora Street. Nine people were hurt.",
            "Nine",
            FigureKind.TOLL,
            "Sumy",
        ),
        pytest.param(
            "Sumy, 1 Nov. — A bomb fell on a shop.\nIzium, 2 Nov. — A drone fell. No men were hurt.",
            "men were",
            FigureKind.TOLL,
            "Izium",
        ),
        (
            "Envoys met in Rome to mend relations with Washington. The meeting took 40 minutes.",
            "40",
            FigureKind.MEETING,
            "Rome",
        ),
        pytest.param(
            "The latest tally from Tehran, 224 dead, is old. It said 30 died in Qom.",
            "224",
            FigureKind.TOLL,
            None,
            marks=pytest.mark.xfail(
                strict=True,
                reason="a town told behind with its own count is taken; to refuse all such loses more than it wins",
            ),
        ),
        ("Drones hit the Odesa region. Trains were late in three regions.", "regions", FigureKind.OTHER, None),
        ("Shots closed an airport in Moscow. Three other airports shut.", "airports shut", FigureKind.OTHER, None),
    ],
)
def test_a_claim_without_a_place_goes_on_with_its_scene(
    text: str, at: str, kind: FigureKind, name: str | None, world: Gazetteer
) -> None:
    place = _where(text, at, world, kind)
    assert (place.name if place else None) == name


def test_a_scene_that_a_place_opens_later_is_not_yet_told(world: Gazetteer) -> None:
    told = "A bomb hit a bus in Bukavu. Nine people died, and 12 are missing. In Goma, a shell hit a market."
    place = _where(told, "12", world)
    assert place is not None
    assert place.name == "Bukavu"


def test_there_is_the_place_that_the_one_around_it_only_frames(world: Gazetteer) -> None:
    place = _where("A bomb hit a bus in Bukavu, South Kivu. Nine people died there.", "Nine", world)
    assert place is not None
    assert place.name == "Bukavu"


def test_nothing_leaks_from_one_story_into_the_next(world: Gazetteer) -> None:
    text = "A bomb went off in Baghdad.\nThe blast killed four people."
    assert _where(text, "four", world, stories=(0, 1)) is None


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("Ukrainian troops left Pokrovsk.", "Pokrovsk", "UA", 1),
        ("A car burned in Tripoli, Lebanon.", "Tripoli", "LB", 1),
        ("Libyan rivals met in Tripoli.", "Tripoli", "LY", 1),
        ("Gunmen fought in Tripoli, the Lebanese army said.", "Tripoli", "LB", 1),
        ("TRIPOLI, Lebanon — Libyan envoys came to Tripoli.", "Tripoli", "LB", 1),
        ("Shots were heard near Goma in Congo.", "Goma", "CD", 2),
        ("Shots were heard north of Goma in Congo.", "Goma", "CD", 2),
        ("Shells fell in Kantharalak district in Thailand.", "Kantharalak district", "TH", 3),
        ("Drones fell in the Belgorod region of Russia.", "Belgorod region", "RU", 4),
        ("Troops massed along the Line of Control.", "Line of Control", None, 5),
        ("Fighting spread across Sudan.", "Sudan", "SD", 6),
        ("Leaders from across Europe came.", "Europe", None, 7),
        ("U.S. officials met in Washington.", "Washington", "US", 1),
        ("Leaders of Ukraine and France met in Paris.", "Paris", "FR", 1),
    ],
)
def test_a_name_means_the_bearer_that_its_setting_suggests(
    text: str, name: str, country: str | None, precision: int, world: Gazetteer
) -> None:
    _, mentions = _read(text, world)
    place = next(m.place for m in mentions if m.place.name == name)
    assert (place.country, place.precision) == (country, precision)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Moscow said it would answer.", {"Moscow"}),
        ("Russia launched a raid on Ukraine.", {"Russia"}),
        ("Kyiv's stance has hardened.", {"Kyiv"}),
        ("Fighting went on in Moscow.", set[str]()),
        ("The offer was made by Israel.", {"Israel"}),
    ],
)
def test_a_country_or_capital_that_acts_is_marked(text: str, actors: set[str], world: Gazetteer) -> None:
    _, mentions = _read(text, world)
    assert {m.place.name for m in mentions if m.actor_use} == actors


def test_every_mention_keeps_its_words_and_order(world: Gazetteer) -> None:
    text = "Shells hit El-Fasher 😀 and Khan Younis; “Sana’a” was calm, as were Tyre and Uri."
    _, mentions = _read(text, world)
    assert len(mentions) >= 4
    for mention in mentions:
        assert text[mention.span.start : mention.span.end] == mention.span.wording == mention.place.name
    assert [m.first for m in mentions] == sorted(m.first for m in mentions)


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("A drone hit Kfar Rumman. A tally says 298 people have been killed.", "298", FigureKind.TOLL),
        ("Shells hit Lashio. The government put the nationwide toll at 160 dead.", "160", FigureKind.TOLL),
        ("Talks went on in Cairo about the Rafah crossing and a plan that runs for 10 days.", "10", FigureKind.TERM),
        ("A rocket fell on Marib. A five-member team came for the talks.", "five", FigureKind.MEETING),
        ("GENEVA — Shells killed two people on Sunday, the agency said.", "two", FigureKind.TOLL),
    ],
)
def test_what_is_counted_elsewhere_or_everywhere_takes_no_place_nearby(
    text: str, at: str, kind: FigureKind, world: Gazetteer
) -> None:
    assert _where(text, at, world, kind) is None


@pytest.mark.parametrize("text", ["", "\n", "“”", "12", "In", "of of of", "THE THE THE"])
def test_a_text_without_places_has_none(text: str, world: Gazetteer) -> None:
    assert _read(text, world)[1] == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Missiles hit a Red Sea town on Friday, killing eight in Mocha.", ["Mocha"]),
        ("The People’s Liberation Front said two men had died in Mekelle.", ["Mekelle"]),
        ("The raid on Darul Varos (Bama district, Borno) killed 60.", ["Darul Varos", "Bama district", "Borno"]),
    ],
)
def test_seas_and_fighters_name_no_town_and_brackets_tell_where_one_lies(
    text: str, named: list[str], world: Gazetteer
) -> None:
    assert [m.place.name for m in _read(text, world)[1]] == named


def test_a_region_gives_way_to_no_town_of_another(world: Gazetteer) -> None:
    text = (
        "Tigray officials say three died in drone strikes; a group reports 22 killed in Dembecha\n"
        "The toll of the drone strikes on lorries in Tigray has risen to three, the region said."
    )
    place = _where(text, "three, the", world)
    assert place is not None
    assert place.name == "Tigray"


def test_a_district_called_after_a_town_by_a_river_stays_a_place(world: Gazetteer) -> None:
    assert [m.place.name for m in _read("Drones hit the Dnipro district on Friday.", world)[1]] == ["Dnipro district"]
