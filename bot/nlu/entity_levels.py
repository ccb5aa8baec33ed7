"""Levels of education in a message: "kader", "niveau 2, 3 en 4", "vmbo gl/tl", "ad'tje"."""

from collections.abc import Iterator, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from bot.nlu.entity_goals import Goals, Mention, Told
from bot.nlu.entity_steps import Steps
from bot.nlu.entity_words import Entity, Found, Phrases, Words
from bot.nlu.known_words import is_known
from bot.paths import DATA
from bot.yaml_files import read_mapping

SHORTEST_GUESS = 4
LIKE = 75.0

_LINKS = frozenset(("of", "en", "tot"))
_IN_A_LIST = frozenset((*_LINKS, "met", "niveau", "mbo", "de", "het", "een", "toch", "liever"))
_MBO_LEVELS = frozenset(("entree", "mbo2", "mbo3", "mbo4"))
_BREAKS = frozenset(("of", "en", "naar", "met", "na", "van", "vanuit", "op", "tot", "is", "dan"))
_NIVEAU = ("niveau", "level")
_SIGNS = frozenset((",", "/", "-", "&", "+"))


class LevelFinder:
    """Finds levels, and tells the level someone has from the level someone wants."""

    def __init__(self, vocabulary: dict[str, Any]) -> None:
        """
        Args:
            vocabulary: as in data/vocabulary/levels.yml.
        """
        self._phrases = Phrases[tuple[str, ...]](
            [
                *(
                    (form, (level,))
                    for level, forms in vocabulary["forms"].items()
                    for form in forms
                ),
                *((form, tuple(levels)) for form, levels in vocabulary["double"].items()),
                *((form, ()) for form in vocabulary["never"]),
            ]
        )
        self._tracks: dict[str, str] = vocabulary["tracks"]
        self._in_school_talk: dict[str, str] = vocabulary["in_school_talk"]
        self._before_talk = frozenset(vocabulary["school_talk"]["before"])
        self._after_talk = frozenset(vocabulary["school_talk"]["after"])
        self._numbers: dict[str, str] = vocabulary["numbers"]
        self._counted = frozenset(vocabulary["counted"])
        self._series = frozenset(vocabulary["series"])
        self._before_left_out = frozenset(vocabulary["left_out"]["before"])
        self._after_left_out = frozenset(vocabulary["left_out"]["after"])
        self._before_a_name = frozenset(vocabulary["before_a_name"])
        self._only_as_goal = frozenset(vocabulary["only_as_goal"])
        self._goals = Goals(vocabulary["goals"])
        self._steps = Steps(vocabulary["steps"])

    @classmethod
    def load(cls) -> "LevelFinder":
        """The finder for data/vocabulary/levels.yml."""
        return cls(read_mapping(DATA / "vocabulary" / "levels.yml"))

    def find(self, words: Words, taken: Sequence[bool]) -> Iterator[Entity]:
        """The levels in a message, as `level` or `target_level`.

        Args:
            words: the message.
            taken: for each word whether something else (a school, a course) is named by it.
        """
        mentions = self._mentions(words, taken)
        told: list[Told] = []
        groups: list[list[Mention]] = []
        for previous, mention, following in zip(
            [None, *mentions], mentions, [*mentions[1:], None], strict=False
        ):
            telling = self._goals.told(words, mention, previous=previous, following=following)
            parts = telling is Told.GOAL and told[-1:] == [Told.HELD]
            if previous is not None and _joined(words, previous, mention) and not parts:
                groups[-1].append(mention)
            else:
                groups.append([mention])
                told.append(telling)
        for group, is_goal in zip(groups, self._steps.settle(words, groups, told), strict=True):
            name = "target_level" if is_goal else "level"
            for mention in group:
                if not is_goal and words.at(mention.first) in self._only_as_goal:
                    continue
                for value in mention.values:
                    yield words.entity(name, value, mention.first, mention.last)

    def _mentions(self, words: Words, taken: Sequence[bool]) -> list[Mention]:
        named = {found.first: found for found in self._phrases.find(words)}
        mentions: list[Mention] = []
        index = 0
        while index < len(words):
            here: list[Mention] = []
            after = index + 1
            if not taken[index]:
                here, after = self._at(words, index, named.get(index))
            if not here and mentions and self._is_number_left_out(words, index, mentions[-1]):
                here = [Mention((self._numbers[words.at(index)],), index, index + 1)]
            mentions += here
            index = after
        return [
            mention
            for mention, following in zip(mentions, [*mentions[1:], None], strict=False)
            if not _is_said_again(words, mention, following)
        ]

    def _at(
        self, words: Words, index: int, found: Found[tuple[str, ...]] | None
    ) -> tuple[list[Mention], int]:
        """The levels that begin at a word, and where to read on."""
        here = self._numbered(words, index)
        after = index + 1
        if not here and found is not None:
            here, after = self._named(words, found), found.last
        elif not here and self._is_school_talk(words, index):
            value = self._in_school_talk[words.at(index)]
            here = self._with_tracks(words, Mention((value,), index, index + 1))
        return here, here[-1].last if here else after

    def _named(self, words: Words, found: Found[tuple[str, ...]]) -> list[Mention]:
        is_person = (
            words.at(found.first) == "ad" and words.at(found.first - 1) in self._before_a_name
        )
        typed = words.ends[found.last - 1] - words.starts[found.first]
        is_drawn_out = (
            len(words.at(found.first)) == 2 and typed > 2 and found.last == found.first + 1
        )
        if not found.value or is_person or is_drawn_out:
            return []
        mention = Mention(found.value, found.first, found.last)
        is_vmbo = found.value[0].startswith("vmbo")
        return self._with_tracks(words, mention) if is_vmbo else [mention]

    def _numbered(self, words: Words, index: int) -> list[Mention]:
        """The levels in "niveau 2, 3 en 4", "mbo niveau 4" or "n4"."""
        word, at = words.at(index), index + 1
        if word == "mbo" and words.at(at) in _NIVEAU:
            at += 1
        if word not in (*_NIVEAU, "mbo", "n") or (word == "n" and words.gap(at)):
            return []
        if words.at(at) == "een" and words.at(at - 1) != "niveau":
            return []
        mentions: list[Mention] = []
        while self._is_numbered(words, at):
            first = at if mentions else index
            mentions.append(Mention((self._numbers[words.at(at)],), first, at + 1))
            at = self._next_in_series(words, at + 1)
        return mentions

    def _is_numbered(self, words: Words, at: int) -> bool:
        return words.at(at) in self._numbers and words.at(at + 1) not in self._counted

    def _is_number_left_out(self, words: Words, index: int, previous: Mention) -> bool:
        """Whether it is the 4 of "niveau 3 gedaan hebben voor je aan 4 mag beginnen"."""
        return (
            words.at(index).isdigit()
            and words.at(index) in self._numbers
            and previous.values[0] in _MBO_LEVELS
            and words.at(previous.last - 1) in self._numbers
            and words.at(index - 1) in self._before_left_out
            and (words.at(index + 1) in self._after_left_out or words.begins_sentence(index + 1))
        )

    def _next_in_series(self, words: Words, at: int) -> int:
        """Where the next number of a series can be; past the end when there is none."""
        step = at
        while words.at(step) in self._series and step < at + 2:
            step += 1
        goes_on = step > at or words.gap(step).strip() in _SIGNS
        return step if goes_on and words.at(step) != "een" else len(words)

    def _with_tracks(self, words: Words, mention: Mention) -> list[Mention]:
        """A mention of vmbo with the tracks that follow it, as in "vmbo b/k" or "kader of tl"."""
        found = [mention]
        is_bare = mention.values == ("vmbo",)
        while True:
            track = self._next_track(words, found[-1].last, is_bare and len(found) == 1)
            if track is None:
                break
            found.append(track)
        if is_bare and len(found) > 1:
            found[:2] = [Mention(found[1].values, mention.first, found[1].last)]
        return found

    def _next_track(self, words: Words, at: int, is_bare: bool) -> Mention | None:
        is_linked = not is_bare and words.at(at) in ("of", "en")
        if not (is_bare or is_linked or words.gap(at).strip() in _SIGNS):
            return None
        step = at + 1 if is_linked else at
        word = words.at(step)
        track = self._tracks.get(word) or (self._misspelled_track(word) if is_bare else None)
        if track is None or (is_linked and len(word) == 1):
            return None
        return Mention((track,), step, step + 1)

    def _misspelled_track(self, word: str) -> str | None:
        if len(word) < SHORTEST_GUESS or is_known(word):
            return None
        found = process.extractOne(word, list(self._tracks), scorer=fuzz.ratio, score_cutoff=LIKE)
        return self._tracks[found[0]] if found is not None else None

    def _is_school_talk(self, words: Words, index: int) -> bool:
        if words.at(index) not in self._in_school_talk:
            return False
        before, after = words.at(index - 1), words.at(index + 1)
        if after in ("van", "voor", "beurs", "school"):
            return False
        is_pair = before in self._in_school_talk or after in self._in_school_talk
        return is_pair or before in self._before_talk or after in self._after_talk


def _is_said_again(words: Words, mention: Mention, following: Mention | None) -> bool:
    """Whether it is the "mbo" of "mbo verpleegkunde niveau 4"."""
    if mention.values != ("mbo",) or following is None or following.values[0] not in _MBO_LEVELS:
        return False
    between = words.words[mention.last : following.first]
    return len(between) <= 2 and _BREAKS.isdisjoint(between)


def _joined(words: Words, previous: Mention, mention: Mention) -> bool:
    """Whether two mentions are one enumeration, as in "niveau 2, 3 en 4" or "havo of vwo"."""
    between = words.words[previous.last : mention.first]
    if not between:
        are_tracks = all(level.values[0].startswith("vmbo") for level in (previous, mention))
        return are_tracks or bool(words.gap(mention.first).strip())
    is_linked = bool(_LINKS.intersection(between))
    return is_linked and len(between) <= 3 and all(word in _IN_A_LIST for word in between)
