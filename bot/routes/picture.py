"""A route drawing as a PNG, for a mail or a document that shows no SVG.

    python -m bot.routes.picture < drawing.svg > drawing.png

Drawing takes 0.2 s in which nothing else of its process can run, so the bot leaves it to a process
of its own and visitors do not wait for it.
"""

import asyncio
import sys
from pathlib import Path

import resvg_py

from bot.paths import ROOT

FONTS = Path(__file__).parent / "fonts"
ZOOM = 3
"""Pixels for each unit of the drawing: sharp on paper and on a phone."""

AT_ONCE = 1
MOST_SECONDS = 10.0


class NoPicture(Exception):
    """The picture could not be made in time."""


class Painter:
    """Makes PNGs one after the other, each in a process of its own."""

    def __init__(self, *, most_seconds: float = MOST_SECONDS) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._most_seconds = most_seconds

    async def paint(self, svg: str) -> bytes:
        """The drawing as PNG.

        Raises:
            NoPicture: `svg` is no drawing, or it took longer than `most_seconds`.
        """
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", __name__, cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                made, _ = await asyncio.wait_for(
                    process.communicate(svg.encode()), timeout=self._most_seconds
                )
            except asyncio.TimeoutError as error:
                process.kill()
                await process.wait()
                raise NoPicture(f"not made within {self._most_seconds} s") from error
            if process.returncode:
                raise NoPicture("this is no drawing")
            return made


def png(svg: str) -> bytes:
    """The drawing as PNG, 960 pixels wide, in our own font wherever it is made.

    Raises:
        ValueError: `svg` is no drawing.
    """
    files = [str(path) for path in sorted(FONTS.glob("*.ttf"))]
    return bytes(
        resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM, skip_system_fonts=True, font_files=files)
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(png(sys.stdin.buffer.read().decode()))
