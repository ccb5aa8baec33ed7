import csv
import io

import pytest
from openpyxl import load_workbook

from bot.console.tables_out import as_csv, as_xlsx, defused

HEADER = ("question", "confidence")


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_be_a_formula_is_only_shown(text):
    assert defused(text) == "'" + text
    rows = [(text, 0.5)]
    sheet = load_workbook(io.BytesIO(as_xlsx(HEADER, rows))).active
    assert sheet["A2"].value == "'" + text.replace("\r", "\n")
    assert sheet["A2"].data_type == "s"
    read = list(csv.reader(io.StringIO(as_csv(HEADER, rows).decode("utf-8-sig"), newline=""),
                           delimiter=";"))  # fmt: skip
    assert read == [list(HEADER), ["'" + text, "0.5"]]


def test_other_cells_stay_as_they_are():
    assert [defused(value) for value in ("wat = bbl", "", None, -1, True)] == [
        "wat = bbl", "", None, -1, True,
    ]  # fmt: skip
