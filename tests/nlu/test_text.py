import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text import normalised, visible


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Hoevl verdien je", "hoeveel verdien je"),
        ("kheb ff een vraagje", "ik heb even een vraagje"),
        ("heeeeeel graag", "heel graag"),
        ("mn zoon", "mijn zoon"),
        ("m'n zoon", "mijn zoon"),
        ("m’n zoon", "mijn zoon"),
        ("één café", "een cafe"),
        ("BBL", "bbl"),
    ],
)
def test_chat_spelling_is_written_out(typed, read):
    assert normalised(typed) == read


def test_characters_that_nobody_sees_are_gone():
    assert visible("bb\u200bl\u202e \x00loon\u200d") == "bbl loon"


@given(st.text(max_size=500))
def test_no_text_whatever_is_an_error(text):
    assert isinstance(normalised(text), str)
