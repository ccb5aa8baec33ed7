import pytest

from bot.answers.beside import with_beside

SBB = {"name": "SBB", "url": "https://s-bb.nl"}
STAP = {"title": "STAP?", "payload": "/stap_budget"}
DUO = {"name": "DUO", "url": "https://duo.nl"}


def message(text, **metadata):
    told = {"answer": "loon", "status": "bestaat", "sources": [DUO], "checked": "2026-11-23"}
    return {"text": text, "buttons": [STAP], "metadata": {**told, **metadata}}


def beside(given, short):
    return with_beside(given, short, title="Wat een baas betaalt", introduction="Of dit?")


def test_the_other_answer_stands_under_the_first():
    said = beside(message("Wat je verdient."), message("Wat je baas betaalt."))
    assert said["text"] == "Wat je verdient.\n\nOf dit?\n\nWat je baas betaalt."
    assert said["metadata"]["answer"] == "loon"


def test_a_button_gives_the_whole_of_it():
    said = beside(message("a"), message("b", answer="loon.werkgever"))
    whole = {"title": "Wat een baas betaalt", "payload": "/loon.werkgever"}
    assert said["buttons"] == [STAP, whole]


def test_an_answer_that_a_button_gives_already_gets_no_second_one():
    short = message("b", answer="stap_budget")
    said = with_beside(message("a"), short, title="Wat is STAP?", introduction="Of dit?")
    assert said["buttons"] == [STAP]


def test_the_sources_of_both_are_named_once():
    said = beside(message("a"), message("b", sources=[SBB, DUO]))
    assert said["metadata"]["sources"] == [DUO, SBB]


def test_the_day_is_that_of_the_one_that_was_checked_longest_ago():
    said = beside(message("a", checked="2026-11-23"), message("b", checked="2026-10-01"))
    assert said["metadata"]["checked"] == "2026-10-01"


@pytest.mark.parametrize("status", ["voorstel", "afgeschaft", "onbekend"])
def test_what_exists_and_what_does_not_are_not_told_in_one_breath(status):
    given = message("a")
    assert beside(given, message("b", status=status)) == given


def test_figures_of_different_years_are_not_told_under_one_label():
    given = message("a", status_label="cijfers van februari 2025")
    assert beside(given, message("b")) == given
    assert beside(message("a"), given) == message("a")


def test_an_answer_without_sources_stays_without():
    said = beside(message("a", sources=[], checked=""), message("b", sources=[], checked=""))
    assert not said["metadata"]["sources"]
    assert not said["metadata"]["checked"]
