"""What the assistant says about course offers: Dutch text, cards, buttons and tables."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.facts import day_written
from bot.courses.query import ANY, DEFAULT_RADIUS_KM, WHOLE_COUNTRY_KM, CourseQuery
from bot.courses.reading import Origin
from bot.courses.search import Found, Outcome, Qualification, Result, SchoolNearby
from bot.courses.vocabulary import FOLDER
from bot.places import TOWN
from bot.yaml_files import read_mapping

CARDS = 5
MOST_QUALIFICATIONS = 6
MOST_SCHOOLS = 4
MOST_FURTHER_TOWNS = 2
MOST_BUTTONS = 5
SEARCH = "opleidingsaanbod_regio"
STALE_SECONDS = 600

KIESMBO = {"name": "KiesMBO: alle mbo-opleidingen", "url": "https://www.kiesmbo.nl"}
STUDIEKEUZE123 = {
    "name": "Studiekeuze123: alle hbo-opleidingen",
    "url": "https://www.studiekeuze123.nl",
}
STAGEMARKT = {"name": "Stagemarkt (SBB): leerbanen en stages", "url": "https://stagemarkt.nl"}
STUDIELINK = {"name": "Studielink: aanmelden voor hbo en Ad", "url": "https://www.studielink.nl"}

_LEVELS = {
    "entree": "entree (mbo niveau 1)",
    "mbo1": "entree (mbo niveau 1)",
    "mbo2": "mbo niveau 2",
    "mbo3": "mbo niveau 3",
    "mbo4": "mbo niveau 4",
    "mbo": "mbo",
    "ad": "associate degree (Ad)",
    "hbo": "hbo-bachelor",
}
_LEVELS_SHORT = {
    "entree": "niveau 1", "mbo2": "niveau 2", "mbo3": "niveau 3", "mbo4": "niveau 4",
}  # fmt: skip
_ROUTES = {"bol": "bol (school met stage)", "bbl": "bbl (werken en leren)"}
_WISHES = {
    "level": ("Alle niveaus", {"level": ANY}),
    "form": ("Voltijd, deeltijd en duaal", {"form": ANY}),
    "route": ("Bol en bbl", {"route": ANY}),
    "school": ("Alle scholen", {"school": ANY}),
}

Button = dict[str, str]


@dataclass(frozen=True)
class Message:
    """A message for the page: text, buttons and the fields beside them."""

    text: str
    buttons: tuple[Button, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)

    def utter(self) -> dict[str, Any]:
        """The arguments for a dispatcher's `utter_message`."""
        return {
            "text": self.text,
            "buttons": [dict(button) for button in self.buttons],
            "json_message": dict(self.fields),
        }


Origins = Mapping[str, Origin]


class Phrasebook:
    """Puts search results into words."""

    def __init__(self, labour_market: Mapping[str, Any]) -> None:
        """Keeps what sources say about work in each sector."""
        self._labour_market = labour_market

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Phrasebook":
        """The phrasebook with data/vocabulary/labour_market.yml."""
        return cls(read_mapping(folder / "labour_market.yml"))

    def result(self, result: Result, *, offset: int = 0) -> Message:
        """What was found, from card number `offset` (0 is the first)."""
        if result.outcome is Outcome.FOUND and result.courses:
            return self._found(result, offset)
        says: dict[Outcome, Callable[[Result], Message]] = {
            Outcome.FOUND: self._mbo_only,
            Outcome.NOTHING_NEARBY: self._nothing_nearby,
            Outcome.NOTHING: self._nothing,
            Outcome.WHICH_PLACE: which_place,
            Outcome.UNKNOWN_PLACE: unknown_place,
            Outcome.ASK: ask,
            Outcome.UNAVAILABLE: unavailable,
        }
        return says[result.outcome](result)

    def _found(self, result: Result, offset: int) -> Message:
        shown = result.courses[offset : offset + CARDS]
        if not shown:
            return Message(
                "Dat waren ze allemaal. Wil je verder weg zoeken, of iets anders?",
                _buttons(("Zoek ook verder weg", f"/{SEARCH}.verder_weg"),
                         ("Wis mijn wensen", f"/{SEARCH}.wis_wensen")),
            )  # fmt: skip
        count = len(result.courses)
        sentences = [_count_sentence(result, count, offset, len(shown))]
        if not result.place:
            sentences.append("Noem een plaats, dan zoek ik dicht bij jou.")
        if any(not f.town_is_certain and f.forms for f in shown):
            sentences.append(
                "Bij sommige scholen geeft het register geen plaats per opleiding. Daar reken ik met de"
                " hoofdvestiging, dus vraag na waar de lessen zijn."
            )
        unknown = next((f.school for f in shown if f.level in ("ad", "hbo") and not f.forms), "")
        if unknown:
            sentences.append(
                f"Van {unknown} staat in het register alleen dat de opleiding erkend is. Vraag daar na of"
                " en in welke vorm die start."
            )
        points = []
        if result.qualifications and offset == 0:
            points.append(_mbo_point(result))
        if offset == 0:
            points += [*_note(result), *self._work(result)]
        text = _paragraphs(" ".join(sentences), *points, *_reservations(result))
        buttons = []
        if offset + len(shown) < count:
            buttons.append(("Toon meer opleidingen", "/opleidingsaanbod_regio.meer"))
        if len(shown) > 1:
            buttons.append(("Vergelijk de eerste twee", f"/{SEARCH}.vergelijk"))
        buttons.append(("Meer over de eerste", f"/{SEARCH}.details"))
        if result.place:
            buttons.append(("Zoek ook verder weg", f"/{SEARCH}.verder_weg"))
        return Message(
            text,
            _buttons(*buttons),
            self._fields(result, cards(shown, result.origins), shown),
        )

    def _mbo_only(self, result: Result) -> Message:
        """Mbo without loaded offers: qualifications, schools nearby, and what is not known."""
        parts = []
        if result.qualifications:
            anywhere = replace(result.query, level=result.query.level or "mbo", school="")
            wanted = describe(anywhere, result, place=False)
            parts.append(
                f"Dit zijn de {_kind(anywhere, 2)} {wanted} in de landelijke lijst (2022):\n"
                + _qualification_lines(result.qualifications)
            )
        if not result.schools:
            parts.append(
                f"Ik ken geen mbo-school {_where(result)} die hierbij past."
                if result.place
                else "Noem een plaats, dan noem ik de mbo-scholen in de buurt."
            )
        elif not result.query.school:
            parts.append(_schools_sentence(result))
        parts.append(_not_known(result))
        buttons = []
        if result.place:
            buttons.append(("Zoek ook verder weg", f"/{SEARCH}.verder_weg"))
        if result.query.route != "bbl" and result.qualifications:
            buttons.append(("Alleen bbl (werken en leren)", _payload(route="bbl")))
        if not result.query.subject:
            buttons += [
                ("Techniek", _payload(sector="techniek")),
                ("Zorg", _payload(sector="zorg")),
            ]
        buttons.append(("Hoe is de kans op werk?", "/kans_op_werk"))
        extra = [STAGEMARKT] if result.query.route == "bbl" else []
        return Message(
            _paragraphs(*parts, *_note(result), *self._work(result), *_reservations(result)),
            _buttons(*buttons),
            self._fields(
                result,
                school_cards(result.schools[:CARDS], result.origins),
                (*result.qualifications, *result.schools),
                more=[KIESMBO, *extra],
            ),
        )

    def _nothing_nearby(self, result: Result) -> Message:
        shown = result.alternatives
        wanted = describe(result.query, result)
        parts = [f"Ik vond geen {_kind(result.query, 1)} {wanted}."]
        if shown:
            parts.append("Dit is het dichtstbijzijnde dat ik wel vond.")
        buttons = [_loosen_button(name) for name in result.loosen]
        if result.place:
            buttons.append(("Zoek ook verder weg", f"/{SEARCH}.verder_weg"))
        buttons.append(("Wis mijn wensen", f"/{SEARCH}.wis_wensen"))
        return Message(
            _paragraphs(" ".join(parts), *_reservations(result)),
            _buttons(*buttons),
            self._fields(result, cards(shown, result.origins), shown),
        )

    def _nothing(self, result: Result) -> Message:
        note = result.subject.note if result.subject else ""
        wanted = describe(result.query, result)
        parts = [note or f"Ik vond geen {_kind(result.query, 1)} {wanted} in mijn gegevens."]
        if not note:
            parts.append(
                "Dat betekent niet dat die er niet is. Kijk ook op KiesMBO (mbo) of Studiekeuze123 (hbo),"
                " of noem het vak met een ander woord."
            )
        buttons = [_loosen_button(name) for name in result.loosen]
        buttons.append(("Wis mijn wensen", f"/{SEARCH}.wis_wensen"))
        fields = {"status": "onbekend", "sources": [KIESMBO, STUDIEKEUZE123], "answer": SEARCH}
        return Message(" ".join(parts), _buttons(*buttons), fields)

    def _work(self, result: Result) -> list[str]:
        statement = self._statement(result)
        return [str(statement["text"])] if statement else []

    def _statement(self, result: Result) -> Mapping[str, Any] | None:
        sector = result.subject.sector if result.subject else ""
        found: Mapping[str, Any] | None = self._labour_market.get(sector)
        return found

    def _fields(
        self,
        result: Result,
        courses: Sequence[Mapping[str, Any]],
        shown: Iterable[Found | Qualification | SchoolNearby],
        *,
        more: Sequence[Mapping[str, str]] = (),
    ) -> dict[str, Any]:
        origins = result.origins
        used = dict.fromkeys(item.source for item in shown if item.source in origins)
        sources: list[Mapping[str, str]] = [_source(origins[name]) for name in used]
        sources = [source for source in sources if source["url"]]
        statement = self._statement(result)
        if statement and result.outcome is Outcome.FOUND:
            sources += statement["sources"]
        sources += more
        fields: dict[str, Any] = {"status": "bestaat", "sources": sources, "answer": SEARCH}
        if courses:
            fields["courses"] = list(courses)
        states = [origins[name].state for name in used if origins[name].state]
        if states:
            fields["checked"] = max(states)
        return fields


def cards(found: Sequence[Found], origins: Origins) -> list[dict[str, Any]]:
    """Courses as the page's cards."""
    return [
        {
            "name": f.name,
            "school": f.school,
            "town": f.town,
            "distance_km": None if f.distance_km is None else round(f.distance_km),
            "level": _LEVELS.get(f.level, ""),
            "route": _study_form(f.forms, f.routes),
            "start": None,
            "url": f.link or f.school_link or None,
            "source": _source_line(f.source, f.state, origins),
        }
        for f in found
    ]


def school_cards(schools: Sequence[SchoolNearby], origins: Origins) -> list[dict[str, Any]]:
    """Schools as the page's cards."""
    return [
        {
            "name": s.name,
            "school": "mbo-school",
            "town": s.town,
            "distance_km": None if s.distance_km is None else round(s.distance_km),
            "level": "",
            "route": "",
            "start": None,
            "url": s.link or None,
            "source": _source_line(s.source, s.state, origins),
        }
        for s in schools
    ]


def which_place(result: Result) -> Message:
    """Asks which of several towns of one name is meant."""
    name = result.places[0].name
    return Message(
        f"Er zijn meer plaatsen die {name} heten. Welke bedoel je?",
        _buttons(*((p.label, _payload(place=p.label.lower())) for p in result.places)),
        {"answer": SEARCH},
    )


def unknown_place(result: Result) -> Message:
    """Says that a place is not known, with the one that looks like it."""
    typed = result.query.place or result.query.province
    text = f"Ik ken geen plaats die '{typed}' heet."
    if result.places:
        place = result.places[0]
        text += f" Bedoel je {place.name}?"
        value = place.label if place.kind == TOWN else place.name
        return Message(
            text, _buttons((f"Ja, {place.name}", _payload(place=value.lower()))), {"answer": SEARCH}
        )
    return Message(
        text + " Noem een andere plaats in de buurt, of een provincie.", (), {"answer": SEARCH}
    )


def ask(result: Result) -> Message:
    """Asks what is looked for."""
    return Message(
        "Ik zoek graag opleidingen voor je. Noem wat je wilt leren of worden, en een plaats. Bijvoorbeeld:"
        " 'kok in Zwolle' of 'associate degree techniek bij Utrecht'.",
        _buttons(
            ("Techniek", _payload(sector="techniek")),
            ("Zorg en welzijn", _payload(sector="zorg")),
            ("Onderwijs", _payload(sector="onderwijs")),
            ("Groen en dieren", _payload(sector="groen")),
            ("Ik weet het nog niet", "/studiekeuze_hulp"),
        ),
        {"answer": SEARCH},
    )


def unavailable(result: Result) -> Message:
    """Says that the course data cannot be reached, and where else to look."""
    sources = []
    where = []
    if result.query.wants_mbo:
        sources.append(KIESMBO)
        where.append("kiesmbo.nl voor het mbo")
    if result.query.wants_ho:
        sources.append(STUDIEKEUZE123)
        where.append("studiekeuze123.nl voor hbo en Ad")
    return Message(
        "Ik kan de gegevens over opleidingen nu even niet bereiken, dus ik kan niet voor je zoeken. Probeer"
        f" het zo opnieuw, of kijk op {' of '.join(where)}.",
        _buttons(("Probeer opnieuw", f"/{SEARCH}")),
        {"status": "onbekend", "sources": sources, "answer": SEARCH},
    )


def describe(query: CourseQuery, result: Result, *, place: bool = True) -> str:
    """The wishes in words, such as "voor loodgieter op mbo niveau 3, bbl, binnen 25 km van Woerden"."""
    words = []
    if query.subject:
        name = result.subject.name if result.subject else query.subject
        words.append(f"voor {name}")
    extra = [word for word in (query.form, query.route) if word]
    if extra:
        words.append(f"({', '.join(extra)})")
    if query.school:
        words.append(f"bij {query.school}")
    if place and result.place:
        words.append(_where(result))
    return " ".join(words) or "die bij je wensen past"


def details(found: Found, *, starts: Sequence[str], origins: Origins) -> Message:
    """Everything known about one course, and how to go on."""
    where = f" in {found.town}" if found.town else ""
    distance = "" if found.distance_km is None else f" ({found.distance_km:.0f} km, hemelsbreed)"
    lines = [
        f"{found.name} bij {found.school or 'een school zonder naam in de gegevens'}{where}{distance}."
    ]
    lines.append(f"- Niveau: {_LEVELS.get(found.level, 'niet bekend')}")
    if form := _study_form(found.forms, found.routes):
        lines.append(f"- Vorm: {form}")
    if found.study_load:
        lines.append(f"- Omvang: {found.study_load} studiepunten")
    if starts:
        lines.append(f"- Start: {_list([dutch_date(day) for day in starts[:3]], 'en')}")
    else:
        lines.append("- Start: staat niet in mijn gegevens, dus vraag het de school")
    if not found.town_is_certain:
        lines.append("- Plaats: de hoofdvestiging; vraag na waar de lessen zijn")
    higher = found.level in ("ad", "hbo")
    lines.append(
        "Aanmelden voor hbo en Ad doe je via Studielink. Open dagen staan op de site van de school."
        if higher
        else "Aanmelden en open dagen vind je op de site van de school."
    )
    sources = [_source(origins[found.source])] if found.source in origins else []
    if higher:
        sources.append(STUDIELINK)
    elif "bbl" in found.routes:
        sources.append(STAGEMARKT)
    buttons = [
        ("Hoe meld ik me aan?", "/aanmelden_deadline"),
        ("Hoe is de kans op werk?", "/kans_op_werk"),
    ]
    return Message(
        "\n".join(lines),
        _buttons(*buttons),
        {
            "status": "bestaat",
            "courses": cards([found], origins),
            "sources": [source for source in sources if source["url"]],
            "answer": f"{SEARCH}.details",
            **({"checked": found.state} if found.state else {}),
        },
    )


def comparison(chosen: Sequence[tuple[int, Found]], *, origins: Origins) -> Message:
    """Courses side by side; each comes with its number in the list."""
    columns = ["", *(f"{number}. {f.name}" for number, f in chosen)]

    def row(label: str, values: Iterable[str]) -> list[str]:
        return [label, *(value or "niet bekend" for value in values)]

    found = [f for _, f in chosen]
    rows = [
        row("School", (f.school for f in found)),
        row("Plaats", (f.town for f in found)),
        row("Niveau", (_LEVELS.get(f.level, "") for f in found)),
        row("Vorm", (_study_form(f.forms, f.routes) for f in found)),
        row("Studiepunten", (f.study_load for f in found)),
    ]
    if any(f.distance_km is not None for f in found):
        distances = ("" if f.distance_km is None else f"{f.distance_km:.0f} km" for f in found)
        rows.insert(2, row("Afstand (hemelsbreed)", distances))
    used = dict.fromkeys(f.source for f in found if f.source in origins)
    sources = [_source(origins[name]) for name in used]
    numbers = _list([f"nummer {number}" for number, _ in chosen], "en")
    return Message(
        f"Dit weet ik over {numbers}. Wat het beste bij je past, bepaal jij; een open dag helpt daarbij.",
        _buttons(
            *(
                (f"Meer over nummer {n}", f"/{SEARCH}.details" + json.dumps({"course": str(n)}))
                for n, _ in chosen[:3]
            )
        ),
        {
            "status": "bestaat",
            "table": {"caption": "Opleidingen vergeleken", "columns": columns, "rows": rows},
            "sources": [source for source in sources if source["url"]],
            "answer": f"{SEARCH}.vergelijk",
        },
    )


def no_results_yet() -> Message:
    """Says that there is no list to choose from."""
    return Message(
        "Ik heb nog geen lijst met opleidingen voor je. Noem wat je wilt leren en een plaats, dan zoek ik.",
        _buttons(("Zoek een opleiding", f"/{SEARCH}")),
        {"answer": SEARCH},
    )


def no_such_number(count: int) -> Message:
    """Says that the list is shorter than the number asked for."""
    numbers = "alleen nummer 1" if count == 1 else f"nummer 1 tot en met {count}"
    return Message(
        f"In de lijst staat {numbers}. Welke bedoel je?", (), {"answer": f"{SEARCH}.details"}
    )


def wishes_cleared() -> Message:
    """Says that all wishes are forgotten."""
    return Message(
        "Ik ben je zoekwensen vergeten. Noem wat je wilt leren of worden, en een plaats.",
        _buttons(("Zoek een opleiding", f"/{SEARCH}")),
        {"answer": f"{SEARCH}.wis_wensen"},
    )


def dutch_date(iso: str) -> str:
    """A day as people write it: "4 augustus 2026"; what is no day is given back."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return day_written(day.isoformat())


def _where(result: Result) -> str:
    place, query = result.place, result.query
    if place is None:
        return ""
    if (query.radius_km or 0) >= WHOLE_COUNTRY_KM:
        return "in heel Nederland"
    if place.kind != TOWN:
        return f"in {place.name}"
    return f"binnen {query.radius_km or DEFAULT_RADIUS_KM:.0f} km van {place.name}"


def _kind(query: CourseQuery, count: int) -> str:
    """What is counted, such as "mbo-opleidingen op niveau 3"."""
    kind = "opleiding" if count == 1 else "opleidingen"
    if query.level == "ad":
        return f"Ad-{kind} (associate degree)"
    if query.level == "hbo":
        return f"hbo-{kind}"
    if query.level in _LEVELS_SHORT:
        return f"mbo-{kind} op {_LEVELS_SHORT[query.level]}"
    return f"mbo-{kind}" if query.level == "mbo" else kind


def _count_sentence(result: Result, count: int, offset: int, shown: int) -> str:
    wanted = describe(result.query, result)
    kind = _kind(result.query, count)
    order = ", de dichtstbijzijnde eerst" if result.place and result.place.kind == TOWN else ""
    if offset:
        return f"Dit zijn nummer {offset + 1} tot en met {offset + shown} van {count}{order}."
    if count > shown:
        return f"Ik vond {count} {kind} {wanted}. Hieronder staan er {shown}{order}."
    return f"Ik vond {count} {kind} {wanted}{order if count > 1 else ''}."


def _mbo_point(result: Result) -> str:
    names = [f"{q.name} ({_LEVELS_SHORT[q.level]})" for q in result.qualifications[:3]]
    if result.subject and result.subject.kind == "sector":
        text = f"Op het mbo zijn er ook {len(result.qualifications)} opleidingen, zoals {_list(names, 'en')}."
    else:
        text = "Op het mbo heet dit " + _list(names, "of") + "."
    if result.schools:
        text += " " + _schools_sentence(result)
    return text + " Welke mbo-school dit jaar wat geeft, weet ik niet: kijk op KiesMBO."


def _not_known(result: Result) -> str:
    """That the offer of mbo schools is not in the data, and where it is."""
    if result.query.school and result.schools:
        return (
            f"Wat {result.schools[0].name} dit jaar geeft, weet ik niet, want het aanbod van mbo-scholen"
            " zit niet in mijn gegevens. Kijk op de site van de school of op KiesMBO."
        )
    if result.qualifications:
        return (
            "Welke school deze opleiding dit jaar geeft, weet ik niet, want dat aanbod zit niet in mijn"
            " gegevens. Kijk daarvoor op KiesMBO of vraag het de school."
        )
    return (
        "Welke opleidingen deze scholen dit jaar geven, weet ik niet. Kijk daarvoor op KiesMBO of"
        " vraag het de school."
    )


def _schools_sentence(result: Result) -> str:
    shown = result.schools[:MOST_SCHOOLS]
    names = [
        f"{s.name} ({_towns(s)}{'' if s.distance_km is None else f', {s.distance_km:.0f} km'})"
        for s in shown
    ]
    where = f" {_where(result)}" if result.place else ""
    return f"Mbo-scholen{where}: {_list(names, 'en')}."


def _towns(school: SchoolNearby) -> str:
    further = len(school.also_in) - MOST_FURTHER_TOWNS
    named = (school.town, *school.also_in[:MOST_FURTHER_TOWNS])
    return (
        _list(named, "en") if further <= 0 else f"{', '.join(named)} en {further} andere plaatsen"
    )


def _qualification_lines(qualifications: Sequence[Qualification]) -> str:
    shown = qualifications[:MOST_QUALIFICATIONS]
    lines = [f"- {q.name} ({_LEVELS_SHORT[q.level]})" for q in shown]
    rest = len(qualifications) - len(shown)
    if rest:
        lines.append(f"- en nog {rest} andere; noem een vak of niveau om te kiezen")
    return "\n".join(lines)


def _note(result: Result) -> list[str]:
    return [result.subject.note] if result.subject and result.subject.note else []


def _reservations(result: Result) -> list[str]:
    said = []
    if not result.complete:
        said.append("Ik kon niet alles op tijd doorzoeken, dus er kan meer zijn.")
    if result.age_seconds > STALE_SECONDS:
        said.append(
            f"De bron is nu niet bereikbaar; dit zijn gegevens van {result.age_seconds / 60:.0f} minuten geleden."
        )
    if result.query.transit:
        said.append("De afstand is hemelsbreed; je reistijd met het ov zie je op 9292.nl.")
    return said


def _study_form(forms: Sequence[str], routes: Sequence[str]) -> str:
    if routes:
        return _list([_ROUTES.get(route, route) for route in routes], "of")
    return _list(list(forms), "of")


def _source_line(source: str, state: str, origins: Origins) -> str:
    origin = origins.get(source)
    name = origin.name if origin else ""
    if name and state:
        return f"{name}, stand {dutch_date(state)}"
    return name


def _source(origin: Origin) -> dict[str, str]:
    return {"name": origin.name, "url": origin.url, "date": origin.state}


def _loosen_button(name: str) -> tuple[str, str]:
    title, values = _WISHES[name]
    return title, _payload(**values)


def search_button(title: str, **entities: str) -> Button:
    """A button that searches with these wishes besides the ones there are."""
    return {"title": title, "payload": _payload(**entities)}


def _payload(**entities: str) -> str:
    return f"/{SEARCH}{json.dumps(entities, ensure_ascii=False)}"


def _buttons(*buttons: tuple[str, str]) -> tuple[Button, ...]:
    return tuple({"title": title, "payload": payload} for title, payload in buttons[:MOST_BUTTONS])


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _list(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
