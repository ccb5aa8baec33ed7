import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from console_support import PASSWORD, QUICK

from bot.console.accounts import AccountError, Accounts
from bot.console.database import accounts
from bot.console.roles import Role


def stored_hash(console, name):
    with console.database.begin() as connection:
        return connection.execute(
            sa.select(accounts.c.password_hash).where(accounts.c.name == name)
        ).scalar()


def test_an_account_signs_in_with_its_password_only(console, people):
    assert console.accounts.signs_in("Noor ", PASSWORD).role is Role.EDITOR
    assert console.accounts.signs_in("noor", PASSWORD + "x") is None
    assert console.accounts.signs_in("niemand", PASSWORD) is None


def test_a_password_is_kept_as_an_argon2id_hash(console):
    strict = Accounts(console.database)
    strict.add("noor", Role.EDITOR, PASSWORD)
    assert stored_hash(console, "noor").startswith("$argon2id$")
    assert PASSWORD not in stored_hash(console, "noor")


def test_a_hash_of_before_is_renewed_when_its_owner_signs_in(console, people):
    before = stored_hash(console, "noor")
    stronger = Accounts(
        console.database, hasher=PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    )
    assert stronger.signs_in("noor", PASSWORD)
    assert stored_hash(console, "noor") != before
    assert stronger.signs_in("noor", PASSWORD)


def test_an_editor_may_do_what_a_counsellor_may_and_not_the_other_way_round():
    assert Role.EDITOR.may(Role.COUNSELLOR)
    assert Role.EDITOR.may(Role.EDITOR)
    assert Role.COUNSELLOR.may(Role.COUNSELLOR)
    assert not Role.COUNSELLOR.may(Role.EDITOR)


@pytest.mark.parametrize("name", ["", "n", "noor de vries", "../noor", "-noor", "n" * 65, "nóór"])
def test_an_impossible_name_is_refused(console, name):
    with pytest.raises(AccountError, match="cannot be a name"):
        console.accounts.add(name, Role.EDITOR, PASSWORD)
    assert not console.accounts.any()


@pytest.mark.parametrize("password", ["", "elf tekens!", "x" * 201])
def test_a_password_that_is_too_short_or_long_is_refused(console, password):
    with pytest.raises(AccountError, match="12 to 200 characters"):
        console.accounts.add("noor", Role.EDITOR, password)


def test_a_name_is_taken_once_in_capitals_or_not(console, people):
    with pytest.raises(AccountError, match="already"):
        console.accounts.add("NOOR", Role.COUNSELLOR, PASSWORD)
    assert [(a.name, a.role) for a in console.accounts.all()] == [
        ("bram", Role.COUNSELLOR),
        ("noor", Role.EDITOR),
    ]


def test_another_password_or_a_removed_account_ends_the_sessions(console, people):
    noor, bram = console.accounts.find("noor"), console.accounts.find("bram")
    of_noor, of_bram = console.sessions.start(noor), console.sessions.start(bram)
    console.accounts.change_password("noor", "iets anders van twaalf")
    assert console.sessions.find(of_noor) is None
    assert console.sessions.find(of_bram) == bram
    assert console.accounts.signs_in("noor", PASSWORD) is None
    console.accounts.remove("bram")
    assert console.sessions.find(of_bram) is None


def test_nobody_of_that_name_is_said_plainly(console):
    with pytest.raises(AccountError, match="no account 'noor'"):
        console.accounts.remove("noor")
    with pytest.raises(AccountError, match="no account 'noor'"):
        console.accounts.change_password("noor", PASSWORD)


def test_accounts_are_the_same_in_postgresql(postgres):
    from bot.console.database import console_database

    kept = Accounts(console_database(postgres.url), hasher=QUICK)
    kept.add("noor", Role.EDITOR, PASSWORD)
    with pytest.raises(AccountError, match="already"):
        kept.add("noor", Role.EDITOR, PASSWORD)
    assert kept.signs_in("noor", PASSWORD)
    kept.remove("noor")
    assert not kept.any()
