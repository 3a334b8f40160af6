"""What an operator sets: read once, from the environment or from ``.env``."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ALMOST: Final = 0.85  # of 1: how alike two names must be for one to be a slip of the other
_PREFIX: Final = r"^([a-z0-9_-]{0,15})$"


class SettingsError(Exception):
    """A setting is wrong; each line of the text names one, what is wrong and what is right."""


class Settings(BaseSettings):
    """Every setting; the names in the environment are these in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    database_url: SecretStr = SecretStr("sqlite:///data/practice-bot.db")
    discord_token: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_command_prefix: Annotated[str, Field(pattern=_PREFIX)] = ""
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    playground: bool | None = None
    question_packs: str = ""
    discord_api_url: str | None = None
    discord_gateway_url: str | None = None
    slack_api_url: str | None = None

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _folded(cls, value: object) -> object:
        return value.casefold() if isinstance(value, str) else value

    @field_validator("discord_api_url", "slack_api_url")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must be an address such as http://127.0.0.1:9000")
        return value

    @field_validator("discord_gateway_url")
    @classmethod
    def _is_socket_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("ws://", "wss://")):
            raise ValueError("must be an address such as ws://127.0.0.1:9000")
        return value

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _begins_with(value, "xoxb-", "the Bot User OAuth Token")

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _begins_with(value, "xapp-", "an App-Level Token")

    @model_validator(mode="after")
    def _slack_is_whole(self) -> "Settings":
        if self.slack_bot_token and not (self.slack_app_token or self.slack_signing_secret):
            raise ValueError(
                "SLACK_BOT_TOKEN: stands alone; set SLACK_APP_TOKEN, too (Socket Mode), or "
                "SLACK_SIGNING_SECRET (HTTP mode)"
            )
        if (self.slack_app_token or self.slack_signing_secret) and not self.slack_bot_token:
            raise ValueError(
                "SLACK_BOT_TOKEN: is missing; set it beside SLACK_APP_TOKEN or SLACK_SIGNING_SECRET"
            )
        return self

    def check_runnable(self) -> None:
        """Refuse, by SettingsError, a choice of platforms with nothing or too much to run."""
        if self.playground and self.has_platform:
            raise SettingsError(
                "PLAYGROUND: is on while a platform has a token; the playground runs only without "
                "one: take PLAYGROUND out, or the token"
            )
        if self.playground is False and not self.has_platform:
            raise SettingsError(
                "PLAYGROUND: is off and no platform has a token; set DISCORD_TOKEN or "
                "SLACK_BOT_TOKEN, or take PLAYGROUND out"
            )

    @property
    def has_platform(self) -> bool:
        """Whether Discord or Slack is switched on."""
        return bool(self.discord_token or self.slack_bot_token)

    @property
    def is_loopback(self) -> bool:
        """Whether the web server is reachable from this machine alone."""
        return self.http_host in _LOOPBACK


def read_settings(env_file: Path | None = None) -> Settings:
    """Read all settings; SettingsError with one line for each that is wrong, no secret in it."""
    path = env_file or Path(".env")
    chosen: dict[str, Any] = {"_env_file": path}
    try:
        _refuse_misspelt(path)
        return Settings(**chosen)
    except ValidationError as error:
        raise SettingsError("\n".join(_line(detail) for detail in error.errors())) from None
    except UnicodeDecodeError:
        raise SettingsError(".env: cannot be read; it must be UTF-8 text") from None


def _refuse_misspelt(path: Path) -> None:
    """Refuse a name in the file that is almost a setting: it would be ignored without a word."""
    known = [name.upper() for name in Settings.model_fields]
    for name in dotenv_values(path):
        meant = get_close_matches(name.upper(), known, 1, _ALMOST)
        if name.upper() not in known and meant:
            raise SettingsError(f"{name}: is no setting of this bot; it must be {meant[0]}")


def _line(detail: Any) -> str:
    message = str(detail["msg"]).removeprefix("Value error, ")
    if not detail["loc"]:
        return message
    name = str(detail["loc"][0]).upper()
    hint = _HINTS.get(name)
    return f"{name}: {hint}" if hint else f"{name}: {message}"


_HINTS: Final = {
    "HTTP_PORT": "is no port; it must be a number from 0 to 65535, for instance 8080",
    "LOG_FORMAT": "is neither of the two; it must be text or json",
    "LOG_LEVEL": "is no level; it must be DEBUG, INFO, WARNING or ERROR",
    "PLAYGROUND": "is neither on nor off; it must be true or false",
    "SLACK_COMMAND_PREFIX": (
        "does not fit; at most 15 lower-case letters, digits, hyphens and underscores, for "
        "instance dl-"
    ),
}


def _begins_with(value: SecretStr | None, mark: str, name: str) -> SecretStr | None:
    if value is not None and not value.get_secret_value().startswith(mark):
        raise ValueError(f"is another kind of token; it must be {name}, which begins with {mark}")
    return value
