"""Reading the project's YAML files, with errors that name the file and the place."""

from pathlib import Path
from typing import Any

import yaml

from bot.errors import Failure

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(Failure):
    """Something in a content file is not as it must be; the message is for its editor."""


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file.

    Raises:
        ContentError: the file cannot be read or holds something other than a mapping.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise ContentError(f"{path.name}: expected a mapping, found {type(content).__name__}")
    return content


def read_mappings(path: Path, extra_folder: Path) -> dict[str, Any]:
    """The mapping in `path` together with those in `extra_folder/*.yml`; keys are unique.

    Raises:
        ContentError: a file is not a mapping, or two files define the same key.
    """
    merged = dict(read_mapping(path))
    for extra in sorted(extra_folder.glob("*.yml")):
        for key, value in read_mapping(extra).items():
            if key in merged:
                raise ContentError(f"{extra.name}: {key!r} is already defined elsewhere")
            merged[key] = value
    return merged
