"""The route (bbl or bol) and the form of study (voltijd, deeltijd …) in a message."""

from collections.abc import Iterator, Sequence

from bot.nlu.entity_words import Entity, Phrases, Words

_ROUTES = {
    "bbl": (
        "bbl", "bbl'er", "bbl'ers", "bbler", "bblers", "bbl-opleiding", "bblopleiding", "bbl-traject",
        "bbltraject", "bbl-leerling", "bbl-student", "werken en leren", "leren en werken",
        "werkend leren", "werken leren", "leren werken tegelijk", "leerwerkplek", "leerwerkplekken",
        "leer-werkplek", "leerwerkbaan", "leerwerktraject", "leer-werktraject", "beroepsbegeleidende leerweg",
        "beroepsbegeleidend", "beroepsbegeleidende", "werken-leren", "bbl'tje",
    ),
    "bol": (
        "bol", "bol'er", "bol'ers", "boller", "bollers", "bol-opleiding", "bolopleiding", "bol-student",
        "beroepsopleidende leerweg", "beroepsopleidend", "beroepsopleidende",
    ),
}  # fmt: skip
_NOT_A_ROUTE = (
    "vmbo bbl", "bbl vmbo", "bbl van het vmbo", "bbl van vmbo", "bbl op het vmbo", "bbl op vmbo",
    "bbl in het vmbo", "bbl op de middelbare", "bol com", "bbl kbl", "bbl of kbl", "bbl en kbl",
)  # fmt: skip
_FORMS = {
    "voltijd": ("voltijd", "voltijds", "voltijdopleiding", "fulltime", "full time", "voltijdstudie"),
    "deeltijd": (
        "deeltijd", "deeltijds", "deeltijdopleiding", "deeltijdopleidingen", "deeltijdstudie",
        "parttime studeren", "part time studeren", "parttime studie", "parttime opleiding", "in deeltijd",
    ),
    "duaal": ("duaal", "duale", "dual", "duaal traject"),
    "avond": (
        "avondopleiding", "avondopleidingen", "avondschool",
        "avonduren", "avondstudie", "avondcursus", "avondonderwijs", "in de avond", "'s avonds studeren", "'s avonds naar school",
        "'s avonds les", "'s avonds een opleiding", "avond opleiding", "avond school",
    ),
    "online": (
        "online", "afstandsonderwijs", "afstandsleren", "thuisstudie", "studeren op afstand",
        "op afstand studeren", "op afstand leren", "onderwijs op afstand", "opleiding op afstand",
    ),
}  # fmt: skip
_NOT_A_FORM = (
    "online marketing", "online marketeer", "online aanmelden", "online inschrijven", "online test",
    "online verkopen", "online kijken", "online bekijken", "online zoeken", "online winkel",
    "online open dag", "online aanvragen", "online open dagen", "online stage", "fulltime baan", "fulltime werk", "fulltime werken",
    "aanmelden online", "online solliciteren", "online gepest", "online pesten", "online vrienden",
    "online keuzetest", "online opzoeken", "alleen online", "online agenda", "online invullen",
)  # fmt: skip


class RouteFinder:
    """Finds the route and the form of study."""

    def __init__(self) -> None:
        self._phrases = Phrases[tuple[str, str] | None](
            [
                *((form, ("route", value)) for value, forms in _ROUTES.items() for form in forms),
                *((form, ("form", value)) for value, forms in _FORMS.items() for form in forms),
                *((form, None) for form in (*_NOT_A_ROUTE, *_NOT_A_FORM)),
            ]
        )

    def find(self, words: Words, taken: Sequence[bool]) -> Iterator[Entity]:
        """The routes and forms named in a message."""
        for found in self._phrases.find(words):
            if found.value is not None and not taken[found.first]:
                name, value = found.value
                yield words.entity(name, value, found.first, found.last)
