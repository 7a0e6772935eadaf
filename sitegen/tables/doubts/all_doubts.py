"""Doubts about a table's figures that its publisher should check; none blocks publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen.model import Problem, UnitEntry
from sitegen.tables.doubts.areas import area_columns, shared_names, unknown_areas
from sitegen.tables.doubts.breaks import break_problems
from sitegen.tables.doubts.coverage import coverage_problems
from sitegen.tables.doubts.facets import facets, row_years
from sitegen.tables.doubts.repeats import repeated_rows, skipped_numbers, unit_problems
from sitegen.tables.doubts.series import series_problems
from sitegen.tables.doubts.sums import sum_problems

if TYPE_CHECKING:
    from sitegen.tables.table import TableFile

# What is doubtful about a column or a total as it was read. Cells that are not of their column's
# type (D023) are told one by one to authors; to readers once for each column.
_READ = frozenset({"D022", "D023", "D066", "D070", "D071", "D072", "D073", "D077"})


def reading_remarks(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield those of a table's problems that its readers must know, since it is published so."""
    columns: set[str] = set()
    for problem in problems:
        if problem.code not in _READ or (problem.code == "D023" and problem.where.field in columns):
            continue
        if problem.code == "D023":
            columns.add(problem.where.field)
        yield replace(problem, params=tuple(p for p in problem.params if p[0] != "count"))


def table_remarks(
    file: TableFile, path: str, areas: Sequence[UnitEntry], year: int = 0
) -> Iterator[Problem]:
    """Yield what is doubtful in the table at `path`, for a city with these areas.

    `year` is that of a table whose rows have none, 0 if it is not known.

    A table with unreadable cells is skipped: they would be taken for missing.
    """
    table = file.table
    if file.unfit or not len(table.frame):
        return
    columns = facets(table)
    numbers = table.frame.index.to_numpy()
    years = row_years(columns, len(numbers), year)
    found = area_columns(columns, areas, years)
    for column in found:
        yield from unknown_areas(column, numbers, path)
    for column in found[:1]:  # the finest level; a kecamatan just locates its kelurahan
        yield from shared_names(column, columns, path)
        yield from coverage_problems(column, columns, numbers, path, years)
    yield from skipped_numbers(columns, path)
    yield from repeated_rows(table, columns, path)
    yield from unit_problems(columns, found, numbers, path)
    yield from series_problems(table, columns, path)
    yield from break_problems(table, columns, path)
    yield from sum_problems(table, path)
