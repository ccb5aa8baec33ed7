import pytest

from bot.privacy.masking import is_bsn, masked


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("mail me op jan.jansen+x@roc-school.nl ok", "jan.jansen"),
        ("bel 06-12345678", "12345678"),
        ("bel 06 12 34 56 78 maar", "34 56"),
        ("nummer +31 6 12345678", "12345678"),
        ("mijn bsn is 111222333", "111222333"),
        ("rekening NL91 ABNA 0417 1643 00", "0417"),
        ("ik woon op 3511 AB 12", "3511 AB"),
        ("kijk https://school.nl/reset?token=abc123", "abc123"),
    ],
)
def test_personal_data_is_not_in_the_masked_text(text, hidden):
    assert hidden not in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 17 en verdien 4000 euro in 2026-2027",
        "bel 0800-0113 of 0800-0432",
        "crebo 25655 op niveau 4, 850 uur",
        "opleidingen bij 's-Hertogenbosch binnen 20 km",
        "https://www.kiesmbo.nl",
    ],
)
def test_what_is_no_personal_data_stays(text):
    assert masked(text) == text


def test_only_numbers_that_pass_the_check_are_called_bsn():
    assert is_bsn("111222333")
    assert not is_bsn("123456789")
    assert not is_bsn("000000000")
