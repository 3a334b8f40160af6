"""Question files as authors write them; what is written reads back as it was."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import yaml

from bot.drafts import Draft
from bot.front_matter import FENCE
from bot.question_bank import TOPICS
from bot.question_files import ANSWER

_NO_BREAK: Final = 1_000_000  # characters: a value stays on its line


def question_file(draft: Draft) -> str:
    """Write a file for a question; what is not known yet is left out."""
    head = "".join(f"{line}\n" for line in _front_matter(draft))
    answer = f"\n{draft.answer}\n" if draft.answer else ""
    return f"{FENCE}\n{head}{FENCE}\n{draft.text}\n\n{ANSWER}\n{answer}"


def write_file(path: Path, text: str) -> None:
    """Write a file in one step: whoever reads it meanwhile sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _front_matter(draft: Draft) -> Iterator[str]:
    yield f"id: {_value(draft.id)}"
    yield f"tier: {_value(draft.tier)}"
    if draft.topics:
        topics = (_value(topic, None if topic in TOPICS else '"') for topic in draft.topics)
        yield f"topics: [{', '.join(topics)}]"
    if draft.hint:
        yield f"hint: {_value(draft.hint)}"
    yield from _entries("key_points", draft.key_points)
    yield from _entries("follow_ups", draft.follow_ups)
    if draft.misconception:
        yield f"misconception: {_value(draft.misconception)}"
    yield from _entries("references", draft.references, style='"')
    yield from _entries("formerly", draft.formerly)


def _entries(name: str, entries: Iterable[str], style: str | None = None) -> Iterator[str]:
    lines = [f"  - {_value(entry, style)}" for entry in entries]
    if lines:
        yield f"{name}:"
        yield from lines


def _value(text: str, style: str | None = None) -> str:
    """Write a text on one line: bare where YAML takes it for just that, else in double quotes."""
    bare = _dumped(text, style)
    return bare if bare[0] != "'" and "\n" not in bare else _dumped(text, '"')


def _dumped(text: str, style: str | None) -> str:
    dumped = yaml.safe_dump(text, default_style=style, allow_unicode=True, width=_NO_BREAK)
    return dumped.removesuffix("\n").removesuffix("\n...")
