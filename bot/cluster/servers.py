"""PostgreSQL and Redis from the system's packages, as processes of our own on 127.0.0.1."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

import redis

from bot.cluster.processes import CannotStart, Process, program

DATABASE = "postgres"
USER = "vakroute"
_UNPRIVILEGED = ("postgres", "nobody")


class Redis(Process):
    """A Redis server that loses nothing when its process is killed."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"redis://127.0.0.1:{port}/0"
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            program("redis-server"),
            *("--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)),
            *("--appendonly", "yes", "--save", "", "--daemonize", "no"),
        ]
        super().__init__("redis", command, folder=folder, answers=self._answers)

    def _answers(self) -> bool:
        """Whether it has read its data: until then it listens and refuses every command."""
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


class Postgres(Process):
    """A PostgreSQL server; its data are made in an empty folder and kept there.

    PostgreSQL does not run as root: for root it runs as `postgres` or `nobody`, to whom the folder
    is given.
    """

    def __init__(self, folder: Path, port: int) -> None:
        """Make the data when the folder has none; nothing is started yet.

        Raises:
            CannotStart: PostgreSQL is not installed, or its user cannot reach the folder.
        """
        self._port = port
        self._own = _as_somebody()
        data = folder / "data"
        password_file = folder / "password"
        folder.mkdir(parents=True, exist_ok=True)
        if not (data / "PG_VERSION").exists():
            self._make(folder, data, password_file)
        password = password_file.read_text()
        self.url = f"postgresql://{USER}:{password}@127.0.0.1:{port}/{DATABASE}"
        options = {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "shared_buffers": "32MB",
            "restart_after_crash": "on",
        }
        command = [*self._own, program("postgres"), "-D", str(data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        super().__init__(
            "postgres", command, folder=folder, answers=self._is_ready, stop_signal=signal.SIGINT
        )

    def start(self) -> None:
        """Start it; after a crash its old processes may need a moment to be gone."""
        try:
            super().start()
        except CannotStart:
            super().start()

    def _make(self, folder: Path, data: Path, password_file: Path) -> None:
        shutil.rmtree(data, ignore_errors=True)
        password_file.write_text(secrets.token_urlsafe(24))
        password_file.chmod(0o600)
        if self._own:
            owner = pwd.getpwnam(_somebody())
            for path in (folder, password_file):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        made = subprocess.run(
            [
                *self._own, program("initdb"), "-D", str(data), "-U", USER, "-E", "UTF8",
                "--locale=C", "--auth=scram-sha-256", f"--pwfile={password_file}",
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )  # fmt: skip
        if made.returncode:
            raise CannotStart(
                f"PostgreSQL's data cannot be made in {folder}: {made.stderr.strip()}"
            )

    def _is_ready(self) -> bool:
        asked = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self._port)]
        return subprocess.run(asked, check=False).returncode == 0


def _as_somebody() -> list[str]:
    if os.geteuid() != 0:
        return []
    user = _somebody()
    group = str(pwd.getpwnam(user).pw_gid)
    return [program("setpriv"), f"--reuid={user}", f"--regid={group}", "--clear-groups", "--"]


def _somebody() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in known)
