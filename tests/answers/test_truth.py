"""What answers must say, and must never say, on the day the content was checked."""

import re
from datetime import date

import pytest

from bot.answers.book import AnswerBook

CHECKED = date(2026, 11, 23)
KINDS = ("text", "easier", "more")


@pytest.fixture(scope="module")
def book():
    book = AnswerBook.load()
    book.clock = lambda: CHECKED
    return book


@pytest.fixture(scope="module")
def everything(book):
    """Every text that can be said today, by answer and kind."""
    said = {}
    for topic in book.topics:
        for intent in topic.answers:
            for kind, ask in zip(KINDS, (book.message, book.easier, book.more), strict=True):
                message = ask(intent)
                if message is not None:
                    said[intent, kind] = message["text"]
    return said


def test_every_answer_has_status_source_and_date(book):
    for topic in book.topics:
        for intent in topic.answers:
            metadata = book.message(intent)["metadata"]
            assert metadata["status"] and metadata["sources"] and metadata["checked"], intent


POINTS = {
    1: ("voorstel", ["techniek", "zorg", "veiligheid", "geen plicht", "kiest je opleiding zelf"]),
    2: ("bestaat", ["stageoffensief", "coronacijfer", "€ 2.700", "voor de werkgever"]),
    3: ("bestaat", ["hybride docenten", "lerarentekort", "wet vonden we niet"]),
    4: ("voorstel", ["associate degree", "beroepsgerichte havo", "€ 4.000", "bestaat niet"]),
    5: ("voorstel", ["genoeg opleidingen", "krimp", "belooft dus niets"]),
    6: ("bestaat", ["TechnoHUB", "Utrecht-West", "Woerden", "geen school"]),
    7: ("onbekend", ["Made in Europe", "niet onderzocht"]),
    8: ("onbekend", ["New Deal", "corona", "niet onderzocht"]),
    9: ("onbekend", ["aanbesteding", "mkb", "niet onderzocht"]),
    10: ("onbekend", ["regiodeals", "niet onderzocht"]),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_point_of_the_plan_is_told_with_what_has_become_of_it(book, point):
    status, wanted = POINTS[point]
    message = book.message(f"actieplan_inhoud.punt_{point}")
    assert message["metadata"]["status"] == status
    for words in [f"Punt {point} ", *wanted]:
        assert words in message["text"]


@pytest.mark.parametrize("point", POINTS)
def test_a_point_is_told_as_one_partys_plan_and_no_government_information(book, point):
    text = book.message(f"actieplan_inhoud.punt_{point}")["text"]
    assert "één partij" in text
    assert "2021" in text
    assert "geen overheidsinformatie" in text or "niet in een wet" in text


def test_the_plan_as_a_whole_names_all_ten_points_and_whose_it_is(book):
    text = book.message("actieplan_inhoud")["text"]
    assert "geen overheidsinformatie" in text and "één partij" in text
    for point in POINTS:
        assert f"- {point}: " in text


def test_its_last_line_names_the_twelve_provincial_branches(book):
    text = book.message("actieplan_inhoud.provincies")["text"]
    assert "twaalf provinciale afdelingen" in text
    assert "landelijke bestuur" in text
    assert "niet de provincie als overheid" in text


def test_the_chapters_of_which_the_outcome_is_unknown_are_named(book):
    assert "punt 7 tot en met 10" in book.message("actieplan_status")["text"].lower()


OPINIONS = re.compile(
    r"\b(?:stem (?:op|voor|tegen)|wij vinden|ik vind (?:het|dit|dat)|(?:goed|slecht) plan)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("topic", ["actieplan_inhoud", "actieplan_status", "politiek_neutraal"])
def test_no_opinion_and_no_voting_advice_is_given(everything, topic):
    for (intent, kind), text in everything.items():
        if intent.partition(".")[0] == topic:
            assert not OPINIONS.search(text), f"{intent} ({kind})"


SCHEMES = {
    "leerrekening": ("voorstel", ["bestaat niet", "€ 4.000", "één partij"], ["hoogstens € 1.000"]),
    "stap_budget": (
        "afgeschaft",
        ["bestaat niet meer", "1 januari 2024", "€ 1.000"],
        ["€ 4.000", "€ 2.700", "je kunt STAP aanvragen"],
    ),
    "slim_subsidie": (
        "bestaat",
        ["werkgevers", "kan SLIM niet zelf aanvragen", "iets anders dan praktijkleren"],
        ["€ 2.700", "€ 4.000"],
    ),
    "levenlanglerenkrediet": (
        "bestaat",
        ["lening, geen gift", "57", "bbl (werken en leren) krijg je het niet"],
        ["€ 4.000", "€ 2.700", "subsidie"],
    ),
    "subsidie_praktijkleren": (
        "bestaat",
        ["voor werkgevers", "hoogstens € 2.700", "niet voor de leerling"],
        ["€ 4.000", "€ 1.000"],
    ),
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_funding_scheme_is_kept_apart_from_the_others(book, scheme):
    status, wanted, unwanted = SCHEMES[scheme]
    message = book.message(scheme)
    assert message["metadata"]["status"] == status
    for words in wanted:
        assert words in message["text"]
    for words in unwanted:
        assert words not in message["text"]


def test_a_learner_is_told_that_praktijkleren_is_not_for_him(book):
    text = book.message("subsidie_praktijkleren.student")["text"]
    assert text.startswith("Nee")
    assert "werkgever" in text


def test_the_norm_of_the_bbl_is_told_with_all_three_numbers(book):
    text = book.message("bbl_voorwaarden.uren")["text"]
    for words in ("minstens 610 uur praktijk", "minstens 200 uur les", "minstens 850 uur per jaar"):
        assert words in text


def test_the_wage_of_2027_is_told_as_an_intention(book):
    message = book.message("bbl_loon.wijziging_2027")
    assert message["metadata"]["status"] == "voorstel"
    assert "nog geen besluit" in message["text"]
    assert "1 januari 2027" in message["text"]


NEVER_WITHOUT = [
    (r"€ 2\.700", r"hoogst|maximum"),
    (r"€ 4\.000", r"bestaat niet|voorstel|nooit|niet ingevoerd|plan"),
    (r"\b20\.000\b", r"corona|oud|2021|achterhaald"),
    (r"\b610\b", r"\b200\b"),
    (
        r"\bSTAP\b",
        r"afgeschaft|schrapte|te stoppen|niet meer|\boude?\b|is er nu niet|liep|stopte|gestopt|voorbij",
    ),
]


@pytest.mark.parametrize(("said", "with_it"), NEVER_WITHOUT)
def test_a_number_that_misleads_never_stands_alone(everything, said, with_it):
    found = 0
    for (intent, kind), text in everything.items():
        if re.search(said, text):
            found += 1
            assert re.search(with_it, text, re.IGNORECASE), f"{intent} ({kind}): {text}"
    assert found


FALSE = [
    r"610 uur waarvan",
    r"waarvan (?:minstens )?200",
    r"(?:student|leerling)en? krijgen (?:deze|de) subsidie praktijkleren",
    r"je krijgt € 4\.000",
    r"beroepshavo is een (?:nieuwe )?school",
    r"ICT[^.]{0,20} tekort aan (?:mensen|personeel)",
    r"1 mei [^.]{0,40}\bmbo\b",
    r"studievoorschot",
]


@pytest.mark.parametrize("statement", FALSE)
def test_what_the_fact_sheet_calls_wrong_is_said_nowhere(everything, statement):
    for (intent, kind), text in everything.items():
        for sentence in re.split(r"(?<=[.!?])\s|\n", text):
            corrected = re.search(r"\b(?:geen|niet|nee)\b", sentence, re.IGNORECASE)
            assert corrected or not re.search(statement, sentence, re.IGNORECASE), (
                f"{intent} ({kind}): {sentence}"
            )


def test_mbo_is_never_spoken_of_as_less(everything):
    for (intent, kind), text in everything.items():
        assert not re.search(
            r"\bafstromen\b|\bmaar mbo\b|\blager (?:niveau|onderwijs)\b", text, re.IGNORECASE
        ), f"{intent} ({kind})"
