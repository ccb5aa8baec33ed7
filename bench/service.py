"""Our three processes on free ports of this machine, for measuring, and what they cost."""

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bot import settings
from bot.cluster.processes import Process, free_ports


class Service:
    """Bot, actions and course-offer API, each once, with a state of their own in a folder.

    `VAKROUTE_PROXIES=1`: a measuring client is the trusted proxy and gives each visitor an address, so
    that the limits on one visitor need not be lifted.
    """

    def __init__(self, folder: Path) -> None:
        port, actions, courses = free_ports(3)
        self.base = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            settings.PORT: str(port),
            settings.ACTIONS_PORT: str(actions),
            settings.COURSES_PORT: str(courses),
            settings.ACTIONS_URL: f"http://127.0.0.1:{actions}/webhook",
            settings.COURSE_API_URL: f"http://127.0.0.1:{courses}",
            settings.CONVERSATIONS_URL: f"sqlite:///{folder / 'conversations.sqlite'}",
            settings.WEBSITE_DB_URL: f"sqlite:///{folder / 'website.sqlite'}",
            settings.CONSOLE_DB_URL: f"sqlite:///{folder / 'console.sqlite'}",
            settings.PROXIES: "1",
        }

        def own(name: str, address: str, *command: str) -> Process:
            return Process(
                name,
                [sys.executable, "-m", "bot", *command],
                folder=folder,
                answers=lambda: answers(address),
                environment=environment,
            )

        self.bot = own("bot", f"{self.base}/health", "serve")
        self.others = [
            own("courses", f"http://127.0.0.1:{courses}/", "courses", "serve", "--port", str(courses)),
            own("actions", f"http://127.0.0.1:{actions}/health", "actions"),
        ]  # fmt: skip

    @property
    def processes(self) -> list[Process]:
        """All three."""
        return [*self.others, self.bot]

    def stop(self) -> None:
        """End them after what is in hand."""
        for process in self.processes:
            process.stop()


def answers(address: str) -> bool:
    """Whether an address answers without an error."""
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


def resident_mb(process: Process) -> float:
    """The resident memory of a running process."""
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell the resident memory of a process")


def processor_seconds(process: Process) -> float:
    """Seconds of processor that a running process has had."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def seconds_to_start(process: Process, *, most: float) -> float:
    """Start a process; seconds until it answers.

    Raises:
        CannotStart: it ended, or does not answer in time.
    """
    began = time.perf_counter()
    process.launch()
    process.wait_until_ready(seconds=most)
    return time.perf_counter() - began
