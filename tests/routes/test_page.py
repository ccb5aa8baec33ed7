from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.routes.page import route_address, route_page
from bot.routes.planner import Wish


class Elements(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found, self.text = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text.append(data)

    @property
    def said(self):
        return " ".join(" ".join(self.text).split())


KADER = {"van": "vmbo-kb", "naar": "verpleegkundige"}


def test_it_tells_drawing_steps_conditions_dates_money_and_sources():
    page = Elements(route_page(KADER))
    assert ("h1", {}) in page.found
    assert "Van vmbo-kader (kb) naar verpleegkundige" in page.said
    assert "mbo niveau 4, Mbo-Verpleegkundige (bol of bbl)" in page.said
    assert "uiterlijk 1 april" in page.said
    assert "loon van je leerbedrijf" in page.said
    assert "Nagekeken op 23 november 2026" in page.said
    links = [attributes["href"] for tag, attributes in page.found if tag == "a"]
    assert any("nordwincollege" in link for link in links)
    assert sum(tag == "svg" for tag, _ in page.found) == 1


def test_it_keeps_to_a_strict_content_security_policy():
    page = Elements(route_page(KADER))
    for tag, attributes in page.found:
        assert tag not in ("script", "style", "iframe", "object")
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


def test_it_says_that_it_promises_no_admission():
    assert "geen belofte" in Elements(route_page(KADER)).said


def test_disagreement_between_sources_stands_on_the_page():
    said = Elements(route_page({"van": "mbo2", "naar": "mbo4"})).said
    assert "mboRijnland noemt niveau 2 of 3" in said


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"van": "vmbo-kb"},
        {"van": "atlantis", "naar": "kok"},
        {"van": "havo", "naar": "tovenaar"},
    ],
)
def test_what_is_missing_or_unknown_gives_a_page_to_choose_on(arguments):
    page = Elements(route_page(arguments))
    assert "Kies een route" in page.said
    assert [tag for tag, _ in page.found].count("select") == 3


def test_an_occupation_without_a_known_way_says_who_knows():
    assert "brandweer.nl" in Elements(route_page({"van": "havo", "naar": "brandweer"})).said


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=20))
def test_whatever_stands_in_the_link_is_only_text(van, naar, wens):
    page = Elements(route_page({"van": van, "naar": f'<script>"{naar}', "wens": wens}))
    assert "script" not in [tag for tag, _ in page.found]


@pytest.mark.parametrize("wishes", [[], [Wish.WORK], [Wish.HAVO, Wish.FAST]])
def test_the_link_of_a_plan_leads_to_the_same_plan_without_the_age(planner, known, wishes):
    plan = planner.plan("vmbo-gl", known.occupation("verpleegkundige"), wishes=wishes, age=16)
    address = route_address(plan)
    assert address.startswith("/route?van=vmbo-gl&naar=verpleegkundige")
    assert "16" not in address
    assert ("wens" in address) == bool(wishes)


@pytest.mark.parametrize(("naar", "said"), [
    ("werk", "een diploma om mee te werken"),
    ("sector:groen", "een mbo-diploma in groen, voedsel en dieren"),
    ("mbo", "naar mbo"),
    ("hbo", "naar hbo-bachelor"),
])  # fmt: skip
def test_every_kind_of_goal_can_be_in_a_link(naar, said):
    assert said in Elements(route_page({"van": "vmbo-kb", "naar": naar})).said


@pytest.mark.parametrize("goal", ["work", "sector:zorg", "level:mbo", "level:mbo4", "level:hbo"])
def test_every_kind_of_goal_gets_a_link_that_works(planner, known, goal):
    kind, _, name = goal.partition(":")
    plan = planner.plan("vmbo-kb", known.work() if kind == "work" else getattr(known, kind)(name))
    query = dict(part.split("=") for part in route_address(plan).partition("?")[2].split("&"))
    query = {key: value.replace("%3A", ":") for key, value in query.items()}
    assert "Weg 1" in Elements(route_page(query)).said
