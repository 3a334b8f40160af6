"""``practice-bot questions ...``: check, import and export the question bank."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from bot.data_files import questions_folder
from bot.drafts import Draft, draft_of_question
from bot.exchange.entries import FORMATS, Unread, with_tier
from bot.exchange.files import ListError, read_list, write_new, write_plan
from bot.exchange.own_markdown import write_markdown
from bot.exchange.plan import Planner, pack_prefix
from bot.exchange.records import write_csv, write_json
from bot.exchange.report import report
from bot.question_bank import TIERS
from bot.question_check import check, review
from bot.question_files import SUFFIX, packs_in
from bot.question_writer import question_file
from bot.settings import Settings

_UNUSABLE: Final = 2
_FILES: Final = "files"
_WRITERS: Final = {"markdown": write_markdown, "csv": write_csv, "json": write_json}


def add_question_commands(
    questions: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    """Tell the command line what it can do with questions."""
    checks = "check every file, every card, near-duplicates and references"
    questions.add_parser("check", help=checks, description=checks).set_defaults(step=_check)

    imports = "read questions from a Markdown list, CSV or JSON; shows only, unless --write"
    reading = questions.add_parser("import", help=imports, description=imports)
    reading.add_argument("file", metavar="FILE", type=Path)
    reading.add_argument("--pack", metavar="FOLDER", help=_ABOUT_PACK)
    reading.add_argument("--format", choices=FORMATS, help="else by the ending of the file")
    reading.add_argument("--tier", choices=TIERS, help="for what stands below no tier's heading")
    reading.add_argument("--write", action="store_true", help="write what is new or changed")
    reading.set_defaults(step=_import)

    exports = "write questions as one list, or as files"
    export = questions.add_parser("export", help=exports, description=exports)
    export.add_argument("--pack", metavar="NAME", help="only this pack")
    export.add_argument("--format", choices=(*FORMATS, _FILES), default="json", help="default json")
    export.add_argument("--to", metavar="FOLDER", type=Path, help="where --format files writes")
    export.set_defaults(step=_export)


_ABOUT_PACK: Final = (
    "where new questions belong: the name of a pack, or a folder elsewhere; else the pack that the "
    "list names, else one named like the file"
)


def _folders() -> Sequence[Path]:
    return (questions_folder(),)


def _check(_settings: Settings, _chosen: argparse.Namespace) -> int:
    bank, problems = review(_folders())
    for problem in problems:
        _say(str(problem))
    packs = sorted({question.pack for question in bank})
    _say(f"{len(bank)} good questions in {', '.join(packs)}; {len(problems)} problems")
    return 1 if problems else 0


def _import(_settings: Settings, chosen: argparse.Namespace) -> int:
    try:
        found = read_list(chosen.file, chosen.format)
        if chosen.tier:
            found = [with_tier(one, chosen.tier) for one in found]
        outcomes = _planner(chosen).plan(found)
        if chosen.write:
            write_plan(outcomes)
    except ListError as error:
        return _refuse(str(error))
    for line in report(outcomes, written=chosen.write):
        _say(line)
    return 1 if any(isinstance(outcome, Unread) for outcome in outcomes) else 0


def _planner(chosen: argparse.Namespace) -> Planner:
    folders = _folders()
    base = folders[0]
    packs = [one for folder in folders for one in packs_in(folder)]
    pack = _pack_folder(base, packs, chosen.pack) if chosen.pack else None
    if pack and pack.is_dir() and pack not in packs:
        packs.append(pack)
    return Planner(packs, base, pack, pack_prefix(chosen.file.stem) or chosen.file.stem)


def _pack_folder(base: Path, packs: Iterable[Path], name: str) -> Path:
    """Take a bare name for a pack beside the others, and a path for what it is."""
    folder = base / name if Path(name).name == name else Path(name).resolve()
    if folder.exists() and not folder.is_dir():
        raise ListError(f"{folder}: is no folder")
    return next((pack for pack in packs if pack.resolve() == folder), folder)


def _export(_settings: Settings, chosen: argparse.Namespace) -> int:
    if (chosen.format == _FILES) != (chosen.to is not None):
        return _refuse("--format files and --to FOLDER belong together")
    bank, problems = check(_folders())
    packs = sorted({question.pack for question in bank})
    if chosen.pack is not None and chosen.pack not in packs:
        return _refuse(f"there is no pack {chosen.pack!r}; packs are {', '.join(packs)}")
    for problem in problems:
        sys.stderr.write(f"left out: {problem}\n")
    drafts = [
        draft_of_question(question) for question in bank if chosen.pack in {None, question.pack}
    ]
    if chosen.format == _FILES:
        return _export_files(drafts, chosen.to)
    sys.stdout.write(_WRITERS[chosen.format](drafts))
    return 0


def _export_files(drafts: Iterable[Draft], folder: Path) -> int:
    written = others = 0
    for draft in drafts:
        path = folder / draft.pack / f"{draft.id}{SUFFIX}"
        try:
            same = write_new(path, question_file(draft))
        except ListError as error:
            return _refuse(str(error))
        if not same:
            sys.stderr.write(f"{path}: says something else and is left as it is\n")
        written += same
        others += not same
    _say(f"{written} questions are in {folder}, {others} are left as they were")
    return 1 if others else 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return _UNUSABLE


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
