"""Levels of education in a message, and which of them someone has or wants to reach."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.entity_words import Entity, Phrases, Words
from bot.paths import DATA
from bot.yaml_files import read_mapping

_NUMBERED = frozenset(("niveau", "mbo", "n"))
_NUMBERS = {
    "1": "entree", "2": "mbo2", "3": "mbo3", "4": "mbo4",
    "een": "entree", "twee": "mbo2", "drie": "mbo3", "vier": "mbo4",
}  # fmt: skip
_MEASURES = frozenset(["jaar", "jaren", "uur", "uren", "weken", "maanden", "dagen", "dag", "euro", "procent"])
_SERIES = frozenset(("of", "en", "naar", "tot", "met", "t", "m", "tm", "en met", "op"))
_JOINING = frozenset(("of", "en", "tot", "met", "niveau", "mbo", "de", "het", "een"))

_SCHOOL_TALK_BEFORE = frozenset(
    ["op", "doe", "doet", "met", "van", "naar", "heb", "heeft", "volg", "volgt", "deed", "zit", "zat", "na", "als", "vanuit", "voor", "of", "en"]
)
_SCHOOL_TALK_AFTER = frozenset(
    ["diploma", "niveau", "leerweg", "leerling", "klas", "leerlingen", "of", "en", "advies", "school"]
)

_REACHING = frozenset(
    "naar tot doorstromen overstappen worden toegelaten toelating toelatingseisen toelatingseis "
    "beginnen instromen starten halen volgen aanmelden aanmelding inschrijven inschrijving".split()
)
_HAVING = frozenset(
    "met van vanaf vanuit na op heb heeft hebt had doe doet deed zit zat als zonder in volg volgt "
    "gehaald geslaagd mijn afgerond behaald gedaan haalt".split()
)
_STILL_TO_HAVE = frozenset("hebben nodig hebt heb gehaald afgerond".split())
_WANTING = frozenset("wil wilt wou willen zou graag".split())
_MAY = frozenset("mag kan kun ga gaat gaan moet kunnen mogen".split())
_PERSONS = frozenset(
    "ik je jij hij zij ze we men iemand u zoon dochter kind leerling die dan direct meteen ook nog "
    "toch gewoon met daarna daarmee".split()
)
_DOING = frozenset("doen volgen halen studeren beginnen starten instromen gaan doorstromen".split())
_ENTERING = frozenset(
    "instromen instroom beginnen begin starten start komen kom terecht plaatsen aanmelden inschrijven".split()
)
_NEEDING = frozenset("nodig eisen eis vereist toelating toelatingseisen vooropleiding toets".split())
_NEXT = frozenset(("dan", "daarna", "vervolgens"))
_FIRST = frozenset(("met", "na", "vanuit"))
_NOT_A_GOAL = frozenset("vraag zoek zoeken kijk kijken kijkt benieuwd verwijs verwijzen vragen".split())
_PEOPLE = frozenset("er ers havist havisten mavisten mboer mboers hboer hboers vmboer vmboers".split())
MOST_WORDS_BACK = 9
MOST_WORDS_AHEAD = 4


@dataclass(frozen=True)
class _Mention:
    values: tuple[str, ...]
    first: int
    last: int


class LevelFinder:
    """Finds levels, and tells the level someone has from the level someone wants."""

    def __init__(
        self,
        *,
        forms: Mapping[str, Sequence[str]],
        double: Mapping[str, Sequence[str]],
        tracks: Mapping[str, str],
        in_school_talk: Mapping[str, str],
        never: Sequence[str],
    ) -> None:
        """The arguments are the keys of data/vocabulary/levels.yml."""
        self._phrases = Phrases[tuple[str, ...]](
            [
                *((form, (value,)) for value, written in forms.items() for form in written),
                *((form, tuple(values)) for form, values in double.items()),
                *((form, ()) for form in never),
            ]
        )
        self._tracks = tracks
        self._in_school_talk = in_school_talk

    @classmethod
    def load(cls) -> "LevelFinder":
        """The finder for data/vocabulary/levels.yml."""
        return cls(**read_mapping(DATA / "vocabulary" / "levels.yml"))

    def find(self, words: Words, taken: Sequence[bool]) -> Iterator[Entity]:
        """The levels in a message, as `level` or `target_level`."""
        mentions = self._mentions(words, taken)
        target = False
        for number, mention in enumerate(mentions):
            previous = mentions[number - 1] if number else None
            following = mentions[number + 1] if number + 1 < len(mentions) else None
            if previous is None or not _joined(words, previous, mention):
                target = _is_target(words, previous, mention, following)
            name = "target_level" if target else "level"
            for value in mention.values:
                yield words.entity(name, value, mention.first, mention.last)

    def _mentions(self, words: Words, taken: Sequence[bool]) -> list[_Mention]:
        named = {found.first: found for found in self._phrases.find(words)}
        mentions: list[_Mention] = []
        index = 0
        while index < len(words):
            after = index + 1
            if not taken[index]:
                numbered = self._numbered(words, index)
                found = named.get(index)
                if numbered:
                    mentions += numbered
                    after = numbered[-1].last
                elif found is not None:
                    after = found.last
                    if found.value and not _is_a_name(words, index):
                        mentions.append(_Mention(found.value, index, after))
                        if found.value[0].startswith("vmbo"):
                            more = self._more_tracks(words, index, after)
                            if found.value == ("vmbo",) and more:
                                mentions.pop()
                            mentions += more
                            after = more[-1].last if more else after
                elif self._is_school_talk(words, index):
                    value = self._in_school_talk[words.at(index)]
                    mentions.append(_Mention((value,), index, after))
                    more = self._more_tracks(words, index, after)
                    mentions += more
                    after = more[-1].last if more else after
            index = after
        return mentions

    @staticmethod
    def _numbered(words: Words, index: int) -> list[_Mention]:
        word = words.at(index)
        if word not in _NUMBERED:
            return []
        at = index + 1
        if word == "mbo" and words.at(at) == "niveau":
            at += 1
        if word == "n" and words.gap(at):
            return []
        if words.at(at) not in _NUMBERS or words.at(at + 1) in _MEASURES:
            return []
        if words.at(at) == "een" and word != "niveau":
            return []
        mentions = [_Mention((_NUMBERS[words.at(at)],), index, at + 1)]
        at += 1
        while at < len(words) and at < index + 12:
            step = at
            while words.at(step) in _SERIES and step < at + 2:
                step += 1
            value = _NUMBERS.get(words.at(step))
            joined = step > at or words.gap(step).strip() in (",", "/", "-", "&", "+")
            if value is None or words.at(step) == "een" or not joined:
                break
            if words.at(step + 1) in _MEASURES:
                break
            mentions.append(_Mention((value,), step, step + 1))
            at = step + 1
        return mentions

    def _more_tracks(self, words: Words, first: int, last: int) -> list[_Mention]:
        """The tracks that follow "vmbo" or a track: "vmbo b/k", "kader of tl"."""
        found: list[_Mention] = []
        at = last
        while True:
            step = at
            if words.at(step) in ("of", "en") and (found or words.at(first) != "vmbo"):
                step += 1
            elif step > last and words.gap(step).strip() not in ("/", "-", ",", "&"):
                break
            elif step == last and words.at(first) != "vmbo":
                if words.gap(step).strip() not in ("/", "-"):
                    break
            word = words.at(step)
            if word not in self._tracks or (len(word) == 1 and words.at(step - 1) in ("of", "en")):
                break
            if step > at and word in ("havo", "mavo"):
                break
            found.append(_Mention((self._tracks[word],), step, step + 1))
            at = step + 1
        if found and words.at(first) == "vmbo" and last == first + 1:
            found[0] = _Mention(found[0].values, first, found[0].last)
        return found

    def _is_school_talk(self, words: Words, index: int) -> bool:
        if words.at(index) not in self._in_school_talk:
            return False
        after = words.at(index + 1)
        if after in ("van", "voor", "beurs", "school"):
            return after == "school" and words.at(index) == "pro"
        return words.at(index - 1) in _SCHOOL_TALK_BEFORE or after in _SCHOOL_TALK_AFTER


def _is_a_name(words: Words, index: int) -> bool:
    """Whether "Ad" is a person: "ik ben Ad", "meneer Ad"."""
    return words.at(index) == "ad" and words.at(index - 1) in (
        "ben", "heet", "meneer", "mijnheer", "mentor", "oom", "opa", "heer", "dhr", "groetjes", "groet",
    )  # fmt: skip


def _joined(words: Words, previous: _Mention, mention: _Mention) -> bool:
    """Whether two mentions are one enumeration, as in "niveau 2, 3 en 4" or "havo of vwo"."""
    between = words.words[previous.last : mention.first]
    if not between:
        return bool(words.gap(mention.first).strip()) or previous.values[0][:4] == "vmbo"
    links = {"of", "en", "tot"}.intersection(between)
    return len(between) <= 3 and bool(links) and all(word in _JOINING for word in between)


def _is_target(
    words: Words, previous: _Mention | None, mention: _Mention, following: _Mention | None
) -> bool:
    """Whether a level is one that someone wants to reach; the nearest word that tells decides."""
    if words.at(mention.last - 1) in _PEOPLE:
        return False
    only_by_naar = mention.values[0].startswith(("vmbo", "pro"))
    sentence = _sentence_start(words, mention.first)
    start = max(sentence, previous.last if previous else 0, mention.first - MOST_WORDS_BACK)
    before = words.words[start : mention.first]
    whole = words.words[sentence : mention.first]
    ahead = _ahead(words, mention)
    has_it_first = bool(_STILL_TO_HAVE.intersection(ahead))
    for index in reversed(range(len(before))):
        word, earlier = before[index], before[index - 1] if index else ""
        following_word = before[index + 1] if index + 1 < len(before) else ""
        if word == "naar" and earlier in _NOT_A_GOAL:
            return False
        if word in _REACHING or earlier in _ENTERING and word in _HAVING:
            return word == "naar" or not only_by_naar
        if word == "voor" and (previous or _NEEDING.intersection(whole)):
            return True
        if word == "op" and (_DOING.intersection(ahead) or _comes_from(words, previous)):
            return True
        if word in _HAVING:
            return False
        if word in _WANTING or word in _MAY and (previous or following_word in _PERSONS):
            return not has_it_first
    if previous and _FIRST.intersection(words.words[sentence : previous.first]):
        if (_MAY | _WANTING).intersection(whole):
            return True
    if following is not None and following.first - mention.last <= 3 and not only_by_naar:
        between = words.words[mention.last : following.first]
        if _FIRST.intersection(between) and not {"naar", "vergeleken"}.intersection(between):
            return True
    if ahead[:1] == ["gaan"]:
        return len(ahead) == 1 or ahead[1] in _DOING
    return bool(_NEXT.intersection(before) and _DOING.intersection(ahead))


def _comes_from(words: Words, previous: _Mention | None) -> bool:
    return previous is not None and words.at(previous.first - 1) == "van"


def _sentence_start(words: Words, index: int) -> int:
    while index > 0 and not words.begins_sentence(index):
        index -= 1
    return index


def _ahead(words: Words, mention: _Mention) -> list[str]:
    ahead: list[str] = []
    for index in range(mention.last, min(len(words), mention.last + MOST_WORDS_AHEAD)):
        if words.begins_sentence(index):
            break
        ahead.append(words.at(index))
    return ahead
