"""What nobody honest sends does no harm; `make hostile` sends twenty thousand of these."""

import pytest
from hostile import PROXIES, Siege
from running import RunningBot


@pytest.fixture(scope="module")
def siege(tmp_path_factory):
    running = RunningBot(tmp_path_factory.mktemp("hostile"), PROXIES)
    try:
        yield Siege(running.start().base)
    finally:
        running.stop()


@pytest.mark.parametrize(
    "attack", ["generated_from_the_contract", "odd_bodies", "others_tokens", "broken_http"]
)
def test_an_attack_meets_no_error_no_silence_and_nobody_elses_conversation(siege, attack):
    before = siege.sent
    getattr(siege, attack)(80)
    assert siege.failures == []
    assert siege.sent - before >= 50
    assert siege.still_well()
