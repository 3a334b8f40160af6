"""What pydantic found wrong with a question, in an author's words."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError


def details_of(error: ValidationError) -> list[Any]:
    """List what is wrong; a list with a wrong entry is not said to be too short as well."""
    details = error.errors()
    within = {detail["loc"][:1] for detail in details if len(detail["loc"]) > 1}
    return [one for one in details if one["type"] != "too_short" or one["loc"] not in within]


def missing_of(details: Iterable[Any]) -> list[str]:
    """Name the fields that are not there, or have nothing in them."""
    return [str(one["loc"][0]) for one in details if is_missing(one)]


def is_missing(detail: Any) -> bool:
    """Tell a field that is not there, or has nothing in it."""
    return len(detail["loc"]) == 1 and detail["type"] in {"missing", "string_too_short"}


def name_and_reason(detail: Any) -> str:
    """Say which field is wrong, entries counted from 1, and why."""
    at = ".".join(str(part + 1 if isinstance(part, int) else part) for part in detail["loc"])
    return f"{at}: {reason_of(detail)}"


def reason_of(detail: Any) -> str:
    """Say why a field is wrong."""
    limits = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is no field of a question; questions/README.md lists them"
        case "too_short":
            return f"has too few entries; at least {limits['min_length']} belong here"
        case "too_long":
            return f"has too many entries; at most {limits['max_length']} belong here"
        case "string_too_short":
            return "is empty"
        case "tuple_type":
            return "must be a list"
        case "string_type":
            return "must be text; put quotes around it"
        case _:
            return str(detail["msg"]).removeprefix("Value error, ")
