from datetime import date

import pytest

from bot.answers.book import AnswerBook
from bot.answers.computed import computed_answer
from bot.answers.fees import FEE
from bot.answers.wages import WAGE


@pytest.fixture(scope="module")
def loaded():
    return AnswerBook.load()


@pytest.fixture
def book(loaded):
    def on(day):
        loaded.clock = lambda: date.fromisoformat(day)
        return loaded

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
    assert "Vanaf 21 jaar is dat het volle minimumloon, ook in de bbl." in text
    past = computed_answer(book("2026-11-23"), WAGE, said("34", "24"))["text"]
    assert "Vanaf 21 jaar was dat het volle minimumloon, ook in de bbl." in past


def test_under_twenty_one_no_full_minimum_wage_is_promised(book):
    assert "volle" not in computed_answer(book("2026-03-01"), WAGE, said("20", "24"))["text"]


def test_for_ages_with_a_scale_of_their_own_nothing_is_promised(book):
    text = computed_answer(book("2026-03-01"), WAGE, said("19", "32"))["text"]
    assert "minstens" not in text
    assert "aparte tabel" in text


def test_the_scale_that_may_have_gone_is_no_longer_told_as_the_rule(book):
    text = computed_answer(book("2027-01-01"), WAGE, said("19", "32"))["text"]
    assert "was er een aparte tabel" in text
    assert "is er een aparte tabel" not in text
    assert "minstens" not in text


@pytest.mark.parametrize("intent", ["bbl_loon", "bbl_loon.minimumloon", WAGE])
def test_without_hours_the_wage_is_told_per_hour_with_an_example(book, intent):
    text = computed_answer(book("2026-03-01"), intent, said("17", None))["text"]
    assert "Met 17 jaar is het gewone minimumloon € 5,81 per uur" in text
    assert "Bij 32 uur per week is dat € 186 per week" in text
    assert "Hoeveel uur werk jij?" in text


@pytest.mark.parametrize(("age", "hours"), [(None, "32"), ("15", "32"), ("onder-18", "32")])
def test_without_an_age_that_has_a_wage_the_ordinary_answer_is_given(book, age, hours):
    assert computed_answer(book("2026-03-01"), WAGE, said(age, hours)) is None


def test_other_answers_are_not_computed(book):
    text = "ik word in maart 18"
    assert computed_answer(book("2026-03-01"), "bbl_loon.cao", said("17", "32"), text=text) is None


def test_the_computed_answer_has_status_sources_and_date(book):
    metadata = computed_answer(book("2026-03-01"), WAGE, said("17", "32"))["metadata"]
    assert metadata["answer"] == WAGE
    assert metadata["status"] and metadata["sources"] and metadata["checked"]


def fee(book, text, *, on="2026-11-23", intent=FEE):
    message = computed_answer(book(on), intent, [], text=text)
    return message["text"] if message else None


@pytest.mark.parametrize(
    ("text", "first", "free"),
    [
        ("betaal ik lesgeld als ik in maart 18 word?", "2027-2028", "2026-2027"),
        ("ik word 18 in juli, moet ik dan betalen", "2027-2028", "2026-2027"),
        ("moet ik lesgeld betalen als ik in september 18 word", "2028-2029", "2027-2028"),
        ("ik word achttien op 1 augustus", "2027-2028", "2026-2027"),
        ("ik word 18 op 2 augustus 2027", "2028-2029", "2027-2028"),
        ("18e verjaardag op 5 dec, betaal ik dan lesgeld", "2027-2028", "2026-2027"),
        ("mijn zoon wordt 18 in nov", "2027-2028", "2026-2027"),
        ("ik word 18 in maart 2028", "2028-2029", "2027-2028"),
    ],
)
def test_lesgeld_is_due_from_the_school_year_that_begins_at_eighteen(book, text, first, free):
    said = fee(book, text)
    assert f"lesgeld vanaf schooljaar {first}" in said
    assert f"In schooljaar {free} betaal je dus nog niets" in said


def test_who_came_of_age_before_the_day_pays_this_year(book):
    said = fee(book, "ik ben in juli 18 geworden, betaal ik nu lesgeld")
    assert "Ben je in juli 2026 18 geworden" in said
    assert "vanaf schooljaar 2026-2027" in said
    assert "nog niets" not in said


def test_who_came_of_age_after_the_day_does_not_pay_this_year(book):
    said = fee(book, "ik werd in september 18")
    assert "vanaf schooljaar 2027-2028" in said
    assert "In schooljaar 2026-2027 betaal je dus nog niets" in said


def test_in_the_month_of_the_day_itself_both_years_are_told(book):
    said = fee(book, "ik word in augustus 18")
    assert "dan telt de dag" in said
    assert "2027-2028" in said and "2028-2029" in said


@pytest.mark.parametrize(
    "text",
    [
        "vanaf welke leeftijd betaal je lesgeld",
        "betaal ik lesgeld als ik 18 ben",
        "ik word in maart 17",
        "ik ben jarig op 18 maart",
        "geboren in maart 2009, nu bijna 18",
    ],
)
def test_without_a_month_and_eighteen_the_ordinary_answer_is_given(book, text):
    assert fee(book, text) is None


def test_the_orienting_question_about_fees_is_computed_too(book):
    assert fee(book, "betaal ik iets als ik in maart 18 word", intent="kosten_lesgeld")


def test_no_amount_is_promised_for_a_coming_school_year(book):
    assert "€" not in fee(book, "betaal ik lesgeld als ik in maart 18 word?")


def test_the_computed_fee_has_status_sources_and_date(book):
    metadata = computed_answer(book("2026-11-23"), FEE, [], text="in maart word ik 18")["metadata"]
    assert metadata["answer"] == FEE
    assert metadata["status"] and metadata["sources"] and metadata["checked"]


@pytest.mark.parametrize("intent", ["actieplan_inhoud", "actieplan_inhoud.punt_8"])
def test_a_point_of_the_plan_that_is_named_by_its_number_is_the_one_that_is_told(book, intent):
    message = computed_answer(book("2026-11-23"), intent, [], text="wat staat er in punt 9?")
    assert message["metadata"]["answer"] == "actieplan_inhoud.punt_9"


@pytest.mark.parametrize(
    "text", ["wat staat er in het plan", "verschil tussen punt 3 en punt 4", "punt 11"]
)
def test_without_one_number_that_the_plan_has_the_ordinary_answer_is_given(book, text):
    assert computed_answer(book("2026-11-23"), "actieplan_inhoud", [], text=text) is None


def reckoned(book, text):
    return computed_answer(book("2026-11-23"), "salaris_beroep.uurloon_maandloon", [], text=text)


@pytest.mark.parametrize(
    ("text", "begins", "holds"),
    [
        ("wat is 15 euro per uur in de maand", "€ 15 per uur is", "40 uur per week: ongeveer € 2.600 per maand"),
        ("€ 15,50 per uur bij 32 uur", "€ 15,50 per uur is", "32 uur per week: ongeveer € 2.149 per maand"),
        ("2600 bruto per maand, hoeveel per uur", "€ 2.600 per maand is", "40 uur per week: ongeveer € 15 per uur"),
        ("180 euro per maand voor 4 uur, wat is dat per uur", "€ 180 per maand is", "4 uur per week: ongeveer € 10,38 per uur"),
        ("2.850 euro in de maand, wat is dat per uur", "€ 2.850 per maand is", "36 uur per week: ongeveer € 18,27 per uur"),
    ],
)  # fmt: skip
def test_a_wage_is_reckoned_by_what_stands_behind_the_amount(book, text, begins, holds):
    said = reckoned(book, text)["text"]
    assert said.startswith(begins) and holds in said


def test_only_the_hours_that_are_named_are_reckoned_with(book):
    assert "40 uur" not in reckoned(book, "15 euro per uur bij 24 uur")["text"]


@pytest.mark.parametrize(
    "text",
    [
        "hoe reken je een uurloon om",
        "wat is 2400 netto per maand per uur",
        "is 15 euro veel",
        "2000 euro schuld, hoeveel per maand bij uurloon",
        "120 euro per dag, hoeveel is dat per uur",
        "600 euro per week hoeveel is dat per maand",
        "is 2500 bruto per 4 weken veel, wat is dat per maand",
        "14 euro 50 per uur naar maand",
        "15 euro per uur bij 37,5 uur",
        "15 euro per uur, 20 uur in de maand",
        "15 euro per uur of 2600 per maand",
        "0 euro per uur",
        "15 euro per uur bij 99 uur",
    ],
)
def test_what_is_not_one_wage_before_tax_by_the_hour_or_month_is_not_reckoned(book, text):
    assert reckoned(book, text) is None
