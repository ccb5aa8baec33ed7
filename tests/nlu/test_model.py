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
CROSSINGS = ["en wat schuift dat", "en wat verdien je dan", "hoeveel krijg je daar dan"]


def question(text):
    return questions.question(text, spelling=Spelling({}))


@pytest.fixture(scope="module")
def model():
    examples = [Example(question(t), i) for i, texts in QUESTIONS.items() for t in texts]
    examples += [
        Example(question(t), i, previous_topics=(i,))
        for i, texts in FOLLOW_UPS.items()
        for t in texts
    ]
    examples += [Example(question(t), "loon", previous_topics=("toelating",)) for t in CROSSINGS]
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


def test_a_follow_up_may_lead_to_a_neighbouring_topic(model):
    assert topic(model, "en wat verdien je daar dan", "toelating") == "loon"
    assert topic(model, "en wat verdien je daar dan", "loon") == "loon"


def test_the_same_words_lead_elsewhere_after_another_topic():
    examples = [Example(question(t), i) for i, texts in QUESTIONS.items() for t in texts]
    after = {"loon": "loon", "toelating": "kosten"}
    examples += [
        Example(question(text), topic, previous_topics=(before,))
        for before, topic in after.items()
        for text in ("en hoeveel is dat", "en is dat veel dan", "hoeveel is dat per jaar")
    ]
    model = TopicModel.learn(examples, Features.learn([each.question for each in examples]))
    assert topic(model, "en is dat veel per jaar", "loon") == "loon"
    assert topic(model, "en is dat veel per jaar", "toelating") == "kosten"


def test_what_was_kept_and_read_back_ranks_the_same(model):
    again = TopicModel.from_arrays(model.arrays(), model.features)
    for before in (None, "toelating"):
        asked = question("en wat schuift dat")
        assert again.rank(asked, before) == model.rank(asked, before)


def test_follow_ups_that_all_stay_with_their_topic_teach_nothing_else():
    examples = [Example(question(t), i) for i, texts in QUESTIONS.items() for t in texts]
    examples += [
        Example(question(t), "loon", previous_topics=("loon",)) for t in FOLLOW_UPS["loon"]
    ]
    model = TopicModel.learn(examples, Features.learn([each.question for each in examples]))
    assert topic(model, "en als ik 19 ben", "kosten") == "kosten"


def test_a_whole_question_is_not_drawn_to_the_topic_before_it(model):
    assert topic(model, "hoeveel lesgeld betaal ik", "loon") == "kosten"


def test_an_unknown_topic_before_it_changes_nothing(model):
    asked = question("en met havo dan")
    assert model.rank(asked, "bestaat_niet") == model.rank(asked)


def test_topics_with_an_answer_of_their_own_name_orient(model):
    assert model.orienting_intents() == {"loon", "kosten", "toelating"}
