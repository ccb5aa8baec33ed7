"""Choice help in conversation: one either/or question at a time, stoppable at any moment."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.routes_reading import SLOT, entities_of, values_of
from bot.routes.choice import Answers, ChoiceHelp, Found, choice_help
from bot.routes.network import Network, network

ANSWER = "studiekeuze_hulp.test"
CHOICE = "choice"
"""The part of the slot that holds the answers while the questions last."""

AGAIN = "opnieuw"

Message = dict[str, Any]
Button = dict[str, str]


class ChoiceHelpAction(Action):
    """Asks the next question, or tells which sectors go with the answers."""

    def __init__(self, helper: ChoiceHelp | None = None, steps: Network | None = None) -> None:
        self._help = helper or choice_help()
        self._network = steps or network()

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_choice_help"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Reads the answer from the button, or goes on where the questions were left."""
        slot = tracker.get_slot(SLOT)
        kept = dict(slot) if isinstance(slot, dict) else {}
        message = tracker.latest_message or {}
        values = values_of(entities_of(message))
        answers = self._answers(values, str(message.get("text") or ""), kept.get(CHOICE))
        question = self._help.next_question(answers)
        if question:
            dispatcher.utter_message(**self._ask(answers))
            return [SlotSet(SLOT, {**kept, CHOICE: str(answers)})]
        dispatcher.utter_message(**self._tell(answers))
        return [SlotSet(SLOT, {name: value for name, value in kept.items() if name != CHOICE})]

    def _answers(self, values: Mapping[str, Sequence[str]], text: str, kept: Any) -> Answers:
        pressed = values.get("choice", ())
        if pressed:
            read = Answers.read(pressed[0])
            return read if read and pressed[0] != AGAIN else self._help.start()
        said = "" if text.startswith("/") else text
        hints = self._help.hinted(said, values.get("sector", ()))
        if hints:
            return self._help.start(hints)
        return Answers.read(kept) or self._help.start() if kept else self._help.start()

    def _ask(self, answers: Answers) -> Message:
        question = self._help.next_question(answers)
        if question is None:
            raise ValueError("there is no question left")
        number, total = len(answers.given) + 1, len(self._help.questions)
        text = f"Vraag {number} van {total}. Wat doe je liever?"
        first = answers == self._help.start(answers.hints)
        if first and answers.hints:
            liked = " en ".join(self._help.types[kind] for kind in answers.hints)
            text = (
                f"Je noemde al iets wat je leuk vindt: {liked}. Daarom sla ik een paar vragen over. "
                f"Je kunt steeds stoppen.\n{text}"
            )
        elif first:
            text = (
                f"Dat zoeken we uit met {total} korte vragen. Goed of fout bestaat niet, je kunt steeds "
                f"stoppen en je antwoorden verdwijnen na dit gesprek.\n{text}"
            )
        buttons = [
            _choose(question.a.text, answers.plus("a")),
            _choose(question.b.text, answers.plus("b")),
            _choose("Geen van beide", answers.plus("-")),
            _choose("Stop en laat zien", answers.end()),
        ]
        return _message(text, buttons)

    def _tell(self, answers: Answers) -> Message:
        found = self._help.result(answers)
        if not found:
            return _message(
                "Ik weet nog te weinig om richtingen te noemen, en dat is niet erg. Praat met je decaan "
                "of loop een dag ergens mee; daar merk je vaak meer dan in een lijst met vragen.",
                [
                    _choose("Begin opnieuw", AGAIN),
                    _button("Met een decaan praten", "/lob_decaan"),
                    _button("Naar een open dag", "/open_dagen"),
                ],
                status="bestaat",
            )
        lines = [f"- {self._line(one)}" for one in found]
        return _message(
            "Dit past bij wat je koos:\n"
            + "\n".join(lines)
            + "\nHet is een begin van een gesprek en "
            "geen eindoordeel, want het gaat over wat je leuk vindt en niet over wat je kunt. De indeling "
            "is van ons, naar de zes typen van Holland. Praat erover met je decaan en ga kijken bij een open dag.",
            [
                *(
                    _button(
                        f"Opleidingen: {one.sector.label}",
                        f"/opleidingsaanbod_regio{json.dumps({'sector': one.sector.id})}",
                    )
                    for one in found
                ),
                _button("Met een decaan praten", "/lob_decaan"),
                _button("Naar een open dag", "/open_dagen"),
            ],
            status="bestaat",
            sources=self._sources(found),
            checked=self._network.checked,
        )

    def _line(self, found: Found) -> str:
        sector = found.sector
        why = " en ".join(self._help.types[kind] for kind in found.types)
        because = f", want je koos voor {why}" if why else ""
        said = f"{sector.label[:1].upper()}{sector.label[1:]}{because}. Werk: {sector.work}."
        return f"{said} {sector.note}".strip()

    def _sources(self, found: Sequence[Found]) -> list[dict[str, str]]:
        names = [*self._help.sources, *filter(None, (one.sector.source for one in found))]
        return [source.shown() for source in self._network.cited(names)]


def _message(text: str, buttons: Sequence[Button], **extra: Any) -> Message:
    return {"text": text, "buttons": list(buttons), "json_message": {"answer": ANSWER, **extra}}


def _button(title: str, payload: str) -> Button:
    return {"title": title, "payload": payload}


def _choose(title: str, answers: Answers | str) -> Button:
    return _button(title, f"/{ANSWER}{json.dumps({'choice': str(answers)})}")
