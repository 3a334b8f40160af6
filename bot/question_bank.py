"""Question files into Question objects; every rule about the files is checked here.

One Markdown file is one question: front matter in YAML, the question, and ``## Answer``. The folder
is the pack. A file that breaks a rule is left out and reported with its line; it never stops a bot.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from bot.cards import shown_length

Tier = Literal["beginner", "intermediate", "advanced"]
TIERS: Final[tuple[Tier, ...]] = ("beginner", "intermediate", "advanced")
TOPICS: Final = (
    "activations",
    "attention",
    "backpropagation",
    "class-imbalance",
    "cnn",
    "computer-vision",
    "data",
    "debugging",
    "distributed-training",
    "efficiency",
    "embeddings",
    "evaluation",
    "fine-tuning",
    "fundamentals",
    "generalisation",
    "generative",
    "hardware",
    "initialisation",
    "llm",
    "nlp",
    "normalisation",
    "optimisation",
    "pytorch",
    "regularisation",
    "responsible-ai",
    "rnn",
    "self-supervised",
    "system-design",
    "transfer-learning",
    "transformer",
)
MAX_TEXT: Final = 1_000
MAX_ANSWER: Final = 1_500
MAX_KEY_POINT: Final = 140
MAX_HINT: Final = 300
MAX_FOLLOW_UP: Final = 200
MAX_MISCONCEPTION: Final = 400
MAX_REFERENCE: Final = 200

_FENCE: Final = "---"
_ANSWER: Final = "## Answer"
_MATHS: Final = re.compile(r"\$[^$\n]+\$")
_NEITHER_RENDERS: Final = "neither Discord nor Slack renders $...$: write formulas in Unicode"


def _fits(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        size = shown_length((text,))
        if size > limit:
            raise ValueError(f"{size} characters (escaped) are more than {limit}")
        if _MATHS.search(text):
            raise ValueError(_NEITHER_RENDERS)
        return text

    return AfterValidator(check)


def _known_topic(topic: str) -> str:
    if topic not in TOPICS:
        raise ValueError(f"{topic!r} is no topic; topics are {', '.join(TOPICS)}")
    return topic


_Words = StringConstraints(strip_whitespace=True, min_length=1)


class Question(BaseModel):
    """One interview question with its reference answer, as its file says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    pack: str
    tier: Tier
    topics: Annotated[
        tuple[Annotated[str, AfterValidator(_known_topic)], ...], Field(min_length=1, max_length=4)
    ]
    text: Annotated[str, _Words, _fits(MAX_TEXT)]
    hint: Annotated[str, _Words, _fits(MAX_HINT)]
    answer: Annotated[str, _Words, _fits(MAX_ANSWER)]
    key_points: Annotated[
        tuple[Annotated[str, _Words, _fits(MAX_KEY_POINT)], ...], Field(min_length=3, max_length=5)
    ]
    follow_ups: Annotated[
        tuple[Annotated[str, _Words, _fits(MAX_FOLLOW_UP)], ...], Field(max_length=2)
    ] = ()
    misconception: Annotated[str, _fits(MAX_MISCONCEPTION)] = ""
    references: Annotated[
        tuple[Annotated[str, _Words, _fits(MAX_REFERENCE)], ...], Field(min_length=1, max_length=3)
    ]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a question file, and on which line (counted from 1)."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class QuestionBank:
    """All questions of all packs, in the order of packs and ids; never changes once made."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._questions = {question.id: question for question in questions}
        self._topics = frozenset(topic for question in self for topic in question.topics)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._questions.values())

    def __len__(self) -> int:
        return len(self._questions)

    def get(self, question_id: str) -> Question | None:
        """Find a question; None when it was taken out."""
        return self._questions.get(question_id)

    @property
    def topics(self) -> frozenset[str]:
        """The topics that some question has."""
        return self._topics

    def matching(self, tier: str | None = None, topic: str | None = None) -> tuple[Question, ...]:
        """List the questions of a tier and a topic; None means any."""
        return tuple(
            question
            for question in self
            if tier in {None, question.tier} and (topic is None or topic in question.topics)
        )


def load(*folders: Path) -> tuple[QuestionBank, list[Problem]]:
    """Read every pack below ``folders``: the good questions, and what is wrong with the others."""
    questions: dict[str, Question] = {}
    problems: list[Problem] = []
    for path in _files(folders):
        try:
            question = read_file(path)
        except _BrokenFileError as broken:
            problems.extend(broken.problems)
            continue
        if question.id in questions:
            problems.append(Problem(path, 1, f"the id {question.id} is used twice"))
        else:
            questions[question.id] = question
    return QuestionBank(questions.values()), problems


class _BrokenFileError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for pack in sorted(path for path in folder.iterdir() if path.is_dir()):
            yield from sorted(pack.glob("*.md"), key=_reading_order)


def _reading_order(path: Path) -> tuple[int, str]:
    tiers = [number for number, tier in enumerate(TIERS) if f"-{tier}-" in path.name]
    return (tiers[0] if tiers else len(TIERS), path.name)


def read_file(path: Path) -> Question:
    """Read one question file; raises with all its problems when it breaks a rule."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
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
    return {str(name): value for name, value in fields.items()}, places


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
    return Problem(
        path, places.get(at, 1), f"{name}: {detail['msg'].removeprefix('Value error, ')}"
    )
