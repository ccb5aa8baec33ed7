"""Requests that nobody honest sends, at a running assistant; used by a test and by bench/hostile.py.

Every request comes from an address of its own (the bot under test trusts one proxy), so that the limit
per address does not answer for everything. `Siege.failures` is empty when all is well.
"""

import itertools
import json
import random
import socket
import time
import warnings
from collections import Counter
from urllib.parse import urlsplit

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode

from bot.paths import ROOT

OPENAPI = ROOT / "bot" / "website" / "openapi.yml"
PROXIES = {"VAKROUTE_PROXIES": "1"}
"""The environment that the bot under test needs."""

SECRET = "kwibuszwaluw"
"""A word in somebody else's conversation."""

PATIENCE = 15.0
"""Seconds after which an answer counts as none."""

TURNS_PER_SESSION = 25
_ODD = (
    "😀", "\u202e", "\u200b", "\x00", "\x1b[31m", "\ufffe", "<script>", "'; DROP TABLE events; --", "{{7*7}}", "%s%n",
    "/restart", "/bbl_loon{", '/crisis{"x":1}', "\ud83d", "${jndi:ldap://x}", "../../etc/passwd", "نص", "日本", "\u0301" * 50,
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=600),
    st.lists(st.sampled_from(("wat", "verdien", "je", "bbl", *_ODD)), max_size=40).map(" ".join),
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
_BODIES = st.one_of(
    st.fixed_dictionaries({"text": _TEXTS}),
    st.fixed_dictionaries({"payload": _TEXTS.map(lambda text: "/bbl_loon" + text)}),
    st.fixed_dictionaries({"text": _VALUES, "payload": _VALUES}),
    st.dictionaries(st.sampled_from(("text", "payload", "answer", "useful", "sender")), _VALUES),
)
_TOKENS = ("", "null", "undefined", "../", "A" * 5_000, "%00", "' or 1=1 --", "*")


class Siege:
    """Sends, counts, and notes what must not happen."""

    def __init__(self, base: str, *, seed: int = 1) -> None:
        self.channel = f"{base}/webhooks/website"
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []
        self.slowest = 0.0
        self._http = requests.Session()
        self._random = random.Random(seed)
        self._numbers = itertools.count()
        self._seed = seed
        self._left = 0
        self._victim = self._start()
        said = self._post("messages", {"text": f"wat is bbl {SECRET}"}, self._victim)
        assert said.status_code == 200, said.text

    @property
    def sent(self) -> int:
        return sum(self.counts.values())

    def generated_from_the_contract(self, count: int) -> None:
        """Valid and invalid requests that schemathesis makes of the OpenAPI description."""
        schema = schemathesis.openapi.from_path(OPENAPI)
        operations = [result.ok() for result in schema.get_all_operations()]
        modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        for operation, mode in itertools.product(operations, modes):
            try:
                cases = operation.as_strategy(generation_mode=mode)
                self._each(cases, count // (len(operations) * len(modes)), self._send_case)
            except Unsatisfiable:  # a request without any part cannot be made invalid
                continue

    def odd_bodies(self, count: int) -> None:
        """Texts, payloads and other JSON that hypothesis makes."""
        self._each(_BODIES, count * 4 // 5, self._say)
        self._each(st.binary(max_size=9_000), count // 5, self._say)

    def others_tokens(self, count: int) -> None:
        """Guesses at the session of somebody else."""
        for _ in range(count):
            token = self._random.choice(
                (*_TOKENS, self._victim[:-1], self._victim.swapcase(), self._victim + "A")
            )
            method, path = self._random.choice(
                (("POST", "messages"), ("DELETE", "sessions/current"))
            )
            with self._watched():
                answer = self._http.request(
                    method, f"{self.channel}/{path}", json={"text": "herhaal wat ik zei"},
                    headers={"Authorization": f"Bearer {token}", **self._address()}, timeout=PATIENCE,
                )  # fmt: skip
                self._judge(answer)
                if answer.status_code != 401:
                    self.failures.append(f"a guessed token got {answer.status_code}")

    def broken_http(self, count: int) -> None:
        """Bytes over a socket that are no HTTP, or half of it."""
        for _ in range(count):
            request = self._broken()
            with self._watched():
                answer = self._exchange(request)
                self.counts[answer[9:12].decode("ascii", "replace") or "closed"] += 1
                if answer[9:10] == b"5" and answer[9:12] != b"503":
                    self.failures.append(f"{answer[:40]!r} for {request[:80]!r}")
                if SECRET.encode() in answer:
                    self.failures.append(f"another's conversation for {request[:80]!r}")

    def still_well(self) -> bool:
        """Whether the victim's conversation is as it was, and can go on."""
        answer = self._post("messages", {"text": "bron?"}, self._victim)
        return answer.status_code == 200 and str(answer.json()).count("bbl") > 0

    def _each(self, strategy, count, send) -> None:
        @settings(
            max_examples=max(1, count), database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck), verbosity=Verbosity.quiet, derandomize=True,
        )  # fmt: skip
        @given(strategy)
        def run(made) -> None:
            send(made)

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            run()

    def _send_case(self, case) -> None:
        headers = {**self._address()}
        if self._random.random() < 0.8:
            headers["Authorization"] = f"Bearer {self._token()}"
        with self._watched():
            self._judge(
                case.call(
                    base_url=self.channel, session=self._http, headers=headers, timeout=PATIENCE
                )
            )

    def _say(self, body) -> None:
        path = self._random.choice(("messages", "messages", "feedback"))
        with self._watched():
            self._judge(self._post(path, body, self._token()))

    def _post(self, path, body, token) -> requests.Response:
        sent = {"data": body} if isinstance(body, bytes) else {"data": _json(body)}
        return self._http.post(
            f"{self.channel}/{path}",
            headers={"Authorization": f"Bearer {token}", **self._address()},
            timeout=PATIENCE,
            **sent,
        )

    def _judge(self, answer) -> None:
        self.counts[str(answer.status_code)] += 1
        if answer.status_code >= 500:
            self.failures.append(f"{answer.status_code}: {answer.text[:100]}")
        if SECRET in answer.text:
            self.failures.append("another's conversation was read")

    def _watched(self):
        return _Watch(self)

    def _token(self) -> str:
        if self._left == 0:
            self._own, self._left = self._start(), TURNS_PER_SESSION
        self._left -= 1
        return self._own

    def _start(self) -> str:
        answer = self._http.post(
            f"{self.channel}/sessions", headers=self._address(), timeout=PATIENCE
        )
        return answer.json()["session"]

    def _address(self) -> dict[str, str]:
        number = next(self._numbers)
        return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}

    def _exchange(self, request: bytes) -> bytes:
        where = urlsplit(self.channel)
        with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
            try:
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                parts = []
                while part := connection.recv(65_536):
                    parts.append(part)
                return b"".join(parts)
            except ConnectionError:
                return b""

    def _broken(self) -> bytes:
        choose = self._random.choice
        line = choose((
            b"POST /webhooks/website/messages HTTP/1.1", b"GET / HTTP/9.9", b"\x16\x03\x01\x02\x00", b"GET", b"",
            b"POST /webhooks/website/sessions HTTP/1.1", b"GET /../../etc/passwd HTTP/1.1", b"GET /%ff%fe HTTP/1.1",
            b"GET /" + b"a" * choose((10, 9_000, 70_000)) + b" HTTP/1.1", b"PRI * HTTP/2.0", b"FOO / HTTP/1.1",
            b"DELETE /webhooks/website/sessions/current HTTP/1.1", b"GET /route?from=%00&to=" + b"x" * 900 + b" HTTP/1.1",
        ))  # fmt: skip
        headers = [
            choose((
                b"Host: x", b"Host: ", b"Content-Length: -1", b"Content-Length: 99999999999", b"Content-Length: 5",
                b"Transfer-Encoding: chunked", b"Transfer-Encoding: nonsense", b"Authorization: Bearer " + b"\xff" * 20,
                b"Content-Type: multipart/form-data", b"X: " + b"y" * choose((1, 20_000)), b"no colon", b": empty", b"\x00: z",
                b"Expect: 100-continue", b"Connection: upgrade\r\nUpgrade: websocket", b"Accept-Encoding: \xfe",
            ))
            for _ in range(self._random.randrange(6))
        ]  # fmt: skip
        body = choose((
            b"", b"{", b"5\r\nhallo\r\n0\r\n\r\n", b"zz\r\n", b"\x00" * 50, b'{"text": "hoi"}', self._random.randbytes(200),
        ))  # fmt: skip
        end = choose((b"\r\n", b"\n", b"\r\n", b"\r\n"))
        return end.join([line, *headers, b"", b""]) + body


class _Watch:
    """Times one request; one without an answer is a failure."""

    def __init__(self, siege: Siege) -> None:
        self._siege = siege

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, kind, error, _trace) -> bool:
        siege = self._siege
        siege.slowest = max(siege.slowest, time.monotonic() - self._began)
        if isinstance(error, (requests.Timeout, TimeoutError)):
            siege.counts["hang"] += 1
            siege.failures.append("no answer")
            return True
        if isinstance(error, (requests.RequestException, UnicodeError, ValueError)):
            siege.counts["not sent or closed"] += 1
            return True
        return False


def _json(body) -> bytes:
    return json.dumps(body, ensure_ascii=True).encode()
