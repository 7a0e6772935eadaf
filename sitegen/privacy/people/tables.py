"""Lists of people in the tables of files, with the words that stand around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.privacy.header import Headed
from sitegen.privacy.people.persons import name_level
from sitegen.privacy.people.roster import PeopleColumn, Telling, roster, telling
from sitegen.privacy.table import ColumnFinding


def people_in_table(table: Headed, around: str) -> Iterator[ColumnFinding]:
    """Yield the list of people in a table.

    `around` has what else says what it is about: the names of file and sheet, its description.
    """
    titles = " ".join(cell for _, cells in table.above for cell in cells)
    found = _of(table, lambda: telling(f"{around} {titles}"))
    if found is not None:
        yield found


def _of(table: Headed, around: Callable[[], Telling]) -> ColumnFinding | None:
    columns = [
        PeopleColumn(table.called(at) if at < len(table.names) else (), tuple(column.rows))
        for at, column in enumerate(table.columns)
    ]
    headless = any(name_level(name) == 2 for name in table.names)
    found = roster(columns, around, headless=headless)
    if found is None:
        return None
    rows = table.columns[found.at].rows
    name = table.names[found.at] if found.at < len(table.names) and not headless else ""
    return ColumnFinding(
        kind="daftar-orang" if found.held else "nama-orang",
        row=table.row if name else min(rows.values(), default=table.row),
        column=name,
        values=tuple((cell, " ".join(cell.casefold().split())) for cell in rows),
        beside=found.beside,
    )
