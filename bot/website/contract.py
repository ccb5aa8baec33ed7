"""What a client may send to the website channel, and the errors it gets otherwise."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import Failure
from bot.nlu.text import visible
from bot.privacy.masking import masked

LONGEST_TEXT = 500
LONGEST_BODY = 8_192
LONGEST_VALUE = 80
LONGEST_COMMENT = 500

_PAYLOAD = re.compile(r"/(?P<intent>[a-z0-9_]+(?:\.[a-z0-9_]+)?)(?P<entities>\{.*\})?", re.DOTALL)


class ChannelError(Failure):
    """A request that is refused, with the status and the code and message of the contract."""

    def __init__(
        self, status: int, code: str, message: str, *, retry_after: int | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


def malformed(message: str) -> ChannelError:
    """A request that is not in the shape of the contract."""
    return ChannelError(400, "malformed", message)


def no_session() -> ChannelError:
    """A request without a token, or with one that is unknown or expired."""
    return ChannelError(
        401, "no_session", "Je gesprek is verlopen of bestaat niet. Begin een nieuw gesprek."
    )


def too_long() -> ChannelError:
    """A text or body over the limit."""
    return ChannelError(
        413, "too_long", f"Je bericht is te lang. Gebruik hooguit {LONGEST_TEXT} tekens."
    )


def too_many(seconds: int) -> ChannelError:
    """More requests than one visitor may send."""
    return ChannelError(
        429,
        "too_many",
        f"Je stuurt heel veel berichten. Probeer het over {seconds} seconden opnieuw.",
        retry_after=seconds,
    )


def not_ready() -> ChannelError:
    """The assistant cannot answer at this moment."""
    return ChannelError(
        503,
        "not_ready",
        "Ik kan nu even geen antwoord geven. Probeer het zo opnieuw.",
        retry_after=5,
    )


KEY_HEADER = "Idempotency-Key"
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def key_of(headers: Mapping[str, str]) -> str | None:
    """What the client calls this turn, so that asking it again is not another turn.

    Raises:
        ChannelError: it is not 8 to 64 letters, digits, `-` or `_`.
    """
    key = headers.get(KEY_HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise malformed("De sleutel van dit bericht (Idempotency-Key) klopt niet.")
    return key


@dataclass(frozen=True)
class Vocabulary:
    """The intents and entities that a button may name."""

    intents: Collection[str]
    entities: Collection[str]


def body_of(raw: bytes) -> Mapping[str, Any]:
    """The JSON object in a request body.

    Raises:
        ChannelError: 413 when it is too large, 400 when it is no JSON object.
    """
    if len(raw) > LONGEST_BODY:
        raise too_long()
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise malformed("Het bericht is geen geldige JSON.") from error
    if not isinstance(body, dict):
        raise malformed("Het bericht moet een JSON-object zijn.")
    return body


def said(body: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """What is given to the assistant for a message: a typed text or the payload of a button.

    Raises:
        ChannelError: neither or both are there, one is empty, too long, or not allowed.
    """
    if ("text" in body) == ("payload" in body):
        raise malformed("Stuur óf een tekst (text) óf een keuze (payload).")
    if "payload" in body:
        return _payload(body["payload"], vocabulary)
    return typed(body["text"])


def typed(text: Any) -> str:
    """A typed text, made harmless: it is never read as a command and tells not who someone is.

    It is masked here, before anything else sees it, so that nothing further on can keep or log it.

    Raises:
        ChannelError: it is no text, empty, or too long.
    """
    if not isinstance(text, str):
        raise malformed("De tekst (text) moet een tekst zijn.")
    if len(text) > LONGEST_TEXT:
        raise too_long()
    text = visible(text)
    if not text:
        raise malformed("Je bericht is leeg. Typ een vraag.")
    return masked("- " + text[1:] if text.startswith("/") else text)


def _payload(payload: Any, vocabulary: Vocabulary) -> str:
    match = _PAYLOAD.fullmatch(payload) if isinstance(payload, str) else None
    if match is None or len(payload) > LONGEST_TEXT:
        raise malformed("Deze keuze (payload) bestaat niet.")
    if match["intent"] not in vocabulary.intents:
        raise malformed("Deze keuze (payload) bestaat niet.")
    if match["entities"] is None:
        return str(payload)
    try:
        values = json.loads(match["entities"])
    except ValueError as error:
        raise malformed("De gegevens bij deze keuze (payload) zijn niet leesbaar.") from error
    for name, value in values.items():
        if name not in vocabulary.entities or not _is_plain(value):
            raise malformed("Deze gegevens horen niet bij deze keuze (payload).")
    values = {name: masked(v) if isinstance(v, str) else v for name, v in values.items()}
    return f"/{match['intent']}{json.dumps(values, ensure_ascii=False)}"


def _is_plain(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return abs(value) < 1_000_000
    return isinstance(value, str) and 0 < len(value) <= LONGEST_VALUE and "\n" not in value


@dataclass(frozen=True)
class Judgement:
    """Whether an answer was useful, with an optional reason."""

    answer: str
    useful: bool
    comment: str


def judgement(body: Mapping[str, Any], vocabulary: Vocabulary) -> Judgement:
    """The feedback in a request body.

    Raises:
        ChannelError: something is missing, of the wrong kind, or too long.
    """
    answer, useful, comment = body.get("answer"), body.get("useful"), body.get("comment", "")
    if answer not in vocabulary.intents or not isinstance(useful, bool):
        raise malformed("Geef een bestaand antwoord (answer) en waar of onwaar (useful).")
    if not isinstance(comment, str):
        raise malformed("De toelichting (comment) moet een tekst zijn.")
    if len(comment) > LONGEST_COMMENT:
        raise too_long()
    return Judgement(str(answer), useful, visible(comment))
