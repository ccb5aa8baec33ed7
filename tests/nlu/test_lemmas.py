import pytest
from spacy import blank

from bot.nlu.language import lemmas
from bot.nlu.lemmas import LemmaTable, Lexicon, dutch_lexicon

FORMS = {"liep": "lopen", "loopt": "lopen", "huizen": "huis"}


@pytest.fixture
def table():
    return LemmaTable(FORMS.items())


def test_a_form_gives_its_lemma(table):
    assert {form: table.lemma(form) for form in FORMS} == FORMS


def test_a_word_that_the_table_does_not_have_stays_as_it_is(table):
    assert table.lemma("stage") == "stage"
    assert "stage" not in table


def test_lemmas_are_known_as_such_and_forms_are_not(table):
    assert table.is_lemma("lopen")
    assert not table.is_lemma("liep")


def test_a_sentence_has_the_lemmas_that_spacy_gives_it():
    text = (
        "mijn dochters gingen naar scholen waar ze 's ochtends hebben geleerd, betaald & opgeleid!"
    )
    nlp = blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    assert lemmas(text) == [token.lemma_ for token in nlp(text)]
    assert "dochter" in lemmas(text)


def test_the_lexicon_has_words_without_their_accents():
    assert "cafe" in Lexicon(["café"])
    assert "kern" in dutch_lexicon()
    assert "verschl" not in dutch_lexicon()
