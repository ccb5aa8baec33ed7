import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.nlg import NO_CHOICE, AnswerGenerator
from bot.answers.topics import topic_of


@pytest.fixture(scope="module")
def generator():
    return AnswerGenerator(domain=Domain.empty())


def asked_back(generator, *likeliest, last=0.2):
    """What is offered when these answers are in doubt, likeliest first; `last` is how likely the last is."""
    ranking = [{"name": name, "confidence": 0.2} for name in likeliest]
    ranking[-1]["confidence"] = last
    understood = {"band": "choose", "intent_ranking": ranking}
    tracker = DialogueStateTracker.from_events("v", [UserUttered("bouw", parse_data=understood)])
    message = asyncio.run(generator.generate("utter_niet_zeker", tracker, "website"))
    return [button["payload"].removeprefix("/") for button in message["buttons"]]


def test_a_doubt_offers_the_three_likeliest_answers_and_something_else(generator):
    offered = asked_back(generator, "bsa", "bbl_loon.cao", "ov_kaart", "stap_budget")
    assert offered == ["bsa", "bbl_loon.cao", "ov_kaart", "verduidelijking_nodig"]


def test_what_is_hardly_likely_is_not_offered(generator):
    offered = asked_back(generator, "bsa", "bbl_loon.cao", "ov_kaart", last=0.01)
    assert offered == ["bsa", "bbl_loon.cao", "verduidelijking_nodig"]


def test_what_nobody_would_choose_is_not_offered(generator):
    offered = asked_back(generator, "groet", "opleiding_info", "onzin", "buiten_bereik", "bsa")
    assert offered == ["opleiding_info", "bsa", "verduidelijking_nodig"]


def test_every_topic_that_is_no_choice_exists(generator):
    assert {topic_of(intent) for intent in generator.book.topics.intents()} >= NO_CHOICE
