"""A plan as an SVG of 320 wide: every route a stair of bars over the same years.

Self-contained: no style sheet, font file or script. A step is told by its words, never by its colour
alone; what depends on the school has a dashed bar and the words "vraag na".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bot.routes.network import Kind, Network
from bot.routes.planner import Leg, Plan, Route
from bot.routes.text import (
    age_text,
    description,
    duration,
    goal_name,
    learned,
    short_duration,
    ways_text,
)

WIDTH = 320
MARGIN = 10
FONT = "Atkinson Hyperlegible, sans-serif"
"""Our own font where it is at hand (the page to print, the PNG), else the reader's."""

INNER = WIDTH - 2 * MARGIN
BAR = 20
TEXT = "#1b2a2d"
QUIET = "#46545a"
LINE = "#c4cac6"
PAPER = "#ffffff"
COLOURS = {
    Kind.SCHOOL: "#4a3a9a",
    Kind.START: "#4a3a9a",
    Kind.MBO: "#0b5d66",
    Kind.HIGHER: "#7a4300",
    Kind.WORK: "#14602f",
}
"""Each has a contrast of more than 7 with the paper."""

_NARROW = frozenset("iljtfr.,:;'()|-I /")
_WIDE = frozenset("mwMWÉ–½")


class _Sheet:
    """Collects shapes from top to bottom."""

    def __init__(self) -> None:
        self.y = float(MARGIN)
        self._shapes: list[str] = []

    def words(self, text: str, size: int, *, bold: bool = False, colour: str = TEXT) -> None:
        """Text over the whole width, on as many lines as it takes."""
        for line in _lines(text, size, bold=bold):
            self.y += size + 4
            self.place(line, MARGIN, self.y - 4, size, bold=bold, colour=colour)

    def place(
        self,
        text: str,
        x: float,
        y: float,
        size: int,
        *,
        bold: bool = False,
        colour: str = TEXT,
        anchor: str = "start",
    ) -> None:
        """One line of text at a place."""
        weight = ' font-weight="bold"' if bold else ""
        self._shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"'
            f' text-anchor="{anchor}"{weight}>{escape(text)}</text>'
        )

    def shape(self, markup: str) -> None:
        """Any other shape."""
        self._shapes.append(markup)

    def render(self, title: str, text: str) -> str:
        """The finished SVG."""
        height = round(self.y + MARGIN)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" role="img" aria-label={quoteattr(title)}'
            f' font-family="{FONT}"><title>{escape(title)}</title><desc>{escape(text)}</desc>'
            f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>{"".join(self._shapes)}</svg>'
        )


def draw(plan: Plan, network: Network) -> str:
    """The drawing of a plan.

    Raises:
        ValueError: the plan has no routes.
    """
    if not plan.routes:
        raise ValueError("a plan without routes cannot be drawn")
    return _Drawing(plan, network).render()


@dataclass(frozen=True)
class _Bar:
    """The places of a bar: where it begins, until where it is sure, where it ends, and its top."""

    begin: float
    sure: float
    end: float
    top: float
    colour: str
    ask: bool


class _Drawing:
    """A plan on a sheet; years run from left to right over the whole width."""

    def __init__(self, plan: Plan, network: Network) -> None:
        self._plan, self._network = plan, network
        self._years = max(route.years[1] for route in plan.routes)
        self._sheet = _Sheet()

    def render(self) -> str:
        start = self._network.stations[self._plan.start].name
        title = f"Van {start} naar {goal_name(self._plan.goal)}"
        self._sheet.words(title, 16, bold=True)
        self._sheet.y += 4
        for number, route in enumerate(self._plan.routes, start=1):
            self._route(route, number)
        self._axis()
        return self._sheet.render(title, description(self._plan, self._network))

    def _x(self, years: float) -> float:
        return MARGIN + INNER * years / self._years

    def _route(self, route: Route, number: int) -> None:
        self._rule()
        age = age_text(self._plan, route)
        at_age = f", dan {age}" if age else ""
        self._sheet.words(f"Weg {number}: {duration(route.years)}{at_age}", 14, bold=True)
        for leg in route.legs:
            self._leg(leg)
        self._sheet.y += 6

    def _leg(self, leg: Leg) -> None:
        ask = "vraag na" if leg.step.ask else ""
        wait = f"vanaf {leg.step.min_age} jaar" if leg.waits else ""
        details = ", ".join(part for part in (ways_text(leg), wait, ask) if part)
        self._sheet.y += 2
        self._sheet.words(learned(leg, self._network, between=": "), 13)
        if details:
            self._sheet.words(details, 12, colour=QUIET)
        bar = _Bar(
            begin=self._x(leg.starts[1]),
            sure=self._x(leg.starts[1] + leg.step.years[0]),
            end=self._x(leg.ends[1]),
            top=self._sheet.y + 3,
            colour=COLOURS[self._network.stations[leg.step.target].kind],
            ask=leg.step.ask,
        )
        self._draw_bar(bar)
        self._label_bar(bar, short_duration(leg.step.years))
        self._sheet.y = bar.top + BAR + 4

    def _draw_bar(self, bar: _Bar) -> None:
        dashes = ' stroke-dasharray="4 3"' if bar.ask else ""
        where = f'x="{bar.begin:.1f}" y="{bar.top:.1f}" height="{BAR}" rx="4"'
        self._sheet.shape(
            f'<rect {where} width="{bar.end - bar.begin:.1f}" fill="{PAPER}"'
            f' stroke="{bar.colour}" stroke-width="1.5"{dashes}/>'
        )
        if bar.sure > bar.begin and not bar.ask:
            self._sheet.shape(
                f'<rect {where} width="{bar.sure - bar.begin:.1f}" fill="{bar.colour}"/>'
            )

    def _label_bar(self, bar: _Bar, text: str) -> None:
        """How long a step takes: in what is filled of its bar, beside it, or in what is open of it."""
        room, baseline = width_of(text, 12) + 10, bar.top + BAR - 6
        filled = bar.end if bar.ask else bar.sure
        if filled - bar.begin >= room:
            colour = TEXT if bar.ask else PAPER
            self._sheet.place(text, bar.begin + 5, baseline, 12, colour=colour)
        elif bar.end + room <= WIDTH - MARGIN:
            self._sheet.place(text, bar.end + 5, baseline, 12)
        elif bar.begin - room < MARGIN:
            self._sheet.place(text, bar.sure + 5, baseline, 12)
        else:
            self._sheet.place(text, bar.begin - 5, baseline, 12, anchor="end")

    def _axis(self) -> None:
        """The years below all routes."""
        self._rule()
        self._sheet.y += 14
        every = 1 if self._years <= 5 else 2
        for year in range(0, int(self._years) + 1, every):
            at_edge = self._x(year) > WIDTH - 2 * MARGIN
            anchor = "start" if year == 0 else "end" if at_edge else "middle"
            label = "nu" if year == 0 else f"{year} jaar" if year == every else str(year)
            place = WIDTH - MARGIN if at_edge else self._x(year)
            self._sheet.place(label, place, self._sheet.y, 12, colour=QUIET, anchor=anchor)
        self._sheet.y += 2

    def _rule(self) -> None:
        y = self._sheet.y + 3
        self._sheet.shape(
            f'<line x1="{MARGIN}" y1="{y:.1f}" x2="{WIDTH - MARGIN}" y2="{y:.1f}" stroke="{LINE}"/>'
        )
        self._sheet.y += 6


def _lines(text: str, size: int, *, bold: bool) -> Iterator[str]:
    """A text in lines that fit the drawing; a single long word is cut after a hyphen or letter."""
    line = ""
    for word in text.split():
        grown = f"{line} {word}".strip()
        if width_of(grown, size, bold=bold) <= INNER:
            line = grown
            continue
        if line:
            yield line
        line = word
        while width_of(line, size, bold=bold) > INNER:
            cut = max(
                at for at in range(1, len(line)) if width_of(line[:at], size, bold=bold) <= INNER
            )
            yield line[:cut]
            line = line[cut:]
    if line:
        yield line


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """About how wide a text is in a sans-serif font, rather too much than too little."""
    ems = sum(
        0.36 if sign in _NARROW else 0.95 if sign in _WIDE else 0.74 if sign.isupper() else 0.6
        for sign in text
    )
    return ems * size * (1.08 if bold else 1.0)
