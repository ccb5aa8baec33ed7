"""What the action server counts and measures."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Histogram

ACTIONS = Counter("vakroute_actions", "Custom actions that were run.", ["action", "outcome"])
ACTION_SECONDS = Histogram(
    "vakroute_action_seconds",
    "Seconds of a custom action.",
    ["action"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)
COURSE_API = Counter(
    "vakroute_course_api", "Documents of the course-offer API, by how they were had.", ["outcome"]
)
FROM_MEMORY = frozenset({"kept", "stale"})
COURSE_API_SECONDS = Histogram(
    "vakroute_course_api_seconds",
    "Seconds until a document was there or was given up.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)


@contextmanager
def measured(action: str) -> Iterator[None]:
    """Measure and count the run of an action that exists."""
    began = time.perf_counter()
    outcome = "failed"
    try:
        yield
        outcome = "done"
    finally:
        ACTIONS.labels(action, outcome).inc()
        ACTION_SECONDS.labels(action).observe(time.perf_counter() - began)


def had_document(outcome: str, seconds: float) -> None:
    """Count a document of the course-offer API, or that there was none."""
    COURSE_API.labels(outcome).inc()
    if outcome not in FROM_MEMORY:
        COURSE_API_SECONDS.observe(seconds)
