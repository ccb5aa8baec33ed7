"""What the bot does by itself: every job is done, again and again, whatever becomes of the others."""

import asyncio
from types import SimpleNamespace

import pytest

from bot.parts import Away
from bot.upkeep import Upkeep

IDLE = 900


class Told:
    """Notes what it is told to forget; `trouble` is raised by the jobs that it names."""

    def __init__(self, **trouble):
        self.calls = []
        self.trouble = trouble
        self.loop = asyncio.get_running_loop()
        self.all_told = asyncio.Event()

    def job(self, name, *, later=False):
        def told(**seconds):
            self.calls.append((name, *seconds.values()))
            if {"conversations", "sessions", "feedback", "statistics", "console", "written"} <= {
                call[0] for call in self.calls
            }:
                self.loop.call_soon_threadsafe(self.all_told.set)
            if name in self.trouble:
                raise self.trouble[name]

        async def told_later(**seconds):
            told(**seconds)

        return told_later if later else told

    def upkeep(self):
        set_aside = SimpleNamespace(forget_set_aside=self.job("set aside"))
        store = SimpleNamespace(
            purge=self.job("conversations"),
            flush=self.job("written", later=True),
            database=set_aside,
        )
        return Upkeep(
            lambda: store,
            sessions=SimpleNamespace(purge=self.job("sessions", later=True)),
            feedback=SimpleNamespace(purge=self.job("feedback"), database=set_aside),
            statistics=SimpleNamespace(
                cut=self.job("cut"), purge=self.job("statistics"), flush=self.job("counted")
            ),
            console=SimpleNamespace(purge=self.job("console")),
            idle_seconds=IDLE,
        )


def kept_up(**trouble):
    async def run():
        told = Told(**trouble)
        upkeep = told.upkeep()
        upkeep.start()
        await asyncio.wait_for(told.all_told.wait(), timeout=10)
        await upkeep.stop()
        return told.calls

    return asyncio.run(run())


def test_what_was_idle_for_the_chosen_time_is_forgotten_at_once_after_a_start():
    calls = kept_up()
    assert ("conversations", IDLE) in calls
    assert ("cut", IDLE) in calls
    assert ("set aside", IDLE) in calls
    assert ("statistics", 30 * 24 * 3600) in calls
    assert ("feedback", 30 * 24 * 3600) in calls


@pytest.mark.parametrize("job", ["conversations", "sessions", "feedback", "statistics", "console"])
@pytest.mark.parametrize("trouble", [Away("the store"), OSError("disk full")])
def test_a_job_that_fails_keeps_no_other_from_its_work(job, trouble):
    done = {call[0] for call in kept_up(**{job: trouble})}
    assert {"conversations", "sessions", "feedback", "statistics", "console", "written"} <= done


def test_what_waits_in_memory_is_written_at_the_end():
    assert [call[0] for call in kept_up()][-2:] == ["written", "counted"]
