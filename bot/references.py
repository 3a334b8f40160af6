"""How a reference is spelled, and whether the same work is spelled the same everywhere.

A paper is "authors, title, venue and year, arXiv id"; a page is "owner, name, address".
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from rapidfuzz import fuzz

_OLDEST_YEAR: Final = 1600
_LATEST_YEAR: Final = 2100
_SAME_TITLE: Final = 95.0
_ARXIV: Final = re.compile(r"arXiv:(\d{2})(\d{2})\.(\d{4,5})(?![\d.v])")
_OLD_ARXIV: Final = re.compile(r"arXiv:[a-z-]+(?:\.[A-Z]{2})?/(\d{2})(0[1-9]|1[0-2])\d{3}(?!\w)")
_ANY_ARXIV: Final = re.compile(r"arxiv", re.IGNORECASE)
_DOI: Final = re.compile(r"doi:10\.\d{4,9}/[^\s,]*[^\s,.]")
_ANY_DOI: Final = re.compile(r"\bdoi\b|\b10\.\d{4,9}/", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\b(?:https?|ftp)\b\S*|\bwww\.\S+", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<![\w/.:-])(\d{4})(?![\w/-]|\.\d)")
_PART_OF_A_BOOK: Final = re.compile(r"(?:chapters?|sections?) [\d.]+(?:(?:,| and) [\d.]+)*")
_NAMES: Final = {
    "arXiv id": re.compile(f"{_ARXIV.pattern}|{_OLD_ARXIV.pattern}"),
    "DOI": _DOI,
    "address": _ADDRESS,
}
_LOOKS: Final = {
    "has a space at its beginning or end": re.compile(r"^\s|\s$"),
    "has two spaces in a row, or a line break": re.compile(r"\s\s|[\n\t]"),
    "ends with a comma or a point": re.compile(r"[,;.]$(?<!\bal\.)"),
    "has an empty place between two commas": re.compile(r",\s*,|^,"),
    "has a space before a comma": re.compile(r"\s,"),
    "has no space behind a comma": re.compile(r",(?=[^\W\d])"),
    '"et al." is spelled so, with its point, and a comma follows': re.compile(
        r"\bet\.? ?al\b(?!\.,)|\bet\. al\b|\betal\b|, et al\b", re.IGNORECASE
    ),
}


def spelling_problem(reference: str) -> str | None:
    """Tell what is wrong with the spelling of a reference; None when nothing is."""
    return next(_spelling_problems(reference), None)


def reference_problem(reference: str, spellings: "Spellings") -> str | None:
    """Tell what is wrong with a reference, alone or beside what was spelled before."""
    if problem := spelling_problem(reference):
        return f"{reference!r}: {problem}"
    if other := spellings.other_spelling(reference):
        return f"{reference!r} is spelled {other!r} elsewhere"
    return None


class Spellings:
    """How each work was spelled so far."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], str] = {}
        self._by_first_word: dict[str, dict[str, str]] = {}

    def other_spelling(self, reference: str) -> str | None:
        """Give the spelling in which the same work stood before, if it was another."""
        spelled = _without_places(reference)
        names = _names(spelled)
        before = next(filter(None, map(self._by_name.get, names.items())), None)
        if before is None:
            before = self._of_nearly_the_same_title(spelled, names)
        for name in names.items():
            self._by_name.setdefault(name, spelled)
        titles = self._by_first_word.setdefault(_first_word(spelled), {})
        titles.setdefault(spelled, _title(spelled))
        return before if before not in {None, spelled} else None

    def _of_nearly_the_same_title(self, spelled: str, names: Mapping[str, str]) -> str | None:
        """Compare the titles of what begins with the same author and is not named as another."""
        title = _title(spelled)
        for before, other in self._by_first_word.get(_first_word(spelled), {}).items():
            if title and other and fuzz.ratio(title, other) >= _SAME_TITLE:
                others = _names(before)
                if all(others.get(kind, name) == name for kind, name in names.items()):
                    return before
        return None


def _spelling_problems(reference: str) -> Iterator[str]:
    for problem, sign in _LOOKS.items():
        if sign.search(_ADDRESS.sub("https", reference)):
            yield problem
    yield from _arxiv_problems(reference)
    yield from _doi_problems(reference)
    addresses = _ADDRESS.findall(reference)
    for address in addresses:
        if not _is_address(address):
            yield f"{address} is no address such as https://docs.pytorch.org/docs/stable/amp.html"
    bare = _ADDRESS.sub("", _DOI.sub("", _ARXIV.sub("", reference)))
    for year in _years(bare):
        if not _OLDEST_YEAR <= int(year) <= _LATEST_YEAR:
            yield f"{year} is no year"
    yield from _shape_problems(reference, bare, has_address=bool(addresses))


def _arxiv_problems(reference: str) -> Iterator[str]:
    ids = [*_ARXIV.finditer(reference), *_OLD_ARXIV.finditer(reference)]
    if len(ids) != len(_ANY_ARXIV.findall(_ADDRESS.sub("", reference))):
        yield 'an arXiv id is spelled "arXiv:2002.04745", without a version'
    for found in _ARXIV.finditer(reference):
        year, month, number = found.groups()
        # Such ids began in April 2007, and their numbers have had five digits since 2015.
        possible = (int(year), int(month)) >= (7, 4) and 1 <= int(month) <= 12
        if not possible or len(number) != (5 if int(year) >= 15 else 4) or not int(number):
            yield f"{found.group()} is no possible arXiv id"
    if any("arxiv.org" in address.casefold() for address in _ADDRESS.findall(reference)):
        yield 'a paper on arXiv is named "arXiv:2002.04745", not by its address'


def _doi_problems(reference: str) -> Iterator[str]:
    if _ANY_DOI.search(_DOI.sub("", reference)):
        yield 'a DOI is spelled "doi:10.1038/nature14539"'


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    odd = parts.scheme != "https" or "@" in parts.netloc or address[-1] in ".,;:)>\"'"
    return not odd and re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", host) is not None


def _years(bare: str) -> list[str]:
    """Find the years, in the last part: "ICML 2015" or "JMLR 18, 2018"."""
    return _YEAR.findall((_parts(bare)[1:] or [""])[-1])


def _shape_problems(reference: str, bare: str, *, has_address: bool) -> Iterator[str]:
    parts = _parts(bare)
    named = _ARXIV.search(reference) or _OLD_ARXIV.search(reference) or _DOI.search(reference)
    if has_address and parts:
        return
    if len(parts) < (2 if named else 3):
        yield "is no paper (authors, title, venue and year or arXiv id) and no page with an address"
    elif not named and not _years(bare):
        yield "a paper has a year or an arXiv id; a page has an address"


def _parts(text: str) -> list[str]:
    return [part for part in (one.strip() for one in text.split(", ")) if part.strip(" ,")]


def _without_places(reference: str) -> str:
    """Leave out which chapter or section of a work is meant."""
    return ", ".join(part for part in reference.split(", ") if not _PART_OF_A_BOOK.fullmatch(part))


def _names(reference: str) -> dict[str, str]:
    """Find what names a work whatever it is called: its arXiv id, its DOI, its address."""
    found = {kind: sign.search(reference) for kind, sign in _NAMES.items()}
    return {kind: one.group().casefold().rstrip("/") for kind, one in found.items() if one}


def _first_word(reference: str) -> str:
    return re.split(r"[\s,]", reference, maxsplit=1)[0].casefold()


def _title(reference: str) -> str:
    """Take the longest part for the title; authors and venues are shorter."""
    parts = _parts(_ADDRESS.sub("", _DOI.sub("", _ARXIV.sub("", reference))))
    return max(parts[1:], key=len, default="").casefold()
