import asyncio

from bot.website.limits import FEWEST_KEYS, Limit, RateLimiter


def wait(limiter, key):
    return asyncio.run(limiter.wait(key))


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_requests_up_to_the_limit_pass_and_the_next_is_told_how_long_to_wait():
    limiter = RateLimiter(Limit("test", 3, 60), clock=Clock())
    assert [wait(limiter, "a") for _ in range(4)] == [0, 0, 0, 20]


def test_a_turn_comes_back_after_the_time_that_was_told():
    clock = Clock()
    limiter = RateLimiter(Limit("test", 3, 60), clock=clock)
    waits = [wait(limiter, "a") for _ in range(4)]
    clock.now += waits[-1]
    assert wait(limiter, "a") == 0
    assert wait(limiter, "a") > 0


def test_one_visitor_does_not_slow_another():
    limiter = RateLimiter(Limit("test", 1, 60), clock=Clock())
    assert wait(limiter, "a") == 0
    assert wait(limiter, "b") == 0


def test_who_has_been_quiet_for_the_time_of_the_limit_is_forgotten():
    clock = Clock()
    limiter = RateLimiter(Limit("test", 3, 60), clock=clock)

    async def visitors_one_a_second():
        for number in range(5 * FEWEST_KEYS):
            clock.now += 1
            await limiter.wait(str(number))

    asyncio.run(visitors_one_a_second())
    assert limiter.remembered <= FEWEST_KEYS


def test_who_is_over_the_limit_stays_so_when_others_are_forgotten():
    limiter = RateLimiter(Limit("test", 1, 60), clock=Clock())

    async def many_at_once():
        for number in range(3 * FEWEST_KEYS):
            await limiter.wait(str(number))
        return [await limiter.wait(str(number)) for number in (0, FEWEST_KEYS, 2 * FEWEST_KEYS)]

    assert all(asyncio.run(many_at_once()))
