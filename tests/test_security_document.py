"""docs/security.md names a test for each defence; here are that check and the small defences."""

import ast
import re
import subprocess

import pytest

from bot.paths import ROOT
from bot.settings import settings

DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOCUMENT)
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_each_line_of_the_table_names_a_test():
    table = DOCUMENT.split("Secrets are environment")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(lines) == len(NAMED) >= 15


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_named_test_exists(path, name):
    functions = ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
    assert name in {item.name for item in functions if isinstance(item, ast.FunctionDef)}


def test_the_inner_servers_listen_on_this_machine_only(monkeypatch):
    for variable in ("VAKROUTE_ACTIONS_HOST", "VAKROUTE_HOST"):
        monkeypatch.delenv(variable, raising=False)
    chosen = settings()
    assert (chosen.host, chosen.actions_host) == ("127.0.0.1", "127.0.0.1")


def test_every_package_is_pinned_with_a_hash():
    for entry in re.split(r"\n(?=\S)", LOCK.strip()):
        assert re.match(r"[\w.-]+==[\w.]+( ;.*)? \\\n\s+--hash=sha256:[0-9a-f]{64}", entry), entry
    assert "://" not in LOCK


def test_no_address_with_a_password_is_in_the_repository():
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.yml", "*.sh", "*.md", "*.toml", "*.template", "Procfile"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    secret = re.compile(r"(?:postgresql|redis|rediss)(?:\+\w+)?://[\w.-]*:[^@{$\s'\"<A-Z]+@")
    found = [path for path in listed if secret.search((ROOT / path).read_text(encoding="utf-8"))]
    assert found == []


def test_the_table_of_vulnerabilities_is_about_the_versions_in_the_lock():
    rows = re.findall(r"^\| ([a-z-]+) (\d[\w.]+) \|", DOCUMENT, re.MULTILINE)
    assert len(rows) >= 7
    for name, version in rows:
        assert f"\n{name}=={version} " in LOCK, name
