"""Contrast of all text and controls, computed from the colours that the browser uses."""

from collections.abc import Callable
from typing import Any

import pytest

EVERYTHING = "antwoord plan afgeschaft verandert onbekend kaarten tabel crisis"
TEXT, CONTROL = 4.5, 3.0
MEASURE = """() => {
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const read = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const behind = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const colour = read(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('.sr, noscript')) continue;
    found.push(['text', walker.currentNode.data.trim(), read(getComputedStyle(element).color), behind(element)]);
  }
  for (const field of document.querySelectorAll('textarea')) {
    const style = getComputedStyle(field);
    found.push(['text', 'placeholder', read(getComputedStyle(field, '::placeholder').color), behind(field)]);
    found.push(['control', 'field', read(style.borderTopColor), behind(field.parentElement)]);
  }
  for (const button of document.querySelectorAll('button')) {
    const style = getComputedStyle(button);
    if (!button.checkVisibility() || style.borderTopWidth === '0px') continue;
    found.push(['control', button.textContent, read(style.borderTopColor), behind(button.parentElement)]);
  }
  return found;
}"""


def luminance(colour: list[int]) -> float:
    shares = [part / 255 for part in colour[:3]]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[int], other: list[int]) -> float:
    """Contrast as WCAG 2 defines it, from 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def faint(visitor: Any) -> list[tuple[str, float]]:
    """The texts and controls that stand out too little."""
    measured = visitor.page.evaluate(MEASURE)
    assert len(measured) > 10
    return [
        (what, round(contrast(colour, ground), 2))
        for kind, what, colour, ground in measured
        if contrast(colour, ground) < (TEXT if kind == "text" else CONTROL)
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colour", ["", "8a2f5b", "ffd400", "00ff00", "000000", "ffffff", "7f7f7f"])
def test_everything_can_be_read_in_any_colour_of_a_school(
    visit: Callable[..., Any], scheme: str, colour: str
) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.open(f"/?kleur={colour}")
    visitor.ask(EVERYTHING)
    for details in visitor.page.locator("details").all():
        details.evaluate("element => { element.open = true }")
    assert faint(visitor) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("selector", [".choices button", ".tools button", "#typen .primary"])
def test_a_button_under_the_mouse_can_be_read(
    visit: Callable[..., Any], scheme: str, selector: str
) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.open("/?kleur=ffd400")
    visitor.ask("antwoord").hover()
    visitor.page.locator(selector).last.hover()
    assert faint(visitor) == []


def test_a_colour_that_is_no_colour_changes_nothing(visit: Callable[..., Any]) -> None:
    style = [
        visit().open(path).evaluate("document.documentElement.getAttribute('style')")
        for path in ("/", "/?kleur=rood", "/?kleur=url(x)")
    ]
    assert style == [None, None, None]
