"""The bot goes on when another process is away, and recovers by itself."""

import pytest
from chat import Chat
from running import RunningBot


@pytest.fixture
def own_bot(tmp_path):
    running = RunningBot(tmp_path)
    try:
        yield running.start()
    finally:
        running.stop()


def test_without_the_actions_a_search_gets_an_honest_answer_and_the_rest_goes_on(own_bot):
    chat = Chat(own_bot.base)
    own_bot.kill("actions")
    assert "kiesmbo.nl" in chat.say("welke opleidingen zijn er in Zwolle")[0]["text"]
    assert chat.say("wat is het verschil tussen bol en bbl")[0]["answer"].startswith("bbl_bol")
    own_bot.launch("actions", "actions")
    own_bot.wait_for(f"http://127.0.0.1:{own_bot.actions_port}/health", "actions")
    assert (
        chat.say("welke opleidingen zijn er in Zwolle")[0]
        .get("answer", "")
        .startswith("opleidingsaanbod_regio")
    )


def test_without_the_course_api_a_search_says_where_else_to_look(own_bot):
    chat = Chat(own_bot.base)
    own_bot.kill("courses")
    text = chat.say("welke ad-opleidingen techniek zijn er bij Utrecht?")[0]["text"]
    assert "studiekeuze123" in text.lower() or "kiesmbo" in text.lower()


def test_a_restart_of_the_bot_loses_no_conversation(own_bot):
    chat = Chat(own_bot.base)
    chat.say("wat verdien je in de bbl")
    own_bot.kill("bot")
    own_bot.launch("bot", "serve")
    own_bot.wait_for(f"{own_bot.base}/health", "bot")
    assert chat.say("bron?")[0]["answer"].startswith("bbl_loon")
