from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.routes.choice import FEWEST_ANSWERS, MOST_SECTORS, Answers, ChoiceHelp
from bot.routes.network import network
from bot.yaml_files import ContentError

states = st.from_regex(r"[RIASEC]{0,3}\|[ab-]{0,10}\.?", fullmatch=True)


def sectors(helper, state):
    return [found.sector.id for found in helper.result(Answers.read(state))]


def always(helper, kind):
    """The answers of somebody who takes one type wherever it is offered, and else neither."""
    answers = Answers()
    for question in helper.questions:
        answers = answers.plus(
            "a" if kind in question.a.types else "b" if kind in question.b.types else "-"
        )
    return str(answers)


def test_there_are_eight_to_twelve_questions_and_every_type_is_in_three(helper):
    assert 8 <= len(helper.questions) <= 12
    offered = Counter(
        kind for question in helper.questions for option in (question.a, question.b)
        for kind in option.types
    )  # fmt: skip
    assert offered == dict.fromkeys("RIASEC", 3)


def test_no_question_offers_the_same_type_twice(helper):
    for question in helper.questions:
        assert set(question.a.types).isdisjoint(question.b.types)


@pytest.mark.parametrize(
    ("kind", "sector"),
    [
        ("R", "techniek"),
        ("I", "ict"),
        ("A", "creatief"),
        ("S", "zorg"),
        ("E", "economie"),
        ("C", "economie"),
    ],
)
def test_who_always_chooses_one_type_gets_a_sector_of_that_type(helper, kind, sector):
    assert sector in sectors(helper, always(helper, kind))


def test_every_sector_can_be_the_outcome(helper):
    reached = set()
    for number in range(2 ** len(helper.questions)):
        letters = f"{number:0{len(helper.questions)}b}".replace("0", "a").replace("1", "b")
        reached.update(sectors(helper, f"|{letters}"))
    assert reached == set(helper.sectors)


@settings(max_examples=300, deadline=None)
@given(states)
def test_there_are_never_more_than_three_sectors_and_all_have_a_reason_or_place(state):
    from bot.routes.choice import choice_help

    found = choice_help().result(Answers.read(state))
    assert len(found) <= MOST_SECTORS
    assert len({one.sector.id for one in found}) == len(found)


@settings(max_examples=300, deadline=None)
@given(states)
def test_a_state_survives_being_written_on_a_button(state):
    read = Answers.read(state)
    assert Answers.read(str(read)) == read


@pytest.mark.parametrize(
    "value", ["", None, 3, "x|ab", "|abc!", "|" + "a" * 40, "DROP TABLE", ["a"]]
)
def test_what_is_no_state_is_not_read_as_one(value):
    assert Answers.read(value) in (None, Answers())


def test_too_few_choices_name_no_sector(helper):
    assert sectors(helper, "|" + "a" * (FEWEST_ANSWERS - 1) + ".") == []
    assert sectors(helper, "|" + "-" * 10) == []


def test_one_can_stop_at_any_moment(helper):
    for number in range(len(helper.questions)):
        stopped = Answers.read("|" + "a" * number).end()
        assert helper.next_question(stopped) is None


def test_shortage_of_workers_does_not_count(helper):
    told = {name for name, sector in helper.sectors.items() if sector.source}
    without = ChoiceHelp(
        types=helper.types,
        questions=helper.questions,
        sectors={
            name: type(sector)(name, sector.label, sector.types, sector.work)
            for name, sector in helper.sectors.items()
        },
        hints={"R": ["hout"]},
        sources=helper.sources,
    )
    assert told
    for state in ("|aaaaaaaaaa", "|bbbbbbbbbb", "|abababab-a"):
        assert sectors(helper, state) == sectors(without, state)


@pytest.mark.parametrize(
    ("text", "named", "kinds"),
    [
        ("ik ben handig met hout", [], "R"),
        ("ik hou van tekenen en van kinderen", [], "AS"),
        ("", ["zorg", "techniek"], "RS"),
        ("ik weet het niet", [], ""),
        ("houtskool", [], ""),
    ],
)
def test_what_somebody_tells_points_at_types(helper, text, named, kinds):
    assert helper.hinted(text, named) == kinds


def test_who_told_something_enters_halfway(helper):
    assert len(helper.start("R").given) > 0
    assert helper.start().given == ""


def test_an_unknown_sector_or_source_in_the_file_is_named(tmp_path):
    import yaml

    from bot.routes.network import FILE
    from bot.yaml_files import read_mappings

    content = read_mappings(FILE, FILE.with_suffix(".d"))
    content["choice"]["sectors"]["zorg"]["source"] = "nobody"
    path = tmp_path / "routes.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ContentError, match="nobody"):
        ChoiceHelp.load(network(), path)
