import pytest

from bot.courses.query import DEFAULT_RADIUS_KM, WHOLE_COUNTRY_KM, CourseQuery


def said(query, text="", **entities):
    return query.with_message(
        [{"entity": name, "value": value} for name, value in entities.items()], text
    )


START = CourseQuery(
    place="utrecht", subject="techniek", subject_kind="sector", level="ad", radius_km=50
)


def test_a_new_place_keeps_the_other_wishes():
    assert said(START, place="rotterdam") == CourseQuery(
        place="rotterdam", subject="techniek", subject_kind="sector", level="ad", radius_km=50
    )


def test_occupation_course_and_sector_replace_each_other():
    query = said(START, occupation="kok")
    assert (query.subject, query.subject_kind) == ("kok", "occupation")
    assert said(query, course="bouwkunde").subject == "bouwkunde"


def test_a_place_replaces_a_province():
    assert said(CourseQuery(province="zeeland"), place="goes") == CourseQuery(place="goes")


def test_a_subject_and_a_place_together_are_a_new_question():
    assert said(START, occupation="kok", place="zwolle") == CourseQuery(
        place="zwolle", subject="kok", subject_kind="occupation"
    )


def test_the_level_someone_wants_goes_before_the_level_someone_has():
    assert said(CourseQuery(), level="mbo3", target_level="ad").level == "ad"


def test_a_button_takes_a_wish_away():
    assert said(START, level="alle").level == ""
    assert said(START, sector="alle").subject == ""


def test_going_to_hbo_forgets_bbl():
    assert (
        said(CourseQuery(subject="zorg", subject_kind="sector", route="bbl"), level="hbo").route
        == ""
    )


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("binnen 20 km van Ede", 20), ("tot 50 kilometer is prima", 50), ("tot honderd kilometer", 100),
        ("vlakbij graag", 10), ("op fietsafstand", 10), ("in heel nederland", WHOLE_COUNTRY_KM),
        ("bij utrecht", None), ("ik ben 16 jaar", None),
    ],
)  # fmt: skip
def test_distance_is_understood_in_words(text, radius):
    assert said(CourseQuery(), text).radius_km == radius


def test_travelling_by_public_transport_is_remembered():
    assert said(CourseQuery(), "bereikbaar met ov").transit


def test_further_away_is_the_next_larger_circle():
    widths = []
    query = CourseQuery(place="ede")
    for _ in range(4):
        query = query.wider()
        widths.append(query.radius_km)
    assert widths[0] > DEFAULT_RADIUS_KM
    assert widths == [50, 100, WHOLE_COUNTRY_KM, WHOLE_COUNTRY_KM]


def test_wishes_survive_the_slot():
    query = CourseQuery(
        place="ede", subject="kok", subject_kind="occupation", level="mbo3", route="bbl", radius_km=50,
        transit=True,
    )  # fmt: skip
    assert CourseQuery.from_slot(query.to_slot()) == query


@pytest.mark.parametrize(
    "value",
    [
        None, 3, "x", [], {"place": 3}, {"place": None, "level": "phd"}, {"radius_km": "veel"},
        {"radius_km": 1e9}, {"radius_km": True}, {"transit": "ja"}, {"subject_kind": "sector"},
        {"route": "x", "form": {}}, {"unknown": "wish"},
    ],
)  # fmt: skip
def test_a_slot_filled_by_a_stranger_holds_no_wishes(value):
    assert CourseQuery.from_slot(value) == CourseQuery()


def test_a_wish_is_never_longer_than_a_name():
    assert len(CourseQuery.from_slot({"place": "x" * 10_000}).place) == 80


def test_the_subject_that_something_said_points_at_is_searched_before_its_sector():
    entities = [
        {"entity": "sector", "value": "techniek"},
        {"entity": "subject", "value": "automonteur"},
    ]
    found = CourseQuery().with_message(entities)
    assert (found.subject, found.subject_kind) == ("automonteur", "occupation")
