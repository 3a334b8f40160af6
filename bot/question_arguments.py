"""The options of ``practice-bot questions ...``; what it does is imported where it is asked for."""

import argparse
from pathlib import Path
from typing import Final

from bot.exchange.entries import FILES, FORMATS, OUR_TEAM
from bot.question_bank import TIERS
from bot.settings import Settings

_ABOUT_PACK: Final = (
    "where new questions belong: the name of a pack, or a folder elsewhere; else the pack that the "
    "list names, else one named like the file"
)


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
    alike = "the question that begins on this line is no near-duplicate; may be given several times"
    reading.add_argument(
        "--accept", metavar="LINE", type=int, action="append", default=[], help=alike
    )
    reading.add_argument("--write", action="store_true", help="write what is new or changed")
    reading.set_defaults(step=_import)

    exports = "write questions as one list, or as files"
    export = questions.add_parser("export", help=exports, description=exports)
    export.add_argument("--pack", metavar="NAME", help="only this pack")
    export.add_argument(
        "--workspace",
        metavar="PLATFORM:ID",
        help=f"the questions of a workspace's own, as the pack that --pack names, else {OUR_TEAM}",
    )
    export.add_argument("--format", choices=(*FORMATS, FILES), default="json", help="default json")
    export.add_argument("--to", metavar="FOLDER", type=Path, help="where --format files writes")
    export.set_defaults(step=_export)


def _check(settings: Settings, _chosen: argparse.Namespace) -> int:
    from bot.question_commands import check

    return check(settings)


def _import(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.question_commands import import_list

    return import_list(settings, chosen)


def _export(settings: Settings, chosen: argparse.Namespace) -> int:
    from bot.question_commands import export

    return export(settings, chosen)
