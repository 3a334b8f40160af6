"""Row numbers inside buttons: anybody can forge them, so reading one never fails loudly."""

from typing import Final

_MAX_DIGITS: Final = 9  # what an INTEGER column holds on PostgreSQL


def read_row_id(text: str) -> int | None:
    """Read the number of a row; None when it cannot be one."""
    fits = text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS
    return int(text) if fits else None
