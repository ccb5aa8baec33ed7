"""Starting the three processes of the Procfile together, and telling when they answer."""

import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import honcho.manager
from honcho.environ import parse_procfile

from bot.cluster.processes import CannotStart
from bot.lifecycle import MOST_SECONDS
from bot.logs import FORMAT, wanted_format
from bot.paths import ROOT
from bot.settings import Settings

START_SECONDS = 90


def check_ports(chosen: Settings) -> None:
    """See that every port is free.

    Raises:
        CannotStart: a port is in use.
    """
    ports = {
        "VAKROUTE_PORT": (chosen.host, chosen.port),
        "VAKROUTE_ACTIONS_PORT": ("127.0.0.1", chosen.actions_port),
        "VAKROUTE_COURSES_PORT": ("127.0.0.1", chosen.courses_port),
    }
    for variable, address in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                raise CannotStart(
                    f"Port {address[1]} is in use. Stop what uses it, or choose another: "
                    f"{variable}=9000 make run"
                ) from error


def run_all(chosen: Settings, procfile: Path = ROOT / "Procfile") -> int:
    """Run the processes until one ends or the user stops them; returns the exit status.

    Raises:
        CannotStart: a port is in use.
    """
    check_ports(chosen)
    honcho.manager.KILL_WAIT = MOST_SECONDS + 2
    manager = honcho.manager.Manager()
    # The processes write to us, not to the terminal, and cannot see that a person looks on.
    logged = wanted_format(is_terminal=sys.stdout.isatty())
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", FORMAT: logged}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for name, command in parse_procfile(procfile.read_text(encoding="utf-8")).processes.items():
        manager.add_process(name, f"exec {command}", env=environment, cwd=str(ROOT))
    threading.Thread(target=_announce, args=(chosen,), daemon=True).start()
    manager.loop()
    return 0 if manager.returncode in (None, 130, 143, -2, -15) else int(manager.returncode)


def _announce(chosen: Settings) -> None:
    started = time.monotonic()
    address = f"http://{chosen.host}:{chosen.port}/"
    while time.monotonic() - started < START_SECONDS:
        if _answers(address + "health"):
            seconds = time.monotonic() - started
            print(f"\nVakroute is ready after {seconds:.0f} s: {address}   (Ctrl-C stops it)\n")
            return
        time.sleep(0.2)
    print(f"\nVakroute has not answered within {START_SECONDS} s; the lines above say why.\n")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
