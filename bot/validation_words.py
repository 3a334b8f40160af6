"""What pydantic found wrong with a question, in an author's words."""

from typing import Any


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
