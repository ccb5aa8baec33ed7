import pytest

from bot.nlu.foreign_subjects import ForeignSubjects
from bot.yaml_files import ContentError


@pytest.fixture(scope="module")
def subjects():
    return ForeignSubjects.load()


@pytest.fixture
def by_cues():
    def by_cues(**topics):
        return ForeignSubjects({"en": topics})

    return by_cues


def test_the_topic_with_the_most_cues_wins(by_cues):
    subjects = by_cues(bbl=["bbl"], loon=["bbl", "earn"])
    assert subjects.topic("what do you earn in bbl", "en") == "loon"


def test_of_equals_the_first_wins(by_cues):
    assert by_cues(first=["fee"], second=["fee"]).topic("the fee", "en") == "first"


def test_a_cue_of_more_parts_needs_them_all_in_any_order(by_cues):
    subjects = by_cues(loon=["bbl & earn|wage"])
    assert subjects.topic("the wage in bbl", "en") == "loon"
    assert subjects.topic("what is bbl", "en") is None


@pytest.mark.parametrize("text", ["SZKOŁĘ", "szkole", "szkołę\u200b", "Szkołe"])
def test_capitals_accents_and_hidden_marks_make_no_difference(by_cues, text):
    assert by_cues(school=["szkołę"]).topic(text, "en") == "school"


@pytest.mark.parametrize("text", ["أين المدرسة", "اين المدرسه", "أيـــن المدرسة"])
def test_arabic_letters_that_people_swap_are_alike(by_cues, text):
    assert by_cues(where=["أين & مدرسة"]).topic(text, "en") == "where"


def test_without_a_cue_or_in_an_unknown_language_there_is_no_topic(subjects):
    assert subjects.topic("the weather is lovely today", "en") is None
    assert subjects.topic("was kostet die Schule", "de") is None


def test_a_cue_that_is_no_pattern_is_named(by_cues):
    with pytest.raises(ContentError, match="kosten"):
        by_cues(kosten=["(fee"])


def test_a_language_without_subjects_is_reported(tmp_path):
    path = tmp_path / "languages.yml"
    path.write_text("en:\n  recognised: {}\n")
    with pytest.raises(ContentError, match="languages.yml"):
        ForeignSubjects.load(path)


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "I want to become a nurse", "opleiding_info"),
        ("en", "I want to become a nurse in Utrecht", "opleidingsaanbod_regio"),
        ("en", "what is the salary of a nurse", "salaris_beroep"),
        ("en", "is my diploma from Syria valid here", "nieuwkomer_diploma"),
        ("en", "where do I find an apprenticeship", "leerbaan_zoeken"),
        ("en", "how much do i earn in bbl", "bbl_loon"),
        ("en", "is an internship paid", "stage_vergoeding"),
        ("en", "my boss at my internship is racist", "stage_problemen"),
        ("en", "do I have to buy my own laptop and books", "schoolkosten"),
        ("en", "can I do an associate degree with mbo 4", "ad_toelating"),
        ("en", "which sectors have a shortage", "kans_op_werk"),
        ("en", "i want to switch to another course", "switchen_stoppen"),
        ("en", "is there an open day in Utrecht", "open_dagen"),
        ("en", "I don't know what to study", "studiekeuze_hulp"),
        ("en", "can I talk to a real person", "mens_spreken"),
        ("en", "what do you do with my data", "privacy_gegevens"),
        ("en", "who are you and what can you do", "bot_identiteit"),
        ("en", "i am being bullied at school", "hulp_jongere"),
        ("en", "thank you very much", "bedankt_afscheid"),
        ("tr", "elektrikçi ne kadar kazanıyor", "salaris_beroep"),
        ("tr", "hemsire olmak istiyorum", "opleiding_info"),
        ("tr", "Rotterdam'da hangi okullar var", "opleidingsaanbod_regio"),
        ("tr", "hollandacam yeterli degil", "nieuwkomer_diploma"),
        ("ar", "كم راتب الممرض", "salaris_beroep"),
        ("ar", "أريد أن أصبح ممرضة", "opleiding_info"),
        ("ar", "أين يمكنني دراسة التمريض في روتردام", "opleidingsaanbod_regio"),
        ("ar", "هل شهادتي من سوريا معترف بها", "nieuwkomer_diploma"),
        ("pl", "ile zarabia elektryk", "salaris_beroep"),
        ("pl", "chce zostac pielegniarka", "opleiding_info"),
        ("pl", "gdzie mogę się uczyć w Rotterdamie", "opleidingsaanbod_regio"),
        ("pl", "czy mój polski dyplom jest uznawany w Holandii", "nieuwkomer_diploma"),
        ("uk", "скільки заробляє електрик", "salaris_beroep"),
        ("uk", "хочу стати медсестрою", "opleiding_info"),
        ("uk", "де можна навчатися в Роттердамі", "opleidingsaanbod_regio"),
        ("uk", "чи визнають мій український диплом", "nieuwkomer_diploma"),
    ],
)
def test_what_a_question_is_about_is_recognised_in_its_language(subjects, language, text, topic):
    assert subjects.topic(text, language) == topic
