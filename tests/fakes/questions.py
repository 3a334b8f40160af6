"""Small questions, for tests to which the real ones are too many."""

from bot.question_bank import Question, QuestionBank, Tier


def a_question(
    question_id: str,
    tier: Tier = "beginner",
    topics: tuple[str, ...] = ("fundamentals",),
    key_points: int = 4,
    pack: str = "small",
    formerly: tuple[str, ...] = (),
) -> Question:
    """Make a question that says its own id."""
    return Question(
        id=question_id,
        pack=pack,
        tier=tier,
        topics=topics,
        text=f"What is {question_id}?",
        hint=f"Think of {question_id}.",
        answer=f"It is {question_id}.",
        follow_ups=(f"Why {question_id}?",),
        misconception="That it is simple.",
        key_points=tuple(f"Point {number}" for number in range(1, key_points + 1)),
        references=("A book",),
        formerly=formerly,
    )


def a_bank(*questions: Question) -> QuestionBank:
    """Make a bank of these questions alone."""
    return QuestionBank(questions)
