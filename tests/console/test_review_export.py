import csv
import io
import shutil
from datetime import date

import pytest
import yaml

from bot.answers.checks import answered_by_rules, check
from bot.answers.facts import Facts
from bot.answers.sources import Sources
from bot.answers.topics import Topics
from bot.console.review.export import fragment, measuring_rows
from bot.console.review.marks import Mark, Verdict
from bot.evaluation import cases_from
from bot.paths import TOPICS


def mark(question, verdict=Verdict.OTHER, intent="bbl_loon.cao", **given):
    details = {"group_name": question, "previous_topic": "", "taken_for": "ov_kaart"}
    return Mark(question, verdict=verdict, intent=intent, account="noor", **{**details, **given})


@pytest.fixture(scope="module")
def topics():
    return Topics.load()


MARKS = [
    mark("krijg ik: meer 'dan' #minimum?", previous_topic="bbl_voorwaarden"),
    mark("zeg het maar [mail] en [telefoon]"),
    mark("waar vind ik een leerbaan als imker", intent="leerbaan_zoeken"),
    mark("wat kost een abonnement", Verdict.RIGHT, ""),
    mark("mag mijn hond mee", Verdict.MISSING, ""),
    mark("eerst overleggen", Verdict.LATER, ""),
]


def test_the_fragment_put_into_the_topic_files_passes_the_content_check(topics, tmp_path):
    folder = tmp_path / "nlu"
    shutil.copytree(TOPICS, folder)
    for added in yaml.safe_load_all(fragment(MARKS, topics).replace("--- # data", "---\n# data")):
        for item in added["nlu"]:
            path = folder / f"{item['intent'].partition('.')[0]}.yml"
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
            content["nlu"].append(item)
            path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    merged = Topics.load(folder)
    bbl_loon = next(topic for topic in merged if topic.name == "bbl_loon")
    assert bbl_loon.questions["bbl_loon.cao"][-2:] == (
        "krijg ik: meer 'dan' #minimum?",
        "zeg het maar en",
    )
    problems = check(
        merged, Facts.load(), Sources.load(), actions=answered_by_rules(), today=date(2026, 11, 26)
    )
    assert problems == []


def test_the_fragment_names_the_file_that_its_questions_belong_to(topics):
    written = fragment(MARKS, topics)
    assert "# data/nlu/bbl_loon.yml" in written and "# data/nlu/leerbaan_zoeken.yml" in written
    assert "[mail]" not in written and "hond" not in written


def test_a_question_that_is_already_there_is_not_added_again(topics):
    known = next(iter(topics)).questions
    intent, texts = next(iter(known.items()))
    assert fragment([mark(texts[0].upper(), intent=intent)], topics) == ""


def test_what_was_judged_can_be_measured(topics):
    rows = measuring_rows(MARKS)
    cases = cases_from(rows.encode(), name="toetsvragen.tsv")
    assert [(c.question, c.expected_topic, c.previous_topic) for c in cases] == [
        ("krijg ik: meer 'dan' #minimum?", "bbl_loon", "bbl_voorwaarden"),
        ("zeg het maar en", "bbl_loon", None),
        ("waar vind ik een leerbaan als imker", "leerbaan_zoeken", None),
        ("wat kost een abonnement", "ov_kaart", None),
    ]


def test_a_question_with_tabs_or_quotes_stays_one_row():
    rows = measuring_rows([mark('wat\tis "bbl"\nprecies')])
    assert list(csv.reader(io.StringIO(rows), delimiter="\t", quoting=csv.QUOTE_NONE))[1] == [
        'wat is "bbl" precies', "bbl_loon", "",
    ]  # fmt: skip
