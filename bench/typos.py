"""Random typing errors, to see how much understanding they cost."""

import random

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def misspelled(text: str, chance: random.Random) -> str:
    """The text with one or two random typos: a letter missed, doubled, swapped or beside its key."""
    for _ in range(chance.choice((1, 2))):
        text = _with_typo(text, chance)
    return text


def _with_typo(text: str, chance: random.Random) -> str:
    letters = [at for at, char in enumerate(text) if char.isalpha()]
    if not letters:
        return text
    at = chance.choice(letters)
    before, char, after = text[:at], text[at], text[at + 1 :]
    kind = chance.choice(("missed", "doubled", "swapped", "neighbour"))
    if kind == "missed" and len(letters) > 1:
        return before + after
    if kind == "doubled":
        return before + char + char + after
    if kind == "swapped" and after[:1].isalpha():
        return before + after[0] + char + after[1:]
    return before + _neighbour(char, chance) + after


def _neighbour(char: str, chance: random.Random) -> str:
    for row in KEYBOARD:
        at = row.find(char.lower())
        if at >= 0:
            return chance.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])
    return char
