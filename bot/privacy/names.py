"""Names of persons in a chat message: who introduces or signs, who is spoken of, who is named.

Chat has few capitals, so a list of first names does most of the work. Three sorts of words around a
name help: those after which a name must follow ("ik heet"), those after which one may follow ("mijn
dochter"), and those that close a message ("groetjes").
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.privacy.known_names import KnownNames

NAME = "[naam]"
MOST_WORDS = 5
"""Words of one name: first names, "van der", surname."""

FEWEST_LETTERS = 4
"""Letters of a first name that is known without any word or capital to tell it."""

Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
_PLACEHOLDER = re.compile(r"\[[a-z]+\]")
_INITIALS = re.compile(
    r"(?<![A-Z]\.)\b(?![BN]\.\s?V\.)(?:[A-Z]\.\s?){1,4}(?:(?:van|de|der|den|ten|ter|el|v\.?d\.?)\s){0,3}[A-Z][^\W\d_]+"
)
_CIVIL = r"(?:mevr(?:ouw)?|mvr|mw|meneer|mijnheer|dhr|de heer|juf(?:frouw)?|meester|mr|mrs|ms|miss|herr|frau|monsieur|madame)\.?"
_KIN = (
    r"(?:zoon(?:tje)?|dochter(?:tje)?|kind|broer(?:tje)?|zus(?:je|ter)?|vriend(?:in(?:netje)?|je)?|neef(?:je)?|"
    r"nicht(?:je)?|moeder|vader|mama|papa|mam|pap|oma|opa|oom|tante|buur(?:vrouw|man|meisje|jongen)|"
    r"mentor|decaan|docent(?:e)?|leraar|lerares|stagebegeleider|praktijkopleider|begeleid(?:er|ster)|coach|baas|"
    r"leerling|student(?:e)?|klein(?:zoon|dochter|kind)|(?:stief|pleeg)(?:zoon|dochter|kind)|man|vrouw|"
    r"partner|collega|klasgeno(?:ot|te)|maat|tweeling|oudste|jongste|"
    r"son|daughter|brother|sister|friend|mother|father|kızım|oğlum|syn|córka|hijo|hija|fils|fille|sohn|tochter)"
)
_OWN = r"(?:mijn|m['’]?n|me|onze|ons|zijn|z['’]?n|haar|d['’]?r|hun|een|my|our|mein(?:e)?|mon|ma|mi|de|het)"
_MUST = re.compile(
    r"(?:"
    r"\bik\s+(?:heet|heette)|\bheet\s+ik|\bnoem\s+(?:me|mij)(?:\s+(?:maar|gewoon|dus))?|"
    rf"\b{_OWN}\s+(?:\w+\s+)?(?:voor|achter|roep)?na+m\s+(?:is|was|luidt)|"
    r"\bmy\s+name(?:\s+is|['’]s)|\bname\s*:|\bcall\s+me|\bi\s+am\s+called|"
    r"\bich\s+hei(?:ß|ss)e|\bmein\s+name\s+ist|\bje\s+m['’]appelle|\bmon\s+(?:pré)?nom\s+est|"
    r"\bme\s+llamo|\bmi\s+nombre\s+es|\bmeu\s+nome\s+[ée]|\bme\s+chamo|\bmi\s+chiamo|"
    r"\b(?:benim\s+)?ad[ıi]m|\bismim|\bmam\s+na\s+imię|\bnazywam\s+się|\bm[ăa]\s+numesc|"
    r"\bmi\s+n[òo]mber\s+ta|\bmagacayg[ua]\w*\s+(?:waa)?|\bмене\s+звати|\bменя\s+зовут|\bказвам\s+се|"
    r"اسمي(?:\s+هو)?|إسمي|ስመይ|ስሜ"
    r")[\s:,]*",
    re.IGNORECASE,
)
_MAY = re.compile(
    rf"(?:\b{_OWN}\s+(?:\w+\s+)?{_KIN}(?:\s+van\s+\d+)?|\b{_CIVIL}|\b{_KIN}\s+(?:heet|genaamd|heette)|"
    r"\b(?:hij|zij|ze|die)\s+heet|\b(?:voor|achter|roep)?na+m\s*(?:is|was|:)|\b(?:met\s+de\s+naam|genaamd)|"
    r"\b(?:ik\s+ben|ben\s+ik|i\s+am|i['’]m|ich\s+bin|je\s+suis|soy|sono|jestem|men)|"
    r"(?:^|[.!?,]\s*|\b(?:hoi|hallo|hey|hi|hai|goedemorgen|goedemiddag|goedenavond|dag|yo|u\s+spreekt|je\s+spreekt)[\s,!]+)"
    r"(?:(?:je\s+spreekt\s+|u\s+spreekt\s+)?met|dit\s+is|hier(?:\s+is)?|this\s+is)|"
    r"\b(?:groetjes|groeten|liefs|mvg)\s+van"
    r")[\s:,]*",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b{_CIVIL}[\s:,]*", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:\b(?:(?:met\s+|hartelijke\s+|vriendelijke\s+|lieve\s+)*(?:groet(?:jes|en)?|gr|grtz|grt|mvg|m\.v\.g|liefs)|"
    r"(?:kind\s+|best\s+)?regards|mit\s+freundlichen\s+gr[üu](?:ß|ss)en|cordialement|saludos|"
    r"pozdrawiam|selamlar|sayg[ıi]lar[ıi]mla|поваг(?:а|ою)|مع\s+التحية)"
    r"[.,!:\s]*\s(?:van\s+)?)",
    re.IGNORECASE,
)
_LINKS = frozenset(
    ("van", "de", "der", "den", "ten", "ter", "het", "'t", "’t", "el", "al", "van't", "vd", "v.d.",
     "von", "da", "dos", "di", "bin", "ben", "ibn", "la", "le")
)  # fmt: skip
_SCHOOL = re.compile(
    r"[\s-]*(?:college|lyceum|gymnasium|atheneum|school|mavo|mbo|roc|academie|universiteit|scholengemeenschap|"
    r"hogeschool|isk|praktijkschool|opleidingen|praktijkonderwijs)\b",
    re.IGNORECASE,
)


def names_in(text: str, known: KnownNames | None = None) -> list[Span]:
    """Where the names of persons are: begin and end of each in `text`, in order."""
    return _Reader(text, known or KnownNames.load()).names()


class _Reader:
    """One message, word by word."""

    def __init__(self, text: str, known: KnownNames) -> None:
        self._text = text
        self._known = known
        self._shouts = not any(char.islower() for char in _PLACEHOLDER.sub("", text))
        closed = [match.span() for match in _PLACEHOLDER.finditer(text)]
        closed += [match.span() for match in _nobody(known.nobody).finditer(text)]
        self._must, self._may, self._titled, self._closing = (
            {match.end() for match in cue.finditer(text)}
            for cue in (_MUST, _MAY, _TITLED, _CLOSING)
        )
        self._words = [
            match
            for match in _WORD.finditer(text)
            if not any(begin <= match.start() < end for begin, end in closed)
        ]

    def names(self) -> list[Span]:
        found: list[Span] = [match.span() for match in _INITIALS.finditer(self._text)]
        found = [span for span in found if self._is_surname_at_end_of(span)]
        index = 0
        while index < len(self._words):
            length = self._length_from(index)
            if length:
                first, last = self._words[index], self._words[index + length - 1]
                if not _SCHOOL.match(self._text, last.end()):
                    found.append((first.start(), last.end() - self._full_stop(last)))
            index += length or 1
        return sorted(found)

    def _is_surname_at_end_of(self, span: Span) -> bool:
        last = self._text[slice(*span)].split()[-1].split(".")[-1].lower()
        return last in self._known.surnames

    @staticmethod
    def _full_stop(word: "re.Match[str]") -> int:
        return 1 if word.group().endswith(".") else 0

    def _length_from(self, index: int) -> int:
        """How many words from `index` are a name; 0 when it is none."""
        word, begin = self._plain(index), self._words[index].start()
        if begin in self._must:
            return self._after_a_must(index)
        if word in self._known.never and word not in _LINKS:
            return 0
        if begin in self._closing and (length := self._to_the_end(index)):
            return length
        if begin in self._may and self._may_be(index):
            return self._whole(index, freely=True)
        return self._whole(index, freely=False) if self._is_surely(index) else 0

    def _after_a_must(self, index: int) -> int:
        """A name of any sort, unless it is a word that names nobody ("ik heet niet zo")."""
        word = self._plain(index)
        if word in self._known.never and not (self._capital(index) and word in self._known.first):
            named = self._after_links(index) if word in _LINKS else None
            return self._whole(index, freely=True) if named is not None else 0
        return self._whole(index, freely=True)

    def _to_the_end(self, index: int) -> int:
        """The words to the end of the message or line, when they are few enough to be a name."""
        length = 0
        while index + length < len(self._words) and length <= MOST_WORDS:
            if length and not self._adjacent(index + length):
                return 0
            length += 1
        tail = self._text[self._words[index + length - 1].end() :]
        named = self._capital(index) or self._plain(index) in self._known.first
        short = length <= 3 and not any(
            self._plain(index + step) in self._known.never for step in range(length)
        )
        at_end = index + length == len(self._words) and not re.search(r"\w", tail)
        if at_end and (short or named):
            return length
        return self._whole(index, freely=True) if named else 0

    def _may_be(self, index: int) -> bool:
        """Whether a word is a name after one that may bring one."""
        word = self._plain(index)
        if word in _LINKS and word not in self._known.first - self._known.words_too:
            titled = self._words[index].start() in self._titled
            return (titled or self._capital(index)) and self._after_links(index) is not None
        if self._capital(index):
            return not self._words[index].group().isupper() or word in self._known.first
        if word in self._known.words_too:
            return False
        return word in self._known.first

    def _after_links(self, index: int) -> int | None:
        """The surname that "van der" at `index` belongs to, or None."""
        while self._adjacent(index + 1) and self._plain(index) in _LINKS:
            index += 1
        word = self._plain(index)
        is_name = self._capital(index) or word in self._known.surnames
        return index if is_name and word not in _LINKS else None

    def _is_surely(self, index: int) -> bool:
        """Whether a word is a first name without anything that says so."""
        word, following = self._plain(index), index + 1
        if word not in self._known.first:
            return False
        if word in self._known.words_too:
            return (
                self._capital(index)
                and self._is_surname_after(following)
                and not self._begins_a_sentence(index)
            )
        return self._capital(index) or len(word) >= FEWEST_LETTERS

    def _is_surname_after(self, index: int) -> bool:
        named = self._after_links(index) if self._adjacent(index) else None
        return (
            named is not None
            and self._capital(named)
            and self._plain(named) in self._known.surnames
        )

    def _whole(self, index: int, *, freely: bool) -> int:
        """How many words the name has that begins at `index`.

        Args:
            index: its first word.
            freely: something says that a name is here, so that a surname needs no capital.
        """
        length = 1
        if self._plain(index) in _LINKS:
            while self._adjacent(index + length) and self._plain(index + length) in _LINKS:
                length += 1
            length += 1 if self._adjacent(index + length) else 0
        while length < MOST_WORDS and self._adjacent(index + length):
            links = 0
            while (
                self._adjacent(index + length + links)
                and self._plain(index + length + links) in _LINKS
            ):
                links += 1
            last = index + length + links
            if not self._adjacent(last) or not self._continues(last, freely, linked=links > 0):
                break
            length += links + 1
        return length

    def _continues(self, index: int, freely: bool, *, linked: bool) -> bool:
        word = self._plain(index)
        if word in self._known.never:
            return False
        if self._capital(index):
            return not self._words[index].group().isupper() or word in self._known.surnames
        if word in self._known.words_too:
            return False
        if word in self._known.surnames:
            return freely or linked
        return freely and word in self._known.first and not linked

    def _adjacent(self, index: int) -> bool:
        """Whether a word follows the one before it with nothing but a space between."""
        if not 0 < index < len(self._words):
            return False
        before, word = self._words[index - 1], self._words[index]
        between = self._text[before.end() : word.start()]
        return between.isspace() and "\n" not in between and not self._ends_a_sentence(before)

    @staticmethod
    def _ends_a_sentence(word: "re.Match[str]") -> bool:
        return word.group().endswith(".") and len(word.group()) > 3

    def _begins_a_sentence(self, index: int) -> bool:
        before = self._text[: self._words[index].start()].rstrip()
        return not before or before[-1] in ".!?:"

    def _plain(self, index: int) -> str:
        word = self._words[index].group().rstrip(".").lower().replace("’", "'")
        return word.removesuffix("'s")

    def _capital(self, index: int) -> bool:
        """Whether a word has a capital that says something; in a shouted message none does."""
        return not self._shouts and self._words[index].group()[0].isupper()


@lru_cache(maxsize=1)
def _nobody(phrases: tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


def without(text: str, spans: Iterator[Span] | list[Span], instead: str) -> str:
    """The text with each span replaced."""
    parts, position = [], 0
    for begin, end in spans:
        if begin < position:
            continue
        parts += [text[position:begin], instead]
        position = end
    return "".join([*parts, text[position:]])
