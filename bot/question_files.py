"""Question files into Question objects, with the line of whatever is wrong.

One Markdown file is one question: front matter in YAML, the question, and ``## Answer``. The folder
is the pack. A file that breaks a rule is left out and reported; it never stops a bot.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from bot.question_bank import OWN, TIERS, Question, QuestionBank, pack_name_problem

_FENCE: Final = "---"
_ANSWER: Final = "## Answer"
_SUFFIX: Final = ".md"
_ABOUT_PACKS: Final = frozenset({"README.md", "REVIEWED.md"})
_ABOUT_A_PACK: Final = frozenset({"README.md"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a question file, and on which line (counted from 1)."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def load(*folders: Path, packs: Sequence[Path] = ()) -> tuple[QuestionBank, list[Problem]]:
    """Read every pack below ``folders`` and then ``packs``, each of which is a pack itself.

    The good questions come back, and what is wrong with the others.
    """
    problems = [problem for folder in folders for problem in _strays(folder)]
    questions: dict[str, Question] = {}
    paths: dict[str, Path] = {}
    below = [pack for folder in folders for pack in _packs(folder)]
    for path in _files((*below, *packs), problems):
        try:
            question = read_file(path)
        except _BrokenFileError as broken:
            problems.extend(broken.problems)
            continue
        if question.id in questions:
            problems.append(Problem(path, 1, f"the id {question.id} is used twice"))
        else:
            questions[question.id], paths[question.id] = question, path
    claims = _wrong_claims(questions)
    for question_id, (old, reason) in claims.items():
        path = paths[question_id]
        problems.append(Problem(path, _line_of_claim(path, old), f"formerly: {reason}"))
    return QuestionBank(one for one in questions.values() if one.id not in claims), problems


class _BrokenFileError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def _files(packs: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    for pack in packs:
        if wrong := pack_name_problem(pack.name):
            problems.append(Problem(pack, 1, f"is not read: {wrong}"))
            continue
        problems.extend(_strays_in(pack))
        files = (path for path in pack.glob(f"*{_SUFFIX}") if path.name not in _ABOUT_A_PACK)
        yield from sorted(files, key=_reading_order)


def _packs(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not _is_hidden(path))


def _strays(folder: Path) -> Iterator[Problem]:
    """Find what an author may take for a question although nobody reads it."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() == _SUFFIX and path.name not in _ABOUT_PACKS:
            yield Problem(path, 1, "is not read: a question lies in the folder of its pack")


def _strays_in(pack: Path) -> Iterator[Problem]:
    for path in sorted(pack.iterdir()):
        if path.suffix != _SUFFIX and not _is_hidden(path):
            yield Problem(path, 1, f"is not read: a pack holds only files that end in {_SUFFIX}")


def _wrong_claims(questions: Mapping[str, Question]) -> dict[str, tuple[str, str]]:
    """Find questions that claim an id which cannot have been theirs: by id, which, and why."""
    wrong: dict[str, tuple[str, str]] = {}
    claimed_by: dict[str, str] = {}
    for question in questions.values():
        for old in question.formerly:
            first = claimed_by.setdefault(old, question.id)
            if old in questions:
                wrong[question.id] = old, f"{old} is a question's id still"
            elif first != question.id:
                wrong[question.id] = old, f"{first} was called {old}, too"
    return wrong


def _line_of_claim(path: Path, old: str) -> int:
    lines = list(enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1))
    begin = next(number for number, line in lines if line.startswith("formerly"))
    alone = re.compile(rf"(?<![a-z0-9-]){old}(?![a-z0-9-])")
    return next((number for number, line in lines[begin - 1 :] if alone.search(line)), begin)


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _reading_order(path: Path) -> tuple[int, str]:
    tiers = [number for number, tier in enumerate(TIERS) if f"-{tier}-" in path.name]
    return (tiers[0] if tiers else len(TIERS), path.name)


def read_file(path: Path) -> Question:
    """Read one question file; raises with all its problems when it breaks a rule."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _BrokenFileError([Problem(path, 1, f"cannot be read: {error}")]) from None
    end = _end_of_front_matter(path, lines)
    fields, places = _front_matter(path, lines[1:end])
    answer_at = next((n for n, line in enumerate(lines) if line.strip() == _ANSWER), None)
    if answer_at is None:
        raise _BrokenFileError([Problem(path, len(lines), f"there is no line `{_ANSWER}`")])
    body = {
        "pack": path.parent.name,
        "text": "\n".join(line.rstrip() for line in lines[end + 1 : answer_at]),
        "answer": "\n".join(line.rstrip() for line in lines[answer_at + 1 :]),
    }
    places = {("text",): end + 2, ("answer",): answer_at + 1, ("pack",): 1} | places
    return _validated(path, fields, body, places)


def _validated(
    path: Path, fields: dict[str, Any], body: dict[str, str], places: Mapping[tuple[Any, ...], int]
) -> Question:
    twice = sorted(set(fields) & set(body))
    if twice:
        line = places.get((twice[0],), 1)
        raise _BrokenFileError(
            [Problem(path, line, f"`{twice[0]}` does not belong in the front matter")]
        )
    try:
        question = Question.model_validate({**fields, **body})
    except ValidationError as error:
        raise _BrokenFileError(
            [_problem(path, detail, places) for detail in error.errors()]
        ) from None
    if question.id != path.stem:
        line = places.get(("id",), 1)
        raise _BrokenFileError(
            [Problem(path, line, f"the id is {question.id}, the file {path.name}")]
        )
    for name, ids in (("id", (question.id,)), ("formerly", question.formerly)):
        if kept := [one for one in ids if one.startswith(f"{OWN}-")]:
            reason = f"{name}: {kept[0]} begins as ids of a workspace's own questions do"
            raise _BrokenFileError([Problem(path, places.get((name,), 1), reason)])
    return question


def _end_of_front_matter(path: Path, lines: list[str]) -> int:
    if not lines or lines[0].strip() != _FENCE:
        raise _BrokenFileError([Problem(path, 1, f"the first line is not `{_FENCE}`")])
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            return number
    raise _BrokenFileError([Problem(path, 1, f"the front matter has no closing `{_FENCE}`")])


def _front_matter(
    path: Path, lines: list[str]
) -> tuple[dict[str, Any], dict[tuple[Any, ...], int]]:
    text = "\n".join(lines)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        fields = yaml.load(text, Loader=yaml.CSafeLoader)
        places = dict(_places(node, ())) if isinstance(node, yaml.MappingNode) else {}
        doubled = [Problem(path, line, f"`{name}` stands twice") for name, line in _doubled(node)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "not valid YAML"
        raise _BrokenFileError(
            [Problem(path, mark.line + 2 if mark else 1, f"YAML: {reason}")]
        ) from None
    except (ValueError, RecursionError) as error:  # such as 2024-99-99, or a list of itself
        raise _BrokenFileError([Problem(path, 1, f"YAML: {error}")]) from None
    if not isinstance(node, yaml.MappingNode) or not isinstance(fields, dict):
        raise _BrokenFileError(
            [Problem(path, 2, "the front matter is not a list of `name: value`")]
        )
    if doubled:
        raise _BrokenFileError(doubled)
    return {str(name): value for name, value in fields.items()}, places


def _doubled(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Find the names that stand twice in one place; YAML would take the last without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                yield name, key.start_mark.line + 2
            seen.add(name)
            yield from _doubled(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _doubled(value)


def _places(node: yaml.Node, at: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Map each place in the front matter to its line in the file."""
    yield at, node.start_mark.line + 2
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*at, str(key.value)))
            yield (*at, str(key.value)), key.start_mark.line + 2
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _places(value, (*at, number))


def _problem(path: Path, detail: Any, places: Mapping[tuple[Any, ...], int]) -> Problem:
    at: tuple[Any, ...] = tuple(detail["loc"])
    name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in at)
    while at and at not in places:
        at = at[:-1]
    return Problem(path, places.get(at, 1), f"{name}: {_reason(detail)}")


def _reason(detail: Any) -> str:
    """Say in an author's words what the library found wrong."""
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is no field of a question; questions/README.md lists them"
        case "too_short":
            return f"has too few entries; at least {limits['min_length']} belong here"
        case "too_long":
            return f"has too many entries; at most {limits['max_length']} belong here"
        case "string_too_short":
            return "is empty"
        case "tuple_type":
            return "must be a list"
        case "string_type":
            return "must be text; put quotes around it"
        case _:
            return str(detail["msg"]).removeprefix("Value error, ")
