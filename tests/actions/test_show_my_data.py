from actions.show_my_data import SHOWN_MESSAGES, what_is_kept


def user(text):
    return {"event": "user", "text": text}


def test_the_newest_messages_are_shown_as_they_are_kept():
    events = [user(f"vraag {n}") for n in range(8)] + [{"event": "bot", "text": "antwoord"}]
    text = what_is_kept(events, {})
    assert "8 berichten" in text
    assert "vraag 7" in text
    assert text.count("- vraag") == SHOWN_MESSAGES
    assert "antwoord\n" not in text


def test_remembered_wishes_are_named():
    assert "zoekwensen" in what_is_kept([], {"course_search": {"place": "ede"}})
    assert "zoekwensen" not in what_is_kept([], {"course_search": None})
