"""What editors decided, in the form of the content files and of the test questions.

Nothing goes live by itself: somebody puts the questions into `data/nlu/`, runs `make check-content` and
trains a model.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable

from bot.answers.topics import Topics, topic_of
from bot.console.review.marks import Mark, Verdict

_MASK = re.compile(r"\s*\[[a-z ]+\]")
COLUMNS = ("question", "expected_topic", "previous_topic")


def fragment(marks: Iterable[Mark], topics: Topics) -> str:
    """The questions with the answer they should have had, to add to the topic files.

    A YAML document for each topic, of which the items belong under `nlu:` in the topic's file. Questions
    that are already there are left out.
    """
    known = {text.lower() for topic in topics for own in topic.questions.values() for text in own}
    questions: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for mark in marks:
        text = _plain(mark.question)
        if mark.verdict is Verdict.OTHER and text and text.lower() not in known:
            questions[topic_of(mark.intent)][mark.intent][text] = None
    return "".join(
        _document(topic, {intent: list(texts) for intent, texts in own.items()})
        for topic, own in sorted(questions.items())
    )


def measuring_rows(marks: Iterable[Mark]) -> str:
    """The judged questions as a TSV file for `python -m bot evaluate`, with what is expected now."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n",
                        quotechar=None)  # fmt: skip
    writer.writerow(COLUMNS)
    for mark in marks:
        expected = {Verdict.OTHER: topic_of(mark.intent), Verdict.RIGHT: mark.taken_for}
        if mark.verdict in expected and _plain(mark.question):
            row = (_plain(mark.question), expected[mark.verdict], mark.previous_topic)
            writer.writerow(row)
    return written.getvalue()


def _document(topic: str, questions: dict[str, list[str]]) -> str:
    lines = [f"--- # data/nlu/{topic}.yml", "nlu:"]
    for intent, texts in sorted(questions.items()):
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    return "\n".join(lines) + "\n"


def _plain(question: str) -> str:
    """A question on one line, without the words that stand for personal data."""
    return " ".join(_MASK.sub("", question).split())
