"""CSV with a header and JSON objects: one record is one question, named like its fields."""

import csv
import io
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from bot.drafts import FIELDS, LISTS, Draft, DraftError, draft_of
from bot.exchange.entries import Entry, Found, Unread
from bot.exchange.lists import entries_of, lines_of
from bot.exchange.phrases import named

_ALSO_NAMED: Final = {"question": "text"}
_DELIMITERS: Final = ",;\t"
_BLANK: Final = " \t\r\n"


def write_json(drafts: Iterable[Draft]) -> str:
    """Write questions as a list of objects."""
    return json.dumps([asdict(draft) for draft in drafts], ensure_ascii=False, indent=2) + "\n"


def read_json(text: str) -> Iterator[Found]:
    """Read a list of objects one by one, so that each is known by its line and number."""
    for number, found in enumerate(_objects(text), start=1):
        yield replace(found, entry=number)


def _objects(text: str) -> Iterator[Found]:
    decoder = json.JSONDecoder()
    breaks = [found.start() for found in re.finditer("\n", text)]

    def line_at(offset: int) -> int:
        return bisect_left(breaks, offset) + 1

    at = _behind_blanks(text, 0)
    if text[at : at + 1] != "[":
        yield Unread(line_at(at), "is no list of objects: it does not begin with [")
        return
    at = _behind_blanks(text, at + 1)
    while text[at : at + 1] != "]":
        line = line_at(at)
        try:
            record, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            yield Unread(error.lineno, f"is no JSON from here on: {error.msg}")
            return
        except (RecursionError, ValueError):  # brackets within brackets, a number of 5,000 digits
            yield Unread(line, "is no question, and nothing behind it was read")
            return
        if isinstance(record, dict):
            yield from _found(line, record)
        else:
            yield Unread(line, "is no object with the fields of a question")
        at = _behind_blanks(text, at)
        if text[at : at + 1] == ",":
            at = _behind_blanks(text, at + 1)
        elif text[at : at + 1] != "]":
            yield Unread(line_at(at), "is no JSON from here on: neither , nor ]")
            return
    rest = _behind_blanks(text, at + 1)
    if rest < len(text):
        yield Unread(line_at(rest), "stands behind the end of the list")


def write_csv(drafts: Iterable[Draft]) -> str:
    """Write questions as rows below a header; the entries of a list are the lines of a cell."""
    target = io.StringIO()
    rows = csv.writer(target, lineterminator="\n")
    rows.writerow(FIELDS)
    for draft in drafts:
        values = asdict(draft)
        rows.writerow(
            "\n".join(lines_of(values[name])) if name in LISTS else values[name] for name in FIELDS
        )
    return target.getvalue()


def read_csv(text: str) -> Iterator[Found]:
    """Read the rows below a header with the names of fields."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        header = [_name(cell) for cell in next(rows, [])]
        problem = _header_problem(header)
        if problem:
            yield Unread(1, problem)
            return
        line = rows.line_num + 1
        for row in rows:
            if any(cell.strip() for cell in row):
                yield from _row_found(line, header, row)
            line = rows.line_num + 1
    except csv.Error as error:
        yield Unread(line, f"is no CSV from here on: {error}")


def _row_found(line: int, header: Sequence[str], row: Sequence[str]) -> Iterator[Found]:
    if len(row) > len(header):
        yield Unread(line, f"has {len(row)} cells below a header of {len(header)}")
        return
    cells = zip(header, row, strict=False)
    yield from _found(
        line,
        {name: entries_of(cell.splitlines()) if name in LISTS else cell for name, cell in cells},
    )


def _found(line: int, record: dict[str, Any]) -> Iterator[Found]:
    try:
        draft = draft_of({_name(name): value for name, value in record.items()})
    except DraftError as error:
        yield Unread(line, str(error))
        return
    if draft.text or draft.id:
        in_small_letters = replace(
            draft,
            tier=draft.tier.strip().casefold(),
            topics=tuple(topic.strip().casefold() for topic in draft.topics),
        )
        yield Entry(line, in_small_letters, in_fields=True)
    else:
        yield Unread(line, "has no question: `text` is empty")


def _header_problem(header: Sequence[str]) -> str | None:
    if not {"text", "id"} & set(header):
        return "the first line names no column `text` or `id`"
    unknown = [name for name in header if name not in FIELDS]
    if unknown:
        return f"{named(unknown[0])} is no field of a question; fields are {', '.join(FIELDS)}"
    twice = next((name for name in header if header.count(name) > 1), None)
    return f"the column `{twice}` stands twice" if twice else None


def _delimiter(text: str) -> str:
    """Take the sign that parts the header; no name of a field holds any of them."""
    header = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _name(cell: str) -> str:
    name = cell.strip().casefold().replace(" ", "_").replace("-", "_")
    return _ALSO_NAMED.get(name, name)


def _behind_blanks(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _BLANK:
        at += 1
    return at
