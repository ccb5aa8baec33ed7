from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.routes.drawing import COLOURS, FONT, PAPER, QUIET, TEXT, WIDTH, draw, width_of
from bot.routes.goals import goals
from bot.routes.network import network
from bot.routes.planner import Planner, Wish

STEPS, KNOWN = network(), goals()
PLANNER = Planner(STEPS)
LEVELS = [goal for station in STEPS.stations if (goal := KNOWN.level(station))]
SVG = "{http://www.w3.org/2000/svg}"

plans = st.builds(
    lambda start, goal, age: PLANNER.plan(start, goal, age=age),
    st.sampled_from(sorted(STEPS.stations)),
    st.sampled_from(LEVELS) | st.sampled_from(KNOWN.occupations()).map(KNOWN.occupation),
    st.none() | st.integers(14, 60),
).filter(lambda plan: plan.routes)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def text_of(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.fixture
def kader():
    return PLANNER.plan("vmbo-kb", KNOWN.occupation("verpleegkundige"))


@settings(max_examples=150, deadline=None)
@given(plans)
def test_nothing_lies_outside_the_drawing(plan):
    root = ElementTree.fromstring(draw(plan, STEPS))
    _, _, width, height = map(float, root.get("viewBox").split())
    assert width == WIDTH
    for bar in root.iter(f"{SVG}rect"):
        right = float(bar.get("x", 0)) + float(bar.get("width"))
        bottom = float(bar.get("y", 0)) + float(bar.get("height"))
        assert right <= width + 0.1 and bottom <= height
    for words in root.iter(f"{SVG}text"):
        room = width_of(words.text, int(words.get("font-size")))
        begin = {"start": 0, "middle": room / 2, "end": room}[words.get("text-anchor")]
        assert float(words.get("x")) - begin >= 0
        assert float(words.get("x")) - begin + room <= width + 1
        assert float(words.get("y")) <= height


@settings(max_examples=150, deadline=None)
@given(plans)
def test_every_step_stands_in_words_and_text_is_never_too_small(plan):
    svg = draw(plan, STEPS)
    said = " ".join(text_of(svg))
    for route in plan.routes:
        for leg in route.legs:
            assert STEPS.stations[leg.step.target].name.split()[0] in said
    sizes = [int(e.get("font-size")) for e in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert min(sizes) >= 12


def test_an_open_bar_over_the_whole_width_has_its_length_in_it():
    plan = PLANNER.plan("havo3", KNOWN.level("havo4"))
    root = ElementTree.fromstring(draw(plan, STEPS))
    (label,) = [words for words in root.iter(f"{SVG}text") if words.text == "0–1 jaar"]
    assert label.get("text-anchor") == "start" and label.get("fill") == TEXT


def test_a_short_step_at_the_right_edge_has_its_length_on_its_left():
    plan = PLANNER.plan("pro", KNOWN.level("specialist"))
    root = ElementTree.fromstring(draw(plan, STEPS))
    (label,) = [words for words in root.iter(f"{SVG}text") if words.text == "1 jaar"]
    assert label.get("text-anchor") == "end"


def test_it_has_no_style_script_link_or_font_of_its_own(kader):
    svg = draw(kader, STEPS)
    for forbidden in ("style=", "<style", "<script", "href", "url(", "@font", "<image"):
        assert forbidden not in svg
    assert f'font-family="{FONT}"' in svg and FONT.endswith(", sans-serif")


def test_every_colour_of_words_has_enough_contrast():
    for colour in (TEXT, QUIET, *COLOURS.values()):
        assert contrast(colour, PAPER) >= 4.5


def test_a_step_that_depends_on_the_school_is_dashed_and_says_so():
    svg = draw(PLANNER.plan("mbo2", KNOWN.level("mbo4")), STEPS)
    assert "stroke-dasharray" in svg
    assert any("vraag na" in line for line in text_of(svg))


def test_a_step_that_must_wait_for_an_age_says_so():
    svg = draw(PLANNER.plan("vmbo-gl", KNOWN.occupation("politieagent"), age=16), STEPS)
    assert any("vanaf 18 jaar" in line for line in text_of(svg))


def test_it_names_itself_for_a_screen_reader(kader):
    root = ElementTree.fromstring(draw(kader, STEPS))
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Van vmbo-kader (kb) naar verpleegkundige"
    assert "Weg 3" in root.find(f"{SVG}desc").text


def test_signs_in_a_name_do_not_break_the_drawing():
    plan = PLANNER.plan("havo", KNOWN.occupation("horecaondernemer"))
    ElementTree.fromstring(draw(plan, STEPS))
    wished = PLANNER.plan("vmbo-kb", KNOWN.occupation("gastheer"), wishes=[Wish.WORK])
    ElementTree.fromstring(draw(wished, STEPS))


def test_a_plan_without_routes_is_not_drawn():
    with pytest.raises(ValueError, match="without routes"):
        draw(PLANNER.plan("havo", KNOWN.occupation("brandweer")), STEPS)
