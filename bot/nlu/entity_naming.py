"""Whether a word in the list of occupations names who does the work or what one learns for it."""

from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz import fuzz

from bot.nlu.text import without_accents

SPELLED_ALIKE = 88.0
"""From this likeness a form is another spelling of the entry's name and not a name of its own."""


class Naming:
    """Gives a form of data/vocabulary/occupations.yml its kind and its name in a message."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        """
        Args:
            terms: as in data/vocabulary/terms.yml.
        """
        self._field_endings = tuple(terms["field_endings"])
        self._fields = frozenset((*terms["fields"], *terms["crafts"]))
        self._points_at = frozenset(terms["points_at"])
        self._points_at_beginnings = tuple(f"{word} " for word in terms["points_at_beginnings"])
        self._person_endings = tuple(terms["person_endings"])
        self._person_beginnings = tuple(f"{word} " for word in terms["person_beginnings"])
        self._people = {
            form: person for person, forms in terms["people"].items() for form in (person, *forms)
        }
        self._written_apart = tuple(terms["written_apart"])

    def of(self, form: str, kind: str, name: str) -> tuple[str, str]:
        """The kind and name for a form of an entry; the kind is "sector" when it only points at work."""
        name = name.lower()
        if form in self._people:
            return "occupation", self._people[form]
        if self._only_points(form):
            return "sector", name
        is_person = form.endswith(self._person_endings) or form.startswith(self._person_beginnings)
        if not is_person and (form in self._fields or form.endswith(self._field_endings)):
            return "course", form
        if not is_person:
            return kind, name
        likeness = fuzz.ratio(without_accents(form), without_accents(name))
        is_same = kind == "occupation" and likeness >= SPELLED_ALIKE
        return "occupation", name if is_same else form

    def _only_points(self, form: str) -> bool:
        """Whether a form names no occupation or course: "warmtepompen", "iets met auto's", "apps maken"."""
        is_phrase = form.startswith(self._points_at_beginnings)
        is_done = " " in form and form.endswith("en") and form.islower()
        return form in self._points_at or is_phrase or (is_done and form not in self._fields)

    def spellings(self, form: str) -> Iterator[str]:
        """The form, and the same in two words where people write it so."""
        yield form
        for ending in self._written_apart:
            first = form.removesuffix(ending)
            if first.isalpha() and first != form:
                yield f"{first} {ending}"
                if first.endswith("s"):
                    yield f"{first.removesuffix('s')} {ending}"
