import pytest

from bot.nlu.foreign import LanguageGuard


@pytest.fixture(scope="module")
def guard():
    return LanguageGuard.load()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what is bbl", "en"),
        ("how do i enroll", "en"),
        ("difference between bol and bbl", "en"),
        ("do you speak english", "en"),
        ("I want to become a nurse", "en"),
        ("bol ve bbl arasındaki fark nedir", "tr"),
        ("okul ücreti ne kadar", "tr"),
        ("hemşire olmak istiyorum", "tr"),
        ("jaka jest różnica między bol a bbl", "pl"),
        ("ile kosztuje szkoła", "pl"),
        ("chce zostac pielegniarka", "pl"),
        ("ما هو الفرق", "ar"),
        ("скільки коштує навчання", "uk"),
    ],
)
def test_a_question_in_another_language_is_recognised_from_three_words(guard, text, language):
    assert guard.language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "wat is bbl",
        "hoevl krijg je bij bbl fam",
        "wollah ik wil gwn chillen bij bbl",
        "no way bro echt",
        "game developer artist opleiding",
        "associate degree software engineering",
        "wat is work life balance",
        "tips for open day",
        "human resource management ad",
        "ict support zwolle bbl",
        "ik wil student finance regelen",
        "open dag roc",
        "😀😀😀",
        "",
        "123 456 789",
    ],
)
def test_dutch_slang_and_english_course_names_are_dutch(guard, text):
    assert guard.language(text) == "nl"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ölüp kurtulmak istiyorum", "tr"),
        ("my cousin sent me a suicide note", "en"),
        ("ik wil dood", "nl"),
        ("wil nie meer", "nl"),
    ],
)
def test_in_a_crisis_a_guess_at_the_language_beats_none(guard, text, language):
    assert guard.likeliest(text) == language
