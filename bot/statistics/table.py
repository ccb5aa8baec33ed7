"""The table of turns."""

import sqlalchemy as sa

from bot.privacy.database import Database

metadata = sa.MetaData()

turns = sa.Table(
    "statistics_turns",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("topic", sa.String(300), nullable=False),
    sa.Column("answer", sa.String(400), nullable=False),
    sa.Column("conversation", sa.String(64), nullable=True, index=True),
    sa.Column("question", sa.String(1000), nullable=True),
    sa.Column("previous_topic", sa.String(100), nullable=False),
    sa.Column("band", sa.String(20), nullable=True),
    sa.Column("confidence", sa.Float, nullable=True),
    sa.Column("town", sa.String(100), nullable=False),
    sa.Column("sector", sa.String(50), nullable=False),
    sa.Column("useful", sa.Boolean, nullable=True),
    # The first time that its conversation looked in this town for this sector: what is counted once
    # the conversations themselves are forgotten.
    sa.Column("new_search", sa.Boolean, nullable=False),
)

BADLY_ANSWERED = (
    turns.c.band.in_(("choose", "unknown"))
    | (turns.c.topic == "buiten_bereik")
    | turns.c.useful.is_(False)
)
"""Which turns a person should look at: no answer, a doubtful one, or a thumb down."""


def statistics_database(url: str) -> Database:
    """The database of the statistics.

    Args:
        url: an SQLAlchemy address; the website channel's will do.
    """
    return Database("statistics database", url, metadata)
