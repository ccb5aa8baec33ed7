import pytest

from bot.places import PROVINCE, REGION, TOWN, Places, distance_between, distance_km, normalise


@pytest.fixture(scope="module")
def places():
    return Places.load()


@pytest.mark.parametrize(
    ("typed", "name", "province"),
    [
        ("Den Haag", "Den Haag", "Zuid-Holland"),
        ("'s-Gravenhage", "Den Haag", "Zuid-Holland"),
        ("the hague", "Den Haag", "Zuid-Holland"),
        ("DEN BOSCH", "'s-Hertogenbosch", "Noord-Brabant"),
        ("’s-hertogenbosch", "'s-Hertogenbosch", "Noord-Brabant"),
        ("alphen a/d rijn", "Alphen aan den Rijn", "Zuid-Holland"),
        ("ljouwert", "Leeuwarden", "Fryslân"),
        ("Bavel", "Bavel", "Noord-Brabant"),
        ("Ter Aar", "Ter Aar", "Zuid-Holland"),
        ("Zwolle, Gelderland", "Zwolle", "Gelderland"),
        ("hengelo (gelderland)", "Hengelo", "Gelderland"),
    ],
)
def test_a_town_is_found_by_the_names_people_type(places, typed, name, province):
    found = places.find(typed)[0]
    assert (found.name, found.province, found.kind) == (name, province, TOWN)


def test_a_name_that_repeats_gives_every_town_the_largest_first(places):
    found = places.find("Rijswijk")
    assert [town.province for town in found] == ["Zuid-Holland", "Noord-Brabant", "Gelderland"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("utrecht", TOWN), ("groningen", TOWN), ("zeeland", PROVINCE), ("friesland", PROVINCE),
        ("provincie utrecht", PROVINCE), ("noord brabant", PROVINCE), ("twente", REGION),
        ("achterhoek", REGION), ("randstad", REGION), ("de veluwe", REGION),
        ("zeeuws-vlaanderen", REGION), ("utrecht-west", REGION), ("regio amersfoort", REGION),
        ("amersfoort", TOWN),
    ],
)  # fmt: skip
def test_the_likeliest_sort_of_place_comes_first(places, typed, kind):
    assert places.find(typed)[0].kind == kind


def test_a_town_and_the_province_of_its_name_are_both_given(places):
    assert [place.kind for place in places.find("Utrecht")] == [TOWN, PROVINCE]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("utrect", "Utrecht"), ("amsterdm", "Amsterdam"), ("appeldoorn", "Apeldoorn"),
        ("nijmgen", "Nijmegen"), ("leewarden", "Leeuwarden"), ("zwollle", "Zwolle"),
    ],
)  # fmt: skip
def test_a_misspelled_town_is_recognised(places, typed, name):
    assert places.closest(typed).name == name


@pytest.mark.parametrize("typed", ["xqzrt", "abc", "lesgeld", ""])
def test_a_word_that_looks_like_no_town_is_none(places, typed):
    assert places.find(typed) == []
    assert places.closest(typed) is None


def test_towns_lie_in_their_province_and_region(places):
    woerden, amersfoort = places.find("woerden")[0], places.find("amersfoort")[0]
    west = places.find("utrecht-west")[0]
    assert places.contains(west, woerden)
    assert not places.contains(west, amersfoort)
    assert places.contains(places.find("provincie utrecht")[0], amersfoort)


def test_every_town_but_none_has_a_region(places):
    assert all(town.region and town.province for town in places.towns())


def test_an_area_reaches_each_of_its_towns(places):
    zeeland = places.find("zeeland")[0]
    towns = [town for town in places.towns() if places.contains(zeeland, town)]
    assert len(towns) > 300
    assert max(distance_km(zeeland, town) for town in towns) <= zeeland.radius_km + 0.1


def test_distances_are_known_ones(places):
    woerden, utrecht = places.find("woerden")[0], places.find("utrecht")[0]
    assert distance_km(woerden, utrecht) == pytest.approx(16.3, abs=0.1)
    assert distance_between(52, 5, 52, 5) == 0


def test_names_are_compared_without_accents_case_and_hyphens():
    assert normalise("Fryslân") == "fryslan"
    assert normalise("’s-Gravenhage ") == normalise("'S GRAVENHAGE")
