"""The real process: it starts without a token, says what is wrong, and stops cleanly."""

import json
import signal
import sqlite3
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.database.engine import open_engine, readable_url
from bot.database.migrations import downgrade, upgrade
from bot.database.models import Knowledge
from tests.conftest import MakeBot
from tests.core.player import somebody
from tests.process.running import RunningBot, listening_socket


def test_without_a_token_the_playground_answers(tmp_path: Path) -> None:
    with RunningBot(tmp_path) as bot:
        address = bot.wait_until_ready()
        with urllib.request.urlopen(f"{address}/", timeout=5) as page:
            html = page.read().decode()
        assert "<html" in html
        assert "/question" in html
        assert (tmp_path / "data" / "playground.db").exists()
        assert not (tmp_path / "data" / "practice-bot.db").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_when_asked(tmp_path: Path, number: signal.Signals) -> None:
    with RunningBot(tmp_path) as bot:
        bot.wait_until_ready()
        code, seconds = bot.stop(number)
        assert code == 0, bot.said
        assert seconds < 10
        assert "Traceback" not in bot.said


def test_it_stops_cleanly_while_a_page_is_open(tmp_path: Path) -> None:
    with RunningBot(tmp_path) as bot:
        address = bot.wait_until_ready()
        with urllib.request.urlopen(f"{address}/", timeout=5):
            code, seconds = bot.stop()
        assert (code, seconds < 10) == (0, True)


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with listening_socket() as port, RunningBot(tmp_path, HTTP_PORT=str(port)) as bot:
        assert bot.process.wait(30) == 2
        last = bot.said.splitlines()[-1]
        assert last.startswith(f"HTTP_PORT: cannot listen on 127.0.0.1:{port} (")
        assert "Traceback" not in bot.said


def test_the_playground_stays_off_where_others_could_reach_it(tmp_path: Path) -> None:
    with RunningBot(tmp_path, HTTP_HOST="0.0.0.0") as bot:
        address = bot.address().replace("0.0.0.0", "127.0.0.1")
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as health:
            assert json.load(health) == {"alive": True}
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{address}/", timeout=5)
        assert missing.value.code == 404
        missing.value.close()
        assert "the playground is off" in bot.said


def test_a_start_beats_at_once(tmp_path: Path) -> None:
    with RunningBot(tmp_path) as bot:
        bot.wait_until_ready()
        bot.stop()
    with sqlite3.connect(tmp_path / "data" / "playground.db") as database:
        beats = database.execute("SELECT count(*) FROM heartbeat").fetchone()[0]
    database.close()
    assert beats >= 1


def test_two_processes_may_start_at_once(tmp_path: Path) -> None:
    with RunningBot(tmp_path) as first, RunningBot(tmp_path) as second:
        first.wait_until_ready()
        second.wait_until_ready()
        assert first.stop()[0] == second.stop()[0] == 0


def test_a_start_after_an_update_works_out_what_old_ratings_mean(
    tmp_path: Path, make_bot: MakeBot
) -> None:
    engine = open_engine(readable_url(f"sqlite:///{tmp_path}/data/playground.db"))
    upgrade(engine)
    somebody(make_bot(engine), "Ada").practises()
    downgrade(engine, "0004")
    engine.dispose()
    with RunningBot(tmp_path) as bot:
        bot.wait_until_ready()
        bot.stop()
    with engine.connect() as connection:
        kept = connection.execute(select(Knowledge.stability, Knowledge.due_on)).one()
    engine.dispose()
    assert None not in kept
