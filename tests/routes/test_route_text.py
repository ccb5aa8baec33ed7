import pytest

from bot.routes import text
from bot.routes.planner import Wish


@pytest.mark.parametrize(
    ("years", "words", "short"),
    [
        ((3, 4), "3 tot 4 jaar", "3–4 jaar"),
        ((2, 2), "2 jaar", "2 jaar"),
        ((0.5, 1), "een half tot 1 jaar", "½–1 jaar"),
        ((2.5, 4), "2,5 tot 4 jaar", "2,5–4 jaar"),
        ((0, 1), "hooguit 1 jaar", "0–1 jaar"),
    ],
)
def test_years_are_written_as_people_say_them(years, words, short):
    assert text.duration(years) == words
    assert text.short_duration(years) == short


def test_the_opening_says_how_many_ways_there_are_and_how_long_the_shortest_is(
    planner, known, steps
):
    plan = planner.plan("vmbo-kb", known.occupation("verpleegkundige"))
    assert text.opening(plan, steps) == (
        "Er zijn drie wegen van vmbo-kader (kb) naar verpleegkundige. De kortste duurt 3 tot 4 jaar."
    )


def test_one_way_is_said_in_the_singular(planner, known, steps):
    plan = planner.plan("havo", known.level("ad"))
    assert text.opening(plan, steps).startswith(
        "Er is één weg van havodiploma naar associate degree."
    )


def test_a_wish_that_nothing_fits_is_named(planner, known, steps):
    plan = planner.plan("vmbo-bb", known.occupation("militair"), wishes=[Wish.WORK])
    assert text.opening(plan, steps).startswith("Met de wens werkend leren vind ik geen weg.")


def test_a_route_tells_station_programme_way_and_what_to_ask(planner, known, steps):
    plan = planner.plan("vmbo-bb", known.occupation("kok"))
    said = [text.route_text(route, steps) for route in plan.routes]
    assert said[0] == "mbo niveau 2, Kok (bol of bbl)"
    assert "mbo niveau 4, Gespecialiseerd kok (bol of bbl, vraag na)" in said[2]


def test_a_programme_with_the_name_of_its_station_is_not_said_twice(planner, known, steps):
    plan = planner.plan("havo", known.occupation("verpleegkundige"))
    hbov = next(route for route in plan.routes if route.stations[-1] == "hbov")
    assert text.route_text(hbov, steps) == "hbo-verpleegkunde (voltijd, deeltijd of duaal)"


@pytest.mark.parametrize(
    ("age", "said"), [(None, ""), (16, "17 of 18 jaar"), (40, "41 of 42 jaar")]
)
def test_the_age_at_the_end_is_said_only_when_the_age_now_was(planner, known, age, said):
    plan = planner.plan("vmbo-kb", known.level("mbo2"), age=age)
    assert text.age_text(plan, plan.routes[0]) == said


def test_disagreement_between_sources_is_said_with_what_must_be_asked(planner, known, steps):
    plan = planner.plan("mbo2", known.level("mbo4"))
    (caution, *_) = text.cautions(plan, steps)
    assert caution.startswith("Vraag na: van niveau 2 meteen naar niveau 4")
    assert "Nordwin College niveau 3" in caution


def test_waiting_to_be_old_enough_is_said_with_the_duty_to_learn(planner, known, steps):
    plan = planner.plan("vmbo-gl", known.occupation("politieagent"), age=16)
    (caution,) = text.cautions(plan, steps)
    assert "18 jaar" in caution and "startkwalificatie" in caution


def test_a_placement_with_an_employer_is_arranged_only_where_bbl_is_possible(planner, known, steps):
    plan = planner.plan("vmbo-bb", known.occupation("militair"))
    assert not any("leerbedrijf" in what for _, what in text.arrangements(plan.routes[0], steps))
    plan = planner.plan("vmbo-bb", known.occupation("kok"))
    assert any("leerbedrijf" in what for _, what in text.arrangements(plan.routes[0], steps))


def test_what_is_earned_or_paid_is_said_once_for_each_way(planner, known, steps):
    plan = planner.plan("vmbo-kb", known.occupation("kok"))
    said = text.money(plan.routes, steps)
    assert [line.partition(" ")[0] for line in said] == ["bol", "bbl"]
    assert "loon van je leerbedrijf" in said[1]


def test_the_drawing_in_words_tells_every_route(planner, known, steps):
    plan = planner.plan("vmbo-kb", known.occupation("kok"))
    said = text.description(plan, steps)
    assert all(f"Weg {number}" in said for number in (1, 2, 3))
