import io
import zipfile

import pytest
from openpyxl import Workbook

from bot.console.batch import reading
from bot.console.batch.reading import cases_in_file, cases_in_lines
from bot.console.visit import Refused


def xlsx(*rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def test_a_csv_from_a_dutch_excel_is_read_with_its_semicolons_and_bom():
    content = "\ufeffquestion;expected_topic\nwat is bbl?;bbl_bol_verschil\n".encode()
    (case,) = cases_in_file(content, name="vragen.csv")
    assert (case.question, case.expected_topic) == ("wat is bbl?", "bbl_bol_verschil")


def test_a_question_that_looks_like_a_formula_survives_in_xlsx():
    content = xlsx(("question", "expected_topic", "persona"), ("=1+1", "onzin", "Sam"))
    (case,) = cases_in_file(content, name="vragen.xlsx")
    assert (case.question, case.extra["persona"]) == ("=1+1", "Sam")


def test_expected_topics_may_be_left_out():
    assert cases_in_file(b"question\nwat is bbl", name="v.csv")[0].accepted == frozenset()


def test_pasted_lines_are_questions_without_an_expectation():
    cases = cases_in_lines("wat is bbl\r\n\r\n  wat kost mbo \n\u200b")
    assert [case.question for case in cases] == ["wat is bbl", "wat kost mbo"]


def test_a_pasted_table_is_read_with_its_columns():
    (case,) = cases_in_lines("question\texpected_topic\nwat is bbl\tbbl_bol_verschil\n")
    assert case.expected_topic == "bbl_bol_verschil"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04 no archive", "vragen.xlsx"),
        (b"\x00\x01\x02", "vragen.xlsx"),
        (b"%PDF-1.7 ...", "vragen.pdf"),
        (b"vraag;onderwerp\nwat is bbl;bbl_loon", "vragen.csv"),
        (b"", "leeg.csv"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(content, name):
    with pytest.raises(Refused) as refusal:
        cases_in_file(content, name=name)
    assert refusal.value.message.count(".") == 1
    assert refusal.value.status == 400


def test_a_file_without_questions_is_refused():
    with pytest.raises(Refused, match="geen vragen"):
        cases_in_file(b"question\n\n", name="v.csv")


def test_too_many_questions_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_QUESTIONS", 2)
    with pytest.raises(Refused, match="3 vragen"):
        cases_in_lines("een\ntwee\ndrie")


def test_a_small_file_that_unpacks_into_something_enormous_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1_000_000)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2_000_000)
    with pytest.raises(Refused, match="uitgepakt"):
        cases_in_file(content.getvalue(), name="bom.xlsx")
