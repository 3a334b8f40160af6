"""Which functions a request really went through, and which the documentation says it does."""

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

import sqlalchemy

CHECKOUT: Final = Path(__file__).parents[2]
_PACKAGES: Final = Path(sqlalchemy.__file__).parents[1]
_HOP: Final = re.compile(r"`([\w/]+\.py::[\w.]+)`")


def documented_walk(heading: str) -> list[str]:
    """Read the hops below a heading of docs/architecture.md, in order."""
    text = (CHECKOUT / "docs" / "architecture.md").read_text()
    _, _, after = text.partition(f"### {heading}\n")
    return _HOP.findall(after.partition("\n#")[0])


@contextmanager
def recorded_walk() -> Iterator[list[str]]:
    """Record every function that is called, on this thread and on those started from now on."""
    called: list[str] = []
    names: dict[CodeType, str] = {}

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call":
            code = frame.f_code
            if code not in names:
                names[code] = _name_of(code)
            called.append(names[code])

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def missing_hops(documented: list[str], walked: list[str]) -> list[str]:
    """Tell which documented hops were not made in the documented order; empty when all were."""
    ahead = iter(walked)
    return [hop for hop in documented if hop not in ahead]


def _name_of(code: CodeType) -> str:
    path = Path(code.co_filename)
    for base in (_PACKAGES, CHECKOUT):
        if path.is_relative_to(base):
            return f"{path.relative_to(base).as_posix()}::{code.co_qualname}"
    return ""
