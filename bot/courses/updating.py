"""Fetching the register files by name from DUO's catalogue of open data, and renewing the seed.

A download that breaks off goes on where it stopped the next time. The present seed stays until every
file is there and plausible.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import requests

from bot.courses.loading import COHORT_FILE, HO_FILE_ONLINE, MBO_FILE, Loaded, load
from bot.courses.seed import PROVENANCE, read_seed, write_seed

CKAN = "https://onderwijsdata.duo.nl/api/3/action"
CONNECT_SECONDS = 10
READ_SECONDS = 60
CHUNK = 8192
STEP_PERCENT = 10
PART = ".part"
STATE = ".state.json"

Say = Callable[[str], None]


class UpdateFailed(Exception):
    """The files could not all be fetched; what was fetched is kept for the next time."""


@dataclass(frozen=True)
class Wanted:
    """A file: the data set and resource it is called by, and the name it gets here."""

    dataset: str
    resource: str
    file: str


WANTED = (
    Wanted("ho_opleidingsoverzicht", "ho_opleidingsoverzicht", HO_FILE_ONLINE),
    Wanted("mbo_opleidingsaanbod", "mbo_opleidingsaanbod", MBO_FILE),
    Wanted("mbo_opleidingsaanbod", "mbo_opleidingsaanbod_cohorten", COHORT_FILE),
)


def update(
    folder: Path,
    out: Path,
    *,
    today: date,
    say: Say,
    ckan: str = CKAN,
    session: requests.Session | None = None,
    wanted: Sequence[Wanted] = WANTED,
) -> Loaded:
    """Fetches the files into `folder` and writes the renewed seed to `out`.

    Raises:
        UpdateFailed: a file could not be found or fetched whole.
        UnusableFile, Implausible: a file is not what it should be; the seed is left as it is.
    """
    session = session or requests.Session()
    folder.mkdir(parents=True, exist_ok=True)
    for one in wanted:
        fetch(session, _address(session, ckan, one), folder / one.file, say=say)
    present = read_seed(out) if (out / PROVENANCE).exists() else None
    loaded = load(folder, today=today, present=present)
    write_seed(loaded.seed, out)
    for one in wanted:
        (folder / (one.file + STATE)).unlink(missing_ok=True)
    return loaded


def fetch(session: requests.Session, address: str, target: Path, *, say: Say) -> None:
    """Downloads a file, going on from what an earlier attempt left.

    Raises:
        UpdateFailed: the server does not give the file, or stops before its end.
    """
    part, state = target.with_name(target.name + PART), target.with_name(target.name + STATE)
    if state.exists() and _read_state(state) == {"address": address, "complete": True}:
        say(f"{target.name}: already here")
        return
    started = (
        part.stat().st_size if part.exists() and _read_state(state).get("address") == address else 0
    )
    state.write_text(json.dumps({"address": address, "complete": False}))
    headers = {"Accept-Encoding": "identity"}
    if started:
        headers["Range"] = f"bytes={started}-"
    try:
        with session.get(
            address, headers=headers, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS)
        ) as response:
            if response.status_code not in {200, 206}:
                raise UpdateFailed(f"{target.name}: the server answers {response.status_code}")
            resumed = response.status_code == 206
            size = started if resumed else 0
            shown = 0
            expected = size + int(response.headers.get("Content-Length") or 0)
            with part.open("ab" if resumed else "wb") as file:
                for chunk in response.iter_content(CHUNK):
                    file.write(chunk)
                    size += len(chunk)
                    percent = size * 100 // expected if expected else 100
                    if percent >= shown + STEP_PERCENT and percent < 100:
                        shown = percent
                        say(f"{target.name}: {percent} %")
    except (requests.RequestException, OSError) as error:
        raise UpdateFailed(f"{target.name}: {type(error).__name__}; run update again") from error
    if size < expected:
        raise UpdateFailed(f"{target.name}: {size} of {expected} bytes; run update again")
    part.replace(target)
    state.write_text(json.dumps({"address": address, "complete": True}))
    say(f"{target.name}: {size} bytes")


def _address(session: requests.Session, ckan: str, wanted: Wanted) -> str:
    """The present address of a file; it changes at every upload."""
    try:
        response = session.get(
            f"{ckan}/package_show",
            params={"id": wanted.dataset},
            timeout=(CONNECT_SECONDS, READ_SECONDS),
        )
        response.raise_for_status()
        resources: list[dict[str, Any]] = response.json()["result"]["resources"]
        for resource in resources:
            url = str(resource["url"])
            name = str(resource.get("name", "")).lower()
            if url.lower().endswith(f"/{wanted.resource}.csv") or name == wanted.resource:
                return url
    except (requests.RequestException, ValueError, KeyError, TypeError) as error:
        raise UpdateFailed(f"{wanted.dataset}: {type(error).__name__} at {ckan}") from error
    raise UpdateFailed(f"{wanted.dataset}: no file {wanted.resource}.csv")


def _read_state(path: Path) -> dict[str, Any]:
    try:
        state = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}
