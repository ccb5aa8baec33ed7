from bot.website.output import context_after, shown


def test_a_message_has_only_the_fields_that_apply():
    assert shown({"text": "Hoi", "buttons": [], "elements": [], "metadata": None}) == {
        "text": "Hoi"
    }


def test_metadata_and_custom_fields_are_shown_and_nothing_else():
    message = {
        "text": "Antwoord",
        "buttons": [{"title": "Verder", "payload": "/a", "type": "x"}],
        "metadata": {"status": "bestaat", "answer": "bbl_loon", "utter_action": "utter_bbl_loon"},
        "custom": {"courses": [{"name": "Lassen"}], "secret": 1},
    }
    assert shown(message) == {
        "text": "Antwoord",
        "buttons": [{"title": "Verder", "payload": "/a"}],
        "status": "bestaat",
        "answer": "bbl_loon",
        "courses": [{"name": "Lassen"}],
    }


def test_an_empty_message_is_not_shown():
    assert shown({"text": None}) == {}


def test_the_topic_of_the_answer_is_the_context_of_the_next_message():
    after = context_after([{"text": "x", "answer": "bbl_loon.schooldag"}], {})
    assert after == {"previous_topic": "bbl_loon", "options": []}


def test_an_answer_about_the_conversation_leaves_the_topic_at_hand():
    before = {"previous_topic": "bbl_loon", "options": []}
    after = context_after([{"text": "x", "answer": "bron_vragen"}], before)
    assert after["previous_topic"] == "bbl_loon"


def test_the_buttons_on_screen_are_options_for_the_next_message():
    buttons = [{"title": "Ja", "payload": "/bevestigen"}]
    assert context_after([{"text": "x", "buttons": buttons}], {})["options"] == buttons


def test_after_a_call_for_help_that_is_the_topic_at_hand():
    before = {"previous_topic": "bsa", "options": []}
    assert context_after([{"text": "x", "answer": "crisis"}], before)["previous_topic"] == "crisis"


def test_a_guess_leaves_the_topic_at_hand():
    before = {"previous_topic": "bsa", "options": []}
    guess = shown({"text": "x", "metadata": {"guess": "bbl_loon", "status": "bestaat"}})
    assert guess == {"text": "x", "status": "bestaat"}
    assert context_after([guess], before)["previous_topic"] == "bsa"
