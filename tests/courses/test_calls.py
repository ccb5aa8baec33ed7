import asyncio

import pytest

from bot.courses.calls import note, noted
from bot.courses.client import CourseApiUnavailable, CourseClient, CourseRequest


def test_calls_are_noted_with_how_they_ended_and_not_asked_twice(course_server):
    client = CourseClient(course_server)
    with noted() as calls:
        client.courses(CourseRequest(any_text=("kok",)), client.deadline())
        client.courses(CourseRequest(any_text=("kok",)), client.deadline())
    assert [(call.address, call.outcome) for call in calls] == [
        ("/", "answered"),
        ("/programmes?q=kok&pageSize=250&pageNumber=1", "answered"),
        ("/", "kept"),
        ("/programmes?q=kok&pageSize=250&pageNumber=1", "kept"),
    ]
    assert all(call.milliseconds >= 0 for call in calls)


def test_a_call_to_a_server_that_is_away_is_noted_with_the_reason():
    client = CourseClient("http://127.0.0.1:9", wait=lambda _seconds: None)
    with noted() as calls, pytest.raises(CourseApiUnavailable):
        client.schools(client.deadline())
    assert {call.outcome for call in calls} == {"not_reached"}


def test_nothing_is_noted_for_who_does_not_ask():
    note("/programmes", (), "answered", 0.1)
    with noted() as calls:
        pass
    note("/programmes", (), "answered", 0.1)
    assert calls == []


def test_calls_of_a_thread_are_noted_with_the_task_that_waits_for_it_and_with_no_other():
    async def search(name):
        with noted() as calls:
            await asyncio.to_thread(note, f"/{name}", (("q", "a b"),), "answered", 0.0015)
        return [(call.address, call.milliseconds) for call in calls]

    async def both():
        return await asyncio.gather(search("een"), search("twee"))

    assert asyncio.run(both()) == [[("/een?q=a+b", 1.5)], [("/twee?q=a+b", 1.5)]]
