"""The service on several processes, as visitors meet it: through nginx, while parts come and go."""

import signal
import threading
from contextlib import contextmanager

import pytest
import redis
import requests
from chat import Chat
from servers import wait_for_status

from bot.website.limits import MESSAGES_PER_SESSION

BOL_BBL = "wat is het verschil tussen bol en bbl"
TIMEOUT = 30


@contextmanager
def questions_meanwhile(address, visitors=3):
    """Visitors who go on asking during the block; gives the statuses that they got."""
    statuses, over = [], threading.Event()

    def visit():
        chat = Chat(address)
        while not over.is_set():
            statuses.append(chat.post("messages", {"text": BOL_BBL}).status_code)
            over.wait(2.2)

    threads = [threading.Thread(target=visit) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_a_conversation_goes_on_at_another_bot_when_its_own_is_killed(cluster):
    chats = [Chat(cluster.address) for _ in range(4)]
    for chat in chats:
        chat.say("wat verdien je in de bbl")
    cluster.bots[0].kill()
    for chat in chats:
        assert chat.say("bron?")[0]["answer"].startswith("bbl_loon")


def test_a_conversation_that_is_deleted_at_one_bot_is_gone_at_the_other(cluster):
    one, other = (f"{address}/webhooks/website" for address in cluster.bot_addresses)
    chat = Chat(cluster.address)

    def ask(channel):
        body = {"text": BOL_BBL}
        address = f"{channel}/messages"
        return requests.post(address, json=body, headers=chat.headers, timeout=TIMEOUT).status_code

    assert [ask(one), ask(other)] == [200, 200]
    gone = requests.delete(f"{one}/sessions/current", headers=chat.headers, timeout=TIMEOUT)
    assert gone.status_code == 204
    assert [ask(one), ask(other)] == [401, 401]


def test_a_limit_counts_at_every_bot_what_was_asked_at_the_other(cluster):
    chat = Chat(cluster.address)
    statuses = []
    for number in range(MESSAGES_PER_SESSION.count * 2):
        address = cluster.bot_addresses[number % 2]
        statuses.append(
            requests.post(
                f"{address}/webhooks/website/messages",
                json={"text": ""},
                headers=chat.headers,
                timeout=TIMEOUT,
            ).status_code
        )
    assert set(statuses[: MESSAGES_PER_SESSION.count]) == {400}
    assert statuses[-1] == 429


def test_a_visitor_counts_by_the_address_that_nginx_saw_not_by_the_one_he_claims(cluster):
    claimed = {"X-Forwarded-For": "10.1.2.3", "X-Real-IP": "10.1.2.3", "Forwarded": "for=10.1.2.3"}
    address = f"{cluster.address}/webhooks/website/sessions"
    assert requests.post(address, headers=claimed, timeout=TIMEOUT).status_code == 201
    with redis.Redis.from_url(cluster.redis.url, decode_responses=True) as client:
        assert set(client.keys("limit:start:*")) == {"limit:start:127.0.0.1"}


def test_a_bot_that_is_told_to_stop_drops_no_question(cluster):
    with questions_meanwhile(cluster.address) as statuses:
        cluster.bots[1].stop()
        assert cluster.bots[1].wait() == 0
        cluster.bots[1].start()
    assert set(statuses) == {200}


def test_a_new_model_and_catalogue_are_taken_without_a_pause(cluster):
    before = [process.log().count("renewed: ") for process in (*cluster.bots, *cluster.courses)]
    with questions_meanwhile(cluster.address) as statuses:
        cluster.reload()
        pause = threading.Event()
        for process, count in zip((*cluster.bots, *cluster.courses), before, strict=True):
            for _ in range(600):
                if process.log().count("renewed: ") > count:
                    break
                pause.wait(0.1)
            assert process.log().count("renewed: ") > count
    assert set(statuses) == {200}
    assert Chat(cluster.address).say(BOL_BBL)[0]["answer"].startswith("bbl_bol")


def test_one_action_server_and_one_course_api_are_enough(cluster):
    cluster.actions[0].kill()
    cluster.courses[1].kill()
    chat = Chat(cluster.address)
    for _ in range(4):
        assert chat.answer_to("welke opleidingen zijn er in Zwolle").startswith("opleidingsaanbod")


@pytest.mark.parametrize("part", ["postgres", "redis"])
def test_a_plain_question_is_answered_while_a_store_is_away_and_health_names_it(cluster, part):
    chat = Chat(cluster.address)
    chat.say("wat verdien je in de bbl")
    server = getattr(cluster, part)
    server.kill()
    answer = chat.post("messages", {"text": BOL_BBL}).json()
    assert answer["messages"][0]["answer"].startswith("bbl_bol")
    assert answer["remembered"] is False
    told = wait_for_status("degraded", cluster.address)
    assert told["parts"]["conversations" if part == "postgres" else "redis"] != "ok"
    server.start()
    for address in cluster.bot_addresses:
        wait_for_status("ok", address)
    again = chat.post("messages", {"text": "bron?"}).json()
    assert "remembered" not in again
    assert again["messages"][0]["answer"].startswith("bbl_")


def test_what_cannot_be_done_now_is_said_in_dutch(cluster):
    chat = Chat(cluster.address)
    chat.say("wat verdien je in de bbl")
    cluster.postgres.kill()
    said = [message["text"] for message in chat.say(BOL_BBL)]
    assert "niet zien wat we hiervoor bespraken" in said[-1]
    assert len(chat.say(BOL_BBL)) == len(said) - 1


def test_bots_start_without_their_stores_and_find_them_later(cluster):
    for process in (cluster.bots[0], cluster.postgres, cluster.redis):
        process.kill()
    cluster.bots[0].start()
    chat = Chat(cluster.bot_addresses[0])
    assert chat.say(BOL_BBL)[0]["answer"].startswith("bbl_bol")
    cluster.postgres.start()
    cluster.redis.start()
    wait_for_status("ok", cluster.bot_addresses[0])
    assert Chat(cluster.bot_addresses[0]).say(BOL_BBL)[0]["answer"].startswith("bbl_bol")


def test_what_is_for_the_machine_itself_is_not_shown_outside(cluster):
    assert requests.get(f"{cluster.address}/metrics", timeout=TIMEOUT).status_code == 403
    inner = requests.get(f"{cluster.address}/webhook", timeout=TIMEOUT)
    assert inner.status_code == 404


def test_no_log_of_the_cluster_has_an_address_or_what_was_said(cluster):
    Chat(cluster.address).say("mijn buurman heet Zwaluwstaart")
    cluster.bots[0].send(signal.SIGHUP)
    for process in cluster.processes:
        assert "Zwaluwstaart" not in process.log()
    assert "client:" not in cluster.nginx.log()
