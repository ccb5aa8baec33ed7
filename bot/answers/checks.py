"""Checks on the content files: what would make an answer untrue, unreachable or unreadable."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answers.book import PLACEHOLDER, fill
from bot.answers.facts import Facts
from bot.answers.readability import reading_ease
from bot.answers.sources import Sources
from bot.answers.topics import STATUSES, Answer, Topic, Topics
from bot.paths import STORIES
from bot.yaml_files import read_mapping

MOST_WORDS = 100
MOST_WORDS_EASIER = 50
MOST_SENTENCES_EASIER = 3
LONGEST_TITLE = 45
LONGEST_BUTTON = 45
EXPIRES_WITHIN = timedelta(days=60)
WITHOUT_FACTS = frozenset(
    {
        "groet", "bedankt_afscheid", "bevestigen", "ontkennen", "keuze_maken", "meer_uitleg",
        "makkelijker_uitleggen", "bron_vragen", "opnieuw_beginnen", "taal_wisselen", "onzin",
        "verduidelijking_nodig", "schelden", "mens_spreken", "feedback_klacht", "buiten_bereik",
        "politiek_neutraal", "privacy_gegevens", "bot_identiteit", "crisis", "hulp_jongere",
    }
)  # fmt: skip
"""Topics about the conversation or the visitor: they need no easier or longer version."""

_AMOUNT = re.compile(
    r"€\s*\d(?:[\d.,]*\d)?|\b\d[\d.]*(?:,\d+)?\s*(?:euro|procent|%)", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)")


@dataclass(frozen=True)
class Problem:
    """Something an editor must mend, and where."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def check(
    topics: Topics, facts: Facts, sources: Sources, *, actions: Iterable[str], today: date
) -> list[Problem]:
    """Everything that is wrong with the content.

    Args:
        actions: intents that a rule of their own answers, so that they need no response.
        today: the day for which facts must have a value or an answer its `unchecked` text.
    """
    problems = list(_fact_problems(facts, sources))
    known = set(topics.intents())
    reachable = set(known & set(actions))
    for topic in topics:
        problems += _topic_problems(topic, actions=set(actions))
        problems += [
            Problem(crossing.intent, f"follows on {before!r}: no such topic")
            for crossing in topic.crossings
            for before in crossing.after
            if before not in topics
        ]
        reachable |= {intent for intent, texts in topic.questions.items() if texts}
        for answer in topic.answers.values():
            problems += _answer_problems(answer, facts, sources, known, today)
            for change in answer.later:
                problems += _later_problems(answer.on(change.since), facts, change.since)
            reachable |= {button.payload.strip("/").partition("{")[0] for button in answer.buttons}
    for topic in topics:
        for intent in topic.answers:
            if intent not in reachable:
                problems.append(Problem(intent, "no question and no button reaches this answer"))
    return problems


def _topic_problems(topic: Topic, *, actions: set[str]) -> Iterator[Problem]:
    if topic.name not in topic.answers and topic.name not in actions:
        yield Problem(topic.name, "the topic has no orienting answer")
    for intent in topic.questions:
        if intent not in topic.answers and intent not in actions:
            yield Problem(intent, "there are questions but no answer")


def _answer_problems(
    answer: Answer, facts: Facts, sources: Sources, known: set[str], today: date
) -> Iterator[Problem]:
    where = answer.intent
    if answer.status not in STATUSES:
        yield Problem(where, f"status must be one of {', '.join(STATUSES)}")
    if not answer.sources:
        yield Problem(where, "no source")
    if not answer.checked:
        yield Problem(where, "no date at 'checked'")
    if not answer.title or len(answer.title) > LONGEST_TITLE:
        yield Problem(where, f"needs a title of at most {LONGEST_TITLE} characters")
    for source in answer.sources:
        if source not in sources:
            yield Problem(where, f"unknown source {source!r}")
    for button in answer.buttons:
        target = button.payload.removeprefix("/").partition("{")[0]
        if target not in known:
            yield Problem(where, f"the button {button.title!r} goes to {target!r}: no such answer")
        if len(button.title) > LONGEST_BUTTON:
            yield Problem(
                where, f"button longer than {LONGEST_BUTTON} characters: {button.title!r}"
            )
    yield from _text_problems(answer, facts, today)
    if where.partition(".")[0] not in WITHOUT_FACTS:
        if not answer.easier:
            yield Problem(where, "no easier text")
        if not answer.more:
            yield Problem(where, "no longer text or example ('more')")


def _later_problems(answer: Answer, facts: Facts, since: date) -> Iterator[Problem]:
    if answer.status not in STATUSES:
        yield Problem(f"{answer.intent} (later)", f"status must be one of {', '.join(STATUSES)}")
    yield from _text_problems(answer, facts, since)


def _text_problems(answer: Answer, facts: Facts, today: date) -> Iterator[Problem]:
    texts = {
        "text": answer.text,
        "easier": answer.easier,
        "more": answer.more,
        "unchecked": answer.unchecked,
    }
    for kind, text in texts.items():
        if not text:
            continue
        where = f"{answer.intent} ({kind})"
        for name, _day in PLACEHOLDER.findall(text):
            if name not in facts:
                yield Problem(where, f"unknown fact {{{name}}}")
        if amount := _AMOUNT.search(text):
            yield Problem(where, f"{amount.group()!r} must be a fact in data/facts.yml")
        words = len((fill(text, facts, today).text or text).split())
        most = MOST_WORDS_EASIER if kind == "easier" else MOST_WORDS
        if words > most:
            yield Problem(where, f"{words} words, at most {most}")
        if kind == "easier" and len(_SENTENCE.findall(text)) > MOST_SENTENCES_EASIER:
            yield Problem(where, f"more than {MOST_SENTENCES_EASIER} sentences")
        filled = fill(text, facts, today)
        if filled.text is None and kind in ("text", "unchecked"):
            if kind == "unchecked":
                yield Problem(where, f"says a fact that is not known today ({filled.missing[0]})")
            elif not answer.unchecked:
                yield Problem(where, "a fact in it has no value today, and there is no 'unchecked'")
        elif kind == "text" and not answer.unchecked and _can_expire(text, facts, today):
            yield Problem(where, "a fact in it can expire, and there is no 'unchecked' text")


def _can_expire(text: str, facts: Facts, today: date) -> bool:
    for name, day in PLACEHOLDER.findall(text):
        value = facts[name].on(today) if name in facts and not day else None
        if value is not None and value.valid_until is not None:
            return True
    return False


def _fact_problems(facts: Facts, sources: Sources) -> Iterator[Problem]:
    for name in facts.names():
        for value in facts[name].values:
            if value.source is not None and value.source not in sources:
                yield Problem(f"fact {name}", f"unknown source {value.source!r}")
            if value.status not in STATUSES:
                yield Problem(f"fact {name}", f"unknown status {value.status!r}")
            if value.certainty not in "ABCD":
                yield Problem(f"fact {name}", f"unknown certainty {value.certainty!r}")


def expiring(facts: Facts, *, today: date) -> list[tuple[str, date]]:
    """Facts whose value of today ends within sixty days, soonest first."""
    ends = [
        (name, value.valid_until)
        for name in facts.names()
        if (value := facts[name].on(today)) is not None and value.valid_until is not None
    ]
    return sorted(
        ((name, end) for name, end in ends if end <= today + EXPIRES_WITHIN),
        key=lambda item: item[1],
    )


def answered_by_rules() -> list[str]:
    """The intents that a rule in data/stories answers."""
    return [
        rule["steps"][0]["intent"]
        for path in sorted(STORIES.glob("*.yml"))
        for rule in read_mapping(path).get("rules") or []
    ]


def check_project(*, today: date | None = None) -> int:
    """Check the project's content and print what is wrong; returns the exit status."""
    today = today or date.today()
    topics, facts, sources = Topics.load(), Facts.load(), Sources.load()
    problems = check(topics, facts, sources, actions=answered_by_rules(), today=today)
    answers = [answer for topic in topics for answer in topic.answers.values()]
    scores = sorted((reading_ease(answer.text), answer.intent) for answer in answers)
    print(f"{len(answers)} answers, {sum(_count(topics))} questions, {len(facts.names())} facts")
    if scores:
        print("hardest to read (Flesch-Douma, higher is easier):")
        for score, intent in scores[:5]:
            print(f"  {score:5.1f}  {intent}")
    for name, end in expiring(facts, today=today):
        print(f"expires {end}: {name}")
    for problem in problems:
        print(f"error: {problem}")
    print(f"{len(problems)} problems in the content")
    return 1 if problems else 0


def _count(topics: Topics) -> Iterator[int]:
    for topic in topics:
        yield sum(len(texts) for texts in topic.questions.values())
        yield sum(len(texts) for texts in topic.followups.values())
        yield sum(len(crossing.texts) for crossing in topic.crossings)
