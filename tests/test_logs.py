"""What the log may and may not hold. Each test writes as a process of its own does."""

import json
import subprocess
import sys

import pytest

from bot.errors import Failure
from bot.logs import FORMAT, conversation_tag, wanted_format
from bot.paths import ROOT

PLANTED = "ik heet Fatima de Vries en woon op 3511 AB 12"

BEFORE = """
import logging, warnings, sys
from bot import logs
logs.configure_service("bot")
PLANTED = {planted!r}
"""


def lines(code: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE.format(planted=PLANTED) + code],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return (done.stdout + done.stderr).splitlines()


def records(code: str) -> list[dict]:
    return [json.loads(line) for line in lines(code)]


def test_a_line_is_one_json_object_that_names_its_process():
    (line,) = records("logging.getLogger('bot.serve').info('ready: %s', 'here')")
    assert line["event"] == "ready: here"
    assert (line["process"], line["level"], line["logger"]) == ("bot", "info", "bot.serve")
    assert line["time"].endswith("+00:00")


def test_fields_of_a_line_of_ours_are_fields_of_the_object():
    (line,) = records(
        "logging.getLogger('bot.turns').info('turn', extra={'band': 'answer', 'ms': 3})"
    )
    assert (line["band"], line["ms"]) == ("answer", 3)


LIBRARIES = [
    "logging.getLogger('rasa.core.processor').warning('cannot parse %s', PLANTED)",
    "logging.getLogger('rasa.core.processor').error(f'cannot parse {PLANTED}')",
    "logging.getLogger('sanic.error').error(PLANTED)",
    "import structlog; structlog.get_logger().warning('rasa.parse', text=PLANTED)",
    "import structlog; structlog.get_logger().error(PLANTED)",
    "import structlog; structlog.get_logger().error('x', exc_info=ValueError(PLANTED))",
    "warnings.warn(PLANTED, UserWarning)",
    "logging.getLogger('asyncio').error('Task exception', exc_info=ValueError(PLANTED))",
    "raise ValueError(PLANTED)",
    "logging.getLogger('rasa.core').debug(PLANTED); logging.getLogger('rasa.core').error('x')",
]


@pytest.mark.parametrize("code", LIBRARIES)
def test_no_text_reaches_the_log_through_a_library(code):
    said = lines(code)
    assert said
    assert not [line for line in said if "Fatima" in line or "3511" in line]
    assert all(json.loads(line)["level"] in ("warning", "error", "critical") for line in said)


def test_a_librarys_line_still_tells_where_it_was_written_and_which_error_it_was():
    code = "logging.getLogger('sanic.error').error('x', exc_info=ValueError(PLANTED))"
    (line,) = records(code)
    assert line["error"] == "ValueError"
    assert line["at"].endswith("<string>:6")


def test_an_error_of_the_system_keeps_its_words():
    code = "logging.getLogger('sanic').error('x', exc_info=OSError(98, 'Address already in use'))"
    (line,) = records(code)
    assert line["reason"] == "[Errno 98] Address already in use"


def test_an_error_of_a_request_does_not_because_its_words_are_an_address():
    code = (
        "import requests\n"
        "error = requests.ConnectionError('/programmes?q=' + PLANTED)\n"
        "logging.getLogger('bot').error('away', exc_info=error)"
    )
    (line,) = records(code)
    assert line["error"] == "ConnectionError"
    assert "reason" not in line


def test_a_conversation_has_one_name_in_a_process_and_another_in_the_next():
    here = conversation_tag("a-conversation")
    assert here == conversation_tag("a-conversation") != conversation_tag("another")
    (there,) = lines("print(logs.conversation_tag('a-conversation'))")
    assert here != there
    assert "a-conversation" not in here


def test_text_is_for_a_terminal_and_json_for_everything_else(monkeypatch):
    monkeypatch.delenv(FORMAT, raising=False)
    assert wanted_format(is_terminal=True) == "text"
    assert wanted_format(is_terminal=False) == "json"
    monkeypatch.setenv(FORMAT, "text")
    assert wanted_format(is_terminal=False) == "text"


def test_another_format_is_refused_with_what_to_choose(monkeypatch):
    monkeypatch.setenv(FORMAT, "xml")
    with pytest.raises(Failure, match="json or text"):
        wanted_format(is_terminal=False)


def test_text_holds_the_same_fields(monkeypatch):
    monkeypatch.setenv(FORMAT, "text")
    (line,) = lines("logging.getLogger('bot.turns').info('turn', extra={'band': 'answer'})")
    assert "turn" in line
    assert "band=answer" in line
