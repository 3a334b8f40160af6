"""Authors for the tests of the question commands."""

import shutil
from pathlib import Path

import pytest

from bot import question_commands
from tests.core.author import REPOSITORY, Author


@pytest.fixture
def author(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Author:
    (tmp_path / "questions").mkdir()
    monkeypatch.setattr(question_commands, "questions_folder", lambda: tmp_path / "questions")
    return Author(tmp_path, capsys)


@pytest.fixture
def with_the_bank(author: Author) -> Author:
    shutil.rmtree(author.packs)
    shutil.copytree(REPOSITORY / "questions", author.packs)
    return author
