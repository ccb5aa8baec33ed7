import copy

import pytest
from rasa.shared.nlu.constants import METADATA

from bot.answers.importer import TopicImporter

TOPIC = """
topic: loon
nlu:
- intent: loon
  examples: |
    - wat verdien ik
- intent: loon.zoeken
  examples: |
    - zoek loon
followups:
- intent: loon
  examples: |
    - en als ik 17 ben
- intent: loon
  after: [bbl, stage]
  examples: |
    - en wat verdient dat
    - en hoeveel schuift dat
    - wat krijg je daarvoor
responses:
  utter_loon:
  - text: Dat hangt af van je leeftijd.
    metadata: {title: Loon, status: bestaat, sources: [x], checked: "2026-11-23"}
"""


@pytest.fixture
def importer(tmp_path):
    topics, stories = tmp_path / "nlu", tmp_path / "stories"
    topics.mkdir()
    stories.mkdir()
    (topics / "loon.yml").write_text(TOPIC)
    (tmp_path / "domain.yml").write_text('version: "3.1"\nintents: []\n')
    return TopicImporter(
        domain_path=str(tmp_path / "domain.yml"), topics=str(topics), stories=str(stories)
    )


def test_every_intent_and_answer_of_a_topic_is_in_the_domain(importer):
    domain = importer.get_domain()
    assert {"loon", "loon.zoeken"} <= set(domain.intents)
    assert "utter_loon" in domain.responses


def test_an_answer_gets_a_rule_and_an_intent_without_one_gets_none(importer):
    rules = [step.block_name for step in importer.get_stories().story_steps]
    assert rules == ["answer loon"]


def test_a_follow_up_question_carries_the_topic_that_it_follows_on(importer):
    messages = {m.get("text"): m for m in importer.get_nlu_data().training_examples}
    assert messages["en als ik 17 ben"].get(METADATA) == {"previous_topics": ["loon"]}
    assert messages["wat verdien ik"].get(METADATA) is None


def test_a_crossing_carries_every_topic_that_it_may_come_from(importer):
    before = [
        (message.get(METADATA) or {}).get("previous_topics")
        for message in importer.get_nlu_data().training_examples
        if message.get("text") == "en wat verdient dat"
    ]
    assert before == [["bbl", "stage"]]


def test_a_copy_of_a_question_is_equal_and_changes_alone(importer):
    question = importer.get_nlu_data().training_examples[0]
    copied = copy.deepcopy(question)
    assert copied == question
    assert hash(copied) == hash(question)
    copied.set("entities", [{"entity": "age"}])
    assert copied != question
    assert question.get("entities") is None
