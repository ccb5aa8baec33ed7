"""How fast the catalogue loads and answers at 2,300, 23,000 and 230,000 offers.

    python -m bench.courses [--searches 300]

The larger catalogues hold the real offers again under other schools in other towns (drawn by number of
inhabitants, with a fixed seed), and one name in ten gets a variant of its own. Each search asks for a
piece of a name, a level and 25 km around a town. Writes bench/results/courses.md and courses.svg.
"""

import argparse
import gc
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import pygal

from bot.courses.catalogue import Catalogue, build
from bot.courses.model import Organisation
from bot.courses.parameters import Query
from bot.courses.seed import Seed, read_seed
from bot.courses.server import Api
from bot.paths import ROOT
from bot.places import Place, Places

RESULTS = ROOT / "bench" / "results"
SCALES = (1, 10, 100)
PIECES = (
    "techn", "bouw", "ict", "zorg", "verpleeg", "management", "economie", "leraar", "design", "sport",
    "finance", "recht", "logisti", "muziek", "engineering", "social", "communicatie", "voeding",
)  # fmt: skip
LEVELS = ("eqf_5", "eqf_6")


@dataclass(frozen=True)
class Measured:
    """One size: rows, seconds to build, and the milliseconds of each search."""

    offers: int
    build_seconds: float
    milliseconds: Sequence[float]

    @property
    def rows_a_second(self) -> float:
        """Offers built into the catalogue in a second."""
        return self.offers / self.build_seconds

    def percentile(self, percent: int) -> float:
        """A percentile of the searches, in milliseconds."""
        return statistics.quantiles(self.milliseconds, n=100)[percent - 1]


def main() -> int:
    """Measures every size and writes the table and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=300)
    count = parser.parse_args().searches
    places = Places.load()
    towns = [town for town in places.towns() if town.inhabitants >= 5_000]
    measured = []
    for scale in SCALES:
        measured.append(measure(scaled(read_seed(), scale, towns), places, towns, count))
        sys.stdout.write(line(measured[-1]) + "\n")
    write(measured, count)
    return 0


def scaled(seed: Seed, scale: int, towns: Sequence[Place]) -> Seed:
    """The seed with every offer `scale` times, each copy at another school in another town."""
    chance = random.Random(scale)
    weights = [town.inhabitants for town in towns]
    schools = list(seed.organisations)
    programmes = list(seed.programmes)
    for copy in range(1, scale):
        codes = {}
        for school in seed.organisations:
            code = f"{school.code}-{copy}"
            codes[school.code] = code
            town = chance.choices(towns, weights)[0].name
            schools.append(Organisation(code, f"{school.name} {copy}", school.kind, "", town, ""))
        for programme in seed.programmes:
            name = programme.name
            if chance.random() < 0.1:
                name = f"{name} variant {chance.randrange(10)}"
            programmes.append(
                replace(
                    programme,
                    code=f"{programme.code}-{copy}",
                    organisation=codes[programme.organisation],
                    name=name,
                    town=chance.choices(towns, weights)[0].name,
                )
            )
    return replace(seed, organisations=schools, programmes=programmes)


def measure(seed: Seed, places: Places, towns: Sequence[Place], count: int) -> Measured:
    """Builds a catalogue and searches it."""
    chance = random.Random(7)
    weights = [town.inhabitants for town in towns]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.sqlite"
        began = time.perf_counter()
        build(seed, path, places=places)
        built = time.perf_counter() - began
        gc.freeze()  # a server has no seed in memory
        catalogue = Catalogue(path)
        api = Api(catalogue)
        times = []
        for number in range(count + 20):
            town = chance.choices(towns, weights)[0]
            asked = {
                "q": chance.choice(PIECES),
                "levelOfQualification": chance.choice(LEVELS),
                "near": f"{town.lat},{town.lon}",
                "radius": "25",
                "pageSize": "20",
            }
            began = time.perf_counter()
            json.dumps(api.programmes(Query(urlencode(asked))))
            if number >= 20:
                times.append((time.perf_counter() - began) * 1000)
        catalogue.close()
    return Measured(len(seed.programmes), built, times)


def line(one: Measured) -> str:
    """A row of the table."""
    return (
        f"| {one.offers:,} | {one.build_seconds:.2f} | {one.rows_a_second:,.0f} |"
        f" {one.percentile(50):.2f} | {one.percentile(95):.2f} | {one.percentile(99):.2f} |"
    )


def write(measured: Sequence[Measured], count: int) -> None:
    """Writes the table and the plot."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    growth = measured[-1].percentile(95) / measured[0].percentile(95)
    table = [
        "# Course offers: speed",
        "",
        f"{count} searches at each size (text, level and 25 km; 20 per page), in one process.",
        "",
        "| offers | build (s) | rows/s | p50 (ms) | p95 (ms) | p99 (ms) |",
        "|---:|---:|---:|---:|---:|---:|",
        *(line(one) for one in measured),
        "",
        f"The p95 of the largest is {growth:.1f} times that of the smallest.",
    ]
    (RESULTS / "courses.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    plot = pygal.Bar(title="Search by text, level and 25 km (ms)", x_title="offers")
    plot.x_labels = [f"{one.offers:,}" for one in measured]
    for percent in (50, 95, 99):
        plot.add(f"p{percent}", [round(one.percentile(percent), 2) for one in measured])
    plot.render_to_file(str(RESULTS / "courses.svg"))


if __name__ == "__main__":
    sys.exit(main())
