import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.features import LONGEST_PIECE, Features, Question

TEXTS = ["wat kost een bbl", "wat kost school", "wat verdien je", "verdien je met een bbl"]


def asked(text):
    return Question(text, tuple(text.split()))


@pytest.fixture
def features():
    return Features.learn(map(asked, TEXTS))


def test_the_pieces_of_a_word_weigh_as_in_scikit_learn(features):
    reference = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, LONGEST_PIECE), sublinear_tf=True, min_df=2
    ).fit(TEXTS)
    for text in ["wat kost een stage", "je verdient wat je verdient", "x"]:
        wordless = Question(text, ())
        ours = np.sort(features.row(wordless).values)
        assert ours == pytest.approx(np.sort(reference.transform([text]).data), abs=1e-5)


def test_words_and_pairs_that_several_questions_have_count(features):
    only_words = Question("", ("wat", "kost"))
    assert len(features.row(only_words).columns) == 3
    assert len(features.row(Question("", ("kost", "wat"))).columns) == 2


def test_what_only_one_question_had_is_not_known(features):
    assert len(features.row(Question("", ("school",))).columns) == 0


def test_a_question_with_nothing_known_has_an_empty_row(features):
    assert len(features.row(asked("日本")).values) == 0


@given(text=st.text(max_size=60))
def test_any_text_has_a_row_within_the_vocabulary(text):
    features = Features.learn(map(asked, TEXTS))
    row = features.row(asked(text))
    assert (row.columns < len(features)).all()
    assert np.isfinite(row.values).all()


def test_what_was_learned_can_be_kept(features):
    again = Features.from_arrays(features.arrays())
    assert (again.row(asked(TEXTS[0])).values == features.row(asked(TEXTS[0])).values).all()
