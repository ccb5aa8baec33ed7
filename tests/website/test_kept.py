from bot.statistics.turns import Turn
from bot.website.contract import Judgement
from bot.website.kept import what_else_is_kept


def turn(**known):
    return Turn(at=0, seconds=0.1, **known)


def test_what_is_kept_of_each_turn_is_named():
    text = what_else_is_kept([turn(topic="open_dagen"), turn(topic="bbl_loon+open_dagen")], [])
    assert "van 2 berichten: tijd, onderwerp, antwoord" in text
    assert "onderwerpen: open dagen, bbl loon;" in text
    assert "hooguit 30 dagen" in text


def test_where_someone_looked_for_courses_is_shown():
    text = what_else_is_kept([turn(topic="x", town="Ede", sector="zorg"), turn(town="Ede")], [])
    assert "opleidingen zocht: Ede, zorg;" in text


def test_without_a_search_no_place_is_spoken_of():
    assert "opleidingen zocht" not in what_else_is_kept([turn(topic="x")], [])


def test_thumbs_and_comments_are_shown():
    given = [Judgement("a", True, ""), Judgement("b", False, "te lang"), Judgement("c", True, "")]
    text = what_else_is_kept([], given)
    assert '2 duimpjes omhoog en 1 omlaag, met je opmerking "te lang"' in text


def test_that_no_thumb_was_given_is_said():
    assert "duimpjes gaf je niet" in what_else_is_kept([], [])
