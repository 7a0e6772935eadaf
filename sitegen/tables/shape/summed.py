"""The totals, subtotals and levels of a table, and what is wrong with its sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from sitegen.model import Column, Levels, Problem, Where
from sitegen.tables.shape.cells import Grid
from sitegen.tables.shape.levels import (
    are_moments,
    find_levels,
    multiple_of,
    outermost,
    subtotals,
    sums_up_levels,
)
from sitegen.tables.shape.totals import (
    Figures,
    Totals,
    WrongTotal,
    figures_of,
    figures_without,
    sums_up,
    wrong_totals,
)


class TypedRows(Struct, frozen=True):
    """The rows of a table without labelled totals, its columns and those with figures."""

    grid: Grid
    columns: Sequence[Column]
    figures: Sequence[Figures]


class Summed(Struct, frozen=True):
    """The rows of a body that sum up others, and the levels of the remaining ones."""

    rows: tuple[int, ...]
    levels: Levels | None


def summed_up(
    whole: Grid, totals: Totals, body: TypedRows, path: str, city: str
) -> tuple[Summed, tuple[Problem, ...]]:
    """Return which rows of the body are sums or contain others, and the sums that are wrong.

    `whole` is the table with its labelled `totals`; a row named as the `city` may be one too.
    """
    grid, figures = body.grid, body.figures
    names = [column.name for column in body.columns]
    inner = subtotals(figures, grid)
    alone = totals.places or are_moments(grid, names)
    rows = inner or (() if alone else sums_up(figures, grid, city))
    if not (rows or totals.places):
        rows = sums_up_levels(grid, names, figures, city)
    rest = tuple(figures_without(figures, rows))
    stated = [[each.figure(whole.row(at)[1][each.column]) for each in rest] for at in totals.sums]
    levels = find_levels(grid.without(rows), names, rest, stated)
    part = figures_of(figures, slice(inner[-1] + 1 if inner else 0, len(grid.rows)))
    *before, last = totals.sums or (-1,)
    # Of the last totals the first may be that of the last part.
    sums = (at for at in before if not inner or any(wrong_totals(part, whole.row(at)[1])))
    checked = (*sums, *(at for at in (last,) if at >= 0))
    problems = (
        *_subtotal_problems(grid, inner, figures, path),
        *_total_problems(whole, checked, outermost(rest, levels), path),
    )
    return Summed(rows, levels), problems


def _total_problems(
    grid: Grid, totals: tuple[int, ...], figures: Sequence[Figures], path: str
) -> Iterator[Problem]:
    for place in totals:
        number, cells = grid.row(place)
        times = multiple_of([each.figure(cells[each.column]) for each in figures], figures)
        if times:
            yield Problem.of("D077", Where(path=path, row=number), times=str(times))
        else:
            yield from _wrong(wrong_totals(figures, cells), path, number)


def _subtotal_problems(
    body: Grid, places: tuple[int, ...], figures: Sequence[Figures], path: str
) -> Iterator[Problem]:
    start = 0
    for place in places:
        number, cells = body.row(place)
        above = figures_of(figures, slice(start, place))
        yield from _wrong(wrong_totals(above, cells), path, number)
        start = place + 1


def _wrong(found: Iterable[WrongTotal], path: str, row: int) -> Iterator[Problem]:
    for wrong in found:
        where = Where(path=path, row=row, field=wrong.column)
        yield Problem.of("D022", where, column=wrong.column, found=wrong.found, sum=wrong.expected)
