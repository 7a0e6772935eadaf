"""Two versions of a table compared, value by value, by the key of their rows.

What was taken out of a table is never repeated: an earlier text, a cell that is empty now, a removed row. The
reason to take it out may have been that it should never have been there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sitegen.datasets.downloads import plain_rows
from sitegen.model import CellValue, Column, RevisedCell, Revision, Table
from sitegen.tables.kinds import KINDS

# As many changes are shown; the others are counted.
SHOWN = 50
# Larger tables are not compared: in a table of a million cells nobody reads fifty.
MOST_CELLS = 200_000

Rows = dict[tuple[CellValue, ...], tuple[CellValue, ...]]


def revision(before: Table, now: Table, declared: tuple[str, ...], bare: Revision) -> Revision:
    """Return `bare` with what differs; as it is if the versions cannot be compared.

    `declared` are the columns of the key that the description names, () if it names none.
    """
    old = {column.name: column for column in before.columns}
    shared = [column for column in now.columns if column.name in old]
    cells = max(len(before.frame) * len(old), len(now.frame) * len(now.columns))
    alike = all(_comparable(old[column.name], column) for column in shared)
    if not shared or not alike or cells > MOST_CELLS:
        return bare
    told = replace(
        bare,
        told=True,
        columns=tuple(column.name for column in now.columns if column.name not in old),
        lost=len(old) - len(shared),
    )
    names = [column.name for column in shared]
    one, two = _rows(before, names), _rows(now, names)
    found = _keyed(shared, declared, one, two)
    if found is None:
        return told
    key, was, are = found
    return _compared(told, shared, key, was, are)


def _comparable(old: Column, new: Column) -> bool:
    return old.kind == new.kind or bool(KINDS[old.kind].figures and KINDS[new.kind].figures)


def _rows(table: Table, names: list[str]) -> list[tuple[CellValue, ...]]:
    places = [at for name in names for at, own in enumerate(table.columns) if own.name == name]
    return [tuple(row[at] for at in places) for row in plain_rows(table)]


def _keyed(
    shared: list[Column],
    declared: tuple[str, ...],
    one: list[tuple[CellValue, ...]],
    two: list[tuple[CellValue, ...]],
) -> tuple[tuple[int, ...], Rows, Rows] | None:
    """The places of the first key that names all rows of both versions, with the rows by it."""
    for key in _keys(shared, declared):
        was, are = _by_key(one, key), _by_key(two, key)
        if was is not None and are is not None:
            return key, was, are
    return None


def _keys(shared: list[Column], declared: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
    """What may name rows: the declared key alone, else a column without figures, or all of these."""
    if declared:
        places = tuple(at for at, column in enumerate(shared) if column.name in declared)
        if len(places) == len(declared):
            yield places
        return
    naming = tuple(at for at, column in enumerate(shared) if not KINDS[column.kind].figures)
    yield from ((at,) for at in naming)
    if len(naming) > 1:
        yield naming


def _by_key(rows: Sequence[tuple[CellValue, ...]], key: tuple[int, ...]) -> Rows | None:
    found = {tuple(row[at] for at in key): row for row in rows}
    whole = len(found) == len(rows) and not any(None in own for own in found)
    return found if whole else None


def _compared(
    told: Revision, shared: list[Column], key: tuple[int, ...], was: Rows, are: Rows
) -> Revision:
    cells: list[RevisedCell] = []
    changed = 0
    for own, row in are.items():
        before = was.get(own)
        if before is None or before == row:
            continue
        for at, column in enumerate(shared):
            if before[at] != row[at]:
                changed += 1
                if len(cells) < SHOWN:
                    cells.append(_cell(own, column, before[at], row[at]))
    added = [own for own in are if own not in was]
    removed = [own for own in was if own not in are]
    seen = [{own[at] for own in are} for at in range(len(key))]
    plain = [_plain(shared[at]) for at in key]
    named = [
        own for own in removed if all(ok or own[at] in seen[at] for at, ok in enumerate(plain))
    ]
    return replace(
        told,
        key=tuple(shared[at].name for at in key),
        cells=tuple(cells),
        changed=changed,
        added=tuple(added[:SHOWN]),
        added_count=len(added),
        removed=tuple(named[:SHOWN]),
        removed_count=len(removed),
    )


def _cell(
    row: tuple[CellValue, ...], column: Column, before: CellValue, after: CellValue
) -> RevisedCell:
    """A changed cell; what stood there before is repeated only if it is a figure or a time, and not taken out."""
    withheld = before is not None and (after is None or not _plain(column))
    return RevisedCell(
        row=row,
        column=column.name,
        before=None if withheld else before,
        after=after,
        withheld=withheld,
    )


def _plain(column: Column) -> bool:
    """Whether earlier values may be repeated: they count, measure or date, and are no words."""
    kind = KINDS[column.kind]
    return kind.figures is not None or kind.time is not None
