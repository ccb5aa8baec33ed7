"""From which level one goes to which: settles the levels whose own words tell nothing."""

from collections.abc import Mapping, Sequence

from bot.nlu.entity_goals import Mention, Told
from bot.nlu.entity_words import Words

MOST_WORDS_AROUND = 6
"""Words beside the levels in a message that only names two: "mbo 3 ad", "eisen havo na tl"."""
MOST_WORDS_SKIPPED = 4
WORDS_AFTER = 2
SHORTEST_COMPARED = 4

_VMBO = ("vmbo", "vmbo-bb", "vmbo-kb", "vmbo-gl", "vmbo-tl")
_BEFORE_ANY = ("pro", *_VMBO)
_HIGHER = ("ad", "hbo")
_NEEDING = frozenset(("met", "zonder", "voor", "als"))
_MBO = frozenset(("entree", "mbo", "mbo2", "mbo3", "mbo4"))
_AFTER: dict[str, frozenset[str]] = {
    **dict.fromkeys(_BEFORE_ANY, _MBO | {"havo", *_HIGHER}),
    "havo": _MBO | {"vwo", *_HIGHER},
    "vwo": _MBO | {*_HIGHER},
    "entree": frozenset(("mbo2", "mbo3", "mbo4", *_HIGHER)),
    "mbo2": frozenset(("mbo3", "mbo4", *_HIGHER)),
    "mbo3": frozenset(("mbo4", *_HIGHER)),
    **dict.fromkeys(("mbo", "mbo4"), frozenset(_HIGHER)),
}
"""Levels that follow on a level when nothing but their order tells so."""


class Steps:
    """Reads a message as a step from one level to another, or as a question about getting in."""

    def __init__(self, cues: Mapping[str, Sequence[str]]) -> None:
        """
        Args:
            cues: the key `steps` of data/vocabulary/levels.yml.
        """
        self._comparing = frozenset(cues["comparing"])
        self._enough = frozenset(cues["enough"])
        self._asking = frozenset(cues["asking"])
        self._getting_in = tuple(cues["getting_in"])
        self._wanting = frozenset(cues["wanting"])
        self._let_in = frozenset(cues["let_in"])
        self._alone = frozenset(cues["alone"])
        self._taken = frozenset(cues["taken"])
        self._required = tuple(cues["required"])
        self._held_before = frozenset(cues["held_before"])
        self._held_after = frozenset(cues["held_after"])
        self._owned_before = frozenset(cues["owned_before"])
        self._skipped = frozenset(cues["skipped"])

    def settle(
        self, words: Words, groups: Sequence[Sequence[Mention]], told: Sequence[Told]
    ) -> list[bool]:
        """For each group of levels whether it is one to reach.

        Args:
            words: the message.
            groups: the levels in it, those of one enumeration ("niveau 2, 3 en 4") together.
            told: what the words around each group told.
        """
        settled = list(told)
        for index, telling in enumerate(told):
            leads_on = self._leads_on(words, groups, told, index)
            if telling is Told.GOAL and (leads_on or self._is_needed(words, groups, told, index)):
                settled[index] = Told.HELD
        if len(groups) == 1 and not self._is_entered_alone(words, groups[0][0]):
            settled = [Told.HELD]
        for index, telling in enumerate(settled):
            if telling is Told.NOTHING and self._is_reached(words, groups, settled, index):
                settled[index] = Told.GOAL
        return [telling is Told.GOAL for telling in settled]

    def _is_reached(
        self,
        words: Words,
        groups: Sequence[Sequence[Mention]],
        told: Sequence[Told],
        index: int,
    ) -> bool:
        """Whether a level is the next one after another, or what someone wants to get into."""
        level = groups[index][0]
        sentence = words.sentence_of(level.first)
        if self._compares(sentence) or self._is_held(words, groups[index]):
            return False
        others = [
            group[0] for at, group in enumerate(groups) if at != index and told[at] is not Told.GOAL
        ]
        owned = [
            group[0]
            for at, group in enumerate(groups)
            if told[at] is Told.HELD and self._is_owned(words, group)
        ]
        start = words.sentence_start(level.first)
        if any(
            _is_step(other, level)
            and (words.sentence_start(other.first) == start or self._is_asked(sentence))
            for other in owned
        ):
            return True
        if any(_is_step(other, level) for other in others):
            named = sum(mention.last - mention.first for group in groups for mention in group)
            if len(words) - named <= MOST_WORDS_AROUND or self._is_asked(sentence):
                return True
        goals = [group[0] for at, group in enumerate(groups) if told[at] is Told.GOAL]
        return not any(_is_step(level, goal) for goal in goals) and self._is_about_getting_in(
            sentence, level
        )

    def _leads_on(
        self,
        words: Words,
        groups: Sequence[Sequence[Mention]],
        told: Sequence[Told],
        index: int,
    ) -> bool:
        """Whether it is only the first level of "overstappen havo mbo" or "havo 4, nu al naar mbo"."""
        last = groups[index][-1]
        if _goes_to(words, groups[index][0]) or words.at(last.last) in self._taken:
            return False
        for group, telling in zip(groups[index + 1 :], told[index + 1 :], strict=True):
            later = group[0]
            is_next = last.last == later.first and not words.gap(later.first).strip()
            is_gone_to = telling is Told.GOAL and _goes_to(words, later)
            if _is_step(last, later) and (is_next or is_gone_to):
                return True
        return False

    def _is_needed(
        self,
        words: Words,
        groups: Sequence[Sequence[Mention]],
        told: Sequence[Told],
        index: int,
    ) -> bool:
        """Whether it is the second level of "in niveau 4 beginnen met havo"."""
        first = groups[index][0]
        if self._word_ahead(words, first) not in _NEEDING:
            return False
        return any(
            telling is Told.GOAL and _is_step(first, group[0])
            for group, telling in zip(groups[:index], told[:index], strict=True)
        )

    def _is_owned(self, words: Words, group: Sequence[Mention]) -> bool:
        """Whether somebody has the level, or has been there: "met een havodiploma", "van de havo"."""
        return self._word_ahead(words, group[0]) in self._owned_before or self._is_kept(
            words, group[-1]
        )

    def _is_held(self, words: Words, group: Sequence[Mention]) -> bool:
        return self._word_ahead(words, group[0]) in self._held_before or self._is_kept(
            words, group[-1]
        )

    def _word_ahead(self, words: Words, mention: Mention) -> str:
        """The word that a level depends on, not counting articles and the like before it."""
        at = mention.first - 1
        while words.at(at) in self._skipped and at > mention.first - MOST_WORDS_SKIPPED:
            at -= 1
        return words.at(at)

    def _is_kept(self, words: Words, mention: Mention) -> bool:
        """Whether the words after a level tell that somebody has it: "havo gehaald"."""
        after = words.words[mention.last : mention.last + WORDS_AFTER]
        return not self._held_after.isdisjoint(after)

    def _compares(self, sentence: Sequence[str]) -> bool:
        """Whether it is a sentence as "is een ad hoger dan mbo 4" or "is een ad hbo"."""
        if not self._comparing.isdisjoint(sentence):
            return True
        if sentence[0] == "is" and self._enough.isdisjoint(sentence):
            return True
        to_than = sentence[: sentence.index("dan")] if "dan" in sentence else []
        return any(
            word.endswith(("er", "ere")) and len(word) > SHORTEST_COMPARED for word in to_than
        )

    def _is_asked(self, sentence: Sequence[str]) -> bool:
        return not self._asking.isdisjoint(sentence) or self._gets_in(sentence)

    def _is_about_getting_in(self, sentence: Sequence[str], level: Mention) -> bool:
        if self._gets_in(sentence):
            return level.values[0] not in _BEFORE_ANY
        return level.values[0] in _HIGHER and _any_begins(sentence, self._required)

    def _is_entered_alone(self, words: Words, level: Mention) -> bool:
        """Whether the only level in a message can be one to reach, and not just what is asked about."""
        is_at = words.at(level.first - 1) == "op"
        start = words.sentence_start(level.first) if is_at else max(0, level.first - 2)
        is_wanted = not self._wanting.isdisjoint(words.words[start : level.first])
        return is_wanted or not self._alone.isdisjoint(words.words) or self._gets_in(words.words)

    def _gets_in(self, sentence: Sequence[str]) -> bool:
        return not self._let_in.isdisjoint(sentence) or _any_begins(sentence, self._getting_in)


def _is_step(lower: Mention, higher: Mention) -> bool:
    return higher.values[-1] in _AFTER.get(lower.values[0], ())


def _goes_to(words: Words, mention: Mention) -> bool:
    return "naar" in words.words[max(0, mention.first - 2) : mention.first]


def _any_begins(words: Sequence[str], beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in words)
