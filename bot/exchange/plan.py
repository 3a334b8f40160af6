"""What an import would do: told before anything is written."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from bot.alike import KnownTexts, likeness
from bot.drafts import Draft, DraftError, draft_of_question, shortcomings
from bot.exchange.entries import Entry, Found, Note, Unread, where
from bot.exchange.numbering import Numbering
from bot.exchange.outcomes import Addition, Change, Duplicate, Outcome, Unchanged
from bot.exchange.phrases import named, shown
from bot.question_bank import OWN, TIERS, Question, pack_name_problem
from bot.question_files import MAX_BYTES, SUFFIX, BrokenFileError, draft_in, read_drafts
from bot.question_writer import question_file

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ANOTHER_QUESTION: Final = 50.0  # of 100: what is less alike is no rewording
_NO_TIER: Final = "has no tier: put it below a heading that names one, or use --tier"
_NO_TIER_IN_FIELDS: Final = "has no tier: fill in `tier`, or use --tier"
_LONGEST_ID: Final = 60
_WIDEST: Final = 70  # signs of a question, which tell it from others


class Planner:
    """The questions that are there, those that a list adds so far, and where new ones belong."""

    def __init__(self, packs: Sequence[Path], base: Path, pack: Path | None, name: str) -> None:
        self._base = base
        self._homes = {one.name: one for one in packs}
        self._pack = pack
        self._name = name
        self._there: dict[str, tuple[Path, Draft | None]] = {}
        self._numbering = Numbering()
        self._texts = KnownTexts()
        self._by_text: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._reserved: frozenset[str] = frozenset()
        self._accepted: Set[int] = frozenset()
        self._tier = ""
        for path, draft in read_drafts(packs):
            self._there.setdefault(path.stem, (path, draft))
            self._numbering.add(path.parent, path.stem)
            if draft and draft.text:
                self._remember(path.stem, draft.text)

    def plan(
        self, found: Sequence[Found], accepted: Set[int] = frozenset(), tier: str = ""
    ) -> list[Outcome]:
        """Decide about everything that a list holds, in its order.

        What begins on an accepted line is another question, however alike one of the others is;
        a new question of which the list says no tier has ``tier``.
        """
        self._accepted = accepted
        self._tier = tier
        self._reserved = frozenset(one.draft.id for one in found if isinstance(one, Entry))
        return [replace(self._outcome(one), entry=one.entry) for one in found]

    def _outcome(self, found: Found) -> Outcome:
        match found:
            case Unread() | Note():
                return found
            case Entry(line, draft, entry):
                if problem := self._problem(draft):
                    return Unread(line, problem)
                if draft.id:
                    self._places[draft.id] = where(line, entry)
                    if draft.id in self._there:
                        return self._of_one_that_is_there(line, draft)
                return self._of_another(found)

    def _problem(self, draft: Draft) -> str | None:
        """Tell what keeps an entry from having a file at all."""
        if draft.id and not (_ID.fullmatch(draft.id) and len(draft.id) <= _LONGEST_ID):
            signs = f"small letters, digits and hyphens, at most {_LONGEST_ID} characters"
            return f"{named(draft.id)} is no id: {signs}"
        if draft.id.startswith(f"{OWN}-"):
            return f"{named(draft.id)} begins as the ids of a workspace's own questions do"
        if draft.id in self._places:
            return f"the id {draft.id} stands twice, first on {self._places[draft.id]}"
        if draft.tier and draft.tier not in TIERS:
            return f"{named(draft.tier)} is no tier; tiers are {', '.join(TIERS)}"
        pack = draft.pack or self._name
        wrong = "" if self._pack else pack_name_problem(pack)
        if wrong:
            return f"{named(pack)} cannot be the name of a pack; name one with --pack ({wrong})"
        return None

    def _of_one_that_is_there(self, line: int, draft: Draft) -> Outcome:
        path, there = self._there[draft.id]
        if there is None:
            return Unread(line, f"the file of this id is broken; mend or remove it first: {path}")
        said = _said(draft)
        fields = tuple(name for name, value in said.items() if getattr(there, name) != value)
        if not fields:
            return Unchanged(line, draft.id)
        changed = replace(there, id=draft.id, **said)
        if "text" in fields and (others := self._alike(line, changed.text, draft.id)):
            return Duplicate(line, changed.text, *others[0])
        is_another = there.text and likeness(there.text, changed.text) < _ANOTHER_QUESTION
        named_pack = self._pack.name if self._pack else draft.pack
        if is_another and path.parent.name != named_pack:
            return Unread(line, _of_another_pack(draft.id, path.parent.name, there.text))
        if unread := self._kept(line, path, changed):
            return unread
        if worse := _what_breaks(there, changed):
            return Unread(line, f"would make {draft.id} a draft, which nobody is asked: {worse}")
        before = path.read_bytes()
        cautions = {
            "asks something else than before": is_another,
            f"in the pack {path.parent.name}": named_pack not in {"", path.parent.name},
            "drops the file's own comments and layout": before != question_file(there).encode(),
        }
        self._there[draft.id] = (path, changed)
        self._remember(draft.id, changed.text)
        told = tuple(caution for caution, holds in cautions.items() if holds)
        return Change(line, path, changed, fields, before, told)

    def _of_another(self, entry: Entry) -> Outcome:
        line, draft = entry.line, entry.draft
        if not draft.text:
            return Unread(line, f"has no question, and there is none with the id {draft.id}")
        same = self._by_text.get(draft.text)
        if same and not draft.id and self._says_no_more(draft, same):
            return Unchanged(line, same)
        if others := self._alike(line, draft.text):
            return Duplicate(line, draft.text, *others[0])
        if not (tier := draft.tier or self._tier):
            return Unread(line, _NO_TIER_IN_FIELDS if entry.in_fields else _NO_TIER)
        folder = self._folder_of(draft)
        new_id = draft.id or self._numbering.next_id(folder, tier, self._there, self._reserved)
        new = replace(draft, id=new_id, tier=tier, pack=folder.name)
        path = folder / f"{new.id}{SUFFIX}"
        return self._kept(line, path, new) or self._added(line, path, new)

    def _alike(self, line: int, text: str, own_id: str = "") -> list[tuple[str, float]]:
        same = self._by_text.get(text)
        if same and same != own_id:
            return [(same, 100.0)]  # the very same words are no other question, accepted or not
        if line in self._accepted:
            return []
        return [one for one in self._texts.alike(text) if one[0] != own_id]

    def _says_no_more(self, draft: Draft, other_id: str) -> bool:
        _, there = self._there[other_id]
        return all(getattr(there, name) == value for name, value in _said(draft).items())

    def _kept(self, line: int, path: Path, draft: Draft) -> Unread | None:
        """Refuse what a file would not give back as it is, such as a line `## Answer` in it."""
        if len(question_file(draft).encode()) > MAX_BYTES:
            return Unread(line, f"would be larger than {MAX_BYTES // 1_024} KiB as a question file")
        if reads_back(path, draft):
            return None
        return Unread(line, "holds a line that parts a question file")

    def _added(self, line: int, path: Path, draft: Draft) -> Outcome:
        if path.exists():
            return Unread(line, f"there is a file that was not read as a question: {path}")
        self._there[draft.id] = (path, draft)
        self._numbering.add(path.parent, draft.id)
        self._remember(draft.id, draft.text)
        missing, wrong = shortcomings(draft)
        return Addition(line, path, draft, tuple(missing), tuple(wrong))

    def _remember(self, question_id: str, text: str) -> None:
        self._texts.add(question_id, text)
        self._by_text.setdefault(text, question_id)

    def _folder_of(self, draft: Draft) -> Path:
        name = draft.pack or self._name
        return self._pack or self._homes.get(name, self._base / name)


def _what_breaks(before: Draft, after: Draft) -> str:
    """Tell what a change would make wrong of a question that was good; empty for nothing."""
    if any(shortcomings(before)):
        return ""
    missing, wrong = shortcomings(after)
    return "; ".join([*(f"{name} is missing" for name in missing), *wrong])


def _of_another_pack(question_id: str, pack: str, text: str) -> str:
    return (
        f"{question_id} is the id of another question, in the pack {pack}; leave the id out or take"
        f" a new one; to change that question, add --pack {pack}; it asks: {shown(text, _WIDEST)}"
    )


def as_pack(questions: Iterable[Question], pack: str) -> list[Draft]:
    """Give own questions the pack and the ids that they have as files, today and next year."""
    drafts: list[Draft] = []
    for question in questions:
        number = int(question.id.removeprefix(f"{OWN}-"))
        new_id = f"{pack}-{question.tier}-{number:02}"
        drafts.append(replace(draft_of_question(question), id=new_id, pack=pack))
    return sorted(drafts, key=lambda draft: TIERS.index(draft.tier))


def reads_back(path: Path, draft: Draft) -> bool:
    """Tell whether a file gives a question back as it is, unlike one with a line `## Answer`."""
    try:
        return draft_in(path, question_file(draft)) == replace(draft, pack=path.parent.name)
    except (BrokenFileError, DraftError):
        return False


def _said(draft: Draft) -> dict[str, Any]:
    """List what an entry says; what it leaves empty changes nothing, and nobody moves house."""
    values = asdict(draft)
    return {name: value for name, value in values.items() if value and name not in {"id", "pack"}}
