"""A seal on each model that we trained: a model holds Python objects, and reading those runs code.

The seal is a keyed hash (HMAC-SHA256) in a file beside the model. Without the key, which lies outside the
folder of the models, nobody can make one for another file.
"""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.paths import CACHE

KEY = "VAKROUTE_MODEL_KEY"
"""Environment variable: the key, for machines that share models; otherwise each has its own."""

KEY_FILE = CACHE / "model.key"


def seal(model: Path) -> None:
    """Write the seal of a model that was trained just now."""
    _seal_of(model).write_text(_hash(model) + "\n", encoding="ascii")


def is_sealed(model: Path) -> bool:
    """Whether a model is there, and is what we sealed."""
    try:
        written = _seal_of(model).read_text(encoding="ascii").strip()
        return hmac.compare_digest(written, _hash(model))
    except (OSError, ValueError):
        return False


def unseal(model: Path) -> None:
    """Remove the seal of a model that is removed."""
    _seal_of(model).unlink(missing_ok=True)


def _seal_of(model: Path) -> Path:
    return model.with_name(f"{model.name}.seal")


def _hash(model: Path) -> str:
    keyed = hmac.new(_key(), digestmod=hashlib.sha256)
    keyed.update(model.name.encode())
    with model.open("rb") as file:
        while part := file.read(1 << 20):
            keyed.update(part)
    return keyed.hexdigest()


def _key() -> bytes:
    given = os.environ.get(KEY)
    if given:
        return given.encode()
    if not KEY_FILE.exists():
        KEY_FILE.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another process was first
            made = os.open(KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(made, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
    return KEY_FILE.read_bytes()
