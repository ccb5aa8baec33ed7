"""Seeing and deleting one's own data by asking for it in words; by button and DELETE: test_deletion.py."""

import pytest


@pytest.mark.parametrize(
    "words",
    [
        "wis alles",
        "Wis alles!",
        "verwijder mijn gegevens",
        "verwijder al mijn gegevens aub",
        "kan je mijn gegevens verwijderen?",
        "wil je dit gesprek wissen",
        "wis dit gesprek",
        "alles wissen",
        "gooi alles weg",
        "delete alles over mij",
        "verwijder mn chat",
        "vergeet alles wat ik heb gezegd",
    ],
)
def test_who_asks_to_delete_is_deleted_at_once(chat, words):
    chat.say("wat is het verschil tussen bol en bbl")
    assert chat.answer_to(words) == "privacy_gegevens.wissen"
    assert chat.post("messages", {"text": "hoi"}).status_code == 401


@pytest.mark.parametrize(
    "words", ["hoe verwijder ik mijn gegevens", "wat gebeurt er als ik dit gesprek verwijder"]
)
def test_who_asks_how_to_delete_keeps_the_conversation_and_gets_a_button(chat, words):
    message = chat.say(words)[-1]
    assert message["answer"] == "privacy_gegevens.verwijderen"
    assert "/privacy_gegevens.wissen" in [button["payload"] for button in message["buttons"]]
    assert chat.say("hoi")


def test_who_asks_what_is_kept_sees_messages_figures_and_feedback(chat):
    answer = chat.answer_to("welke opleidingen tot kok zijn er in Zwolle")
    chat.post("feedback", {"answer": answer, "useful": False, "comment": "te ver weg"})
    text = chat.say("welke gegevens heb je van mij")[-1]["text"]
    assert "welke opleidingen tot kok" in text
    assert "van 2 berichten: tijd, onderwerp, antwoord" in text
    assert "Zwolle (Overijssel), horeca" in text
    assert '0 duimpjes omhoog en 1 omlaag, met je opmerking "te ver weg"' in text
