"""The steps, against the facts and registers that the rest of the assistant uses."""

import copy
import csv
from datetime import date

import pytest

from bot.answers.facts import Facts
from bot.answers.sources import Sources
from bot.answers.topics import STATUSES
from bot.paths import DATA
from bot.routes.network import FILE, Kind, Network
from bot.yaml_files import ContentError, read_mapping

TODAY = date(2026, 11, 23)
LEVEL_OF = {"veva2": "mbo2", "veva3": "mbo3", "hbov": "hbo", "pabo": "hbo", "leraar": "hbo"}
NOT_IN_A_REGISTER = {"tweedegraads leraar in een vak"}


@pytest.fixture(scope="module")
def facts():
    return Facts.load()


def years_to(steps, target, *, origin=None):
    return {
        step.years
        for step in steps.steps
        if step.target == target and (origin is None or step.origin == origin)
    }


def test_every_step_has_sources_a_certainty_that_may_be_said_and_a_status(steps):
    sources = Sources.load()
    for step in steps.steps:
        assert all(name in sources for name in step.sources)
        assert step.certainty in ("A", "B", "C")
        assert step.status in STATUSES
        assert step.rule.endswith(".")
        assert step.needs


def test_no_step_claims_more_certainty_than_its_best_source(steps):
    sources = Sources.load()
    for step in steps.steps:
        assert step.certainty >= min(sources[name].certainty for name in step.sources), step


def test_where_sources_disagree_the_step_says_so(steps):
    (step,) = steps.between("mbo2", "mbo4")
    assert "mboRijnland" in step.differ and "Nordwin" in step.differ
    assert step.ask and step.certainty == "C"


@pytest.mark.parametrize(
    ("target", "origin", "fact", "years"),
    [
        ("entree", None, "duur_niveau_1", (0.5, 1.0)),
        ("mbo2", None, "duur_niveau_2", (1.0, 2.0)),
        ("mbo3", None, "duur_niveau_3", (2.0, 3.0)),
        ("mbo4", None, "duur_niveau_4", (3.0, 4.0)),
        ("specialist", None, "duur_specialist", (1.0, 1.0)),
        ("ad", None, "ad_duur", (2.0, 2.0)),
        ("hbo", "havo", "hbo_bachelor_duur", (4.0, 4.0)),
        ("hbo", "ad", "ad_naar_bachelor_duur", (2.0, 2.0)),
    ],
)
def test_years_are_those_of_the_facts(steps, facts, target, origin, fact, years):
    said = facts[fact].text_on(TODAY)
    numbers = (
        "een half tot 1 jaar"
        if years == (0.5, 1.0)
        else " tot ".join(f"{part:g}" for part in dict.fromkeys(years))
    )
    assert said in (numbers, f"{numbers} jaar")
    assert years_to(steps, target, origin=origin) == {years}


@pytest.mark.parametrize(
    ("arrangement", "fact"),
    [
        ("mbo_aanmelden", "aanmelden_mbo_deadline"),
        ("studielink", "aanmelden_hbo_deadline"),
        ("entree_aanmelden", "entree_peildatum"),
        ("entree_aanmelden", "entree_min_leeftijd"),
    ],
)
def test_dates_in_what_must_be_arranged_are_those_of_the_facts(steps, facts, arrangement, fact):
    assert facts[fact].text_on(TODAY) in steps.arrangements[arrangement].what


def test_ages_are_those_of_the_facts(steps, facts):
    assert steps.ways["bbl"].min_age == facts["bbl_min_leeftijd"].on(TODAY).value
    entree = {step.min_age for step in steps.steps if step.target == "entree"}
    assert entree == {facts["entree_min_leeftijd"].on(TODAY).value}
    tests = {step.min_age for step in steps.steps if "toets_21" in step.arrange}
    assert tests == {facts["toelatingsonderzoek_leeftijd"].on(TODAY).value}
    vavo = {step.min_age for step in steps.steps if "vavoscholen" in step.sources and step.min_age}
    assert vavo == {facts["vavo_min_leeftijd"].on(TODAY).value}


def test_what_the_law_does_not_allow_is_no_step(steps):
    for origin, target in [
        ("vmbo-bb", "mbo3"), ("vmbo-bb", "mbo4"), ("vmbo-bb", "havo"), ("vmbo-kb", "havo"),
        ("vmbo-tl", "hbo"), ("mbo2", "ad"), ("pro", "mbo2"), ("entree", "mbo3"), ("havo", "wo"),
    ]:  # fmt: skip
        assert all(step.ask and step.min_age >= 21 for step in steps.between(origin, target))


def test_every_programme_stands_in_the_register_at_its_level(known):
    registered = {
        (row["name"], row["level"])
        for name in ("qualifications.csv", "programmes.csv")
        for row in csv.DictReader((DATA / "courses" / name).open(encoding="utf-8"))
    }
    for name in known.occupations():
        for station, programme in known.occupation(name).programmes.items():
            if station in ("wo", "politie") or programme in NOT_IN_A_REGISTER:
                continue
            assert (programme, LEVEL_OF.get(station, station)) in registered, (name, programme)


def test_every_occupation_of_the_vocabulary_is_a_goal(known):
    entries = read_occupations()
    assert set(known.occupations()) == {entry["name"] for entry in entries}


def read_occupations():
    import yaml

    text = (DATA / "vocabulary" / "occupations.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def test_sectors_are_called_as_in_the_vocabulary(helper):
    vocabulary = read_mapping(DATA / "vocabulary" / "sectors.yml")
    assert set(helper.sectors) == set(vocabulary)


def test_every_station_is_a_start_or_can_be_reached(steps):
    for station in steps.stations.values():
        starts = station.kind in (Kind.SCHOOL, Kind.START)
        assert starts or steps.graph.in_degree(station.id)


@pytest.fixture
def broken(tmp_path):
    """Writes the steps with a change, and reads them."""

    def read(change):
        content = copy.deepcopy(read_mapping(FILE))
        change(content)
        path = tmp_path / "routes.yml"
        path.write_text(str_of(content), encoding="utf-8")
        return Network.load(path)

    return read


def str_of(content):
    import yaml

    return yaml.safe_dump(content, allow_unicode=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["steps"][0].update(sources=["nobody"]),
        lambda content: content["steps"][0].update(to="atlantis"),
        lambda content: content["steps"][0].update(certainty="D"),
        lambda content: content["steps"][0].update(years=[3, 1]),
        lambda content: content["steps"][0].update(ways=[]),
        lambda content: content["steps"][0].pop("rule"),
        lambda content: content["stations"]["pro"].update(short="a name that is far too long"),
        lambda content: content["failing"].clear(),
        lambda content: content.pop("ways"),
    ],
)
def test_a_mistake_in_the_file_is_named(broken, change):
    with pytest.raises(ContentError):
        broken(change)
