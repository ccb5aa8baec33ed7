"""Another answer, told in short under the one that is given, when either may be meant."""

from bot.answers.book import Message


def with_beside(message: Message, short: Message, *, title: str, introduction: str) -> Message:
    """A message with a short answer under it, and the sources of both.

    Args:
        message: the answer that is given.
        short: the other, in few words.
        title: of the other; a button gives the whole.
        introduction: what stands between them.

    Returns:
        The message as it was when the two do not have the same status and label: what exists and what is
        a plan, or figures of different years, are not told in one breath.
    """
    given, other = message["metadata"], short["metadata"]
    if any(given.get(key) != other.get(key) for key in ("status", "status_label")):
        return message
    both = {
        key: given.get(key, [])
        + [each for each in other.get(key, []) if each not in given.get(key, [])]
        for key in ("sources", "facts")
    }
    button = {"title": title, "payload": f"/{other['answer']}"}
    is_there = button["payload"] in (each["payload"] for each in message["buttons"])
    checked = min(filter(None, (given.get("checked"), other.get("checked"))), default=None)
    told = {**both, "checked": checked}
    return {
        **message,
        "buttons": [*message["buttons"], *([] if is_there else [button])],
        "text": f"{message['text']}\n\n{introduction}\n\n{short['text']}",
        "metadata": {**given, **{key: value for key, value in told.items() if value}},
    }
