"""Questions, the rules that each of them keeps, and the bank that holds them all."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from copy import copy
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
from bot.texts import Text, letters_and_code, shown_length

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
OWN: Final = "own"
"""The pack of a workspace's own questions, and how their ids begin; no file may use it."""

MAX_PACK_NAME: Final = 40  # so that a button names a pack, and what it does with it
MAX_FORMER_IDS: Final = 20
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
            signs = "" if size == len(text) else "; each & takes 5, each < or > takes 4"
            raise ValueError(f"{size} characters (escaped) are more than {limit}{signs}")
        if problem := markup_problem(text):
            raise ValueError(problem)
        return text

    return AfterValidator(check)


def _known_topic(topic: str) -> str:
    if topic not in TOPICS:
        raise ValueError(f"{topic!r} is no topic; topics are {', '.join(TOPICS)}")
    return topic


def pack_name_problem(name: str) -> str:
    """Say what is wrong with the name of a folder that is a pack; empty when nothing is."""
    if name == OWN:
        return f"{OWN} is kept for the questions that a workspace has of its own"
    if len(name) > MAX_PACK_NAME or not _NAME.fullmatch(name):
        return (
            f"a pack's name has at most {MAX_PACK_NAME} lower-case letters, digits and single "
            "hyphens between them, for instance deep-learning"
        )
    return ""


_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_Id = Annotated[str, StringConstraints(pattern=rf"^{_NAME.pattern}$", max_length=60)]


def _tidied(value: object) -> object:
    return tidy(value) if isinstance(value, str) else value


_Words = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_tidied)]
_MaybeWords = Annotated[str, BeforeValidator(_tidied)]


class Question(BaseModel):
    """One interview question with its reference answer, as its file says it.

    ``formerly`` are ids that it had: what members did under those counts for it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: _Id
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
    formerly: Annotated[tuple[_Id, ...], Field(max_length=MAX_FORMER_IDS)] = ()

    def shown(self, words: str) -> Text:
        """Make a part of this question into text: the Markdown that its author wrote."""
        return (words,)


class OwnQuestion(Question):
    """A question of a workspace's own: what its file may leave out is left out, and what people
    typed is shown letter for letter, but for blocks of code.
    """

    text: Annotated[_Words, StringConstraints(max_length=MAX_TEXT)]
    hint: Annotated[_MaybeWords, StringConstraints(max_length=MAX_HINT)] = ""
    answer: Annotated[_Words, StringConstraints(max_length=MAX_ANSWER)]
    key_points: Annotated[
        tuple[Annotated[_Words, StringConstraints(max_length=MAX_KEY_POINT)], ...],
        Field(min_length=3, max_length=5),
    ]
    follow_ups: Annotated[
        tuple[Annotated[_Words, StringConstraints(max_length=MAX_FOLLOW_UP)], ...],
        Field(max_length=2),
    ] = ()
    misconception: Annotated[_MaybeWords, StringConstraints(max_length=MAX_MISCONCEPTION)] = ""
    references: Annotated[
        tuple[Annotated[_Words, StringConstraints(max_length=MAX_REFERENCE)], ...],
        Field(max_length=3),
    ] = ()

    def shown(self, words: str) -> Text:
        """Make a part of this question into text that nobody can read as markup."""
        return letters_and_code(words)


class QuestionBank:
    """All questions of all packs, in the order of packs and ids; never changes once made.

    A narrowed bank chooses among fewer questions, and still finds every one.
    """

    def __init__(self, questions: Iterable[Question]) -> None:
        self._of_packs = {question.id: question for question in questions}
        self._own: dict[str, Question] = {}
        self._without_packs: Set[str] = frozenset()
        self._without: Set[str] = frozenset()
        self._packs = Counter(question.pack for question in self)

    def narrowed(
        self,
        own: Iterable[Question] = (),
        without_packs: Set[str] = frozenset(),
        without: Set[str] = frozenset(),
    ) -> "QuestionBank":
        """Put questions of a workspace's own behind the packs, and leave others out of choosing.

        ``without`` names single questions, own ones among them; where nothing changes, the bank
        itself comes back.
        """
        added = {question.id: question for question in own}
        packs_off = self._packs.keys() & without_packs
        if not (added or packs_off or without):
            return self
        # A copy shares the questions of the packs: narrowing costs the same for any number.
        narrowed = copy(self)
        narrowed._own = self._own | added
        narrowed._without_packs = self._without_packs | packs_off
        narrowed._without = self._without | without
        return narrowed

    def __iter__(self) -> Iterator[Question]:
        for questions in (self._of_packs, self._own):
            for question in questions.values():
                if question.pack not in self._without_packs and question.id not in self._without:
                    yield question

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def get(self, question_id: str) -> Question | None:
        """Find a question, be it asked or not; None when it was taken out."""
        return self._of_packs.get(question_id) or self._own.get(question_id)

    @property
    def packs(self) -> Mapping[str, int]:
        """How many questions each pack has, be it on or off, in the order of the packs."""
        return self._packs

    @property
    def references(self) -> Iterator[str]:
        """Every source that questions of packs name, be they on or off."""
        for question in self._of_packs.values():
            yield from question.references

    @property
    def renamed(self) -> Mapping[str, str]:
        """What each former id of a question is called now."""
        return {old: one.id for one in self._of_packs.values() for old in one.formerly}

    @property
    def topics(self) -> frozenset[str]:
        """The topics that some question has."""
        return frozenset(topic for question in self for topic in question.topics)

    def nothing_fits(self, tier: str | None, topic: str | None) -> str:
        """Say that no question fits, and which topics or tiers there are instead."""
        asked = " ".join(word for word in (tier, topic) if word)
        if not self._packs:
            return "There is no question in the bank yet."
        tiers = {question.tier for question in self}
        if not tiers:
            return (
                "No question is asked here now: packs are switched off (`/settings team` shows "
                "them), or questions are left out (managers see them by `/suggestions`)."
            )
        others = sorted({name for one in self.matching(tier) for name in one.topics})
        if not others:
            known = ", ".join(name for name in TIERS if name in tiers)
            return f"There is no {asked} question here now. Tiers there are: {known}."
        return f"There is no {asked} question here now. Topics there are: {', '.join(others)}."

    def matching(self, tier: str | None = None, topic: str | None = None) -> tuple[Question, ...]:
        """List the questions of a tier and a topic; None means any."""
        return tuple(
            question
            for question in self
            if tier in {None, question.tier} and (topic is None or topic in question.topics)
        )
