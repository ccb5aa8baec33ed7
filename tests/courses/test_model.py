"""What an identifier of a resource is made of."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from bot.courses.model import NAMESPACE, identifier

OWN = "0f8e9d3a-1c2b-4a5d-9e8f-7a6b5c4d3e2f"


def test_the_uuid_of_the_register_stays():
    assert identifier("programme", OWN) == OWN
    assert identifier("programme", f"{{{OWN.upper()}}}") == OWN


@given(st.text(max_size=60).filter(lambda code: len(code) != 32))
def test_any_other_code_gives_the_same_uuid_as_anywhere_else(code):
    assert identifier("programme", code) == str(uuid.uuid5(NAMESPACE, f"programme:{code}"))
