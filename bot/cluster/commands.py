"""The command line of the cluster: `python -m bot cluster`."""

import argparse
import signal
from pathlib import Path
from threading import Event

from bot.paths import CACHE


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `cluster` to the command line."""
    parser = subparsers.add_parser(
        "cluster", help="nginx, several bots and their stores on this machine; Ctrl-C ends them"
    )
    parser.add_argument("--port", type=int, default=8080, help="of the page (8080)")
    for name, what in (("bots", "bots"), ("actions", "action servers"), ("courses", "course APIs")):
        parser.add_argument(f"--{name}", type=int, default=2, metavar="N", help=f"{what} (2)")
    parser.add_argument("--state", type=Path, default=CACHE / "cluster", metavar="FOLDER")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Runs the cluster until it is told to stop."""
    from bot.cluster.processes import CannotStart
    from bot.cluster.topology import Cluster
    from bot.models import current_path

    if not current_path().exists():
        raise CannotStart("There is no trained model. Train one first: python -m bot train")
    cluster = Cluster(
        args.state, port=args.port, bots=args.bots, actions=args.actions, courses=args.courses
    )
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    signal.signal(signal.SIGHUP, lambda *_: cluster.reload())
    _say(f"Starting {len(cluster.processes)} processes; their logs are in {args.state} ...")
    cluster.start()
    try:
        _say(f"Vakroute is ready: {cluster.address}/   (Ctrl-C stops it)")
        cluster.keep_running(stopped, _say)
    finally:
        _say("Stopping, after what is in hand ...")
        cluster.stop()
    return 0


def _say(line: str) -> None:
    print(line, flush=True)
