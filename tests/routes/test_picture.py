import asyncio
import struct

import pytest

from bot.routes.drawing import WIDTH, draw
from bot.routes.network import network
from bot.routes.page import route_drawing
from bot.routes.picture import FONTS, ZOOM, NoPicture, Painter, png

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PLAIN = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="20" font-family="{{}}">{{}}</svg>'


@pytest.fixture
def drawing(planner, known):
    return draw(planner.plan("vmbo-kb", known.occupation("verpleegkundige")), network())


def size_of(picture):
    return struct.unpack(">II", picture[16:24])


def test_it_is_a_png_three_times_as_wide_as_the_drawing(drawing):
    picture = png(drawing)
    assert picture.startswith(SIGNATURE)
    assert size_of(picture)[0] == ZOOM * WIDTH


def test_the_words_are_set_in_our_own_font_on_a_machine_without_fonts():
    words = '<text x="5" y="15" font-size="12">Vmbo-kader: één weg, ½ jaar</text>'
    empty = png(PLAIN.format("Atkinson Hyperlegible", ""))
    assert png(PLAIN.format("Atkinson Hyperlegible", words)) != empty
    assert png(PLAIN.format("sans-serif", words)) == empty


def test_the_font_comes_with_its_licence():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-OFL.txt").read_text(encoding="utf-8")


def test_the_same_link_gives_the_page_and_its_drawing(drawing):
    assert route_drawing({"van": "vmbo-kb", "naar": "verpleegkundige"}) == drawing


def test_a_link_without_a_route_has_no_drawing():
    assert route_drawing({"van": "atlantis", "naar": "kok"}) is None
    assert route_drawing({"van": "havo", "naar": "brandweer"}) is None


def test_the_process_of_its_own_makes_the_same_picture(drawing):
    async def paint():
        return await Painter().paint(drawing)

    assert asyncio.run(paint()) == png(drawing)


def test_what_is_no_drawing_is_refused():
    async def paint():
        await Painter().paint("geen tekening")

    with pytest.raises(NoPicture, match="no drawing"):
        asyncio.run(paint())


def test_a_picture_that_takes_too_long_is_given_up(drawing):
    async def paint():
        await Painter(most_seconds=0.001).paint(drawing)

    with pytest.raises(NoPicture, match="not made within"):
        asyncio.run(paint())
