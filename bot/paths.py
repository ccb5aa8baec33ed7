"""Where the project's own files are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TOPICS = DATA / "nlu"
STORIES = DATA / "stories"
MODELS = ROOT / "models"
CACHE = ROOT / ".cache"
