from datetime import date

import pytest

from bot.answers.topics import Crossing, Topics, read_topic
from bot.yaml_files import ContentError

TOPIC = """
topic: lesgeld
title: Lesgeld
nlu:
- intent: lesgeld
  examples: |
    - wat kost school
    - "quotes": blijven staan
- intent: lesgeld.bbl
  examples: |
    - en bij bbl
followups:
- intent: lesgeld.bbl
  examples: |
    - en als ik werk
- intent: lesgeld
  after: [bbl, stage]
  examples: |
    - en wat kost dat
responses:
  utter_lesgeld:
  - text: Dat hangt af van je leeftijd.
    buttons:
    - {title: En bij bbl?, payload: /lesgeld.bbl}
    metadata: {title: Wat kost school?, status: bestaat, sources: [duo], checked: "2026-11-23"}
titles: {lesgeld.bbl: Bij bbl}
"""


@pytest.fixture
def write(tmp_path):
    def write(text, name="lesgeld.yml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_topic_file_gives_questions_and_answers(write):
    topic = read_topic(write(TOPIC))
    assert topic.questions["lesgeld"] == ("wat kost school", '"quotes": blijven staan')
    assert topic.followups["lesgeld.bbl"] == ("en als ik werk",)
    answer = topic.answers["lesgeld"]
    assert (answer.status, answer.sources, answer.checked) == ("bestaat", ("duo",), "2026-11-23")
    assert answer.buttons[0].payload == "/lesgeld.bbl"


def test_a_follow_up_can_come_from_other_topics(write):
    (crossing,) = read_topic(write(TOPIC)).crossings
    assert crossing == Crossing("lesgeld", ("bbl", "stage"), ("en wat kost dat",))


def test_an_intent_without_an_answer_has_its_title_from_the_file(write):
    topics = Topics({"lesgeld": read_topic(write(TOPIC))})
    assert topics.title("lesgeld.bbl") == "Bij bbl"
    assert topics.title("lesgeld") == "Wat kost school?"


LATER = """checked: "2026-11-23", later: [
      {since: "2027-08-01", text: Alles is anders.},
      {since: "2027-01-01", status: onbekend, status_label: niet gecontroleerd}]}"""


@pytest.mark.parametrize(
    ("day", "text", "status", "label"),
    [
        (date(2026, 12, 31), "Dat hangt af van je leeftijd.", "bestaat", None),
        (date(2027, 1, 1), "Dat hangt af van je leeftijd.", "onbekend", "niet gecontroleerd"),
        (date(2027, 8, 1), "Alles is anders.", "onbekend", "niet gecontroleerd"),
    ],
)
def test_from_its_day_on_an_answer_says_what_is_written_for_later(write, day, text, status, label):
    topic = read_topic(write(TOPIC.replace('checked: "2026-11-23"}', LATER)))
    said = topic.answers["lesgeld"].on(day)
    assert (said.text, said.status, said.status_label) == (text, status, label)


@pytest.mark.parametrize(
    ("item", "complaint"),
    [
        ("{status: onbekend}", "needs a quoted date"),
        ("{since: 2027-01-01, status: onbekend}", "needs a quoted date"),
        ('{since: "2027-01-01", title: Iets}', "cannot change title"),
    ],
)
def test_a_mistake_in_what_is_said_later_is_named(write, item, complaint):
    text = TOPIC.replace('checked: "2026-11-23"', f'checked: "2026-11-23", later: [{item}]')
    with pytest.raises(ContentError, match=complaint):
        read_topic(write(text))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('checked: "2026-11-23"', "checked: 2026-11-23", "put quotes around the date"),
        ("- intent: lesgeld.bbl", "- intent: stage.bbl", "does not belong to topic"),
        ("- wat kost school", "wat kost school", "does not begin with '- '"),
        ("    - en als ik werk\n", "", "no examples"),
        ("utter_lesgeld:", "lesgeld:", "must begin with 'utter_'"),
        ("topic: lesgeld", "topic: iets_anders", "topic is called 'iets_anders'"),
        ("title: Lesgeld", "title: [", "lesgeld.yml"),
        ("after: [bbl, stage]", "after: bbl", "'after' needs a list of other topics"),
        ("after: [bbl, stage]", "after: [lesgeld]", "'after' needs a list of other topics"),
    ],
)
def test_a_mistake_is_named_with_its_file(write, old, new, complaint):
    with pytest.raises(ContentError, match="lesgeld.yml") as error:
        read_topic(write(TOPIC.replace(old, new)))
    assert complaint in str(error.value)
