import pytest

from bot.nlu import questions
from bot.nlu.features import Features
from bot.nlu.model import Example, TopicModel
from bot.nlu.spelling import Spelling

QUESTIONS = {
    "loon": ["wat verdien ik per uur", "hoeveel loon krijg je", "verdien je goed", "salaris bbl"],
    "loon.schooldag": ["betaald op mijn schooldag", "krijg ik loon als ik op school zit"],
    "kosten": ["wat kost de opleiding", "hoeveel lesgeld betaal ik", "is school duur"],
    "toelating": ["mag ik naar niveau 4", "welk niveau kan ik met kader", "word ik toegelaten"],
}
FOLLOW_UPS = {
    "loon": ["en als ik 17 ben", "en met 20 jaar dan"],
    "toelating": ["en met vmbo-gl", "en met havo dan"],
    "kosten": ["en bij bol dan"],
}


def question(text):
    return questions.question(text, spelling=Spelling({}))


@pytest.fixture(scope="module")
def model():
    examples = [Example(question(t), i) for i, texts in QUESTIONS.items() for t in texts]
    examples += [
        Example(question(t), i, follow_up=True) for i, texts in FOLLOW_UPS.items() for t in texts
    ]
    return TopicModel.learn(examples, Features.learn([each.question for each in examples]))


def topic(model, text, previous=None):
    return model.rank(question(text), previous)[0][0].partition(".")[0]


def test_a_question_like_those_learned_gets_their_topic(model):
    assert topic(model, "hoeveel verdien je per uur") == "loon"
    assert topic(model, "wat kost school") == "kosten"


def test_misspelled_words_still_count(model):
    assert topic(model, "hoevl lesgelt betal ik") == "kosten"


def test_the_probabilities_of_all_answers_add_up_to_one(model):
    ranking = model.rank(question("wat kost de opleiding"))
    assert sum(share for _, share in ranking) == pytest.approx(1)
    assert {intent for intent, _ in ranking} == set(QUESTIONS)


def test_a_follow_up_lands_on_the_topic_before_it(model):
    assert topic(model, "en met havo dan", "loon") == "loon"
    assert topic(model, "en als ik 18 ben", "kosten") == "kosten"


def test_a_whole_question_is_not_drawn_to_the_topic_before_it(model):
    assert topic(model, "hoeveel lesgeld betaal ik", "loon") == "kosten"


def test_an_unknown_topic_before_it_changes_nothing(model):
    asked = question("en met havo dan")
    assert model.rank(asked, "bestaat_niet") == model.rank(asked)


def test_topics_with_an_answer_of_their_own_name_orient(model):
    assert model.orienting_intents() == {"loon", "kosten", "toelating"}
