import pytest
import sqlalchemy as sa

from bot.parts import Away
from bot.statistics.statistics import Statistics
from bot.statistics.table import turns
from bot.statistics.turns import Turn

HOUR = 3600
DAYS_30 = 30 * 24 * HOUR


def rows(database):
    with database.begin(writing=False) as connection:
        return connection.execute(sa.select(turns).order_by(turns.c.id)).all()


@pytest.fixture
def record(statistics, clock):
    def keep(**given):
        statistics.record(Turn(**{"at": int(clock.now), "seconds": 0.01, **given}))
        statistics.flush()

    return keep


def test_a_question_is_stored_masked(record, database):
    record(question="mijn mail is jan@example.nl")
    assert rows(database)[0].question == "mijn mail is [mail]"


def test_what_is_kept_of_a_conversation_can_be_told(record, statistics):
    record(conversation="a", question="wat is bbl", topic="bbl_bol_verschil")
    record(conversation="b", question="iets anders")
    kept = statistics.of_conversation("a")
    assert [(turn.question, turn.topic) for turn in kept] == [("wat is bbl", "bbl_bol_verschil")]


def test_a_thumb_is_kept_with_the_newest_turn_that_gave_the_answer(record, statistics, database):
    record(conversation="a", answer="bbl_loon")
    record(conversation="a", answer="ov_kaart+bbl_loon")
    record(conversation="a", answer="bbl_loon.cao")
    statistics.judged("a", answer="bbl_loon", useful=False)
    statistics.flush()
    assert [row.useful for row in rows(database)] == [None, False, None]


def test_a_thumb_that_waits_with_its_turn_is_kept_too(statistics, database, clock):
    statistics.record(Turn(at=int(clock.now), seconds=0.01, conversation="a", answer="bbl_loon"))
    statistics.judged("a", answer="bbl_loon", useful=True)
    statistics.flush()
    assert rows(database)[0].useful is True


def test_a_deleted_conversation_is_gone_also_from_memory(record, statistics, database, clock):
    record(conversation="a", question="een")
    record(conversation="b", question="twee")
    statistics.record(Turn(at=int(clock.now), seconds=0.01, conversation="a", question="drie"))
    statistics.delete_conversation("a")
    statistics.flush()
    assert [row.question for row in rows(database)] == ["twee"]


def test_after_an_idle_hour_nothing_tells_whose_turns_belong_together(
    record, statistics, database, clock
):
    clock.now += 123
    record(conversation="a", question="een")
    clock.now += HOUR + 1
    record(conversation="b", question="twee")
    assert statistics.cut(idle_seconds=HOUR) == 1
    ended, alive = rows(database)
    assert (ended.conversation, ended.at % HOUR) == (None, 0)
    assert (alive.conversation, alive.at) == ("b", int(clock.now))


def test_after_that_hour_only_questions_that_were_badly_answered_are_left(
    record, statistics, database, clock
):
    record(conversation="a", question="goed", band="answer", topic="bbl_loon")
    record(conversation="a", question="twijfel", band="choose")
    record(conversation="a", question="geen idee", band="unknown")
    record(conversation="a", question="iets heel anders", band="answer", topic="buiten_bereik")
    record(conversation="a", question="duim omlaag", band="answer", answer="bbl_loon.cao")
    statistics.judged("a", answer="bbl_loon.cao", useful=False)
    statistics.flush()
    clock.now += HOUR + 1
    statistics.cut(idle_seconds=HOUR)
    assert [row.question for row in rows(database)] == [
        None, "twijfel", "geen idee", "iets heel anders", "duim omlaag",
    ]  # fmt: skip


def test_a_conversation_that_goes_on_is_not_cut(record, statistics, database, clock):
    record(conversation="a")
    clock.now += HOUR - 1
    record(conversation="a")
    clock.now += 2
    assert statistics.cut(idle_seconds=HOUR) == 0
    assert [row.conversation for row in rows(database)] == ["a", "a"]


def test_after_thirty_days_a_turn_is_gone(record, statistics, database, clock):
    record(question="oud")
    clock.now += DAYS_30
    record(question="nieuw")
    clock.now += 1
    assert statistics.purge(older_than_seconds=DAYS_30) == 1
    assert [row.question for row in rows(database)] == ["nieuw"]


def test_a_clock_that_was_set_back_lets_no_turn_live_longer(record, statistics, database, clock):
    record(conversation="a")
    clock.now -= 10 * HOUR
    statistics.cut(idle_seconds=HOUR)
    assert rows(database)[0].at == int(clock.now)


def test_a_search_counts_once_per_conversation(record, database):
    for town in ("Zwolle", "Zwolle", "Meppel"):
        record(conversation="a", town=town, sector="zorg")
    record(conversation="b", town="Zwolle", sector="zorg")
    record(town="Zwolle", sector="zorg")
    record(conversation="a")
    assert [row.new_search for row in rows(database)] == [True, False, True, True, True, False]


class Sometimes:
    """A database that is away at first."""

    def __init__(self, database):
        self._database = database
        self.away = True

    def begin(self, **given):
        if self.away:
            raise Away("it is away")
        return self._database.begin(**given)


def test_turns_wait_while_the_database_is_away(database, clock):
    sometimes = Sometimes(database)
    statistics = Statistics(sometimes, clock=clock)
    for question in ("een", "mail jan@example.nl"):
        statistics.record(Turn(at=1, seconds=0.01, question=question))
    statistics.flush()
    sometimes.away = False
    statistics.flush()
    assert [row.question for row in rows(database)] == ["een", "mail [mail]"]


def test_deletion_says_so_when_the_database_is_away(database, clock):
    with pytest.raises(Away):
        Statistics(Sometimes(database), clock=clock).delete_conversation("a")
