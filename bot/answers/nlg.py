"""The answer book as Rasa's natural language generator."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.answers.beside import with_beside
from bot.answers.book import AnswerBook, Message
from bot.answers.computed import computed_answer
from bot.answers.facts import day_written
from bot.answers.foreign import CRISIS, ForeignAnswers
from bot.answers.programmes import programmes
from bot.answers.topics import RESPONSE_PREFIX, topic_of
from bot.paths import DATA
from bot.yaml_files import read_mapping

CHOICES = 4
LEAST_SHARE = 0.2
"""Of the likeliest answer's probability, what another needs to be worth a button; of less one in thirty is right."""

LEANING = (0.2, 0.1)
"""How likely the likeliest answer, and the one after it, must be to be told in short beside the choice; one
of those that are told is the right one in two of three cases."""

AHEAD_OF_THE_NEXT = 1.5
"""How many times likelier than the next a topic must be for its likeliest answer to come before single answers."""

NOT_SURE = "utter_niet_zeker"
CHOOSE = "bedoel_je"
MAYBE = "misschien"
BESIDE = "of_dit"
NO_CHOICE = frozenset(
    {
        "groet", "bedankt_afscheid", "bevestigen", "ontkennen", "keuze_maken", "onzin", "schelden",
        "verduidelijking_nodig", "meer_uitleg", "makkelijker_uitleggen", "opnieuw_beginnen",
    }
)  # fmt: skip
"""Topics that nobody would choose from a list: what was said was this, or it was not."""

NO_CHOICE_OF_ITS_TOPIC = frozenset(
    {"buiten_bereik", "buiten_bereik.opdracht", "opleidingsaanbod_regio.wis_wensen"}
)
"""Answers of which the same holds, though not of others of their topic: a doctor is worth a button."""

ONLY_OFFERED = frozenset({"privacy_gegevens.wissen", "privacy_gegevens.inzage", "feedback_klacht"})
"""Answers to what was just done; they are never told as a guess, and offered only when likeliest."""

GUESS = "guess"
"""Names the intent in the metadata of a guess, instead of `answer`: it is not the topic at hand after it."""


class AnswerGenerator(TemplatedNaturalLanguageGenerator):
    """Says the answer of a topic with today's facts, its status, sources and date.

    Responses that belong to no topic (greeting, doubt, errors) come from the domain.
    """

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        *,
        book: AnswerBook | None = None,
        clock: Callable[[], date] = date.today,
    ) -> None:
        super().__init__((domain or Domain.empty()).responses)
        self.book = book or AnswerBook.load()
        self.book.clock = clock
        self._foreign = ForeignAnswers.load()
        self._dialogue = read_mapping(DATA / "dialogue.yml")
        programmes()  # is read now, not while somebody waits
        self._about_the_previous: dict[str, Callable[[Mapping[str, Any]], Message | None]] = {
            "makkelijker_uitleggen": lambda told: self.book.easier(_intent_of(told)),
            "meer_uitleg": lambda told: self.book.more(_intent_of(told)),
            "bron_vragen": self._sources_of,
        }

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> Message | None:
        """The message for an utter action, in the shape that Rasa's channels take."""
        intent = utter_action.removeprefix(RESPONSE_PREFIX)
        if intent in self._dialogue:
            return dict(self._dialogue[intent])
        understood = tracker.latest_message.parse_data if tracker.latest_message else {}
        language = understood.get("language", "nl")
        if language != "nl":
            about = understood.get("decided", intent)
            foreign = self._foreign.message(about, language, book=self.book)
            if foreign is not None:
                return foreign
        if utter_action == NOT_SURE and understood.get("band") == "choose":
            return self._choice(understood)
        if intent in self._about_the_previous:
            previous = _told_before(tracker)
            about_it = self._about_the_previous[intent](previous) if previous else None
            if about_it is not None:
                return about_it
        message = computed_answer(
            self.book,
            intent,
            understood.get("entities") or [],
            text=understood.get("text") or "",
        )
        if message is None:
            message = self._from_the_book(intent, understood)
        if message is None:
            message = await super().generate(utter_action, tracker, output_channel, **kwargs)
        return message

    def _from_the_book(self, intent: str, understood: Mapping[str, Any]) -> Message | None:
        """An answer, with another one in short under it when that may be meant or asked as well."""
        message = self.book.message(intent)
        beside = str(understood.get("beside") or "")
        is_alone = intent != understood.get("decided") or not beside
        if message is None or is_alone or not ONLY_OFFERED.isdisjoint((intent, beside)):
            return message
        short = self.book.easier(beside)
        if short is None:
            return message
        title = self.book.topics.title(beside)
        introduction = self._dialogue[BESIDE]["text"].format(title=title)
        return with_beside(message, short, title=title, introduction=introduction)

    def _choice(self, understood: Mapping[str, Any]) -> Message:
        """Ask which of the likeliest answers is meant; what is likely enough is told in short."""
        answers = _leading_first(understood)
        candidates = [
            each
            for place, each in enumerate(answers)
            if _is_choice(each["name"]) and (place == 0 or each["name"] not in ONLY_OFFERED)
        ][:CHOICES]
        likely = [
            candidate["name"]
            for candidate in candidates
            if candidate["confidence"] >= LEAST_SHARE * candidates[0]["confidence"]
        ]
        choose = self._dialogue[CHOOSE]
        offered = [
            {"title": self.book.topics.title(name), "payload": f"/{name}"} for name in likely
        ]
        buttons = offered + choose["buttons"]
        maybe = self._maybe(answers)
        if maybe is None:
            return {"text": choose["text"], "buttons": buttons}
        return {**maybe, "buttons": buttons}

    def _maybe(self, answers: Sequence[Mapping[str, Any]]) -> Message | None:
        """The likeliest answers in short, said to be guesses, with their status, sources and date."""
        told = [
            (each["name"], short)
            for each, least in zip(answers, LEANING, strict=False)
            if each["confidence"] >= least and (short := self._guessed(each["name"])) is not None
        ]
        if not told or told[0][0] != answers[0]["name"]:
            return None
        said = self._dialogue[MAYBE]
        (name, message), *others = told
        begin = said["text"].format(title=self.book.topics.title(name))
        for other, short in others:
            title = self.book.topics.title(other)
            introduction = said["or"].format(title=title)
            message = with_beside(message, short, title=title, introduction=introduction)
        metadata = {GUESS: name, **message["metadata"]}
        del metadata["answer"]
        return {"text": f"{begin}\n\n{message['text']}\n\n{said['end']}", "metadata": metadata}

    def _guessed(self, name: str) -> Message | None:
        """An answer in short, when it may be told as a guess; care is never one of two guesses."""
        if name in ONLY_OFFERED or topic_of(name) == CRISIS or not _is_choice(name):
            return None
        return self.book.easier(name)

    def _sources_of(self, told: Mapping[str, Any]) -> Message | None:
        """Which sources the previous answer had, how old they are and when it was checked."""
        message = self.book.message(_intent_of(told))
        sources = told.get("sources", [])
        if message is None or not sources:
            return None
        named = "\n".join(f"- {source['name']}, {_dated(source['date'])}" for source in sources)
        text = (
            f"Dit antwoord komt van:\n{named}\n"
            f"We hebben het gecontroleerd op {day_written(told['checked'])}. "
            "De adressen staan hieronder bij Bronnen."
        )
        return {**message, "text": text, "metadata": dict(told)}


def _leading_first(understood: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The likeliest answers; that of a topic that is ahead of the others first, however many answers share it."""
    answers = list(understood.get("likely_answers") or [])
    topics = understood.get("intent_ranking") or []
    if not topics or any(
        topics[0]["confidence"] < AHEAD_OF_THE_NEXT * each["confidence"] for each in topics[1:2]
    ):
        return answers
    leading = topics[0]
    return [leading, *(each for each in answers if each["name"] != leading["name"])]


def _is_choice(intent: str) -> bool:
    return intent not in NO_CHOICE_OF_ITS_TOPIC and topic_of(intent) not in NO_CHOICE


def _dated(day: str) -> str:
    return "zonder datum" if day == "onbekend" else f"van {day_written(day)}"


def _intent_of(told: Mapping[str, Any]) -> str:
    return str(told.get("answer") or told[GUESS])


def _told_before(tracker: DialogueStateTracker) -> Mapping[str, Any] | None:
    """The metadata of the last answer of a topic, or guess at one, in this conversation."""
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            told = event.metadata.get("metadata") or {}
            intent = str(told.get("answer") or told.get(GUESS) or "")
            if intent and topic_of(intent) not in ("makkelijker_uitleggen", "bron_vragen"):
                return dict(told)
    return None
