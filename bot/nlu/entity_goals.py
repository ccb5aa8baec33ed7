"""Whether a level in a message is one that someone wants to reach, or one that someone has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.nlu.entity_words import Words

MOST_WORDS_BACK = 9
MOST_WORDS_AHEAD = 4
MOST_WORDS_BETWEEN = 3
MOST_WORDS_FROM_NAAR = 4
MOST_WORDS_TO_PROOF = 5
NEAR = 3
"""Words back to "overgangsbewijs", as in "een overgangsbewijs van 3 naar 4 havo"."""

_ONLY_WITH_NAAR = ("vmbo", "pro")
"""Levels that are hardly ever a goal, unless "naar" stands before them."""

_PREPOSITIONS = frozenset(("aan", "met", "op", "in"))
_COMING = frozenset(("kom", "komt"))
_WHERE = frozenset(("op", "in"))
_NEAR_ONLY = frozenset(("als", "zonder", "haar", "hun", "jouw", "uw"))
_MUST = frozenset(("moet", "moeten"))
_GOES_ON = frozenset(("en", "maar", "als", "met", "zonder", "na", "of", "want"))
_ABOUT = frozenset(("voor", "bij", "aan", "over"))
_ARTICLES = frozenset(("de", "het", "een", "t", "n"))
_IT = frozenset(("dat", "het", "dit"))
_PRONOUNS = frozenset(("ik", "je", "jij", "men", "hij", "ze", "zij"))
_TO = frozenset(("in", "op", "bij", "naar"))
_WHICH = frozenset(("welk", "welke"))
_PROOFS = frozenset(("overgangsbewijs", "overgang"))
_LINKING = frozenset(("is", "zou", "lijkt"))


class Told(Enum):
    """What the words around a level tell of it."""

    GOAL = "someone wants to reach it"
    HELD = "someone has it, or only names it"
    NOTHING = "neither"


@dataclass(frozen=True)
class Mention:
    """Words `first` up to (not with) `last` that name one or more levels."""

    values: tuple[str, ...]
    first: int
    last: int


class Goals:
    """Tells the two apart by the words around a level; the nearest one before it counts most."""

    def __init__(self, cues: Mapping[str, Sequence[str]]) -> None:
        """
        Args:
            cues: the key `goals` of data/vocabulary/levels.yml.
        """
        self._reaching = frozenset(cues["reaching"])
        self._entering = frozenset(cues["entering"])
        self._having = frozenset(cues["having"])
        self._needed = frozenset(cues["needed"])
        self._wanting = frozenset(cues["wanting"])
        self._may = frozenset(cues["may"])
        self._after_may = frozenset(cues["after_may"])
        self._doing = frozenset(cues["doing"])
        self._taking = frozenset(cues["taking"])
        self._requirements = frozenset(cues["requirements"])
        self._then = frozenset(cues["then"])
        self._coming_from = frozenset(cues["coming_from"])
        self._no_movement = frozenset(cues["no_movement"])
        self._people = frozenset(cues["people"])
        self._becoming = frozenset(cues["becoming"])
        self._somebody = frozenset(cues["somebody"])
        self._options = frozenset(cues["options"])
        self._within_reach = frozenset(cues["within_reach"])
        self._there = frozenset(cues["there"])
        self._moving = frozenset(cues["moving"])
        self._been = frozenset(cues["been"])

    def told(
        self,
        words: Words,
        mention: Mention,
        *,
        previous: Mention | None = None,
        following: Mention | None = None,
    ) -> Told:
        """What is told of a level, given the levels named before and after it."""
        start = max(words.sentence_start(mention.first), previous.last if previous else 0)
        told = self._told_at_once(words, mention, words.words[start : mention.first], following)
        if told is not None:
            return Told.GOAL if told else Told.HELD
        for index in range(mention.first - 1, max(start, mention.first - MOST_WORDS_BACK) - 1, -1):
            told = self._told_by(words, index, mention, previous)
            if told is not None:
                if told:
                    return Told.GOAL
                is_near = mention.first - index <= NEAR and words.at(index) not in _ABOUT
                return Told.HELD if is_near else Told.NOTHING
        is_goal = (
            self._moves_on(words, mention, previous)
            or self._asked_with(words, mention, previous)
            or self._comes_before(words, mention, following)
            or self._comes_next(words, start, mention)
        )
        return Told.GOAL if is_goal else Told.NOTHING

    def _told_at_once(
        self, words: Words, mention: Mention, before: Sequence[str], following: Mention | None
    ) -> bool | None:
        """What its own words or a phrase that it stands in tell, or None when they tell nothing."""
        may = not self._may.isdisjoint(before)
        wants = may or not self._wanting.isdisjoint(before)
        becomes = not self._becoming.isdisjoint(
            words.words[max(0, mention.first - 2) : mention.first]
        )
        is_aim = "om" in before[-MOST_WORDS_BETWEEN:] and self._is_aimed_at(words, mention)
        rules = (
            (words.at(mention.last - 1) in self._people, becomes),
            (words.at(mention.last) in self._somebody, False),
            (_goes_on(words, mention, following), _ahead_of(words, mention) == "naar"),
            (_is_on_proof(mention, before), False),
            (_is_plural(words, mention) or self._is_school(words, mention), False),
            (self._is_wanted_next(_ahead(words, mention)) or is_aim, True),
            (may and self._comes_before(words, mention, following), True),
            (wants and _goes_in(words, mention), True),
        )
        return next((answer for applies, answer in rules if applies), None)

    def _told_by(
        self, words: Words, index: int, mention: Mention, previous: Mention | None
    ) -> bool | None:
        """What one word before the level tells, or None when it tells nothing."""
        word, earlier = words.at(index), words.at(index - 1)
        sentence = words.words[words.sentence_start(mention.first) : mention.first]
        ahead = _ahead(words, mention)
        can_be_goal = word == "naar" or not mention.values[0].startswith(_ONLY_WITH_NAAR)
        entering = earlier if earlier not in _PRONOUNS else words.at(index - 2)
        is_taken_on = earlier == "aan" and word in _WHERE
        is_entered = is_taken_on or (word in _PREPOSITIONS and entering in self._entering)
        is_second = previous is not None and previous.first >= words.sentence_start(mention.first)
        needs = is_second or bool(self._requirements.intersection(sentence))
        arrives = bool(self._doing.intersection(ahead)) or _leaves(words, previous)
        asks = word in self._may and (previous or words.at(index + 1) in self._after_may)
        if word in _MUST and ahead and not self._doing.intersection(ahead):
            asks = False
        distance = mention.first - index
        is_near = distance <= 2
        is_asked_of = word == "is" and (words.at(index + 1) in _IT or earlier in _IT)
        rules = (
            (word == "naar" and earlier in self._no_movement, False),
            (is_asked_of, False),
            (word == "naar" and distance > MOST_WORDS_FROM_NAAR, None),
            (word in self._reaching or is_entered, can_be_goal),
            (word == "voor" and needs, can_be_goal),
            (word == "op" and (arrives or not _COMING.isdisjoint(sentence)), can_be_goal),
            (word == "op" and self._follows(words, previous, ahead), True),
            (word in _WHICH and is_second, True),
            (word in _LINKING and is_second and bool(self._options.intersection(ahead)), True),
            (word in _LINKING and not self._within_reach.isdisjoint(ahead), can_be_goal),
            (word == "op" and self._is_wished_at(words, mention, sentence), can_be_goal),
            (word == "via", previous is None and can_be_goal),
            (word in _PREPOSITIONS and self._is_entered_at(word, ahead), True),
            (word == "voor" and is_near and not self._wanting.isdisjoint(sentence), can_be_goal),
            (word in _ABOUT and is_near, False),
            (word == "mijn" and bool(self._doing.intersection(ahead)), can_be_goal),
            (word in _WHERE and is_near and self._may_be_entered(ahead), None),
            (word in self._having and (word not in _NEAR_ONLY or is_near), False),
            (word in self._wanting or asks, not self._is_held(ahead)),
        )
        return next((answer for applies, answer in rules if applies), None)

    def _is_school(self, words: Words, mention: Mention) -> bool:
        """Whether it is the one of "mag een havo weigeren"."""
        asked = words.at(mention.first - 2) in self._may
        return asked and words.at(mention.first - 1) in _ARTICLES and mention.values == ("havo",)

    def _is_aimed_at(self, words: Words, mention: Mention) -> bool:
        """Whether it is the level of "om hbo te doen" or "om aan een ad te mogen beginnen"."""
        ahead = _ahead(words, mention)
        return ahead[:1] == ["te"] and not (self._doing | self._entering).isdisjoint(ahead)

    def _is_wanted_next(self, ahead: Sequence[str]) -> bool:
        """Whether it is the level of "heeft havo gedaan en nu mbo 4 wil doen"."""
        return not self._wanting.isdisjoint(ahead[:1]) and not self._taking.isdisjoint(ahead[:3])

    def _is_wished_at(self, words: Words, mention: Mention, sentence: Sequence[str]) -> bool:
        """Whether it is the level of "ik wil iets met ict op niveau 4", and not a place of work."""
        is_wished = not self._wanting.isdisjoint(sentence)
        is_there = not self._there.isdisjoint(words.sentence_of(mention.first))
        return is_wished and not is_there

    def _is_held(self, ahead: Sequence[str]) -> bool:
        return bool(self._needed.intersection(ahead)) or ahead[:1] in (["doe"], ["doet"])

    def _may_be_entered(self, ahead: Sequence[str]) -> bool:
        """Whether nothing happens at the level, as in "wat kan ik nu op het mbo met mijn diploma"."""
        return not ahead or ahead[0] in _GOES_ON or ahead[0] in self._may | self._doing

    def _is_entered_at(self, word: str, ahead: Sequence[str]) -> bool:
        """Whether one enters the level, and not another one with it ("met een ad instromen in …")."""
        elsewhere = word == "met" and not _TO.isdisjoint(ahead[1:2])
        return not elsewhere and not self._entering.isdisjoint(ahead[:1])

    def _moves_on(self, words: Words, mention: Mention, previous: Mention | None) -> bool:
        """Whether it is the second level of "doorstroom mbo hbo"."""
        return (
            previous is not None
            and previous.last == mention.first
            and not self._moving.isdisjoint(
                words.words[max(0, previous.first - 2) : previous.first]
            )
        )

    def _follows(self, words: Words, previous: Mention | None, ahead: Sequence[str]) -> bool:
        """Whether it is the second level of "na mijn havo iets leren op mbo 4"."""
        if previous is None or not self._been.isdisjoint(ahead):
            return False
        start = words.sentence_start(previous.first)
        return "na" in words.words[max(start, previous.first - 2) : previous.first]

    def _asked_with(self, words: Words, mention: Mention, previous: Mention | None) -> bool:
        """Whether it is the second level of "mag ik met havo een ad" or "mbo 4 gehaald, ad mag?"."""
        if previous is None:
            return False
        start = words.sentence_start(mention.first)
        ahead = _ahead(words, mention)
        has_previous = self._coming_from.intersection(
            words.words[start : previous.first]
        ) or self._needed.intersection(words.words[previous.last : mention.first])
        asks = (self._may | self._wanting).intersection(
            (*words.words[start : mention.first], *ahead)
        )
        return bool(has_previous) and bool(asks or self._doing.intersection(ahead))

    def _comes_before(self, words: Words, mention: Mention, following: Mention | None) -> bool:
        """Whether it is the first level of "een ad na mbo 4"."""
        if following is None or mention.values[0].startswith(_ONLY_WITH_NAAR):
            return False
        between = words.words[mention.last : following.first]
        return (
            len(between) <= MOST_WORDS_BETWEEN
            and bool(self._coming_from.intersection(between))
            and not {"naar", "vergeleken"}.intersection(between)
        )

    def _comes_next(self, words: Words, start: int, mention: Mention) -> bool:
        """Whether it is the level of "en dan havo", "mbo gaan doen" or "havo in een jaar halen"."""
        ahead = _ahead(words, mention)
        if ahead[:1] == ["gaan"]:
            return len(ahead) == 1 or ahead[1] in self._doing
        if mention.values[0].startswith(_ONLY_WITH_NAAR):
            return False
        before = words.words[start : mention.first]
        is_next = self._then.intersection(before) and self._doing.intersection(ahead)
        return bool(is_next or self._taking.intersection(ahead))


def _leaves(words: Words, previous: Mention | None) -> bool:
    return previous is not None and _ahead_of(words, previous) == "van"


def _is_on_proof(mention: Mention, before: Sequence[str]) -> bool:
    """Whether it is the level of "een overgangsbewijs van 3 naar 4 havo"."""
    is_proof = not _PROOFS.isdisjoint(before[-MOST_WORDS_TO_PROOF:])
    return is_proof and mention.values[0] in ("havo", "vwo")


def _is_plural(words: Words, mention: Mention) -> bool:
    """Whether it names schools: "welke havo's"."""
    return words.at(mention.last) == "s" and words.gap(mention.last) in ("'", "’")


def _goes_on(words: Words, mention: Mention, following: Mention | None) -> bool:
    """Whether it is the first level of "niveau 3 naar niveau 4"."""
    between = words.words[mention.last : following.first] if following else []
    return "naar" in between[-2:] and len(between) <= MOST_WORDS_BETWEEN


def _ahead_of(words: Words, mention: Mention) -> str:
    """The word before a level, not counting an article."""
    is_article = words.at(mention.first - 1) in _ARTICLES
    return words.at(mention.first - 2 if is_article else mention.first - 1)


def _goes_in(words: Words, mention: Mention) -> bool:
    """Whether it is the level of "ik wil het mbo in"."""
    ahead = _ahead(words, mention)
    return ahead[:1] == ["in"] and (len(ahead) == 1 or ahead[1] in _GOES_ON)


def _ahead(words: Words, mention: Mention) -> list[str]:
    ahead: list[str] = []
    for index in range(mention.last, min(len(words), mention.last + MOST_WORDS_AHEAD)):
        if words.begins_sentence(index) or "," in words.gap(index):
            break
        ahead.append(words.at(index))
    return ahead
