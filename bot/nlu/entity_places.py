"""Towns, regions and provinces in a message, also misspelled; never an ordinary word."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.nlu.entity_words import Entity, Found, Phrases, Words, words_of
from bot.nlu.known_words import is_dictionary_word, is_known
from bot.paths import DATA
from bot.places import PROVINCE, Place, Places, normalise
from bot.yaml_files import ContentError, read_mapping

_CUES = frozenset(
    [
        "in",
        "bij",
        "rond",
        "rondom",
        "omgeving",
        "omstreken",
        "regio",
        "buurt",
        "vanuit",
        "uit",
        "naar",
        "te",
        "nabij",
        "richting",
        "kant",
        "gemeente",
        "stad",
        "dorp",
        "plaats",
        "provincie",
    ]
)
_LINKS = frozenset(("en", "of", "tussen", "tot"))
_PROVINCE_CUES = frozenset(("provincie", "heel", "hele"))
_BOTH_NAMES = frozenset(("utrecht", "groningen"))
_TITLES = frozenset(("mevrouw", "meneer", "mijnheer", "mw", "dhr", "juf", "meester", "familie"))

BIG_WORD = 4_000
"""Inhabitants below which a town whose name is a Dutch word needs both a cue and a capital."""
SMALL = 500
"""Inhabitants below which any town needs a cue or a capital."""
FEWEST_LETTERS = 4
LIKE_AFTER_CUE = 82.0
LIKE_WITHOUT_CUE = 86.0
LIKE_SWAPPED = 80.0
"""Likeness by rapidfuzz of two words of five letters or more of which two changed places."""
SURE_LIKENESS = 90.0
MOST_ALIKE = 8
LETTERS_AFTER_CUE = 5
LETTERS_WITHOUT_CUE = 6
KNOWN_AFTER_CUE = 1_000
KNOWN_WITHOUT_CUE = 20_000
MOST_GUESSES = 12
"""Unknown words that are compared with all names, per message; bounds the time."""


class Certainty(Enum):
    """What a name needs around it before it is a place."""

    ALWAYS = 0
    CUE_OR_CAPITAL = 1
    CUE_AND_CAPITAL = 2


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    place: Place


class PlaceFinder:
    """Finds the places of the gazetteer by name, nickname or near-name."""

    def __init__(
        self,
        places: Places,
        *,
        nicknames: Mapping[str, Sequence[str]],
        always: Sequence[str],
        cautious: Sequence[str],
        both: Sequence[str],
        elsewhere: Sequence[str],
    ) -> None:
        """Args:
            places: the gazetteer.
            nicknames: names in the gazetteer, each with other names for it.
            always, cautious, both: names whose certainty our word lists cannot tell.
            elsewhere: names that are never a place in the Netherlands.

        Raises:
            ContentError: a nickname is for a place that the gazetteer does not have.
        """
        self._places = places
        self._certainties = {
            **dict.fromkeys(always, Certainty.ALWAYS),
            **dict.fromkeys(cautious, Certainty.CUE_OR_CAPITAL),
            **dict.fromkeys(both, Certainty.CUE_AND_CAPITAL),
        }
        names = _by_name(places)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for name, place in names.items():
            if place.inhabitants >= KNOWN_AFTER_CUE:
                self._by_letter[name[0]].append(name)
        for name, others in nicknames.items():
            if not places.find(name):
                raise ContentError(f"nicknames: {name!r} is not in the gazetteer")
            names |= dict.fromkeys(others, places.find(name)[0])
        self._elsewhere = frozenset(elsewhere)
        self._phrases = Phrases(
            (name, _Name(name, place))
            for name, place in names.items()
            if name not in self._elsewhere
        )

    @classmethod
    def load(cls) -> "PlaceFinder":
        """The finder for data/places.csv, data/regions.yml and data/vocabulary/places.yml."""
        words = read_mapping(DATA / "vocabulary" / "places.yml")
        return cls(
            Places.load(),
            nicknames=words["nicknames"],
            always=words["always"],
            cautious=words["cautious"],
            both=words["both"],
            elsewhere=words["elsewhere"],
        )

    def find(self, words: Words, taken: Sequence[bool]) -> Iterator[Entity]:
        """The places named in a message.

        Args:
            words: the message.
            taken: for each word whether something else (a school, an occupation) is named by it.
        """
        seen = list(taken)
        last_place = -2
        for found in self._phrases.find(words):
            if any(taken[found.first : found.last]) or not self._counts(found, words, last_place):
                continue
            last_place = found.last
            seen[found.first : found.last] = [True] * (found.last - found.first)
            yield self._entity(found.value.place, words, found.first, found.last)
        yield from self._misspelled(words, seen)

    def _certainty(self, name: _Name) -> Certainty:
        if name.text in self._certainties:
            return self._certainties[name.text]
        parts, place = words_of(name.text), name.place
        known = all(is_dictionary_word(part) for part in parts)
        if known and place.inhabitants < BIG_WORD:
            return Certainty.CUE_AND_CAPITAL
        is_short = len(parts) == 1 and len(name.text) < FEWEST_LETTERS
        if place.inhabitants < SMALL or is_short or (known and len(parts) == 1):
            return Certainty.CUE_OR_CAPITAL
        return Certainty.ALWAYS

    def _counts(self, found: Found[_Name], words: Words, last_place: int) -> bool:
        certainty = self._certainty(found.value)
        if not _TITLES.isdisjoint(words.words[max(0, found.first - 3) : found.first]):
            return False
        if certainty is Certainty.ALWAYS:
            return True
        capital = words.has_capital(found.first)
        cue = _has_cue(words, found.first, last_place)
        if certainty is Certainty.CUE_AND_CAPITAL:
            return cue and capital
        return cue or capital

    def _misspelled(self, words: Words, taken: Sequence[bool]) -> Iterator[Entity]:
        guesses = 0
        for index, word in enumerate(words.words):
            article = words.at(index - 1)
            is_named_den = article == "den" and not taken[index - 1]
            if taken[index] or not word.isalpha() or word in self._elsewhere:
                continue
            if is_known(word) and not is_named_den:
                continue
            cue = _has_cue(words, index, -2)
            name = f"{article} {word}" if is_named_den or article == "de" else word
            if len(name) < (LETTERS_AFTER_CUE if cue else LETTERS_WITHOUT_CUE):
                continue
            guesses += 1
            if guesses > MOST_GUESSES:
                return
            place = self._closest(name, after_cue=cue)
            if place is not None:
                first = index if name == word else index - 1
                yield self._entity(place, words, first, index + 1)

    def _closest(self, word: str, *, after_cue: bool) -> Place | None:
        cutoff = LIKE_AFTER_CUE if after_cue else LIKE_WITHOUT_CUE
        known_enough = KNOWN_AFTER_CUE if after_cue else KNOWN_WITHOUT_CUE
        exact = self._places.find(word)
        if exact:
            return exact[0] if after_cue or exact[0].inhabitants >= known_enough else None
        alike = process.extract(
            word,
            self._by_letter.get(word[0], ()),
            scorer=fuzz.ratio,
            score_cutoff=LIKE_SWAPPED,
            limit=MOST_ALIKE,
        )
        candidates = [
            (likeness, self._places.find(name)[0])
            for name, _, _ in alike
            if (likeness := _likeness(word, name)) >= cutoff
        ]
        if not candidates:
            return None
        _, place = max(candidates, key=lambda found: (round(found[0] / 8), found[1].inhabitants))
        is_its_name = _likeness(word, normalise(place.name)) >= cutoff
        return place if is_its_name and place.inhabitants >= known_enough else None

    def _entity(self, place: Place, words: Words, first: int, last: int) -> Entity:
        name = place.name.lower().removeprefix("regio ")
        before = words.at(first - 1)
        if name in _BOTH_NAMES and (before in _PROVINCE_CUES or words.at(first) == "provincie"):
            return words.entity("province", name, first, last)
        if place.kind == PROVINCE:
            return words.entity("province", "friesland" if name == "fryslân" else name, first, last)
        return words.entity("place", name, first, last)


def _likeness(word: str, name: str) -> float:
    """Likeness from 0 to 100, in which two letters that changed places are one error."""
    is_swapped = sorted(word) == sorted(name) and OSA.distance(word, name) == 1
    return max(fuzz.ratio(word, name), SURE_LIKENESS if is_swapped else 0.0)


def _by_name(places: Places) -> dict[str, Place]:
    """The likeliest place for each main name, as the gazetteer orders them."""
    largest: dict[str, Place] = {}
    for town in places.towns():
        name = normalise(town.name)
        if name not in largest or town.inhabitants > largest[name].inhabitants:
            largest[name] = town
    return largest | {name: places.find(name)[0] for name in places.areas}


def _has_cue(words: Words, index: int, last_place: int) -> bool:
    before = words.at(index - 1)
    if before in _CUES:
        return True
    if before in ("van", "den") and words.at(index - 2) in _CUES:
        return True
    return (last_place == index - 1 and before in _LINKS) or last_place == index
