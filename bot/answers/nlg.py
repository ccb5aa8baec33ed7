"""The answer book as Rasa's natural language generator."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.answers.book import AnswerBook, Message
from bot.answers.computed import computed_answer
from bot.answers.facts import day_written
from bot.answers.foreign import ForeignAnswers
from bot.answers.programmes import programmes
from bot.answers.topics import RESPONSE_PREFIX, topic_of
from bot.paths import DATA
from bot.yaml_files import read_mapping

CHOICES = 3
LEAST_SHARE = 0.2
"""Of the likeliest answer's probability, what another needs to be worth a button; of less one in thirty is right."""

LEANING, TIMES_THE_NEXT = 0.35, 1.5
"""How likely an answer must be, and how many times likelier than the next, to be told in short beside the
choice; the subject is right in two of three cases then."""

NOT_SURE = "utter_niet_zeker"
CHOOSE = "bedoel_je"
MAYBE = "misschien"
NO_CHOICE = frozenset(
    {
        "groet", "bedankt_afscheid", "bevestigen", "ontkennen", "keuze_maken", "onzin", "schelden",
        "verduidelijking_nodig", "buiten_bereik", "meer_uitleg", "makkelijker_uitleggen",
        "opnieuw_beginnen", "opleidingsaanbod_regio.wis_wensen",
    }
)  # fmt: skip
"""Topics and answers that nobody would choose from a list: what was said was this, or it was not."""


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
        self._about_the_previous: dict[str, Callable[[str], Message | None]] = {
            "makkelijker_uitleggen": self.book.easier,
            "meer_uitleg": self.book.more,
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
            previous = _previous_answer(tracker)
            told = self._about_the_previous[intent](previous) if previous else None
            if told is not None:
                return told
        message = computed_answer(
            self.book,
            intent,
            understood.get("entities") or [],
            text=understood.get("text") or "",
        )
        if message is None:
            message = self.book.message(intent)
        if message is None:
            message = await super().generate(utter_action, tracker, output_channel, **kwargs)
        return message

    def _choice(self, understood: dict[str, Any]) -> Message:
        """Ask which of the likeliest answers is meant; one that is likely enough is told in short."""
        candidates = [
            candidate
            for candidate in understood.get("intent_ranking", [])
            if NO_CHOICE.isdisjoint((candidate["name"], topic_of(candidate["name"])))
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
        maybe = self._maybe(candidates)
        if maybe is None:
            return {"text": choose["text"], "buttons": buttons}
        return {**maybe, "buttons": buttons}

    def _maybe(self, candidates: Sequence[Mapping[str, Any]]) -> Message | None:
        """The likeliest answer in short, said to be a guess, with its status, sources and date."""
        if not candidates:
            return None
        name, share = candidates[0]["name"], candidates[0]["confidence"]
        if share < LEANING or any(
            share < TIMES_THE_NEXT * c["confidence"] for c in candidates[1:2]
        ):
            return None
        short = self.book.easier(name)
        if short is None:
            return None
        said = self._dialogue[MAYBE]
        begin, end = said["text"].format(title=self.book.topics.title(name)), said["end"]
        return {**short, "text": f"{begin}\n\n{short['text']}\n\n{end}"}

    def _sources_of(self, intent: str) -> Message | None:
        """Which sources the previous answer had, how old they are and when it was checked."""
        message = self.book.message(intent)
        sources = message["metadata"].get("sources", []) if message else []
        if message is None or not sources:
            return None
        named = "\n".join(f"- {source['name']}, {_dated(source['date'])}" for source in sources)
        message["text"] = (
            f"Dit antwoord komt van:\n{named}\n"
            f"We hebben het gecontroleerd op {day_written(message['metadata']['checked'])}. "
            "De adressen staan hieronder bij Bronnen."
        )
        return message


def _dated(day: str) -> str:
    return "zonder datum" if day == "onbekend" else f"van {day_written(day)}"


def _previous_answer(tracker: DialogueStateTracker) -> str | None:
    """The intent of the last answer of a topic that was given in this conversation."""
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            answer = (event.metadata.get("metadata") or {}).get("answer")
            if answer and topic_of(answer) not in ("makkelijker_uitleggen", "bron_vragen"):
                return str(answer)
    return None
