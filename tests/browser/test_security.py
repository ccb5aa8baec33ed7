"""Whatever a server says is text: no markup, no script, no strange address becomes real."""

from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import expect


def test_markup_from_outside_is_shown_as_text(visitor: Any) -> None:
    page = visitor.open()
    page.on("dialog", lambda dialog: visitor.complaints.append(dialog.message))
    answer = visitor.ask("vijandig")
    expect(answer.locator(".words")).to_have_text("<img src=x onerror=alert(1)> <b>vet</b>")
    expect(answer.locator(".badge")).to_contain_text("<script>alert(2)</script>")
    expect(answer.locator(".checked")).to_contain_text("<i>gisteren</i>")
    expect(answer.locator(".choices button")).to_have_text("<u>knop</u>")
    expect(answer.locator(".course h3").first).to_have_text("<img src=x onerror=alert(5)>")
    expect(answer.locator("td, tbody th").first).to_have_text("<script>alert(9)</script>")
    expect(answer.locator("script, b, i, u, iframe, .words img, .course img")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


def test_only_web_addresses_become_links(visitor: Any) -> None:
    visitor.open()
    answer = visitor.ask("vijandig")
    answer.locator("details").evaluate("element => { element.open = true }")
    expect(answer.locator("a")).to_have_count(0)
    expect(answer.locator(".course h3").last).to_have_text("Relatief")
    links = visitor.ask("kaarten").locator(".course a")
    addresses = links.evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    assert addresses[:2] == ["https://www.hu.nl/ad", "http://www.hva.nl/"]


def test_typed_markup_is_shown_as_text(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("<img src=x onerror=alert(1)>")
    expect(page.locator(".user .balloon")).to_have_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".user img")).to_have_count(0)


def test_a_drawing_runs_no_script_and_fetches_nothing(visitor: Any) -> None:
    page = visitor.open()
    visitor.ask("vijandig").get_by_role("button", name="Vergroot de tekening").click()
    expect(page.get_by_role("dialog").locator("img")).to_have_attribute(
        "src",
        "data:image/svg+xml;charset=utf-8,"
        + page.evaluate(
            "encodeURIComponent(\"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10' onload='parent.hacked=1'><script>parent.hacked=1</script></svg>\")"
        ),
    )
    assert page.evaluate("window.hacked") is None


def test_the_policy_forbids_inline_script_and_style(running_bot: str) -> None:
    for path in ("/", "/demo", "/privacy"):
        with urlopen(running_bot + path, timeout=5) as response:
            policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy


def test_a_page_that_is_not_allowed_cannot_frame_the_chat(visit: Callable[..., Any]) -> None:
    visitor = visit()
    page = visitor.page
    page.context.route(
        "http://vreemd.test/",
        lambda route: route.fulfill(
            content_type="text/html", body=f"<iframe src='{visitor.base}/'></iframe>"
        ),
    )
    page.goto("http://vreemd.test/")
    page.wait_for_load_state("networkidle")
    expect(page.frame_locator("iframe").locator("#gesprek")).to_have_count(0)
    assert any("frame-ancestors" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()


def test_another_address_in_the_start_topic_is_ignored(visitor: Any) -> None:
    visitor.open("/?onderwerp=/restart")
    expect(visitor.page.locator(".user")).to_have_count(0)
    assert [path for _, path, _ in visitor.sent] == ["sessions"]
