"""Empty stand-ins for libraries that Rasa imports and this assistant does not use.

Rasa imports TensorFlow and matplotlib whatever the pipeline, because its default recipe names every
component there is; it imports the client of every chat service, too, and scikit-learn, SciPy and dask,
with which we only learn. They are two of its 2.7 GB on disk and most of its memory and start-up time. A
process needs nothing of them but importable names (docs/decisions.md, 15).
"""

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

PACKAGES = frozenset(
    {
        "tensorflow",
        "tensorflow_text",
        "tensorflow_hub",
        "keras",
        "jax",
        "matplotlib",
        "confluent_kafka",
        "aiogram",
        "boto3",
        "botocore",
        "google.auth",
        "google.oauth2",
        "jwt",
        "mattermostwrapper",
        "prompt_toolkit",
        "pymongo",
        "questionary",
        "rocketchat_API",
        "slack_sdk",
        "socketio",
        "twilio",
        "webexteamssdk",
    }
)

ONLY_TO_LEARN = frozenset({"sklearn", "scipy", "dask"})
"""What a process that does not train leaves out as well."""

COMMANDS_OF_SPACY = frozenset({"spacy.cli"})
"""A second and a half of every start, for a command line that nobody uses here."""

NEEDS_THE_REAL_LIBRARY = frozenset(
    {
        "DIETClassifier",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
        "ResponseSelector",
        "LanguageModelFeaturizer",
        "ConveRTFeaturizer",
    }
)


class _AnyName(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder


class Placeholder(metaclass=_AnyName):
    """A class that can be named, subclassed, subscripted and called, and does nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __class_getitem__(cls, item: Any) -> type:
        return cls

    def __call__(self, function: Any = None, *args: Any, **kwargs: Any) -> Any:
        return function


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Placeholder


class _Finder(MetaPathFinder, Loader):
    def __init__(self, packages: frozenset[str]) -> None:
        self.packages = packages

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        parts = fullname.split(".")
        if not any(".".join(parts[:end]) in self.packages for end in (1, 2)):
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []


def install(*, learns: bool) -> None:
    """Make the stand-ins importable in this process; call it before anything imports Rasa.

    spaCy is imported first: it looks whether TensorFlow is there, and must see that it is not.

    Args:
        learns: whether the process trains models, or uses components of Rasa that were trained.
    """
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        finder = _Finder(COMMANDS_OF_SPACY)
        sys.meta_path.insert(0, finder)
        importlib.import_module("spacy")
        finder.packages |= PACKAGES if learns else PACKAGES | ONLY_TO_LEARN


def needed_components(config: dict[str, Any]) -> list[str]:
    """The components in a Rasa configuration that do not work without the real libraries."""
    named = [
        str(step.get("name", "")).rpartition(".")[2]
        for part in ("pipeline", "policies")
        for step in config.get(part) or []
    ]
    return sorted(set(named) & NEEDS_THE_REAL_LIBRARY)
