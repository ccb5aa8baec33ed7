"""The tables of runs and their results."""

import sqlalchemy as sa

from bot.console.database import metadata

runs = sa.Table(
    "console_batch_runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("model", sa.String(100), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("started_at", sa.Float, nullable=False),
    sa.Column("seen_at", sa.Float, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
)

results = sa.Table(
    "console_batch_results",
    metadata,
    sa.Column("run", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("question", sa.String(1000), nullable=False),
    sa.Column("expected_topic", sa.String(300), nullable=False),
    sa.Column("previous_topic", sa.String(100), nullable=False),
    sa.Column("persona", sa.String(80), nullable=False),
    sa.Column("topic", sa.String(300), nullable=False),
    sa.Column("answer", sa.String(100), nullable=False),
    sa.Column("band", sa.String(20), nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("correct", sa.Boolean, nullable=True),
)
