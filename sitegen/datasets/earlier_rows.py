"""Changes of a table before the last one, row by row as its files have them.

Only what the table still has is told: figures of rows that are there, and texts that stand there now. So nothing has to be
read but the rows, which costs a tenth of a whole version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.datasets.downloads import plain_rows
from sitegen.model import CellValue, Column, RevisedCell, Revision, Table
from sitegen.privacy.text import find
from sitegen.tables.files.raw import RawTable
from sitegen.tables.kinds import KINDS

# As many changes of each version are shown; the others are counted.
SHOWN_BEFORE = 10
# A figure that means the same however numbers are written here: no single group of three digits after a sign.
_FIGURE = re.compile(r"-?\d{1,12}(?:[.,](?:\d{1,2}|\d{4,6}))?")
Cells = tuple[str, ...]


class FileRows(Struct, frozen=True, kw_only=True):
    """A table as its file has it: the headings, and the rows below, all as long."""

    head: Cells
    rows: tuple[Cells, ...]


class CurrentRows(Struct, frozen=True, kw_only=True):
    """The table that is published: its file's rows, and their values in the same order."""

    file: FileRows
    columns: tuple[Column, ...]
    values: tuple[tuple[CellValue, ...], ...]


def file_rows(raw: RawTable) -> FileRows | None:
    """Return the rows of a file whose first row has the headings, None of any other one."""
    if len(raw.sheets) != 1 or raw.sheets[0].merged or raw.sheets[0].hidden:
        return None
    rows = [tuple(str(cell).strip() for cell in cells) for _, cells in raw.sheets[0].every_row()]
    if not rows:
        return None
    head, *rest = rows
    named = len(set(head)) == len(head) and all(head)
    return FileRows(head=head, rows=tuple(rest)) if named and _even(head, rest) else None


def _even(head: Cells, rows: Sequence[Cells]) -> bool:
    return all(len(row) == len(head) for row in rows)


def current_rows(raw: RawTable, table: Table) -> CurrentRows | None:
    """Return the rows of a table with their values, None if these are not row for row those of the file."""
    file = file_rows(raw)
    if file is None:
        return None
    same = len(file.rows) == len(table.frame) and len(file.head) == len(table.columns)
    return (
        CurrentRows(file=file, columns=table.columns, values=tuple(plain_rows(table)))
        if same
        else None
    )


def earlier_change(
    before: FileRows, after: FileRows, now: CurrentRows, declared: tuple[str, ...], bare: Revision
) -> Revision:
    """Return `bare` with what differs between two versions, as far as the table `now` still has it.

    It stays as it is if no column names the rows of all three, or a row that differs has personal data.
    """
    keyed = _keyed(before, after, now, declared)
    if keyed is None:
        return bare
    key, was, are, current = keyed
    differing = [row for one, two in ((was, are), (are, was)) for row in _others(one, two)]
    if any(True for row in differing for cell in row for _ in find(cell)):
        return bare
    shared = [name for name in after.head if name in before.head]
    changes = list(_changes(before, after, (was, are)))
    cells = [
        cell
        for own, name, old, new in changes
        if own in current and (cell := _cell(now, current[own], key, name, (old, new)))
    ]
    added = [own for own in are if own not in was]
    removed = [own for own in was if own not in are]
    new_columns = [name for name in after.head if name not in before.head]
    names = dict(zip(now.file.head, (column.name for column in now.columns), strict=True))
    return replace(
        bare,
        told=True,
        key=tuple(names[name] for name in key),
        cells=tuple(cells[:SHOWN_BEFORE]),
        changed=len(changes),
        added=tuple(_key(now, current[own], key) for own in added if own in current)[:SHOWN_BEFORE],
        added_count=len(added),
        removed=tuple(_key(now, current[own], key) for own in removed if own in current)[
            :SHOWN_BEFORE
        ],
        removed_count=len(removed),
        columns=tuple(names[name] for name in new_columns if name in names),
        unnamed=sum(name not in names for name in new_columns),
        lost=len(before.head) - len(shared),
    )


_Keyed = dict[Cells, Cells]


def _keyed(
    before: FileRows, after: FileRows, now: CurrentRows, declared: tuple[str, ...]
) -> tuple[Cells, _Keyed, _Keyed, dict[Cells, int]] | None:
    """The headings of the first key that names all rows of the three, with the rows by it."""
    for key in _keys(now, declared):
        if not set(key).issubset(before.head) or not set(key).issubset(after.head):
            continue
        was, are, current = (_by_key(file, key) for file in (before, after, now.file))
        if was is not None and are is not None and current is not None:
            places = {own: at for at, own in enumerate(current)}
            return key, was, are, places
    return None


def _keys(now: CurrentRows, declared: tuple[str, ...]) -> Iterator[Cells]:
    pairs = list(zip(now.file.head, now.columns, strict=True))
    if declared:
        yield tuple(name for name, column in pairs if column.name in declared)
        return
    naming = tuple(name for name, column in pairs if not KINDS[column.kind].figures)
    yield from ((name,) for name in naming)
    if len(naming) > 1:
        yield naming


def _by_key(file: FileRows, key: Cells) -> _Keyed | None:
    places = [file.head.index(name) for name in key]
    found = {tuple(row[at] for at in places): row for row in file.rows}
    whole = len(found) == len(file.rows) and all(all(own) for own in found)
    return found if key and whole else None


def _others(one: _Keyed, two: _Keyed) -> Iterator[Cells]:
    """The rows of one version that the other does not have."""
    for own, row in one.items():
        if two.get(own) != row:
            yield row


def _changes(
    before: FileRows, after: FileRows, keyed: tuple[_Keyed, _Keyed]
) -> Iterator[tuple[Cells, str, str, str]]:
    """Each cell with another text: the key of its row, its heading, and both texts."""
    was, are = keyed
    places = [
        (name, before.head.index(name), at)
        for at, name in enumerate(after.head)
        if name in before.head
    ]
    for own, row in are.items():
        old = was.get(own)
        if old is not None and old != row:
            for name, one, two in places:
                if old[one] != row[two]:
                    yield own, name, old[one], row[two]


def _key(now: CurrentRows, number: int, key: Cells) -> tuple[CellValue, ...]:
    return tuple(now.values[number][now.file.head.index(name)] for name in key)


def _cell(
    now: CurrentRows, number: int, key: Cells, name: str, texts: tuple[str, str]
) -> RevisedCell | None:
    """A changed cell of a row that is there now, None if its value is not to be repeated."""
    if name not in now.file.head:
        return None
    at = now.file.head.index(name)
    column, is_now = now.columns[at], now.values[number][at]
    before, after = texts
    plain = KINDS[column.kind].numbers
    stands = after == now.file.rows[number][at]
    if is_now is None or not (stands or plain):
        return None
    value = is_now if stands else _figure(after)
    old = _figure(before) if plain and before else None
    if (value is None and after) or (plain and before and old is None):
        return None
    withheld = bool(before) and (not plain or not after)
    return RevisedCell(
        row=_key(now, number, key),
        column=column.name,
        before=None if withheld else old,
        after=value,
        withheld=withheld,
    )


def _figure(text: str) -> float | int | None:
    """A figure that can be read in one way only."""
    if not _FIGURE.fullmatch(text):
        return None
    return int(text) if text.lstrip("-").isdecimal() else float(text.replace(",", "."))
