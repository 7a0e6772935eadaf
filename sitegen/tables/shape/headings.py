"""The names of a table's columns: an empty or repeated one is replaced, and reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.model import Problem, Where
from sitegen.tables.columns.numbers import form, shapes
from sitegen.tables.periods import parse_noted_year
from sitegen.tables.shape.cells import Cell, Grid, text_of

_SHOWN = 4
# What a print has above the header of its further pages.
_PAGE = re.compile(r"(?:hal(?:aman)?|page|lanjutan|sambungan)\b", re.IGNORECASE)


def named_columns(
    names: Sequence[str], grid: Grid, where: Where
) -> tuple[tuple[tuple[int, str], ...], tuple[int, ...], tuple[Problem, ...]]:
    """Return (index, name) of each column, the numbers of empty columns, and problems.

    A column with neither a name nor a filled cell is dropped. Numbers count from 1.
    """
    kept: list[tuple[int, str]] = []
    dropped: list[int] = []
    unnamed: list[Problem] = []
    repeated: list[Problem] = []
    seen: dict[str, int] = {}
    for at, column in enumerate(grid.columns):
        number = at + 1
        own = names[at] if at < len(names) else ""
        if not own and all(column.distinct[code] == "" for code in set(column.codes.tolist())):
            dropped.append(number)
            continue
        name = _free(own or f"kolom_{number}", seen)
        place = Where(path=where.path, row=where.row, column=number)
        if not own:
            unnamed.append(Problem.of("D006", place, number=str(number), name=name))
        elif name != own:
            repeated.append(
                Problem.of(
                    "D007",
                    place,
                    column=own,
                    first=str(seen[own.casefold()]),
                    second=str(number),
                    name=name,
                )
            )
        seen[name.casefold()] = number
        kept.append((at, name))
    problems = (*_together(unnamed, "D067", "number"), *_together(repeated, "D068", "second"))
    return tuple(kept), tuple(dropped), tuple(sorted(problems, key=lambda each: each.where.column))


def _together(problems: Sequence[Problem], code: str, place: str) -> Sequence[Problem]:
    """The problems, or if there are many, one with this code that counts them.

    `place` is the param that has the number of a column.
    """
    if len(problems) <= _SHOWN:
        return problems
    params = [dict(each.params) for each in problems]
    shown = ", ".join(f"{each[place]} (`{each['name']}`)" for each in params[:_SHOWN])
    return (Problem.of(code, problems[0].where, count=str(len(problems)), columns=f"{shown}, ..."),)


def figures_for_names(names: Sequence[str], where: Where) -> tuple[Problem, ...]:
    """Return a warning if two or more names are figures: the header is then probably a data row.

    Years and the numbers from 1 to 3 or more, such as days of a month, are fine as names.
    """
    found = [
        name
        for name in names
        if name and form(shapes([name])[0]) and parse_noted_year(name) is None
    ]
    counted = [str(number) for number in range(1, len(found) + 1)]
    if len(found) < 2 or (len(found) > 2 and found == counted):
        return ()
    return (Problem.of("D057", where, found=", ".join(found[:_SHOWN])),)


def described_names(
    columns: Sequence[tuple[int, str]], parts: Sequence[Sequence[str]], described: Sequence[str]
) -> tuple[tuple[int, str], ...]:
    """Return the columns with the names by which they are described.

    A description may name a column by one of the texts in its header, or in other letters and
    spaces, where that fits one column alone.
    """
    names = {name for _, name in columns}
    wanted = [name for name in described if name not in names]
    new: dict[int, str] = {}
    for name in wanted:
        fits = [
            at
            for at, own in columns
            if own not in described
            and _folded(name) in map(_folded, (own, *(parts[at] if at < len(parts) else ())))
        ]
        if len(fits) == 1 and fits[0] not in new:
            new[fits[0]] = name
    return tuple((at, new.get(at, name)) for at, name in columns)


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def repeated_headings(table: Grid, lines: Sequence[Sequence[Cell]]) -> tuple[int, ...]:
    """Return the indices of rows that repeat a line of the header, as in files that were joined.

    A line with a single cell could be a row. The number of a page above such a row goes with it.
    """
    import numpy as np

    found: set[int] = set()
    for line in lines:
        filled = [at for at, cell in enumerate(line) if cell != ""]
        if len(filled) < 2 or filled[-1] >= len(table.columns):
            continue
        places = np.arange(len(table.rows))
        for at in sorted(filled, key=lambda at: len(table.columns[at].distinct)):
            column = table.columns[at]
            same = [n for n, value in enumerate(column.distinct) if value == line[at]]
            places = places[np.isin(column.codes[places], same)] if same else places[:0]
            if not len(places):
                break
        found.update(places.tolist())
    pages = {at - 1 for at in found if at and _is_page([c.at(at - 1) for c in table.columns])}
    return tuple(sorted(found | pages))


def _is_page(cells: Sequence[Cell]) -> bool:
    filled = [text_of(cell) for cell in cells if cell != ""]
    return len(filled) == 1 and _PAGE.match(filled[0]) is not None


def _free(name: str, seen: dict[str, int]) -> str:
    number, free = 1, name
    while free.casefold() in seen:
        number += 1
        free = f"{name}_{number}"
    return free
