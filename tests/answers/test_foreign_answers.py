import asyncio
import re
from datetime import date

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers.book import PLACEHOLDER, AnswerBook
from bot.answers.foreign import ForeignAnswers, Writing
from bot.answers.nlg import AnswerGenerator
from bot.nlu.foreign_subjects import ForeignSubjects
from bot.paths import DATA
from bot.yaml_files import read_mapping

LANGUAGES = read_mapping(DATA / "languages.yml")
MOST_WORDS = 70
SCRIPT = {
    "en": re.compile(r"\b(the|you)\b"),
    "tr": re.compile("[ışğİ]"),
    "ar": re.compile("[\u0600-\u06ff]{3}"),
    "pl": re.compile("[ąęłńśźż]"),
    "uk": re.compile("[іїєґ]"),
}
"""What no other of the languages has."""

ASKED = {
    "en": {
        "bbl_bol_verschil": (
            "what is the difference between bol and bbl",
            "Can I work and study at the same time?",
        ),
        "mbo_toelating": (
            "which mbo level can I do with vmbo kader",
            "can i start mbo without a diploma",
        ),
        "aanmelden_deadline": (
            "when is the deadline to apply for mbo",
            "how do i sign up for a school",
        ),
        "kosten_lesgeld": (
            "how much does mbo cost per year",
            "do I have to pay tuition if I am 17",
        ),
        "studiefinanciering": (
            "how do I apply for student finance at DUO",
            "can i get a grant while i study",
        ),
        "stage_zoeken": (
            "where can I find an internship",
            "i cant find an internship in healthcare",
        ),
        "ad_uitleg": ("what is an associate degree", "how long does an associate degree take"),
        "leerplicht": ("until what age do I have to go to school", "is school compulsory at 17"),
    },
    "tr": {
        "bbl_bol_verschil": (
            "bol ve bbl arasındaki fark nedir",
            "hem calisip hem okula gitmek istiyorum",
        ),
        "mbo_toelating": (
            "vmbo ile hangi seviyeye gidebilirim",
            "diplomam yok mbo yapabilir miyim",
        ),
        "aanmelden_deadline": (
            "mbo için son başvuru tarihi ne zaman",
            "okula nasil kayit olurum",
        ),
        "kosten_lesgeld": ("okul ücreti ne kadar", "mbo icin ne kadar odemem gerekiyor"),
        "studiefinanciering": ("DUO'dan burs alabilir miyim", "ogrenci kredisi nasil alinir"),
        "stage_zoeken": ("nasıl staj bulabilirim", "staj yeri ariyorum"),
        "ad_uitleg": ("associate degree nedir", "associate degree kac yil suruyor"),
        "leerplicht": (
            "kaç yaşına kadar okula gitmek zorundayım",
            "okul zorunlu mu 17 yasindayim",
        ),
    },
    "ar": {
        "bbl_bol_verschil": (
            "ما هو الفرق بين bol و bbl",
            "أريد أن أعمل وأدرس في نفس الوقت",
        ),
        "mbo_toelating": (
            "أي مستوى يمكنني الدخول مع vmbo",
            "ليس لدي شهادة هل يمكنني دراسة mbo",
        ),
        "aanmelden_deadline": ("ما هو آخر موعد للتسجيل في mbo", "كيف اسجل في المدرسة"),
        "kosten_lesgeld": ("كم تكلفة الدراسة في mbo", "هل يجب أن أدفع رسوم المدرسة"),
        "studiefinanciering": (
            "كيف أحصل على منحة من DUO",
            "هل استطيع الحصول على قرض طلابي من الدولة",
        ),
        "stage_zoeken": ("كيف أجد مكان تدريب", "ابحث عن ستاج"),
        "ad_uitleg": ("ما هو associate degree", "كم مدة دراسة associate degree"),
        "leerplicht": ("حتى أي عمر يجب أن أذهب إلى المدرسة", "هل المدرسة الزامية بعمر 17"),
    },
    "pl": {
        "bbl_bol_verschil": (
            "jaka jest różnica między bol a bbl",
            "chce pracowac i uczyc sie jednoczesnie",
        ),
        "mbo_toelating": (
            "na jaki poziom mbo mogę iść po vmbo",
            "nie mam dyplomu czy moge isc do mbo",
        ),
        "aanmelden_deadline": ("do kiedy trzeba się zapisać do szkoły", "jak zapisac sie do mbo"),
        "kosten_lesgeld": ("ile kosztuje szkoła", "czy musze placic za mbo"),
        "studiefinanciering": (
            "jak dostać stypendium z DUO",
            "czy moge dostac pozyczke studencka",
        ),
        "stage_zoeken": ("gdzie znaleźć praktyki", "szukam stazu w firmie"),
        "ad_uitleg": ("co to jest associate degree", "ile trwa associate degree"),
        "leerplicht": ("do ilu lat trzeba chodzić do szkoły", "czy szkola jest obowiazkowa"),
    },
    "uk": {
        "bbl_bol_verschil": (
            "яка різниця між bol і bbl",
            "хочу одночасно працювати і навчатися",
        ),
        "mbo_toelating": ("на який рівень mbo я можу вступити", "чи можна вступити без диплома"),
        "aanmelden_deadline": (
            "до якого числа треба подати заявку",
            "як записатися до школи mbo",
        ),
        "kosten_lesgeld": ("скільки коштує навчання", "сколько стоит обучение в mbo"),
        "studiefinanciering": (
            "як отримати стипендію від DUO",
            "чи можу я отримати студентський кредит",
        ),
        "stage_zoeken": ("де знайти практику", "шукаю місце для стажування"),
        "ad_uitleg": ("що таке associate degree", "скільки триває associate degree"),
        "leerplicht": ("до якого віку треба ходити до школи", "чи обовязкова школа в 17 років"),
    },
}


@pytest.fixture(scope="module")
def subjects():
    return ForeignSubjects.load()


@pytest.fixture(scope="module")
def foreign():
    return ForeignAnswers.load()


@pytest.fixture(scope="module")
def loaded_book():
    return AnswerBook.load()


@pytest.fixture
def book(loaded_book):
    def on(day):
        return AnswerBook(
            loaded_book.topics,
            loaded_book.facts,
            loaded_book.sources,
            clock=lambda: date.fromisoformat(day),
        )

    return on


@pytest.fixture
def today(book):
    return book("2026-11-23")


@pytest.mark.parametrize(
    ("language", "topic", "text"),
    [
        (language, topic, text)
        for language, topics in ASKED.items()
        for topic, texts in topics.items()
        for text in texts
    ],
)
def test_a_question_gets_its_answer_in_its_own_language(
    subjects, foreign, today, language, topic, text
):
    assert subjects.topic(text, language) == topic
    message = foreign.message(topic, language, book=today)
    assert SCRIPT[language].search(message["text"])
    assert LANGUAGES[language]["intro"].strip() not in message["text"]
    assert message["metadata"]["answer"] == topic
    assert message["metadata"]["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_says_that_no_native_speaker_checked_it(foreign, today, language):
    note = LANGUAGES[language]["note"].strip()
    for topic in [*LANGUAGES[language]["subjects"], "taal_wisselen", "kans_op_werk"]:
        assert foreign.message(topic, language, book=today)["text"].endswith(note)


def test_an_answer_has_status_and_date_of_the_dutch_one_and_the_sources_of_both(foreign, today):
    dutch = today.message("kosten_lesgeld")["metadata"]
    metadata = foreign.message("kosten_lesgeld", "en", book=today)["metadata"]
    assert metadata["status"] == dutch["status"]
    assert metadata["checked"] == dutch["checked"]
    names = [source["name"] for source in metadata["sources"]]
    cited = today.facts["lesgeld"].on(date(2026, 7, 31)).source
    assert today.sources[cited].shown()["name"] in names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", ["kosten_lesgeld", "studiefinanciering"])
def test_an_amount_that_is_not_known_today_is_said_only_as_past(foreign, today, language, topic):
    text = foreign.message(topic, language, book=today)["text"]
    lines_with_money = [line for line in text.splitlines() if "€" in line]
    assert lines_with_money
    assert all("2025" in line for line in lines_with_money)


def test_an_amount_is_said_as_the_one_of_today_while_it_holds(book):
    spoken = {
        "writing": LANGUAGES["en"]["writing"],
        "note": "Note.",
        "intro": "Intro.",
        "in_dutch": "In Dutch.",
        "subjects": {"kosten_lesgeld": {"text": "It is {lesgeld}.", "unchecked": "Ask DUO."}},
    }
    foreign = ForeignAnswers({"en": spoken}, {})
    held = foreign.message("kosten_lesgeld", "en", book=book("2026-07-31"))
    after = foreign.message("kosten_lesgeld", "en", book=book("2026-11-23"))
    assert held["text"] == "It is € 1,458.\n\nNote."
    assert after["text"] == "Ask DUO.\n\nNote."


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_nothing_sure_can_be_said_the_introduction_is_given(foreign, book, language):
    message = foreign.message("kosten_lesgeld", language, book=book("2010-01-01"))
    assert "€" not in message["text"]
    assert LANGUAGES[language]["intro"].strip() in message["text"]
    assert "status" not in message["metadata"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recognised_topic_without_a_text_is_offered_in_dutch(foreign, today, language):
    message = foreign.message("kans_op_werk.sectoren", language, book=today)
    assert message["text"].startswith(LANGUAGES[language]["in_dutch"].strip())
    assert message["metadata"] == {
        "answer": "kans_op_werk",
        "lang": language,
        "dir": "rtl" if language == "ar" else "ltr",
    }


@pytest.mark.parametrize("topic", ["taal_wisselen", "bot_identiteit", "mens_spreken", "groet"])
def test_who_asks_what_this_is_gets_the_introduction_alone(foreign, today, topic):
    text = foreign.message(topic, "en", book=today)["text"]
    assert text.startswith(LANGUAGES["en"]["intro"].strip())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_crisis_is_answered_in_the_language_with_the_numbers(foreign, today, language):
    message = foreign.message("crisis.ander", language, book=today)
    assert all(number in message["text"] for number in ("0800-0113", "0800-0432", "112"))
    assert SCRIPT[language].search(message["text"])
    assert message["metadata"]["answer"] == "crisis"
    assert message["metadata"].keys() >= {"status", "sources", "checked"}


@pytest.mark.parametrize("language", ["nl", *LANGUAGES])
def test_in_a_crisis_the_number_for_danger_comes_first(foreign, today, language):
    message = (
        today.message("crisis")
        if language == "nl"
        else foreign.message("crisis", language, book=today)
    )
    assert message["text"].index("112") < message["text"].index("0800-0113")


def test_only_arabic_runs_from_right_to_left(foreign, today):
    directions = {
        language: foreign.message("ad_uitleg", language, book=today)["metadata"]["dir"]
        for language in LANGUAGES
    }
    assert {language for language, way in directions.items() if way == "rtl"} == {"ar"}


def test_a_language_that_we_do_not_speak_gets_no_answer(foreign, today):
    assert foreign.message("kosten_lesgeld", "de", book=today) is None
    assert foreign.message("crisis", "de", book=today) is None


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "1 April"),
        ("tr", "1 Nisan"),
        ("ar", "1 أبريل"),
        ("pl", "1 kwietnia"),
        ("uk", "1 квітня"),
    ],
)
def test_a_date_is_written_in_the_language(foreign, today, language, day):
    assert day in foreign.message("aanmelden_deadline", language, book=today)["text"]


def test_a_number_is_written_as_in_the_language():
    english = Writing(months=("January",), thousands=",", decimal=".")
    assert english.written(1458.5, "euro") == "€ 1,458.50"
    assert english.written("2026-01-30", "datum") == "30 January 2026"
    assert english.written("0800-0432", "tekst") == "0800-0432"


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_short_and_hold_no_dutch_fact(today, language):
    for topic, subject in LANGUAGES[language]["subjects"].items():
        for text in filter(None, (subject["text"], subject.get("unchecked"))):
            assert len(text.split()) <= MOST_WORDS, topic
            for name, _ in PLACEHOLDER.findall(text):
                fact = today.facts[name]
                assert fact.unit != "tekst" or fact.values[-1].value.replace("-", "").isdigit(), (
                    name
                )


def test_all_languages_cover_the_same_topics_and_those_exist(today):
    covered = [[*spoken["subjects"], *spoken["recognised"]] for spoken in LANGUAGES.values()]
    assert all(topics == covered[0] for topics in covered)
    existing = {topic.name for topic in today.topics}
    assert set(covered[0]) <= existing


def test_the_generator_answers_by_the_topic_that_was_decided(today):
    tracker = DialogueStateTracker.from_events(
        "someone",
        [
            UserUttered(
                "what is bbl",
                parse_data={"text": "what is bbl", "language": "en", "decided": "bbl_bol_verschil"},
            )
        ],
    )
    generator = AnswerGenerator(domain=Domain.empty(), book=today, clock=today.clock)
    message = asyncio.run(generator.generate("utter_niet_zeker", tracker, "website"))
    assert message["metadata"]["answer"] == "bbl_bol_verschil"
    assert message["metadata"]["lang"] == "en"
