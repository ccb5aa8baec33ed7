import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.custom_actions import CustomAction

SLOT = "course_search"


@pytest.fixture
def call():
    slots = [AnySlot(SLOT, mappings=[{}])]
    tracker = DialogueStateTracker.from_events(
        "a-conversation",
        [
            ActionExecuted("action_listen"),
            UserUttered("opleidingen in Zwolle", {"name": "opleidingsaanbod_regio"}),
            BotUttered("een heel lang antwoord"),
            SlotSet(SLOT, {"place": "Zwolle"}),
            UserUttered("en in Assen?", {"name": "opleidingsaanbod_regio"}, [{"entity": "place"}]),
        ],
        slots,
    )
    return CustomAction("action_search_courses", None)._action_call_format(tracker, Domain.empty())


def test_an_action_is_told_the_slots_and_the_message_in_hand(call):
    assert call["next_action"] == "action_search_courses"
    assert call["tracker"]["slots"][SLOT] == {"place": "Zwolle"}
    assert call["tracker"]["latest_message"]["text"] == "en in Assen?"
    assert call["tracker"]["latest_message"]["entities"] == [{"entity": "place"}]


def test_an_action_is_told_what_was_typed_and_neither_the_domain_nor_our_answers(call):
    assert "domain" not in call
    typed = [event["text"] for event in call["tracker"]["events"]]
    assert typed == ["opleidingen in Zwolle", "en in Assen?"]


@pytest.mark.parametrize(
    "answer",
    [
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": SLOT, "value": {"a": 1}}], "responses": []},
        {"events": [], "responses": [{"text": "Hoi", "custom": {"answer": "x"}, "buttons": []}]},
    ],
)
def test_what_our_actions_answer_is_accepted(answer):
    assert CustomAction("action_x", None)._validate_action_result(answer)


@pytest.mark.parametrize(
    "answer", [{"events": "geheim"}, {"events": [{"event": "geheim"}]}, {"responses": ["geheim"]}]
)
def test_an_answer_in_another_shape_is_refused_without_repeating_it(answer):
    with pytest.raises(RasaException) as refused:
        CustomAction("action_x", None)._validate_action_result(answer)
    assert "geheim" not in str(refused.value)
