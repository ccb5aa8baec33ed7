from bot.console.batch.looking import Filter, Totals, compared, confusion_picture, confusions
from bot.console.batch.runs import Result


def result(question, expected, topic, *, band="answer", persona="", previous_topic=""):
    return Result(
        number=1,
        question=question,
        expected_topic=expected,
        previous_topic=previous_topic,
        persona=persona,
        topic=topic,
        answer=topic,
        band=band,
        confidence=0.5,
        correct=(topic == expected) if expected else None,
    )


RIGHT = result("a", "bbl_loon", "bbl_loon", persona="Sam")
WRONG = result("b", "bbl_loon", "ov_kaart")
DOUBTED = result("c", "bsa", "ov_kaart", band="choose")
OPEN = result("d", "", "bsa", band="unknown")
ALL = [RIGHT, WRONG, DOUBTED, OPEN]


def shown(**given):
    chosen = Filter.of(given.get("kind", ""), given.get("topic", ""), given.get("persona", ""))
    return [one.question for one in ALL if chosen.shows(one)]


def test_filters_show_what_is_wrong_or_unsure_or_about_a_topic_or_of_a_persona():
    assert shown() == ["a", "b", "c", "d"]
    assert shown(kind="fout") == ["b", "c"]
    assert shown(kind="twijfel") == ["c", "d"]
    assert shown(kind="zeker-en-fout") == ["b"]
    assert shown(topic="bsa") == ["c", "d"]
    assert shown(persona="Sam") == ["a"]
    assert shown(kind="bestaat-niet", topic="ov_kaart") == ["b", "c"]


def test_totals_judge_only_what_something_was_expected_of():
    assert Totals.of(ALL) == Totals(count=4, judged=3, correct=1, unsure=2, sure_and_wrong=1)


def test_confusions_count_mistakes_most_often_first():
    assert confusions([DOUBTED, WRONG, WRONG, RIGHT, OPEN]) == [
        ("bbl_loon", "ov_kaart", 2),
        ("bsa", "ov_kaart", 1),
    ]


def test_the_confusion_picture_names_its_topics():
    picture = confusion_picture(confusions(ALL))
    assert picture.startswith("<svg") and "bbl_loon" in picture and "ov_kaart" in picture


def test_two_runs_show_what_got_better_worse_or_different():
    before = [result("a", "x", "y"), result("b", "x", "x"), result("c", "x", "y"),
              result("d", "x", "x"), result("alleen eerst", "x", "x")]  # fmt: skip
    after = [result("a", "x", "x"), result("b", "x", "y"), result("c", "x", "z"),
             result("d", "x", "x"), result("nieuw", "x", "x"), result("nieuw", "x", "x",
             previous_topic="y")]  # fmt: skip
    both = compared(before, after)
    questions = [[c.after.question for c in part] for part in (both.better, both.worse, both.other)]
    assert questions == [["a"], ["b"], ["c"]]
    assert (both.same, both.only_before, both.only_after) == (1, 1, 2)
