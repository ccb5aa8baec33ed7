"""Choice help: either/or questions after Holland's types, ending in two or three sectors.

The state is one short text, so that a button carries all of it: hinted types, "|", and an answer per
question (a, b, or - for neither), with "." when somebody wants to see the result already: "R|ab-.".
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.routes.network import FILE, Network, network
from bot.yaml_files import ContentError, read_mappings

MOST_SECTORS = 3
FEWEST_ANSWERS = 3
"""Choices for a or b without which no sector is named."""

HINT_POINTS = 2
HALFWAY = 4
"""Questions that are skipped when somebody has told what he likes."""

_STATE = re.compile(r"(?P<hints>[RIASEC]{0,6})\|?(?P<answers>[ab-]{0,12})(?P<end>\.?)")


@dataclass(frozen=True)
class Option:
    """Something to do, and the types or sectors it counts for."""

    text: str
    types: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Two things to choose from."""

    a: Option
    b: Option

    def chosen(self, answer: str) -> Option | None:
        """The option of an answer; None for neither."""
        return {"a": self.a, "b": self.b}.get(answer)


@dataclass(frozen=True)
class Sector:
    """A sector with the types that go with it, its work, and what a source says about the chance of it."""

    id: str
    label: str
    types: Mapping[str, int]
    work: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True)
class Answers:
    """What was answered so far."""

    hints: str = ""
    given: str = ""
    ended: bool = False

    @classmethod
    def read(cls, value: Any) -> "Answers | None":
        """The answers in a button's value, which anyone can make up; None when it is something else."""
        match = _STATE.fullmatch(value) if isinstance(value, str) else None
        return cls(match["hints"], match["answers"], bool(match["end"])) if match else None

    def __str__(self) -> str:
        return f"{self.hints}|{self.given}{'.' * self.ended}"

    def plus(self, answer: str) -> "Answers":
        """These answers with one more."""
        return replace(self, given=self.given + answer)

    def end(self) -> "Answers":
        """These answers, with which somebody stops."""
        return replace(self, ended=True)

    @property
    def choices(self) -> int:
        """How often a or b was chosen."""
        return sum(answer in "ab" for answer in self.given)


@dataclass(frozen=True)
class Found:
    """A sector that goes with the answers, and the types for which it was named."""

    sector: Sector
    types: tuple[str, ...]


class ChoiceHelp:
    """The questions and what they lead to."""

    def __init__(
        self,
        *,
        types: Mapping[str, str],
        questions: Iterable[Question],
        sectors: Mapping[str, Sector],
        hints: Mapping[str, Iterable[str]],
        sources: Iterable[str],
    ) -> None:
        self.types = dict(types)
        self.questions = tuple(questions)
        self.sectors = dict(sectors)
        self.sources = tuple(sources)
        self._hints = {
            kind: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
            for kind, words in hints.items()
        }

    @classmethod
    def load(cls, known: Network, path: Path = FILE) -> "ChoiceHelp":
        """Reads the questions beside the steps.

        Raises:
            ContentError: something is missing, or a type, sector or source is unknown.
        """
        content = read_mappings(path, path.with_suffix(".d"))["choice"]
        try:
            sectors = {name: Sector(name, **item) for name, item in content["sectors"].items()}
            questions = [
                Question(_option(item["a"]), _option(item["b"])) for item in content["questions"]
            ]
            made = cls(
                types=content["types"],
                questions=questions,
                sectors=sectors,
                hints=content["hints"],
                sources=content["sources"],
            )
        except (KeyError, TypeError) as error:
            raise ContentError(f"choice: missing or malformed ({error!r})") from error
        unknown = list(made.unknown(known))
        if unknown:
            raise ContentError(f"choice: unknown {', '.join(unknown)}")
        return made

    def unknown(self, known: Network) -> Iterable[str]:
        """Names of types, sectors and sources that are nowhere defined."""
        for question in self.questions:
            for option in (question.a, question.b):
                yield from (name for name in option.types if name not in self.types)
                yield from (name for name in option.sectors if name not in self.sectors)
        for sector in self.sectors.values():
            yield from (name for name in sector.types if name not in self.types)
            if sector.source and sector.source not in known.sources:
                yield sector.source
        yield from (name for name in self.sources if name not in known.sources)

    def hinted(self, text: str, sectors: Iterable[str] = ()) -> str:
        """The types that a text or named sectors point at, as letters."""
        lowered = text.lower()
        told = [kind for kind, words in self._hints.items() if words.search(lowered)]
        for name in sectors:
            if name in self.sectors:
                types = self.sectors[name].types
                told.append(max(types, key=lambda kind: types[kind]))
        return "".join(kind for kind in self.types if kind in told)

    def start(self, hints: str = "") -> Answers:
        """The beginning; halfway when something is known already."""
        return Answers(hints, "-" * HALFWAY if hints else "")

    def next_question(self, answers: Answers) -> Question | None:
        """What to ask now, or None when the result is there."""
        number = len(answers.given)
        done = answers.ended or number >= len(self.questions)
        return None if done else self.questions[number]

    def result(self, answers: Answers) -> list[Found]:
        """The two or three sectors that fit best; none when there is too little to go on."""
        types, favoured = self._points(answers)
        if answers.choices + len(answers.hints) * HINT_POINTS < FEWEST_ANSWERS:
            return []
        scores = {
            name: sum(types[kind] * weight for kind, weight in sector.types.items())
            / sum(sector.types.values())
            + favoured[name] / 2
            for name, sector in self.sectors.items()
        }
        best = sorted(self.sectors.values(), key=lambda sector: -scores[sector.id])[:MOST_SECTORS]
        return [
            Found(sector, tuple(kind for kind in sector.types if types[kind]))
            for sector in best
            if scores[sector.id] > 0
        ]

    def _points(self, answers: Answers) -> tuple[Counter[str], Counter[str]]:
        types: Counter[str] = Counter(dict.fromkeys(answers.hints, HINT_POINTS))
        sectors: Counter[str] = Counter()
        for question, answer in zip(self.questions, answers.given, strict=False):
            option = question.chosen(answer)
            if option:
                types.update(option.types)
                sectors.update(option.sectors)
        return types, sectors


@lru_cache(maxsize=1)
def choice_help() -> ChoiceHelp:
    """The project's own choice help, read once."""
    return ChoiceHelp.load(network())


def _option(item: Mapping[str, Any]) -> Option:
    return Option(item["text"], tuple(item.get("types", ())), tuple(item.get("sectors", ())))
