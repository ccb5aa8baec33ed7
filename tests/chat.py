"""A conversation over HTTP."""

from typing import Any

import requests

TIMEOUT = 30


class Chat:
    """A visitor's conversation over HTTP, as the page has it."""

    def __init__(self, base: str) -> None:
        self.channel = f"{base}/webhooks/website"
        answer = requests.post(f"{self.channel}/sessions", timeout=TIMEOUT)
        assert answer.status_code == 201, answer.text
        self.token = answer.json()["session"]
        self.greeting = answer.json()["messages"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, path: str, body: Any) -> requests.Response:
        return requests.post(
            f"{self.channel}/{path}", json=body, headers=self.headers, timeout=TIMEOUT
        )

    def say(self, text: str) -> list[dict[str, Any]]:
        return self._messages({"text": text})

    def press(self, payload: str) -> list[dict[str, Any]]:
        return self._messages({"payload": payload})

    def answer_to(self, text: str) -> str | None:
        """The name of the answer that a text gets."""
        return self.say(text)[-1].get("answer")

    def _messages(self, body: Any) -> list[dict[str, Any]]:
        answer = self.post("messages", body)
        assert answer.status_code == 200, answer.text
        return answer.json()["messages"]
