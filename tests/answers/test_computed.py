from datetime import date

import pytest

from bot.answers.book import AnswerBook
from bot.answers.computed import WAGE, computed_answer


@pytest.fixture
def book():
    def on(day):
        book = AnswerBook.load()
        book.clock = lambda: date.fromisoformat(day)
        return book

    return on


def said(age, hours):
    entities = {"age": age, "hours": hours}
    return [{"entity": name, "value": value} for name, value in entities.items() if value]


def test_the_wage_is_computed_from_age_and_hours_while_the_amount_holds(book):
    text = computed_answer(book("2026-03-01"), WAGE, said("17", "32"))["text"]
    assert "€ 186 per week" in text  # 32 × € 5,81
    assert "€ 806 per maand" in text
    assert "minstens" in text


def test_after_its_last_day_the_amount_is_named_as_past(book):
    text = computed_answer(book("2026-11-23"), WAGE, said("17", "32"))["text"]
    assert "gold tot en met 30 juni 2026" in text
    assert "niet kunnen controleren" in text
    assert " is het " not in text


def test_an_adult_gets_the_full_minimum_wage(book):
    text = computed_answer(book("2026-03-01"), WAGE, said("34", "24"))["text"]
    assert "€ 14,71" in text


def test_for_ages_with_a_scale_of_their_own_nothing_is_promised(book):
    text = computed_answer(book("2026-03-01"), WAGE, said("19", "32"))["text"]
    assert "minstens" not in text
    assert "aparte tabel" in text


@pytest.mark.parametrize(
    ("age", "hours"), [(None, "32"), ("17", None), ("15", "32"), ("onder-18", "32")]
)
def test_without_age_or_hours_the_ordinary_answer_is_given(book, age, hours):
    assert computed_answer(book("2026-03-01"), WAGE, said(age, hours)) is None


def test_other_answers_are_not_computed(book):
    assert computed_answer(book("2026-03-01"), "bbl_loon", said("17", "32")) is None


def test_the_computed_answer_has_status_sources_and_date(book):
    metadata = computed_answer(book("2026-03-01"), WAGE, said("17", "32"))["metadata"]
    assert metadata["answer"] == WAGE
    assert metadata["status"] and metadata["sources"] and metadata["checked"]
