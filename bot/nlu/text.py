"""Chat spelling made readable for the models: one normal form of what someone typed."""

import re
import unicodedata
from functools import lru_cache

from bot.paths import DATA
from bot.yaml_files import read_mapping

_REPEATED = re.compile(r"(\w)\1{2,}")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[\w']+")


def visible(text: str) -> str:
    """The text without control characters, direction marks and joiners, in one spelling (NFKC)."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    composed = unicodedata.normalize("NFKC", text)
    kept = (
        " " if char in "\t\n\r\u2028\u2029" else char
        for char in composed
        if char in "\t\n\r\u2028\u2029"
        or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    return _SPACES.sub(" ", "".join(kept)).strip()


def without_accents(text: str) -> str:
    """The text with é as e, ü as u and so on."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=1)
def _chat_words() -> dict[str, str]:
    words = read_mapping(DATA / "vocabulary" / "chat_words.yml")
    return {str(short): str(full) for full, shorts in words.items() for short in shorts}


def normalised(text: str) -> str:
    """Lower case, no accents, no drawn-out letters, chat words written out.

    A word of one written-out form may become several ("kheb" is "ik heb").
    """
    plain = without_accents(visible(text).lower()).replace("’", "'")
    calm = _REPEATED.sub(r"\1\1", plain)
    words = _chat_words()
    return _WORD.sub(lambda match: words.get(match.group(), match.group()), calm)
