import asyncio
import re
import time

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.courses_memory import SLOT, Memory
from actions.search_courses import (
    CompareCourses,
    CourseDetails,
    ForgetCourseWishes,
    MoreCourses,
    SearchCourses,
    WidenCourseSearch,
)


class Talk:
    """A conversation: what was said last, and the slot between messages."""

    def __init__(self, search):
        self.search, self.slot = search, None

    def say(self, action, text="", *named, **entities):
        """What an action answers; `named` are entities of which a message may have more than one."""
        dispatcher = CollectingDispatcher()
        pairs = (*named, *entities.items())
        found = [{"entity": name, "value": value} for name, value in pairs]
        tracker = Tracker(
            "x", {SLOT: self.slot}, {"text": text, "entities": found}, [], False, None, {}, None
        )
        for event in asyncio.run(action(self.search).run(dispatcher, tracker, {})):
            self.slot = event["value"]
        (message,) = dispatcher.messages
        return {**message, **(message.get("custom") or {})}


@pytest.fixture
def talk(search):
    return Talk(search)


AD_UTRECHT = {"sector": "techniek", "level": "ad", "place": "utrecht"}


def test_real_offers_are_shown_as_cards_with_distance_form_link_and_date(talk):
    answer = talk.say(
        SearchCourses, "welke ad-opleidingen techniek zijn er bij Utrecht?", **AD_UTRECHT
    )
    assert "Ad-opleidingen" in answer["text"]
    card = answer["courses"][0]
    assert (card["name"], card["school"], card["town"], card["distance_km"]) == (
        "Engineering", "Hogeschool Utrecht", "Utrecht", 0,
    )  # fmt: skip
    assert card["route"] == "voltijd of deeltijd"
    assert card["url"] == "https://www.hu.nl"
    assert "stand 4 augustus 2026" in card["source"]
    assert answer["sources"][0]["date"] == answer["checked"] == "2026-08-04"
    assert answer["status"] == "bestaat"


def test_cards_come_nearest_first(talk):
    cards = talk.say(SearchCourses, sector="zorg", level="hbo", place="arnhem")["courses"]
    distances = [card["distance_km"] for card in cards]
    assert distances == sorted(distances)


def test_a_new_place_follows_on(talk):
    talk.say(SearchCourses, **AD_UTRECHT)
    answer = talk.say(SearchCourses, "en in Rotterdam?", place="rotterdam")
    assert {card["town"] for card in answer["courses"]} == {"Rotterdam"}
    assert "techniek" in answer["text"]


def test_for_mbo_it_says_what_it_does_not_know(talk):
    answer = talk.say(SearchCourses, occupation="loodgieter", place="woerden", route="bbl")
    assert "Eerste monteur woning (niveau 3)" in answer["text"]
    assert "mboRijnland (Woerden, 0 km)" in answer["text"]
    assert "weet ik niet" in answer["text"]
    assert answer["courses"][0]["name"] == "mboRijnland"
    addresses = [source["url"] for source in answer["sources"]]
    assert "https://www.kiesmbo.nl" in addresses
    assert "https://stagemarkt.nl" in addresses


def test_a_level_narrows_the_search(talk):
    talk.say(SearchCourses, occupation="loodgieter", place="woerden")
    answer = talk.say(SearchCourses, "alleen niveau 3", level="mbo3")
    assert "niveau 3" in answer["text"]
    assert "niveau 2" not in answer["text"]


def test_another_form_is_a_wish_of_its_own(talk):
    talk.say(SearchCourses, occupation="verpleegkundige", level="hbo", place="utrecht")
    answer = talk.say(SearchCourses, "kan dat ook duaal", form="duaal")
    assert {card["route"] for card in answer["courses"]} == {"duaal"}


def test_further_away_widens_the_circle(talk):
    talk.say(SearchCourses, sector="techniek", level="ad", place="rotterdam")
    answer = talk.say(WidenCourseSearch, "verder weg mag ook")
    assert "binnen 50 km" in answer["text"]
    assert "binnen 80 km" in talk.say(WidenCourseSearch, "binnen 80 km")["text"]


def test_more_shows_the_next_part_and_then_says_that_it_is_over(talk):
    first = talk.say(SearchCourses, level="ad", place="rotterdam")["courses"]
    second = talk.say(MoreCourses, "meer")
    assert "nummer 6 tot en met 10" in second["text"]
    names = [(card["name"], card["school"]) for card in (*first, *second["courses"])]
    assert len(set(names)) == 10
    for _ in range(20):
        last = talk.say(MoreCourses, "meer")
    assert "allemaal" in last["text"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("de tweede", 2), ("vertel meer over nummer 3", 3), ("die derde", 3), ("de laatste", 5),
        ("open nr 1", 1), ("wat is het adres van de bovenste", 1), ("die in Dordrecht", None),
    ],
)  # fmt: skip
def test_details_are_of_the_course_that_is_meant(talk, text, number):
    cards = talk.say(SearchCourses, level="ad", sector="economie", place="rotterdam")["courses"]
    answer = talk.say(CourseDetails, text)
    meant = cards[(number or 1) - 1]
    assert answer["text"].startswith(f"{meant['name']} bij {meant['school']}")
    assert "Niveau: associate degree" in answer["text"]


def test_a_school_can_be_meant_by_its_name(talk):
    cards = talk.say(SearchCourses, sector="techniek", level="ad", place="arnhem")["courses"]
    last = cards[-1]
    assert last["school"] in talk.say(CourseDetails, f"meer over {last['school']}")["text"]


def test_details_say_how_to_enrol(talk):
    talk.say(SearchCourses, **AD_UTRECHT)
    answer = talk.say(CourseDetails, "de eerste")
    assert "Studielink" in answer["text"]
    assert any(source["url"] == "https://www.studielink.nl" for source in answer["sources"])


def test_a_number_that_is_not_in_the_list_is_said_so(talk):
    talk.say(SearchCourses, **AD_UTRECHT)
    assert "nummer 1 tot en met 3" in talk.say(CourseDetails, "nummer 9")["text"]


def test_a_button_carries_its_number(talk):
    cards = talk.say(SearchCourses, **AD_UTRECHT)["courses"]
    answer = talk.say(CourseDetails, '/opleidingsaanbod_regio.details{"course": "2"}', course="2")
    assert answer["text"].startswith(cards[1]["name"])


def test_two_are_compared_in_a_table(talk):
    cards = talk.say(SearchCourses, **AD_UTRECHT)["courses"]
    table = talk.say(CompareCourses, "vergelijk 1 en 3")["table"]
    assert table["columns"] == ["", f"1. {cards[0]['name']}", f"3. {cards[2]['name']}"]
    rows = {row[0]: row[1:] for row in table["rows"]}
    assert rows["School"] == [cards[0]["school"], cards[2]["school"]]
    assert rows["Niveau"][0] == "associate degree (Ad)"
    assert all(len(row) == 3 for row in table["rows"])


@pytest.mark.parametrize("text", ["vergelijk die twee", "zet ze naast elkaar"])
def test_without_numbers_the_first_two_are_compared(talk, text):
    talk.say(SearchCourses, **AD_UTRECHT)
    columns = talk.say(CompareCourses, text)["table"]["columns"]
    assert [column[:2] for column in columns[1:]] == ["1.", "2."]


def test_what_a_named_mbo_school_gives_is_said_to_be_unknown_beside_what_there_is(talk):
    answer = talk.say(SearchCourses, sector="techniek", level="mbo4", school="summa college")
    assert "in de landelijke lijst (2022)" in answer["text"]
    assert "Wat Summa College dit jaar geeft, weet ik niet" in answer["text"]
    assert "bij summa college" not in answer["text"].lower()
    assert [card["name"] for card in answer["courses"]] == ["Summa College"]


@pytest.mark.parametrize("action", [MoreCourses, CourseDetails, CompareCourses])
def test_before_any_search_there_is_nothing_to_choose_from(talk, action):
    assert "nog geen lijst" in talk.say(action, "de tweede")["text"]


def test_all_wishes_can_be_forgotten(talk):
    talk.say(SearchCourses, **AD_UTRECHT)
    talk.say(ForgetCourseWishes, "wis mijn wensen")
    assert talk.slot is None
    assert "Noem wat je wilt leren" in talk.say(SearchCourses)["text"]


def test_one_wish_can_be_forgotten(talk):
    talk.say(SearchCourses, **AD_UTRECHT)
    answer = talk.say(ForgetCourseWishes, "niveau maakt niet uit")
    assert "Ad-opleidingen" not in answer["text"]
    assert "techniek" in answer["text"]
    assert Memory.from_slot(talk.slot).query.place == "utrecht"


def test_a_town_that_exists_twice_is_asked_about_and_the_answer_goes_on(talk):
    asked = talk.say(SearchCourses, occupation="kapper", place="hengelo")
    assert [button["title"] for button in asked["buttons"]] == [
        "Hengelo (Overijssel)", "Hengelo (Gelderland)",
    ]  # fmt: skip
    answer = talk.say(SearchCourses, place="hengelo (gelderland)")
    assert "Graafschap College" in answer["text"]


def test_an_unknown_town_is_said_to_be_unknown(talk):
    answer = talk.say(SearchCourses, occupation="kok", place="xqzrt")
    assert "Ik ken geen plaats die 'xqzrt' heet" in answer["text"]


def test_nothing_found_offers_the_nearest_and_the_wish_to_loosen(talk):
    answer = talk.say(SearchCourses, course="pabo", place="emmen", form="duaal")
    assert answer["courses"][0]["town"] == "Ede"
    assert {
        "title": "Voltijd, deeltijd en duaal",
        "payload": '/opleidingsaanbod_regio{"form": "alle"}',
    } in (answer["buttons"])


def test_an_occupation_that_is_learned_elsewhere_is_said_so(talk):
    assert (
        "Politieacademie" in talk.say(SearchCourses, occupation="politie", place="tilburg")["text"]
    )


def test_the_labour_market_is_named_with_its_source_and_date(talk):
    answer = talk.say(SearchCourses, **AD_UTRECHT)
    assert "UWV en ROA" in answer["text"]
    assert "2025-12-18" in {source["date"] for source in answer["sources"] if "date" in source}


def test_each_source_of_what_is_said_of_work_is_named(talk):
    answer = talk.say(SearchCourses, occupation="dierverzorger", province="limburg")
    assert "UWV in 2022" in answer["text"]
    assert {"ROA, via Arbeidsmarktinzicht", "UWV, via FlexNieuws"} <= {
        source["name"] for source in answer["sources"]
    }


def test_ict_comes_with_its_caveat(talk):
    answer = talk.say(SearchCourses, sector="ict", place="utrecht")
    assert "juist kleiner" in answer["text"]


def test_public_transport_is_answered_honestly(talk):
    answer = talk.say(SearchCourses, "met ov", occupation="kok", place="zwolle")
    assert "9292.nl" in answer["text"]


def test_when_the_server_is_away_the_user_hears_it_soon_and_where_else_to_look(away):
    began = time.monotonic()
    answer = Talk(away).say(SearchCourses, occupation="kok", place="utrecht")
    assert time.monotonic() - began < 4
    assert "niet bereiken" in answer["text"]
    assert {source["url"] for source in answer["sources"]} == {
        "https://www.kiesmbo.nl", "https://www.studiekeuze123.nl",
    }  # fmt: skip
    assert answer["status"] == "onbekend"


@pytest.mark.parametrize(
    "slot",
    [
        None, 3, "x", [], {"query": 3, "shown": "x", "offset": "1"}, {"shown": [None, {}, {"name": 3}]},
        {"shown": [{"name": "x" * 9000, "ids": [1, None], "distance_km": "ver"}], "offset": -4},
        {"query": {"place": "<b>", "level": {"x": 1}}},
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "action",
    [
        SearchCourses,
        MoreCourses,
        WidenCourseSearch,
        CourseDetails,
        CompareCourses,
        ForgetCourseWishes,
    ],
)
def test_a_slot_filled_by_a_stranger_breaks_nothing(search, action, slot):
    talk = Talk(search)
    talk.slot = slot
    assert talk.say(action, "de tweede")["text"]


def test_what_is_remembered_stays_small(talk):
    talk.say(SearchCourses, level="ad", place="rotterdam")
    for _ in range(10):
        talk.say(MoreCourses, "meer")
    assert len(str(talk.slot)) < 8_000


def test_an_answer_has_at_most_about_a_hundred_words_and_five_buttons(talk):
    for wishes in (
        AD_UTRECHT,
        {"sector": "techniek", "place": "rotterdam"},
        {"occupation": "verpleegkundige", "place": "utrecht"},
        {"occupation": "loodgieter", "place": "woerden"},
        {"course": "pabo", "place": "emmen"},
        {"place": "enschede"},
    ):
        answer = talk.say(SearchCourses, **wishes)
        assert len(re.findall(r"\w+", answer["text"])) <= 135
        assert len(answer["buttons"]) <= 5
        assert all(len(button["title"]) <= 40 for button in answer["buttons"])


AD_IN_TWO_TOWNS = (
    "techniek in utrecht of arnhem",
    ("sector", "techniek"), ("level", "ad"), ("place", "utrecht"), ("place", "arnhem"), ("place", "utrecht"),
)  # fmt: skip


def test_a_second_place_is_said_to_be_searched_apart_and_has_a_button(talk):
    answer = talk.say(SearchCourses, *AD_IN_TWO_TOWNS)
    assert answer["text"].endswith("Dit is gezocht vanuit Utrecht. Voor Arnhem zoek ik apart.")
    first = answer["buttons"][0]
    assert first["title"] == "Zoek bij Arnhem"
    assert first["payload"] == '/opleidingsaanbod_regio{"place": "arnhem"}'
    assert len(answer["buttons"]) <= 5


def test_a_second_province_is_searched_apart_as_well(talk):
    provinces = (("province", "utrecht"), ("province", "gelderland"))
    answer = talk.say(
        SearchCourses,
        "hbo zorg in utrecht of gelderland",
        ("sector", "zorg"),
        ("level", "hbo"),
        *provinces,
    )
    assert "Dit is gezocht in Utrecht. Voor Gelderland zoek ik apart." in answer["text"]
    assert answer["buttons"][0]["payload"] == '/opleidingsaanbod_regio{"province": "gelderland"}'


def test_the_province_of_a_town_is_no_second_place(talk):
    answer = talk.say(
        SearchCourses, "ad techniek in ede in gelderland",
        ("sector", "techniek"), ("level", "ad"), ("place", "ede"), ("province", "gelderland"),
    )  # fmt: skip
    assert "zoek ik apart" not in answer["text"]


def test_nothing_is_said_of_a_search_that_could_not_be_done(away):
    answer = Talk(away).say(SearchCourses, *AD_IN_TWO_TOWNS)
    assert "gezocht" not in answer["text"]


@pytest.mark.parametrize(
    "when", ["in de avond", "'s avonds", "op zaterdag", "zondagmiddag", "een avondopleiding"]
)
def test_that_evenings_are_not_known_is_said(talk, when):
    answer = talk.say(
        SearchCourses, f"zorg in Utrecht, kan dat {when}?", sector="zorg", place="utrecht"
    )
    assert "Of het in de avond of in het weekend kan, staat niet in mijn lijst" in answer["text"]


def test_that_part_time_at_the_mbo_is_not_known_is_said(talk):
    answer = talk.say(
        SearchCourses,
        "mbo zorg in deeltijd",
        sector="zorg",
        level="mbo3",
        place="ede",
        form="deeltijd",
    )
    assert "Of een mbo-opleiding in deeltijd kan" in answer["text"]


@pytest.mark.parametrize("when", ["is er een open avond", "ik werk in het weekend"])
def test_an_open_evening_or_a_job_at_weekends_is_no_wish_for_evenings(talk, when):
    answer = talk.say(SearchCourses, f"{when}, zorg in Utrecht", sector="zorg", place="utrecht")
    assert "avond of in het weekend" not in answer["text"]


def test_nothing_is_said_of_what_was_not_asked(talk):
    answer = talk.say(SearchCourses, "mbo zorg bij Ede", sector="zorg", level="mbo3", place="ede")
    assert "deeltijd kan" not in answer["text"] and "avond" not in answer["text"]
