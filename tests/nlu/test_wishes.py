import pytest

from bot.nlu.wishes import parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("wat is bbl en hoeveel verdien je dan?", ["wat is bbl", "hoeveel verdien je dan?"]),
        ("Hoe lang duurt het? En wat kost een Ad?", ["Hoe lang duurt het?", "En wat kost een Ad?"]),
    ],
)
def test_a_message_is_cut_where_a_new_question_begins(text, pieces):
    assert parts(text) == pieces


@pytest.mark.parametrize("text", ["wat is het verschil tussen bol en bbl", "hoi", "", "en toen"])
def test_one_wish_stays_whole(text):
    assert parts(text) == [text]
