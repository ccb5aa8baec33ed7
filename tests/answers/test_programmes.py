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
    assert text.startswith("Opleidingen voor kapper, of die erop lijken:")
    assert "- mbo niveau 2: Kapper (1 tot 2 jaar)" in text
    assert "- mbo niveau 3: Haarstylist dame (2 tot 3 jaar)" in text
    assert "KiesMBO" in text and "Studiekeuze123" not in text


@pytest.mark.parametrize(
    ("occupation", "registers"),
    [
        ("kapper", {"mbo-kwalificaties"}),
        ("arts", {"hoger onderwijs"}),
        ("verpleegkundige", {"mbo-kwalificaties", "hoger onderwijs"}),
    ],
)
@pytest.mark.parametrize("intent", sorted(PROGRAMMES))
def test_a_programme_is_cited_from_the_register_that_names_it_and_no_other(
    book, intent, occupation, registers
):
    sources = asked(book, intent, occupation)["metadata"]["sources"]
    named = " ".join(source["name"] for source in sources)
    assert {each for each in ("mbo-kwalificaties", "hoger onderwijs") if each in named} == registers


def test_a_bachelor_takes_four_years(book):
    text = asked(book, DURATION, "leraar nederlands")["text"]
    assert "Leraar Nederlands (4 jaar)" in text and "KiesMBO" not in text


def test_no_duration_is_told_where_none_holds_for_every_programme(book):
    text = asked(book, DURATION, "arts")["text"]
    assert "jaar" not in text and "Hoe lang het duurt, heb ik niet" in text


def test_what_a_course_teaches_is_said_to_be_unknown_with_what_it_is_called(book):
    text = asked(book, CONTENT, "gamedesigner")["text"]
    assert text.startswith("Wat je precies leert in de opleiding voor gamedesigner, heb ik niet")
    assert "mbo niveau 4: Mediavormgever" in text


def test_what_else_holds_for_a_course_is_told_with_it(book):
    assert "solliciteer je bij Defensie" in asked(book, DURATION, "militair")["text"]


def test_a_course_under_another_name_is_told_under_its_usual_one(book):
    entities = [
        {"entity": "subject", "value": "verpleegkundige", "start": 15},
        {"entity": "course", "value": "verpleegkunde", "start": 15},
    ]
    text = computed_answer(book, DURATION, entities)["text"]
    assert text.startswith("Opleidingen voor verpleegkundige, of die erop lijken:")


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
