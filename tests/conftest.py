"""What all tests share: the real questions, a clock that stands still, and migrated databases."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine

from bot.app import PracticeBot
from bot.database.engine import open_engine, readable_url
from bot.database.migrations import upgrade
from bot.question_bank import QuestionBank
from bot.question_files import load
from tests.databases import MigratedSqlite, PostgresServer, postgres_server
from tests.fakes.clock import FakeClock

REPOSITORY = Path(__file__).resolve().parents[1]
DATABASES = ("sqlite", "postgresql")


class MakeBot(Protocol):
    """Builds a bot on a database; a second one on the same database is another process."""

    def __call__(
        self, engine: Engine, questions: QuestionBank | None = None, worker_id: str = "worker"
    ) -> PracticeBot:
        """Build it; without ``questions`` it knows the real ones."""


@pytest.fixture(scope="session")
def bank() -> QuestionBank:
    """The questions of the repository."""
    questions, problems = load(REPOSITORY / "questions")
    assert not problems
    return questions


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at noon of a Wednesday, in UTC."""
    return FakeClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> MigratedSqlite:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "template.db"
    engine = open_engine(readable_url(f"sqlite:///{path}"))
    upgrade(engine)
    engine.dispose()
    return MigratedSqlite(path)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL; a loud skip where none can be had."""
    with postgres_server() as server:
        yield server
        server.drop(server.url.set(database=server.migrated.database))


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty, migrated database for one thread."""
    if request.param == "sqlite":
        template: MigratedSqlite = request.getfixturevalue("sqlite_template")
        opened = template.open_in_memory()
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        opened = server.open_emptied()
    yield opened
    opened.dispose()


@pytest.fixture(params=DATABASES)
def shared_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated database for many threads."""
    if request.param == "sqlite":
        template: MigratedSqlite = request.getfixturevalue("sqlite_template")
        opened = template.open_file(tmp_path)
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        opened = server.open_emptied()
    yield opened
    opened.dispose()


@pytest.fixture
def make_bot(bank: QuestionBank, clock: FakeClock) -> MakeBot:
    """Build bots whose time is the test's clock and whose chance is fixed."""

    def build(
        engine: Engine, questions: QuestionBank | None = None, worker_id: str = "worker"
    ) -> PracticeBot:
        chosen = bank if questions is None else questions
        return PracticeBot(engine, chosen, clock, random.Random(1), worker_id)

    return build


@pytest.fixture
def bot(engine: Engine, make_bot: MakeBot) -> PracticeBot:
    """A bot with the real questions on an empty database."""
    return make_bot(engine)
