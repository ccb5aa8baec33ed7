import pytest

from bot.website.markup import day, environment, is_factual, is_web, words


def test_lines_become_paragraphs_and_lists():
    assert words("Eerst.\n- een\n- twee\n\nDan.\n3. drie\n4. vier") == (
        "<p>Eerst.</p><ul><li>een</li><li>twee</li></ul><p>Dan.</p>"
        '<ol start="3"><li>drie</li><li>vier</li></ol>'
    )


@pytest.mark.parametrize(
    "line", ["Ook onder de 18. Wat wil je?", "Volgens de overheid (2022) twee - of 3) weken."]
)
def test_a_number_or_dash_within_a_line_stays(line):
    assert words(line) == f"<p>{line}</p>"
    assert words(f"- {line}") == f"<ul><li>{line}</li></ul>"


def test_nothing_in_a_text_is_markup():
    assert words("- <b>vet</b> & zo") == "<ul><li>&lt;b&gt;vet&lt;/b&gt; &amp; zo</li></ul>"
    assert "<script" not in words('https://x.example/"><script>')


def test_addresses_and_help_lines_become_links():
    said = words("Kijk op https://www.duo.nl/a, of bel 0800-0432.")
    assert '<a href="https://www.duo.nl/a" rel="noopener noreferrer">duo.nl/a</a>,' in said
    assert '<a href="tel:08000432">0800-0432</a>.' in said


@pytest.mark.parametrize(
    ("text", "link"),
    [("Bel 112.", "tel:112"), ("Bel 113", "tel:113"), ("Kijk op 113.nl", "113.nl")],
)
def test_emergency_numbers_are_links_only_in_a_crisis(text, link):
    assert link in words(text, emergency=True)
    assert "<a" not in words(text)


@pytest.mark.parametrize("text", ["€112", "1.112 scholen", "112,50"])
def test_an_amount_is_no_emergency_number(text):
    assert "<a" not in words(text, emergency=True)


def test_dates_are_written_in_dutch_also_when_unknown():
    assert day("2026-11-23") == "23 november 2026"
    assert day("2026") == "2026"
    assert day("onbekend") == "datum onbekend"


def test_a_script_is_no_address():
    assert is_web("https://duo.nl")
    assert is_web("/over")
    assert not is_web("javascript:alert(1)")
    assert not is_web("//elders.example")
    assert not is_web(None)


def test_small_talk_and_a_crisis_state_no_fact():
    assert is_factual("kosten_lesgeld.achttien")
    assert is_factual(None)
    assert not is_factual("groet")
    assert not is_factual("crisis.ander")


def shown(message, call=""):
    template = '{% from "message.html" import answer %}{{ answer(message) }}'
    return environment().from_string(template).render(message=message)


def test_a_message_shows_status_day_and_sources():
    page = shown(
        {
            "text": "Tekst.",
            "answer": "bsa",
            "status": "voorstel",
            "checked": "2026-11-23",
            "sources": [
                {"name": "DUO", "url": "https://duo.nl", "date": "2026-11"},
                {"name": "Boek", "url": "javascript:alert(1)", "date": "onbekend"},
            ],
        }
    )
    assert "plan, niet ingevoerd" in page
    assert '<time datetime="2026-11-23">23 november 2026</time>' in page
    assert '<a href="https://duo.nl" rel="noopener noreferrer">DUO</a>, november 2026' in page
    assert "javascript" not in page
    assert "Bronnen (2)" in page


def test_a_message_shows_courses_a_table_and_a_drawing():
    page = shown(
        {
            "text": "Gevonden.",
            "courses": [
                {"name": "Kok <1>", "school": "ROC", "town": "Utrecht", "distance_km": 3.4,
                 "level": "niveau 2", "url": "https://roc.example"}
            ],
            "table": {"caption": "Vergelijking", "columns": ["", "A"], "rows": [["duur", "2 jaar"]]},
            "image": {"svg": "<svg/>", "alt": "De route"},
        }
    )  # fmt: skip
    assert "Kok &lt;1&gt;" in page
    assert "ROC, Utrecht" in page
    assert "3 km" in page
    assert '<th scope="row">duur</th><td>2 jaar</td>' in page
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+" alt="De route"' in page
