import pytest

from bot.answers.book import AnswerBook
from bot.answers.computed import computed_answer
from bot.answers.programmes import CONTENT, DURATION, PROGRAMMES, programmes

MOST_WORDS = 100


@pytest.fixture(scope="module")
def book():
    return AnswerBook.load()


def asked(book, intent, *occupations):
    entities = [
        {"entity": "occupation", "value": name, "start": 10 * at}
        for at, name in enumerate(occupations)
    ]
    return computed_answer(book, intent, entities)


def test_how_long_a_course_takes_is_told_for_each_of_its_levels(book):
    text = asked(book, DURATION, "kapper")["text"]
    assert "Kapper leer je bijvoorbeeld zo:" in text
    assert "- mbo niveau 2: Kapper (1 tot 2 jaar)" in text
    assert "- mbo niveau 3: Haarstylist dame (2 tot 3 jaar)" in text
    assert "KiesMBO" in text and "Studiekeuze123" not in text


def test_the_level_of_a_course_is_cited_from_the_register_that_names_it(book):
    sources = asked(book, DURATION, "verpleegkundige")["metadata"]["sources"]
    names = [source["name"] for source in sources]
    assert any("mbo-kwalificaties" in name for name in names)
    assert any("hoger onderwijs" in name for name in names)


def test_no_duration_is_told_where_none_holds_for_every_programme(book):
    text = asked(book, DURATION, "leraar nederlands")["text"]
    assert "Leraar Nederlands\n" in text
    assert "hangt af van je diploma" in text and "KiesMBO" not in text


def test_what_a_course_teaches_is_said_to_be_unknown_with_what_it_is_called(book):
    text = asked(book, CONTENT, "gamedesigner")["text"]
    assert text.startswith("Wat je precies leert bij gamedesigner, heb ik niet")
    assert "mbo niveau 4: Mediavormgever" in text


def test_what_else_holds_for_a_course_is_told_with_it(book):
    assert "solliciteer je bij Defensie" in asked(book, DURATION, "militair")["text"]


def test_a_course_under_another_name_is_told_under_its_usual_one(book):
    entities = [
        {"entity": "subject", "value": "verpleegkundige", "start": 15},
        {"entity": "course", "value": "verpleegkunde", "start": 15},
    ]
    text = computed_answer(book, DURATION, entities)["text"]
    assert text.startswith("Verpleegkundige leer je bijvoorbeeld zo:")


@pytest.mark.parametrize("occupations", [[], ["kapper", "kok"], ["drakentemmer"], ["piloot"]])
def test_without_a_single_course_that_we_know_the_answer_is_the_general_one(book, occupations):
    assert asked(book, DURATION, *occupations) is None


@pytest.mark.parametrize("intent", sorted(PROGRAMMES))
def test_every_occupation_gives_a_short_text_without_a_gap(book, intent):
    for occupation in programmes().taught:
        message = asked(book, intent, occupation)
        assert len(message["text"].split()) <= MOST_WORDS, occupation
        assert "{" not in message["text"] and "niet kunnen controleren" not in message["text"]
        assert message["metadata"]["status"] and message["metadata"]["checked"]
        assert message["buttons"]
