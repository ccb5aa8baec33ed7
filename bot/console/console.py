"""What the console's pages work with."""

import asyncio
import hmac
from dataclasses import dataclass

from argon2 import PasswordHasher
from sanic import Request

from bot.console.accounts import Accounts
from bot.console.attempts import Attempts
from bot.console.database import console_database
from bot.console.review.marks import Marks
from bot.console.sessions import Sessions
from bot.errors import Failure
from bot.privacy.database import Database
from bot.settings import CONSOLE_PROXY_SECRET, CONSOLE_USER_HEADER, Settings
from bot.statistics.table import statistics_database

SECRET_HEADER = "X-Console-Secret"
SHORTEST_SECRET = 24
HASHES_AT_ONCE = 1
"""One check of a password takes 64 MB and a core for a moment."""


@dataclass(frozen=True)
class ProxySignIn:
    """Takes the user from a header that a proxy with a sign-in of its own sets.

    Visitors of the page come through the same proxy, so the proxy also sends a secret, and only
    where it asked for the sign-in.
    """

    header: str
    secret: str

    def name_in(self, request: Request) -> str | None:
        """The account that the proxy names, or None when nobody or somebody else says so."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return None
        return request.headers.get(self.header) or None


class Console:
    """Accounts, sessions and failures to sign in, with the database that they are in."""

    def __init__(
        self,
        database: Database,
        *,
        statistics: Database | None = None,
        proxy: ProxySignIn | None = None,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """A console over a database.

        Args:
            database: see `bot.console.database.console_database`.
            statistics: where turns are kept; at the same address when left out.
            proxy: signs people in; with None they do that here, with a password.
            hasher: see `Accounts`.
        """
        self.database = database
        self.statistics = statistics or statistics_database(
            database.engine.url.render_as_string(hide_password=False)
        )
        self.accounts = Accounts(database, hasher=hasher)
        self.sessions = Sessions(database)
        self.attempts = Attempts(database)
        self.proxy = proxy
        self.hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    @classmethod
    def of(cls, chosen: Settings) -> "Console":
        """The console that the settings describe.

        Raises:
            Failure: a proxy is trusted without a secret, or with a short one.
        """
        proxy = None
        if chosen.console_user_header:
            if len(chosen.console_proxy_secret or "") < SHORTEST_SECRET:
                raise Failure(
                    f"{CONSOLE_USER_HEADER} is set, so {CONSOLE_PROXY_SECRET} must be a secret of"
                    f" at least {SHORTEST_SECRET} characters, which the proxy sends as"
                    f" {SECRET_HEADER}; see docs/console.md."
                )
            proxy = ProxySignIn(chosen.console_user_header, chosen.console_proxy_secret or "")
        return cls(
            console_database(chosen.console_db_url),
            statistics=statistics_database(chosen.website_db_url),
            proxy=proxy,
        )

    def purge(self) -> None:
        """Forget what has expired.

        Raises:
            Away: the database cannot do it now.
        """
        self.sessions.purge()
        self.attempts.purge()
        Marks(self.database).purge()
