"""What ``practice-bot questions ...`` does: check, import and export the question bank."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from bot.data_files import questions_folder
from bot.drafts import Draft
from bot.exchange.entries import FILES, OUR_TEAM, Entry, Found, Unread
from bot.exchange.files import ListError, read_list, write_new, write_plan
from bot.exchange.leaving import (
    WRITERS,
    incomplete,
    own_of,
    survives,
    what_to_do_next,
)
from bot.exchange.numbering import pack_prefix
from bot.exchange.outcomes import Outcome
from bot.exchange.phrases import counted
from bot.exchange.plan import Planner
from bot.exchange.report import report
from bot.pack_folders import pack_folders
from bot.question_bank import TIERS, pack_name_problem
from bot.question_check import review
from bot.question_files import SUFFIX, packs_in, problems_of, read_drafts
from bot.question_writer import question_file
from bot.settings import Settings

_UNUSABLE: Final = 2


def check(settings: Settings) -> int:
    """Check every file, every card, near-duplicates and references; 1 when something is wrong."""
    bank, problems = review((questions_folder(),), pack_folders(settings))
    for problem in problems:
        _say(str(problem))
    good = counted(len(bank), "good question")
    _say(f"{good} in {', '.join(bank.packs)}; {counted(len(problems), 'problem')}")
    return 1 if problems else 0


def import_list(settings: Settings, chosen: argparse.Namespace) -> int:
    """Show, or write, what a list brings; 1 when some of it could not be read."""
    try:
        found = read_list(chosen.file, chosen.format)
        unfit = _not_acceptable(chosen.accept, found)
        accepted = frozenset(chosen.accept) - set(unfit)
        outcomes = _planner(settings, chosen).plan(found, accepted, chosen.tier or "")
    except ListError as error:
        return _refuse(str(error))
    if chosen.write and not unfit and (stopped := _write(outcomes)):
        return stopped
    for line in report(outcomes, written=chosen.write and not unfit):
        _say(line)
    if unfit:
        reasons = [f"--accept {line}: {reason}" for line, reason in unfit.items()]
        return _refuse("\n".join([*reasons, *(["nothing was written"] if chosen.write else [])]))
    return 1 if any(isinstance(outcome, Unread) for outcome in outcomes) else 0


def _not_acceptable(lines: Iterable[int], found: Iterable[Found]) -> dict[int, str]:
    """Tell of each line to accept on which no single question begins."""
    begin = Counter(one.line for one in found if isinstance(one, Entry))
    none = "no question begins on that line"
    several = "several questions begin on that line; give each a line of its own"
    return {line: several if begin[line] else none for line in sorted(lines) if begin[line] != 1}


def _write(outcomes: Sequence[Outcome]) -> int:
    """Write what was planned; where that stops halfway, tell what was written until then."""
    written: list[Path] = []
    try:
        written.extend(write_plan(outcomes))
    except ListError as error:
        for path in written:
            _say(f"written: {path}")
        return _refuse(str(error))
    return 0


def _planner(settings: Settings, chosen: argparse.Namespace) -> Planner:
    base = questions_folder()
    packs = [*packs_in(base), *pack_folders(settings)]
    pack = _pack_folder(base, packs, chosen.pack) if chosen.pack else None
    if pack and pack.is_dir() and pack not in packs:
        packs.append(pack)
    return Planner(packs, base, pack, pack_prefix(chosen.file.stem) or chosen.file.stem)


def _pack_folder(base: Path, packs: Iterable[Path], name: str) -> Path:
    """Take a bare name for the pack in use, or a new one beside the others; a path for a folder."""
    in_use = {pack.name: pack for pack in packs}
    if name in in_use:
        return in_use[name]
    folder = base / name if Path(name).name == name else Path(name).resolve()
    if folder.exists() and not folder.is_dir():
        raise ListError(f"{folder}: is no folder")
    if wrong := pack_name_problem(folder.name):
        raise ListError(f"{folder}: is not the name of a pack: {wrong}")
    return next((pack for pack in packs if pack.resolve() == folder), folder)


def export(settings: Settings, chosen: argparse.Namespace) -> int:
    """Write questions as one list, or as files; 1 when some were left out."""
    if (chosen.format == FILES) != (chosen.to is not None):
        return _refuse("--format files and --to FOLDER belong together")
    own_pack = (chosen.pack or OUR_TEAM) if chosen.workspace else ""
    try:
        if own_pack:
            drafts = _of_workspace(settings, chosen, own_pack)
        else:
            drafts = _of_packs(settings, chosen.pack)
    except ListError as error:
        return _refuse(str(error))
    kept = [draft for draft in drafts if survives(draft, chosen.format)]
    for draft in drafts:
        if draft not in kept:
            sys.stderr.write(
                f"left out: {draft.id} holds a line that parts a list, such as a heading or an "
                "open block of code; mend it, or take --format json\n"
            )
    is_whole = len(kept) == len(drafts)
    if chosen.format == FILES:
        code = _export_files(kept, chosen.to)
    else:
        sys.stdout.write(WRITERS[chosen.format](kept))
        code = 0
    if own_pack and kept and code != _UNUSABLE:
        for line in what_to_do_next(kept, own_pack):
            sys.stderr.write(f"{line}\n")
    return code or int(not is_whole)


def _of_workspace(settings: Settings, chosen: argparse.Namespace, pack: str) -> list[Draft]:
    if chosen.to:
        _check_home(settings, chosen.to, pack)
    drafts, left_out = own_of(settings, chosen.workspace, pack)
    for question_id in left_out:
        sys.stderr.write(f"left out: {question_id}, which managers there left out\n")
    return drafts


def _check_home(settings: Settings, folder: Path, pack: str) -> None:
    """Refuse to make a second pack of a name that is in use: no bot would start with both."""
    for home in pack_folders(settings):
        if home.name == pack and folder.resolve() == questions_folder().resolve():
            raise ListError(f"the pack {pack} is {home}; write there: --to {home.parent}")


def _of_packs(settings: Settings, name: str | None) -> list[Draft]:
    packs = [*packs_in(questions_folder()), *pack_folders(settings)]
    names = [pack.name for pack in packs]
    if name is not None and name not in names:
        raise ListError(f"there is no pack {name!r}; packs are {', '.join(names)}")
    drafts = []
    for path, draft in read_drafts(pack for pack in packs if name in {None, pack.name}):
        if draft is None or draft.id != path.stem or draft.tier not in TIERS:
            for problem in problems_of(path):
                if not problem.is_draft:
                    sys.stderr.write(f"left out: {problem}\n")
        else:
            drafts.append(draft)
    for line in incomplete(drafts):
        sys.stderr.write(f"{line}\n")
    return drafts


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
    is_or_are = "is" if written == 1 else "are"
    _say(f"{counted(written, 'question')} {is_or_are} in {folder}, {others} left as before")
    return 1 if others else 0


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return _UNUSABLE


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
