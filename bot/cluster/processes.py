"""A child process that listens on a port: started, waited for, ended."""

import os
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from bot.errors import Failure
from bot.lifecycle import MOST_SECONDS
from bot.paths import ROOT

START_SECONDS = 180
STOP_SECONDS = MOST_SECONDS + 5
_STEP_SECONDS = 0.05
_PORTS = range(20_000, 32_000)
_ELSEWHERE = "/usr/sbin:/usr/local/sbin"

Probe = Callable[[], bool]


class CannotStart(Failure):
    """A process cannot be started; the message says why and what to do."""


class NotInstalled(CannotStart):
    """A program of the system is missing."""


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nothing listens on, all different.

    They are below those that the system hands out to outgoing connections, so that none of these
    takes one before its server is started, or between a server's end and its return.
    """
    chosen: list[int] = []
    with ExitStack() as probes:
        for port in random.sample(_PORTS, len(_PORTS)):
            if len(chosen) == count:
                break
            probe = probes.enter_context(socket.socket())
            with suppress(OSError):
                probe.bind(("127.0.0.1", port))
                chosen.append(port)
    return chosen


def program(name: str) -> str:
    """Where a program of the system is.

    Raises:
        NotInstalled: it is not there.
    """
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([os.environ.get("PATH", ""), _ELSEWHERE, *map(str, versions)])
    found = shutil.which(name, path=path)
    if found is None:
        raise NotInstalled(f"{name} is not installed. `scripts/servers.sh` installs it.")
    return found


def listens(port: int) -> bool:
    """Whether something takes connections on a port of this machine."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


class Process:
    """One process; what it prints goes to `FOLDER/NAME.log`."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path,
        answers: Probe,
        environment: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        """Nothing is started yet.

        Args:
            name: what it is called in messages and in its log.
            command: program and arguments.
            folder: where its log goes.
            answers: whether it does its work by now.
            environment: variables for the process; those of this process when None.
            stop_signal: what makes it end after what is in hand.
        """
        self.name = name
        self.command = list(command)
        self._folder = folder
        self._answers = answers
        self._environment = dict(environment) if environment is not None else None
        self._stop_signal = stop_signal
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process's number, None when it does not run."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def launch(self) -> None:
        """Start it, without waiting until it answers."""
        with (self._folder / f"{self.name}.log").open("ab") as log:
            self._child = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self, *, seconds: float = START_SECONDS) -> None:
        """Wait until it answers.

        Raises:
            CannotStart: it ended, or does not answer in time; its last lines are in the message.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.pid is not None:
            if self._answers():
                return
            time.sleep(_STEP_SECONDS)
        raise CannotStart(f"{self.name} does not answer:\n{self.log()[-2000:]}")

    def start(self) -> None:
        """Start it and wait until it answers; see `wait_until_ready`."""
        self.launch()
        self.wait_until_ready()

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self._child is not None and self._child.poll() is None:
            self._child.send_signal(number)

    def kill(self) -> None:
        """End it and its own children at once, as a supervisor does.

        An orphan of nginx would keep its ports, so that nginx could not come back.
        """
        if self.pid is not None:
            os.killpg(self.pid, signal.SIGKILL)
        self.wait()

    def ask_to_stop(self) -> None:
        """Let it end after what is in hand, without waiting for that."""
        self.send(self._stop_signal)

    def stop(self, *, seconds: float = STOP_SECONDS) -> None:
        """End it after what is in hand, or at once when that takes too long."""
        self.ask_to_stop()
        try:
            self.wait(seconds=seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def wait(self, *, seconds: float | None = None) -> int | None:
        """Wait until it has ended; returns its status.

        Raises:
            subprocess.TimeoutExpired: it takes longer.
        """
        return self._child.wait(timeout=seconds) if self._child is not None else None

    def log(self) -> str:
        """What it has printed so far."""
        path = self._folder / f"{self.name}.log"
        return path.read_text(errors="replace") if path.exists() else ""
