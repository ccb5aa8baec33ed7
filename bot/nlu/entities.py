"""What is named in a message: places, levels, routes, ages and so on, from our own word lists."""

from bot.nlu.entity_ages import AgeFinder
from bot.nlu.entity_levels import LevelFinder
from bot.nlu.entity_money import find_money_and_years
from bot.nlu.entity_numbers import NumberFinder
from bot.nlu.entity_places import PlaceFinder
from bot.nlu.entity_routes import RouteFinder
from bot.nlu.entity_terms import SchoolFinder, TermFinder
from bot.nlu.entity_words import Entity, Words

__all__ = ["OWN_NAMES", "Entity", "EntityReader"]

OWN_NAMES = frozenset(("form", "hours", "subject"))
"""Entities that only the assistant uses, for searching courses and reckoning wages; no table has them."""

_LEVELS_IN_NAMES = ("hbo-", "mbo-")


class EntityReader:
    """Reads the entities of a message; the same message always gives the same entities."""

    def __init__(
        self,
        *,
        places: PlaceFinder,
        levels: LevelFinder,
        routes: RouteFinder,
        numbers: NumberFinder,
        ages: AgeFinder,
        schools: SchoolFinder,
        terms: TermFinder,
    ) -> None:
        self._places = places
        self._levels = levels
        self._routes = routes
        self._numbers = numbers
        self._ages = ages
        self._schools = schools
        self._terms = terms

    @classmethod
    def load(cls) -> "EntityReader":
        """The reader with the project's own word lists.

        Raises:
            ContentError: a word list is not as it must be.
        """
        return cls(
            places=PlaceFinder.load(),
            levels=LevelFinder.load(),
            routes=RouteFinder.load(),
            numbers=NumberFinder.load(),
            ages=AgeFinder.load(),
            schools=SchoolFinder.load(),
            terms=TermFinder.load(),
        )

    def find(self, text: str) -> list[Entity]:
        """The entities in a text, in the order in which they stand.

        Any text will do; what cannot be read gives no entities. Spans count characters of `text`
        as typed. Spans of different kinds may overlap.
        """
        words = Words(text)
        schools = [
            words.entity("school", school.value, school.first, school.last)
            for school in self._schools.find(words)
        ]
        in_school = words.covered_by(schools)
        terms = list(self._terms.find(words, in_school))
        courses = [term for term in terms if term.name == "course" and _has_level(term)]
        found = [
            *map(words.in_text, find_money_and_years(words.typed)),
            *self._numbers.find(words),
            *self._ages.find(words),
            *schools,
            *terms,
            *self._levels.find(words, words.covered_by([*schools, *courses])),
            *self._routes.find(words, in_school),
            *self._places.find(words, words.covered_by([*schools, *terms])),
        ]
        return sorted(found, key=lambda entity: (entity.start, entity.end, entity.name))


def _has_level(course: Entity) -> bool:
    """Whether the level is part of the course's own name, as in "hbo-v" and unlike "hbo rechten"."""
    return course.value.startswith(_LEVELS_IN_NAMES)
