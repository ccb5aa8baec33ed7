"""Errors of the course-offer API as problem+json (RFC 7807), as OEAPI v6.0 asks."""

from http import HTTPStatus
from typing import Any

CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that cannot be answered; `extra` holds members beside the standard ones."""

    def __init__(self, status: int, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.extra = extra

    def body(self, *, instance: str | None) -> dict[str, Any]:
        """The problem document. instance is the address of the request without its query."""
        document = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.extra,
        }
        if instance:
            document["instance"] = instance
        return document


def bad_parameter(name: str, expected: str) -> Problem:
    """A query parameter whose value is not what the specification allows."""
    return Problem(HTTPStatus.BAD_REQUEST, f"The query parameter '{name}' must be {expected}.")


def not_found(kind: str, identifier: str) -> Problem:
    """A resource that does not exist."""
    return Problem(HTTPStatus.NOT_FOUND, f"The {kind} with id '{identifier}' could not be found.")


def not_acceptable(requested: str, supported: list[str], **extra: Any) -> Problem:
    """A version of the API or of a consumer that cannot be served."""
    return Problem(
        HTTPStatus.NOT_ACCEPTABLE,
        f"The requested version '{requested}' cannot be served.",
        requestedVersion=requested,
        supportedVersions=supported,
        **extra,
    )
