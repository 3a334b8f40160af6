"""The real process while a platform or the database is away, and how it stops then."""

import asyncio
import json
import random
import sqlite3
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import PracticeBot
from bot.database.choice import open_database
from bot.database.engine import readable_url
from bot.question_bank import QuestionBank
from tests.adapters.slack.fake_slack import FakeSlack
from tests.core.schedule import add_daily
from tests.fakes.clock import FakeClock
from tests.process.running import RunningBot, listening_socket

SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
NOBODY_ANSWERS = "http://127.0.0.1:1"


def readiness(address: str) -> tuple[int, list[str]]:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            return answer.status, []
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["missing"]


def beats(folder: Path) -> int:
    database = sqlite3.connect(folder / "data" / "practice-bot.db")
    try:
        return int(database.execute("SELECT count(*) FROM heartbeat").fetchone()[0])
    finally:
        database.close()


def test_while_both_platforms_are_away_it_lives_and_says_so(tmp_path: Path) -> None:
    with listening_socket() as silent:
        away = f"http://127.0.0.1:{silent}"
        settings = {"DISCORD_TOKEN": "x", "DISCORD_API_URL": away, "SLACK_API_URL": f"{away}/api/"}
        with RunningBot(tmp_path, **settings, **SLACK) as bot:
            missing = ["discord is not connected", "slack is not connected"]
            assert readiness(bot.address()) == (503, missing)
            bot.wait_until(lambda: beats(tmp_path) > 0)
            code, seconds = bot.stop()
            assert (code, seconds < 9) == (0, True), bot.said
            assert "Traceback" not in bot.said


async def test_a_platform_that_is_away_keeps_no_other_from_its_daily_post(
    tmp_path: Path, bank: QuestionBank
) -> None:
    schedule_what_is_due(tmp_path, bank)
    slack = FakeSlack()
    await slack.start()
    settings = {"DISCORD_TOKEN": "x", "DISCORD_API_URL": NOBODY_ANSWERS}
    with RunningBot(tmp_path, SLACK_API_URL=f"{slack.api_url}/", **settings, **SLACK) as bot:
        address = await asyncio.to_thread(bot.address)
        (post,) = await slack.wait_for("chat.postMessage")
        assert post.body["channel"] == "C1"
        missing = ["discord is not connected"]
        assert await asyncio.to_thread(readiness, address) == (503, missing)
        code, seconds = await asyncio.to_thread(bot.stop)
        assert (code, seconds < 9) == (0, True), bot.said
    await slack.stop()


def schedule_what_is_due(folder: Path, bank: QuestionBank) -> None:
    """Schedule a daily post for a minute ago."""
    engine = open_database(readable_url(f"sqlite:///{folder / 'data' / 'practice-bot.db'}"))
    now = datetime.now(UTC)
    earlier = FakeClock(now - timedelta(minutes=5))
    add_daily(
        PracticeBot(engine, bank, earlier, random.Random(1), "earlier"),
        f"{now - timedelta(minutes=1):%H:%M}",
    )
    engine.dispose()


def test_beside_a_writer_it_starts_and_can_be_stopped(tmp_path: Path) -> None:
    with RunningBot(tmp_path) as first:
        first.wait_until_ready()
        first.stop()
    writer = sqlite3.connect(tmp_path / "data" / "playground.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with RunningBot(tmp_path) as bot:
        bot.wait_until(lambda: "a tick failed" in bot.said)
        assert bot.process.poll() is None
        code, seconds = bot.stop()
        assert (code, seconds < 9) == (0, True), bot.said
    writer.close()


def test_a_start_that_waits_for_a_migration_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    migrating = sqlite3.connect(tmp_path / "data" / "playground.db", isolation_level=None)
    migrating.execute("BEGIN IMMEDIATE")
    with RunningBot(tmp_path) as bot:
        bot.wait_until(lambda: "waiting for it" in bot.said)
        code, seconds = bot.stop()
        assert (code, seconds < 3) == (0, True), bot.said
        assert "Traceback" not in bot.said
    migrating.close()


@pytest.mark.parametrize(
    "host", ["no-such-host.invalid", "203.0.113.7", "http://127.0.0.1", "x" * 64]
)
def test_a_host_that_is_none_of_ours_is_named(tmp_path: Path, host: str) -> None:
    with RunningBot(tmp_path, HTTP_HOST=host) as bot:
        assert bot.process.wait(30) == 2
        last = bot.said.splitlines()[-1]
        assert last.startswith(f"HTTP_HOST: {host} is no address of this machine")
        assert "127.0.0.1 (for this machine only)" in last
        assert "Traceback" not in bot.said
