"""Each check is shown to fail on a small content that is right but for one thing."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answers import checks
from bot.answers.checks import EXPIRES_WITHIN, answered_by_rules, check, expiring
from bot.answers.facts import Fact, Facts, FactValue
from bot.answers.sources import Source, Sources
from bot.answers.topics import Answer, Button, Change, Crossing, Topic, Topics

TODAY = date(2026, 11, 23)
SOURCES = Sources({"duo": Source("DUO", "https://duo.nl", "2026", "A")})


def value(**changes):
    return FactValue(
        **{
            "value": 1458,
            "status": "bestaat",
            "certainty": "B",
            "source": "duo",
            "checked": "2026-11-23",
            "valid_from": date(2026, 8, 1),
            "valid_until": date(2027, 7, 31),
            **changes,
        }
    )


def facts(*values):
    return Facts({"lesgeld": Fact("lesgeld", "Lesgeld", "euro", "DUO", values or (value(),))})


ANSWER = Answer(
    intent="lesgeld",
    text="Je betaalt {lesgeld} per jaar.",
    title="Wat kost school?",
    status="bestaat",
    sources=("duo",),
    checked="2026-11-23",
    easier="School kost {lesgeld}.",
    more="Betalen in delen kan ook.",
    unchecked="Kijk bij DUO wat het nu is.",
    buttons=(Button("En bij bbl?", "/lesgeld.bbl"),),
)
BBL = replace(ANSWER, intent="lesgeld.bbl", text="Dat betaalt je baas soms.", buttons=())


def topic(*answers, **changes):
    return Topic(
        **{
            "name": "lesgeld",
            "title": "Lesgeld",
            "questions": {"lesgeld": ("wat kost school",)},
            "answers": {answer.intent: answer for answer in answers},
            **changes,
        }
    )


def problems(*topics, known=None, actions=(), today=TODAY):
    content = Topics({each.name: each for each in topics})
    found = check(content, known or facts(), SOURCES, actions=actions, today=today)
    return [str(problem) for problem in found]


def problems_of(**changes):
    return problems(topic(replace(ANSWER, **changes), BBL))


def test_content_that_is_right_has_no_problems():
    assert problems(topic(ANSWER, BBL)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"status": "misschien"}, "lesgeld: status must be one of bestaat, voorstel"),
        ({"status": None}, "lesgeld: status must be one of"),
        ({"sources": ()}, "lesgeld: no source"),
        ({"sources": ("krant",)}, "lesgeld: unknown source 'krant'"),
        ({"checked": None}, "lesgeld: no date at 'checked'"),
        ({"title": ""}, "lesgeld: needs a title of at most 45 characters"),
        ({"title": "t" * 46}, "lesgeld: needs a title of at most 45 characters"),
        ({"easier": None}, "lesgeld: no easier text"),
        ({"more": None}, "lesgeld: no longer text or example ('more')"),
    ],
)
def test_an_answer_needs_its_status_source_date_title_and_other_texts(changes, problem):
    (found,) = problems_of(**changes)
    assert found.startswith(problem)


def test_an_answer_about_the_conversation_needs_no_other_texts():
    hello = replace(ANSWER, intent="groet", text="Hoi!", easier=None, more=None, buttons=())
    assert problems(topic(hello, name="groet", questions={"groet": ("hoi",)})) == []


def test_a_button_leads_to_an_answer_that_exists():
    buttons = (*ANSWER.buttons, Button("En de ov-kaart?", "/ov_kaart"))
    assert problems_of(buttons=buttons) == [
        "lesgeld: the button 'En de ov-kaart?' goes to 'ov_kaart': no such answer"
    ]


def test_a_button_may_carry_entities():
    assert problems_of(buttons=(Button("En bij bbl?", '/lesgeld.bbl{"level": "mbo3"}'),)) == []


def test_a_button_fits_on_a_phone():
    (found,) = problems_of(buttons=(Button("k" * 46, "/lesgeld.bbl"),))
    assert found.startswith("lesgeld: button longer than 45 characters")


@pytest.mark.parametrize("amount", ["€ 1.458", "1.458 euro", "12 procent", "8,5 %"])
@pytest.mark.parametrize("kind", ["text", "easier", "more", "unchecked"])
def test_an_amount_is_a_fact_in_every_text(kind, amount):
    (found,) = problems_of(**{kind: f"School kost {amount} per jaar."})
    assert found == f"lesgeld ({kind}): {amount!r} must be a fact in data/facts.yml"


def test_a_text_names_facts_that_exist():
    assert problems_of(more="Het was {schoolgeld}.") == [
        "lesgeld (more): unknown fact {schoolgeld}"
    ]


@pytest.mark.parametrize(
    ("kind", "most"), [("text", 100), ("more", 100), ("unchecked", 100), ("easier", 50)]
)
def test_a_text_is_short(kind, most):
    assert problems_of(**{kind: "woord " * most}) == []
    assert problems_of(**{kind: "woord " * (most + 1)}) == [
        f"lesgeld ({kind}): {most + 1} words, at most {most}"
    ]


def test_words_are_counted_as_they_are_said():
    spoken = facts(value(value="elk jaar een ander bedrag"))
    text = "woord " * 99 + "{lesgeld}"
    assert problems(topic(replace(ANSWER, text=text), BBL), known=spoken) == [
        "lesgeld (text): 104 words, at most 100"
    ]


def test_the_easier_text_has_three_sentences_at_most():
    assert problems_of(easier="Een. Twee. Drie.", text="Een. Twee. Drie. Vier.") == []
    assert problems_of(easier="Een. Twee! Drie? Vier.") == [
        "lesgeld (easier): more than 3 sentences"
    ]


def test_an_answer_whose_fact_is_not_known_today_says_so():
    unknown = facts(value(valid_until=date(2026, 8, 31)))
    assert problems(topic(ANSWER, BBL), known=unknown) == []
    assert problems(topic(replace(ANSWER, unchecked=None), BBL), known=unknown) == [
        "lesgeld (text): a fact in it has no value today, and there is no 'unchecked'"
    ]


def test_an_answer_whose_fact_can_expire_has_a_text_for_that_day():
    assert problems_of(unchecked=None) == [
        "lesgeld (text): a fact in it can expire, and there is no 'unchecked' text"
    ]


def test_a_fact_of_a_past_day_or_without_end_cannot_expire():
    assert problems_of(text="Het was {lesgeld@2026-08-01}.", unchecked=None) == []
    lasting = facts(value(valid_until=None))
    assert problems(topic(replace(ANSWER, unchecked=None), BBL), known=lasting) == []


def test_what_is_said_without_a_checked_fact_needs_no_fact_of_today():
    unknown = facts(value(valid_until=date(2026, 8, 31)))
    answer = replace(ANSWER, unchecked="Vorig jaar was het {lesgeld}.")
    assert problems(topic(answer, BBL), known=unknown) == [
        "lesgeld (unchecked): says a fact that is not known today (DUO)"
    ]


def test_what_is_said_later_is_checked_for_that_day():
    later = Change(date(2027, 8, 1), {"text": "Het kost € 3.", "status": "vast"})
    assert problems_of(later=(later,)) == [
        "lesgeld (later): status must be one of bestaat, voorstel, afgeschaft, verandert, onbekend",
        "lesgeld (text): '€ 3' must be a fact in data/facts.yml",
    ]


def test_a_fact_that_ends_before_what_is_said_later_needs_a_text_for_that_day():
    later = Change(date(2027, 8, 1), {"text": "Het kost {lesgeld}.", "unchecked": None})
    quiet = replace(ANSWER, text="Dat betaal je zelf.", easier="Zelf.", unchecked=None)
    assert problems(topic(replace(quiet, later=(later,)), BBL)) == [
        "lesgeld (text): a fact in it has no value today, and there is no 'unchecked'"
    ]


def test_a_topic_has_an_orienting_answer():
    found = problems(topic(BBL, questions={"lesgeld.bbl": ("wat kost bbl",)}))
    assert found == ["lesgeld: the topic has no orienting answer"]


def test_questions_have_an_answer():
    questions = {"lesgeld": ("wat kost school",), "lesgeld.hbo": ("wat kost hbo",)}
    assert problems(topic(ANSWER, BBL, questions=questions)) == [
        "lesgeld.hbo: there are questions but no answer"
    ]


def test_an_action_answers_too():
    searched = topic(name="aanbod", questions={"aanbod": ("waar kan dat",)})
    assert problems(searched, actions=["aanbod"]) == []


def test_an_answer_is_reached_by_a_question_or_a_button():
    assert problems(topic(replace(ANSWER, buttons=()), BBL)) == [
        "lesgeld.bbl: no question and no button reaches this answer"
    ]


def test_an_answer_that_a_rule_of_the_stories_gives_is_reached():
    assert problems(topic(replace(ANSWER, buttons=()), BBL), actions=["lesgeld.bbl"]) == []


def test_an_intent_without_any_question_reaches_nothing():
    questions = {"lesgeld": ("wat kost school",), "lesgeld.bbl": ()}
    assert problems(topic(replace(ANSWER, buttons=()), BBL, questions=questions)) == [
        "lesgeld.bbl: no question and no button reaches this answer"
    ]


def test_a_follow_up_comes_from_a_topic_that_exists():
    crossing = Crossing("lesgeld", ("bbl_loon",), ("en wat kost dat",))
    assert problems(topic(ANSWER, BBL, crossings=(crossing,))) == [
        "lesgeld: follows on 'bbl_loon': no such topic"
    ]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"source": "krant"}, "unknown source 'krant'"),
        ({"status": "zeker"}, "unknown status 'zeker'"),
        ({"certainty": "E"}, "unknown certainty 'E'"),
    ],
)
def test_a_fact_has_a_known_source_status_and_certainty(changes, problem):
    assert f"fact lesgeld: {problem}" in problems(topic(ANSWER, BBL), known=facts(value(**changes)))


def test_a_fact_of_our_own_needs_no_source():
    assert problems(topic(ANSWER, BBL), known=facts(value(source=None))) == []


def test_facts_that_end_within_sixty_days_are_listed_soonest_first():
    def ending(name, end):
        return Fact(name, name, "euro", "DUO", (value(valid_until=end),))

    last = TODAY + EXPIRES_WITHIN
    known = Facts(
        {
            "op_de_dag": ending("op_de_dag", last),
            "later": ending("later", date.fromordinal(last.toordinal() + 1)),
            "vroeg": ending("vroeg", date(2026, 12, 31)),
            "blijft": ending("blijft", None),
            "voorbij": ending("voorbij", date(2026, 8, 31)),
        }
    )
    assert expiring(known, today=TODAY) == [("vroeg", date(2026, 12, 31)), ("op_de_dag", last)]


def test_rules_that_answer_are_found_in_the_stories():
    assert "opleidingsaanbod_regio" in answered_by_rules()


@pytest.fixture
def check_project(monkeypatch, capsys):
    """What the check of a project with this one topic returns and prints."""

    def run(content, today=TODAY):
        monkeypatch.setattr(checks.Topics, "load", lambda: Topics({content.name: content}))
        monkeypatch.setattr(checks.Facts, "load", facts)
        monkeypatch.setattr(checks.Sources, "load", lambda: SOURCES)
        status = checks.check_project(today=today)
        return status, capsys.readouterr().out.splitlines()

    return run


@pytest.mark.parametrize(
    ("content", "status", "count"), [(topic(ANSWER, BBL), 0, 0), (topic(BBL), 1, 3)]
)
def test_the_check_of_the_project_tells_make_whether_it_passed(
    check_project, content, status, count
):
    passed, printed = check_project(content)
    assert (passed, printed[-1]) == (status, f"{count} problems in the content")


def test_the_check_of_the_project_prints_every_problem(check_project):
    _, printed = check_project(topic(replace(ANSWER, sources=()), replace(BBL, checked=None)))
    assert [line for line in printed if line.startswith("error: ")] == [
        "error: lesgeld: no source",
        "error: lesgeld.bbl: no date at 'checked'",
    ]


def test_the_check_of_the_project_prints_what_there_is(check_project):
    content = topic(
        ANSWER,
        BBL,
        followups={"lesgeld": ("en met bbl", "en in maart")},
        crossings=(Crossing("lesgeld", ("lesgeld",), ("wat kost dat", "hoeveel", "en geld")),),
    )
    assert "2 answers, 6 questions, 1 facts" in check_project(content)[1]


def test_the_check_of_the_project_prints_the_hardest_answers_first(check_project):
    hard = "Onderwijsinstellingen administreren studievoortgangsregistraties."
    _, printed = check_project(
        topic(replace(ANSWER, text="Je gaat naar school."), replace(BBL, text=hard))
    )
    ranked = [line.split()[1] for line in printed if line.endswith(("lesgeld", "lesgeld.bbl"))]
    assert ranked == ["lesgeld.bbl", "lesgeld"]


def test_the_check_of_the_project_prints_which_facts_end_soon(check_project):
    ends = "expires 2027-07-31: lesgeld"
    assert ends in check_project(topic(ANSWER, BBL), today=date(2027, 7, 1))[1]
    assert ends not in check_project(topic(ANSWER, BBL), today=TODAY)[1]


def test_an_answer_by_a_rule_of_the_stories_counts_for_the_project(check_project):
    searched = topic(name="opleidingsaanbod_regio", questions={"opleidingsaanbod_regio": ("waar",)})
    assert check_project(searched)[0] == 0
