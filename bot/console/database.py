"""The console's tables; sections add their own to `metadata`."""

import sqlalchemy as sa

from bot.privacy.database import Database

metadata = sa.MetaData()

accounts = sa.Table(
    "console_accounts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
)

sessions = sa.Table(
    "console_sessions",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    sa.Column("started_at", sa.Float, nullable=False),
    sa.Column("last_seen", sa.Float, nullable=False, index=True),
)

failures = sa.Table(
    "console_failures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    sa.Column("address", sa.String(64), nullable=False, index=True),
    sa.Column("failed_at", sa.Float, nullable=False, index=True),
)


def console_database(url: str) -> Database:
    """The database of the console.

    Args:
        url: an SQLAlchemy address, such as `sqlite:///console.sqlite`.
    """
    return Database("console database", url, metadata)
