import pytest

from bot.nlu.bands import Band, best_per_topic, decide


def test_a_likely_topic_is_answered():
    decision = decide([("bbl_loon.cao", 0.7), ("ov_kaart", 0.3)], orienting=["bbl_loon"])
    assert (decision.band, decision.intent) == (Band.ANSWER, "bbl_loon.cao")


def test_answers_of_one_topic_make_its_topic_likely():
    ranking = [("bbl_loon.cao", 0.4), ("bbl_loon.schooldag", 0.35), ("ov_kaart", 0.25)]
    decision = decide(ranking, orienting=["bbl_loon"], sure=0.6)
    assert decision.band is Band.ANSWER
    assert decision.confidence == pytest.approx(0.75)


def test_doubt_between_answers_of_a_topic_gives_its_orienting_answer():
    ranking = [(f"bbl_loon.{n}", 0.24) for n in "abcd"] + [("ov_kaart", 0.04)]
    assert decide(ranking, orienting=["bbl_loon"]).intent == "bbl_loon"


def test_of_two_answers_that_may_both_be_meant_one_is_told_beside_the_other():
    ranking = [("bbl_loon.cao", 0.45), ("bbl_loon.schooldag", 0.3), ("bbl_loon", 0.25)]
    decision = decide(ranking, orienting=["bbl_loon"])
    assert (decision.intent, decision.beside) == ("bbl_loon.cao", "bbl_loon.schooldag")


def test_what_is_clear_of_its_topic_is_told_alone():
    ranking = [("bbl_loon.cao", 0.72), ("bbl_loon.schooldag", 0.28)]
    assert decide(ranking, orienting=["bbl_loon"]).beside is None


def test_an_unlikely_answer_is_not_told_beside_another():
    ranking = [("a.x", 0.45), *((f"a.{place}", 0.11) for place in range(5))]
    assert decide(ranking, orienting=["a"]).beside is None


def test_beside_the_orienting_answer_stands_the_likeliest():
    ranking = [("a.x", 0.35), ("a.y", 0.3), ("a.z", 0.2), ("a", 0.15)]
    decision = decide(ranking, orienting=["a"])
    assert (decision.intent, decision.beside) == ("a", "a.x")


def test_beside_the_orienting_answer_an_unlikely_one_is_not_told():
    ranking = [(f"a.{place}", 0.14) for place in range(6)] + [("a", 0.16)]
    decision = decide(ranking, orienting=["a"])
    assert (decision.intent, decision.beside) == ("a", None)


def test_a_doubtful_topic_is_offered_as_a_choice():
    decision = decide([("a", 0.4), ("b", 0.35), ("c", 0.25)], orienting=[], sure=0.5, doubt=0.2)
    assert decision.band is Band.CHOOSE


def test_a_topic_far_ahead_of_the_next_is_answered_with_less():
    small = [(str(number), 0.08) for number in range(6)]
    assert decide([("a", 0.5), *small], orienting=[], sure=0.6).band is Band.ANSWER
    assert decide([("a", 0.5), ("b", 0.3), *small[:2]], orienting=[], sure=0.6).band is Band.CHOOSE


def test_an_unlikely_topic_is_not_understood():
    ranking = [(str(number), 0.1) for number in range(10)]
    assert decide(ranking, orienting=[], sure=0.5, doubt=0.2).band is Band.UNKNOWN


def test_a_decision_says_why():
    assert "0.10 < 0.20" in decide([("a", 0.1)], orienting=[], doubt=0.2).reason


def test_topics_are_ranked_by_all_their_answers_with_their_best_one():
    ranking = [("a.x", 0.4), ("b.x", 0.35), ("b.y", 0.25)]
    best = best_per_topic(ranking)
    assert [name for name, _ in best] == ["b.x", "a.x"]
