"""The questions of a batch, from a file or from pasted lines."""

import io
import zipfile
from collections.abc import Sequence

from bot.console.visit import Refused
from bot.evaluation import Case, UnreadableTable, cases_from
from bot.nlu.text import visible

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_QUESTIONS = 10_000
NEEDED = ("question",)


def cases_in_file(content: bytes, *, name: str) -> list[Case]:
    """The questions in an uploaded file.

    Raises:
        Refused: it cannot be read, or has no questions or too many.
    """
    try:
        _check_unpacked(content)
        return _checked(cases_from(content, name=name, required=NEEDED))
    except (UnreadableTable, zipfile.BadZipFile, ValueError) as error:
        raise Refused(400, _UNREADABLE) from error


def cases_in_lines(text: str) -> list[Case]:
    """The questions in pasted lines: one on each, or a table copied from a spreadsheet.

    Raises:
        Refused: there are no questions, or too many.
    """
    first = text.lstrip().split("\n", 1)[0].strip().lower().split("\t")
    if "question" in first:
        return cases_in_file(text.strip().encode(), name="plakken.tsv")
    lines = (line.strip() for line in text.splitlines())
    return _checked([Case(line, "") for line in lines if line])


def _check_unpacked(content: bytes) -> None:
    """A small XLSX file can be made to unpack into something enormous."""
    if not content.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise Refused(413, "Dit bestand is uitgepakt te groot om te lezen; verdeel je vragen.")


def _checked(cases: Sequence[Case]) -> list[Case]:
    cases = [case for case in cases if visible(case.question)]
    if not cases:
        raise Refused(400, "Ik vond geen vragen: kies een bestand of plak vragen, één per regel.")
    if len(cases) > MOST_QUESTIONS:
        raise Refused(
            413, f"Dit zijn {len(cases)} vragen; het mogen er {MOST_QUESTIONS} zijn per reeks."
        )
    return cases


_UNREADABLE = (
    "Dit bestand kan ik niet lezen: het moet een CSV-, TSV- of XLSX-bestand zijn met op de eerste regel "
    "de namen van de kolommen, en daarbij question."
)
