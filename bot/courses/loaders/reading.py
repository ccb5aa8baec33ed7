"""Reading a register's CSV file whatever its encoding, and reporting what is wrong with it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
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
    header = [name.strip() for name in next(csv.reader(lines[:1], delimiter=delimiter))]
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
    for number, record in _records(lines, report):
        if not record.strip():
            continue
        report.rows += 1
        try:
            values = next(csv.reader([record], delimiter=delimiter))
        except (csv.Error, StopIteration):
            report.problem("broken line", number)
            continue
        if len(values) != len(header):
            report.problem("wrong number of columns", number)
            continue
        yield number, {name: value.strip() for name, value in zip(header, values, strict=True)}


def _records(lines: Sequence[str], report: LoadReport) -> Iterable[tuple[int, str]]:
    """Physical lines joined where a quoted value holds a line break."""
    at = 1
    while at < len(lines):
        record, length = lines[at], 1
        while record.count('"') % 2 and length < LONGEST_RECORD and at + length < len(lines):
            record += "\n" + lines[at + length]
            length += 1
        if record.count('"') % 2:
            report.rows += 1
            report.problem("broken line", at + 1)
            at += 1
            continue
        yield at + 1, record
        at += length
