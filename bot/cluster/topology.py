"""The whole service on one machine as it is on several: nginx, bots, actions, course APIs, stores."""

import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from bot import settings
from bot.cluster.nginx import Nginx, servers
from bot.cluster.processes import Process, free_ports
from bot.cluster.servers import Postgres, Redis

_LOOK_EVERY_SECONDS = 0.2
_PAUSE_SECONDS = 1.0

Say = Callable[[str], None]


class Cluster:
    """Every process by its name, on ports of 127.0.0.1 that nobody else uses."""

    def __init__(
        self, folder: Path, *, port: int | None = None, bots: int = 2, actions: int = 2,
        courses: int = 2,
    ) -> None:  # fmt: skip
        """Prepare the servers' folders; nothing is started yet.

        Args:
            folder: where the stores keep their data and everyone's log goes.
            port: of the page; a free one when None.
            bots: how many bots.
            actions: how many action servers.
            courses: how many course-offer APIs.

        Raises:
            CannotStart: a program is not installed, or PostgreSQL's data cannot be made.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        numbers = iter(free_ports(5 + bots + actions + courses))
        self.postgres = Postgres(folder / "postgres", next(numbers))
        self.redis = Redis(folder / "redis", next(numbers))
        front, inner_actions, inner_courses = port or next(numbers), next(numbers), next(numbers)
        self.address = f"http://127.0.0.1:{front}"
        self._shared = {
            settings.CONVERSATIONS_URL: self.postgres.url,
            settings.WEBSITE_DB_URL: self.postgres.url,
            settings.CONSOLE_DB_URL: self.postgres.url,
            settings.REDIS_URL: self.redis.url,
            settings.PROXIES: "1",
            settings.ACTIONS_URL: f"http://127.0.0.1:{inner_actions}/webhook",
            settings.COURSE_API_URL: f"http://127.0.0.1:{inner_courses}",
        }
        self.courses, course_ports = self._several(courses, numbers, self._course_api)
        self.actions, action_ports = self._several(actions, numbers, self._action_server)
        self.bots, bot_ports = self._several(bots, numbers, self._bot)
        self.bot_addresses = [f"http://127.0.0.1:{number}" for number in bot_ports]
        self.nginx = Nginx(
            folder / "nginx",
            front,
            {
                "LISTEN": f"127.0.0.1:{front}",
                "ACTIONS_LISTEN": f"127.0.0.1:{inner_actions}",
                "COURSES_LISTEN": f"127.0.0.1:{inner_courses}",
                "BOT_SERVERS": servers(bot_ports),
                "ACTION_SERVERS": servers(action_ports),
                "COURSE_SERVERS": servers(course_ports),
            },
        )

    @property
    def processes(self) -> list[Process]:
        """All of them, those that others need first; the order of starting does not matter."""
        stores = [self.postgres, self.redis]
        return [*stores, *self.courses, *self.actions, *self.bots, self.nginx]

    def start(self) -> "Cluster":
        """Start everything and wait until it answers.

        Raises:
            CannotStart: a process ended or does not answer; what was started is stopped.
        """
        try:
            for process in self.processes:
                process.launch()
            for process in self.processes:
                process.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """End everything after what is in hand, from the front to the stores."""
        behind = (*self.actions, *self.courses)
        for group in ((self.nginx,), self.bots, behind, (self.redis, self.postgres)):
            for process in group:
                process.ask_to_stop()
            for process in group:
                process.stop()

    def reload(self) -> None:
        """Let bots and course APIs take a new model and catalogue, without a pause."""
        for process in (*self.bots, *self.courses):
            process.send(signal.SIGHUP)

    def keep_running(self, stopped: Event, say: Say) -> None:
        """Start again what ends, and say so each time, until `stopped` is set."""
        while not stopped.wait(_LOOK_EVERY_SECONDS):
            for process in self.processes:
                if process.pid is None and not stopped.is_set():
                    say(f"{process.name} ended with status {process.wait()}; it is started again")
                    stopped.wait(_PAUSE_SECONDS)
                    process.launch()

    def _several(
        self, count: int, ports: Iterator[int], make: Callable[[int, int], Process]
    ) -> tuple[list[Process], list[int]]:
        chosen = [next(ports) for _ in range(count)]
        return [make(number, port) for number, port in enumerate(chosen, start=1)], chosen

    def _bot(self, number: int, port: int) -> Process:
        return self._own(f"bot-{number}", ["serve"], "/health", port, {settings.PORT: str(port)})

    def _action_server(self, number: int, port: int) -> Process:
        own = {settings.ACTIONS_PORT: str(port)}
        return self._own(f"actions-{number}", ["actions"], "/health", port, own)

    def _course_api(self, number: int, port: int) -> Process:
        command = ["courses", "serve", "--port", str(port)]
        return self._own(f"courses-{number}", command, "/", port, {})

    def _own(
        self, name: str, command: list[str], path: str, port: int, own: dict[str, str]
    ) -> Process:
        return Process(
            name,
            [sys.executable, "-m", "bot", *command],
            folder=self._folder,
            answers=lambda: _answers(f"http://127.0.0.1:{port}{path}"),
            environment={**os.environ, **self._shared, **own, "PYTHONUNBUFFERED": "1"},
        )


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=3):
            return True
    except (urllib.error.URLError, OSError):
        return False
