"""The real process reads the packs of its settings, and follows the renames in them."""

import random
import sqlite3
from pathlib import Path

from bot.app import PracticeBot
from bot.clock import system_clock
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from tests.core.player import somebody
from tests.fakes.questions import a_bank, a_question
from tests.process.running import CHECKOUT, RunningBot

SEED = CHECKOUT / "questions" / "deep-learning"


def test_a_question_that_a_pack_renames_keeps_its_history_at_the_next_start(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "playground.db"
    engine = open_engine(readable_url(f"sqlite:///{file}"))
    upgrade(engine)
    bank = a_bank(a_question("team-01"))
    somebody(PracticeBot(engine, bank, system_clock, random.Random(1), "w"), "Ada").practises()
    engine.dispose()

    pack = tmp_path / "team"
    pack.mkdir()
    text = (SEED / "dl-beginner-01.md").read_text(encoding="utf-8")
    renamed = text.replace("id: dl-beginner-01", "id: team-mean\nformerly: [team-01]")
    (pack / "team-mean.md").write_text(renamed, encoding="utf-8")
    with RunningBot(tmp_path, QUESTION_PACKS="team") as bot:
        bot.wait_until_ready()
        assert "2 rows follow questions that were renamed" in bot.said
        assert f"{len(list(SEED.parent.glob('*/*.md'))) + 1} questions are loaded" in bot.said
    with RunningBot(tmp_path, QUESTION_PACKS="team") as bot:
        bot.wait_until_ready()
        assert "renamed" not in bot.said

    connection = sqlite3.connect(file)
    for table in ("draw", "attempt", "knowledge"):
        found = connection.execute(f"SELECT question_id FROM {table}").fetchall()
        assert found == [("team-mean",)]
    connection.close()
