"""What Prometheus reads of the running processes, and what board and alerts make of it."""

import json
import re

import pytest
import requests
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.paths import ROOT

PLANTED = ["Fatima de Vries", "3511 AB", "0612345678", "fatima@voorbeeld.nl"]
BOARD = ROOT / "deploy" / "grafana" / "vakroute.json"
ALERTS = ROOT / "deploy" / "prometheus" / "alerts.yml"
NAME = re.compile(r"\b(?:vakroute|process)_[a-z_]+")


def scraped(port: int) -> requests.Response:
    return requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10)


@pytest.fixture
def ports(bot_processes):
    return (bot_processes.port, bot_processes.actions_port, bot_processes.courses_port)


@pytest.fixture
def samples(ports, new_chat):
    """Every sample of the three processes after a conversation of all kinds."""

    def read():
        return [
            sample
            for port in ports
            for family in text_string_to_metric_families(scraped(port).text)
            for sample in family.samples
        ]

    chat = new_chat()
    chat.say("wat verdien je in de bbl")
    chat.say("welke ad-opleidingen techniek zijn er bij Zwolle?")
    chat.say(f"ik ben {PLANTED[0]}, {PLANTED[1]} 12, bel {PLANTED[2]} of mail {PLANTED[3]}")
    chat.press("/bbl_bol_verschil")
    requests.delete(f"{chat.channel}/sessions/current", headers=chat.headers, timeout=10)
    return read


def value(samples, name, **labels):
    return sum(s.value for s in samples if s.name == name and labels.items() <= s.labels.items())


def test_turns_are_counted_by_how_sure_their_answer_was(samples, chat):
    before = samples()
    chat.say("wat verdien je in de bbl")
    chat.press("/bbl_bol_verschil")
    after = samples()

    def more(**labels):
        name = "vakroute_turns_total"
        return value(after, name, **labels) - value(before, name, **labels)

    assert more(band="answer") == 1
    assert more(band="button") == 1


def test_each_part_of_a_turn_is_measured(samples):
    told = samples()
    for stage in ("read", "understanding", "rules", "answer", "action", "store"):
        assert value(told, "vakroute_stage_seconds_count", stage=stage) > 0, stage


def test_actions_and_the_course_offer_api_are_counted_where_they_run(samples):
    told = samples()
    assert value(told, "vakroute_actions_total", action="action_search_courses", outcome="done")
    assert value(told, "vakroute_course_api_total", outcome="answered")
    assert value(told, "vakroute_requests_total", route="GET /programmes", status="200")
    assert value(told, "vakroute_catalogue_rows", table="programme") > 1_000


def test_a_refusal_by_a_limit_is_a_429_of_its_route(samples, new_chat):
    chat = new_chat()
    while chat.post("messages", {"payload": "/groet"}).status_code != 429:
        pass
    route = "POST /webhooks/website/messages"
    assert value(samples(), "vakroute_requests_total", route=route, status="429") >= 1


def test_no_label_holds_a_text_or_what_a_visitor_sent(samples, running_bot):
    requests.get(f"{running_bot}/{PLANTED[0]}", timeout=10)
    requests.request("GEHEIM", f"{running_bot}/", timeout=10)
    told = " ".join(str(sample.labels) for sample in samples())
    assert not [text for text in [*PLANTED, "GEHEIM", "Zwolle"] if text in told]


@pytest.mark.parametrize("name", ["bot", "actions", "courses"])
def test_no_text_and_no_name_of_a_conversation_is_in_a_log(samples, bot_processes, name):
    samples()
    log = bot_processes.log(name)
    said = [*PLANTED, "verdien", "Zwolle", "zwolle"]
    assert not [text for text in said if text in log]
    for line in log.splitlines():
        assert json.loads(line)["process"] == name


def test_the_log_has_a_line_for_each_turn_with_the_same_name_in_one_conversation(
    bot_processes, chat
):
    chat.say("wat verdien je in de bbl")
    chat.say("bron?")
    turns = [
        line
        for line in map(json.loads, bot_processes.log("bot").splitlines())
        if line["event"] == "turn"
    ]
    assert turns[-1]["conversation"] == turns[-2]["conversation"]
    assert (turns[-2]["band"], turns[-2]["ms"] > 0) == ("answer", True)


def test_metrics_are_not_told_through_a_proxy(ports):
    for port in ports:
        address = f"http://127.0.0.1:{port}/metrics"
        through = requests.get(address, headers={"X-Forwarded-For": "127.0.0.1"}, timeout=10)
        assert through.status_code == 404


def exposed(ports) -> set[str]:
    names = set()
    for port in ports:
        for family in text_string_to_metric_families(scraped(port).text):
            names.add(family.name)
            names |= {sample.name for sample in family.samples}
            if family.type == "counter":
                names.add(f"{family.name}_total")
            if family.type == "histogram":
                names |= {f"{family.name}_{part}" for part in ("bucket", "sum", "count")}
    return names


@pytest.mark.parametrize("file", [BOARD, ALERTS], ids=lambda path: path.name)
def test_board_and_alerts_name_only_metrics_that_exist(ports, file):
    if file == BOARD:
        panels = json.loads(file.read_text())["panels"]
        queries = [t["expr"] for panel in panels for t in panel.get("targets", [])]
    else:
        groups = yaml.safe_load(file.read_text())["groups"]
        queries = [rule["expr"] for group in groups for rule in group["rules"]]
    named = {name for query in queries for name in NAME.findall(query)}
    assert len(named) > 5
    assert named <= exposed(ports)
