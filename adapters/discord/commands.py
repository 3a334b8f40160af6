"""The catalogue as Discord's slash commands: one loop over the table, one callback for all."""

import hashlib
import inspect
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any, Final, Literal

import discord
from discord import app_commands

from adapters.discord.inbound import Interaction
from adapters.discord.outbound import apologise
from bot.catalogue import COMMANDS, Command
from bot.options import MAX_SUGGESTIONS, Kind, Option, suggestions

Respond = Callable[[Interaction], Awaitable[None]]
Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]
AppCommand = app_commands.Command[Any, ..., Any] | app_commands.Group

_MAX_CHOICE: Final = 100
_MAX_DESCRIPTION: Final = 100


class CommandTree(app_commands.CommandTree[discord.Client]):
    """The commands of this bot in servers; ``respond`` answers each of them.

    A command that is registered in an older shape is answered by ``respond``, too: the core then
    says in words what does not fit.
    """

    def __init__(self, client: discord.Client, respond: Respond) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        self._respond = respond
        for command in app_commands_for(COMMANDS, respond):
            self.add_command(command)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Answer what the library would not hand over; whatever else it met is a bug."""
        if interaction.type is discord.InteractionType.autocomplete:
            return  # nothing was asked yet
        match error:
            case (
                app_commands.CommandNotFound()
                | app_commands.CommandSignatureMismatch()
                | app_commands.TransformerError()
            ):
                await self._respond(interaction)
            case _:
                await apologise(interaction, error)

    def payload(self) -> list[dict[str, Any]]:
        """List what is registered, as JSON."""
        return [command.to_dict(self) for command in self.get_commands()]


def app_commands_for(commands: Iterable[Command], respond: Respond) -> list[AppCommand]:
    """Turn the catalogue into app commands; two words make a group with a sub-command."""
    made: dict[str, AppCommand] = {}
    groups = _sub_commands(commands)
    for command in commands:
        first, _, second = command.name.partition(" ")
        if not second:
            alone = made[first] = _app_command(command, first, respond)
            alone.guild_only = True
            continue
        group = made.get(first)
        if not isinstance(group, app_commands.Group):
            description = f"/{first}: {', '.join(groups[first])}"[:_MAX_DESCRIPTION]
            group = made[first] = app_commands.Group(
                name=first, description=description, guild_only=True
            )
        group.add_command(_app_command(command, second, respond))
    return list(made.values())


def commands_payload() -> list[dict[str, Any]]:
    """List what would be registered, as JSON; needs neither a token nor a network."""
    quiet_voice_warnings()
    client = discord.Client(intents=discord.Intents(guilds=True))
    return CommandTree(client, _nobody_answers).payload()


def commands_hash(payload: list[dict[str, Any]]) -> str:
    """Name a payload by its content."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def quiet_voice_warnings() -> None:
    """Keep the library from warning about voice, which this bot has no use for."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _sub_commands(commands: Iterable[Command]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for command in commands:
        first, _, second = command.name.partition(" ")
        if second:
            found.setdefault(first, []).append(second)
    return found


def _app_command(
    command: Command, name: str, respond: Respond
) -> app_commands.Command[Any, ..., Any]:
    async def callback(interaction: Interaction, **_options: Any) -> None:
        # The options are read from the interaction itself, see inbound.command_line.
        await respond(interaction)

    # The library reads the options off the signature of the callback.
    callback.__signature__ = _signature(command.options)  # type: ignore[attr-defined]
    described = app_commands.describe(**{one.name: one.description for one in command.options})
    made: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=name, description=command.description, callback=described(callback)
    )
    for option in command.options:
        if option.kind is Kind.TEXT and option.suggest is not None:
            made.autocomplete(option.name)(_completion(option))
    return made


def _signature(options: Iterable[Option]) -> inspect.Signature:
    interaction = inspect.Parameter(
        "interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction
    )
    return inspect.Signature([interaction, *(_parameter(option) for option in options)])


def _parameter(option: Option) -> inspect.Parameter:
    annotation: Any
    match option.kind:
        case Kind.CHOICE:
            # A choice may be an enumeration of words; the library wants the words.
            annotation = Literal[tuple(str(one) for one in option.choices)]
        case Kind.TEXT:
            annotation = str
        case Kind.CHANNEL:
            annotation = discord.TextChannel  # the library's name for text and announcements
        case Kind.MEMBER:
            annotation = discord.User  # who left the server can be named, too
        case Kind.ROLE:
            annotation = discord.Role
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if option.required else None,
        annotation=annotation if option.required else annotation | None,
    )


def _completion(
    option: Option,
) -> Completion:
    async def complete(_interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        fitting = [value for value in suggestions(option, typed) if len(value) <= _MAX_CHOICE]
        return [app_commands.Choice(name=value, value=value) for value in fitting[:MAX_SUGGESTIONS]]

    return complete


async def _nobody_answers(_interaction: Interaction) -> None:
    """Stand in where commands are described only."""
