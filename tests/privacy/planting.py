"""Three hundred fictional pieces of personal data in chat messages, and what must be hidden of each."""

import re
from dataclasses import dataclass
from pathlib import Path

_MARKED = re.compile("«([^»]*)»")


@dataclass(frozen=True)
class Sentence:
    """A message; in `marked` what must be hidden stands between « and »."""

    kind: str
    language: str
    marked: str

    @property
    def text(self) -> str:
        return re.sub("[«»]", "", self.marked)

    @property
    def hidden(self) -> list[str]:
        return _MARKED.findall(self.marked)


def _planted() -> list[Sentence]:
    table = (Path(__file__).parent / "planted.tsv").read_text(encoding="utf-8")
    return [Sentence(*line.split("\t")) for line in table.splitlines()[1:]]


PLANTED = _planted()
