import io
import json

import pytest
from openpyxl import Workbook

from bot.evaluation import Case, Report, UnreadableTable, cases_from
from bot.evaluation_page import calibration, page

HEADER = ["question", "expected_topic", "previous_topic", "also_correct", "expected_entities"]
ROW = ["wat, kost; het?", "kosten_lesgeld", "bbl_loon", "schoolkosten|ov_kaart", "age=17;route=BBL"]
EXPECTED = Case(
    question="wat, kost; het?",
    expected_topic="kosten_lesgeld",
    previous_topic="bbl_loon",
    also_correct=("schoolkosten", "ov_kaart"),
    expected_entities=frozenset({("age", "17"), ("route", "bbl")}),
)


def quoted(separator):
    return separator.join(HEADER) + "\n" + separator.join(f'"{cell}"' for cell in ROW) + "\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", ("\t".join(HEADER) + "\n" + "\t".join(ROW)).encode()),
        ("a.csv", quoted(",").encode()),
        ("a.csv", quoted(";").encode("utf-8-sig")),
        ("a.csv", quoted(";").replace("\n", "\r\n").encode("cp1252")),
    ],
)
def test_a_table_is_read_in_every_format(name, content):
    assert cases_from(content, name=name) == [EXPECTED]


def test_a_workbook_is_read():
    workbook = Workbook()
    workbook.active.append(HEADER)
    workbook.active.append(ROW)
    workbook.active.append([None] * 5)
    stream = io.BytesIO()
    workbook.save(stream)
    assert cases_from(stream.getvalue(), name="a.XLSX") == [EXPECTED]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b""), ("a.csv", b"vraag,onderwerp\na,b\n"), ("a.xlsx", b"geen werkboek")],
)
def test_what_is_no_table_of_questions_is_refused_in_one_sentence(name, content):
    with pytest.raises(UnreadableTable):
        cases_from(content, name=name)


def row(expected, topic, *, band="answer", confidence=0.9, entities=None, top=()):
    return {
        "question": "x",
        "expected_topic": expected,
        "intent": topic,
        "topic": topic,
        "confidence": confidence,
        "band": band,
        "top": [[name, 0.5] for name in top],
        "entities": entities or {},
        "correct": topic == expected,
        "in_top3": topic == expected or expected in top,
    }


@pytest.fixture
def report():
    cases = [
        Case("x", "a", expected_entities=frozenset({("age", "17"), ("route", "bbl")})),
        Case("x", "b", previous_topic="a"),
        Case("x", "crisis"),
        Case("x", "onzin"),
    ]
    rows = [
        row("a", "a", entities={"age": ["17"], "place": ["ede"]}),
        row("b", "a", top=("a", "b")),
        row("crisis", "crisis", band="crisis"),
        row("onzin", "a", band="choose"),
    ]
    return Report(cases, rows)


def test_the_summary_counts_what_the_contract_names(report):
    summary = report.summary()
    assert summary["correct"] == 0.5
    assert summary["in_top3"] == 0.75
    assert summary["sure_and_wrong"] == 0.25
    assert summary["follow_ups_correct"] == 0
    assert summary["crisis_recall"] == 1
    assert summary["crisis_false_alarms"] == 0
    assert summary["out_of_scope_answered"] == 0
    assert summary["entity_f1"] == 0.5


def test_a_crisis_band_on_another_topic_is_a_false_alarm():
    rows = [row("a", "crisis", band="crisis")]
    assert Report([Case("x", "a")], rows).summary()["crisis_false_alarms"] == 1


def test_the_json_has_the_summary_and_every_row(report, tmp_path):
    path = tmp_path / "report.json"
    report.write_json(path)
    content = json.loads(path.read_text())
    assert content["summary"]["questions"] == 4
    assert content["rows"][1]["question"] == "x"


def test_the_page_shows_confusions_and_calibration_and_escapes_questions(report):
    report.rows[1]["question"] = "<img src=x>"
    html = page(report)
    assert "b → a: 1" in html
    assert "<svg" in html
    assert "<img src=x>" not in html


def test_calibration_compares_confidence_with_what_was_right(report):
    assert calibration(report.rows) == [(pytest.approx(0.9), pytest.approx(1 / 3), 3)]
