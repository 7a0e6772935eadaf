"""What an edit or a withdrawal changes, as whoever decides about it sees it: lines that go and that come."""

from __future__ import annotations

import difflib
from typing import Literal

from msgspec import Struct

from sitegen.city.git.run import run_git
from sitegen.desk.bodies import FOLDER
from sitegen.desk.desk import Desk
from sitegen.desk.published.editing import edited, fields_of_file, parse_edit, path_in_city
from sitegen.desk.published.withdrawing import parse_withdrawal
from sitegen.desk.store import Item
from sitegen.submission.city_rules import city_rules
from sitegen.submission.refused import RefusedPackage

# So many lines are shown; of a text that is new from top to bottom that is enough.
MAX_LINES = 200
_MAX_FILE = 1024 * 1024
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
        return None
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
        lines=tuple(_lines(before.decode("utf-8", "replace"), after.decode("utf-8", "replace"))),
        photos=", ".join(sorted(edit.photos)),
    )


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
