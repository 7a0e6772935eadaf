"""Table files to a typed Table, with the conventions applied and every problem.

Conventions are decided by column, never by cell, and the evidence is kept for the dataset's page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sitegen.model import Column, Problem, RowText, Table, Where
from sitegen.problems import is_error
from sitegen.tables.columns.typing import Read, decimal_sign, typed_column
from sitegen.tables.columns.unfit import Places, cell_problems
from sitegen.tables.files.raw import RawTable, parse_raw
from sitegen.tables.files.sheet import Sheet
from sitegen.tables.files.sheetxml import letters
from sitegen.tables.kinds import KINDS
from sitegen.tables.shape.body import body, long_body
from sitegen.tables.shape.cells import Grid, Row, grid, text_of
from sitegen.tables.shape.foot import beside, find_foot, parse_beside, parse_foot, second_table
from sitegen.tables.shape.headings import (
    described_names,
    figures_for_names,
    named_columns,
    repeated_headings,
)
from sitegen.tables.shape.layout import (
    FOOT_ROWS,
    HEAD_ROWS,
    Layout,
    filled_down,
    find_layout,
    has_figures,
    is_row_number,
    row_text,
)
from sitegen.tables.shape.side import left_table
from sitegen.tables.shape.summed import TypedRows, summed_up
from sitegen.tables.shape.totals import Figures, labelled_totals, may_total

_NAMED_CELLS = 100
_DOUBLED = re.compile(
    r"(?<![^\W_])([^\W\d_]{3,})[-_ ]\1(?![^\W_])|(?<![^\W_])\d+(?:-\d+)+(?![^\W_])", re.IGNORECASE
)
_HYPHEN = "\x00"


class TableReading(Struct, frozen=True, kw_only=True):
    """How a file was read, except for the conventions of its columns.

    `encoding` and `delimiter` are "" for workbooks, `sheet` is "" for text. `header` are the row
    numbers of the header, `numbering` that of a row that numbers the columns (0: none). `dropped`
    are columns with neither a name nor a filled cell; `rows` counts the rows, without totals.
    `signed` is the row from which on officials sign below the table (0: none), `repeated` are the
    rows that repeat the header, `second` the first and the last row of further tables (0: none),
    `aside` the first and the last column of a table beside it; all of them are left out.
    """

    rows: int
    encoding: str = ""
    bom: bool = False
    delimiter: str = ""
    sheet: str = ""
    header: tuple[int, ...] = (1,)
    numbering: int = 0
    dropped: tuple[int, ...] = ()
    signed: int = 0
    repeated: tuple[int, ...] = ()
    second: tuple[int, int] = (0, 0)
    aside: tuple[int, int] = (0, 0)


class Unread(Struct, frozen=True, kw_only=True):
    """A sheet of the workbook that is not the table; it is only published as part of the file."""

    sheet: str
    hidden: bool
    rows: tuple[RowText, ...]


class TableFile(Struct, frozen=True):
    """A table and how it was read.

    `unread` are the other sheets of its file, so that their contents can be checked. `original`
    says whether the file itself may be published: not with hidden sheets, remarks or parts in it that
    are more than a table. `unfit` are the rows, by column, whose cells do not fit its type; these cells are empty in the table.
    """

    table: Table
    reading: TableReading
    unread: tuple[Unread, ...] = ()
    original: bool = True
    unfit: tuple[tuple[str, tuple[int, ...]], ...] = ()


class _Sheet(Struct, frozen=True, kw_only=True):
    """The cells of a table before they are typed; `merged` and `spread` as in `Sheet`."""

    grid: Grid
    layout: Layout
    reading: TableReading
    leaning: str
    notes: tuple[RowText, ...]
    merged: tuple[tuple[int, int], ...] = ()
    spread: tuple[tuple[int, int], ...] = ()


def parse_table(
    data: bytes,
    path: str,
    declared: tuple[Column, ...] = (),
    sheet: str = "",
    city: str = "",
) -> tuple[TableFile | None, tuple[Problem, ...]]:
    """Return the table in `data` and all problems; None if one of them is an error.

    Raises nothing, whatever the bytes; see `typed_table`.
    """
    raw = parse_raw(data, path)
    if isinstance(raw, Problem):
        return None, (raw,)
    file, problems = typed_table(raw, path, declared, sheet, city)
    return None if any(is_error(problem) for problem in problems) else file, problems


def typed_table(
    raw: RawTable,
    path: str,
    declared: tuple[Column, ...] = (),
    sheet: str = "",
    city: str = "",
) -> tuple[TableFile | None, tuple[Problem, ...]]:
    """Return the table in `raw` and all problems; None if its cells cannot be identified.

    If only single cells do not fit, there is a table and an error: the other cells can be checked.

    In a workbook, `sheet` is read, or the first sheet that holds a table. `declared` are the
    columns described in the metadata; the others get an inferred type. A first or last row with
    the name of the `city` can be a total.
    """
    chosen = _chosen(raw, path, sheet)
    if isinstance(chosen, Problem):
        return None, (chosen,)
    problems = _sheet_problems(chosen, path)
    layout = find_layout(chosen.rows[:HEAD_ROWS])
    if layout.before == len(chosen.rows) and chosen.rest is None:
        problems += (Problem.of("D004", Where(path=path, row=layout.header[-1])),)
    if any(is_error(problem) for problem in problems):
        return None, problems
    cells = _cells(raw, chosen, layout, path)
    if not isinstance(cells, Grid):
        return None, (*problems, *cells)
    reading = TableReading(
        rows=0, encoding=raw.encoding, bom=raw.bom, delimiter=raw.delimiter, sheet=chosen.name
    )
    leaning = "," if raw.delimiter == ";" else ""
    side = left_table(cells, layout, chosen.rows[:HEAD_ROWS], path)
    reading = replace(reading, aside=side.columns)
    trimmed, told = _trimmed(side.table, side.layout, reading, leaning, path)
    trimmed = replace(trimmed, merged=chosen.merged, spread=chosen.spread)
    file, found = _typed(trimmed, path, declared, city)
    problems = (*raw.problems, *problems, *side.problems, *told, *found)
    others = tuple(
        Unread(sheet=each.name, hidden=each.hidden, rows=tuple(map(row_text, each.rows)))
        for each in raw.sheets
        if each is not chosen and each.rows
    )
    hidden = tuple(each.sheet for each in others if each.hidden)
    if hidden or raw.comments:
        code = "D029" if hidden else "D031"
        problems += (Problem.of(code, path, sheets=", ".join(hidden) or "-"),)
    elif raw.foreign:
        problems += (Problem.of("D063", path, found=", ".join(raw.foreign)[:_NAMED_CELLS]),)
    original = not (hidden or raw.comments or raw.foreign or raw.closed)
    return file and replace(file, unread=others, original=original), problems


def _cells(raw: RawTable, sheet: Sheet, layout: Layout, path: str) -> Grid | tuple[Problem, ...]:
    """The rows below the header by column, or what is wrong with them."""
    rows, width = sheet.rows[layout.before :], len(layout.names)
    if not raw.delimiter:
        # The rows of a sheet all have the same length.
        return grid(rows, max(len(cells) for _, cells in rows), native=True)
    long = None if sheet.rest is None else long_body(rows, sheet.rest, width)
    if long is not None:
        return long
    return body([*sheet.every_row()][layout.before :], layout, path, raw.delimiter)


def _chosen(raw: RawTable, path: str, wanted: str) -> Sheet | Problem:
    """The sheet named in the metadata, else the first visible one with figures in a column.

    Without figures in any, it is the first with two rows and columns.
    """
    if raw.delimiter:
        return raw.sheets[0]
    visible = [each for each in raw.sheets if not each.hidden]
    if wanted:
        found = next((each for each in visible if each.name.casefold() == wanted.casefold()), None)
        if found is not None and found.rows:
            return found
        names = ", ".join(each.name for each in visible) or "-"
        return Problem.of("D027", path, found=wanted, sheets=names)
    tables = [each for each in visible if len(each.rows) > 1 and len(each.rows[0][1]) > 1]
    counting = (each for each in tables if has_figures(each.rows[:HEAD_ROWS]))
    first = next(counting, None) or next(iter(tables or visible), None)
    return first if first and first.rows else Problem.of("D003", path)


def _sheet_problems(sheet: Sheet, path: str) -> tuple[Problem, ...]:
    problems = []
    for code, cells in (("D032", sheet.unseen), ("D030", sheet.failed)):
        if cells:
            more = ", ..." if len(cells) > _NAMED_CELLS else ""
            problems.append(
                Problem.of(
                    code, path, sheet=sheet.name, cells=", ".join(cells[:_NAMED_CELLS]) + more
                )
            )
    return tuple(problems)


def _trimmed(
    body: Grid, layout: Layout, reading: TableReading, leaning: str, path: str
) -> tuple[_Sheet, tuple[Problem, ...]]:
    """The table without what stands below it and without further headers, and what is told of them."""
    problems: list[Problem] = []
    table, rows = _without_foot(body, layout)
    second = second_table(table, layout.lines)
    if second:
        start, (number, cells) = second
        found = ", ".join(map(text_of, cells))[:_NAMED_CELLS]
        problems.append(Problem.of("D058", Where(path=path, row=number), found=found))
        reading = replace(reading, second=(int(table.rows[start]), int(table.rows[-1])))
        table, own = _without_foot(table.without(range(start, len(table.rows))), layout)
        rows = [*own, *rows]
    again = repeated_headings(table, layout.lines)
    if again:
        reading = replace(reading, repeated=tuple(table.rows[list(again)].tolist()))
        where = Where(path=path, row=reading.repeated[0])
        shown = ", ".join(map(str, reading.repeated[:_NAMED_CELLS]))
        problems.append(Problem.of("D065", where, rows=shown, count=str(len(again))))
    below = parse_foot(rows)
    table = table.without(again)
    right = beside(table, layout.names)
    if right:
        below = replace(below, notes=(*parse_beside(table, right, layout.names), *below.notes))
        shown = ", ".join(letters(at + 1) for at in right)
        problems.append(Problem.of("D069", path, columns=shown))
        layout = replace(layout, names=layout.names[: right[0]])
        table = Grid(table.rows, table.columns[: right[0]]).without_blank()
    sheet = _Sheet(
        grid=table,
        layout=layout,
        reading=replace(
            reading, header=layout.header, numbering=layout.numbering, signed=below.signed
        ),
        leaning=leaning,
        notes=(*layout.titles, *below.notes),
    )
    return sheet, tuple(problems)


def _without_foot(table: Grid, layout: Layout) -> tuple[Grid, list[Row]]:
    """The table without the rows below it, and these rows."""
    rows = len(table.rows)
    tail = [table.row(at) for at in range(max(0, rows - FOOT_ROWS), rows)]
    foot = find_foot(tail, len(layout.names))
    return table.without(range(rows - foot, rows)), tail[len(tail) - foot :]


def _typed(
    sheet: _Sheet, path: str, declared: tuple[Column, ...], city: str
) -> tuple[TableFile | None, tuple[Problem, ...]]:
    import pandas as pd

    header = Where(path=path, row=sheet.layout.header[-1])
    columns, dropped, problems = named_columns(sheet.layout.names, sheet.grid, header)
    whole = Grid(sheet.grid.rows, tuple(sheet.grid.columns[at] for at, _ in columns))
    if not len(whole.rows) or not columns:
        return None, (*problems, Problem.of("D004", header))
    columns = described_names(columns, sheet.layout.parts, [each.name for each in declared])
    problems += figures_for_names(sheet.layout.names, header)
    totals = labelled_totals(whole)
    body, filled = filled_down(whole.without(totals.places), [name for _, name in columns])
    rows = set(body.rows.tolist()) if sheet.merged else set()
    merged = Counter(at for row, at in sheet.merged if row in rows)
    known = {column.name: column for column in declared}
    plain = [known.get(name) or _undeclared(name) for _, name in columns]
    reads = [typed_column(c, p, sheet.leaning) for c, p in zip(body.columns, plain, strict=True)]
    for read, column, cells in zip(reads, plain, body.columns, strict=True):
        problems += tuple(cell_problems(read, column, cells, Places(path, body.rows)))
    figures = tuple(_figures(reads, plain, sheet.leaning))
    found, told = summed_up(whole, totals, TypedRows(body, plain, figures), path, city)
    problems += told
    more = found.rows
    problems += _spread_problems(
        sheet, body, {columns[each.column][0]: each for each in figures}, path
    )
    frame = pd.DataFrame(
        {column.name: read.array for column, read in zip(plain, reads, strict=True)},
        index=pd.Index(body.rows, name="row"),
        copy=False,
    )
    until = any(read.until for read in reads)
    table = Table(
        columns=tuple(_column(*each, until=until) for each in zip(plain, reads, strict=True)),
        frame=frame.drop(index=[int(body.rows[at]) for at in more]) if more else frame,
        conventions=tuple(
            replace(read.convention, filled=n + merged[at])
            for read, n, (at, _) in zip(reads, filled, columns, strict=True)
        ),
        totals=tuple(
            row_text(row)
            for row in sorted((*map(whole.row, totals.places), *map(body.row, more)), key=_number)
        ),
        notes=sheet.notes,
        levels=found.levels,
    )
    reading = replace(sheet.reading, rows=len(table.frame), dropped=dropped)
    return TableFile(table, reading, unfit=tuple(_unfit(reads, plain, body))), problems


def _undeclared(name: str) -> Column:
    return Column(name=name, title=readable(name), kind="teks", typed=False)


def _column(column: Column, read: Read, *, until: bool) -> Column:
    """The column as it was read; beside periods given by their end, its figures are cumulative."""
    running = column.cumulative or (until and KINDS[read.kind].figures is not None)
    unit = column.unit or read.unit
    plain = replace(column, kind=read.kind, unit=unit, typed=True, spoilt=read.spoilt)
    return replace(plain, cumulative=running)


def _unfit(
    reads: Sequence[Read], columns: Sequence[Column], body: Grid
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The rows of cells that were not read, by column; all rows if the reading is undecided."""
    for read, column in zip(reads, columns, strict=True):
        bad = (*read.bad, *read.errors) if read.nearly is None else read.errors
        if read.doubtful >= 0 or read.order:
            bad = tuple(range(len(body.rows)))
        if bad:
            yield column.name, tuple(body.rows[list(bad)].tolist())


def _figures(reads: Sequence[Read], columns: Sequence[Column], leaning: str) -> Iterator[Figures]:
    """The columns of figures, for their sums."""
    import numpy as np

    for at, (read, column) in enumerate(zip(reads, columns, strict=True)):
        figures = KINDS[read.kind].figures
        if figures and not read.bad and read.doubtful < 0:
            values = read.array.to_numpy(dtype=np.float64, na_value=np.nan)
            label = f"{column.name} {column.title} {column.unit or read.unit}"
            yield Figures(
                name=column.name,
                column=at,
                values=values,
                adds_up=may_total(column.name, label),
                leaning=decimal_sign(read.convention, leaning),
                whole=figures == "whole",
            )


def _number(row: Row) -> int:
    return row[0]


def _spread_problems(
    sheet: _Sheet, body: Grid, figures: Mapping[int, Figures], path: str
) -> tuple[Problem, ...]:
    """What is told of figures that are merged with cells below: they count once."""
    rows = set(body.rows.tolist()) if sheet.spread else set()
    found = [(row, at) for row, at in sheet.spread if row in rows and at in figures]
    labels = {at for at, each in figures.items() if is_row_number(each.name)}
    found = [(row, at) for row, at in found if at not in labels]
    if not found:
        return ()
    cells = ", ".join(f"{letters(at + 1)}{row}" for row, at in found)
    where = Where(path=path, row=found[0][0], field=figures[found[0][1]].name)
    return (Problem.of("D066", where, cells=cells[:_NAMED_CELLS], count=str(len(found))),)


def readable(name: str) -> str:
    """Return a column or file name as a title: `jumlah_penduduk` becomes `Jumlah penduduk`.

    Doubled words have a hyphen, and figures keep theirs: `laki_laki` is `Laki-laki`, `35-39` stays. So
    do names that people wrote: `Inflasi y-on-y`.
    """
    kept = _DOUBLED.sub(lambda found: re.sub("[-_ ]", _HYPHEN, found[0]), name)
    written = " " in name.strip() and name != name.casefold()
    joined = r"[_\s]+" if written else r"[_\-\s]+"
    words = re.sub(joined, " ", kept).strip().replace(_HYPHEN, "-")
    return words[:1].upper() + words[1:] if words else name
