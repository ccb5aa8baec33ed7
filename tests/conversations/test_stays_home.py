"""No process tries to reach anything outside the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from chat import Chat
from running import RunningBot

RECORDER = Path(__file__).parent / "recorder"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recorded")
    notes = folder / "addresses.txt"
    running = RunningBot(folder, {"PYTHONPATH": str(RECORDER), "VAKROUTE_TEST_NOTES": str(notes)})
    try:
        yield running.start(), notes
    finally:
        running.stop()


def test_the_recorder_notes_an_address_outside(tmp_path):
    notes = tmp_path / "notes.txt"
    program = "import socket; socket.socket().connect_ex(('192.0.2.1', 9))"
    subprocess.run(
        [sys.executable, "-c", "import socket; socket.setdefaulttimeout(0.01);" + program],
        env={**os.environ, "PYTHONPATH": str(RECORDER), "VAKROUTE_TEST_NOTES": str(notes)},
        timeout=30,
        check=False,
    )
    assert notes.read_text() == "192.0.2.1\n"


def test_a_conversation_with_a_search_reaches_nothing_outside(recorded):
    running, notes = recorded
    chat = Chat(running.base)
    for text in ("wat is bbl", "ad opleidingen bij utrecht", "what is a bbl", "ik wil dood"):
        assert chat.say(text)
    assert not notes.exists(), notes.read_text()
