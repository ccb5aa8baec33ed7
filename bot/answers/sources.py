"""Sources: who says it, where, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.paths import DATA
from bot.yaml_files import ContentError, read_mappings


@dataclass(frozen=True)
class Source:
    """A source as a reader sees it; `date` is what is known of it (a day, month, year, or not)."""

    name: str
    url: str
    date: str
    certainty: str

    def shown(self) -> dict[str, str]:
        """The source in the shape of the website channel's contract."""
        return {"name": self.name, "url": self.url, "date": self.date}


class Sources:
    """All sources by id."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = dict(sources)

    @classmethod
    def load(cls, path: Path = DATA / "sources.yml") -> "Sources":
        """Read the sources file and the extra ones in `sources.d` beside it.

        Raises:
            ContentError: a source misses its name, address, date or certainty.
        """
        sources = {}
        for name, item in read_mappings(path, path.with_suffix(".d")).items():
            try:
                sources[name] = Source(
                    name=item["name"],
                    url=item["url"],
                    date=str(item["date"]),
                    certainty=item["certainty"],
                )
            except (KeyError, TypeError) as error:
                raise ContentError(f"source {name}: missing or malformed ({error!r})") from error
        return cls(sources)

    def __contains__(self, name: str) -> bool:
        return name in self._sources

    def __getitem__(self, name: str) -> Source:
        return self._sources[name]

    def names(self) -> list[str]:
        """The ids of all sources."""
        return list(self._sources)
