"""Reading a register's CSV file whatever its encoding, and reporting what is wrong with it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LONGEST_RECORD = 40
"""Lines after which an unclosed quotation mark is taken for a broken line."""


class UnusableFile(Exception):
    """A file that cannot be read as the register's; the message says what is wrong."""


@dataclass
class LoadReport:
    """What was read from a file and what was left out, by reason with the first line numbers."""

    file: str
    rows: int = 0
    kept: int = 0
    problems: dict[str, list[int]] = field(default_factory=dict)

    def problem(self, reason: str, line: int) -> None:
        """Counts a problem at a line."""
        self.problems.setdefault(reason, []).append(line)

    def lines(self) -> list[str]:
        """The report for a person, one sentence a line."""
        text = [f"{self.file}: {self.rows} rows read, {self.kept} kept"]
        for reason, lines in sorted(self.problems.items()):
            shown = ", ".join(str(line) for line in lines[:5])
            more = ", …" if len(lines) > 5 else ""
            text.append(f"  {len(lines)} × {reason} (line {shown}{more})")
        return text


def read_rows(
    path: Path, *, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Iterator[tuple[int, dict[str, str]]], LoadReport]:
    """The rows of a CSV file as (line number, column → value), and the report they fill.

    UTF-8 with or without BOM and cp1252 are read, comma and semicolon. Broken lines are reported
    and left out. Columns that are missing from a row are "".

    Raises:
        UnusableFile: the file is missing, empty, or without a required column.
    """
    report = LoadReport(path.name)
    try:
        text = _decode(path.read_bytes())
    except OSError as error:
        raise UnusableFile(f"{path.name}: {error.strerror}") from error
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines[0].strip():
        raise UnusableFile(f"{path.name}: the file is empty")
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    try:
        header = [name.strip() for name in next(csv.reader(lines[:1], delimiter=delimiter))]
    except csv.Error as error:
        raise UnusableFile(f"{path.name}: the file is no table") from error
    missing = [name for name in required if name not in header]
    if missing:
        raise UnusableFile(f"{path.name}: columns missing: {', '.join(missing)}")
    for name in optional:
        if name not in header:
            report.problem(f"column {name} is missing", 1)
    return _rows(lines, header, delimiter, report), report


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows(
    lines: Sequence[str], header: Sequence[str], delimiter: str, report: LoadReport
) -> Iterator[tuple[int, dict[str, str]]]:
    at = 1
    while at < len(lines):
        number = at + 1
        if not lines[at].strip():
            at += 1
            continue
        report.rows += 1
        values, used = _record(lines, at, columns=len(header), delimiter=delimiter)
        at += used
        if len(values) == len(header):
            yield number, {name: value.strip() for name, value in zip(header, values, strict=True)}
        else:
            report.problem("broken line" if not values else "wrong number of columns", number)


def _record(
    lines: Sequence[str], at: int, *, columns: int, delimiter: str
) -> tuple[list[str], int]:
    """The values of the record that begins at a line, and how many lines it takes.

    A value in quotation marks may hold line breaks. When closing the quotation does not give a whole
    record, only the first line is broken: what follows may be good.
    """
    record = lines[at]
    for length in range(1, LONGEST_RECORD + 1):
        if record.count('"') % 2 == 0:
            values = _split(record, delimiter)
            return (values, length) if length == 1 or len(values) == columns else ([], 1)
        if at + length >= len(lines):
            break
        record += "\n" + lines[at + length]
    return [], 1


def _split(record: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([record], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return []
