import pytest

from bot.nlu.identity import asks_who_this_is


@pytest.mark.parametrize(
    "text",
    [
        "ben je een mens?",
        "ben jij n robot",
        "Bent u een echt persoon?",
        "is dit een chatbot of een medewerker",
        "praat ik nu met een echt mens",
        "ben je echt of ai",
        "mens of robot?",
        "zit hier iemand achter of is dit een computer",
        "ben je chatgpt",
        "ben je wel een mens",
    ],
)
def test_asking_for_a_person_or_a_program_is_always_seen(text):
    assert asks_who_this_is(text)


@pytest.mark.parametrize(
    "text",
    [
        "is er een opleiding tot robotica programmeur",
        "ik wil met mensen werken",
        "ben je verplicht om stage te lopen",
        "hoe word ik chatbot ontwikkelaar",
        "is een computer verplicht op school voor mbo",
        "mag ik een man als begeleider",
        "",
    ],
)
def test_other_questions_are_left_alone(text):
    assert not asks_who_this_is(text)
