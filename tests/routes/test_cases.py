import csv
from pathlib import Path

import pytest

from bot.routes.page import WISHES
from bot.routes.planner import Outcome

FILE = Path(__file__).parent / "cases.tsv"
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
ENDED = {
    "=none": Outcome.NO_ROUTE,
    "=other": Outcome.OTHER_WISHES,
    "=unknown": Outcome.WAY_UNKNOWN,
    "=there": Outcome.ALREADY_THERE,
}


def goal_of(text, known):
    kind, _, name = text.partition(":")
    return known.work() if kind == "work" else getattr(known, kind)(name)


def named(case):
    return f"{case['start']}-{case['goal']}-{case['wishes'] or 'any'}-{case['age'] or 'any'}"


def split(text):
    return [part for part in text.split(";") if part]


def test_there_are_eighty_cases_each_with_the_source_of_its_rule(steps):
    assert len(CASES) >= 80
    assert len({named(case) for case in CASES}) == len(CASES)
    assert all(case["source"] in steps.sources for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_routes_that_must_be_there_are_and_those_that_must_not_are_not(case, planner, known):
    goal = goal_of(case["goal"], known)
    assert goal is not None
    wishes = [WISHES[name] for name in case["wishes"].split(",") if name]
    plan = planner.plan(
        case["start"], goal, wishes=wishes, age=int(case["age"]) if case["age"] else None
    )
    if case["must"] in ENDED:
        assert plan.outcome is ENDED[case["must"]]
        return
    found = [">".join(route.stations[1:]) for route in plan.routes]
    assert plan.outcome is Outcome.FOUND, plan.outcome
    for route in split(case["must"]):
        assert route in found
    for route in split(case["must_not"]):
        if route.startswith("~"):
            assert not any(route[1:] in one.split(">") for one in found), found
        else:
            assert route not in found
