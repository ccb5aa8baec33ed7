import json
import socket
import time

import pytest
from courses_support import send

from bot.courses.client import (
    MOST_PAGES,
    REST_SECONDS,
    ApiVersion,
    CourseApiUnavailable,
    CourseClient,
    CourseRequest,
    Reason,
)

PROGRAMME = {
    "programmeId": "b8a7f0c2-0000-4000-8000-000000000001",
    "programmeType": "programme",
    "primaryCode": {"codeType": "identifier", "code": "x"},
    "name": [{"language": "nl", "value": "Bouwkunde"}],
    "levelOfQualification": "eqf_5",
}


def page(*items, more=False):
    return {"items": list(items), "hasNextPage": more, "pageSize": 250, "pageNumber": 1}


def asked(client, **wishes):
    return client.courses(CourseRequest(**wishes), client.deadline())


def programme(number):
    return {**PROGRAMME, "programmeId": f"b8a7f0c2-0000-4000-8000-{number:012d}"}


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def failing(handler, test, released):
    """Makes a server misbehave in one of the ways that servers do."""
    raw = json.dumps(page(PROGRAMME)).encode()
    if test.startswith("status "):
        send(handler, "{}", status=int(test.split()[1]))
    elif test == "busy":
        send(handler, "{}", status=429, Retry_After="60")
    elif test == "busy until a date":
        send(handler, "{}", status=429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT")
    elif test == "html":
        send(handler, "<!doctype html><title>Onderhoud</title>")
    elif test == "cut json":
        send(handler, raw.decode()[:40])
    elif test == "a number":
        send(handler, "42")
    elif test == "reset halfway":
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw[:30])
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)
    elif test == "silent":
        released.wait(70)
    elif test == "a byte now and then":
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        for byte in raw:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if released.wait(0.2):
                return
    elif test == "redirect":
        send(handler, "", status=302, Location="http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "test",
    [
        "status 401", "status 403", "status 404", "status 406", "status 500", "status 503", "busy",
        "busy until a date", "html", "cut json", "a number", "reset halfway", "silent",
        "a byte now and then", "redirect",
    ],
)  # fmt: skip
def test_a_server_that_fails_is_unavailable_within_the_budget(misbehaving, test):
    server = misbehaving(lambda handler: failing(handler, test, server.released))
    client = CourseClient(server.base, budget=1.0)
    began = time.monotonic()
    with pytest.raises(CourseApiUnavailable):
        asked(client)
    assert time.monotonic() - began < 1.6


def test_a_server_that_is_not_there_is_unavailable():
    client = CourseClient("http://127.0.0.1:9", budget=1.0)
    with pytest.raises(CourseApiUnavailable) as error:
        asked(client)
    assert error.value.reason is Reason.NOT_REACHED


def test_one_more_try_is_made_when_a_connection_breaks(misbehaving):
    def answer(handler):
        if len(server.paths) == 1:
            handler.connection.shutdown(socket.SHUT_RDWR)
        else:
            send(handler, page(PROGRAMME) if "programmes" in handler.path else {})

    server = misbehaving(answer)
    assert len(asked(CourseClient(server.base)).found) == 1


def test_a_server_that_asks_for_a_moment_gets_it(misbehaving):
    waited = []

    def answer(handler):
        if len(server.paths) == 1:
            send(handler, "{}", status=429, Retry_After="0.5")
        else:
            send(handler, page(PROGRAMME) if "programmes" in handler.path else {})

    server = misbehaving(answer)
    client = CourseClient(server.base, wait=waited.append)
    assert len(asked(client).found) == 1
    assert waited == [0.5]


def test_a_server_that_keeps_failing_is_left_alone_for_a_while(misbehaving):
    server = misbehaving(lambda handler: send(handler, "{}", status=500))
    clock = Clock()
    client = CourseClient(server.base, clock=clock)
    for _ in range(3):
        with pytest.raises(CourseApiUnavailable):
            asked(client)
    before = len(server.paths)
    with pytest.raises(CourseApiUnavailable) as error:
        asked(client)
    assert error.value.reason is Reason.RESTING
    assert len(server.paths) == before
    clock.now += REST_SECONDS + 1
    with pytest.raises(CourseApiUnavailable):
        asked(client)
    assert len(server.paths) > before


def test_an_older_answer_is_given_with_its_age_when_the_server_is_away(misbehaving):
    def answer(handler):
        if broken:
            send(handler, "{}", status=500)
        else:
            send(handler, page(PROGRAMME) if "programmes" in handler.path else {})

    broken = False
    server = misbehaving(answer)
    clock = Clock()
    client = CourseClient(server.base, clock=clock)
    assert asked(client).age == 0
    broken = True
    clock.now = 1_200
    later = asked(client)
    assert [course.name for course in later.found] == ["Bouwkunde"]
    assert later.age == 1_200


def test_the_same_question_is_not_sent_twice_in_a_row(misbehaving):
    server = misbehaving(lambda h: send(h, page(PROGRAMME) if "programmes" in h.path else {}))
    client = CourseClient(server.base)
    asked(client)
    before = len(server.paths)
    asked(client)
    assert len(server.paths) == before


def test_a_page_that_points_at_itself_ends_the_list(misbehaving):
    server = misbehaving(lambda handler: send(handler, page(PROGRAMME, more=True)))
    found = asked(CourseClient(server.base))
    assert len(found.found) == 1
    assert len(server.paths) <= 3


def test_ten_thousand_pages_are_not_all_read(misbehaving):
    def answer(handler):
        send(handler, page(programme(len(server.paths)), more=True))

    server = misbehaving(answer)
    found = asked(CourseClient(server.base))
    assert not found.complete
    assert 1 < len(found.found) <= MOST_PAGES


def test_what_was_read_before_time_ran_out_is_used_and_called_incomplete(misbehaving):
    def answer(handler):
        if "pageNumber=2" in handler.path:
            server.released.wait(10)
        else:
            send(handler, page(PROGRAMME, more=True) if "programmes" in handler.path else {})

    server = misbehaving(answer)
    found = asked(CourseClient(server.base, budget=0.6))
    assert len(found.found) == 1
    assert not found.complete


@pytest.mark.parametrize(
    "change",
    [
        {"addresses": None},
        {"addresses": "Utrecht"},
        {"addresses": [None, 3, {"city": 4, "additional": []}]},
        {"modeOfStudy": "x-avond"},
        {"level": 5, "levelOfQualification": ["eqf_5"]},
        {"ext": "none", "link": 7, "otherCodes": None, "studyLoad": {"value": "veel"}},
        {"name": [{"language": "en", "value": "Bouwkunde"}, None]},
        {"organisationId": None, "teachingLanguages": None},
    ],
)
def test_odd_values_do_not_hide_a_programme(misbehaving, change):
    item = {**PROGRAMME, **change}
    server = misbehaving(lambda handler: send(handler, page(item, None, 3, {"name": []})))
    found = asked(CourseClient(server.base)).found
    assert [course.name for course in found] == ["Bouwkunde"]


@pytest.mark.parametrize("name", ["geolocation", "geoLocation"])
def test_a_position_is_read_in_both_spellings(misbehaving, name):
    item = {
        **PROGRAMME,
        "addresses": [{name: {"latitude": "52.1", "longitude": 5}, "city": "Zeist"}],
    }
    server = misbehaving(lambda handler: send(handler, page(item)))
    (course,) = asked(CourseClient(server.base)).found
    assert (course.spots[0].lat, course.spots[0].lon) == (52.1, 5.0)


def test_a_server_without_extensions_is_asked_only_what_the_specification_knows(misbehaving):
    server = misbehaving(lambda h: send(h, page(PROGRAMME) if "programmes" in h.path else {}))
    asked(
        CourseClient(server.base),
        any_text=("bouw", "techniek"),
        eqf="eqf_5",
        near=(52.1, 5.1, 25),
        offered=True,
    )
    (path,) = [path for path in server.paths if "programmes" in path]
    assert "near" not in path
    assert "offered" not in path
    assert "levelOfQualification=eqf_5" in path


def test_qualifications_are_not_asked_of_a_server_that_has_none(misbehaving):
    server = misbehaving(lambda handler: send(handler, page(PROGRAMME)))
    assert asked(CourseClient(server.base), offered=False).found == ()


def test_a_v5_server_is_asked_and_read_in_its_own_words(misbehaving):
    item = {
        "programId": PROGRAMME["programmeId"],
        "name": PROGRAMME["name"],
        "level": "associate degree",
        "levelOfQualification": "5",
        "modeOfStudy": "dual training",
        "organization": {"organizationId": "o1", "name": []},
        "studyLoad": {"studyLoadUnit": "ects", "value": 120},
        "firstStartDate": "2027-09-01",
        "addresses": [{"city": "Ede", "geolocation": {"latitude": 52.0, "longitude": 5.6}}],
    }
    server = misbehaving(lambda handler: send(handler, page(item)))
    client = CourseClient(server.base, version=ApiVersion.V5)
    (course,) = asked(client, eqf="eqf_5").found
    assert (course.level, course.form, course.school) == ("ad", "duaal", "o1")
    assert (course.study_load, course.start) == ("120", "2027-09-01")
    assert any(p.startswith("/programs?") and "levelOfQualification=5" in p for p in server.paths)


def test_basic_authentication_is_sent(misbehaving):
    seen = []

    def answer(handler):
        seen.append(handler.headers["Authorization"])
        send(handler, page(PROGRAMME))

    server = misbehaving(answer)
    asked(CourseClient(server.base, auth=("school", "geheim")))
    assert set(seen) == {"Basic c2Nob29sOmdlaGVpbQ=="}


def test_the_starts_of_an_offer_are_read_soonest_first(misbehaving):
    offerings = page(
        {"programmeOfferingId": "a", "startDateTime": "2027-08-30T00:00:00Z"},
        {"programmeOfferingId": "b", "startDateTime": "2027-02-01T00:00:00Z"},
        {"programmeOfferingId": "c", "startDateTime": None},
    )
    server = misbehaving(lambda handler: send(handler, offerings))
    client = CourseClient(server.base)
    assert client.starts("x", client.deadline()) == ["2027-02-01", "2027-08-30"]
