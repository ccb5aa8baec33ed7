"""Finding course offers as people ask for them: by trade, sector, school, level, route and place.

Distances are as the crow flies between the middles of towns, and always computed here: servers know
no distance, or say that they filtered and did not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.courses.client import CourseApiUnavailable, CourseClient, CourseRequest, Deadline
from bot.courses.model import EQF, HO_LEVELS, MBO_LEVELS
from bot.courses.query import DEFAULT_RADIUS_KM, WHOLE_COUNTRY_KM, CourseQuery
from bot.courses.reading import Course, Origin, School, Spot
from bot.courses.vocabulary import Subject, Vocabulary
from bot.places import PROVINCE, TOWN, Place, Places, distance_between, normalise

FAR_KM = 150.0
"""How far is looked for alternatives when nothing is nearby."""
MOST_ALTERNATIVES = 3
MOST_PIECES = 60
SAME_NAME_INHABITANTS = 1_000
"""A namesake of at least this size makes a town's name ambiguous."""
MOST_NAMESAKES = 5
SPECIAL_SECTORS = ("groen", "maritiem")
"""Sectors that schools of their own teach; other schools are named only when there is none nearby."""
SPECIAL = ("kopopleiding", "(kop", "vwo", "verkort", "mhbo", "zij-instroom", "zij instroom")
"""Words in names of programmes for people who have more than the usual diploma: shown after others."""


class Outcome(str, Enum):
    """How a search ended."""

    FOUND = "found"
    NOTHING_NEARBY = "nothing_nearby"
    NOTHING = "nothing"
    WHICH_PLACE = "which_place"
    UNKNOWN_PLACE = "unknown_place"
    ASK = "ask"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Found:
    """A course at a school; several offers of it there are one.

    distance_km is None when no place was asked for or the place is an area. rank is how well its name
    fits, 0 best.
    """

    ids: tuple[str, ...]
    name: str
    school: str
    school_link: str
    town: str
    distance_km: float | None
    level: str
    forms: tuple[str, ...]
    routes: tuple[str, ...]
    link: str
    study_load: str
    town_is_certain: bool
    source: str
    state: str
    rank: int = 0


@dataclass(frozen=True)
class SchoolNearby:
    """An mbo school and its town nearest to the place asked for.

    also_in: its other towns in the area, when an area such as a province was asked for.
    """

    name: str
    town: str
    distance_km: float | None
    link: str
    source: str = ""
    state: str = ""
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Qualification:
    """An mbo qualification; routes are those that the law allows."""

    name: str
    level: str
    routes: tuple[str, ...]
    source: str
    state: str


@dataclass(frozen=True)
class Result:
    """What was found for a query.

    alternatives: courses outside the circle, nearest first. loosen: wishes ("level", "form", "route",
    "school") without which something is found nearby. places: what an ambiguous name may mean.
    complete is False when not everything could be read in time; age_seconds is how old a kept answer is.
    """

    outcome: Outcome
    query: CourseQuery
    place: Place | None = None
    places: tuple[Place, ...] = ()
    subject: Subject | None = None
    courses: tuple[Found, ...] = ()
    alternatives: tuple[Found, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    schools: tuple[SchoolNearby, ...] = ()
    loosen: tuple[str, ...] = ()
    complete: bool = True
    age_seconds: float = 0.0
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass
class _Reading:
    """What was read from the server during one search."""

    complete: bool = True
    age: float = 0.0
    schools: dict[str, School] = field(default_factory=dict)


class CourseSearch:
    """Searches a server."""

    def __init__(self, client: CourseClient, places: Places, vocabulary: Vocabulary) -> None:
        """Keeps what every search needs."""
        self._client = client
        self._places = places
        self._vocabulary = vocabulary
        self._town_spots: dict[str, tuple[float, float] | None] = {}

    def search(self, query: CourseQuery) -> Result:
        """What there is for a query; never raises, within the client's budget."""
        place, problem = self._resolve(query)
        if problem is not None:
            return problem
        if not (query.subject or query.school or query.level or place):
            return Result(Outcome.ASK, query)
        subject = (
            self._vocabulary.subject(query.subject, query.subject_kind) if query.subject else None
        )
        deadline = self._client.deadline()
        try:
            return self._find(query, place, subject, deadline)
        except CourseApiUnavailable:
            return Result(Outcome.UNAVAILABLE, query, place=place, subject=subject)

    def starts(self, found: Found) -> list[str]:
        """The days on which a found course starts, as far as known (ISO 8601)."""
        deadline = self._client.deadline()
        try:
            days = [
                day for identifier in found.ids for day in self._client.starts(identifier, deadline)
            ]
        except CourseApiUnavailable:
            return []
        return sorted(set(days))

    def origins(self) -> Mapping[str, Origin]:
        """Where the data come from, by the name in `Found.source`."""
        return self._client.origins(self._client.deadline())

    def place_named(self, name: str) -> Place | None:
        """The place that a name most probably means."""
        return next(iter(self._places.find(name)), None)

    def _resolve(self, query: CourseQuery) -> tuple[Place | None, Result | None]:
        """The place that is meant, or the result that asks which one."""
        if query.place:
            named = query.place
            if query.province and "(" not in named:
                within = self._places.find(f"{named} ({query.province})")
                named = f"{named} ({query.province})" if within else named
            found = self._places.find(named)
            if not found:
                close = self._places.closest(query.place)
                return None, Result(Outcome.UNKNOWN_PLACE, query, places=(close,) if close else ())
            namesakes = _namesakes(found)
            if len(namesakes) > 1:
                return None, Result(Outcome.WHICH_PLACE, query, places=tuple(namesakes))
            return found[0], None
        if query.province:
            areas = [p for p in self._places.find(query.province) if p.kind == PROVINCE]
            if areas:
                return areas[0], None
            return None, Result(Outcome.UNKNOWN_PLACE, query)
        return None, None

    def _find(
        self, query: CourseQuery, place: Place | None, subject: Subject | None, deadline: Deadline
    ) -> Result:
        reading = _Reading(schools={s.id: s for s in self._client.schools(deadline)})
        radius = _radius(query, place)
        everything = self._courses(query, place, subject, deadline, reading)
        nearby = [found for found in everything if self._is_inside(found, place, radius)]
        qualifications: Sequence[Qualification] = ()
        schools: Sequence[SchoolNearby] = ()
        offers_mbo = any(found.level in MBO_LEVELS for found in everything)
        if query.wants_mbo and not offers_mbo:
            candidates = self._schools(query, place, radius, subject, reading)
            if subject is not None and (candidates or not query.school):
                qualifications = self._qualifications(query, subject, deadline, reading)
            if subject is None or qualifications:
                schools = candidates
        if (
            nearby
            or qualifications
            or (schools and not query.wants_ho)
            or (schools and subject is None)
        ):
            outcome = Outcome.FOUND
        else:
            outcome = Outcome.NOTHING_NEARBY if everything else Outcome.NOTHING
        loosen: tuple[str, ...] = ()
        if outcome is not Outcome.FOUND:
            loosen = self._loosen(query, place, subject, deadline, reading)
        outside = [found for found in everything if found not in nearby]
        return Result(
            outcome,
            query,
            place=place,
            subject=subject,
            courses=tuple(nearby),
            alternatives=tuple(outside[:MOST_ALTERNATIVES]) if not nearby else (),
            qualifications=tuple(qualifications),
            schools=tuple(schools),
            loosen=loosen,
            complete=reading.complete,
            age_seconds=reading.age,
            origins=self._client.origins(deadline),
        )

    def _courses(
        self,
        query: CourseQuery,
        place: Place | None,
        subject: Subject | None,
        deadline: Deadline,
        reading: _Reading,
    ) -> list[Found]:
        """The courses that fit, nearest and best first, also those outside the circle."""
        if subject is None and not query.school and not query.level:
            return []
        wanted_school = self._school_name(query.school)
        school_id = next(
            (s.id for s in reading.schools.values() if wanted_school and s.name == wanted_school),
            None,
        )
        qualification_names: tuple[str, ...] = ()
        if subject is not None and query.wants_mbo and self._has_mbo_offers(deadline):
            qualification_names = tuple(
                q.name.lower() for q in self._all_qualifications(subject, deadline, reading)
            )
        texts = self._texts(subject, query, qualification_names)
        if subject is not None and not texts:
            return []
        levels = query.levels()
        request = CourseRequest(
            any_text=texts,
            eqf=EQF[levels[0]] if len(levels) == 1 else None,
            near=_near(place, query),
            offered=True,
            school=school_id,
        )
        answer = self._client.courses(request, deadline)
        reading.complete &= answer.complete
        reading.age = max(reading.age, answer.age)
        groups: dict[tuple[str, str, str], list[tuple[Found, float]]] = {}
        for course in answer.found:
            found = self._fitting(
                course,
                query=query,
                place=place,
                subject=subject,
                qualification_names=qualification_names,
                reading=reading,
            )
            if found is None or (wanted_school and found.school != wanted_school):
                continue
            key = (found.school, normalise(found.name), found.level)
            groups.setdefault(key, []).append((found, found.distance_km or 0.0))
        merged = [_merged([found for found, _ in group]) for group in groups.values()]
        return sorted(merged, key=_order)

    def _fitting(
        self,
        course: Course,
        *,
        query: CourseQuery,
        place: Place | None,
        subject: Subject | None,
        qualification_names: Sequence[str],
        reading: _Reading,
    ) -> Found | None:
        """The course when it is what was asked for: servers may ignore every wish."""
        if not course.offered or course.level not in query.levels():
            return None
        if query.route and course.level in MBO_LEVELS and query.route not in course.routes:
            return None
        if query.route and course.level in HO_LEVELS and not query.level:
            return None
        if query.form and course.level in HO_LEVELS and course.form != query.form:
            return None
        fit = _fit(course, subject, qualification_names)
        if fit is None:
            return None
        rank, name = fit
        school = reading.schools.get(course.school)
        spot, distance = self._nearest(course.spots or (school.spots if school else ()), place)
        return Found(
            ids=(course.id,),
            name=name,
            school=school.name if school else "",
            school_link=school.link if school else "",
            town=spot.town if spot else "",
            distance_km=distance,
            level=course.level,
            forms=(course.form,) if course.form else (),
            routes=course.routes,
            link=course.link,
            study_load=course.study_load,
            town_is_certain=bool(course.spots) and course.town_of != "school",
            source=course.source,
            state=course.state,
            rank=rank,
        )

    def _qualifications(
        self, query: CourseQuery, subject: Subject, deadline: Deadline, reading: _Reading
    ) -> list[Qualification]:
        """The mbo qualifications of a subject at the levels and routes asked for."""
        levels = query.levels()
        return [
            q
            for q in self._all_qualifications(subject, deadline, reading)
            if q.level in levels and (not query.route or query.route in q.routes)
        ]

    def _all_qualifications(
        self, subject: Subject, deadline: Deadline, reading: _Reading
    ) -> list[Qualification]:
        answer = self._client.courses(CourseRequest(offered=False), deadline)
        reading.age = max(reading.age, answer.age)
        ranked: list[tuple[int, str, str, Course]] = []
        for course in answer.found:
            if subject.domains:
                rank = subject.domains.rank((course.domain, course.dossier))
            else:
                rank = subject.mbo.rank((course.name,), course.codes)
            if rank is not None:
                ranked.append((rank, course.level, course.name, course))
        ranked.sort(key=lambda item: item[:3])
        return [
            Qualification(c.name, c.level, c.routes, c.source, c.state) for _, _, _, c in ranked
        ]

    def _schools(
        self,
        query: CourseQuery,
        place: Place | None,
        radius: float,
        subject: Subject | None,
        reading: _Reading,
    ) -> list[SchoolNearby]:
        """The mbo schools in the circle, nearest first; by name when no place was given."""
        wanted = self._school_name(query.school)
        sector = subject.sector if subject else ""
        found = []
        for school in reading.schools.values():
            if school.kind not in ("mbo", "") or not self._vocabulary.teaches(school.name, sector):
                continue
            if wanted and school.name != wanted:
                continue
            if place is None and not wanted:
                continue
            spot, distance = self._nearest(school.spots, place)
            if spot is None or not self._is_near(spot, distance, place, radius):
                continue
            found.append(
                SchoolNearby(
                    school.name,
                    spot.town,
                    distance,
                    school.link,
                    school.source,
                    school.state,
                    self._also_in(school.spots, spot, place),
                )
            )
        if sector in SPECIAL_SECTORS:
            special = [s for s in found if self._vocabulary.specialises(s.name, sector)]
            found = special or found
        return sorted(found, key=lambda s: (s.distance_km or 0.0, s.name))

    def _also_in(self, spots: Sequence[Spot], shown: Spot, place: Place | None) -> tuple[str, ...]:
        """The other towns in an area; none around a town, where the nearest one counts."""
        if place is None or place.kind == TOWN:
            return ()
        towns = {spot.town for spot in spots if spot.town and self._is_in(spot, place)}
        return tuple(sorted(towns - {shown.town}))

    def _loosen(
        self,
        query: CourseQuery,
        place: Place | None,
        subject: Subject | None,
        deadline: Deadline,
        reading: _Reading,
    ) -> tuple[str, ...]:
        """The wishes without which something is found in the circle."""
        helps = []
        for name in ("level", "form", "route", "school"):
            if not getattr(query, name):
                continue
            looser = query.without(name)
            try:
                found = self._courses(
                    looser, place, subject, deadline, _Reading(schools=reading.schools)
                )
            except CourseApiUnavailable:
                break
            if any(self._is_inside(f, place, _radius(looser, place)) for f in found):
                helps.append(name)
        return tuple(helps)

    def _texts(
        self, subject: Subject | None, query: CourseQuery, qualification_names: Iterable[str]
    ) -> tuple[str, ...]:
        if subject is None:
            return ()
        texts: list[str] = []
        if query.wants_ho:
            texts += subject.ho.search_texts()
        if query.wants_mbo:
            texts += qualification_names
        return tuple(dict.fromkeys(texts))[:MOST_PIECES]

    def _has_mbo_offers(self, deadline: Deadline) -> bool:
        """Whether the server may have real mbo offers; one that says nothing may."""
        parts = self._client.parts(deadline)
        return not parts or "mbo" in parts

    def _school_name(self, word: str) -> str | None:
        if not word:
            return None
        return self._vocabulary.school(word) or word

    def _nearest(
        self, spots: Sequence[Spot], place: Place | None
    ) -> tuple[Spot | None, float | None]:
        """The spot nearest to a town (or in an area), and its distance in km from a town."""
        if not spots:
            return None, None
        if place is None:
            return spots[0], None
        if place.kind != TOWN:
            inside = [spot for spot in spots if self._is_in(spot, place)]
            return (inside or list(spots))[0], None
        measured = [(spot, self._distance(spot, place)) for spot in spots]
        known = [(spot, distance) for spot, distance in measured if distance is not None]
        if not known:
            return spots[0], None
        return min(known, key=lambda pair: pair[1])

    def _distance(self, spot: Spot, place: Place) -> float | None:
        position = self._position(spot)
        if position is None:
            return None
        return distance_between(place.lat, place.lon, *position)

    def _position(self, spot: Spot) -> tuple[float, float] | None:
        """Where a spot is: our own position of its town, else what the server says."""
        if spot.town not in self._town_spots:
            towns = [p for p in self._places.find(spot.town) if p.kind == TOWN] if spot.town else []
            self._town_spots[spot.town] = (towns[0].lat, towns[0].lon) if towns else None
        own = self._town_spots[spot.town]
        if spot.lat is not None and spot.lon is not None and _is_possible(spot.lat, spot.lon):
            return spot.lat, spot.lon
        return own

    def _is_inside(self, found: Found, place: Place | None, radius: float) -> bool:
        return self._is_near(Spot(found.town), found.distance_km, place, radius)

    def _is_near(
        self, spot: Spot, distance: float | None, place: Place | None, radius: float
    ) -> bool:
        if place is None or radius >= WHOLE_COUNTRY_KM:
            return True
        if place.kind == TOWN:
            return distance is not None and distance <= radius
        return self._is_in(spot, place)

    def _is_in(self, spot: Spot, area: Place) -> bool:
        return any(
            self._places.contains(area, town)
            for town in self._places.find(spot.town)[:1]
            if town.kind == TOWN
        )


def _fit(
    course: Course, subject: Subject | None, qualification_names: Sequence[str]
) -> tuple[int, str] | None:
    """How well a course fits a subject (0 best) and by which of its names, or None."""
    if subject is None:
        return 0, course.name
    pieces = subject.mbo if course.level in MBO_LEVELS else subject.ho
    rank = pieces.rank((course.name,), course.codes)
    if rank is not None:
        return rank, course.name
    if course.level in MBO_LEVELS:
        names = (course.name, *course.aliases)
        rank = 0 if any(n.lower() in qualification_names for n in names) else None
        rank = pieces.rank(course.aliases) if rank is None else rank
        return None if rank is None else (rank, course.name)
    for alias in course.aliases:
        rank = pieces.rank((alias,))
        if rank is not None:
            return rank, alias
    return None


def _namesakes(found: Sequence[Place]) -> list[Place]:
    """The places that a name may well mean: the first, and others that are no hamlets."""
    first = found[0]
    if first.kind != TOWN:
        return [first]
    others = [
        place
        for place in found[1:]
        if place.kind == TOWN
        and (
            place.inhabitants >= SAME_NAME_INHABITANTS
            or (first.inhabitants < 30_000 and place.municipality != first.municipality)
        )
        and place.province != first.province
    ]
    unique: dict[str, Place] = {first.label: first}
    for place in others:
        unique.setdefault(place.label, place)

    return list(unique.values())[:MOST_NAMESAKES]


def _radius(query: CourseQuery, place: Place | None) -> float:
    if query.radius_km is not None:
        return query.radius_km
    return DEFAULT_RADIUS_KM if place is None or place.kind == TOWN else place.radius_km


def _near(place: Place | None, query: CourseQuery) -> tuple[float, float, float] | None:
    if place is None:
        return None
    if place.kind != TOWN:
        return place.lat, place.lon, place.radius_km + 5
    return place.lat, place.lon, max(FAR_KM, query.radius_km or 0)


def _merged(offers: Sequence[Found]) -> Found:
    """One course of several offers at one school: the nearest, with every form and route."""
    nearest = min(offers, key=lambda f: f.distance_km if f.distance_km is not None else 0.0)
    same_town = [f for f in offers if f.town == nearest.town]
    forms = sorted({form for f in same_town for form in f.forms}, key=_FORM_ORDER.index)
    return Found(
        **vars(nearest)
        | {
            "ids": tuple(i for f in same_town for i in f.ids),
            "forms": tuple(forms),
            "routes": tuple(sorted({route for f in same_town for route in f.routes})),
            "link": next((f.link for f in same_town if f.link), ""),
            "rank": min(f.rank for f in offers),
        }
    )


_FORM_ORDER = ("voltijd", "deeltijd", "duaal")


def _order(found: Found) -> tuple[float, bool, int, str, str]:
    special = any(word in found.name.lower() for word in SPECIAL)
    distance = found.distance_km if found.distance_km is not None else 0.0
    return round(distance, 1), special, found.rank, found.name, found.school


def _is_possible(lat: float, lon: float) -> bool:
    return -90 <= lat <= 90 and -180 <= lon <= 180
