import pytest

from bot.nlu.context import Context

BUTTONS = [
    {"title": "Hoe hoog is het minimum?", "payload": "/bbl_loon.minimumloon"},
    {"title": "Wordt mijn schooldag betaald?", "payload": "/bbl_loon.schooldag"},
]


@pytest.fixture
def context():
    return Context.from_metadata({"previous_topic": "bbl_loon", "options": BUTTONS})


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("de eerste", "/bbl_loon.minimumloon"),
        ("doe maar nummer 2", "/bbl_loon.schooldag"),
        ("de laatste", "/bbl_loon.schooldag"),
    ],
)
def test_a_number_points_at_a_button(context, text, payload):
    assert context.by_number(text).payload == payload


@pytest.mark.parametrize("text", ["de vijfde", "geen van die", ""])
def test_a_number_that_is_not_there_points_at_nothing(context, text):
    assert context.by_number(text) is None


def test_typing_the_title_of_a_button_is_choosing_it(context):
    assert context.by_title("wordt mijn schooldag betaald").payload == "/bbl_loon.schooldag"
    assert context.by_title("iets heel anders") is None


@pytest.mark.parametrize("metadata", [None, {}, {"options": None}])
def test_without_metadata_there_is_no_context(metadata):
    context = Context.from_metadata(metadata)
    assert context == Context()
    assert context.by_number("de eerste") is None
