"""What is in deploy/ names settings, commands and values that exist."""

import re
import subprocess
from string import Template

import pytest
import yaml

from bot import settings
from bot.__main__ import _parser
from bot.cluster.nginx import Nginx, servers
from bot.cluster.processes import NotInstalled
from bot.paths import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))["services"]
OURS = {name: service for name, service in COMPOSE.items() if service.get("image") == "vakroute"}
KNOWN = {value for value in vars(settings).values() if isinstance(value, str)}


@pytest.mark.parametrize("name", OURS)
def test_a_container_starts_a_command_that_exists(name):
    assert _parser().parse_args(OURS[name]["command"])


@pytest.mark.parametrize("name", OURS)
def test_a_container_sets_only_settings_that_exist(name):
    assert set(OURS[name].get("environment", {})) <= KNOWN


def test_only_nginx_can_be_reached_from_outside():
    reachable = [name for name, service in COMPOSE.items() if service.get("ports")]
    assert reachable == ["nginx"]
    assert [n for n, service in COMPOSE.items() if "outside" in service["networks"]] == ["nginx"]


def test_no_secret_stands_in_the_compose_file():
    text = (DEPLOY / "compose.yml").read_text(encoding="utf-8")
    for line in re.findall(r".*(?:PASSWORD|requirepass).*", text):
        assert line.lstrip().startswith("#") or "_PASSWORD:?}" in line, line


def test_compose_gives_nginx_every_value_that_its_template_asks():
    template = Template((DEPLOY / "nginx.conf.template").read_text(encoding="utf-8"))
    asked = set(re.findall(r"\$\{(\w+)\}", template.template))
    assert asked == set(COMPOSE["nginx"]["environment"])


def test_nginx_itself_finds_nothing_wrong_with_the_templates(tmp_path):
    values = {
        "LISTEN": "127.0.0.1:8080",
        "ACTIONS_LISTEN": "127.0.0.1:8082",
        "COURSES_LISTEN": "127.0.0.1:8083",
        "BOT_SERVERS": servers([9001, 9002]),
        "ACTION_SERVERS": servers([9003]),
        "COURSE_SERVERS": servers([9004]),
    }
    try:
        nginx = Nginx(tmp_path, 8080, values)
    except NotInstalled as error:
        pytest.skip(str(error))
    told = subprocess.run([*nginx.command, "-t"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
