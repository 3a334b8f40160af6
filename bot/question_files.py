"""Question files into Question objects, with the line of whatever is wrong.

One Markdown file is one question: front matter in YAML, the question, and ``## Answer``. The folder
is the pack. A file that breaks a rule is left out and reported; it never stops a bot.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from bot.drafts import Draft, DraftError, draft_of
from bot.front_matter import FrontMatterError, Places, end_of_front_matter, read_front_matter
from bot.question_bank import (
    MAX_ANSWER,
    MAX_TEXT,
    OWN,
    TIERS,
    Question,
    QuestionBank,
    pack_name_problem,
)
from bot.question_markup import outside_code
from bot.validation_words import details_of, is_missing, missing_of, name_and_reason

ANSWER: Final = "## Answer"
SUFFIX: Final = ".md"
MAX_BYTES: Final = 65_536
_TOO_LARGE: Final = (
    f"is larger than {MAX_BYTES // 1_024} KiB; a question has at most {MAX_TEXT:,} characters and "
    f"its answer {MAX_ANSWER:,}"
)
_ABOUT_PACKS: Final = frozenset({"README.md", "REVIEWED.md"})
_ABOUT_A_PACK: Final = frozenset({"README.md"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a question file, and on which line (counted from 1)."""

    path: Path
    line: int
    reason: str
    is_draft: bool = False  # it only lacks something

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def load(*folders: Path, packs: Sequence[Path] = ()) -> tuple[QuestionBank, list[Problem]]:
    """Read every pack below ``folders`` and then ``packs``, each of which is a pack itself.

    The good questions come back, and what is wrong with the others.
    """
    problems = [problem for folder in folders for problem in _strays(folder)]
    questions: dict[str, Question] = {}
    paths: dict[str, Path] = {}
    below = [pack for folder in folders for pack in packs_in(folder)]
    for path in _files((*below, *packs), problems):
        try:
            question = read_file(path)
        except BrokenFileError as broken:
            problems.extend(broken.problems)
            continue
        if question.id in questions:
            problems.append(Problem(path, 1, f"the id {question.id} is used twice"))
        else:
            questions[question.id], paths[question.id] = question, path
    claims = _wrong_claims(questions)
    for question_id, (old, reason) in claims.items():
        path = paths[question_id]
        number = questions[question_id].formerly.index(old)
        line = line_of(path, "formerly", number)
        problems.append(Problem(path, line, f"formerly: {reason}"))
    return QuestionBank(one for one in questions.values() if one.id not in claims), problems


class BrokenFileError(Exception):
    """What is wrong with one question file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def _files(packs: Iterable[Path], problems: list[Problem]) -> Iterator[Path]:
    for pack in packs:
        if wrong := pack_name_problem(pack.name):
            problems.append(Problem(pack, 1, f"is not read: {wrong}"))
            continue
        problems.extend(_strays_in(pack))
        files = (path for path in pack.glob(f"*{SUFFIX}") if path.name not in _ABOUT_A_PACK)
        yield from sorted(files, key=_reading_order)


def packs_in(folder: Path) -> list[Path]:
    """List the packs of a folder, by name."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and not _is_hidden(path))


def _strays(folder: Path) -> Iterator[Problem]:
    """Find what an author may take for a question although nobody reads it."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() == SUFFIX and path.name not in _ABOUT_PACKS:
            yield Problem(path, 1, "is not read: a question lies in the folder of its pack")


def _strays_in(pack: Path) -> Iterator[Problem]:
    for path in sorted(pack.iterdir()):
        if path.suffix != SUFFIX and not _is_hidden(path):
            yield Problem(path, 1, f"is not read: a pack holds only files that end in {SUFFIX}")


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


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _reading_order(path: Path) -> tuple[int, str]:
    tiers = [number for number, tier in enumerate(TIERS) if f"-{tier}-" in path.name]
    return (tiers[0] if tiers else len(TIERS), path.name)


def read_file(path: Path) -> Question:
    """Read one question file; raises with all its problems when it breaks a rule."""
    fields, places = _fields_of(path)
    try:
        question = Question.model_validate(fields)
    except ValidationError as error:
        raise BrokenFileError(list(_problems(path, error, places))) from None
    if question.id != path.stem:
        line = places.get(("id",), 1)
        raise BrokenFileError(
            [Problem(path, line, f"the id is {question.id}, the file {path.name}")]
        )
    for name, ids in (("id", (question.id,)), ("formerly", question.formerly)):
        if kept := [one for one in ids if one.startswith(f"{OWN}-")]:
            reason = f"{name}: {kept[0]} begins as ids of a workspace's own questions do"
            raise BrokenFileError([Problem(path, places.get((name,), 1), reason)])
    return question


def problems_of(path: Path) -> list[Problem]:
    """List what keeps a file from being a question; nothing for a good one."""
    try:
        read_file(path)
    except BrokenFileError as broken:
        return broken.problems
    return []


def read_drafts(packs: Iterable[Path]) -> Iterator[tuple[Path, Draft | None]]:
    """Read what every file of some packs says so far; None for one that cannot be understood."""
    for path in _files(packs, []):
        try:
            yield path, draft_of(_fields_of(path)[0])
        except (BrokenFileError, DraftError):
            yield path, None


def draft_in(path: Path, text: str) -> Draft:
    """Read what a file at this path would say with this text."""
    return draft_of(_fields_in(path, text.splitlines())[0])


def line_of(path: Path, *at: str | int) -> int:
    """Find the line of a field, or of an entry of a list (counted from 0), in a good file."""
    _, places = _fields_of(path)
    return places.get(at, 1)


def _fields_of(path: Path) -> tuple[dict[str, Any], Places]:
    """Take a file apart: the head, the question and the answer, and where each stands."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise BrokenFileError([Problem(path, 1, _TOO_LARGE)])
        lines = content.decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenFileError([Problem(path, 1, f"cannot be read: {error}")]) from None
    return _fields_in(path, lines)


def _fields_in(path: Path, lines: list[str]) -> tuple[dict[str, Any], Places]:
    try:
        end = end_of_front_matter(lines)
        fields, places = read_front_matter(lines[1:end])
    except FrontMatterError as error:
        raise BrokenFileError([Problem(path, *one) for one in error.problems]) from None
    answer_at = _start_of_answer(lines, end + 1)
    if answer_at is None:
        raise BrokenFileError([Problem(path, len(lines), f"there is no line `{ANSWER}`")])
    body = {
        "pack": path.parent.name,
        "text": "\n".join(lines[end + 1 : answer_at]),
        "answer": "\n".join(lines[answer_at + 1 :]),
    }
    for name in sorted(set(fields) & set(body)):
        reason = f"`{name}` does not belong in the front matter"
        raise BrokenFileError([Problem(path, places.get((name,), 1), reason)])
    where = {("text",): end + 2, ("answer",): answer_at + 1, ("pack",): 1}
    return {**fields, **body}, {**where, **places}


def _start_of_answer(lines: list[str], start: int) -> int | None:
    """Find the line that begins the answer; one in a code block of the question does not count."""
    body = lines[start:]
    found = [number for number, line in enumerate(body, start) if line.strip() == ANSWER]
    if len(found) > 1:
        outside = list(outside_code(body))
        found = [number for number in found if outside[number - start]] or found
    return found[0] if found else None


def _problems(path: Path, error: ValidationError, places: Places) -> Iterator[Problem]:
    """Tell what is wrong with a file, in one line what a draft still lacks."""
    details = details_of(error)
    missing = missing_of(details)
    is_draft = len(missing) > 1
    if is_draft:
        lacks = ", ".join(missing)
        yield Problem(path, 1, f"is a draft without {lacks}; nobody is asked it yet", is_draft=True)
    for detail in details:
        if not (is_draft and is_missing(detail)):
            yield _problem(path, detail, places)


def _problem(path: Path, detail: Any, places: Places) -> Problem:
    at: tuple[Any, ...] = tuple(detail["loc"])
    while at and at not in places:
        at = at[:-1]
    return Problem(path, places.get(at, 1), name_and_reason(detail))
