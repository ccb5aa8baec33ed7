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


@pytest.fixture(scope="module")
def model():
    pairs = [(asked(text), topic) for topic, texts in QUESTIONS.items() for text in texts]
    return MeaningModel.learn([each for each, _ in pairs], np.array([topic for _, topic in pairs]))


def topic(model, text):
    return model.topics.names[int(model.margins(asked(text)).argmax())]


def test_other_words_for_the_same_thing_are_understood(model):
    assert topic(model, "verdien je daar veel geld mee") == "loon"
    assert topic(model, "ik heb geen zin meer in deze studie") == "stoppen"
    assert topic(model, "mag ik een dagje rondkijken") == "open_dagen"


def test_what_was_kept_scores_the_same(model):
    again = MeaningModel.from_arrays(model.arrays())
    text = asked("krijg ik betaald")
    assert (again.margins(text) == model.margins(text)).all()
