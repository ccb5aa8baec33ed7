import csv
from pathlib import Path

import pytest
from courses_support import send

from bot.courses.client import CourseClient
from bot.courses.query import CourseQuery
from bot.courses.search import CourseSearch, Outcome

SEARCHES = list(
    csv.DictReader(
        (Path(__file__).parent / "searches.tsv").read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
    )
)


def wishes(text):
    """Wishes as the entities of a message: "sector=techniek;place=utrecht"."""
    pairs = (pair.split("=", 1) for pair in text.split(";"))
    return CourseQuery().with_message([{"entity": name, "value": value} for name, value in pairs])


def is_found(result, expected):
    """Whether "NAME @ SCHOOL" is among the first five; "mbo: …" is a qualification and a school."""
    name, _, school = expected.removeprefix("mbo: ").partition("@")
    name, school = name.strip(), school.strip()
    if expected.startswith("mbo: "):
        schools = [nearby.name for nearby in result.schools[:5]]
        return any(name in q.name for q in result.qualifications[:6]) and (
            not school or school in schools
        )
    return any(name in c.name and school in ("", c.school) for c in result.courses[:5])


def test_of_120_searches_in_peoples_words_95_percent_find_the_right_offer(search):
    missed = [
        row["search"]
        for row in SEARCHES
        if not is_found(search.search(wishes(row["wishes"])), row["expected"])
    ]
    assert len(SEARCHES) == 120
    assert len(missed) <= 0.05 * len(SEARCHES), missed


def test_near_woerden_hogeschool_utrecht_is_not_missed(search):
    result = search.search(wishes("level=hbo;occupation=verpleegkundige;place=woerden"))
    (found,) = [course for course in result.courses if course.school == "Hogeschool Utrecht"]
    assert round(found.distance_km) == 16
    assert not found.town_is_certain


def test_near_groningen_the_hanze_is_not_missed(search):
    result = search.search(wishes("level=hbo;occupation=fysiotherapeut;place=groningen"))
    assert result.courses[0].school == "Hanzehogeschool Groningen"
    assert result.courses[0].forms == ()


@pytest.mark.parametrize("place", ["utrecht", "arnhem", "zwolle", "den haag"])
def test_what_is_found_comes_nearest_first_and_within_the_circle(search, place):
    result = search.search(wishes(f"sector=techniek;place={place}"))
    distances = [course.distance_km for course in result.courses]
    assert distances == sorted(distances)
    assert distances[-1] <= 25


def test_several_offers_of_one_course_at_one_school_are_one(search):
    result = search.search(wishes("sector=techniek;level=ad;place=utrecht"))
    engineering = [course for course in result.courses if course.name == "Engineering"]
    assert [course.forms for course in engineering] == [("voltijd", "deeltijd")]


@pytest.mark.parametrize("name", ["hengelo", "rijswijk", "bergen", "velp"])
def test_a_town_that_exists_twice_is_asked_about(search, name):
    result = search.search(wishes(f"occupation=kapper;place={name}"))
    assert result.outcome is Outcome.WHICH_PLACE
    assert len({place.province for place in result.places}) == len(result.places) > 1


@pytest.mark.parametrize("name", ["utrecht", "zwolle", "groningen", "ede", "amsterdam"])
def test_a_town_with_only_a_hamlet_or_a_province_of_its_name_is_not_asked_about(search, name):
    assert search.search(wishes(f"occupation=kok;place={name}")).outcome is Outcome.FOUND


def test_a_province_tells_which_of_two_towns_is_meant(search):
    result = search.search(wishes("occupation=kapper;place=hengelo;province=gelderland"))
    assert result.place.province == "Gelderland"


def test_an_unknown_town_is_said_to_be_unknown_with_what_it_looks_like(search):
    result = search.search(wishes("occupation=kapper;place=appeldorn-zuid"))
    assert result.outcome is Outcome.UNKNOWN_PLACE
    assert search.search(wishes("place=xqzrt")).places == ()


def test_in_a_province_all_towns_of_a_school_are_named_and_around_a_town_the_nearest(search):
    in_limburg = search.search(wishes("sector=groen;level=mbo3;province=limburg")).schools
    yuverta = next(school for school in in_limburg if school.name == "Yuverta")
    assert {yuverta.town, *yuverta.also_in} >= {"Heerlen", "Roermond"}
    around = search.search(wishes("sector=groen;level=mbo3;place=roermond")).schools
    assert not any(school.also_in for school in around)


def test_in_a_province_only_what_lies_in_it_is_found(search, places):
    result = search.search(wishes("sector=zorg;level=hbo;province=gelderland"))
    gelderland = places.find("gelderland")[0]
    assert len(result.courses) > 5
    for course in result.courses:
        assert places.contains(gelderland, places.find(course.town)[0])
        assert course.distance_km is None


def test_a_region_is_searched_as_an_area(search):
    result = search.search(wishes("occupation=kapper;place=achterhoek"))
    assert [school.name for school in result.schools] == ["Graafschap College"]


def test_when_nothing_is_near_the_nearest_is_given_and_which_wish_to_loosen(search):
    result = search.search(wishes("course=pabo;place=emmen;form=duaal"))
    assert result.outcome is Outcome.NOTHING_NEARBY
    assert [course.town for course in result.alternatives][0] == "Ede"
    assert result.loosen == ("form",)


def test_for_mbo_the_qualifications_and_the_schools_are_given_and_no_offers(search):
    result = search.search(wishes("occupation=loodgieter;place=woerden;level=mbo"))
    assert result.courses == ()
    assert "Eerste monteur woning" in [q.name for q in result.qualifications]
    assert result.schools[0].name == "mboRijnland"


def test_of_a_named_mbo_school_its_trade_and_the_school_itself_are_given(search):
    result = search.search(wishes("sector=techniek;level=mbo4;school=summa college"))
    assert result.outcome is Outcome.FOUND
    assert [school.name for school in result.schools] == ["Summa College"]
    assert result.qualifications


def test_of_a_school_that_does_not_teach_a_trade_nothing_is_said_to_exist(search):
    result = search.search(wishes("occupation=kapper;school=stc mbo college"))
    assert result.outcome is Outcome.NOTHING


def test_a_school_of_another_trade_is_not_named(search):
    schools = [s.name for s in search.search(wishes("occupation=kapper;place=rotterdam")).schools]
    assert "Techniek College Rotterdam" in schools
    assert "STC mbo college" not in schools


def test_green_trades_name_the_green_schools(search):
    schools = [s.name for s in search.search(wishes("occupation=hovenier;place=utrecht")).schools]
    assert "Yuverta" in schools
    assert "MBO Utrecht" not in schools


def test_bbl_is_a_wish_for_mbo_only(search):
    result = search.search(wishes("occupation=verpleegkundige;place=utrecht;route=bbl"))
    assert result.courses == ()
    assert result.qualifications


def test_an_unknown_subject_is_looked_for_in_the_names(search):
    result = search.search(wishes("course=tandprothetiek"))
    assert [course.name for course in result.courses] == ["Tandprothetiek"]


def test_without_any_wish_it_asks(search):
    assert search.search(CourseQuery()).outcome is Outcome.ASK


def test_a_server_that_ignores_its_filters_is_filtered_here(misbehaving, places, vocabulary):
    def item(number, name, town, eqf="eqf_5"):
        return {
            "programmeId": f"p{number}",
            "name": [{"language": "nl", "value": name}],
            "levelOfQualification": eqf,
            "organisationId": "o",
            "addresses": [{"city": town, "geolocation": {"latitude": 0, "longitude": 0}}],
        }

    everything = [
        item(1, "Bouwkunde", "Utrecht"),
        item(2, "Kunstgeschiedenis", "Utrecht"),
        item(3, "Bouwkunde", "Maastricht"),
        item(4, "Bouwkunde", "Utrecht", "eqf_7"),
        {**item(5, "Bouwmanagement", "Nieuwegein"), "addresses": [{"city": "Nieuwegein"}]},
        {**item(6, "Bouwtechniek", ""), "addresses": None},
    ]
    for node in everything[:4]:
        del node["addresses"][0]["geolocation"]
    school = {
        "organisationId": "o",
        "name": [{"language": "nl", "value": "Hogeschool X"}],
        "addresses": [{"city": "Zeist"}],
    }
    server = misbehaving(
        lambda h: send(h, {"items": [school] if "organisations" in h.path else everything})
    )
    result = CourseSearch(CourseClient(server.base), places, vocabulary).search(
        wishes("sector=bouw;level=ad;place=utrecht")
    )
    assert [(c.name, c.town) for c in result.courses] == [
        ("Bouwkunde", "Utrecht"),
        ("Bouwmanagement", "Nieuwegein"),
        ("Bouwtechniek", "Zeist"),
    ]


def test_a_server_that_is_away_is_an_outcome_and_no_error(places, vocabulary):
    away = CourseSearch(CourseClient("http://127.0.0.1:9", budget=0.5), places, vocabulary)
    result = away.search(wishes("occupation=kok;place=utrecht"))
    assert result.outcome is Outcome.UNAVAILABLE
