"""What the course-offer API tells of its catalogue."""

from collections.abc import Mapping
from datetime import date, datetime, timezone

from prometheus_client import Gauge

ROWS = Gauge("vakroute_catalogue_rows", "Rows of the catalogue.", ["table"])
DATED = Gauge(
    "vakroute_catalogue_dated_timestamp_seconds",
    "The day of the data of each part of the catalogue.",
    ["part"],
)


def watch_catalogue(counts: Mapping[str, int], days: Mapping[str, date]) -> None:
    """Tell what is served from now on."""
    for table, count in counts.items():
        ROWS.labels(table).set(count)
    for part, day in days.items():
        midnight = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
        DATED.labels(part).set(midnight.timestamp())
