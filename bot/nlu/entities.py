"""What is named in a message: places, levels, routes, ages and so on, from our own word lists."""

from bot.nlu.entity_levels import LevelFinder
from bot.nlu.entity_money import find_money_and_years
from bot.nlu.entity_numbers import NumberFinder
from bot.nlu.entity_places import PlaceFinder
from bot.nlu.entity_routes import RouteFinder
from bot.nlu.entity_words import Entity, Words

__all__ = ["Entity", "EntityReader"]


class EntityReader:
    """Reads the entities of a message; the same message always gives the same entities."""

    def __init__(
        self,
        *,
        places: PlaceFinder,
        levels: LevelFinder,
        routes: RouteFinder,
        numbers: NumberFinder,
    ) -> None:
        self._places = places
        self._levels = levels
        self._routes = routes
        self._numbers = numbers

    @classmethod
    def load(cls) -> "EntityReader":
        """The reader with the project's own word lists.

        Raises:
            ContentError: a word list is not as it must be.
        """
        return cls(
            places=PlaceFinder.load(),
            levels=LevelFinder.load(),
            routes=RouteFinder(),
            numbers=NumberFinder(),
        )

    def find(self, text: str) -> list[Entity]:
        """The entities in a text, in the order in which they stand.

        Any text will do; what cannot be read gives no entities. Spans count characters of `text`
        as typed. Spans of different kinds may overlap.
        """
        words = Words(text)
        taken = [False] * len(words)
        found = [
            *find_money_and_years(text),
            *self._numbers.find(words),
            *self._levels.find(words, taken),
            *self._routes.find(words, taken),
            *self._places.find(words, taken),
        ]
        return sorted(found, key=lambda entity: (entity.start, entity.end, entity.name))
