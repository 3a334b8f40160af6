"""The command line: settings in, exit code out."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

from adapters.surface import StartError
from adapters.surface import UnreachableError as PlatformAwayError
from bot.database.choice import (
    UnreachableError,
    database_url,
    open_database,
    open_existing,
    shown,
)
from bot.logs import set_up_logs
from bot.practice.rebuilding import rebuild
from bot.question_arguments import add_question_commands
from bot.settings import Settings, SettingsError, read_settings

WRONG_SETTING: Final = 2
UNREACHABLE: Final = 1
INTERRUPTED: Final = 130
UNHEARD: Final = 141  # as shells tell of a program that was stopped because nobody read on

_Step = Callable[[Settings, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command; 0 when it worked, 1 when it found something, 2 for a wrong setting."""
    chosen = _parser().parse_args(arguments)
    step: _Step = chosen.step
    try:
        settings = read_settings()
        set_up_logs(settings.log_format, settings.log_level)
        code = step(settings, chosen)
        sys.stdout.flush()
        return code
    except (SettingsError, StartError) as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_SETTING
    except (UnreachableError, PlatformAwayError) as error:
        sys.stderr.write(f"{error}\n")
        return UNREACHABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        if step is _run:
            raise
        # Whoever read along, such as head, has enough; the rest goes where nothing complains.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNHEARD


def _run(settings: Settings, _chosen: argparse.Namespace) -> int:
    # discord.py and Bolt take their time to import, and only this step needs them.
    from bot.running import run

    run(settings)
    return 0


def _upgrade(settings: Settings, _chosen: argparse.Namespace) -> int:
    url = database_url(settings)
    open_database(url).dispose()
    _say(f"The database {shown(url)} has the current schema.")
    return 0


def _rebuild(settings: Settings, _chosen: argparse.Namespace) -> int:
    engine = open_existing(database_url(settings))
    count = rebuild(engine)
    engine.dispose()
    _say(f"What members know was built anew: {count} questions of all members together.")
    return 0


def _manifest(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.registering import slack_manifest

    _say(slack_manifest(settings, chosen.url))
    return 0


def _commands(_settings: Settings, _chosen: argparse.Namespace) -> int:
    from bot.registering import discord_commands

    _say(discord_commands())
    return 0


def _sync(settings: Settings, _chosen: argparse.Namespace) -> int:
    from bot.registering import sync_discord

    _say(sync_discord(settings))
    return 0


def _rebuild_streaks(settings: Settings, _chosen: argparse.Namespace) -> int:
    # The core as a whole takes its time to import.
    from bot.rebuilding import rebuild_streaks

    _say(f"{rebuild_streaks(database_url(settings))} streaks were worked out from their days.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="practice-bot",
        description="Deep-learning interview practice where your team already talks.",
    )
    parser.add_argument("--version", action="version", version=version("practice-bot"))
    steps = parser.add_subparsers(title="sub-commands", metavar="COMMAND", required=True)
    what_runs = "run every platform that has a token, else the playground"
    steps.add_parser("run", help=what_runs).set_defaults(step=_run)

    database = _group(steps, "db", "upgrade: bring the database to the current schema")
    upgrades = "bring the database of DATABASE_URL to the current schema"
    database.add_parser("upgrade", help=upgrades, description=upgrades).set_defaults(step=_upgrade)

    reviews = _group(steps, "reviews", "rebuild: work out anew what is due for whom")
    rebuilds = "work out from all attempts what every member knows and when it is due"
    reviews.add_parser("rebuild", help=rebuilds, description=rebuilds).set_defaults(step=_rebuild)

    questions = _group(steps, "questions", "check, import or export the question bank")
    add_question_commands(questions)

    streaks = _group(steps, "streaks", "rebuild: work out every streak from its days")
    rebuilds = "work out every streak from the days that were counted"
    streaks.add_parser("rebuild", help=rebuilds, description=rebuilds).set_defaults(
        step=_rebuild_streaks
    )

    slack = _group(steps, "slack", "manifest: print what a Slack app is created with")
    manifest = slack.add_parser("manifest", help="print the app manifest as JSON")
    manifest.add_argument(
        "--url",
        metavar="URL",
        type=_web_address,
        help="HTTP mode, reached at this address, such as https://bot.example.org; without it "
        "Socket Mode",
    )
    manifest.set_defaults(step=_manifest)

    discord = _group(steps, "discord", "print or register the Discord commands")
    discord.add_parser("commands", help="print what would be registered, as JSON").set_defaults(
        step=_commands
    )
    discord.add_parser("sync", help="register the commands now").set_defaults(step=_sync)
    return parser


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise argparse.ArgumentTypeError("must be the address of a host, https://bot.example.org")
    return f"https://{parts.netloc}"


def _group(
    steps: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    return steps.add_parser(name, help=text).add_subparsers(metavar="STEP", required=True)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
