"""Which words for work name the person, and which what one learns for it."""

import pytest

from bot.nlu.entity_naming import Naming

TERMS = {
    "field_endings": ["kunde", "techniek"],
    "fields": ["optiek"],
    "crafts": ["lassen"],
    "points_at": ["warmtepompen"],
    "points_at_beginnings": ["iets met"],
    "person_endings": ["monteur", "kundige", "verzorger"],
    "person_beginnings": ["leraar"],
    "people": {"matroos": ["matrozen"], "dierverzorger": []},
    "written_apart": ["assistent"],
}


@pytest.fixture(scope="module")
def naming():
    return Naming(TERMS)


@pytest.mark.parametrize(
    ("form", "entry", "expected"),
    [
        ("installatietechniek", "installatiemonteur", ("course", "installatietechniek")),
        ("optiek", "opticien", ("course", "optiek")),
        ("verpleegkunde", "verpleegkundige", ("course", "verpleegkunde")),
        ("lassen", "lasser", ("course", "lassen")),
    ],
)
def test_a_field_is_a_course_by_its_own_name(naming, form, entry, expected):
    assert naming.of(form, "occupation", entry) == expected


@pytest.mark.parametrize(
    ("form", "entry", "expected"),
    [
        ("cv-monteur", "installatiemonteur", "cv-monteur"),
        ("matrozen", "schipper", "matroos"),
        ("dierverzorger", "dierenverzorger", "dierverzorger"),
        ("leraar techniek", "docent", "leraar techniek"),
    ],
)
def test_another_name_for_who_does_the_work_is_kept(naming, form, entry, expected):
    assert naming.of(form, "occupation", entry) == ("occupation", expected)


@pytest.mark.parametrize("form", ["warmtepompen", "iets met auto's", "auto's repareren"])
def test_what_only_points_at_work_gives_its_sector(naming, form):
    assert naming.of(form, "occupation", "monteur") == ("sector", "monteur")


def test_another_spelling_or_form_gets_the_name_of_the_entry(naming):
    assert naming.of("auto monteur", "occupation", "automonteur") == ("occupation", "automonteur")
    assert naming.of("verpleegster", "occupation", "verpleegkundige") == (
        "occupation",
        "verpleegkundige",
    )


def test_a_person_in_an_entry_for_a_field_is_an_occupation(naming):
    assert naming.of("sportkundige", "course", "sportkunde") == ("occupation", "sportkundige")


def test_a_name_that_people_write_apart_has_both_spellings(naming):
    assert list(naming.spellings("dierenartsassistent")) == [
        "dierenartsassistent",
        "dierenarts assistent",
        "dierenart assistent",
    ]
    assert list(naming.spellings("kapper")) == ["kapper"]
