"""A short run of `make chaos`: what was acknowledged is there, once, in its own conversation."""

from bench import chaos
from bench.chaos import Talk, Turn


def test_killing_each_process_twice_loses_doubles_and_mixes_nothing(cluster):
    report = chaos.run(cluster, kills=2, minutes=5, visitors=3)
    assert {kill.kind for kill in report.kills} == set(chaos.KINDS)
    assert report.turns > 0
    assert report.faultless, chaos.table(report)


def test_the_comparison_sees_what_is_lost_doubled_mixed_and_out_of_order(monkeypatch):
    def talk(*keys, topic="bbl_loon"):
        return Talk([Turn(key, True, topic, "bbl_loon", 1, 0.1) for key in keys])

    written = {"one": ["a1", "a2", "a2", "b1"], "other": ["b3", "b2"]}
    monkeypatch.setattr(chaos, "_settled", lambda _url, _wanted: written)
    talks = [talk("a1", "a2"), talk("b1", "b2", "b3"), talk("c1", topic="schulden")]
    report = chaos.compare([], talks, "")
    assert (report.lost, report.doubled, report.mixed, report.out_of_order) == (1, 1, 1, 2)
    assert report.wrong_answers == 1
    assert not report.faultless
