"""The Markdown that question files may use: what both platforms show alike, and nothing else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_FENCED: Final = re.compile(r"^```.*?^```[ \t]*$", re.MULTILINE | re.DOTALL)
_INLINE: Final = re.compile(r"`[^`\n]+`")
_NOT_SHOWN: Final[Mapping[str, re.Pattern[str]]] = {
    "a code block is not closed": re.compile(r"^```", re.MULTILINE),
    "formulas in $...$ are shown raw: write them in Unicode": re.compile(
        r"\$(?!\s)[^$\n]*[^\s$]\$(?!\d)"
    ),
    "headings are not shown: use **bold**": re.compile(r"^#{1,6}\s", re.MULTILINE),
    "tables are not shown: use a list": re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE),
    "images are not shown": re.compile(r"!\[[^\]]*\]\("),
    "HTML is not shown: put code into `code marks`": re.compile(r"</?[A-Za-z][^>\n]*>|<!--"),
    "__ underlines on Discord: put names into `code marks`": re.compile(r"__\w"),
}


def markup_problem(text: str) -> str | None:
    """Tell what of a text one of the platforms would not show as it is meant; None when all is."""
    bare = _INLINE.sub("", _FENCED.sub("", text))
    return next((reason for reason, sign in _NOT_SHOWN.items() if sign.search(bare)), None)


def tidy(text: str) -> str:
    """Take off the spaces that nobody sees, and end every line alike."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def outside_code(lines: Iterable[str]) -> Iterator[bool]:
    """Tell for each line whether it stands outside the code blocks; their fences stand inside."""
    inside = False
    for line in lines:
        fence = line.startswith("```")
        yield not (inside or fence)
        if fence:
            inside = not inside or line.rstrip(" \t") != "```"
