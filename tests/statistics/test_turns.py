from bot.statistics.turns import turn_of


def turn(parsed, answers=(), **given):
    details = {"at": 1.9, "seconds": 0.1, "conversation": "a", "previous_topic": None}
    return turn_of(parsed, answers, **{**details, "searched": {}, **given})


def parsed(band="answer", **more):
    return {
        "text": "wat verdien je",
        "band": band,
        "intent": {"name": "bbl_loon.minimumloon", "confidence": 0.8},
        "decided": "bbl_loon.minimumloon",
        **more,
    }


def test_a_question_is_kept_with_what_it_was_about():
    kept = turn(parsed(), ["bbl_loon.minimumloon"], previous_topic="bbl_voorwaarden")
    assert (kept.at, kept.question, kept.band, kept.confidence) == (
        1, "wat verdien je", "answer", 0.8,
    )  # fmt: skip
    assert (kept.topic, kept.answer, kept.previous_topic) == (
        "bbl_loon", "bbl_loon.minimumloon", "bbl_voorwaarden",
    )  # fmt: skip


def test_of_a_crisis_the_text_is_not_kept():
    kept = turn(parsed("crisis", decided="crisis"), ["crisis"])
    assert kept.question is None
    assert "verdien" not in repr(kept)


def test_a_button_has_no_question_no_band_and_no_confidence():
    button = {"text": "/bbl_loon", "intent": {"name": "bbl_loon", "confidence": 1.0}}
    kept = turn(button, ["bbl_loon"])
    assert (kept.question, kept.band, kept.confidence, kept.topic) == (None, None, None, "bbl_loon")


def test_several_wishes_are_several_topics_and_answers():
    kept = turn(parsed(wishes=["bbl_loon", "ov_kaart.mbo"]), ["bbl_loon", "", "ov_kaart.mbo"])
    assert kept.topics == ("bbl_loon", "ov_kaart")
    assert kept.answer == "bbl_loon+ov_kaart.mbo"


def test_a_course_search_is_kept_by_town_and_sector():
    kept = turn(parsed(), searched={"town": "Zwolle (Overijssel)", "sector": "zorg"})
    assert (kept.town, kept.sector) == ("Zwolle (Overijssel)", "zorg")
