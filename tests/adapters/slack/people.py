"""A person in front of Slack: types commands, presses buttons, fills in forms."""

from collections.abc import Mapping
from typing import Any

from tests.adapters.slack.fake_slack import TEAM, FakeSlack
from tests.adapters.slack.schemas import problems_of_message, problems_of_view
from tests.adapters.slack.wires import Wire

GENERAL = "C0GENERAL"


class Person:
    """Does what a member does; what the bot shows is given back as Slack would get it."""

    def __init__(self, slack: FakeSlack, wire: Wire, user_id: str, name: str) -> None:
        self.slack = slack
        self.wire = wire
        self.id = user_id
        self.name = name

    async def types(self, line: str, channel_id: str = GENERAL) -> dict[str, Any]:
        """Type a slash command; the message that comes back at once."""
        answer = await self._sent(line, channel_id)
        assert isinstance(answer, dict), answer
        self.slack.problems += problems_of_message(answer)
        return answer

    async def opens(self, line: str) -> dict[str, Any]:
        """Type a slash command that opens a form; the form."""
        assert await self._sent(line, GENERAL) in ("", None)
        return await self.answered("views.open")

    async def _sent(self, line: str, channel_id: str) -> object:
        name, _, words = line.partition(" ")
        return await self.wire.command(
            {
                "token": "",
                "api_app_id": "A1",
                "team_id": TEAM,
                "team_domain": "example",
                "channel_id": channel_id,
                "channel_name": "general",
                "user_id": self.id,
                "user_name": self.name,
                "command": name,
                "text": words,
                "response_url": self.slack.response_url(f"command-{self.id}"),
                "trigger_id": self.slack.trigger(),
                "is_enterprise_install": "false",
            }
        )

    async def presses(
        self,
        shown: Mapping[str, Any],
        label: str,
        *,
        ephemeral: bool = True,
        channel_id: str = GENERAL,
    ) -> None:
        """Press a button of a message or of a view by its label."""
        await self.acts(
            shown,
            {"type": "button", "action_id": action_of(shown, label)},
            ephemeral=ephemeral,
            channel_id=channel_id,
        )

    async def ticks(self, shown: Mapping[str, Any], *numbers: int) -> None:
        """Tick exactly these points of a checklist, counted from 0."""
        boxes = checkboxes_of(shown)
        chosen = [option for option in boxes["options"] if int(option["value"]) in numbers]
        action = {"type": "checkboxes", "action_id": boxes["action_id"]}
        await self.acts(shown, action | {"selected_options": chosen})

    async def acts(
        self,
        shown: Mapping[str, Any],
        action: Mapping[str, Any],
        *,
        ephemeral: bool = True,
        channel_id: str = GENERAL,
    ) -> None:
        """Bring an action on a message or a view to the bot; its acknowledgement is empty."""
        payload: dict[str, Any] = {
            "type": "block_actions",
            "team": {"id": TEAM, "domain": "example"},
            "user": self._user(),
            "api_app_id": "A1",
            "token": "",
            "trigger_id": self.slack.trigger(),
            "actions": [{"block_id": "b1", "action_ts": "1700000000.1", **action}],
        }
        if shown.get("type") in {"modal", "home"}:
            payload["container"] = {"type": "view", "view_id": shown["id"]}
            payload["view"] = {**shown, "team_id": TEAM}
        else:
            payload["container"] = {
                "type": "message",
                "message_ts": "1700000000.000100",
                "channel_id": channel_id,
                "is_ephemeral": ephemeral,
            }
            payload["channel"] = {"id": channel_id, "name": "general"}
            payload["response_url"] = self.slack.response_url(f"press-{self.id}")
        assert await self.wire.interaction(payload) in ("", None)

    async def submits(self, view: Mapping[str, Any], **words: str | None) -> dict[str, Any]:
        """Send a form in; what Slack is told to do with it."""
        values = {
            name: {name: {"type": "plain_text_input", "value": text}}
            for name, text in words.items()
        }
        answer = await self.wire.interaction(
            {
                "type": "view_submission",
                "team": {"id": TEAM, "domain": "example"},
                "user": self._user(),
                "api_app_id": "A1",
                "token": "",
                "trigger_id": self.slack.trigger(),
                "view": {
                    **view,
                    "team_id": TEAM,
                    "state": {"values": values},
                },
                "response_urls": [],
            }
        )
        assert isinstance(answer, dict), answer
        if "view" in answer:
            self.slack.problems += problems_of_view(answer["view"])
            answer["view"]["id"] = view["id"]
        return answer

    async def opens_home(self, tab: str = "home") -> None:
        """Open a tab of the app."""
        await self.wire.event(home_event(self.id, tab))

    async def answered(self, *methods: str) -> dict[str, Any]:
        """Wait for the next thing that the bot sends, and take its view or its message."""
        call = (await self.slack.wait_for(*methods))[-1]
        self.slack.calls.clear()
        if "view" in call.body:
            return {**call.body["view"], "id": call.view_id}
        return dict(call.body)

    def _user(self) -> dict[str, str]:
        return {"id": self.id, "username": self.name, "name": self.name, "team_id": TEAM}


def home_event(user_id: str, tab: str = "home") -> dict[str, Any]:
    """Make the event of an opened tab."""
    return {
        "token": "",
        "team_id": TEAM,
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": "Ev1",
        "event_time": 1700000000,
        "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
        "event": {
            "type": "app_home_opened",
            "user": user_id,
            "channel": f"D{user_id}",
            "tab": tab,
            "event_ts": "1700000000.1",
        },
    }


def labels_of(shown: Mapping[str, Any]) -> list[str]:
    """List the labels of the buttons."""
    return [button["text"]["text"] for button in _elements(shown, "button")]


def action_of(shown: Mapping[str, Any], label: str) -> str:
    """Find the id behind a label."""
    for button in _elements(shown, "button"):
        if button["text"]["text"] == label:
            return str(button["action_id"])
    raise AssertionError(f"no button {label!r} among {labels_of(shown)}")


def checkboxes_of(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Find the checklist."""
    return _elements(shown, "checkboxes")[0]


def ticked_in(shown: Mapping[str, Any]) -> list[int]:
    """List which points are ticked."""
    return [int(option["value"]) for option in checkboxes_of(shown).get("initial_options", ())]


def words_of(shown: object) -> str:
    """Put together every word that a reader of these blocks sees."""
    match shown:
        case {"type": "text" | "plain_text" | "mrkdwn", "text": str(text)}:
            return text
        case {"type": "link", "url": str(url), **rest}:
            return str(rest.get("text", url))
        case {"type": "channel", "channel_id": str(channel_id)}:
            return f"#{channel_id}"
        case {"type": "date", "fallback": str(fallback)}:
            return fallback
        case {"blocks": blocks}:
            return "\n".join(words_of(block) for block in blocks)
        case dict():
            children = [shown.get(name) for name in ("text", "label", "element", "elements")]
            return "".join(words_of(child) for child in children)
        case list():
            return "".join(words_of(child) for child in shown)
        case _:
            return ""


def _elements(shown: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    return [
        element
        for block in shown["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == kind
    ]
