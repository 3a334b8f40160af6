"""The command line, as an operator types it: exit codes, and one line for what is wrong."""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.__main__ import UNHEARD
from bot.app import PracticeBot
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.database.models import Knowledge
from bot.settings import Settings
from tests.core.player import somebody
from tests.fakes.clock import FakeClock
from tests.fakes.questions import a_bank, a_question

REPOSITORY = Path(__file__).resolve().parents[2]
SECRET = "hunter2-very-secret"
KEYS = [
    "id",
    "pack",
    "tier",
    "topics",
    "text",
    "hint",
    "answer",
    "key_points",
    "follow_ups",
    "misconception",
    "references",
    "formerly",
]


@dataclass(frozen=True)
class Operator:
    """Somebody at a terminal in an empty folder."""

    folder: Path

    def types(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run ``practice-bot`` with these words and settings, and nothing else set."""
        return self.runs("-m", "bot", *words, **variables)

    def runs(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run Python alike."""
        names = {name.upper() for name in Settings.model_fields}
        inherited = {name: value for name, value in os.environ.items() if name not in names}
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env={**inherited, "PYTHONPATH": str(REPOSITORY), **variables},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


def test_help_lists_the_sub_commands(operator: Operator) -> None:
    done = operator.types("--help")
    assert done.returncode == 0
    for name in ("run", "db", "reviews", "questions", "streaks", "slack", "discord"):
        assert re.search(rf"^    {name}\b", done.stdout, re.MULTILINE)
    said = operator.types("questions", "--help").stdout
    assert all(f"    {name} " in said for name in ("check", "import", "export"))


def buffered() -> dict[str, str]:
    """Let Python write as it does where nobody asked for anything else."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, "PYTHONPATH": str(REPOSITORY)}


def test_who_reads_along_may_stop_at_the_first_line(operator: Operator) -> None:
    exporting = [sys.executable, "-m", "bot", "questions", "export"]
    with subprocess.Popen(
        exporting,
        cwd=operator.folder,
        env=buffered(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"[\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == UNHEARD


def test_who_reads_nothing_hears_of_no_bug(operator: Operator) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "questions", "check"],
            cwd=operator.folder,
            env=buffered(),
            stdout=nobody,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (UNHEARD, b"")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("explode",),
        ("db",),
        ("questions", "export", "--format", "x"),
        ("questions", "import"),
        ("questions", "import", "list.md", "--tier", "expert"),
    ],
)
def test_what_is_no_command_is_answered_with_the_usage(
    operator: Operator, words: tuple[str, ...]
) -> None:
    done = operator.types(*words)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: practice-bot")


def test_the_version_is_told(operator: Operator) -> None:
    assert operator.types("--version").stdout.strip().count(".") == 2


def test_questions_check_finds_nothing_wrong(operator: Operator) -> None:
    done = operator.types("questions", "check")
    assert done.returncode == 0
    count = len(list((REPOSITORY / "questions").glob("*/*.md")))
    assert done.stdout.startswith(f"{count} good questions in deep-learning, deep-learning-plus;")
    assert done.stdout.endswith("; 0 problems\n")


def test_packs_of_the_settings_are_checked_and_exported_behind_the_bot_s_own(
    operator: Operator,
) -> None:
    seed = REPOSITORY / "questions" / "deep-learning" / "dl-beginner-01.md"
    text = seed.read_text(encoding="utf-8")
    questions = {"zoo": "Which animals share a house?", "ape": "How does a primate use its thumb?"}
    for name, question in questions.items():
        pack = operator.folder / name
        pack.mkdir()
        mine = text.replace("dl-beginner-01", f"{name}-01")
        asked = "What is Deep Learning, and how does it relate to Machine Learning?"
        assert asked in mine
        mine = mine.replace(asked, question)
        (pack / f"{name}-01.md").write_text(mine, encoding="utf-8")
    checked = operator.types("questions", "check", QUESTION_PACKS="zoo,ape")
    assert "good questions in deep-learning, deep-learning-plus, zoo, ape; 0 " in checked.stdout
    assert checked.returncode == 0

    exported = operator.types("questions", "export", QUESTION_PACKS="zoo,ape")
    found = json.loads(exported.stdout)
    assert [question["id"] for question in found[-2:]] == ["zoo-01", "ape-01"]
    assert found[0]["id"] == "dl-beginner-01"

    (operator.folder / "ape" / "ape-01.md").write_text("no question", encoding="utf-8")
    checked = operator.types("questions", "check", QUESTION_PACKS="zoo,ape")
    assert checked.returncode == 1
    assert "ape-01.md:1: the first line is not `---`" in checked.stdout


@pytest.mark.parametrize("words", [("questions", "check"), ("questions", "export"), ("run",)])
def test_a_pack_that_is_not_there_is_a_wrong_setting(
    operator: Operator, words: tuple[str, ...]
) -> None:
    done = operator.types(*words, QUESTION_PACKS="nosuch")
    assert done.returncode == 2
    where = operator.folder / "nosuch"
    assert done.stderr.startswith(f"QUESTION_PACKS: {where} does not exist; it must be a folder")
    assert not (operator.folder / "data").exists()


ON_ANOTHER_FOLDER = """
import pathlib, sys
from bot import __main__ as command_line, question_commands
question_commands.questions_folder = lambda: pathlib.Path(sys.argv[1])
sys.exit(command_line.main(["questions", *sys.argv[2:]]))
"""


def test_a_broken_file_is_named_with_line_and_reason_and_left_out(operator: Operator) -> None:
    pack = operator.folder / "questions" / "deep-learning"
    pack.mkdir(parents=True)
    good = REPOSITORY / "questions" / "deep-learning" / "dl-beginner-01.md"
    text = good.read_text(encoding="utf-8")
    (pack / good.name).write_text(text, encoding="utf-8")
    broken = pack / "dl-beginner-02.md"
    broken.write_text(text.replace("tier: beginner", "tier: easy"), encoding="utf-8")

    checked = operator.runs("-c", ON_ANOTHER_FOLDER, str(pack.parent), "check")
    assert checked.returncode == 1
    assert f"{broken}:3: tier: " in checked.stdout
    assert "1 good question in" in checked.stdout

    exported = operator.runs("-c", ON_ANOTHER_FOLDER, str(pack.parent), "export")
    assert [question["id"] for question in json.loads(exported.stdout)] == ["dl-beginner-01"]
    assert f"{broken}:3: tier: " in exported.stderr


def test_questions_export_lists_every_question_with_exactly_its_keys(operator: Operator) -> None:
    done = operator.types("questions", "export", "--format", "json")
    assert done.returncode == 0
    questions = json.loads(done.stdout)
    assert all(list(question) == KEYS for question in questions)
    packs = [question["pack"] for question in questions]
    assert packs == sorted(packs)
    assert packs.count("deep-learning") == 30
    first = questions[0]
    assert first["id"] == "dl-beginner-01"
    assert isinstance(first["text"], str)
    assert 3 <= len(first["key_points"]) <= 5


def test_a_list_is_imported_from_where_the_operator_stands(operator: Operator) -> None:
    (operator.folder / "list.md").write_text("# Beginner\n1) Who is Ada Lovelace?\n", "utf-8")
    done = operator.types("questions", "import", "list.md", "--pack", "./ours", "--write")
    assert (done.returncode, done.stderr) == (0, "")
    assert [one.name for one in (operator.folder / "ours").iterdir()] == ["ours-beginner-01.md"]
    missing = operator.types("questions", "import", "nowhere.md")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("nowhere.md: cannot be read: ")


def test_db_upgrade_makes_the_schema_and_may_be_run_again(operator: Operator) -> None:
    path = operator.folder / "new" / "core.db"
    for _ in range(2):
        done = operator.types("db", "upgrade", DISCORD_TOKEN="t", DATABASE_URL=f"sqlite:///{path}")
        assert done.returncode == 0, done.stderr
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    assert ("attempt",) in found


def test_reviews_rebuild_works_out_anew_what_everybody_knows(operator: Operator) -> None:
    url = f"sqlite:///{operator.folder / 'core.db'}"
    engine = open_engine(readable_url(url))
    upgrade(engine)
    bank = a_bank(a_question("q-one"))
    bot = PracticeBot(engine, bank, FakeClock(), random.Random(1), "worker")
    somebody(bot, "Ada").practises()
    with engine.begin() as connection:
        connection.execute(update(Knowledge).values(due_on=None, stability=1.0))
    done = operator.types("reviews", "rebuild", DISCORD_TOKEN="t", DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("What members know was built anew: 1 questions")
    with engine.connect() as connection:
        assert connection.scalars(select(Knowledge.due_on)).all() == [date(2026, 3, 6)]
    engine.dispose()


def test_reviews_rebuild_without_a_database_is_one_line(operator: Operator) -> None:
    url = "sqlite:////proc/nowhere/core.db"
    is_told(operator.types("reviews", "rebuild", DISCORD_TOKEN="t", DATABASE_URL=url), exit_code=1)


@pytest.mark.parametrize("name", ["reviews", "streaks"])
def test_a_rebuild_makes_no_database_where_the_address_is_mistyped(
    operator: Operator, name: str
) -> None:
    path = operator.folder / "core.bd"
    done = operator.types(name, "rebuild", DISCORD_TOKEN="t", DATABASE_URL=f"sqlite:///{path}")
    assert done.stderr == f"DATABASE_URL: there is no database {path}\n"
    is_told(done, exit_code=1)
    assert not path.exists()


def test_streaks_rebuild_works_every_streak_out_again(operator: Operator) -> None:
    path = operator.folder / "core.db"
    url = f"sqlite:///{path}"
    operator.types("db", "upgrade", DISCORD_TOKEN="t", DATABASE_URL=url)
    with sqlite3.connect(path) as connection:
        connection.executescript(SOMEBODY_WHO_PRACTISED_TWICE)
    done = operator.types("streaks", "rebuild", DISCORD_TOKEN="t", DATABASE_URL=url)
    assert done.stdout == "1 streaks were worked out from their days.\n", done.stderr
    counters = connection.execute("SELECT current, longest, last_day FROM streak").fetchall()
    connection.close()
    assert counters == [(2, 2, "2026-03-04")]


SOMEBODY_WHO_PRACTISED_TWICE = """
    INSERT INTO workspace (id, platform, external_id, added_at)
        VALUES (1, 'slack', 'T1', '2026-03-03 12:00:00');
    INSERT INTO member (id, workspace_id, external_id, display_name, joined_at)
        VALUES (1, 1, 'U1', 'Ada', '2026-03-03 12:00:00');
    INSERT INTO practice_day (member_id, day, workspace_id, timezone, counted_at)
        VALUES (1, '2026-03-03', 1, 'UTC', '2026-03-03 12:00:00'),
               (1, '2026-03-04', 1, 'UTC', '2026-03-04 12:00:00');
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PORT", SECRET),
        ("HTTP_PORT", "70000"),
        ("LOG_FORMAT", SECRET),
        ("LOG_LEVEL", SECRET),
        ("PLAYGROUND", SECRET),
        ("SLACK_COMMAND_PREFIX", SECRET.upper()),
        ("SLACK_BOT_TOKEN", SECRET),
        ("SLACK_BOT_TOKEN", f"xoxb-{SECRET}"),
        ("SLACK_APP_TOKEN", SECRET),
        ("SLACK_APP_TOKEN", f"xapp-{SECRET}"),
        ("SLACK_SIGNING_SECRET", SECRET),
        ("DISCORD_API_URL", SECRET),
        ("DISCORD_GATEWAY_URL", SECRET),
        ("SLACK_API_URL", SECRET),
    ],
)
def test_a_wrong_setting_is_one_line_and_exit_code_two(
    operator: Operator, name: str, value: str
) -> None:
    is_told(operator.types("db", "upgrade", **{name: value}))


@pytest.mark.parametrize(
    "url",
    [SECRET, f"mysql://user:{SECRET}@host/name", f"postgresql://user:{SECRET}@host:port/name"],
    ids=["no address", "another kind", "no port"],
)
def test_a_database_s_wrong_address_is_one_line_and_exit_code_two(
    operator: Operator, url: str
) -> None:
    is_told(operator.types("db", "upgrade", DISCORD_TOKEN=SECRET, DATABASE_URL=url))


@pytest.mark.parametrize(
    "url",
    [f"postgresql://user:{SECRET}@127.0.0.1:1/name", "sqlite:////proc/nowhere/core.db"],
    ids=["nobody there", "no folder"],
)
def test_a_database_that_is_not_there_is_one_line_without_its_password(
    operator: Operator, url: str
) -> None:
    done = operator.types("db", "upgrade", DISCORD_TOKEN=SECRET, DATABASE_URL=url)
    assert done.stderr.startswith("DATABASE_URL: ")
    is_told(done, exit_code=1)


def test_a_wrong_env_file_is_told_alike(operator: Operator) -> None:
    (operator.folder / ".env").write_text(f"SLACK_BOT_TOKEN={SECRET}\n", encoding="utf-8")
    is_told(operator.types("questions", "check"))


def is_told(done: subprocess.CompletedProcess[str], exit_code: int = 2) -> None:
    """One line that names a variable; no traceback, no secret."""
    assert done.returncode == exit_code
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.split(":")[0].isupper()
    assert SECRET not in done.stderr
    assert SECRET.upper() not in done.stderr
