import re

import pytest
from console_support import PASSWORD, Person

from bot.console.attempts import MOST_FAILURES


@pytest.fixture
def noor(base, people):
    return Person(base)


def cookies(response):
    return response.headers.get("Set-Cookie", "")


def test_with_the_password_the_console_opens_and_without_it_does_not(noor):
    refused = noor.sign_in("noor", "een fout wachtwoord")
    assert refused.status_code == 403
    assert "horen niet bij elkaar" in refused.text
    assert noor.get("/console").status_code == 303
    granted = noor.sign_in("noor")
    assert (granted.status_code, granted.headers["Location"]) == (303, "/console")
    assert "noor, redacteur" in noor.get("/console").text


def test_an_unknown_name_and_a_wrong_password_are_told_apart_by_nobody(noor):
    unknown, wrong = noor.sign_in("niemand", "fout"), noor.sign_in("noor", "fout")
    same = [re.sub(r'value="[^"]*"', "", page.text) for page in (unknown, wrong)]
    assert same[0] == same[1]


def test_signing_in_gives_the_browser_another_token_and_forgets_the_one_before(noor):
    noor.get("/console/aanmelden")
    before = noor.browser.cookies["console"]
    noor.sign_in("noor")
    after = noor.browser.cookies["console"]
    assert before != after
    noor.browser.cookies.clear()
    noor.browser.cookies.set("console", before)
    assert noor.get("/console").status_code == 303


def test_signing_in_again_ends_the_session_before(noor):
    noor.sign_in("noor")
    before = noor.browser.cookies["console"]
    noor.sign_in("noor")
    noor.browser.cookies.clear()
    noor.browser.cookies.set("console", before)
    assert noor.get("/console").status_code == 303


def test_signing_out_ends_the_session_on_the_server(noor):
    noor.sign_in("noor")
    token = noor.browser.cookies["console"]
    assert noor.post("/console/afmelden").headers["Location"] == "/console/aanmelden"
    noor.browser.cookies.clear()
    noor.browser.cookies.set("console", token)
    assert noor.get("/console").status_code == 303


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(noor):
    given = cookies(noor.get("/console/aanmelden"))
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert "Secure" not in given


def test_over_https_the_cookie_goes_over_https_only(noor):
    noor.browser.headers["X-Forwarded-Proto"] = "https"
    given = cookies(noor.get("/console/aanmelden"))
    assert given.startswith("__Host-console=")
    assert "Secure" in given
    assert "Path=/" in given


def test_after_ten_failures_nobody_gets_in_for_a_quarter_of_an_hour_even_with_the_password(noor):
    for _ in range(MOST_FAILURES):
        assert noor.sign_in("noor", "fout").status_code == 403
    locked = noor.sign_in("noor")
    assert locked.status_code == 429
    assert "opnieuw proberen" in locked.text
    assert "over 15 minuten" in locked.text
    assert 0 < int(locked.headers["Retry-After"]) <= 900
    assert noor.get("/console").status_code == 303
    elsewhere = Person(noor.base, address="192.0.2.99")
    assert elsewhere.sign_in("noor").status_code == 303


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/console/antwoorden", "/console/antwoorden"),
        ("https://elders.example/console", "/console"),
        ("//elders.example/console", "/console"),
        ("/console/../elders", "/console"),
        ("/console//elders.example", "/console"),
        ("/console\r\nX: y", "/console"),
        ("/elders", "/console"),
        ("", "/console"),
    ],
)
def test_after_signing_in_one_comes_at_the_page_that_was_asked_for_if_it_is_ours(
    noor, asked, reached
):
    assert noor.sign_in("noor", verder=asked).headers["Location"] == reached


def test_nothing_of_the_console_may_be_kept_framed_or_sent_elsewhere(noor):
    noor.sign_in("noor")
    headers = noor.get("/console").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_what_was_typed_is_shown_as_text(noor):
    assert "<b>noor</b>" not in noor.sign_in("<b>noor</b>", "fout").text


def test_a_password_is_in_no_log(noor, caplog):
    with caplog.at_level("DEBUG"):
        noor.sign_in("noor", PASSWORD)
        noor.sign_in("noor", "een fout wachtwoord")
    assert PASSWORD not in caplog.text
    assert "fout wachtwoord" not in caplog.text
