"""The bot's stores, filled, for the tests of their copies."""

import asyncio
import time

import sqlalchemy as sa

from bot.statistics.statistics import Statistics
from bot.statistics.table import statistics_database
from bot.statistics.turns import Turn
from bot.website.database import website_database
from bot.website.feedback import Feedback
from bot.website.sessions import DatabaseSessions, Sessions

COMMENT = "het antwoord was duidelijk"


def fill(url: str) -> None:
    """A judgement, a turn and a session."""
    database = website_database(url)
    Feedback(database).add("c1", answer="bbl_loon", useful=True, comment=COMMENT)
    asyncio.run(Sessions(DatabaseSessions(database)).start())
    statistics = Statistics(statistics_database(url))
    statistics.record(Turn(at=int(time.time()), seconds=0.1, topic="bbl_loon"))
    statistics.flush()


def kept(url: str) -> dict[str, int]:
    """How many rows there are of each kind."""
    engine = sa.create_engine(url)
    try:
        tables = sa.inspect(engine).get_table_names()
        with engine.connect() as connection:
            return {
                table: connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in tables
            }
    finally:
        engine.dispose()


def empty(url: str) -> None:
    """As after a disaster."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        for table in sa.inspect(engine).get_table_names():
            connection.execute(sa.text(f"DELETE FROM {table}"))
    engine.dispose()
