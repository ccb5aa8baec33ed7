"""What the assistant can say, answer by answer, as an editor or a team goes through it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.answers.book import PLACEHOLDER, AnswerBook, Message
from bot.answers.checks import EXPIRES_WITHIN, expiring
from bot.answers.facts import Fact, FactValue
from bot.answers.topics import Answer, Change, Topic, topic_of
from bot.website.output import OWN_DIALOGUE


@dataclass(frozen=True)
class Entry:
    """One answer. `message` is None where an action or a fixed sentence answers."""

    intent: str
    title: str
    topic: str
    topic_title: str
    message: Message | None
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Ending:
    """Something that holds until a day, and the answers that say it.

    `fact` is None when an answer has another text from the day after, ready in its file.
    """

    until: date
    title: str
    fact: str | None
    shown: str
    answers: tuple[Entry, ...]


@dataclass(frozen=True)
class UsedFact:
    """A fact in an answer: its value, and the days on which that holds."""

    name: str
    fact: Fact
    value: FactValue
    shown: str
    source: str


class Content:
    """The answers of a book, as they are said today."""

    def __init__(self, book: AnswerBook) -> None:
        self._book = book

    def topics(self) -> list[Topic]:
        """Every topic, by title."""
        return sorted(self._book.topics, key=lambda topic: topic.title.lower())

    def topic(self, name: str) -> list[Entry]:
        """The answers of a topic; none when there is no such topic."""
        found = [topic for topic in self._book.topics if topic.name == name]
        return [self._entry(topic, intent) for topic in found for intent in _intents(topic)]

    def every(self) -> list[Entry]:
        """Every answer, topic by topic."""
        return [entry for topic in self.topics() for entry in self.topic(topic.name)]

    def entry(self, intent: str) -> Entry | None:
        """One answer."""
        return next((one for one in self.topic(topic_of(intent)) if one.intent == intent), None)

    def found(self, words: str, *, status: str = "") -> list[Entry]:
        """Answers with every one of some words in title, text or questions, and with a status."""
        wanted = words.lower().split()
        return [
            entry
            for entry in self.every()
            if all(word in _searched(entry) for word in wanted)
            and status in ("", _metadata(entry).get("status"))
        ]

    def facts_of(self, message: Message) -> list[UsedFact]:
        """The facts that a message fills in."""
        names = (message.get("metadata") or {}).get("facts", ())
        return [used for name in names if (used := self.used(name))]

    def used(self, placeholder: str) -> UsedFact | None:
        """The fact that a placeholder, `fact` or `fact@DAY`, names, as it holds on its day."""
        name, _, day = placeholder.partition("@")
        on = date.fromisoformat(day) if day else self._book.clock()
        if name not in self._book.facts:
            return None
        fact = self._book.facts[name]
        value, shown = fact.on(on), fact.text_on(on)
        if value is None or shown is None:
            return None
        cited = value.source or ""
        source = self._book.sources[cited].name if cited in self._book.sources else ""
        return UsedFact(placeholder, fact, value, shown, source)

    def variants(self, intent: str) -> dict[str, Message]:
        """The easier and the longer version of an answer, by what a visitor presses for it."""
        told = {"Makkelijker": self._book.easier(intent), "Meer uitleg": self._book.more(intent)}
        return {name: message for name, message in told.items() if message}

    def endings(self) -> list[Ending]:
        """What ends within sixty days, soonest first."""
        today = self._book.clock()
        using = self._answers_by_fact()
        facts = self._book.facts
        ends = [
            Ending(end, facts[name].title, name, facts[name].text_on(today) or "", tuple(entries))
            for name, end in expiring(facts, today=today)
            if (entries := using.get(name, []))
        ]
        ends += [
            Ending(change.since, entry.title, None, "", (entry,))
            for entry in self.every()
            for change in self._later(entry.intent)
            if today < change.since <= today + EXPIRES_WITHIN
        ]
        return sorted(ends, key=lambda ending: (ending.until, ending.title))

    def unknown(self) -> list[tuple[Fact, tuple[Entry, ...]]]:
        """Facts in answers that have no value for today, so that it is not said."""
        today = self._book.clock()
        return [
            (self._book.facts[name], tuple(entries))
            for name, entries in sorted(self._answers_by_fact().items())
            if self._book.facts[name].on(today) is None
        ]

    def unasked(self, given: Mapping[str, int]) -> list[Entry]:
        """Answers that are in no count of what was given; small talk left out."""
        return [
            entry
            for entry in self.every()
            if not given.get(entry.intent) and entry.topic not in OWN_DIALOGUE
        ]

    def _entry(self, topic: Topic, intent: str) -> Entry:
        return Entry(
            intent=intent,
            title=topic.title_of(intent),
            topic=topic.name,
            topic_title=topic.title,
            message=self._book.message(intent),
            questions=topic.questions.get(intent, ()),
        )

    def _later(self, intent: str) -> tuple[Change, ...]:
        answer = self._book.topics.answer(intent)
        return answer.later if answer else ()

    def _answers_by_fact(self) -> dict[str, list[Entry]]:
        using: dict[str, list[Entry]] = {}
        for entry in self.every():
            answer = self._book.answer(entry.intent)
            for name in dict.fromkeys(_facts_in(answer) if answer else ()):
                if name in self._book.facts:
                    using.setdefault(name, []).append(entry)
        return using


def _intents(topic: Topic) -> list[str]:
    return list(dict.fromkeys([*topic.questions, *topic.followups, *topic.answers]))


def _facts_in(answer: Answer) -> Iterator[str]:
    """The facts that are said as they hold today; those of a day in the past do not end."""
    for text in (answer.text, answer.easier, answer.more, answer.unchecked):
        yield from (name for name, day in PLACEHOLDER.findall(text or "") if not day)


def _searched(entry: Entry) -> str:
    text = entry.message["text"] if entry.message else ""
    return " ".join([entry.intent, entry.title, entry.topic_title, text, *entry.questions]).lower()


def _metadata(entry: Entry) -> Mapping[str, str]:
    return (entry.message or {}).get("metadata") or {}
