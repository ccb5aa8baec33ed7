"""What visitors of the load test say can be read, and is said, pressed or forgotten."""

import yaml

from bench.workers import CONVERSATIONS


def test_every_step_of_a_conversation_is_one_that_a_visitor_can_take():
    conversations = yaml.safe_load(CONVERSATIONS.read_text(encoding="utf-8"))
    steps = [step for conversation in conversations for step in conversation]
    assert len(conversations) >= 10
    assert all(len(step) == 1 and set(step) <= {"say", "press", "forget"} for step in steps)
    assert all(isinstance(step[name], str) for step in steps for name in step if name != "forget")
