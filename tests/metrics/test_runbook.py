"""Alerts, the page that says what to do, and the units that it installs, hang together."""

import re

import pytest
import yaml

from bot.__main__ import _parser
from bot.paths import ROOT

ALERTS = yaml.safe_load((ROOT / "deploy" / "prometheus" / "alerts.yml").read_text())
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
COMMAND = re.compile(r"python -m bot ([^'\n]+)")


def rules():
    return [rule for group in ALERTS["groups"] for rule in group["rules"]]


def anchors():
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in headings}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_an_alert_names_the_section_that_says_what_to_do(rule):
    file, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert file == "docs/operations.md"
    assert anchor in anchors()


def test_every_section_on_alerts_belongs_to_one():
    after = PAGE.partition("# What to do at each alert")[2]
    sections = {
        title.lower().replace(" ", "-") for title in re.findall(r"^## (.+)$", after, re.MULTILINE)
    }
    assert sections == {rule["annotations"]["runbook"].partition("#")[2] for rule in rules()}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_exists(unit):
    (command,) = COMMAND.findall(re.sub(r"\$\$\(.*?\)", "DAY", unit.read_text()))
    _parser().parse_args(command.split())
