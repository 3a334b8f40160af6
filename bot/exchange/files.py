"""Lists and folders on the disk: read with limits, written without overwriting anything unsaid."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bot.exchange.any_markdown import read_any_markdown
from bot.exchange.entries import FORMATS, Found
from bot.exchange.outcomes import Addition, Change, Outcome
from bot.exchange.own_markdown import is_own_markdown, read_markdown
from bot.exchange.records import read_csv, read_json
from bot.question_writer import question_file, write_file

MAX_BYTES: Final = 5_000_000
_BY_ENDING: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".csv": "csv",
    ".json": "json",
}


class ListError(Exception):
    """Why a list or a folder cannot be used, in one sentence."""


def read_list(path: Path, form: str | None) -> list[Found]:
    """Read a list of questions, in the format of its ending unless one is named."""
    form = form or _BY_ENDING.get(path.suffix.casefold())
    if form is None:
        raise ListError(f"{path}: its ending says no format; add --format {' or '.join(FORMATS)}")
    text = _text_of(path)
    match form:
        case "csv":
            return list(read_csv(text))
        case "json":
            return list(read_json(text))
        case _ if is_own_markdown(text):
            return list(read_markdown(text))
        case _:
            return list(read_any_markdown(text))


def write_plan(outcomes: Iterable[Outcome]) -> Iterator[Path]:
    """Write what was said to be added or changed, and nothing else; the paths come as it goes."""
    for outcome in outcomes:
        match outcome:
            case Addition(path=path) if path.exists():
                raise ListError(f"{path}: appeared in the meantime and is left as it is")
            case Change(path=path, before=before) if _content_of(path) != before:
                raise ListError(f"{path}: was changed in the meantime and is left as it is")
            case Addition(path=path, draft=draft) | Change(path=path, draft=draft):
                _write(path, question_file(draft))
                yield path


def write_new(path: Path, text: str) -> bool:
    """Write a file unless one with other content is there; tell whether it now says this."""
    if path.exists():
        return path.is_file() and path.read_bytes() == text.encode()
    _write(path, text)
    return True


def _write(path: Path, text: str) -> None:
    try:
        write_file(path, text)
    except OSError as error:
        raise ListError(f"{path}: cannot be written: {error.strerror}") from None


def _text_of(path: Path) -> str:
    content = _content_of(path)
    if len(content) > MAX_BYTES:
        raise ListError(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB; divide it")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ListError(
            f"{path}: is not UTF-8 text, as line {line} shows; save it as UTF-8"
        ) from None
    if not text.strip():
        raise ListError(f"{path}: is empty")
    return text


def _content_of(path: Path) -> bytes:
    """Read a file, but hardly more of it than a list may have."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ListError(f"{path}: cannot be read: {error.strerror}") from None
