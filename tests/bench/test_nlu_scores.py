import pytest

from bench.nlu_scores import familiar, first_topics, is_sure, scored, topic_of_reply
from bot.evaluation import Case


def others_reply(*names, sure=True):
    """What a pipeline of Rasa's own components says."""
    ranking = [[name, 0.5] for name in names]
    intent = names[0] if sure else "nlu_fallback"
    return {
        "intent": intent, "ranking": ranking, "decided": None, "band": None, "wishes": None,
    }  # fmt: skip


def our_reply(decided, *, band="answer", wishes=()):
    return {
        "intent": decided, "ranking": [[decided, 0.9]], "decided": decided, "band": band,
        "wishes": list(wishes),
    }  # fmt: skip


def test_an_answer_counts_for_its_topic():
    assert topic_of_reply(others_reply("bbl_loon.minimumloon")) == "bbl_loon"


def test_the_topic_behind_a_fallback_still_counts():
    reply = others_reply("nlu_fallback", "bbl_loon", sure=False)
    assert topic_of_reply(reply) == "bbl_loon"
    assert not is_sure(reply)


def test_three_topics_are_three_different_ones():
    reply = others_reply("a.x", "a.y", "b", "c.z", "d")
    assert first_topics(reply) == ["a", "b", "c"]


def test_two_wishes_are_one_expectation():
    assert topic_of_reply(our_reply("a.x", wishes=["a.x", "b"])) == "a+b"


@pytest.mark.parametrize("band", ["choose", "unknown", "crisis", "language"])
def test_only_an_answer_is_sure(band):
    assert not is_sure(our_reply("a", band=band))
    assert is_sure(our_reply("a"))


def test_the_shares_are_of_all_questions():
    pairs = [
        (Case("1", "a"), others_reply("a")),
        (Case("2", "a", also_correct=("b",)), others_reply("b")),
        (Case("3", "a"), others_reply("b", "a")),
        (Case("4", "a", previous_topic="a"), others_reply("c", "d", sure=False)),
    ]
    score = scored(pairs, known={"1"})
    assert (score.right, score.in_top3, score.sure_and_wrong) == (0.5, 0.75, 0.25)
    assert score.right_of_plain == pytest.approx(2 / 3)
    assert score.right_of_unfamiliar == pytest.approx(1 / 3)


def test_a_question_that_differs_in_a_letter_from_a_learned_one_is_familiar():
    cases = [Case("Wat verdien je met bbl?", "a"), Case("wat kost een opleiding", "b")]
    assert familiar(cases, ["wat verdien je met bbl"]) == {"Wat verdien je met bbl?"}
