"""Personal data made unreadable before anything is stored or logged."""

import re

CRISIS_TEXT = "[niet bewaard]"

_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")
_LINK_WITH_TOKEN = re.compile(r"https?://\S*[?&#]\S+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}\s?(?:[A-Z0-9]{4}\s?){2,7}[A-Z0-9]{1,4}\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d€])(?:\+31|0031|0)[\s-]?(?:\(0\))?(?:\d[\s-]?){8,9}(?!\d)")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Za-z]{2}\s+\d{1,5}\b")
_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_HELP_LINES = re.compile(r"0800[\s-]?(?:0113|0432)")


def masked(text: str) -> str:
    """The text with mail addresses, numbers and names of persons replaced by what they are."""
    if _HELP_LINES.search(text) is None:
        text = _PHONE.sub("[telefoon]", text)
    text = _MAIL.sub("[mail]", text)
    text = _LINK_WITH_TOKEN.sub("[link]", text)
    text = _IBAN.sub("[iban]", text)
    text = _POSTCODE.sub("[adres]", text)
    return _DIGITS.sub(lambda match: "[bsn]" if is_bsn(match.group()) else "[nummer]", text)


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the "elfproef" of the citizen service number (BSN)."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
    return total % 11 == 0 and int(digits) > 0
