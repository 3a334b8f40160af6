"""IANA time zones: their names, and what to suggest while somebody types one."""

import re
import unicodedata
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from bot.errors import Refusal
from bot.members.cities import ABBREVIATIONS, CITIES

_NOT_FOR_PEOPLE: Final = ("posix/", "right/", "SystemV/")
_NO_PLACES: Final = frozenset({"Factory", "localtime", "posixrules"})
_REGIONS: Final = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
# Not Etc/GMT+2 in full, whose sign is the other way round than people think.
_OFFSET: Final = re.compile(
    r"(?:utc|gmt)\s*[+\u2212-]\s*(?:0?[1-9]|1\d)(?:[:.]?\d{2})?", re.IGNORECASE
)
_NO_CITIES: Final = frozenset({"north", "south", "west"})  # of Australia


def read_zone(typed: str) -> str | None:
    """Find the IANA name that was meant, in any case and with spaces for underscores."""
    return _by_folded_name().get(_folded(typed))


def choose_zone(typed: str) -> str | None:
    """Find the zone that somebody means by an IANA name or a well-known city.

    Refusal for an abbreviation, even one that is an IANA name: nobody can tell what is meant; and
    for hours from UTC.
    """
    if _OFFSET.fullmatch(typed.strip()):
        raise Refusal(
            f"`{typed.strip()}` does not say what the clocks do in summer. Name a place that has "
            "your time, such as Berlin or Asia/Kolkata."
        )
    abbreviation = typed.strip().upper()
    if abbreviation in ABBREVIATIONS:
        raise Refusal(
            f"`{abbreviation}` does not say where, nor what the clocks do in summer. Name a place "
            f"that has your time, such as {ABBREVIATIONS[abbreviation]}."
        )
    return (
        read_zone(typed)
        or _by_folded_city().get(_plain(typed))
        or _by_last_part().get(_plain(typed))
    )


def suggest_zones(typed: str) -> tuple[str, ...]:
    """List the zones that what was typed may mean: by a city that begins with it first."""
    wanted, plain = _folded(typed), _plain(typed)
    found = [
        (name, folded)
        for folded, name in _by_folded_name().items()
        if wanted in folded and name not in ABBREVIATIONS
    ]
    found.sort(
        key=lambda pair: (not _city(pair[1]).startswith(wanted), "/" not in pair[0], pair[0])
    )
    cities = [zone for city, zone in _by_folded_city().items() if plain and city.startswith(plain)]
    named = [name for name, folded in found if _city(folded).startswith(wanted)]
    return tuple(dict.fromkeys((*named, *cities, *(name for name, _ in found))))


def _city(folded: str) -> str:
    return folded.rpartition("/")[2]


def _folded(name: str) -> str:
    return name.strip().replace(" ", "_").casefold()


def _plain(name: str) -> str:
    """Fold a city's name so that it is found without its accents, too."""
    letters = unicodedata.normalize("NFKD", _folded(name).replace("ł", "l"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _by_folded_city() -> dict[str, str]:
    return {_plain(city): zone for city, zone in CITIES.items()}


@cache
def _by_last_part() -> dict[str, str]:
    """Find the cities after which zones are called; of two names of a zone the longer is newer."""
    found = {}
    for folded, name in sorted(_by_folded_name().items(), key=lambda pair: len(pair[1])):
        city = _city(folded)
        if name.startswith(_REGIONS) and city not in _NO_CITIES:
            found[_plain(city)] = name
    return found


@cache
def _by_folded_name() -> dict[str, str]:
    names = (
        name
        for name in available_timezones()
        if not name.startswith(_NOT_FOR_PEOPLE) and name not in _NO_PLACES
    )
    return {_folded(name): name for name in sorted(names)}
