import pytest

from bot.nlu.learned import Asked, Learned
from bot.nlu.questions import question

QUESTIONS = {
    "loon": ["wat verdien ik per uur", "hoeveel loon krijg je", "verdien je goed", "salaris bbl"],
    "loon.schooldag": ["betaald op mijn schooldag", "krijg ik loon als ik op school zit"],
    "kosten": ["wat kost de opleiding", "hoeveel lesgeld betaal ik", "is school duur"],
    "crisis": ["ik wil dood", "ik wil niet meer leven", "ik maak er een eind aan"],
    "crisis.ander": ["mijn vriendin wil dood", "mijn zoon wil niet meer leven"],
}


@pytest.fixture(scope="module")
def learned():
    asked = [Asked(text, intent) for intent, texts in QUESTIONS.items() for text in texts]
    asked.append(Asked("en als ik 17 ben", "loon", ("age",), ("loon",)))
    return Learned.learn(
        asked, [("ik ga dood van het lachen", None), ("dit kost me kop", "kosten")]
    )


def test_a_crisis_is_no_topic_and_is_told_from_what_is_not(learned):
    assert set(learned.topics.topics.names) == {"loon", "kosten"}
    call = question("ik wil dood", spelling=learned.spelling)
    calm = question("wat kost de opleiding", spelling=learned.spelling)
    assert learned.crisis.read(call)[0] > learned.crisis.read(calm)[0]


def test_what_goes_on_about_a_call_for_help_is_none_by_itself():
    asked = [Asked(text, intent) for intent, texts in QUESTIONS.items() for text in texts]
    lookalikes = [("ik ga dood van het lachen", None)]

    def read(previous_topics):
        going_on = Asked("bellen durf ik niet", "crisis", (), previous_topics)
        learned = Learned.learn([*asked, going_on], lookalikes)
        return learned.crisis.read(question("bellen durf ik niet", spelling=learned.spelling))[0]

    assert read(("crisis",)) < read(())


def test_whose_crisis_it_is_is_told(learned):
    other = question("mijn vriendin wil niet meer leven", spelling=learned.spelling)
    assert learned.crisis.read(other)[1] == "crisis.ander"


def test_a_harmless_message_with_a_topic_teaches_that_topic(learned):
    asked = question("dit kost me kop", spelling=learned.spelling)
    assert learned.topics.rank(asked)[0][0] == "kosten"


def test_what_was_kept_reads_the_same(learned, tmp_path):
    learned.write(tmp_path / "learned.npz")
    again = Learned.read(tmp_path / "learned.npz")
    asked = question("hoeveel loon krijg ik", spelling=learned.spelling)
    assert again.topics.rank(asked, "loon") == learned.topics.rank(asked, "loon")
    assert again.crisis.read(asked) == learned.crisis.read(asked)
