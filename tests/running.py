"""Real servers for tests: the project's own processes on free ports of this machine."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from threading import Event

from bot.cluster.processes import free_port
from bot.paths import ROOT

START_SECONDS = 90


class RunningBot:
    """The three processes with a state of their own; stop them with `stop`."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.port, self.actions_port, self.courses_port = free_port(), free_port(), free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "VAKROUTE_PORT": str(self.port),
            "VAKROUTE_ACTIONS_PORT": str(self.actions_port),
            "VAKROUTE_COURSES_PORT": str(self.courses_port),
            "VAKROUTE_ACTIONS_URL": f"http://127.0.0.1:{self.actions_port}/webhook",
            "COURSE_API_URL": f"http://127.0.0.1:{self.courses_port}",
            "VAKROUTE_CONVERSATIONS_URL": f"sqlite:///{folder / 'conversations.sqlite'}",
            "VAKROUTE_WEBSITE_DB_URL": f"sqlite:///{folder / 'website.sqlite'}",
            "VAKROUTE_CONSOLE_DB_URL": f"sqlite:///{folder / 'console.sqlite'}",
            **(environment or {}),
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> "RunningBot":
        """Start all three and wait until they answer."""
        self.launch("courses", "courses", "serve", "--port", str(self.courses_port))
        self.launch("actions", "actions")
        self.launch("bot", "serve")
        self.wait_for(f"http://127.0.0.1:{self.courses_port}/", "courses")
        self.wait_for(f"http://127.0.0.1:{self.actions_port}/health", "actions")
        self.wait_for(f"{self.base}/health", "bot")
        return self

    def launch(self, name: str, *command: str) -> None:
        """Start one process; its output goes to a file of its name."""
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, "-m", "bot", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )

    def wait_for(self, address: str, name: str) -> None:
        """Wait until an address answers, or tell what the process said."""
        pause = Event()
        for _ in range(START_SECONDS * 10):
            if self.processes[name].poll() is not None:
                break
            try:
                with urllib.request.urlopen(address, timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                pause.wait(0.1)
        raise AssertionError(f"{name} does not answer:\n{self.log(name)[-3000:]}")

    def log(self, name: str) -> str:
        """What a process has printed."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def kill(self, name: str) -> None:
        """End one process at once."""
        self.processes[name].kill()
        self.processes[name].wait()

    def stop(self) -> None:
        """End what was started here."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
