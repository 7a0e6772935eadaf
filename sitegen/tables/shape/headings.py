"""The names of a table's columns: an empty or repeated one is replaced, and reported."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.model import Problem, Where
from sitegen.tables.columns.numbers import form, shapes
from sitegen.tables.periods import parse_noted_year
from sitegen.tables.shape.cells import Grid

_SHOWN = 4


def named_columns(
    names: Sequence[str], grid: Grid, where: Where
) -> tuple[tuple[tuple[int, str], ...], tuple[int, ...], tuple[Problem, ...]]:
    """Return (index, name) of each column, the numbers of empty columns, and problems.

    A column with neither a name nor a filled cell is dropped. Numbers count from 1.
    """
    kept: list[tuple[int, str]] = []
    dropped: list[int] = []
    problems: list[Problem] = []
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
            problems.append(Problem.of("D006", place, number=str(number), name=name))
        elif name != own:
            problems.append(
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
    return tuple(kept), tuple(dropped), tuple(problems)


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


def _free(name: str, seen: dict[str, int]) -> str:
    number, free = 1, name
    while free.casefold() in seen:
        number += 1
        free = f"{name}_{number}"
    return free
