"""What an operator copies to the platforms."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.running import environment


def practice_bot(
    folder: Path, *arguments: str, **settings: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        (sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_manifest_is_for_socket_mode_unless_an_address_is_given(tmp_path: Path) -> None:
    socket = json.loads(practice_bot(tmp_path, "slack", "manifest").stdout)
    assert socket["settings"]["socket_mode_enabled"] is True
    made = practice_bot(tmp_path, "slack", "manifest", "--url", "https://bot.example.org")
    http = json.loads(made.stdout)
    assert http["settings"]["socket_mode_enabled"] is False
    addresses = {command["url"] for command in http["features"]["slash_commands"]}
    assert addresses == {"https://bot.example.org/slack/events"}


@pytest.mark.parametrize("address", ["your.host", "https://", "http://x.y", "https://x.y/path", ""])
def test_an_address_that_slack_would_not_take_is_refused(tmp_path: Path, address: str) -> None:
    made = practice_bot(tmp_path, "slack", "manifest", "--url", address)
    assert made.returncode == 2
    assert "https://bot.example.org" in made.stderr.splitlines()[-1]


def test_the_manifest_asks_for_no_history(tmp_path: Path) -> None:
    made = json.loads(practice_bot(tmp_path, "slack", "manifest").stdout)
    scopes = made["oauth_config"]["scopes"]["bot"]
    assert "commands" in scopes
    assert not [scope for scope in scopes if scope.endswith(":history")]


def test_the_manifest_has_the_prefix(tmp_path: Path) -> None:
    made = practice_bot(tmp_path, "slack", "manifest", SLACK_COMMAND_PREFIX="dl-")
    names = [one["command"] for one in json.loads(made.stdout)["features"]["slash_commands"]]
    assert "/dl-question" in names
    assert all(name.startswith("/dl-") for name in names)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://user:hunter2@127.0.0.1:1/practice",
        "postgresql://hunter2@127.0.0.1:1/hunter2?application_name=hunter2",
    ],
)
def test_a_database_that_is_not_there_is_named_by_its_place_alone(
    tmp_path: Path, address: str
) -> None:
    made = practice_bot(tmp_path, "db", "upgrade", DATABASE_URL=address)
    assert made.returncode == 1
    assert made.stderr == (
        "DATABASE_URL: PostgreSQL at 127.0.0.1:1 does not answer; see that it runs and can be "
        "reached from here\n"
    )


def test_a_host_that_nobody_knows_is_no_reason_to_quote_the_driver(tmp_path: Path) -> None:
    address = "postgresql://user:hunter2@no-such-host.invalid/practice"
    made = practice_bot(tmp_path, "db", "upgrade", DATABASE_URL=address)
    assert made.returncode == 1
    assert made.stderr.startswith(
        "DATABASE_URL: PostgreSQL at no-such-host.invalid:5432 does not answer"
    )
    assert made.stderr.count("\n") == 1


def test_an_address_that_holds_a_stray_at_sign_is_refused_without_a_letter_of_it(
    tmp_path: Path,
) -> None:
    address = "postgresql://user:sec@ret@127.0.0.1:1/practice"
    made = practice_bot(tmp_path, "db", "upgrade", DATABASE_URL=address)
    assert made.returncode == 2
    assert made.stderr.startswith("DATABASE_URL: ")
    assert "%40" in made.stderr
    assert made.stderr.count("\n") == 1
    assert not any(part in made.stderr for part in ("sec@", "ret@", "127.0.0.1"))


def test_db_upgrade_takes_the_database_that_is_set_and_says_which(tmp_path: Path) -> None:
    made = practice_bot(tmp_path, "db", "upgrade", DATABASE_URL="sqlite:///team/bot.db")
    assert made.returncode == 0, made.stderr
    assert made.stdout == "The database team/bot.db has the current schema.\n"
    assert (tmp_path / "team" / "bot.db").exists()
    assert not (tmp_path / "data").exists()


def test_a_database_of_a_newer_version_is_told_in_one_line(tmp_path: Path) -> None:
    settings = {"DATABASE_URL": "sqlite:///bot.db"}
    practice_bot(tmp_path, "db", "upgrade", **settings)
    with sqlite3.connect(tmp_path / "bot.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for arguments in (("db", "upgrade"), ("run",)):
        made = practice_bot(tmp_path, *arguments, DISCORD_TOKEN="x", **settings)
        assert made.returncode == 1
        assert made.stderr.startswith(
            "DATABASE_URL: the database bot.db was made by a newer version"
        )
        assert made.stderr.count("\n") == 1


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is no database, but a page of notes.\n" * 50)
    made = practice_bot(
        tmp_path, "db", "upgrade", DATABASE_URL="sqlite:///notes.txt", DISCORD_TOKEN="x"
    )
    assert made.returncode == 1
    assert "file is not a database" in made.stderr
    assert made.stderr.count("\n") == 1


def test_discord_commands_prints_what_would_be_registered(tmp_path: Path) -> None:
    printed = json.loads(practice_bot(tmp_path, "discord", "commands").stdout)
    assert {"question", "daily", "settings"} <= {command["name"] for command in printed}
    assert all(not command.get("default_member_permissions") for command in printed)


def test_discord_sync_without_a_token_says_which_setting_is_missing(tmp_path: Path) -> None:
    made = practice_bot(tmp_path, "discord", "sync")
    assert made.returncode == 2
    assert made.stderr.startswith("DISCORD_TOKEN: is not set")
    assert made.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        pytest.param({"PLAYGROUND": "true", "DISCORD_TOKEN": "x"}, "PLAYGROUND", id="both"),
        pytest.param({"PLAYGROUND": "false"}, "PLAYGROUND", id="nothing to run"),
        pytest.param(
            {"DATABASE_URL": "mysql://u:hunter2@h/d", "DISCORD_TOKEN": "x"},
            "DATABASE_URL",
            id="another database",
        ),
        pytest.param(
            {"DATABASE_URL": "nonsense hunter2", "DISCORD_TOKEN": "x"},
            "DATABASE_URL",
            id="no database",
        ),
    ],
)
def test_run_names_the_setting_that_is_wrong(
    tmp_path: Path, settings: dict[str, str], name: str
) -> None:
    made = practice_bot(tmp_path, "run", **settings)
    assert made.returncode == 2
    assert made.stderr.startswith(f"{name}: ")
    assert made.stderr.count("\n") == 1
    assert "hunter2" not in made.stderr
