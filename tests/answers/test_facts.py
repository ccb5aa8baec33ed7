from datetime import date

import pytest

from bot.answers.facts import Fact, Facts, FactValue, day_written, written
from bot.yaml_files import ContentError


def value(amount, start, end, *, certainty="B", source="duo", confirmed=True):
    return FactValue(
        value=amount,
        status="bestaat",
        certainty=certainty,
        source=source,
        checked="2026-11-23",
        valid_from=date.fromisoformat(start),
        valid_until=date.fromisoformat(end) if end else None,
        confirmed=confirmed,
    )


def fact(*values, unit="euro"):
    return Fact("lesgeld", "Lesgeld", unit, "DUO", values)


def test_a_value_holds_on_its_first_and_last_day_only():
    known = fact(value(1458, "2025-08-01", "2026-07-31"))
    assert known.text_on(date(2025, 8, 1)) == "€ 1.458"
    assert known.text_on(date(2026, 7, 31)) == "€ 1.458"
    assert known.text_on(date(2026, 8, 1)) is None
    assert known.text_on(date(2025, 7, 31)) is None


def test_a_value_with_certainty_d_is_never_said():
    assert fact(value(1510, "2026-08-01", None, certainty="D")).on(date(2026, 11, 23)) is None


def test_a_value_without_a_source_is_never_said():
    assert fact(value(1510, "2026-08-01", None, source=None)).on(date(2026, 11, 23)) is None


def test_a_value_that_waits_for_a_decree_is_never_said():
    assert fact(value(75, "2027-01-01", None, confirmed=False)).on(date(2027, 2, 1)) is None


def test_the_newest_of_two_values_that_hold_is_said():
    known = fact(value(1, "2025-01-01", None), value(2, "2026-01-01", None))
    assert known.text_on(date(2026, 2, 1)) == "€ 2"


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (1458, "euro", "€ 1.458"),
        (14.71, "euro", "€ 14,71"),
        (8.4, "euro", "€ 8,40"),
        (62.5, "procent", "62,5 %"),
        (20000, "aantal", "20.000"),
        (850, "uren", "850"),
        ("04-01", "datum", "1 april"),
        ("2026-09-17", "datum", "17 september 2026"),
        ("2 tot 3 jaar", "tekst", "2 tot 3 jaar"),
    ],
)
def test_values_are_written_as_dutch(amount, unit, text):
    assert written(amount, unit) == text


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("unit: gulden", "unit 'gulden' is none of"),
        ("unit: euro\n  extra: 1\n  values: [{value: 1}]", "missing or malformed"),
    ],
)
def test_a_malformed_fact_is_named(tmp_path, line, complaint):
    path = tmp_path / "facts.yml"
    path.write_text(f"lesgeld:\n  title: x\n  ask: DUO\n  values: []\n  {line}\n")
    with pytest.raises(ContentError, match="fact lesgeld") as error:
        Facts.load(path)
    assert complaint in str(error.value)


def test_extra_facts_beside_the_file_are_read_and_may_not_repeat_one(tmp_path):
    content = "{name}: {{title: x, ask: DUO, unit: euro, values: []}}\n"
    path = tmp_path / "facts.yml"
    path.write_text(content.format(name="lesgeld"))
    (tmp_path / "facts.d").mkdir()
    extra = tmp_path / "facts.d" / "ov.yml"
    extra.write_text(content.format(name="ov_boete"))
    assert sorted(Facts.load(path).names()) == ["lesgeld", "ov_boete"]
    extra.write_text(content.format(name="lesgeld"))
    with pytest.raises(ContentError, match="already defined"):
        Facts.load(path)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2025-12-04", "4 december 2025"),
        ("2025-10", "oktober 2025"),
        ("2022", "2022"),
        ("onbekend", "onbekend"),
    ],
)
def test_the_date_of_a_source_is_written_as_far_as_it_is_known(day, text):
    assert day_written(day) == text
