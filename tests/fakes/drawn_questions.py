"""Questions that hypothesis draws: all that a text may hold, next to what readers trip over."""

from hypothesis import strategies as st

from bot.drafts import Draft, draft_of_question
from bot.question_bank import (
    MAX_FOLLOW_UP,
    MAX_HINT,
    MAX_KEY_POINT,
    MAX_MISCONCEPTION,
    MAX_REFERENCE,
    MAX_TEXT,
    TIERS,
    TOPICS,
    Question,
)
from bot.question_markup import markup_problem, tidy
from bot.texts import shown_length

LINES = (
    "#1 is first",
    "#",
    "####### seven",
    " # indented",
    "1. one",
    "1) one",
    "- a point",
    "* a point",
    "  - below",
    "> a quote",
    "**What is bold?**",
    "Q: what?",
    "**A:** this",
    "Answer",
    "`## Answer` in code",
    "```\n## Answer\n# a comment\n```",
    "```python\n### What?\n\n#### Hint\n```",
    "```x```\n## Answer\n```",
    "    indented",
    "~~~",
    "---",
    "***",
    "",
    "a, b; \"c\" 'd'",
    "=1+1",
    "@here",
    "+1",
    "-1",
    "key: value",
    "# ",
    "ends in #",
    "{a: [b]}",
    "%TAG",
    "null",
    "!!int 3",
    "\ttab",
    "∂L/∂w, 漢字, ß, 🌟",
    "\r\nCRLF\r\n",
    "\u2028\x85\x0b\x1f\x00\ufeff",
    "dl-beginner-01",
    "<- an arrow & 3 < 4",
)


def _words(limit: int) -> st.SearchStrategy[str]:
    line = st.sampled_from(LINES) | st.text(max_size=20)
    texts = st.lists(line, min_size=1, max_size=6).map("\n".join).map(tidy)
    return texts.filter(
        lambda text: bool(text) and not markup_problem(text) and shown_length((text,)) <= limit
    )


def _lists(limit: int, least: int, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(_words(limit), min_size=least, max_size=most).map(tuple)


def questions() -> st.SearchStrategy[Question]:
    """Draw questions that keep every rule."""
    return st.builds(
        Question,
        id=st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
        pack=st.sampled_from(("small", "two-words", "zebra-2", "4ever")),
        tier=st.sampled_from(TIERS),
        topics=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=4).map(tuple),
        text=_words(MAX_TEXT),
        hint=_words(MAX_HINT),
        answer=_words(MAX_TEXT),
        key_points=_lists(MAX_KEY_POINT, 3, 5),
        follow_ups=_lists(MAX_FOLLOW_UP, 1, 2),
        misconception=_words(MAX_MISCONCEPTION),
        references=_lists(MAX_REFERENCE, 1, 3),
    )


def lists_of_questions() -> st.SearchStrategy[list[Draft]]:
    """Draw lists in which no id stands twice."""
    return st.lists(
        questions().map(draft_of_question), max_size=4, unique_by=lambda draft: draft.id
    )
