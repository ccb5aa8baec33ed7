"""Section "Proberen": one question, its answer as a student sees it, and how it came about."""

from collections.abc import Sequence
from typing import Any

from sanic.response import HTTPResponse

from bot.answers.book import AnswerBook
from bot.answers.topics import RESPONSE_PREFIX, topic_of
from bot.console.content import Content
from bot.console.roles import Role
from bot.console.section import Section
from bot.console.trial import Trial, tried
from bot.console.visit import Refused, Visit
from bot.courses.client import ANSWERED, KEPT, Reason
from bot.website.channel import vocabulary_of
from bot.website.contract import ChannelError, said, typed
from bot.website.output import OWN_DIALOGUE

MOST_BEFORE = 8
"""Earlier messages of a conversation that is tried; each is answered again."""

BANDS = {
    "answer": "zeker: geeft antwoord",
    "choose": "twijfelt: vraagt wat er bedoeld is",
    "unknown": "weet het niet: zegt dat eerlijk",
    "crisis": "nood: geeft hulp",
    "language": "andere taal",
}
CALLS = {
    ANSWERED: "beantwoord",
    KEPT: "nog bekend van kort geleden",
    Reason.TOO_SLOW.value: "te langzaam",
    Reason.NOT_REACHED.value: "niet bereikt",
    Reason.REFUSED.value: "geweigerd",
    Reason.BUSY.value: "te druk",
    Reason.BROKEN.value: "fout bij de server",
    Reason.UNREADABLE.value: "onleesbaar antwoord",
    Reason.RESTING.value: "niet gevraagd: de server was net weg",
}
ENTITIES = {
    "place": "plaats",
    "province": "provincie",
    "level": "niveau of diploma nu",
    "target_level": "niveau van het doel",
    "route": "leerweg",
    "form": "vorm",
    "sector": "sector",
    "occupation": "beroep",
    "course": "opleiding",
    "subject": "onderwerp",
    "school": "school",
    "age": "leeftijd",
    "hours": "uren",
    "amount": "bedrag",
    "year": "jaar",
    "plan_point": "punt van het plan",
    "choice": "keuze",
    "lang": "taal",
}

section = Section("Proberen", "/console/proberen", Role.COUNSELLOR)


@section.page()
async def show(visit: Visit) -> HTTPResponse:
    """An empty form; `?vraag=` fills it in, for a link from another page."""
    return _page(visit, question=visit.asked("vraag"), before=[], previous=visit.asked("onderwerp"))


@section.form()
async def ask(visit: Visit) -> HTTPResponse:
    """Answers a question, or a button under the answer before it."""
    before = visit.fields("eerder")[-MOST_BEFORE:]
    previous = visit.field("onderwerp")
    asked = visit.field("vraag")
    vocabulary = vocabulary_of(visit.agent)
    try:
        earlier = [
            said({"payload" if one.startswith("/") else "text": one}, vocabulary) for one in before
        ]
        payload = visit.field("keuze")
        now = said({"payload": payload}, vocabulary) if payload else typed(asked)
    except ChannelError as error:
        return _page(visit, question=asked, before=before, previous=previous, problem=error.message)
    trial = await tried(visit.agent, [*earlier, now], previous_topic=previous or None)
    return _page(visit, question=asked, before=[*before, now], previous=previous, trial=trial)


def _page(
    visit: Visit,
    *,
    question: str,
    before: Sequence[str],
    previous: str,
    trial: Trial | None = None,
    problem: str | None = None,
) -> HTTPResponse:
    book = _book(visit)
    topics = {topic.name: topic.title for topic in book.topics if topic.name not in OWN_DIALOGUE}
    if previous and previous not in topics:
        raise Refused(404, "Dit onderwerp bestaat niet.")
    return visit.page(
        "trying/show.html",
        status=400 if problem else 200,
        question=question,
        before=[(one, _as_said(book, one)) for one in before],
        previous=previous,
        topics=sorted(topics.items(), key=lambda topic: topic[1].lower()),
        trial=trial,
        why=_explained(book, trial) if trial else None,
        problem=problem,
    )


def _book(visit: Visit) -> AnswerBook:
    book: AnswerBook = visit.agent.processor.nlg.book
    return book


def _explained(book: AnswerBook, trial: Trial) -> dict[str, Any]:
    """What stands beside the answer."""
    understood, content = trial.understood, Content(book)
    intent = understood.get("intent") or {}
    chosen = str(understood.get("decided") or intent.get("name") or "")
    ranking = understood.get("intent_ranking") or []
    return {
        "band": BANDS.get(str(understood.get("band")), "gekozen met een knop"),
        "topic": (topic_of(chosen), book.topics.title(topic_of(chosen))),
        "answer": (chosen, book.topics.title(chosen)),
        "wishes": [(name, book.topics.title(name)) for name in understood.get("wishes") or []],
        "confidence": intent.get("confidence"),
        "reason": understood.get("reason"),
        "next": [
            (one["name"], book.topics.title(one["name"]), one["confidence"])
            for one in ranking
            if one["name"] != chosen
        ],
        "entities": [
            (ENTITIES.get(entity["entity"], entity["entity"]), entity["value"])
            for entity in understood.get("entities") or []
        ],
        "actions": [_action(book, name) for name in trial.actions],
        "facts": [used for name in trial.facts if (used := content.used(name))],
        "calls": [
            (call.address, CALLS.get(call.outcome, call.outcome), call.milliseconds)
            for call in trial.calls
        ],
    }


def _action(book: AnswerBook, name: str) -> tuple[str, str]:
    if name.startswith(RESPONSE_PREFIX):
        intent = name.removeprefix(RESPONSE_PREFIX)
        if book.topics.answer(intent):
            return name, f"regel: antwoord ‘{book.topics.title(intent)}’"
        return name, "regel: vaste zin"
    return name, "actie"


def _as_said(book: AnswerBook, message: str) -> str:
    """An earlier message as a visitor saw it: the title of a button instead of its payload."""
    if not message.startswith("/"):
        return message
    return book.topics.title(message[1:].partition("{")[0])
