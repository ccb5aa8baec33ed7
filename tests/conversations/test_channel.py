"""The website channel's contract over HTTP, with a real assistant behind it."""

import sqlite3

import pytest
import requests

TIMEOUT = 30


def error_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_session_begins_with_a_greeting_that_says_it_is_a_chatbot(chat):
    assert "chatbot" in chat.greeting[0]["text"]
    assert len(chat.greeting[0]["buttons"]) == 4
    assert len(chat.token) >= 32


def test_an_answer_has_text_status_sources_and_date(chat):
    message = chat.say("wat is het verschil tussen bol en bbl")[0]
    assert message["answer"].startswith("bbl_bol_verschil")
    assert message["status"] == "bestaat"
    assert message["sources"][0]["url"].startswith("https://")
    assert message["checked"] == "2026-11-23"


def test_a_button_gives_its_own_answer(chat):
    assert chat.press("/bbl_loon.schooldag")[0]["answer"] == "bbl_loon.schooldag"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (400, "malformed")),
        ({"text": ""}, (400, "malformed")),
        ({"text": "   \u200b "}, (400, "malformed")),
        ({"text": 5}, (400, "malformed")),
        ({"text": "a", "payload": "/groet"}, (400, "malformed")),
        ({"text": "a" * 501}, (413, "too_long")),
        ({"text": "a" * 20_000}, (413, "too_long")),
        ({"payload": "/restart"}, (400, "malformed")),
        ({"payload": "/session_start"}, (400, "malformed")),
        ({"payload": "/bestaat_niet"}, (400, "malformed")),
        ({"payload": '/crisis{"x": 1}'}, (400, "malformed")),
        ({"payload": '/bbl_loon{"course_search": "x"}'}, (400, "malformed")),
    ],
)
def test_a_message_outside_the_contract_is_refused(chat, body, expected):
    assert error_of(chat.post("messages", body)) == expected


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b"\xff\xfe\x00"])
def test_a_body_that_is_no_json_object_is_refused(chat, raw):
    answer = requests.post(
        f"{chat.channel}/messages", data=raw, headers=chat.headers, timeout=TIMEOUT
    )
    assert error_of(answer) == (400, "malformed")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer x", "Basic abc"])
@pytest.mark.parametrize(("method", "path"), [("POST", "messages"), ("POST", "feedback"),
                                              ("DELETE", "sessions/current")])  # fmt: skip
def test_without_a_valid_token_nothing_is_allowed(running_bot, header, method, path):
    answer = requests.request(
        method,
        f"{running_bot}/webhooks/website/{path}",
        json={"text": "hoi"},
        headers={} if header is None else {"Authorization": header},
        timeout=TIMEOUT,
    )
    assert error_of(answer) == (401, "no_session")


def test_more_messages_than_allowed_are_refused_with_a_time_to_wait(chat):
    answers = [chat.post("messages", {}) for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert error_of(refused[0])[1] == "too_many"


@pytest.mark.parametrize(
    "text", ["/restart", "/session_start", "/back", '/crisis{"x":1}', '/groet{"age":"y"}', "/"]
)
def test_a_typed_command_is_a_text_like_any_other(chat, bot_processes, text):
    chat.say("wat verdien je in de bbl")
    assert chat.say(text)
    with sqlite3.connect(bot_processes.folder / "conversations.sqlite") as kept:
        commands = "select count(*) from events where type_name in ('restart', 'undo', 'rewind')"
        assert kept.execute(commands).fetchone() == (0,)
        forced = 'select count(*) from events where data like \'%"name": "restart"%\''
        assert kept.execute(forced).fetchone() == (0,)
    assert chat.say("wat is het verschil tussen bol en bbl")


def test_feedback_is_taken_for_an_existing_answer_only(chat):
    body = {"answer": "bbl_loon", "useful": False, "comment": "te lang"}
    assert chat.post("feedback", body).status_code == 204
    assert error_of(chat.post("feedback", {**body, "answer": "x"})) == (400, "malformed")
    assert error_of(chat.post("feedback", {**body, "useful": "ja"})) == (400, "malformed")


def test_a_deleted_conversation_is_gone(chat, bot_processes):
    chat.say("wat is het verschil tussen bol en bbl en heeft Kwibus daar iets mee")
    deleted = requests.delete(
        f"{chat.channel}/sessions/current", headers=chat.headers, timeout=TIMEOUT
    )
    assert deleted.status_code == 204
    assert error_of(chat.post("messages", {"text": "hoi"})) == (401, "no_session")
    for name in ("conversations.sqlite", "website.sqlite"):
        assert b"Kwibus" not in (bot_processes.folder / name).read_bytes() or name.startswith("con")


def test_two_conversations_do_not_mix(new_chat):
    first, second = new_chat(), new_chat()
    first.say("wat verdien je in de bbl")
    assert "bbl_loon" not in str(second.say("bron?"))


def test_the_text_of_a_crisis_message_is_nowhere(chat, bot_processes):
    message = chat.say("ik wil dood, en niemand hier in Kwakkeldam ziet het")[0]
    assert "0800-0113" in message["text"]
    for path in bot_processes.folder.iterdir():
        assert b"Kwakkeldam" not in path.read_bytes(), path.name


def test_no_log_has_what_was_typed(chat, bot_processes):
    chat.say("wat verdient een loodgieter uit Kwiebusveen in de bbl")
    for name in ("bot", "actions", "courses"):
        assert "Kwiebusveen" not in bot_processes.log(name)


def test_personal_data_is_masked_in_what_is_kept(chat, bot_processes):
    chat.say("wat is bbl, mail me op kwebbel@kwibus.nl of bel 06-12345678")
    kept = (bot_processes.folder / "conversations.sqlite").read_bytes()
    wal = bot_processes.folder / "conversations.sqlite-wal"
    kept += wal.read_bytes() if wal.exists() else b""
    assert b"kwebbel@" not in kept
    assert b"12345678" not in kept


def test_pages_and_errors_have_security_headers(running_bot):
    for path in ("/", "/widget.js", "/webhooks/website/messages"):
        headers = requests.get(running_bot + path, timeout=TIMEOUT).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/model/parse", "/conversations/x/tracker", "/domain", "/status"])
def test_the_http_api_of_rasa_is_not_there(running_bot, path):
    assert requests.get(running_bot + path, timeout=TIMEOUT).status_code == 404


def test_a_browser_without_javascript_gets_one_answer(running_bot):
    answer = requests.post(
        f"{running_bot}/zonder-javascript",
        data={"vraag": "wat is het verschil tussen bol en bbl"},
        timeout=TIMEOUT,
    )
    assert answer.status_code == 200
    assert "diploma" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/bestaat-niet", 404), ("GET", "/webhooks/website/messages", 405), ("PUT", "/", 405)],
)
def test_other_addresses_get_an_error_in_the_same_shape(running_bot, method, path, status):
    answer = requests.request(method, running_bot + path, timeout=TIMEOUT)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_pages_are_compressed_and_asked_for_anew(running_bot):
    answer = requests.get(f"{running_bot}/static/js/api.js", timeout=TIMEOUT)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-cache"
    plain = requests.get(
        f"{running_bot}/static/js/api.js", headers={"Accept-Encoding": "identity"}, timeout=TIMEOUT
    )
    assert plain.text == answer.text


def test_a_turn_that_is_asked_again_gets_its_first_answer_and_is_one_turn(chat):
    def ask(key):
        headers = {**chat.headers, "Idempotency-Key": key}
        body = {"text": "wat verdien je in de bbl"}
        return requests.post(
            f"{chat.channel}/messages", json=body, headers=headers, timeout=TIMEOUT
        )

    first, again, other = ask("first-turn-1"), ask("first-turn-1"), ask("second-turn-1")
    assert first.status_code == again.status_code == other.status_code == 200
    assert again.json() == first.json()
    assert ask("kort").status_code == 400
    assert chat.say("bron?")[0]["answer"].startswith("bbl_loon")


def test_what_follows_a_call_for_help_is_heard_as_part_of_it(chat):
    assert chat.answer_to("ik wil niet meer leven").startswith("crisis")
    assert chat.answer_to("bellen durf ik niet").startswith("crisis")
    assert chat.answer_to("hm").startswith("crisis")
    assert chat.answer_to("wat is het verschil tussen bol en bbl") == "bbl_bol_verschil"
