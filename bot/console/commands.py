"""The command line of the console's accounts: `python -m bot console add|list|remove|password`."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from bot.console.roles import Role
from bot.errors import Failure
from bot.parts import Away
from bot.settings import settings

if TYPE_CHECKING:
    from bot.console.accounts import Accounts


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `console` and what it can do to the command line."""
    parser = subparsers.add_parser("console", help="accounts of the counsellors' console")
    commands = parser.add_subparsers(dest="console_command", required=True)
    from_stdin = "the password is asked for, or read from standard input"

    add = commands.add_parser("add", help="make an account", description=from_stdin)
    add.add_argument("name")
    add.add_argument("--role", choices=[role.value for role in Role], required=True)
    commands.add_parser("list", help="show the accounts and their roles")
    commands.add_parser("remove", help="remove an account").add_argument("name")
    password = commands.add_parser(
        "password", help="give an account another password", description=from_stdin
    )
    password.add_argument("name")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Does what the command line asks; 0 when it worked.

    Raises:
        Failure: it cannot be done; the message says why.
    """
    from bot.console.accounts import Accounts
    from bot.console.database import console_database

    accounts = Accounts(console_database(settings().console_db_url))
    try:
        return _run(args, accounts)
    except Away as error:
        raise Failure(f"The console's database cannot be used: {error}") from error


def _run(args: argparse.Namespace, accounts: "Accounts") -> int:
    if args.console_command == "add":
        added = accounts.add(args.name, Role(args.role), _password())
        print(f"{added.name} can sign in at /console as {added.role.value}.")
    elif args.console_command == "remove":
        accounts.remove(args.name)
        print(f"{args.name} is removed.")
    elif args.console_command == "password":
        accounts.change_password(args.name, _password())
        print(f"{args.name} has another password and must sign in again.")
    else:
        for account in accounts.all():
            print(f"{account.name}\t{account.role.value}")
    return 0


def _password() -> str:
    """The password that is typed twice, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise Failure("The two passwords differ. Nothing changed.")
    return password
