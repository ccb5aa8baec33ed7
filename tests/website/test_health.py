import asyncio

from bot.website.health import FRESH_SECONDS, Health


class Clock:
    """Seconds that stand still until they are moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Probe:
    """Counts how often it is asked; waits until it is let go, when it is told to."""

    def __init__(self, *, hangs: bool = False) -> None:
        self.asked = 0
        self.goes_on = asyncio.Event()
        if not hangs:
            self.goes_on.set()

    async def __call__(self) -> None:
        self.asked += 1
        await self.goes_on.wait()


async def part_that_is_gone() -> None:
    raise OSError("connection refused")


def test_each_part_is_told_with_what_is_wrong():
    async def told():
        return await Health({"redis": Probe(), "postgres": part_that_is_gone}).parts()

    assert asyncio.run(told()) == {"redis": "ok", "postgres": "connection refused"}


def test_parts_are_asked_once_however_often_someone_asks_for_health():
    async def asked():
        clock, probe = Clock(), Probe()
        health = Health({"redis": probe}, clock=clock)
        await health.parts()
        await health.parts()
        before = probe.asked
        clock.now += FRESH_SECONDS + 0.1
        await health.parts()
        return before, probe.asked

    assert asyncio.run(asked()) == (1, 2)


def test_a_part_that_hangs_is_not_asked_again_while_it_does():
    async def asked():
        clock, probe = Clock(), Probe(hangs=True)
        health = Health({"redis": probe}, clock=clock)
        first = asyncio.ensure_future(health.parts())
        await asyncio.sleep(0)
        clock.now += FRESH_SECONDS + 0.1
        second = asyncio.ensure_future(health.parts())
        await asyncio.sleep(0)
        probe.goes_on.set()
        await asyncio.gather(first, second)
        return probe.asked

    assert asyncio.run(asked()) == 1
