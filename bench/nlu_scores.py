"""What the replies of a pipeline are worth, by the same rules for every pipeline."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from bot.evaluation import Case
from bot.nlu.bands import topic_of

FALLBACK = "nlu_fallback"
NEARLY_THE_SAME = 90
"""Likeness (0–100) from which a question counts as one that was learned."""


@dataclass(frozen=True)
class Score:
    """Shares (0–1) of the questions of a test set; `sure` as the pipeline itself sees it."""

    questions: int
    right: float
    in_top3: float
    sure_and_wrong: float
    right_of_plain: float
    """Of the questions that stand alone and hold one wish: the ones any pipeline can get right."""

    right_of_unfamiliar: float
    """Of the questions that are not nearly a training question."""


def familiar(cases: Iterable[Case], learned: Iterable[str]) -> frozenset[str]:
    """The questions that are nearly the same as one of those learned."""
    learned = [text.lower() for text in learned]
    return frozenset(
        case.question
        for case in cases
        if process.extractOne(
            case.question.lower(), learned, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME
        )
    )


def scored(
    pairs: Sequence[tuple[Case, Mapping[str, Any]]], known: Collection[str] = frozenset()
) -> Score:
    """What the replies of a pipeline are worth; `known` are the familiar questions."""
    right = [topic_of_reply(reply) in case.accepted for case, reply in pairs]
    top3 = [
        is_right or bool(case.accepted & set(first_topics(reply)))
        for is_right, (case, reply) in zip(right, pairs, strict=True)
    ]
    sure_and_wrong = [
        is_sure(reply) and not is_right for is_right, (_, reply) in zip(right, pairs, strict=True)
    ]
    plain = [
        is_right
        for is_right, (case, _) in zip(right, pairs, strict=True)
        if case.previous_topic is None and "+" not in case.expected_topic
    ]
    unfamiliar = [
        is_right
        for is_right, (case, _) in zip(right, pairs, strict=True)
        if case.question not in known
    ]
    return Score(
        questions=len(pairs),
        right=_share(right),
        in_top3=_share(top3),
        sure_and_wrong=_share(sure_and_wrong),
        right_of_plain=_share(plain),
        right_of_unfamiliar=_share(unfamiliar),
    )


def topic_of_reply(reply: Mapping[str, Any]) -> str:
    """The likeliest topic, whether the pipeline is sure of it or not; `a+b` for two wishes."""
    if len(reply["wishes"] or []) > 1:
        return "+".join(topic_of(wish) for wish in reply["wishes"])
    return topic_of(reply["decided"]) if reply["decided"] else first_topics(reply)[0]


def first_topics(reply: Mapping[str, Any]) -> list[str]:
    """The three likeliest topics."""
    names = [topic_of(name) for name, _ in reply["ranking"] if name != FALLBACK]
    return [*dict.fromkeys(names)][:3] or [FALLBACK]


def is_sure(reply: Mapping[str, Any]) -> bool:
    """Whether the pipeline answers without asking what was meant."""
    if reply["band"] is not None:
        return reply["band"] == "answer"
    return reply["intent"] != FALLBACK


def _share(of: Sequence[bool]) -> float:
    return sum(of) / len(of)
