"""The command line: `python -m bot COMMAND`."""

import argparse
import asyncio
import json
import logging
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import bot.standins
from bot import garbage, logs
from bot.errors import Failure
from bot.settings import prepare_environment, prepare_service, settings
from bot.yaml_files import read_mapping

warnings.filterwarnings("ignore", module=r"(rasa|sanic|sanic_routing|sqlalchemy|pkg_resources)")
warnings.filterwarnings("ignore", message=r"the load_module\(\) method")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        prepare_environment(settings())
        if chosen.process:
            prepare_service()
            logs.configure_service(chosen.process)
        else:
            logs.configure()
        return int(chosen.run(chosen) or 0)
    except (Failure, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _prepare_rasa(*, learns: bool = False) -> None:
    from bot.paths import ROOT

    needed = bot.standins.needed_components(read_mapping(ROOT / "config.yml"))
    if needed:
        logging.getLogger("bot").info("real TensorFlow, for %s", ", ".join(needed))
    else:
        bot.standins.install(learns=learns)


def _parser() -> argparse.ArgumentParser:
    from bot.cluster import commands as cluster
    from bot.console import commands as console
    from bot.courses import commands as courses

    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.set_defaults(process=None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], help_text: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=help_text)
        added.set_defaults(run=run)
        return added

    command("run", _run, "train if needed, then start all three processes")
    serve = command("serve", _serve, "start the bot: page, channel and understanding")
    serve.set_defaults(process="bot")
    actions = command("actions", _actions, "start the custom actions")
    actions.set_defaults(process="actions")
    command("train", _train, "train a model if there is none for the present data")
    ask = command("ask", _ask, "answer questions on the terminal, without the other processes")
    ask.add_argument("question", nargs="+", help="one or more questions of one conversation")
    evaluate = command("evaluate", _evaluate, "measure the understanding on a table of questions")
    evaluate.add_argument("file", type=Path, help="TSV, CSV or XLSX; see docs/evaluation.md")
    evaluate.add_argument("--json", type=Path, help="write the report here as JSON")
    evaluate.add_argument("--html", type=Path, help="write the report here as a page")
    for name, run, help_text in (
        ("backup", _backup, "copy accounts, flags, feedback and statistics into a folder"),
        ("restore", _restore, "put such a copy back; no bot may run meanwhile"),
    ):
        command(name, run, help_text).add_argument("folder", type=Path)
    command("check-content", _check_content, "check topics, facts and sources")
    rasa = command("rasa", _rasa, "Rasa's own command line, for example: rasa data validate")
    rasa.add_argument("arguments", nargs=argparse.REMAINDER)
    courses.add_parser(commands)
    cluster.add_parser(commands)
    console.add_parser(commands)
    return parser


def _run(_chosen: argparse.Namespace) -> int:
    from bot.model_seal import is_sealed
    from bot.models import current_path, ensure_model
    from bot.run import check_ports, run_all

    check_ports(settings())
    if not is_sealed(current_path()):
        print("Training, because there is no model for the present questions (about a minute) ...")
    print(f"Model: {ensure_model().name}", flush=True)
    return run_all(settings())


def _serve(_chosen: argparse.Namespace) -> int:
    garbage.seldom_while_loading()
    _prepare_rasa()
    from bot.models import ensure_model
    from bot.serve import serve

    serve(ensure_model(), settings())
    return 0


def _actions(_chosen: argparse.Namespace) -> int:
    from bot.action_server import serve

    serve(settings())
    return 0


def _train(_chosen: argparse.Namespace) -> int:
    from bot.model_seal import is_sealed
    from bot.models import current_path, train

    path = current_path()
    if is_sealed(path):
        print(f"The model for the present data is there: {path.name}")
        return 0
    _prepare_rasa(learns=True)
    print(f"Trained {path.name} in {train(path):.1f} s")
    return 0


def _ask(chosen: argparse.Namespace) -> int:
    _prepare_rasa()
    from bot.talk import converse

    for message in asyncio.run(converse(chosen.question)):
        print(json.dumps(message, ensure_ascii=False, indent=2))
    return 0


def _evaluate(chosen: argparse.Namespace) -> int:
    _prepare_rasa()
    from bot.evaluation import Report, evaluate, read_cases
    from bot.models import ensure_model
    from bot.serve import loaded_agent

    cases = read_cases(chosen.file)

    async def measured() -> Report:
        return await evaluate(await loaded_agent(ensure_model()), cases)

    report = asyncio.run(measured())
    if chosen.json:
        report.write_json(chosen.json)
    if chosen.html:
        report.write_html(chosen.html)
    print(report.summary_text())
    return 0


def _backup(chosen: argparse.Namespace) -> int:
    from bot.backup import backup, databases

    for path in backup(databases(settings()), chosen.folder):
        print(f"{path} ({path.stat().st_size:,} bytes)")
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    from bot.backup import databases, restore

    print("Restored:", ", ".join(restore(databases(settings()), chosen.folder)))
    return 0


def _check_content(_chosen: argparse.Namespace) -> int:
    from bot.answers.checks import check_project

    return check_project()


def _rasa(chosen: argparse.Namespace) -> int:
    _prepare_rasa(learns=True)
    from rasa.__main__ import main as rasa_main

    sys.argv = ["rasa", *chosen.arguments]
    rasa_main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
