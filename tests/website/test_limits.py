import asyncio

from bot.website.limits import Limit, RateLimiter


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
