"""Locust's visitors: the conversations of `bench/conversations.yml`, over and over.

Runs in an environment of its own with Locust, so it imports nothing of the project.
"""

import itertools
import os
import random
import time
from pathlib import Path

import yaml
from locust import HttpUser, constant_pacing, task

CONVERSATIONS = yaml.safe_load(
    (Path(__file__).parent / "conversations.yml").read_text(encoding="utf-8")
)
CHANNEL = "/webhooks/website"
SECONDS_A_STEP = float(os.environ["SECONDS_A_STEP"])
"""How often a visitor says something; `bench.load` says it."""

_numbers = itertools.count(1)


class Visitor(HttpUser):
    """One visitor after the other, each from an address of their own."""

    wait_time = constant_pacing(SECONDS_A_STEP)

    def on_start(self) -> None:
        """Every visitor begins at another conversation, and at another moment of a step.

        Locust begins them in bursts, once a second, and equal pauses would keep them in step for ever.
        """
        self._chance = random.Random(next(_numbers))
        self._steps = iter(())
        self._headers = {}
        time.sleep(self._chance.uniform(0, SECONDS_A_STEP))

    @task
    def one_turn(self) -> None:
        """The next step of the conversation, in a new session when it is over."""
        step = next(self._steps, None)
        if step is None:
            self._enter()
            step = next(self._steps)
        if "forget" in step:
            self._expect(204, self.client.delete, f"{CHANNEL}/sessions/current")
            self._steps = iter(())
            return
        body = {"text": step["say"]} if "say" in step else {"payload": step["press"]}
        self._expect(200, self.client.post, f"{CHANNEL}/messages", json=body)

    def _enter(self) -> None:
        number = next(_numbers) % (1 << 24)
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        self._headers = {"X-Forwarded-For": address}
        self._steps = iter(self._chance.choice(CONVERSATIONS))
        answer = self._expect(201, self.client.post, f"{CHANNEL}/sessions")
        token = (answer or {}).get("session", "")
        self._headers["Authorization"] = f"Bearer {token}"

    def _expect(self, status, send, path, **options):
        with send(path, headers=self._headers, catch_response=True, **options) as answer:
            if answer.status_code != status:
                answer.failure(f"status {answer.status_code}")
                return None
            if status != 204:
                return answer.json()
        return None
