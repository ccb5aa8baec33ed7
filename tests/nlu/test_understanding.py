import pytest

from bot.nlu.bands import Band
from bot.nlu.context import Context
from bot.nlu.spelling import Spelling
from bot.nlu.understanding import Understanding

FILLER = [("groet", 0.02)]


class Model:
    """Ranks by the first word that it knows: what matters here is what is done with a ranking."""

    words = {
        "loon": "bbl_loon",
        "kost": "kosten_lesgeld",
        "tweede": "keuze_maken",
        "ja": "bevestigen",
        "vaag": None,
        "alles": "privacy_gegevens.wissen",
    }

    def orienting_intents(self):
        return frozenset()

    def leans_on_context(self, question):
        return 0.9 if "dan" in question.terms else 0.1

    def rank(self, question, previous_topic=None):
        if previous_topic and "dat" in question.terms:
            return [(previous_topic, 0.98), *FILLER]
        for term in question.terms:
            if term == "weg":
                return [("privacy_gegevens.wissen", 0.7), ("groet", 0.02)]
            if term == "gegevens":
                return [("privacy_gegevens.wissen", 0.5), ("privacy_gegevens.verwijderen", 0.49)]
            if term == "aanbod":
                return [("opleidingsaanbod_regio", 0.45), ("ov_kaart", 0.4), *FILLER]
            if term == "cao":
                return [("bbl_loon.cao", 0.98), *FILLER]
            if term == "bus":
                return [("ov_kaart", 0.57), ("kosten_lesgeld", 0.3)]
            if term == "voorop":
                return [("bbl_loon", 0.47), ("kosten_lesgeld", 0.05)]
            if term in self.words:
                intent = self.words[term]
                return [(intent, 0.98), *FILLER] if intent else [("a", 0.1), ("b", 0.09)]
        return [("bbl_loon", 0.4), ("kosten_lesgeld", 0.35), *FILLER]


class Crisis:
    """Finds a crisis in one word."""

    def read(self, question):
        return (0.9 if "dood" in question.terms else 0.1), "crisis"


class Subjects:
    """Knows one subject in one language."""

    def topic(self, text, language):
        return "kosten_lesgeld" if "cost" in text and language == "en" else None


@pytest.fixture
def understand():
    return Understanding(
        Model(), Crisis(), Subjects(), Spelling({}), sure=0.5, doubt=0.2
    ).understand


PLACE, SECTOR = {"entity": "place", "value": "woerden"}, {"entity": "sector", "value": "zorg"}


def test_a_search_with_a_place_and_a_subject_is_tried_without_asking_back(understand):
    decision = understand("welk aanbod", entities=[PLACE, SECTOR]).decision
    assert (decision.band, decision.intent) == (Band.ANSWER, "opleidingsaanbod_regio")


def test_what_goes_on_from_a_search_names_enough(understand):
    after = understand("welk aanbod", context=Context(previous_topic="opleidingsaanbod_regio"))
    assert after.decision.band is Band.ANSWER


@pytest.mark.parametrize("entities", [[], [PLACE], [SECTOR]])
def test_a_search_that_names_less_is_asked_about(understand, entities):
    assert understand("welk aanbod", entities=entities).decision.band is Band.CHOOSE


def test_a_sure_topic_is_answered(understand):
    assert understand("welk loon krijg ik").decision.intent == "bbl_loon"


def test_doubt_and_darkness_have_bands_of_their_own(understand):
    assert understand("geen idee").decision.band is Band.CHOOSE
    assert understand("heel vaag").decision.band is Band.UNKNOWN


@pytest.mark.parametrize("text", ["...", "😀😀", "?!", "\u200b!"])
def test_a_message_without_letters_is_nonsense(understand, text):
    assert understand(text).decision.intent == "onzin"


def test_a_crisis_phrase_comes_before_everything(understand):
    understood = understand("welk loon krijg ik", in_crisis=True, language="en")
    assert understood.decision.band is Band.CRISIS
    assert understood.decision.intent == "crisis"


def test_what_the_models_take_for_a_crisis_is_one_without_a_phrase(understand):
    assert understand("dood").decision.band is Band.CRISIS


def test_another_language_is_told_apart_and_its_subject_found(understand):
    decision = understand("what does it cost", language="en").decision
    assert (decision.band, decision.intent) == (Band.LANGUAGE, "kosten_lesgeld")
    assert understand("what is this", language="en").decision.intent == "taal_wisselen"


def test_two_wishes_are_both_kept_in_order(understand):
    understood = understand("wat is het loon en wat kost de opleiding dan?")
    assert understood.wishes == ("bbl_loon", "kosten_lesgeld")


def test_another_answer_of_the_same_topic_that_a_part_asks_for_is_told_beside_the_first(understand):
    understood = understand("wat is het loon? en wanneer geldt de cao?")
    assert understood.wishes == ()
    assert (understood.decision.intent, understood.decision.beside) == ("bbl_loon", "bbl_loon.cao")


def test_what_a_part_may_ask_for_is_told_beside_what_the_message_is_sure_of():
    careful = Understanding(Model(), Crisis(), Subjects(), Spelling({}), sure=0.7, doubt=0.2)
    decision = careful.understand("wat is het loon en hoe ga ik met de bus?").decision
    assert (decision.intent, decision.beside) == ("bbl_loon", "ov_kaart")


def test_what_orients_adds_nothing_to_an_answer_of_its_topic(understand):
    assert understand("wanneer geldt de cao? en wat is het loon?").decision.beside is None


def test_a_part_that_is_hardly_understood_adds_nothing(understand):
    assert understand("wat is het loon en wat is zoiets eigenlijk?").decision.beside is None


def test_part_of_a_message_never_deletes_a_conversation(understand):
    understood = understand("is dit nu alles, en welk loon krijg ik")
    assert "privacy_gegevens.wissen" not in understood.wishes
    assert understand("wis nu alles").decision.intent == "privacy_gegevens.wissen"


def test_a_conversation_is_not_deleted_because_it_may_be_meant(understand):
    assert understand("weg").decision.band is Band.CHOOSE


def test_a_conversation_is_not_deleted_when_only_its_topic_is_sure(understand):
    assert understand("mijn gegevens").decision.band is Band.CHOOSE


def test_far_ahead_is_enough_for_a_new_subject_and_not_after_another_topic(understand):
    assert understand("voorop").decision.band is Band.ANSWER
    after = understand("voorop", context=Context(previous_topic="ov_kaart"))
    assert after.decision.band is Band.CHOOSE


def test_a_short_part_that_points_back_is_read_after_the_part_before_it(understand):
    assert understand("wat is het loon en wat kost dat?").wishes == ()


def test_the_second_button_is_its_answer(understand):
    options = [
        {"title": "Eén", "payload": "/ov_kaart"},
        {"title": "Twee", "payload": '/opleidingsaanbod_regio{"place": "ede"}'},
    ]
    understood = understand("de tweede", context=Context.from_metadata({"options": options}))
    assert understood.decision.intent == "opleidingsaanbod_regio"
    assert understood.chosen_entities == ({"entity": "place", "value": "ede"},)


def test_yes_takes_the_only_button_and_no_other(understand):
    one = [{"title": "Verder", "payload": "/ov_kaart"}]
    assert understand("ja", context=Context.from_metadata({"options": one})).decision.intent == (
        "ov_kaart"
    )
    two = [*one, {"title": "Anders", "payload": "/groet"}]
    assert understand("ja", context=Context.from_metadata({"options": two})).decision.intent == (
        "bevestigen"
    )


def test_a_question_that_leans_on_nothing_is_asked_what_it_means(understand):
    assert understand("en dan").decision.intent == "verduidelijking_nodig"
    before = Context.from_metadata({"previous_topic": "bbl_loon"})
    assert understand("en dan", context=before).decision.intent != "verduidelijking_nodig"


def test_a_number_after_a_course_search_asks_for_that_offer(understand):
    context = Context.from_metadata({"previous_topic": "opleidingsaanbod_regio"})
    decision = understand("de tweede", context=context).decision
    assert decision.intent == "opleidingsaanbod_regio.details"


@pytest.mark.parametrize("text", ["iets vaags", "vaag", "nou", "ja"])
def test_what_is_unclear_after_a_call_for_help_is_answered_as_one(understand, text):
    understood = understand(text, context=Context(previous_topic="crisis"))
    assert understood.decision.band is Band.CRISIS


def test_a_clear_question_after_a_call_for_help_is_answered(understand):
    understood = understand("welk loon krijg ik", context=Context(previous_topic="crisis"))
    assert understood.decision.intent == "bbl_loon"
