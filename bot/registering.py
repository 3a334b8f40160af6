"""What is told to the platforms once: Discord's commands and Slack's manifest."""

import asyncio
import json
import random

from adapters.discord.client import sync_commands
from adapters.discord.commands import commands_payload
from adapters.slack.manifest import manifest
from adapters.surface import StartError
from adapters.worker import Worker
from bot.app import PracticeBot
from bot.clock import system_clock
from bot.database.choice import database_url, open_database
from bot.database.engine import worker_threads
from bot.question_bank import QuestionBank
from bot.settings import Settings


def slack_manifest(settings: Settings, url: str | None) -> str:
    """Write the manifest that a Slack app is created with; without ``url`` for Socket Mode."""
    return json.dumps(manifest(url, settings.slack_command_prefix), indent=2)


def discord_commands() -> str:
    """Write the commands as Discord would be given them."""
    return json.dumps(commands_payload(), indent=2)


def sync_discord(settings: Settings) -> str:
    """Register the commands with Discord; a sentence that says how many there are comes back."""
    if settings.discord_token is None:
        raise StartError("DISCORD_TOKEN: is not set; it must be the token of your Discord bot")
    engine = open_database(database_url(settings))
    worker = Worker(worker_threads(engine))
    bot = PracticeBot(engine, QuestionBank(()), system_clock, random.Random(), "sync")
    try:
        count = asyncio.run(
            sync_commands(
                settings.discord_token.get_secret_value(),
                bot,
                worker,
                api_url=settings.discord_api_url,
            )
        )
    finally:
        worker.close()
        engine.dispose()
    return f"{count} commands are registered with Discord."
