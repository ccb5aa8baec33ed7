"""How sure the assistant is, and what it therefore does."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from bot.nlu.model import Ranking, topic_of

SURE = 0.7
DOUBT = 0.20
AHEAD, TIMES_AHEAD = 0.45, 6.0
"""A topic this likely, and so many times likelier than the next, is answered as well; not after another
topic, where it is right in three of four such cases only."""

SURE_OF_THE_ANSWER = 0.40
"""Share of its topic that an answer needs; otherwise the topic's orienting answer is given."""

CLEAR_OF_THE_OTHERS, WORTH_TELLING = 0.70, 0.15
"""Share of its topic from which an answer is told alone, and that the next needs to be told beside it: that is one
answer in ten, of which the next is the right one in one of four."""


class Band(str, Enum):
    """What the assistant does with a message."""

    ANSWER = "answer"
    CHOOSE = "choose"
    UNKNOWN = "unknown"
    CRISIS = "crisis"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Decision:
    """The band, the intent that is acted on, its confidence (0–1), and why.

    `beside` is another answer that may be meant or asked for as well.
    """

    band: Band
    intent: str
    confidence: float
    reason: str
    beside: str | None = None


def best_per_topic(ranking: Ranking) -> Ranking:
    """The likeliest answer of each topic with the probability of the topic, likeliest first."""
    best: dict[str, str] = {}
    totals: dict[str, float] = {}
    for intent, probability in ranking:
        topic = topic_of(intent)
        if topic in totals:
            totals[topic] += probability
        else:
            best[topic], totals[topic] = intent, probability
    return sorted(((best[topic], total) for topic, total in totals.items()), key=lambda i: -i[1])


def decide(
    ranking: Ranking,
    *,
    orienting: Collection[str],
    sure: float = SURE,
    doubt: float = DOUBT,
    times_ahead: float = TIMES_AHEAD,
) -> Decision:
    """The band for a ranking of all answers.

    Args:
        ranking: intents with probabilities that add up to 1, likeliest first.
        orienting: the intents that orient within their topic.
        sure: probability of a topic from which it is answered; less will do when it is far ahead.
        doubt: probability of a topic from which it is offered as a choice.
        times_ahead: how many times likelier than the next a topic is that is far ahead.
    """
    (intent, confidence), *others = best_per_topic(ranking)
    is_ahead = confidence >= AHEAD and all(
        confidence >= times_ahead * next_ for _, next_ in others[:1]
    )
    topic = topic_of(intent)
    if confidence < doubt:
        return Decision(Band.UNKNOWN, intent, confidence, f"{confidence:.2f} < {doubt:.2f}")
    if confidence < sure and not is_ahead:
        return Decision(Band.CHOOSE, intent, confidence, f"{confidence:.2f} < {sure:.2f}")
    siblings = [(name, probability) for name, probability in ranking if topic_of(name) == topic]
    share = siblings[0][1] / confidence
    if share < SURE_OF_THE_ANSWER and topic in orienting:
        reason = f"topic {confidence:.2f}, answer only {share:.2f} of it: orienting answer"
        told, is_clear = topic, False
    else:
        reason = f"{confidence:.2f} ≥ {sure:.2f}" if confidence >= sure else "far ahead of the next"
        told, is_clear = intent, share >= CLEAR_OF_THE_OTHERS
    least = WORTH_TELLING * confidence
    beside = next((name for name, own in siblings if name != told and own >= least), None)
    return Decision(Band.ANSWER, told, confidence, reason, None if is_clear else beside)
