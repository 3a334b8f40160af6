"""An author with packs of questions and a terminal."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from bot import question_arguments
from bot.settings import Settings

REPOSITORY: Final = Path(__file__).resolve().parents[2]
WHAT_IS_IT: Final = "What is Deep Learning, and how does it relate to Machine Learning?"
LIST: Final = """\
# Beginner

1. Why does dropout help?
2. What does a learning rate schedule do?

# Advanced

1. How does ring all-reduce share its work?
"""


@dataclass(frozen=True)
class Author:
    """Somebody with a folder of packs and a terminal."""

    folder: Path
    screen: pytest.CaptureFixture[str]
    question_packs: str = ""

    @property
    def packs(self) -> Path:
        return self.folder / "questions"

    def types(self, *words: str | Path, code: int = 0) -> list[str]:
        """Run ``practice-bot questions``; what is said comes back, refusals too."""
        parser = argparse.ArgumentParser()
        question_arguments.add_question_commands(parser.add_subparsers())
        chosen = parser.parse_args([str(word) for word in words])
        settings = Settings.model_construct(question_packs=self.question_packs)
        assert chosen.step(settings, chosen) == code
        said = self.screen.readouterr()
        return (said.out + said.err).splitlines()

    def writes(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def has(self) -> dict[str, str]:
        """Read all files of all packs."""
        files = sorted(path for path in self.packs.rglob("*") if path.is_file())
        return {str(path.relative_to(self.packs)): path.read_text("utf-8") for path in files}
