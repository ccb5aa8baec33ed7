"""Questions in, report out: how well the assistant understands a table of questions.

The columns and the report are a contract (docs/evaluation.md): others build on them.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.errors import Failure
from bot.nlu.entities import OWN_NAMES
from bot.nlu.model import topic_of
from bot.website.contract import LONGEST_TEXT, typed

SHOWN = 3
REQUIRED = ("question", "expected_topic")
_SEPARATORS = "\t;,"

Row = dict[str, Any]


class UnreadableTable(Failure):
    """A table of questions that cannot be read; the message says why."""


@dataclass(frozen=True)
class Case:
    """One question with what is expected of it."""

    question: str
    expected_topic: str
    previous_topic: str | None = None
    also_correct: tuple[str, ...] = ()
    expected_entities: frozenset[tuple[str, str]] = frozenset()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> frozenset[str]:
        """Every topic that counts as right."""
        return frozenset({self.expected_topic, *self.also_correct} - {""})


def read_cases(path: Path) -> list[Case]:
    """The questions in a TSV, CSV (`,` or `;`, with or without BOM) or XLSX file.

    Raises:
        UnreadableTable: it is none of these, or a required column is missing.
    """
    return cases_from(path.read_bytes(), name=path.name)


def cases_from(content: bytes, *, name: str, required: Sequence[str] = REQUIRED) -> list[Case]:
    """The questions in the content of a file.

    Args:
        content: the file.
        name: its name, which tells the format.
        required: the columns that must be there.

    Raises:
        UnreadableTable: it cannot be read, or a required column is missing.
    """
    rows = _workbook_rows(content) if name.lower().endswith(".xlsx") else _text_rows(content)
    header = [column.strip().lower() for column in next(iter(rows), [])]
    missing = [column for column in required if column not in header]
    if missing:
        raise UnreadableTable(
            f"{name}: the first line must name the columns; missing: {', '.join(missing)}"
        )
    records = [dict(zip(header, row, strict=False)) for row in rows[1:]]
    return [_case(record) for record in records if record.get("question", "").strip()]


def _text_rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = io.StringIO(text, newline="")
    try:
        if separator == "\t":
            return list(csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE))
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error as error:
        raise UnreadableTable(f"The table cannot be read: {error}") from error


def _workbook_rows(content: bytes) -> list[list[str]]:
    try:
        from openpyxl import load_workbook  # a third of a second that only a table costs

        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    except Exception as error:
        raise UnreadableTable(f"This is no readable XLSX file: {type(error).__name__}") from error
    sheet = workbook.worksheets[0]
    return [
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]


def _case(record: Mapping[str, str]) -> Case:
    def split(column: str, separator: str) -> list[str]:
        parts = (record.get(column) or "").split(separator)
        return [part.strip() for part in parts if part.strip()]

    entities = frozenset(
        (name.strip(), value.strip().lower())
        for name, equals, value in (item.partition("=") for item in split("expected_entities", ";"))
        if equals
    )
    known = {*REQUIRED, "previous_topic", "also_correct", "expected_entities"}
    return Case(
        question=record["question"].strip(),
        expected_topic=(record.get("expected_topic") or "").strip(),
        previous_topic=(record.get("previous_topic") or "").strip() or None,
        also_correct=tuple(split("also_correct", "|")),
        expected_entities=entities,
        extra={key: value for key, value in record.items() if key and key not in known},
    )


async def understood(agent: Agent, case: Case) -> Row:
    """How the agent understands one question, as a row of the report."""
    message = UserMessage(
        typed(case.question[:LONGEST_TEXT]),
        input_channel="website",
        metadata={"previous_topic": case.previous_topic},
    )
    parsed = await agent.processor.parse_message(message)
    intent = parsed.get("decided") or parsed["intent"]["name"]
    wishes = parsed.get("wishes") or []
    top = [[item["name"], item["confidence"]] for item in parsed.get("intent_ranking") or []]
    topic = "+".join(topic_of(wish) for wish in wishes) if len(wishes) > 1 else topic_of(intent)
    accepted = case.accepted
    entities: dict[str, list[str]] = {}
    for entity in parsed.get("entities") or []:
        if entity["entity"] in OWN_NAMES:
            continue
        values = entities.setdefault(entity["entity"], [])
        if str(entity["value"]).lower() not in values:
            values.append(str(entity["value"]).lower())
    correct = topic in accepted
    shown = top[:SHOWN]
    return {
        "question": case.question,
        "expected_topic": case.expected_topic,
        "intent": intent,
        "topic": topic,
        "confidence": round(float(parsed["intent"]["confidence"]), 4),
        "band": parsed.get("band", "answer"),
        "top": shown,
        "entities": entities,
        "correct": correct,
        "in_top3": correct or any(topic_of(name) in accepted for name, _ in shown),
    }


@dataclass(frozen=True)
class Report:
    """Rows with their cases, and what they come to."""

    cases: Sequence[Case]
    rows: Sequence[Row]

    def summary(self) -> dict[str, Any]:
        """The figures: shares are of all rows unless they say otherwise (0–1)."""
        count = len(self.rows)
        pairs = list(zip(self.cases, self.rows, strict=False))
        follow_ups = [row for case, row in pairs if case.previous_topic]
        outside = [
            (case, row) for case, row in pairs if case.expected_topic in ("buiten_bereik", "onzin")
        ]
        crises = [row for case, row in pairs if case.expected_topic == "crisis"]
        alarms = [
            row for case, row in pairs if row["band"] == "crisis" and "crisis" not in case.accepted
        ]
        sure_and_wrong = [
            row for row in self.rows if row["band"] == "answer" and not row["correct"]
        ]
        found, expected, both = self._entity_counts()
        return {
            "questions": count,
            "correct": _share(sum(row["correct"] for row in self.rows), count),
            "in_top3": _share(sum(row["in_top3"] for row in self.rows), count),
            "sure_and_wrong": _share(len(sure_and_wrong), count),
            "answered": _share(sum(row["band"] == "answer" for row in self.rows), count),
            "follow_ups": len(follow_ups),
            "follow_ups_correct": _share(
                sum(row["correct"] for row in follow_ups), len(follow_ups)
            ),
            "crisis": len(crises),
            "crisis_recall": _share(sum(row["band"] == "crisis" for row in crises), len(crises)),
            "crisis_false_alarms": len(alarms),
            "out_of_scope": len(outside),
            "out_of_scope_answered": _share(
                sum(row["band"] == "answer" and not row["correct"] for _, row in outside),
                len(outside),
            ),
            "entity_precision": _share(both, found),
            "entity_recall": _share(both, expected),
            "entity_f1": _share(2 * both, found + expected),
        }

    def _entity_counts(self) -> tuple[int, int, int]:
        found = expected = both = 0
        for case, row in zip(self.cases, self.rows, strict=False):
            seen = {(name, value) for name, values in row["entities"].items() for value in values}
            found += len(seen)
            expected += len(case.expected_entities)
            both += len(seen & case.expected_entities)
        return found, expected, both

    def summary_text(self) -> str:
        """The figures as lines for a terminal."""
        return "\n".join(f"{name:24} {value}" for name, value in self.summary().items())

    def write_json(self, path: Path) -> None:
        """Write the report in the shape of the contract."""
        content = {"summary": self.summary(), "rows": list(self.rows)}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")

    def write_html(self, path: Path) -> None:
        """Write the report as a page for a person."""
        from bot.evaluation_page import page

        path.write_text(page(self), encoding="utf-8")


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


async def evaluate(agent: Agent, cases: Iterable[Case]) -> Report:
    """Let the agent understand every case, one after the other."""
    cases = list(cases)
    return Report(cases, [await understood(agent, case) for case in cases])
