"""Messages as HTML, for pages that are made here instead of in the browser.

It gives the same elements and classes as the modules in `page/static/js`, so that the page's
stylesheets fit and an answer looks the same wherever it is read.
"""

import base64
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup, escape

from bot.answers.facts import day_written
from bot.answers.topics import topic_of

SHARED = Path(__file__).parent / "page" / "templates"
SMALL_TALK = frozenset(
    {
        "groet", "bedankt_afscheid", "onzin", "schelden", "bevestigen", "ontkennen", "keuze_maken",
        "verduidelijking_nodig", "opnieuw_beginnen", "taal_wisselen", "crisis",
    }
)  # fmt: skip
"""Topics that state no fact, as in `message.js`: their answers have no status and sources below."""

_BULLET = re.compile(r"\s*[-•*]\s+")
_NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s+")
_ADDRESS = r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]"
_FREE_NUMBER = r"\b0800-\d{4}\b"
_HELP_SITE = r"\b113\.nl\b"
_EMERGENCY_NUMBER = r"(?<![\d€.,-])11[23](?![\d.,]*\d)"
_LINKS = re.compile(f"{_ADDRESS}|{_FREE_NUMBER}")
_LINKS_IN_CRISIS = re.compile(f"{_ADDRESS}|{_FREE_NUMBER}|{_HELP_SITE}|{_EMERGENCY_NUMBER}")


def environment(*folders: Path) -> Environment:
    """Templates from folders, which may import `message.html`."""
    templates = Environment(
        loader=FileSystemLoader([*folders, SHARED]),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(words=words, day=day, picture=picture, factual=is_factual, web=is_web)
    return templates


def words(text: str, *, emergency: bool = False) -> Markup:
    """Plain text as paragraphs and lists, with web addresses and help lines as links.

    Args:
        text: lines that start with `- ` or `1. ` form a list.
        emergency: 112, 113 and 113.nl become links as well.
    """
    links = _LINKS_IN_CRISIS if emergency else _LINKS
    parts: list[Markup] = []
    open_list = ""
    for line in filter(str.strip, text.split("\n")):
        bullet, number = _BULLET.match(line), _NUMBER.match(line)
        kind = "ul" if bullet else "ol" if number else ""
        if kind != open_list:
            parts.append(_end(open_list) + _begin(kind, number))
            open_list = kind
        mark = bullet or number
        item = _linked(line[mark.end() :] if mark else line, links)
        parts.append(Markup("<li>{}</li>" if kind else "<p>{}</p>").format(item))
    return Markup("").join([*parts, _end(open_list)])


def day(value: str) -> str:
    """A date as it is written in Dutch; also when it is not known."""
    return "datum onbekend" if value == "onbekend" else day_written(str(value))


def picture(svg: str) -> str:
    """A drawing as the address of an image, in which no script of the drawing can run."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def is_factual(answer: str | None) -> bool:
    """Whether an answer states something, so that its status and sources matter."""
    return topic_of(answer or "") not in SMALL_TALK


def is_web(address: str | None) -> bool:
    """Whether an address is a web page or a page of this site: `javascript:` is no link."""
    return re.match(r"https?://|/[a-z]", address or "") is not None


def _begin(kind: str, number: "re.Match[str] | None") -> Markup:
    if kind == "ol" and number:
        return Markup('<ol start="{}">').format(number.group(1))
    return Markup("<ul>") if kind else Markup("")


def _end(kind: str) -> Markup:
    return Markup(f"</{kind}>") if kind else Markup("")


def _linked(line: str, links: "re.Pattern[str]") -> Markup:
    parts: list[Markup] = []
    start = 0
    line = line.strip()
    for found in links.finditer(line):
        parts += [escape(line[start : found.start()]), _link(found.group())]
        start = found.end()
    return Markup("").join([*parts, escape(line[start:])])


def _link(found: str) -> Markup:
    if found.startswith("http"):
        shown = re.sub(r"^https?://(www\.)?", "", found).removesuffix("/")
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(found, shown)
    if found == "113.nl":
        return Markup('<a href="https://www.113.nl/" rel="noopener noreferrer">113.nl</a>')
    return Markup('<a href="tel:{}">{}</a>').format(found.replace("-", ""), found)
