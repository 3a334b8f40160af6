"""Question files that keep every rule, for tests to write and to break."""

from pathlib import Path

GOOD = """\
---
id: {id}
tier: beginner
topics: [cnn, data]
hint: Think.
key_points:
  - One
  - Two
  - Three
  - Four
references:
  - A book
follow_ups: [Why?]
misconception: None.
---
What is it?

## Answer

It is *this*.
"""


def write(pack: Path, name: str, text: str) -> None:
    """Put a file into the folder of a pack."""
    (pack / f"{name}.md").write_text(text, encoding="utf-8")


def longest(question_id: str) -> str:
    """Write a file in which everything is as long as it may be."""
    topics = "[self-supervised, transfer-learning, distributed-training, class-imbalance]"
    points = "  - " + "\n  - ".join(letter * 140 for letter in "abcde")
    long = GOOD.format(id=question_id).replace("[cnn, data]", topics)
    long = long.replace("Think.", "x" * 300).replace("What is it?", "x" * 1_000)
    long = long.replace("*this*", "x" * 1_493).replace("None.", "x" * 400)
    long = long.replace("  - One\n  - Two\n  - Three\n  - Four", points)
    long = long.replace("[Why?]", f"[{'x' * 200}, {'y' * 200}]")
    return long.replace("  - A book", "\n".join(f"  - {letter * 200}" for letter in "xyz"))
