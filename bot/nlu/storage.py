"""What was learned as one file of plain arrays: small, quick to read, and nothing in it is executed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

WITHIN = "/"


def write(path: Path, parts: Mapping[str, Any]) -> None:
    """Write arrays, and mappings of arrays under their names, to an .npz file."""
    np.savez_compressed(path, **_flat(parts))


def read(path: Path) -> dict[str, Any]:
    """What `write` wrote."""
    parts: dict[str, Any] = {}
    with np.load(path, allow_pickle=False) as file:
        for name in file.files:
            *outer, last = name.split(WITHIN)
            inner = parts
            for each in outer:
                inner = inner.setdefault(each, {})
            inner[last] = file[name]
    return parts


def _flat(parts: Mapping[str, Any], within: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, part in parts.items():
        if isinstance(part, Mapping):
            flat.update(_flat(part, f"{within}{name}{WITHIN}"))
        else:
            flat[f"{within}{name}"] = part
    return flat
