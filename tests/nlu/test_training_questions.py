"""The questions that are learned from: written one by one, enough of each, no copies of each other."""

import re
from collections import defaultdict
from itertools import combinations
from statistics import median

import pytest
from rapidfuzz.distance import OSA

from bot.answers.topics import Topics
from bot.nlu.entities import EntityReader
from bot.nlu.text import normalised

FEWEST_LETTERS = 12
"""Shorter ones ("oke", "okee") are one edit apart and still what different people type."""

FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")


def plain(question):
    return " ".join(_WORD.findall(normalised(question)))


def one_edit_apart(questions):
    """Pairs of plain questions that differ by at most one letter, or two that changed places."""
    alike = defaultdict(set)
    for question in questions:
        if len(question) >= FEWEST_LETTERS:
            for at in range(len(question)):
                alike[question[:at] + question[at + 1 :]].add(question)
            alike[question].add(question)
    pairs = {pair for group in alike.values() for pair in combinations(sorted(group), 2)}
    return sorted(pair for pair in pairs if OSA.distance(*pair) <= 1)


def one_slot_apart(questions, reader):
    """Pairs that differ in one word, which names an entity of the same kind in both."""
    frames = defaultdict(dict)
    for question in questions:
        words = question.split()
        if len(words) >= FEWEST_WORDS:
            for at, word in enumerate(words):
                frames[(at, *words[:at], *words[at + 1 :])][question] = word
    kinds = {}

    def kinds_of(word):
        if word not in kinds:
            kinds[word] = {entity.name for entity in reader.find(word)}
        return kinds[word]

    return sorted(
        (first, second)
        for frame in frames.values()
        for first, second in combinations(sorted(frame), 2)
        if kinds_of(frame[first]) & kinds_of(frame[second])
    )


@pytest.fixture(scope="module")
def topics():
    return Topics.load()


@pytest.fixture(scope="module")
def by_intent(topics):
    """The plain questions of each answer, those that stand alone and those that go on apart."""
    found = defaultdict(list)
    for topic in topics:
        for intent, texts in topic.questions.items():
            found[intent, "alone"] += map(plain, texts)
        for intent, texts in topic.followups.items():
            found[intent, topic.name] += map(plain, texts)
        for crossing in topic.crossings:
            found[crossing.intent, crossing.after] += map(plain, crossing.texts)
    return found


def test_no_question_is_there_twice_for_an_answer(by_intent):
    for where, questions in by_intent.items():
        twice = {question for question in questions if question and questions.count(question) > 1}
        assert not twice, where


def test_no_two_questions_of_an_answer_differ_by_one_edit(by_intent):
    found = {where: one_edit_apart(questions) for where, questions in by_intent.items()}
    assert {where: pairs for where, pairs in found.items() if pairs} == {}


def test_no_two_questions_of_an_answer_differ_in_the_value_of_a_slot_only(by_intent):
    reader = EntityReader.load()
    found = {where: one_slot_apart(questions, reader) for where, questions in by_intent.items()}
    assert {where: pairs for where, pairs in found.items() if pairs} == {}


def test_near_copies_are_seen():
    reader = EntityReader.load()
    assert one_edit_apart(["wat kan je allemaal", "wat kun je allemaal", "wat kost een studie"])
    assert one_slot_apart(["hoe word ik loodgieter", "hoe word ik lasser"], reader)
    assert not one_slot_apart(["wat kost een opleiding", "wat kost een laptop"], reader)


def test_no_topic_has_more_than_four_times_the_median(topics):
    sizes = {topic.name: sum(map(len, topic.questions.values())) for topic in topics}
    assert max(sizes.values()) <= 4 * median(sizes.values())


def test_each_answer_has_fifty_questions(topics):
    few = {
        intent: len(texts)
        for topic in topics
        for intent, texts in topic.questions.items()
        if len(texts) < 50
    }
    assert few == {}
