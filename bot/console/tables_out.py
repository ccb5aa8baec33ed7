"""Tables to download, as CSV or XLSX, that no spreadsheet takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins to calculate (OWASP, CSV injection)."""

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def defused(value: Any) -> Any:
    """A cell that is only shown: a text that would be a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV file that a Dutch Excel opens as a table: semicolons, UTF-8 with a BOM."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    writer.writerow(header)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An XLSX file with one sheet."""
    from openpyxl import Workbook  # a third of a second that only a download costs

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Vragen")
    sheet.append(list(header))
    for row in rows:
        sheet.append([defused(cell) for cell in row])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()
