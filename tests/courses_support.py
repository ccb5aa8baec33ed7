"""Servers on loopback for the tests of course offers."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
from urllib3.util import Retry

from bot.paths import ROOT

_SERVE = """
import sys
from pathlib import Path
from bot.courses.catalogue import Catalogue
from bot.courses.server import create_app
create_app(Catalogue(Path(sys.argv[1]))).run(
    host="127.0.0.1", port=int(sys.argv[2]), access_log=False, motd=False
)
"""


@contextmanager
def served(catalogue: Path) -> Iterator[str]:
    """Our own server over the catalogue in a file, in its own process on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(catalogue), str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        with requests.Session() as session:
            patient = requests.adapters.HTTPAdapter(
                max_retries=Retry(total=None, connect=14, backoff_factor=0.05, backoff_max=2)
            )
            session.mount("http://", patient)
            session.get(base + "/", timeout=20)
        yield base
    finally:
        process.terminate()
        process.wait(10)


Answer = Callable[[BaseHTTPRequestHandler], None]


class Misbehaving:
    """A server on loopback that answers as a test tells it to; `paths` are what was asked."""

    def __init__(self, answer: Answer) -> None:
        self.paths: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.paths.append(self.path)
                try:
                    answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.released = threading.Event()
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


def send(handler: BaseHTTPRequestHandler, document: object, *, status: int = 200, **headers: str):
    """Answers with JSON, or with text as it is."""
    body = document if isinstance(document, str) else json.dumps(document)
    raw = body.encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(raw)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(raw)


SPECIFICATION = Path(__file__).parent / "courses" / "data" / "oeapi-v6.0-extract.json"
