"""From a message to what it is about: one decision, with its reason."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.nlu.bands import DOUBT, SURE, TIMES_AHEAD, Band, Decision, decide, topic_of
from bot.nlu.context import Context, Option
from bot.nlu.crisis_model import CRISIS, CrisisModel
from bot.nlu.features import Question
from bot.nlu.follow_ups import UNCLEAR
from bot.nlu.foreign_subjects import ForeignSubjects
from bot.nlu.identity import MENS_OF_BOT, asks_who_this_is
from bot.nlu.model import Ranking, TopicModel
from bot.nlu.questions import question
from bot.nlu.spelling import Spelling
from bot.nlu.text import normalised, visible
from bot.nlu.wishes import MOST_WISHES, parts, points_back

CHOOSING = "keuze_maken"
AGREEING = "bevestigen"
NONSENSE = "onzin"
OFFERS = "opleidingsaanbod_regio"
AFTER_OFFERS = {CHOOSING: f"{OFFERS}.details", "meer_uitleg": f"{OFFERS}.meer"}
"""What choosing and asking for more mean when course offers are on screen."""

NAMES_ENOUGH = {
    OFFERS: (frozenset({"place", "province"}), frozenset({"sector", "occupation", "course"})),
    "opleiding_info.route": (frozenset({"occupation", "course"}),),
}
"""What a message must name, one of each kind, for a search or a route to be tried without asking back."""

LIKELY_ENOUGH = 0.45
"""How likely its topic must be then: what is found shows what was understood, and asserts nothing else."""

OTHER_LANGUAGE = "taal_wisselen"
NEVER_A_SECOND_WISH = frozenset(
    {
        "groet", "bedankt_afscheid", "bevestigen", "ontkennen", "keuze_maken", "onzin",
        "verduidelijking_nodig", "buiten_bereik", "opnieuw_beginnen", "schelden",
        "makkelijker_uitleggen", "meer_uitleg", "feedback_klacht", "mens_spreken",
    }
)  # fmt: skip
_STILL_ABOUT_IT = frozenset(
    {"mens_spreken", "ontkennen", "bevestigen", "onzin", "verduidelijking_nodig"}
)
"""After a call for help: "ik durf niet te bellen", "nee", "ok", "hm" are not the end of it."""

ONLY_ALONE = frozenset({"privacy_gegevens.wissen"})
"""What is done at once and cannot be undone: never because of a part of a message ("is dit alles of …")."""

SURE_TO_ACT = 0.75
"""How likely that very answer must be; otherwise it is asked."""

CRISIS_PROBABILITY = 0.6
"""A Dutch message that is this likely to be a crisis is treated as one without a phrase, too."""

LEANS_ON_CONTEXT = 0.85
"""Follow-up probability from which a question without a previous topic is asked what it means."""

LEANS_A_BIT = 0.6
"""The same for a question that begins with a word that goes on from something."""

GOING_ON = (("en",), ("ook",), ("maar",))
CLEAR_BY_ITSELF = 0.8
LONGEST_FOLLOW_UP = 9
"""Words and kinds of entities of a question that may lean on one before it."""

NO_CONTEXT = Context()
NAMED_ONCE = frozenset({"level", "target_level", "route", "occupation", "course"})
"""Entities that a second question in the same message does not repeat."""

PART_OF_SURE = 0.85
"""A part of a message has fewer words to be sure by; less is asked of it than of a whole one."""

PART_WORTH_TELLING = 0.55
"""How likely the topic of a part must be for its answer to be told in short beside that of the whole message."""

_WHO_THIS_IS = Decision(Band.ANSWER, MENS_OF_BOT, 1.0, "asks who this is")

Entities = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Understood:
    """The decision on a message, the ranking behind it, and its wishes when it has several.

    `said` is what the message itself was ("de tweede" is a choice) when the decision is what it
    leads to (the second button). `chosen_entities` replace the message's own when it chose a
    button that carries some.
    """

    decision: Decision
    ranking: Ranking
    wishes: tuple[str, ...] = ()
    said: str | None = None
    chosen_entities: tuple[Mapping[str, Any], ...] = ()


class Understanding:
    """Decides for each message: crisis, language, choice among options, wishes, topic."""

    def __init__(
        self,
        model: TopicModel,
        crisis: CrisisModel,
        subjects: ForeignSubjects,
        spelling: Spelling,
        *,
        sure: float = SURE,
        doubt: float = DOUBT,
    ) -> None:
        self._model = model
        self._crisis = crisis
        self._subjects = subjects
        self._spelling = spelling
        self._sure = sure
        self._doubt = doubt
        self._orienting = model.orienting_intents()

    def understand(
        self,
        text: str,
        *,
        entities: Entities = (),
        context: Context = NO_CONTEXT,
        in_crisis: bool = False,
        language: str = "nl",
    ) -> Understood:
        """What a message is about, given what was said before it."""
        text = visible(text)
        kinds = [str(entity["entity"]) for entity in entities]
        asked = question(text, kinds, spelling=self._spelling)
        guarded = self._guarded(text, asked, in_crisis=in_crisis)
        if guarded is not None and (language == "nl" or in_crisis):
            return guarded
        ranking = self._model.rank(asked, context.previous_topic)
        if language != "nl":
            topic = self._subjects.topic(text, language) or OTHER_LANGUAGE
            return Understood(Decision(Band.LANGUAGE, topic, 1.0, f"in {language}"), ranking)
        chosen = self._chosen(text, ranking, context)
        if chosen is not None:
            return chosen
        read = self._parts(text, entities, context)
        wishes = _wishes(read)
        if len(wishes) > 1:
            share = _topic_totals(ranking).get(topic_of(wishes[0]), 0.0)
            first = Decision(Band.ANSWER, wishes[0], share, "several wishes")
            return Understood(first, ranking, wishes)
        decision = decide(
            ranking,
            orienting=self._orienting,
            sure=self._sure,
            doubt=self._doubt,
            times_ahead=TIMES_AHEAD if context.previous_topic is None else math.inf,
        )
        if decision.band is Band.CHOOSE and _can_be_tried(decision, kinds, context.previous_topic):
            decision = replace(decision, band=Band.ANSWER, reason="names what to look for")
        if context.previous_topic is None and self._needs_context(asked, decision):
            decision = Decision(Band.ANSWER, UNCLEAR, decision.confidence, "leans on nothing")
        if context.previous_topic == CRISIS and _may_go_on_about_it(decision):
            decision = Decision(Band.CRISIS, CRISIS, 1.0, "after a call for help")
        is_answer = decision.band is Band.ANSWER
        if (
            is_answer
            and decision.intent in ONLY_ALONE
            and dict(ranking)[decision.intent] < SURE_TO_ACT
        ):
            decision = replace(decision, band=Band.CHOOSE, reason=f"deletes from {SURE_TO_ACT}")
        elif is_answer:
            decision = replace(decision, beside=_asked_beside(decision, read) or decision.beside)
        return Understood(decision, ranking)

    def _guarded(self, text: str, asked: Question, *, in_crisis: bool) -> Understood | None:
        """What is decided before any topic: a crisis, who this is, or no words at all."""
        probability, crisis = self._crisis.read(asked)
        if in_crisis or probability >= CRISIS_PROBABILITY:
            reason = "crisis phrase" if in_crisis else f"crisis {probability:.2f}"
            return Understood(Decision(Band.CRISIS, crisis, 1.0, reason), [(crisis, 1.0)])
        if asks_who_this_is(text) and len(parts(normalised(text))) == 1:
            return Understood(_WHO_THIS_IS, [(MENS_OF_BOT, 1.0)])
        if not any(char.isalnum() for char in text):
            nonsense = Decision(Band.ANSWER, NONSENSE, 1.0, "no letters or digits")
            return Understood(nonsense, [(NONSENSE, 1.0)])
        return None

    def _needs_context(self, asked: Question, decision: Decision) -> bool:
        if len(asked.terms) > LONGEST_FOLLOW_UP:
            return False
        goes_on = asked.terms[:1] in GOING_ON
        if not goes_on and decision.confidence >= CLEAR_BY_ITSELF:
            return False
        least = LEANS_A_BIT if goes_on else LEANS_ON_CONTEXT
        return self._model.leans_on_context(asked) >= least

    def _chosen(self, text: str, ranking: Ranking, context: Context) -> Understood | None:
        if not context.options and context.previous_topic != OFFERS:
            return None
        best = topic_of(ranking[0][0])
        said = best
        option = context.by_title(text)
        if option is not None:
            said = ""
        elif best == CHOOSING:
            option = context.by_number(text)
        elif best == AGREEING and len(context.options) == 1:
            option = context.options[0]
        if option is not None:
            intent, entities = read_payload(option)
            decision = Decision(Band.ANSWER, intent, 1.0, f"chose the button {option.title!r}")
            return Understood(decision, ranking, said=said or intent, chosen_entities=entities)
        if context.previous_topic == OFFERS and best in AFTER_OFFERS:
            decision = Decision(Band.ANSWER, AFTER_OFFERS[best], 1.0, f"{best} after a search")
            return Understood(decision, ranking, said=best)
        return None

    def _parts(self, text: str, entities: Entities, context: Context) -> list[Decision]:
        """What each part of a message that asks more than once is about, without what is no wish."""
        pieces = parts(normalised(text))
        if len(pieces) < 2:
            return []
        read = []
        before = context.previous_topic
        for piece in pieces:
            missing = self._missing(piece, text, entities)
            vague = points_back(piece) and not missing
            follows = before if vague else context.previous_topic
            decision = (
                _WHO_THIS_IS
                if asks_who_this_is(piece)
                else self._wish(" ".join([piece, *missing]), entities, follows)
            )
            topic = topic_of(decision.intent)
            before = topic if decision.band is Band.ANSWER else before
            if decision.intent not in ONLY_ALONE and topic not in NEVER_A_SECOND_WISH:
                read.append(decision)
        return read

    def _wish(self, piece: str, entities: Entities, before: str | None) -> Decision:
        kinds = [str(entity["entity"]) for entity in entities]
        return decide(
            self._model.rank(question(piece, kinds, spelling=self._spelling), before),
            orienting=self._orienting,
            sure=self._sure * PART_OF_SURE,
            doubt=self._doubt,
            times_ahead=math.inf,
        )

    @staticmethod
    def _missing(piece: str, text: str, entities: Entities) -> list[str]:
        """What the other parts of a message name and this one means: "hoe lang duurt die" of an Ad."""
        named = {
            text[int(entity["start"]) : int(entity["end"])]
            for entity in entities
            if entity["entity"] in NAMED_ONCE and "start" in entity
        }
        return sorted(name for name in named if name.lower() not in piece.lower())


def _wishes(read: Sequence[Decision]) -> tuple[str, ...]:
    """The answers that the parts of a message are sure of, one of each topic."""
    sure: dict[str, str] = {}
    for decision in read:
        if decision.band is Band.ANSWER:
            sure.setdefault(topic_of(decision.intent), decision.intent)
    return tuple(sure.values())[:MOST_WISHES]


def _asked_beside(decision: Decision, read: Sequence[Decision]) -> str | None:
    """Another answer that a part of the message asks for: "wat is een Ad en kijken werkgevers daarnaar?".

    What orients within the topic that is answered already adds nothing to it.
    """
    told = (decision.intent, topic_of(decision.intent))
    likely = (part.intent for part in read if part.confidence >= PART_WORTH_TELLING)
    return next((intent for intent in likely if intent not in told), None)


def _can_be_tried(decision: Decision, kinds: Sequence[str], before: str | None) -> bool:
    """Whether a message names enough for a search or a route, or goes on from one."""
    needed = NAMES_ENOUGH.get(decision.intent)
    if needed is None or decision.confidence < LIKELY_ENOUGH:
        return False
    return before == topic_of(decision.intent) or all(not each.isdisjoint(kinds) for each in needed)


def _may_go_on_about_it(decision: Decision) -> bool:
    """Whether what follows a call for help is not clearly about something else."""
    return decision.band is not Band.ANSWER or topic_of(decision.intent) in _STILL_ABOUT_IT


def read_payload(option: Option) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """The intent of a button's payload and the entities it carries."""
    name, brace, rest = option.payload.removeprefix("/").partition("{")
    values = json.loads(brace + rest) if brace else {}
    entities = tuple({"entity": key, "value": value} for key, value in values.items())
    return name, entities


def _topic_totals(ranking: Ranking) -> dict[str, float]:
    totals: dict[str, float] = {}
    for intent, share in ranking:
        topic = topic_of(intent)
        totals[topic] = totals.get(topic, 0.0) + share
    return totals
