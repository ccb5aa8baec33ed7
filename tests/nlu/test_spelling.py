import pytest

from bot.nlu.spelling import COMMON, Spelling


@pytest.fixture
def spelling():
    return Spelling.learn(["wat is het verschil tussen stage en school"] * COMMON)


@pytest.mark.parametrize(
    "typed", ["verschl", "versschil", "vershcil", "verschip", "veerschil", "verschilk"]
)
def test_a_word_with_one_typing_error_is_the_word_that_was_meant(spelling, typed):
    assert spelling.repaired(f"het {typed} tussen bol en bbl") == "het verschil tussen bol en bbl"


def test_a_dutch_word_is_left_alone_however_close_it_is(spelling):
    assert spelling.meant("stang") == "stang"
    assert spelling.meant("schoot") == "schoot"
    assert spelling.meant("stages") == "stages"


def test_short_words_and_words_far_from_all_are_left_alone(spelling):
    assert spelling.repaired("hat mbo in xqzwvv") == "hat mbo in xqzwvv"


def test_a_word_that_people_use_is_no_error():
    spelling = Spelling.learn(["stage"] * COMMON + ["stgae"] * COMMON)
    assert spelling.meant("stgae") == "stgae"


def test_of_several_words_the_most_used_was_meant():
    spelling = Spelling.learn(["slagen"] * COMMON + ["stagen"] * 2 * COMMON)
    assert spelling.meant("sxagen") == "stagen"


def test_what_was_learned_can_be_kept(spelling):
    again = Spelling.from_arrays(spelling.arrays())
    assert again.meant("verschl") == "verschil"
