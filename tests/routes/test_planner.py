from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.routes.goals import goals
from bot.routes.network import Kind, network
from bot.routes.planner import LONGEST_WAIT, MOST_ROUTES, Outcome, Planner, Wish

STEPS, KNOWN = network(), goals()
PLANNER = Planner(STEPS)
LEVELS = [goal for at in STEPS.stations if (goal := KNOWN.level(at))]
GOALS = [*LEVELS, KNOWN.work(), KNOWN.sector("zorg"), *map(KNOWN.occupation, KNOWN.occupations())]
TRADE = ("mbo2", "mbo3", "mbo4", "specialist", "veva2", "veva3", "politie")

plans = st.builds(
    lambda start, goal, wishes, age: PLANNER.plan(start, goal, wishes=wishes, age=age),
    st.sampled_from(sorted(STEPS.stations)),
    st.sampled_from(GOALS),
    st.sets(st.sampled_from(list(Wish)), max_size=2),
    st.none() | st.integers(12, 70),
)
often = settings(max_examples=400, deadline=None)


@often
@given(plans)
def test_no_route_takes_a_step_that_the_data_does_not_allow(plan):
    for route in plan.routes:
        for origin, leg in zip(route.stations, route.legs, strict=False):
            assert leg.step in STEPS.between(origin, leg.step.target)
            assert leg.step.sources and leg.step.certainty in "ABC"


@often
@given(plans)
def test_nobody_begins_a_step_before_the_age_that_its_rule_asks(plan):
    for route in plan.routes:
        for leg in route.legs:
            if plan.age is not None:
                assert plan.age + leg.starts[0] >= leg.step.min_age
                for way in leg.ways:
                    assert plan.age + leg.starts[1] >= STEPS.ways[way].min_age


@often
@given(plans)
def test_nobody_waits_longer_than_two_years_to_be_old_enough(plan):
    for route in plan.routes:
        ends = [(0.0, 0.0), *(leg.ends for leg in route.legs)]
        for before, leg in zip(ends, route.legs, strict=False):
            assert leg.starts[1] - before[1] <= LONGEST_WAIT


@often
@given(plans)
def test_each_route_begins_at_the_start_and_ends_at_the_goal(plan):
    for route in plan.routes:
        assert route.stations[0] == plan.start
        assert route.stations[-1] in plan.goal.stations


@often
@given(plans)
def test_no_route_is_beaten_by_another_on_every_count(plan):
    assert len(plan.routes) <= MOST_ROUTES
    for one in plan.routes:
        assert not any(other.beats(one) for other in plan.routes)


@often
@given(plans)
def test_years_add_up_and_only_go_forward(plan):
    for route in plan.routes:
        for leg in route.legs:
            assert leg.ends[0] == leg.starts[0] + leg.step.years[0]
            assert leg.ends[1] == leg.starts[1] + leg.step.years[1]
        for before, after in pairwise(route.legs):
            assert after.starts[0] >= before.ends[0]


@often
@given(plans)
def test_a_wish_holds_for_every_route_that_is_said_to_fit_it(plan):
    if plan.outcome is not Outcome.FOUND:
        return
    for route in plan.routes:
        kinds = [STEPS.stations[at].kind for at in route.stations[1:]]
        if Wish.WORK in plan.wishes:
            assert all(STEPS.ways[way].earns for leg in route.legs for way in leg.ways)
        if Wish.PRACTICE in plan.wishes:
            assert Kind.SCHOOL not in kinds
        if Wish.HAVO in plan.wishes:
            assert "havo" in route.stations
        if Wish.MBO in plan.wishes:
            assert Kind.MBO in kinds and Kind.SCHOOL not in kinds


@often
@given(plans)
def test_a_route_that_depends_on_the_school_is_never_a_detour_round_a_right(plan):
    for route in plan.routes:
        for number, leg in enumerate(route.legs):
            if leg.step.ask:
                earlier = route.stations[:number]
                rights = [s for at in earlier for s in STEPS.between(at, leg.step.target)]
                assert all(step.ask for step in rights)


@pytest.mark.parametrize("start", sorted(STEPS.stations))
def test_every_station_reaches_a_diploma_of_mbo_2_or_higher(start):
    if STEPS.stations[start].level >= 2 and STEPS.stations[start].kind is not Kind.SCHOOL:
        return
    assert any(
        PLANNER.plan(start, KNOWN.level(at)).outcome is Outcome.FOUND for at in ("mbo2", "mbo3")
    )


def test_working_while_learning_leaves_only_ways_with_a_job():
    plan = PLANNER.plan("vmbo-kb", KNOWN.occupation("kok"), wishes=[Wish.WORK])
    assert {way for route in plan.routes for leg in route.legs for way in leg.ways} == {"bbl"}


def test_a_wish_that_nothing_fits_is_said_and_the_other_routes_are_given():
    plan = PLANNER.plan("vmbo-bb", KNOWN.occupation("militair"), wishes=[Wish.WORK])
    assert plan.outcome is Outcome.OTHER_WISHES
    assert plan.routes


def test_who_is_fifteen_waits_for_the_entree_course_and_the_year_counts():
    plan = PLANNER.plan("pro", KNOWN.level("entree"), age=15)
    (route,) = plan.routes
    assert route.legs[0].waits
    assert route.years == (1.5, 2.0)


def test_a_goal_whose_way_we_do_not_know_gives_no_route():
    plan = PLANNER.plan("havo", KNOWN.occupation("brandweer"))
    assert (plan.outcome, plan.routes) == (Outcome.WAY_UNKNOWN, ())


def test_the_shortest_comes_first_when_that_is_the_wish():
    plan = PLANNER.plan("zonder-diploma", KNOWN.occupation("loodgieter"), wishes=[Wish.FAST])
    years = [sum(route.years) for route in plan.routes]
    assert years == sorted(years)
    assert plan.routes[0].stations == ("zonder-diploma", "mbo2")


def test_an_unknown_station_is_refused():
    with pytest.raises(KeyError):
        PLANNER.plan("atlantis", KNOWN.work())


def test_the_sources_of_every_step_and_programme_are_given():
    plan = PLANNER.plan("vmbo-kb", KNOWN.occupation("kok"))
    assert {"nordwin_toelating", "sbb_crebolijst_2022"} <= set(plan.sources)
