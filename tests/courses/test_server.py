import json
import re
import sqlite3
from urllib.parse import quote

import jsonschema_rs
import pytest
import requests
import schemathesis
from courses_support import SPECIFICATION, served
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS

from bot.courses.catalogue import build
from bot.courses.parameters import Query
from bot.courses.seed import Seed
from bot.places import distance_between

SPEC = json.loads(SPECIFICATION.read_text())
DRAFT = "https://json-schema.org/draft/2020-12/schema"
UTRECHT = "52.09083,5.12222"


def get(base, path, **headers):
    return requests.get(base + path, headers=headers, timeout=5)


def first(base, path):
    return get(base, path).json()["items"][0]


def without_nested_filters(specification):
    """The specification without `filter_query`: it holds objects in objects in the style deepObject,
    for which OpenAPI defines no notation; schemathesis writes good and bad values alike. Tests of
    their own are below."""
    copy = json.loads(json.dumps(specification))
    for operations in copy["paths"].values():
        operations["get"]["parameters"] = [
            parameter
            for parameter in operations["get"].get("parameters", [])
            if "filterQuery" not in parameter.get("$ref", "")
        ]
    del copy["components"]["parameters"]["filterQuery"]
    del copy["components"]["parameters"]["filterQueryOr"]
    return copy


schema = schemathesis.openapi.from_dict(without_nested_filters(SPEC))


@pytest.fixture(scope="module")
def paths(course_server):
    """An existing resource on every path."""
    programme = first(course_server, "/programmes?offered=true")
    offering = first(course_server, f"/programmes/{programme['programmeId']}/programme-offerings")
    school = programme["organisationId"]
    return {
        "/": ["/"],
        "/programmes": ["/programmes?pageSize=250", "/programmes?offered=true&pageSize=250"],
        "/programmes/{programmeId}": [
            f"/programmes/{programme['programmeId']}",
            f"/programmes/{programme['programmeId']}?expand=organisation,parent,children",
            f"/programmes/{programme['programmeId']}?returnTimelineOverrides=true",
            f"/programmes/{first(course_server, '/programmes')['programmeId']}",
        ],
        "/programmes/{programmeId}/programme-offerings": [
            f"/programmes/{programme['programmeId']}/programme-offerings"
        ],
        "/programme-offerings/{programmeOfferingId}": [
            f"/programme-offerings/{offering['programmeOfferingId']}?expand=organisation,programme"
        ],
        "/organisations": ["/organisations?pageSize=250"],
        "/organisations/{organisationId}": [f"/organisations/{school}?expand=parent"],
        "/organisations/{organisationId}/programmes": [
            f"/organisations/{school}/programmes?pageSize=250"
        ],
        "/organisations/{organisationId}/programme-offerings": [
            f"/organisations/{school}/programme-offerings?pageSize=250"
        ],
    }


def problems_with(document, node, where="$"):
    """Enumeration values that are neither in the specification nor of one's own ("x-…")."""
    if "$ref" in node:
        kind, name = node["$ref"].split("/")[2:]
        yield from problems_with(document, SPEC["components"][kind][name], where)
    for part in (*node.get("allOf", ()), *node.get("oneOf", ())):
        yield from problems_with(document, part, where)
    allowed = node.get("x-ooapi-extensible-enum")
    known = not allowed or not isinstance(document, str) or document in allowed
    if not known and not document.startswith("x-"):
        yield f"{where}: {document}"
    if isinstance(document, list) and "items" in node:
        for number, item in enumerate(document):
            yield from problems_with(item, node["items"], f"{where}[{number}]")
    if isinstance(document, dict):
        for name, part in node.get("properties", {}).items():
            if name in document:
                yield from problems_with(document[name], part, f"{where}.{name}")


def body_schema(path, status="200"):
    response = SPEC["paths"][path]["get"]["responses"][status]
    if "$ref" in response:
        response = SPEC["components"]["responses"][response["$ref"].split("/")[-1]]
    ((_, content),) = response["content"].items()
    return content["schema"]


def validate(document, node):
    whole = {"$schema": DRAFT, **node, "components": SPEC["components"]}
    jsonschema_rs.validator_for(whole, validate_formats=True).validate(document)


@pytest.mark.parametrize("path", SPEC["paths"])
def test_every_response_of_a_path_is_as_the_specification_says(course_server, paths, path):
    for address in paths[path]:
        answer = get(course_server, address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        validate(answer.json(), body_schema(path))
        assert not list(problems_with(answer.json(), body_schema(path)))


def test_the_enumeration_check_sees_a_value_that_is_not_in_the_specification():
    document = {"items": [{"levelOfQualification": "eqf_12"}]}
    assert list(problems_with(document, body_schema("/programmes"))) == [
        "$.items[0].levelOfQualification: eqf_12"
    ]


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@schema.parametrize()
def test_schemathesis_finds_nothing(course_server, case):
    case.call_and_validate(base_url=course_server, checks=CHECKS.get_all())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/programmes?pageSize=11", 400),
        ("/programmes?pageSize=ten", 400),
        ("/programmes?pageNumber=0", 400),
        ("/programmes?pageNumber=99999999999", 400),
        ("/programmes?pageSize=10&pageSize=20", 400),
        ("/programmes?teachingLanguage=N", 400),
        ("/programmes?near=here", 400),
        ("/programmes?near=91,5", 400),
        ("/programmes?near=52,5&radius=0", 400),
        ("/programmes?near=52,5&radius=nan", 400),
        ("/programmes?offered=maybe", 400),
        ("/programmes?filter_query=x", 400),
        ("/programmes?filter_query[level][gt_int]=many", 400),
        ("/programmes?q=" + "x" * 3000, 400),
        ("/programmes/no-uuid", 400),
        ("/programmes/00000000-0000-4000-8000-000000000000?expand=teacher", 400),
        ("/programmes/00000000-0000-4000-8000-000000000000", 404),
        ("/programme-offerings/00000000-0000-4000-8000-000000000000", 404),
        ("/organisations/00000000-0000-4000-8000-000000000000", 404),
        ("/organisations/00000000-0000-4000-8000-000000000000/programmes", 404),
        ("/programmes/00000000-0000-4000-8000-000000000000/programme-offerings", 404),
        ("/courses", 404),
    ],
)
def test_every_error_is_a_problem_document(course_server, address, status):
    answer = get(course_server, address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    validate(answer.json(), SPEC["components"]["schemas"]["Problem"])
    assert answer.json()["status"] == status


def test_another_method_is_not_allowed(course_server):
    answer = requests.post(course_server + "/programmes", timeout=5)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("version", ["5.0", "7", "60.1", "latest"])
def test_an_unknown_version_is_not_acceptable(course_server, version):
    answer = get(
        course_server, "/programmes", Accept=f"application/vnd.oeapi+json;version={version}"
    )
    assert answer.status_code == 406
    validate(answer.json(), body_schema("/programmes", "406"))
    assert answer.json()["requestedVersion"] == version


@pytest.mark.parametrize("version", ["6", "6.0", "6.3"])
def test_any_minor_version_of_six_is_served(course_server, version):
    accept = f"application/vnd.oeapi+json; version={version}, application/json"
    assert get(course_server, "/programmes", Accept=accept).status_code == 200


def test_a_consumer_version_is_not_acceptable(course_server):
    accept = "application/vnd.oeapi+json;version=6.0;consumer=rio;consumer-version=1.0"
    answer = get(course_server, "/programmes", Accept=accept)
    assert answer.status_code == 406
    assert answer.json()["consumer"] == {"consumerKey": "rio"}


def test_pages_together_hold_everything_once(course_server):
    found, number = [], 1
    while True:
        page = get(course_server, f"/programmes?pageSize=250&pageNumber={number}").json()
        assert page["hasPreviousPage"] == (number > 1)
        found += [item["programmeId"] for item in page["items"]]
        if not page["hasNextPage"]:
            break
        number += 1
    assert page["totalPages"] == number
    assert len(found) == len(set(found)) > 2_500


def test_a_page_past_the_end_is_empty(course_server):
    page = get(course_server, "/programmes?pageNumber=2000000000").json()
    assert page["items"] == []
    assert not page["hasNextPage"]


def test_near_gives_the_nearest_first_and_nothing_outside_the_circle(course_server):
    page = get(course_server, f"/programmes?near={UTRECHT}&radius=40&pageSize=250").json()
    distances = []
    for item in page["items"]:
        place = item["addresses"][0]["geolocation"]
        distances.append(distance_between(52.09083, 5.12222, place["latitude"], place["longitude"]))
    assert distances == sorted(distances)
    assert 30 < distances[-1] <= 40


def test_pages_of_a_search_by_place_follow_on(course_server):
    address = f"/programmes?near={UTRECHT}&radius=60"
    whole = get(course_server, f"{address}&pageSize=100").json()["items"]
    halves = [
        item
        for number in (1, 2)
        for item in get(course_server, f"{address}&pageSize=50&pageNumber={number}").json()["items"]
    ]
    assert [i["programmeId"] for i in halves] == [i["programmeId"] for i in whole]


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("levelOfQualification=eqf_5", "levelOfQualification", "eqf_5"),
        ("qualificationAwarded=associate_degree", "qualificationAwarded", "associate_degree"),
        ("modeOfStudy=dual_training", "modeOfStudy", "dual_training"),
    ],
)
def test_a_filter_keeps_only_what_was_asked(course_server, query, field, value):
    items = get(course_server, f"/programmes?pageSize=250&{query}").json()["items"]
    assert len(items) > 20
    assert {item[field] for item in items} == {value}


def test_an_unknown_value_of_an_extensible_enumeration_finds_nothing(course_server):
    assert get(course_server, "/programmes?levelOfQualification=eqf_9").json()["items"] == []
    assert get(course_server, "/programmes?programmeType=minor").json()["items"] == []
    assert get(course_server, "/programmes?fieldsOfStudy=0732").json()["items"] == []


@pytest.mark.parametrize(
    "text", ["bouwkund", "BOUWKUND", "ouwkun", "o&c", "ë", "ic", '"', "%", "'"]
)
def test_q_finds_any_piece_of_a_name_in_either_case(course_server, text):
    items = get(course_server, f"/programmes?pageSize=250&q={quote(text)}").json()["items"]
    for item in items:
        words = [entry["value"] for entry in (*item["name"], *item.get("description", []))]
        assert any(text.lower() in word.lower() for word in words)
    assert items or text in {"o&c", '"', "%"}


def test_bol_and_bbl_are_in_ext(course_server):
    items = get(course_server, "/programmes?offered=false&leerweg=bbl&pageSize=250").json()["items"]
    assert all("bbl" in item["ext"]["leerweg"] for item in items)


def test_a_language_may_have_two_or_three_letters(course_server):
    two = get(course_server, "/programmes?teachingLanguage=en&pageSize=250").json()["items"]
    three = get(course_server, "/programmes?teachingLanguage=eng&pageSize=250").json()["items"]
    assert two == three
    assert all("en" in item["teachingLanguages"] for item in two)


def test_fields_leaves_out_what_was_not_asked_for_but_keeps_what_is_mandatory(course_server):
    address = "/programmes?offered=true&fields=(link,addresses(city))"
    for item in get(course_server, address).json()["items"]:
        assert set(item) <= {
            "programmeId",
            "primaryCode",
            "programmeType",
            "name",
            "link",
            "addresses",
        }
        assert all(set(place) == {"addressType", "city"} for place in item["addresses"])
    validate(get(course_server, address).json(), body_schema("/programmes"))


@pytest.mark.parametrize("fields", ["(((", "name)", "a b", "", "(unknown)"])
def test_fields_that_cannot_be_read_are_no_error(course_server, fields):
    answer = get(course_server, f"/programmes?fields={quote(fields)}")
    assert answer.status_code == 200
    validate(answer.json(), body_schema("/programmes"))


def test_an_alternative_of_names_finds_each_of_them(course_server):
    address = (
        "/programmes?pageSize=250&levelOfQualification=eqf_6"
        "&filter_query[__or][][name][like]=*verpleeg*&filter_query[__or][][name][like]=*logopedie*"
    )
    names = {i["name"][0]["value"] for i in get(course_server, address).json()["items"]}
    assert any("erpleeg" in name for name in names)
    assert any("ogopedie" in name for name in names)
    assert all(re.search("verpleeg|hbo-v|logopedie", name, re.IGNORECASE) for name in names)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("[level][in]=bachelor,associate_degree", lambda i: i["level"] in {"bachelor", "associate_degree"}),
        ("[level][not_in]=bachelor", lambda i: i["level"] != "bachelor"),
        ("[addresses.city][like]=*Utrecht*", lambda i: i["addresses"][0]["city"] == "Utrecht"),
        ("[study_load.value][gt_int]=200", lambda i: i["studyLoad"][0]["value"] > 200),
        ("[link][is]=not_empty", lambda i: i["link"]),
        ("[first_start_date_time][gt_date]=2026-01-01T00:00:00Z", lambda i: i["firstStartDateTime"] > "2026"),
        ("[teaching_languages][all_in_array]=nl,en", lambda i: {"nl", "en"} <= set(i["teachingLanguages"])),
    ],
)  # fmt: skip
def test_a_condition_on_any_field_holds_for_what_is_found(course_server, condition, holds):
    items = get(course_server, f"/programmes?pageSize=50&filter_query{condition}").json()["items"]
    assert items
    assert all(holds(item) for item in items)


def test_offerings_that_can_be_begun_no_more_are_left_out(course_server, api):
    programme = next(
        item
        for item in get(
            course_server,
            "/programmes?pageSize=250&filter_query[ext.laatste_instroom][is]=not_empty",
        ).json()["items"]
    )
    identifier, last = programme["programmeId"], programme["ext"]["laatsteInstroom"]
    before = api.offerings_of_programme(Query(f"since={last}"), identifier)
    after = api.offerings_of_programme(Query("since=2999-01-01T00:00:00Z"), identifier)
    assert len(before["items"]) == 1
    assert after["items"] == []


def test_a_moment_that_is_none_is_refused(course_server):
    programme = first(course_server, "/programmes")["programmeId"]
    address = f"/programmes/{programme}/programme-offerings?since=tomorrow"
    assert get(course_server, address).status_code == 400


def test_schools_near_a_place_come_nearest_first(course_server):
    address = "/organisations?near=52.085,4.88333&radius=20&pageSize=50"
    names = [i["name"][0]["value"] for i in get(course_server, address).json()["items"]]
    assert names[0] == "mboRijnland"
    assert "Hogeschool Utrecht" in names


def test_the_service_says_where_its_data_come_from(course_server):
    parts = get(course_server, "/").json()["ext"]["bronnen"]
    assert parts["ho"]["licence"] == "CC0"
    assert parts["ho"]["state"] == "2026-08-04"


def test_an_unexpected_error_tells_nothing_of_the_inside(places, tmp_path):
    path = tmp_path / "broken.sqlite"
    build(Seed([], [], []), path, places=places)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE town")
    with served(path) as base:
        answer = get(base, "/programmes")
    assert answer.status_code == 500
    validate(answer.json(), body_schema("/programmes", "500"))
    assert "no such table" not in answer.text
