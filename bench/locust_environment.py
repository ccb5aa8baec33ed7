"""Locust in an environment of its own: it needs another Flask, Werkzeug and gevent than Rasa pins."""

import logging
import subprocess
import sys

from bot.paths import CACHE, ROOT

LOCUST = "locust==2.32.4"
LOCUST_PYTHON = CACHE / "locust-venv" / "bin" / "python"

logger = logging.getLogger("bench.locust")


def make_locust_environment() -> None:
    """Make it, once."""
    if LOCUST_PYTHON.exists():
        return
    folder = LOCUST_PYTHON.parent.parent
    logger.info("installing %s in %s", LOCUST, folder.relative_to(ROOT))
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=300)
    uv = ROOT / ".venv" / "bin" / "uv"
    # --no-config: our pyproject.toml is about Rasa's dependencies
    install = (
        [str(uv), "pip", "install", "--no-config", "--python", str(LOCUST_PYTHON)]
        if uv.exists()
        else [str(LOCUST_PYTHON), "-m", "pip", "install"]
    )
    subprocess.run([*install, LOCUST, "pyyaml"], check=True, timeout=900)
