from collections import Counter
from datetime import date

import pytest

from bot.statistics.figures import FEWEST, Searches, percentile
from bot.statistics.turns import Turn

DAY = 24 * 3600


@pytest.fixture
def record(statistics, clock):
    def keep(**given):
        ago = given.pop("days_ago", 0)
        turn = Turn(**{"at": int(clock.now) - ago * DAY, "seconds": 0.01, **given})
        statistics.record(turn)
        statistics.flush()

    return keep


def test_every_day_is_there_also_one_without_turns(record, figures):
    record(band="answer")
    record(band="choose", days_ago=2)
    days = figures.days(3)
    assert [(day.day, day.turns) for day in days] == [
        (date(2026, 11, 24), 1),
        (date(2026, 11, 25), 0),
        (date(2026, 11, 26), 1),
    ]
    assert [day.bands for day in days] == [{"choose": 1}, {}, {"answer": 1}]


def test_what_is_older_than_was_asked_for_is_not_counted(record, figures):
    record(days_ago=3, topic="bbl_loon")
    assert sum(day.turns for day in figures.days(3)) == 0
    assert figures.topics(3) == {}


def test_a_day_ends_at_midnight_in_the_netherlands(record, figures, clock):
    clock.now += 11.5 * 3600
    record()
    assert figures.days(1)[0].day == date(2026, 11, 27)
    assert figures.days(1)[0].turns == 1


def test_days_of_one_topic_count_it_also_among_several_wishes(record, figures):
    record(topic="bbl_loon")
    record(topic="ov_kaart+bbl_loon")
    record(topic="bbl_loon_extra")
    assert figures.days(1, topic="bbl_loon")[0].turns == 2


def test_topics_and_answers_are_counted_one_by_one(record, figures):
    record(topic="bbl_loon", answer="bbl_loon.cao")
    record(topic="ov_kaart+bbl_loon", answer="ov_kaart+bbl_loon")
    record()
    assert figures.topics() == {"bbl_loon": 2, "ov_kaart": 1}
    assert figures.answers() == {"bbl_loon.cao": 1, "ov_kaart": 1, "bbl_loon": 1}


def test_thumbs_are_counted_per_day(record, figures):
    record(useful=True)
    record(useful=True)
    record(useful=False)
    record()
    day = figures.days(1)[0]
    assert (day.useful, day.not_useful) == (2, 1)


def test_a_place_that_fewer_than_five_conversations_looked_at_is_not_shown(record, figures):
    for number in range(FEWEST):
        record(conversation=str(number), town="Zwolle", sector="zorg")
        record(conversation=str(number), town="Zwolle", sector="zorg")
    for number in range(FEWEST - 1):
        record(conversation=str(number), town="Meppel", sector="zorg")
        record(conversation=str(number), town="Meppel", sector="zorg")
    assert figures.searches() == [Searches("Zwolle", "zorg", FEWEST)]


def test_searches_are_counted_by_conversation_also_after_those_are_forgotten(
    record, figures, statistics, clock
):
    for number in range(FEWEST):
        record(conversation=str(number), town="Zwolle", sector="")
        record(conversation=str(number), town="Zwolle", sector="")
    clock.now += 2 * 3600
    statistics.cut(idle_seconds=3600)
    assert figures.searches() == [Searches("Zwolle", "", FEWEST)]


def test_answering_times_are_told_as_a_share_that_was_answered_within_them(record, figures):
    for _ in range(19):
        record(seconds=0.012)
    record(seconds=1.5)
    day = figures.days(1)[0]
    assert day.seconds(0.5) == pytest.approx(0.02)
    assert day.seconds(0.95) == pytest.approx(0.02)
    assert day.seconds(1) == pytest.approx(1.51)


def test_without_turns_there_is_no_answering_time():
    assert percentile(Counter(), 0.5) is None
