"""Whether someone asks if there is a person or a program behind the chat; that is never in doubt.

The AI Act (Regulation (EU) 2024/1689, article 50) wants people to know, so no model decides this.
"""

import re

from bot.nlu.text import normalised

MENS_OF_BOT = "bot_identiteit.mens_of_bot"
LONGEST = 12
"""Words; a longer message is about something else as well."""

_WHO = r"(?:je|jij|u|jullie|dit|hier|ik)"
_KIND = (
    r"(?:mens|persoon|robot|bot|chatbot|computer|machine|programma|ai|chatgpt|nep|"
    r"medewerker|vrouw|man|kunstmatig\w*)"
)
_ASKED = re.compile(
    rf"\b(?:ben|bent|is|zijn|zit|praat|typ|chat|spreek)\b(?:\s+\w+){{0,2}}?\s+{_WHO}\b"
    rf"(?:\s+\w+){{0,4}}?\s+(?:echte?\s+)?{_KIND}\b"
    rf"|^(?:{_KIND}\s+of\s+(?:een\s+)?{_KIND}|echt\s+(?:mens|persoon))\W*$"
    rf"|\b(?:praat|typ|chat|spreek)\s+ik\s+(?:nu\s+)?met\s+(?:een\s+)?(?:echte?\s+)?{_KIND}\b"
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:opleiding|worden|beroep|baan|stage|leren|cursus|ict|mbo|hbo|geen|van|dom|stom|ziek)\b"
)


def asks_who_this_is(text: str) -> bool:
    """Whether a message asks "ben je een mens of een robot", in whatever words."""
    plain = normalised(text)
    if len(plain.split()) > LONGEST or _SOMETHING_ELSE.search(plain):
        return False
    return bool(_ASKED.search(plain))
