"""Sessions and feedback in a database, SQLite on one machine or PostgreSQL for several."""

import sqlalchemy as sa

from bot.privacy.database import Database

metadata = sa.MetaData()

sessions = sa.Table(
    "website_sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("conversation", sa.String(64), nullable=False, unique=True),
    sa.Column("last_seen", sa.Float, nullable=False, index=True),
    sa.Column("context", sa.JSON, nullable=False),
)

feedback = sa.Table(
    "website_feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation", sa.String(64), nullable=False, index=True),
    sa.Column("answer", sa.String(100), nullable=False),
    sa.Column("useful", sa.Boolean, nullable=False),
    sa.Column("comment", sa.String(500), nullable=False),
    sa.Column("given_at", sa.Float, nullable=False, index=True),
)


def website_database(url: str) -> Database:
    """The database of the website channel.

    Args:
        url: an SQLAlchemy address, such as `sqlite:///website.sqlite`.
    """
    return Database("website database", url, metadata)
