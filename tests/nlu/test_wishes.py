import pytest

from bot.nlu.wishes import parts, points_back


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("wat is bbl en hoeveel verdien je dan?", ["wat is bbl", "hoeveel verdien je dan?"]),
        ("hoe lang duurt het? en wat kost een ad?", ["hoe lang duurt het?", "en wat kost een ad?"]),
        ("van wie is het plan en wat wil punt 3", ["van wie is het plan", "wat wil punt 3"]),
        (
            "wat kost school en moeten wij ook boeken kopen",
            ["wat kost school", "moeten wij ook boeken kopen"],
        ),
        (
            "ik wil stoppen met school, maar moet ik dan iets betalen?",
            ["ik wil stoppen met school", "moet ik dan iets betalen?"],
        ),
        (
            "ik ga op mijn 17e van school mag dat en krijg ik een boete",
            ["ik ga op mijn 17e van school mag dat", "krijg ik een boete"],
        ),
        (
            "waar kan ik bakker leren en vind je daarna werk",
            ["waar kan ik bakker leren", "vind je daarna werk"],
        ),
        (
            "ik ben 35: welke lening krijg ik en hoe word ik docent?",
            ["ik ben 35: welke lening krijg ik", "hoe word ik docent?"],
        ),
        (
            "nog geen leerbaan gevonden, en wat verdien je daar dan?",
            ["nog geen leerbaan gevonden", "wat verdien je daar dan?"],
        ),
        (
            "wij zoeken informatie over slim. verder vragen wij ons af hoe de bbl werkt.",
            [
                "wij zoeken informatie over slim.",
                "verder vragen wij ons af hoe de bbl werkt.",
            ],
        ),
        (
            "ik las dat stap weg is. klopt dat? en kan ik dan geld lenen?",
            ["ik las dat stap weg is. klopt dat?", "en kan ik dan geld lenen?"],
        ),
    ],
)
def test_a_message_is_cut_where_a_new_question_begins(text, pieces):
    assert parts(text) == pieces


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("ik ben 22 en heb geen diploma. kan ik nog naar het mbo?", "kan ik nog naar het mbo?"),
        ("ik wil liever iets anders. kan ik nog switchen?", "kan ik nog switchen?"),
        ("mijn zoon is 16 en is klaar met school. mag hij werken?", "mag hij werken?"),
    ],
)
def test_the_story_before_a_question_is_no_wish(text, question):
    assert parts(text) == [question]


@pytest.mark.parametrize("text", ["wat is het verschil tussen bol en bbl", "hoi", "", "en toen"])
def test_one_wish_stays_whole(text):
    assert parts(text) == [text]


def test_only_a_short_part_that_points_back_needs_the_one_before_it():
    assert points_back("wat kost dat")
    assert not points_back("wat kost een ad")
    assert not points_back("kan ik dan op mijn 39e geld lenen")


def test_looking_for_a_word_is_no_second_question():
    text = "kan ik ook een halve dag meelopen of hoe heet dat"
    assert parts(text) == [text]


def test_asking_for_a_name_is_a_second_question():
    assert parts("wat verdien je als kok en hoe heet de cao") == [
        "wat verdien je als kok",
        "hoe heet de cao",
    ]
