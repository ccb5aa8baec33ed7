import random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from bench.typos import misspelled

SEEDS = st.integers(0, 10_000)


@given(text=st.text(alphabet="abcdefghij xyz?", min_size=3, max_size=80), seed=SEEDS)
def test_a_text_gets_at_most_two_typos(text, seed):
    assert DamerauLevenshtein.distance(text, misspelled(text, random.Random(seed))) <= 2


@given(seed=SEEDS)
def test_the_same_seed_gives_the_same_typos(seed):
    text = "wat verdien je met bbl"
    assert misspelled(text, random.Random(seed)) == misspelled(text, random.Random(seed))


def test_nearly_every_question_changes():
    chance = random.Random(1)
    same = sum(
        misspelled("hoeveel kost school", chance) == "hoeveel kost school" for _ in range(200)
    )
    assert same <= 10


def test_a_text_without_letters_stays_as_it_is():
    assert misspelled("17? 😀", random.Random(1)) == "17? 😀"


def test_the_last_letter_is_never_lost():
    assert all(misspelled("a", random.Random(seed)) for seed in range(50))
