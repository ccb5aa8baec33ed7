import io

import pytest
from console_support import PASSWORD

from bot.__main__ import main


class Keyboard(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    """Runs `python -m bot console …` with what is typed; returns status, output and errors."""
    monkeypatch.setenv("VAKROUTE_CONSOLE_DB_URL", f"sqlite:///{tmp_path / 'console.sqlite'}")

    def run(*arguments, typed="", stdin=None):
        monkeypatch.setattr("sys.stdin", stdin or io.StringIO(typed))
        status = main(["console", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_accounts_are_made_listed_changed_and_removed(terminal):
    assert terminal("add", "noor", "--role", "editor", typed=PASSWORD + "\n")[0] == 0
    assert terminal("add", "bram", "--role", "counsellor", typed=PASSWORD + "\n")[0] == 0
    assert terminal("list")[1] == "bram\tcounsellor\nnoor\teditor\n"
    assert terminal("password", "noor", typed="een ander wachtwoord\n")[0] == 0
    assert terminal("remove", "bram")[0] == 0
    assert terminal("list")[1] == "noor\teditor\n"


def test_the_password_is_asked_twice_on_a_terminal(terminal, monkeypatch):
    answers = iter([PASSWORD, "een tikfout erin"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    status, _, errors = terminal("add", "noor", "--role", "editor", stdin=Keyboard())
    assert (status, "The two passwords differ" in errors) == (1, True)


def test_what_cannot_be_is_one_sentence_without_a_traceback(terminal):
    status, _, errors = terminal("add", "noor", "--role", "editor", typed="kort\n")
    assert status == 1
    assert errors == "error: A password has 12 to 200 characters; this one has 4.\n"
    assert terminal("remove", "noor")[2] == "error: There is no account 'noor'.\n"
