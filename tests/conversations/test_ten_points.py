"""The ten points of the plan and the five funding schemes, asked over HTTP as visitors ask them."""

import pytest

POINTS = {
    1: "techniek",
    2: "stageoffensief",
    3: "hybride docenten",
    4: "leerrekening",
    5: "regio",
    6: "TechnoHUB",
    7: "Made in Europe",
    8: "New Deal",
    9: "aanbesteding",
    10: "regiodeals",
}


@pytest.mark.parametrize("point", POINTS)
def test_a_point_of_the_plan_is_answered_when_its_number_is_typed(chat, point):
    message = chat.say(f"wat staat er in punt {point} van het actieplan?")[-1]
    assert message["answer"] == f"actieplan_inhoud.punt_{point}"
    assert POINTS[point].lower() in message["text"].lower()
    assert "één partij" in message["text"]
    assert message["status"] and message["sources"] and message["checked"]


@pytest.mark.parametrize("point", POINTS)
def test_a_point_of_the_plan_is_answered_when_its_button_is_pressed(chat, point):
    message = chat.press(f"/actieplan_inhoud.punt_{point}")[-1]
    assert message["answer"] == f"actieplan_inhoud.punt_{point}"
    assert f"Punt {point} " in message["text"]


SUBJECTS = [
    ("wat wil het plan met made in europe", "actieplan_inhoud.punt_7"),
    ("wat staat er in het actieplan over de new deal voor het mkb", "actieplan_inhoud.punt_8"),
    ("wat zegt het actieplan over aanbestedingen", "actieplan_inhoud.punt_9"),
    ("wat staat er in het plan over regiodeals", "actieplan_inhoud.punt_10"),
    ("wat wil het actieplan met hybride docenten", "actieplan_inhoud.punt_3"),
]


@pytest.mark.parametrize(("question", "answer"), SUBJECTS)
def test_a_point_of_the_plan_is_answered_when_its_subject_is_named(chat, question, answer):
    assert chat.answer_to(question) == answer


def test_after_the_plan_only_a_number_is_enough(chat):
    assert chat.answer_to("wat staat er in het actieplan mbo en mkb") == "actieplan_inhoud"
    assert chat.answer_to("punt 9") == "actieplan_inhoud.punt_9"


def test_whom_to_ask_about_the_plan_is_answered_with_the_provincial_branches(chat):
    message = chat.press("/actieplan_inhoud.provincies")[-1]
    assert "twaalf provinciale afdelingen" in message["text"]


SCHEMES = [
    (
        "krijg ik 4000 euro als ik mijn mbo-diploma haal?",
        "leerrekening",
        "voorstel",
        "bestaat niet",
    ),
    ("bestaat het stap-budget nog?", "stap_budget", "afgeschaft", "bestaat niet meer"),
    ("wat is de slim-subsidie?", "slim_subsidie", "bestaat", "werkgevers"),
    ("wat is het levenlanglerenkrediet?", "levenlanglerenkrediet", "bestaat", "lening"),
    ("wat is de subsidie praktijkleren?", "subsidie_praktijkleren", "bestaat", "werkgever"),
]


@pytest.mark.parametrize(("question", "topic", "status", "words"), SCHEMES)
def test_a_funding_scheme_is_answered_as_itself(chat, question, topic, status, words):
    message = chat.say(question)[-1]
    assert message["answer"].partition(".")[0] == topic
    assert message["status"] == status
    assert words in message["text"]


def test_schemes_asked_one_after_the_other_do_not_run_into_each_other(chat):
    asked = [chat.say(question)[-1]["answer"].partition(".")[0] for question, *_ in SCHEMES]
    assert asked == [topic for _, topic, *_ in SCHEMES]


def test_lesgeld_is_computed_from_the_month_of_the_eighteenth_birthday(chat):
    text = chat.say("betaal ik lesgeld als ik in maart 18 word?")[-1]["text"]
    assert "betaal je lesgeld vanaf schooljaar" in text
    assert "maart" in text


def test_a_wage_is_computed_from_age_and_hours(chat):
    text = chat.say("wat verdien ik met bbl als ik 17 ben en 32 uur werk?")[-1]["text"]
    assert "Met 32 uur per week" in text
    assert "€ 186 per week" in text
