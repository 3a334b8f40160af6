"""Questions, the rules that each of them keeps, and the bank that holds them all."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from bot.question_markup import markup_problem, tidy
from bot.texts import shown_length

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


def _fits(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        size = shown_length((text,))
        if size > limit:
            raise ValueError(f"{size} characters (escaped) are more than {limit}")
        if problem := markup_problem(text):
            raise ValueError(problem)
        return text

    return AfterValidator(check)


def _known_topic(topic: str) -> str:
    if topic not in TOPICS:
        raise ValueError(f"{topic!r} is no topic; topics are {', '.join(TOPICS)}")
    return topic


def _tidied(value: object) -> object:
    return tidy(value) if isinstance(value, str) else value


_Words = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_tidied)]


class Question(BaseModel):
    """One interview question with its reference answer, as its file says it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    pack: str
    tier: Tier
    topics: Annotated[
        tuple[Annotated[str, AfterValidator(_known_topic)], ...], Field(min_length=1, max_length=4)
    ]
    text: Annotated[_Words, _fits(MAX_TEXT)]
    hint: Annotated[_Words, _fits(MAX_HINT)]
    answer: Annotated[_Words, _fits(MAX_ANSWER)]
    key_points: Annotated[
        tuple[Annotated[_Words, _fits(MAX_KEY_POINT)], ...], Field(min_length=3, max_length=5)
    ]
    follow_ups: Annotated[
        tuple[Annotated[_Words, _fits(MAX_FOLLOW_UP)], ...], Field(min_length=1, max_length=2)
    ]
    misconception: Annotated[_Words, _fits(MAX_MISCONCEPTION)]
    references: Annotated[
        tuple[Annotated[_Words, _fits(MAX_REFERENCE)], ...], Field(min_length=1, max_length=3)
    ]


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

    def nothing_fits(self, tier: str | None, topic: str | None) -> str:
        """Say that no question fits, and which topics the tier has."""
        asked = " ".join(word for word in (tier, topic) if word)
        others = sorted({name for one in self.matching(tier) for name in one.topics})
        if not others:
            return "There is no question in the bank yet."
        return f"There is no {asked} question yet. Topics there are: {', '.join(others)}."

    def matching(self, tier: str | None = None, topic: str | None = None) -> tuple[Question, ...]:
        """List the questions of a tier and a topic; None means any."""
        return tuple(
            question
            for question in self
            if tier in {None, question.tier} and (topic is None or topic in question.topics)
        )
