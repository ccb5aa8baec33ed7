import numpy as np
import pytest

from bot.nlu.features import Question
from bot.nlu.meaning import MeaningModel

QUESTIONS = {
    "loon": ["hoeveel loon krijg ik", "wat is mijn salaris", "wat betaalt een werkgever per uur"],
    "open_dagen": ["wanneer is de open dag", "kan ik een keer komen kijken op school"],
    "stoppen": ["ik wil stoppen met mijn opleiding", "ik ga van school af"],
}


def asked(text):
    return Question(text, ())


FOLLOW_UPS = {"loon": ["en per maand dan", "is dat veel"], "open_dagen": ["en volgende week dan"]}


@pytest.fixture(scope="module")
def model():
    alone = [(asked(text), topic, ()) for topic, texts in QUESTIONS.items() for text in texts]
    following = [
        (asked(text), topic, (topic,)) for topic, texts in FOLLOW_UPS.items() for text in texts
    ]
    questions, topics, previous = zip(*alone, *following, strict=True)
    return MeaningModel.learn(questions, np.array(topics), previous)


def topic(model, text, before=None):
    return model.network.names[int(model.answers(asked(text), before).argmax())]


def test_other_words_for_the_same_thing_are_understood(model):
    assert topic(model, "verdien je daar veel geld mee") == "loon"
    assert topic(model, "ik heb geen zin meer in deze studie") == "stoppen"
    assert topic(model, "mag ik een dagje rondkijken") == "open_dagen"


def test_half_a_question_is_about_the_topic_before_it(model):
    assert topic(model, "en per week dan", "loon") == "loon"
    assert topic(model, "en per week dan", "open_dagen") == "open_dagen"


def test_a_whole_question_is_understood_after_any_topic(model):
    assert topic(model, "verdien je daar veel geld mee", "open_dagen") == "loon"


def test_a_topic_that_nothing_was_asked_after_changes_nothing(model):
    text = asked("mag ik een dagje rondkijken")
    assert (model.answers(text, "stoppen") == model.answers(text)).all()


def test_the_probabilities_of_all_answers_add_up_to_one(model):
    assert model.answers(asked("en per week dan"), "loon").sum() == pytest.approx(1, abs=1e-5)


def test_what_was_kept_scores_the_same(model):
    again = MeaningModel.from_arrays(model.arrays())
    text = asked("krijg ik betaald")
    assert (again.answers(text, "loon") == model.answers(text, "loon")).all()
