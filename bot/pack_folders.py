"""The folders of further packs that QUESTION_PACKS names."""

import os
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final

from bot.data_files import questions_folder
from bot.question_bank import pack_name_problem
from bot.settings import Settings, SettingsError

_BETWEEN: Final = re.compile(rf"[,{re.escape(os.pathsep)}]")


def pack_folders(settings: Settings) -> tuple[Path, ...]:
    """List the folders in the order in which they are named; SettingsError for one that is none."""
    folders: list[Path] = []
    taken = {pack.name for pack in questions_folder().iterdir() if pack.is_dir()}
    for named in _BETWEEN.split(settings.question_packs):
        if named.strip():
            # Made absolute, since the last part of a path such as "." is no name.
            folder = Path(os.path.abspath(Path(named.strip()).expanduser()))
            if wrong := _problem(folder, taken):
                raise SettingsError(f"QUESTION_PACKS: {wrong}")
            taken.add(folder.name)
            folders.append(folder)
    return tuple(folders)


def _problem(folder: Path, taken: Collection[str]) -> str:
    """Say why a folder cannot be a pack, and what would be right; empty when it can."""
    if not folder.exists():
        return f"{folder} does not exist; it must be a folder that holds question files"
    if not folder.is_dir():
        return f"{folder} is no folder; it must be the folder that holds the question files"
    if not os.access(folder, os.R_OK | os.X_OK):
        return f"{folder} cannot be read; whoever runs the bot must be allowed to read it"
    if wrong := pack_name_problem(folder.name):
        return f"{folder} has a name that no pack may have: {wrong}"
    if folder.name in taken:
        return (
            f"{folder} has the name of another pack; every pack needs a name of its own, and the "
            "folder's name is the pack's"
        )
    return ""
