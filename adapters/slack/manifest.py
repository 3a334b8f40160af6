"""What Slack must be told about the app, as one paste of JSON or YAML."""

from typing import Any, Final

from bot.catalogue import BARE, COMMANDS, command_named, top_level_names

EVENTS_PATH: Final = "/slack/events"
EVENTS: Final = ("app_home_opened", "app_uninstalled", "tokens_revoked")
SCOPES: Final = (
    "channels:read",  # is the bot in the channel that a daily is about
    "chat:write",  # daily questions
    "commands",
    "files:write",  # pictures, and what is held about a member
    "groups:read",  # as channels:read, for private channels
    "im:write",  # telling one person something, and showing them pictures
    "users:read",  # the time zone of the profile, and who is an admin
)


def manifest(url: str | None, prefix: str, name: str = "Practice") -> dict[str, Any]:
    """Describe the app: for Socket Mode, or for HTTP mode at ``url``."""
    request_url = {"request_url": f"{url.rstrip('/')}{EVENTS_PATH}"} if url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": "Deep-learning interview practice, ten minutes a day",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [_command(one, prefix, url) for one in top_level_names()],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _command(name: str, prefix: str, url: str | None) -> dict[str, Any]:
    described = {
        "command": f"/{prefix}{name}",
        "description": _description(name),
        "should_escape": True,
    }
    hint = _usage_hint(name)
    if hint:
        described["usage_hint"] = hint
    if url:
        described["url"] = f"{url.rstrip('/')}{EVENTS_PATH}"
    return described


def _description(name: str) -> str:
    command = command_named(name) or command_named(BARE[name])
    return command.description if command else name


def _usage_hint(name: str) -> str:
    command = command_named(name)
    if command is None:
        words = [one.name.partition(" ")[2] for one in COMMANDS if one.name.startswith(f"{name} ")]
        return " | ".join((*words, "help"))
    return " ".join(f"[{option.name}]" for option in command.options)
