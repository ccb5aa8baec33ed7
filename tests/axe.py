"""axe, with every A, AA and best-practice rule."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

OPTIONS = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},
}  # fmt: skip


def violations(page: Page | Frame) -> list[tuple[str, list[str]]]:
    """The broken rules with the elements that break them."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]
