"""Topic files: what people ask and what we answer, one file per topic.

The format is described for editors in docs/content.md. An intent is named `<topic>` (the orienting
answer) or `<topic>.<answer>`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.paths import TOPICS
from bot.yaml_files import ContentError, read_mapping

RESPONSE_PREFIX = "utter_"
STATUSES = ("bestaat", "voorstel", "afgeschaft", "verandert", "onbekend")
CHANGEABLE = ("text", "status", "status_label", "easier", "more", "unchecked")


@dataclass(frozen=True)
class Button:
    """A next step that is offered under an answer."""

    title: str
    payload: str


@dataclass(frozen=True)
class Change:
    """What is said differently from a day on: the parts of `CHANGEABLE` that are replaced."""

    since: date
    parts: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the assistant says for one intent.

    Texts may hold `{fact}` and `{fact@2026-06-30}`. `unchecked` is said instead of `text` when a
    fact in it has no checked value today. `checked` is an ISO 8601 date. `later` has what is said
    differently once a day has come, earliest first.
    """

    intent: str
    text: str
    title: str
    status: str | None = None
    status_label: str | None = None
    sources: tuple[str, ...] = ()
    checked: str | None = None
    easier: str | None = None
    more: str | None = None
    unchecked: str | None = None
    buttons: tuple[Button, ...] = ()
    later: tuple[Change, ...] = ()

    def on(self, day: date) -> "Answer":
        """The answer as it is said on a day."""
        said = self
        for change in self.later:
            if change.since <= day:
                said = replace(said, **change.parts)
        return said


@dataclass(frozen=True)
class Crossing:
    """Follow-up questions that lead from the answers of other topics to an answer of this one."""

    intent: str
    after: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """One topic: its questions by intent, its follow-up questions and its answers.

    `followups` go on within the topic; `crossings` come to it from another one.
    """

    name: str
    title: str
    questions: Mapping[str, tuple[str, ...]]
    followups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crossings: tuple[Crossing, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def title_of(self, intent: str) -> str:
        """How an intent of this topic is called on a button."""
        if intent in self.answers:
            return self.answers[intent].title
        return self.titles.get(intent, self.title)


def topic_of(intent: str) -> str:
    """The topic to which an intent belongs."""
    return intent.partition(".")[0]


def _examples(block: Any, *, where: str) -> tuple[str, ...]:
    if not isinstance(block, str):
        raise ContentError(
            f"{where}: examples must be a text block with lines that begin with '- '"
        )
    examples = []
    for line in block.splitlines():
        if not line.strip():
            continue
        if not line.startswith("- "):
            raise ContentError(f"{where}: this line does not begin with '- ': {line!r}")
        examples.append(line[2:].strip())
    if not examples:
        raise ContentError(
            f"{where}: no examples; write a line that begins with '- ', or remove it"
        )
    return tuple(examples)


def _questions(items: Any, *, where: str, topic: str) -> dict[str, tuple[str, ...]]:
    questions: dict[str, tuple[str, ...]] = {}
    for item in items or []:
        intent = item.get("intent", "")
        if topic_of(intent) != topic:
            raise ContentError(f"{where}: intent {intent!r} does not belong to topic {topic!r}")
        examples = _examples(item.get("examples"), where=f"{where}, {intent}")
        questions[intent] = questions.get(intent, ()) + examples
    return questions


def _crossings(items: Any, *, where: str, topic: str) -> tuple[Crossing, ...]:
    crossings = []
    for item in items:
        ((intent, texts),) = _questions([item], where=where, topic=topic).items()
        after = item["after"]
        if not isinstance(after, list) or not after or topic in after:
            raise ContentError(f"{where}, {intent}: 'after' needs a list of other topics")
        crossings.append(Crossing(intent, tuple(after), texts))
    return tuple(crossings)


def _change(item: Mapping[str, Any], *, where: str) -> Change:
    parts = {key: str(value).strip() for key, value in item.items() if key != "since"}
    if unknown := set(parts) - set(CHANGEABLE):
        raise ContentError(f"{where}: 'later' cannot change {', '.join(sorted(unknown))}")
    try:
        return Change(date.fromisoformat(item["since"]), parts)
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(
            f"{where}: each item of 'later' needs a quoted date at 'since'"
        ) from error


def _answer(name: str, variants: Any, *, where: str) -> Answer:
    if not name.startswith(RESPONSE_PREFIX):
        raise ContentError(f"{where}: response {name!r} must begin with {RESPONSE_PREFIX!r}")
    if not isinstance(variants, list) or len(variants) != 1 or "text" not in variants[0]:
        raise ContentError(f"{where}: {name} needs exactly one variant with a text")
    variant, metadata = variants[0], variants[0].get("metadata") or {}
    checked = metadata.get("checked")
    if checked is not None and not isinstance(checked, str):
        raise ContentError(f"{where}: {name}: put quotes around the date at 'checked'")

    def text_of(key: str) -> str | None:
        value = metadata.get(key)
        return str(value).strip() if value else None

    return Answer(
        intent=name.removeprefix(RESPONSE_PREFIX),
        text=str(variant["text"]).strip(),
        title=str(metadata.get("title") or "").strip(),
        status=metadata.get("status"),
        status_label=text_of("status_label"),
        sources=tuple(metadata.get("sources") or ()),
        checked=checked,
        easier=text_of("easier"),
        more=text_of("more"),
        unchecked=text_of("unchecked"),
        buttons=tuple(
            Button(title=str(button["title"]), payload=str(button["payload"]))
            for button in variant.get("buttons") or []
        ),
        later=tuple(
            sorted(
                (_change(item, where=f"{where}: {name}") for item in metadata.get("later") or ()),
                key=lambda change: change.since,
            )
        ),
    )


def read_topic(path: Path) -> Topic:
    """The topic in one file.

    Raises:
        ContentError: the file breaks the format; the message says where.
    """
    content = read_mapping(path)
    name = content.get("topic") or path.stem
    if name != path.stem:
        raise ContentError(f"{path.name}: topic is called {name!r}, the file {path.stem!r}")
    try:
        followups = content.get("followups") or []
        answers = [
            _answer(key, variants, where=path.name)
            for key, variants in (content.get("responses") or {}).items()
        ]
        return Topic(
            name=name,
            title=str(content.get("title") or name),
            questions=_questions(content.get("nlu"), where=path.name, topic=name),
            followups=_questions(
                [item for item in followups if "after" not in item], where=path.name, topic=name
            ),
            crossings=_crossings(
                [item for item in followups if "after" in item], where=path.name, topic=name
            ),
            answers={answer.intent: answer for answer in answers},
            titles=dict(content.get("titles") or {}),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ContentError(f"{path.name}: not the format of a topic file ({error!r})") from error


class Topics:
    """All topics, by name and by intent."""

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        self._topics = dict(topics)

    @classmethod
    def load(cls, folder: Path = TOPICS) -> "Topics":
        """Read every topic file of a folder.

        Raises:
            ContentError: a file breaks the format.
        """
        return cls({topic.name: topic for topic in map(read_topic, sorted(folder.glob("*.yml")))})

    def __iter__(self) -> Iterator[Topic]:
        return iter(self._topics.values())

    def __contains__(self, name: str) -> bool:
        return name in self._topics

    def answer(self, intent: str) -> Answer | None:
        """What is said for an intent; None where an action answers it or it does not exist."""
        topic = self._topics.get(topic_of(intent))
        return topic.answers.get(intent) if topic else None

    def title(self, intent: str) -> str:
        """How an intent is called on a button."""
        topic = self._topics.get(topic_of(intent))
        return topic.title_of(intent) if topic else intent

    def intents(self) -> list[str]:
        """Every intent that a question or an answer names."""
        found: dict[str, None] = {}
        for topic in self:
            crossed = [crossing.intent for crossing in topic.crossings]
            found.update(
                dict.fromkeys([*topic.questions, *topic.followups, *crossed, *topic.answers])
            )
        return list(found)
