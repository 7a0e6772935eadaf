"""What an edit, a withdrawal or a profile that was sent changes, as whoever decides about it sees it: lines that go and that come."""

from __future__ import annotations

import difflib
from typing import Literal

from msgspec import Struct

from sitegen.city.git.commit import read_files
from sitegen.city.git.run import run_git
from sitegen.desk.bodies import FOLDER
from sitegen.desk.desk import Desk
from sitegen.desk.published.editing import edited, fields_of_file, parse_edit, path_in_city
from sitegen.desk.published.withdrawing import parse_withdrawal
from sitegen.desk.store import Item
from sitegen.errors import UsageError
from sitegen.model.roles import role
from sitegen.submission.city_rules import city_rules
from sitegen.submission.commits import folder_of
from sitegen.submission.receiving import open_package, placed_files
from sitegen.submission.refused import RefusedPackage

# So many lines are shown; of a text that is new from top to bottom that is enough.
MAX_LINES = 200
_MAX_FILE = 1024 * 1024
_PROFILES = frozenset({"profil", "layanan"})
Sign = Literal["in", "out", "same"]


class ChangedLine(Struct, frozen=True):
    """A line of a file: new, gone, or beside one of these."""

    sign: Sign
    text: str


class ShownChange(Struct, frozen=True, kw_only=True):
    """What an item changes: the lines, or why something goes and what takes its place; names of photos."""

    lines: tuple[ChangedLine, ...] = ()
    photos: str = ""
    reason: str = ""
    successor: str = ""


def shown_change(desk: Desk, item: Item) -> ShownChange | None:
    """Return what an item changes of what is published; None for new content, and what cannot be told."""
    if item.act not in {"ubah", "cabut"}:
        return _of_profile(desk, item)
    try:
        data = (desk.folder / FOLDER / item.body).read_bytes()
        if item.act == "cabut":
            own = parse_withdrawal(data)
            return ShownChange(reason=own.reason, successor=own.successor)
        edit = parse_edit(data)
        path = path_in_city(edit.unit, edit.path)
        before = bytes_of(desk, edit.base)
        after = edited(before, path, edit, fields_of_file(path, city_rules(desk.options.root)))
    except (OSError, RefusedPackage):
        return None
    return ShownChange(
        lines=tuple(_lines(_text(before), _text(after))),
        photos=", ".join(sorted(edit.photos)),
    )


def _of_profile(desk: Desk, item: Item) -> ShownChange | None:
    """What a profile that was sent changes of the one that is there, as long as it waits."""
    kinds = {each.kind for each in item.pieces}
    if item.state != "menunggu" or not kinds or kinds - _PROFILES:
        return None
    root = desk.options.root
    try:
        data = (desk.folder / FOLDER / item.body).read_bytes()
        package, entry = open_package(root, data, item.body, item.unit)
        tip, files = placed_files(root, package, entry)
    except (OSError, RefusedPackage, UsageError):
        return None
    committed = read_files(root, tip, folder_of(entry))
    lines = [
        line
        for path, after in files.items()
        if role(path) == "profile" and path in committed
        for line in _lines(_text(bytes_of(desk, committed[path])), _text(after))
    ]
    return ShownChange(lines=tuple(lines)) if lines else None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _lines(before: str, after: str) -> list[ChangedLine]:
    signs: dict[str, Sign] = {"+": "in", "-": "out", " ": "same"}
    made = difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm="")
    lines = [line for line in list(made)[2:] if not line.startswith("@@")]
    return [ChangedLine(signs[line[0]], line[1:]) for line in lines[:MAX_LINES] if line]


def bytes_of(desk: Desk, name: str) -> bytes:
    """Return the bytes of an object of the city's repository; none for no name, or for one too large."""
    if not name or not name.isalnum():
        return b""
    answer = run_git(desk.options.root, ("cat-file", "blob", name))
    return answer.out if not answer.code and len(answer.out) <= _MAX_FILE else b""
