"""``questions check`` of a thousand questions, against reading the YAML of their files alone."""

import random
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Final

import yaml

from benchmarks.figures import RUNS, Figure, figure
from bot.data_files import questions_folder
from bot.drafts import draft_of_question
from bot.question_check import review
from bot.question_files import load
from bot.question_writer import question_file, write_file

_QUESTIONS: Final = 1_000
_SECONDS: Final = 2.0
_GOAL: Final = 14.0


def question_check(folder: Path) -> list[Figure]:
    """Check questions that have their own words, and all else from the real ones."""
    packs = folder / "questions"
    _write_questions(packs)
    pairs = [(_checked(packs), _yaml_read(packs)) for _ in range(RUNS)]
    ratio = median(ours / bare for ours, bare in pairs)
    seconds = median(ours for ours, _ in pairs)
    return [
        figure("check of 1,000 questions over reading their YAML", ratio, "ratio", _GOAL),
        figure("check of 1,000 questions", seconds, "s", _SECONDS),
    ]


def _write_questions(packs: Path) -> None:
    bank, _ = load(questions_folder())
    rng = random.Random(1)
    words = sorted({word for question in bank for word in question.answer.split()})
    words = [word for word in words if word.isalpha()]
    for number, question in enumerate(islice(cycle(bank), _QUESTIONS)):
        asked = " ".join(rng.choices(words, k=len(question.text.split())))
        draft = replace(
            draft_of_question(question), id=f"q-{question.tier}-{number:04}", text=f"{asked}?"
        )
        write_file(packs / f"pack-{number % 10}" / f"{draft.id}.md", question_file(draft))


def _checked(packs: Path) -> float:
    start = time.process_time()
    bank, problems = review((packs,))
    seconds = time.process_time() - start
    if len(bank) != _QUESTIONS or problems:
        raise RuntimeError(f"{len(bank)} good questions, {len(problems)} problems")
    return seconds


def _yaml_read(packs: Path) -> float:
    start = time.process_time()
    for path in packs.rglob("*.md"):
        yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Loader=yaml.CSafeLoader)
    return time.process_time() - start
