"""The command line of the catalogue: `python -m bot courses load|update|serve`."""

import argparse
import asyncio
import sys
from datetime import date
from pathlib import Path

from bot.courses.seed import FOLDER, Seed
from bot.paths import CACHE


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `courses` and what it can do to the command line."""
    parser = subparsers.add_parser("courses", help="the catalogue of course offers")
    commands = parser.add_subparsers(dest="courses_command", required=True)

    load = commands.add_parser("load", help="make the seed catalogue from register files")
    load.add_argument("folder", type=Path, metavar="DIR", help="folder with the files")
    load.add_argument("--out", type=Path, default=FOLDER, metavar="FOLDER", help="where to")

    update = commands.add_parser(
        "update", help="fetch the register files from DUO and renew the seed"
    )
    update.add_argument("--files", type=Path, default=CACHE / "registers", metavar="FOLDER")
    update.add_argument("--out", type=Path, default=FOLDER, metavar="FOLDER", help="where to")

    serve = commands.add_parser("serve", help="serve the catalogue as an OEAPI v6 API")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8081)

    parser.set_defaults(run=run)
    serve.set_defaults(process="courses")


def run(args: argparse.Namespace) -> int:
    """Does what the command line asks; 0 when it worked."""
    if args.courses_command == "load":
        return _load(args.folder, args.out)
    if args.courses_command == "update":
        return _update(args.files, args.out)
    return _serve(args.host, args.port)


def _load(folder: Path, out: Path) -> int:
    from bot.courses.loaders.reading import UnusableFile
    from bot.courses.loading import Implausible, load
    from bot.courses.seed import PROVENANCE, read_seed, write_seed

    present = read_seed(out) if (out / PROVENANCE).exists() else None
    try:
        loaded = load(folder, today=date.today(), present=present)
    except (UnusableFile, Implausible) as error:
        _say(f"Nothing changed. {error}", error=True)
        return 1
    for report in loaded.reports:
        for line in report.lines():
            _say(line)
    if not loaded.reports:
        _say(f"Nothing changed. No register file found in {folder}.", error=True)
        return 1
    write_seed(loaded.seed, out)
    _say_counts(loaded.seed, out)
    return 0


def _update(files: Path, out: Path) -> int:
    from bot.courses.loaders.reading import UnusableFile
    from bot.courses.loading import Implausible
    from bot.courses.updating import UpdateFailed, update

    try:
        loaded = update(files, out, today=date.today(), say=_say)
    except (UpdateFailed, UnusableFile, Implausible) as error:
        _say(f"Nothing changed. {error}", error=True)
        return 1
    for report in loaded.reports:
        for line in report.lines():
            _say(line)
    _say_counts(loaded.seed, out)
    return 0


def _say_counts(seed: Seed, out: Path) -> None:
    _say(
        f"{out}: {len(seed.organisations)} schools, {len(seed.qualifications)} qualifications,"
        f" {len(seed.programmes)} offers, {len(seed.cohorts)} cohorts"
    )


def _serve(host: str, port: int) -> int:
    from bot.courses.catalogue import open_seed
    from bot.courses.server import create_app
    from bot.lifecycle import finish_what_is_in_hand, renew_when_asked
    from bot.metrics.catalogue import watch_catalogue
    from bot.metrics.exposition import expose
    from bot.settings import settings

    catalogue = open_seed()
    app = create_app(catalogue)
    expose(app, settings().metrics_token)
    watch_catalogue(catalogue.counts(), catalogue.days())

    async def renew() -> str:
        renewed = await asyncio.to_thread(open_seed)
        app.ctx.api.renew(renewed)
        watch_catalogue(renewed.counts(), renewed.days())
        return "the catalogue"

    finish_what_is_in_hand(app)
    renew_when_asked(app, renew)
    app.run(host=host, port=port, access_log=False, motd=False, verbosity=0, workers=1)
    return 0


def _say(line: str, *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write(line + "\n")
