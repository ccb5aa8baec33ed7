import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.nlg import NO_CHOICE, NO_CHOICE_OF_ITS_TOPIC, AnswerGenerator
from bot.answers.topics import topic_of


@pytest.fixture(scope="module")
def generator():
    return AnswerGenerator(domain=Domain.empty())


def say(generator, action, *events):
    """What an action says after the events of a conversation."""
    tracker = DialogueStateTracker.from_events("v", list(events))
    return asyncio.run(generator.generate(action, tracker, "website"))


def in_doubt(generator, **likely):
    """What is said when answers are in doubt, each with how likely it is, likeliest first."""
    answers = [
        {"name": name.replace("__", "."), "confidence": share} for name, share in likely.items()
    ]
    understood = {"band": "choose", "likely_answers": answers}
    return say(generator, "utter_niet_zeker", UserUttered("bouw", parse_data=understood))


def asked_back(generator, *likeliest, last=0.2):
    """What is offered when these answers are in doubt, likeliest first; `last` is how likely the last is."""
    likely = {name.replace(".", "__"): 0.2 for name in likeliest[:-1]}
    message = in_doubt(generator, **likely, **{likeliest[-1].replace(".", "__"): last})
    return [button["payload"].removeprefix("/") for button in message["buttons"]]


def test_a_doubt_offers_the_four_likeliest_answers_and_something_else(generator):
    likely = ("bsa", "bbl_loon.cao", "ov_kaart", "bbl_loon")
    offered = asked_back(generator, *likely, "stap_budget")
    assert offered == [*likely, "verduidelijking_nodig"]


def test_what_is_hardly_likely_is_not_offered(generator):
    offered = asked_back(generator, "bsa", "bbl_loon.cao", "ov_kaart", last=0.01)
    assert offered == ["bsa", "bbl_loon.cao", "verduidelijking_nodig"]


def test_what_nobody_would_choose_is_not_offered(generator):
    offered = asked_back(generator, "groet", "opleiding_info", "onzin", "buiten_bereik", "bsa")
    assert offered == ["opleiding_info", "bsa", "verduidelijking_nodig"]


def test_a_likely_answer_is_told_in_short_as_a_guess_with_where_it_comes_from(generator):
    message = in_doubt(generator, bsa=0.5, buiten_bereik=0.3, ov_kaart=0.2)
    begin, short, end = message["text"].split("\n\n")
    assert (
        begin
        == f"Ik weet niet zeker wat je bedoelt. Misschien dit: {generator.book.topics.title('bsa')}"
    )
    assert short == generator.book.easier("bsa")["text"]
    assert end == "Bedoel je iets anders? Kies hieronder."
    assert {"guess", "status", "sources", "checked"} <= set(message["metadata"])
    assert "answer" not in message["metadata"]
    offered = [button["payload"] for button in message["buttons"]]
    assert offered == ["/bsa", "/ov_kaart", "/verduidelijking_nodig"]


def test_of_two_likely_answers_both_are_told_in_short(generator):
    message = in_doubt(generator, bsa__wanneer=0.4, bsa__waarschuwing=0.3)
    _, first, other, second, _ = message["text"].split("\n\n")
    assert first == generator.book.easier("bsa.wanneer")["text"]
    assert other == f"Of dit: {generator.book.topics.title('bsa.waarschuwing')}"
    assert second == generator.book.easier("bsa.waarschuwing")["text"]
    assert message["metadata"]["guess"] == "bsa.wanneer"


def test_what_exists_and_what_does_not_are_not_guessed_in_one_breath(generator):
    message = in_doubt(generator, bsa=0.4, stap_budget=0.3)
    assert "Of dit" not in message["text"]
    assert message["metadata"]["status"] == "bestaat"


def test_an_unlikely_answer_is_not_told(generator):
    assert "metadata" not in in_doubt(generator, bsa=0.19, ov_kaart=0.1)
    assert "Of dit" not in in_doubt(generator, bsa=0.4, ov_kaart=0.09)["text"]


def test_that_something_was_deleted_is_never_a_guess(generator):
    message = in_doubt(generator, privacy_gegevens__wissen=0.7, bsa=0.1)
    assert "metadata" not in message and "weg" not in message["text"]
    assert message["buttons"][0]["payload"] == "/privacy_gegevens.wissen"


def test_to_delete_is_only_offered_when_it_is_the_likeliest(generator):
    message = in_doubt(generator, buiten_bereik=0.3, privacy_gegevens__wissen=0.25, bsa=0.2)
    assert "/privacy_gegevens.wissen" not in [each["payload"] for each in message["buttons"]]


def test_nothing_is_guessed_when_something_that_is_no_choice_is_likelier(generator):
    assert "metadata" not in in_doubt(generator, buiten_bereik=0.45, bsa=0.36)


def test_what_is_no_choice_is_not_told_beside_a_guess(generator):
    assert "Of dit" not in in_doubt(generator, bsa=0.45, buiten_bereik=0.4)["text"]


def test_the_sources_that_are_asked_for_are_those_that_the_answer_had(generator):
    entities = [{"entity": "occupation", "value": "kapper", "start": 15}]
    asked = UserUttered("wat leer je bij kapper", parse_data={"entities": entities})
    said = say(generator, "utter_opleiding_info", asked)
    told = BotUttered(said["text"], metadata={"metadata": said["metadata"]})
    sources = say(generator, "utter_bron_vragen", asked, told, UserUttered("bron?"))
    assert "lijst van mbo-kwalificaties" in sources["text"]
    assert sources["metadata"]["sources"] == said["metadata"]["sources"]


def test_after_a_guess_its_source_can_be_asked(generator):
    guess = in_doubt(generator, bsa=0.5, ov_kaart=0.1)
    told = BotUttered(guess["text"], metadata={"metadata": guess["metadata"]})
    sources = say(generator, "utter_bron_vragen", told, UserUttered("bron?"))
    assert sources["text"].startswith("Dit antwoord komt van:")


def told_beside(generator, beside, **understood):
    parsed = {"decided": "bsa.wanneer", "band": "answer", "beside": beside, **understood}
    return say(generator, "utter_bsa.wanneer", UserUttered("wanneer", parse_data=parsed))


def test_another_answer_that_may_be_meant_stands_in_short_under_the_first(generator):
    message = told_beside(generator, "bsa.waarschuwing")
    title = generator.book.topics.title("bsa.waarschuwing")
    short = generator.book.easier("bsa.waarschuwing")["text"]
    assert message["text"].startswith(generator.book.message("bsa.wanneer")["text"])
    assert message["text"].endswith(f"Misschien zoek je ook: {title}\n\n{short}")
    assert message["metadata"]["answer"] == "bsa.wanneer"


def test_an_answer_is_told_alone_when_no_other_may_be_meant(generator):
    assert told_beside(generator, None) == generator.book.message("bsa.wanneer")


def test_a_button_that_is_pressed_gives_its_own_answer_alone(generator):
    message = told_beside(generator, "bsa.waarschuwing", decided="bsa")
    assert message == generator.book.message("bsa.wanneer")


@pytest.mark.parametrize(
    ("told", "beside"),
    [
        ("privacy_gegevens.verwijderen", "privacy_gegevens.wissen"),
        ("privacy_gegevens.wissen", "privacy_gegevens.verwijderen"),
    ],
)
def test_what_was_just_done_is_told_alone_and_beside_nothing(generator, told, beside):
    parsed = {"decided": told, "band": "answer", "beside": beside}
    said = say(generator, f"utter_{told}", UserUttered("weg", parse_data=parsed))
    assert said == generator.book.message(told)


def test_what_an_action_answers_is_only_offered(generator):
    message = in_doubt(generator, opleidingsaanbod_regio=0.6, bsa=0.2)
    assert "metadata" not in message
    assert message["buttons"][0]["payload"] == "/opleidingsaanbod_regio"


def test_everything_that_is_no_choice_exists(generator):
    intents = generator.book.topics.intents()
    assert set(map(topic_of, intents)) >= NO_CHOICE
    assert set(intents) >= NO_CHOICE_OF_ITS_TOPIC


def test_who_helps_with_what_is_out_of_scope_can_be_a_guess_and_a_choice(generator):
    message = in_doubt(generator, buiten_bereik__gezondheid=0.38, bsa=0.2)
    assert "huisarts" in message["text"]
    assert message["buttons"][0]["payload"] == "/buiten_bereik.gezondheid"


def test_the_answer_of_a_topic_that_is_ahead_comes_before_likelier_single_answers(generator):
    single = [{"name": "bsa.wanneer", "confidence": 0.26}, {"name": "ov_kaart", "confidence": 0.23}]
    topics = [{"name": "ov_kaart", "confidence": 0.5}, {"name": "bsa.wanneer", "confidence": 0.27}]
    understood = {"band": "choose", "likely_answers": single, "intent_ranking": topics}
    message = say(generator, "utter_niet_zeker", UserUttered("bouw", parse_data=understood))
    assert message["metadata"]["guess"] == "ov_kaart"
    assert [b["payload"] for b in message["buttons"]][:2] == ["/ov_kaart", "/bsa.wanneer"]


def test_care_is_never_one_of_two_guesses(generator):
    assert "113" not in in_doubt(generator, bsa=0.4, crisis=0.3)["text"]
    assert "metadata" not in in_doubt(generator, crisis=0.4, bsa=0.3)


def test_an_apology_is_no_guess(generator):
    assert "metadata" not in in_doubt(generator, feedback_klacht=0.5, bsa=0.2)
