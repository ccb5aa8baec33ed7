import asyncio
import json

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.plan_route import PlanRoute
from actions.routes_reading import SLOT, RouteRequest, Who
from bot.nlu.entities import EntityReader
from bot.routes.planner import Wish

PAYLOAD = "/opleiding_info.route"


@pytest.fixture(scope="session")
def reader():
    return EntityReader.load()


class Talk:
    """A conversation about routes: typed sentences with their real entities, and buttons."""

    def __init__(self, reader):
        self.reader, self.slot = reader, None

    def say(self, text):
        return self._turn(text, [found.as_rasa() for found in self.reader.find(text)])

    def press(self, title_or_entities):
        if isinstance(title_or_entities, str):
            payload = next(
                button["payload"]
                for button in self.last["buttons"]
                if button["title"] == title_or_entities
            )
            entities = json.loads(payload.removeprefix(PAYLOAD))
        else:
            entities = title_or_entities
        named = [{"entity": name, "value": value} for name, value in entities.items()]
        return self._turn(f"{PAYLOAD}{json.dumps(entities)}", named)

    def _turn(self, text, entities):
        dispatcher = CollectingDispatcher()
        latest = {"text": text, "entities": entities}
        tracker = Tracker("x", {SLOT: self.slot}, latest, [], False, None, {}, None)
        for event in asyncio.run(PlanRoute().run(dispatcher, tracker, {})):
            self.slot = event["value"]
        (message,) = dispatcher.messages
        shown = {name: message[name] for name in ("text", "buttons")}
        self.last = {**shown, **(message.get("custom") or {})}
        return self.last


@pytest.fixture
def talk(reader):
    return Talk(reader)


def titles(answer):
    return [button["title"] for button in answer["buttons"]]


def payloads(answer):
    return [button["payload"] for button in answer["buttons"]]


def test_from_kader_to_nurse_gives_text_drawing_sources_and_the_next_step(talk):
    answer = talk.say("ik doe kader en wil verpleegkundige worden")
    assert answer["text"].startswith("Er zijn drie wegen van vmbo-kader (kb) naar verpleegkundige.")
    assert (
        "- Weg 1 (3 tot 4 jaar): mbo niveau 4, Mbo-Verpleegkundige (bol of bbl)." in answer["text"]
    )
    assert answer["image"]["svg"].startswith("<svg")
    assert "tekst" in answer["image"]["alt"]
    assert answer["answer"] == "opleiding_info.route"
    assert (answer["status"], answer["checked"]) == ("bestaat", "2026-11-23")
    assert answer["sources"][0]["url"] == "/route?van=vmbo-kb&naar=verpleegkundige"
    assert payloads(answer)[0] == (
        '/opleidingsaanbod_regio{"occupation": "verpleegkundige", "level": "mbo4"}'
    )


def test_a_parent_is_addressed_as_a_parent(talk):
    answer = talk.say("mn zoon zit op 4 havo en wil leraar worden, kan dat ook via mbo?")
    assert "havo (over naar klas 4) naar leraar" in answer["text"]
    assert "of je kind wordt toegelaten" in answer["text"]
    assert "havodiploma" not in answer["text"]
    assert payloads(answer)[-1] == "/studiekeuze_hulp.ouders"


def test_a_counsellor_asks_about_a_pupil(talk):
    answer = talk.say("een leerling uit het praktijkonderwijs wil kok worden")
    assert "praktijkonderwijs naar kok" in answer["text"]
    assert "of je leerling wordt toegelaten" in answer["text"]


def test_what_is_missing_is_asked_in_one_question_with_buttons(talk):
    answer = talk.say("hoe word ik loodgieter zonder school")
    assert answer["text"].endswith(
        "Ik zoek de wegen naar loodgieter. Waar ben je nu, of welk diploma heb je?"
    )
    assert "image" not in answer
    answer = talk.press("Vmbo")
    assert answer["text"] == "Ik zoek de wegen naar loodgieter. Welke leerweg van het vmbo is het?"
    answer = talk.press("Basis")
    assert (
        "Weg 1 (1 tot 2 jaar): mbo niveau 2, Monteur werktuigkundige installaties (bbl)"
        in answer["text"]
    )


def test_before_the_start_is_known_the_programmes_of_the_goal_are_told_with_their_register(talk):
    answer = talk.say("hoe word ik loodgieter")
    assert answer["text"].startswith(
        "Opleidingen voor loodgieter, of die erop lijken:\n"
        "- mbo niveau 2: Monteur werktuigkundige installaties\n"
        "- mbo niveau 3: Eerste monteur woning\n"
    )
    assert [source["name"] for source in answer["sources"]] == [
        "SBB, lijst van mbo-kwalificaties (crebo) vanaf 1 augustus 2022"
    ]
    assert answer["status"] == "bestaat" and answer["checked"]


def test_where_the_way_is_unknown_that_is_said_without_asking_for_a_start(talk):
    answer = talk.say("hoe word je piloot")
    assert answer["text"].startswith("De weg naar piloot staat niet in mijn gegevens.")
    assert "Waar ben je nu" not in answer["text"]
    assert answer["status"] == "onbekend" and answer["checked"]
    assert "/lob_decaan" in payloads(answer)


def test_what_holds_for_everyone_who_wants_to_join_the_police_is_told_at_once(talk):
    answer = talk.say("hoe word je politieagent")
    assert "Basis Politieopleiding" in answer["text"]
    assert "niet iedereen komt door de selectie" in answer["text"]
    assert answer["sources"]


def test_the_goal_is_asked_when_only_the_start_is_known(talk):
    answer = talk.press({"level": "mbo2"})
    assert "Wat wil je worden" in answer["text"]
    assert "/studiekeuze_hulp.test" in payloads(answer)
    assert "naar hbo-bachelor" in talk.press("Hbo-bachelor")["text"]


def test_an_occupation_that_we_do_not_know_is_named(talk):
    talk.press({"level": "mbo2"})
    answer = talk.press({"occupation": "drakentemmer"})
    assert '"drakentemmer" ken ik niet als beroep' in answer["text"]


def test_with_a_job_follows_on(talk):
    talk.say("ik doe kader en wil kok worden")
    answer = talk.say("en met bbl?")
    assert "(bbl)" in answer["text"] and "bol of bbl" not in answer["text"]
    assert "En werkend leren (bbl)?" not in titles(answer)
    assert "wens=werken" in answer["sources"][0]["url"]


def test_school_with_placements_takes_the_wish_for_a_job_back(talk):
    talk.say("ik doe kader en wil kok worden met bbl")
    assert "bol of bbl" in talk.say("en met bol dan?")["text"]


def test_faster_says_that_it_cannot_and_what_may_help(talk):
    talk.say("ik doe kader en wil verpleegkundige worden")
    answer = talk.say("kan dat sneller")
    assert answer["text"].startswith("Sneller dan 3 tot 4 jaar vind ik niet.")
    assert "vrijstelling" in answer["text"]


def test_failing_tells_what_is_left_and_leads_back(talk):
    talk.say("ik doe kader en wil verpleegkundige worden")
    answer = talk.say("wat als ik zak")
    assert "omzetten naar entree" in answer["text"]
    assert answer["sources"]
    assert "Er zijn drie wegen van vmbo-kader" in talk.press("Weer naar mijn wegen")["text"]


def test_who_fails_may_see_the_way_without_a_diploma(talk):
    talk.say("ik doe kader en wil kok worden")
    talk.say("wat als ik zak")
    assert "geen diploma naar kok" in talk.press("De weg zonder diploma")["text"]


def test_a_new_goal_keeps_the_start_and_forgets_the_wishes(talk):
    talk.say("ik doe kader en wil kok worden met bbl")
    answer = talk.say("en als ik bakker wil worden?")
    assert "vmbo-kader (kb) naar bakker" in answer["text"]
    assert "bol of bbl" in answer["text"]


def test_the_age_gives_the_age_at_the_end(talk):
    answer = talk.say("ik ben 16, doe vmbo gl en wil politieagent worden")
    assert "Je bent dan ongeveer 20 jaar." in answer["text"]
    assert "16" not in answer["sources"][0]["url"]


def test_a_class_that_was_not_said_is_assumed_aloud(talk):
    answer = talk.say("ik zit op de havo en wil kok worden")
    assert answer["text"].startswith("Ik ga uit van havo (over naar klas 4).")
    answer = talk.press("Nee, ik heb al een havodiploma")
    assert "van havodiploma naar kok" in answer["text"]


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("ik zit in 3 havo en wil kok worden", "havo klas 3"),
        ("van havo 5 naar kok", "havo (over naar klas 4)"),
        ("ik heb mijn havodiploma en wil kok worden", "havodiploma"),
        ("ik heb geen diploma en wil kok worden", "geen diploma"),
        ("ik heb mijn havo niet afgemaakt en wil kok worden", "havo (over naar klas 4)"),
        ("ik heb tien jaar ervaring en wil kok worden", "werk en ervaring zonder passend diploma"),
        ("ik ben statushouder en wil kok worden", "diploma uit het buitenland"),
        ("ik zit op de isk en wil kok worden", "internationale schakelklas (ISK)"),
        ("ik heb entree gedaan en wil kok worden", "entreeopleiding"),
        ("mavo, kok worden", "vmbo theoretisch (tl of mavo)"),
    ],
)
def test_people_tell_in_many_ways_where_they_are(talk, said, start):
    answer = talk.say(said)
    assert f"van {start} naar kok" in answer["text"]


@pytest.mark.parametrize(
    ("said", "goal"),
    [
        ("ik doe kader en wil naar het hbo", "hbo-bachelor"),
        ("ik doe kader en wil naar de universiteit", "universiteit"),
        ("ik doe kader en wil zo snel mogelijk aan het werk", "een diploma om mee te werken"),
        ("van kader naar mbo 4", "mbo niveau 4"),
        ("ik doe kader en wil iets in de techniek", "een mbo-diploma in techniek"),
        ("ik doe kader, werk als kok en wil bakker worden", "bakker"),
    ],
)
def test_people_tell_in_many_ways_where_they_want_to_go(talk, said, goal):
    assert f"van vmbo-kader (kb) naar {goal}" in talk.say(said)["text"]


def test_an_occupation_tells_where_somebody_is(talk):
    answer = talk.say("ik wil van verzorgende naar verpleegkundige")
    assert "van mbo niveau 3 naar verpleegkundige" in answer["text"]


def test_a_way_that_we_do_not_know_is_not_drawn(talk):
    answer = talk.say("ik heb mavo, hoe word ik brandweerman")
    assert "ken ik niet zeker genoeg" in answer["text"]
    assert "brandweer.nl" in answer["text"]
    assert "image" not in answer and answer["status"] == "onbekend"


def test_who_is_there_already_hears_so(talk):
    assert talk.say("ik heb mbo 4 en wil naar mbo 4")["text"].startswith("Je bent er al")


def test_what_depends_on_the_school_is_in_the_status(talk):
    answer = talk.say("van mbo 2 naar mbo 4")
    assert answer["status_label"] == "bestaat, een deel vraag je na bij de school"
    assert "Nordwin College niveau 3" in answer["text"]


def test_every_button_is_one_that_a_visitor_may_send(talk):
    for said in (
        "hoe word ik kok",
        "ik doe kader",
        "ik doe kader en wil kok worden",
        "wat als ik zak",
    ):
        for payload in payloads(talk.say(said)):
            name, brace, values = payload.partition("{")
            entities = json.loads(brace + values) if brace else {}
            assert name.startswith("/")
            assert set(entities) <= {
                "level",
                "target_level",
                "occupation",
                "sector",
                "choice",
                "route",
            }
            assert all(
                isinstance(value, str) and 0 < len(value) <= 80 for value in entities.values()
            )


def test_titles_differ_and_there_are_at_most_five_after_a_route(talk):
    answer = talk.say("mn dochter doet kader en wil kok worden")
    assert len(set(titles(answer))) == len(titles(answer)) <= 5


@pytest.mark.parametrize(
    "slot",
    [None, 3, "x", [], {"route": 7}, {"route": {"start": 9, "wishes": "x", "age": "oud", "who": []}},
     {"route": {"start": "atlantis", "goal_kind": "magic", "goal": "x"}}],
)  # fmt: skip
def test_a_slot_that_somebody_made_up_does_no_harm(talk, slot):
    talk.slot = slot
    assert talk.say("ik doe kader en wil kok worden")["image"]["svg"]


def test_a_request_survives_being_kept_in_the_slot():
    request = RouteRequest(
        "vmbo-kb", "occupation", "kok", "", frozenset({Wish.WORK}), 17, Who.CHILD, assumed=True
    )
    assert RouteRequest.from_slot(request.to_slot()) == request


def test_the_slot_keeps_nothing_of_the_words(talk):
    talk.say("ik ben Samira de Boer uit Ede, doe kader en wil kok worden")
    assert "Samira" not in json.dumps(talk.slot) and "Ede" not in json.dumps(talk.slot)
